"""For whom, where, when, under which condition and how firmly something is said."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from factcheck import lexicon, prefilter
from factcheck.claims import spans_of_time
from factcheck.claims import terms as term_reading
from factcheck.claims.terms import Phrases, Term, Word
from factcheck.language import Parse
from factcheck.values import Value, replace


class Modality(enum.StrEnum):
    """How a claim is put."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    REPORTED = "reported"
    """Somebody is said to hold it."""
    REFUTED = "refuted"
    """Put up as a myth or a mistake."""
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"


class Circumstances(Value, frozen=True):
    """What limits a claim. All parts are sorted or in text order, and plain."""

    populations: tuple[str, ...] = ()
    """`axis:value`, as listed."""
    ages: tuple[tuple[float, float], ...] = ()
    """Age bands in years."""
    places: tuple[str, ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    """`in`, `since`, `until`, `after`, `before` and the year."""
    former: bool = False
    """Said to have held once and no longer."""
    present: bool = False
    """Said to hold now."""
    versions: tuple[tuple[str, str], ...] = ()
    conditions: tuple[tuple[str, ...], ...] = ()
    """Terms of each restricting clause."""
    default: bool = False
    """Said of the state that holds when nobody interferes."""
    months: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    """First and last year of the stretches of time that it speaks of."""


NONE = Circumstances()
"""Of what nothing limits."""


@functools.cache
def _data() -> Any:
    return lexicon.data("circumstances")


@functools.cache
def _populations() -> Phrases:
    return term_reading.phrases(
        (cues, f"{axis}:{value}")
        for axis, values in _data()["populations"].items()
        for value, cues in values.items()
    )


@functools.cache
def known_places() -> frozenset[str]:
    places = set(_data()["demonyms"])
    for place, wider in _data()["within"].items():
        places.add(place)
        places.update(wider)
    return frozenset(places)


@functools.lru_cache(maxsize=4)
def _opening_places(known: Phrases) -> frozenset[str]:
    """The lemmas with which a place's name can begin."""
    return known_places() | known.first_words(known_places())


def may_name_place(found: Sequence[Word], known: Phrases) -> bool:
    """Whether a term of some words can be a place: telling this takes less time than to read the terms."""
    lemmas, written = [word.lemma for word in found], [word.text for word in found]
    return not (_opening_places(known).isdisjoint(lemmas) and known.exact.keys().isdisjoint(written))


_YEAR = prefilter.compile(r"(?<![\w.,/€$£-])(1[5-9]\d\d|20\d\d)s?(?![\w/]|[.,]\d)")
_BEFORE_YEAR = prefilter.compile(
    r"\b(since|from|until|till|up to|through|before|prior to|after|as of|by|in|during|between|of"
    r"|for)\b[^,;.()]{0,22}$",
    re.IGNORECASE,
)
_VERSION = prefilter.compile(
    r"\b(up to and including|up to|before|until|since|from|as of|after|in|with|prior to)?\s*(?:version"
    r"|release|v)\s*(\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_DOTTED = prefilter.compile(
    r"\b(up to and including|up to|before|until|since|from|as of|after|prior to)\s+v?(\d+\.\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_SERIES = prefilter.compile(r"\b(in|on|with|from|of|until|since)\s+v?(\d+(?:\.\d+)?)\.x\b", re.IGNORECASE)
_AGE = prefilter.compile(
    r"\b(?:(?P<over>over|past|above|older than|aged over|from the age of|from age|at least)|(?P<under>under"
    r"|below|younger than|up to the age of|until the age of|not yet))\s"
    r"(?:the age of\s)?(?P<age>\d{1,2})(?:s\b|\b(?=[-\s]*(?:year|and over|or over|and older|\b(?!%)|$)))"
    r"(?!\s*(?:%|per|mg|g\b|µ|mcg|IU|km|m\b|cm|mm|€|\$|days?\b|weeks?\b|months?\b|hours?\b|minutes?\b|staff"
    r"|employees|people|MB|GB|°|kg|ml|l\b|°C))",
    re.IGNORECASE,
)
_AGE_BAND = prefilter.compile(
    r"\b(?:between|aged?|ages|from)\s(?:the ages of\s)?(\d{1,2})\s?(?:and|to|–|-)\s?(\d{1,2})\b"
    r"(?!\s*(?:%|mg|g\b|hours?|days?|weeks?|months?|minutes?|km|°))",
    re.IGNORECASE,
)
_AGE_MORE = prefilter.compile(
    r"\b(\d{1,2})(?:[-\s]year[-\s]olds?|\s(?:and|or) (?:over|older|above|more))\b", re.IGNORECASE
)
_AGED = prefilter.compile(r"\baged? (\d{1,2}) (?:and|or) (over|older|above|under|younger)\b", re.IGNORECASE)
_FORMER = prefilter.compile(
    r"\b(?:used to|formerly|previously|at the time|in the past|once (?:was|were|had)|no longer"
    r"|(?<!not )until (?:recently|then|\w+ \d{4}|\d{4})|(?:up to and including|before|prior to"
    r"|(?<!not )until) (?:version )?v?\d|"
    r"back then|in those days|originally|at first|initially|earlier (?:guidelines|versions|editions"
    r"|estimates)|until the (?:reform|change|law)|up to (?:the (?:\w+ ){1,2}of |(?:january|february|march"
    r"|april|may|june|july|august|september|october|november|december) )(?:1[5-9]|20)\d\d\b|"
    r"before [^,.;]{3,60}?(?:came|went|was|were|opened|began|arrived)\b[^,.;]{0,40}, |"
    r"before (?:the (?:reform|change|update|law)|\d{1,2} \w+ "
    r"\d{4}|\w+ \d{4}|\d{4})|"
    r"the old (?:rule|limit|law|guideline|threshold|default)|was (?:once|originally)|had (?:once"
    r"|previously))\b",
    re.IGNORECASE,
)
_PRESENT = prefilter.compile(
    r"\b(?:now|nowadays|today|currently|these days|at present|since (?:version |v)?\d"
    r"|since (?:\w+ )?\d{4}|as of|from (?:\w+ )?\d{4}|has since|the new (?:rule|limit|law|default"
    r"|threshold)|from now on|any more|anymore)\b",
    re.IGNORECASE,
)
_HEDGE = prefilter.compile(
    r"\b(?:may(?: also| well| even| still| not| actually| indeed| sometimes| slightly| then| therefore"
    r"| just)*(?: have| cause| help| lead| make| contribute| play| affect| influence| worsen| improve"
    r"| reduce| increase| raise| lower| cut| boost| slow| speed| prevent| protect| trigger| delay| explain"
    r"| reflect| mean| turn| prove| depend| inhibit| harm| damage| benefit| produce| result| weaken"
    r"| strengthen| appear| seem| come| go| happen| occur| differ| vary| fall| rise| grow| drop| take place"
    r"| do more| be(?! up to| taken| given| used| sold| paid| claimed| kept| eaten| added| sent| no more"
    r"| at most| stored| fed| served| reused| planted| built))|might|could|possibl[ey]|perhaps|maybe"
    r"|probably|likely|seems?|appears?|apparently|suspected?|tends? to|in some (?:people|cases|studies"
    r"|patients)|for some|some (?:studies|researchers|evidence)|"
    r"preliminary|inconclusive|unclear|uncertain|not certain|not yet known|mixed evidence|point both ways"
    r"|it is thought|is believed|are believed|believed to|thought to|is said to|hypothes[ie]s\w*"
    r"|potentially|can sometimes|possibility|arguably|"
    r"early (?:data|evidence|results)|not always|hints? (?:at|that))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = prefilter.compile(
    r"^(?:\W*)(?:imagine|suppose|supposing|assume|say that|were \w+|had \w+ \w+ed|let us (?:say|assume"
    r"|suppose)|what if|if \w+(?: \w+){0,6} (?:were|had|did)\b)|\bif (?:\w+ ){1,10}(?:were to|had not"
    r"|had been|had \w+ed)\b|\bwere (?:the|it|they|we|you|this|that|a|an) (?:\w+ ){0,6}to\b"
    r"|\bwould(?! like| rather| you)\b|\bwould have (?:\w+ed|been)\b|\bin (?:the|a) (?:novel|story|film"
    r"|game|scenario|thought experiment)\b|\bhypothetical(?:ly)?\b|\bin a world (?:where|without)\b"
    r"|\bas if\b",
    re.IGNORECASE,
)
_REPORTED = prefilter.compile(
    r"\b(?:insists?|insisted|maintains? that|still maintains?|maintained that|claims? that|claimed that"
    r"|claims? (?:the|it|its|his|her|their|to)\b|claimed (?:the|it|to)\b|alleges?|alleged|argues?|argued"
    r"|contends?|contended|asserts?|asserted|believes?|believed that|believe (?:that|the)|thinks? that"
    r"|fears?|feared|hopes?|hoped|"
    r"swears?|boasts?|boasted|promises?|promised|accuses?|accused|rumou?rs?|complains?|complained|worr(?:y"
    r"|ies) that|suspects?|is convinced|are convinced|in (?:his|her|their) (?:view|opinion|eyes)|according "
    r"to (?:the )?(?:critics|opponents|supporters|campaigners|minister|ministry|spokes\w+|company"
    r"|manufacturer|maker|legend|tradition|some|him|her|them|folklore)|"
    r"(?:critics|opponents|supporters|campaigners|sceptics|skeptics|fans|some people|many people|people"
    r"|parents|locals|lobbyists|enthusiasts|vendors?|advertis\w+) (?:\w+ )?(?:say|says|claim|argue|believe"
    r"|think|maintain|hold|warn|swear|insist)|predicted that|forecasts? that|said (?:that|it|he|she|they)\b"
    r"|says? that|told (?:\w+ ){1,3}that|(?:advertised|marketed|sold|touted|billed) as|the (?:claim|belief"
    r"|rumou?r|idea|notion|assertion|theory) that|"
    r"the minister|the spokes\w+|denies|denied|supposedly|allegedly|reportedly|purportedly|so-called"
    r"|proponents|legend has it|folklore|folk wisdom|hearsay)\b",
    re.IGNORECASE,
)
_REFUTED = prefilter.compile(
    r"\b(?:myth|misconception|fallacy|old wives|contrary to|untrue|not true|debunked|is false|are false"
    r"|was false|mistaken(?:ly)?|wrongly|erroneous(?:ly)?|falsely|popular belief|common belief"
    r"|many (?:people )?(?:still )?(?:think|believe)|most people (?:think|believe)|people often (?:think"
    r"|believe|assume)|"
    r"it is often (?:said|claimed|thought|assumed|believed)|you (?:may|might|will) (?:have )?(?:hear|heard"
    r"|read)|superstition|urban legend|hoax|no truth|nonsense|retracted|withdrawn|was supposed to"
    r"|were supposed to|sceptics picture)\b",
    re.IGNORECASE,
)
_CONDITION = prefilter.compile(
    r"\b(provided that|provided|providing|as long as|so long as|in case of|in the event of|only if"
    r"|only when|even if|if|once|whenever|unless|except for|except in|except|in the absence of"
    r"|on condition that|assuming|before(?= (?:the|your|their|its) (?:\w+ ){1,3}(?:is|are|has|have|ends?|begins?|starts?|expires?|opens?|closes?)\b)"
    r"|while(?= (?:the|your|their|its|it|they|you) ))\b\s*([^,;.:()–—]*)",
    re.IGNORECASE,
)
_WITH_CONDITION = prefilter.compile(
    r"^\W*(?:with|without|for|in|on|under|at|during|after|before|among) ([^,;.:()]{3,70}),", re.IGNORECASE
)
_UNDER_LAW = prefilter.compile(
    r"\W*[Uu]nder (?:(?:the|this|that|a|an) )?(?:\w+ ){0,2}?"
    r"(?:[A-Z][\w-]*|laws?|acts?|rules?|regulations?|directive|treaty|constitution|contract|agreement)\b"
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def modality(text: str) -> Modality:
    """How a claim is put, as far as its own words tell."""
    if text.rstrip(" *_\"'”’)").endswith("?"):
        return Modality.QUESTION
    if _HYPOTHETICAL.search(text):
        return Modality.HYPOTHETICAL
    if _REFUTED.search(text):
        return Modality.REFUTED
    if _REPORTED.search(text) or _ACCORDING.search(text):
        return Modality.REPORTED
    if _HEDGE.search(text):
        return Modality.HEDGED
    return Modality.ASSERTED


@functools.cache
def _sayers() -> tuple[frozenset[str], frozenset[str]]:
    data = lexicon.data("attribution")
    return frozenset(map(str, (*data["people"], *data["organisations"]))), _SAYING


_SAYING = frozenset(
    "say argue claim believe maintain hold think suspect assert contend insist allege suggest warn fear "
    "hope predict expect reckon "
    "speculate doubt promise boast propose put estimate announce declare tell swear dispute deny reject "
    "complain worry imagine assume "
    "suppose regard call describe consider accuse blame".split()
)
"""Verbs by which somebody holds something without its being so."""


_TELLERS = frozenset(
    "brochure advert advertisement poster manifesto leaflet website pamphlet slogan legend story rumour "
    "rumor tradition folklore headline tabloid "
    "prospectus salesman commercial billboard flyer blog forum post comment reviewer label".split()
)
"""Writings that speak for somebody."""
_TELLING = frozenset(
    {
        "promise",
        "claim",
        "boast",
        "advertise",
        "tout",
        "allege",
        "pledge",
        "vow",
        "swear",
        "guarantee",
        "speak",
        "cite",
        "quote",
        "give",
        "mention",
    }
)
_ACCORDING = prefilter.compile(
    r"\b(?:according to|in the (?:words|eyes|view|opinion) of|if you believe|to hear)\b(?! (?:the |a "
    r"|an |our |its |\w+ ){0,4}(?:stud|data|survey|guideline|law|act\b|directive|census|statistic"
    r"|figure|research|analys|report|manual|documentation|specification|standard|regulation|rule|trial"
    r"|measurement|record))",
    re.IGNORECASE,
)


def reported(parse: Parse) -> bool:
    """Whether a sentence hands what it says to some person or body."""
    who, saying = _sayers()
    for index, token in enumerate(parse):
        if token.pos not in ("VERB", "AUX") or (token.lemma not in saying and token.lemma not in _TELLING):
            continue
        subjects = [t for t in parse if t.head == index and t.dep in ("nsubj", "nsubjpass")]
        if not subjects:
            continue
        person = any(
            t.lemma in who or t.lemma in _TELLERS or t.pos == "PROPN" or t.lemma in ("he", "she", "they")
            for t in subjects
        )
        clauses = any(
            t.head == index and t.dep in ("ccomp", "xcomp", "oprd", "parataxis", "advcl") for t in parse
        )
        placed = token.lemma in ("put", "estimate", "reckon") and any(
            t.head == index and t.lemma in ("at", "as", "on", "dobj") for t in parse
        )
        around = token.dep in ("parataxis", "ccomp", "advcl") and token.head != index
        told = token.lemma in _TELLING and any(
            t.head == index and t.dep in ("dobj", "prep", "ccomp", "xcomp") for t in parse
        )
        if person and (
            clauses
            or placed
            or around
            or (told and token.lemma not in ("give", "mention", "guarantee", "speak"))
        ):
            return True
        if told and any(t.lemma in _TELLERS for t in subjects):
            return True
    return False


def _ages(text: str) -> tuple[tuple[float, float], ...]:
    found: list[tuple[float, float]] = []
    for match in _AGE_BAND.finditer(text):
        low, high = float(match.group(1)), float(match.group(2))
        if low < high:
            found.append((low, high))
    for match in _AGE.finditer(text):
        age = float(match.group("age"))
        found.append((age, 150.0) if match.group("over") else (0.0, age))
    for match in _AGED.finditer(text):
        age = float(match.group(1))
        found.append((age, 150.0) if match.group(2).lower() in ("over", "older", "above") else (0.0, age))
    for match in _AGE_MORE.finditer(text):
        age = float(match.group(1))
        found.append((age, age + 1) if "year" in match.group().lower() else (age, 150.0))
    return tuple(dict.fromkeys(found))


def _years(text: str) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    if not spans_of_time.may_name_year(text):
        return ()
    for match in _YEAR.finditer(text):
        before = _BEFORE_YEAR.search(text, max(0, match.start() - 40), match.start())
        relation = before.group(1).lower() if before else "in"
        relation = {
            "from": "since", "as of": "in", "till": "until", "up to": "until", "through": "until",
            "prior to": "before",
            "during": "in", "between": "in", "of": "in", "for": "in", "by": "in",
        }.get(relation, relation)  # fmt: skip
        found.append((relation, int(match.group(1))))
    return tuple(dict.fromkeys(found))


_NUMBERED = re.compile(r"(?:version|release|v)\s*\d|\d\.[\dx]", re.IGNORECASE)


def _versions(text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    if _NUMBERED.search(text) is None:
        return ()
    for pattern in (_VERSION, _DOTTED, _SERIES):
        for match in pattern.finditer(text):
            found.append(((match.group(1) or "in").lower(), match.group(2)))
    return tuple(dict.fromkeys(found))


@functools.cache
def _default() -> tuple[str, ...]:
    return tuple(map(str, _data()["conditions"]["default"]))


_MONTHS = frozenset(MONTHS)
_DIGIT = re.compile(r"\d")


class Wording(NamedTuple):
    """What a text tells of circumstances whatever its words are taken for."""

    limits: Circumstances
    """All but what single words say: of whom, where, in which months and on what conditions."""
    conditions: tuple[tuple[int, int], ...]
    """Where its restricting clauses stand."""
    opening: tuple[int, int] | None
    """Where the condition stands that it opens with, if it opens with one: "In winter, …"."""


def wording(text: str) -> Wording:
    """What a text tells of circumstances before its words are looked at one by one."""
    opening = _WITH_CONDITION.search(text)
    if opening is not None and _UNDER_LAW.match(text) is not None:
        opening = None  # the law says where a claim comes from, and not when it holds
    return Wording(
        _limits(text),
        tuple([match.span(2) for match in _CONDITION.finditer(text)]),
        None if opening is None else opening.span(1),
    )


def _limits(text: str) -> Circumstances:
    folded = text.lower()
    former, present = _FORMER.search(text) is not None, _PRESENT.search(text) is not None
    default = any(map(folded.__contains__, _default()))
    if _DIGIT.search(text) is not None:
        return Circumstances(
            ages=_ages(text),
            years=_years(text),
            former=former,
            present=present,
            versions=_versions(text),
            default=default,
            spans=spans_of_time.spans(text),
        )
    spans = spans_of_time.spans(text) if "th century" in text else ()
    if former or present or default or spans:
        return Circumstances(former=former, present=present, default=default, spans=spans)
    return NONE


def ages_and_years(text: str) -> tuple[tuple[tuple[float, float], ...], tuple[tuple[str, int], ...]]:
    """The ages and years that a text speaks of."""
    return (_ages(text), _years(text)) if _DIGIT.search(text) is not None else ((), ())


def opening(told: Wording, found: Sequence[Word], content: Sequence[Term]) -> tuple[tuple[str, ...], ...]:
    """The terms of the condition that a text opens with."""
    return () if told.opening is None else _terms_at([told.opening], found, content)


def _terms_at(
    places: Sequence[tuple[int, int]], found: Sequence[Word], content: Sequence[Term]
) -> tuple[tuple[str, ...], ...]:
    """The terms at each place that has any."""
    named = [tuple([t.name for t in content if start <= found[t.first].start < end]) for start, end in places]
    return tuple([names for names in named if names])


def read(told: Wording, found: Sequence[Word], content: Sequence[Term]) -> Circumstances:
    """What limits the claim in a text, apart from the condition that it opens with."""
    lemmas = [word.lemma for word in found]
    groups = _populations()
    populations = () if groups.by_first.keys().isdisjoint(lemmas) else tuple(groups.all(lemmas))
    places = known_places().intersection([term.name for term in content])
    months = _MONTHS.intersection(lemmas)
    conditions = _terms_at(told.conditions, found, content) if told.conditions else ()
    if not (populations or places or months or conditions):
        return told.limits
    return replace(
        told.limits,
        populations=tuple(sorted(set(populations))),
        places=tuple(sorted(places)),
        conditions=conditions,
        months=tuple(sorted(months)),
    )
