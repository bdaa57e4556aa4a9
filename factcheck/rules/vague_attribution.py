"""# FC104 vague-attribution

## What it does
Reports a statement that is attributed to nobody in particular: "some studies", "experts say", "it is
believed".

## Why is this bad?
The phrase borrows authority without a source that could be asked.

## Example
```markdown
Some studies show that vitamin K keeps arteries soft.
```

Use instead:
```markdown
Two trials found softer arteries with vitamin K [@knapen2015; @vossen2020].
```

## How to mend it
Name and cite who says so, or state it in your own voice and cite the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.citations.citation import Status
from factcheck.rules.rule import Alarm, Facts, Rule, Severity, claims_with, shortened


def find(facts: Facts) -> Iterator[Alarm]:
    for page, span, claim in claims_with(facts, Status.VAGUE):
        message = f"attributed to nobody in particular: {shortened(claim.assessment.reason)}"
        yield Alarm(page.path, span, message, claim.assessment.confidence)


RULE = Rule("FC104", "vague-attribution", Severity.WARNING, find)
