"""# FC202 unused-reference

## What it does
Reports an entry of a bibliography file that no checked text cites.

## Why is this bad?
Unused entries are often the trace of a citation that was lost in editing.

## Example
```markdown
@article{lost2019, title = {A source that nobody cites}}
```

Use instead:
```markdown
The claim it was meant for [@lost2019].
```

## How to mend it
Cite it or take it out of the bibliography.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.problems:
        if problem.kind == "unused":
            yield Alarm(problem.path, problem.span, problem.message)


RULE = Rule("FC202", "unused-reference", Severity.INFO, find)
