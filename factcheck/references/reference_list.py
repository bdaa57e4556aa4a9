"""References that a text gives itself: the list at its end, its footnotes, and notes in place."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck import lexicon, prefilter
from factcheck.document import Block, Document, MarkKind, Role
from factcheck.references import _citation_template, _entry
from factcheck.references._citation_template import Cited
from factcheck.references.author_year import author_year_key
from factcheck.references.classical import is_passage
from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.references.registers import is_registered
from factcheck.text import Span
from factcheck.values import replace

__all__ = [
    "author_year_key",
    "entries",
    "footnotes",
    "is_found_by_name",
    "is_full_entry",
    "is_ibidem",
    "is_personal",
    "names_list",
    "names_periodical",
    "note_reference",
    "parts",
]

_ENTRY_ROLES = frozenset({Role.LIST_ITEM, Role.PARAGRAPH, Role.QUOTATION, Role.NAVIGATION, Role.TABLE_ROW})
_NUMBER = prefilter.late(
    r"\s*(?:\[(\d{1,4})\]:?|\((\d{1,4})\)|(\d{1,4})[.)](?=\s)|([⁰¹²³⁴-⁹]{1,3})(?=\s?\S)|\[([\w+&.:-]{1,40})\](?!\())\s*"
)
_NEXT_NUMBER = prefilter.late(r"(?<=\s)(?:\[(\d{1,4})\]|(\d{1,3})\.|\((\d{1,3})\)|([⁰¹²³⁴-⁹]{1,3}))(?=\s*\S)")
_HEADED = prefilter.late(r"\s*(?P<name>[^\W\d_][\w ]{2,30}?):?\s+(?=[\[(]?\d)")
"""The name of a list in one block with its first entry."""
_SCHEMES = frozenset(Scheme)
_IBID = prefilter.late(
    r"\W*(?:see )?(?:(?:ibid|ibidem|idem|op\. ?cit|loc\. ?cit|ebd|ebenda|a\. ?a\. ?O)\b|(?-i:Id)\.(?=[ ,*_]|$))",
    re.IGNORECASE,
)
_WIKI = prefilter.late(r"\{\{|\[\[|\[https?://|''")
# Finite forms that a title hardly has and a remark hardly lacks.
_REMARK = prefilter.late(
    r"\b(?:is|are|was|were|has|have|had|does|did|do|can|could|will|would|should|(?-i:may)|might|must|isn't"
    r"|aren't|wasn't|"
    r"don't|didn't|doesn't|we|our|i|my|you|this|these|those|here|rounded|excludes?|includes?|excluding"
    r"|including|"
    r"above|below|assumes?|assuming|means?|refers?|denotes?|uses?|used|counts?|counted|not|ignores?)\b",
    re.IGNORECASE,
)
_CUT = prefilter.late(r"--+\s*|[—–]\s*|\b(?:in|see|from|by|cf\.):?\s+|[;:.]\s+(?=[^\W\d_a-z])")
_MOST_CUTS = 8
_CALLED_SOURCE = prefilter.late(r"(?:data )?(?:sources?|references?|quoted|adapted|cited)\b", re.IGNORECASE)
"""What leads up to a source and calls it one."""
_ELSEWHERE = prefilter.late(r"\b(?:above|below)\b")
_DATED = prefilter.late(r"\b\d{1,2}\.? (?:[A-Z][a-z]{2,8})\.? \d{4}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b")


_FOUND_BY_NAME = prefilter.late(
    # A work that is known by its title, with edition and year: "Oxford Atlas, 6th edn, 1964".
    r"^[^.;]{4,80}?,? \(?(?:\d+(?:st|nd|rd|th)|rev(?:ised|\.)?|new) (?:edn?\b|edition\b|Aufl)[^;]{0,40}\b(?:1[5-9]|20)\d\d\b"
    # A dataset by its code at a body that gives such codes: "Eurostat, env_wasmun".
    r"|^[A-Z][\w .&-]{2,40}[,:;(]? ?(?:dataset |table |series |code )?\(?[a-z]{2,}\d*_[a-z0-9_]{2,}\b"
    # A map by its sheet: "National Survey, Map of the Isles, sheet 12, 1961".
    r"|^(?=[^a-z]{0,8}[A-Z])[^.]{8,120}?,? \(?[Ss]heet (?:no\.? ?)?[A-Z]{0,2}\d{1,4}\b.{0,60}?\b(?:1[5-9]|20)\d\d\b"
    # A journal with volume and pages: "Nature 217:750-751", "BMJ 2012;345:e6779", "Lancet 357 (2001) 1191".
    r"|^[\W_]*[A-Z][\w.&'’ -]{1,70}?[\W_]{1,3}(?:(?:1[5-9]|20)\d\d ?[;,] ?)?(?:vol\. ?)?(?!(?:1[5-9]|20)\d\d[,:])\d{1,4} ?(?:\([\w –-]{1,9}\))?"
    r"(?: ?:|, pp?\.) ?(?:pp?\. ?)?(?:[A-Za-z]?\d{3,7}(?:[–-]+[A-Za-z]?\d{1,7})?|\d{1,2}[–-]\d{2,3})\b"
    # A book with its author, by comma: "Kruuk, Otters, Tern Press, 2006, p. 4".
    r"|^[A-ZÀ-Þ][\w’'-]+(?:,? (?:and|&|et al\.?)(?: [A-ZÀ-Þ][\w’'-]+)?)?, [*_'\"“]*[A-ZÀ-Þ][^,;.]{2,120}[*_'\"”]*,"
    r" [A-ZÀ-Þ][^,;]{1,60}, (?:1[5-9]|20)\d\d, (?:pp?|ch|vol|S)\. ?[\w–-]+\W*$"
    r"|^[\W_]*[A-Z][\w.&'’ -]{1,70}?[\W_]{1,3}\d{1,4} ?\((?:1[5-9]|20)\d\d\),? (?:pp?\. ?)?\d{1,6}\b"
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|januari|februari|maart|mei|augustus|maj|januar|februar|juni|juli|oktober|desember|december)"
)
_DAY = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of |de )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?),? (?:de )?(?:1[5-9]|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./](?:1[5-9]|20)\d\d)"
)
_ISSUE = prefilter.late(
    r"^\W*(?P<name>[A-ZÀ-Þ][\w’'&.-]*(?: (?:[A-ZÀ-Þ][\w’'&.-]*|of|and|the|for|de|du|la|le|della|und|&)){0,7}?)"
    r"\W{0,4}(?:\([A-Z][\w ]{2,20}\))?\W{0,3}(?:(?:no|nr|issue|vol)\.? ?\d+\W{0,3}){0,2}"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\(?{_DAY}\)?"
    r"(?P<page>,? ?(?:pp?\.?|pages?|S\.|col\.|sid\.|s\.|blz\.) ?\w?\d+|, [A-Z]?\d{1,3}$)?"
)
"""An issue of a newspaper: "Brennick Courier, 3 June 1968, p. 1"."""
_PERIODICAL = prefilter.late(
    r"\b(?:Reuters|Bloomberg|Associated Press|AFP|dpa|Xinhua|Interfax|BBC|CNN|NPR|NYT|WSJ|FAZ|NZZ|Politico|Economist|Spiegel|Newsweek|Advertiser|Argus|Bulletin|Bugle|Chronicle|Courier|Daily|Dispatch|Echo|Enquirer|Evening|Examiner|Express"
    r"|Gazette|Globe|Guardian|Herald|Independent|Inquirer|Intelligencer|Journal|Leader|Ledger|Magazine|Mail|Mercury"
    r"|Mirror|Morning|News|Observer|Post|Press|Record|Recorder|Register|Reporter|Sentinel|Spectator|Standard|Star|Sun"
    r"|Telegraph|Times|Tribune|Weekly|World|Zeitung|Tagblatt|Anzeiger|Nachrichten|Bote|Monde|Figaro|Temps|Dagblad"
    r"|Courant|Tidende|Avis|Posten|Dagblade?t|Corriere|Stampa|Repubblica|País|Mundo|Vanguardia|Diário|Jornal)\b"
)


def is_ibidem(text: str) -> bool:
    """Whether a note goes back to the reference last given."""
    return _IBID.match(text) is not None


def is_found_by_name(text: str) -> bool:
    """Whether a work is named so that it can be found without an author: an edition, a dataset's code, a journal's
    volume and page, a newspaper's issue.
    """
    if _FOUND_BY_NAME.search(text) or is_passage(text) or is_registered(text):
        return True
    issue = _ISSUE.match(text)
    return issue is not None and bool(
        issue["page"] or text.startswith(("''", "*", "_")) or _PERIODICAL.search(issue["name"])
    )


_PERSONAL = prefilter.late(
    r"\W*(?:[^\W\d_][\w.’' -]{1,60},? )?(?:personal|private|pers\.?|priv\.?) (?:communication|correspondence|comm(?:un)?|conversation|interview|observation|obs)s?\b.{0,60}"
    r"|\W*(?!our |my )(?:[^\W\d_][\w.’' -]{1,60},? )?(?:unpublished|unpubl?\.|forthcoming) (?:data|results?|observations?|manuscript|report|thesis|paper|work|figures|survey|MS)\b.{0,60}"
    r"|\W*(?:[^\W\d_][\w.’' -]{1,60},? )?(?:e-?mail|letter|interview|conversation|telephone call|phone call|message|talk) (?:to|with|by) (?:the )?(?:authors?|us|me|editors?|writer)\b.{0,60}",
    re.IGNORECASE,
)
"""What somebody said or has in a drawer: "K. Roe, personal communication, 4 May 2021", "Roe, unpublished data"."""


def is_personal(text: str) -> bool:
    """Whether a source is somebody's word or papers that nobody else can look up."""
    return _PERSONAL.fullmatch(text) is not None


