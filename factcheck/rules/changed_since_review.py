"""# FC702 changed-since-review

## What it does
Reports a claim whose words are no longer those that were reviewed. Case, spacing, line breaks and typography do
not count, nor does moving the claim or renaming the article's sections.

## Why is this bad?
The review in the ledger vouches for something that the article does not say any more.

## Example
```yaml
- id: h4xk2oq7ab
  text: Bone loss begins at 40.
  changed-from: {text: Bone loss begins at 30., on: 2026-01-31}
  review: {by: Ada, on: 2026-01-31}
```

Use instead:
```yaml
- id: h4xk2oq7ab
  text: Bone loss begins at 40.
  review: {by: Ada, on: 2026-03-01}
```

## How to mend it
Review the claim again and write the new day down; `factcheck claims --write` then takes out what it was before.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.ledger.reviews import ReviewProblemKind
from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.reviews:
        if problem.kind is ReviewProblemKind.CHANGED:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC702", "changed-since-review", Severity.WARNING, find)
