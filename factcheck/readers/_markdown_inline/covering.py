"""What the inline grammar is not shown: maths, notes in place, template tags, addresses with delimiters in them."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from factcheck.readers._addresses import balanced
from factcheck.readers._markdown_inline.flow import Flow
from factcheck.readers._markdown_view import CITE_FILLER, FILLER

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
_NO_BREAK = re.compile(r"[^\n]")
# Pandoc's rule: no space after the opening sign or before the closing one, and no digit behind it.
_INLINE_MATH = re.compile(r"\$(?![\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n)){0,1000}?(?<![\s\\])\$(?!\d)", re.DOTALL)
_LINK_INSIDE = re.compile(r"\]\((?:https?:|www\.|[./#])|<https?:")
"""What maths has not, so that the brackets around it are only escaped."""
_ONLY_WORDS = re.compile(r"[\w\s,;.?!'’–-]*")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_LONGEST_NOTE = 5000
_LONGEST_DISPLAY = 4000
_LONGEST_BRACKETS = 2000


@dataclasses.dataclass(slots=True)
class Atom:
    """A stretch that the grammar is not shown."""

    start: int
    end: int
    kind: str  # math, note, template, cite
    inner: int = 0
    """Width of its delimiters."""


class _Hidden(NamedTuple):
    """What begins with a match that the grammar is not shown."""

    end: int
    kind: str = ""
    """That of its atom; empty where it makes none."""
    inner: int = 0
    covered: bool = True
    """Whether the grammar is shown something else."""


def atoms_in(view: str) -> tuple[list[Atom], str]:
    """What the grammar is not shown, and what it is shown instead (of the same length)."""
    atoms: list[Atom] = []
    if not _BEFORE_HINT.search(view):
        return atoms, view
    parts: list[str] = []
    shown = at = 0
    while (match := _BEFORE.search(view, at)) is not None:
        start = match.start()
        hidden = _HIDDEN[str(match.lastgroup)](match)
        at = hidden.end
        if hidden.kind:
            atoms.append(Atom(start, at, hidden.kind, hidden.inner))
        if hidden.covered:
            parts += view[shown:start], _NO_BREAK.sub("x", view[start:at])
            shown = at
    parts.append(view[shown:])
    return atoms, "".join(parts)


def _shown(match: re.Match[str]) -> _Hidden:
    return _Hidden(match.end(), covered=False)


def _plain(match: re.Match[str]) -> _Hidden:
    return _Hidden(match.end(), "plain")


def _filler(match: re.Match[str]) -> _Hidden:
    return _Hidden(match.end(), "filler", covered=False)


def _code(match: re.Match[str]) -> _Hidden:
    """Code is shown; nothing is sought inside it."""
    closing = re.compile(rf"(?<!`){match['ticks']}(?!`)").search(match.string, match.end())
    return _Hidden((closing or match).end(), covered=False)


def _display_maths(match: re.Match[str]) -> _Hidden:
    stop = match.string.find("$$", match.end())
    if match.end() < stop < match.end() + _LONGEST_DISPLAY:
        return _Hidden(stop + 2, "math", 2)
    return _plain(match)


def _inline_maths(match: re.Match[str]) -> _Hidden:
    maths = _INLINE_MATH.match(match.string, match.start())
    return _Hidden(maths.end(), "math", 1) if maths else _plain(match)


def _bracketed_maths(match: re.Match[str]) -> _Hidden:
    at = match.end()
    stop = match.string.find("\\)" if match["bracket"] else "\\]", at, at + _LONGEST_BRACKETS)
    if stop < 0 or _is_escaped(match.string[at:stop], square=bool(match["square"])):
        return _shown(match)
    return _Hidden(stop + 2, "math", 2)


def _is_escaped(inside: str, *, square: bool) -> bool:
    """Whether brackets are only escaped around something that is no maths."""
    if "\\(" in inside or _LINK_INSIDE.search(inside):
        return True
    return square and _ONLY_WORDS.fullmatch(inside) is not None


def _note(match: re.Match[str]) -> _Hidden:
    stop = _closing_brackets(match.string).get(match.end() - 1, -1)
    return _Hidden(stop, "note") if 0 < stop <= match.end() + _LONGEST_NOTE else _shown(match)


def _address(match: re.Match[str]) -> _Hidden:
    if match.string[match.start() - 2 : match.start()] == "](":
        # The target of a link, which the grammar must see closed; it is read from the file.
        return _Hidden(match.start() + len(balanced(match[0])))
    return _Hidden(match.end(), "url")


_HIDDEN: Mapping[str, Callable[[re.Match[str]], _Hidden]] = {
    "code": _code,
    "display": _display_maths,
    "dollar": _inline_maths,
    "bracket": _bracketed_maths,
    "square": _bracketed_maths,
    "escape": _shown,
    "note": _note,
    "tildes": _plain,
    "filler": _filler,
    "url": _address,
    "many": _plain,
}
"""What begins with each of the groups of the pattern."""


@functools.lru_cache(maxsize=1)
def _closing_brackets(view: str) -> Mapping[int, int]:
    """For each bracket that is opened, the end of the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKETS.finditer(view):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            found[opened.pop()] = match.end()
    return found


def with_covers(flow: Flow, atoms: list[Atom]) -> list[Atom]:
    """Runs of fillers as the template tags that they stand for: side by side tags are one run."""
    found: list[Atom] = []
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
            found.append(Atom(low, high, "cite" if cover.kind == "cite" else "template"))
            at = high
        if at < atom.end:
            found.append(Atom(at, atom.end, "template"))
    return found
