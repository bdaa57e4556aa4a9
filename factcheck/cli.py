"""The command line: what is asked for, where it is printed, and the exit code.

Only click is imported before it is known what to do. Errors that a person can mend are caught here, and
nowhere else.
"""

from __future__ import annotations

import contextlib
import enum
import errno
import gc
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from factcheck import __version__, threads
from factcheck.errors import UserError, nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from factcheck.checking import Report
    from factcheck.projects import Project, Request
    from factcheck.rules.rule import Severity


class Exit(enum.IntEnum):
    """Exit codes."""

    CLEAN = 0
    FINDINGS = 1
    """Findings at or above `--fail-on`."""
    USAGE = 2
    """Usage, configuration or unreadable input."""
    INTERRUPTED = 3
    BUG = 4


_LONG = 1.0
"""Seconds after which a run is long enough for a progress bar."""


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says where standard output goes to a file that takes no more."""

_COLLECT = (1_000_000, 20, 20)
"""How seldom Python looks for rings among values: ours are plain and have none."""


# --- The one place where errors end


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*_COLLECT)
    threads.in_one_thread()
    debug = "--debug" in given or os.environ.get("FACTCHECK_DEBUG", "") not in ("", "0")
    try:
        code = main.main(args=given, prog_name="factcheck", standalone_mode=False)
        _flush()
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        return Exit.INTERRUPTED
    except UserError as error:
        _say(f"error: {error}")
        return Exit.USAGE
    except BrokenPipeError:
        _leave_pipe()
        return Exit.CLEAN
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            return _bug(error, debug=debug)
        _leave_pipe()
        _say(f"error: standard output cannot be written ({error.strerror}); make room, or write it elsewhere")
        return Exit.USAGE
    except Exception as error:  # noqa: BLE001 (the last one to see it: one line instead of a traceback)
        return _bug(error, debug=debug)
    return code if isinstance(code, int) else Exit.CLEAN


def _bug(error: Exception, *, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exception(error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    _say(f"bug in factcheck {__version__}: {what[:300]}; please report it with what --debug prints")
    return Exit.BUG


def _say(line: str) -> None:
    """A line for people, on standard error; names of files in it cannot steer the terminal."""
    if not line.isprintable():
        from factcheck.report._places import visible

        line = visible(line)
    with contextlib.suppress(OSError, ValueError):
        click.echo(_encodable(line, sys.stderr), err=True)


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _leave_pipe() -> None:
    """Nobody reads any more; without this, Python complains when it closes standard output."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encodable(text: str, stream: IO[str]) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding, "replace")


def _print(text: str, *, exact: bool = False) -> None:
    """Text on standard output; `exact` text is for programs and always UTF-8."""
    if sys.stdout is None:  # closed by whoever started this, and nobody reads it
        return
    binary = getattr(sys.stdout, "buffer", None)
    if exact and binary is not None:
        sys.stdout.flush()
        binary.write(text.encode("utf-8", "surrogatepass"))
        binary.flush()
    else:
        sys.stdout.write(_encodable(text, sys.stdout))


# --- Completion


Completions = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _completing(kind: str) -> Completions:
    """Leaves what is typed to the shell: a `file` or a `dir`."""

    def complete(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(typed, type=kind)]

    return complete


_a_file, _a_folder = _completing("file"), _completing("dir")


