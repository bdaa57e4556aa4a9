"""What a sentence has from its neighbours: the source that it carries on with, the denial that follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.attributions.attribution import Attributed
from factcheck.citations.attributions.deed import bears_witness
from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.reach.lending import lend
from factcheck.citations.resolution import Outcome
from factcheck.citations.scope import CARRIED_ON, CONTINUING, DEFINITE, PRONOUN, WITHIN
from factcheck.citations.weighed import Judged, Weighed, of_statement
from factcheck.claims.claim import Kind
from factcheck.document import STATED, MarkKind, Role
from factcheck.values import replace

_REFUTATION = re.compile(
    r"^(?:but |yet |in fact,? |actually,? )?(?:(?:it|they|that|this|he|she|there) (?:(?:does|do|did|is|are|was|were|has|have)(?: not\b|n't\b)|(?:is|are|was|were) (?:wrong|mistaken|false|untrue|nonsense|a myth))|not so|wrong|false|untrue|nonsense|not true|this is (?:a myth|false|wrong|untrue))",
    re.IGNORECASE,
)


def refuted(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A belief that the next sentence denies is reported, and not held."""
    for index in range(len(document) - 1):
        here, after = document[index].statement, document[index + 1].statement
        if here.block == after.block and _REFUTATION.match(after.plain):
            judged[index] = tuple(
                Assessment(Status.EXEMPT, str(Kind.REPORTED)) if own.status is Status.VAGUE else own
                for own in judged[index]
            )


