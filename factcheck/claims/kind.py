"""What a statement asserts, and whether that needs a citation.

Figures, causes, comparisons, dated events, laws and predictions need one; definitions, instructions, questions, opinions, a
publisher's own data and words about the text itself do not.
"""

from __future__ import annotations

import functools
import re

from factcheck import lexicon
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

_QUOTED = re.compile(
    r"[\"“”«»„](?P<double>[^\"“”«»„]{8,400})[\"“”«»„]|(?<!\w)['‘](?P<single>[^'‘’\n]{8,400}(?:['’]\w[^'‘’\n]{0,400}){0,4})['’](?!\w)"
)
_SPEECH = re.compile(
    r"\b(?:said|says?|wrote|writes?|called?|calls|told|tells|according|described?|describes|remark(?:ed|s)|quot(?:ed|es)|put it|puts it|declared?|declares|announced|"
    r"complain(?:ed|s)|noted|notes|spoke|speaks|recall(?:ed|s)|warned|warns|replied|asked|insist(?:ed|s)|promised|claimed|argued|explained|admitted|praised|in the words of|words|motto|slogan|famously|once)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[0-9]\d\d|20[0-2]\d)s?\b(?! ?(?:mg|kg|g|m|km|people|kcal|IU|Hz|W|kW)\b)")
