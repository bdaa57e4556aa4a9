"""Places as other programs want them: lines, columns, URIs, and text that cannot steer a terminal."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import urllib.parse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from factcheck.rules.rule import Finding, Severity
from factcheck.text import Source, Span
from factcheck.values import Value


class Placed(Protocol):
    """A finding or a related place of one."""

    @property
    def path(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Region(Value, frozen=True):
    """A span in lines and columns, both counted from 1 in code points, the end column excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(sources: Mapping[str, Source], place: Placed) -> Region:
    """The lines and columns of a place; an empty one where its file could not be read."""
    source = sources.get(place.path)
    if source is None or place.span.end > len(source.text):
        return Region(place.line, place.column, place.line, place.column)
    end_line, end_column = source.line_column(place.span.end)
    if end_column == 1 and end_line > place.line:  # the span ends with its line break
        end_line -= 1
        end_column = place.span.end - source.line_starts[end_line - 1] + 1
    return Region(place.line, place.column, end_line, end_column)


def ends(finding: Finding) -> Iterator[tuple[Placed, str, Sequence[tuple[Placed, str]]]]:
    """Each place of a finding with what to say there, and the others with what is said of them: a conflict is told of
    at both ends, since whoever reads a change line by line sees the end that was changed and no other.
    """
    every: list[tuple[Placed, str]] = [(finding, finding.message)]
    every += [(other, other.message) for other in finding.related]
    where = f"{slashed(finding.path)}:{finding.line}"
    for number, (place, said) in enumerate(every):
        message = f"{said} ({where}: {finding.message})" if number else said
        yield place, message, every[:number] + every[number + 1 :]


def excerpt(sources: Mapping[str, Source], place: Placed) -> str:
    """What stands at a place, as one line."""
    source = sources.get(place.path)
    return "" if source is None else one_line(source.text[place.span.start : place.span.end])


_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def slashed(path: str) -> str:
    """A path with `/` between its parts, whatever machine wrote it."""
    return path.replace("\\", "/").removeprefix("./")


def in_repository(path: str, within: str) -> str:
    """A path as it is from the top of the repository, where forges look for it, for one that is relative to a folder
    `within` that.
    """
    if not within or path.startswith("/") or _DRIVE.match(path):
        return slashed(path)
    return posixpath.normpath(within + slashed(path))


def uri(path: str) -> tuple[str, bool]:
    """A path as a URI reference, and whether it is relative: `my notes/é.md` is `my%20notes/%C3%A9.md`."""
    if _DRIVE.match(path):
        return "file:///" + path[:2] + urllib.parse.quote(slashed(path[2:])), False
    if path.startswith("/"):
        return "file://" + urllib.parse.quote(path), False
    quoted = urllib.parse.quote(slashed(path))
    # A first part with a colon would read as a scheme; quote() has turned every colon into %3A.
    return quoted, True


def visible(text: str) -> str:
    """A text whose control and direction characters are shown and do nothing; line breaks stay."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    if character == "\t":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    category = unicodedata.category(character)
    if category == "Zs":
        return character
    if character in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
        return character  # invisible, and harmless
    return "\ufffd"


def one_line(text: str) -> str:
    """A text on one line, harmless to a terminal."""
    return visible(" ".join(text.split()))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings before notes; the surer ones first; else in the order given."""
    sure = {"high": 0, "medium": 1, "low": 2}
    return sorted(findings, key=lambda finding: (finding.severity.rank, sure[finding.confidence]))


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `0 statuses`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun}{'es' if noun.endswith('s') else 's'}"


def without_articles(sources: Mapping[str, Source]) -> str:
    """What to say where no article was read and nothing found."""
    if not sources:
        return "Nothing was checked: no file was read."
    return f"No findings in {counted(len(sources), 'file')} beside articles; no article was read."


def severities(findings: Iterable[Finding]) -> str:
    """`3 errors, 1 warning`, without the kinds there are none of."""
    counts = Counter(finding.severity for finding in findings)
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    return ", ".join(counted(counts[each], nouns[each]) for each in Severity if counts[each])


def xml_text(text: str) -> str:
    """A text without the characters that XML 1.0 cannot hold."""
    return re.sub(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
