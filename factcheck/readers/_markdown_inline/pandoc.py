"""Citations by key as Pandoc has them: `[see @key, p. 3; -@other]`, `@key` as a word of the sentence."""

from __future__ import annotations

import re

from factcheck.document import MarkKind
from factcheck.readers._markdown_inline.writer import Writer

KEY = r"[A-Za-z0-9_](?:[\w:.#$%&+?<>~/()-]*[\w/>~)])?"
"""What stands behind `@`."""
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|eq|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|table"
    r"|figure|equation|section|tab)[:-]",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?P<scheme>doi|pmid|pmcid|pmc|isbn|arxiv|url|wikidata|https?):(?P<value>\S+)", re.IGNORECASE
)
_YEAR_KEY = re.compile(r".*[A-Za-z].*(?:1[6-9]|20)\d\d[a-z]{0,12}$|.*[a-z][-_:]?\d\d[a-z]?$", re.IGNORECASE)
_ITEM = re.compile(
    rf"(?<![\w@])-?@(?:\{{(?P<braced>[^{{}}]+)\}}|(?P<web>(?:https?|url):[^\s;\]]+)|(?P<key>{KEY}))"
    rf"(?P<rest>.*)",
    re.DOTALL,
)
_BETWEEN = re.compile(r";|,\s*(?=(?:see |and )?-?@)")


def narrative(writer: Writer, match: re.Match[str]) -> int:
    """`@walker2002 saw`: the key stays as a word; `[p. 3]` behind it is its locator."""
    name = match["name"]
    known = _IDENTIFIER.fullmatch(name) is not None
    crossed = _CROSS_REFERENCE.match(name) is not None
    if crossed or not (known or writer.manner.narrative_keys or _YEAR_KEY.fullmatch(name)):
        writer.put(match.start(), match.end())
        return match.end()
    start, stop = match.span("name")
    at = writer.length
    writer.put(start, stop)
    key_mark(writer, name, match.start(), stop)
    mark = writer.marks[-1]
    mark.at, mark.to, mark.narrative = at, writer.length, True
    return stop


def bracketed_keys(writer: Writer, start: int, end: int) -> bool:
    """A Pandoc citation in brackets; False where it is none."""
    text = writer.text[start + 1 : end - 1]
    if "@" not in text:
        return False
    items = citations(writer.flow.raw[start + 1 : end - 1])
    if not items:
        return False
    writer.eat_space()
    for key, locator in items:
        key_mark(writer, key, start, end, locator)
    return True


def citations(text: str) -> list[tuple[str, str]]:
    """Keys and locators of `see @a, p. 3; -@b`; none where the brackets hold something else."""
    found: list[tuple[str, str]] = []
    for item in _BETWEEN.split(text):
        match = _ITEM.search(item)
        if match is None:
            continue
        key = match["braced"] or match["key"] or match["web"].rstrip(",.")
        if _CROSS_REFERENCE.match(key):
            continue
        found.append((key, match["rest"].strip().lstrip(",").strip().strip("[]")))
    return found


def key_mark(writer: Writer, key: str, start: int, end: int, locator: str = "") -> None:
    """The mark of a key, which may be an identifier or an address: `@doi:10.1000/1`."""
    match = _IDENTIFIER.fullmatch(key)
    if match is None:
        writer.mark(MarkKind.KEY, key, start, end, locator)
        return
    scheme, value = match["scheme"].lower(), match["value"]
    if scheme in ("http", "https"):
        scheme, value = "url", key
    elif scheme == "pmc":
        scheme = "pmcid"
    writer.mark(MarkKind.IDENTIFIER, f"{scheme}:{value}", start, end, locator)
