"""One file per output format, found by walking this folder.

A format is a module with `NAME`, what `--output-format` calls it, and `render(report, options) -> str`. Its
docstring says whom it is for. Private modules (`_name`) are shared parts.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from factcheck import declared
from factcheck.on_demand import OnDemand
from factcheck.rules.rule import Finding, Severity
from factcheck.values import Value

if TYPE_CHECKING:
    from factcheck.checking import Report


MARK = "<!-- factcheck report -->"
"""At the head of reports in formats that articles have, too. A workflow also finds its earlier comment by it."""


_BEGINNING = re.compile(
    r"(?:error|warning|info)\[FC\d{3}\] [a-z-]+: |\d+ files?, \d+ statements?, \d+ claims?\b"
    r"| *\d+ (?:FC\d{3} [a-z-]+|findings\r?\n\r?\n *\d+ cited claims)\r?\n|::(?:error|warning|notice) file=[^\n]{1,1000},title=FC\d{3} "
    r"|[^\n]{1,1000}:\d+:\d+: FC\d{3} |<\?xml [^\n]*>\r?\n<testsuites name=\"factcheck\""
    r"|explained \([a-z-]+\): |Nothing was checked: no file was read\.|No findings in \d+ files? beside articles; "
    r"|[^\n]{1,1000}\r?\n  \d+:\d+ +(?:cited|unresolved|unlocatable|vague|uncited|exempt) "
)
"""How reports and lists of claims in plain text begin, which have no place for a mark."""


def is_report(text: str) -> bool:
    """Whether a text is a report of ours, which is no article."""
    return MARK in text[:100] or _BEGINNING.match(text) is not None


class Options(Value, frozen=True, kw_only=True):
    """How a report is shown; every format takes what concerns it."""

    colour: bool = False
    """Whether the terminal formats use ANSI colours."""
    width: int = 100
    """Columns of the terminal."""
    show_source: bool = True
    """Whether `full` and `markdown` show the lines of the file."""
    show_counts: bool = True
    """Whether `full` ends with how much was read and found."""
    show_explained: bool = False
    """Whether disagreements that have an explanation are listed too."""
    fail_on: Severity | None = Severity.WARNING
    """The mildest severity that fails: a failed test case in `junit`. None: nothing fails."""
    fail_on_of: Mapping[str, Severity | None] = MappingProxyType({})
    """The same by the file of a finding, where projects differ."""
    limit: int | None = None
    """The most annotations (`github`) or findings (`markdown`) shown, worst first; None: all of them."""
    root_uri: str = ""
    """`file:` URI of the repository, ending with `/`, or of the current folder outside of one; empty: not told."""
    within: str = ""
    """Where the current folder lies in the repository, ending with `/`; empty: at its top, or in none."""
    version: str = ""
    """Of factcheck, where a format has a place for it."""
    title: str = "factcheck"
    """Heading of the page or comment."""
    today: dt.date | None = None
    """The day of the run, where a format shows it."""

    def fails(self, finding: Finding) -> bool:
        """Whether a finding is severe enough to fail a run."""
        fail_on = self.fail_on_of.get(finding.path, self.fail_on)
        return fail_on is not None and finding.severity.rank <= fail_on.rank


Render = Callable[["Report", Options], str]


@functools.cache
def formats() -> Mapping[str, Render]:
    """Every output format of `check` by its name, in alphabetical order."""
    found = {
        declared.constant(name, source, "NAME"): functools.partial(_render, name)
        for name, source in declared.modules(__name__, __path__)
    }
    return OnDemand(dict(sorted(found.items())))


def _render(name: str) -> Render:
    module: Any = importlib.import_module(name)
    render: Render = module.render
    return render


@functools.cache
def claim_formats() -> Mapping[str, Render]:
    """Every output format of `claims` by its name."""
    from factcheck.report import _claims

    return {"full": _claims.full, "json": _claims.as_json}
