"""Taking out the findings that a directive covers."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from factcheck.text import Source, Span

if TYPE_CHECKING:
    from factcheck.page import Page
from factcheck.suppress.directives import (
    Directive,
    ProblemKind,
    RuleNamed,
    SuppressionProblem,
    codes_meant,
    in_force,
)


class Placed(Protocol):
    """A related place of a finding."""

    @property
    def path(self) -> str: ...
    @property
    def span(self) -> Span: ...


class Found(Protocol):
    """A finding, as far as directives look at it."""

    @property
    def code(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def related(self) -> Sequence[Placed]: ...


F = TypeVar("F", bound=Found)


@dataclasses.dataclass(frozen=True)
class Outcome(Generic[F]):
    """What is left, what was kept quiet, and what is wrong with the directives."""

    kept: tuple[F, ...]
    suppressed: tuple[F, ...]
    problems: tuple[SuppressionProblem, ...]


OWN = ("FC902", "FC903", "FC904", "FC905")
"""Rules about directives: only a directive that names them keeps them quiet."""


def apply(
    findings: Iterable[F],
    pages: Iterable[Page],
    sources: Mapping[str, Source],
    *,
    rules: Mapping[str, RuleNamed],
    ran: Callable[[str], Collection[str]],
    today: dt.date | None = None,
) -> Outcome[F]:
    """Take out the findings that a directive covers, at their place or, where there is just one, at their
    other end.

    `rules` are all known rules by code, `ran` gives the codes of those that looked for findings in a
    file: what a directive ignores is unused only where its rules ran. Without `today` nothing expires.
    """
    problems: list[SuppressionProblem] = []
    by_path: dict[str, _Directives] = {}
    for page in pages:
        if page.comments and page.path in sources:
            told = in_force(page, sources[page.path], rules, today, problems)
            by_path[page.path] = _Directives.of(told)
    kept: list[F] = []
    suppressed: list[F] = []
    used: set[tuple[str, Directive, str]] = set()
    for finding in findings:
        places = [(finding.path, finding.span)]
        if len(finding.related) == 1:
            places.append((finding.related[0].path, finding.related[0].span))
        hits = [
            (path, directive, pattern)
            for path, span in places
            if path in by_path
            for directive in by_path[path].at(span)
            for pattern in _hitting(directive, finding.code, rules)
        ]
        used.update(hits)
        (suppressed if hits else kept).append(finding)
    for path, directives in by_path.items():
        problems += _unused(path, directives.ordered, used, rules, ran(path))
    problems.sort(key=lambda problem: (problem.path, problem.span, problem.kind, problem.message))
    return Outcome(tuple(kept), tuple(suppressed), tuple(problems))


def _touches(covers: Span, span: Span) -> bool:
    return covers.overlaps(span) or (len(span) == 0 and covers.start <= span.start <= covers.end)


@dataclasses.dataclass(frozen=True)
class _Directives:
    """The directives of a file, so kept that those over a place are found without looking at all."""

    ordered: tuple[Directive, ...]
    """By where they begin to cover."""
    furthest: tuple[int, ...]
    """For each, how far it and those before it reach."""

    @staticmethod
    def of(directives: Iterable[Directive]) -> _Directives:
        ordered = tuple(sorted(directives, key=lambda each: (each.covers, each.comment)))
        return _Directives(ordered, tuple(itertools.accumulate((each.covers.end for each in ordered), max)))

    def at(self, span: Span) -> Iterator[Directive]:
        index = bisect.bisect_right(self.ordered, span.end, key=lambda each: each.covers.start) - 1
        while index >= 0 and self.furthest[index] >= span.start:
            if _touches(self.ordered[index].covers, span):
                yield self.ordered[index]
            index -= 1


def _hitting(directive: Directive, code: str, rules: Mapping[str, RuleNamed]) -> Iterator[str]:
    if not directive.patterns:
        if code not in OWN:
            yield ""
        return
    for pattern in directive.patterns:
        if code in codes_meant(pattern, rules):
            yield pattern


def _unused(
    path: str,
    directives: Iterable[Directive],
    used: Collection[tuple[str, Directive, str]],
    rules: Mapping[str, RuleNamed],
    ran: Collection[str],
) -> Iterator[SuppressionProblem]:
    for directive in directives:
        idle = []
        for pattern in directive.patterns or ("",):
            meant = [code for code in codes_meant(pattern, rules) if code not in OWN]
            looked = meant and all(code in ran or not rules[code].enabled for code in meant)
            if looked and any(code in ran for code in meant) and (path, directive, pattern) not in used:
                idle.append(pattern)
        if idle:
            what = f" of {', '.join(idle)}" if idle != [""] else ""
            yield SuppressionProblem(
                ProblemKind.UNUSED, path, directive.comment, f"nothing{what} to ignore here"
            )
