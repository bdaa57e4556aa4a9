"""Who a statement is attributed to in words: a source that is named, or nobody in particular.

A source is named when the sentence describes one work, dataset or organisation that could be looked up ("a 2021 survey of
nurses", "the harbour office", "UK Biobank (2021)"). "Some studies", "experts", "it is believed" name nobody.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck import lexicon, prefilter
from factcheck.language import Parse, Token
from factcheck.values import Value


class Attributed(enum.StrEnum):
    """To whom."""

    NAMED = "named"
    VAGUE = "vague"


class Attribution(Value, frozen=True):
    """Words that attribute. Offsets are code points into the statement's text."""

    to: Attributed
    start: int
    end: int
    what: str
    governs: bool = False
    """Whether the whole sentence is its word: the subject of its main verb, or "according to"."""


_BODILY = frozenset({"hold", "put", "give", "see", "tie", "back", "place", "weigh", "time"})
"""Verbs of witness that are as often deeds of the body."""
_REPORTING = frozenset(
    {"suggest", "indicate", "conclude", "say", "state", "warn", "claim", "argue", "give", "put", "hold"}
)
"""Beside finding: what one work does by itself, and works of a kind do not."""


class _Words:
    def __init__(self) -> None:
        lists = lexicon.data("attribution")
        self.works = frozenset(lists["works"])
        self.weak_works = frozenset(lists["weak_works"])
        self.evidence = frozenset(lists["evidence"])
        self.people = frozenset(lists["people"])
        self.organisations = frozenset(lists["organisations"])
        self.saying = frozenset(lists["saying"])
        self.showing = frozenset(lists["showing"])
        self.bearing_out = frozenset(lists["bearing_out"])
        self.opining = frozenset(lists["opining"])
        self.asserting = frozenset(lists["asserting"])
        self.effects = frozenset(lists["effects"])
        self.studies = frozenset(lists["studies"])
        self.inert = frozenset(lists["inert"])
        self.uttering = frozenset(lists["uttering"])
        self.personal = frozenset(lists["personal"])
        self.vague_modifiers = frozenset(lists["vague_modifiers"])
        self.planning = frozenset(lists["planning"])
        self.searchers = frozenset(lists["searchers"])
        self.putting = frozenset(lists["putting"])
        self.finding = frozenset(lists["finding"])
        self.processes = frozenset(lists["processes"])
        self.ready = frozenset(lists["ready"]) | frozenset(lists["convinced"])
        self.convinced = frozenset(lists["convinced"])
        self.admitting = frozenset(lists["admitting"])
        self.treating = frozenset(lists["treating"])
        self.venues = frozenset(lists["venues"])
        self.minded = frozenset(lists["minded"])
        self.measures = frozenset(lists["measures"])
        self.aspectual = frozenset(lists["aspectual"])
        self.outsiders = frozenset(lists["outsiders"])
        self.pronouns = frozenset(lists["pronouns"])
        self.at_hand = frozenset(lists["at_hand"])
        self.records = frozenset(lists["records"])
        self.impersonal = prefilter.AnyOf(
            [prefilter.compile(rf"\b(?:{p})", re.IGNORECASE) for p in lexicon.data("impersonal")]
        )
        # Taken together once, since they are asked of every word.
        self.pronouns_and_measures = self.pronouns | self.measures
        self.vouching = self.bearing_out | self.saying
        self.finding_out = self.bearing_out | self.finding | self.opining
        self.showing_by_itself = self.showing - self.treating
        self.holding = self.opining | self.minded
        self.voicing = self.saying | self.opining | self.minded | self.personal
        self.granting = self.opining | self.admitting
        self.reporting = self.finding | _REPORTING
        self.witnessing = (self.bearing_out | self.reporting) - _BODILY
        self.sources = (self.works | self.organisations | self.evidence) - self.people
        self.documents = self.studies | self.records
        self.speaking = self.showing | self.asserting | self.opining
        self.no_verbs = self.works - self.showing
        self.no_verbs_plural = (self.works | self.organisations) - self.showing - self.asserting


@functools.cache
def _words() -> _Words:
    return _Words()


