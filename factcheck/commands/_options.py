"""Options that several commands have, and how their values are completed in a shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


Completions = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _completing(kind: str) -> Completions:
    """Leaves what is typed to the shell: a `file` or a `dir`."""

    def complete(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(typed, type=kind)]

    return complete


a_file, a_folder = _completing("file"), _completing("dir")


def rule_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Codes and names of rules, behind those that are typed before a comma."""
    from click.shell_completion import CompletionItem

    from factcheck.rules import rules

    before, comma, last = typed.rpartition(",")
    names = [*rules(), *(rule.name for rule in rules().values())]
    return [CompletionItem(before + comma + name) for name in names if name.lower().startswith(last.lower())]


def format_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from factcheck.report import formats

    return [CompletionItem(name) for name in formats() if name.startswith(typed)]


Command = TypeVar("Command", bound=Callable[..., Any])


def options(*decorators: Callable[[Any], Any]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


paths_argument = click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=a_file)
configured = options(
    click.option(
        "--config",
        "config",
        multiple=True,
        metavar="KEY=VALUE|FILE",
        shell_complete=a_file,
        help="Set a value (TOML), or use this configuration file.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a bug."),
)


debug_unlisted = click.option("--debug", is_flag=True, expose_value=False, hidden=True)
"""`--debug` where it is not worth a line of help."""
cache_dir = click.option(
    "--cache-dir",
    default="",
    metavar="FOLDER",
    envvar="FACTCHECK_CACHE_DIR",
    shell_complete=a_folder,
    help="Where pages are kept.",
)


reading = options(
    click.option("--force-exclude", is_flag=True, help="Leave excluded files out even where they are named."),
    click.option(
        "--stdin-filename",
        metavar="PATH",
        shell_complete=a_file,
        help="What the text on standard input (-) is called.",
    ),
    click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, help="Processes; 0: one a core."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
    cache_dir,
)


selecting = options(
    *(
        click.option(flag, multiple=True, metavar="RULES", shell_complete=rule_names, help=words)
        for flag, words in (
            ("--select", "Run these rules only: codes, prefixes, names."),
            ("--extend-select", "Run these rules in addition."),
            ("--ignore", "Do not run these rules."),
        )
    ),
)


coloured = click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to use colours.",
)
