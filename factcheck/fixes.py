"""Edits that are safe to make: identifiers as their scheme writes them, links for DOIs, `[citation needed]`.

Words of the article are never touched, and nothing inside a quotation or code.
"""

from __future__ import annotations

import bisect
import dataclasses
import difflib
import functools
import html
import itertools
import re
import urllib.parse
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from factcheck.document import MarkKind, Role
from factcheck.page import Page
from factcheck.readers import read, suffix_of
from factcheck.references.identifiers import identifiers, normalise
from factcheck.references.reference import Scheme
from factcheck.rules.rule import Finding
from factcheck.suppress.places import VERBATIM, behind, statement_of
from factcheck.text import Source, Span
from factcheck.values import Value


class Edit(Value, frozen=True, order=True):
    """A stretch of a file and what is to stand there instead."""

    path: str
    span: Span
    text: str
    why: str


_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".myst", ".ipynb")
_LINKS: Mapping[str, str] = {
    **dict.fromkeys(_MARKDOWN, "[{text}]({url})"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), '<a href="{url}">{text}</a>'),
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki"), "[{url} {text}]"),
    **dict.fromkeys((".rst", ".rest"), "`{text} <{url}>`__"),
}
"""How a format writes a link; formats that are not here have none that is safe to write."""

_NEEDED: Mapping[str, str] = {
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki"), "{{citation needed}}"),
    **dict.fromkeys(
        (
            *_MARKDOWN,
            ".html",
            ".htm",
            ".xhtml",
            ".rst",
            ".rest",
            ".tex",
            ".latex",
            ".ltx",
            ".txt",
            ".text",
        ),
        " [citation needed]",
    ),
}

_RESOLVER = re.compile(r"(?i)https?://(?:dx\.)?doi\.org/(?:doi:\s*|https?://(?:dx\.)?doi\.org/)*(?=10\.)")
_BARE_DOI = re.compile(r"(?i)(?:doi\s*[:=]?\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)")
_LETTERED_DOI = re.compile(r"(?i)\b[1lI][0oO]\.[\dOolI]{4,9}(?=/\S)")
_ZEROS = re.compile(r"(?i)\bPMID\s*:?\s*(0+)(?=[1-9])")
_BETWEEN = re.compile(r"[\s()\[\],;.]*|(?:\s|,|;|and)*")
_GOES_ON = re.compile(r"&lt;|<(?![A-Za-z/!?])|\|(?=[^\s|])")
"""Behind a DOI that was cut short at a sign of its own: `10.1002/(SICI)…15<1661::AID`."""

