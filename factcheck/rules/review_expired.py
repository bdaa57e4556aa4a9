"""# FC703 review-expired

## What it does
Reports a claim whose review was good until a day that has passed.

## Why is this bad?
Somebody set that day because the matter moves: prices, guidelines, records, counts.

## Example
```yaml
- id: h4xk2oq7ab
  text: The fare is 3 euros.
  review: {by: Ada, on: 2024-01-31, until: 2025-01-31}
```

Use instead:
```yaml
- id: h4xk2oq7ab
  text: The fare is 3 euros.
  review: {by: Ada, on: 2026-01-31, until: 2027-01-31}
```

## How to mend it
Review the claim again and set a later day.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.ledger.reviews import ReviewProblemKind
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.reviews:
        if problem.kind is ReviewProblemKind.EXPIRED:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC703", "review-expired", Severity.WARNING, find)
