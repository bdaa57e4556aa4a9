"""What a claim says, piece by piece: figures, effects, assertions, advice, definitions, unique places, dates, times of day."""

from __future__ import annotations

import enum

from factcheck.quantities import Comparator
from factcheck.values import Value


class Direction(enum.StrEnum):
    """Which way an amount goes."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Figure(Value, frozen=True):
    """A quantity of a claim with the terms around it."""

    value: float
    high: float | None
    unit: str
    comparator: Comparator
    precision: int
    text: str
    """As written."""
    near: tuple[str, ...] = ()
    """Terms of the same part of the sentence."""
    bound: Comparator | None = None
    """`AT_MOST` or `AT_LEAST` where words say so: a ceiling, a minimum."""
    of: tuple[str, ...] = ()
    """What a share is a share of, what an amount is an amount of."""
    change: bool = False
    """By how much something changed, and not how much there is."""


class Effect(Value, frozen=True):
    """A change or difference of something."""

    direction: Direction
    outcome: tuple[str, ...]
    driver: tuple[str, ...]
    cue: str
    """The word that says so, as written."""
    driver_direction: Direction | None = None
    """Where the driver is itself a change: `the colder`, `a lack of`."""
    head: str = ""
    """The term that heads the outcome, if it says anything."""


class Assertion(Value, frozen=True):
    """That something does or is something, or does not."""

    subject: tuple[str, ...]
    verb: str
    objects: tuple[str, ...]
    negative: bool
    cue: str
    """The words that deny it, or the verb as written."""
    main: bool = True
    """Not in a clause that only tells which, when or why."""


class Stance(enum.StrEnum):
    """What advice asks for."""

    DO = "do"
    AVOID = "avoid"
    LIMIT = "limit"


class Advice(Value, frozen=True):
    """What a reader is told to do."""

    stance: Stance
    cue: str
    target: tuple[str, ...] = ()
    """Terms right around the cue."""
    timings: tuple[str, ...] = ()
    """`number:side` of the listed circumstances of doing."""
    excess: bool = False
    from_age: float | None = None
    """Days of age from which something is advised."""
    before_age: float | None = None
    """Days of age before which something is advised (against)."""
    action: str = ""
    """The verb of what is to be done or left."""
    bidding: bool = True
    """Said in words of advice, and not only a labelled item."""


class Definition(Value, frozen=True):
    """What a term is said to mean."""

    term: tuple[str, ...]
    meaning: tuple[str, ...]
    text: str
    expands: bool = False
    """The meaning spells out an abbreviation."""


class Unique(Value, frozen=True):
    """A place that only one can hold, and who holds it: the largest of a kind, an author, a capital."""

    role: tuple[str, ...]
    holder: tuple[str, ...]
    cue: str
    text: str
    """The holder as written."""


class Dated(Value, frozen=True):
    """A day, month or year at which something happened, or a day of any year by which something is to be done."""

    year: int
    """0 where it is one of any year."""
    month: int
    day: int
    """0 where not given."""
    relation: str
    text: str
    event: tuple[str, ...]


class Moment(enum.StrEnum):
    """What happens at a time of day."""

    OPEN = "open"
    START = "start"
    CLOSE = "close"
    END = "end"
    FIRST = "first"
    LAST = "last"
    REGULAR = "regular"


class Clock(Value, frozen=True):
    """A time of day at which something happens."""

    minute: int
    """Of the day: 9 am and 09:00 are one."""
    moment: Moment
    text: str
    """As written."""
    zone: str = ""
    """The time zone that is named with it."""
