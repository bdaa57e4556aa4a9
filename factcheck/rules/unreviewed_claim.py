"""# FC701 unreviewed-claim

## What it does
Reports a claim that nobody has reviewed yet, in an article that has a ledger.

## Why is this bad?
The ledger says what somebody has stood up for. A claim that came in later has passed nobody's eyes.

## Example
```yaml
- id: h4xk2oq7ab
  text: Bone loss begins at 30.
  status: uncited
```

Use instead:
```yaml
- id: h4xk2oq7ab
  text: Bone loss begins at 30.
  review: {by: Ada, on: 2026-01-31, note: as in the source}
  status: uncited
```

## How to mend it
Update the ledger with `factcheck claims --write`, read the claim against its source and write the review down,
directly below the text: where another branch has reworded the claim meanwhile, git then finds a conflict instead of
putting the review beside words that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.ledger.reviews import ReviewProblemKind
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.reviews:
        if problem.kind is ReviewProblemKind.UNREVIEWED:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC701", "unreviewed-claim", Severity.INFO, find)
