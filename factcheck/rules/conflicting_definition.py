"""# FC405 conflicting-definition

## What it does
Reports two definitions of one term that do not agree in a figure or in what they leave out.

## Why is this bad?
A term that means two things makes every sentence with it ambiguous.

## Example
`a.md`: A *smallholding* means a farm of less than 5 ha.

`b.md`: A *smallholding* means a farm of less than 20 ha.

Use instead:
```markdown
A *smallholding* means a farm of less than 5 ha (EU statistics count up to 20 ha).
```

## How to mend it
Settle on one definition and link to it, or name who defines it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.conflicts.conflict import ConflictKind
from factcheck.rules.conflict_alarms import alarms
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    return alarms(facts, (ConflictKind.DEFINITION,), "the definitions differ")


RULE = Rule("FC405", "conflicting-definition", Severity.WARNING, find)
