"""Names for findings made of what they say, so that they survive moving, renaming and reflowing the text."""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from factcheck.readers import suffix_of
from factcheck.rules.rule import Finding
from factcheck.text import Source, Span

_LINE_MARKER = re.compile(r"(?m)^[ \t]*(?:>[ \t]*)+")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[<>≤≥=≈~±%‰°]|[-−+](?=\d)")


_TEX = (".tex", ".latex", ".ltx")
_TEX_COMMENT = re.compile(r"(?<!\\)%.*\n[ \t]*")
_TEX_EMPHASIS = re.compile(r"\\(?:emph|textbf|textit|textsl|textsc|texttt|underline)(?![A-Za-z])")
_NEXT_LINE_OF_CELL = re.compile(r'\\n"\s*,\s*"')
_EMPHASIS = re.compile(r"</?(?:b|strong|i|em|u|mark|small|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def _without_setting(text: str, suffix: str) -> str:
    """A stretch of a file without what its format writes for emphasis, line breaks and single letters."""
    if suffix in _TEX:
        return _TEX_EMPHASIS.sub("", _TEX_COMMENT.sub("", text))
    if suffix == ".ipynb":
        with contextlib.suppress(ValueError):  # what is not of one cell is left as it is
            joined = _NEXT_LINE_OF_CELL.sub(r"\\n", text)
            text = str(json.loads(f'"{joined}"', strict=False))
    if suffix in (".txt", ".text"):
        return text
    return html.unescape(_BREAK.sub(" ", _EMPHASIS.sub("", text)))


def normalised(text: str) -> str:
    """The words, numbers and comparing signs of a text, without what reflowing or emphasising it changes.

    `**40 %** of users`, wrapped or inside a block quotation, and `40 % of users` come out alike;
    `1.4` and `14`, `< 3` and `> 3` do not.
    """
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    first, newline, rest = text.partition("\n")
    plain = first + newline + _LINE_MARKER.sub("", rest)
    return " ".join(_WORD.findall(plain.casefold())) or " ".join(text.split())


def fingerprint(code: str, text: str, related: Iterable[str] = (), ordinal: int = 0) -> str:
    """Sixteen hexadecimal digits for a finding: its rule, what stands there, what stands at its other ends.

    `text` and `related` are taken from the file and normalised here. `ordinal` counts findings that are alike
    in all of it from 0, in path and text order over the whole run: a copy of a known finding is a new one.
    No path and no offset goes in.
    """
    parts = [code, normalised(text), *sorted(normalised(each) for each in related)]
    if ordinal:
        parts.append(f"#{ordinal}")
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def said_by(finding: Finding, sources: Mapping[str, Source]) -> tuple[str, str, Sequence[str]]:
    """What goes into the fingerprint of a finding: its rule, what stands there, what stands at its other ends."""

    def text(path: str, span: Span) -> str:
        source = sources.get(path)
        return "" if source is None else _without_setting(source.text[span.start : span.end], suffix_of(path))

    return finding.code, text(finding.path, finding.span), [text(r.path, r.span) for r in finding.related]


def fingerprints(findings: Iterable[tuple[str, str, Sequence[str]]]) -> list[str]:
    """One fingerprint for each `(code, text, related texts)`, in order; those that are alike are numbered."""
    seen: Counter[str] = Counter()
    names = []
    for code, text, related in findings:
        plain = fingerprint(code, text, related)
        ordinal = seen[plain]
        names.append(fingerprint(code, text, related, ordinal) if ordinal else plain)
        seen[plain] += 1
    return names