_NAME_ALONE = prefilter.late(r"\W*(?:(?:[A-ZÀ-Þ][\w’'&.-]*|of|and|the|for|de|du|la|le|&|\d+)\W{1,3}){1,8}")


def names_periodical(text: str) -> bool:
    """Whether a note is no more than the name of a newspaper or journal: "The Globe.", "Harbour Gazette, 1911"."""
    return _NAME_ALONE.fullmatch(f"{text.strip()} ") is not None and _PERIODICAL.search(text) is not None


def is_full_entry(text: str) -> bool:
    """Whether words that stand in a sentence are a full reference by their form: one found by its name, or with a
    quoted title, or with names, a work, where it appeared and the year.
    """
    if is_found_by_name(text):
        return True
    entry = _entry.parse(text)
    if not entry.year or not entry.formal or _REMARK.search(_beside_title(text, entry.title)):
        return False
    if re.search(r"[\"“‘«][^\"”’»]{8,}[\"”’»]", text) and entry.title:
        return bool(entry.authors or entry.container)
    if entry.container and entry.locator and (entry.authors or entry.title):
        return True
    return bool(entry.authors and entry.title and entry.container)


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.data("bibliographic")[name])


def _heading(text: str) -> str:
    words = re.sub(r"^(?:\(?[\dIVXivx]+[.)]\s*|[\d.]+\s+|[A-Z]\.\s+|[^\w(]+)", "", text.strip())
    return " ".join(words.casefold().replace("’", "'").strip(" \t.:*_#=-–—").replace("&", "and").split())


