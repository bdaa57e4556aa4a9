"""# FC403 conflicting-statement

## What it does
Reports a claim and its denial, opposites said of one thing, and two holders of a place that only one can
hold.

## Why is this bad?
Both cannot be true, and a reader cannot tell which is.

## Example
`a.md`: Larch resin dissolves in water.

`b.md`: Larch resin does not dissolve in water.

Use instead:
```markdown
Larch resin does not dissolve in water.
```

## How to mend it
Find out which holds and mend the other. If one reports what somebody thinks, say so.
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
            ConflictKind.POLARITY,
            ConflictKind.CATEGORICAL,
        ),
        "the statements exclude each other",
    )


RULE = Rule("FC403", "conflicting-statement", Severity.WARNING, find)
