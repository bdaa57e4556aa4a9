"""# FC103 unlocatable-source

## What it does
Reports a source that is named or described in words, with nothing by which a reader could find it. One that a
line such as "Source: …" names for a table, a list or a paragraph is reported once, at that line.

## Why is this bad?
"A 2023 study in a journal of bone research" sounds like a citation and cannot be checked. It is the commonest
form in which invented sources reach a page.

## Example
```markdown
A 2023 study of 5,200 adults found 1.4-fold odds of fracture.
```

Use instead:
```markdown
A 2023 study of 5,200 adults found 1.4-fold odds of fracture (doi:10.1000/example).
```

## How to mend it
Add an identifier, a link, a footnote or a bibliography entry for the work that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.citations.citation import Confidence, Status
from factcheck.rules.rule import Alarm, Facts, Rule, Severity, claims_with, shortened

_SEVERITY = {
    Confidence.HIGH: Severity.ERROR,
    Confidence.MEDIUM: Severity.WARNING,
    Confidence.LOW: Severity.WARNING,
}


def find(facts: Facts) -> Iterator[Alarm]:
    for page, span, claim in claims_with(facts, Status.UNLOCATABLE):
        message = f"nothing to find this source by: {shortened(claim.assessment.reason)}"
        sure = claim.assessment.confidence
        yield Alarm(page.path, span, message, sure, severity=_SEVERITY[sure])


RULE = Rule("FC103", "unlocatable-source", Severity.ERROR, find)
