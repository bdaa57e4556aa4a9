"""Marks that are typed and not marked up: bare addresses, `[3]`, `[citation needed]`, raised figures.

Shared by the readers of formats without a syntax of their own for them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterable, Sequence

from factcheck.document import Mark, MarkKind
from factcheck.numerals import numbers_in
from factcheck.text import Prose

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
_TRAILING = ".,;:!?'’”»*_"
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


def _balanced(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while url:
        if url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url


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
    cuts: list[tuple[int, int]] = []
    taken = _brackets_around(text, silent) if silent else []
    taken_starts = [start for start, _ in taken]
    found: list[Mark] = []
    covered = sorted((mark.start, mark.end) for mark in marks if mark.end > mark.start)

    def inside_other(start: int, end: int) -> bool:
        index = bisect.bisect_left(covered, (end, -1)) - 1
        return index >= 0 and covered[index][1] > start

    def add(start: int, end: int, kind: MarkKind, targets: Iterable[str], shown: str = "") -> None:
        span = prose.span(start, end)
        while start and text[start - 1] in " \u00a0" and (not cuts or start > cuts[-1][1]):
            start -= 1
        if start == 0:
            while end < len(text) and text[end] == " ":
                end += 1
        cuts.append((start, end))
        found.extend(Mark(kind, target, span, start, start, shown) for target in targets)

    for match in _MARK.finditer(text):
        start, end = match.span()
        if inside_other(start, end) or (cuts and start < cuts[-1][1]):
            continue
        index = bisect.bisect_left(taken_starts, end) - 1
        if index >= 0 and taken[index][1] > start:
            continue
        if match["angled"] or match["bracketed"] or match["url"]:
            if not addresses:
                continue
            url = match["angled_url"] or match["bracketed_url"] or match["url"]
            if match["url"]:
                url = _balanced(url)
                end = start + len(url)
                if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
                    start, end = start - 1, end + 1
            if re.fullmatch(r"(?:https?|ftp)://\W*", url):
                continue
            add(start, end, MarkKind.LINK, [url], url)
        elif match["needed"]:
            add(start, end, MarkKind.NEEDED, [match["needed_name"].lower()])
        elif match["empty"]:
            add(start, end, MarkKind.EMPTY, [match[0]])
        elif match["note"]:
            add(start, end, MarkKind.FOOTNOTE, [match["note_label"]])
        elif match["number"]:
            if not _PINPOINT.search(text, max(0, start - 12), start):
                add(start, end, MarkKind.NUMBER, numbers_in(match["numbers"]))
        elif match["superscript"]:
            if is_power(text[max(0, start - 8) : start]):
                continue
            add(start, end, MarkKind.NUMBER, numbers_in(match[0].translate(_TO_DIGITS)))
        else:
            numbers = numbers_in(match["fused"])
            following = text[end : end + 3].lstrip()[:1]
            ends = not following or following.isupper() or following in "\"“‘'("
            if ends and numbers and all(number in known_numbers for number in numbers):
                add(start, end, MarkKind.NUMBER, numbers)
    for start, end in taken:
        wide = start
        while wide and text[wide - 1] in " \u00a0":
            wide -= 1
        after = end
        if wide == 0:
            while after < len(text) and text[after] == " ":
                after += 1
        elif wide < start and text[end : end + 1].isalnum():
            wide += 1
        cuts.append((wide, after))
    if not cuts:
        return prose, tuple(marks)
    cuts = _disjoint(cuts)
    starts = [start for start, _ in cuts]
    removed = [0]
    for start, end in cuts:
        removed.append(removed[-1] + end - start)

    def moved(offset: int) -> int:
        index = bisect.bisect_right(starts, offset)
        if index and offset < cuts[index - 1][1]:
            return cuts[index - 1][0] - removed[index - 1]
        return offset - removed[index]

    kept = [
        Mark(mark.kind, mark.target, mark.span, moved(mark.start), moved(mark.end), mark.text, mark.narrative)
        for mark in (*marks, *found)
    ]
    kept.sort(key=lambda mark: (mark.start, mark.span))
    return prose.edited([(start, end, "") for start, end in cuts]), tuple(kept)