_STANDING = frozenset({Role.QUOTATION, Role.CODE, Role.MATH, Role.COMMENT, Role.IMAGE_TEXT})
"""Roles of blocks in which nothing is edited."""
_QUOTED = re.compile(
    r"“[^”]*(?:”|\Z)|«[^»]*(?:»|\Z)|„[^“”]*(?:[“”]|\Z)|‹[^›]*›|‘[^‘]*’"
    r"|(?<!\w)\"(?=\S)[^\"]*(?:\"|\Z)|(?<!\w)'(?=\S)[\s\S]{0,500}?(?<=\S)'(?!\w)"
)
"""Quotations in the prose of a block; one that is not closed goes on in the next."""
_MATHS = r"(?<![\\$])\$(?=[^\s$])[^$\n]{1,500}(?<=[^\s\\])\$(?!\d)"
_CODE: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(
        _MARKDOWN, re.compile(rf"(?<!`)(?P<ticks>`+)(?!`)[\s\S]{{1,4000}}?(?<!`)(?P=ticks)(?!`)|{_MATHS}")
    ),
    **dict.fromkeys(
        (".rst", ".rest"),
        re.compile(r"``[\s\S]{1,4000}?``|:(?:code|command|file|kbd|literal|math|program|samp):`[^`]*`"),
    ),
    **dict.fromkeys(
        (".tex", ".latex", ".ltx"),
        re.compile(
            rf"{VERBATIM.pattern}|\\(?:texttt|code|enquote|epigraph|path|qitem)\*?\{{[^{{}}]*(?:\}}|\Z)"
            rf"|{_MATHS}|\\\([\s\S]{{1,500}}?\\\)"
        ),
    ),
}
"""Code and formulas in the lines of a block, by format."""
_TAGGED_CODE = re.compile(
    r"<(?P<tag>code|kbd|math|nowiki|pre|q|samp|script|source|style|svg|syntaxhighlight|textarea|tt|[\w.-]*quote[\w.-]*)\b"
    r"[^<>]*(?<!/)>[\s\S]{0,4000}?</(?P=tag)\s*>",
    re.IGNORECASE,
)
"""Code and quotations between tags, those of components among them, in all formats that know some."""
_CALLED_QUOTE = re.compile(
    r"\{\{[<%]\s*(?P<code>[\w/-]*quote[\w-]*)\b[^{}]*\}\}[\s\S]{0,4000}?\{\{[<%]\s*/\s*(?P=code)\s*[>%]\}\}"
    r"|\{%-?\s*(?P<block>\w*quote\w*)\b[^{}]*%\}[\s\S]{0,4000}?\{%-?\s*end(?P=block)\s*-?%\}"
    r"|\|\s*quote\s*=[^{}|]*"
    r"|^(?P<colons>:{3,}+)[^\n]{0,200}?quote[^\n]{0,200}+\n[\s\S]{0,4000}?^(?P=colons)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""Quotations that are called so: `{{< quote >}}`, `{% blockquote %}`, `::: {.quote}`, `{{cite web|quote=…}}`."""
_OF_CLASS = re.compile(
    r"<(?P<tag>[A-Za-z][\w.-]*)(?=\s)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*'){0,400}?\s(?:class(?:Name)?|epub:type)\s*=\s*"
    r"(?:\"[^\"<>]*?|'[^'<>]*?|[\w-]*?)(?:quot(?:e|ation)|epigraph)",
    re.IGNORECASE,
)
"""What opens an element that is a quotation by its class: `<div class="pull-quote">`."""
_LONGEST_ELEMENT = 4000
_TAG = r"<[A-Za-z][^<>]*>|<a\b[^<>]*>[\s\S]{0,4000}?</a\s*>"
_DRAWN = (".rst", ".rest")
"""Formats whose tables are drawn with signs, so that a cell cannot grow."""
_LISTED = re.compile(r"\s*[*+-]\s")
_IN_PARAGRAPH = r"(?:[^{sign}\n]|\n(?!\s*\n)){{1,2000}}?"
_HTML_BLOCKS = """address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div
dl dt fieldset figcaption figure footer form frame frameset h[1-6] head header hr html iframe legend li link main menu menuitem
nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul"""
_BLOCK_OF_HTML = (
    r"^(?:[ \t]*(?:[-*+>]|\d+[.)]))*[ \t]*\"?"
    rf"(?:</?(?:{'|'.join(_HTML_BLOCKS.split())})(?=[\s/>])|</?[A-Za-z][\w.-]*(?:\s[^<>\n]*)?>[ \t]*\r?$)"
    r"[\s\S]*?(?=\n[ \t>]*(?:\"\\n\",?)?[ \t]*\r?\n|\Z)"
)
"""Lines of HTML in Markdown, up to an empty one: Markdown is not read there, and would stand as it is written."""
_MARKDOWN_LINKS = rf"{_TAG}|\[[^\[\]]*\](?=[(\[])"
_UNLINKED: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(
        _MARKDOWN, re.compile(rf"{_BLOCK_OF_HTML}|{_MARKDOWN_LINKS}", re.IGNORECASE | re.MULTILINE)
    ),
    ".mdx": re.compile(_MARKDOWN_LINKS, re.IGNORECASE),
    **dict.fromkeys((".html", ".htm", ".xhtml"), re.compile(_TAG, re.IGNORECASE)),
    **dict.fromkeys(
        (".wiki", ".wikitext", ".mediawiki"),
        re.compile(
            rf"{_TAG}|\[\[[^\[\]]*\]\]|\{{\{{[^{{}}]*\}}\}}|\[(?:https?:)?//[^\[\]\n]*\]", re.IGNORECASE
        ),
    ),
    **dict.fromkeys(
        (".rst", ".rest"),
        re.compile(
            rf"(?<![\w*])\*{{1,2}}(?=[^\s*]){_IN_PARAGRAPH.format(sign='*')}(?<=\S)\*{{1,2}}"
            rf"|`{_IN_PARAGRAPH.format(sign='`')}`_{{0,2}}|\|[^|\n]*\|"
        ),
    ),
}
"""What can hold no link, by format: a tag, a block of HTML in Markdown, a template, the words of another link, emphasis in reStructuredText."""


