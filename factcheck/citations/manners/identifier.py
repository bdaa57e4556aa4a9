"""Identifiers in running text: DOI, PMID, PMCID, arXiv, ISBN. A bracket that holds one is a mark
as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.links import is_citation
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.references.identifiers import identifier_of_url, identifiers

_CLUE = re.compile(r"10\.\d{4}|\bpmid|\bpmc\d|\bpmcid|arxiv|isbn", re.IGNORECASE)
_IN_CLUES = ("10.", "pm", "arx", "bn")
"""Of each clue some letters, in lower case."""


def _bracket_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The innermost pair of round or square brackets around a range, no sentence's end in between."""
    depth = 0
    low = None
    for index in range(start - 1, max(-1, start - 400), -1):
        if text[index] in ")]":
            depth += 1
        elif text[index] in "([":
            if depth == 0:
                low = index
                break
            depth -= 1
    if low is None:
        return None
    depth = 0
    for index in range(end, min(len(text), end + 400)):
        if text[index] in "([":
            depth += 1
        elif text[index] in ")]":
            if depth == 0:
                return low, index + 1
            depth -= 1
    return None


_ADDRESS = re.compile(
    r"\((?:see |at |via |source: )?(?P<address>(?:[a-z\d][a-z\d-]{0,40}\.){1,4}(?:gov|edu|org|com|net|int|eu|uk|de|fr|ch|at|nl|no|se|dk|fi|es|it|ie|ca|au|nz|jp|cc|io|info|us|be|pl|cz|pt|gr|br|mx|in|za)/[\w.~%/?=&#+:@-]{2,200})\)",
    re.IGNORECASE,
)
"""An address with a path and without its scheme, alone in brackets: "(mills.example.org/wear/2020)"."""


def _addresses(text: str) -> Iterator[Found]:
    for match in _ADDRESS.finditer(text):
        target = f"https://{match['address']}"
        if is_citation(
            target, match["address"], citation_hosts=(), navigation_hosts=()
        ) and identifier_of_url(target):
            yield Found(MarkKind.LINK, (target,), match.start(), match.end(), bracketed=True)


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Identifiers in a text; those that share a bracket make one mark with several targets."""
    if "/" in text and "(" in text:
        yield from _addresses(text)
    folded = text.lower()
    if not any(map(folded.__contains__, _IN_CLUES)) or not _CLUE.search(text):
        return
    by_bracket: dict[tuple[int, int], list[str]] = {}
    for one in identifiers(text):
        target = f"{one.identifier.scheme}:{one.identifier.value}"
        bracket = _bracket_around(text, one.start, one.end)
        if bracket is None:
            yield Found(MarkKind.IDENTIFIER, (target,), one.start, one.end, bracketed=False)
        else:
            by_bracket.setdefault(bracket, []).append(target)
    for (start, end), targets in by_bracket.items():
        yield Found(MarkKind.IDENTIFIER, tuple(targets), start, end, bracketed=True)