def _rule_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Codes and names of rules, behind those that are typed before a comma."""
    from click.shell_completion import CompletionItem

    from factcheck.rules import rules

    before, comma, last = typed.rpartition(",")
    names = [*rules(), *(rule.name for rule in rules().values())]
    return [CompletionItem(before + comma + name) for name in names if name.lower().startswith(last.lower())]


def _format_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from factcheck.report import formats

    return [CompletionItem(name) for name in formats() if name.startswith(typed)]


# --- Options


Command = TypeVar("Command", bound=Callable[..., Any])


def _options(*decorators: Callable[[Any], Any]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_configured = _options(
    click.option(
        "--config",
        "config",
        multiple=True,
        metavar="KEY=VALUE|FILE",
        shell_complete=_a_file,
        help="Set a value (TOML), or use this configuration file.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a bug."),
)
_cache_dir = click.option(
    "--cache-dir",
    default="",
    metavar="FOLDER",
    envvar="FACTCHECK_CACHE_DIR",
    shell_complete=_a_folder,
    help="Where pages are kept.",
)
_reading = _options(
    click.option("--force-exclude", is_flag=True, help="Leave excluded files out even where they are named."),
    click.option(
        "--stdin-filename",
        metavar="PATH",
        shell_complete=_a_file,
        help="What the text on standard input (-) is called.",
    ),
    click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, help="Processes; 0: one a core."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
    _cache_dir,
)
_selecting = _options(
    *(
        click.option(flag, multiple=True, metavar="RULES", shell_complete=_rule_names, help=words)
        for flag, words in (
            ("--select", "Run these rules only: codes, prefixes, names."),
            ("--extend-select", "Run these rules in addition."),
            ("--ignore", "Do not run these rules."),
        )
    ),
)
_coloured = click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to use colours.",
)


def _request(
    *,
    paths: Sequence[str] = (),
    config: Sequence[str] = (),
    isolated: bool = False,
    force_exclude: bool = False,
    stdin_filename: str | None = None,
    jobs: int = 0,
    no_cache: bool = False,
    cache_dir: str = "",
    extra: Sequence[str] = (),
    written: Sequence[str] = (),
    **more: Any,
) -> Request:
    from factcheck import files
    from factcheck.projects import Request

    if "" in config:  # a variable that is not set: no file would be read, and nobody told
        raise click.UsageError("--config names nothing")
    overrides = [one for one in config if "=" in one and not os.path.exists(one)]  # noqa: PTH110 (cheaper than pathlib)
    named = [one for one in config if one not in overrides]
    if len(named) > 1:
        raise click.UsageError("--config names more than one file")
    if named and isolated:
        raise click.UsageError(f"--isolated reads no configuration file: leave it or --config {named[0]} out")
    texts = {}
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("`-` (standard input) stands alone: name no other path")
        if sys.stdin is None:
            raise click.UsageError("standard input is closed")
        name = files.shown((stdin_filename or "stdin.md").replace("\\", "/"))
        texts[name] = files.decode(sys.stdin.buffer.read(), name)
        paths = ()
    elif stdin_filename:
        raise click.UsageError("--stdin-filename needs the path `-`")
    return Request(
        paths=tuple(paths),
        texts=texts,
        overrides=(*overrides, *extra),
        written=frozenset((*written, *_redirected())),
        file=named[0] if named else "",
        isolated=isolated,
        force_exclude=force_exclude,
        jobs=jobs,
        use_cache=not no_cache,
        cache_folder=cache_dir,
        **more,
    )


def _redirected() -> Iterator[tuple[int, int]]:
    """The file that standard output goes to: the shell has made it already, and it is empty."""
    with contextlib.suppress(AttributeError, OSError, ValueError):  # closed, or none of the system
        state = os.fstat(sys.stdout.fileno())
        if stat.S_ISREG(state.st_mode):
            yield state.st_dev, state.st_ino


def _rules_of(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _codes_of(flag: str, values: Sequence[str]) -> Sequence[str]:
    """Codes of the rules that a flag names. Raises `UserError` for one that nobody knows."""
    if not values:
        return ()
    from factcheck.configuration import selected

    return selected(_rules_of(values), flag)


def _selection(select: Sequence[str], extend_select: Sequence[str], ignore: Sequence[str]) -> list[str]:
    import json

    given = (("select", select), ("extend-select", extend_select), ("ignore", ignore))
    for key, values in given:
        _codes_of(f"--{key}", values)
    if select and not _rules_of(select):  # a variable that is not set: no rule would run, and all seem clean
        raise click.UsageError("--select names no rule")
    return [f"{key} = {json.dumps(_rules_of(values))}" for key, values in given if values]


def _uses_colour(choice: str, stream: IO[str]) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return bool(getattr(stream, "isatty", bool)()) and os.environ.get("TERM") != "dumb"


# --- Commands


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="factcheck", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a bug.")
def main() -> None:
    """Find uncited, unfindable and contradictory claims in a repository of articles."""


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=_a_file)
@_options(
    click.option(
        "--output-format",
        "-f",
        "formats",
        multiple=True,
        metavar="FORMAT[=FILE]",
        shell_complete=_format_names,
        help="How findings are shown; may be repeated. `full` unless said; see --list-formats.",
    ),
    click.option("--list-formats", is_flag=True, help="List the output formats."),
)
@_selecting
@_options(
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="Mildest severity for exit code 1.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    click.option("--statistics", is_flag=True, help="Count findings and claims instead of listing them."),
    click.option("--show-explained", is_flag=True, help="List disagreements that have an explanation, too."),
    click.option("--diff", metavar="BASE", help="Report only what changed since the merge base with BASE."),
    click.option(
        "--diff-filter",
        type=click.Choice(["added", "context", "file"]),
        default="added",
        show_default=True,
        help="With --diff: findings on changed lines, near them, or in changed files.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        default="",
        shell_complete=_a_file,
        help="Known findings; else factcheck-baseline.json.",
    ),
    click.option("--no-baseline", is_flag=True, help="Report known findings, too."),
    click.option("--fix", is_flag=True, help="Make the safe fixes, then report what is left."),
    click.option("--diff-fix", is_flag=True, help="Print the safe fixes as a diff, and change nothing."),
    click.option(
        "--mark-needed",
        multiple=True,
        metavar="RULES",
        shell_complete=_rule_names,
        help="With --fix or --diff-fix: mark findings of these rules [citation needed].",
    ),
    click.option("--add-ignore", metavar="REASON", help="Write comments that ignore what is found."),
    click.option("--show-settings", is_flag=True, help="Print the settings and stop."),
    click.option("--show-files", is_flag=True, help="Print the files that would be checked and stop."),
    click.option("--watch", "-w", is_flag=True, help="Check again whenever a file changes."),
    click.option("--quiet", "-q", is_flag=True, help="Print findings and nothing else."),
)
@_coloured
@_reading
@_configured
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Check articles and report what is wrong with their claims.

    Without PATHS the configured content is checked, else the current folder. `-` is standard input.

    Exit codes: 0 clean, 1 findings, 2 usage, configuration or unreadable input, 3 interrupted, 4 a bug.
    """
    if given["list_formats"]:
        return _list_formats()
    if "-" in paths and (given["fix"] or given["add_ignore"] is not None):
        raise click.UsageError("standard input cannot be written to; use --diff-fix")
    if given["mark_needed"] and not (given["fix"] or given["diff_fix"]):
        raise click.UsageError("--mark-needed goes with --fix or --diff-fix")
    extra = _selection(given["select"], given["extend_select"], given["ignore"])
    if given["fail_on"]:
        extra.append(f'fail-on = "{given["fail_on"]}"')
    outputs = _outputs(given["formats"], statistics=given["statistics"])
    written = [os.path.realpath(file) for _, file in outputs if file]
    request = _request(paths=paths, extra=extra, written=written, **_of(given, _READING))
    if given["watch"]:
        if request.texts:
            raise click.UsageError("--watch cannot watch standard input")
        return _watch(request, outputs, given)
    return _check_once(request, outputs, given)


