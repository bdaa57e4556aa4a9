"""Templates of wikitext: which ones are known, their parameters with their places, what they stand for."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck import lexicon
from factcheck.values import Value


@functools.cache
def listed(name: str) -> frozenset[str]:
    """A list of the lexicon `wiki_templates`."""
    lists: Any = lexicon.data("wiki_templates")
    return frozenset(str(word) for word in lists[name])


@functools.cache
def meanings(name: str) -> Mapping[str, str]:
    """A table of the lexicon `wiki_templates`: what each name stands for."""
    lists: Any = lexicon.data("wiki_templates")
    return {str(key): str(value) for key, value in lists[name].items()}


@functools.cache
def _cite_starts() -> tuple[str, ...]:
    return tuple(sorted(listed("cite")))


def template_name(node: Any) -> str:
    """A template's name as the lists spell it."""
    return " ".join(str(node.name).replace("_", " ").split()).casefold()


def is_citation(name: str) -> bool:
    """Whether a template of this name spells out a source."""
    return name.startswith(_cite_starts()) and name not in listed("needed") and name not in listed("quote")


class Parameter(Value, frozen=True):
    name: str
    """The name, or the number of an unnamed one."""
    named: bool
    value: Any
    at: int
    """Where the value begins in the file."""

    @property
    def text(self) -> str:
        return str(self.value).strip()


def parameters_of(node: Any, at: int) -> list[Parameter]:
    """A template's parameters with their places."""
    found = []
    at += 2 + len(str(node.name))
    for parameter in node.params:
        at += 1
        name = str(parameter.name)
        start = at + (len(name) + 1 if parameter.showkey else 0)
        found.append(Parameter(name.strip(), bool(parameter.showkey), parameter.value, start))
        at += len(str(parameter))
    return found


def unnamed_of(parameters: Sequence[Parameter]) -> list[Parameter]:
    return [parameter for parameter in parameters if not parameter.named or parameter.name.isdigit()]


def converted(values: Sequence[str]) -> str:
    """What `{{convert}}` shows before the bracket: the figure as given, with its unit."""
    words: list[str] = []
    for value in values:
        if re.fullmatch(r"[-+−]?[\d.,/+]+(?:e[-+]?\d+)?", value):
            words.append(value)
        elif value in (
            "-",
            "–",
            "and",
            "to",
            "or",
            "x",
            "by",
            "+/-",
            "±",
            "to(-)",
            "and(-)",
            "*",
            "×",
            "&ndash;",
            "+",
        ):
            words.append({"to(-)": "to", "and(-)": "and", "&ndash;": "–", "*": "×"}.get(value, value))
        else:
            words.append(meanings("units").get(value, value))
            break
    text = " ".join(words)
    return re.sub(r"(\d) ([-–]) (\d)", r"\1\2\3", text)


def made_words(name: str, parameters: Sequence[Parameter]) -> str | None:
    """What a template shows that makes words of its own: a character, a figure with its unit, a date. None for others."""
    unnamed = [parameter.text for parameter in unnamed_of(parameters)]
    if name in meanings("characters"):
        return meanings("characters")[name]
    if name in ("convert", "cvt"):
        return converted(unnamed)
    if name == "val":
        unit = next((p.text for p in parameters if p.name in ("u", "ul")), "")
        return " ".join(part for part in (*unnamed[:1], unit) if part)
    if name in ("frac", "sfrac", "fraction"):
        return "/".join(unnamed[-2:])
    if name in listed("dated"):
        return "-".join(unnamed[:3])
    if name in ("height", "weight"):
        return " ".join(f"{p.text} {p.name}" for p in parameters if p.named and p.text[:1].isdigit())
    if name.startswith("formatnum:"):
        return name.partition(":")[2]
    return None
