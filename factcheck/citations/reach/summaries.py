"""Leads and summaries of what the text below cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.citation import Assessment, Confidence, Status
from factcheck.citations.resolve import Outcome
from factcheck.citations.weighed import Judged, Weighed, block_extents, is_cited
from factcheck.claims.claim import Kind, Statement
from factcheck.claims.kinds.numbers import is_dated
from factcheck.document import Role

_SUMMARY = re.compile(
    r"^[*_]*(?:summary|in short|in brief|key (?:points|takeaways|facts|messages)|tl;?dr|at a glance|overview|abstract|the short version|in a nutshell|highlights)\b",
    re.IGNORECASE,
)
_STOPWORD_LENGTH = 3


def _stems(statement: Statement) -> frozenset[str]:
    if statement.parse:
        return frozenset(
            t.lemma
            for t in statement.parse
            if t.pos in ("NOUN", "PROPN", "VERB") and len(t.lemma) >= _STOPWORD_LENGTH
        )
    return frozenset(w for w in re.findall(r"\w+", statement.text.lower()) if len(w) > _STOPWORD_LENGTH)


def summaries(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A lead or summary without figures needs no citation where a cited statement below takes up its subject."""
    leads: list[int] = []
    called: set[int] = set()
    """Those that are called a summary, or stand below a heading of that name."""
    first_block: int | None = None
    summary_block: int | None = None
    summary_list = -1
    for index, weighed in enumerate(document):
        statement = weighed.statement
        headed = bool(statement.headings and _SUMMARY.match(statement.headings[-1]))
        if headed:
            called.add(index)
        if statement.role is Role.LIST_ITEM and (headed or summary_list >= 0):
            leads.append(index)
            continue
        summary_list = -1
        if statement.role is not Role.PARAGRAPH:
            continue
        summary = _SUMMARY.match(statement.text) is not None
        if summary and len(statement.text.split()) <= 4:
            summary_list = index
        if first_block is None:
            first_block = statement.block
        if headed or summary or statement.block in (first_block, summary_block):
            leads.append(index)
            if summary:
                summary_block = statement.block
    if not leads:
        return
    last_cited: dict[str, int] = {}
    """Words of cited statements -> the last of these."""
    for index, weighed in enumerate(document):
        if is_cited(judged[index]) and weighed.statement.block != first_block:
            last_cited.update(dict.fromkeys(_stems(weighed.statement), index))
    extents = block_extents(document)
    for index in leads:
        statement = document[index].statement
        if any(r.outcome is not Outcome.NONE for r in document[index].resolutions):
            continue
        marked = index in called or _SUMMARY.match(document[extents[index][0]].statement.text) is not None
        alone = len(extents[index]) == 1 and statement.role is Role.PARAGRAPH
        listed = statement.role is Role.LIST_ITEM
        if not (marked or alone or listed):
            continue
        taken_up = sum(last_cited.get(word, -1) > index for word in _stems(statement))
        brief = len(statement.text.split()) <= 10
        if taken_up >= (1 if marked or brief or listed else 2):
            judged[index] = tuple(
                Assessment(Status.EXEMPT, "covered later", confidence=Confidence.MEDIUM)
                if own.status is Status.UNCITED
                and claim.kind not in (Kind.STATISTIC, Kind.SUPERLATIVE, Kind.QUOTATION, Kind.ADVICE)
                and not (claim.kind is Kind.DATE and is_dated(claim.text))
                else own
                for own, claim in zip(judged[index], document[index].claims, strict=True)
            )
