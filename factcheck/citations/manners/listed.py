"""Marks that count only because the document's list of references has what they name.

`[FIELDING]` by its key, `(3)` or a figure fused to a stop by its number, `(Berg 12)` by an author's name and a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.numerals import numbers_in

_PLACE = r"(?:, ?(?:(?:pp?|ch(?:ap)?|figs?|sec|vol|tab|para|art|no|n|S|bk|pt)\.|§{1,2}|at|pages?|chapter|section|table|figure|part|appendix) ?[^\]\[]{1,30}|[,:] ?[\dxivl]+(?:[–-][\dxivl]+)?f{0,2}\.?)"
"""A place in a work, behind its key: ", 3", ", ch. 4", ":12-14"."""
_KEYS = prefilter.late(
    rf"\[(?:see )?(?P<keys>[A-Za-z][\w+./-]*(?::[A-Za-z][\w+./-]*)*(?:[,;] ?[A-Za-z][\w+.:/-]*)*){_PLACE}?\]"
)
_BETWEEN_KEYS = prefilter.late(r"[,;] ?")
_AROUND = prefilter.late(r"\((?:see(?: also)?|cf\.|e\.g\.,?|after|from|in|source:|following) \Z")
"""What opens round brackets around a key in square ones: "(see [Bro77, ch. 4])"."""
_ALPHA = prefilter.late(
    r"\[(?P<key>(?!(?i:fig|tab|sec|eq|ch|step|part|vol|note|covid|sars|page|class|group|type|level|day|week|year|win|utf|appendix)[a-z]*\d)"
    rf"[A-Z][A-Za-z]{{2,12}}\+?(?:(?:19|20)\d\d|[5-9]\d|[0-3]\d)[a-z]?){_PLACE}?\](?![\[(:\w])"
)
"""A key as alphabetic styles have them, whether or not a list has it: "[Lin19]"."""
_NUMBER = prefilter.late(
    r"(?<=\w|[.,;!?”\"'%)])\s?\((?P<numbers>\d{1,3}(?:[,;–-] ?\d{1,3})*)\)(?=\s*(?:[.,;:!?]|$|[A-Z]))"
    # Fused to a stop or comma, whatever stands behind: "by two months,(1,2) while …".
    r"|(?<=[^\W\d_][.,;:!?])\((?P<fused>\d{1,3}(?:[,–-] ?\d{1,3})*)\)(?=\s)"
)
_PAIR = prefilter.late(r"(?<!in )(?<!= )(?<=\S )\[(?P<numbers>\d{1,3}(?:[,–-] ?\d{1,3})+)\](?=[\s.,;:]|$)")
"""Two numbers behind a figure, where an interval could stand as well: "rose by 2 % [1,2]"."""
_INTERVAL = prefilter.late(
    r"\b(?:CI|CrI|HDI|IQR|SD|OR|HR|RR|confidence|credible|interval|range|median|mean|between|scale|domain)\b"
)
_FUSED = prefilter.late(r"(?<=[A-Za-z”)%\"][.!?,;])\d{1,2}(?:[,–-]\d{1,2})*(?=\s|$)")
BEFORE_RAISED = r"(?:(?<=[^\W\d_⁰¹²³⁴-⁹]{4})|(?<=[.,;:!?)”’\"'%]))"
"""What stands before a raised number that calls a note: a word, which no unit is, or a stop."""
_RAISED = prefilter.late(rf"{BEFORE_RAISED}(?P<raised>[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*)")
_POWER = prefilter.late(
    r"(?:[^\W\d_]{4,}|[^\W\d_][.,;:!?)”’\"'%])(?P<raised>\^(?:\{\[?(?P<numbers>\d{1,3}(?:, ?\d{1,3}|[–-]\d{1,3})*)\]?\}|(?P<bare>\d)))(?=[\s.,;:)]|$)"
)
"""The same as a power in maths: `steel.$^{1}$`."""
_FIRST = prefilter.late(r"(?<=\d [^\W\d_])¹(?![⁰¹²³⁴-⁹])|(?<=\d [^\W\d_]{2})¹(?![⁰¹²³⁴-⁹])")
"""A raised one behind a unit, of which nobody writes the first power: "900 m¹"."""
_PINPOINTED = prefilter.late(
    r"\[(?P<number>\d{1,3}),? (?:at |pp?\.|ch(?:ap)?\.|figs?\.|sec\.|§|vol\.|tab(?:le)?\.?|para\.?)[^\]\[]{0,30}\]"
    # With a page in round brackets, or with words behind: "(2, p. 61)", "[4, and the appendix]".
    r"|\((?P<paged>\d{1,3}), (?:pp?\.|ch(?:ap)?\.|§|vol\.) ?[^()]{1,20}\)"
    r"|[(\[](?P<coloned>\d{1,3})(?:: ?|, (?:S|s|f|fol)\. ?)\d{1,4}(?:[–-]\d{1,4})?f{0,2}\.?[)\]]"
    r"|\[(?:see )?(?:notes?|n\.|refs?\.?|references?|sources?|fn\.?):? (?P<squared>\d{1,3})\]"
    r"|【(?P<lenticular>\d{1,3})】"
    r"|\[(?P<worded>\d{1,3})[,;] (?:and|see|but|cf\.|with|esp\.|especially)\b[^\]\[\d]{1,60}\]"
    r"|\((?:see )?(?:notes?|n\.|refs?\.?|references?|sources?|fn\.?) (?P<called>\d{1,3})\)",
    re.IGNORECASE,
)
_SEVERAL = prefilter.late(
    r"[(\[](?:see )?(?:(?:foot|end)?notes|refs\.?|references|sources):? (?P<several>\d{1,3}(?:(?:, | and | & |[–-])\d{1,3})+)[)\]]",
    re.IGNORECASE,
)
"""Several that the words call: "(refs 1, 2)"."""
_JOINED = prefilter.late(r" and | & ")
_SEE_NOTE = prefilter.late(
    r"\((?:(?:see|cf\.) (?:foot|end)?notes? |(?:foot|end)notes? |(?:see )?(?:refs?\.|references?) )(?P<number>\d{1,3})\)"
    r"|\[(?:see )?(?:(?:foot|end)?notes?|refs?\.?|references?|sources?|citations?) (?P<squared>\d{1,3})\]",
    re.IGNORECASE,
)
"""A note or reference that the words call, whether or not there is a list."""
_BARE_PAGE = prefilter.late(r"\((?:pp?\.|pages?) ?\d{1,4}(?:[–-]\d{1,4})?(?:, ?\d{1,4}(?:[–-]\d{1,4})?)*\)")
_PAGE = prefilter.late(
    r"\((?:see (?:also )?|cf\. |qtd\. in |quoted in )?(?P<family>[A-Z][\w’'-]+)(?:,? (?:and|&) [A-Z][\w’'-]+|,? et al\.)?"
    # A title between tells works of one author apart: "(Dahl, *Millstones*, 12)".
    r"(?:,? [*_\"“‘']{0,3}[A-Z][^()\d]{2,60}?[*_\"”’',]{0,3})?,? (?:pp?\. ?)?\d{1,3}(?:[–-]\d{1,3})?\)"
)
_NUMBERED = prefilter.late(
    r"(?:Fig(?:ure)?s?|Tab(?:le)?s?|Chap(?:ter)?s?|Sec(?:tion)?s?|Parts?|Vol(?:ume)?s?|Acts?|Scenes?|Cantos?|Books?|Plates?|Maps?|Rooms?|Box(?:es)?|Appendix|Class(?:es)?|Types?|Grades?|Stages?|Phases?|Levels?|Days?|Weeks?|Months?|Years?|Ages?|Aged|Ch|No|Nos|Nr|Art(?:icle)?s?|Rules?|Laws?"
    r"|Notes?|Items?|Steps?|Lines?|Pages?|Groups?|Teams?|Units?|Versions?|Windows|Apollo|Boeing|Airbus|Route|Highway|Psalm|Channel|Formula|Area|Zone|District|Gate|Pier|Platform|Court|Hall|Lot|Case|Lesson|Module|Question|Exercise|Example|Equation|Eq|Opus|Op|Sonata|Symphony|Episode|Season|Issue|Top|Round|Track|Side|Under|Over|About|Around|Nearly|Almost|Only|Up|Some|Group|Tier|Category|Model|Mark|Mk"
    r"|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Winter|Since|Until|Covid|Sars|Euro)\b"
)
"""Words that a number counts or places, where it is no page."""


_CLOSES = prefilter.late(r"\s*(?:[.,;:!?)”\"—–]|$|(?:and|but|yet|while|whereas|though|although|or|so)\b)")


def _may_be_author(mark: str, family: str) -> bool:
    """Whether a name with a number behind it can be an author's with a page: of a word that counts or places things, it is none."""
    return (
        len(family) > 2
        and not family.isupper()
        and _NUMBERED.match(family) is None
        and not mark.endswith("00)")
    )


