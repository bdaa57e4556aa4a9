"""The command line: which command is asked for, and the exit code.

Only click is imported before it is known what to do. Errors that a person can mend are caught here, and
nowhere else.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

import click

from factcheck import __version__, threads
from factcheck.commands import Exit, commands
from factcheck.errors import UserError
from factcheck.terminal import flush, leave_pipe, say

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says where standard output goes to a file that takes no more."""


_COLLECT = (1_000_000, 20, 20)
"""How seldom Python looks for rings among values: ours are plain and have none."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*_COLLECT)
    threads.in_one_thread()
    debug = "--debug" in given or os.environ.get("FACTCHECK_DEBUG", "") not in ("", "0")
    try:
        if "_FACTCHECK_COMPLETE" in os.environ:
            from factcheck.commands import _shells

            _shells.prepare()
        code = main.main(args=given, prog_name="factcheck", standalone_mode=False)
        flush()
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return Exit.INTERRUPTED
    except UserError as error:
        say(f"error: {error}")
        return Exit.USAGE
    except BrokenPipeError:
        leave_pipe()
        return Exit.CLEAN
    except OSError as error:
        if _is_nowhere():
            say("error: the current folder is not there any more; change to another one")
            return Exit.USAGE
        if error.filename is not None or error.errno not in _FULL:
            return _bug(error, debug=debug)
        leave_pipe()
        say(f"error: standard output cannot be written ({error.strerror}); make room, or write it elsewhere")
        return Exit.USAGE
    except Exception as error:  # noqa: BLE001 (the last one to see it: one line instead of a traceback)
        return _bug(error, debug=debug)
    return code if isinstance(code, int) else Exit.CLEAN


def _is_nowhere() -> bool:
    """Whether the current folder was taken away, as by a change of branches in another terminal."""
    try:
        os.getcwd()  # noqa: PTH109 (imports nothing)
    except FileNotFoundError:
        return True
    return False


def _bug(error: Exception, *, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exception(error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    say(f"bug in factcheck {__version__}: {what[:300]}; please report it with what --debug prints")
    return Exit.BUG


@click.group(
    commands=commands(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "-V", "--version", prog_name="factcheck", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a bug.")
def main() -> None:
    """Find uncited, unfindable and contradictory claims in a repository of articles."""
