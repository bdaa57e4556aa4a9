"""What the Markdown grammar is shown: the text, with what is no Markdown covered up.

A view has the length of the text, so that every position in it is one of the text. Template tags (Hugo,
Jekyll, Liquid, Quarto) and MDX components come before Markdown in the tools that know them, and the grammar
does not; they are covered with fillers that it takes for a word. Line ends become LF.
"""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import re

from factcheck.text import Prose, Span
from factcheck.values import Value

FILLER = "\ufffb"
CITE_FILLER = "\ufffc"


class Cover(Value, frozen=True):
    """A covered stretch; `text` is what stands there, `kind` is `template`, `cite`, `comment` or `code`."""

    start: int
    end: int
    kind: str


@dataclasses.dataclass(eq=False)
class Space:
    """A Markdown text with its own positions: a file, a footnote's body without its indentation, a notebook's
    cell.
    """

    text: str
    view: str
    covers: list[Cover]
    outer: Prose | None = None
    """How positions of `text` lead to the space around it; None where this is the file itself."""
    parent: Space | None = None

    def __post_init__(self) -> None:
        self.cover_starts = [cover.start for cover in self.covers]

    def covers_in(self, start: int, end: int) -> list[Cover]:
        first = bisect.bisect_left(self.cover_starts, start)
        last = bisect.bisect_left(self.cover_starts, end)
        return self.covers[first:last]

    def lift(self, prose: Prose) -> Prose:
        """Prose with positions of this space as prose with positions of the file."""
        space: Space | None = self
        while space is not None and space.outer is not None:
            prose = prose.rebased(space.outer)
            space = space.parent
        return prose

    def lift_span(self, start: int, end: int) -> Span:
        space: Space | None = self
        while space is not None and space.outer is not None:
            span = space.outer.span(min(start, len(space.outer.text)), min(end, len(space.outer.text)))
            start, end = span.start, span.end
            space = space.parent
        return Span(start, end)


