"""# FC902 unused-suppression

## What it does
Reports a directive that keeps nothing quiet: the finding that it was written for is gone, it stands in the
wrong place, or its rule does not report this.

## Why is this bad?
A directive that outlives its finding hides the next one that comes up in the same place.

## Example
```markdown
The study was small. <!-- factcheck: ignore[FC101] the figure comes from our own log -->
```

Use instead:
```markdown
The study was small.
```

## How to mend it
Take the directive out, or put it on the statement that it is meant for: behind it on the same line, or on a
line of its own before it. A rule that does not run is never the reason for this finding, and neither is a
finding that is only hidden for its low confidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity
from factcheck.suppress.directives import ProblemKind


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.suppressions:
        if problem.kind is ProblemKind.UNUSED:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC902", "unused-suppression", Severity.WARNING, find)
