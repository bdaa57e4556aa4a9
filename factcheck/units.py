"""Units of measure: how they are written, and which of them can be converted into one another.

Reading is a look-up in a word list. Conversion is Pint's (https://pint.readthedocs.io), asked once for each
unit. A unit is written as `Quantity.unit` has it: `mg/day`, `%`, `death/100000 people`. What Pint does not
know (people, currencies, IU) is a dimension of its own.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Any

from factcheck import lexicon

_TOKEN = re.compile(r"[^\W\d_]+[²³]?|[%٪％‰°º℃℉$€£¥₹₩¢″×Ωℓ]")
_OPAQUE_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?) ?")
_TYPOGRAPHY = str.maketrans("\u00a0\u2009\u202f\n‑‐", "    --")
_SPACES = " \u00a0\u2009\u202f"
LONGEST_UNIT = 40
"""Characters; longer words are no units."""

_DIMENSIONLESS = {"%": 0.01, "‰": 0.001, "ppm": 1e-6, "ppb": 1e-9}
_CENTS = {"GBp": "GBP", "USc": "USD"}
_OWN = frozenset(
    {
        "fold",
        "percentage point",
        "IU",
        "SD",
        "mEq",
        "GBP",
        "USD",
        "AUD",
        "CAD",
        "EUR",
        "JPY",
        "CNY",
        "INR",
        "CHF",
        "SEK",
    }
    | {"NOK", "DKK", "BRL", "KRW"}
)
MONEY = frozenset(
    {"GBP", "USD", "AUD", "CAD", "EUR", "JPY", "CNY", "INR", "CHF", "SEK", "NOK", "DKK", "BRL", "KRW"}
)
TIMES = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade", "century"}
)


@dataclasses.dataclass(frozen=True)
class _Words:
    symbols: dict[str, str]
    """As written -> canonical name."""
    words: dict[str, str]
    """In lower case -> canonical name."""
    pint: dict[str, str | None]
    most: int
    """Words in the longest name."""


@functools.cache
def _words() -> _Words:
    symbols: dict[str, str] = {}
    words: dict[str, str] = {}
    pint: dict[str, str | None] = {}
    for unit, entry in lexicon.data("units").items():
        for symbol in entry.get("symbols", ()):
            symbols[symbol] = unit
            if "µ" in symbol:
                symbols[symbol.replace("µ", "μ")] = unit
        for word in entry.get("words", ()):
            words[word] = unit
            words.setdefault(f"{word}s", unit)
        pint[unit] = entry.get("pint", None if unit in _OWN else unit)
    most = max(len(_TOKEN.findall(name)) for name in (*symbols, *words))
    return _Words(symbols, words, pint, most)


def known(unit: str) -> bool:
    """Whether this is the canonical name of a unit of measure, not a counted noun."""
    return unit in _words().pint


def read_unit(text: str, at: int) -> tuple[str, int] | None:
    """The unit of measure written at `at` and where it ends; the longest name wins."""
    tables = _words()
    first = _TOKEN.match(text, at)
    if first is None or first.end() - at > LONGEST_UNIT:
        return None
    ends = [first.end()]
    while len(ends) < tables.most:
        end = ends[-1]
        if end < len(text) and (text[end] in _SPACES or text[end] in "-‐‑/^\n"):
            end += 1
        following = _TOKEN.match(text, end)
        if following is None:
            if end < len(text) and text[end] in "23" and not text[end + 1 : end + 2].isalnum():
                ends.append(end + 1)
            break
        if following.end() - at > LONGEST_UNIT:
            break
        ends.append(following.end())
    if ends[0] < len(text) and text[ends[0]] in "23" and not text[ends[0] + 1 : ends[0] + 2].isalnum():
        ends.insert(1, ends[0] + 1)
    for end in reversed(ends):
        if end < len(text) and (text[end].isalnum() or text[end] == "_") and text[end - 1].isalnum():
            continue
        written = text[at:end]
        if not written.isalnum():
            written = written.translate(_TYPOGRAPHY)
        unit = tables.symbols.get(written)
        if unit is None:
            lowered = written.lower()
            unit = tables.words.get(lowered)
            if unit is None and "-" in lowered:
                unit = tables.words.get(lowered.replace("-", " "))
        if unit is not None:
            return unit, end
    return None


def read_currency(text: str, end: int) -> tuple[str, int] | None:
    """The currency sign or code that ends at `end`, and where it starts."""
    for length in (3, 2, 1):
        start = end - length
        if start < 0:
            continue
        unit = _words().symbols.get(text[start:end])
        if unit in MONEY and not (start > 0 and text[start].isalpha() and text[start - 1].isalpha()):
            return unit, start
    return None


def singular(noun: str) -> str:
    """A counted noun as a unit: `deaths` -> `death`, `women` -> `woman`."""
    noun = noun.lower()
    irregular: dict[str, str] = lexicon.data("counts")["irregular"]
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


@functools.cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None, on_redefinition="ignore")


@functools.lru_cache(maxsize=4096)
def _atom(unit: str) -> tuple[float, float, tuple[tuple[str, float], ...]]:
    """Factor and offset to base units, and those with their exponents."""
    if unit in _DIMENSIONLESS:
        return _DIMENSIONLESS[unit] * 100, 0.0, (("%", 1),)
    if unit in _CENTS:
        return 0.01, 0.0, ((_CENTS[unit], 1),)
    name = _words().pint.get(unit)
    if name is None:
        return 1.0, 0.0, ((unit, 1),)
    listed = lexicon.data("unit_bases").get(unit)
    if listed is not None:
        factor, offset, base = listed
        return float(factor), float(offset), tuple((str(part), float(of)) for part, of in base)
    return converted(unit)


def converted(unit: str) -> tuple[float, float, tuple[tuple[str, float], ...]]:
    """Factor, offset and base units as Pint has them; what `lexicon/unit_bases.yaml` lists, since loading Pint takes
    as long as reading a hundred thousand characters.
    """
    name = _words().pint[unit]
    if name is None or name == unit:
        name = _PINT_NAMES.get(unit, unit)
    registry = _registry()
    zero = registry.Quantity(0.0, name).to_base_units()
    one = registry.Quantity(1.0, name).to_base_units()
    base = tuple((str(part), float(exponent)) for part, exponent in one.unit_items())
    return float(one.magnitude - zero.magnitude), float(zero.magnitude), base


# Canonical names that Pint reads as something else.
_PINT_NAMES = {
    "t": "tonne", "L": "liter", "dL": "deciliter", "cL": "centiliter", "mL": "milliliter", "µL": "microliter",
    "ft": "foot", "in": "inch", "au": "astronomical_unit", "K": "kelvin", "g": "gram", "gal": "gallon",
    "rpm": "rpm",
    "kcal": "kilocalorie", "lb": "pound", "oz": "ounce", "ha": "hectare", "h": "hour",
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _base(unit: str) -> tuple[float, float, str]:
    """Factor, offset and base of a whole unit: numerator over denominators."""
    parts = [unit] if known(unit) else unit.split("/")
    factor, offset = 1.0, 0.0
    exponents: dict[str, float] = {}
    for index, part in enumerate(parts):
        number = _OPAQUE_NUMBER.match(part)
        amount, name = (float(number.group(1)) or 1.0, part[number.end() :]) if number else (1.0, part)
        sign = 1 if index == 0 else -1
        size, zero, base = _atom(name) if name else (1.0, 0.0, ())
        factor *= (size * amount) ** sign
        offset = zero if len(parts) == 1 else 0.0
        for label, exponent in base:
            exponents[label] = exponents.get(label, 0) + sign * exponent
    written = (
        label if exponent == 1 else f"{label}^{exponent:g}"
        for label, exponent in sorted(exponents.items())
        if exponent
    )
    return factor, offset, " ".join(written) or "1"


def to_base(value: float, unit: str) -> tuple[float, str] | None:
    """The value in base units, and their name: equal names mean that values can be compared.

    `1.2 GW` and `1200 MW` come out alike, `2 week` and `14 day`, `20 °C` and `68 °F`, `12 death/100000
    people` and
    `120 death/1000000 people`. A counted noun is its own base. None for a number without a unit.
    """
    if not unit:
        return None
    factor, offset, base = _base(unit)
    return value * factor + offset, base


def same_dimension(one: str, other: str) -> bool:
    """Whether values in these two units can be compared: `mg/day` and `g/week` can, `mg` and
    `mg/day` cannot.
    """
    if one == other:
        return True
    if not one or not other:
        return False
    return _base(one)[2] == _base(other)[2]
