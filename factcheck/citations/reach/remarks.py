"""Remarks that name the source of what stands above: "Source: …", brackets behind a sentence, a citation by itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.reach.lending import lend, of_marks
from factcheck.citations.resolution import Outcome
from factcheck.citations.scope import is_source_remark
from factcheck.citations.source_lines import given_source
from factcheck.citations.weighed import Judged, Weighed, citations_of
from factcheck.claims.claim import Statement
from factcheck.claims.kinds.verbs import is_finite
from factcheck.document import STATED, MarkKind, Role


def _is_aside(statement: Statement) -> bool:
    """Whether it is no sentence but brackets behind one: "It rose by 4 %. (National Office)"."""
    text = statement.text.strip()
    if len(text) >= 120:
        return False
    linked = max([mark.end - mark.start for mark in statement.marks], default=0)
    bracketed = text[:1] in "([" and text[-1:] in ")]"
    return (bracketed or linked >= len(text.strip(" .()[]"))) and not is_finite(statement.parse)


_SIGNAL = re.compile(
    r"\W*(?:See(?:,? (?:also|e\.g\.|generally))?|But see|Accord|Cf\.|E\.g\.|Compare|Contra|Citing|Quoting|Id\.),? ?",
    re.ASCII,
)


def _cites_alone(weighed: Weighed) -> bool:
    """Whether a sentence is nothing but a citation, as in legal writing: "*See* Berg v. Lind, 531 U.S. 98 (2000)."."""
    statement = weighed.statement
    marks = [r.mark for r in weighed.resolutions if r.outcome is Outcome.LOCATED]
    if not marks or statement.role is not Role.PARAGRAPH or len(statement.plain) > 300:
        return False
    signal = _SIGNAL.match(statement.plain)
    legal = any(mark.kind is MarkKind.LEGAL for mark in marks)
    if signal is None and not legal:
        return False
    covered = sum(mark.end - mark.start for mark in marks)
    bare = len(statement.plain.strip(" .()")) - (signal.end() if signal else 0)
    return (legal and signal is not None and not is_finite(statement.parse)) or covered >= 0.7 * bare


_PRONOUNS = frozenset({"they", "he", "she", "it"})
_UNCITED = frozenset({Status.UNCITED})
_ATTRIBUTED = frozenset({Status.UNLOCATABLE, Status.VAGUE})


def remarks(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """`Source: …` at the end of a paragraph, or alone below it, speaks for the paragraph above."""
    for index, weighed in enumerate(document):
        if is_source_remark(weighed.statement, weighed.resolutions):
            _heed_remark(document, judged, index)
        elif _is_aside(weighed.statement):
            _heed_aside(document, judged, index)
        elif index and _cites_alone(weighed):
            _heed_citation(document, judged, index)


def _heed_citation(document: Sequence[Weighed], judged: list[Judged], index: int) -> None:
    """A sentence that is nothing but a citation speaks for the one before."""
    above, weighed = document[index - 1], document[index]
    if above.statement.block == weighed.statement.block:
        own = citations_of(weighed.resolutions, Outcome.LOCATED)
        lent = Assessment(Status.CITED, str(Scope.SENTENCE), Scope.SENTENCE, own, Confidence.MEDIUM)
        lend(judged, index - 1, lent, _UNCITED)


def _heed_aside(document: Sequence[Weighed], judged: list[Judged], index: int) -> None:
    """Brackets behind a sentence speak for it and for those above, back to the next mark."""
    lent = of_marks([document[index]], Scope.PARAGRAPH)
    if lent is None or lent.status is not Status.CITED:
        return
    _lend_to_attributed(document, judged, index, lent)
    for above in _paragraph_above(document, index):
        if above < index - 1 and any(r.outcome is not Outcome.NONE for r in document[above].resolutions):
            break
        lend(judged, above, lent, _UNCITED)


def _heed_remark(document: Sequence[Weighed], judged: list[Judged], index: int) -> None:
    lent = _of_remark(document[index])
    if lent is None:
        return
    _lend_to_attributed(document, judged, index, lent)
    for above in _items_above(document, index) or _paragraph_above(document, index):
        lend(judged, above, lent, _UNCITED)
        if lent.status is Status.CITED:
            judged[above] = tuple(lent if _is_them(own) else own for own in judged[above])


def _of_remark(weighed: Weighed) -> Assessment | None:
    """What a remark on sources has to lend: a source by its mark, else in words, else what its marks or words come to."""
    marked = of_marks([weighed], Scope.PARAGRAPH)
    if marked is not None and marked.status is Status.CITED:
        return marked
    given = given_source(weighed.statement, Scope.PARAGRAPH)
    if marked is None or (given is not None and given.status is Status.CITED):
        return given
    return marked


def _lend_to_attributed(
    document: Sequence[Weighed], judged: list[Judged], index: int, lent: Assessment
) -> None:
    """Give the sentence before, in the same paragraph, what it names without saying where it is to be found."""
    if index and document[index - 1].statement.block == document[index].statement.block:
        lend(judged, index - 1, lent, _ATTRIBUTED, kinds=())


def _is_them(own: Assessment) -> bool:
    """Whether its source is "they", who are the people of a paragraph whose source is given."""
    return own.status is Status.UNLOCATABLE and own.reason.casefold() in _PRONOUNS


def _paragraph_above(document: Sequence[Weighed], index: int) -> list[int]:
    """The statements of the block that ends before a statement or that it closes, from below."""
    if not index:
        return []
    block = document[index - 1].statement.block
    return _above_while(
        document, index, lambda statement: statement.block == block and statement.role in STATED
    )


def _items_above(document: Sequence[Weighed], index: int) -> list[int]:
    """The items of the list that ends before a statement, if one does, from below."""
    if document[index].statement.role is Role.LIST_ITEM:
        return []
    return _above_while(document, index, lambda statement: statement.role is Role.LIST_ITEM)


def _above_while(document: Sequence[Weighed], index: int, holds: Callable[[Statement], bool]) -> list[int]:
    above = range(index - 1, -1, -1)
    return list(itertools.takewhile(lambda at: holds(document[at].statement), above))
