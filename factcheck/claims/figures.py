"""The figures and dates of a claim, with what is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck import prefilter
from factcheck.claims import circumstances
from factcheck.claims.slots import Dated, Figure
from factcheck.claims.spans_of_time import may_name_year
from factcheck.claims.terms import Term, Word
from factcheck.quantities import Comparator, Quantity

_PART = prefilter.compile(r"[,;:()–—|]\s|\s[–—|]|[()|]|[.!?]\s")
_AT_MOST = prefilter.compile(
    r"\b(?:ceiling|limit|limited|cap|capped|maximum|max|at most|at the most|no more than|not exceed"
    r"|up to|upper|under|below|less than|never (?:go )?above|not above|within|deadline|quota|allowance"
    r"|time limit|no longer than|no later than)\b",
    re.IGNORECASE,
)
_AT_LEAST = prefilter.compile(
    r"\b(?:minimum|min|at least|no less than|no fewer than|floor|or more|not below|above|over|more than)\b",
    re.IGNORECASE,
)
_OF = prefilter.compile(
    r"\s*(?:of|in(?!\s(?:which|size|length|width|height|depth|diameter|weight|area|total|all|value|number)\b))\s(?:(?:the|all|its|their|every|each|our|a|an)\s)?"
)


_CHANGE_BEFORE = prefilter.compile(
    r"\b(?:by|(?<!made\s)(?<!make\s)(?<!makes\s)(?<!making\s)(?<!take\s)(?<!takes\s)(?<!took\s)(?<!taking\s)(?<!taken\s)(?<!use\s)(?<!uses\s)(?<!used\s)(?<!fill\s)(?<!fills\s)up(?!\sto)|down(?!\sto)|another|extra|additional|(?:rise|fall|drop|increase|decrease"
    r"|reduction|growth|decline|cut|gain|loss) of|(?:rose|fell|grew|dropped|increased|decreased"
    r"|declined|climbed|shrank|cut))\s(?:(?!to\s)\w+\s){0,2}$",
    re.IGNORECASE,
)
_CHANGE_AFTER = prefilter.compile(
    r"\s?(?:per cent\s|percent\s)?(?:more|less|fewer|higher|lower|increase|rise|fall|drop|reduction"
    r"|growth|decline|cut|decrease|up on|down on|cheaper|dearer|faster|slower|longer|shorter|warmer"
    r"|colder|hotter|larger|smaller|bigger)\b",
    re.IGNORECASE,
)


_NEGATED_ABOVE = prefilter.compile(
    r"\b(?:never|not|no|n't|nothing|cannot|without)\s(?:\w+\s){0,3}(?:above|over|more than|exceed\w*"
    r"|beyond|longer than|later than)\s",
    re.IGNORECASE,
)
_NEGATED_BELOW = prefilter.compile(
    r"\b(?:never|not|no|n't|nothing|cannot)\s(?:\w+\s){0,3}(?:below|under|less than|fewer than"
    r"|shorter than)\s",
    re.IGNORECASE,
)


_BEFORE = 40
"""Characters before a figure in which words bound or change it."""


def figure(
    quantity: Quantity, text: str, found: Sequence[Word], content: Sequence[Term], header: tuple[str, ...]
) -> Figure:
    low, high = _part(quantity, text)
    terms = [
        (at, term.name)
        for term in content
        if not quantity.start <= (at := found[term.first].start) < quantity.end
    ]
    denied = _denied_bound(quantity, text)
    allowed = _allowed(quantity, text)
    differs = _CHANGE_AFTER.match(text, quantity.end) is not None
    part = (
        text[low : quantity.end] if differs else text[low:high]
    )  # 20 minutes less than: by how much, no bound
    return Figure(
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        comparator=denied or allowed or quantity.comparator,
        precision=quantity.precision,
        text=text[quantity.start : quantity.end],
        near=_near(quantity, text, terms, (low, high)),
        bound=denied or _bound(quantity, part, " ".join(header)) or allowed,
        of=_of(quantity, text, terms, high),
        change=_CHANGE_BEFORE.search(text, max(0, quantity.start - _BEFORE), quantity.start) is not None
        or differs,
    )


def _part(quantity: Quantity, text: str) -> tuple[int, int]:
    """The part of the sentence, between signs that part it, that a quantity stands in."""
    cuts = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    low = max(cut for cut in cuts if cut <= quantity.start)
    return low, min((cut for cut in cuts if cut >= quantity.end), default=len(text))


_Placed = Sequence[tuple[int, str]]
"""Terms with where they begin."""


def _between(terms: _Placed, start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for at, name in terms if start <= at < end]))


def _near(quantity: Quantity, text: str, terms: _Placed, part: tuple[int, int]) -> tuple[str, ...]:
    """The terms of the same part of the sentence, or those around where it has too few."""
    near = _between(terms, *part)
    if len(near) < 2:
        near = _between(terms, max(0, quantity.start - 60), min(len(text), quantity.end + 60))
    if quantity.start and text[quantity.start - 1] == "(":
        # Islam (2.8%), Hinduism (1.0%): of what stands right before
        near = _between(terms, max(0, quantity.start - 24), quantity.start)[-2:] or near
    return near


def _denied_bound(quantity: Quantity, text: str) -> Comparator | None:
    """How a figure bounds whose exceeding is denied: "never more than 5"."""
    start = max(0, quantity.start - _BEFORE)
    if _NEGATED_ABOVE.search(text, start, quantity.end):
        return Comparator.AT_MOST
    if _NEGATED_BELOW.search(text, start, quantity.end):
        return Comparator.AT_LEAST
    return None


def denies_bound(text: str) -> bool:
    """Whether a text denies that something is exceeded, or that it falls short."""
    return _NEGATED_ABOVE.search(text) is not None or _NEGATED_BELOW.search(text) is not None


_ALLOWS = re.compile(r"\b(?:allows|permits|accepts)\s$", re.IGNORECASE)


def _allowed(quantity: Quantity, text: str) -> Comparator | None:
    """What is allowed is allowed at most: "allows 60 requests a minute"."""
    before = text[max(0, quantity.start - _BEFORE) : quantity.start]
    if quantity.high is None and quantity.unit and _ALLOWS.search(before):
        return Comparator.AT_MOST
    return None


def _bound(quantity: Quantity, part: str, heading: str) -> Comparator | None:
    """How a figure bounds by its sign, or by the words of its part of the sentence and of its table's header."""
    if quantity.comparator in (Comparator.LESS, Comparator.AT_MOST):
        return Comparator.AT_MOST
    if quantity.comparator in (Comparator.MORE, Comparator.AT_LEAST):
        return Comparator.AT_LEAST
    if _AT_MOST.search(part) or "maximum" in heading:
        return Comparator.AT_MOST
    if _AT_LEAST.search(part) or "minimum" in heading:
        return Comparator.AT_LEAST
    return None


