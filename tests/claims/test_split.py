"""Statements are split where each part stays true alone, and nowhere else."""

from __future__ import annotations

import importlib.util
import pathlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import language
from factcheck.claims.claim import Statement
from factcheck.claims.split import Relation, main_subject, split
from factcheck.document import Role
from factcheck.text import Prose, Span
from factcheck.tokens import Token
from factcheck.values import replace

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "split.yaml").read_text(encoding="utf-8"))
needs_model = pytest.mark.skipif(
    not any(importlib.util.find_spec(name) for name in language.PREFERRED_MODELS),
    reason="no language model installed",
)


def statement(text, *, parse=None, role=Role.PARAGRAPH, **fields):
    if parse is None:
        parse = next(iter(language.parse([text])))
    return Statement(
        span=Span(0, len(text)),
        prose=Prose.verbatim(text, 0, len(text)),
        role=role,
        block=0,
        parse=parse,
        **fields,
    )


@needs_model
@pytest.mark.parametrize("case", CASES["whole"], ids=lambda case: case["reason"])
def test_stays_whole(case):
    (clause,) = split(statement(case["text"]))
    assert clause.text == case["text"]
    assert (clause.start, clause.end) == (0, len(case["text"]))
    assert clause.relation is Relation.WHOLE


@needs_model
@pytest.mark.parametrize("case", CASES["split"], ids=lambda case: case["name"])
def test_splits(case):
    given_statement = statement(
        case["text"], role=Role(case.get("role", "paragraph")), lead=case.get("lead", "")
    )
    clauses = split(given_statement, subject=case.get("subject", ""))
    assert [(c.text, case["text"][c.start : c.end]) for c in clauses] == [
        (c["text"], c["at"]) for c in case["claims"]
    ]
    for clause in clauses:
        assert clause.start <= clause.own[0] <= clause.own[1] <= clause.end


@needs_model
def test_own_words_tell_members_apart():
    text = "The report covers income, housing and health."
    assert [text[slice(*c.own)] for c in split(statement(text))] == ["income", "housing", "health"]


@needs_model
@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("It rose again in spring.", ""),
        ("This change surprised everyone.", ""),
        ("There are three lakes.", ""),
        ("The old mill, which stands by the river, is empty.", "The old mill"),
        ("In 1990 Marie Tharp published a memoir.", "Marie Tharp"),
    ],
)
def test_main_subject(text, subject):
    assert main_subject(statement(text)) == subject


def row(*cells, header):
    text, at, ranges = " | ".join(cells), 0, []
    for cell in cells:
        ranges.append((at, at + len(cell)))
        at += len(cell) + 3
    return statement(text, parse=(), role=Role.TABLE_ROW, cells=tuple(ranges), header=header)


@pytest.mark.parametrize(
    ("cells", "header", "claims"),
    [
        (("Milk", "–", ""), ("Food", "Iron (mg)", "Zinc (mg)"), ["Milk | – | "]),
        (("France", "68 million", "Paris"), ("Country", "Population", "Capital"),
         ["Population of France is 68 million", "Capital of France is Paris"]),
        (("Risk factors", "salt, stress", "age"), ("Feature", "Hypertension", "Glaucoma"),
         ["Risk factors of Hypertension are salt, stress", "Risk factors of Glaucoma are age"]),
        (("Ferry", "runs daily."), ("Service", "Timetable"), ["Ferry, Timetable: runs daily."]),
        (("Ferry", "daily"), (), ["Ferry: daily"]),
    ],
)  # fmt: skip
def test_table_rows_take_their_headers(cells, header, claims):
    given_row = row(*cells, header=header)
    clauses = split(given_row)
    assert [c.text for c in clauses] == [claim.strip() for claim in claims]
    if len(clauses) > 1:
        assert [given_row.text[c.start : c.end] for c in clauses] == list(cells[1:])


def test_without_a_parse_the_statement_is_one_claim():
    (clause,) = split(statement("Salt dissolves and sugar melts.", parse=()))
    assert clause.text == "Salt dissolves and sugar melts."


_TEXTS = st.sampled_from(
    ["rust", "and", ",", "which", "melts", "(", ")", '"', ";", "it", "12", "%", "respectively"]
)

_POS = st.sampled_from(["NOUN", "VERB", "AUX", "ADP", "PUNCT", "CCONJ", "PRON", "NUM", "PROPN"])
_TAGS = st.sampled_from(["NN", "NNS", "VBZ", "VBD", "VBG", "VBN", "VB", "MD", "WDT", "IN", "CC"])
_LABELS = "nsubj dobj conj cc prep pobj relcl appos advcl acl attr mark ccomp xcomp pcomp punct neg aux"
_DEPS = st.sampled_from([*_LABELS.split(), "ROOT", "npadvmod"])


@st.composite
def parses(draw):
    size = draw(st.integers(1, 14))
    tokens, at = [], 0
    for _ in range(size):
        word = draw(_TEXTS)
        tokens.append(
            Token(
                text=word,
                lemma=word,
                pos=draw(_POS),
                tag=draw(_TAGS),
                dep=draw(_DEPS),
                head=draw(st.integers(0, size - 1)),
                start=at,
                end=at + len(word),
            )
        )
        at += len(word) + 1
    return tuple(tokens)


@settings(max_examples=300, deadline=None)
@given(parses(), st.sampled_from([Role.PARAGRAPH, Role.LIST_ITEM]), st.sampled_from(["", "Iron", " "]))
def test_any_parse_gives_claims_inside_the_statement(parse, role, subject):
    text = " ".join(token.text for token in parse)
    given_statement = statement(text, parse=parse, role=role, lead="It includes:")
    clauses = split(given_statement, subject=subject)
    assert clauses
    assert clauses == split(replace(given_statement), subject=subject)
    for clause in clauses:
        assert clause.text.strip()
        assert 0 <= clause.start <= clause.own[0] <= clause.own[1] <= clause.end <= len(text)
    main_subject(given_statement)


@needs_model
@pytest.mark.parametrize(
    ("subject", "whose"),
    [("The sport", "Her"), ("Orla Brandt", "Orla Brandt's"), ("The painter", "The painter's")],
)
def test_she_is_no_thing(subject, whose):
    (clause,) = split(statement("Her sister retired in 2019."), subject=subject)
    assert clause.text == f"{whose} sister retired in 2019."


@needs_model
@pytest.mark.parametrize(
    ("text", "subject"), [("Its density is 6.2 g/cm³.", ""), ("Its roof is made of slate.", "Its roof")]
)
def test_behind_what_is_measured_the_talk_is_still_of_the_thing(text, subject):
    assert main_subject(statement(text)) == subject