_MOST_LEMMAS = 4096
"""Lemmas of which is remembered whether they mean people."""
_PERSON_SUFFIX = re.compile(
    r"(?:ologist|ographer|ician|ist|ianist|eer|crat|monger|smith|keeper|holder|historian)s?$"
)
_YEAR = prefilter.compile(r"\b(?:1[0-9]|20)\d\ds?\b")
_YEAR_IN_BRACKETS = prefilter.compile(
    r"(?P<name>(?:[A-Z][\w’'&.-]*|of|the|and|for|on|in|de|du)(?: (?:[A-Z][\w’'&.-]*|of|the|and|for|on|in|de|du|(?<=[Tt]he )[a-z]+|(?<=[’']s )[a-z]+)){0,6}) "
    r"\((?:[^()]{0,40}, ?)?(?:1[89]|20)\d\d(?:[-–](?:\d\d|\d{4}))?(?:, [^()]{0,40})?\)"
)
_ACCORDING = prefilter.compile(
    r"\b(?:according to|in the (?:words|view|opinion|judge?ment|estimation|account) of|to judge by|judging by|going by|as reported (?:by|in)|as (?:stated|noted|described|recorded|cited) (?:by|in)|as per)\s+",
    re.IGNORECASE,
)
_SAID = (
    r"(?:wrote|writes|recalls?|recalled|explains?|explained|reports?|reported|says?|said|claims?|claimed|argues?|argued|finds?|found|shows?|showed|notes?|noted|estimates?|estimated|suggests?|suggested|believes?|believed|warns?|warned|states?|stated|"
    r"concludes?|concluded|recommends?|recommended|records?|recorded|tells?|told|puts?|describes?|described|mentions?|mentioned|lists?|listed|observes?|observed|has it|have it|indicates?|reveals?|confirms?)"
)
_AS_THEY_SAY = prefilter.compile(
    rf"\b[Aa]s (?P<who>(?:(?:the|an?|its|their|his|her|one|[A-Z][\w.'-]*)\b)[^,.;:()]{{2,70}}?) {_SAID}\b"
)
_MADE = prefilter.compile(
    r"^(?P<what>[^,.;:()]{3,60}?) (?:kept|held|run|given|submitted|presented|heard|released|gathered|obtained|shot|polled|surveyed|questioned|interviewed|sampled|drawn|collected|recorded|filmed|written|conducted|carried out|published|commissioned|compiled|made|led|drawn up|prepared|issued|signed|printed|taken|done|funded|paid for) "
    r"(?P<by>by|at|for|in|to|before|from) (?P<maker>[^.;:()]{3,60}?) (?P<verb>[a-z]+)\b(?P<rest>[^.]*)"
)
"""Whose, behind a work that a parse often takes for the subject of "kept": "a notebook kept at the club has …"."""
_IF_RIGHT = prefilter.compile(
    r"\bif (?P<who>(?:the|its|their|his|her|an?|one|[A-Z][\w'-]*) [^,.;:()]{2,60}?) (?:is|are|was|were) (?:right|to be (?:believed|trusted)|anything to go by|any guide)\b"
)
_IN_EVIDENCE = prefilter.compile(
    r"\b[Ii]n (?:(?:written |oral )?(?:evidence|testimony)|an? (?:\w+ )?(?:speech|letter|lecture|talk|interview|statement|memo|memorandum|submission|deposition|note)) (?:to|at|before|for|with) (?:the|an?|its|his|her|their|[A-Z])"
)
_TOLD_PAPER = prefilter.compile(
    r"\b(?:told|tells|speaking to|quoted (?:in|by)|interviewed (?:in|by|for)) (?:the (?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+){0,3}|BBC|CNN|Reuters|[A-Z]{3,})\b"
)
_CARRIED = prefilter.compile(
    r"(?P<who>\b(?:[Tt]he|[Aa]n?|[A-Z][\w'&-]*)(?: [\w'&-]+){0,6}) (?:has )?(?:carried|ran|printed|published|featured|carries|prints|runs) (?:an?|the|its|one) (?:[\w-]+ ){0,3}"
    r"(?:paper|article|study|report|letter|editorial|review|survey|analysis|poll|note|notice|item|dispatch|obituary)s?\b"
)
_FINITE = re.compile(
    r"\b(?:can|could|be|been|is|are|was|were|has|have|had|will|would|may|might|must|should|do|does|did)\b"
)
_THEY_SAY_THAT = prefilter.compile(rf"^(?P<who>[^,.;:()]{{3,80}}?) {_SAID} (?:that|how|why|whether)\b")
_BY_COUNT = prefilter.compile(
    r"\b(?:by|on) (?:the |an? |its |their |[A-Z])[\w' -]{2,50}?(?:'s?|s) (?:own |latest |last |official )?(?:count|estimate|reckoning|figures|account|calculations?|records|tally|estimates)\b",
    re.IGNORECASE,
)
_EARLY = 24
"""Offset up to which "in a trial" stands at the head of its sentence, and says where the rest comes from."""
_LABEL = prefilter.compile(r"^[^:.!?]{3,80}:(?=\s)")
_ABOVE = re.compile(r"[^.;,:]{0,40}\b(?:above|below|earlier|later|here|next|previously)\b")
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)")
_WORK = (
    r"(?:resource|article|page|report|paper|guide|study|website|site|fact sheet|guideline|review|database)s?"
)
_LOOK_UP = r"\b(?:[Vv]isit|[Ss]ee|[Rr]ead|[Cc]onsult|[Rr]eview|[Rr]efer to|[Cc]heck|[Bb]rowse|[Aa]ccess)\b"
_POINTER = prefilter.compile(
    rf"{_LOOK_UP}[^.]*?\b(?:[A-Z]{{2,}}|[A-Z]\w+ (?:Institutes?|Agency|Organi[sz]ation|Association|Society|Foundation|Department|Ministry|Health)) {_WORK}\b"
    rf"|{_LOOK_UP}[^.]*\b{_WORK}\b[^.]*? (?:from|by|of|at) (?:the )?[A-Z]\w+(?: (?:[A-Z]\w+|of|and|for))*"
)


def pointer(text: str) -> Attribution | None:
    """Words that send the reader to a named organisation's page or paper ("see this NIH resource")."""
    match = _POINTER.search(text)
    return match and Attribution(Attributed.NAMED, match.start(), match.end(), match.group())


class _Sentence(NamedTuple):
    """A parse, and what is asked of it again and again."""

    parse: Parse
    children: list[list[int]]
    """Which tokens have each token as their head."""
    named: list[int]
    """The tokens that are somebody's or something's name in a role: subjects and objects."""
    roots: list[int]


_NAMED_ROLES = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})


def _sentence(parse: Parse) -> _Sentence:
    children: list[list[int]] = [[] for _ in parse]
    named: list[int] = []
    roots: list[int] = []
    for index, token in enumerate(parse):
        head = token.head
        (children[head] if head != index else roots).append(index)
        if token.dep in _NAMED_ROLES:
            named.append(index)
    return _Sentence(parse, children, named, roots)


_OUTSIDE_PHRASE = frozenset({"relcl", "appos", "cc", "punct", "advcl", "ccomp", "parataxis"})


