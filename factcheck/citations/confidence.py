"""How sure it is that an uncited claim wants a citation.

What a text states about the world wants one; how a house, a tool or a rule book works is the publisher's own to say. The
more a sentence and the text around it look like the second, the lower the confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.citation import Confidence
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.kind import is_finite, is_medical, says_cause
from factcheck.document import STATED, Role
from factcheck.quantities import Quantity

PROCEDURAL_SHARE = 0.2
"""From this share of statements on that tell or address the reader, a text is a procedure and not a report."""

_MEASURED = frozenset({"%", "fold", "percentage point", "ratio"})
_RULED = re.compile(
    r"\b(?:must|shall|should|may|can|cannot|will|need|needs|required?|requires|allowed|up to|within|no (?:more|later|less|fewer) than|at least|at most|minimum|maximum|limit|deadline|due|receive|eligible|"
    r"entitled|default|per pay|business days?|calendar days?|working days?|hours? (?:of|per)|default|budget|fee|fees|rate|rates|salary|pay|costs?|price|minutes? (?:long|of|for)|pages?|words?|characters?|lines?|pixels?|files?|steps?|section|chapter|version|copies|slides?|meetings?|posts?)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:you|your|we|our|us|i|my|team|teams|staff|employees?|supervisors?|managers?|users?|readers?|contributors?|members?|participants?|maintainers?|developers?|applicants?|partners?|repository|repo|project|projects|software|tool|tools|file|files|page|pages|code|branch|commit|document|documents|form|click|button|folder|package|chapter|book|workshop|meeting|meetings|issue|issues|community)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:said|says|wrote|writes|told|called|calls|described|remarked|declared|announced|complained|according to)\b"
)
_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|surveys?|research|evidence|scientists|researchers|experts|reports?|poll|census|meta-?analys[ei]s|cohort|reviews?|journal|experts|20\d\d|19\d\d)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:can|may|might|could|should|must|need|needs|would|will|allows?|lets?|helps?|enables?|wants?|tries)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")


def is_procedural(statements: Sequence[tuple[Statement, Sequence[Claim]]]) -> bool:
    """Whether a text is mostly there to tell its readers what to do."""
    stated = [(statement, claims) for statement, claims in statements if statement.role in STATED]
    if len(stated) < 5:
        return False
    telling = sum(
        1
        for statement, claims in stated
        if any(claim.kind is Kind.INSTRUCTION for claim in claims)
        or re.search(r"\b(?:you|your)\b", statement.plain, re.IGNORECASE)
    )
    return telling / len(stated) >= PROCEDURAL_SHARE


def confidence(
    statement: Statement, claim: Claim, *, procedural: bool, beside_cited: bool = False
) -> Confidence:
    """How sure it is that an uncited claim of this statement wants a citation.

    `procedural` is about the whole text, `beside_cited` says that a neighbour in the paragraph is cited.
    """
    medical = is_medical(statement, least=2)
    house = bool(_HOUSE.search(statement.plain))
    if claim.kind is Kind.STATISTIC:
        return _of_statistic(statement, claim, medical=medical, procedural=procedural)
    if claim.kind is Kind.ADVICE:
        return Confidence.HIGH if is_medical(statement) and not procedural else Confidence.LOW
    if claim.kind is Kind.QUOTATION:
        spoken = _SPOKEN.search(statement.plain) is not None
        return (
            Confidence.HIGH
            if spoken and not procedural and statement.role is not Role.QUOTATION
            else Confidence.LOW
        )
    if procedural or (house and not medical):
        return Confidence.LOW
    if _MODAL.search(statement.plain) and not medical and claim.kind not in (Kind.PREDICTION, Kind.LAW):
        return Confidence.LOW
    if claim.kind is Kind.LAW:
        return (
            Confidence.LOW
            if re.search(r"\b(?:shall|hereby|hereinafter|thereof)\b", statement.plain)
            else Confidence.MEDIUM
        )
    if claim.kind is Kind.DATE:
        return Confidence.MEDIUM if _YEAR.search(statement.plain) and not beside_cited else Confidence.LOW
    if claim.kind in (Kind.SUPERLATIVE, Kind.PREDICTION):
        return Confidence.MEDIUM
    if beside_cited and not (medical and says_cause(statement)):
        return Confidence.LOW
    if claim.kind is Kind.MEDICAL or (claim.kind is Kind.CAUSAL and is_medical(statement)):
        return Confidence.MEDIUM
    if claim.kind is Kind.COMPARISON:
        return Confidence.MEDIUM if re.search(r"\bthan\b", statement.plain) else Confidence.LOW
    return Confidence.MEDIUM if says_cause(statement) and _has_subject(statement) else Confidence.LOW


def of_attribution(statement: Statement, claim: Claim, what: str, *, procedural: bool) -> Confidence:
    """How sure it is that words attribute what they seem to: in a house's own procedures, teams and reports are at hand."""
    strong = claim.kind in (Kind.STATISTIC, Kind.QUOTATION) or bool(_STUDY.search(what))
    if procedural:
        return Confidence.MEDIUM if strong and not _HOUSE.search(statement.plain) else Confidence.LOW
    if _HOUSE.search(statement.plain) and not strong:
        return Confidence.LOW
    return Confidence.HIGH if strong or claim.kind is not Kind.GENERAL else Confidence.MEDIUM


def _of_statistic(statement: Statement, claim: Claim, *, medical: bool, procedural: bool) -> Confidence:
    text = statement.plain
    measured = any(quantity.unit in _MEASURED for quantity in claim.quantities)
    ruled = bool(_RULED.search(text)) or bool(_HOUSE.search(text))
    if procedural:
        return Confidence.HIGH if measured and is_finite(statement.parse) and not ruled else Confidence.LOW
    if statement.role is Role.TABLE_ROW and not (measured or medical):
        return Confidence.LOW
    if measured or medical:
        return Confidence.HIGH
    if ruled or not claim.quantities:
        return Confidence.LOW
    if any(_is_large(quantity) for quantity in claim.quantities):
        return Confidence.HIGH
    return Confidence.MEDIUM if statement.parse and is_finite(statement.parse) else Confidence.LOW


def _is_large(quantity: Quantity) -> bool:
    return abs(quantity.value) >= 100 and bool(quantity.unit)


def _has_subject(statement: Statement) -> bool:
    """Whether a noun is the subject of its main verb, and no pronoun or nothing at all."""
    return any(
        token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN") for token in statement.parse
    )
