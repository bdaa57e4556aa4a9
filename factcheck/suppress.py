"""Directives in comments that keep findings quiet, and what is wrong with them.

`factcheck: ignore[FC101] reason` in a comment of the format covers the statement that it stands in or behind,
and on a line of its own the next statement. `ignore-next` always means the next one, `ignore-file` the whole
file, `off` and `on` what lies between them. Codes, prefixes and names may be listed; without brackets every
rule is meant. `until=2027-01-01` ends it after that day.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import difflib
import enum
import functools
import itertools
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from factcheck.document import Comment, Role
from factcheck.errors import UserError
from factcheck.readers import suffix_of
from factcheck.text import Source, Span
from factcheck.values import Value, replace

if TYPE_CHECKING:
    from factcheck.page import Page, PageStatement


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

_BESIDE = frozenset({Role.IMAGE_TEXT, Role.METADATA, Role.TABLE_HEADER})
"""What stands before the statements of a figure, an admonition or a table and is none itself."""
_DIRECTIVE = re.compile(
    r"(?ims)^[ \t]*factcheck[ \t]*:[ \t]*(?P<verb>[\w-]+)[ \t]*(?:\[(?P<rules>[^\]]*)\])?"
    r"(?P<rest>.*?)(?=^[ \t]*factcheck[ \t]*:|\Z)"
)
_NESTED = 8
"""How many statements back one can begin that ends behind the last."""
_BARE_RULE = re.compile(r"(?i)\s*:?\s*(FC\d{1,3})\b")
_UNTIL = re.compile(r"(?i)(?:^|\s)until\s*=\s*(\S+)")
_LIST_MARKER = re.compile(r"[\s>|*+#-]*(?:(?:\d+|[A-Za-z])[.)])?[\s>|*+#-]*")


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
            told = _directives(page, sources[page.path], rules, today, problems)
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
        if code in _meant(pattern, rules):
            yield pattern


def _meant(pattern: str, rules: Mapping[str, RuleNamed]) -> tuple[str, ...]:
    """The codes that a code, prefix or name stands for; none where nobody knows it."""
    if pattern in ("", "ALL"):
        return tuple(rules)
    return tuple(
        code for code, rule in rules.items() if code.startswith(pattern) or rule.name == pattern.lower()
    )


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
            meant = [code for code in _meant(pattern, rules) if code not in OWN]
            looked = meant and all(code in ran or not rules[code].enabled for code in meant)
            if looked and any(code in ran for code in meant) and (path, directive, pattern) not in used:
                idle.append(pattern)
        if idle:
            what = f" of {', '.join(idle)}" if idle != [""] else ""
            yield SuppressionProblem(
                ProblemKind.UNUSED, path, directive.comment, f"nothing{what} to ignore here"
            )


def _directives(
    page: Page,
    source: Source,
    rules: Mapping[str, RuleNamed],
    today: dt.date | None,
    problems: list[SuppressionProblem],
) -> Iterator[Directive]:
    """The directives of a page that are in force; what is wrong with the others goes to `problems`."""
    spans = sorted(statement.span for statement in page.statements if statement.role not in _BESIDE)
    open_: list[Directive] = []

    def complain(kind: ProblemKind, comment: Comment, message: str) -> None:
        problems.append(SuppressionProblem(kind, page.path, comment.span, message))

    for comment in sorted(page.comments, key=lambda each: each.span):
        for match in _DIRECTIVE.finditer(comment.text):
            unknown = functools.partial(complain, ProblemKind.UNKNOWN, comment)
            verb = match["verb"].lower()
            if verb not in list(Verb):
                near = difflib.get_close_matches(verb, list(Verb), 1)
                hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(Verb)}"
                unknown(f"unknown directive {verb!r}{hint}")
                continue
            bare = _BARE_RULE.match(match["rest"]) if match["rules"] is None else None
            if bare is not None and _meant(bare[1].upper(), rules):
                unknown(f"rules stand in brackets; write {verb}[{bare[1].upper()}]")
                continue
            patterns = _patterns(match["rules"], rules, unknown)
            if patterns is None:
                continue
            if verb == Verb.ON:
                closed = [each for each in open_ if not patterns or set(each.patterns) & set(patterns)]
                if not closed:
                    complain(ProblemKind.UNUSED, comment, "nothing was switched off here")
                for each in closed:
                    open_.remove(each)
                    yield replace(each, covers=Span(each.covers.start, comment.span.start))
                    left = tuple(pattern for pattern in each.patterns if pattern not in patterns)
                    if patterns and left:
                        open_.append(
                            replace(each, patterns=left, covers=Span(comment.span.start, each.covers.end))
                        )
                continue
            until, reason, bad = _until(match["rest"])
            if bad:
                unknown(f"{bad!r} is no date; write until=2027-01-31")
                continue
            if until is not None and today is not None and today > until:
                complain(ProblemKind.EXPIRED, comment, f"this was to be ignored until {until.isoformat()}")
                continue
            if not reason:
                complain(ProblemKind.REASONLESS, comment, "no reason is given for ignoring this")
            directive = Directive(
                Verb(verb),
                patterns,
                reason,
                until,
                comment.span,
                _covered(Verb(verb), comment.span, spans, source),
            )
            if verb == Verb.OFF:
                open_.append(directive)
            else:
                yield directive
    yield from open_


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
        if _meant(pattern, rules):
            patterns.append(pattern)
            continue
        names = [*rules, *(rule.name for rule in rules.values())]
        near = difflib.get_close_matches(pattern, names, 1)
        complain(f"unknown rule {word!r}" + (f"; did you mean {near[0]}?" if near else ""))
    if not patterns and not written.strip():
        complain("no rule between the brackets")
    return tuple(dict.fromkeys(patterns)) or None


def _until(rest: str) -> tuple[dt.date | None, str, str]:
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
                each
                for each in statements[max(0, at - _NESTED) : at]
                if last.end <= each.end <= comment.start
            ]
            if max(each.end for each in (last, *ended)) > line_start:
                return functools.reduce(Span.cover, ended, last).cover(comment)
        before = source.text[line_start : comment.start]
        if re.search(r"\w", _LIST_MARKER.sub("", before, count=1)) and "factcheck:" not in before:
            return Span(line_start, comment.end)
    after = bisect.bisect_left(statements, comment.end, key=lambda span: span.start)
    if after < len(statements):
        # Comments of reStructuredText stand between paragraphs only, so that they cover the whole next one.
        next_one = statements[after]
        end = _block_of(source, next_one).end if suffix_of(source.path) in (".rst", ".rest") else next_one.end
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


_NEEDED, _SIC = "[citation needed]", "[sic]"
_ANSWERED = {_NEEDED: ("FC1",), _SIC: ("FC3", "FC4", "FC5")}
"""What somebody wrote beside a statement to say that they know, and the rules that it answers."""


def owned_up(pages: Iterable[Page], findings: Iterable[Found]) -> Iterator[str]:
    """For each finding the mark by which the article itself owns up to it (`[sic]`, at either end of a
    conflict); empty where there is none.
    """
    by_path: dict[str, list[tuple[Span, PageStatement]]] = {}
    for page in pages:
        marked = [each for each in page.statements if each.needed or _SIC in each.text.lower()]
        if marked:
            by_path[page.path] = sorted(((each.span, each) for each in marked), key=lambda pair: pair[0])

    def statement_at(path: str, span: Span) -> PageStatement | None:
        marked_ones = by_path.get(path, ())
        at = bisect.bisect_right(marked_ones, span.start, key=lambda pair: pair[0].start) - 1
        return marked_ones[at][1] if at >= 0 and marked_ones[at][0].end > span.start else None

    for finding in findings:
        answer = ""
        statement = statement_at(finding.path, finding.span)
        ends = [statement]
        if len(finding.related) == 1:
            ends.append(statement_at(finding.related[0].path, finding.related[0].span))
        if finding.code.startswith(_ANSWERED[_NEEDED]) and statement is not None and statement.needed:
            answer = _NEEDED
        if finding.code.startswith(_ANSWERED[_SIC]) and any(end and _SIC in end.text.lower() for end in ends):
            answer = _SIC
        yield answer


class _Manner(enum.Enum):
    """How a format's comment is put beside a statement."""

    BEHIND = enum.auto()
    """In the line, behind the statement."""
    REST_OF_LINE = enum.auto()
    """Behind the statement; what follows goes on the next line."""
    BLOCK_BEFORE = enum.auto()
    """Between blank lines, before the paragraph."""