def _phrase(sentence: _Sentence, head: int) -> _Phrase:
    """A noun phrase: its head, or what that measures, and all below it but clauses."""
    parse, children, _, _ = sentence
    inner = _measured(sentence, head)
    found = []
    waiting = [head if inner is None else inner]
    while waiting:
        index = waiting.pop()
        found.append(index)
        for child in children[index]:
            token = parse[child]
            if token.dep == "conj":
                if token.pos in ("NOUN", "PROPN", "ADJ"):
                    waiting.append(child)
            elif token.dep not in _OUTSIDE_PHRASE:
                waiting.append(child)
    return _Phrase(
        parse[head if inner is None else inner], [parse[i] for i in sorted(found)], measured=inner is not None
    )


def _measured(sentence: _Sentence, head: int) -> int | None:
    """What a noun of measure counts: "a handful of studies"."""
    parse, children, _, _ = sentence
    if parse[head].lemma not in _words().measures:
        return None
    return next(
        (
            below
            for prep in children[head]
            if parse[prep].lemma == "of"
            for below in children[prep]
            if parse[below].dep == "pobj"
        ),
        None,
    )


def _is_proper(token: Token) -> bool:
    return token.pos == "PROPN" or (
        token.text[:1].isupper() and token.start > 0 and token.pos in ("NOUN", "ADJ")
    )


def _person(token: Token) -> bool:
    return _means_person(token.lemma)


@functools.lru_cache(maxsize=_MOST_LEMMAS)
def _means_person(lemma: str) -> bool:
    return lemma in _words().people or bool(_PERSON_SUFFIX.search(lemma))


_LEARNED = re.compile(r"(?:[oa]logist|ographer|icist|nomist|emist|tician|anist)$")


def _searches(token: Token) -> bool:
    """Whether it is one whose work it is to find out."""
    return token.lemma in _words().searchers or bool(_LEARNED.search(token.lemma))


class _Phrase:
    """A noun phrase: its head, and the words that say which one is meant."""

    def __init__(self, head: Token, tokens: Sequence[Token], *, measured: bool = False) -> None:
        self.head = head
        self.tokens = tokens
        """In order."""
        self.others = [token for token in tokens if token is not head]
        self.measured = measured
        """Whether a noun of measure stands before it: "a handful of studies"."""

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def plural(self) -> bool:
        return self.head.tag in ("NNS", "NNPS") or self.head.lemma in ("people", "folk", "data", "datum")

    @property
    def determined(self) -> bool:
        return any(t.lemma in ("a", "an", "the", "one", "another") or t.dep == "poss" for t in self.others)

    @property
    def pointing_back(self) -> bool:
        """Whether it means something at hand: "this study", "your review"."""
        return any(
            t.lemma in ("this", "that", "these", "those", "such", "your", "our", "my")
            and t.start < self.head.start
            for t in self.others
        )

    @property
    def proper(self) -> bool:
        return any(_is_proper(token) for token in self.others)

    @property
    def dated(self) -> bool:
        return any(_YEAR.fullmatch(token.text) for token in self.tokens)

    @property
    def counted(self) -> bool:
        return any(
            token.pos == "NUM" and token.lemma != "one" and not _YEAR.fullmatch(token.text)
            for token in self.others
        )

    @property
    def made(self) -> bool:
        """Whether it says whose it is: an owner, a maker, a house, a kind of its own ("parish registers")."""
        return any(
            t.dep in ("poss", "compound", "nmod") or (t.dep == "pobj" and t.pos in ("NOUN", "PROPN"))
            for t in self.others
        )

    @property
    def housed(self) -> bool:
        """Whether it belongs to a house: "at a university", "of the central bank"."""
        return any(
            t.lemma in _words().organisations and not (t.dep == "compound" and t.lemma in _words().works)
            for t in self.others
        )

    @property
    def vaguely(self) -> bool:
        return self.measured or any(t.lemma in _words().vague_modifiers for t in self.others)

    @property
    def documented(self) -> bool:
        """Whether it is drawn from a work: "data from the national register"."""
        return any(t.dep == "pobj" and t.lemma in _words().documents for t in self.others)

    @property
    def specific(self) -> bool:
        return self.proper or self.dated or self.housed or self.documented


class _Deed:
    """What a subject does: the verb, and whether a clause or an object completes it."""

    def __init__(self, at: int, parse: Parse, children: list[list[int]], *, of_agent: bool = False) -> None:
        words = _words()
        self._at = at
        self._parse = parse
        self._below = [parse[child] for child in children[at]]
        self._of_agent = of_agent
        verb = parse[at]
        self.verb = verb.lemma
        self.clause = any(
            t.dep in ("ccomp", "csubj")
            or (t.dep == "xcomp" and verb.lemma not in ("add", "use", "put", "set"))
            or (t.dep == "oprd" and verb.lemma not in ("prove", "turn"))
            for t in self._below
        )
        if not self.clause:
            # A "that" behind the verb shows its clause even where the parse has missed it.
            after = parse[at + 1] if at + 1 < len(parse) else None
            self.clause = after is not None and after.lemma == "that" and after.dep in ("mark", "det")
        if verb.lemma == "put" and any(t.dep == "prt" and t.lemma == "down" for t in self._below):
            self.verb = "attribute"
        if verb.pos == "ADJ" and verb.lemma in words.convinced:
            self.verb, self.clause = "believe", True

    def _behind(self, most: int) -> Parse:
        """The tokens behind the verb, at most so many."""
        return self._parse[self._at + 1 : self._at + 1 + most]

    @property
    def object(self) -> bool:
        return self._of_agent or any(
            t.dep in ("dobj", "dative", "attr", "prep")
            or (t.dep == "acomp" and self._parse[self._at].lemma != "prove")
            for t in self._below
        )

    @property
    def figure(self) -> bool:
        """Whether a figure follows the verb."""
        return any(t.pos == "NUM" and not _YEAR.fullmatch(t.text) for t in self._behind(_NEAR))

    @property
    def plans(self) -> bool:
        """Whether an infinitive stands behind a verb of planning: "they agreed to share it"."""
        return self._parse[self._at].lemma in _words().planning and not any(
            t.dep == "ccomp" for t in self._below
        )

    @property
    def measures(self) -> bool:
        """Whether a figure or a comparison follows it."""
        return any(
            t.pos == "NUM" or t.tag in ("JJR", "RBR") or t.lemma in _FRACTIONS for t in self._behind(12)
        )

    @property
    def sizes(self) -> bool:
        """Whether it "has the number at" a figure."""
        return (
            self.verb in ("have", "put")
            and _AT_FIGURE.match(" ".join(t.text for t in self._behind(_NEAR))) is not None
        )

    @property
    def present(self) -> bool:
        """Whether it is told in the simple present, as what happens always is."""
        return self._parse[self._at].tag in ("VBZ", "VBP")


