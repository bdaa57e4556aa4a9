"""A ledger's text brought up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.ledger.entries import FIELDS, Entry, Ledger
from factcheck.ledger.matching import listed, match
from factcheck.ledger.reading import Lines, article_named, last_line, read
from factcheck.page import Page, PageClaim

_HEADER = """\
# Claims of {path}, as factcheck reads them; `factcheck claims --write` keeps text, status, reason and citations
# up to date. The rest is yours; below `text`: review: {{by: …, on: 2026-01-31, until: 2027-01-31, note: …}}
"""


def merge(text: str | None, page: Page, path: str = "", *, article: str = "") -> str:
    """The text of a page's ledger, brought up to date; the same text where nothing has changed.

    `text` is that of the ledger so far, None where there is none; `path` is the ledger's own, for messages;
    `article` names the page in it. Raises `UserError` where it is malformed.
    """
    ledger = read(text, path) if text else Ledger("", (), ())
    newline = "\r\n" if "\r\n" in ledger.text else "\n"
    claims = listed(page, ledger)
    matched = match(ledger, claims)
    kept = {id(entry) for entry in matched if entry is not None}
    blocks = [
        _updated(entry, claim) if entry is not None else _new_block(claim, newline)
        for claim, entry in zip(claims, matched, strict=True)
    ]
    gone = [
        entry.block for entry in ledger.entries if id(entry) not in kept and (entry.precious or entry.gone)
    ]
    written = ledger.text or _HEADER.format(path=article or page.path)
    written = _with_article(written, article or page.path, path, newline)
    for name, wanted in (("gone", gone), ("claims", blocks)):
        written = _with_list(written, name, wanted, path, newline)
    return written


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
    if text[start:end].rstrip() == line or article_named(text[start:end]) == article:
        return text
    return f"{text[:start]}{line}{newline}{text[end:]}"


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


def _new_block(claim: PageClaim, newline: str) -> str:
    lines = [f"- id: {_inline(claim.id)}"]
    lines.extend(f"  {name}: {_inline(value)}" for name, value in _fields(claim).items() if value)
    return newline.join(lines) + newline


def _updated(entry: Entry, claim: PageClaim) -> str:
    """The lines of an entry with what is computed brought up to date, everything else untouched."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    block = entry.block
    newline = "\r\n" if "\r\n" in block else "\n"
    root: Any = yaml.compose(block, Loader=loader)
    (node,) = root.value
    lines = Lines(block)
    values = {key.value: (key, value) for key, value in node.value}
    wanted: dict[str, str | tuple[str, ...]] = {"id": claim.id, **_fields(claim)}
    reworded = entry.id != claim.id and entry.review is not None
    indent = " " * node.start_mark.column
    edits: list[tuple[int, int, str]] = []
    after = lines.end(last_line(values["text"][1]))
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
        start, end = lines.start(key.start_mark.line), lines.end(last_line(old))
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
    entry: Entry, values: dict[str, Any], lines: Lines, indent: str, newline: str, *, reworded: bool
) -> Iterator[tuple[int, int, str]]:
    """`changed-from`: the words as reviewed; taken out once there is a newer review."""
    line = ""
    if reworded and entry.review is not None:
        words = entry.was if entry.changed else entry.text
        day = f", on: {entry.review.on}" if entry.review.on else ""
        line = f"{indent}changed-from: {{text: {_quoted(words)}{day}}}{newline}"
    lowest = min(key.start_mark.line for key, _ in values.values())
    if "changed-from" in values:
        key, value = values["changed-from"]
        yield lines.start(key.start_mark.line), lines.end(last_line(value)), line
    elif line:
        # Beside the review: where another branch has written a newer one of the old words, git finds a conflict then.
        first = values["review"][0].start_mark.line
        place = lines.start(first) if first > lowest else lines.end(last_line(values["text"][1]))
        yield place, place, line


def _quoted(text: str) -> str:
    (inside,) = re.findall(r"^\[(.*)\]$", _inline([text]), re.DOTALL) or [_inline(text)]
    return str(inside)


def _remark(block: str, lines: Lines, node: Any) -> str:
    """A comment behind a value on its line."""
    if node.start_mark.line != node.end_mark.line:
        return ""
    rest = block[
        lines.start(node.end_mark.line) + node.end_mark.column : lines.end(node.end_mark.line)
    ].rstrip()
    return rest if rest.lstrip().startswith("#") else ""
