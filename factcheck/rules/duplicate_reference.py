"""# FC206 duplicate-reference

## What it does
Reports two bibliography entries with the same key, or with the same DOI, PMID or ISBN under two keys. Letter case
makes no other DOI; chapters share the ISBN of their book, so with an ISBN the title must be the same, too. Source
records count as entries. Reports a footnote in Markdown that is defined twice as well.

## Why is this bad?
Which of two entries a mark means depends on chance, and corrections reach only one of them.

## Example
```markdown
@book{a, isbn = {9783540604525}}
@book{b, isbn = {9783540604525}}
```

Use instead:
```markdown
@book{a, isbn = {9783540604525}}
```

## How to mend it
Keep one entry and point all marks at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.problems:
        if problem.kind == "duplicate":
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC206", "duplicate-reference", Severity.WARNING, find)