_NEAR = 59
"""Tokens behind a verb that can still go with it."""
_FRACTIONS = ("half", "third", "quarter", "fifth", "tenth", "majority", "most", "dozen")
_AT_FIGURE = re.compile(
    r"(?:the|its|their|this|that|average|total) (?:[\w-]+ ){1,6}at (?:about |around |some |only |just |under |over |nearly |roughly |almost |between )*[£$€]? ?\d"
)


def _judge(phrase: _Phrase, deed: _Deed | None) -> Attributed | None:
    """To whom a phrase attributes, as the subject of a deed or (None) behind "according to"."""
    words = _words()
    lemma = phrase.head.lemma
    if sum(map(str.isalnum, phrase.head.text)) < 2:
        return None
    others = lemma in ("other", "others") and phrase.head.tag == "NNS" and len(phrase.tokens) == 1
    if others and deed is not None:
        return Attributed.VAGUE if deed.verb in words.saying and deed.clause else None
    if phrase.head.pos == "PRON" or (phrase.head.pos in ("ADJ", "DET") and lemma in words.pronouns):
        return (
            Attributed.VAGUE
            if lemma in words.pronouns and (deed is None or (deed.verb in words.saying and deed.clause))
            else None
        )
    if phrase.pointing_back:
        own = any(t.lemma == "our" and t.dep == "poss" for t in phrase.others)
        said = own and lemma in words.outsiders and (deed is None or _asserts(deed))
        return Attributed.NAMED if said else None
    if lemma == "author" and all(t.lemma == "the" for t in phrase.others):
        return None  # those of the work last cited
    if lemma in words.works or lemma.rsplit("-", 1)[-1] in words.works:
        return _judge_work(phrase, deed)
    if lemma in words.evidence:
        if deed is not None and not (deed.verb in words.bearing_out and (deed.clause or deed.object)):
            return None
        if deed is not None and deed.verb == "prove" and not deed.clause:
            return None
        if phrase.specific:
            return Attributed.NAMED
        return Attributed.VAGUE if not phrase.determined or phrase.vaguely else None
    if lemma in words.organisations and not (
        phrase.plural and not (phrase.determined or phrase.proper or phrase.made)
    ):
        many = phrase.plural and phrase.vaguely and not phrase.specific
        if deed is not None and not _asserts(deed, placed=phrase.proper or phrase.housed):
            return Attributed.VAGUE if many and deed.object and deed.verb in words.bearing_out else None
        if phrase.plural and phrase.vaguely and not phrase.proper:
            return Attributed.VAGUE
        return Attributed.NAMED if phrase.determined or phrase.specific or phrase.made else None
    if _person(phrase.head):
        return _judge_person(phrase, deed)
    if _is_made_by_searchers(phrase, deed):
        return Attributed.NAMED
    if (
        deed is not None
        and deed.verb in words.personal
        and deed.clause
        and (phrase.head.tag == "NNS" or (phrase.head.start == 0 and phrase.head.text.endswith("s")))
        and (phrase.head.start == 0 or phrase.head.text[:1].islower())
        and not (phrase.determined or phrase.specific or phrase.made)
    ):
        return Attributed.VAGUE
    if (
        deed is not None
        and deed.verb in words.minded
        and (deed.clause or deed.object)
        and phrase.head.tag == "NNS"
        and phrase.head.lemma not in ("country", "government", "state", "institution")
        and not (phrase.determined or phrase.specific or phrase.made)
    ):
        return Attributed.VAGUE
    if phrase.head.pos == "PROPN" or (phrase.head.text.isupper() and len(phrase.head.text) > 1):
        if (
            deed is not None
            and deed.verb in words.uttering
            and len(phrase.tokens) <= 3
            and all(t.pos in ("PROPN", "CCONJ") and not t.text.isupper() for t in phrase.tokens)
        ):
            return None
        return Attributed.NAMED if deed is None or _asserts(deed) else None
    return None


def _asserts(deed: _Deed, *, placed: bool = False) -> bool:
    """Whether a body or named person asserts something by the deed, and does not only act.

    What a body whose place is named finds, it tells; others find things, too.
    """
    words = _words()
    if deed.plans:
        return False
    if deed.verb in words.putting:
        return deed.clause or (deed.object and deed.figure)
    if deed.verb in words.asserting:
        return deed.clause or deed.object
    if deed.verb in words.finding and deed.object and (placed or deed.measures):
        return True
    return deed.sizes or (deed.verb in words.saying and deed.clause)