def names_list(text: str) -> bool | None:
    """Whether a heading opens a list of references: True for one of references alone, False for one in which
    they stand among other things (Notes, Further reading), None for any other heading.
    """
    return None if len(text) > 60 else _names_list(text)


@functools.lru_cache(maxsize=4096)
def _names_list(text: str) -> bool | None:
    heading = _heading(text)
    if heading in _words("list headings"):
        return True
    if heading in _words("mixed headings"):
        return False
    words = re.findall(r"[^\W\d_][\w']*", re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", heading))
    nouns = set(words) & _words("heading nouns")
    if len(words) > 7 or not set(words) - nouns <= _words("heading words"):
        return None
    if not nouns or words[-1] in ("the", "this", "of", "for"):
        return None
    return nouns <= {"references", "bibliography", "reference", "bibliographical"}


def _listed(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """The blocks that stand under a heading of a list, with whether it is one of references alone."""
    inside: bool | None = None
    level = 0
    for block in blocks:
        if block.role is Role.HEADING:
            named = names_list(block.prose.text)
            if named is not None:
                inside, level = named, block.level
            elif inside is not None and (block.level <= level or not level):
                inside = None
        elif (
            block.role in (Role.PARAGRAPH, Role.FOOTNOTE)
            and len(block.prose.text) <= 40
            and names_list(block.prose.text) is not None
        ):
            inside, level = names_list(block.prose.text), 0
        elif (
            block.role is Role.LIST_ITEM
            and inside is None
            and len(block.prose.text) <= 40
            and names_list(block.prose.text)
        ):
            inside, level = False, 0  # a numbered heading taken for an item: "5. References"
        elif block.role is Role.PARAGRAPH and inside is None and _head(block):
            yield block, True
        elif inside is not None and block.role in _ENTRY_ROLES:
            yield block, inside


_A_YEAR = prefilter.late(r"\b(?:1[5-9]|20)\d\d")
_HEAD = prefilter.late(r"\W{0,3}(?P<name>[^\W\d_][\w ’'&]{4,40}?)(?P<colon>\s?:)?\W{0,3}\s(?=\S)")


def _head(block: Block) -> int:
    """Where the first entry begins in a paragraph that has the name of its list in front of it: "References: Lind, A. …"; 0 for
    any other.
    """
    text = block.prose.text
    match = _HEAD.match(text[:60])
    if match is None:
        return 0
    named = names_list(match["name"])
    apart = named or match["colon"] or block.prose.is_set_off(match.start("name"), match.end("name"))
    begins = named is not None and apart and _MAY_BE_ENTRY.match(text, match.end())
    return match.end() if begins and _A_YEAR.search(text, match.end(), match.end() + 500) else 0


_CAPITALISED = r"[A-ZÀ-Þ][\w’'-]+"
_MAY_BE_ENTRY = prefilter.late(
    rf"\W*(?:\d{{1,3}}[.)\]]? )?(?:{_CAPITALISED}|(?:van|von|de|der|den|da|di|du|la|le|el|al|ten|ter)[ -](?:-?{_CAPITALISED})?)"
    rf"(?: {_CAPITALISED}| (?:van|von|de|der|den|da|di|du|la|le)(?:-?{_CAPITALISED})?)*,? (?:[A-ZÀ-Þ]\.?[ -]?){{1,3}}(?:[,.;:&(]|\band\b|\bet al|\(|$)"
)
"""Family name and initials, as entries begin."""


_NEXT_ENTRY = prefilter.late(
    r"(?<=[.\d/”\")])\s+(?=[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?,? (?:[A-ZÀ-Þ]\.?[ -]?){1,3}(?:[,;:&(]|\band\b|\bet al).{0,300}?\b(?:1[5-9]|20)\d\d)"
)
"""Where the next entry begins in a paragraph of several."""


def _unheaded(blocks: Sequence[Block], listed: frozenset[int]) -> Iterator[Block]:
    """Runs of two and more paragraphs or items that are full entries, without a heading above them."""
    run: list[Block] = []
    for index, block in enumerate(blocks):
        if (
            block.role in (Role.PARAGRAPH, Role.LIST_ITEM)
            and index not in listed
            and _is_formal(block.prose.text)
        ):
            run.append(block)
            continue
        if len(run) > 1:
            yield from run
        run = []
    if len(run) > 1:
        yield from run


_KEYED = prefilter.late(r"\s*\[(?P<key>[A-Z][A-Za-z]{0,12}\+?\d{2,4}[a-z]?)\]:?\s+(?=\S)")
"""A key of letters and figures in front of an entry: "[Puf09] Puffert, D. J. …"."""


def _is_formal(text: str) -> bool:
    """Whether a paragraph is by its form nothing but an entry: persons with initials, the year, a title and where it appeared."""
    keyed = _KEYED.match(text)
    if keyed:
        text = text[keyed.end() :]
    if not 30 <= len(text) <= 600 or not _MAY_BE_ENTRY.match(text):
        return False
    entry = _entry.parse(text)
    return bool(
        entry.authors
        and entry.year
        and (entry.title or entry.container)
        and (entry.container or entry.locator or entry.identifiers)
        and not _REMARK.search(_beside_title(text, entry.title))
    )


def _from_marks(block: Block, start: int, end: int) -> tuple[Identifier, ...]:
    """Identifiers that links and identifier marks of a block give, in a range of its prose."""
    found = []
    for mark in block.marks:
        if not start <= mark.start <= end:
            continue
        if mark.kind is MarkKind.LINK:
            located = identifier_of_url(mark.target)
            if located:
                found.append(located)
        elif mark.kind is MarkKind.IDENTIFIER:
            scheme, _, value = mark.target.partition(":")
            if scheme in _SCHEMES:
                found.append(normalise(Scheme(scheme), value))
    return tuple(dict.fromkeys(found))


def _marked(block: Block) -> tuple[tuple[str, int, int], ...]:
    """The same where the numbers of the entries have been taken for marks: they count on from one, the first at the
    head of the block or behind the name of a list.
    """
    numbers = [mark for mark in block.marks if mark.kind is MarkKind.NUMBER and mark.start == mark.end]
    if not numbers or any(mark.target != str(at) for at, mark in enumerate(numbers, 1)):
        return ()
    before = block.prose.text[: numbers[0].start].strip()
    if before and names_list(before) is None:
        return ()
    ends = [*(mark.start for mark in numbers[1:]), len(block.prose.text)]
    return tuple((mark.target, mark.start, end) for mark, end in zip(numbers, ends, strict=True))


def parts(block: Block) -> Iterator[tuple[str, int, int]]:
    """The entries in a block, `(number, start, end)` in its prose: usually one, several where lines ran
    together.
    """
    text = block.prose.text
    marked = _marked(block)
    if marked:
        yield from marked
        return
    headed = _HEADED.match(text)
    first = _NUMBER.match(text, headed.end() if headed and names_list(headed["name"]) is not None else 0)
    if first is None:
        start = _head(block)
        ends = [cut.start() for cut in _NEXT_ENTRY.finditer(text, start) if start]
        for begun, end in itertools.pairwise([start, *ends, len(text)]):
            yield "", begun, end
        return
    label = unicodedata.normalize("NFKC", next(filter(None, first.groups()), ""))
    starts = [(label, first.end(), 0)]
    if label.isdigit() and not first[5]:
        wanted = int(label) + 1
        style = (bool(first[1]), bool(first[3]), bool(first[2]), bool(first[4]))
        for match in _NEXT_NUMBER.finditer(text, first.end()):
            number = unicodedata.normalize("NFKC", next(filter(None, match.groups())))
            if tuple(map(bool, match.groups())) == style and number == str(wanted):
                starts.append((str(wanted), match.end(), match.start()))
                wanted += 1
    for index, (number, start, _) in enumerate(starts):
        end = starts[index + 1][2] if index + 1 < len(starts) else len(text)
        yield number, start, end


def _reads_like_entry(entry: _entry.Entry, text: str, number: str) -> bool:
    if entry.identifiers:
        return len(text) < 600
    if entry.formal or (number and entry.year):
        return bool(entry.year or entry.authors)
    return bool(entry.title and entry.year and len(text) < 400 and not _REMARK.search(text))


def _as_reference(key: str, entry: _entry.Entry, text: str, path: str, span: Span) -> Reference:
    if not key:
        key = f"{entry.authors[0]} {entry.year}" if entry.authors and entry.year else entry.title or text[:60]
    return Reference(
        key=key,
        identifiers=entry.identifiers,
        title=entry.title,
        authors=entry.authors,
        year=entry.year,
        container=entry.container,
        locator=entry.locator,
        text=text,
        path=path,
        start=span.start,
        end=span.end,
    )


_SAME_AUTHOR = prefilter.late(
    r"\s*(?:\\?[-–—―_⸺⸻]){2,}(?:\s*(?=[.,:;(&]|and\b|\d{4}|eds?\b)|\s+(?=\S))|\s*[—―⸺⸻]\s*(?=[.,:]?\s*\(?(?:1[5-9]|20)\d\d)"
    r"|\s*(?:idem|id\.|ead\.|(?:the )?same author|ditto)[.,:]\s+"
)
"""What stands for the authors of the entry before: "———. 2000."."""


def _with_author(text: str, before: str) -> str:
    """An entry, a dash in place of its authors filled in from the entry before it."""
    dash = _SAME_AUTHOR.match(text)
    if dash is None or not before:
        return text
    return f"{before.rstrip(' .,:')}{'' if text[dash.end() : dash.end() + 1] in '.,:;' else ' '}{text[dash.end() :]}"


def entries(document: Document) -> tuple[Reference, ...]:
    """The reference list of a document: what its format marks as entries, and what stands under a heading
    such as References, Bibliography or Notes.

    An entry is called by its label or number; where it has neither, by author and year.
    """
    path = document.source.path
    found: list[Reference] = []
    author = ""
    for block in document.blocks:
        if block.role is Role.BIBLIOGRAPHY and block.prose.text.strip():
            found.append(_of_block(block, path, author))
            author = _entry.author_part(_with_author(found[-1].text, author))
    under = tuple(_listed(document.blocks))
    known = frozenset(id(block) for block, _ in under)
    places = frozenset(at for at, block in enumerate(document.blocks) if id(block) in known)
    for block, sure in (*under, *((block, False) for block in _unheaded(document.blocks, places))):
        text = block.prose.text
        if not text.strip():
            continue
        label = block.label if block.role is not Role.TABLE_ROW else ""
        author = author if block.role in _ENTRY_ROLES else ""
        for number, start, end in parts(block):
            words = text[start:end].strip()
            if not words:
                continue
            if _WIKI.search(words):
                reference = note_reference(words, label or number)
                entry = _entry.Entry(
                    reference.authors,
                    reference.title,
                    reference.year,
                    reference.container,
                    "",
                    reference.identifiers,
                )
            else:
                full = _with_author(words, author)
                author = _entry.author_part(full)
                entry = _entry.parse(full, _from_marks(block, start, end))
            key = number or label
            listed = sure and (block.role is not Role.PARAGRAPH or not words.endswith(":"))
            if not (listed and _may_be_entry(entry, words, key)) and not _reads_like_entry(entry, words, key):
                continue
            if end == len(text) and start < 12:
                span = block.span
            else:
                span = block.prose.span(start + len(text[start:end]) - len(text[start:end].lstrip()), end)
            found.append(_as_reference(key, entry, words, path, span))
    return tuple(found)


def _may_be_entry(entry: _entry.Entry, text: str, number: str) -> bool:
    """Whether something under a heading of references alone is an entry and not a remark on the list."""
    if number or entry.identifiers or entry.formal or entry.authors:
        return True
    return bool(entry.year or entry.container) or not _REMARK.search(text)


def _of_block(block: Block, path: str, author: str = "") -> Reference:
    """An entry that its format marks as one, by its label or, where it has none, its number."""
    text = block.prose.text
    if _WIKI.search(text):
        reference = note_reference(text, block.label)
        entry = _entry.Entry(
            reference.authors, reference.title, reference.year, reference.container, "", reference.identifiers
        )
        return _as_reference(block.label, entry, text, path, block.span)
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    key = block.label or (
        unicodedata.normalize("NFKC", next(filter(None, number.groups()), "")) if number else ""
    )
    entry = _entry.parse(_with_author(text[start:], author), _from_marks(block, 0, len(text)))
    alias = re.fullmatch(r"\s*(doi|pmid|pmcid|arxiv|isbn|url):(\S+)\s*", text, re.IGNORECASE)
    if alias:
        # Manubot: `[@alias]: doi:10.1000/1`.
        entry = _entry.Entry(identifiers=(normalise(Scheme(alias[1].lower()), alias[2]),))
    return _as_reference(key, entry, text[start:], path, block.span)


def footnotes(document: Document) -> tuple[Reference, ...]:
    """What each footnote gives, by its label; all fields but the text are empty where it only comments."""
    found = []
    for block in document.blocks:
        if block.role is Role.FOOTNOTE and block.label:
            reference = note_reference(
                block.prose.text, block.label, _from_marks(block, 0, len(block.prose.text))
            )
            found.append(
                replace(reference, path=document.source.path, start=block.span.start, end=block.span.end)
            )
    return tuple(found)


@functools.cache
def _lead_in() -> re.Pattern[str]:
    leads = sorted(map(re.escape, _words("lead-ins")), key=lambda lead: (-len(lead), lead))
    return re.compile(rf"(?:(?:{'|'.join(leads)})(?=[\s:])[\s:,]*)+", re.IGNORECASE)


@functools.cache
def _source_noun() -> re.Pattern[str]:
    nouns = sorted(map(re.escape, _words("source nouns")), key=lambda noun: (-len(noun), noun))
    return re.compile(rf"\b(?:{'|'.join(nouns)})\b", re.IGNORECASE)


_LONGEST_NOTE = 20_000
"""A reference is short; what is not would only cost time."""


def note_reference(text: str, key: str, extra: tuple[Identifier, ...] = ()) -> Reference:
    """What a reference given in place amounts to: the body of a footnote, `<ref>…</ref>`, `^[…]`.

    A full entry (author, title and year, or an identifier) is locatable. A source that is merely named has
    its title or its authors and no more. A remark (`Rounded to the nearest degree.`) has nothing but its
    text. `extra` are identifiers known from the note's links.
    """
    cited, words = Cited(), text
    if _WIKI.search(text):
        cited, words = _citation_template.cited(text[:_LONGEST_NOTE])
    words = " ".join(words.split())
    if _IBID.match(words) and not extra:
        return Reference(key=key, text=words)
    known = tuple(dict.fromkeys((*cited.identifiers, *extra)))
    note = _note(words, known)
    told = _told_by_template(cited, note.entry) if cited.describes else _told(note)
    return Reference(
        key=key,
        identifiers=note.entry.identifiers or known,
        title=told.title,
        authors=told.authors,
        year=told.year,
        container=told.container,
        locator=told.locator,
        text=words,
    )


class _Note(NamedTuple):
    """The words of a note, and what can be read in them."""

    words: str
    """Without what leads up to the source."""
    called_source: bool
    """Whether what leads up to it says that it is a source."""
    remark: bool
    """Whether a verb makes it a sentence."""
    entry: _entry.Entry
    full: bool
    """Whether it holds a full entry."""


def _note(words: str, known: tuple[Identifier, ...]) -> _Note:
    lead = _lead_in().match(words)
    called_source = False
    if lead and lead.end() < len(words):
        words = words[lead.end() :]
        called_source = _CALLED_SOURCE.match(lead[0]) is not None
    remark = _REMARK.search(words) is not None
    entry = _entry.parse(words, known)
    full = _is_full(entry, words)
    within = None if full or known else _within(words)
    return _Note(words, called_source, remark, within or entry, full or within is not None)


def _is_full(entry: _entry.Entry, words: str) -> bool:
    """Whether an entry finds a source, and its words are no sentence."""
    if not entry.year or not (entry.title or (entry.container and entry.locator)):
        return False
    if entry.formal:
        return bool(entry.authors or entry.container)
    return bool(entry.authors) and not _REMARK.search(_beside_title(words, entry.title))


def _told_by_template(cited: Cited, entry: _entry.Entry) -> _entry.Entry:
    """What a template tells; where it gives no more than the title of a link, the words around it tell the rest."""
    authors, year = cited.authors, cited.year
    if not authors and not year and entry.formal:
        authors, year = entry.authors, entry.year
    return _entry.Entry(authors, cited.title, year, cited.container)


def _told(note: _Note) -> _entry.Entry:
    """What a note of words tells of a source."""
    entry = note.entry
    if note.full or entry.identifiers:
        only_remark = note.remark and not note.full and not entry.formal
        return _entry.Entry() if only_remark else entry
    if not _names_source(note):
        return _entry.Entry()
    # Too little to find it by, whatever could be read out of it: authors and a year, or what it is called.
    if entry.formal and entry.authors:
        return _entry.Entry(entry.authors, "" if entry.year else entry.title, entry.year)
    return _entry.Entry(title=entry.title or note.words[:200])


def _names_source(note: _Note) -> bool:
    entry = note.entry
    if note.called_source and not _ELSEWHERE.search(note.words):
        return True
    if entry.authors and entry.formal and (entry.year or not note.remark):
        return True
    if note.remark:
        return False
    if entry.title and (entry.locator or _DATED.search(note.words)):
        return True
    return _source_noun().search(note.words) is not None


def _beside_title(text: str, title: str) -> str:
    """An entry without its title, which may well hold a verb."""
    return text.replace(title, "") if title[:1].isupper() else text


def _within(text: str) -> _entry.Entry | None:
    """A full entry behind what a note says first (`He also counts mills.—Roe, T. (1896) Ovens.`)."""
    for cut in itertools.islice(_CUT.finditer(text), _MOST_CUTS):
        entry = _entry.parse(text[cut.end() :])
        named = entry.authors and entry.formal and entry.title and entry.year
        if named and (entry.container or entry.locator):
            return entry
    return None
