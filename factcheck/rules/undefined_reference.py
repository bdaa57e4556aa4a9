"""# FC201 undefined-reference

## What it does
Reports a citation mark that leads nowhere: a key that no bibliography has, a footnote without a body, a
number beyond the list, an author and year without an entry, a citation that was never filled in.

## Why is this bad?
The reader sees a citation and believes that there is a source.

## Example
```markdown
Iron is lost in sweat [@ghost2020].
```

Use instead:
```markdown
Iron is lost in sweat [@brune1986].
```

## How to mend it
Add the entry, mend the key, or take the mark out. Bibliography files are found through the configuration
(`bibliography`) and the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity


def find(facts: Facts) -> Iterator[Alarm]:
    for problem in facts.problems:
        if problem.kind == "undefined":
            yield Alarm(problem.path, problem.span, problem.message, problem.confidence)


RULE = Rule("FC201", "undefined-reference", Severity.ERROR, find)
