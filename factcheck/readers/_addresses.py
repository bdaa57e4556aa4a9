"""Addresses as authors type them."""

from __future__ import annotations

import re

EMPTY_TARGET = re.compile(
    r"#?|todo|tbd|tba|tbc|fixme|xxx+|\?+|\.{3}|url|link|insert[-_ ]?(?:link|url)(?:[-_ ]here)?"
    r"|https?://|link[-_ ]?here|url[-_ ]?here",
    re.IGNORECASE,
)
"""What stands where an address is still to come."""
_TRAILING = ".,;:!?'’”»*_"


def balanced(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    spare = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in _TRAILING or (url[end - 1] == ")" and spare > 0)):
        spare -= url[end - 1] == ")"
        end -= 1
    return url[:end]
