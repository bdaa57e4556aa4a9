"""The words that say which way something goes."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from factcheck import lexicon
from factcheck.claims.slots import Direction


@dataclasses.dataclass(frozen=True)
class DirectionWords:
    verbs: dict[str, Direction]
    nouns: dict[str, Direction]
    adjectives: dict[str, Direction]
    none: tuple[tuple[str, frozenset[str]], ...]
    """Phrases that say that nothing changes, longest first, each with its words."""
    properties: dict[str, tuple[str, Direction]]
    amounts: dict[str, Direction]
    particles: dict[str, dict[str, Direction]]
    """Verbs, and the particles that say which way they go."""
    drivers: dict[Direction, frozenset[str]]
    """Words that say that there is more of what brings something about, or less."""

    @functools.cached_property
    def telling(self) -> frozenset[str]:
        """Every word that may say of a change."""
        return frozenset({*self.verbs, *self.nouns, *self.adjectives, *self.properties, *self.particles})

    @functools.cached_property
    def denying(self) -> frozenset[str]:
        """The longest word of every phrase that says that nothing changes."""
        return frozenset(max(words, key=len) for _, words in self.none)


@functools.cache
def direction_words() -> DirectionWords:
    data: Any = lexicon.data("directions")
    tables: dict[str, dict[str, Direction]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for way in (Direction.UP, Direction.DOWN):
        for part, table in tables.items():
            for word in data[way.value][part]:
                table.setdefault(str(word), way)
    particles: dict[str, dict[str, Direction]] = {}
    for particle, (way, verbs) in data["particles"].items():
        for verb in verbs:
            particles.setdefault(str(verb), {})[str(particle)] = Direction(way)
    return DirectionWords(
        tables["verbs"],
        tables["nouns"],
        tables["adjectives"],
        tuple(
            (phrase, frozenset(phrase.split(" ")))
            for phrase in sorted(map(str, data["none"]["phrases"]), key=lambda p: -len(p))
        ),
        {str(word): (str(outcome), Direction(way)) for word, (outcome, way) in data["properties"].items()},
        {str(word): Direction(way) for way, words in data["amounts"].items() for word in words},
        particles,
        {Direction(way): frozenset(map(str, words)) for way, words in data["drivers"].items()},
    )


COMPARATIVES = frozenset({"JJR", "RBR"})
"""Tags of words such as higher, lower."""
