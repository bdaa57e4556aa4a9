"""What a claim is, and the statement that it stands in."""

from __future__ import annotations

import enum

from factcheck.document import Mark, Role
from factcheck.quantities import Quantity
from factcheck.text import Prose, Span, plain
from factcheck.tokens import Parse
from factcheck.values import Value


class Kind(enum.StrEnum):
    """What a claim asserts; the first twelve can need a citation."""

    STATISTIC = "statistic"
    CAUSAL = "causal"
    MEDICAL = "medical"
    COMPARISON = "comparison"
    SUPERLATIVE = "superlative"
    QUOTATION = "quotation"
    DATE = "date"
    LAW = "law"
    PREDICTION = "prediction"
    ADVICE = "advice"
    DEFINITION = "definition"
    GENERAL = "general"
    HEADING = "heading"
    QUESTION = "question"
    INSTRUCTION = "instruction"
    OPINION = "opinion"
    EXAMPLE = "example"
    HYPOTHETICAL = "hypothetical"
    OWN_DATA = "own-data"
    CODE = "code"
    BOILERPLATE = "boilerplate"
    FOREIGN = "foreign"
    """In another language than English, which alone is read."""
    REPORTED = "reported"
    """A myth or belief that is told in order to refute it."""


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


class Statement(Value, frozen=True):
    """A sentence, list item or table row as it stands; the unit that is shown to people."""

    span: Span
    """In the file: from the first word to the closing stop, marks behind it included."""
    prose: Prose
    """The words, without citation marks. Never empty."""
    role: Role
    block: int
    """Index of its block in the document."""
    marks: tuple[Mark, ...] = ()
    """Marks in it; their `start` and `end` are offsets into `prose`."""
    cells: tuple[tuple[int, int], ...] = ()
    """Table rows: the range of each cell in `prose`."""
    header: tuple[str, ...] = ()
    """Table rows: the texts of the header row's cells."""
    lead: str = ""
    """List items: the sentence that introduces the list (ends with a colon)."""
    headings: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    parse: Parse = ()
    """Tokens with offsets into `prose.text`; empty where the statement was not worth parsing."""

    @property
    def text(self) -> str:
        """As in the file, without markup."""
        return self.prose.text

    @property
    def plain(self) -> str:
        """For analysis: `text` with typographic variants made alike, character for character."""
        return plain(self.prose.text)


class Claim(Value, frozen=True):
    """An atomic, self-contained assertion. Negation, hedge, condition, population, time and quantity stay
    inside.
    """

    text: str
    """Self-contained: subject filled in, label of a list item or header of a table resolved."""
    span: Span
    """Its clause in the file."""
    start: int
    end: int
    """Its clause in the statement's prose."""
    kind: Kind
    quantities: tuple[Quantity, ...] = ()
    """Offsets into `text`."""
