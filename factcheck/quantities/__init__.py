"""Numbers, ranges, bounds and units in a text."""

from __future__ import annotations

import functools

from factcheck import dates, prefilter
from factcheck.quantities.figure import Context
from factcheck.quantities.grammar import figure_grammar
from factcheck.quantities.in_digits import from_digits
from factcheck.quantities.in_words import from_word
from factcheck.quantities.quantity import Comparator, Quantity
from factcheck.quantities.shares import from_vulgar

__all__ = ["Comparator", "Quantity", "quantities"]


@functools.lru_cache(maxsize=256)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in a text, in order, without overlaps.

    Dates, years, times of day, versions, telephone numbers, identifiers and the numbers of sections, figures
    and pages are none. Linear in the length of the text.
    """
    grammar = figure_grammar()
    text = prefilter.as_matched(text)
    if text.isascii() and not grammar.numeral.may_be_in(text):
        return ()
    blocked: tuple[tuple[int, int], ...] | None = None
    found: list[Quantity] = []
    at = 0
    while match := grammar.seek.search(text, at):
        at = match.end()
        kind = match.lastgroup
        if kind in ("link", "code"):
            continue
        if blocked is None:
            blocked = dates.spans(dates.dates(text))
        start = match.start()
        if (end := dates.inside(start, blocked)) is not None:
            at = max(at, end)
            continue
        context = Context(text, found[-1].end if found else 0, blocked)
        if kind == "digits":
            read = from_digits(context, match)
        elif kind == "vulgar":
            read = from_vulgar(context, start)
        else:
            read = from_word(context, match)
        if isinstance(read, int):
            at = max(at, read)
        elif read:
            found.extend(read)
            at = max(at, read[-1].end)
    return tuple(found)