def _judge_work(phrase: _Phrase, deed: _Deed | None) -> Attributed | None:
    words = _words()
    lemma = phrase.head.lemma.rsplit("-", 1)[-1]
    weak = lemma in words.weak_works
    shows = (
        deed is None
        or deed.verb in words.showing
        or (deed.verb in words.saying and deed.clause)
        or (deed.verb in words.effects and lemma in words.studies)
        or (lemma in words.studies and (deed.object or deed.clause) and deed.verb not in words.inert)
        or (lemma in words.studies and phrase.counted)
        or (deed.verb in words.granting and deed.object and (phrase.made or phrase.specific))
        or (phrase.dated and not weak and deed.verb in ("have", "offer", "hold"))
        or (
            (phrase.made or phrase.dated or lemma in words.studies)
            and deed.measures
            and deed.verb in ("have", "hold")
        )
    )
    if not shows or _is_of_a_kind(phrase, deed):
        return None
    if phrase.plural:
        if phrase.vaguely and not (phrase.specific or phrase.counted):
            told = (
                deed is None
                or deed.verb in words.finding_out
                or (deed.object and deed.verb in words.showing_by_itself)
                or (deed.verb in words.saying and deed.clause)
                or (lemma == "report" and deed.verb == "speak")
            )
            looked = deed is not None and phrase.measured and deed.verb in words.showing
            return Attributed.VAGUE if not weak and (told or looked) else None
        if phrase.specific or (phrase.counted and not weak) or (phrase.made and (weak or phrase.determined)):
            return Attributed.NAMED
        bare = not weak and not phrase.determined and (deed is None or deed.verb in words.bearing_out)
        return Attributed.VAGUE if bare else None
    if weak and not (phrase.specific or phrase.counted or phrase.made):
        return None
    bare = all(t.lemma == "the" for t in phrase.others)
    if bare and (lemma not in words.studies or not phrase.others):
        return None
    return Attributed.NAMED


def _is_made_by_searchers(phrase: _Phrase, deed: _Deed | None) -> bool:
    """Whether something that people or a body made found something out, whatever it is called: "a crawl by researchers
    in Vienna found …".
    """
    words = _words()
    return (
        deed is not None
        and deed.verb in words.vouching
        and phrase.head.pos == "NOUN"
        and any(t.lemma == "by" for t in phrase.others)
        and any(
            t.dep == "pobj" and (t.lemma in words.organisations or _person(t) or t.lemma in words.evidence)
            for t in phrase.others
        )
        and (deed.clause or deed.measures)
    )


def _is_of_a_kind(phrase: _Phrase, deed: _Deed | None) -> bool:
    """Whether it says what works of a kind are like, and not what one of them found: "a report describes its methods"."""
    words = _words()
    return (
        deed is not None
        and deed.present
        and not phrase.plural
        and not phrase.dated
        and not phrase.housed
        and not deed.figure
        and deed.verb not in words.reporting
        and all(t.dep in ("det", "amod", "compound", "punct") for t in phrase.others)
        and not any(t.lemma in ("the", "one") for t in phrase.others)
    )


def _judge_person(phrase: _Phrase, deed: _Deed | None) -> Attributed | None:
    words = _words()
    # Whose people they are, says where they are to be found: "the museum's conservators".
    owned = phrase.plural and any(
        t.dep == "poss" and (t.lemma in words.organisations or t.pos == "PROPN") for t in phrase.others
    )
    at_one = any(t.lemma == "at" for t in phrase.others) and any(
        t.lemma in ("a", "an", "the") and t.start > phrase.head.start for t in phrase.others
    )
    placed = any(
        t.dep == "pobj"
        and (t.pos == "PROPN" or (t.tag == "NN" and (t.lemma in words.organisations or at_one)))
        for t in phrase.others
    ) and any(t.lemma in ("at", "in", "from", "for", "with", "by") for t in phrase.others)
    placed = placed or owned
    if deed is not None:
        found_out = deed.verb in words.finding and deed.object and not deed.clause
        if found_out and _searches(phrase.head) and not (placed or phrase.determined or phrase.proper):
            return Attributed.VAGUE if phrase.plural else None
        if deed.verb not in words.voicing:
            searching = placed and _searches(phrase.head) and deed.measures and found_out
            return Attributed.NAMED if searching else None
    if placed:
        return Attributed.NAMED if deed is None or deed.clause or deed.object else None
    if not phrase.plural:
        return None
    if deed is not None and not (deed.clause or deed.verb in words.holding):
        return None
    # "supporters of the plan" is no less bare for the plan.
    definite = any(
        (t.lemma == "the" or t.dep == "poss") and t.start < phrase.head.start for t in phrase.others
    )
    return None if definite and not phrase.vaguely else Attributed.VAGUE


def _subjects(sentence: _Sentence) -> Iterator[tuple[int, int]]:
    """Who does what: pairs of token indices, the agents of passives too."""
    parse, children, named, _ = sentence
    for index in named:
        token = parse[index]
        if token.dep == "nsubj":
            yield index, _what_is_done(token.head, parse, children)
            for other in children[token.head]:
                if parse[other].dep == "conj" and parse[other].tag in ("VBZ", "VBP", "VBD"):
                    yield index, other
        elif token.dep == "nsubjpass":
            if parse[token.head].lemma in ("agree", "divide", "convince", "split"):
                yield index, token.head  # "are agreed that"
        elif token.dep == "pobj" and parse[token.head].dep == "agent":
            yield index, parse[token.head].head