_READING = ("config", "isolated", "force_exclude", "stdin_filename", "jobs", "no_cache", "cache_dir")


def _of(given: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: given[name] for name in names}


def _check_once(
    request: Request,
    outputs: Sequence[tuple[str, str]],
    given: dict[str, Any],
    told: Callable[[Report], object] = lambda _report: None,
) -> int:
    from factcheck.projects import projects
    from factcheck.run import joined

    found = projects(request)
    if given["show_settings"]:
        return _show_settings(found)
    if given["show_files"]:
        return _show_files(found)
    needed = _codes_of("--mark-needed", given["mark_needed"])
    reports = _performed(found, request, quiet=given["quiet"])
    for one in reports:
        told(one)
    if given["diff_fix"]:
        return _show_fixes(reports, needed)
    if given["fix"] and _fix(reports, needed, given):
        found = projects(request)
        reports = _performed(found, request, quiet=given["quiet"])
    if not given["no_baseline"]:
        reports = _without_known(found, reports, given)
    if given["diff"] is not None:
        from factcheck import changes

        changed = changes.since(given["diff"])
        reports = [changes.only(report, changed, given["diff_filter"]) for report in reports]
    report = joined(reports)
    if given["add_ignore"] is not None:
        return _add_ignores(report, given["add_ignore"])
    _emit(report, outputs, given, reports)
    _tell_unreadable(report)
    if not given["quiet"]:
        _tell_passed_over(found)
    nothing = _is_nothing(report, found)
    if nothing:
        _say(f"nothing was checked: {_why_nothing(found)}")
    if report.unreadable or (nothing and not _is_left_out(found)):
        return Exit.USAGE
    if given["exit_zero"]:
        return Exit.CLEAN
    return Exit.FINDINGS if any(map(_fails, reports)) else Exit.CLEAN


