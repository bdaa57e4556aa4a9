"""Whether words and statements speak of health."""

from __future__ import annotations

import functools
import re

from factcheck.claims.claim import Statement
from factcheck.claims.kinds.cues import known_cues

_BIOMEDICAL = re.compile(
    r"(?:[a-z]{3,}(?:itis|aemia|emia|uria|pathy|algia|ectomy|plasty|blast|clast|cyte|kine|statin|phosphonate|mab|cillin|azole|olol|pril|sartan|gliptin|mycin|caine|azepam|idine|oxetine|steroid|estrogen|globulin|rrhea|rrhoea|trophy|genesis|oma)|(?<!p)(?<!m)[a-z]{4,}(?:porosis|clerosis|fibrosis|cirrhosis|thrombosis|necrosis|stenosis|kyphosis|psychosis|neurosis|tuberculosis))$"
    r"|^(?:cardio|vascul|arter(?!ial$)|coronar|athero|osteo|neuro|onco|hepat|nephr|gastro|pulmon|immun|antibod|antibio|haemo|hemo|hypert|hypot|hyperg|hypog|calcif|mening|derma|endocr|psychiat|pharmac|toxic|vitamin|menopaus|metabol|inflamm|physiolog|clinic)",
)
_LONGEST_WORD = 60
"""Characters; of longer words the beginning and the end are looked at."""


@functools.lru_cache(maxsize=1 << 14)
def is_biomedical(word: str) -> bool:
    """Whether a word is built as medicine builds its words."""
    shown = word if len(word) <= _LONGEST_WORD else f"{word[:20]} {word[-30:]}"
    return _BIOMEDICAL.search(shown) is not None


def is_medical(statement: Statement, *, least: int = 1) -> bool:
    """Whether the statement, or the header of its table, speaks of health: by `least` of its words."""
    cues = known_cues()
    words = re.findall(r"[\w-]+", f"{statement.plain} {' '.join(statement.header)}".lower())
    found = {
        word
        for word in words
        if word in cues.medical or word.rstrip("s") in cues.medical or is_biomedical(word)
    }
    return len(found) >= least
