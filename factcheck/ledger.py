"""The ledger: one YAML file an article with its claims, their status and their reviews, kept in git.

What people write there is theirs: a ledger is updated in its text, at the places that PyYAML's parser names, so
comments, unknown keys and the layout stay as they are, and nothing changes where nothing is to be said.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import enum
import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.citations.citation import Status
from factcheck.claims.identity import normalised_words
from factcheck.errors import UserError, nearest
from factcheck.page import Page, PageClaim
from factcheck.text import Span
from factcheck.values import Value

FIELDS = ("text", "status", "reason", "citations")
"""What is written again with every update; everything else in an entry belongs to people."""

SIMILAR = 0.6
"""Share of words in the same order from which on a claim is the reworded form of another (difflib's ratio)."""

SIMILAR_IN_PLACE = 0.45
"""The same for a claim that stands where the other stood."""

_MOST_COMPARED = 24
_COMMON_WORD = 40
_HEADER = """\
# Claims of {path}, as factcheck reads them; `factcheck claims --write` keeps text, status, reason and citations
# up to date. The rest is yours: review: {{by: …, on: 2026-01-31, until: 2027-01-31, note: …}}
"""


class ReviewProblemKind(enum.StrEnum):
    """What is wrong with the review of a claim."""

    UNREVIEWED = "unreviewed"
    CHANGED = "changed"
    EXPIRED = "expired"


class ReviewProblem(Value, frozen=True):
    """A claim whose review is missing, or holds no longer."""

    kind: ReviewProblemKind
    path: str
    span: Span
    message: str


class Review(Value, frozen=True):
    """Who looked at a claim, and until when that holds."""

    by: str = ""
    on: str = ""
    until: dt.date | None = None
    note: str = ""


class Entry(Value, frozen=True):
    """A claim in the ledger."""

    id: str
    text: str
    review: Review | None = None
    was: str = ""
    """Its words when it was reviewed, where they have changed since."""
    was_on: str = ""
    """The day of the review that those words had."""
    gone: bool = False
    """Whether the claim is no longer in the article."""
    block: str = dataclasses.field(default="", compare=False)
    """Its lines in the file, comments above it included."""
    precious: bool = False
    """Whether somebody wrote in it: a review, a key of their own, a comment."""

    @property
    def changed(self) -> bool:
        """Whether its words have changed since the review that it carries."""
        return bool(self.was) and self.review is not None and self.review.on == self.was_on


class Ledger(Value, frozen=True):
    """A ledger file, read."""

    text: str
    entries: tuple[Entry, ...]
    lists: tuple[tuple[str, int, int], ...]
    """`claims`, `gone` and `article`: from where to where in the text the key and what it holds stand."""


def read(text: str, path: str) -> Ledger:
    """A ledger from its text.

    Raises `UserError` with file and line where it is no YAML or no ledger.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
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
    lines = _Lines(text)
    for key, value in root.value:
        if key.value == "article" and isinstance(value, yaml.ScalarNode):
            lists.append(("article", lines.start(key.start_mark.line), lines.end(_last_line(value))))
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
        last = lines.end(_last_line(value.value[-1]))
        for item, first, stop in zip(value.value, firsts, [*firsts[1:], last], strict=True):
            entries.append(_entry(item, text[first:stop], path, gone=key.value == "gone"))
        lists.append((key.value, start, last))
    return Ledger(text, tuple(entries), tuple(lists))


def merge(text: str | None, page: Page, path: str = "", *, article: str = "") -> str:
    """The text of a page's ledger, brought up to date; the same text where nothing has changed.

    `text` is that of the ledger so far, None where there is none; `path` is the ledger's own, for messages;
    `article` names the page in it. Raises `UserError` where it is malformed.
    """
    ledger = read(text, path) if text else Ledger("", (), ())
    claims = _listed(page, ledger)
    matched = match(ledger, [claim for claim, _ in claims])
    kept = {id(entry) for entry in matched if entry is not None}
    blocks = [
        _updated(entry, claim) if entry is not None else _new_block(claim)
        for (claim, _), entry in zip(claims, matched, strict=True)
    ]
    gone = [
        entry.block for entry in ledger.entries if id(entry) not in kept and (entry.precious or entry.gone)
    ]
    newline = "\r\n" if "\r\n" in ledger.text else "\n"
    written = ledger.text or _HEADER.format(path=article or page.path)
    written = _with_article(written, article or page.path, path, newline)
    for name, wanted in (("gone", gone), ("claims", blocks)):
        written = _with_list(written, name, wanted, path, newline)
    return written


def review_problems(ledger: Ledger, page: Page, today: dt.date | None = None) -> tuple[ReviewProblem, ...]:
    """What is wrong with the reviews of a page's claims. Without `today` no review expires."""
    claims = _listed(page, ledger)
    found = []
    for (claim, span), entry in zip(claims, match(ledger, [claim for claim, _ in claims]), strict=True):
        if entry is None or entry.review is None:
            if claim.assessment.status is not Status.EXEMPT:
                found.append(
                    _problem(ReviewProblemKind.UNREVIEWED, page, span, "nobody has reviewed this claim")
                )
            continue
        by = f" by {entry.review.by}" if entry.review.by else ""
        on = f" on {entry.review.on}" if entry.review.on else ""
        before = entry.was if entry.changed else entry.text if entry.id != claim.id else ""
        if before:
            message = f"this claim has changed since its review{by}{on}; it read “{before}”"
            found.append(_problem(ReviewProblemKind.CHANGED, page, span, message))
        if today is not None and entry.review.until is not None and entry.review.until < today:
            message = f"the review{by}{on} was good until {entry.review.until.isoformat()}"
            found.append(_problem(ReviewProblemKind.EXPIRED, page, span, message))
    return tuple(found)


def match(ledger: Ledger, claims: Sequence[PageClaim]) -> tuple[Entry | None, ...]:
    """For each claim its entry: that of the same name, else one whose words are much alike or in the same place.

    An entry is looked for under other words only where somebody wrote in it.
    """
    by_id: dict[str, Entry] = {}
    for entry in ledger.entries:
        # Of two, which a merge that keeps both sides leaves behind, one that is there beats one that is gone, and one
        # that somebody reviewed or wrote in one that nobody touched.
        if entry.id not in by_id or _worth(entry) > _worth(by_id[entry.id]):
            by_id[entry.id] = entry
    found: list[Entry | None] = [by_id.get(claim.id) for claim in claims]
    where = {id(entry): index for index, entry in enumerate(found) if entry is not None}
    lost = [
        (position, entry)
        for position, entry in enumerate(ledger.entries)
        if entry.precious and not entry.gone and id(entry) not in where
    ]
    if not lost:
        return tuple(found)
    free = [index for index, entry in enumerate(found) if entry is None]
    words = {index: normalised_words(claims[index].text) for index in free}
    holders: dict[str, list[int]] = {}
    for index in free:
        for word in dict.fromkeys(words[index]):
            holders.setdefault(word, []).append(index)
    taken: set[int] = set()
    for position, entry in lost:
        own = normalised_words(entry.text)
        low, high = _gap(ledger, position, where, len(claims))
        shared: dict[int, int] = dict.fromkeys(
            (i for i in range(low, min(high, low + _MOST_COMPARED)) if i in words), 0
        )
        for word in dict.fromkeys(own):
            for index in holders.get(word, ()) if len(holders.get(word, ())) <= _COMMON_WORD else ():
                shared[index] = shared.get(index, 0) + 1
        best, best_score = -1, 0.0
        nearest = sorted(shared, key=lambda index: (-shared[index], index))[:_MOST_COMPARED]
        for index in nearest:
            if index in taken:
                continue
            score = difflib.SequenceMatcher(None, own, words[index], autojunk=False).ratio()
            enough = SIMILAR_IN_PLACE if low <= index < high else SIMILAR
            if score >= enough and score > best_score:
                best, best_score = index, score
        if best >= 0:
            taken.add(best)
            found[best] = entry
            where[id(entry)] = best
    return tuple(found)


def _worth(entry: Entry) -> tuple[bool, bool, bool]:
    return not entry.gone, entry.review is not None, entry.precious


def _listed(page: Page, ledger: Ledger) -> list[tuple[PageClaim, Span]]:
    """The claims that a ledger lists: those that can need a citation, and others that it has already."""
    known = {entry.id for entry in ledger.entries}
    return [
        (claim, claim.span)
        for statement in page.statements
        for claim in statement.claims
        if claim.assessment.status is not Status.EXEMPT or claim.id in known
    ]


def _gap(ledger: Ledger, position: int, where: dict[int, int], count: int) -> tuple[int, int]:
    """Between which claims an entry's claim would stand, had it stayed in its place."""
    low, high = 0, count
    for before in range(position - 1, max(-1, position - 9), -1):
        if (index := where.get(id(ledger.entries[before]))) is not None:
            low = index + 1
            break
    for after in range(position + 1, min(len(ledger.entries), position + 9)):
        if (index := where.get(id(ledger.entries[after]))) is not None:
            high = index
            break
    return (low, high) if low <= high else (0, 0)


def _problem(kind: ReviewProblemKind, page: Page, span: Span, message: str) -> ReviewProblem:
    return ReviewProblem(kind, page.path, span, message)


def _wrong(
    path: str, line: int, problem: str, cure: str = "mend it by hand; it is left as it is"
) -> UserError:
    return UserError(problem, cure=cure, path=path, line=line + 1)


# --- Reading


class _Lines:
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


def _last_line(node: Any) -> int:
    """The last line of a node: a block's own end mark lies behind the comments that follow it."""
    import yaml

    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        mark = node.end_mark
        return int(mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


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


# --- Writing


def _with_list(text: str, name: str, blocks: Sequence[str], path: str, newline: str) -> str:
    """A ledger's text with the entries of one list replaced."""
    ledger = read(text, path)
    place = next(((start, end) for key, start, end in ledger.lists if key == name), None)
    prefix = next((_prefix(entry.block) for entry in ledger.entries), "")
    wanted = "".join(_closed(_indented(block, prefix), newline) for block in blocks)
    if place is None:
        if not blocks and name == "gone":
            return text
        return f"{_closed(text, newline)}{_key(name, blocks, newline)}{wanted}"
    start, end = place
    gone = name == "gone"
    entries = [entry for entry in ledger.entries if entry.gone is gone]
    if not entries:
        if not blocks:
            return text
        return f"{text[:start]}{_key(name, blocks, newline)}{wanted}{text[end:]}"
    if not blocks:
        return f"{text[:start]}{'' if gone else _key(name, blocks, newline)}{text[end:]}"
    first = end - sum(len(entry.block) for entry in entries)
    if wanted.rstrip() == text[first:end].rstrip():
        return text
    return f"{text[:first]}{wanted}{text[end:]}"


def _with_article(text: str, article: str, path: str, newline: str) -> str:
    """A ledger's text that names its article."""
    ledger = read(text, path)
    line = f"article: {_inline(article)}"
    place = next(((start, end) for key, start, end in ledger.lists if key == "article"), None)
    if place is None:
        return f"{_closed(text, newline)}{line}{newline}" if not ledger.entries else text
    start, end = place
    if text[start:end].rstrip() == line or _article(text[start:end]) == article:
        return text
    return f"{text[:start]}{line}{newline}{text[end:]}"


def _article(line: str) -> str:
    import yaml

    root: Any = yaml.compose(line, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return str(root.value[0][1].value)


def article_of(ledger: Ledger) -> str:
    """The path of the article that a ledger is about, as it says; empty where it does not say."""
    return next(
        (_article(ledger.text[start:end]) for key, start, end in ledger.lists if key == "article"), ""
    )


def _prefix(block: str) -> str:
    """The indentation of an entry's dash."""
    dash = re.search(r"^([ \t]*)-", block, re.MULTILINE)
    return dash.group(1) if dash else ""


def _indented(block: str, prefix: str) -> str:
    own = _prefix(block)
    if own == prefix:
        return block
    lines = block.splitlines(keepends=True)
    return "".join(prefix + line.removeprefix(own) if line.strip() else line for line in lines)


def _key(name: str, blocks: Sequence[str], newline: str) -> str:
    return f"{name}:{newline}" if blocks else f"{name}: []{newline}"


def _closed(block: str, newline: str) -> str:
    return block if not block or block.endswith(("\n", "\r")) else block + newline


def _inline(value: str | Sequence[str]) -> str:
    """A text or a list of texts as YAML on one line."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    plain = value if isinstance(value, str) else list(value)
    written: str = yaml.dump(
        plain, Dumper=dumper, default_flow_style=True, allow_unicode=True, width=1_000_000
    )
    written = written.removesuffix("\n").removesuffix("\n...")
    if "\n" in written:
        # A quoted text with a line break in it would be folded.
        written = yaml.dump(plain, Dumper=dumper, default_style='"', default_flow_style=True, width=1_000_000)
        written = written.removesuffix("\n")
    return written


def _fields(claim: PageClaim) -> dict[str, str | tuple[str, ...]]:
    fields: dict[str, str | tuple[str, ...]] = {
        "text": claim.text,
        "status": str(claim.assessment.status),
        "reason": claim.assessment.reason or "",
    }
    citations = tuple(
        dict.fromkeys(citation.reference or citation.mark for citation in claim.assessment.citations)
    )
    if citations:
        fields["citations"] = citations
    return fields


def _new_block(claim: PageClaim) -> str:
    lines = [f"- id: {_inline(claim.id)}"]
    lines.extend(f"  {name}: {_inline(value)}" for name, value in _fields(claim).items() if value)
    return "\n".join(lines) + "\n"


def _updated(entry: Entry, claim: PageClaim) -> str:
    """The lines of an entry with what is computed brought up to date, everything else untouched."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    block = entry.block
    newline = "\r\n" if "\r\n" in block else "\n"
    root: Any = yaml.compose(block, Loader=loader)
    (node,) = root.value
    lines = _Lines(block)
    values = {key.value: (key, value) for key, value in node.value}
    wanted: dict[str, str | tuple[str, ...]] = {"id": claim.id, **_fields(claim)}
    reworded = entry.id != claim.id and entry.review is not None
    indent = " " * node.start_mark.column
    edits: list[tuple[int, int, str]] = []
    after = lines.end(_last_line(values["text"][1]))
    for name in ("id", *FIELDS):
        value = wanted.get(name) or ""
        if name not in values:
            if value:
                edits.append((after, after, f"{indent}{name}: {_inline(value)}{newline}"))
            continue
        key, old = values[name]
        if name == "text" and entry.id == claim.id and entry.text == claim.text:
            continue
        if isinstance(old, yaml.ScalarNode) and old.value == value:
            continue
        if isinstance(old, yaml.SequenceNode) and tuple(item.value for item in old.value) == (value or ()):
            continue
        start, end = lines.start(key.start_mark.line), lines.end(_last_line(old))
        head = block[start:end][: key.start_mark.column]
        tail = _remark(block, lines, old)
        line = f"{head}{name}: {_inline(value)}{tail}{newline}" if value or name == "reason" else ""
        edits.append((start, end, line))
    if reworded or (entry.was and not entry.changed):
        edits.extend(_history(entry, values, lines, indent, newline, reworded=reworded))
    for start, end, line in sorted(edits, reverse=True):
        before = _closed(block[:start], newline) if start == len(block) else block[:start]
        block = f"{before}{line}{block[end:]}"
    return block


def _history(
    entry: Entry, values: dict[str, Any], lines: _Lines, indent: str, newline: str, *, reworded: bool
) -> Iterator[tuple[int, int, str]]:
    """`changed-from`: the words as reviewed; taken out once there is a newer review."""
    line = ""
    if reworded and entry.review is not None:
        words = entry.was if entry.changed else entry.text
        day = f", on: {entry.review.on}" if entry.review.on else ""
        line = f"{indent}changed-from: {{text: {_quoted(words)}{day}}}{newline}"
    if "changed-from" in values:
        key, value = values["changed-from"]
        yield lines.start(key.start_mark.line), lines.end(_last_line(value)), line
    elif line:
        place = lines.end(_last_line(values["text"][1]))
        yield place, place, line


def _quoted(text: str) -> str:
    (inside,) = re.findall(r"^\[(.*)\]$", _inline([text]), re.DOTALL) or [_inline(text)]
    return str(inside)


def _remark(block: str, lines: _Lines, node: Any) -> str:
    """A comment behind a value on its line."""
    if node.start_mark.line != node.end_mark.line:
        return ""
    rest = block[
        lines.start(node.end_mark.line) + node.end_mark.column : lines.end(node.end_mark.line)
    ].rstrip()
    return rest if rest.lstrip().startswith("#") else ""
