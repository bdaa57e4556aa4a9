"""Numbers and units as the package siunitx prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PREFIXES = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "milli": "m", "micro": "µ", "nano": "n", "pico": "p",
    "centi": "c",
    "deci": "d", "hecto": "h", "femto": "f", "peta": "P",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd",
    "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω",
    "tesla": "T",
    "litre": "L", "liter": "L", "minute": "min", "hour": "h", "day": "d", "year": "a", "tonne": "t",
    "hectare": "ha",
    "percent": "%", "degree": "°", "celsius": "°C", "degreeCelsius": "°C", "electronvolt": "eV", "bar": "bar",
    "becquerel": "Bq", "sievert": "Sv", "gray": "Gy", "decibel": "dB", "dalton": "Da", "bit": "bit",
    "byte": "B",
    "um": "µm", "ug": "µg", "us": "µs", "ul": "µL", "ohms": "Ω", "arcminute": "′", "arcsecond": "″",
}  # fmt: skip


def measured(name: str, values: Sequence[str]) -> str:
    """A number with its unit, by the macro and its arguments; empty where there are none."""
    if not values:
        return ""
    numbers = [_number(value) for value in values]
    if name in ("si", "unit"):
        return _unit(values[0])
    if name == "num":
        return numbers[0]
    if name == "ang":
        return f"{numbers[0].replace(';', '°', 1)}°" if ";" not in values[0] else numbers[0]
    if name == "numrange":
        return " to ".join(numbers[:2])
    unit = _unit(values[-1])
    gap = "" if unit in ("%", "°") else " "
    if name in ("SIrange", "qtyrange") and len(values) > 2:
        return f"{numbers[0]} to {numbers[1]}{gap}{unit}"
    return f"{numbers[0]}{gap}{unit}" if len(values) > 1 else numbers[0]


def _number(value: str) -> str:
    value = re.sub(r"\\(?:times|cdot)\b", "×", value.replace("\\pm", "±").replace("+-", "±"))
    value = re.sub(r"\s+", "", value)
    return re.sub(r"(?<=\d)[ed]([+-]?\d+)$", r" × 10^\1", value)


def _unit(value: str) -> str:
    if "\\" not in value:
        return value.replace(".", " ").replace("~", " ").replace("^2", "²").replace("^3", "³")
    text = ""
    per = False
    prefix = ""
    for name in re.findall(r"\\([A-Za-z]+|%)|\w+", value):
        if name == "per":
            per = True
        elif name in ("squared", "cubed"):
            text += "²" if name == "squared" else "³"
        elif name in ("square", "cubic", "tothe", "of", "raiseto"):
            prefix = ""
        elif name in _PREFIXES and not prefix:
            prefix = _PREFIXES[name]
        elif name:
            unit = prefix + _UNITS.get(name, name)
            text += ("/" if per else " " if text else "") + unit
            prefix, per = "", False
    return (text + prefix).replace("°°C", "°C") or value
