"""Words that deny by themselves."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from factcheck import lexicon


class Negators(NamedTuple):
    """Lemmas that deny."""

    adverbs: frozenset[str]
    """What is done: never, hardly."""
    pronouns: frozenset[str]
    """By whom or to whom it is done: nobody, no."""
    words: frozenset[str]
    """All of these."""


@functools.cache
def known() -> Negators:
    """The listed ones."""
    lists: Any = lexicon.data("oppositions")["negators"]
    adverbs, pronouns = (frozenset(map(str, lists[name])) for name in ("adverbs", "pronouns"))
    return Negators(adverbs, pronouns, adverbs | pronouns)
