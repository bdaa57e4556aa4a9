"""# FC904 unknown-rule-in-suppression

## What it does
Reports a directive that cannot be understood: a rule that does not exist or stands outside the brackets, an
unknown verb, a date that is none.

## Why is this bad?
It was written to keep something quiet, and does not.

## Example
```markdown
Sales rose by 12 %. <!-- factcheck: ignore[FC1001] our own books -->
```

Use instead:
```markdown
Sales rose by 12 %. <!-- factcheck: ignore[FC101] our own books -->
```

## How to mend it
Write a code (`FC101`), a prefix (`FC1`) or a name (`uncited-statistic`); `factcheck rules` lists them. The
verbs are `ignore`, `ignore-next`, `ignore-file`, `off` and `on`.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity
from factcheck.suppress.directives import ProblemKind


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.suppressions:
        if problem.kind is ProblemKind.UNKNOWN:
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC904", "unknown-rule-in-suppression", Severity.WARNING, find)
