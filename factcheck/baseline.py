"""Known findings, kept in a file so that only new ones fail.

The file is JSON with one finding a line, sorted by fingerprint, all lines ending alike: what two branches add and
take out merges as plain text, also with git's `union` driver, and a line that is there twice counts once. Git refuses
to merge changes of neighbouring lines; the blank lines, always the same, keep even the few lines of a small file apart.
Findings are told apart by what they say; path and words stand beside the fingerprint for people.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from factcheck.errors import UserError
from factcheck.rules.fingerprint import fingerprint, said_by
from factcheck.rules.rule import Finding
from factcheck.text import Source
from factcheck.values import Value

NAME = "factcheck-baseline.json"
SCHEMA = 1
_BEGINNINGS = tuple(f"{number:02x}" for number in range(1, 256))
"""Two digits of a fingerprint, before which a blank line stands."""
_LONGEST = 100
"""Characters of a finding's words that are kept for people."""


class Entry(Value, frozen=True, order=True):
    """One known finding."""

    fingerprint: str
    code: str
    path: str
    """Where it stood when it was written down."""
    text: str
    """The first words of what it is about."""


@dataclasses.dataclass(frozen=True)
class Compared:
    """Findings held against a baseline."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[Entry, ...]
    """Entries whose finding is not there any more."""


def entries(
    findings: Iterable[Finding], sources: Mapping[str, Source], name: Callable[[str], str] = str
) -> tuple[Entry, ...]:
    """What to write down for these findings, sorted, under the name that each path is given.

    A file that cannot be read (FC901) is never known.
    """
    found = set()
    for finding in findings:
        if finding.code == "FC901":
            continue
        source = sources.get(finding.path)
        words = "" if source is None else source.text[finding.span.start : finding.span.end]
        text = " ".join(words.split())
        if len(text) > _LONGEST:
            text = text[:_LONGEST].rstrip() + " …"
        found.add(Entry(finding.fingerprint, finding.code, name(finding.path).replace("\\", "/"), text))
    return tuple(sorted(found))


def write(known: Iterable[Entry]) -> str:
    """The text of a baseline file."""
    rows = [
        (entry.fingerprint, json.dumps(msgspec.structs.asdict(entry), ensure_ascii=False) + ",")
        for entry in set(known)
    ]
    rows += [(beginning, "") for beginning in _BEGINNINGS]
    lines = [f'{{"schema": {SCHEMA}, "findings": [', *(line for _, line in sorted(rows)), "null]}"]
    return "\n".join(lines) + "\n"


def read(text: str, path: str = NAME) -> tuple[Entry, ...]:
    """The entries of a baseline file, sorted, each once.

    Raises `UserError` with the line where the file is not one.
    """
    if conflict := re.search(r"(?m)^(?:<{7}|={7}|>{7})(?: |$)", text):
        raise UserError(
            "there is an unfinished merge in the baseline",
            cure="keep the lines of both sides and take the marker lines out",
            path=path,
            line=text.count("\n", 0, conflict.start()) + 1,
        )
    try:
        shape = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"the baseline is not JSON ({error.msg})", cure=_AGAIN, path=path, line=error.lineno
        ) from None
    except RecursionError:
        raise UserError("the baseline is not JSON (nested too deeply)", cure=_AGAIN, path=path) from None
    if not isinstance(shape, dict) or not isinstance(shape.get("findings"), list):
        raise UserError("this is no baseline", cure=_AGAIN, path=path)
    if shape.get("schema") != SCHEMA:
        raise UserError(
            f"the baseline has schema {shape.get('schema')!r}, this version reads {SCHEMA}",
            cure="use the version that wrote it, or take it away and write it again with: factcheck baseline",
            path=path,
        )
    return tuple(sorted({_entry(each, path) for each in shape["findings"] if each is not None}))


_AGAIN = "restore it, or take it away and write it again with: factcheck baseline"


def _entry(shape: Any, path: str) -> Entry:
    fields = ("fingerprint", "code", "path", "text")
    if (
        not isinstance(shape, dict)
        or not all(isinstance(shape.get(name, ""), str) for name in fields)
        or not shape.get("fingerprint")
    ):
        shown = json.dumps(shape, ensure_ascii=False)[:60]
        raise UserError(f"not an entry of a baseline: {shown}", cure=_AGAIN, path=path)
    return Entry(*(shape.get(name, "") for name in fields))


def compare(
    findings: Iterable[Finding],
    known: Iterable[Entry],
    sources: Mapping[str, Source] = MappingProxyType({}),
    *,
    covers: Callable[[Entry], bool] = lambda _entry: True,
    name: Callable[[str], str] = str,
) -> Compared:
    """Tell new findings from known ones, and entries that are gone.

    Where a run did not look everywhere, `covers` says of which entries it would have found the finding; others are
    never called gone. `name` makes a path what it is in the baseline.
    """
    by_fingerprint: dict[str, list[Entry]] = {}
    for entry in known:
        by_fingerprint.setdefault(entry.fingerprint, []).append(entry)
    found = tuple(findings)
    there = {finding.fingerprint for finding in found}
    new = {
        index for index, finding in enumerate(found) if finding.fingerprint not in by_fingerprint
    } ^ _exchanged(found, by_fingerprint, sources, name)
    return Compared(
        new=tuple(each for index, each in enumerate(found) if index in new),
        known=tuple(each for index, each in enumerate(found) if index not in new),
        gone=tuple(
            sorted(
                entry
                for fingerprint, (*_, entry) in by_fingerprint.items()
                if fingerprint not in there and covers(entry)
            )
        ),
    )


def _exchanged(
    found: Sequence[Finding],
    known: Mapping[str, Sequence[Entry]],
    sources: Mapping[str, Source],
    name: Callable[[str], str],
) -> set[int]:
    """Of findings that are alike, some known and some new: those that have to change sides.

    They are numbered by their paths, so that a copy in a file that comes first takes the number of a known one. Known is
    the one in the file where it stood; where two branches each wrote one down, in files of their own, both are.
    """
    if not sources or all(finding.fingerprint in known for finding in found):
        return set()
    alike: dict[str, list[int]] = {}
    for index, finding in enumerate(found):
        alike.setdefault(fingerprint(*said_by(finding, sources)), []).append(index)
    exchanged: set[int] = set()
    for indices in alike.values():
        before = [index for index in indices if found[index].fingerprint in known]
        if len(before) in (0, len(indices)):
            continue
        written = {(entry.fingerprint, entry.path) for i in before for entry in known[found[i].fingerprint]}
        stood = Counter(path for _, path in written)
        after = {}
        for index in indices:
            if stood[path := name(found[index].path)]:
                stood[path] -= 1
                after[index] = True
        many = max(len(before), len(after))
        after |= dict.fromkeys((*before, *indices), True)  # those that were moved to another file
        exchanged |= set(before) ^ set(list(after)[:many])
    return exchanged


def pruned(known: Iterable[Entry], gone: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without those that are gone."""
    dropped = {entry.fingerprint for entry in gone}
    return tuple(sorted(entry for entry in known if entry.fingerprint not in dropped))