def _what_is_done(verb: int, parse: Parse, children: list[list[int]]) -> int:
    """The verb that a verb of beginning, going on or tending leads to: "keeps finding", "are quick to call"."""
    words = _words()
    for _ in range(3):
        if parse[verb].lemma == "be":
            ready = [i for i in children[verb] if parse[i].dep == "acomp"]
            verb = ready[0] if ready and parse[ready[0]].lemma in words.ready else verb
        elif parse[verb].lemma not in words.aspectual:
            break
        below = [i for i in children[verb] if parse[i].dep == "xcomp" and parse[i].pos == "VERB"]
        if not below:
            break
        verb = below[0]
    return verb


def _is_bidden(verb: int, parse: Parse, children: list[list[int]]) -> bool:
    """Whether the deed is asked for, allowed or thought of, and not done: "forms must cover …"."""
    return any(
        parse[child].tag == "MD" and parse[child].lemma not in ("would", "'d") for child in children[verb]
    ) and not any(parse[child].dep == "neg" for child in children[verb])


def _governor(index: int, parse: Parse) -> int:
    """The verb that an object or the object of a preposition belongs to; the token itself where it is none."""
    head = parse[index].head
    if parse[index].dep == "pobj" and parse[head].dep in ("prep", "dative"):
        head = parse[head].head
    return head


def _is_speech(verb: Token) -> bool:
    return verb.lemma in (
        "say",
        "write",
        "tell",
        "declare",
        "complain",
        "remark",
        "announce",
        "argue",
        "joke",
        "warn",
        "recall",
        "note",
        "ask",
        "testify",
        "preach",
    )


def _is_field(noun: int, parse: Parse, children: list[list[int]]) -> bool:
    """Whether what is done is meant, and no work: "the study of plants", "by empirical evaluation of the model"."""
    below = [parse[child] for child in children[noun]]
    bare = not any(t.dep in ("det", "poss") for t in below)
    of = any(t.lemma == "of" for t in below)
    return (of and (bare or any(t.lemma == "the" for t in below))) or (bare and parse[noun].tag == "NN")


def _head_noun(parse: Parse, start: int) -> int | None:
    """The head of the noun phrase that begins at a text offset."""
    for index, token in enumerate(parse):
        if token.start < start:
            continue
        at = index
        seen = 0
        while parse[at].pos not in ("NOUN", "PROPN", "PRON") or parse[at].dep in (
            "compound",
            "poss",
            "amod",
            "nmod",
            "det",
            "nummod",
        ):
            if parse[at].head <= at and parse[at].pos not in ("NOUN", "PROPN"):
                at += 1
            elif parse[at].head == at:
                return at if parse[at].pos in ("NOUN", "PROPN") else None
            elif parse[parse[at].head].pos in ("NOUN", "PROPN", "PRON") and parse[at].head > at:
                at = parse[at].head
            else:
                at += 1
            seen += 1
            if at >= len(parse) or seen > 12:
                return None
        return at
    return None


_FINITE_TAGS = ("VBZ", "VBP", "VBD")


def _has_plain_subject(sentence: _Sentence) -> bool:
    """Whether the main verb is finite and has its subject, and no noun has been taken for it."""
    parse, children, _, roots = sentence
    verb = next((root for root in roots if parse[root].tag in _FINITE_TAGS), None)
    return (
        verb is not None
        and any(child < verb and parse[child].dep in ("nsubj", "nsubjpass") for child in children[verb])
        and not _takes_noun_for_verb(sentence)
    )


def _takes_noun_for_verb(sentence: _Sentence) -> bool:
    """Whether the word taken for the main verb is a work or body by name: "the team handbook of 1972 forbade it"."""
    if not sentence.roots:
        return False
    words = _words()
    root = sentence.parse[sentence.roots[0]]
    if root.pos not in ("VERB", "AUX"):
        return False
    base = root.text.lower()
    return base in words.no_verbs or base.removesuffix("s") in words.no_verbs_plural


_COMPLETING = frozenset({"DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON", "ADV", "SCONJ", "ADP"})
"""What can follow a verb of showing."""


def _speaks(token: Token) -> bool:
    """Whether it is a verb of showing or saying by its lemma or its looks."""
    base = token.text.lower()
    return not _words().speaking.isdisjoint((token.lemma, base, base.removesuffix("s")))


def _opening(sentence: _Sentence) -> Token | None:
    """The last token of what stands before a verb of showing that the parse takes for another word."""
    parse = sentence.parse
    misread = _takes_noun_for_verb(sentence)
    for index, token in enumerate(parse[:14]):
        if token.tag in ("VBZ", "VBP", "VBD", "MD", ":", ",") and not misread:
            return None
        if (
            index >= 2
            and token.pos in ("VERB", "NOUN", "PROPN")
            and token.tag not in ("VBN", "VBG")
            and (parse[index - 1].pos in ("NOUN", "PROPN", "NUM") or misread)
            and index + 1 < len(parse)
            and parse[index + 1].pos in _COMPLETING
            and _speaks(token)
        ):
            return parse[index - 1]
    return None


