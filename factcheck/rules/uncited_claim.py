"""# FC102 uncited-claim

## What it does
Reports a cause, medical effect, comparison, superlative, law, prediction or dated event that is stated as a
fact without a citation or a named source.

## Why is this bad?
These are the sentences readers repeat and act on, and the ones that turn out wrong most often.

## Example
```markdown
Smoking weakens bones.
```

Use instead:
```markdown
Smoking weakens bones ([Ward and Klesges 2001](https://doi.org/10.1007/BF02390832)).
```

## How to mend it
Cite a source, say less, or mark the sentence as an opinion if it is one. Definitions, instructions, examples
and your own data need no citation.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.citations.citation import Status
from factcheck.claims.claim import Kind
from factcheck.rules.rule import Alarm, Facts, Rule, Severity, claims_with


def find(facts: Facts) -> Iterator[Alarm]:
    for page, span, claim in claims_with(
        facts, Status.UNCITED, but=(Kind.STATISTIC, Kind.ADVICE, Kind.QUOTATION)
    ):
        yield Alarm(page.path, span, f"this {claim.kind} claim has no citation", claim.assessment.confidence)


RULE = Rule("FC102", "uncited-claim", Severity.WARNING, find)
