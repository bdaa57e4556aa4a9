"""A claim with what the decisions on its kind ask of it: its figures, its main verb, whether it tells its reader what to do."""

from __future__ import annotations

import functools
import re

from factcheck import prefilter
from factcheck.claims.claim import Statement
from factcheck.claims.kinds.cues import known_cues
from factcheck.claims.kinds.health import is_biomedical
from factcheck.claims.kinds.numbers import RATIOS, significant
from factcheck.claims.kinds.quoted import without_quotations
from factcheck.claims.kinds.verbs import (
    has_finite_verb,
    has_misread_verb,
    has_subject,
    lemma_of,
    root_of,
    tag_of,
)
from factcheck.document import Role
from factcheck.lexicon import senses
from factcheck.quantities import Quantity, quantities
from factcheck.tokens import Parse, Token

COMPARATIVE = prefilter.compile(
    r"\b(?:than|compared (?:with|to)|in comparison|relative to|twice as|three times|times as|times more|as \w+ as|more and more|outnumber\w*|outperform\w*|exceed\w*|surpass\w*|unlike|versus)\b",
    re.IGNORECASE,
)
"""Words that compare, some of which do not always."""
_ADVICE_FIGURE = prefilter.compile(
    r"\b(?:mg|mcg|µg|μg|g|kg|iu|ml|l|%|minutes?|hours?|days?|weeks?|months?|years?|times|sessions?|portions?|servings?|glasses|cups|units?|kcal|calories|steps|age|doses?|tablets?)\b",
    re.IGNORECASE,
)
DOSE = prefilter.compile(r"\b\d[\d.,]* ?(?:mg|mcg|µg|μg|iu|g|ml)\b", re.IGNORECASE)
"""An amount such as is swallowed or injected."""
_READER = prefilter.compile(r"(?<!tell )\b(?:you|your|yours|yourself|you'll|you're|you've)\b", re.IGNORECASE)


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
        return first in known_cues().openers
    if root.lemma == "see" and not any(t.start > root.end and t.pos not in ("PUNCT", "ADV") for t in parse):
        return False  # a pointer whose link stood behind it: "…; see <https://…>"
    if root.tag in ("VB", "VBP") and not has_subject(parse, root):
        index = parse.index(root)
        auxiliary = any(t.head == index and t.dep in ("aux", "auxpass") and t.lemma != "do" for t in parse)
        return not auxiliary
    if first in known_cues().openers and _is_taken_for_subject(parse, root):
        return True
    if _is_verb_taken_for_noun(parse, root):
        return True
    # An order is often tagged as a noun or adjective: "Set it to 0", "Alert when …", "Restart if …".
    before_clause = len(words) > 1 and words[1] in ("if", "when", "whenever", "unless", "until", "once")
    return (
        (first in known_cues().openers or before_clause)
        and parse[0].tag in ("VB", "VBP", "NN", "NNP", "JJ")
        and root.start <= parse[0].end
        and not has_subject(parse, root)
    )


def _is_taken_for_subject(parse: Parse, root: Token) -> bool:
    """Whether the first word is all that a verb without tense has for a subject: "Set max_size to 0"."""
    index = parse.index(root)
    below = [t for t in parse if t.head == index and t is not root]
    return (
        root.tag in ("VB", "NN", "NNP", "NNS", "NNPS", "JJ", "CD", "FW", "XX")
        and not any(t.dep in ("aux", "auxpass", "cop") for t in below)
        and [t for t in below if t.dep in ("nsubj", "nsubjpass", "csubj", "expl", "csubjpass")] == [parse[0]]
        and parse[0].text[:1].isupper()
    )


def _is_verb_taken_for_noun(parse: Parse, root: Token) -> bool:
    """Whether a sentence without a finite main verb begins with a verb that was taken for a noun or adjective: "Restart the
    server", "Rotate keys every 90 days".
    """
    first = parse[0]
    if len(parse) < 4 or first.tag not in ("NN", "NNP", "JJ", "JJR") or not first.text[:1].isupper():
        return False
    if (
        root.tag in ("VBZ", "VBP", "VBD")
        or has_subject(parse, root)
        or not senses.of_verb(first.text.lower())
    ):
        return False
    # No adjective stands before "the": "Lower the limit to 20".
    if (root is first or first.tag == "JJR") and parse[1].tag in ("DT", "PRP", "PRP$"):
        return True
    only_verb = not senses.of_noun(first.text.lower()) and not first.text.isupper()
    return only_verb and (root is first or (root.tag == "NNS" and parse[first.head] is root))


_AMOUNT = re.compile(r"hundred|thousand|illion", re.IGNORECASE)
_TITLE = re.compile(
    r"(?=.*[^\W\d_])(?:(?:[A-Z][\w’'&-]*|\d+|a|an|the|of|in|on|to|and|for|at|by|&)[:,!?]? )+[A-Z][\w’'&-]*[!?]?"
)


class Look:
    """A claim under the eyes of the decisions below; what they share is found once, and only when asked for."""

    def __init__(self, statement: Statement, text: str, parse: Parse) -> None:
        self.statement = statement
        self.text = text
        self.parse = parse
        self.cues = known_cues()
        self.lemmas = frozenset(map(lemma_of, parse))
        self.tags = frozenset(map(tag_of, parse))
        self.finite = (
            has_finite_verb(parse, self.tags)
            or has_misread_verb(text, parse)
            # An item carries on the sentence that introduces its list.
            or (statement.role is Role.LIST_ITEM and bool(statement.lead))
        )

    @functools.cached_property
    def medical_words(self) -> frozenset[str]:
        return (self.lemmas & self.cues.medical).union(filter(is_biomedical, self.lemmas))

    @property
    def medical(self) -> bool:
        return bool(self.medical_words)

    @functools.cached_property
    def figures(self) -> tuple[Quantity, ...]:
        found = significant(quantities(self.text), self.text)
        return tuple(figure for figure in found if not self._is_in_title(figure))

    def _is_in_title(self, figure: Quantity) -> bool:
        """Whether it belongs to a name that links or italics set off: "[24 Herons](…) is a weekly"."""
        if figure.unit in RATIOS or _AMOUNT.search(self.text[figure.start : figure.end]):
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
        return root_of(self.parse)

    @property
    def doses(self) -> bool:
        """Whether it has a figure of the kind that advice is dangerous with."""
        dosed = any(
            _ADVICE_FIGURE.search(self.text[figure.start : figure.end + 12]) for figure in self.figures
        )
        return dosed and bool(self.medical or DOSE.search(self.text))

    @functools.cached_property
    def unquoted(self) -> str:
        """Its text without longer quotations."""
        return without_quotations(self.text)

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
                and has_subject(self.parse, self.root)
            )
            or (
                token.dep == "nsubj"
                and self.parse[token.head].lemma == "be"
                and bool(COMPARATIVE.search(self.text))
            )
            for token in readers
        )
