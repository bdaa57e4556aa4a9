"""To which of WordNet's topics a word belongs in its commonest sense: person, group, communication, act and so on.

`senses.npz` holds nouns and verbs of WordNet 3.0 (Princeton University, free licence; Fellbaum 1998), each with the number of its
first sense's lexicographer file, known as supersense (Ciaramita and Johnson 2003). `training/senses.py` makes it.
"""

from __future__ import annotations

import functools
import importlib.resources
import io

_TOPICS = (
    "all pert all tops act animal artifact attribute body cognition communication event feeling food group location motive "
    "object person phenomenon plant possession process quantity relation shape state substance time "
    "body change cognition communication competition consumption contact creation emotion motion perception possession "
    "social stative weather participle"
).split()
"""WordNet's lexicographer files by number: adjectives and adverbs to 2, nouns to 28, verbs from 29."""


@functools.cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    import numpy as np

    content = (importlib.resources.files(__package__) / "senses.npz").read_bytes()
    with np.load(io.BytesIO(content)) as table:
        nouns, verbs = (
            {
                word: _TOPICS[number]
                for word, number in zip(
                    bytes(table[f"{name}_words"]).decode("ascii").split("\n"),
                    table[name].tolist(),
                    strict=True,
                )
            }
            for name in ("noun", "verb")
        )
    return nouns, verbs


def of_noun(lemma: str) -> str:
    """The topic of a noun; empty for words that the table does not hold."""
    return _table()[0].get(lemma, "")


def of_verb(lemma: str) -> str:
    """The topic of a verb; empty for words that the table does not hold."""
    return _table()[1].get(lemma, "")
