"""What a statement asserts, and whether that needs a citation.

Figures, causes, comparisons, dated events, laws and predictions need one; definitions, instructions, questions, opinions, a
publisher's own data and words about the text itself do not.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable

from factcheck import lexicon, prefilter
from factcheck.claims.claim import Kind, Statement
from factcheck.document import Role
from factcheck.language import Parse, Token
from factcheck.quantities import Quantity, quantities

NEEDING = frozenset(
    {
        Kind.STATISTIC,
        Kind.CAUSAL,
        Kind.MEDICAL,
        Kind.COMPARISON,
        Kind.SUPERLATIVE,
        Kind.QUOTATION,
        Kind.DATE,
        Kind.LAW,
        Kind.PREDICTION,
        Kind.ADVICE,
    }
)
"""Kinds that need a citation."""

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

_QUOTED = prefilter.compile(
    r"[\"“”«»„](?P<double>[^\"“”«»„]{8,400})(?:[\"“”«»„]|$)|(?<!\w)['‘](?P<single>[^'‘’\n]{8,400}(?:['’]\w[^'‘’\n]{0,400}){0,4})['’](?!\w)"
)
_OPENS_QUOTATION = re.compile(r"[\"“”«»„'‘](?<!\w['‘])")
_SPEECH = prefilter.compile(
    r"\b(?:said|says?|wrote|writes?|called?|calls|told|tells|according|described?|describes|remark(?:ed|s)|quot(?:ed|es)|put it|puts it|declared?|declares|announced|"
    r"complain(?:ed|s)|noted|notes|spoke|speaks|recall(?:ed|s)|warned|warns|replied|asked|insist(?:ed|s)|promised|claimed|argued|explained|admitted|praised|in the words of|words|motto|slogan|famously|once)\b",
    re.IGNORECASE,
)
_YEAR = prefilter.compile(r"\b(?:1[0-9]\d\d|20[0-2]\d)s?\b(?! ?(?:mg|kg|g|m|km|people|kcal|IU|Hz|W|kW)\b)")
_CENTURY = prefilter.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)[ -]centur(?:y|ies)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w+teenth|\w+tieth|twenty-first)[ -]centur(?:y|ies)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = prefilter.compile(
    r"\b(?:the|its|their|his|her|our|[a-z]+'s|world’s|\w+’s) (?:\w+ )?(?:(?:most|least) \w+|\w{2,}(?:est)|first|only|oldest|sole|chief|leading|main|top|primary|biggest|best|worst)\b"
    r"|\bonly (?:one|two|three|four|five|a (?:few|handful)|\d+) (?:of the |other |known )?\w+\b|\bthe (?:number one|no\. 1)\b|\bmost dangerously\b|\b(?:only|nowhere) (?:in|at|by|here|the|one|two|four|three)\b|\bmost (?:common|frequent|widely|effective|important|dangerous|popular)\w*\b|\bthe most\b|\bcommonest\b|\b\w+est (?:\w+ )?ever\b|\b(?:not|never|no)\b[^,.;]* (?:a|one) single\b|\bno other\b|\bevery single\b",
    re.IGNORECASE,
)
_SUPERLATIVE_WORD = prefilter.compile(
    r"\b(?:most|least|first|only|sole|chief|leading|main|top|primary|worst|number|no|nowhere|single)\b",
    re.IGNORECASE,
)
"""What one has where no word ends in "est", looked for since it begins with words that most sentences have."""
_NOT_SUPERLATIVE = frozenset(
    "nearest rest test interest guest west forest harvest request contest protest arrest quest chest nest latest honest modest suggest".split()
)
_NOT_SUPERLATIVE_PHRASE = prefilter.compile(
    r"\bfor the first time\b|\bmost (?:common|popular|important|widely used|frequent) (?:way|ways|method|methods|approach|approaches|tool|tools|use|uses|option|options)\b|\b(?:his|her|their|my|its|whose) (?:only|first|earliest|eldest|youngest|oldest|best|latest|last) (?:\w+ )?(?:brother|sister|son|daughter|child|children|wife|husband|friend|friends|memor\w+|book|novel|album|film|name|job|home|house|attempt|visit|year|years|publication|efforts?)\b|\b(?:at|in|to|from|on|near) the (?:very )?top\b|\btop (?:of|level|left|right)\b|\bat (?:first|best|worst|least|most|the latest|the earliest|last)\b|\bthe (?:first|next|last|initial|main|primary|best|easiest|simplest|quickest|fastest|top) (?:aim|function|task|tasks|session|sessions|challenge|challenges|benefit|benefits|feature|features|difference|differences|text|author|authors|argument|draft|version|release|attempt|use|step|steps|thing|things|way|ways|part|point|points|section|line|lines|page|time|day|week|month|column|row|place|goal|goals|purpose|reason|question|idea|paragraph|sentence|chapter|heading|button|option|menu|of these|one|two|three|few|half|person|practices?)\b|\bfirst[- ](?:come|name|aid|person|hand|class|year|line)\b|\bthe latest\b|\bthe (?:first|second|third) \w+ (?:is|was)\b",
    re.IGNORECASE,
)
_COMPARATIVE = prefilter.compile(
    r"\b(?:than|compared (?:with|to)|in comparison|relative to|twice as|three times|times as|times more|as \w+ as|more and more|outnumber\w*|outperform\w*|exceed\w*|surpass\w*|unlike|versus)\b",
    re.IGNORECASE,
)
_ADVICE_FIGURE = prefilter.compile(
    r"\b(?:mg|mcg|µg|μg|g|kg|iu|ml|l|%|minutes?|hours?|days?|weeks?|months?|years?|times|sessions?|portions?|servings?|glasses|cups|units?|kcal|calories|steps|age|doses?|tablets?)\b",
    re.IGNORECASE,
)
_NOT_COMPARING = prefilter.compile(
    r"\b(?:other|rather|more|less|no more|no later|no earlier|later|earlier) than (?=\d|one\b|two\b|a\b)|\b(?:other|rather|sooner) than\b|\bas (?:well(?! as the\b)|soon|long|far|much|many|early|late|often|possible|needed|quickly|close|specific|\w+ly) as\b|\bas \w+ as possible\b|\bno longer\b|\bmore (?:about|information|details|than)\b",
    re.IGNORECASE,
)
_BIOMEDICAL = re.compile(
    r"(?:[a-z]{3,}(?:itis|aemia|emia|uria|pathy|algia|ectomy|plasty|blast|clast|cyte|kine|statin|phosphonate|mab|cillin|azole|olol|pril|sartan|gliptin|mycin|caine|azepam|idine|oxetine|steroid|estrogen|globulin|rrhea|rrhoea|trophy|genesis|oma)|(?<!p)(?<!m)[a-z]{4,}(?:porosis|clerosis|fibrosis|cirrhosis|thrombosis|necrosis|stenosis|kyphosis|psychosis|neurosis|tuberculosis))$"
    r"|^(?:cardio|vascul|arter(?!ial$)|coronar|athero|osteo|neuro|onco|hepat|nephr|gastro|pulmon|immun|antibod|antibio|haemo|hemo|hypert|hypot|hyperg|hypog|calcif|mening|derma|endocr|psychiat|pharmac|toxic|vitamin|menopaus|metabol|inflamm|physiolog|clinic)",
)
_LONGEST_WORD = 60
"""Characters; of longer words the beginning and the end are looked at."""


@functools.lru_cache(maxsize=1 << 14)
def _is_biomedical(word: str) -> bool:
    """Whether a word is built as medicine builds its words."""
    shown = word if len(word) <= _LONGEST_WORD else f"{word[:20]} {word[-30:]}"
    return _BIOMEDICAL.search(shown) is not None


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
_DOSE = prefilter.compile(r"\b\d[\d.,]* ?(?:mg|mcg|µg|μg|iu|g|ml)\b", re.IGNORECASE)
_READER = prefilter.compile(r"(?<!tell )\b(?:you|your|yours|yourself|you'll|you're|you've)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"'”’)\]]*\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


class _Cues:
    def __init__(self) -> None:
        lists = lexicon.data("needs")

        def pattern(name: str) -> prefilter.AnyOf:
            return prefilter.AnyOf(
                [prefilter.compile(rf"(?<![\w-])(?:{p})", re.IGNORECASE) for p in lists[name]]
            )

        self.causal_verbs = frozenset(lists["causal_verbs"])
        self.weak_causal_verbs = frozenset(lists["weak_causal_verbs"])
        self.strong_causal_verbs = self.causal_verbs - self.weak_causal_verbs
        self.causal = prefilter.compile(r"\b" + lists["causal_phrases"][0], re.IGNORECASE)
        self.medical = frozenset(lists["medical"])
        self.frequency = frozenset(lists["frequency"])
        self.law = pattern("law")
        self.prediction = pattern("prediction")
        self.definition = pattern("definition")
        self.opinion = pattern("opinion")
        self.example = pattern("example")
        self.hypothetical = pattern("hypothetical")
        self.advice = pattern("advice")
        self.structure = pattern("structure")
        self.own_data = pattern("own_data")
        self.reported = pattern("reported")
        self.note = pattern("note")
        self.own_sections = pattern("own_sections")
        self.openers = frozenset(lists["instruction_openers"])
        self.changes = frozenset(lists["changes"])
        self.mankind = frozenset(lists["mankind"])
        self.causal_rows = frozenset(lists["causal_rows"])
        self.generic_we = prefilter.compile(
            r"\bour (?:\w+ )?(?:" + "|".join(lists["generic_we"]) + r")\b", re.IGNORECASE
        )


@functools.cache
def _cues() -> _Cues:
    return _Cues()


_lemma = operator.itemgetter(Token._fields.index("lemma"))
_tag = operator.itemgetter(Token._fields.index("tag"))


def _root(parse: Parse) -> Token | None:
    return next(
        (token for index, token in enumerate(parse) if token.head == index and token.pos != "PUNCT"), None
    )


def _has_subject(parse: Parse, verb: Token) -> bool:
    index = parse.index(verb)
    return any(
        t.head == index and t.dep in ("nsubj", "nsubjpass", "csubj", "expl", "csubjpass") for t in parse
    )


def _is_instruction(text: str, parse: Parse, root: Token | None) -> bool:
    """Whether the statement tells the reader to do something: an imperative, "please", "do not"."""
    words = text.split(None, 2)
    if not words:
        return False
    first = words[0].strip("*_`\"'“‘(-").lower().rstrip(",:;")
    if first == "please":
        return True
    if first in ("do", "don't", "don’t") and len(words) > 1 and not text.rstrip().endswith("?"):
        return True
    if root is None:
        return first in _cues().openers
    if root.lemma == "see" and not any(t.start > root.end and t.pos not in ("PUNCT", "ADV") for t in parse):
        return False  # a pointer whose link stood behind it: "…; see <https://…>"
    if root.tag in ("VB", "VBP") and not _has_subject(parse, root):
        index = parse.index(root)
        auxiliary = any(t.head == index and t.dep in ("aux", "auxpass") and t.lemma != "do" for t in parse)
        return not auxiliary
    return (
        first in _cues().openers
        and parse[0].tag in ("VB", "VBP", "NN", "NNP")
        and root.start <= parse[0].end
        and not _has_subject(parse, root)
    )


def _is_definition(look: _Look) -> bool:
    """Whether it says what a term means: "An X is a Y that …", "X is called Y", "X means …"."""
    if look.cues.definition.search(look.text):
        return True
    root, parse = look.root, look.parse
    if root is None or root.lemma != "be" or root.tag not in ("VBZ", "VBP"):
        return False
    index = parse.index(root)
    attribute = next((t for t in parse if t.head == index and t.dep == "attr"), None)
    subject = next((t for t in parse if t.head == index and t.dep == "nsubj"), None)
    if attribute is None or subject is None or subject.pos == "PRON":
        return False
    if any(t.head == index and t.dep == "neg" for t in parse):
        return False
    attribute_index = parse.index(attribute)
    determiner = next((t for t in parse if t.head == attribute_index and t.dep == "det"), None)
    subject_index = parse.index(subject)
    specific = next((t for t in parse if t.head == subject_index and t.dep in ("det", "poss")), None)
    if specific is not None and specific.lemma not in ("a", "an", "any"):
        if (
            specific.lemma != "the"
            or determiner is None
            or not any(t.dep in ("relcl", "acl", "prep") and t.head == attribute_index for t in parse)
        ):
            return False
    if determiner is not None and determiner.lemma in ("a", "an", "any"):
        return True
    if determiner is not None and determiner.lemma == "the":
        # "Entropy is the average information per symbol" defines; "X is the largest Y" does not.
        return not _superlative(look.text) and any(
            t.dep in ("relcl", "acl", "prep") and t.head == attribute_index for t in parse
        )
    return (
        determiner is None
        and attribute.tag in ("NN", "NNS")
        and any(t.dep in ("relcl", "acl") and t.head == attribute_index for t in parse)
    )


def _explains_term(look: _Look) -> bool:
    """Whether it says what a term that is set off by its print does: "An *eviction policy* decides which …"."""
    root = look.root
    if root is None or root.tag not in ("VBZ", "VBP") or look.text != look.statement.plain or look.figures:
        return False
    index = look.parse.index(root)
    subject = next((t for t in look.parse if t.head == index and t.dep == "nsubj"), None)
    if subject is None or subject.pos != "NOUN":
        return False
    at = look.parse.index(subject)
    of_subject = [t for t in look.parse if t.head == at and t.dep in ("det", "amod", "compound")]
    if any(t.dep == "det" and t.lemma not in ("a", "an") for t in of_subject):
        return False
    term = [t for t in of_subject if t.dep != "det" and t.start < subject.start]
    start = min([t.start for t in term], default=subject.start)
    return look.statement.prose.is_set_off(start, subject.end)


def _is_plain_definition(look: _Look) -> bool:
    """Whether "a thing is a thing that …", without year or figure: what the law has to do with it is part of the term."""
    root = look.root
    if root is None or root.lemma != "be" or root.tag != "VBZ" or is_dated(look.text):
        return False
    if any(figure.unit in _RATIOS or figure.high is not None for figure in look.figures):
        return False
    index = look.parse.index(root)
    roles = {t.dep: i for i, t in enumerate(look.parse) if t.head == index}
    if "nsubj" not in roles or "attr" not in roles or "neg" in roles:
        return False
    return all(
        any(t.head == roles[dep] and t.dep == "det" and t.lemma in ("a", "an") for t in look.parse)
        for dep in ("nsubj", "attr")
    ) and not _superlative(look.text)


@functools.lru_cache(maxsize=16)
def _superlative(text: str) -> bool:
    if not (_SUPERLATIVE_WORD.may_be_in(text) or "est" in text.casefold()) or not _SUPERLATIVE.search(text):
        return False
    rest = _NOT_SUPERLATIVE_PHRASE.sub(" ", text)
    return any(
        match.group().rsplit(None, 1)[-1].lower() not in _NOT_SUPERLATIVE
        # "the First World War" is a name.
        and not re.match(
            r"[A-Z]\w* [A-Z]", match.group().rsplit(None, 1)[-1] + rest[match.end() : match.end() + 2]
        )
        for match in _SUPERLATIVE.finditer(rest)
    )


def _quotes(text: str) -> bool:
    """Whether the words of somebody stand in it: eight quoted words, or three beside a verb of speech."""
    said = [
        m.group("double") or m.group("single")
        for m in _QUOTED.finditer(text)
        if not _NAMING.search(text[max(0, m.start() - 24) : m.start()])
    ]
    longest = max((len(words.split()) for words in said if not _is_title(words)), default=0)
    return longest >= 8 or (longest >= 3 and bool(_SPEECH.search(text)))


_NAMING = re.compile(
    r"\b(?:called|titled|entitled|named|dubbed|nicknamed|known as|headlined|song|film|book|poem|program|programme|series|episode|album|spot|project|campaign) $",
    re.IGNORECASE,
)


def _is_title(words: str) -> bool:
    """Whether quoted words are the title of something: its longer words have capitals."""
    longer = [word for word in _LETTERS.findall(words) if len(word) > 3]
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


@functools.cache
def _languages() -> tuple[frozenset[str], frozenset[str]]:
    lists = lexicon.data("languages")
    english = frozenset(map(str, lists["english"]))
    return english, frozenset(map(str, lists["others"])) - english


_LETTERS = re.compile(r"[^\W\d_]+")


@functools.lru_cache(maxsize=2048)
def is_foreign(text: str) -> bool:
    """Whether a sentence is in another language: by letters of another script, else by its function words."""
    if not text.isascii():
        letters = [character for character in text if character.isalpha()]
        if sum(character > "\u036f" for character in letters) * 2 > len(letters):
            return True
    words = _LETTERS.findall(text.lower())
    if len(words) < 6:
        return False
    english, others = _languages()
    other = sum(map(others.__contains__, words))
    return other >= 2 and other > 2 * sum(map(english.__contains__, words))


@functools.lru_cache(maxsize=2048)
def _without_quotations(text: str) -> str:
    """The text with longer quotations emptied, so that "I" and "you" in them are not taken for the writer's."""
    if not _OPENS_QUOTATION.search(text):
        return text
    return _QUOTED.sub(lambda match: '""' if len(match.group().split()) > 2 else match.group(), text)


