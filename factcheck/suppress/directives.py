"""The directives in the comments of a page: which are in force, what they cover, and what is wrong with them."""

from __future__ import annotations

import bisect
import datetime as dt
import difflib
import enum
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from factcheck.document import Role
from factcheck.readers import suffix_of
from factcheck.text import Source, Span
from factcheck.values import Value, replace

if TYPE_CHECKING:
    from factcheck.page import Page
from factcheck.suppress.places import NESTED, block_of


class Verb(enum.StrEnum):
    """What a directive asks for."""

    IGNORE = "ignore"
    IGNORE_NEXT = "ignore-next"
    IGNORE_FILE = "ignore-file"
    OFF = "off"
    ON = "on"


class ProblemKind(enum.StrEnum):
    """What can be wrong with a directive."""

    UNUSED = "unused"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """Its verb, one of its rules or its date cannot be understood."""
    REASONLESS = "reasonless"


class SuppressionProblem(Value, frozen=True):
    """Something wrong with a directive."""

    kind: ProblemKind
    path: str
    span: Span
    """The comment."""
    message: str


class Directive(Value, frozen=True):
    """One directive as written, and the stretch of the file that it covers."""

    verb: Verb
    patterns: tuple[str, ...]
    """Codes, prefixes or names; empty: every rule."""
    reason: str
    until: dt.date | None
    comment: Span
    covers: Span


