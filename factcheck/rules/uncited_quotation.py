"""# FC105 uncited-quotation

## What it does
Reports a quotation that nothing locates.

## Why is this bad?
Words put into a mouth have to be found where they were said; altered and invented quotations look just the
same.

## Example
```markdown
She called it "the worst winter in living memory".
```

Use instead:
```markdown
She called it "the worst winter in living memory" [@diary1895, p. 12].
```

## How to mend it
Cite where the words stand, with a page where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.citations.citation import Status
from factcheck.claims.claim import Kind
from factcheck.rules.rule import Alarm, Facts, Rule, Severity, claims_with


def find(facts: Facts) -> Iterator[Alarm]:
    for page, span, claim in claims_with(facts, Status.UNCITED, kinds=(Kind.QUOTATION,)):
        yield Alarm(page.path, span, "this quotation has no citation", claim.assessment.confidence)


RULE = Rule("FC105", "uncited-quotation", Severity.WARNING, find)
