"""Marks that are typed and not marked up: bare addresses, `[3]`, `[citation needed]`, raised figures.

Shared by the readers of formats without a syntax of their own for them.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Collection, Iterator, Sequence

from factcheck.document import Mark, MarkKind
from factcheck.numerals import numbers_in
from factcheck.readers._addresses import balanced
from factcheck.text import Prose
from factcheck.values import Value

_URL = r"(?:https?://|ftp://|www\.(?=[\w-]+\.\w))[^\s<>\"“”«»\[\]{}|\\^`]+"
_NUMBERS = r"\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*"
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = {ord(character): str(digit) for digit, character in enumerate(_SUPERSCRIPT)} | {0x207B: "-"}

_MARK = re.compile(
    rf"""
    (?P<angled> <(?P<angled_url>{_URL})> )
  | (?P<bracketed> \[\s?(?P<bracketed_url>{_URL})\s?\] )
  | (?P<url> {_URL} )
  | (?P<needed> [\[(](?P<needed_name>
        citation\ needed | citations\ needed | needs\ citation | source\ needed | sources?\ \? | source\? | cn
      | by\ whom\?? | who\?? | according\ to\ whom\?? | which\?? | when\?? | where\?? | clarification\ needed
      | dubious(?:\ ?[–-]\ ?discuss)? | verification\ needed | better\ source\ needed | failed\ verification
      | unreliable\ source\?? | original\ research\?? | vague | specify
      )[\])] )
  | (?P<empty> \[(?:\?{{1,3}}|ref\.?|reference|citation|cite|source|insert\ (?:citation|reference|source))\]
      | \((?:REF|CITE|CITATION|\?\?+)\) )
  | (?P<note> \[\^(?P<note_label>[^\]\s]{{1,40}})\] )
  | (?P<number> \[(?P<numbers>{_NUMBERS})\] )
  | (?P<superscript> (?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}(?:[,–⁻-][⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})* )
  | (?P<fused> (?<=[^\W\d_]{{2}}[.,;:!?])\d{{1,3}}(?:[,–-]\d{{1,3}})*(?=\s|$) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(
    r"https?:|ftp:|www\.|\[|\((?:REF|CITE|\?\?|cit|who|by )|[⁰¹²³⁴⁵⁶⁷⁸⁹]|[.,;:!?]\d{1,3}(?:\s|$)",
    re.IGNORECASE,
)
_ADDRESSES = frozenset({"angled", "bracketed", "url"})
_ONLY_SCHEME = re.compile(r"(?:https?|ftp)://\W*")
# "m²", "g/cm²", "km³", "10⁶": a power, where the word before is as short as a unit or is a number.
_SHORT_WORD = re.compile(r"(?:^|[^\w])[^\W\d_]{1,3}$|[\d)/·^]\w*$")
# "[2019] UKSC 44" has four digits and is none; "at [45]" and "para [12]" are places inside a judgment.
_PINPOINT = re.compile(r"\b(?:at|para|paras|paragraphs?|and|to)\s?$", re.IGNORECASE)
# What stands between the marks of one cluster: "[1, 2]", "1–3", "[1][2]".
_BETWEEN = re.compile(r"[\s,;–—\]\[()-]*")
NEEDED = re.compile(
    r"citations? needed|needs citation|sources? needed|source\??|cn|by whom\??|who\??|according to whom\??"
    r"|which\??|when\??|where\??|clarification needed|clarify|dubious.*|verification needed"
    r"|better source needed|failed verification|unreliable source\??|original research\??|vague|specify"
    r"|not in citation given|page needed",
    re.IGNORECASE,
)
"""What an editor's remark about a missing source says, without its brackets."""


def is_power(before: str) -> bool:
    """Whether a raised figure behind this text is a power or part of a unit and no mark."""
    return (
        before[-1:].isdigit()
        or before[-1:] in "/^·-−⁻"
        or (before[-1:].isalpha() and _SHORT_WORD.search(before) is not None)
    )


def _disjoint(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _brackets_around(text: str, silent: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges to leave out, those of one cluster as one, with the brackets around them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(silent):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif merged and start - merged[-1][1] <= 5 and _BETWEEN.fullmatch(text, merged[-1][1], start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    wide = []
    for start, end in merged:
        while (text[start - 1 : start], text[end : end + 1]) in (("[", "]"), ("(", ")")):
            start, end = start - 1, end + 1  # noqa: PLW2901
        wide.append((start, end))
    return wide


def lift(
    prose: Prose,
    marks: Sequence[Mark] = (),
    *,
    silent: Sequence[tuple[int, int]] = (),
    known_numbers: Collection[str] = (),
    addresses: bool = True,
) -> tuple[Prose, tuple[Mark, ...]]:
    """The prose without the marks that are typed in it, and all marks, those given already among them.

    `silent` are ranges of the prose that marks already found put there and that are no words of the sentence;
    the brackets around them go too. `known_numbers` are the numbers of the document's reference list: a bare
    figure behind a full stop is a mark only where the list has it. `addresses` says whether bare URLs count.
    """
    text = prose.text
    if not silent and _HINT.search(text) is None:
        return prose, tuple(marks)
    taken = _brackets_around(text, silent)
    typed = [
        one
        for match in _apart(text, marks, taken)
        if (addresses or match.lastgroup not in _ADDRESSES)
        and (one := _read(match, known_numbers)) is not None
    ]
    cuts = [_with_spaces(text, one.start, one.end) for one in typed]
    cuts += [_with_spare_spaces(text, start, end) for start, end in taken]
    if not cuts:
        return prose, tuple(marks)
    found = [
        Mark(one.kind, target, prose.span(one.start, one.end), one.start, one.start, one.shown)
        for one in typed
        for target in one.targets
    ]
    return _without(prose, _disjoint(cuts), (*marks, *found))


class _Typed(Value, frozen=True):
    """A mark as typed, for each of its targets."""

    start: int
    end: int
    kind: MarkKind
    targets: tuple[str, ...]
    shown: str = ""


def _apart(text: str, marks: Sequence[Mark], taken: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What may be a mark, apart from the marks that are known."""
    covered = sorted((mark.start, mark.end) for mark in marks if mark.end > mark.start)
    for match in _MARK.finditer(text):
        start, end = match.span()
        if not (covered and _overlap(covered, start, end)) and not (taken and _overlap(taken, start, end)):
            yield match


def _overlap(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the last of the ranges in order that begin before an end goes beyond a start."""
    index = bisect.bisect_left(ranges, (end, -1)) - 1
    return index >= 0 and ranges[index][1] > start


def _read(match: re.Match[str], known_numbers: Collection[str]) -> _Typed | None:
    """What was typed as a mark, where it is one."""
    start, end = match.span()
    group = match.lastgroup
    if group == "url":
        return _bare_address(match)
    if group in _ADDRESSES:
        return _address(start, end, match["angled_url"] or match["bracketed_url"])
    if group == "needed":
        return _Typed(start, end, MarkKind.NEEDED, (match["needed_name"].lower(),))
    if group == "empty":
        return _Typed(start, end, MarkKind.EMPTY, (match[0],))
    if group == "note":
        return _Typed(start, end, MarkKind.FOOTNOTE, (match["note_label"],))
    numbers = _numbers(match, known_numbers)
    return None if numbers is None else _Typed(start, end, MarkKind.NUMBER, numbers)


def _bare_address(match: re.Match[str]) -> _Typed | None:
    text = match.string
    url = balanced(match["url"])
    start, end = match.start(), match.start() + len(url)
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return _address(start - 1, end + 1, url)
    return _address(start, end, url)


def _address(start: int, end: int, url: str) -> _Typed | None:
    return None if _ONLY_SCHEME.fullmatch(url) else _Typed(start, end, MarkKind.LINK, (url,), url)


def _numbers(match: re.Match[str], known_numbers: Collection[str]) -> tuple[str, ...] | None:
    """The numbers of a mark that is one, of figures that are no power, place or end of a sentence."""
    text, start = match.string, match.start()
    if match["number"]:
        is_place = _PINPOINT.search(text, max(0, start - 12), start)
        return None if is_place else numbers_in(match["numbers"])
    if match["superscript"]:
        raised = match[0].translate(_TO_DIGITS)
        return None if is_power(text[max(0, start - 8) : start]) else numbers_in(raised)
    numbers = numbers_in(match["fused"])
    following = text[match.end() : match.end() + 3].lstrip()[:1]
    ends = not following or following.isupper() or following in "\"“‘'("
    return numbers if ends and all(number in known_numbers for number in numbers) else None


def _with_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the spaces before it or, at the beginning of a text, those behind it too."""
    while start and text[start - 1] in " \u00a0":
        start -= 1
    while not start and text[end : end + 1] == " ":
        end += 1
    return start, end


def _with_spare_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the spaces around it, one left where words on both sides would run together."""
    wide, after = _with_spaces(text, start, end)
    joins_words = 0 < wide < start and text[end : end + 1].isalnum()
    return wide + joins_words, after


def _without(
    prose: Prose, cuts: Sequence[tuple[int, int]], marks: Sequence[Mark]
) -> tuple[Prose, tuple[Mark, ...]]:
    """The prose without some ranges, and the marks where they stand then."""
    starts = [start for start, _ in cuts]
    removed = list(itertools.accumulate((end - start for start, end in cuts), initial=0))

    def moved(offset: int) -> int:
        index = bisect.bisect_right(starts, offset)
        if index and offset < cuts[index - 1][1]:
            return cuts[index - 1][0] - removed[index - 1]
        return offset - removed[index]

    kept = [
        Mark(mark.kind, mark.target, mark.span, moved(mark.start), moved(mark.end), mark.text, mark.narrative)
        for mark in marks
    ]
    kept.sort(key=lambda mark: (mark.start, mark.span))
    return prose.edited([(start, end, "") for start, end in cuts]), tuple(kept)
