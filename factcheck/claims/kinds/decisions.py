"""What a claim asserts, by decisions that are tried in turn."""

from __future__ import annotations

import re
from collections.abc import Callable

from factcheck import prefilter
from factcheck.claims.claim import Kind, Statement
from factcheck.claims.kinds.cues import known_cues
from factcheck.claims.kinds.definition import explains_term, is_definition, is_plain_definition
from factcheck.claims.kinds.health import is_medical
from factcheck.claims.kinds.look import COMPARATIVE, DOSE, Look
from factcheck.claims.kinds.numbers import is_dated
from factcheck.claims.kinds.quoted import quotes
from factcheck.claims.kinds.superlative import superlative
from factcheck.claims.kinds.verbs import has_misread_verb, is_finite, is_past
from factcheck.document import Role
from factcheck.tokens import Parse

_NOT_COMPARING = prefilter.compile(
    r"\b(?:other|rather|more|less|no more|no later|no earlier|later|earlier) than (?=\d|one\b|two\b|a\b)|\b(?:other|rather|sooner) than\b|\bas (?:well(?! as the\b)|soon|long|far|much|many|early|late|often|possible|needed|quickly|close|specific|\w+ly) as\b|\bas \w+ as possible\b|\bno longer\b|\bmore (?:about|information|details|than)\b",
    re.IGNORECASE,
)
_SHARE = prefilter.compile(
    r"\b(?:\w+ )?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)(?: \w+){0,2} (?:out of|in every) (?:every )?(?:\w+|\d+)\b|\bevery (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|other) (?!day|week|month|year|line|row|time|hour|minute|friday|monday|tuesday|wednesday|thursday|weekend|semester|sprint)\w+"
    r"|\b(?:most|half|a (?:third|quarter|fifth|majority|minority|fraction)|two thirds|three quarters|the (?:vast )?majority) of (?:all |the |its |their )?[a-z]+s\b|\b(?:an?|per) (?:tonne|ton|kilogram|kilo|litre|liter|gallon|mile|kilometre|metre|hectare|acre|million|billion|thousand|hundred|dozen) (?:of|per|a|an|more|less|fewer)\b|\b(?:doubled|tripled|halved|quadrupled|threefold|fourfold|fivefold|tenfold|hundredfold|twofold|doubles|halves|triples)\b",
    re.IGNORECASE,
)
_MOST = prefilter.compile(
    r"\W*(?:(?:but|and|yet|so|today|now|still),? )?(?:most|nearly all|almost all|virtually all|hardly any|very few) (?!(?:of|importantly|likely|often|notably|recently|commonly|probably|people (?:think|say|believe))\b)(?:\w[\w-]* ){0,3}?\w+s\b",
    re.IGNORECASE,
)
"""A share without a figure, of the things that a sentence is about: "most files in the wild break it"."""


def foretells_change(statement: Statement) -> bool:
    """Whether it says that something will rise, fall, end or otherwise change."""
    changes = known_cues().changes
    return any(
        token.tag == "MD"
        and token.lemma in ("will", "would")
        and statement.parse[token.head].lemma in changes
        for token in statement.parse
    )


def demands(statement: Statement) -> bool:
    """Whether it says what the writers want of those who govern."""
    return _is_demand(Look(statement, statement.plain, statement.parse))


def says_cause(statement: Statement) -> bool:
    """Whether it says in so many words that one thing brings another about."""
    return _is_caused(Look(statement, statement.plain, statement.parse))


def _is_lead(look: Look) -> bool:
    return look.text.rstrip().endswith(":") and not look.figures and not look.causal


def _is_dosed_advice(look: Look) -> bool:
    return look.telling and look.doses


_DEMANDING = re.compile(r"\b(?:should|ought|must|shall)\b", re.IGNORECASE)
_DEMANDS = re.compile(
    r"^\W*(?:[\d.]+\s+)?(?:(?:our|policy|key|main|summary of) )*(?:recommendations?|demands|proposals|asks|call to action|calls to action|what we (?:want|ask for|demand|propose)"
    r"|what (?:should|must|needs to|has to) (?:be done|happen|change)|what (?:[\w-]+ ){1,4}should do)\b",
    re.IGNORECASE,
)
"""A heading over what the writers want others to do."""
_EXPECTED = frozenset(
    "see have be reach receive get expect experience grow fall rise benefit become need gain lose face know".split()
)
"""What "should" expects of its subject, and does not ask for: "the region should see 30 % more rain"."""