_EXAMPLE = re.compile(
    r"^\W*(?:(?:worked |another |further |an? |first |second |simple )*(?:examples?|exercises?)(?: (?:\d[\d.]*|[A-Z]|[ivx]+))?"
    r"|(?:problem|question|task) (?:\d[\d.]*|[A-Z]|[ivx]+))"
    r"(?: \([^()]{1,40}\))?\s*[:.–—-]*\W*$",
    re.IGNORECASE,
)
"""A sentence that is no more than the label of an example or exercise: "Example.", "Exercise 3:". A "Problem" without a
number may be one of the world.
"""
_EXERCISES = re.compile(
    r"^\W*(?:(?:practice |homework |warm-up )?exercises?|(?:practice|homework|warm-up) (?:problems?|tasks?)"
    r"|(?:problem|task)(?= \d)|(?:worked )?example|worked examples|homework|worksheet)(?: \d[\d.]*)?\W*$",
    re.IGNORECASE,
)
"""A heading of nothing but exercises; what stands below "Examples" or "Problems" may be true."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def exemplified(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """What stands behind a label such as "Example:" is made up, in its paragraph or in the paragraph or list that it leads
    to, but where it tells of a year.
    """
    labelled = -1
    leads = False
    for index, weighed in enumerate(document):
        statement = weighed.statement
        if _EXAMPLE.match(statement.plain) and statement.role in STATED:
            labelled = statement.block
            leads = True
            continue
        if leads and statement.block == labelled + 1 and statement.role is Role.PARAGRAPH:
            labelled = statement.block  # the label had a paragraph of its own
        leads = False
        if (
            statement.block == labelled
            or (statement.lead and _EXAMPLE.match(statement.lead))
            or any(map(_EXERCISES.match, statement.headings))
        ):
            judged[index] = tuple(
                Assessment(Status.EXEMPT, str(Kind.EXAMPLE))
                if own.status is Status.UNCITED and not _YEAR.search(statement.plain)
                else own
                for own in judged[index]
            )


def runs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """What carries on with the sentence before, or goes back to an author or source cited above, has its source."""
    cited = -1
    authors: dict[str, int] = {}
    for index in range(1, len(document)):
        here, before = document[index].statement, document[index - 1].statement
        if here.block != before.block:
            cited = -1
            authors = {}
            continue
        if of_statement(judged[index - 1]).status is Status.CITED:
            cited = index - 1
            authors.update(dict.fromkeys(_authors(document[index - 1]), index - 1))
        again = _AUTHOR_AGAIN.match(here.text) if authors else None
        if again and again["family"] in authors and (again["others"] or bears_witness(here.parse)):
            last = of_statement(judged[authors[again["family"]]])
            lent = Assessment(Status.CITED, str(Scope.RUN), Scope.RUN, last.citations, Confidence.MEDIUM)
            lend(judged, index, lent, frozenset({Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE}))
            continue
        behind = CARRIED_ON.search(here.text) is not None or (
            WITHIN.search(here.text) is not None and _told_of_source(judged[index - 1])
        )
        if not behind and not CONTINUING.match(here.text):
            continue
        if (
            not behind
            and PRONOUN.match(here.text)
            and not _goes_back_to_source(document[index], document[index - 1], judged[index - 1])
        ):
            continue
        from_above = cited if cited >= 0 and (behind or DEFINITE.match(here.text)) else index - 1
        last = of_statement(judged[from_above])
        open_ = frozenset({Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE})
        if last.status is Status.CITED:
            lent = Assessment(Status.CITED, str(Scope.RUN), Scope.RUN, last.citations, Confidence.MEDIUM)
            told = (Kind.GENERAL, Kind.EXAMPLE) if behind or DEFINITE.match(here.text) else (Kind.GENERAL,)
            lend(judged, index, lent, open_, told)
        elif last.status is Status.UNLOCATABLE and document[from_above].sure:  # by words, not by weights
            lent = replace(last, scope=Scope.RUN, confidence=Confidence.MEDIUM)
            lend(judged, index, lent, frozenset({Status.UNCITED}))


_AUTHOR_AGAIN = re.compile(
    r"(?:(?:In addition|Moreover|Furthermore|Further|However|Similarly|Later|Again|Finally|In turn),? )?"
    r"(?P<family>[^\W\d_a-z][\w’'-]+?)(?P<others>,? et al\.?|,? (?:and|&) (?:colleagues|co-?workers|others|[^\W\d_a-z][\w’'-]+))?(?:['’]s?)? [a-z]"
)
"""An author by name alone, as the subject: "Dahl also found …"."""
_FAMILY_NAME = re.compile(r"[^\W\d_a-z][^\W\d_’'-]*[a-zß-ÿ][\w’'-]*?(?=(?:['’]s)?(?:\W|\d|$))")


def _authors(weighed: Weighed) -> list[str]:
    """The first authors whom a sentence names as its sources: `Dahl et al. (2022) counted …`."""
    text = weighed.statement.text
    return [
        name[0]
        for r in weighed.resolutions
        if r.outcome is Outcome.LOCATED
        and r.mark.end > r.mark.start
        and (r.mark.narrative or r.mark.kind is MarkKind.LINK)
        and (name := _FAMILY_NAME.match(text, r.mark.start, r.mark.end)) is not None
        and name[0] not in ("The", "This", "In", "An")
    ]


def _told_of_source(judged: Judged) -> bool:
    """Whether a sentence has a source that the next can go back to."""
    return of_statement(judged).status in (Status.CITED, Status.UNLOCATABLE)


def own_runs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """What is said of "it" or "them" right behind one's own finding is found out by oneself, too."""
    for index in range(1, len(document)):
        here, before = document[index], document[index - 1]
        if (
            here.statement.block == before.statement.block
            and _OF_IT.match(here.statement.plain)
            and all(own.status is Status.EXEMPT and own.reason == Kind.OWN_DATA for own in judged[index - 1])
        ):
            own = Assessment(Status.EXEMPT, str(Kind.OWN_DATA), confidence=Confidence.MEDIUM)
            judged[index] = tuple(
                own if each.status is Status.UNCITED and each.reason == Kind.STATISTIC else each
                for each in judged[index]
            )


_OF_IT = re.compile(
    r"^(?:its?|they|their|these|those|of these|of those|both|neither|the (?:rest|others?))\b", re.IGNORECASE
)


def _goes_back_to_source(weighed: Weighed, before: Weighed, judged: Judged) -> bool:
    """Whether a pronoun means the source of the sentence before: it speaks there, or goes on speaking here."""
    return (
        of_statement(judged).scope is Scope.RUN
        or any(a.to is Attributed.NAMED for a in before.attributions)
        or any(r.mark.narrative for r in before.resolutions)
        or bears_witness(weighed.statement.parse)
    )
