"""Claim against source: so far it says what could not be checked and why, and never more than it knows."""

from __future__ import annotations

from factcheck.citations.citation import Assessment, Status
from factcheck.evidence.store import Store, nearest_passage
from factcheck.verify.verdict import Support, Verdict

_WHOLE = frozenset(("full text", "full-text", "fulltext", "whole text"))


def judge(text: str, assessment: Assessment, store: Store) -> Verdict | None:
    """The verdict on a cited claim; None where the claim is not cited.

    `unchecked` with its reason where the store has no record of the source, or has one and no judge to read
    it; the nearest passage is given for a person to read.
    """
    if assessment.status is not Status.CITED:
        return None
    for citation in assessment.citations:
        record = store.get(citation.reference)
        if record is not None:
            passage = nearest_passage(text, record)
            part = record.grain if record.grain.casefold() not in _WHOLE else ""
            reason = f"only the {part} is in the store" if part else "left to a person"
            return Verdict(Support.UNCHECKED, reason, passage, record.key)
    return Verdict(Support.UNCHECKED, "no record of the source in the store")
