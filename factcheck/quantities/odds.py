"""A part of a whole, in numbers: `one in five`, `nine out of ten`."""

from __future__ import annotations

import re

from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.counted import unit_behind
from factcheck.quantities.figure import Context, Figure
from factcheck.quantities.ranges import second_number

OUT_OF = re.compile(
    rf"[{SPACE}\n](?:in(?:[{SPACE}]every)?|out[{SPACE}]of(?:[{SPACE}]every)?|of[{SPACE}]every)[{SPACE}\n]"
)
"""Between a part and its whole: `in`, `out of`, `of every`."""


_YEARS = range(1500, 2100)


def share_of(context: Context, figure: Figure, numeral: Numeral) -> Figure | None:
    """The share in percent that begins with this bare number; None where it is no part of another."""
    joint = OUT_OF.match(context.text, numeral.end)
    if joint is None or numeral.scaled or figure.value < 0:
        return None
    whole = second_number(context.text, joint.end(), context.blocked)
    if whole is None or whole.value <= max(1, figure.value):
        return None
    is_plain_in = "out" not in joint.group() and "every" not in joint.group()
    if is_plain_in and (
        unit_behind(context.text, whole.end, money=False) is not None or figure.value != int(figure.value)
    ):
        # `three in five days`
        return None
    if is_plain_in and figure.value != 1 and whole.value in _YEARS:
        # `600 in 2019`
        return None
    percent = figure.value / whole.value * 100
    return Figure(figure.start, whole.end, percent, "%", figure.precision, share=True)
