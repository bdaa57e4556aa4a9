"""What a rule's manual page says, in pieces."""

from __future__ import annotations

import re

from factcheck.rules import manual, rules


def section(code: str, heading: str) -> str:
    """The text under a heading of a rule's manual page; empty where there is no such rule or heading."""
    if code not in rules():
        return ""
    found = re.search(rf"(?ms)^## {re.escape(heading)}\s*\n(.*?)(?=^## |\Z)", manual(code))
    return found.group(1).strip() if found else ""


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    line = " ".join(text.split("\n\n", 1)[0].split())
    found = re.match(r".*?[.!?](?=\s|$)", line)
    return found.group() if found else line
