"""What set phrases attribute, whatever the grammar: "as the survey shows", "Harbour survey 2019: …", "see this NIH resource"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.attributions.attribution import Attributed, Attribution, Place
from factcheck.citations.attributions.judging import judge_words
from factcheck.citations.attributions.phrase import YEAR
from factcheck.citations.attributions.word_lists import word_lists
from factcheck.tokens import Parse

_YEAR_IN_BRACKETS = prefilter.compile(
    r"(?P<name>(?:[A-Z][\w’'&.-]*|of|the|and|for|on|in|de|du)(?: (?:[A-Z][\w’'&.-]*|of|the|and|for|on|in|de|du|(?<=[Tt]he )[a-z]+|(?<=[’']s )[a-z]+)){0,6}) "
    r"\((?:[^()]{0,40}, ?)?(?:1[89]|20)\d\d(?:[-–](?:\d\d|\d{4}))?(?:, [^()]{0,40})?\)"
)
_SAID = (
    r"(?:wrote|writes|recalls?|recalled|explains?|explained|reports?|reported|says?|said|claims?|claimed|argues?|argued|finds?|found|shows?|showed|notes?|noted|estimates?|estimated|suggests?|suggested|believes?|believed|warns?|warned|states?|stated|"
    r"concludes?|concluded|recommends?|recommended|records?|recorded|tells?|told|puts?|describes?|described|mentions?|mentioned|lists?|listed|observes?|observed|has it|have it|indicates?|reveals?|confirms?)"
)
_AS_THEY_SAY = prefilter.compile(
    rf"\b[Aa]s (?P<who>(?:(?:the|an?|its|their|his|her|one|[A-Z][\w.'-]*)\b)[^,.;:()]{{2,70}}?) {_SAID}\b"
)
MADE = prefilter.compile(
    r"^(?P<what>[^,.;:()]{3,60}?) (?:kept|held|run|given|submitted|presented|heard|released|gathered|obtained|shot|polled|surveyed|questioned|interviewed|sampled|drawn|collected|recorded|filmed|written|conducted|carried out|published|commissioned|compiled|made|led|drawn up|prepared|issued|signed|printed|taken|done|funded|paid for) "
    r"(?P<by>by|at|for|in|to|before|from) (?P<maker>[^.;:()]{3,60}?) (?P<verb>[a-z]+)\b(?P<rest>[^.]*)"
)
"""Whose, behind a work that a parse often takes for the subject of "kept": "a notebook kept at the club has …"."""
_IF_RIGHT = prefilter.compile(
    r"\bif (?P<who>(?:the|its|their|his|her|an?|one|[A-Z][\w'-]*) [^,.;:()]{2,60}?) (?:is|are|was|were) (?:right|to be (?:believed|trusted)|anything to go by|any guide)\b"
)
_IN_EVIDENCE = prefilter.compile(
    r"\b[Ii]n (?:(?:written |oral )?(?:evidence|testimony)|an? (?:\w+ )?(?:speech|letter|lecture|talk|interview|statement|memo|memorandum|submission|deposition|note)) (?:to|at|before|for|with) (?:the|an?|its|his|her|their|[A-Z])"
)
_TOLD_PAPER = prefilter.compile(
    r"\b(?:told|tells|speaking to|quoted (?:in|by)|interviewed (?:in|by|for)) (?:the (?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+){0,3}|BBC|CNN|Reuters|[A-Z]{3,})\b"
)
_CARRIED = prefilter.compile(
    r"(?P<who>\b(?:[Tt]he|[Aa]n?|[A-Z][\w'&-]*)(?: [\w'&-]+){0,6}) (?:has )?(?:carried|ran|printed|published|featured|carries|prints|runs) (?:an?|the|its|one) (?:[\w-]+ ){0,3}"
    r"(?:paper|article|study|report|letter|editorial|review|survey|analysis|poll|note|notice|item|dispatch|obituary)s?\b"
)
_FINITE = re.compile(
    r"\b(?:can|could|be|been|is|are|was|were|has|have|had|will|would|may|might|must|should|do|does|did)\b"
)
_THEY_SAY_THAT = prefilter.compile(rf"^(?P<who>[^,.;:()]{{3,80}}?) {_SAID} (?:that|how|why|whether)\b")
_BY_COUNT = prefilter.compile(
    r"\b(?:by|on) (?:the |an? |its |their |[A-Z])[\w' -]{2,50}?(?:(?:'s?|(?<!s)s) (?:own |latest |last |official )?(?:count|estimate|reckoning|figures|calculations?|records|tally|estimates)|'s? (?:own |latest |last |official )?account)\b",
    re.IGNORECASE,
)
"""Whose count it is. An account is somebody's only with an apostrophe: "on the savings account" lies money."""
_LABEL = prefilter.compile(r"^[^:.!?]{3,80}:(?=\s)")
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)")
_WORK = (
    r"(?:resource|article|page|report|paper|guide|study|website|site|fact sheet|guideline|review|database)s?"
)
_LOOK_UP = r"\b(?:[Vv]isit|[Ss]ee|[Rr]ead|[Cc]onsult|[Rr]eview|[Rr]efer to|[Cc]heck|[Bb]rowse|[Aa]ccess)\b"
_POINTER = prefilter.compile(
    rf"{_LOOK_UP}[^.]{{0,300}}?\b(?:[A-Z]{{2,}}|[A-Z]\w+ (?:Institutes?|Agency|Organi[sz]ation|Association|Society|Foundation|Department|Ministry|Health)) {_WORK}\b"
    rf"|{_LOOK_UP}[^.]{{0,300}}\b{_WORK}\b[^.]{{0,300}}? (?:from|by|of|at) (?:the )?[A-Z]\w+(?: (?:[A-Z]\w+|of|and|for))*"
)


