"""What the names in a reStructuredText file stand for: link targets, substitutions, numbered notes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import Block, MarkKind, Role
from factcheck.values import replace

REF = "\0ref:"
"""Opens the target of a link by name until the name is looked up."""
ANONYMOUS = "\0anonymous"
"""The target of a link to the next anonymous one."""

_TARGET = re.compile(
    r"^[ \t]*\.\. _(?:`(?P<phrase>[^`\n]+)`|(?P<name>(?:\\:|[^:\n`])+)):[ \t]*(?P<url>\S+"
    r"(?:\n[ \t]+\S+)*)?[ \t]*$",
    re.MULTILINE,
)
_ANONYMOUS_TARGET = re.compile(r"^[ \t]*(?:\.\. __:|__)[ \t]+(?P<url>\S+)[ \t]*$", re.MULTILINE)
_SUBSTITUTION = re.compile(
    r"^[ \t]*\.\. \|(?P<name>[^|\n]+)\| +(?P<kind>\w+):: *(?P<text>[^\n]*)$", re.MULTILINE
)


def name_of(text: str) -> str:
    """A reference name as names are compared."""
    return " ".join(text.replace("\\", "").split()).casefold()


@dataclasses.dataclass
class Shared:
    """What the parts of one file have in common."""

    targets: dict[str, str]
    anonymous: list[str]
    substitutions: dict[str, str]
    metadata: dict[str, Any] = dataclasses.field(default_factory=dict)
    bibliographies: list[str] = dataclasses.field(default_factory=list)
    adornments: list[str] = dataclasses.field(default_factory=list)
    groups: int = 0
    depth: int = 0


def names_in(text: str) -> Shared:
    """The names that a text defines. Its lines end in plain newlines."""
    return Shared(
        targets={
            name_of(match["phrase"] or match["name"]): "".join((match["url"] or "").split())
            for match in _TARGET.finditer(text)
        },
        anonymous=[match["url"] for match in _ANONYMOUS_TARGET.finditer(text)],
        substitutions={
            name_of(match["name"]): match["text"].strip() if match["kind"] == "replace" else ""
            for match in _SUBSTITUTION.finditer(text)
        },
    )


def with_links(blocks: Sequence[Block], shared: Shared) -> Iterator[Block]:
    """The blocks with their references by name turned into what the names stand for."""
    anonymous = iter(shared.anonymous)
    counts = {"#": 0, "*": 0}
    bodies = {"#": 0, "*": 0}
    for block in blocks:
        marks = []
        for mark in sorted(block.marks, key=lambda one: (one.span.start, one.span.end)):
            target = mark.target
            if mark.kind is MarkKind.LINK and target == ANONYMOUS:
                target = next(anonymous, "")
            elif mark.kind is MarkKind.LINK and target.startswith(REF):
                target = _resolved(target.removeprefix(REF), shared)
                if not target and mark.text[:1] + mark.text[-1:] in ("()", "[]"):
                    # Nothing is of that name, and its words stand in brackets as a source does.
                    mark = replace(mark, kind=MarkKind.EMPTY)  # noqa: PLW2901
                    target = mark.text
            elif mark.kind is MarkKind.FOOTNOTE and target in counts:
                counts[target] += 1
                target = f"{target}{counts[target]}"
            if target:
                marks.append(mark if target == mark.target else replace(mark, target=target))
        label = block.label
        if block.role is Role.FOOTNOTE and label in bodies:
            bodies[label] += 1
            label = f"{label}{bodies[label]}"
        changed = label != block.label or tuple(marks) != block.marks
        yield replace(block, marks=tuple(marks), label=label) if changed else block


def _resolved(name: str, shared: Shared) -> str:
    """The URL behind a name; names may stand for names."""
    for _ in range(8):
        url = shared.targets.get(name, "")
        if not url.endswith("_") or "://" in url:
            return url
        name = name_of(url[:-1].strip("`"))
    return ""
