"""# FC203 malformed-identifier

## What it does
Reports a DOI, PMID, PMCID, arXiv number or ISBN that cannot exist: wrong form or wrong check digit.

## Why is this bad?
A malformed identifier leads nowhere, and its damage is easily repaired while the author remembers the source.

## Example
```markdown
ISBN 978-3-540-60452-0
```

Use instead:
```markdown
ISBN 978-3-540-60452-5
```

## How to mend it
Copy the identifier from the source again.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.problems:
        if problem.kind == "malformed":
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC203", "malformed-identifier", Severity.ERROR, find)