def _of(quantity: Quantity, text: str, terms: _Placed, high: int) -> tuple[str, ...]:
    """What a share is a share of."""
    match = _OF.match(text, quantity.end)
    if match is None:
        return ()
    end = min(high, match.end() + 50)
    cut = _OF_ENDS.search(text, match.end(), end)
    return _between(terms, match.end(), cut.start() if cut else end)


_OF_ENDS = prefilter.compile(
    r"(?<!who)(?<!that)(?<!which)\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did)\b"
    r"|\s(?:and|but|or|to)\s(?:[<>≤≥~€$£]|about\s|only\s)?\d",
    re.IGNORECASE,
)
"""Where what a share is of ends: at what is said of it, and at the next figure."""


_MONTH = {name: number for number, name in enumerate(circumstances.MONTHS, start=1)} | {
    name[:3]: number for number, name in enumerate(circumstances.MONTHS, start=1)
}
_NAMED = "|".join(sorted(_MONTH, key=lambda name: -len(name)))
_DATE = prefilter.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_NAMED})\.?\s(?:(?P<day2>\d{{1,2}})"
    rf"(?:st|nd|rd|th)?,\s)?(?P<year>1\d{{3}}|20\d\d)\b"
    rf"|\b(?P<iso>(?:1\d|20)\d\d-\d\d-\d\d)\b|(?<![\w.,/€$£–-])(?P<only>1[0-9]\d\d|20\d\d)(?!s?[\w]|[,./]\d"
    rf"|\s?(?:[–-]\s?\d)|\s?(?:mg|g|kg|km|m|kcal|ml|metres|people|mm|%|€|miles|IU|cases|words|votes|jobs"
    rf"|posts)\b)",
    re.IGNORECASE,
)
_DATE_RELATION = prefilter.compile(
    r"\b(since|from|until|till|before|after|by|in|on|as of|between|during|circa|around|about|the early"
    r"|the late|up to|back to|in the year|(?:founded|established|built|opened|launched|released|completed|published|created)(?=[:\s]))"
    r":?\s(?:the\s)?(?:early\s|late\s|mid-?\s?)?$",
    re.IGNORECASE,
)


_DAY_OF_YEAR = prefilter.compile(
    rf"\b(?P<said>until|till|by|before|no later than)\s(?:the\s)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_NAMED})"
    rf"|(?P<month2>{_NAMED})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?!,?\s\d{{4}}|[:.]\d)",
    re.IGNORECASE,
)
"""A day by which something is to be done, whatever the year."""


def _days_of_year(text: str, found: Sequence[Word], content: Sequence[Term]) -> list[Dated]:
    days = []
    for match in _DAY_OF_YEAR.finditer(text):
        month = _MONTH[(match["month"] or match["month2"]).lower()]
        event = tuple(
            dict.fromkeys(
                term.name
                for term in content
                if not match.start() <= found[term.first].start < match.end() and term.name not in _MONTH
            )
        )
        day = match.group()[len(match["said"]) :].strip()
        days.append(Dated(0, month, int(match["day"] or match["day2"]), match["said"].lower(), day, event))
    return days


_IN_OTHER_WORDS = frozenset({"back to", "in the year"})


def dates(text: str, found: Sequence[Word], content: Sequence[Term]) -> tuple[Dated, ...]:
    dates = _days_of_year(text, found, content)
    if not may_name_year(text):
        return tuple(dates)
    for match in _DATE.finditer(text):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        elif match["only"]:
            year, month, day = int(match["only"]), 0, 0
        else:
            year, month = int(match["year"]), _MONTH[match["month"].lower()[: len(match["month"])]]
            day = int(match["day"] or match["day2"] or 0)
        relation = _DATE_RELATION.search(text, max(0, match.start() - 24), match.start())
        if match["only"] and relation is None:
            continue
        event = tuple(
            dict.fromkeys(
                t.name
                for t in content
                if not match.start() <= found[t.first].start < match.end() and t.name not in _MONTH
            )
        )
        if relation and relation.group(1).lower() in ("until", "till", "before"):
            if re.search(
                r"\b(?:not|n't|only|never)\s(?:\w+\s){0,4}$",
                text[max(0, relation.start() - 40) : relation.start()],
                re.IGNORECASE,
            ):
                relation = None
                said = "in"
            else:
                said = relation.group(1).lower()
        else:
            said = relation.group(1).lower() if relation else ""
            said = (
                said if said not in _IN_OTHER_WORDS and not said.endswith("ed") and said != "built" else "in"
            )
        dates.append(Dated(year, month, day, said, match.group(), event))
    return tuple(dates)
