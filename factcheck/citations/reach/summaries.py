"""Leads and summaries of what the text below cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.citations.citation import Assessment, Confidence, Status
from factcheck.citations.resolution import Outcome
from factcheck.citations.weighed import Judged, Weighed, block_extents, is_cited
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.kinds.numbers import is_dated
from factcheck.document import Role

_SUMMARY = re.compile(
    r"^[*_]*(?:summary|in short|in brief|key (?:points|takeaways|facts|messages)|tl;?dr|at a glance|overview|abstract|the short version|in a nutshell|highlights)\b",
    re.IGNORECASE,
)
_STOPWORD_LENGTH = 3
_LABEL_LENGTH = 4
"""Words of a line that does no more than call the list below a summary, at most."""
_BRIEF = 10
"""Words of a lead of which one taken up below tells enough, at most."""
_EXACT = frozenset({Kind.STATISTIC, Kind.SUPERLATIVE, Kind.QUOTATION, Kind.ADVICE})
"""Kinds of claim that need a source wherever they stand."""


def _stems(statement: Statement) -> frozenset[str]:
    if statement.parse:
        return frozenset(
            t.lemma
            for t in statement.parse
            if t.pos in ("NOUN", "PROPN", "VERB") and len(t.lemma) >= _STOPWORD_LENGTH
        )
    return frozenset(w for w in re.findall(r"\w+", statement.text.lower()) if len(w) > _STOPWORD_LENGTH)


class _Lead(NamedTuple):
    """A statement that may sum up what the text below cites."""

    at: int
    headed: bool
    """Whether it stands below a heading that calls it a summary."""


def summaries(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A lead or summary without figures needs no citation where a cited statement below takes up its subject."""
    first_block = next((w.statement.block for w in document if w.statement.role is Role.PARAGRAPH), None)
    leads = list(_leads(document, first_block))
    if not leads:
        return
    last_cited: dict[str, int] = {}
    """Words of cited statements -> the last of these."""
    for index, weighed in enumerate(document):
        if is_cited(judged[index]) and weighed.statement.block != first_block:
            last_cited.update(dict.fromkeys(_stems(weighed.statement), index))
    extents = block_extents(document)
    for lead in leads:
        weighed = document[lead.at]
        if any(r.outcome is not Outcome.NONE for r in weighed.resolutions):
            continue
        shared = _words_to_share(document, lead, extents[lead.at])
        if shared is None:
            continue
        if sum(last_cited.get(word, -1) > lead.at for word in _stems(weighed.statement)) >= shared:
            judged[lead.at] = _covered_later(weighed.claims, judged[lead.at])


def _leads(document: Sequence[Weighed], first_block: int | None) -> Iterator[_Lead]:
    """The first paragraph, and what is called a summary by its opening, its heading or the line above its list."""
    summary_block: int | None = None
    in_list = False
    for index, weighed in enumerate(document):
        statement = weighed.statement
        headed = bool(statement.headings and _SUMMARY.match(statement.headings[-1]))
        if statement.role is Role.LIST_ITEM and (headed or in_list):
            yield _Lead(index, headed)
            continue
        in_list = False
        if statement.role is not Role.PARAGRAPH:
            continue
        if _SUMMARY.match(statement.text):
            summary_block = statement.block
            in_list = len(statement.text.split()) <= _LABEL_LENGTH
        if headed or statement.block in (first_block, summary_block):
            yield _Lead(index, headed)


def _words_to_share(document: Sequence[Weighed], lead: _Lead, block: range) -> int | None:
    """How many of its words cited statements below have to share; None where it is one sentence among others, and no
    summary.
    """
    statement = document[lead.at].statement
    listed = statement.role is Role.LIST_ITEM
    if lead.headed or listed or _SUMMARY.match(document[block[0]].statement.text):
        return 1
    if len(block) > 1:
        return None
    return 1 if len(statement.text.split()) <= _BRIEF else 2


def _covered_later(claims: Sequence[Claim], judged: Judged) -> Judged:
    """What is judged of a lead whose subject is taken up below: general claims are covered there."""
    later = Assessment(Status.EXEMPT, "covered later", confidence=Confidence.MEDIUM)
    return tuple(
        later if own.status is Status.UNCITED and _is_general(claim) else own
        for own, claim in zip(judged, claims, strict=True)
    )


def _is_general(claim: Claim) -> bool:
    return claim.kind not in _EXACT and not (claim.kind is Kind.DATE and is_dated(claim.text))
