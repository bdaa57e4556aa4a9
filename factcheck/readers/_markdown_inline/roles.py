"""Roles of MyST: `{cite:p}` before a code span with keys in it."""

from __future__ import annotations

import re

from factcheck.document import MarkKind
from factcheck.readers._markdown_inline.writer import Writer

ROLE = re.compile(r"\{(?P<role>[A-Za-z][\w:+.-]*)\}$")
"""At the end of what stands before a code span."""
_TITLED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]*)>\s*", re.DOTALL)


def read_role(writer: Writer, role: re.Match[str], low: int, high: int, start: int, end: int) -> None:
    """A MyST role: `{cite:p}`key`` is a mark, others show their text."""
    name = role["role"].lower()
    width = role.end() - role.start()
    writer.cut(writer.length - width)
    content = writer.flow.raw[start:end]
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
            writer.eat_space()
            writer.mark(MarkKind.EMPTY, writer.flow.raw[opening:high], opening, high)
            return
        if not narrative:
            writer.eat_space()
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
                if begin > start + lead and writer.marks and writer.marks[-1].end == high:
                    writer.put_as(", ", begin - 1, begin)
                before = writer.length
                writer.put(begin, stop)
                writer.mark(MarkKind.KEY, target, opening, high)
                writer.marks[-1].at, writer.marks[-1].to = before, writer.length
                writer.marks[-1].narrative = True
            else:
                writer.mark(MarkKind.KEY, target, opening, high)
        return
    titled = _TITLED.fullmatch(content)
    if titled is not None and titled["text"]:
        end = start + len(titled["text"])
    writer.verbatim(start, end)