def _is_demand(look: Look) -> bool:
    """What the writers want of those who govern: "Parliament should raise the tax to 4 %". Reasons given for it may need a
    source, and what "must" be done may be the law, but below a heading that says whose wish it is.
    """
    if not _DEMANDING.search(look.text) or look.causal or _REASON.search(look.text):
        return False
    wished = not look.medical and any(map(_DEMANDS.search, look.statement.headings))
    for token in look.parse:
        verb = look.parse[token.head]
        active = not any(t.head == token.head and t.dep == "auxpass" for t in look.parse)
        if (
            token.tag == "MD"
            and not (active and verb.lemma in _EXPECTED)
            and (token.lemma in ("should", "ought") or (wished and token.lemma in ("must", "shall")))
        ):
            subject = next(
                (t for t in look.parse if t.head == token.head and t.dep in ("nsubj", "nsubjpass")), None
            )
            if subject is not None and (
                subject.lemma.lower() in look.cues.governing or (wished and subject.pos in ("NOUN", "PROPN"))
            ):
                return True
    return False


_REASON = re.compile(r"\b(?:because|since|which (?:can|could|may|might|will)|: both)\b")


def _is_reasoned_advice(look: Look) -> bool:
    """Medical advice that rests on a stated cause: the cause needs a source."""
    return (
        look.telling
        and look.medical
        and (look.causal or bool(_REASON.search(look.text)))
        and not look.cues.advice.search(look.text)
    )


def _is_quotation(look: Look) -> bool:
    if look.statement.role is Role.QUOTATION:
        return look.finite and len(look.text.split()) > 3
    if look.unquoted == look.text:
        return False
    if any(c.isalpha() for c in look.text) and not any(c.isalpha() for c in look.unquoted):
        return len(look.text.split()) > 2
    return quotes(look.text) and not look.cues.definition.search(look.text)


def _is_statistic(look: Look) -> bool:
    if _SHARE.search(look.text) or _MOST.match(look.text):
        return True
    if not look.figures or look.cues.law.search(look.text):
        return False
    if look.finite or look.medical or look.statement.role is Role.TABLE_ROW or DOSE.search(look.text):
        return True
    return any(figure.unit in ("%", "fold", "percentage point") for figure in look.figures)


def _is_prediction(look: Look) -> bool:
    """A change foretold: "will" or "would" with a verb of change, or a year that lies ahead."""
    if not look.cues.prediction.search(look.text):
        return False
    if re.search(r"\bby (?:20[3-9]\d|2[1-9]\d\d)\b", look.text):
        return True
    for token in look.parse:
        if token.lemma in ("will", "would", "'ll") and token.tag == "MD":
            verb = look.parse[token.head]
            subject = next(
                (t for t in look.parse if t.head == token.head and t.dep in ("nsubj", "nsubjpass")), None
            )
            if verb.lemma in look.cues.changes and (subject is None or subject.pos in ("NOUN", "PROPN")):
                return True
            if (
                token.lemma == "will"
                and subject is not None
                and (subject.pos == "NOUN" or subject.lemma in ("it", "they"))
                and not _FOR_SURE.search(look.text)
            ):
                return True
    return bool(re.search(r"\b(?:expected|set|projected|forecast) to \w+", look.text)) and look.finite


def _is_comparison(look: Look) -> bool:
    if COMPARATIVE.search(_NOT_COMPARING.sub(" ", look.text)):
        return look.finite
    if not look.finite or look.tags.isdisjoint({"JJR", "RBR"}):
        return False
    return any(
        (token.tag == "JJR" and token.lemma not in ("further", "later", "early", "earlier", "other"))
        or (
            token.tag == "RBR"
            and token.dep == "advmod"
            and (look.parse[token.head].pos == "VERB" or look.parse[token.head].dep == "acomp")
            and token.lemma
            not in ("further", "later", "early", "earlier", "soon", "sooner", "long", "longer")
        )
        for token in look.parse
    )


def _is_caused(look: Look) -> bool:
    if not (look.finite or look.medical):
        return False
    if look.causal or not look.lemmas.isdisjoint(look.cues.strong_causal_verbs):
        return True
    return (
        look.root is not None
        and look.root.lemma in look.cues.weak_causal_verbs
        and look.root.lemma in look.cues.changes
    )


