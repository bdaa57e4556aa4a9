"""Finite forms of English verbs, for clauses that become sentences."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from factcheck.lexicon import data


@functools.cache
def irregular_past() -> Mapping[str, str]:
    table: Mapping[str, str] = data("clauses")["irregular_past"]
    return table


def third_person(lemma: str) -> str:
    if lemma in {"be", "have", "do"}:
        return {"be": "is", "have": "has", "do": "does"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def past(lemma: str, participle: str) -> str:
    """The past tense; a regular verb doubles its consonant where its -ing form does."""
    if lemma in irregular_past():
        return irregular_past()[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return lemma[:-1] + "ied"
    stem = participle.lower().removesuffix("ing") if participle.lower().endswith("ing") else lemma
    return stem + "ed"