_COMMENTS: Mapping[str, tuple[_Manner, str, str]] = {
    **dict.fromkeys((".rst", ".rest"), (_Manner.BLOCK_BEFORE, ".. ", "")),
    **dict.fromkeys((".tex", ".latex", ".ltx"), (_Manner.REST_OF_LINE, "% ", "")),
    ".mdx": (_Manner.BEHIND, "{/* ", " */}"),
    **dict.fromkeys(
        (
            *(".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".myst", ".ipynb"),
            *(".html", ".htm", ".xhtml", ".wiki", ".wikitext", ".mediawiki"),
        ),
        (_Manner.BEHIND, "<!-- ", " -->"),
    ),
}


_INLINE_END = (
    r"</(?:a|abbr|b|bdi|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|nowiki|q|s|samp|small|span|strong|sub|sup"
    r"|time|tt|u|var)\s*>"
)
_MARKDOWN_END = (
    r"[`*_~]+(?!\w)|\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\]|\{[^{}\n]*\})?|" + _INLINE_END
)
_TICKED = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".myst", ".ipynb", ".mdx")
_TICKS = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)[\s\S]{1,4000}?(?<!`)(?P=ticks)(?!`)")
_CLOSING: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(_TICKED, re.compile(_MARKDOWN_END, re.IGNORECASE)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), re.compile(_INLINE_END, re.IGNORECASE)),
    **dict.fromkeys(
        (".wiki", ".wikitext", ".mediawiki"), re.compile(rf"'{{2,5}}|\]\]?|{_INLINE_END}", re.IGNORECASE)
    ),
    **dict.fromkeys((".rst", ".rest"), re.compile(r"(?:\*{1,2}|``|(?: <[^<>\n]*>)?`_{0,2})(?!\w)")),
}
"""The markup that closes what a statement's last words stand in, by format."""
VERBATIM = re.compile(
    r"\\(?:verb\*?|lstinline(?:\[[^\]\n]*\])?|mintinline(?:\[[^\]\n]*\])?\{[^{}\n]*\})"
    r"(?:\{[^{}\n]*\}|([^\s\w{*\[])[^\n]{0,1000}?\1)"
)
"""Code in a line of LaTeX, in which a percent sign begins no comment."""
_CELLS_END = re.compile(r"(?:\s*</t(?:[dhr]|able|body|foot|head)\s*>)+\Z", re.IGNORECASE)
_FILE = re.compile(r"\[{1,2}(?:file|image|media)[ ]*:", re.IGNORECASE)
_LONGEST_END = 2_000