def pointer(text: str) -> Attribution | None:
    """Words that send the reader to a named organisation's page or paper ("see this NIH resource")."""
    match = _POINTER.search(text)
    return match and Attribution(Attributed.NAMED, match.start(), match.end(), match.group())


def _made_to_show(made: re.Match[str]) -> bool:
    """Whether any later word of it is one by which a work speaks, and its makers are named."""
    words = word_lists()
    told = words.bearing_out | words.showing
    if re.search(r"\b(?:has|have|had) been\b", made.group()):
        return False
    later = re.findall(r"[a-z]+", f"{made.group('maker')} {made.group('verb')} {made.group('rest')}")
    shows = any(
        stem in told
        for word in later[1:]
        for stem in (word, word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"))
    )
    asked = re.search(r" (?:polled|surveyed|questioned|interviewed) \w+ [^ ]", made.group())
    return (
        shows
        or bool(asked)
        or bool({"has", "had", "have", "found", "preferred", "gave", "put"} & set(later[1:]))
    ) and bool(re.search(r"\b(?:the|an?|one|its|their|[A-Z]\w+)\b", made.group("maker")))


_ANY = re.compile(r"(?:an?|any|each|every|no)\b", re.IGNORECASE)
_BIDDEN = re.compile(r"\b(?:must|shall|should|may|can|will|needs?)\b")


def _is_any(made: re.Match[str]) -> bool:
    """Whether papers of a kind are meant, of which it is told what they must be: "any complaint submitted by a resident
    must list the date".
    """
    what, maker = made.group("what"), made.group("maker")
    if not _ANY.match(what) or YEAR.search(what) or re.search(r"[A-Z]", what[1:] + maker):
        return False
    return _BIDDEN.search(f"{maker} {made.group('verb')}") is not None


def _is_source_name(name: str) -> bool:
    """Whether a name with a year behind it is that of a work, dataset or body, and not of a film, event or post."""
    words = word_lists()
    parts = name.split()
    if any(sum(character.isalpha() for character in part) > 1 and part.isupper() for part in parts):
        return True
    stems = {
        stem for part in parts for word in part.lower().split("-") for stem in (word, word.removesuffix("s"))
    }
    return (
        bool(stems & words.sources) or name.lower() in words.sources or any(w.endswith("bank") for w in stems)
    )


def in_words(text: str, made: re.Match[str] | None) -> Iterator[Place]:
    """What set phrases say, whatever the grammar."""
    quoted = [match.span() for match in _QUOTED.finditer(text)] if '"' in text else []
    for match in word_lists().impersonal.finditer(text):
        if not any(start < match.start() < end for start, end in quoted):  # the words of somebody else
            yield Attributed.VAGUE, match.start(), match.end(), False
    for match in _YEAR_IN_BRACKETS.finditer(text):
        if _is_source_name(match.group("name")):
            yield Attributed.NAMED, match.start(), match.end(), False
    for match in _AS_THEY_SAY.finditer(text):
        yield judge_words(match.group("who")), match.start(), match.end(), False
    for match in _TOLD_PAPER.finditer(text):
        yield Attributed.NAMED, match.start(), match.end(), False
    for match in _IN_EVIDENCE.finditer(text):
        yield Attributed.NAMED, match.start(), match.end(), True
    for match in _IF_RIGHT.finditer(text):
        yield judge_words(match.group("who"), described=True), match.start(), match.end(), False
    for match in _CARRIED.finditer(text):
        if not re.search(r"\b(?:[Ww]e|[Oo]ur|I|[Mm]y|[Tt]his)\b", match.group("who")):
            yield Attributed.NAMED, match.start(), match.end(), True
    if (
        made is not None
        and not _FINITE.search(made.group("what"))
        and _made_to_show(made)
        and not _is_any(made)
    ):
        to = judge_words(f"the {made.group('what')}", described=True)
        yield to, made.start("what"), made.end("maker"), True
    for match in _BY_COUNT.finditer(text):
        yield Attributed.NAMED, match.start(), match.end(), False
    said = _THEY_SAY_THAT.search(text)
    if said is not None:
        yield judge_words(said.group("who")), said.start("who"), said.end("who"), False


def in_label(text: str, parse: Parse) -> Iterator[Place]:
    """A dated work before a colon: "Harbour survey 2019: …"."""
    label = _LABEL.match(text) if parse else None
    if label is None or not YEAR.search(label.group()):
        return
    works = word_lists().works
    lemmas = [token.lemma.lower() for token in parse if token.end <= label.end()]
    if any(lemma in works or lemma.split("-")[-1] in works for lemma in lemmas):
        yield Attributed.NAMED, 0, label.end() - 1, False