def _in_own_section(statement: Statement) -> bool:
    """Whether it tells, in the past tense and below a heading such as "Results", what was done and found there."""
    if not statement.headings or not any(
        _cues().own_sections.search(heading) for heading in statement.headings
    ):
        return False
    return _is_past(statement.parse, _root(statement.parse))


def _is_past(parse: Parse, root: Token | None) -> bool:
    """Whether the main verb is in the past tense, active or passive."""
    if root is None:
        return False
    index = parse.index(root)
    return root.tag == "VBD" or any(
        t.head == index and t.tag == "VBD" and t.dep in ("aux", "auxpass") for t in parse
    )


def _tells_own_deed(parse: Parse) -> bool:
    return "we" in map(_lemma, parse) and any(
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
    return verb.lemma not in _cues().mankind


_AGE_BARE = prefilter.compile(
    r"\b(?:(?:he|she|who) (?:was|is|turned)|aged?|at the age of|at age) $", re.IGNORECASE
)
_AGE_BEFORE = prefilter.compile(r"\b(?:aged?|ages|age of|at|was|turned|were) $", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:the|in|since|by|from|until|to|during|early|late|mid)|['’]s|s['’]) $", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\b(?:level|grade|type|class|category|phase|stage|version|tier|route|number|no\.|sheet|room|item|step|part|series|episode|chapter|section|article|lodge|figure|table|page|channel|gate|platform|highway|line|area|zone|unit|apartment|suite|formula|world war) ?$",
    re.IGNORECASE,
)
"""Nouns whose number tells one from the others: "a level 8 league"."""
_TIMES_AND_LENGTHS = frozenset(
    {"hour", "minute", "second", "day", "week", "month", "year", "km", "m", "kg", "tonne", "mile"}
)
_RATIOS = frozenset({"%", "fold", "percentage point", "ratio"})


