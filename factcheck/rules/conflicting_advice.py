"""# FC404 conflicting-advice

## What it does
Reports two pieces of advice that cannot both be followed: do and avoid, two limits, before and after.

## Why is this bad?
Advice is what readers act on; two answers to one question make them do the wrong thing, or nothing.

## Example
`a.md`: Take the tablets with breakfast.

`b.md`: Take the tablets on an empty stomach.

Use instead:
```markdown
Take the tablets on an empty stomach, half an hour before breakfast.
```

## How to mend it
Settle on one, or say for whom and when each holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.conflicts.conflict import ConflictKind
from factcheck.rules.conflict_alarms import alarms
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    return alarms(facts, (ConflictKind.ADVICE,), "the advice differs")


RULE = Rule("FC404", "conflicting-advice", Severity.WARNING, find)
