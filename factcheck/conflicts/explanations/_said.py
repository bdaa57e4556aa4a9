"""What a claim says, with what stands above its table."""

from __future__ import annotations

from factcheck.conflicts.matching import Reading


def text_of(reading: Reading) -> str:
    """What a claim says; of a table's row also what stands right above the table."""
    frame = reading.frame
    return f"{frame.text} | {frame.above}" if frame.above else frame.text


def lemmas_of(reading: Reading) -> str:
    """The lemmas of that."""
    return reading.frame.lemmas + reading.frame.above_lemmas
