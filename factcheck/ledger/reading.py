"""A ledger from its text, with the places of all that is written again."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Any

from factcheck.errors import UserError, nearest
from factcheck.ledger.entries import FIELDS, Entry, Ledger, Review
from factcheck.text import Source
from factcheck.unmerged import conflicts, unresolved


def read(text: str, path: str) -> Ledger:
    """A ledger from its text.

    Raises `UserError` with file and line where it is no YAML or no ledger.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        for start in conflicts(text):
            raise unresolved(Source(path, text), start) from None
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or "it cannot be read"
        raise _wrong(path, mark.line if mark else 0, f"the ledger is no valid YAML: {said}") from None
    except (ValueError, RecursionError) as error:
        raise _wrong(path, 0, f"the ledger is no valid YAML: {error}") from None
    if root is None:
        return Ledger(text, (), ())
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(path, root.start_mark.line, "the ledger is not a mapping with a list of `claims`")
    entries: list[Entry] = []
    lists: list[tuple[str, int, int]] = []
    lines = Lines(text)
    for key, value in root.value:
        if key.value == "article" and isinstance(value, yaml.ScalarNode):
            lists.append(("article", lines.start(key.start_mark.line), lines.end(last_line(value))))
        if key.value not in ("claims", "gone"):
            continue
        if any(name == key.value for name, _, _ in lists):
            raise _wrong(path, key.start_mark.line, f"`{key.value}` stands there twice")
        empty = isinstance(value, yaml.ScalarNode) and value.value in ("", "~", "null")
        if not empty and not isinstance(value, yaml.SequenceNode):
            raise _wrong(path, value.start_mark.line, f"`{key.value}` is not a list")
        start = lines.start(key.start_mark.line)
        if empty or not value.value:
            end = key.end_mark if empty and not value.value else value.end_mark
            lists.append((key.value, start, lines.end(end.line)))
            continue
        if value.flow_style:
            raise _wrong(
                path, value.start_mark.line, f"`{key.value}` is written in brackets, not one entry a line"
            )
        firsts = [lines.entry(item.start_mark.line, value.start_mark.line) for item in value.value]
        last = lines.end(last_line(value.value[-1]))
        for item, first, stop in zip(value.value, firsts, [*firsts[1:], last], strict=True):
            entries.append(_entry(item, text[first:stop], path, gone=key.value == "gone"))
        lists.append((key.value, start, last))
    return Ledger(text, tuple(entries), tuple(lists))


def _wrong(
    path: str, line: int, problem: str, cure: str = "mend it by hand; it is left as it is"
) -> UserError:
    return UserError(problem, cure=cure, path=path, line=line + 1)


class Lines:
    """Where the lines of a text begin, as YAML counts lines."""

    def __init__(self, text: str) -> None:
        self.text = text

    @functools.cached_property
    def starts(self) -> list[int]:
        return [0, *(brk.end() for brk in re.finditer(r"\r\n|[\n\r\u0085\u2028\u2029]", self.text))]

    def start(self, line: int) -> int:
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def end(self, line: int) -> int:
        """Behind the line's break."""
        return self.start(line + 1)

    def entry(self, line: int, first: int) -> int:
        """Where an entry begins that has its dash on or above this line: comments above it are its own."""
        while line > first and not self.text[self.start(line) : self.end(line)].lstrip().startswith("-"):
            line -= 1
        while line > first and self.text[self.start(line - 1) : self.end(line - 1)].lstrip().startswith("#"):
            line -= 1
        return self.start(line)


def last_line(node: Any) -> int:
    """The last line of a node: a block's own end mark lies behind the comments that follow it."""
    import yaml

    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        mark = node.end_mark
        return int(mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line)
    last = node.value[-1]
    return last_line(last[1] if isinstance(last, tuple) else last)


def _entry(node: Any, block: str, path: str, *, gone: bool) -> Entry:
    import yaml

    line = node.start_mark.line
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(path, line, "an entry is not a mapping with `id` and `text`")
    if node.flow_style:
        raise _wrong(path, line, "an entry is written in braces, not one key a line")
    values: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _wrong(path, key.start_mark.line, "a key of an entry is not a word")
        if key.value in values:
            raise _wrong(path, key.start_mark.line, f"an entry has `{key.value}` twice")
        values[key.value] = value
    for name in ("id", "text"):
        if not isinstance(values.get(name), yaml.ScalarNode) or not values[name].value.strip():
            raise _wrong(path, line, f"an entry has no `{name}`")
    review = _review(values["review"], path) if "review" in values else None
    was = values.get("changed-from")
    before = _strings(was) if isinstance(was, yaml.MappingNode) else {}
    own = set(values) - {"id", *FIELDS, "changed-from"}
    return Entry(
        id=values["id"].value,
        text=values["text"].value,
        review=review,
        was=before.get("text", ""),
        was_on=before.get("on", ""),
        gone=gone,
        block=block,
        precious=bool(own) or re.search(r"^\s*#|\s#\s", block, re.MULTILINE) is not None,
    )


def _strings(node: Any) -> dict[str, str]:
    """A mapping's scalars as written: YAML 1.1 would make `on` a truth value, and a day a date."""
    import yaml

    return {
        key.value: value.value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }


_REVIEW = ("by", "on", "until", "note")
_NOBODY = frozenset(("", "~", "null", "no", "false", "none"))


def _review(node: Any, path: str) -> Review | None:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return Review(by=node.value) if node.value.lower() not in _NOBODY else None
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(
            path, node.start_mark.line, "`review` is not a mapping with `by`, `on`, `until` and `note`"
        )
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value not in _REVIEW:
            # Nothing else would tell of an `untill`, and the review would never expire.
            raise _wrong(
                path,
                key.start_mark.line,
                f"`review` has an unknown key `{key.value}`",
                nearest(key.value, _REVIEW),
            )
    said = _strings(node)
    days: dict[str, dt.date | None] = {}
    for name in ("on", "until"):
        try:
            days[name] = dt.date.fromisoformat(said[name]) if said.get(name) else None
        except ValueError:
            raise _wrong(
                path, node.start_mark.line, f"`{name}: {said[name]}` is no date like 2026-01-31"
            ) from None
    if not any(value.strip() for value in said.values()):
        return None
    return Review(said.get("by", ""), said.get("on", ""), days["until"], said.get("note", ""))


def article_of(ledger: Ledger) -> str:
    """The path of the article that a ledger is about, as it says; empty where it does not say."""
    return next(
        (article_named(ledger.text[start:end]) for key, start, end in ledger.lists if key == "article"), ""
    )


def article_named(line: str) -> str:
    import yaml

    root: Any = yaml.compose(line, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return str(root.value[0][1].value)
