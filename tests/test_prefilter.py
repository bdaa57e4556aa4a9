"""What a prefilter leaves out holds no match."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factcheck
from factcheck import prefilter
from factcheck.claims import advising, stances, uniqueness
from factcheck.claims.kinds import cues

NEEDED = [
    (r"\bfood|drink", set(), "the second way may begin within a word"),
    (r"food\b", set(), "it may begin within a word"),
    (r"\bfo+d\b", set(), "how long its beginning goes on is open"),
    (r"\b\w+ing\b", set(), "any word will do"),
    (r"(?:the )?", set(), "it matches nothing at all"),
    (r"\bfood\b", {"food"}, ""),
    (r"\bfoods?\b", {"food", "foods"}, ""),
    (
        r"\b(?:an?|the) (?:cats?|catfish)\b",
        {"cat", "cats", "catfish"},
        "rare words tell more than common ones",
    ),
    (r"(?<![\w-])it is\b", {"it"}, ""),
    (r"\b\d+ ?%", {"0*"}, ""),
    (r"\bin (?:19|20)\d\d\b", {"0*"}, ""),
    (r"\b[Cc]an[a-z]*\b", {"can", "can*"}, ""),
    (r"^\W*(?:however|yet)\b", {"however", "yet"}, ""),
    (r"\bno (?:\w+ )?longer\b", {"longer"}, ""),
    (r"\b(?:as a rule|if)\b", {"rule", "if"}, "where a way's last word ends, what follows it tells"),
    (r"\bunbelievabl[ey]\b", {"unbeliev"}, "no more than eight letters are looked at"),
]


@pytest.mark.parametrize(("pattern", "words", "why"), NEEDED)
def test_needed(pattern: str, words: set[str], why: str) -> None:
    assert prefilter.needed(pattern, re.IGNORECASE)[:1] == ((words,) if words else ()), why


def test_all_that_stands_one_after_the_other_is_needed() -> None:
    pattern = prefilter.compile(r"\b(?:cats?|dogs?) (?:\w+ )*(?:bit|bites) 3\b")
    assert pattern.needed == ({"bit", "bites"}, {"cat", "cats", "dog", "dogs"}, {"0*"})
    assert pattern.search("Dogs do not, but cats bit 3")
    assert pattern.search("A cat once bites 3 more")
    for silent in ("A cat once bites them", "A bird bites 3", "A cat has 3"):
        assert pattern.search(silent) is None
        assert not pattern.may_be_in(silent)


def patterns() -> dict[str, prefilter.Pattern]:
    found: dict[str, prefilter.Pattern] = {}

    def add(name: str, value: object) -> None:
        if isinstance(value, prefilter.Pattern):
            found[name] = value
        elif isinstance(value, prefilter.AnyOf):
            found.update({f"{name}[{n}]": one for n, one in enumerate(value.patterns)})
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                add(f"{name}[{number}]", one)

    for module in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        if module.name.startswith(("factcheck.claims.", "factcheck.citations.", "factcheck.quantities")):
            for name, value in vars(__import__(module.name, fromlist=["_"])).items():
                add(f"{module.name}.{name}", value)
    for name, value in vars(cues.known_cues()).items():
        add(name, value)
    add("advice", tuple(way.words for way in stances._ways()))
    add("timings", advising._timings()[1])
    add("unique", uniqueness._patterns())
    return found


PATTERNS = patterns()


@pytest.mark.parametrize("name", sorted(PATTERNS))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_match_is_left_out(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    plain = re.compile(pattern.pattern, pattern.flags)
    text = data.draw(st.from_regex(plain, fullmatch=False))
    assert _spans(pattern.finditer(text)) == _spans(plain.finditer(text))


def _spans(matches: Iterable[re.Match[str]]) -> list[object]:
    return [(match.span(), match.groups()) for match in matches]


FIRST = [
    (r"\b(?:food|drink)", "df", ""),
    (r"(?:an? )?(?:food|\d+)", r"\daf", "what may be left out may be followed by the next"),
    (r"^\W*(?:yet|but)\b", r"\Wby", ""),
    (r"\b[A-Fx-]+ food", r"A-F\-x", ""),
    (r"(?<!no )(?=.)food", "f", "what stands around is not part of a match"),
    (r"\b(?:food|.rink)", "", "any character will do"),
    (r"\b(?:food|[^d]rink)", "", "almost any character will do"),
    (r"\b(?:food)?", "", "a match may be empty"),
    (r"food|fodder", "", "the pattern begins with a character anyway"),
    (r"\b(?i:food|drink)", "", "case counts in a part of it only"),
]


@pytest.mark.parametrize(("pattern", "characters", "why"), FIRST)
def test_first_characters(pattern: str, characters: str, why: str) -> None:
    assert "".join(sorted(prefilter.first_characters(pattern))) == characters, why


def test_case_is_ignored_as_by_patterns() -> None:
    pattern = prefilter.compile(r"\bsick\b", re.IGNORECASE)
    for text in ("SICK", "\u017fick", "S\u0130CK", "s\u0131ck", "sic\u212a"):
        assert (pattern.search(text) is None) == (re.search(r"\bsick\b", text, re.IGNORECASE) is None), text


def test_what_is_known_of_a_pattern_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "_known", {})
    first = prefilter.compile(r"\bgannets? dived?\b", re.IGNORECASE)
    assert first.needed == prefilter.needed(first.pattern, first.flags)
    known = prefilter.known()
    assert len(known) == 1
    monkeypatch.setattr(prefilter, "_known", {})
    monkeypatch.setattr(prefilter, "needed", None)
    prefilter.know(known)
    again = prefilter.compile(first.pattern, re.IGNORECASE)
    assert again.needed == first.needed
    assert again.search("the gannet dive") is not None
    assert again.search("the puffin dive") is None


def test_a_pattern_is_known_by_its_flags_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "_known", {})
    for flags in (0, re.IGNORECASE):
        assert prefilter.compile(r"\bKittiwake\b", flags).needed == prefilter.needed(r"\bKittiwake\b", flags)
    assert len(prefilter.known()) == 2
