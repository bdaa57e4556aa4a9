"""The citation status of every claim of a document, with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.by_itself import by_itself
from factcheck.citations.citation import Assessment, Confidence, Status
from factcheck.citations.confidence import carries_on, confidence, nature, of_attribution
from factcheck.citations.nearby import Nearby
from factcheck.citations.reach.paragraphs import lists, paragraphs
from factcheck.citations.reach.quotations import quotations, quoted_runs
from factcheck.citations.reach.remarks import remarks
from factcheck.citations.reach.runs import exemplified, own_runs, refuted, runs
from factcheck.citations.reach.summaries import summaries
from factcheck.citations.reach.tables import tables
from factcheck.citations.reckoned import is_reckoned
from factcheck.citations.second_reading import ATTRIBUTED, no_surer
from factcheck.citations.traits import QUOTATION_MARK
from factcheck.citations.weighed import Judged, Weighed, block_extents, is_cited
from factcheck.claims.claim import Claim, Statement
from factcheck.claims.kinds.verbs import is_finite
from factcheck.document import Role
from factcheck.values import replace

_WITHOUT_SOURCE = (Status.UNLOCATABLE, Status.VAGUE, Status.UNCITED)


def assess(document: Sequence[Weighed], *, reach: str = "paragraph") -> tuple[Judged, ...]:
    """Assess all claims of a document; one tuple for each statement, in order.

    First each sentence by itself, then what reaches it from outside: the sentence before ("They also found …"), the end
    of its paragraph, the line that introduces its list, its table's caption, a remark that names the source of all above. `reach` says how far a citation may go at most:
    `sentence`, `run` or `paragraph`.
    """
    judged = [weighed.alone or by_itself(weighed) for weighed in document]
    refuted(document, judged)
    exemplified(document, judged)
    own_runs(document, judged)
    if reach != "sentence":
        runs(document, judged)
    if reach == "paragraph":
        paragraphs(document, judged)
    lists(document, judged)
    quoted_runs(document, judged)
    quotations(document, judged)
    remarks(document, judged)
    tables(document, judged)
    summaries(document, judged)
    _weigh_confidence(document, judged)
    return tuple(judged)


def _weigh_confidence(document: Sequence[Weighed], judged: list[Judged]) -> None:
    of = nature([(weighed.statement, weighed.claims) for weighed in document])
    cited_blocks = {
        weighed.statement.block
        for weighed, judgements in zip(document, judged, strict=True)
        if is_cited(judgements)
    }

    nearby = Nearby(
        [weighed.statement for weighed in document], [weighed.resolutions for weighed in document], judged
    )

    spoken = _within_speech(document)

    def weigh(index: int, own: Assessment, claim: Claim, *, behind_cited: bool) -> Confidence:
        status = own.status
        if status not in _WITHOUT_SOURCE:
            return own.confidence
        if nearby.has(index, own):
            return Confidence.LOW
        statement = document[index].statement
        if status in ATTRIBUTED and (spoken[index] or _is_spoken(statement, own)):
            return Confidence.LOW
        if status is Status.UNLOCATABLE and (
            _ONES_OWN_WORK.search(statement.plain)
            or _BY_NUMBER.search(own.reason)
            or (statement.role is Role.LIST_ITEM and not is_finite(statement.parse))
        ):
            return Confidence.LOW
        if status is Status.UNCITED and is_reckoned(document, index, claim):
            return Confidence.LOW
        if status is Status.UNCITED and own.reason == claim.kind:
            beside = statement.block in cited_blocks
            return confidence(statement, claim, of=of, beside_cited=beside, behind_cited=behind_cited)
        if status in ATTRIBUTED and own.cue is not None:
            sure = of_attribution(statement, claim, own.reason, of=of)
            return max(sure, own.confidence, key=lambda one: one.rank)
        return own.confidence

    carried = False
    block = -1
    for index, weighed in enumerate(document):
        if weighed.statement.block != block:
            carried = False
            block = weighed.statement.block
        judged[index] = tuple(
            [
                _with_confidence(own, no_surer(weigh(index, own, claim, behind_cited=carried), weighed.sure))
                for own, claim in zip(judged[index], weighed.claims, strict=True)
            ]
        )
        # What carries on with a cited sentence can itself be carried on with.
        carried = is_cited(judged[index]) or (carried and carries_on(weighed.statement))


def _with_confidence(own: Assessment, sure: Confidence) -> Assessment:
    return own if sure is own.confidence else replace(own, confidence=sure)


_ONES_OWN_WORK = re.compile(
    r"\b(?:his|her|their|(?:the|a) (?:book|novel|essay|film|album|play|memoir|episode)) \W?[A-Z][\w’' -]{3,80}\W{1,2}\((?:1[5-9]|20)\d\d\)"
)
"""A work by its author, title and year, which finds it: "in her A Basket of Harbour Rhymes (1924)"."""
_BY_NUMBER = re.compile(
    r"\b(?:ANSI|ASTM|BCP|BS|DIN|ECMA|EIP|EN|FIPS|IEC|IEEE|ISO|ITU-[TR]|JEP|NIST|NFPA|ÖNORM|PEP|RFC|SAE|STD)(?: (?:EN|IEC|ISO|SP|Std))*[ -]?\d"
)
"""A standard, which its body's number finds: "RFC 2119"."""


def _within_speech(document: Sequence[Weighed]) -> list[bool]:
    """For each statement, whether somebody else's words go on in it: in a block quotation, or behind a quotation mark
    that a sentence before it opens and it or a later one of its block closes.
    """
    spoken = [weighed.statement.role is Role.QUOTATION for weighed in document]
    for extent in dict.fromkeys(block_extents(document)):
        opened = -1
        for index in extent:
            if len(QUOTATION_MARK.findall(document[index].statement.plain)) % 2 == 0:
                continue
            if opened < 0:
                opened = index
                continue
            spoken[opened + 1 : index + 1] = [True] * (index - opened)
            opened = -1
    return spoken


_SPEECH = re.compile(r"\"[^\"]*(?:\"|$)")


def _is_spoken(statement: Statement, own: Assessment) -> bool:
    """Whether the words that attribute stand in a quoted clause of the statement: they are not the writer's."""
    if own.cue is None:
        return False
    for match in _SPEECH.finditer(statement.plain):
        span = statement.prose.span(match.start(), match.end())
        if span.start < own.cue[0] and own.cue[1] <= span.end:
            return any(
                match.start() <= t.start < match.end() and t.tag in ("VBZ", "VBP", "VBD", "MD")
                for t in statement.parse
            )
    return False
