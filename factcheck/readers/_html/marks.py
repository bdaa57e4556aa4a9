"""Marks that inline elements of HTML are: links, calls of notes, works cited, raised numbers."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Sequence

from factcheck.document import Mark, MarkKind
from factcheck.numerals import numbers_in
from factcheck.readers import _typed_marks
from factcheck.readers._building import RAISED, Builder
from factcheck.readers._html.elements import Frame
from factcheck.text import Prose, Span

_REFERENCE_TEXT = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|[ivxl]{1,6}|[*†‡§¶#]{1,4}|(?:note|nb|n|ref|fn)\.?\s?\d{1,3})\s*[\])]?\.?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[\[(]?\s*[a-z]{1,2}\s*[\])]?", re.IGNORECASE)
_BACK = re.compile(
    r"[\s↩↵⏎↑^⬆▲←\ufe0e\ufe0f]*(?:back|return|jump up|up)?(?: to (?:text|top|article|content))?[\s↩\ufe0e:]*",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"[\[(]?(?:sources?|refs?\.?|references?|citations?|cite|\d{1,3}|[^\W\d_][^\d]{2,60} (?:19|20)\d\d[a-z]?)[\])]?",
    re.IGNORECASE,
)
"""What a link shows that was meant to lead to a source."""
_NUMBERS = re.compile(r"[\[(]?\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\s*[\])]?")


class Marks:
    """The inline elements that are open, and the marks that they leave in the prose being built."""

    def __init__(self, text: str, builder: Builder, stack: Sequence[Frame]) -> None:
        self.text = text
        self.builder = builder
        self.stack = stack
        self.inline: list[Frame] = []
        self.callers: dict[str, str] = {}
        """Id of the place that calls a note -> the note's id."""
        self.called: set[str] = set()

    def open(self, frame: Frame, end: int) -> None:
        """Hold an inline element that may become a mark."""
        tag = frame.tag
        if frame.dropped:
            return
        if tag == "q":
            self.builder.put(Prose.standing_for("“", frame.start, end), frame.start, end)
        if tag in ("a", "cite", "sup", "q") and len(self.inline) < 16:
            frame.at = self.builder.length + (
                1 if self.builder.space is not None and self.builder.length else 0
            )
            frame.inline_start = frame.start
            self.inline.append(frame)

    def close(self, frame: Frame, end: int) -> None:
        """Make of an inline element the mark that it is."""
        if self.inline and self.inline[-1] is frame:
            self.inline.pop()
        else:
            return
        if frame.tag == "q":
            self.builder.put(
                Prose.standing_for("”", max(self.builder.end, frame.start), end), frame.start, end
            )
            if frame.attributes.get("cite"):
                self._mark(MarkKind.CITE, frame.attributes["cite"], frame, end, kept=True)
        elif frame.tag == "a":
            self._close_link(frame, end)
        elif frame.tag == "cite":
            shown = self.builder.tail(frame.at).strip()
            if shown:
                self._mark(MarkKind.CITE, shown, frame, end, kept=True)
        elif frame.tag == "sup":
            self._close_superscript(frame, end)

    def _mark(self, kind: MarkKind, target: str, frame: Frame, end: int, *, kept: bool) -> None:
        builder = self.builder
        start = min(frame.at, builder.length)
        shown = builder.tail(start)
        begin = frame.inline_start if frame.inline_start >= 0 else builder.start
        if begin < 0:
            return
        span = Span(begin, max(end, begin))
        builder.marks.append(Mark(kind, target, span, start, builder.length, shown.strip() if kept else ""))
        if not kept and builder.length > start:
            builder.silent.append((start, builder.length))

    def _close_link(self, frame: Frame, end: int) -> None:
        attributes = frame.attributes
        href = attributes.get("href", "").strip()
        builder = self.builder
        shown = builder.tail(min(frame.at, builder.length)).strip()
        within_superscript = any(outer.tag == "sup" for outer in self.inline)
        if not href:
            if "href" in attributes and shown:
                self._mark(MarkKind.EMPTY, self.text[frame.start : end][:80], frame, end, kept=True)
            return
        names = f"{attributes.get('class', '')} {attributes.get('rel', '')}".lower()
        kind = f"{attributes.get('role', '')} {attributes.get('epub:type', '')}".lower()
        fragment = urllib.parse.unquote(href.partition("#")[2])
        if "backlink" in kind or "backref" in names or "footnote-back" in names or "reversefootnote" in names:
            self._mark_nothing(frame)
            return
        if fragment and href.startswith("#"):
            if shown and _BACK.fullmatch(shown) and shown != "":
                self._mark_nothing(frame)
                return
            explicit = "noteref" in kind or "footnote" in names or "noteref" in names
            numbered = _REFERENCE_TEXT.fullmatch(shown) or (
                (within_superscript or explicit) and _LETTER.fullmatch(shown)
            )
            if explicit or numbered:
                self._call_note(frame, fragment, end)
                return
        elif fragment and (within_superscript or "noteref" in kind) and _REFERENCE_TEXT.fullmatch(shown):
            self._call_note(frame, fragment, end)
            return
        if href in ("#", "#!", "javascript:void(0)", "javascript:;") and _CITES.fullmatch(shown):
            self._mark(MarkKind.EMPTY, self.text[frame.start : end][:80], frame, end, kept=True)
            return
        if href.lower().startswith(("mailto:", "tel:", "javascript:", "data:")):
            return
        silent = bool(_REFERENCE_TEXT.fullmatch(shown)) and (
            within_superscript
            or shown.startswith("[")
            or self._opens_bracket(frame.at)
            or "<sup" in self.text[frame.start : min(end, frame.start + 2000)].lower()
        )
        self._mark(MarkKind.LINK, html.unescape(href), frame, end, kept=not silent)

    def _opens_bracket(self, at: int) -> bool:
        return at > 0 and self.builder.tail(at - 1)[:1] == "["

    def _mark_nothing(self, frame: Frame) -> None:
        if self.builder.length > frame.at:
            self.builder.silent.append((frame.at, self.builder.length))

    def _call_note(self, frame: Frame, target: str, end: int) -> None:
        own = frame.attributes.get("id", "")
        for outer in self.inline:
            own = own or outer.attributes.get("id", "")
        nearby = [own, *self.builder.ids, *self.stack[-1].ids]
        if any(name and self.callers.get(target) == name for name in nearby):
            self._mark_nothing(frame)
            return
        if own:
            self.callers[own] = target
        self.called.add(target)
        self._mark(MarkKind.FOOTNOTE, target, frame, end, kept=False)

    def _close_superscript(self, frame: Frame, end: int) -> None:
        builder = self.builder
        at = min(frame.at, builder.length)
        shown = builder.tail(at)
        if not shown or any(outer.tag == "a" for outer in self.inline):
            return
        inside = [mark for mark in builder.marks if mark.start >= at]
        remark = shown.strip(" []()\u00a0").lower()
        if _typed_marks.NEEDED.fullmatch(remark):
            builder.marks = [mark for mark in builder.marks if mark.start < at]
            self._mark(MarkKind.NEEDED, remark, frame, end, kept=False)
            return
        if any(mark.kind in (MarkKind.FOOTNOTE, MarkKind.LINK) for mark in inside) and any(
            start >= at for start, _ in builder.silent
        ):
            builder.silent.append((at, builder.length))
            return
        before = builder.tail(max(0, at - 8))[: min(8, at)]
        if _NUMBERS.fullmatch(shown) and before and not _typed_marks.is_power(before):
            for number in numbers_in(shown):
                self._mark(MarkKind.NUMBER, number, frame, end, kept=False)
            return
        if re.fullmatch(r"[-+−]?[\dn]{1,4}", shown) and before[-1:].isalnum():
            builder.replace_tail(at, shown.translate(RAISED), (frame.start, end))

    def finish(self) -> None:
        """Marks that are open where a block ends: each block has its own part of them."""
        for frame in self.inline:
            if frame.tag in ("a", "cite") and self.builder.length > frame.at:
                shown = self.builder.tail(frame.at).strip()
                href = frame.attributes.get("href", "").strip()
                if frame.tag == "cite" and shown:
                    self._mark(MarkKind.CITE, shown, frame, self.builder.end, kept=True)
                elif href and not href.startswith("#"):
                    self._mark(MarkKind.LINK, href, frame, self.builder.end, kept=True)
            frame.at = 0
            frame.inline_start = -1