class Added(Value, frozen=True):
    """A text with directives written into it."""

    text: str
    written: int
    """How many comments."""
    left: tuple[tuple[str, Span], ...]
    """Findings, by code and place in the old text, that stand where no comment can be put."""


def add_ignores(source: Source, page: Page, found: Iterable[tuple[str, Span]], reason: str) -> Added:
    """Write `factcheck: ignore[…] reason` for each `(code, span)`, one comment a statement, in the
    format's syntax.

    Raises `UserError` where the format has no comments.
    """
    suffix = suffix_of(source.path)
    if suffix not in _COMMENTS:
        raise UserError(
            f"{suffix or 'this kind of file'} has no comments to write a directive in",
            cure="put its findings into the baseline: factcheck baseline",
            path=source.path,
        )
    manner, opening, closing = _COMMENTS[suffix]
    reason = " ".join(reason.split()).replace("--", "–").replace("*/", "* /")
    statements = sorted(page.statements, key=lambda each: each.span)
    wanted: dict[Span, list[tuple[str, Span]]] = {}
    left: list[tuple[str, Span]] = []
    for code, span in found:
        statement = statement_of(statements, span)
        in_row = statement is not None and statement.role is Role.TABLE_ROW
        if statement is None or (in_row and manner is _Manner.BLOCK_BEFORE):
            left.append((code, span))
            continue
        where = statement.span
        if manner is _Manner.BLOCK_BEFORE:
            where = _block_of(source, statement.span)
            if statement.role is Role.CAPTION:
                where = _with_figure(source, where)
        wanted.setdefault(where, []).append((code, span))
    edits: list[tuple[int, str]] = []
    for span, answered in sorted(wanted.items()):
        if manner is _Manner.BEHIND and suffix in _TICKED and _in_code(source, behind(source, span)):
            left += answered
            continue
        codes = ", ".join(sorted({code for code, _ in answered}))
        comment = f"{opening}factcheck: ignore[{codes}] {reason}".rstrip() + closing
        edits.append(_edit(source, span, comment, manner, suffix))
    # A note ends before the sentence that it stands in; sentences of one link end in one place.
    edits = sorted(set(edits))
    text, at = [], 0
    for offset, inserted in edits:
        text += [source.text[at:offset], inserted]
        at = offset
    return Added("".join([*text, source.text[at:]]), len(edits), tuple(left))


