"""# FC402 conflicting-direction

## What it does
Reports two claims on one effect of which one says that it raises what the other says that it lowers, or
leaves alone.

## Why is this bad?
Which way an effect goes is what readers act on.

## Example
`a.md`: Mulching raises the yield of strawberries.

`b.md`: In strawberries, mulch lowers the yield.

Use instead:
```markdown
Mulching raises the yield of strawberries in dry years and lowers it in wet ones [@hov2019].
```

## How to mend it
Check the sources of both, mend the one that is wrong, or say under which condition each holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.conflicts.conflict import ConflictKind
from factcheck.rules.conflict_alarms import alarms
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    return alarms(facts, (ConflictKind.DIRECTION,), "the effects differ")


RULE = Rule("FC402", "conflicting-direction", Severity.WARNING, find)
