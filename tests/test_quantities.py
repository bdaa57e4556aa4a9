"""Figures, units and dates: first what is none, with the reason, then what is read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.dates import dates
from factcheck.quantities import Comparator, quantities
from factcheck.units import same_dimension, to_base

NONE = [
    ("a bell, and no multiple", "the treble was hung by night"),
    # (reason, text)
    ("year", "The first survey was held in 1996."),
    ("year in brackets", "Earlier work (2007) had found none."),
    ("year of an edition", "The 2010 guidelines say otherwise."),
    ("year of a flood", "The flood of 1874 kills the miller, and the Act of 1832 gives the vote."),
    ("years", "From 1990 to 1995 nothing changed; in 2018–2022 it did."),
    ("decade", "It was rare in the 1990s."),
    ("century", "An eighteenth-century law of the 18th century."),
    ("date", "We met on March 5 and on 7 April 2019, and 2024-05-01."),
    ("time of day", "The bus leaves at 14:30 or at 5 pm."),
    ("version", "It needs Python 3.11.2 or v2 of the library, version 4."),
    ("address", "The host 192.168.0.1 answers."),
    ("telephone", "Ring +44 20 7946 0958 or 0800 123 4567."),
    ("section", "See s. 20, Section 3.2 and § 4."),
    ("figure and table", "Figure 3 and Table 2 show it; see Fig. 4."),
    ("page", "p. 57 and pp. 12-15"),
    ("chapter", "Chapter 5 tells more."),
    ("standard", "It follows RFC 9110."),
    ("identifier", "doi:10.1000/182 and https://example.org/2019/05/12 have it"),
    ("ISBN", "ISBN 978-3-16-148410-0"),
    ("protein", "IL-6 and TNF rose"),
    ("vitamin", "B12 and K2, Omega-3, T4, CO2, H1N1, COVID-19, HbA1c"),
    ("vitamin in two words", "vitamin B 12 helps"),
    ("hydroxy", "25(OH)D and 5-HT fell"),
    ("kind of illness", "type 2 diabetes"),
    ("phase", "a phase 3 trial"),
    ("pronoun", "No one knows; one of the trials, one another, one should ask, the one that fits."),
    ("list number", "1. First the water"),
    ("number in brackets", "as shown elsewhere (3)"),
    ("mark", "as shown elsewhere [12]"),
    ("around the clock", "It is open 24/7."),
    ("code", "Set `timeout = 30` first."),
    ("ordinal", "The third trial, the 19th, a third trial was held."),
    ("ordinal in two words", "It came before the thirty-seventh week of the forty-ninth year."),
    ("half of a compound", "Its half-life and the second half."),
    ("product", "Windows 10 is old."),
    ("product before a verb in s", "In all, the Merlin 4 carries the lot."),
    ("series of versions", "In 2.x it is off, in 3.1.x it is on."),
    ("name", "3D and 5G"),
    ("house number", "No. 10 and #5"),
    ("path", "over HTTP/2 today"),
]

E, L, LE, M, GE, A, B = "=", "<", "<=", ">", ">=", "~", "between"
SOME = [
    # (text, substring, value, high, unit, comparator)
    ("Take 1,000 mg/day of it", "1,000 mg/day", 1000, None, "mg/day", E),
    ("One and a half million people live there", "One and a half million people", 1500000, None, "people", E),
    ("It fed two and a half thousand guests", "two and a half thousand guests", 2500, None, "guest", E),
    (
        "It sold three quarters of a million copies",
        "three quarters of a million copies",
        750000,
        None,
        "copy",
        E,
    ),
    ("It sold a quarter of a million books", "a quarter of a million books", 250000, None, "book", E),
    ("It lasted two years and three months", "two years and three months", 2.25, None, "year", E),
    ("Take 1 000 mg of it", "1 000 mg", 1000, None, "mg", E),
    ("in ≈350,000 women", "≈350,000 women", 350000, None, "woman", A),
    ("a 1.4-fold rise", "1.4-fold", 1.4, None, "fold", E),
    ("a change of -2.5 SD", "-2.5 SD", -2.5, None, "SD", E),
    ("a change of −2.5 SD", "−2.5 SD", -2.5, None, "SD", E),
    ("for 2-3 years", "2-3 years", 2, 3, "year", B),
    ("for 2 to 3 years", "2 to 3 years", 2, 3, "year", B),
    ("between 5 and 15 % of them", "between 5 and 15 %", 5, 15, "%", B),
    ("one in five voters", "one in five", 20, None, "%", E),
    ("1 in 5 voters", "1 in 5", 20, None, "%", E),
    ("nine out of ten voters", "nine out of ten", 90, None, "%", E),
    ("two thirds of voters", "two thirds", 200 / 3, None, "%", E),
    ("a third of voters", "a third", 100 / 3, None, "%", E),
    ("fewer than half of voters", "fewer than half", 50, None, "%", L),
    ("about half a percent", "about half a percent", 0.5, None, "%", A),
    ("half an hour", "half an hour", 0.5, None, "hour", E),
    ("half a million trees", "half a million trees", 500000, None, "tree", E),
    ("two and a half hours", "two and a half hours", 2.5, None, "hour", E),
    ("some 200million people", "some 200million people", 2e8, None, "people", A),
    ("was 3mg/L here", "3mg/L", 3, None, "mg/L", E),
    ("with CRP>3mg/L", ">3mg/L", 3, None, "mg/L", M),
    ("up to 20 °C", "up to 20 °C", 20, None, "°C", LE),
    ("at least 15 of", "at least 15", 15, None, "", GE),
    ("no more than 5 drinks", "no more than 5 drinks", 5, None, "drink", LE),
    ("under 1,000mg/day", "under 1,000mg/day", 1000, None, "mg/day", L),
    ("a BMI ≥ 30", "≥ 30", 30, None, "", GE),
    ("roughly 20 trees", "roughly 20 trees", 20, None, "tree", A),
    ("30 or more days", "30 or more days", 30, None, "day", GE),
    ("100+ people", "100+ people", 100, None, "people", GE),
    ("a 17% higher risk", "17%", 17, None, "%", E),
    ("9 per cent of girls", "9 per cent", 9, None, "%", E),
    ("by 3 percentage points", "3 percentage points", 3, None, "percentage point", E),
    ("three times as likely", "three times", 3, None, "fold", E),
    ("twice the risk", "twice", 2, None, "fold", E),
    ("sales doubled", "doubled", 2, None, "fold", E),
    ("treble the norm", "treble", 3, None, "fold", E),
    ("sales were halved", "halved", 0.5, None, "fold", E),
    ("a threefold rise", "threefold", 3, None, "fold", E),
    ("twice a day", "twice a day", 2, None, "time/day", E),
    ("3–4 times a week", "3–4 times a week", 3, 4, "time/week", B),
    ("rated at 1.2 GW", "1.2 GW", 1.2, None, "GW", E),
    ("a 900-megawatt plant", "900-megawatt", 900, None, "MW", E),
    ("worth $3.5bn", "$3.5bn", 3.5e9, None, "USD", E),
    ("worth $3-5 million", "$3-5 million", 3e6, 5e6, "USD", B),
    ("from $2 million to $3m", "from $2 million to $3m", 2e6, 3e6, "USD", B),
    ("5 or leſs days", "5 or leſs days", 5, None, "day", LE),
    ("worth € 40", "€ 40", 40, None, "EUR", E),
    ("worth £2m", "£2m", 2e6, None, "GBP", E),
    ("at 5 km/h", "5 km/h", 5, None, "km/h", E),
    ("with 20 µg", "20 µg", 20, None, "µg", E),
    ("with 20 mcg", "20 mcg", 20, None, "µg", E),
    ("girls aged 11 to 18", "11 to 18", 11, 18, "year", B),
    ("adults over 65", "over 65", 65, None, "year", M),
    ("over-70s", "over-70s", 70, None, "year", M),
    ("lasted over 5 years", "over 5 years", 5, None, "year", M),
    ("followed up over 5 years", "5 years", 5, None, "year", E),
    ("in their 60s", "60s", 60, 69, "year", B),
    ("he is 5'10\" tall", "5'10\"", 5 + 10 / 12, None, "ft", E),
    ("5 ft 10 in", "5 ft 10 in", 5 + 10 / 12, None, "ft", E),
    ("for 15 minutes", "15 minutes", 15, None, "minute", E),
    ("twenty-one days", "twenty-one days", 21, None, "day", E),
    ("two hundred and fifty trees", "two hundred and fifty trees", 250, None, "tree", E),
    ("fifteen hundred trees", "fifteen hundred trees", 1500, None, "tree", E),
    ("a dozen eggs", "a dozen eggs", 12, None, "egg", E),
    ("five or six eggs", "five or six eggs", 5, 6, "egg", B),
    ("about 1.3 million", "about 1.3 million", 1.3e6, None, "", A),
    ("1.2 to 1.4 million", "1.2 to 1.4 million", 1.2e6, 1.4e6, "", B),
    ("10^6 cells", "10^6 cells", 1e6, None, "cell", E),
    ("3 x 10^5 cells", "3 x 10^5 cells", 3e5, None, "cell", E),
    ("12 per 100,000 people", "12 per 100,000 people", 12, None, "/100000 people", E),
    ("12 deaths per 100,000 people", "12 deaths per 100,000 people", 12, None, "death/100000 people", E),
    ("200 mg daily", "200 mg daily", 200, None, "mg/day", E),
    ("200 mg of caffeine a day", "200 mg", 200, None, "mg/day", E),
    ("4 g in 24 hours", "4 g in 24 hours", 4, None, "g/day", E),
    ("one weekly portion", "one weekly portion", 1, None, "portion/week", E),
    ("20 mg/kg/day", "20 mg/kg/day", 20, None, "mg/kg/day", E),
    ("€40 per month", "€40 per month", 40, None, "EUR/month", E),
    ("500 mg to 1 g", "500 mg to 1 g", 500, 1000, "mg", B),
    ("−5 to 5 °C", "−5 to 5 °C", -5, 5, "°C", B),
    ("5 ± 2 mg", "5 ± 2 mg", 5, None, "mg", E),
    ("1,5 mg", "1,5 mg", 1.5, None, "mg", E),
    ("½ cup", "½ cup", 0.5, None, "cup", E),
    ("in 2000 patients", "2000 patients", 2000, None, "patient", E),
    ("2000 kcal", "2000 kcal", 2000, None, "kcal", E),
    ("(n = 40)", "40", 40, None, "", E),
    ("p < 0.05", "< 0.05", 0.05, None, "", L),
    ("16 healthy young men", "16 healthy young men", 16, None, "man", E),
]


@pytest.mark.parametrize("text", [text for _, text in NONE], ids=[reason for reason, _ in NONE])
def test_no_quantity(text):
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "part", "value", "high", "unit", "comparator"), SOME, ids=[case[0] for case in SOME]
)
def test_quantity(text, part, value, high, unit, comparator):
    (found,) = quantities(text)
    assert text[found.start : found.end] == part
    assert found.value == pytest.approx(value)
    assert found.high == (None if high is None else pytest.approx(high))
    assert found.unit == unit
    assert found.comparator == Comparator(comparator)


def test_blood_pressure_is_two_quantities():
    upper, lower = quantities("a pressure of 140/90 mmHg")
    assert (upper.value, upper.unit, lower.value, lower.unit) == (140, "mmHg", 90, "mmHg")


@pytest.mark.parametrize(
    ("text", "digits"),
    [("1.4", 2), ("200 million", 1), ("1,000", 1), ("1.40 g", 3), ("0.05", 1), ("350,000", 2)],
)
def test_precision(text, digits):
    assert quantities(text)[0].precision == digits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a 17% higher risk of stroke", "higher risk of stroke"),
        ("200 mg of caffeine a day", "caffeine"),
        ("the prevalence was 12%.", "prevalence"),
    ],
)
def test_what_is_measured(text, words):
    assert words in quantities(text)[0].measures


def test_interval_is_marked():
    assert quantities("a scan every 2-3 years")[0].every


DATES = [
    # (text, substring, year, month, day, high, century)
    ("in 1996 a trial", "1996", 1996, None, None, None, False),
    ("2018–2022", "2018–2022", 2018, None, None, 2022, False),
    ("2018/19", "2018/19", 2018, None, None, 2019, False),
    ("between 1990 and 1995", "1990 and 1995", 1990, None, None, 1995, False),
    ("on March 5 we", "March 5", None, 3, 5, None, False),
    ("5 March 1995", "5 March 1995", 1995, 3, 5, None, False),
    ("March 3, 1995, and", "March 3, 1995", 1995, 3, 3, None, False),
    ("in May 2019", "May 2019", 2019, 5, None, None, False),
    ("2024-03-05", "2024-03-05", 2024, 3, 5, None, False),
    ("25/12/2020", "25/12/2020", 2020, 12, 25, None, False),
    ("the 18th century", "18th century", 1701, None, None, 1800, True),
    ("eighteenth-century law", "eighteenth-century", 1701, None, None, 1800, True),
    ("in the 1990s", "1990s", 1990, None, None, 1999, False),
    ("about 500 BC", "500 BC", -500, None, None, None, False),
]


@pytest.mark.parametrize(
    ("text", "part", "year", "month", "day", "high", "century"), DATES, ids=[c[0] for c in DATES]
)
def test_date(text, part, year, month, day, high, century):
    (found,) = dates(text)
    assert text[found.start : found.end] == part
    assert (found.year, found.month, found.day, found.high, found.century) == (
        year,
        month,
        day,
        high,
        century,
    )


@pytest.mark.parametrize(
    "text", ["1500 mg", "2000 kcal", "of 2000 patients", "14:30", "it may 5 times", "1,996", "3.1996"]
)
def test_no_date(text):
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1.2, "GW"), (1200, "MW")),
        ((2, "week"), (14, "day")),
        ((20, "°C"), (68, "°F")),
        ((1, "kg"), (2.2046226, "lb")),
        ((1, "mi"), (1.609344, "km")),
        ((1, "mg/day"), (7, "mg/week")),
        ((12, "death/100000 people"), (120, "death/1000000 people")),
        ((36, "km/h"), (10, "m/second")),
        ((1, "‰"), (0.1, "%")),
        ((100, "GBp"), (1, "GBP")),
        ((1, "µg"), (0.001, "mg")),
    ],
)
def test_same_amount(one, other):
    first, second = to_base(*one), to_base(*other)
    assert first is not None
    assert second is not None
    assert first[1] == second[1]
    assert first[0] == pytest.approx(second[0])
    assert same_dimension(one[1], other[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mg", "mg/day"),
        ("USD", "EUR"),
        ("%", "percentage point"),
        ("people", "death"),
        ("IU", "mg"),
        ("fold", "%"),
        ("", "mg"),
    ],
)
def test_different_dimension(one, other):
    assert not same_dimension(one, other)


PIECES = st.sampled_from(
    ["1", "2000", ",", ".", "-", "–", " ", "mg", "/", "day", "one", "in", "half", "a", "%", "$", "to", "and",
    "×10",
     "^", "(", "'", "\n", "March", "s", "per", "more than", "½", "m", "10", "times", "±", ":", "e", "twenty",
     "million", "🙂", "\u00a0", "of", "third"]
)  # fmt: skip


@given(
    st.one_of(
        st.text(), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join)
    )
)
def test_offsets_lie_inside_and_apart(text):
    for found in (quantities(text), dates(text)):
        end = 0
        for one in found:
            assert end <= one.start < one.end <= len(text)
            end = one.end
    for one in quantities(text):
        assert one.high is None or one.high > one.value
        assert not one.unit or to_base(one.value, one.unit) is not None


@pytest.mark.parametrize(
    "piece", ["1", ",", " ", "-", "1,", "1.", "1-", "1/", "10^", "a1", "in every ", "`", "1 ", "one "]
)
def test_linear_time(piece):
    def seconds(size):
        text = (piece * size)[:size]
        start = time.perf_counter()
        quantities(text)
        return time.perf_counter() - start

    seconds(1000)
    # Ten times the text, with room for a busy machine; a quadratic scan takes a hundred times as long.
    assert seconds(200_000) < 40 * seconds(20_000) + 1
