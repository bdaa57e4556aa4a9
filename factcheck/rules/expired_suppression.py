"""# FC903 expired-suppression

## What it does
Reports a directive whose last day (`until=2027-01-31`) has passed. It keeps nothing quiet any more.

## Why is this bad?
Somebody set that day to look at the matter again. The findings come back with this one, so that both are
seen.

## Example
```markdown
Sales rose by 12 %. <!-- factcheck: ignore[FC101] until=2020-01-31 the annual report is not out yet -->
```

Use instead:
```markdown
Sales rose by 12 % [@annualreport2019].
```

## How to mend it
Mend what was put off, or set a later day and say why.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity
from factcheck.suppress.directives import ProblemKind


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.suppressions:
        if problem.kind is ProblemKind.EXPIRED:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC903", "expired-suppression", Severity.WARNING, find)