def _is_nothing(report: Report, found: Sequence[Project]) -> bool:
    return not report.pages and not report.unreadable and not any(project.named for project in found)


def _is_left_out(found: Sequence[Project]) -> bool:
    """Whether something is named that is excluded: there being no more is no mistake then."""
    return any(project.left_out for project in found)


def _why_nothing(found: Sequence[Project]) -> str:
    if _is_left_out(found):
        return "what is named is excluded"
    return "no article was found; name a path, or set `content` in factcheck.toml"


def _told_apart(found: Sequence[Project], baseline: str) -> Sequence[Project]:
    """The projects; none of them is all that a baseline knows of which they share."""
    if not baseline or len(found) < 2:
        return found
    import dataclasses

    return [dataclasses.replace(project, whole=False) for project in found]


def _without_known(
    found: Sequence[Project], reports: Sequence[Report], given: dict[str, Any]
) -> list[Report]:
    """The reports without the findings of the baseline."""
    from factcheck import upkeep

    left = []
    known = gone = 0
    for project, report in zip(_told_apart(found, given["baseline"]), reports, strict=True):
        new, compared = upkeep.hold_against_baseline(project, report, given["baseline"])
        left.append(new)
        if compared is not None:
            known += len(compared.known)
            gone += len(compared.gone)
    if known and not given["quiet"]:
        _say(f"{known} known finding{'s' * (known != 1)} not shown (baseline)")
    if gone:
        _say(f"{gone} finding{'s' * (gone != 1)} of the baseline gone; run: factcheck baseline --prune")
    return left


def _show_fixes(reports: Sequence[Report], needed: Sequence[str]) -> int:
    from factcheck import upkeep

    changes = upkeep.once_a_file(change for report in reports for change in upkeep.fixed(report, needed))
    for change in changes:
        _print(change.diff(), exact=True)
    for report in reports:
        _tell_unreadable(report)
    if any(report.unreadable for report in reports):
        return Exit.USAGE
    return Exit.FINDINGS if changes else Exit.CLEAN


def _fix(reports: Sequence[Report], needed: Sequence[str], given: dict[str, Any]) -> bool:
    """Make the safe fixes; whether there were any."""
    from factcheck import upkeep

    changes = upkeep.once_a_file(change for report in reports for change in upkeep.fixed(report, needed))
    for change in changes:
        change.write()
    if changes and not given["quiet"]:
        places = sum(change.count for change in changes)
        _say(f"fixed {places} place{'s' * (places != 1)} in {len(changes)} file{'s' * (len(changes) != 1)}")
    return bool(changes)


def _add_ignores(report: Report, reason: str) -> int:
    from factcheck import upkeep

    if not reason.strip():
        raise click.UsageError("--add-ignore wants a reason")
    changes, left = upkeep.ignoring(report, reason)
    for change in upkeep.once_a_file(changes):
        change.write()
        _print(f"{change.path}: {change.count} comment{'s' * (change.count != 1)} written\n")
    for line in left:
        _say(line)
    _tell_unreadable(report)
    return Exit.USAGE if report.unreadable else Exit.FINDINGS if left else Exit.CLEAN


def _fails(report: Report) -> bool:
    fail_on = _fail_on(report)
    return fail_on is not None and any(finding.severity.rank <= fail_on.rank for finding in report.findings)


def _fail_on(report: Report) -> Severity | None:
    """The mildest severity that fails; None: nothing does."""
    from factcheck.rules.rule import Severity

    return None if report.settings.fail_on == "never" else Severity(report.settings.fail_on)


def _tell_passed_over(found: Sequence[Project]) -> None:
    """A line on texts in folders of `sources` that nothing reads."""
    from factcheck.shelves import passed_over

    names = [name for project in found for name in passed_over(project.settings)]
    if names:
        others = f" and {len(names) - 1} more" if len(names) > 1 else ""
        _say(
            f"{names[0]}{others}: not read among the sources; "
            "a source record is a Markdown file (.md) with a `key` in its front matter"
        )


def _tell_unreadable(report: Report) -> None:
    for _, line in report.unreadable:
        _say(f"error: {line}")


