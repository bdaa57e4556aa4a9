"""# FC901 unreadable-file

## What it does
Reports a file that could not be read: it is not UTF-8, it is binary, its format is broken (front matter
that does not parse, a bibliography with an unfinished entry), or a merge was left in an article: both sides, between
lines of `<<<<<<<`, `=======` and `>>>>>>>` that stand in no code and no comment. A folder that may not be looked into is
reported, too.

## Why is this bad?
What is not read is not checked. A run that skipped a file in silence would look like a clean one.

## Example
```markdown
---
title: "Milk
---
Milk has 120 mg of calcium in 100 ml.
```

Use instead:
```markdown
---
title: "Milk"
---
Milk has 120 mg of calcium in 100 ml.
```

## How to mend it
The message says what is wrong and what to do. Files that are no articles belong into `exclude`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.rules.rule import Alarm, Facts, Rule, Severity
from factcheck.text import Source, Span


def find(facts: Facts) -> Iterator[Alarm]:
    for path, problem in facts.unreadable:
        found = re.match(rf"{re.escape(path)}:(\d+): ", problem)
        if found is None:
            yield Alarm(path, Span(0, 0), problem.removeprefix(f"{path}: "))
            continue
        source, line = facts.sources.get(path), int(found[1])
        if source is None or line > len(source.line_starts):
            yield Alarm(path, Span(0, 0), f"line {line}: {problem[found.end() :]}")
        else:
            yield Alarm(path, _whole(source, line), problem[found.end() :])


def _whole(source: Source, line: int) -> Span:
    """A line without its end."""
    start = source.line_starts[line - 1]
    rest = source.text[start : source.line_starts[line] if line < len(source.line_starts) else None]
    return Span(start, start + len(rest.rstrip("\r\n")))


RULE = Rule("FC901", "unreadable-file", Severity.ERROR, find)