def _judge_words(phrase: str, *, described: bool = False) -> Attributed | None:
    """To whom a phrase attributes, by its words alone: for where a parse may have taken the verb for a noun.

    `described` says that its maker or place is known from elsewhere, so that any work will do.
    """
    words = _words()
    lemmas = [word.lower().removesuffix("'s") for word in re.findall(r"[\w'-]+", phrase)]
    if not lemmas:
        return None
    stems = {
        lemma
        for word in lemmas
        for lemma in (word, word.removesuffix("s"), word.removesuffix("es"), re.sub(r"ies$", "y", word))
    }
    specific = lemmas[0] in ("the", "a", "an", "one", "its", "their", "his", "her") or bool(
        re.search(r"\b[A-Z]", phrase[1:])
    )
    strong = (words.works - words.weak_works) | words.organisations
    dated = bool(_YEAR.search(phrase))
    if described and stems & (words.works | words.evidence) and not stems & words.vague_modifiers:
        return Attributed.NAMED
    if stems & strong or (stems & words.works and (dated or "'s" in phrase or "’s" in phrase)):
        return (
            Attributed.NAMED
            if specific and not stems & {"some", "many", "most", "several", "various"}
            else None
        )
    if stems & words.evidence and stems & words.vague_modifiers and not specific:
        return Attributed.VAGUE
    if stems & words.people or (len(lemmas) == 1 and _PERSON_SUFFIX.search(lemmas[0])):
        return Attributed.VAGUE if not specific else None
    return None


def _made_to_show(made: re.Match[str]) -> bool:
    """Whether any later word of it is one by which a work speaks, and its makers are named."""
    words = _words()
    told = words.bearing_out | words.showing
    if re.search(r"\b(?:has|have|had) been\b", made.group()):
        return False
    later = re.findall(r"[a-z]+", f"{made.group('maker')} {made.group('verb')} {made.group('rest')}")
    shows = any(
        stem in told
        for word in later[1:]
        for stem in (word, word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"))
    )
    asked = re.search(r" (?:polled|surveyed|questioned|interviewed) \w+ [^ ]", made.group())
    return (
        shows
        or bool(asked)
        or bool({"has", "had", "have", "found", "preferred", "gave", "put"} & set(later[1:]))
    ) and bool(re.search(r"\b(?:the|an?|one|its|their|[A-Z]\w+)\b", made.group("maker")))


def _is_source_name(name: str) -> bool:
    """Whether a name with a year behind it is that of a work, dataset or body, and not of a film, event or post."""
    words = _words()
    parts = name.split()
    if any(sum(character.isalpha() for character in part) > 1 and part.isupper() for part in parts):
        return True
    stems = {
        stem for part in parts for word in part.lower().split("-") for stem in (word, word.removesuffix("s"))
    }
    return (
        bool(stems & words.sources) or name.lower() in words.sources or any(w.endswith("bank") for w in stems)
    )


_Place = tuple[Attributed | None, int, int, bool]
"""Words that may attribute: to whom, from where to where, and whether the whole sentence is their word."""


def attributions(text: str, parse: Parse) -> tuple[Attribution, ...]:
    """Every attribution in a statement, in order of place."""
    made = _MADE.match(text)
    places = [*_in_words(text, made), *_in_label(text, parse)]
    if parse:
        sentence = _sentence(parse)
        places += _of_subjects(sentence)
        places += _according_to(text, sentence)
        places += _in_works(sentence)
        if '"' in text:
            places += _in_letters(sentence)
        if all(to is None for to, *_ in places):
            places += _misread(text, sentence)
    found = [
        Attribution(to, start, end, text[start:end], governs)
        for to, start, end, governs in places
        if to is not None
    ]
    if parse and found:
        found = list(dict.fromkeys(_undisputed(found, made)))
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.to)))


def _undisputed(found: Sequence[Attribution], made: re.Match[str] | None) -> list[Attribution]:
    """The attributions without those that others at the same place belie."""
    if made is not None:
        # What is said to be somebody's is not nobody's: "work carried out for the agency found …".
        ours = [a for a in found if a.to is Attributed.NAMED and a.start == made.start("what")]
        found = [a for a in found if a in ours or not _overlaps(a, ours)]
    nobody = [a for a in found if a.to is Attributed.VAGUE]
    return [a for a in found if a.to is Attributed.VAGUE or not _overlaps(a, nobody)]


