"""Template tags and components for sources: `{{< cite key >}}`, `<Cite id="key" />`."""

from __future__ import annotations

import re

from factcheck.document import MarkKind
from factcheck.readers._markdown_inline.writer import Writer

_CITE_TAG = re.compile(
    r"(?:\{%-?|\{\{[<%])\s*+\w++\s(?P<keys>[^%>]*+)(?:%\}|[>%]\}\})"
    r"|\{\{\s*(?P<needed>citation needed|cn|fact|source\?|ref\?|by whom\??|who\??)\s*(?:\|[^{}]*)?\}\}"
    r"|\{\{\s*+\w++\s*+[:|(]?(?P<named>[^{}]*+)\}\}",
    re.DOTALL | re.IGNORECASE,
)
_TAG_HEAD = re.compile(r"(?:\{\{[<%]?|\{%-?)\s*(?P<name>[\w-]+)\s*\(?\s*|<(?P<component>[A-Z]\w*)\s*")
_TAG_QUOTED = re.compile(
    r"(?:(?P<field>[A-Za-z][\w-]*)\s*=\s*)?\{?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`)"
)
_TAG_KEY = frozenset(
    {"id", "key", "keys", "ref", "refs", "citekey", "bibkey", "name", "of", "citation", "cite"}
)


def template_citation(writer: Writer, start: int, end: int) -> None:
    """The marks of a template tag or component for sources."""
    given = _given_in_tag(writer.flow.raw[start:end])
    if given is not None:
        kind, target = given
        writer.eat_space()
        writer.mark(kind, target, start, end)
        return
    tag = _CITE_TAG.match(writer.flow.raw, start)
    named = _named_by(tag) if tag else ""
    keys = [
        key
        for key in re.split(r"[\s,\"']+", named.partition(" -")[0])
        if key and not key.startswith("-") and "=" not in key
    ]
    writer.eat_space()
    if tag and tag["needed"]:
        writer.mark(MarkKind.NEEDED, tag["needed"].lower(), start, end)
    elif tag and tag["named"] is not None and not named:
        writer.mark(MarkKind.EMPTY, tag[0], start, end)
    for key in keys:
        writer.mark(MarkKind.KEY, key, start, end)


def _named_by(tag: re.Match[str]) -> str:
    """What a tag names, without what closes it."""
    if tag["keys"] is not None:
        return tag["keys"].strip().removesuffix("-").rstrip()
    return (tag["named"] or "").strip().removesuffix(")").strip()


def _given_in_tag(raw: str) -> tuple[MarkKind, str] | None:
    """What a template tag or component for sources gives in quotation marks: an address, a key, or a note in words; EMPTY
    where it gives nothing. None where it is a tag that names its keys without more.
    """
    head = _TAG_HEAD.match(raw)
    if head is None:
        return None
    inner = (
        re.search(r">(?P<words>[^<>]*(?:<[^<>]*>[^<>]*)*)</[A-Z]\w*>\Z", raw) if head["component"] else None
    )
    rest = raw[head.end() :].strip(" -%}>)/")
    if not rest or (inner is not None and not inner["words"].strip() and "=" not in raw):
        return MarkKind.EMPTY, raw
    fields = {
        (match["field"] or "").lower(): match["double"] or match["single"] or match["tick"] or ""
        for match in reversed(list(_TAG_QUOTED.finditer(raw, head.end())))
    }
    for name, value in fields.items():
        words = value.strip()
        if re.match(r"https?://|www\.", words):
            return MarkKind.LINK, words
        if re.match(r"10\.\d{4,9}/\S+$", words):
            return MarkKind.IDENTIFIER, f"doi:{words}"
        if name in ("doi", "pmid", "isbn", "arxiv") and words:
            return MarkKind.IDENTIFIER, f"{name}:{words}"
        if (
            " " in words
            and len(words) > 15
            and name in ("", "text", "note", "source", "content", "title", "ref", "citation")
        ):
            return MarkKind.NOTE, words
        if head["component"] and name in _TAG_KEY and words:
            return MarkKind.KEY, words
    if inner is not None and inner["words"].strip():
        words = " ".join(re.sub(r"<[^<>]*>|[*_`]", "", inner["words"]).split())
        found = re.search(r"https?://[^\s)\]]+", words)
        if found is None and head["component"] in ("DOI", "Doi"):
            return MarkKind.IDENTIFIER, f"doi:{words}"
        return (MarkKind.LINK, found[0]) if found else (MarkKind.NOTE, words)
    if head["component"] and any(not value.strip() for value in fields.values()):
        return MarkKind.EMPTY, raw
    return None
