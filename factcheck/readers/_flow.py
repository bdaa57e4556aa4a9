"""Collecting the prose of one block while a syntax tree is walked: white space, marks, where it begins and
ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.document import Block, Mark, MarkKind, Role
from factcheck.readers import _typed_marks
from factcheck.text import Prose, Span

_MARK = "\ufffc"
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u202f]+")


# "(see also ￼; cf. ￼, p. 3)": brackets that hold marks and words about them alone.
_ASIDE = re.compile(
    rf"\((?:[\s;,:.&{_MARK}]|\b(?:see|also|e\.g\.|i\.e\.|cf\.?|compare|for|example|instance|and|or|in"
    rf"|reviewed|by|"
    rf"review|reviews|a|discussed|as|references?|refs?\.?|sources?|p{{1,2}}\.\s?\d+(?:[–-]\d+)?|ch\.\s?\d+)"
    rf"(?!\w))*\)",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"(?:^|[\s(])(?:in|by|to|of|from|see|with|than|follows?|following|per)$", re.IGNORECASE
)


def _asides(text: str) -> Iterator[tuple[int, int]]:
    for match in _ASIDE.finditer(text):
        if _MARK in match[0]:
            yield match.span()


class Flow:
    """Prose being put together in source order. White space is folded; nothing stands at either end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[Prose] = []
        self.marks: list[Mark] = []
        self.silent: list[tuple[int, int]] = []
        self.length = 0
        self._space: tuple[int, int] | None = None
        self._spaced = True

    @property
    def empty(self) -> bool:
        return self.length == 0

    def _put(self, prose: Prose) -> None:
        if not prose.text:
            return
        if self._space is not None:
            if not self._spaced:
                self.parts.append(Prose.standing_for(" ", *self._space))
                self.length += 1
            self._space = None
        self.parts.append(prose)
        self.length += len(prose.text)
        self._spaced = False

    def space(self, start: int, end: int) -> None:
        """White space of the file, of whatever kind and length."""
        if self.length and self._space is None:
            self._space = (start, end)

    def text(self, start: int, end: int) -> None:
        """A stretch of the file as it stands, its white space folded."""
        at = start
        for match in _SPACES.finditer(self.source, start, end):
            if match.start() > at:
                self._put(Prose.verbatim(self.source, at, match.start()))
            self.space(match.start(), match.end())
            at = match.end()
        if end > at:
            self._put(Prose.verbatim(self.source, at, end))

    def stand_for(self, text: str, start: int, end: int) -> None:
        """A text that the file spells otherwise."""
        if not text.strip():
            if text:
                self.space(start, end)
            return
        if text[0].isspace():
            self.space(start, start)
        self._put(Prose.standing_for(" ".join(text.split()), start, end))
        if text[-1].isspace():
            self.space(end, end)

    @property
    def leads_on(self) -> bool:
        """Whether the words so far want another: "as shown in", "according to"."""
        last = "".join(part.text for part in self.parts[-3:])[-20:]
        return _LEADS_ON.search(last) is not None and "(" not in last

    def mark(self, kind: MarkKind, targets: Sequence[str], start: int, end: int, *, shown: str = "") -> None:
        """Marks that leave no word in the prose: they stand in it until `finish` takes them out with their
        brackets.
        """
        if start == end:
            return
        self._put(Prose.standing_for(_MARK, start, end))
        at = self.length - 1
        span = Span(start, end)
        self.marks.extend(Mark(kind, target, span, at, at + 1, shown) for target in targets)
        self.silent.append((at, at + 1))

    def worded_mark(
        self,
        kind: MarkKind,
        targets: Sequence[str],
        span: Span,
        at: int,
        *,
        shown: str = "",
        narrative: bool = False,
    ) -> None:
        """Marks whose words have been put into the prose from `at` (a length of before) on."""
        start = at
        if start < self.length and self._at_is_space(start):
            start += 1
        self.marks.extend(
            Mark(kind, target, span, min(start, self.length), self.length, shown, narrative)
            for target in targets
        )

    def _at_is_space(self, at: int) -> bool:
        length = self.length
        for part in reversed(self.parts):
            length -= len(part.text)
            if length <= at:
                return part.text[at - length] == " "
        return False

    def finish(self, *, typed: bool = True) -> tuple[Prose, tuple[Mark, ...]]:
        """The prose and its marks; with `typed`, those that are typed in it (`[3]`, bare addresses) too."""
        prose = Prose.join(self.parts)
        if not typed and not self.silent:
            return prose, tuple(self.marks)
        silent = sorted({*self.silent, *_asides(prose.text)}) if self.silent else ()
        prose, marks = _typed_marks.lift(prose, self.marks, silent=silent)
        return prose, tuple(sorted(marks, key=lambda mark: (mark.span.start, mark.span.end)))

    def block(
        self,
        role: Role,
        span: Span,
        *,
        level: int = 0,
        group: int | None = None,
        label: str = "",
        typed: bool = True,
    ) -> Block | None:
        """The block, or None where it would hold neither words nor marks."""
        prose, marks = self.finish(typed=typed)
        if not prose.text and not marks:
            return None
        return Block(role, span, prose, marks, level, group, label)
