"""# FC101 uncited-statistic

## What it does
Reports a figure that is stated as a fact and has neither a citation nor a named source.

## Why is this bad?
A figure without a source cannot be checked, corrected or updated: readers act on it all the same.

## Example
```markdown
The skeleton holds 99 % of the calcium in the body.
```

Use instead:
```markdown
The skeleton holds 99 % of the calcium in the body [@weaver2016].
```

## How to mend it
Cite the source in the sentence, name a source that can be found, or take the figure out. Your own
measurements are exempt where the sentence says so ("we measured").
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.citations.citation import Confidence, Status
from factcheck.claims.claim import Kind
from factcheck.rules.rule import Alarm, Facts, Rule, Severity, claims_with

_SEVERITY = {
    Confidence.HIGH: Severity.ERROR,
    Confidence.MEDIUM: Severity.WARNING,
    Confidence.LOW: Severity.WARNING,
}


def find(facts: Facts) -> Iterator[Alarm]:
    for page, span, claim in claims_with(facts, Status.UNCITED, kinds=(Kind.STATISTIC, Kind.ADVICE)):
        sure = claim.assessment.confidence
        yield Alarm(page.path, span, "this figure has no citation", sure, severity=_SEVERITY[sure])


RULE = Rule("FC101", "uncited-statistic", Severity.ERROR, find)