def _performed(found: Sequence[Project], request: Request, *, quiet: bool) -> list[Report]:
    from factcheck.run import perform

    with _progress(quiet=quiet) as progress:
        return [perform(project, request, progress) for project in found]


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, once a run has proved long, and only on a terminal."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    import time

    started = time.monotonic()
    bars: list[Any] = []

    def told(done: int, total: int) -> None:
        if not bars:
            if time.monotonic() - started < _LONG or done >= total:
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            bar = Progress(
                TextColumn("checking"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f} %"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            bar.start()
            bars.append((bar, bar.add_task("", total=total)))
        bar, task = bars[0]
        bar.update(task, completed=done, total=total)

    try:
        yield told
    finally:
        for bar, _ in bars:
            bar.stop()


# --- Showing


_FOR_PEOPLE = frozenset({"full", "concise", "statistics", "markdown"})


def _outputs(formats: Sequence[str], *, statistics: bool) -> list[tuple[str, str]]:
    """Each format with the file it goes to; an empty name, given as none or as `-`, is standard output."""
    from factcheck.report import formats as known

    outputs = []
    for one in formats or (
        ("statistics",) if statistics else (os.environ.get("FACTCHECK_OUTPUT_FORMAT") or "full",)
    ):
        name, parted, file = one.partition("=")
        if name not in known():
            raise UserError(f"no output format is called `{name}`", cure=nearest(name, known()))
        if parted and not file:
            raise UserError(f"`{one}` names no file", cure=f"write {name}=FILE, or {name} alone")
        outputs.append((name, "" if file == "-" else file))
    if statistics and not any(name == "statistics" for name, _ in outputs):
        outputs.append(("statistics", ""))
    shared = [name for name, file in outputs if not file]
    if len(shared) > 1 and not (statistics and len(shared) == 2 and _FOR_PEOPLE.issuperset(shared)):
        raise UserError(
            "two formats cannot share standard output", cure="write --output-format FORMAT=FILE for one"
        )
    files = [os.path.realpath(file) for _, file in outputs if file and file != os.devnull]
    if len(set(files)) < len(files):
        raise UserError("two formats cannot share a file", cure="name another file for one")
    return outputs


def _emit(
    report: Report, outputs: Sequence[tuple[str, str]], given: dict[str, Any], parts: Sequence[Report]
) -> None:
    """Show a report, of which each of the `parts` has its own settings."""
    import pathlib

    from factcheck import files
    from factcheck.report import formats

    for name, file in outputs:
        text = formats()[name](report, _report_options(report, given, to_file=bool(file), parts=parts))
        if file:
            files.write_atomically(pathlib.Path(file), text)
        elif not (given["quiet"] and not report.findings and name in _FOR_PEOPLE):
            _print(text, exact=name not in _FOR_PEOPLE)


def _report_options(
    report: Report, given: dict[str, Any], *, to_file: bool, parts: Sequence[Report] = ()
) -> Any:
    import datetime as dt
    import pathlib
    import shutil

    from factcheck.report import Options

    return Options(
        colour=not to_file and _uses_colour(given["colour"], sys.stdout),
        width=100 if to_file else max(40, shutil.get_terminal_size((100, 24)).columns),
        show_explained=bool(given.get("show_explained")),
        fail_on=_fail_on(report),
        fail_on_of={finding.path: _fail_on(part) for part in parts for finding in part.findings},
        root_uri=pathlib.Path.cwd().as_uri() + "/",
        version=__version__,
        today=dt.datetime.now(tz=dt.UTC).date(),
    )


def _list_formats() -> int:
    import inspect

    from factcheck.report import formats

    for name, render in formats().items():
        module = inspect.getmodule(render)
        about = (getattr(module, "__doc__", "") or "").strip().split("\n\n")[0]
        _print(f"{name:<12} {' '.join(about.split())}\n")
    return Exit.CLEAN


def _show_settings(found: Sequence[Project]) -> int:
    from factcheck import configuration

    for project in found:
        read = project.configuration.files if project.configuration else ()
        _print(
            f"# project: {project.root.as_posix()}\n# read: {', '.join(read) or 'no configuration file'}\n"
        )
        _print(configuration.as_toml(project.settings))
    return Exit.CLEAN


def _show_files(found: Sequence[Project]) -> int:
    from factcheck.shelves import is_own_report

    problems = [problem for project in found for problem in project.problems]
    for name in sorted({name for project in found for name in project.named}):
        if not is_own_report(name):
            _print(f"{name}\n")
    for problem in problems:
        _say(f"error: {problem}")
    return Exit.USAGE if problems else Exit.CLEAN


def _watch(request: Request, outputs: Sequence[tuple[str, str]], given: dict[str, Any]) -> int:
    """Check again and again, whenever a file that was read or could be read changed, until interrupted."""
    import time

    from factcheck import files, language
    from factcheck.projects import projects, watched

    others = {given["baseline"]} if given["baseline"] else set()
    while True:
        files.forget()
        before = watched(request, *others)
        if sys.stdout.isatty():
            click.clear()
        try:
            # An article may name its own bibliography, which is known once it was read.
            _check_once(request, outputs, given, lambda report: others.update(report.sources))
            _flush()
        except UserError as error:
            _say(f"error: {error}")
        after = watched(request, *others)
        before = {**{name: after[name] for name in others}, **before}
        _say("watching for changes; stop with Ctrl-C")
        with contextlib.suppress(UserError):
            for project in projects(request):  # ready for the next change
                language.load(project.settings.language_model or None)
        while True:
            time.sleep(0.5)
            files.forget()
            if watched(request, *others) != before:
                break


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=_a_file)
@click.option("--output-format", "-f", "format_", metavar="FORMAT", default="full", help="`full` or `json`.")
@click.option("--write", is_flag=True, help="Update the ledger instead of listing.")
@click.option("--exit-non-zero-on-write", is_flag=True, help="Exit with 1 where the ledger was changed.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no notes.")
@_coloured
@_reading
@_configured
def claims(paths: tuple[str, ...], **given: Any) -> int:
    """List the claims of articles with their status, or write them to the ledger."""
    from factcheck.projects import projects
    from factcheck.report import claim_formats
    from factcheck.run import joined

    if given["format_"] not in claim_formats():
        name = given["format_"]
        raise UserError(f"no output format is called `{name}`", cure=nearest(name, claim_formats()))
    if given["write"] and "-" in paths and not given["stdin_filename"]:
        raise click.UsageError("--write with `-` needs --stdin-filename: whose ledger is it?")
    request = _request(paths=paths, alone=True, **_of(given, _READING))
    found = projects(request)
    reports = _performed(found, request, quiet=given["quiet"])
    report = joined(reports)
    wrote = False
    if given["write"]:
        from factcheck.ledgers import write_ledger

        for project, one in zip(found, reports, strict=True):
            for line, changed in write_ledger(project, one, _say):
                _print(f"{line}\n")
                wrote |= changed
    else:
        text = claim_formats()[given["format_"]](report, _report_options(report, given, to_file=False))
        _print(text, exact=given["format_"] == "json")
    _tell_unreadable(report)
    if not report.pages and not report.unreadable:
        _say(f"nothing was read: {_why_nothing(found)}")
    if report.unreadable or (_is_nothing(report, found) and not _is_left_out(found)):
        return Exit.USAGE
    return Exit.FINDINGS if wrote and given["exit_non_zero_on_write"] else Exit.CLEAN


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=_a_file)
@click.option(
    "--baseline",
    metavar="FILE",
    default="",
    shell_complete=_a_file,
    help="Where to write; else factcheck-baseline.json.",
)
@click.option("--prune", is_flag=True, help="Take out what is gone, and add nothing.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no notes.")
@_selecting
@_reading
@_configured
def baseline(paths: tuple[str, ...], **given: Any) -> int:
    """Write down what is found now as known, so that only new findings fail."""
    from factcheck import upkeep
    from factcheck.projects import projects

    extra = _selection(given["select"], given["extend_select"], given["ignore"])
    request = _request(paths=paths, extra=extra, **_of(given, _READING))
    found = _told_apart(projects(request), given["baseline"])
    reports = _performed(found, request, quiet=given["quiet"])
    if not any(project.named for project in found) and not any(report.unreadable for report in reports):
        _say(f"nothing was checked: {_why_nothing(found)}")
        return Exit.CLEAN if _is_left_out(found) else Exit.USAGE
    for project, report in zip(found, reports, strict=True):
        line = upkeep.write_baseline(project, report, given["baseline"], prune=given["prune"])
        if not given["quiet"]:
            _print(f"{line}\n")
        _tell_unreadable(report)
    return Exit.USAGE if any(report.unreadable for report in reports) else Exit.CLEAN


