"""Changes and differences that a claim speaks of, and which way they go."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Direction, Effect


@dataclasses.dataclass(frozen=True)
class _DirectionWords:
    verbs: dict[str, Direction]
    nouns: dict[str, Direction]
    adjectives: dict[str, Direction]
    none: tuple[str, ...]
    properties: dict[str, tuple[str, Direction]]


@functools.cache
def _direction_words() -> _DirectionWords:
    data: Any = lexicon.data("directions")
    tables: dict[str, dict[str, Direction]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for way in (Direction.UP, Direction.DOWN):
        for part, table in tables.items():
            for word in data[way.value][part]:
                table.setdefault(str(word), way)
    return _DirectionWords(
        tables["verbs"],
        tables["nouns"],
        tables["adjectives"],
        tuple(sorted((str(p) for p in data["none"]["phrases"]), key=lambda p: -len(p))),
        {str(word): (str(outcome), Direction(way)) for word, (outcome, way) in data["properties"].items()},
    )


_LACK = frozenset(
    {
        "lack",
        "deficiency",
        "deficit",
        "shortage",
        "absence",
        "low",
        "lower",
        "less",
        "little",
        "insufficient",
        "inadequate",
        "without",
        "fewer",
        "few",
        "shrink",
        "shrinking",
        "loss",
        "lose",
        "disappear",
        "fall",
        "drop",
        "cold",
        "colder",
        "decline",
        "reduce",
        "reduction",
        "cut",
    }
)
_PLENTY = frozenset(
    {
        "excess",
        "excessive",
        "high",
        "higher",
        "more",
        "much",
        "surplus",
        "overdose",
        "rise",
        "increase",
        "raise",
        "growth",
        "grow",
        "warm",
        "warmer",
    }
)


def _driver_direction(clause: Clause, tokens: Sequence[int]) -> Direction | None:
    lemmas = {clause.tokens[at].lemma for at in tokens} | {clause.tokens[at].text.lower() for at in tokens}
    down, up = bool(lemmas & _LACK), bool(lemmas & _PLENTY)
    if down == up:
        return None
    return Direction.DOWN if down else Direction.UP


def effects(clause: Clause, context: tuple[str, ...]) -> tuple[Effect, ...]:
    """Changes and differences that a clause speaks of."""
    found: list[Effect] = []
    words = _direction_words()
    tokens = clause.tokens
    everything = list(range(clause.first, clause.last))
    lowered = " ".join(tokens[at].text.lower() for at in everything)
    lemma_line = " ".join(tokens[at].lemma for at in everything)

    def add(direction: Direction, outcome: list[int], cue: str) -> None:
        inside = set(outcome)
        driver = [at for at in everything if at not in inside]
        named = clause.named(outcome)
        if not named:
            return
        rest = tuple(name for name in dict.fromkeys((*clause.named(driver), *context)) if name not in named)
        found.append(
            Effect(
                direction,
                named,
                rest,
                cue,
                _driver_direction(clause, [d for d in driver if tokens[d].text != cue]),
            )
        )

    for phrase in words.none:
        for line in (lowered, lemma_line):
            position = f" {line} ".find(f" {phrase} ")
            if position >= 0:
                before = line[:position].count(" ") + (1 if position > 0 else 0)
                start = clause.first + before
                stop = start + phrase.count(" ") + 1
                after = list(range(stop, clause.last))
                outcome = after if clause.named(after) else [at for at in everything if at < start]
                add(Direction.NONE, outcome, phrase)
                break
        if found:
            break
    for at in everything:
        token = tokens[at]
        lemma = token.lemma
        way: Direction | None = None
        outcome: list[int] = []
        kids = clause.children.get(at, [])
        if token.pos == "VERB" and lemma in words.verbs and token.dep not in ("amod", "compound"):
            way = words.verbs[lemma]
            objects = [k for k in kids if tokens[k].dep == "dobj"]
            subjects = [k for k in kids if tokens[k].dep in ("nsubj", "nsubjpass")]
            prepositional = [
                k for k in kids if tokens[k].dep == "prep" and tokens[k].lemma in ("in", "of", "for", "to")
            ]
            if (
                token.dep in ("xcomp", "ccomp")
                and not objects
                and not subjects
                and tokens[token.head].dep != ""
            ):
                objects = [
                    k for k in clause.children.get(token.head, []) if tokens[k].dep in ("dobj", "nsubj")
                ]
            if objects:
                outcome = [x for o in objects for x in clause.subtree(o)]
                if all(tokens[x].pos in ("NUM", "PRON", "DET") for x in outcome):
                    outcome = [x for s in subjects for x in clause.subtree(s)]
            elif any(tokens[k].dep == "auxpass" for k in kids) or subjects:
                outcome = [x for s in subjects for x in clause.subtree(s)]
            elif token.dep in ("acl", "relcl") and clause.first <= token.head < clause.last:
                outcome = clause.subtree(token.head, frozenset({at}))
            if not outcome and prepositional:
                outcome = [x for p in prepositional for x in clause.subtree(p)]
            if way and any(
                tokens[k].dep == "neg" or tokens[k].lemma in ("never", "neither", "no") for k in kids
            ):
                way = Direction.NONE
            if way and token.dep == "xcomp" and tokens[token.head].lemma == "fail":
                way = Direction.NONE
        elif token.pos in ("NOUN", "PROPN") and lemma in words.nouns:
            way = words.nouns[lemma]
            prepositional = [
                k
                for k in kids
                if tokens[k].dep == "prep" and tokens[k].lemma in ("in", "of", "for", "to", "on", "at")
            ]
            outcome = [x for p in prepositional for x in clause.subtree(p)]
            outcome += [k for k in kids if tokens[k].dep in ("compound", "amod", "poss", "nmod")]
            if any(tokens[k].lemma == "no" for k in kids):
                way = Direction.NONE
            head = token.head
            if not clause.named(outcome) and clause.first <= head < clause.last:
                outcome = [
                    x
                    for k in clause.children.get(head, [])
                    if k != at and tokens[k].dep in ("nsubj",)
                    for x in clause.subtree(k)
                ]
        elif token.pos in ("ADJ", "ADV", "VERB", "NOUN", "SCONJ") and (
            lemma in words.adjectives
            or token.text.lower() in words.adjectives
            or token.text.lower() in words.properties
        ):
            shown = token.text.lower()
            way = words.adjectives.get(shown) or words.adjectives.get(lemma)
            if token.tag not in ("JJR", "RBR", "VBN", "VBD", "RB", "JJ") and shown not in ("lower", "higher"):
                way = way if token.pos == "ADJ" else None
            if way is None and shown not in words.properties:
                continue
            if (
                shown
                in (
                    "above",
                    "over",
                    "below",
                    "under",
                    "high",
                    "low",
                    "great",
                    "extra",
                    "additional",
                    "upward",
                    "downward",
                )
                and token.tag != "JJR"
            ):
                continue
            head = token.head
            if token.dep in ("amod", "advmod") and clause.first <= head < clause.last and head != at:
                outcome = clause.subtree(head, frozenset({at}))
                if tokens[head].pos in ("VERB", "AUX"):
                    outcome = [
                        head,
                        *(
                            x
                            for k in clause.children.get(head, [])
                            if tokens[k].dep in ("nsubj", "nsubjpass", "dobj", "advmod") and k != at
                            for x in clause.subtree(k)
                        ),
                    ]
            else:
                of = [
                    x
                    for k in kids
                    if tokens[k].dep == "prep" and tokens[k].lemma in ("of", "in", "for")
                    for x in clause.subtree(k)
                ]
                outcome = of
                if not outcome and clause.first <= head < clause.last:
                    outcome = [
                        x
                        for k in clause.children.get(head, [])
                        if tokens[k].dep in ("nsubj", "dobj") and k != at
                        for x in clause.subtree(k)
                    ]
            if shown in words.properties:
                extra, direction = words.properties[shown]
                if direction:
                    way = direction
                    if outcome:
                        named = tuple(dict.fromkeys((*clause.named(outcome), extra)))
                        inside = set(outcome) | {at}
                        driver = [x for x in everything if x not in inside]
                        rest = tuple(
                            n for n in dict.fromkeys((*clause.named(driver), *context)) if n not in named
                        )
                        found.append(Effect(way, named, rest, token.text, _driver_direction(clause, driver)))
                        continue
            negated = any(tokens[k].dep == "neg" or tokens[k].lemma == "no" for k in kids)
            if clause.first <= head < clause.last and any(
                tokens[k].dep == "neg" for k in clause.children.get(head, [])
            ):
                negated = True
            if negated and way:
                way = Direction.NONE
        if way is not None and outcome:
            add(way, [x for x in outcome if x != at], token.text)
    return tuple(dict.fromkeys(found))[:6]