_SURROGATE = re.compile("[\ud800-\udfff]")
_CLOSER = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}", "{#": "#}"}
_OPENER = re.compile(r"\{\{[<%]?|\{%|\{#(?= )")
_LONGEST_TEMPLATE = 4000
_ALONE = re.compile(f"^[ \t]*{FILLER}[ \t{FILLER}]*$", re.MULTILINE)
_NOT_SPACE = re.compile(r"[^\n]")
_BLOCK_TAG = re.compile(r"\{%-?\s*(highlight|comment|raw)\b")
_BLOCK_SHORTCODE = re.compile(r"\{\{[<%]\s*(highlight|comment|katex|math|mermaid|plantuml)\b")
"""Shortcodes of Hugo whose words are none of the article."""
_CITE_TAG = re.compile(
    r"(?:\{%-?|\{\{[<%])\s*(?:cite|fullcite|citet|citep|cite_details|reference|bibcite|citation|cite[-_]?(?:page|key|ref|bib|author|year)|ref[-_]?cite|footnote|sidenote|fn|fnref|endnote|source)(?=\s|[>%]\}\}|\()"
    r"|\{\{\s*(?:footnote|fn|sidenote|cite[-_]\w{1,12})\s*\([^{}]{0,600}\)\s*\}\}"
    r"|\{\{[<%]\s*(?:ref|source|cite|citation)\s*[>%]\}\}"
    r"|\{\{\s*(?:cite[pt]?|citation|ref|bibcite|source)\s*(?:[:|(\s][^{}|=]{0,100})?\}\}"
    r"|\{\{\s*(?:citation needed|cn|fact|source\??|ref\?|by whom\??|who\??)\s*(?:\|[^{}]{0,60})?\}\}",
    re.IGNORECASE,
)


def _templates(text: str) -> list[Cover]:
    covers: list[Cover] = []
    closing: dict[str, int] = {}  # where the next closer of each kind stands: each is sought once

    def next_closer(closer: str, start: int) -> int:
        known = closing.get(closer, -2)
        if known == -1 or known >= start:
            return known
        closing[closer] = text.find(closer, start)
        return closing[closer]

    at = 0
    while (match := _OPENER.search(text, at)) is not None:
        opener = match[0]
        end = next_closer(_CLOSER[opener], match.end())
        if end < 0 or end - match.start() > _LONGEST_TEMPLATE:
            at = match.end()
            continue
        end += len(_CLOSER[opener])
        kind = "template"
        if opener == "{%":
            tag = _BLOCK_TAG.match(text, match.start())
            if tag is not None and tag[1] != "raw":
                closing_tag = re.compile(r"\{%-?\s*end" + tag[1] + r"\s*-?%\}").search(
                    text, end, end + 100_000
                )
                if closing_tag is not None:
                    end = closing_tag.end()
                    kind = "code" if tag[1] == "highlight" else "comment"
        elif opener != "{{" and text[end - 4] != "/":
            shortcode = _BLOCK_SHORTCODE.match(text, match.start())
            if shortcode is not None:
                closing_tag = re.compile(r"\{\{[<%]\s*/\s*" + shortcode[1] + r"\s*[>%]\}\}").search(
                    text, end, end + 100_000
                )
                if closing_tag is not None:
                    end = closing_tag.end()
                    kind = "comment" if shortcode[1] == "comment" else "code"
        if kind == "template" and _CITE_TAG.match(text, match.start()):
            kind = "cite"
        covers.append(Cover(match.start(), end, kind))
        at = end
    return covers


_MDX_START = re.compile(r"^(?:import|export)\b[^\n]*(?:\n(?![ \t]*$)[^\n]*)*", re.MULTILINE)
_MDX_POINT = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*$|(?P<tag></?[A-Za-z][\w.:-]*|<>|</>)|(?P<brace>\{)|(?P<code>`+)",
    re.MULTILINE,
)
_CITE_COMPONENTS = frozenset(
    {
        "Cite",
        "Citation",
        "CiteRef",
        "Citep",
        "Citet",
        "Ref",
        "Reference",
        "Footnote",
        "FootnoteRef",
        "Fn",
        "Sidenote",
        "Endnote",
        "Source",
        "SourceLink",
        "Bib",
        "BibRef",
        "DOI",
        "Doi",
    }
)
"""Components of MDX by which sites of many makes cite."""
_JSX_POINT = re.compile(r"[{}>\"'`\n]")


def _mdx(text: str) -> list[Cover]:
    """Import and export lines, components and expressions of MDX."""
    covers: list[Cover] = []
    at = 0
    for match in _MDX_START.finditer(text):
        if match.start() < at:
            continue
        covers.extend(_jsx(text, at, match.start()))
        covers.append(Cover(match.start(), match.end(), "template"))
        at = match.end()
    covers.extend(_jsx(text, at, len(text)))
    return covers


def _jsx(text: str, start: int, end: int) -> list[Cover]:
    covers: list[Cover] = []
    at = start
    while (match := _MDX_POINT.search(text, at, end)) is not None:
        at = match.end()
        if match["fence"]:
            closing = re.compile(rf"^[ \t]*{match['fence']}", re.MULTILINE).search(text, at, end)
            at = closing.end() if closing is not None else end
        elif match["code"]:
            closing_ticks = text.find(match["code"], at, min(end, at + _LONGEST_TEMPLATE))
            at = closing_ticks + len(match["code"]) if closing_ticks >= 0 else at
        elif match["tag"]:
            stop, braces = (
                _jsx_end(text, match.end(), end, ">") if match["tag"][-1] != ">" else (match.end(), True)
            )
            name = match["tag"].lstrip("</")
            if stop > 0 and name in _CITE_COMPONENTS and not match["tag"].startswith("</"):
                closing_tag = (
                    -1
                    if text[stop - 2] == "/"
                    else text.find(f"</{name}>", stop, min(end, stop + _LONGEST_TEMPLATE))
                )
                if closing_tag >= 0:
                    stop = closing_tag + len(name) + 3
                covers.append(Cover(match.start(), stop, "cite"))
                at = stop
            elif stop > 0 and (braces or name[:1].isupper() or "." in name or not name):
                covers.append(Cover(match.start(), stop, "template"))
                at = stop
        else:
            stop, _ = _jsx_end(text, match.end(), end, "}")
            if stop > 0:
                comment = text.startswith("/*", match.end())
                covers.append(Cover(match.start(), stop, "comment" if comment else "template"))
                at = stop
    return covers


def _jsx_end(text: str, start: int, end: int, closer: str) -> tuple[int, bool]:
    """Where a tag or an expression ends (-1: nowhere near), and whether braces stand in it."""
    depth, braces, at = 0, False, start
    limit = min(end, start + _LONGEST_TEMPLATE)
    if text.find(closer, start, limit) < 0:
        return -1, braces
    while (match := _JSX_POINT.search(text, at, limit)) is not None:
        at = match.end()
        character = match[0]
        if depth == 0 and character == closer:
            return at, braces
        if character == "{":
            depth += 1
            braces = True
        elif character == "}":
            depth -= 1
            if depth < 0:
                return -1, braces
        elif character in "\"'`" and (closer == ">" or depth > 0):
            closing = text.find(character, at, limit)
            if closing >= 0 and (character == "`" or "\n" not in text[at:closing]):
                at = closing + 1
    return -1, braces


def hide(view: str, start: int, end: int, filler: str = " ") -> str:
    """What a stretch of a view is replaced with: fillers, its line ends kept."""
    return _NOT_SPACE.sub(filler, view[start:end])


def space_of(
    text: str, *, mdx: bool = False, skip: int = 0, outer: Prose | None = None, parent: Space | None = None
) -> Space:
    """A text as a space; its first `skip` characters (front matter) are left out of the view."""
    view = text
    if "\r" in view:
        view = view.replace("\r\n", " \n").replace("\r", "\n")
    if "\0" in view:
        view = view.replace("\0", " ")
    if not view.isascii() and _SURROGATE.search(view):
        view = _SURROGATE.sub("\ufffd", view)
    if FILLER in view or CITE_FILLER in view:
        view = view.replace(FILLER, "\ufffd").replace(CITE_FILLER, "\ufffd")
    covers: list[Cover] = []
    if "{" in view:
        covers = _templates(view)
    if mdx:
        bare = _covered(view, covers)
        covers = sorted([*covers, *_mdx(bare)], key=lambda cover: cover.start)
    covers = [cover for cover in covers if cover.start >= skip]
    if skip or covers:
        view = hide(view, 0, skip) + view[skip:]
        view = _covered(view, covers)
        view = _ALONE.sub(lambda match: " " * len(match[0]), view)
    return Space(text, view, covers, outer, parent)


def _covered(view: str, covers: list[Cover]) -> str:
    parts: list[str] = []
    at = 0
    for cover in covers:
        if cover.start < at:
            continue
        parts.append(view[at : cover.start])
        parts.append(hide(view, cover.start, cover.end, CITE_FILLER if cover.kind == "cite" else FILLER))
        at = cover.end
    parts.append(view[at:])
    return "".join(parts)


# The grammar's tree takes fifty times the text's memory: a long file is read in parts, each begun by a heading.
_LONG = 1_000_000
_MOST_CANDIDATES = 200
_CUT = re.compile(r"\n[ \t]*\r?\n(?=#{1,6}[ \t])")
_LOOSE_CUT = re.compile(r"\n[ \t]*\r?\n(?=[^\W\d_])")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^`\n]*$", re.MULTILINE)


def spaces_of(text: str, *, mdx: bool = False, skip: int = 0) -> list[Space]:
    """A text as one space, or as several where it is long."""
    if len(text) <= _LONG:
        return [space_of(text, mdx=mdx, skip=skip)]
    spaces: list[Space] = []
    start = 0
    for end in [*_cuts(text, skip), len(text)]:
        outer = Prose.verbatim(text, start, end)
        spaces.append(space_of(outer.text, mdx=mdx, skip=skip if start == 0 else 0, outer=outer))
        start = end
    return spaces


def _cuts(text: str, skip: int) -> list[int]:
    """Places before headings, outside fenced code and comments, about every `_LONG` characters."""
    cuts: list[int] = []
    fence, at, start = "", skip, 0
    while len(text) - start > _LONG:
        goal = start + _LONG
        cut = -1
        for pattern in (_CUT, _LOOSE_CUT):
            inside, seen = fence, at
            candidates = pattern.finditer(text, goal, min(len(text), goal + _LONG))
            for match in itertools.islice(candidates, _MOST_CANDIDATES):
                inside = _fence_at(text, seen, match.end(), inside)
                seen = match.end()
                if not inside and not _in_comment(text, start, match.start()):
                    cut = match.end()
                    break
            if cut > 0:
                break
        if cut < 0:
            cut = text.find("\n", goal) + 1
            if not cut:
                break
        fence, at = _fence_at(text, at, cut, fence), cut
        cuts.append(cut)
        start = cut
    return cuts


def _in_comment(text: str, start: int, end: int) -> bool:
    opened = text.rfind("<!--", max(start, end - 100_000), end)
    return opened >= 0 and text.find("-->", opened, end) < 0


def _fence_at(text: str, start: int, end: int, fence: str) -> str:
    """The fence that is open at `end`, if `fence` was open at `start`; empty where none is."""
    for match in _FENCE.finditer(text, start, end):
        if not fence:
            fence = match[1]
        elif match[1].startswith(fence):
            fence = ""
    return fence


def end_of_line(text: str, start: int) -> int:
    """Where the line that holds `start` ends, its line break included."""
    found = text.find("\n", start)
    return len(text) if found < 0 else found + 1