def statement_of(statements: Sequence[PageStatement], span: Span) -> PageStatement | None:
    """The innermost statement that a finding stands in; `statements` are sorted."""
    at = bisect.bisect_right(statements, span.start, key=lambda each: each.span.start)
    return next(
        (each for each in reversed(statements[max(0, at - _NESTED) : at]) if each.span.end >= span.start),
        None,
    )


def _edit(source: Source, span: Span, comment: str, manner: _Manner, suffix: str) -> tuple[int, str]:
    """Where the comment goes, and all that is put in there."""
    text = source.text
    newline = "\r\n" if "\r\n" in text else "\n"
    line_start = source.line_starts[bisect.bisect_right(source.line_starts, span.start) - 1]
    before = text[line_start : span.start]
    indent = before[: len(before) - len(before.lstrip())]
    match manner:
        case _Manner.BEHIND:
            if suffix == ".ipynb":
                comment = json.dumps(comment, ensure_ascii=False)[1:-1]
            return behind(source, span), f" {comment}"
        case _Manner.REST_OF_LINE:
            line_end = text.find("\n", span.end)
            line_end = line_end if line_end >= 0 else len(text)
            verbatim = VERBATIM.finditer(text, line_start, line_end)
            end = next((each.end() for each in verbatim if each.start() < span.end < each.end()), span.end)
            return end, f" {comment}" + (newline if text[end:line_end].strip() else "")
        case _Manner.BLOCK_BEFORE:
            return line_start, f"{indent}{comment}{newline}{newline}"


def behind(source: Source, span: Span) -> int:
    """Where something put behind a statement goes: after its last word and the markup that closes there (never into
    code or a link's words), in the last cell of a table row.
    """
    text = source.text
    end = span.start + len(text[span.start : span.end].rstrip())
    if cells := _CELLS_END.search(text, max(span.start, end - _LONGEST_END), end):
        end = cells.start()
    line_start = source.line_starts[bisect.bisect_right(source.line_starts, max(span.start, end - 1)) - 1]
    line = text[line_start:end]
    if line.lstrip().startswith("|") and line.endswith("|"):
        return line_start + len(line.rstrip("|").rstrip())
    closing = _CLOSING.get(suffix_of(source.path))
    while closing is not None and (match := closing.match(text, end)):
        if match[0][0] == "]" and _opens_caption(text, end):
            break
        end = match.end()
    return end


def _in_code(source: Source, offset: int) -> bool:
    """Whether a place in Markdown lies between the backticks of code."""
    block = _block_of(source, Span(offset, offset))
    code = _TICKS.finditer(source.text, block.start, block.end)
    return any(match.start() < offset < match.end() for match in code)


def _opens_caption(text: str, end: int) -> bool:
    """Whether the bracket that closes at `end` is that of an image, whose words must stay alone in it."""
    depth = 0
    for at in range(end - 1, max(-1, end - _LONGEST_END), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            if not depth:
                return text[at - 1 : at] == "!" or _FILE.match(text, max(0, at - 1)) is not None
            depth -= 1
    return True


def _block_of(source: Source, span: Span) -> Span:
    """The lines around a statement up to the blank ones: the paragraph that it stands in."""
    starts = source.line_starts
    first = last = bisect.bisect_right(starts, span.start) - 1
    ends = (*starts[1:], len(source.text))
    while first > 0 and source.text[starts[first - 1] : ends[first - 1]].strip():
        first -= 1
    while last + 1 < len(starts) and source.text[starts[last + 1] : ends[last + 1]].strip():
        last += 1
    indent = len(source.text[starts[first] : ends[first]]) - len(
        source.text[starts[first] : ends[first]].lstrip()
    )
    return Span(starts[first] + indent, max(span.end, ends[last]))


def _with_figure(source: Source, block: Span) -> Span:
    """A caption's block from the directive that it stands in: nothing may stand before a figure's caption in there."""
    starts = source.line_starts
    number = bisect.bisect_right(starts, block.start) - 1
    width = block.start - starts[number]
    while number > 0 and width:
        number -= 1
        line = source.text[starts[number] : starts[number + 1]]
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent < width:
            directive = line.lstrip().startswith("..")
            return Span(starts[number] + indent, block.end) if directive else block
    return block
