"""Whether a text holds one thing above all others."""

from __future__ import annotations

import functools
import re

from factcheck import prefilter

_SUPERLATIVE = prefilter.compile(
    r"\b(?:the|its|their|his|her|our|[a-z]+'s|world’s|\w+’s) (?:\w+ )?(?:(?:most|least) \w+|\w{2,}(?:est)|first|only|oldest|sole|chief|leading|main|top|primary|biggest|best|worst)\b"
    r"|\bonly (?:one|two|three|four|five|a (?:few|handful)|\d+) (?:of the |other |known )?\w+\b|\bthe (?:number one|no\. 1)\b|\bmost dangerously\b|\b(?:only|nowhere) (?:in|at|by|here|the|one|two|four|three)\b|\bmost (?:common|frequent|widely|effective|important|dangerous|popular)\w*\b|\bthe most\b|\bcommonest\b|\b\w+est (?:\w+ )?ever\b|\b(?:not|never|no)\b[^,.;]* (?:a|one) single\b|\bno other\b|\bevery single\b",
    re.IGNORECASE,
)
_SUPERLATIVE_WORD = prefilter.compile(
    r"\b(?:most|least|first|only|sole|chief|leading|main|top|primary|worst|number|no|nowhere|single)\b",
    re.IGNORECASE,
)
"""What one has where no word ends in "est", looked for since it begins with words that most sentences have."""
_NOT_SUPERLATIVE = frozenset(
    "nearest rest test interest guest west forest harvest request contest protest arrest quest chest nest latest honest modest suggest".split()
)
_NOT_SUPERLATIVE_PHRASE = prefilter.compile(
    r"\bfor the first time\b|\bmost (?:common|popular|important|widely used|frequent) (?:way|ways|method|methods|approach|approaches|tool|tools|use|uses|option|options)\b|\b(?:his|her|their|my|its|whose) (?:only|first|earliest|eldest|youngest|oldest|best|latest|last) (?:\w+ )?(?:brother|sister|son|daughter|child|children|wife|husband|friend|friends|memor\w+|book|novel|album|film|name|job|home|house|attempt|visit|year|years|publication|efforts?)\b|\b(?:at|in|to|from|on|near) the (?:very )?top\b|\btop (?:of|level|left|right)\b|\bat (?:first|best|worst|least|most|the latest|the earliest|last)\b|\bthe (?:first|next|last|initial|main|primary|best|easiest|simplest|quickest|fastest|top) (?:aim|function|task|tasks|session|sessions|challenge|challenges|benefit|benefits|feature|features|difference|differences|text|author|authors|argument|draft|version|release|attempt|use|step|steps|thing|things|way|ways|part|point|points|section|line|lines|page|time|day|week|month|column|row|place|goal|goals|purpose|reason|question|idea|paragraph|sentence|chapter|heading|button|option|menu|of these|one|two|three|few|half|person|practices?)\b|\bfirst[- ](?:come|name|aid|person|hand|class|year|line)\b|\bthe latest\b|\bthe (?:first|second|third) \w+ (?:is|was)\b",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=16)
def superlative(text: str) -> bool:
    """Whether a superlative stands in it that is not a name, a set phrase or a place in a row."""
    if not (_SUPERLATIVE_WORD.may_be_in(text) or "est" in text.casefold()) or not _SUPERLATIVE.search(text):
        return False
    rest = _NOT_SUPERLATIVE_PHRASE.sub(" ", text)
    return any(
        match.group().rsplit(None, 1)[-1].lower() not in _NOT_SUPERLATIVE
        # "the First World War" is a name.
        and not re.match(
            r"[A-Z]\w* [A-Z]", match.group().rsplit(None, 1)[-1] + rest[match.end() : match.end() + 2]
        )
        for match in _SUPERLATIVE.finditer(rest)
    )
