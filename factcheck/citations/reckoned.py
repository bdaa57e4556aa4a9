"""Figures that a text reckons from others that it gives: "two shifts of seven hours, that makes 14 hours"."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence

from factcheck import prefilter
from factcheck.citations.weighed import Weighed
from factcheck.claims.claim import Claim, Kind
from factcheck.quantities import Quantity, quantities

_CONCLUDED = prefilter.compile(
    r"\b(?:therefore|thus|hence|consequently|so|in total|in all|altogether|in sum|makes?|making|comes? to|coming to|adds? up to|adding up to|works? out"
    r"|amounts? to|amounting to|totals?|totall?ing|leaves?|leaving|gives?|giving|equals?|equalling)\b|(?<![<>=])=(?!=)",
    re.IGNORECASE,
)
"""What stands before the outcome of a calculation."""
_BACK = 3
"""How many sentences before it the figures may stand that it is reckoned from."""
_MOST = 6
"""How many figures are tried: of many, some come to any other by chance."""
_ROUNDED = 0.03
"""By how much of itself an outcome may be rounded at most."""
_SCALES = (1, 100, 1000)
"""What a product is divided by: a share in percent, and litres of millilitres."""


def is_reckoned(document: Sequence[Weighed], index: int, claim: Claim) -> bool:
    """Whether the figures of a claim follow from those that the text gives just before: who doubts them can reckon again."""
    if claim.kind is not Kind.STATISTIC or not claim.quantities:
        return False
    statement = document[index].statement
    text = statement.plain
    cue = next((match for match in _CONCLUDED.finditer(text) if quantities(text[match.end() :])), None)
    if cue is None:
        return False
    concluded = cue.end()
    found = quantities(text)
    outcomes = [quantity for quantity in found if quantity.start >= concluded]
    inside = [quantity for quantity in found if quantity.start < concluded]
    before = [
        quantity
        for above in document[max(0, index - _BACK) : index]
        if above.statement.block == statement.block
        for quantity in quantities(above.statement.plain)
    ]
    values = [quantity.value for quantity in (*before, *inside) if quantity.high is None][-_MOST:]
    states = any(
        token.tag in ("VBZ", "VBP", "VBD", "MD") and token.end <= cue.start() for token in statement.parse
    )
    said = {quantity.value for quantity in (*before, *outcomes)}
    if states and not all(quantity.value in said for quantity in claim.quantities):
        return False  # what it is reckoned from is said in the same breath, and is a claim itself
    return bool(outcomes) and all(_follows(outcome, values) for outcome in outcomes)


def _follows(outcome: Quantity, values: Sequence[float]) -> bool:
    """Whether a figure is what two others come to, or what one of them leaves of a hundred percent."""
    if outcome.high is not None or not outcome.value:
        return False
    last = 10.0 ** (math.floor(math.log10(abs(outcome.value))) + 1 - max(1, outcome.precision))
    off = min(last / 2, _ROUNDED * abs(outcome.value))
    return any(abs(outcome.value - one) <= off for one in _combined(values, outcome.unit))


def _combined(values: Sequence[float], unit: str) -> Iterator[float]:
    if unit == "%":
        yield from (100 - value for value in values)
    if len(values) > 2:
        yield sum(values)
    for one, other in itertools.combinations(values, 2):
        yield one + other
        yield abs(one - other)
        yield from (one * other / scale for scale in _SCALES)
        if one and other:
            yield from (quotient * scale for quotient in (one / other, other / one) for scale in (1, 100))
