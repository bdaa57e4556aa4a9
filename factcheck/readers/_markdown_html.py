"""Blocks of HTML inside Markdown: comments, and the words between block-level tags.

Only what authors write into Markdown by hand is told apart; a page of HTML has a reader of its own.
"""

from __future__ import annotations

import bisect
import dataclasses
import re

from factcheck.document import Role
from factcheck.readers._markdown_blocks.outline import Draft, Fragments, Outline
from factcheck.readers._markdown_view import Space
from factcheck.values import Value

_TAG = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][\w.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>"
)
_OPAQUE = frozenset(
    {"script", "style", "pre", "svg", "math", "template", "textarea", "object", "iframe", "noscript"}
)
_OPAQUE_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _OPAQUE}
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark q
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr""".split()
)
_ROLES = {
    "li": Role.LIST_ITEM,
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "blockquote": Role.QUOTATION,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "nav": Role.NAVIGATION,
}
_LISTS = frozenset({"ul", "ol"})
_CITE = re.compile(r"""\bcite\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_MOST_OPEN = 50


def html_drafts(
    shared: Outline, space: Space, view: str, fragments: Fragments, base: Role, drafts: list[Draft]
) -> None:
    """Adds the blocks of one stretch of HTML, whose fragments stand between the markers of the containers around it."""
    start, end = fragments[0][0], fragments[-1][1]
    while end > start and view[end - 1].isspace():
        end -= 1
    stretch = _Stretch(shared, space, view, end, drafts, _Opened("", base), fragments, words_from=start)
    at = start
    while (match := _TAG.search(view, at, end)) is not None:
        at = stretch.take(match)
    stretch.end_words(end, end)
    stretch.end_row(end, header=False)


class _Opened(Value, frozen=True):
    """A tag that gives the words behind it a role."""

    name: str
    role: Role
    level: int = 0
    """That of a heading."""
    cite: str = ""


@dataclasses.dataclass(eq=False, slots=True)
class _Row:
    """A table row that is not closed yet."""

    start: int
    cells: list[Fragments] = dataclasses.field(default_factory=list)
    header: bool = True
    """Whether no cell in it is one of data."""


@dataclasses.dataclass(eq=False, slots=True)
class _Stretch:
    """A stretch of HTML while its tags are read in order."""

    shared: Outline
    space: Space
    view: str
    end: int
    drafts: list[Draft]
    base: _Opened
    fragments: Fragments
    words_from: int
    """Where the words begin that are in no block yet."""
    opened: list[_Opened] = dataclasses.field(default_factory=list)
    lists: list[int] = dataclasses.field(default_factory=list)
    """The groups of the lists that are open."""
    row: _Row | None = None
    table: int | None = None
    """The group of the table opened last."""

    def take(self, match: re.Match[str]) -> int:
        """Takes in a tag; gives where the next one is to be sought."""
        if match["name"] is None:
            return self._comment(match)
        name = match["name"].lower()
        if name in _INLINE or match["attributes"].startswith("://"):
            return match.end()  # `<https://…>` is a link
        if name in _OPAQUE and not match["close"]:
            return self._opaque(match, name)
        self.end_words(match.start(), match.end())
        if not _is_component(match["name"]):
            if match["close"]:
                self._close(name, match.end())
            else:
                self._open(name, match)
        return match.end()

    def end_words(self, stop: int, resume: int) -> None:
        """Makes a block or cell of the words before a tag; the next words begin behind that."""
        start, self.words_from = self.words_from, resume
        words = self._words(start, stop)
        if not words:
            return
        if self.row is not None:
            self.row.cells.append(words)
            return
        opened = self.opened[-1] if self.opened else self.base
        level, group = opened.level, None
        if opened.role is Role.LIST_ITEM:
            level, group = len(self.lists), self.lists[-1] if self.lists else None
        self.drafts.append(
            Draft(
                self.space,
                opened.role,
                words[0][0],
                words[-1][1],
                (words,),
                level=level,
                group=group,
                cite=opened.cite,
            )
        )

    def _words(self, start: int, stop: int) -> Fragments:
        """What stands in a stretch between white space, without the markers of containers."""
        while stop > start and self.view[stop - 1].isspace():
            stop -= 1
        at = bisect.bisect_right(self.fragments, start, key=lambda one: one[1])
        pieces: list[tuple[int, int]] = []
        while at < len(self.fragments) and self.fragments[at][0] < stop:
            low, high = self.fragments[at]
            pieces.append((max(low, start), min(high, stop)))
            at += 1
        while pieces and not (words := self.view[slice(*pieces[0])].lstrip()):
            del pieces[0]
        if pieces:
            pieces[0] = (pieces[0][1] - len(words), pieces[0][1])
        return tuple(pieces)

    def end_row(self, end: int, *, header: bool) -> None:
        """Makes a block of the open row, where it has cells."""
        row, self.row = self.row, None
        if row is not None and row.cells:
            role = Role.TABLE_HEADER if header and row.header else Role.TABLE_ROW
            cells = tuple(row.cells)
            self.drafts.append(Draft(self.space, role, row.start, end, cells, group=self.table, row=True))

    def _comment(self, match: re.Match[str]) -> int:
        start = match.start()
        closing = self.view.find("-->", match.end(), self.end)
        end = self.end if closing < 0 else closing + 3
        self.end_words(start, end)
        self.shared.comments.append((self.space, start, end, self.space.text[start:end]))
        self.drafts.append(Draft(self.space, Role.COMMENT, start, end))
        return end

    def _opaque(self, match: re.Match[str], name: str) -> int:
        """Takes in all that stands between tags whose words are no prose."""
        closing = _OPAQUE_END[name].search(self.view, match.end(), self.end)
        end = self.end if closing is None else closing.start()
        self.end_words(match.start(), end)
        inside = ((match.end(), end),)
        self.drafts.append(Draft(self.space, Role.CODE, match.start(), end, (inside,), verbatim=True))
        return end

    def _open(self, name: str, match: re.Match[str]) -> None:
        if name in _LISTS:
            self.lists.append(next(self.shared.groups))
        elif name == "table":
            self.table = next(self.shared.groups)
        elif name == "tr":
            self.row = _Row(match.start())
        elif name == "td" and self.row is not None:
            self.row.header = False
        elif name in _ROLES and len(self.opened) < _MOST_OPEN:
            role = _ROLES[name]
            level = int(name[1]) if role is Role.HEADING else 0
            cite = _cited(match["attributes"]) if name == "blockquote" else ""
            self.opened.append(_Opened(name, role, level, cite))

    def _close(self, name: str, end: int) -> None:
        if name in _LISTS and self.lists:
            self.lists.pop()
        elif name == "tr":
            self.end_row(end, header=True)
        elif name in _ROLES:
            self._leave(name)

    def _leave(self, name: str) -> None:
        """Closes the tag of a name that was opened last, and all within it."""
        for index in reversed(range(len(self.opened))):
            if self.opened[index].name == name:
                del self.opened[index:]
                return


def _is_component(name: str) -> bool:
    """Whether a tag is one of MDX: of `<Tabs>` only the words inside count."""
    return name[:1].isupper() and "." not in name and name.lower() not in _ROLES


def _cited(attributes: str) -> str:
    match = _CITE.search(attributes)
    return next(filter(None, match.groups()), "") if match else ""
