"""Which statements need no citation whatever they are about: by their role, form or speaker."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from factcheck.claims.claim import Kind, Statement
from factcheck.claims.kinds.at_large import is_of_a_kind, is_of_all
from factcheck.claims.kinds.cues import known_cues
from factcheck.claims.kinds.foreign import is_foreign
from factcheck.claims.kinds.quoted import without_quotations
from factcheck.claims.kinds.superlative import superlative
from factcheck.claims.kinds.verbs import is_past, lemma_of, root_of
from factcheck.document import Role
from factcheck.tokens import Parse, Token

_ROLES = {
    Role.HEADING: Kind.HEADING,
    Role.TABLE_HEADER: Kind.HEADING,
    Role.CODE: Kind.CODE,
    Role.MATH: Kind.CODE,
    Role.FRONT_MATTER: Kind.BOILERPLATE,
    Role.COMMENT: Kind.BOILERPLATE,
    Role.IMAGE_TEXT: Kind.BOILERPLATE,
    Role.NAVIGATION: Kind.BOILERPLATE,
    Role.METADATA: Kind.BOILERPLATE,
    Role.BIBLIOGRAPHY: Kind.BOILERPLATE,
}
_QUESTION = re.compile(r"\?[\"'”’)\]]*\s*$")


def _in_own_section(statement: Statement) -> bool:
    """Whether it tells, in the past tense and below a heading such as "Results", what was done and found there."""
    cues = known_cues()
    if not any(cues.own_sections.search(heading) for heading in statement.headings):
        return False
    return is_past(statement.parse, root_of(statement.parse))


def is_in_own_record(statement: Statement) -> bool:
    """Whether it stands in a record that those keep who were there: a changelog, the minutes of a meeting, a report on an
    incident or on one's own project.
    """
    return _are_of_own_record(statement.headings)


@functools.lru_cache(maxsize=1 << 8)
def _are_of_own_record(headings: tuple[str, ...]) -> bool:
    cues = known_cues()
    return any(
        (cues.own_records.search(heading) and not cues.generic_we.search(heading))
        or cues.own_changes.search(heading)
        for heading in headings
    )


def _tells_own_record(statement: Statement) -> bool:
    """Whether a record of one's own tells in it what was at hand; what it says of the world is no part of the record, and
    what has a mark or stands in a table may tell its source.
    """
    if statement.role not in (Role.PARAGRAPH, Role.LIST_ITEM) or statement.marks:
        return False
    if not is_in_own_record(statement) or is_of_all(statement.plain):
        return False
    if any(known_cues().own_changes.search(heading) for heading in statement.headings):
        return True  # "Uploads are 20 % faster" is said of this version
    return not is_of_a_kind(statement.parse, stuff=True) and (
        is_past(statement.parse, root_of(statement.parse)) or not superlative(statement.plain)
    )


def _tells_own_deed(parse: Parse) -> bool:
    return "we" in map(lemma_of, parse) and any(
        _own_deed(token, parse) for token in parse if token.lemma == "we"
    )


def _own_deed(token: Token, parse: Parse) -> bool:
    """Whether a "we" is that of somebody's own deeds, and not of mankind ("we sleep less each year")."""
    if token.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = parse[token.head]
    if verb.tag == "VBD" or any(
        t.head == token.head and t.dep in ("aux", "auxpass") and t.tag == "VBD" for t in parse
    ):
        return True
    return verb.lemma not in known_cues().mankind


_NO_SENTENCE = 4000
"""From so many characters on words without a stop are data, and no sentence."""


def exempt_kind(statement: Statement) -> Kind | None:
    """The exempt kind that the statement has whatever it is about, or None: by its role, form or speaker.

    Attributions are looked at after this: a question about what experts say is still a question.
    """
    if statement.role in _ROLES:
        return _ROLES[statement.role]
    if len(statement.text) >= _NO_SENTENCE:
        return Kind.CODE
    kind, decided, own = _exempt_by_words(statement.plain, statement.role)
    if decided:
        return kind
    deed = own is not False and _tells_own_deed(statement.parse)
    return (
        Kind.OWN_DATA if own or deed or _in_own_section(statement) or _tells_own_record(statement) else kind
    )


_SPEAKER = re.compile(r"\b(?:we|us|our|ours|i|me|my|mine)\b", re.IGNORECASE)
VOICED = frozenset({Kind.OPINION, Kind.OWN_DATA})
"""Kinds that a statement has by who speaks in it."""


def is_judgement(text: str) -> bool:
    """Whether words pass judgement on what was said before them, and say nothing else: "we hate it"."""
    return bool(known_cues().judging.search(text))


def judged_on(statement: Statement, kind: Kind, clauses: Sequence[str]) -> int:
    """How many of the first clauses of an exempt statement are none of it, since it passes judgement on what they say:
    "most give 90 days; we think that's unfair".
    """
    if kind not in VOICED or _in_own_section(statement) or _tells_own_record(statement):
        return 0
    first = next((at for at, clause in enumerate(clauses) if at and is_judgement(clause)), 0)
    spoken = (_exempt_by_words(clause, statement.role) for clause in clauses[:first])
    return (
        0
        if any(said or own for said, _, own in spoken) or _SPEAKER.search(" ".join(clauses[:first]))
        else first
    )


@functools.lru_cache(maxsize=2048)
def _exempt_by_words(whole: str, role: Role) -> tuple[Kind | None, bool, bool | None]:
    """The exempt kind by words alone, whether it holds even of own data, and whether these say that it is own data.

    Asked before a statement is parsed and after.
    """
    text = without_quotations(whole)
    cues = known_cues()
    if _QUESTION.search(text):
        return Kind.QUESTION, True, None
    if not any(character.isalpha() for character in text):
        quoted = any(character.isalpha() for character in whole)  # nothing but a quotation
        return None if quoted or role is Role.TABLE_ROW else Kind.BOILERPLATE, True, None
    if is_foreign(text):
        return Kind.FOREIGN, True, None
    if cues.reported.search(text):
        return Kind.REPORTED, True, None
    if role is Role.QUOTATION:
        # Somebody else speaks here: "we" and "I" are not the writer's.
        return Kind.INSTRUCTION if cues.note.search(text) else None, True, None
    if cues.example.search(text):
        return Kind.EXAMPLE, True, None
    own = False if cues.generic_we.search(text) else bool(cues.own_data.search(text)) or None
    if cues.structure.search(text):
        return Kind.BOILERPLATE, False, own
    if cues.opinion.search(text):
        return Kind.OPINION, False, own
    if cues.hypothetical.search(text):
        return Kind.HYPOTHETICAL, False, own
    return None, False, own
