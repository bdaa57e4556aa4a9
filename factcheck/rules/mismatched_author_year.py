"""# FC204 mismatched-author-year

## What it does
Reports an author and year in the text for which the list of references has the author, with another year.

## Why is this bad?
One of the two is wrong, and the reader cannot tell which.

## Example
```markdown
Larger meals help (Okafor, 2011).

## References
Okafor, B. (2012). Meals. Journal of Meals.
```

Use instead:
```markdown
Larger meals help (Okafor, 2012).
```

## How to mend it
Correct the year in the text or in the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.problems:
        if problem.kind == "mismatched":
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC204", "mismatched-author-year", Severity.WARNING, find)
