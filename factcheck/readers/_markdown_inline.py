"""The inline markup of a Markdown block: its prose and its marks.

The inline grammar of tree-sitter finds emphasis, code, links, escapes, entities and tags. What it does not
know is taken out before (maths, notes in place, template tags: covered in what the grammar is shown) or found
in what it leaves as plain text (bare addresses, Pandoc citations, attributes), all in one pass over the text.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import Mark, MarkKind
from factcheck.numerals import numbers_in
from factcheck.readers._markdown_blocks import Fragments, normal_label
from factcheck.readers._markdown_view import CITE_FILLER, FILLER, Space
from factcheck.text import Piece, Prose, Span, byte_to_code_point
from factcheck.values import Value, replace


class Manner(Value, frozen=True):
    """What counts as a citation in this file."""

    definitions: dict[str, str]
    notes: frozenset[str]
    narrative_keys: bool = False
    """`@name` is a citation even where it does not look like a key with a year."""


class Image(Value, frozen=True):
    start: int
    end: int
    text_start: int
    text_end: int
    caption: bool


@dataclasses.dataclass(eq=False, slots=True)
class Inline:
    """What a run of text holds, in positions of its space."""

    prose: Prose
    marks: tuple[Mark, ...]
    images: tuple[Image, ...] = ()
    comments: tuple[tuple[int, int], ...] = ()
    links_only: bool = False
    """All its words stand in links (separators aside)."""


@functools.cache
def _inline_parser() -> Any:
    import tree_sitter
    import tree_sitter_markdown

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))


_SPECIAL = re.compile(rf"[\\`*_\[\]<&!~^$@{{}}|{FILLER}{CITE_FILLER}¹²³⁰⁴-⁹]|://|www\.|@")
_LINE_BREAK = r"(?<![ \t])[ \t]*+(?:\\[ \t]*+)?\n[ \t]*"
"""With the white space around it; looked for once a run of white space, however long."""
_BREAK = re.compile(_LINE_BREAK)
_KEY = r"[A-Za-z0-9_](?:[\w:.#$%&+?<>~/()-]*[\w/>~)])?"
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|eq|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|table"
    r"|figure|equation|section|tab)[:-]",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?P<scheme>doi|pmid|pmcid|pmc|isbn|arxiv|url|wikidata|https?):(?P<value>\S+)", re.IGNORECASE
)
_YEAR_KEY = re.compile(r".*[A-Za-z].*(?:1[6-9]|20)\d\d[a-z]{0,12}$|.*[a-z][-_:]?\d\d[a-z]?$", re.IGNORECASE)

# Found before the grammar reads: code first, since nothing is read inside it. This pattern and the next look first
# whether a character can begin a match at all: few can.
_BEFORE = re.compile(
    rf"""
    (?=[`$\\^~{FILLER}{CITE_FILLER}hw*_\[!])(?:
    (?P<code>(?<!`)(?P<ticks>`+)(?!`))
  | (?P<display>\$\$)
  | (?P<dollar>\$)
  | (?P<bracket>\\\()
  | (?P<square>\\\[)
  | (?P<escape>\\.)
  | (?P<note>\^\[)
  | (?P<tildes>~{{3,}})
  | (?P<filler>[{FILLER}{CITE_FILLER}]+)
  | (?P<url>(?:https?://|www\.)[^\s<>\[\]`|*_~{FILLER}]{{0,300}}[*_~][^\s<>\[\]`|{FILLER}]{{0,2000}})
  | (?P<many>[*_]{{8,}}|\[{{8,}}|!\[(?=!\[!\[))
    )""",
    re.VERBOSE | re.DOTALL,
)
_BEFORE_HINT = re.compile(rf"[$`\\~{FILLER}{CITE_FILLER}]|\^\[|\*{{8}}|_{{8}}|\[{{8}}|!\[!\[!\[|://|www\.")

_URL = r"(?:https?://|ftp://|www\.(?=[\w-]+\.\w))[^\s<>\"“”«»|\\^`{}\[\]]+"
_PLAIN = re.compile(
    rf"""
    (?=[ \t\\\nhfw@{{^⁰¹²³⁴-⁹-])(?:
    (?P<break>{_LINE_BREAK})
  | (?P<url>(?<![\w/@])(?:{_URL}))
  | (?P<braced>(?<![\w@\\])(?P<minus1>-?)@\{{(?P<braced_key>[^{{}}\s]+)\}})
  | (?P<key>(?<![\w@.\\/])(?P<minus>-?)@(?P<name>{_KEY}))
  | (?P<attributes>\{{:[^{{}}\n]*\}}|\{{[#.][\w:.#\s="'%-]*\}})
  | (?P<superscript>\^(?P<superscripted>[^\s^]{{1,40}})\^)
  | (?P<unicode>[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+|(?<=[⁰¹²³⁴-⁹])[⁻][⁰¹²³⁴-⁹]+)*)
    )""",
    re.VERBOSE,
)
_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\s*")
_NUMBERS_AND_PLACE = re.compile(
    r"\s*(?P<number>\d{1,3})\s*[,:]?\s*(?P<place>(?:pp?|ch|chap|sec|fig|table|para)\.?\s*[\w–-]+)\s*",
    re.IGNORECASE,
)
_BRACKETED_NUMBERS = re.compile(r"\\?[\[(]*\s*(\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*)\s*\\?[\])]*")
_NEEDED = re.compile(
    r"""(?:citations?|references?|sources?|verification|clarification|better\ source|quotation)\s+needed
    |needs?\s+(?:a\s+)?(?:citations?|sources?|references?)
    |who\?|by\ whom\?|according\ to\ whom\?|which\?|when\?|source\?|sources\?|cn
    |dubious(?:\s*[–-]\s*discuss)?|unreliable\ source\?|failed\ verification|original\ research\?""",
    re.IGNORECASE | re.VERBOSE,
)
_EMPTY = re.compile(
    r"\?+|(?:todo|fixme|tk|xxx)\b[^\]]{0,60}|refs?\.?|cite|citations?|reference|source|(?:add"
    r"|insert)\s+(?:a\s+)?(?:citations?|references?|sources?)(?:\s+here)?|xx+",
    re.IGNORECASE,
)
_EMPTY_TARGET = re.compile(
    r"#?|todo|tbd|tba|tbc|fixme|xxx+|\?+|\.{3}|url|link|insert[-_ ]?(?:link|url)(?:[-_ ]here)?"
    r"|https?://|link[-_ ]?here|url[-_ ]?here",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"(?:\bCIs?|interval|IQR|range|ranges|between|from|median|mean|SD|=|≈|∈|\bin|%)\s*[:=,]?\s*$"
)
_SUPERSCRIPTS = {ord(character): str(digit) for digit, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {
    ord("⁻"): "-",
    ord("–"): "-",
}
_RAISED = str.maketrans("0123456789+-−–n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ⁽⁾")
# "m²", "cm<sup>3</sup>", "10^6^", "R²": a power, behind a unit, a single letter or a base.
_POWER_BEFORE = re.compile(
    r"""(?:^|[^\w.])(?:
        [^\W\d_] | [cmdkµμn]?m | km | ft | in | mi | yd | kg | mg | mol | sec | feet | foot
        | inch(?:es)? | yards? | miles? | met(?:er|re)s? | chi | cells? | dpi
        | [^\s]{1,6}/[^\W\d_]{1,3} | 2
        | [\d.,]*[×x·*]?\s?10
    )$""",
    re.VERBOSE,
)
_TRAILING = ".,;:!?'’”»*_"
_OPENED = re.compile(r"[\s]*[\(\[][\s,;:–-]*$")
_ROLE = re.compile(r"\{(?P<role>[A-Za-z][\w:+.-]*)\}$")
_TITLED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]*)>\s*", re.DOTALL)
_CITE_TAG = re.compile(
    r"(?:\{%-?|\{\{[<%])\s*\w+\s+(?P<keys>[^%>]*?)\s*(?:-?%\}|[>%]\}\})"
    r"|\{\{\s*(?P<needed>citation needed|cn|fact|source\?|ref\?|by whom\??|who\??)\s*(?:\|[^{}]*)?\}\}"
    r"|\{\{\s*\w+\s*[:|(]?\s*(?P<named>[^{}]*?)\s*\)?\s*\}\}",
    re.DOTALL | re.IGNORECASE,
)
_TAG_NAME = re.compile(r"<(?P<close>/?)\s*(?P<name>[A-Za-z][\w-]*)")
_ATTRIBUTE = re.compile(
    r"""(?:^|\s)(?P<name>href|cite|title)\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s>]+))""",
    re.IGNORECASE,
)
_DESTINATION = re.compile(
    r"""\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_SEPARATORS = re.compile(
    r"[\s|>»›/·•→←«‹,;:\-–—\\()\[\]&]*|(?:\s*(?:and|or|back|next|previous|prev)\s*)*", re.IGNORECASE
)
_KNOWN_NODES = frozenset(
    """emphasis strong_emphasis strikethrough code_span backslash_escape entity_reference
    numeric_character_reference hard_line_break uri_autolink email_autolink html_tag inline_link
    full_reference_link collapsed_reference_link shortcut_link image latex_block""".split()
)
_MAX_DEPTH = 60


class Flow:
    """Fragments of a space as one text with positions of its own."""

    __slots__ = ("_places", "_starts", "raw", "space", "view")

    def __init__(self, space: Space, view: str, fragments: Fragments) -> None:
        self.space = space
        self._starts: list[int] = []
        self._places: list[int] = []
        at = 0
        for start, end in fragments:
            self._starts.append(at)
            self._places.append(start)
            at += end - start
        if len(fragments) == 1:
            start, end = fragments[0]
            self.view, self.raw = view[start:end], space.text[start:end]
        else:
            self.view = "".join(view[start:end] for start, end in fragments)
            self.raw = "".join(space.text[start:end] for start, end in fragments)

    def place(self, at: int) -> int:
        """The position in the space of the character at `at`."""
        if len(self._starts) == 1:
            return self._places[0] + at
        index = max(bisect.bisect_right(self._starts, at) - 1, 0)
        return self._places[index] + at - self._starts[index] if self._starts else 0

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the space from `start` to `end` of the flow."""
        if start >= end:
            at = self.place(start) if start < len(self.view) or not start else self.place(start - 1) + 1
            return at, at
        return self.place(start), self.place(end - 1) + 1


@dataclasses.dataclass(slots=True)
class _Atom:
    """A stretch that the grammar is not shown."""

    start: int
    end: int
    kind: str  # math, note, template, cite
    inner: int = 0
    """Width of its delimiters."""


@dataclasses.dataclass(slots=True)
class _Draft:
    """A mark being made, in positions of the flow and of the prose."""

    kind: MarkKind
    target: str
    start: int
    end: int
    at: int
    to: int
    text: str = ""
    narrative: bool = False


class _Writer:
    """Writes prose from left to right."""

    def __init__(self, flow: Flow, manner: Manner) -> None:
        self.flow = flow
        self.manner = manner
        self.text = flow.view
        self.out: list[tuple[str, int, int]] = []
        self.length = 0
        self.marks: list[_Draft] = []
        self.images: list[Image] = []
        self.comments: list[tuple[int, int]] = []
        self.atoms: list[_Atom] = []
        self.atom_starts: list[int] = []
        self.gaps: list[int] = []
        """Prose offsets where an address left the prose: what stood around it may be empty now."""
        self.sup: list[tuple[int, int, int, int]] = []
        self.anchors: list[tuple[str, str, int, int]] = []

    # --- Writing

    def put(self, start: int, end: int) -> None:
        """The stretch as it stands."""
        if end > start:
            self.out.append((self.flow.raw[start:end], start, end))
            self.length += end - start

    def put_as(self, text: str, start: int, end: int) -> None:
        if text:
            self.out.append((text, start, end))
            self.length += len(text)

    def eat_space(self) -> None:
        """Takes the white space off the end of the prose."""
        while self.out:
            text, start, end = self.out[-1]
            left = text.rstrip()
            if left == text:
                break
            self._shorten(text, left, start, end)
        self._clamp()

    def cut(self, length: int) -> None:
        """Takes all prose off beyond a length."""
        while self.out and self.length > length:
            text, start, end = self.out[-1]
            keep = len(text) - min(len(text), self.length - length)
            self._shorten(text, text[:keep], start, end)
        self._clamp()

    def _shorten(self, text: str, left: str, start: int, end: int) -> None:
        self.length -= len(text) - len(left)
        self.out.pop()
        if left:
            self.out.append((left, start, start + len(left) if len(text) == end - start else end))

    def _clamp(self) -> None:
        for mark in reversed(self.marks):
            if mark.to <= self.length:
                break
            mark.to = self.length
            mark.at = min(mark.at, self.length)
        for index in range(len(self.gaps) - 1, -1, -1):
            if self.gaps[index] <= self.length:
                break
            self.gaps[index] = self.length

    def tail(self, width: int = 40) -> str:
        """The last characters of the prose."""
        parts: list[str] = []
        have = 0
        for text, _, _ in reversed(self.out):
            parts.append(text)
            have += len(text)
            if have >= width:
                break
        return "".join(reversed(parts))[-width:]

    def mark(self, kind: MarkKind, target: str, start: int, end: int, text: str = "") -> None:
        """A mark that leaves nothing in the prose."""
        self.marks.append(_Draft(kind, target, start, end, self.length, self.length, text))

    # --- Plain text

    def plain(self, start: int, end: int) -> None:
        """Text that the grammar found nothing in."""
        if start >= end:
            return
        index = bisect.bisect_left(self.atom_starts, start)
        at = start
        while index < len(self.atoms) and self.atoms[index].start < end:
            atom = self.atoms[index]
            if atom.start >= at:
                self._plain(at, atom.start)
                self._atom(atom)
                at = max(at, atom.end)
            index += 1
        self._plain(at, end)

    def _plain(self, start: int, end: int) -> None:
        at = start
        text = self.text
        while at < end and (match := _PLAIN.search(text, at, end)) is not None:
            self.put(at, match.start())
            at = match.end()
            if match["break"] is not None:
                self._soft_break(match.start(), match.end())
            elif match["url"] is not None:
                url = balanced(match["url"])
                at = match.start() + len(url)
                self.address(url, match.start(), at)
            elif match["braced"] is not None:
                self.eat_space()
                self._key_mark(match["braced_key"], match.start(), match.end())
            elif match["key"] is not None:
                at = self._narrative(match, end)
            elif match["attributes"] is not None:
                if match["attributes"].startswith("{:") or match.start() == start:
                    continue
                self.put(match.start(), match.end())
            elif match["superscript"] is not None:
                self._raised(match["superscripted"], match.start(), match.end(), *match.span("superscripted"))
            else:
                self._raised(
                    match["unicode"].translate(_SUPERSCRIPTS), match.start(), match.end(), *match.span()
                )
        self.put(at, end)

    def _soft_break(self, start: int, end: int) -> None:
        if start == 0 or end == len(self.text) or not self.length:
            return
        self.put_as(" ", start, end)

    def verbatim(self, start: int, end: int) -> None:
        """Text with nothing in it but line breaks."""
        at = start
        for match in _BREAK.finditer(self.text, start, end):
            self.put(at, match.start())
            self.put_as(" ", match.start(), match.end())
            at = match.end()
        self.put(at, end)

    def _atom(self, atom: _Atom) -> None:
        if atom.kind == "math":
            self.verbatim(atom.start + atom.inner, atom.end - atom.inner)
        elif atom.kind == "plain":
            self.verbatim(atom.start, atom.end)
        elif atom.kind == "url":
            self._plain(atom.start, atom.end)
        elif atom.kind == "note":
            self.eat_space()
            raw = self.flow.raw[atom.start + 2 : atom.end - 1]
            self.mark(MarkKind.NOTE, " ".join(raw.split()), atom.start, atom.end)
            inner = _Writer(self.flow, self.manner)
            inner.atoms, inner.atom_starts = self.atoms, self.atom_starts
            _read_stretch(inner, atom.start + 2, atom.end - 1)
            for mark in inner.marks:
                if mark.kind is not MarkKind.NOTE:
                    mark.at = mark.to = self.length
                    mark.narrative = False
                    self.marks.append(mark)
        elif atom.kind == "cite":
            given = _given_in_tag(self.flow.raw[atom.start : atom.end])
            if given is not None:
                kind, target = given
                self.eat_space()
                self.mark(kind, target, atom.start, atom.end)
                return
            tag = _CITE_TAG.match(self.flow.raw, atom.start)
            named = (tag["keys"] or tag["named"] or "") if tag else ""
            keys = [
                key
                for key in re.split(r"[\s,\"']+", named.partition(" -")[0])
                if key and not key.startswith("-") and "=" not in key
            ]
            self.eat_space()
            if tag and tag["needed"]:
                self.mark(MarkKind.NEEDED, tag["needed"].lower(), atom.start, atom.end)
            elif tag and tag["named"] == "":
                self.mark(MarkKind.EMPTY, tag[0], atom.start, atom.end)
            for key in keys:
                self.mark(MarkKind.KEY, key, atom.start, atom.end)
        elif self.tail(1).isspace() or not self.length:
            # A tag between two spaces leaves one of them.
            self.eat_space()

    # --- Citations

    def address(self, url: str, start: int, end: int) -> None:
        """A URL that is its own text."""
        self.eat_space()
        self.gaps.append(self.length)
        self.mark(MarkKind.LINK, url, start, end, url)

    def _key_mark(self, key: str, start: int, end: int, locator: str = "") -> None:
        match = _IDENTIFIER.fullmatch(key)
        if match is None:
            self.mark(MarkKind.KEY, key, start, end, locator)
            return
        scheme, value = match["scheme"].lower(), match["value"]
        if scheme in ("http", "https"):
            scheme, value = "url", key
        elif scheme == "pmc":
            scheme = "pmcid"
        self.mark(MarkKind.IDENTIFIER, f"{scheme}:{value}", start, end, locator)

    def _narrative(self, match: re.Match[str], end: int) -> int:
        """`@walker2002 saw`: the key stays as a word; `[p. 3]` behind it is its locator."""
        name = match["name"]
        known = _IDENTIFIER.fullmatch(name) is not None
        crossed = _CROSS_REFERENCE.match(name) is not None
        if crossed or not (known or self.manner.narrative_keys or _YEAR_KEY.fullmatch(name)):
            self.put(match.start(), match.end())
            return match.end()
        start, stop = match.span("name")
        at = self.length
        self.put(start, stop)
        self._key_mark(name, match.start(), stop)
        mark = self.marks[-1]
        mark.at, mark.to, mark.narrative = at, self.length, True
        return stop

    def group(self, start: int, end: int) -> bool:
        """A Pandoc citation in brackets; False where it is none."""
        text = self.text[start + 1 : end - 1]
        if "@" not in text:
            return False
        items = _citations(self.flow.raw[start + 1 : end - 1])
        if not items:
            return False
        self.eat_space()
        for key, locator in items:
            self._key_mark(key, start, end, locator)
        return True

    def numbers(self, text: str, start: int, end: int) -> None:
        self.eat_space()
        for number in numbers_in(text):
            self.mark(MarkKind.NUMBER, number, start, end)

    def _raised(self, text: str, start: int, end: int, inner: int, inner_end: int) -> None:
        """A superscript: numbers behind a word are marks, a power stays raised."""
        following = self.text[end : end + 1]
        if (
            _NUMBERS.fullmatch(text)
            and self.length
            and not following.isalnum()
            and not (text.strip().isdigit() and _POWER_BEFORE.search(self.tail(16)))
            and not self.tail(1).isspace()
            and text.strip() != "0"
        ):
            for number in numbers_in(text):
                self.mark(MarkKind.NUMBER, number, start, end)
        elif inner == start:
            self.put(start, end)
        else:
            self.put_as(
                text.translate(_RAISED) if text.strip("0123456789+-−–n()") == "" else text, start, end
            )

    # --- The tree

    def nodes(
        self, children: Sequence[Any], start: int, end: int, table: Sequence[int], depth: int = 0
    ) -> None:
        """Writes the stretch from `start` to `end`, in which these nodes stand."""
        at = start
        offset = 0
        count = len(children)
        while offset < count:
            node = children[offset]
            offset += 1
            kind = node.type
            if kind not in _KNOWN_NODES:
                if kind == "]" and offset < count and children[offset].type == "(":
                    # A link whose text holds brackets, which the grammar gives up on.
                    low = table[node.start_byte]
                    match = _DESTINATION.match(self.text, low + 1, end)
                    if match is not None and low >= at:
                        self.plain(at, low)
                        at = self._loose_link(low, match)
                continue
            low, high = table[node.start_byte], table[node.end_byte]
            if low < at:
                continue
            self.plain(at, low)
            at = max(self._node(node, kind, low, high, table, depth), high)
            if self.text.startswith("{", at) and kind not in ("html_tag", "backslash_escape"):
                closing = _SPAN_ATTRIBUTES.match(self.text, at, end)
                if closing is not None:
                    at = closing.end()
        self.plain(at, end)

    def _loose_link(self, bracket: int, match: re.Match[str]) -> int:
        target = match["angled"] if match["angled"] is not None else match["plain"]
        # The opening bracket is in the prose already: find it among what was written, from the right.
        depth = 0
        at = self.length
        if self.text.rfind("[", max(0, bracket - 600), bracket) < 0:
            self.put(bracket, bracket + 1)
            return bracket + 1
        for index in range(len(self.out) - 1, -1, -1):
            text, start, end = self.out[index]
            for offset in range(len(text) - 1, -1, -1):
                at -= 1
                if len(text) != end - start:
                    continue
                if text[offset] == "]":
                    depth += 1
                elif text[offset] == "[":
                    depth -= 1
                    if depth < 0:
                        words = self._since(at)[1:]
                        opening = start + offset
                        self._take(index, offset)
                        self._relink(target, at, opening, match.end(), words)
                        return match.end()
            if self.length - at > 600:
                break
        self.put(bracket, bracket + 1)
        return bracket + 1

    def _relink(self, target: str, at: int, opening: int, end: int, words: str) -> None:
        """The mark of a link whose opening bracket stood at `at` of the prose and is gone."""
        inside = [mark for mark in self.marks if mark.start > opening]
        self.marks = [mark for mark in self.marks if mark.start < opening]
        for mark in self.marks:
            mark.at -= mark.at > at
            mark.to -= mark.to > at
        if not words.strip():
            self.eat_space()
            if target.startswith("#") and inside and all(mark.kind is MarkKind.NUMBER for mark in inside):
                for mark in inside:
                    self.mark(mark.kind, mark.target, opening, end)
                return
        words = words or self.text[opening + 1 : end].partition("](")[0]
        at = min(at, self.length)
        self.marks.append(_Draft(MarkKind.LINK, target, opening, end, at, self.length, words))

    def _take(self, index: int, offset: int) -> None:
        """Takes one character out of what was written."""
        text, start, end = self.out[index]
        parts = [(text[:offset], start, start + offset), (text[offset + 1 :], start + offset + 1, end)]
        self.out[index : index + 1] = [part for part in parts if part[0]]
        self.length -= 1

    def _node(self, node: Any, kind: str, low: int, high: int, table: Sequence[int], depth: int) -> int:
        if depth > _MAX_DEPTH:
            self.plain(low, high)
        elif kind in ("emphasis", "strong_emphasis", "strikethrough"):
            self._emphasis(node, low, high, table, depth)
        elif kind == "code_span":
            self._code(node, low, high, table)
        elif kind == "backslash_escape":
            self.put_as(self.flow.raw[low + 1 : high], low, high)
        elif kind in ("entity_reference", "numeric_character_reference"):
            self.put_as(html.unescape(self.text[low:high]), low, high)
        elif kind == "hard_line_break":
            stop = high
            while stop < len(self.text) and self.text[stop] in " \t\n":
                stop += 1
            if stop < len(self.text):
                self.put_as(" ", low, stop)
            return stop
        elif kind in ("uri_autolink", "email_autolink"):
            target = self.text[low + 1 : high - 1]
            if kind == "email_autolink" or target.lower().startswith("mailto:"):
                self.put(low + 1, high - 1)
            else:
                self.address(target, low, high)
        elif kind == "html_tag":
            self._tag(low, high)
        elif kind == "image":
            self._image(node, low, high, table)
        elif kind == "latex_block":
            self.plain(low, high)
        else:
            return self._link(node, kind, low, high, table, depth)
        return high

    def _emphasis(self, node: Any, low: int, high: int, table: Sequence[int], depth: int) -> None:
        children = node.children
        while children and children[0].type == "emphasis_delimiter" and table[children[0].start_byte] == low:
            low = table[children[0].end_byte]
            children = children[1:]
        while children and children[-1].type == "emphasis_delimiter" and table[children[-1].end_byte] == high:
            high = table[children[-1].start_byte]
            children = children[:-1]
        self.nodes(children, low, high, table, depth + 1)

    def _code(self, node: Any, low: int, high: int, table: Sequence[int]) -> None:
        delimiters = [child for child in node.children if child.type == "code_span_delimiter"]
        start = table[delimiters[0].end_byte] if delimiters else low
        end = table[delimiters[-1].start_byte] if len(delimiters) > 1 else high
        tail = self.tail(40)
        role = _ROLE.search(tail) if tail.endswith("}") else None
        if role is not None and self.text[low - 1 : low] == "}":
            self._role(role, low, high, start, end)
            return
        if end - start > 2 and self.text[start] == self.text[end - 1] == " ":
            start, end = start + 1, end - 1
        self.verbatim(start, end)

    def _role(self, role: re.Match[str], low: int, high: int, start: int, end: int) -> None:
        """A MyST role: `{cite:p}`key`` is a mark, others show their text."""
        name = role["role"].lower()
        width = role.end() - role.start()
        self.cut(self.length - width)
        content = self.flow.raw[start:end]
        opening = low - width
        if name.startswith(("cite", "footcite")):
            keys = [key.strip() for key in content.split(",")]
            narrative = name in (
                "cite:t",
                "cite:ts",
                "cite:ct",
                "cite:cts",
                "cite:alp",
                "cite:al",
                "footcite:t",
                "footcite:ts",
                "cite:author",
                "cite:year",
            )
            if not any(keys):
                self.eat_space()
                self.mark(MarkKind.EMPTY, self.flow.raw[opening:high], opening, high)
                return
            if not narrative:
                self.eat_space()
            at = start
            for key in content.split(","):
                lead = len(key) - len(key.lstrip())
                begin = at + lead
                stop = begin + len(key.strip())
                at += len(key) + 1
                if not key.strip():
                    continue
                titled = _TITLED.fullmatch(key)
                target = (titled["target"] if titled is not None else key).strip()
                if narrative:
                    if begin > start + lead and self.marks and self.marks[-1].end == high:
                        self.put_as(", ", begin - 1, begin)
                    before = self.length
                    self.put(begin, stop)
                    self.mark(MarkKind.KEY, target, opening, high)
                    self.marks[-1].at, self.marks[-1].to = before, self.length
                    self.marks[-1].narrative = True
                else:
                    self.mark(MarkKind.KEY, target, opening, high)
            return
        titled = _TITLED.fullmatch(content)
        if titled is not None and titled["text"]:
            end = start + len(titled["text"])
        self.verbatim(start, end)

    def _image(self, node: Any, low: int, high: int, table: Sequence[int]) -> None:
        for child in node.children:
            if child.type == "image_description":
                attributed = self.text.startswith(("{#fig", "{#tbl"), high)
                self.images.append(
                    Image(low, high, table[child.start_byte], table[child.end_byte], attributed)
                )
        if self.tail(1).isspace():
            self.eat_space()

    def _link(self, node: Any, kind: str, low: int, high: int, table: Sequence[int], depth: int) -> int:
        inner: tuple[int, int] | None = None
        children: Sequence[Any] = ()
        target: str | None = None
        label = ""
        for child in node.children:
            if child.type == "link_text":
                inner = (table[child.start_byte], table[child.end_byte])
                children = child.children
            elif child.type == "link_destination":
                target = self.flow.raw[table[child.start_byte] : table[child.end_byte]].strip()
                if target.startswith("<") and target.endswith(">"):
                    target = target[1:-1]
            elif child.type == "link_label":
                label = self.text[table[child.start_byte] + 1 : table[child.end_byte] - 1]
        if inner is None:
            inner = (low + 1, low + 1)
        text = self.text[slice(*inner)]
        if kind == "inline_link" and text[:1] == "^" and text[1:] in self.manner.notes:
            # A footnote's number with a remark in brackets behind it.
            self.eat_space()
            self.mark(MarkKind.FOOTNOTE, text[1:], low, inner[1] + 1)
            self.plain(inner[1] + 1, high)
            return high
        if kind == "inline_link":
            self._linked(target or "", low, high, inner, children, table, depth)
            return high
        if kind == "full_reference_link":
            return self._full_reference(text, label, low, high, inner, children, table, depth)
        if text.startswith("^") and len(text) > 1 and " " not in text:
            self.eat_space()
            self.mark(MarkKind.FOOTNOTE, self.flow.raw[inner[0] + 1 : inner[1]], low, low + 2 + len(text))
            return high
        defined = self.manner.definitions.get(normal_label(text)) if len(text) < 1000 else None
        if defined is not None:
            self._linked(defined, low, high, inner, children, table, depth)
            return high
        if self._bracketed(text, low, inner[1] + 1):
            return high
        following = self.text[high : high + 1]
        if following == "{" and _SPAN_ATTRIBUTES.match(self.text, high) and kind == "shortcut_link":
            self.nodes(children, *inner, table, depth + 1)
            return high
        if kind == "collapsed_reference_link":
            at, before = self.length, self.tail(1)
            self.nodes(children, *inner, table, depth + 1)
            if _called_aside(before, text, text):
                words, at = self._since(at), min(at, self.length)
                self.marks.append(_Draft(MarkKind.KEY, text, low, high, at, self.length, words))
            return high
        self.put(low, inner[0])
        self.nodes(children, *inner, table, depth + 1)
        self.put(inner[1], high)
        return high

    def _bracketed(self, text: str, low: int, high: int) -> bool:
        """Marks written in brackets that no definition claims; False where there is none."""
        last = self.marks[-1] if self.marks else None
        if (
            last is not None
            and last.narrative
            and last.kind in (MarkKind.KEY, MarkKind.IDENTIFIER)
            and self.text[last.end : low] in ("", " ")
            and "@" not in text
        ):
            self.eat_space()
            last.text, last.end = text, high
            return True
        if self.group(low, high):
            return True
        if _NUMBERS.fullmatch(text):
            paired = len(re.findall(r"\d+", text)) == 2
            if (paired and _INTERVAL.search(self.tail(24))) or text.strip().startswith("0"):
                return False
            self.numbers(text, low, high)
            return True
        place = _NUMBERS_AND_PLACE.fullmatch(text)
        if place is not None:
            self.eat_space()
            self.mark(MarkKind.NUMBER, place["number"], low, high, place["place"])
            return True
        stripped = text.strip()
        if _NEEDED.fullmatch(stripped):
            self.eat_space()
            self.mark(MarkKind.NEEDED, stripped, low, high)
            return True
        if _EMPTY.fullmatch(stripped) and not (stripped.lower() in ("x", "xx") and not self.length):
            self.eat_space()
            self.mark(MarkKind.EMPTY, self.flow.raw[low:high], low, high)
            return True
        return False

    def _full_reference(
        self,
        text: str,
        label: str,
        low: int,
        high: int,
        inner: tuple[int, int],
        children: Sequence[Any],
        table: Sequence[int],
        depth: int,
    ) -> int:
        defined = self.manner.definitions.get(normal_label(label)) if len(label) < 1000 else None
        if defined is not None:
            self._linked(defined, low, high, inner, children, table, depth)
            return high
        # `[^1][^2]`, `[@a][@b]`, `[1][2]` and `[text][^1]`: two things side by side.
        middle = inner[1] + 1
        both = [(text, low, middle, inner), (label, middle, high, (middle + 1, high - 1))]
        if not any(_is_mark(part) or normal_label(part) in self.manner.definitions for part, *_ in both):
            at = self.length
            before = self.tail(1)
            self.nodes(children, *inner, table, depth + 1)  # an undefined link: its text is what readers see
            if (_is_called(text, label) or _called_aside(before, text, label)) and not before[-1:].isalnum():
                words = self._since(at)
                self.marks.append(
                    _Draft(MarkKind.KEY, label or text, low, high, min(at, self.length), self.length, words)
                )
            return high
        for number, (part, start, end, (inner_start, inner_end)) in enumerate(both):
            if part.startswith("^") and len(part) > 1 and " " not in part:
                self.eat_space()
                self.mark(MarkKind.FOOTNOTE, self.flow.raw[inner_start + 1 : inner_end], start, end)
            elif (target := self.manner.definitions.get(normal_label(part))) is not None:
                self._linked(
                    target,
                    start,
                    end,
                    (inner_start, inner_end),
                    children if number == 0 else (),
                    table,
                    depth,
                )
            elif not self._bracketed(part, start, end):
                self.nodes(children if number == 0 else (), inner_start, inner_end, table, depth + 1)
        return high

    def _linked(
        self,
        target: str,
        low: int,
        high: int,
        inner: tuple[int, int],
        children: Sequence[Any],
        table: Sequence[int],
        depth: int,
    ) -> None:
        at = self.length
        before = self.tail(2)
        first = len(self.marks)
        self.nodes(children, *inner, table, depth + 1)
        words = self._since(at)
        at = min(at, self.length)
        target = html.unescape(target) if "&" in target else target
        del self.marks[first:]  # what stands inside a link is its text
        self.gaps = [gap for gap in self.gaps if gap < at or gap > self.length]
        if not words.strip() and inner[1] > inner[0] and self.images and self.images[-1].start >= low:
            self.mark(MarkKind.LINK, target, low, high)
            return
        if _EMPTY_TARGET.fullmatch(target.strip()):
            self.marks.append(
                _Draft(MarkKind.EMPTY, self.flow.raw[low:high], low, high, at, self.length, words)
            )
            return
        shown = self.text[slice(*inner)]
        figures = _BRACKETED_NUMBERS.fullmatch(shown)
        if figures is not None and self._stands_as_number(shown, before):
            self.cut(at)
            self.eat_space()
            if target.startswith("#"):
                for number in numbers_in(figures[1]):
                    self.mark(MarkKind.NUMBER, number, low, high)
            else:
                self.mark(MarkKind.LINK, target, low, high, words)
            return
        if shown.startswith(("http://", "https://", "www.")) and " " not in shown.strip():
            self.cut(at)
            self.eat_space()
            self.gaps.append(self.length)
            words = shown
            at = self.length
        self.marks.append(_Draft(MarkKind.LINK, target, low, high, at, self.length, words))

    def _stands_as_number(self, shown: str, before: str) -> bool:
        """Whether a link's figures are the number of a reference and no word of the sentence."""
        if self.sup or not shown.strip().isdigit():
            return True
        if not before:
            return False
        return not before[-1].isspace() or (len(before) > 1 and before[0] in '.!?”"')

    def _since(self, at: int) -> str:
        parts: list[str] = []
        have = self.length
        for text, _, _ in reversed(self.out):
            if have <= at:
                break
            parts.append(text)
            have -= len(text)
        whole = "".join(reversed(parts))
        return whole[max(at - have, 0) :]

    # --- HTML tags

    def _tag(self, low: int, high: int) -> None:
        text = self.text[low:high]
        if text.startswith("<!--"):
            self.comments.append((low, high))
            if self.tail(1).isspace() and self.text[high : high + 1].isspace():
                self.eat_space()
            return
        match = _TAG_NAME.match(text)
        if match is None:
            return
        name, closing = match["name"].lower(), bool(match["close"])
        if name == "br":
            if self.length and high < len(self.text):
                self.eat_space()
                self.put_as(" ", low, high)
        elif name == "sup":
            if not closing:
                self.sup.append((self.length, low, len(self.marks), high))
            elif self.sup:
                self._sup(*self.sup.pop(), low, high)
        elif name == "a":
            if not closing:
                target = attribute(text, "href")
                self.anchors.append(("a", target or "", self.length, low))
            elif self.anchors and self.anchors[-1][0] == "a":
                _, target, at, start = self.anchors.pop()
                self._anchor(target, min(at, self.length), start, high)
        elif name == "cite":
            if not closing:
                self.anchors.append(("cite", "", self.length, low))
            elif self.anchors and self.anchors[-1][0] == "cite":
                _, _, at, start = self.anchors.pop()
                at = min(at, self.length)
                title = self._since(at).strip()
                if title:
                    self.marks.append(_Draft(MarkKind.CITE, title, start, high, at, self.length, title))
        elif name in ("q", "blockquote", "ins", "del") and not closing:
            source = attribute(text, "cite")
            if source:
                self.mark(MarkKind.CITE, source, low, high)
        elif name == "img":
            self.images.append(Image(low, high, low, low, False))

    def _anchor(self, target: str, at: int, start: int, end: int) -> None:
        if not target:
            return
        words = self._since(at)
        figures = _BRACKETED_NUMBERS.fullmatch(words)
        if figures is not None and (self.sup or not words.strip().isdigit()):
            if not self.sup:
                self.cut(at)
                self.eat_space()
            if target.startswith("#"):
                for number in numbers_in(figures[1]):
                    self.mark(MarkKind.NUMBER, number, start, end)
            else:
                self.mark(MarkKind.LINK, target, start, end, words)
            return
        kind = MarkKind.EMPTY if _EMPTY_TARGET.fullmatch(target) else MarkKind.LINK
        shown = target if kind is MarkKind.LINK else self.flow.raw[start:end]
        if words.startswith(("http://", "https://")) and " " not in words.strip():
            self.cut(at)
            self.eat_space()
            self.gaps.append(self.length)
            at = self.length
        self.marks.append(_Draft(kind, shown, start, end, at, self.length, words))

    def _sup(self, at: int, start: int, marks: int, opened: int, low: int, high: int) -> None:
        at = min(at, self.length)
        words = self._since(at)
        inside = self.marks[marks:]
        if inside:
            self.cut(at)
            self.eat_space()
            for mark in inside:
                mark.at = mark.to = self.length
            return
        self.cut(at)
        self._raised(words, start, high, opened, low)

    # --- The end

    def finish(self) -> Inline:
        flow = self.flow
        parts: list[Piece] = []
        at = 0
        texts: list[str] = []
        for text, start, end in self.out:
            begin, stop = flow.stretch(start, end)
            texts.append(text)
            last = parts[-1] if parts else None
            equal = len(text) == end - start == stop - begin
            if equal and last is not None and last.end == begin and last.length == last.end - last.start:
                parts[-1] = Piece(last.at, last.length + len(text), last.start, stop)
            else:
                parts.append(Piece(at, len(text), begin, stop))
            at += len(text)
        prose = Prose("".join(texts), tuple(parts))
        marks = [
            Mark(
                mark.kind,
                mark.target,
                Span(*flow.stretch(mark.start, mark.end)),
                mark.at,
                mark.to,
                mark.text,
                mark.narrative,
            )
            for mark in sorted(self.marks, key=lambda mark: (mark.start, mark.end))
        ]
        prose, finished = _tidy(prose, marks, self.gaps)
        links_only = _links_only(prose.text, finished)
        images = tuple(
            Image(
                *flow.stretch(image.start, image.end),
                *flow.stretch(image.text_start, image.text_end),
                image.caption,
            )
            for image in self.images
        )
        return Inline(
            prose, finished, images, tuple(flow.stretch(*comment) for comment in self.comments), links_only
        )


_SPAN_ATTRIBUTES = re.compile(r"\{:?[#.=]?[\w:.#\s=\"'%/,-]*\}")


_AUTHORS = re.compile(
    r"[^\W\d_][^\d\[\]]{1,80}?,? \(?(?:1[6-9]|20)\d\d[a-z]?\)?|[^\W\d_][\w'’.-]+(?: [\w'’.-]+){0,3}"
    r"(?: et al\.?|,? (?:&|and) (?:others|colleagues|[^\W\d_a-z][\w'’-]+)(?:,? (?:&|and) [^\W\d_a-z][\w'’-]+)*)"
)


def _is_called(text: str, label: str) -> bool:
    """Whether a link that no definition claims calls a source: its words are those of authors, with a year or without."""
    if re.fullmatch(r"[A-Za-z][\w-]{3,39}", label) and len(text.split()) > 2:
        return True  # words with a label behind them: code has no words in brackets
    return bool(
        text[:1].isupper() and _AUTHORS.fullmatch(text) and re.fullmatch(r"[\w:.+ -]{1,80}", label or text)
    )


_TAG_HEAD = re.compile(r"(?:\{\{[<%]?|\{%-?)\s*(?P<name>[\w-]+)\s*\(?\s*|<(?P<component>[A-Z]\w*)\s*")
_TAG_QUOTED = re.compile(
    r"(?:(?P<field>[A-Za-z][\w-]*)\s*=\s*)?\{?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`)"
)
_TAG_KEY = frozenset(
    {"id", "key", "keys", "ref", "refs", "citekey", "bibkey", "name", "of", "citation", "cite"}
)


def _given_in_tag(raw: str) -> tuple[MarkKind, str] | None:
    """What a template tag or component for sources gives in quotation marks: an address, a key, or a note in words; EMPTY
    where it gives nothing. None where it is a tag that names its keys without more.
    """
    head = _TAG_HEAD.match(raw)
    if head is None:
        return None
    inner = (
        re.search(r">(?P<words>[^<>]*(?:<[^<>]*>[^<>]*)*)</[A-Z]\w*>\Z", raw) if head["component"] else None
    )
    rest = raw[head.end() :].strip(" -%}>)/")
    if not rest or (inner is not None and not inner["words"].strip() and "=" not in raw):
        return MarkKind.EMPTY, raw
    fields = {
        (match["field"] or "").lower(): match["double"] or match["single"] or match["tick"] or ""
        for match in reversed(list(_TAG_QUOTED.finditer(raw, head.end())))
    }
    for name, value in fields.items():
        words = value.strip()
        if re.match(r"https?://|www\.", words):
            return MarkKind.LINK, words
        if re.match(r"10\.\d{4,9}/\S+$", words):
            return MarkKind.IDENTIFIER, f"doi:{words}"
        if name in ("doi", "pmid", "isbn", "arxiv") and words:
            return MarkKind.IDENTIFIER, f"{name}:{words}"
        if (
            " " in words
            and len(words) > 15
            and name in ("", "text", "note", "source", "content", "title", "ref", "citation")
        ):
            return MarkKind.NOTE, words
        if head["component"] and name in _TAG_KEY and words:
            return MarkKind.KEY, words
    if inner is not None and inner["words"].strip():
        words = " ".join(re.sub(r"<[^<>]*>|[*_`]", "", inner["words"]).split())
        found = re.search(r"https?://[^\s)\]]+", words)
        if found is None and head["component"] in ("DOI", "Doi"):
            return MarkKind.IDENTIFIER, f"doi:{words}"
        return (MarkKind.LINK, found[0]) if found else (MarkKind.NOTE, words)
    if head["component"] and any(not value.strip() for value in fields.values()):
        return MarkKind.EMPTY, raw
    return None


def _called_aside(before: str, text: str, label: str) -> bool:
    """Whether a link that no definition claims stands first in round brackets, where sources do: "([report][nist])"."""
    return before == "(" and bool(text.strip()) and re.fullmatch(r"[^\W\d_][\w .:-]{1,60}", label) is not None


def _is_mark(text: str) -> bool:
    return bool((text.startswith("^") and len(text) > 1) or _NUMBERS.fullmatch(text) or _citations(text))


_CRUMBS = re.compile(r"\s[»›>→]\s")


def _links_only(text: str, marks: Sequence[Mark]) -> bool:
    """Whether nothing but separators stands outside the links of a text."""
    links = [mark for mark in marks if mark.kind in (MarkKind.LINK, MarkKind.EMPTY) and mark.end > mark.start]
    if not links:
        return False
    if len(text) < 300 and _CRUMBS.search(text):
        crumbs = _CRUMBS.split(text)
        if len(links) >= len(crumbs) - 1 and all(len(crumb.split()) <= 6 for crumb in crumbs):
            return True
    at = 0
    for mark in links:
        if not _SEPARATORS.fullmatch(text, at, max(mark.start, at)):
            return False
        at = max(at, mark.end)
    return _SEPARATORS.fullmatch(text, at) is not None


_EMPTIED = re.compile(r"\s*(?:[(（\[][\s,;:&]*(?:and\s*)?[)）\]])")
_DANGLING = re.compile(r"\s*[:–—(\[]+\s*(?=[.!?](?:\s|$)|$|[,;)\]])")


def _tidy(prose: Prose, marks: Sequence[Mark], gaps: Sequence[int]) -> tuple[Prose, tuple[Mark, ...]]:
    """Takes off white space at both ends, and brackets and colons that an address or a citation
    left empty.
    """
    text = prose.text
    edits: list[tuple[int, int]] = []
    lead = len(text) - len(text.lstrip())
    if lead:
        edits.append((0, lead))
    if marks:
        places = sorted({mark.start for mark in marks if mark.start == mark.end} | set(gaps))
        for match in _EMPTIED.finditer(text, lead):
            index = bisect.bisect_left(places, match.start() + 1)
            if index < len(places) and places[index] <= match.end():
                edits.append(match.span())
        for gap in sorted({min(gap, len(text)) for gap in gaps}):
            low = gap
            while low > lead and gap - low < 4 and text[low - 1] in " \t:–—(":
                low -= 1
            dangling = _DANGLING.match(text, low)
            if dangling is not None and low < gap <= dangling.end():
                edits.append(dangling.span())
    tail = len(text) - len(text.rstrip())
    if tail and tail < len(text):
        edits.append((len(text) - tail, len(text)))
    if not edits:
        return prose, tuple(marks)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(edits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    # How much was taken off before each place.
    starts = [start for start, _ in merged]
    taken = [0]
    for start, end in merged:
        taken.append(taken[-1] + end - start)

    def moved(offset: int) -> int:
        index = bisect.bisect_right(starts, offset)
        if not index:
            return offset
        start, end = merged[index - 1]
        return offset - taken[index - 1] - (min(offset, end) - start)

    new = prose.edited([(start, end, "") for start, end in merged])
    return new, tuple(replace(mark, start=moved(mark.start), end=moved(mark.end)) for mark in marks)


def balanced(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    spare = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in _TRAILING or (url[end - 1] == ")" and spare > 0)):
        spare -= url[end - 1] == ")"
        end -= 1
    return url[:end]


def attribute(tag: str, name: str) -> str | None:
    """An attribute of an HTML tag, its entities read."""
    for match in _ATTRIBUTE.finditer(tag):
        if match["name"].lower() == name:
            value = next(value for value in (match["a"], match["b"], match["c"]) if value is not None)
            return html.unescape(value).strip()
    return None


_ITEM = re.compile(
    rf"(?<![\w@])-?@(?:\{{(?P<braced>[^{{}}]+)\}}|(?P<web>(?:https?|url):[^\s;\]]+)|(?P<key>{_KEY}))"
    rf"(?P<rest>.*)",
    re.DOTALL,
)


_BETWEEN = re.compile(r";|,\s*(?=(?:see |and )?-?@)")


def _citations(text: str) -> list[tuple[str, str]]:
    """Keys and locators of `see @a, p. 3; -@b`; none where the brackets hold something else."""
    found: list[tuple[str, str]] = []
    for item in _BETWEEN.split(text):
        match = _ITEM.search(item)
        if match is None:
            continue
        key = match["braced"] or match["key"] or match["web"].rstrip(",.")
        if _CROSS_REFERENCE.match(key):
            continue
        found.append((key, match["rest"].strip().lstrip(",").strip().strip("[]")))
    return found


def _atoms(view: str) -> tuple[list[_Atom], str]:
    """What the grammar is not shown, and what it is shown instead (of the same length)."""
    atoms: list[_Atom] = []
    if not _BEFORE_HINT.search(view):
        return atoms, view
    parts: list[str] = []
    shown = 0
    at = 0
    ticks: dict[str, bool] = {}
    closings: dict[int, int] | None = None

    def cover(start: int, end: int, filler: str) -> None:
        nonlocal shown
        parts.append(view[shown:start])
        parts.append(_NO_BREAK.sub(filler, view[start:end]))
        shown = end

    while (match := _BEFORE.search(view, at)) is not None:
        start, at = match.start(), match.end()
        if match["code"]:
            run = match["ticks"]
            if ticks.get(run) is False:
                continue
            closing = re.compile(rf"(?<!`){run}(?!`)").search(view, at)
            ticks[run] = closing is not None
            if closing is not None:
                at = closing.end()
        elif match["display"]:
            stop = view.find("$$", at)
            if stop > at and stop - at < 4000:
                atoms.append(_Atom(start, stop + 2, "math", 2))
                cover(start, stop + 2, "x")
                at = stop + 2
            else:
                cover(start, at, "x")
                atoms.append(_Atom(start, at, "plain"))
        elif match["dollar"]:
            maths = _INLINE_MATH.match(view, start)
            if maths is not None:
                atoms.append(_Atom(start, maths.end(), "math", 1))
                cover(start, maths.end(), "x")
                at = maths.end()
            else:
                cover(start, at, "x")
                atoms.append(_Atom(start, at, "plain"))
        elif match["bracket"] or match["square"]:
            closer = "\\)" if match["bracket"] else "\\]"
            stop = view.find(closer, at, at + 2000)
            inside = view[at:stop] if stop >= 0 else ""
            escaped = (
                "\\(" in inside
                or _LINK_INSIDE.search(inside)
                or (match["square"] and _ONLY_WORDS.fullmatch(inside))
            )
            if stop >= 0 and not escaped:
                atoms.append(_Atom(start, stop + 2, "math", 2))
                cover(start, stop + 2, "x")
                at = stop + 2
        elif match["note"]:
            closings = _closing_brackets(view) if closings is None else closings
            stop = closings.get(at - 1, -1)
            if 0 < stop <= at + _LONGEST_NOTE:
                atoms.append(_Atom(start, stop, "note"))
                cover(start, stop, "x")
                at = stop
        elif match["tildes"]:
            atoms.append(_Atom(start, at, "plain"))
            cover(start, at, "x")
        elif match["filler"]:
            atoms.append(_Atom(start, at, "filler"))
        elif match["url"] and view[start - 2 : start] == "](":
            # The target of a link, which the grammar must see closed; it is read from the file.
            at = start + len(balanced(view[start:at]))
            cover(start, at, "x")
        elif match["url"]:
            atoms.append(_Atom(start, at, "url"))
            cover(start, at, "x")
        elif match["many"]:
            atoms.append(_Atom(start, at, "plain"))
            cover(start, at, "x")
    parts.append(view[shown:])
    return atoms, "".join(parts)


_NO_BREAK = re.compile(r"[^\n]")
# Pandoc's rule: no space after the opening sign or before the closing one, and no digit behind it.
_INLINE_MATH = re.compile(r"\$(?![\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n)){0,1000}?(?<![\s\\])\$(?!\d)", re.DOTALL)
_LINK_INSIDE = re.compile(r"\]\((?:https?:|www\.|[./#])|<https?:")
"""What maths has not, so that the brackets around it are only escaped."""
_ONLY_WORDS = re.compile(r"[\w\s,;.?!'’–-]*")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_LONGEST_NOTE = 5000
# The grammar's time grows with the square of the delimiters that are never closed. Few authors write a
# paragraph of so many: one that has them is read in parts, cut at a space (what the grammar is not shown has
# none).
_DELIMITERS = re.compile(r"[*_~\[<]")
_MOST_DELIMITERS = 3000


def _parts(shown: str) -> Iterator[tuple[int, int]]:
    start = 0
    if len(shown) > _MOST_DELIMITERS:
        count, floor = 0, 0
        for match in _DELIMITERS.finditer(shown):
            count += 1
            if count < _MOST_DELIMITERS or match.start() < floor:
                continue
            cut = shown.find(" ", match.start())
            if cut < 0:
                break
            yield start, cut
            start = floor = cut
            count = 0
    if start == 0 or start < len(shown):
        yield start, len(shown)


def _write(writer: _Writer, shown: str, offset: int = 0) -> None:
    """Reads what the grammar is shown of a flow, from `offset` of the flow on."""
    for start, end in _parts(shown):
        part = shown[start:end]
        if not _SIGN.search(part) or _dense(part):
            writer.plain(offset + start, offset + end)
            continue
        table = byte_to_code_point(part)
        low = offset + start
        if low:
            table = (
                range(low, low + len(part) + 1) if isinstance(table, range) else [at + low for at in table]
            )
        nodes = _inline_parser().parse(part.encode()).root_node.children
        writer.nodes(nodes, low, offset + end, table)


_SIGN = re.compile(r"[*_~`\\&<\[\]!$]|[ \t]\n")
"""What there is nothing for the grammar to find without."""


def _dense(part: str) -> bool:
    """Whether a part has no space to cut it at and is nothing but delimiters."""
    return len(part) > _MOST_DELIMITERS and sum(map(part.count, "*_~[<")) > 2 * _MOST_DELIMITERS


def _closing_brackets(view: str) -> dict[int, int]:
    """For each bracket that is opened, the end of the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKETS.finditer(view):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            found[opened.pop()] = match.end()
    return found


def _read_stretch(writer: _Writer, start: int, end: int) -> None:
    """Reads part of a flow on its own: the text of a note in place."""
    view = writer.text[start:end]
    atoms, shown = _atoms(view)
    writer.atoms = [_Atom(atom.start + start, atom.end + start, atom.kind, atom.inner) for atom in atoms]
    writer.atom_starts = [atom.start for atom in writer.atoms]
    _write(writer, shown, start)


def read_inline(space: Space, view: str, fragments: Fragments, manner: Manner) -> Inline:
    """The prose and the marks of a run of text, in positions of its space."""
    flow = Flow(space, view, fragments)
    writer = _Writer(flow, manner)
    text = flow.view
    if not _SPECIAL.search(text):
        writer.verbatim(0, len(text))
        return writer.finish()
    atoms, shown = _atoms(text)
    writer.atoms = _with_covers(flow, atoms)
    writer.atom_starts = [atom.start for atom in writer.atoms]
    _write(writer, shown)
    return writer.finish()


def _with_covers(flow: Flow, atoms: list[_Atom]) -> list[_Atom]:
    """Runs of fillers as the template tags that they stand for: side by side tags are one run."""
    found: list[_Atom] = []
    for atom in atoms:
        if atom.kind != "filler":
            found.append(atom)
            continue
        at = atom.start
        begin = flow.place(atom.start)
        for cover in flow.space.covers_in(begin, begin + atom.end - atom.start + 1):
            low = atom.start + cover.start - begin
            high = min(atom.start + cover.end - begin, atom.end)
            if low < at or high <= low:
                continue
            found.append(_Atom(low, high, "cite" if cover.kind == "cite" else "template"))
            at = high
        if at < atom.end:
            found.append(_Atom(at, atom.end, "template"))
    return found