def has_pages(text: str, families: frozenset[str]) -> bool:
    """Whether a text cites one of these authors by page: "(Berg 12)"."""
    return any(match.group("family") in families for match in _PAGE.finditer(text))


SIGNS = frozenset({"*", "**", "***", "†", "††", "‡", "‡‡", "¶", "‖"})
"""Signs that call notes in place of numbers."""
_SIGN_CHARACTER = prefilter.late(r"[*†‡¶‖]")
_SIGN = prefilter.late(r"(?<=[\w.,;:!?)”\"’%])(?:\*{1,3}|†{1,2}|‡{1,2}|¶|‖)(?=[\s.,;:)]|$)")


def signs_in(text: str) -> frozenset[str]:
    """The signs in a text that may call a note."""
    if not _SIGN_CHARACTER.search(text):
        return frozenset()
    return frozenset(match.group() for match in _SIGN.finditer(text))


def _with_brackets(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where a key in square brackets stands, with the round ones around it that hold no more."""
    around = _AROUND.search(text, max(0, match.start() - 12), match.start())
    if around and text[match.end() : match.end() + 1] == ")":
        return around.start(), match.end() + 1
    return match.start(), match.end()


def find(text: str, known: Listed = NOTHING) -> Iterator[Found]:
    """Marks in brackets that the list bears out."""
    squared, rounded = "[" in text, "(" in text
    if squared:
        if known.keys:
            yield from _by_key(text, known.keys)
        if known.numbers:
            yield from _pairs(text, known.numbers)
        yield from _labels_beyond(text, known.keys)
    if known.numbers:
        yield from _by_number(text, known.numbers)
    if squared or rounded:
        yield from _notes_beyond(text, known.numbers)
    if rounded:
        yield from _in_round_brackets(text, known)


def _by_key(text: str, keys: frozenset[str]) -> Iterator[Found]:
    for match in _KEYS.finditer(text):
        called = tuple(_BETWEEN_KEYS.split(match["keys"]))
        if not keys.isdisjoint(called):
            yield Found(MarkKind.KEY, called, *_with_brackets(text, match), bracketed=True)


def _number(numbers: tuple[str, ...], start: int, end: int) -> Found:
    return Found(MarkKind.NUMBER, numbers, start, end, bracketed=True)


def _pairs(text: str, listed: frozenset[str]) -> Iterator[Found]:
    for match in _PAIR.finditer(text):
        numbers = numbers_in(match["numbers"])
        if listed.issuperset(numbers) and not _INTERVAL.search(
            text, max(0, match.start() - 60), match.start()
        ):
            yield _number(numbers, match.start(), match.end())


def _labels_beyond(text: str, keys: frozenset[str]) -> Iterator[Found]:
    """Keys of an alphabetic style that the list lacks."""
    for match in _ALPHA.finditer(text):
        if match["key"] not in keys:
            yield Found(MarkKind.KEY, (match["key"],), *_with_brackets(text, match), bracketed=True)


def _by_number(text: str, listed: frozenset[str]) -> Iterator[Found]:
    """Numbers of the list, however they are set: fused, raised, called by words or with a page, or signs."""
    yield from _fused(text, listed)
    yield from _raised(text, listed)
    if "^" in text:
        yield from _powers(text, listed)
    if "1" in listed:
        for match in _FIRST.finditer(text):
            yield _number(("1",), match.start(), match.end())
    for match in _SEVERAL.finditer(text):
        yield _number(numbers_in(_JOINED.sub(", ", match["several"])), match.start(), match.end())
    yield from _pinpointed(text, listed)
    if signs := listed & SIGNS:
        for match in _SIGN.finditer(text):
            if match.group() in signs:
                yield _number((match.group(),), match.start(), match.end())


def _fused(text: str, listed: frozenset[str]) -> Iterator[Found]:
    for match in _FUSED.finditer(text):
        numbers = numbers_in(match.group())
        if listed.issuperset(numbers):
            yield _number(numbers, match.start(), match.end())


def _raised(text: str, listed: frozenset[str]) -> Iterator[Found]:
    for match in _RAISED.finditer(text):
        numbers = numbers_in(unicodedata.normalize("NFKC", match["raised"]))
        if listed.issuperset(numbers):
            yield _number(numbers, match.start("raised"), match.end())


def _powers(text: str, listed: frozenset[str]) -> Iterator[Found]:
    for match in _POWER.finditer(text):
        numbers = numbers_in(match["numbers"] or match["bare"])
        if listed.issuperset(numbers):
            yield _number(numbers, match.start("raised"), match.end())


def _pinpointed(text: str, listed: frozenset[str]) -> Iterator[Found]:
    for match in _PINPOINTED.finditer(text):
        number = next(filter(None, match.groups()))
        if number in listed:
            yield _number((number,), match.start(), match.end())


def _notes_beyond(text: str, listed: frozenset[str]) -> Iterator[Found]:
    """Notes and references that the words call and the list lacks."""
    for match in _SEE_NOTE.finditer(text):
        number = match["number"] or match["squared"]
        if number not in listed:
            yield _number((number,), match.start(), match.end())


def _in_round_brackets(text: str, known: Listed) -> Iterator[Found]:
    if known.numbers:
        yield from _near_list(text, known.numbers)
    if known.reviewed:
        for match in _BARE_PAGE.finditer(text):
            yield Found(MarkKind.IDENTIFIER, (known.reviewed,), match.start(), match.end(), bracketed=True)
    if known.families:
        yield from _by_page(text, known)


def _near_list(text: str, listed: frozenset[str]) -> Iterator[Found]:
    """Numbers in the list or not so far beyond it that they could not be meant for it."""
    most = 3 * len(listed) + 9
    for match in _NUMBER.finditer(text):
        group = "numbers" if match["numbers"] else "fused"
        numbers = numbers_in(match[group])
        if max(map(int, numbers)) <= most:
            yield _number(numbers, match.start(group) - 1, match.end())


def _by_page(text: str, known: Listed) -> Iterator[Found]:
    for match in _PAGE.finditer(text):
        family = match["family"]
        if family in known.families or (
            known.by_page and _may_be_author(match.group(), family) and _CLOSES.match(text, match.end())
        ):
            yield Found(MarkKind.AUTHOR_YEAR, (family,), match.start(), match.end(), bracketed=True)