class RuleNamed(Protocol):
    """What is asked of a rule here."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def enabled(self) -> bool: ...


_BESIDE = frozenset({Role.IMAGE_TEXT, Role.METADATA, Role.TABLE_HEADER})
"""What stands before the statements of a figure, an admonition or a table and is none itself."""
_DIRECTIVE = re.compile(
    r"(?ims)^[ \t]*factcheck[ \t]*:[ \t]*(?P<verb>[\w-]+)[ \t]*(?:\[(?P<rules>[^\]]*)\])?"
    r"(?P<rest>.*?)(?=^[ \t]*factcheck[ \t]*:|\Z)"
)
_ANOTHER = re.compile(r"(?i)factcheck[ \t]*:")
_BARE_RULE = re.compile(r"(?i)\s*:?\s*(FC\d{1,3})\b")
_UNTIL = re.compile(r"(?i)(?:^|\s)until\s*=\s*(\S+)")
_LIST_MARKER = re.compile(r"[\s>|*+#-]*(?:(?:\d+|[A-Za-z])[.)])?[\s>|*+#-]*")


def in_force(
    page: Page,
    source: Source,
    rules: Mapping[str, RuleNamed],
    today: dt.date | None,
    problems: list[SuppressionProblem],
) -> Iterator[Directive]:
    """The directives of a page that are in force; what is wrong with the others goes to `problems`."""
    statements = sorted(statement.span for statement in page.statements if statement.role not in _BESIDE)
    open_: list[Directive] = []
    for comment in sorted(page.comments, key=lambda each: each.span):

        def complain(kind: ProblemKind, message: str, at: Span = comment.span) -> None:
            problems.append(SuppressionProblem(kind, page.path, at, message))

        for match in _DIRECTIVE.finditer(comment.text):
            asked = _asked(match, rules, functools.partial(complain, ProblemKind.UNKNOWN))
            if asked is None:
                continue
            verb, patterns = asked
            if verb is Verb.ON:
                ended, open_ = _switched_on(open_, patterns, comment.span)
                if not ended:
                    complain(ProblemKind.UNUSED, "nothing was switched off here")
                yield from ended
                continue
            until, reason, bad = last_day(match["rest"])
            if bad:
                complain(ProblemKind.UNKNOWN, f"{bad!r} is no date; write until=2027-01-31")
                continue
            if until is not None and today is not None and today > until:
                complain(ProblemKind.EXPIRED, f"this was to be ignored until {until.isoformat()}")
                continue
            if not reason:
                complain(ProblemKind.REASONLESS, "no reason is given for ignoring this")
            covers = _covered(verb, comment.span, statements, source)
            directive = Directive(verb, patterns, reason, until, comment.span, covers)
            if verb is Verb.OFF:
                open_.append(directive)
            else:
                yield directive
    yield from open_


def _asked(
    match: re.Match[str], rules: Mapping[str, RuleNamed], complain: Callable[[str], None]
) -> tuple[Verb, tuple[str, ...]] | None:
    """What a directive asks for, and of which rules; None where that cannot be told."""
    verb = match["verb"].lower()
    if verb not in list(Verb):
        near = difflib.get_close_matches(verb, list(Verb), 1)
        hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(Verb)}"
        complain(f"unknown directive {verb!r}{hint}")
        return None
    bare = _BARE_RULE.match(match["rest"]) if match["rules"] is None else None
    if bare is not None and codes_meant(bare[1].upper(), rules):
        complain(f"rules stand in brackets; write {verb}[{bare[1].upper()}]")
        return None
    patterns = _patterns(match["rules"], rules, complain)
    return None if patterns is None else (Verb(verb), patterns)


def _switched_on(
    switched_off: Sequence[Directive], patterns: Sequence[str], comment: Span
) -> tuple[list[Directive], list[Directive]]:
    """What was switched off and ends at an `on`, and what goes on: all of the others, and the rules not listed."""
    ended, left = [], []
    for each in switched_off:
        if patterns and not set(each.patterns) & set(patterns):
            left.append(each)
            continue
        ended.append(replace(each, covers=Span(each.covers.start, comment.start)))
        others = tuple(pattern for pattern in each.patterns if pattern not in patterns)
        if patterns and others:
            left.append(replace(each, patterns=others, covers=Span(comment.start, each.covers.end)))
    return ended, left


def _patterns(
    written: str | None, rules: Mapping[str, RuleNamed], complain: Callable[[str], None]
) -> tuple[str, ...] | None:
    """The rules that a directive lists; None where there are brackets and nothing that is known in them."""
    if written is None:
        return ()
    patterns = []
    for word in re.split(r"[\s,;]+", written.strip()):
        if not word:
            continue
        pattern = word.lower() if "-" in word else word.upper()
        if codes_meant(pattern, rules):
            patterns.append(pattern)
            continue
        names = [*rules, *(rule.name for rule in rules.values())]
        near = difflib.get_close_matches(pattern, names, 1)
        complain(f"unknown rule {word!r}" + (f"; did you mean {near[0]}?" if near else ""))
    if not patterns and not written.strip():
        complain("no rule between the brackets")
    return tuple(dict.fromkeys(patterns)) or None


def codes_meant(pattern: str, rules: Mapping[str, RuleNamed]) -> tuple[str, ...]:
    """The codes that a code, prefix or name stands for; none where nobody knows it."""
    if pattern in ("", "ALL"):
        return tuple(rules)
    return tuple(
        code for code, rule in rules.items() if code.startswith(pattern) or rule.name == pattern.lower()
    )


def last_day(rest: str) -> tuple[dt.date | None, str, str]:
    """The last day, the reason, and what was meant as a date and is none."""
    found = _UNTIL.search(rest)
    until = None
    if found:
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        written = found[1].strip(".,;")
        try:
            until = dt.date.fromisoformat(written)
        except ValueError:
            return None, "", written
    return until, " ".join(rest.split()).strip(" -–—:,;"), ""


def _covered(verb: Verb, comment: Span, statements: Sequence[Span], source: Source) -> Span:
    """The stretch of the file that a directive is about. `statements` are sorted."""
    end_of_file = len(source.text)
    if verb is Verb.IGNORE_FILE:
        return Span(0, end_of_file)
    if verb is Verb.OFF:
        return Span(comment.end, end_of_file)
    line_start = source.line_starts[bisect.bisect_right(source.line_starts, comment.start) - 1]
    if suffix_of(source.path) == ".ipynb":
        line_start = _line_in_string(source.text, line_start, comment.start)
    if verb is Verb.IGNORE:
        at = bisect.bisect_left(statements, comment.start, key=lambda span: span.start) - 1
        if at >= 0:
            # A sentence goes on behind its note, and several share the words of a link: all that end here are meant.
            last = statements[at]
            ended = [
                each for each in statements[max(0, at - NESTED) : at] if last.end <= each.end <= comment.start
            ]
            if max(each.end for each in (last, *ended)) > line_start:
                return functools.reduce(Span.cover, ended, last).cover(comment)
        before = source.text[line_start : comment.start]
        if re.search(r"\w", _LIST_MARKER.sub("", before, count=1)) and not _ANOTHER.search(before):
            return Span(line_start, comment.end)
    after = bisect.bisect_left(statements, comment.end, key=lambda span: span.start)
    if after < len(statements):
        # Comments of reStructuredText stand between paragraphs only, so that they cover the whole next one.
        next_one = statements[after]
        end = block_of(source, next_one).end if suffix_of(source.path) in (".rst", ".rest") else next_one.end
        return Span(comment.end, end)
    return Span(comment.end, end_of_file)


def _line_in_string(text: str, start: int, offset: int) -> int:
    r"""Where the line of an offset begins in a string of JSON: behind its `\n`, or the quotation mark that opens it."""
    found = start
    for sign in ("\\n", '"'):
        at = text.rfind(sign, start, offset)
        while at >= 0 and _is_escaped(text, at):
            at = text.rfind(sign, start, at)
        found = max(found, at + len(sign) if at >= 0 else start)
    return found


def _is_escaped(text: str, offset: int) -> bool:
    before = offset
    while before and text[before - 1] == "\\":
        before -= 1
    return (offset - before) % 2 == 1
