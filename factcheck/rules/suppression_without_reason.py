"""# FC905 suppression-without-reason

## What it does
Reports a directive that gives no reason. It is off unless it is selected.

## Why is this bad?
Nobody can tell later whether the directive still holds.

## Example
```markdown
Sales rose by 12 %. <!-- factcheck: ignore[FC101] -->
```

Use instead:
```markdown
Sales rose by 12 %. <!-- factcheck: ignore[FC101] counted in our own books -->
```

## How to mend it
Write the reason behind the brackets.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity
from factcheck.suppress.directives import ProblemKind


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.suppressions:
        if problem.kind is ProblemKind.REASONLESS:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC905", "suppression-without-reason", Severity.INFO, find, enabled=False)
