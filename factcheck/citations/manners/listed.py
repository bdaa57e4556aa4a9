"""Marks that count only because the document's list of references has what they name.

`[FIELDING]` by its key, `(3)` or a figure fused to a stop by its number, `(Berg 12)` by an author's name and a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.numerals import numbers_in

_PLACE = r"(?:, ?(?:(?:pp?|ch(?:ap)?|figs?|sec|vol|tab|para|art|no|n|S|bk|pt)\.|§{1,2}|at|pages?|chapter|section|table|figure|part|appendix) ?[^\]\[]{1,30}|[,:] ?[\dxivl]+(?:[–-][\dxivl]+)?f{0,2}\.?)"
"""A place in a work, behind its key: ", 3", ", ch. 4", ":12-14"."""
_KEYS = re.compile(
    rf"\[(?:see )?(?P<keys>[A-Za-z][\w+./-]*(?::[A-Za-z][\w+./-]*)*(?:[,;] ?[A-Za-z][\w+.:/-]*)*){_PLACE}?\]"
)
_AROUND = re.compile(r"\((?:see(?: also)?|cf\.|e\.g\.,?|after|from|in|source:|following) \Z")
"""What opens round brackets around a key in square ones: "(see [Bro77, ch. 4])"."""
_ALPHA = re.compile(
    r"\[(?P<key>(?!(?i:fig|tab|sec|eq|ch|step|part|vol|note|covid|sars|page|class|group|type|level|day|week|year|win|utf|appendix)[a-z]*\d)"
    rf"[A-Z][A-Za-z]{{2,12}}\+?(?:(?:19|20)\d\d|[5-9]\d|[0-3]\d)[a-z]?){_PLACE}?\](?![\[(:\w])"
)
"""A key as alphabetic styles have them, whether or not a list has it: "[Lin19]"."""
_NUMBER = re.compile(
    r"(?<=\w|[.,;!?”\"'%)])\s?\((?P<numbers>\d{1,3}(?:[,;–-] ?\d{1,3})*)\)(?=\s*(?:[.,;:!?]|$|[A-Z]))"
    # Fused to a stop or comma, whatever stands behind: "by two months,(1,2) while …".
    r"|(?<=[^\W\d_][.,;:!?])\((?P<fused>\d{1,3}(?:[,–-] ?\d{1,3})*)\)(?=\s)"
)
_PAIR = re.compile(r"(?<!in )(?<!= )(?<=\S )\[(?P<numbers>\d{1,3}(?:[,–-] ?\d{1,3})+)\](?=[\s.,;:]|$)")
"""Two numbers behind a figure, where an interval could stand as well: "rose by 2 % [1,2]"."""
_INTERVAL = re.compile(
    r"\b(?:CI|CrI|HDI|IQR|SD|OR|HR|RR|confidence|credible|interval|range|median|mean|between|scale|domain)\b"
)
_FUSED = re.compile(r"(?<=[A-Za-z”)%\"][.!?,;])\d{1,2}(?:[,–-]\d{1,2})*(?=\s|$)")
_RAISED = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?)”’\"'%])(?P<raised>[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*)")
_POWER = re.compile(
    r"(?:[^\W\d_]{4,}|[^\W\d_][.,;:!?)”’\"'%])(?P<raised>\^(?:\{\[?(?P<numbers>\d{1,3}(?:, ?\d{1,3}|[–-]\d{1,3})*)\]?\}|(?P<bare>\d)))(?=[\s.,;:)]|$)"
)
"""The same as a power in maths: `steel.$^{1}$`."""
_FIRST = re.compile(r"(?<=\d [^\W\d_])¹(?![⁰¹²³⁴-⁹])|(?<=\d [^\W\d_]{2})¹(?![⁰¹²³⁴-⁹])")
"""A raised one behind a unit, of which nobody writes the first power: "900 m¹"."""
_PINPOINTED = re.compile(
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
_SEVERAL = re.compile(
    r"[(\[](?:see )?(?:(?:foot|end)?notes|refs\.?|references|sources):? (?P<several>\d{1,3}(?:(?:, | and | & |[–-])\d{1,3})+)[)\]]",
    re.IGNORECASE,
)
"""Several that the words call: "(refs 1, 2)"."""
_SEE_NOTE = re.compile(
    r"\((?:(?:see|cf\.) (?:foot|end)?notes? |(?:foot|end)notes? |(?:see )?(?:refs?\.|references?) )(?P<number>\d{1,3})\)"
    r"|\[(?:see )?(?:(?:foot|end)?notes?|refs?\.?|references?|sources?|citations?) (?P<squared>\d{1,3})\]",
    re.IGNORECASE,
)
"""A note or reference that the words call, whether or not there is a list."""
_BARE_PAGE = re.compile(r"\((?:pp?\.|pages?) ?\d{1,4}(?:[–-]\d{1,4})?(?:, ?\d{1,4}(?:[–-]\d{1,4})?)*\)")
_PAGE = re.compile(
    r"\((?:see (?:also )?|cf\. |qtd\. in |quoted in )?(?P<family>[A-Z][\w’'-]+)(?:,? (?:and|&) [A-Z][\w’'-]+|,? et al\.)?"
    # A title between tells works of one author apart: "(Dahl, *Millstones*, 12)".
    r"(?:,? [*_\"“‘']{0,3}[A-Z][^()\d]{2,60}?[*_\"”’',]{0,3})?,? (?:pp?\. ?)?\d{1,3}(?:[–-]\d{1,3})?\)"
)
_NUMBERED = re.compile(
    r"(?:Fig(?:ure)?s?|Tab(?:le)?s?|Chap(?:ter)?s?|Sec(?:tion)?s?|Parts?|Vol(?:ume)?s?|Acts?|Scenes?|Cantos?|Books?|Plates?|Maps?|Rooms?|Box(?:es)?|Appendix|Class(?:es)?|Types?|Grades?|Stages?|Phases?|Levels?|Days?|Weeks?|Months?|Years?|Ages?|Aged|Ch|No|Nos|Nr|Art(?:icle)?s?|Rules?|Laws?"
    r"|Notes?|Items?|Steps?|Lines?|Pages?|Groups?|Teams?|Units?|Versions?|Windows|Apollo|Boeing|Airbus|Route|Highway|Psalm|Channel|Formula|Area|Zone|District|Gate|Pier|Platform|Court|Hall|Lot|Case|Lesson|Module|Question|Exercise|Example|Equation|Eq|Opus|Op|Sonata|Symphony|Episode|Season|Issue|Top|Round|Track|Side|Under|Over|About|Around|Nearly|Almost|Only|Up|Some|Group|Tier|Category|Model|Mark|Mk"
    r"|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Winter|Since|Until|Covid|Sars|Euro)\b"
)
"""Words that a number counts or places, where it is no page."""


_CLOSES = re.compile(r"\s*(?:[.,;:!?)”\"—–]|$|(?:and|but|yet|while|whereas|though|although|or|so)\b)")


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
_SIGN_CHARACTER = re.compile(r"[*†‡¶‖]")
_SIGN = re.compile(r"(?<=[\w.,;:!?)”\"’%])(?:\*{1,3}|†{1,2}|‡{1,2}|¶|‖)(?=[\s.,;:)]|$)")


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
    if "[" in text and known.keys:
        for match in _KEYS.finditer(text):
            keys = tuple(re.split(r"[,;] ?", match.group("keys")))
            if any(key in known.keys for key in keys):
                yield Found(MarkKind.KEY, keys, *_with_brackets(text, match), bracketed=True)
    if "[" in text and known.numbers:
        for match in _PAIR.finditer(text):
            numbers = numbers_in(match["numbers"])
            if all(number in known.numbers for number in numbers) and not _INTERVAL.search(
                text, max(0, match.start() - 60), match.start()
            ):
                yield Found(MarkKind.NUMBER, numbers, match.start(), match.end(), bracketed=True)
    if "[" in text:
        for match in _ALPHA.finditer(text):
            if match.group("key") not in known.keys:
                yield Found(MarkKind.KEY, (match.group("key"),), *_with_brackets(text, match), bracketed=True)
    if known.numbers:
        for match in _FUSED.finditer(text):
            numbers = numbers_in(match.group())
            if all(number in known.numbers for number in numbers):
                yield Found(MarkKind.NUMBER, numbers, match.start(), match.end(), bracketed=True)
        for match in _RAISED.finditer(text):
            numbers = numbers_in(unicodedata.normalize("NFKC", match.group("raised")))
            if all(number in known.numbers for number in numbers):
                yield Found(MarkKind.NUMBER, numbers, match.start("raised"), match.end(), bracketed=True)
        for match in _POWER.finditer(text) if "^" in text else ():
            numbers = numbers_in(match.group("numbers") or match.group("bare"))
            if all(number in known.numbers for number in numbers):
                yield Found(MarkKind.NUMBER, numbers, match.start("raised"), match.end(), bracketed=True)
        for match in _FIRST.finditer(text):
            if "1" in known.numbers:
                yield Found(MarkKind.NUMBER, ("1",), match.start(), match.end(), bracketed=True)
        for match in _SEVERAL.finditer(text):
            numbers = numbers_in(re.sub(r" and | & ", ", ", match.group("several")))
            yield Found(MarkKind.NUMBER, numbers, match.start(), match.end(), bracketed=True)
        for match in _PINPOINTED.finditer(text):
            number = next(filter(None, match.groups()))
            if number in known.numbers:
                yield Found(MarkKind.NUMBER, (number,), match.start(), match.end(), bracketed=True)
    signs = known.numbers & SIGNS
    if signs:
        for match in _SIGN.finditer(text):
            if match.group() in signs:
                yield Found(MarkKind.NUMBER, (match.group(),), match.start(), match.end(), bracketed=True)
    for match in _SEE_NOTE.finditer(text) if "(" in text or "[" in text else ():
        number = match.group("number") or match.group("squared")
        if number not in known.numbers:
            yield Found(MarkKind.NUMBER, (number,), match.start(), match.end(), bracketed=True)
    if "(" not in text:
        return
    if known.numbers:
        for match in _NUMBER.finditer(text):
            group = "numbers" if match.group("numbers") else "fused"
            numbers = numbers_in(match.group(group))
            start = match.start(group) - 1
            if numbers and max(map(int, numbers)) <= 3 * len(known.numbers) + 9:
                yield Found(MarkKind.NUMBER, numbers, start, match.end(), bracketed=True)
    if known.reviewed:
        for match in _BARE_PAGE.finditer(text):
            yield Found(MarkKind.IDENTIFIER, (known.reviewed,), match.start(), match.end(), bracketed=True)
    if known.families:
        for match in _PAGE.finditer(text):
            family = match.group("family")
            if family in known.families or (
                known.by_page and _may_be_author(match.group(), family) and _CLOSES.match(text, match.end())
            ):
                yield Found(MarkKind.AUTHOR_YEAR, (family,), match.start(), match.end(), bracketed=True)
