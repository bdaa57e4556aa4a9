"""What stands in quotation marks: somebody's words, or a title."""

from __future__ import annotations

import functools
import re

from factcheck import prefilter
from factcheck.claims.kinds.foreign import LETTERS

_QUOTED = prefilter.compile(
    r"[\"“”«»„](?P<double>[^\"“”«»„]{8,400})(?:[\"“”«»„]|$)|(?<!\w)['‘](?P<single>[^'‘’\n]{8,400}(?:['’]\w[^'‘’\n]{0,400}){0,4})['’](?!\w)"
)
_OPENS_QUOTATION = re.compile(r"[\"“”«»„'‘](?<!\w['‘])")
_SPEECH = prefilter.compile(
    r"\b(?:said|says?|wrote|writes?|called?|calls|told|tells|according|described?|describes|remark(?:ed|s)|quot(?:ed|es)|put it|puts it|declared?|declares|announced|"
    r"complain(?:ed|s)|noted|notes|spoke|speaks|recall(?:ed|s)|warned|warns|replied|asked|insist(?:ed|s)|promised|claimed|argued|explained|admitted|praised|in the words of|words|motto|slogan|famously|once)\b",
    re.IGNORECASE,
)


def quotes(text: str) -> bool:
    """Whether the words of somebody stand in it: eight quoted words, or three beside a verb of speech."""
    said = [
        m.group("double") or m.group("single")
        for m in _QUOTED.finditer(text)
        if not _NAMING.search(text[max(0, m.start() - 24) : m.start()])
    ]
    longest = max((len(words.split()) for words in said if not _is_title(words)), default=0)
    return longest >= 8 or (longest >= 3 and bool(_SPEECH.search(text)))


_NAMING = re.compile(
    r"\b(?:called|titled|entitled|named|dubbed|nicknamed|known as|headlined|song|film|book|poem|program|programme|series|episode|album|spot|project|campaign) $",
    re.IGNORECASE,
)


def _is_title(words: str) -> bool:
    """Whether quoted words are the title of something: its longer words have capitals."""
    longer = [word for word in LETTERS.findall(words) if len(word) > 3]
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


@functools.lru_cache(maxsize=2048)
def without_quotations(text: str) -> str:
    """The text with longer quotations emptied, so that "I" and "you" in them are not taken for the writer's."""
    if not _OPENS_QUOTATION.search(text):
        return text
    return _QUOTED.sub(lambda match: '""' if len(match.group().split()) > 2 else match.group(), text)