@main.command()
@click.option("--output-format", "-f", "format_", type=click.Choice(["full", "json"]), default="full")
@click.option("--debug", is_flag=True, expose_value=False, hidden=True)
def rules(format_: str) -> int:
    """List the rules."""
    from factcheck.rules import manual
    from factcheck.rules import rules as known

    if format_ == "json":
        import json

        rows = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": str(rule.severity),
                "enabled": rule.enabled,
                "summary": _summary(manual(rule.code)),
            }
            for rule in known().values()
        ]
        _print(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", exact=True)
        return Exit.CLEAN
    for rule in known().values():
        off = "" if rule.enabled else " (off unless selected)"
        _print(f"{rule.code}  {rule.name:<26} {rule.severity:<8} {_summary(manual(rule.code))}{off}\n")
    return Exit.CLEAN


def _summary(page: str) -> str:
    """The first sentence below `What it does`."""
    _, _, rest = page.partition("## What it does\n")
    return " ".join(rest.strip().split("\n\n")[0].split()).partition(". ")[0].rstrip(".") + "."


@main.command()
@click.argument("rule", required=False, shell_complete=_rule_names)
@click.option("--all", "everything", is_flag=True, help="Print every rule's page.")
@click.option("--debug", is_flag=True, expose_value=False, hidden=True)
def explain(rule: str | None, *, everything: bool) -> int:
    """Print the manual page of a RULE: a code or a name."""
    from factcheck.rules import manual
    from factcheck.rules import rules as known

    if everything:
        _print("\n\n".join(manual(code) for code in known()) + "\n")
        return Exit.CLEAN
    if not rule:
        raise click.UsageError("name a rule, or give --all")
    for code, one in known().items():
        if rule.upper() == code or rule.lower() == one.name:
            _print(manual(code) + "\n")
            return Exit.CLEAN
    names = tuple(known()) if rule[:2].upper() == "FC" else tuple(one.name for one in known().values())
    raise UserError(f"no rule is called `{rule}`", cure=f"{nearest(rule, names)} (see `factcheck rules`)")


@main.command()
@click.option("--force", is_flag=True, help="Write over a factcheck.toml that is there.")
@click.option("--dry-run", is_flag=True, help="Print it and write nothing.")
@click.option("--debug", is_flag=True, expose_value=False, hidden=True)
def init(*, force: bool, dry_run: bool) -> int:
    """Write a commented factcheck.toml for the repository that is found here."""
    import pathlib

    from factcheck import configuration, files, readers, references

    path = pathlib.Path("factcheck.toml")
    found = files.survey(pathlib.Path(), readers.readers(), references.own_suffixes())
    text = configuration.proposed(
        content=found.content, bibliography=found.bibliography, sources=found.sources
    )
    if dry_run:
        _print(text)
        return Exit.CLEAN
    if os.path.lexists(path) and not force:
        raise UserError("there is one already", cure="edit it, or give --force", path=path.as_posix())
    other = pathlib.Path("pyproject.toml")
    if (
        other.is_file()
        and not force
        and configuration.options(other.name, "", files.read_text(other, other.name, empty=True)) is not None
    ):
        raise UserError(
            "`[tool.factcheck]` is there already, and a factcheck.toml beside it would hide it",
            cure="edit it, or give --force",
            path=other.name,
        )
    files.write_atomically(path, text)
    _print("wrote factcheck.toml; next: factcheck check --statistics\n")
    return Exit.CLEAN


@main.group(name="cache")
def cache_group() -> None:
    """What is kept between runs."""


@cache_group.command()
@_cache_dir
@_configured
def clean(**given: Any) -> int:
    """Throw the cache of this project away."""
    from factcheck import cache, files
    from factcheck.kept import cache_folder
    from factcheck.projects import projects

    request = _request(**given)
    for project in projects(request):
        folder = cache_folder(project, request)
        try:
            found = cache.clean(folder)
        except OSError as error:
            raise files.system_error(error, files.shown(folder), writing=True) from None
        _print(f"{'removed' if found else 'no cache in'} {files.shown(folder)}\n")
    return Exit.CLEAN


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a SHELL, to be sourced from its start-up file."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    _print(found(main, {}, "factcheck", "_FACTCHECK_COMPLETE").source() + "\n")
    return Exit.CLEAN


@main.command()
@click.option("--debug", is_flag=True, expose_value=False, hidden=True)
def server() -> int:
    """Run the language server on standard input and output."""
    try:
        from factcheck import server as language_server
    except ImportError as error:
        raise UserError(
            "the language server needs pygls", cure="run: pip install 'factcheck-lint[server]'"
        ) from error
    language_server.serve()
    return Exit.CLEAN
