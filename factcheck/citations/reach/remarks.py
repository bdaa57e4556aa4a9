"""Remarks that name the source of what stands above: "Source: …", brackets behind a sentence, a citation by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.reach.lending import lend
from factcheck.citations.resolve import Outcome
from factcheck.citations.scope import is_source_remark
from factcheck.citations.source_lines import given_source
from factcheck.citations.weighed import Judged, Weighed, citations_of
from factcheck.claims.claim import Statement
from factcheck.claims.kinds.verbs import is_finite
from factcheck.document import STATED, MarkKind, Role
from factcheck.values import replace


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
    return (legal and signal is not None and not is_finite(statement.parse)) or covered >= 0.7 * bare > 0


_PRONOUNS = frozenset({"they", "he", "she", "it"})


def remarks(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """`Source: …` at the end of a paragraph, or alone below it, speaks for the paragraph above."""
    for index, weighed in enumerate(document):
        aside = not is_source_remark(weighed.statement, weighed.resolutions)
        if aside and not _is_aside(weighed.statement):
            if not index or not _cites_alone(weighed):
                continue
            above = index - 1
            if document[above].statement.block == weighed.statement.block:
                own = citations_of(weighed.resolutions, Outcome.LOCATED)
                lend(
                    judged,
                    above,
                    Assessment(Status.CITED, str(Scope.SENTENCE), Scope.SENTENCE, own, Confidence.MEDIUM),
                    frozenset({Status.UNCITED}),
                )
            continue
        located = citations_of(weighed.resolutions, Outcome.LOCATED)
        given = given_source(weighed.statement) if not located and not aside else None
        if given is not None and given.status is Status.CITED:
            located = given.citations
        if located:
            lent = Assessment(Status.CITED, str(Scope.PARAGRAPH), Scope.PARAGRAPH, located, Confidence.MEDIUM)
        elif not aside and (dangling := citations_of(weighed.resolutions, Outcome.DANGLING)):
            lent = Assessment(
                Status.UNRESOLVED, dangling[0].problem, Scope.PARAGRAPH, dangling, Confidence.MEDIUM
            )
        elif given is not None:
            lent = replace(given, scope=Scope.PARAGRAPH)
        else:
            continue
        above = index - 1
        block = document[above].statement.block if above >= 0 else -1
        if above >= 0 and block == weighed.statement.block:
            lend(judged, above, lent, frozenset({Status.UNLOCATABLE, Status.VAGUE}), kinds=())
        # Below a list it speaks for all items.
        listed = above >= 0 and not aside and document[above].statement.role is Role.LIST_ITEM
        listed = listed and weighed.statement.role is not Role.LIST_ITEM
        while (
            above >= 0
            and (document[above].statement.block == block or listed)
            and document[above].statement.role in ({Role.LIST_ITEM} if listed else STATED)
        ):
            if (
                aside
                and above < index - 1
                and any(r.outcome is not Outcome.NONE for r in document[above].resolutions)
            ):
                break
            lend(judged, above, lent, frozenset({Status.UNCITED}))
            if not aside and lent.status is Status.CITED:
                # "They" are the people of the paragraph, whose source is given.
                judged[above] = tuple(
                    lent if own.status is Status.UNLOCATABLE and own.reason.casefold() in _PRONOUNS else own
                    for own in judged[above]
                )
            above -= 1