_CENTURY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)[ -]centur(?:y|ies)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w+teenth|\w+tieth|twenty-first)[ -]centur(?:y|ies)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\b(?:the|its|their|his|her|our|[a-z]+'s|world’s|\w+’s) (?:\w+ )?(?:(?:most|least) \w+|\w{2,}(?:est)|first|only|oldest|sole|chief|leading|main|top|primary|biggest|best|worst)\b"
    r"|\bthe (?:number one|no\. 1)\b|\bmost dangerously\b|\b(?:only|nowhere) (?:in|at|by|here|the|one|two|four|three)\b|\bmost (?:common|frequent|widely|effective|important|dangerous|popular)\w*\b|\bthe most\b|\bcommonest\b|\b(?:not|never|no)\b[^,.;]* (?:a|one) single\b|\bno other\b|\bevery single\b",
    re.IGNORECASE,
)
_NOT_SUPERLATIVE = frozenset(
    "rest test interest guest west forest harvest request contest protest arrest quest chest nest latest honest modest suggest".split()  # noqa: SIM905
)
_COMPARATIVE = re.compile(
    r"\b(?:than|compared (?:with|to)|in comparison|relative to|twice as|three times|times as|times more|as \w+ as|more and more|outnumber\w*|outperform\w*|exceed\w*|surpass\w*|unlike|versus)\b", re.IGNORECASE
)
_ADVICE_FIGURE = re.compile(
    r"\b(?:mg|mcg|µg|μg|g|kg|iu|ml|l|%|minutes?|hours?|days?|weeks?|months?|years?|times|sessions?|portions?|servings?|glasses|cups|units?|kcal|calories|steps|age|doses?|tablets?)\b", re.IGNORECASE
)
_QUESTION = re.compile(r"\?[\"'”’)\]]*\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


class _Cues:
    def __init__(self) -> None:
        lists = lexicon.data("needs")

        def pattern(name: str) -> re.Pattern[str]:
            return re.compile("|".join(f"(?:{p})" for p in lists[name]), re.IGNORECASE)

        self.causal_verbs = frozenset(lists["causal_verbs"])
        self.weak_causal_verbs = frozenset(lists["weak_causal_verbs"])
        self.causal = re.compile(r"\b" + lists["causal_phrases"][0], re.IGNORECASE)
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
        self.own_sections = pattern("own_sections")
        self.openers = frozenset(lists["instruction_openers"])
        self.own_deeds = frozenset(lists["own_deeds"])
        self.generic_we = re.compile(r"\bour (?:\w+ )?(?:" + "|".join(lists["generic_we"]) + r")\b", re.IGNORECASE)


@functools.cache
def _cues() -> _Cues:
    return _Cues()


def _root(parse: Parse) -> Token | None:
    return next((token for index, token in enumerate(parse) if token.head == index and token.pos != "PUNCT"), None)


def _has_subject(parse: Parse, verb: Token) -> bool:
    index = parse.index(verb)
    return any(t.head == index and t.dep in ("nsubj", "nsubjpass", "csubj", "expl", "csubjpass") for t in parse)


def _is_instruction(text: str, parse: Parse) -> bool:
    """Whether the statement tells the reader to do something: an imperative, "please", "do not"."""
    words = text.split(None, 2)
    if not words:
        return False
    first = words[0].strip("*_`\"'“‘(-").lower().rstrip(",:;")
    if first == "please":
        return True
    if first in ("do", "don't", "don’t") and len(words) > 1 and not text.rstrip().endswith("?"):
        return True
    root = _root(parse)
    if root is None:
        return first in _cues().openers
    if root.tag in ("VB", "VBP") and not _has_subject(parse, root):
        index = parse.index(root)
        auxiliary = any(t.head == index and t.dep in ("aux", "auxpass") and t.lemma != "do" for t in parse)
        return not auxiliary
    return first in _cues().openers and parse[0].tag in ("VB", "VBP", "NN", "NNP") and root.start <= parse[0].end and not _has_subject(parse, root)


def _is_definition(text: str, parse: Parse) -> bool:
    """Whether it says what a term means: "An X is a Y that …", "X is called Y", "X means …"."""
    if _cues().definition.search(text):
        return True
    root = _root(parse)
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
        if specific.lemma != "the" or determiner is None or not any(t.dep in ("relcl", "acl", "prep") and t.head == attribute_index for t in parse):
            return False
    if determiner is not None and determiner.lemma in ("a", "an", "any"):
        return True
    if determiner is not None and determiner.lemma == "the":
        # "Entropy is the average information per symbol" defines; "X is the largest Y" does not.
        return not _superlative(text) and any(t.dep in ("relcl", "acl", "prep") and t.head == attribute_index for t in parse)
    return determiner is None and attribute.tag in ("NN", "NNS") and any(t.dep in ("relcl", "acl") and t.head == attribute_index for t in parse)


def _superlative(text: str) -> bool:
    return any(match.group().rsplit(None, 1)[-1].lower() not in _NOT_SUPERLATIVE for match in _SUPERLATIVE.finditer(text))


def _quotes(text: str) -> bool:
    """Whether the words of somebody stand in it: five quoted words, or three beside a verb of speech."""
    longest = max((len((m.group("double") or m.group("single")).split()) for m in _QUOTED.finditer(text)), default=0)
    return longest >= 5 or (longest >= 3 and bool(_SPEECH.search(text)))


def is_own_data(text: str, parse: Parse = ()) -> bool:
    """Whether the statement reports what its publisher measured, did or keeps itself."""
    cues = _cues()
    if cues.generic_we.search(text):
        return False
    return bool(cues.own_data.search(text)) or any(_own_deed(token, parse) for token in parse)


def _in_own_section(statement: Statement) -> bool:
    """Whether it tells, in the past tense and below a heading such as "Results", what was done and found there."""
    if not statement.headings or not any(_cues().own_sections.search(heading) for heading in statement.headings):
        return False
    return _is_past(statement.parse)


def _is_past(parse: Parse) -> bool:
    """Whether the main verb is in the past tense, active or passive."""
    root = _root(parse)
    if root is None:
        return False
    index = parse.index(root)
    return root.tag == "VBD" or any(t.head == index and t.tag == "VBD" and t.dep in ("aux", "auxpass") for t in parse)


def _own_deed(token: Token, parse: Parse) -> bool:
    """Whether a token is the "we" of somebody's own deeds, and not of mankind ("we sleep less each year")."""
    if token.lemma != "we" or token.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = parse[token.head]
    if verb.tag == "VBD" or any(t.head == token.head and t.dep in ("aux", "auxpass") and t.tag == "VBD" for t in parse):
        return True
    return verb.lemma in _cues().own_deeds


def _significant(found: tuple[Quantity, ...], text: str) -> tuple[Quantity, ...]:
    """Quantities that make a statement a statistic: not the small bare counts of running prose ("two reasons")."""
    return tuple(
        q
        for q in found
        if q.unit in ("%", "fold", "percentage point", "ratio")
        or q.high is not None
        or text[q.start : q.end].strip()[:1].isdigit()
        or q.value >= 13
        or (q.value < 1 and q.value > 0)
        or any(c.isdigit() for c in text[q.start : q.end])
        or q.unit in ("hour", "minute", "second", "day", "week", "month", "year", "km", "m", "kg", "tonne", "mile")
    )


def exempt_kind(statement: Statement) -> Kind | None:
    """The exempt kind that the statement has whatever it is about, or None: by its role, form or speaker.

    Attributions are looked at after this: a question about what experts say is still a question.
    """
    if statement.role in _ROLES:
        return _ROLES[statement.role]
    text = statement.plain
    cues = _cues()
    if _QUESTION.search(text):
        return Kind.QUESTION
    if not any(character.isalpha() for character in text):
        return Kind.BOILERPLATE if statement.role is not Role.TABLE_ROW else None
    if cues.example.search(text):
        return Kind.EXAMPLE
    if is_own_data(text, statement.parse) or _in_own_section(statement):
        return Kind.OWN_DATA
    if cues.structure.search(text):
        return Kind.BOILERPLATE
    if cues.opinion.search(text) and not _quotes(text):
        return Kind.OPINION
    if cues.hypothetical.search(text):
        return Kind.HYPOTHETICAL
    return None


def kind_of(statement: Statement, text: str, parse: Parse) -> Kind:
    """What a claim asserts. `text` is the claim's, `parse` that of its tokens within the statement."""
    forced = exempt_kind(statement)
    if forced is not None:
        return forced
    cues = _cues()
    lemmas = {token.lemma for token in parse}
    figures = _significant(quantities(text), text)
    causal = bool(cues.causal.search(text))
    verbs = {t.lemma for t in parse if t.pos == "VERB"}
    strong_verb = bool(lemmas & (cues.causal_verbs - cues.weak_causal_verbs))
    root = _root(parse)

    if text.rstrip().endswith(":") and not figures:
        return Kind.GENERAL
    if cues.advice.search(text):
        return Kind.ADVICE if figures and _ADVICE_FIGURE.search(text) else Kind.INSTRUCTION
    if _is_instruction(text, parse):
        if figures and _ADVICE_FIGURE.search(text) and lemmas & cues.medical:
            return Kind.ADVICE
        if figures and re.search(r"\b(?:mg|mcg|µg|iu|g) ?(?:/|per |a |daily)", text, re.IGNORECASE):
            return Kind.ADVICE
        reason = re.search(r"\b(?:because|since|which (?:can|could|may|might|will)|: both)\b", text)
        if causal or (reason and lemmas & cues.medical):
            return Kind.CAUSAL if lemmas & cues.medical else Kind.INSTRUCTION
        return Kind.INSTRUCTION
    if _quotes(text) and not cues.definition.search(text):
        return Kind.QUOTATION
    if figures and not cues.law.search(text):
        return Kind.STATISTIC
    if cues.prediction.search(text) and not _is_definition(text, parse):
        return Kind.PREDICTION
    if cues.law.search(text):
        return Kind.LAW
    if _is_definition(text, parse) and not (causal and lemmas & cues.medical):
        return Kind.DEFINITION if not _superlative(text) else Kind.SUPERLATIVE
    if _superlative(text):
        return Kind.SUPERLATIVE
    if _COMPARATIVE.search(text) or any(t.tag in ("JJR", "RBR") and t.lemma not in ("further", "later", "early", "earlier") for t in parse):
        return Kind.COMPARISON
    if causal or strong_verb:
        return Kind.MEDICAL if lemmas & cues.medical else Kind.CAUSAL
    if _YEAR.search(text) or _CENTURY.search(text):
        return Kind.DATE
    if verbs & cues.weak_causal_verbs and (lemmas & cues.medical):
        return Kind.MEDICAL
    if len(lemmas & cues.medical) >= 2 and root is not None and root.pos == "VERB":
        return Kind.MEDICAL
    if lemmas & cues.frequency and lemmas & cues.medical:
        return Kind.MEDICAL
    if _is_past(parse):
        return Kind.DATE
    if verbs & cues.weak_causal_verbs and root is not None and root.lemma in cues.weak_causal_verbs:
        return Kind.CAUSAL
    return Kind.GENERAL