@dataclasses.dataclass(frozen=True)
class _Standing:
    """The stretches of a file that are left as they are; found once an edit asks for them."""

    source: Source

    def holds(self, span: Span) -> bool:
        """Whether a stretch lies in a quotation or in code, even in part."""
        return _within(self._kept[0], span)

    def cannot_link(self, span: Span) -> bool:
        """Whether a link cannot stand in the place of a stretch."""
        return self.holds(span) or _within(self._kept[1], span)

    @functools.cached_property
    def _kept(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        path, text = self.source.path, self.source.text
        code, unlinked = _CODE.get(suffix_of(path)), _UNLINKED.get(suffix_of(path))
        kept: list[Span] = []
        for block in read(self.source).blocks:
            if block.role in _STANDING:
                kept.append(block.span)
                continue
            if (
                block.role is Role.TABLE_ROW
                and suffix_of(path) in _DRAWN
                and not _LISTED.match(text, block.span.start)
            ):
                kept.append(Span(block.span.start, block.span.end + 1))
                continue
            kept += [block.prose.span(*match.span()) for match in _QUOTED.finditer(block.prose.text)]
            for mark in block.marks:
                if mark.kind is MarkKind.NOTE:  # its words stand in the mark, and not in the prose
                    kept += _matches(_QUOTED, text[mark.span.start : mark.span.end], mark.span.start)
            if code is not None:
                kept += _matches(code, text[block.span.start : block.span.end], block.span.start)
        if "</" in text:
            kept += _matches(_TAGGED_CODE, text)
        if "quote" in text.casefold():
            kept += _matches(_CALLED_QUOTE, text)
        if "</" in text:
            kept += _of_class(text)
        return _merged(kept), _merged(_matches(unlinked, text) if unlinked is not None else ())


def _of_class(text: str) -> Iterator[Span]:
    """The elements of HTML that are quotations by their class, with those of their kind within."""
    for match in _OF_CLASS.finditer(text):
        end = match.start() + _LONGEST_ELEMENT
        depth = 0
        for tag in re.finditer(
            rf"<(/?){re.escape(match['tag'])}(?![\w.-])[^<>]*>", text[match.start() : end], re.IGNORECASE
        ):
            depth += -1 if tag[1] else not tag[0].endswith("/>")
            if depth <= 0:
                yield Span(match.start(), match.start() + tag.end())
                break


def _matches(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[Span]:
    """Where a pattern matches in a stretch of a file that begins at `start`."""
    for match in pattern.finditer(text):
        yield Span(start + match.start(), start + match.end())


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = merged[-1].cover(span)
        else:
            merged.append(span)
    return tuple(merged)


def _within(spans: Sequence[Span], span: Span) -> bool:
    """Whether a stretch, or the place between two characters, lies in one of several, even in part."""
    at = bisect.bisect_left(spans, max(span.end, span.start + 1), key=lambda each: each.start) - 1
    return at >= 0 and spans[at].end > span.start and (len(span) > 0 or spans[at].start < span.start)


def edits(
    pages: Iterable[Page],
    sources: Mapping[str, Source],
    findings: Iterable[Finding] = (),
    *,
    needed: Collection[str] = (),
    touched: Callable[[str, Span], bool] = lambda _path, _span: True,
) -> tuple[Edit, ...]:
    """Every safe edit, sorted and without overlaps; of identifiers those in places that were `touched`.

    Findings whose codes are in `needed` get the `[citation needed]` of the format behind their statement.
    """
    wanted: dict[str, list[Span]] = {}
    for finding in findings:
        if finding.code in needed:
            wanted.setdefault(finding.path, []).append(finding.span)
    found: list[Edit] = []
    for page in pages:
        source = sources.get(page.path)
        if source is not None:
            standing = _Standing(source)
            mended = _identifiers(page, source, standing)
            found += (edit for edit in mended if touched(edit.path, edit.span))
            found += _needed(page, source, wanted.get(page.path, ()), standing)
    found.sort()
    kept: list[Edit] = []
    for edit in found:
        if not kept or kept[-1].path != edit.path or kept[-1].span.end <= edit.span.start:
            kept.append(edit)
    return tuple(kept)


def _identifiers(page: Page, source: Source, standing: _Standing) -> Iterator[Edit]:
    seen: set[Span] = set()
    for statement in page.statements:
        if statement.role in (Role.QUOTATION, Role.CODE):
            continue
        citations = [*statement.assessment.citations]
        for claim in statement.claims:
            citations += claim.assessment.citations
        spans = {Span(each.start, each.end) for each in citations}
        for citation in citations:
            span = Span(citation.start, citation.end)
            # Notes and run-on citations stand elsewhere; they come up with the statement that they stand in.
            if span in seen or not statement.span.contains(span):
                continue
            seen.add(span)
            inside = any(other.contains(span) for other in spans if other != span)
            yield from _identifier(page.path, source, span, standing, linkable=not inside)
    for problem in page.problems:
        if problem.kind == "malformed" and problem.path == page.path and problem.span not in seen:
            yield from _identifier(page.path, source, problem.span, standing, linkable=False)


def _identifier(
    path: str, source: Source, span: Span, standing: _Standing, *, linkable: bool
) -> Iterator[Edit]:
    """The edits of one mark: what is written wrongly in it, and links for the DOIs that it gives."""
    raw = source.text[span.start : span.end]
    mended = list(_mended(path, raw, span))
    # Figures for letters take the same room, so that places in the mark stay what they are.
    for edit in mended:
        if len(edit.text) == len(edit.span):
            raw = raw[: edit.span.start - span.start] + edit.text + raw[edit.span.end - span.start :]
    links = list(_links(path, source, raw, span, standing)) if linkable else []
    for edit in (*links, *mended):
        if edit not in links and any(link.span.overlaps(edit.span) for link in links):
            continue
        if not standing.holds(edit.span):
            yield edit


def _links(path: str, source: Source, raw: str, span: Span, standing: _Standing) -> Iterator[Edit]:
    form = _LINKS.get(suffix_of(path))
    found = identifiers(raw)
    around = [raw[a.end : b.start] for a, b in itertools.pairwise(found)]
    around += [raw[: found[0].start], raw[found[-1].end :]] if found else [raw]
    if "://" in raw or form is None or not all(_BETWEEN.fullmatch(each) for each in around):
        return
    if span.start and source.text[span.start - 1] in "\"'=/<`[":
        return
    for each in found:
        bare = _BARE_DOI.fullmatch(raw, each.start, each.end)
        at = Span(span.start + each.start, span.start + each.end)
        if (
            bare is None
            or each.identifier.problem
            or _GOES_ON.match(source.text, at.end)
            or standing.cannot_link(at)
        ):
            continue
        url = "https://doi.org/" + urllib.parse.quote(html.unescape(bare[1]), safe="/:;._-")
        yield Edit(path, at, form.format(text=bare[0], url=url), "a link for the DOI")


def _mended(path: str, raw: str, span: Span) -> Iterator[Edit]:
    """What can only have been meant: the DOI's own address, figures for letters before the slash of a DOI, no zeros
    before a PMID.
    """
    plain = raw
    for found in _LETTERED_DOI.finditer(raw):
        figures = found[0].translate(str.maketrans("OolI", "0011"))
        rest = raw[found.end() :].split(maxsplit=1)[0]
        if figures != found[0] and not normalise(Scheme.DOI, figures + rest).problem:
            at = Span(span.start + found.start(), span.start + found.end())
            yield Edit(path, at, figures, "letters that stand for digits")
            plain = plain[: found.start()] + figures + plain[found.end() :]
    for found in _RESOLVER.finditer(plain):
        if found[0] != "https://doi.org/":
            at = Span(span.start + found.start(), span.start + found.end())
            yield Edit(path, at, "https://doi.org/", "the DOI's own address")
    for found in _ZEROS.finditer(raw):
        at = Span(span.start + found.start(1), span.start + found.end(1))
        yield Edit(path, at, "", "a PMID has no leading zeros")


def _needed(page: Page, source: Source, spans: Iterable[Span], standing: _Standing) -> Iterator[Edit]:
    form = _NEEDED.get(suffix_of(page.path))
    if form is None:
        return
    statements = sorted(page.statements, key=lambda each: each.span)
    done: set[Span] = set()
    for span in spans:
        statement = statement_of(statements, span)
        if statement is None or statement.span in done or statement.needed:
            continue
        if statement.role in (Role.QUOTATION, Role.CODE, Role.HEADING):
            continue
        done.add(statement.span)
        end = behind(source, statement.span)
        # What stands behind words that several statements share, as a link's, would be the last one's.
        last = statements[bisect.bisect_left(statements, end, key=lambda each: each.span.start) - 1]
        if last is not statement and behind(source, last.span) >= end:
            continue
        if not standing.holds(Span(end, end)):
            yield Edit(page.path, Span(end, end), form, "it is known that a source is missing")


def applied(text: str, edits_: Iterable[Edit]) -> str:
    """A text with its edits made; they are sorted and do not overlap."""
    parts, at = [], 0
    for edit in edits_:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def diff(path: str, before: str, after: str) -> str:
    """The change to a file as a unified diff for `git apply` and `patch -p1`; empty where nothing changed."""
    if before == after:
        return ""
    name = path.replace("\\", "/")
    if " " in name:
        name += "\t"  # as git does: `patch` reads a name up to the first blank otherwise
    lines = []
    for line in difflib.unified_diff(
        _lines(before),
        _lines(after),
        f"a/{name}",
        f"b/{name}",
    ):
        lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """Lines that end with LF only, as git counts them."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
