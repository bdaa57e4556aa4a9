"""The words and phrases by which kinds of claims are told."""

from __future__ import annotations

import functools
import re

from factcheck import lexicon, prefilter


class _Cues:
    def __init__(self) -> None:
        lists = lexicon.data("needs")

        def pattern(name: str) -> prefilter.AnyOf:
            return prefilter.AnyOf(
                [prefilter.compile(rf"(?<![\w-])(?:{p})", re.IGNORECASE) for p in lists[name]]
            )

        self.causal_verbs = frozenset(lists["causal_verbs"])
        self.weak_causal_verbs = frozenset(lists["weak_causal_verbs"])
        self.strong_causal_verbs = self.causal_verbs - self.weak_causal_verbs
        self.causal = prefilter.compile(r"\b" + lists["causal_phrases"][0], re.IGNORECASE)
        self.medical = frozenset(lists["medical"])
        self.frequency = frozenset(lists["frequency"])
        self.law = pattern("law")
        self.prediction = pattern("prediction")
        self.definition = pattern("definition")
        self.opinion = pattern("opinion")
        self.judging = pattern("judging")
        self.example = pattern("example")
        self.hypothetical = pattern("hypothetical")
        self.advice = pattern("advice")
        self.structure = pattern("structure")
        self.own_data = pattern("own_data")
        self.reported = pattern("reported")
        self.note = pattern("note")
        self.own_sections = pattern("own_sections")
        self.own_records = pattern("own_records")
        self.own_changes = pattern("own_changes")
        self.governing = frozenset(lists["governing"])
        self.openers = frozenset(lists["instruction_openers"])
        self.changes = frozenset(lists["changes"])
        self.mankind = frozenset(lists["mankind"])
        self.causal_rows = frozenset(lists["causal_rows"])
        self.generic_we = prefilter.compile(
            r"\bour (?:\w+ )?(?:" + "|".join(lists["generic_we"]) + r")\b", re.IGNORECASE
        )


@functools.cache
def known_cues() -> _Cues:
    """All of them, read once."""
    return _Cues()