def _significant(found: tuple[Quantity, ...], text: str) -> tuple[Quantity, ...]:
    """Quantities that make a statement a statistic: no ages, no years, no small counts of running prose ("two reasons")."""
    return tuple(
        quantity
        for quantity in found
        if not _is_age_or_year(quantity, text)
        and not _is_section_number(quantity, text)
        and not _LABELLED.search(text[max(0, quantity.start - 16) : quantity.start])
        and not _is_named(quantity, text)
        and (
            quantity.unit in _RATIOS
            or quantity.unit in _TIMES_AND_LENGTHS
            or quantity.high is not None
            or quantity.value >= 13
            or 0 < quantity.value < 1
            or any(character.isdigit() for character in text[quantity.start : quantity.end])
        )
    )


_AMOUNT = re.compile(r"hundred|thousand|illion", re.IGNORECASE)
_TITLE = re.compile(
    r"(?=.*[^\W\d_])(?:(?:[A-Z][\w’'&-]*|\d+|a|an|the|of|in|on|to|and|for|at|by|&)[:,!?]? )+[A-Z][\w’'&-]*[!?]?"
)


def _is_section_number(quantity: Quantity, text: str) -> bool:
    """Whether it numbers the section that begins with it: "4.3 Documentation: …"."""
    return bool(re.fullmatch(r"\W*", text[: quantity.start])) and bool(
        re.match(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.? [A-Z]", text[quantity.start :])
    )


def _is_named(quantity: Quantity, text: str) -> bool:
    """Whether it is part of a name: "the Seven Years' War", "the Thirty-Nine Articles"."""
    words = text[quantity.start : quantity.end]
    behind = text[quantity.end : quantity.end + 2]
    number = words.strip(",.")
    year = re.match(r"(?:1[5-9]\d\d|20[0-2]\d)\b", words)
    if year and _BEFORE_YEAR.search(text[max(0, quantity.start - 12) : quantity.start]):
        return True  # "pursuant to the 1970 elections"
    if number.isdigit() and len(number) == 4 and re.match(r" ?[A-Z]", behind or text[quantity.start + 4 :]):
        return True  # "1001 Inventions and the World", "a 1979 Armory"
    return (
        words[:1].isupper()
        and bool(text[: quantity.start].strip(" *_\"'“‘("))
        and text[quantity.end : quantity.end + 2].strip(" ")[:1].isupper()
    ) or bool(re.match(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z]", words) and quantity.start)


def _is_age_or_year(quantity: Quantity, text: str) -> bool:
    if quantity.unit == "year" and _AGE_BEFORE.search(text[max(0, quantity.start - 12) : quantity.start]):
        return True
    if re.search(r"[- ]olds?$", text[quantity.start : quantity.end]):
        return True
    if not quantity.unit and _AGE_BARE.search(text[max(0, quantity.start - 16) : quantity.start]):
        return True
    bare = quantity.unit in ("", "year") and float(quantity.value).is_integer()
    if bare and 1000 <= quantity.value <= 2100 and "," not in text[quantity.start : quantity.end]:
        return True
    return bool(re.match(r"-|[- ]olds?\b", text[quantity.end : quantity.end + 5])) or (
        quantity.start > 0 and text[quantity.start - 1] in ":-"
    )


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
    return Kind.OWN_DATA if own or deed or _in_own_section(statement) else kind


@functools.lru_cache(maxsize=2048)
def _exempt_by_words(whole: str, role: Role) -> tuple[Kind | None, bool, bool | None]:
    """The exempt kind by words alone, whether it holds even of own data, and whether these say that it is own data.

    Asked before a statement is parsed and after.
    """
    text = _without_quotations(whole)
    cues = _cues()
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


def is_medical(statement: Statement, *, least: int = 1) -> bool:
    """Whether the statement, or the header of its table, speaks of health: by `least` of its words."""
    cues = _cues()
    words = re.findall(r"[\w-]+", f"{statement.plain} {' '.join(statement.header)}".lower())
    found = {
        word
        for word in words
        if word in cues.medical or word.rstrip("s") in cues.medical or _is_biomedical(word)
    }
    return len(found) >= least


_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def is_finite(parse: Parse) -> bool:
    """Whether a verb of it has tense or mood."""
    return _is_finite(parse, frozenset(map(_tag, parse)))


def _is_finite(parse: Parse, tags: frozenset[str]) -> bool:
    if not tags.isdisjoint(_FINITE):
        return True
    return "VB" in tags and any(
        token.tag == "VB" and token.head == index and _has_subject(parse, token)
        for index, token in enumerate(parse)
    )


def _has_misread_verb(text: str, parse: Parse) -> bool:
    """Whether a full sentence seems to have no verb, and a word in it may be one that was taken for a plural: "Sweden
    taxes fuel since 1991".
    """
    if len(parse) < 5 or not text.rstrip().endswith(".") or not text[:1].isupper():
        return False
    return any(
        token.tag == "NNS"
        and before.pos in ("NOUN", "PROPN", "ADJ")
        and before.tag != "NNS"
        and (after.pos in ("ADJ", "ADV", "DET", "NOUN", "PROPN", "NUM") or after.lemma in ("by", "on", "at"))
        for before, token, after in zip(parse, parse[1:], parse[2:], strict=False)
    )


def is_dated(text: str) -> bool:
    """Whether a year or century stands in it."""
    return bool(_YEAR.search(text) or _CENTURY.search(text))


def foretells_change(statement: Statement) -> bool:
    """Whether it says that something will rise, fall, end or otherwise change."""
    changes = _cues().changes
    return any(
        token.tag == "MD"
        and token.lemma in ("will", "would")
        and statement.parse[token.head].lemma in changes
        for token in statement.parse
    )


def says_cause(statement: Statement) -> bool:
    """Whether it says in so many words that one thing brings another about."""
    return _is_caused(_Look(statement, statement.plain, statement.parse))


class _Look:
    """A claim under the eyes of the decisions below; what they share is found once, and only when asked for."""

    def __init__(self, statement: Statement, text: str, parse: Parse) -> None:
        self.statement = statement
        self.text = text
        self.parse = parse
        self.cues = _cues()
        self.lemmas = frozenset(map(_lemma, parse))
        self.tags = frozenset(map(_tag, parse))
        self.finite = (
            _is_finite(parse, self.tags)
            or _has_misread_verb(text, parse)
            # An item carries on the sentence that introduces its list.
            or (statement.role is Role.LIST_ITEM and bool(statement.lead))
        )

    @functools.cached_property
    def medical_words(self) -> frozenset[str]:
        return (self.lemmas & self.cues.medical).union(filter(_is_biomedical, self.lemmas))

    @property
    def medical(self) -> bool:
        return bool(self.medical_words)

    @functools.cached_property
    def figures(self) -> tuple[Quantity, ...]:
        found = _significant(quantities(self.text), self.text)
        return tuple(figure for figure in found if not self._is_in_title(figure))

    def _is_in_title(self, figure: Quantity) -> bool:
        """Whether it belongs to a name that links or italics set off: "[24 Herons](…) is a weekly"."""
        if figure.unit in _RATIOS or _AMOUNT.search(self.text[figure.start : figure.end]):
            return False
        if self.statement.role is Role.TABLE_ROW:
            return False  # cells are set off, too
        prose = self.statement.prose
        at = figure.start
        if self.text != self.statement.plain:
            at = self.statement.plain.find(self.text[figure.start : figure.end])
        if at < 0:
            return False
        start, end = prose.between_markup(at)
        shown = prose.text[start:end]
        return (start, end) != (0, len(prose.text)) and _TITLE.fullmatch(shown) is not None

    @functools.cached_property
    def causal(self) -> bool:
        return bool(self.cues.causal.search(self.text))

    @functools.cached_property
    def root(self) -> Token | None:
        return _root(self.parse)

    @property
    def doses(self) -> bool:
        """Whether it has a figure of the kind that advice is dangerous with."""
        dosed = any(
            _ADVICE_FIGURE.search(self.text[figure.start : figure.end + 12]) for figure in self.figures
        )
        return dosed and bool(self.medical or _DOSE.search(self.text))

    @functools.cached_property
    def unquoted(self) -> str:
        """Its text without longer quotations."""
        return _without_quotations(self.text)

    @functools.cached_property
    def telling(self) -> bool:
        """Whether it advises, instructs or addresses its reader."""
        text = self.unquoted
        if self.cues.advice.search(text) or _is_instruction(text, self.parse, self.root):
            return True
        return bool(_READER.search(text)) and not self.medical and not self._of_anybody

    @property
    def _of_anybody(self) -> bool:
        """Whether "you" is anybody, of whom something is told: "you are no safer", "it carries the current round you"."""
        readers = [token for token in self.parse if token.lemma in ("you", "your", "yourself")]
        return bool(readers) and all(
            (
                token.lemma == "you"
                and token.dep not in ("nsubj", "nsubjpass", "poss")
                and self.root is not None
                and self.root.tag in ("VBZ", "VBP", "VBD")
                and _has_subject(self.parse, self.root)
            )
            or (
                token.dep == "nsubj"
                and self.parse[token.head].lemma == "be"
                and bool(_COMPARATIVE.search(self.text))
            )
            for token in readers
        )


def _is_lead(look: _Look) -> bool:
    return look.text.rstrip().endswith(":") and not look.figures and not look.causal


def _is_dosed_advice(look: _Look) -> bool:
    return look.telling and look.doses


_REASON = re.compile(r"\b(?:because|since|which (?:can|could|may|might|will)|: both)\b")


def _is_reasoned_advice(look: _Look) -> bool:
    """Medical advice that rests on a stated cause: the cause needs a source."""
    return (
        look.telling
        and look.medical
        and (look.causal or bool(_REASON.search(look.text)))
        and not look.cues.advice.search(look.text)
    )


def _is_quotation(look: _Look) -> bool:
    if look.statement.role is Role.QUOTATION:
        return look.finite and len(look.text.split()) > 3
    if look.unquoted == look.text:
        return False
    if any(c.isalpha() for c in look.text) and not any(c.isalpha() for c in look.unquoted):
        return len(look.text.split()) > 2
    return _quotes(look.text) and not look.cues.definition.search(look.text)


def _is_statistic(look: _Look) -> bool:
    if _SHARE.search(look.text) or _MOST.match(look.text):
        return True
    if not look.figures or look.cues.law.search(look.text):
        return False
    if look.finite or look.medical or look.statement.role is Role.TABLE_ROW or _DOSE.search(look.text):
        return True
    return any(figure.unit in ("%", "fold", "percentage point") for figure in look.figures)


def _is_prediction(look: _Look) -> bool:
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


def _is_comparison(look: _Look) -> bool:
    if _COMPARATIVE.search(_NOT_COMPARING.sub(" ", look.text)):
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


def _is_caused(look: _Look) -> bool:
    if not (look.finite or look.medical):
        return False
    if look.causal or not look.lemmas.isdisjoint(look.cues.strong_causal_verbs):
        return True
    return (
        look.root is not None
        and look.root.lemma in look.cues.weak_causal_verbs
        and look.root.lemma in look.cues.changes
    )


def _is_medical_row(look: _Look) -> bool:
    """A row of a table on health that says what brings what about ("Main risks | … | …")."""
    if look.statement.role is not Role.TABLE_ROW or not look.statement.cells:
        return False
    start, end = look.statement.cells[0]
    label = frozenset(re.findall(r"\w+", look.statement.plain[start:end].lower()))
    return bool(label & look.cues.causal_rows) and is_medical(look.statement)


def _is_medical(look: _Look) -> bool:
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


def _is_plain_fact(look: _Look) -> bool:
    """Something that somebody or something does or undergoes, told of the world at large."""
    if look.statement.role is Role.PARAGRAPH and not is_finite(look.parse):
        return _has_misread_verb(look.text, look.parse)
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


_DECISIONS: tuple[tuple[Callable[[_Look], bool], Kind], ...] = (
    (_is_lead, Kind.GENERAL),
    (
        lambda look: bool(_COMING_YEAR.search(look.text)) and bool(_MODAL_CHANGE.search(look.text)),
        Kind.PREDICTION,
    ),
    (_is_dosed_advice, Kind.ADVICE),
    (_is_reasoned_advice, Kind.CAUSAL),
    (lambda look: look.telling, Kind.INSTRUCTION),
    (_is_quotation, Kind.QUOTATION),
    (_is_plain_definition, Kind.DEFINITION),
    (_is_statistic, Kind.STATISTIC),
    (_is_prediction, Kind.PREDICTION),
    (lambda look: look.finite and bool(look.cues.law.search(look.text)), Kind.LAW),
    (lambda look: look.finite and _superlative(look.text), Kind.SUPERLATIVE),
    (
        lambda look: _is_definition(look) and not (look.causal and look.medical),
        Kind.DEFINITION,
    ),
    (_explains_term, Kind.DEFINITION),
    (_is_medical_row, Kind.MEDICAL),
    (_is_comparison, Kind.COMPARISON),
    (_is_medical, Kind.MEDICAL),
    (_is_caused, Kind.CAUSAL),
    (lambda look: look.finite and is_dated(look.text), Kind.DATE),
    (lambda look: _is_past(look.parse, look.root), Kind.DATE),
    (_is_plain_fact, Kind.CAUSAL),
)
"""The first that holds decides."""


def kind_of(statement: Statement, text: str, parse: Parse) -> Kind:
    """What a claim asserts, in a statement that has no exempt kind of its own (`exempt_kind`).

    `text` is the claim's, `parse` that of its tokens within the statement.
    """
    look = _Look(statement, text, parse)
    return next((kind for holds, kind in _DECISIONS if holds(look)), Kind.GENERAL)
