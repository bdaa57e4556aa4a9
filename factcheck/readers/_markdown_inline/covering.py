"""What the inline grammar is not shown: maths, notes in place, template tags, addresses with delimiters in them."""

from __future__ import annotations

import dataclasses
import re

from factcheck.readers._markdown_inline.addresses import balanced
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


@dataclasses.dataclass(slots=True)
class Atom:
    """A stretch that the grammar is not shown."""

    start: int
    end: int
    kind: str  # math, note, template, cite
    inner: int = 0
    """Width of its delimiters."""


def atoms_in(view: str) -> tuple[list[Atom], str]:
    """What the grammar is not shown, and what it is shown instead (of the same length)."""
    atoms: list[Atom] = []
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
                atoms.append(Atom(start, stop + 2, "math", 2))
                cover(start, stop + 2, "x")
                at = stop + 2
            else:
                cover(start, at, "x")
                atoms.append(Atom(start, at, "plain"))
        elif match["dollar"]:
            maths = _INLINE_MATH.match(view, start)
            if maths is not None:
                atoms.append(Atom(start, maths.end(), "math", 1))
                cover(start, maths.end(), "x")
                at = maths.end()
            else:
                cover(start, at, "x")
                atoms.append(Atom(start, at, "plain"))
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
                atoms.append(Atom(start, stop + 2, "math", 2))
                cover(start, stop + 2, "x")
                at = stop + 2
        elif match["note"]:
            closings = _closing_brackets(view) if closings is None else closings
            stop = closings.get(at - 1, -1)
            if 0 < stop <= at + _LONGEST_NOTE:
                atoms.append(Atom(start, stop, "note"))
                cover(start, stop, "x")
                at = stop
        elif match["tildes"]:
            atoms.append(Atom(start, at, "plain"))
            cover(start, at, "x")
        elif match["filler"]:
            atoms.append(Atom(start, at, "filler"))
        elif match["url"] and view[start - 2 : start] == "](":
            # The target of a link, which the grammar must see closed; it is read from the file.
            at = start + len(balanced(view[start:at]))
            cover(start, at, "x")
        elif match["url"]:
            atoms.append(Atom(start, at, "url"))
            cover(start, at, "x")
        elif match["many"]:
            atoms.append(Atom(start, at, "plain"))
            cover(start, at, "x")
    parts.append(view[shown:])
    return atoms, "".join(parts)


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
