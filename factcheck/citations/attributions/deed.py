"""What a subject does: whether it says, shows or finds something by its verb, and what completes that."""

from __future__ import annotations

import re

from factcheck.citations.attributions.phrase import YEAR
from factcheck.citations.attributions.word_lists import word_lists
from factcheck.tokens import Parse
from factcheck.units import read_unit


class Deed:
    """What a subject does: the verb, and whether a clause or an object completes it."""

    def __init__(self, at: int, parse: Parse, children: list[list[int]], *, of_agent: bool = False) -> None:
        words = word_lists()
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

    @property
    def asks(self) -> bool:
        """Whether a question stands behind it, and not what is so: "shows how glaciers move"."""
        after = self._behind(1)
        return bool(after) and after[0].lemma in _ASKING and after[0].tag in ("WRB", "WDT", "WP", "WP$", "IN")

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
        return any(t.pos == "NUM" and not YEAR.fullmatch(t.text) for t in self._behind(_NEAR))

    @property
    def plans(self) -> bool:
        """Whether an infinitive stands behind a verb of planning: "they agreed to share it"."""
        return self._parse[self._at].lemma in word_lists().planning and not any(
            t.dep == "ccomp" for t in self._below
        )

    @property
    def measures(self) -> bool:
        """Whether a figure or a comparison follows it."""
        return any(
            t.pos == "NUM" or t.tag in ("JJR", "RBR") or t.lemma in _FRACTIONS for t in self._behind(12)
        )

    @property
    def gives_term(self) -> bool:
        """Whether it gives what was just spoken of its term: "call this a split incentive"."""
        after = [t.lemma for t in self._behind(6)]
        return (
            self.verb in ("call", "term")
            and self.present
            and len(after) > 1
            and after[0] in ("this", "these")
            and (after[1] in ("a", "an", "the") or '"' in after)
        )

    @property
    def sizes(self) -> bool:
        """Whether it "has the number at" a figure."""
        return (
            self.verb in ("have", "put")
            and _AT_FIGURE.match(" ".join(t.text for t in self._behind(_NEAR))) is not None
        )

    @property
    def sized(self) -> bool:
        """Whether the figure behind a verb of weighing is the subject's own: "it weighs 25 to 36 kg", but not "they weighed
        40 kg of sand" or "40 badgers".
        """
        if self.verb not in ("weigh", "measure"):
            return False
        behind = " ".join(t.text for t in self._behind(_NEAR))
        figure = _FIGURE.match(behind)
        unit = read_unit(behind, figure.end()) if figure else None
        return unit is not None and not _OF.match(behind, unit[1])

    @property
    def present(self) -> bool:
        """Whether it is told in the simple present, as what happens always is."""
        return self._parse[self._at].tag in ("VBZ", "VBP")


_ASKING = frozenset({"how", "which", "what", "who", "whom", "whose", "why", "where", "when", "whether"})
_NEAR = 59
"""Tokens behind a verb that can still go with it."""
_FRACTIONS = ("half", "third", "quarter", "fifth", "tenth", "majority", "most", "dozen")
_AT_FIGURE = re.compile(
    r"(?:the|its|their|this|that|average|total) (?:[\w-]+ ){1,6}at (?:about |around |some |only |just |under |over |nearly |roughly |almost |between )*[£$€]? ?\d"
)
_FIGURE = re.compile(
    r"(?:(?:in at|about|around|some|only|just|under|over|nearly|almost|roughly|approximately|between|from|up to|more than|less than|at least|at most|as much as|as little as|[~≈<>≤≥]) )*"
    r"\d[\d.,]*(?: ?(?:to|and|or|[-–—]) ?\d[\d.,]*)? ?"
)
_OF = re.compile(r" ?of\b")


def asserts(deed: Deed, *, placed: bool = False) -> bool:
    """Whether a body or named person asserts something by the deed, and does not only act.

    What a body whose place is named finds, it tells; others find things, too.
    """
    words = word_lists()
    if deed.plans:
        return False
    if deed.verb in words.putting:
        return deed.clause or (deed.object and deed.figure)
    if deed.sized:
        return False
    if deed.verb in words.asserting:
        return deed.clause or deed.object
    if deed.verb in words.finding and deed.object and (placed or deed.measures):
        return True
    return deed.sizes or (deed.verb in words.saying and deed.clause)


def bears_witness(parse: Parse) -> bool:
    """Whether the main verb is one by which somebody reports or asserts."""
    words = word_lists()
    return any(
        token.head == index and token.pos == "VERB" and token.lemma in words.witnessing
        for index, token in enumerate(parse)
    )
