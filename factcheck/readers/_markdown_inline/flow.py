"""The text of a block as one string, wherever its lines stand."""

from __future__ import annotations

import bisect

from factcheck.readers._markdown_blocks.outline import Fragments
from factcheck.readers._markdown_view import Space


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
