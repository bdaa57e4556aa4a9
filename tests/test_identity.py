"""A claim's name survives what does not change its words, and nothing else."""

import pytest

from factcheck.claims.identity import claim_ids

SAME = [
    # (why, one, other)
    ("case", "Zinc lowers copper.", "zinc lowers COPPER."),
    ("reflowed", "Zinc lowers\n    copper", "Zinc lowers copper"),
    ("no-break space", "20\u00a0mg of zinc", "20 mg of zinc"),
    ("curly quotes", "It\u2019s \u201crare\u201d", 'It\'s "rare"'),
    ("dashes", "2\u20133 years", "2-3 years"),
    ("minus", "a change of \u22122.5", "a change of -2.5"),
    ("soft hyphen", "osteo\u00adporosis", "osteoporosis"),
    ("closing stop", "Zinc lowers copper", "Zinc lowers copper."),
    ("composed accents", "caf\u00e9", "cafe\u0301"),
    ("hyphen or space", "well-known effect", "well known effect"),
    ("micro sign", "20 \u00b5g", "20 \u03bcg"),
]

DIFFERENT = [
    ("figure", "20 mg of zinc", "21 mg of zinc"),
    ("point", "2.5 mg", "25 mg"),
    ("sign", "a change of -2.5", "a change of 2.5"),
    ("bound", "CRP < 3", "CRP > 3"),
    ("negation", "It does not help", "It does help"),
    ("unit", "5 %", "5"),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_same(one, other):
    assert claim_ids([one]) == claim_ids([other])


@pytest.mark.parametrize(
    ("one", "other"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT]
)
def test_different(one, other):
    assert claim_ids([one]) != claim_ids([other])


def test_repeated_claims_are_counted():
    first, second, third, other = claim_ids(["A b.", "a B", "a b", "c"])
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert other != first


def test_odd_texts_have_names():
    names = claim_ids(["", "   ", "…", "!?", "\ud800", "😀"])
    assert all(names)
    assert len(set(names)) == len(names)