def _overlaps(one: Attribution, others: Sequence[Attribution]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _in_words(text: str, made: re.Match[str] | None) -> Iterator[_Place]:
    """What set phrases say, whatever the grammar."""
    quoted = [match.span() for match in _QUOTED.finditer(text)] if '"' in text else []
    for match in _words().impersonal.finditer(text):
        if not any(start < match.start() < end for start, end in quoted):  # the words of somebody else
            yield Attributed.VAGUE, match.start(), match.end(), False
    for match in _YEAR_IN_BRACKETS.finditer(text):
        if _is_source_name(match.group("name")):
            yield Attributed.NAMED, match.start(), match.end(), False
    for match in _AS_THEY_SAY.finditer(text):
        yield _judge_words(match.group("who")), match.start(), match.end(), False
    for match in _TOLD_PAPER.finditer(text):
        yield Attributed.NAMED, match.start(), match.end(), False
    for match in _IN_EVIDENCE.finditer(text):
        yield Attributed.NAMED, match.start(), match.end(), True
    for match in _IF_RIGHT.finditer(text):
        yield _judge_words(match.group("who"), described=True), match.start(), match.end(), False
    for match in _CARRIED.finditer(text):
        if not re.search(r"\b(?:[Ww]e|[Oo]ur|I|[Mm]y|[Tt]his)\b", match.group("who")):
            yield Attributed.NAMED, match.start(), match.end(), True
    if made is not None and not _FINITE.search(made.group("what")) and _made_to_show(made):
        to = _judge_words(f"the {made.group('what')}", described=True)
        yield to, made.start("what"), made.end("maker"), True
    for match in _BY_COUNT.finditer(text):
        yield Attributed.NAMED, match.start(), match.end(), False
    said = _THEY_SAY_THAT.search(text)
    if said is not None:
        yield _judge_words(said.group("who")), said.start("who"), said.end("who"), False


def _in_label(text: str, parse: Parse) -> Iterator[_Place]:
    """A dated work before a colon: "Harbour survey 2019: …"."""
    label = _LABEL.match(text) if parse else None
    if label is None or not _YEAR.search(label.group()):
        return
    works = _words().works
    lemmas = [token.lemma.lower() for token in parse if token.end <= label.end()]
    if any(lemma in works or lemma.split("-")[-1] in works for lemma in lemmas):
        yield Attributed.NAMED, 0, label.end() - 1, False


def _of_subjects(sentence: _Sentence) -> Iterator[_Place]:
    """Those who say or show something, as the subject of the verb or the agent of its passive."""
    words = _words()
    parse, children, _, _ = sentence
    for head, verb in _subjects(sentence):
        noun = parse[head]
        if noun.pos == "PRON" and noun.tag != "NNS" and noun.lemma not in words.pronouns_and_measures:
            continue
        infinitive = verb == noun.head and any(parse[child].tag == "TO" for child in children[verb])
        if infinitive or parse[verb].pos == "ADJ" or _is_bidden(verb, parse, children):
            continue
        phrase = _phrase(sentence, head)
        deed = _Deed(verb, parse, children, of_agent=noun.dep == "pobj")
        if (
            noun.lemma in words.processes
            and deed.verb not in words.bearing_out
            and _is_field(head, parse, children)
        ):
            continue
        yield _judge(phrase, deed), phrase.start, phrase.end, parse[verb].head == verb


def _according_to(text: str, sentence: _Sentence) -> Iterator[_Place]:
    words = _words()
    for match in _ACCORDING.finditer(text):
        head = _head_noun(sentence.parse, match.end())
        if head is None:
            continue
        phrase = _phrase(sentence, head)
        if phrase.head.lemma in words.at_hand or _ABOVE.match(text, match.end()):
            continue
        to = _judge(phrase, None)
        if to is None and _person(phrase.head):
            to = Attributed.VAGUE if phrase.plural else Attributed.NAMED
        elif to is None and (phrase.head.pos == "PROPN" or phrase.specific):
            to = Attributed.NAMED
        yield to, match.start(), phrase.end, True


def _in_works(sentence: _Sentence) -> Iterator[_Place]:
    """Works in which something was found: "in a 2021 survey of nurses"."""
    words = _words()
    parse, children, named, _ = sentence
    for index in named:
        token = parse[index]
        link = parse[token.head]
        if token.dep != "pobj" or link.lemma not in ("in", "from", "by", "across"):
            continue
        lemma = token.lemma.rsplit("-", 1)[-1]
        if lemma not in words.works or lemma in ("order", "project", "program", "programme"):
            continue
        phrase = _phrase(sentence, index)
        says = any(t.lemma in words.saying for t in parse)
        weak = lemma in words.weak_works - words.studies
        opens = link.start == 0 and says and (phrase.made or phrase.dated)
        if weak and not (opens or (phrase.housed and (phrase.plural or says))):
            continue
        if phrase.plural and not (phrase.determined or phrase.dated or phrase.housed or phrase.counted):
            continue
        if lemma in words.processes and _is_field(index, parse, children):
            continue
        described = (
            phrase.specific or phrase.counted or (lemma in words.studies and phrase.determined) or opens
        )
        if not (phrase.specific or phrase.counted or token.start <= _EARLY or link.lemma == "by"):
            described = False
        if described and not phrase.pointing_back and not (phrase.vaguely and phrase.plural):
            yield Attributed.NAMED, link.start, phrase.end, False


def _in_letters(sentence: _Sentence) -> Iterator[_Place]:
    """Where words that are quoted were said: "…," she wrote in a letter to her sister."""
    words = _words()
    parse, _, named, _ = sentence
    for index in named:
        if parse[index].dep not in ("pobj", "dobj") or not _is_speech(parse[_governor(index, parse)]):
            continue
        phrase = _phrase(sentence, index)
        if phrase.pointing_back:
            continue
        if phrase.head.lemma in words.works or phrase.head.lemma in words.venues:
            yield Attributed.NAMED, phrase.start, phrase.end, False


def _misread(text: str, sentence: _Sentence) -> Iterator[_Place]:
    """A subject whose verb the parse has taken for another word."""
    opening = None if _has_plain_subject(sentence) else _opening(sentence)
    if opening is None:
        return
    parse = sentence.parse
    # A sentence must have its verb somewhere: without any, the work before the likely one is its subject.
    verbless = not any(token.tag in ("VBZ", "VBP", "VBD", "MD") for token in parse)
    lost = (
        verbless
        and text.rstrip().endswith(".")
        and len(text[: opening.end].split()) > 1
        and not any(token.tag in ("VBG", "VBN") for token in parse[1:3])
    )
    yield _judge_words(text[: opening.end], described=lost), 0, opening.end, False


def is_outsider(what: str) -> bool:
    """Whether words such as "our insurer" mean somebody outside the publisher's house."""
    return any(word.lower() in _words().outsiders for word in what.split())


def bears_witness(parse: Parse) -> bool:
    """Whether the main verb is one by which somebody reports or asserts."""
    words = _words()
    return any(
        token.head == index and token.pos == "VERB" and token.lemma in words.witnessing
        for index, token in enumerate(parse)
    )


def configured(text: str, *, named: tuple[str, ...], unnamed: tuple[str, ...]) -> tuple[Attribution, ...]:
    """Attributions by the words that a configuration adds, matched whole and without regard to case."""
    found = []
    for to, terms in ((Attributed.NAMED, named), (Attributed.VAGUE, unnamed)):
        for term in terms:
            for match in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE):
                found.append(Attribution(to, match.start(), match.end(), match.group()))
    return tuple(found)
