"""For whom, where, when, under which condition and how firmly something is said."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator, Sequence
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


_YEAR = prefilter.compile(r"(?<![\w.,/€$£-])(1[5-9]\d\d|20\d\d)s?(?![\w/]|[.,]\d)" + spans_of_time.NO_YEAR)
_BEFORE_YEAR = prefilter.compile(
    r"\b(since|from|until|till|up to|through|before|prior to|after|as of|by|in|during|between|of"
    r"|for)\b(?:(?!\b(?:since|from|until|till|up to|through|before|prior to|after|as of|by|in|during|between)\b)"
    r"[^,;.()]){0,22}$",
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
_FROM_VERSION = prefilter.compile(
    r"\b(starting with|starting in|starting from|beginning with)\s+v?(\d+\.\d+(?:\.\d+)*)\b", re.IGNORECASE
)
_AND_UP = re.compile(
    r"(?<![\d.,$€£])\bv?()(\d+\.\d+(?:\.\d+)*)(?:\+|,?\s(?:and|or)\s(?:earlier|older|later|newer|up|upwards?)\b)",
    re.IGNORECASE,
)
_SERIES = prefilter.compile(r"\b(in|on|with|from|of|until|since)\s+v?(\d+(?:\.\d+)?)\.x\b", re.IGNORECASE)
_NO_AGE = (
    r"(?!\s*(?:%|per|mg|g\b|µ|mcg|IU|km|m\b|cm|mm|€|\$|days?\b|weeks?\b|months?\b|hours?\b|minutes?\b|staff"
    r"|employees|people|MB|GB|°|kg|ml|l\b|°C|tonnes?\b|tons?\b|euros?\b|pounds?\b|dollars?\b|metres?\b|litres?\b))"
)
_AGE = prefilter.compile(
    r"\b(?:(?P<over>over|past|above|older than|aged over|from the age of|from age|at least)|(?P<under>under"
    r"|below|younger than|up to the age of|until the age of|not yet))[\s-]"
    r"(?P<said>the age of\s)?(?P<age>\d{1,2})(?P<olds>s\b|[\s-]years?[\s-](?:old|of age)\b"
    r"|\s(?:and|or)\s(?:over|older)\b)?(?![\d.,:]*\d)" + _NO_AGE,
    re.IGNORECASE,
)
_AGE_BAND = prefilter.compile(
    r"\b(?P<aged>between the ages of|from the ages? of|aged (?:between |from )?|ages? (?:between |from )?|between|from)\s?"
    r"(?P<low>\d{1,2})\s?(?:and|to|–|-)\s?(?P<high>\d{1,2})\b(?![\d.,:]*\d)" + _NO_AGE,
    re.IGNORECASE,
)
_BAND_OF_AGE = prefilter.compile(
    r"(?<![\d.,])(?P<low>\d{1,2})(?:-|\s?years?)?\s?(?:to|–|-|and)\s?(?P<high>\d{1,2})[\s-]years?[\s-](?:olds?|of age)\b",
    re.IGNORECASE,
)
_AGE_MORE = prefilter.compile(
    r"(?<![\d.,-])\b(?<!to\s)(?P<age>\d{1,2})(?:(?P<year>[-\s]year[-\s]olds?)|(?P<older>\s(?:and|or) older)|\s(?:and|or) (?:over|above))\b",
    re.IGNORECASE,
)
_AGED = prefilter.compile(
    r"\baged? (?P<age>\d{1,2}) (?:and|or) (?P<side>over|older|above|under|younger)\b", re.IGNORECASE
)
_IN_THEIR = prefilter.compile(
    r"\bin (?:their|his|her|your|one's) (?:early |mid[- ]|late )?(?P<decade>[2-9]0)s\b", re.IGNORECASE
)
_ENDED = re.compile(r"\s?(?:$|[.,;:)|])")
"""What may follow a band of ages of which only the figures are given: every two years from 50 to 74."""
_LABELLING = re.compile(r"\s?(?:$|[|:)])")
"""What follows an age that stands for those who are of it: "Under 18: free"."""
_LATEST_HOUR = 24.0


@functools.cache
def _whose() -> re.Pattern[str]:
    """Those whose age is told, right before it is."""
    nouns = "|".join(re.escape(str(noun)) for noun in _data()["persons"])
    return re.compile(
        rf"(?:\b(?:(?:{nouns})s?|child|children|kids?|boys?|girls?|m[ae]n|wom[ae]n|adults?|pupils|people|persons?"
        r"|those|any(?:one|body)|every(?:one|body)|nobody|no one|some(?:one|body)|who|if|you|they|he|she)"
        r"(?:'re|\s(?:who\s)?(?:is|are|were|was|(?:must|should|has to|have to|needs? to)\sbe))?\s|(?:^|[|(]|\s\.)\s?)$",
        re.IGNORECASE,
    )


_FORMER = prefilter.compile(
    r"\b(?:used to|formerly|previously|at the time(?! of writing)|in the past|once (?:was|were|had)|no longer"
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
    r"\b(?:now|nowadays|today|currently|these days|at present|at the time of writing|since (?:version |v)?\d"
    r"|since (?:\w+ )?\d{4}|as of|from (?:\w+ )?\d{4}(?! (?:to|until|till|through|and|up)\b| ?[–-])|has since|the new (?:rule|limit|law|default"
    r"|threshold)|from now on|any more|anymore)\b",
    re.IGNORECASE,
)
_HEDGE = prefilter.compile(
    r"\b(?:may(?: also| well| even| still| not| actually| indeed| sometimes| slightly| then| therefore"
    r"| just)*(?: have| cause| help| lead| make| contribute| play| affect| influence| worsen| improve"
    r"| reduce| increase| raise| lower| cut| boost| slow| speed| prevent| protect| trigger| delay| explain"
    r"| reflect| mean| turn| prove| depend| inhibit| harm| damage| benefit| produce| result| weaken"
    r"| strengthen| appear| seem| come| go| happen| occur| differ| vary| fall| rise| grow| drop| take place"
    r"| do more| be(?! up to| no more| at most| taken| given| sold| paid| kept| eaten| sent| fed| built"
    r"| \w+ed\b(?<!associated)(?<!caused)(?<!linked)(?<!related)(?<!involved)(?<!affected)(?<!influenced)"
    r"(?<!explained)(?<!increased)(?<!reduced)(?<!improved)(?<!raised)(?<!lowered)(?<!triggered)(?<!needed)"
    r"(?<!impaired)(?<!damaged)(?<!delayed)(?<!exposed)(?<!biased)(?<!mistaken)(?<!interested)"
    r"(?<!overestimated)(?<!underestimated)(?<!attributed)(?<!required)(?<!limited)(?<!confused)))"
    r"|might|could|possibly|(?:is|are|was|were|be|remains?|an?|one|another|also|quite|well) possible(?! to\b)"
    r"|perhaps|maybe|probably|(?<!as )(?<!more )(?<!less )likely|likely than not|seems?"
    r"|appears?(?! (?:in|on|at|under|below|above|next|beside|when|while|after|before|from|as soon|once|twice|every|each"
    r"|again|here|there|within|between|during|for|by|with)\b| ?[,.;:!)]|$)"
    r"|apparently|suspected?|tends? to|in some (?:people|cases|studies"
    r"|patients)|for some|some (?:studies|researchers|evidence)|"
    r"preliminary|inconclusive|unclear|uncertain|not certain|not yet known|mixed evidence|point both ways"
    r"|it is thought|is believed|are believed|believed to|thought to|is said to|hypothes[ie]s\w*"
    r"potentially|can sometimes|possibility(?! to\b)|arguably|"
    r"(?:unknown|not known|remains to be seen) (?:if|whether|how|why|what)|"
    r"early (?:data|evidence|results)|not always|hints? (?:at|that))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = prefilter.compile(
    r"^(?:\W*)(?:imagine|suppose|supposing|assume|say that|were \w+|had \w+ \w+ed|let us (?:say|assume"
    r"|suppose)|what if|if \w+(?: \w+){0,6} (?:were|had|did)\b[^.;]*\b(?:could|might)\b)|\bif (?:\w+ ){1,10}(?:were to|had not"
    r"|had been|had \w+ed)\b|\bwere (?:the|it|they|we|you|this|that|a|an) (?:\w+ ){0,6}to\b"
    r"|\bwould(?! like| rather| you| later| eventually| subsequently| go on| come to be)\b"
    r"|\bin (?:the|a) (?:novel|story|film|game|scenario|thought experiment)\b"
    r"(?! (?:of|against|between|with|industry|business)\b)|\bhypothetical(?:ly)?\b|\bin a world (?:where|without)\b"
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
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )(?<!gets )(?<!get )(?<!got )denie[sd]|supposedly|allegedly|reportedly|purportedly|so-called"
    r"|proponents|legend has it|folklore|folk wisdom|hearsay)\b",
    re.IGNORECASE,
)
_REFUTED = prefilter.compile(
    r"\b(?:myth|misconception|fallacy|old wives|untrue|not true|debunked"
    r"|(?:claim|belief|idea|notion|story|rumou?r|theory|view|assumption|impression|report)s?\b[^.;]{0,60}"
    r"\b(?:is|are|was|were) (?:false|wrong)|it (?:is|was) (?:\w+ )?false that|mistaken(?:ly)?|wrongly|erroneous(?:ly)?|falsely|popular belief|common belief"
    r"|many (?:people )?(?:still )?(?:think|believe)|most people (?:think|believe)|people often (?:think"
    r"|believe|assume)|"
    r"it is often (?:said|claimed|thought|assumed|believed)|you (?:may|might|will) (?:have )?(?:hear|heard"
    r"|read)|superstition|urban legend|hoax|no truth|nonsense"
    r"|(?:paper|study|article|claim|finding|result|trial|report|statement|preprint)s?\b[^.;]{0,40}"
    r"\b(?:retracted|withdrawn)|(?:retracted|withdrawn) (?:paper|study|article|claim|finding|report)"
    r"|was supposed to"
    r"|were supposed to|sceptics picture)\b",
    re.IGNORECASE,
)
_ASKING = "".join(
    rf"(?<!{verb} )"
    for verb in (
        "check", "checks", "checking", "test", "tests", "see", "know", "ask", "asks", "wonder", "unclear", "unknown", "known",
        "determine", "determines", "decide", "decides", "find out", "tell", "tells", "sure", "as",
    )
)  # fmt: skip
"""Behind which an "if" asks and sets no condition."""
_CONDITION = prefilter.compile(
    r"\b(provided that|(?<=[,;(] )provided|(?:provided|providing)(?= (?:that|you|it|they|there|we|he|she|no)\b)"
    r"|as long as|so long as|in case of|in the event of|only if"
    r"|only when|(?<!even )(?:"
    + _ASKING
    + r")if|once(?! (?:an?|per|every|each|daily|weekly|monthly|yearly|hourly"
    r"|annually|nightly|or|more|again|upon|in|for|and|only|the (?:\w+est|most))\b| ?[,.;:!)]|$)"
    r"(?<!\bis once)(?<!\bwas once)(?<!\bare once)(?<!\bwere once)(?<!\bhad once)(?<!\bhave once)(?<!\bhas once)"
    r"(?<!only once)(?<!least once)(?<!at once)(?<!than once)(?<!just once)"
    r"|whenever|unless|except for|except in|except|in the absence of"
    r"|on condition that|assuming|before(?= (?:the|your|their|its) (?:\w+ ){1,3}(?:is|are|has|have|ends?|begins?|starts?|expires?|opens?|closes?)\b)"
    r"|while(?= (?:the|an?|your|their|its|it|they|you) ))\b\s*([^,;.:()–—]*)",
    re.IGNORECASE,
)
_WITH_CONDITION = prefilter.compile(
    r"^\W*(?:with|without|for|in|on|under|at|during|after|before|among) ([^,;.:()]{3,70}),", re.IGNORECASE
)
_UNDER_LAW = prefilter.compile(
    r"\W*[Uu]nder (?:(?:the|this|that|a|an) )?(?:\w+ ){0,2}?"
    r"(?:[A-Z][\w-]*|laws?|acts?|rules?|regulations?|directive|treaty|constitution|contract|agreement)\b"
)
_CONNECTING = prefilter.compile(
    r"\W*(?:in (?:addition|practice|theory|principle|contrast|response|return|turn|reality|the end|the long run|the meantime"
    r"|the first place|this way|this respect|this regard|this sense|order to|effect|essence|conclusion|summary|short|all"
    r"|other words|any case|most cases|the main|total|part|particular|comparison|consequence|line with|view of|recent)\b"
    r"|on (?:average|the whole|the contrary|the other hand|the one hand|balance|paper|top of)\b"
    r"|at (?:present|the time of writing|the same time|best|worst|least|most|the latest|the earliest|first|last|its|their)\b"
    r"|for (?:(?:this|that|these|those|which) (?:reasons?|purposes?|ends?)\b|example|instance|a start|(?:\w+ )?(?:decades|years|centuries)\b)"
    r"|without (?:a )?(?:doubt|exception|question)\b|under the name\b|among other things\b"
    r"|with (?:(?:its|their|his|her|some|over|about|around|nearly|almost|more than|just|only) )?[\d$€£])",
    re.IGNORECASE,
)
"""Openings that connect, comment or describe, and limit nothing."""
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


_DESPITE = prefilter.compile(
    r"\b(?:contrary to|despite|against|unlike)(?! [^,.;]{0,60}\bthat\b) [^,.;]{0,60}?"
    r"\b(?:belief|opinion|myth|wisdom|assumption|think|thinks|believe|believes|assume|assumes|say|expect|claims?)\b",
    re.IGNORECASE,
)
"""What others hold, against which something is said in earnest: contrary to popular belief, bats see well."""


def modality(text: str) -> Modality:
    """How a claim is put, as far as its own words tell."""
    if text.rstrip(" *_\"'”’)").endswith("?"):
        return Modality.QUESTION
    if _HYPOTHETICAL.search(text):
        return Modality.HYPOTHETICAL
    text = _DESPITE.sub(" ", text)
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


_OLDEST = 150.0


def _ages(text: str) -> tuple[tuple[float, float], ...]:
    found: list[tuple[float, float]] = []

    def of_somebody(match: re.Match[str]) -> bool:
        return _whose().search(text, max(0, match.start() - 40), match.start()) is not None

    for match in (*_AGE_BAND.finditer(text), *_BAND_OF_AGE.finditer(text)):
        low, high = float(match["low"]), float(match["high"])
        aged = "age" in match.group().lower() or "year" in match.group().lower()
        alone = match.start() > 0 and high > _LATEST_HOUR and _ENDED.match(text, match.end()) is not None
        if low < high and (aged or alone or (match.start() > 0 and of_somebody(match))):
            found.append((low, high))
    for match in _AGE.finditer(text):
        said = (
            match["said"]
            or match["olds"]
            or (match["over"] or match["under"]).endswith(("than", "age", "of"))
        )
        alone = match.start() == 0 and _LABELLING.match(text, match.end()) is None
        if said or (of_somebody(match) and not alone):
            age = float(match["age"])
            found.append((age, _OLDEST) if match["over"] else (0.0, age))
    for match in _AGED.finditer(text):
        age = float(match["age"])
        found.append((0.0, age) if match["side"].lower() in ("under", "younger") else (age, _OLDEST))
    for match in _AGE_MORE.finditer(text):
        age = float(match["age"])
        if match["year"]:
            found.append((age, age + 1))
        elif match["older"] or of_somebody(match):
            found.append((age, _OLDEST))
    for match in _IN_THEIR.finditer(text):
        found.append((float(match["decade"]), float(match["decade"]) + 10))
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
    for pattern in (_VERSION, _DOTTED, _SERIES, _FROM_VERSION, _AND_UP):
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
    if opening is not None and (_UNDER_LAW.match(text) or _CONNECTING.match(text)) is not None:
        opening = None  # the law says where a claim comes from, and not when it holds
    return Wording(
        _limits(text),
        tuple([match.span(2) for match in _CONDITION.finditer(text)]),
        None if opening is None else opening.span(1),
    )


_IN_USE = prefilter.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|when|if|commonly|widely|often)\s(?:\w+\s)?used to\b",
    re.IGNORECASE,
)
"""What something serves for, and not what once was."""
_STILL = prefilter.compile(
    r"\b(?:is|are|will|shall|must|may|can|cannot|remains?|runs?|applies|apply|stays?)\s(?:(?!was\b|were\b)\w+\s){0,6}?"
    r"(?:until|up to|before)\s(?:\w+\s)?(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)
"""What holds until a year to come: a licence that is valid until then."""


def _is_former(text: str) -> bool:
    if _FORMER.search(text) is None:
        return False
    return _FORMER.search(_STILL.sub(" ", _IN_USE.sub(" ", text))) is not None


def _limits(text: str) -> Circumstances:
    folded = text.lower()
    former, present = _is_former(text), _PRESENT.search(text) is not None
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
    spans = spans_of_time.spans(text) if "century" in folded or "ties" in folded else ()
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


_OF_PERSONS_AS_NOUNS = frozenset({"minor", "senior"})


def _named_groups(found: Sequence[Word], lemmas: Sequence[str]) -> Iterator[str]:
    """The groups of people that words name; minor injuries and senior engineers are of no age."""
    groups, index = _populations(), 0
    while index < len(lemmas):
        match = groups.at(lemmas, index)
        length = match[0] if match else 1
        adjective = found[index].pos == "ADJ" and lemmas[index] in _OF_PERSONS_AS_NOUNS
        if match and not (length == 1 and adjective):
            yield match[1]
        index += length


_CHILDHOOD, _OLD_AGE = 18.0, 60.0


def _stages(ages: Sequence[tuple[float, float]]) -> Iterator[str]:
    """The groups that bands of ages fall into as a whole."""
    for low, high in ages:
        if high <= _CHILDHOOD:
            yield "life_stage:child"
        elif low >= _OLD_AGE:
            yield "life_stage:older"


def _is_month(word: Word) -> bool:
    return word.text[0].isupper() and (word.start > 0 or word.pos not in ("AUX", "VERB"))


def read(told: Wording, found: Sequence[Word], content: Sequence[Term]) -> Circumstances:
    """What limits the claim in a text, apart from the condition that it opens with."""
    lemmas = [word.lemma for word in found]
    groups = _populations()
    populations = () if groups.by_first.keys().isdisjoint(lemmas) else tuple(_named_groups(found, lemmas))
    if told.limits.ages:
        populations = (*populations, *_stages(told.limits.ages))
    known = known_places()
    places = {term.name for term in content if term.name in known and found[term.first].text[0].isupper()}
    months = _MONTHS.intersection(lemmas)
    if months:  # "may" and "march" are verbs, too
        months = frozenset(word.lemma for word in found if word.lemma in months and _is_month(word))
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
