"""Two claims that cannot both hold, and why some that look so can."""

from __future__ import annotations

import enum

from factcheck.citations.citation import Confidence
from factcheck.values import Value


class ConflictKind(enum.StrEnum):
    """What the two disagree in."""

    NUMBER = "number"
    DIRECTION = "direction"
    POLARITY = "polarity"
    ADVICE = "advice"
    DEFINITION = "definition"
    DATE = "date"
    CATEGORICAL = "categorical"


class Explanation(enum.StrEnum):
    """Why a disagreement is none."""

    DIFFERENT_POPULATION = "different-population"
    DIFFERENT_PERIOD = "different-period"
    DIFFERENT_MEASURE = "different-measure"
    DIFFERENT_CONDITION = "different-condition"
    UNIT_EQUIVALENT = "unit-equivalent"
    RANGE_CONTAINS = "range-contains"
    ROUNDING = "rounding"
    HEDGED = "hedged"
    REPORTED = "reported"
    REFINEMENT = "refinement"
    SUPERSEDED = "superseded"
    DIFFERENT_PLACE = "different-place"
    DIFFERENT_ENTITY = "different-entity"
    DIFFERENT_VERSION = "different-version"
    HYPOTHETICAL = "hypothetical"


class Place(Value, frozen=True):
    """One end of a conflict: a clause of a file."""

    path: str
    start: int
    end: int
    text: str
    """The claim, self-contained."""
    value: str = ""
    """What it says there, in words (`1,000 mg/day`, `lowers`)."""


class Conflict(Value, frozen=True):
    """A disagreement. `place` is its later end in path order, `others` the other ends (one or more), in path
    order.
    """

    kind: ConflictKind
    place: Place
    others: tuple[Place, ...]
    about: str
    """The shared subject and outcome, in words."""
    message: str
    """Both values in words: `1,000 mg/day here, 600 mg/day in b.md:14` without the line numbers (rules add
    them).
    """
    confidence: Confidence
    explanation: Explanation | None = None
    """Set where the disagreement is explained; only unexplained ones fail a check."""