def _is_medical_row(look: Look) -> bool:
    """A row of a table on health that says what brings what about ("Main risks | … | …")."""
    if look.statement.role is not Role.TABLE_ROW or not look.statement.cells:
        return False
    start, end = look.statement.cells[0]
    label = frozenset(re.findall(r"\w+", look.statement.plain[start:end].lower()))
    return bool(label & look.cues.causal_rows) and is_medical(look.statement)


def _is_medical(look: Look) -> bool:
    if not look.medical or not (look.finite or look.statement.role is Role.TABLE_ROW):
        return False
    verbs = {token.lemma for token in look.parse if token.pos == "VERB"}
    if (
        look.causal
        or verbs & look.cues.causal_verbs
        or not look.lemmas.isdisjoint(look.cues.strong_causal_verbs)
    ):
        return True
    if len(look.medical_words) >= 2 and look.root is not None and look.root.pos == "VERB":
        return True
    return bool(look.lemmas & look.cues.frequency)


_FOR_SURE = prefilter.compile(
    r"\b(?:you|your|please|will (?:be|have been) (?:asked|able|given|sent|notified|contacted|invited|required|provided|available|held|used|shown|displayed|created|added)|users?|tool|command|script|function|file|page|button|chapter|section|article|guide|course|session|meeting|workshop|participants?|applicants?|students?|team|staff|committee|board)\b",
    re.IGNORECASE,
)
"""Words of arrangements and of software: what "will" says there is a rule, and no forecast."""
_COMING_YEAR = prefilter.compile(r"\b(?:by|before|until|in) (?:20[3-9]\d|2[1-9]\d\d)\b")
_MODAL_CHANGE = prefilter.compile(
    r"\b(?:will|would|should|could|may|might|expected|forecast|projected|likely|set)\b"
)


def _is_plain_fact(look: Look) -> bool:
    """Something that somebody or something does or undergoes, told of the world at large."""
    if look.statement.role is Role.PARAGRAPH and not is_finite(look.parse):
        return has_misread_verb(look.text, look.parse)
    if not look.finite or look.root is None or look.root.pos != "VERB":
        return False
    index = look.parse.index(look.root)
    below = [token for token in look.parse if token.head == index]
    if look.root.tag == "VB" and any(token.dep == "aux" for token in below):
        return False
    subject = next((token for token in below if token.dep in ("nsubj", "nsubjpass", "csubj")), None)
    if subject is None or (subject.pos not in ("NOUN", "PROPN") and subject.dep != "csubj"):
        return False
    return any(
        token.dep
        in ("dobj", "attr", "oprd", "ccomp", "xcomp", "prep", "agent", "advmod", "acomp", "prt", "dative")
        for token in below
    )


_DECISIONS: tuple[tuple[Callable[[Look], bool], Kind], ...] = (
    (_is_lead, Kind.GENERAL),
    (
        lambda look: bool(_COMING_YEAR.search(look.text)) and bool(_MODAL_CHANGE.search(look.text)),
        Kind.PREDICTION,
    ),
    (_is_dosed_advice, Kind.ADVICE),
    (_is_reasoned_advice, Kind.CAUSAL),
    (lambda look: look.telling, Kind.INSTRUCTION),
    (_is_demand, Kind.INSTRUCTION),
    (_is_quotation, Kind.QUOTATION),
    (is_plain_definition, Kind.DEFINITION),
    (_is_statistic, Kind.STATISTIC),
    (_is_prediction, Kind.PREDICTION),
    (lambda look: look.finite and bool(look.cues.law.search(look.text)), Kind.LAW),
    (lambda look: look.finite and superlative(look.text), Kind.SUPERLATIVE),
    (
        lambda look: is_definition(look) and not (look.causal and look.medical),
        Kind.DEFINITION,
    ),
    (explains_term, Kind.DEFINITION),
    (_is_medical_row, Kind.MEDICAL),
    (_is_comparison, Kind.COMPARISON),
    (_is_medical, Kind.MEDICAL),
    (_is_caused, Kind.CAUSAL),
    (lambda look: look.finite and is_dated(look.text), Kind.DATE),
    (lambda look: is_past(look.parse, look.root), Kind.DATE),
    (_is_plain_fact, Kind.CAUSAL),
)
"""The first that holds decides."""


def kind_of(statement: Statement, text: str, parse: Parse) -> Kind:
    """What a claim asserts, in a statement that has no exempt kind of its own (`exempt_kind`).

    `text` is the claim's, `parse` that of its tokens within the statement.
    """
    look = Look(statement, text, parse)
    return next((kind for holds, kind in _DECISIONS if holds(look)), Kind.GENERAL)
