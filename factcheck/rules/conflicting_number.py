"""# FC401 conflicting-number

## What it does
Reports two figures or dates for the same thing that cannot both hold. Units are converted; a range that holds
the other figure, a rounded figure, another population, place, period, measure or condition is no conflict.

## Why is this bad?
A reader who meets both does not know which to act on, and one of them is wrong.

## Example
`a.md`: The Aune bridge carries up to 40 t.

`b.md`: The Aune bridge carries at most 28 t.

Use instead:
```markdown
The Aune bridge carries up to 28 t (40 t until it was inspected in 2021).
```

## How to mend it
Find out which figure is right and mend the other, or say what sets them apart: whom, when, where, or what is
measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.conflicts.conflict import ConflictKind
from factcheck.rules.conflict_alarms import alarms
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    return alarms(
        facts,
        (
            ConflictKind.NUMBER,
            ConflictKind.DATE,
        ),
        "the figures differ",
    )


RULE = Rule("FC401", "conflicting-number", Severity.WARNING, find)
