"""What is kept of words changes nothing in what the model says of them."""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys

import pytest

from factcheck import language, networks, readings
from factcheck.errors import UserError

SENTENCES = (
    "There is a bridge, and it is old; there were two.",
    "Let's go, we ain't got to stay: y'all gotta see it, c'mon.",
    "The  mill\nhas  two   wheels\u00a0.",
    "She does what he did, and they do not have what we've had.",
    "That is the house that Jack built, and this one he'd sold.",
    "But for the rain, nobody would have left before the band got there.",
    "Gonna be a long night, 'cause nothin' doin' till Monday.",
    "Costs rose by 12 % to €1.5m (2019–2021), i.e. once more than in the 1990s.",
    "",
    "?!",
    "There is a bridge, and it is old; there were two.",
)


@pytest.fixture(scope="module")
def model() -> str:
    if not any(importlib.util.find_spec(name) for name in language.PREFERRED_MODELS):
        pytest.skip("no language model is installed")
    return language.model_name()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("json", "json, which is no spaCy pipeline; name one"),
        ("antigravity", "which is no spaCy pipeline"),
        ("os.path", "is not installed; name the package of an installed spaCy pipeline"),
        ("../model", "is not installed; name the package"),
        (".model", "is not installed; name the package"),
        ("en_core_web_nowhere", "is not installed; run: pip install en_core_web_nowhere"),
    ],
)
def test_what_is_no_model_is_told_and_never_imported(name: str, words: str) -> None:
    before = set(sys.modules)
    with pytest.raises(UserError) as caught:
        language.model_name(name)
    assert words in str(caught.value)
    assert set(sys.modules) == before


def test_words_are_read_as_by_the_whole_pipeline(model: str) -> None:
    whole = importlib.import_module(model).load(exclude=["ner", "senter"])
    for _ in range(2):  # the second time every word is known
        parses = tuple(language.parse(SENTENCES, model))
        assert len(parses) == len(SENTENCES)
        for sentence, parse in zip(SENTENCES, parses, strict=True):
            own = [(t.text, t.lemma, t.pos, t.tag, t.dep, t.head, t.start) for t in parse]
            assert own == [
                (t.text, t.lemma_.lower() or t.lower_, t.pos_, t.tag_, t.dep_, t.head.i, t.idx)
                for t in whole(sentence)
            ]


def test_no_step_of_the_preferred_model_is_left_to_spacy(model: str) -> None:
    if not model.startswith("en_core_web_sm"):
        pytest.skip("no small model is installed")
    steps = language._steps(model).steps
    assert steps is not None
    tok2vec = next(step for step, _ in steps if step.name == "tok2vec")
    assert networks.Encoder.of(tok2vec.model.layers[1]) is not None


def test_what_the_rules_say_of_all_words_they_say_of_each(model: str) -> None:
    docs = language._steps(model).docs(SENTENCES)
    each = readings.Readings(language._pipeline(model), language._doc)
    assert each.named is not None
    each.named = None
    assert tuple(each.of(docs)) == tuple(language.parse(SENTENCES, model))


def test_little_is_kept(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tuple(language.parse(SENTENCES, model))
    monkeypatch.setattr(readings.Readings, "MOST", 3)
    monkeypatch.setattr(networks.Vectors, "MOST", 3)
    for sentence, parse in zip(SENTENCES, before, strict=True):
        assert tuple(language.parse([sentence], model)) == (parse,)


def test_a_model_built_otherwise_is_left_to_spacy(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tuple(language.parse(SENTENCES, model))
    for kind in (networks.Encoder, networks.Transitions):
        monkeypatch.setattr(kind, "of", staticmethod(lambda *_: None))
        language._steps.cache_clear()
        try:
            assert tuple(language.parse(SENTENCES, model)) == before
        finally:
            language._steps.cache_clear()


@pytest.mark.parametrize(("given", "expected"), [("", "1"), ("3", "3")])
def test_a_command_multiplies_in_one_thread(given: str, expected: str) -> None:
    asked = "import os; from factcheck import cli; cli.run(['--version']); print(os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    if given:
        environment["OPENBLAS_NUM_THREADS"] = given
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.split("\n")[-2] == expected


def test_spacy_keeps_its_commands(model: str) -> None:
    asked = (
        "import sys; from factcheck import language; language.load();"
        "print('spacy.cli' in sys.modules);"
        "import spacy, spacy.cli; print(spacy.info(silent=True)['spacy_version'], spacy.cli.download.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    lines = done.stdout.split("\n")
    assert lines[0] == "False"
    assert lines[1].endswith("spacy.cli.download")
