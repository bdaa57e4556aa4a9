"""Places that only one can hold, and who holds them by a claim: the largest, the author, the capital, the
birthplace.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from factcheck import lexicon, prefilter
from factcheck.claims.claim import Claim
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Unique
from factcheck.claims.terms import Term, Word, stem
from factcheck.prefilter import Pattern
from factcheck.values import replace

_SUPERLATIVE = prefilter.compile(
    r"\b(?P<cue>(?<!at )most (?!of\b)\w+|(?<!at )least (?!of\b)\w+|(?!(?:interest|forest|harvest|guest|request|test|rest"
    r"|west|protest|honest|priest|chest|nest|contest|invest|suggest|modest|latest)\b)[a-z]{3,}est"
    r"|first|last|main|chief|leading|top|only|sole|number one|principal|primary|dominant|predominant)\b",
    re.IGNORECASE,
)
_GRADES = {
    "biggest": "large", "largest": "large", "greatest": "large", "main": "large", "leading": "large",
    "chief": "large", "principal": "large", "primary": "large", "dominant": "large", "predominant": "large",
    "top": "large", "number one": "large", "most populous": "large", "most important": "large",
    "most popular": "most common", "most widespread": "most common", "most frequent": "most common",
    "most people": "large", "most visitors": "large", "oldest": "first", "tallest": "highest", "sole": "only",
    "nearest": "closest", "furthest": "farthest", "earliest": "first",
    "commonest": "most common", "dearest": "most expensive", "costliest": "most expensive",
    "least expensive": "cheapest", "quickest": "fastest",
}  # fmt: skip
_LOWER = r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|2nd|3rd|\d+th"
_ORDINAL = prefilter.compile(
    rf"\b(?:{_LOWER})(?!-?\s?(?:century|centuries|time|birthday|anniversary|floor|quarter|half|world)\b)"
    r"|\bone of (?:the|its|their)\b"
    r"|(?<!^)\bamong (?:the|its|their|our|[\w’']+['’]s)\s(?:\w+\s){0,2}?(?:most|least|[a-z]{3,}est|first|last|main|leading|top)\b",
    re.IGNORECASE,
)
"""What says that a place is not the one that only one holds: the second largest, among the largest."""
_NAME = r"(?:[A-Z][\w.'’-]*(?:\s(?:and|of|van|von|de|la|the|du|del|di)\b)?\s?){1,5}"


@functools.cache
def _roles() -> Any:
    return lexicon.data("unique_roles")


@functools.cache
def _patterns() -> tuple[Pattern, Pattern, Pattern, Pattern]:
    data = _roles()

    def either(words: Sequence[str]) -> str:
        return "|".join(
            re.escape(str(word)).replace(r"\ ", r"\s")
            for word in sorted(map(str, words), key=lambda w: -len(w))
        )

    roles = either(data["roles"])
    makers = either(data["makers"])
    relations = either(data["relations"])
    return (
        prefilter.compile(rf"\b(?P<cue>{roles})\b", re.IGNORECASE),
        prefilter.compile(rf"\b(?P<verb>{makers})\b"),
        prefilter.compile(rf"\b(?P<cue>{relations})\s(?:the\s)?(?P<holder>{_NAME})"),
        prefilter.compile(
            rf"\b(?:(?P<whose>its|their|his|her|the|[A-Z]\w+['’]s)\s)(?P<role>(?:{roles})"
            rf"(?:\sof\s[^,.;()]{{2,40}})?),\s(?P<holder>{_NAME})"
        ),
    )


def _grade(cue: str) -> str:
    """What a superlative, a role or a relation comes to: `biggest` to `large`, `author` to what `written by` does."""
    cue = cue.lower()
    deed = _roles()["deeds"].get(cue)
    return stem(deed) if deed else str(_roles()["relation_roles"].get(cue, _GRADES.get(cue, cue)))


class Labelled(NamedTuple):
    """What a table's header or an item's label says of a claim."""

    place: str = ""
    """As it is written: Capital, Owner."""
    words: tuple[str, ...] = ()
    """The terms of it."""
    whose: tuple[str, ...] = ()
    """Terms of the row, or of what the list is about."""


def uniques(
    claim: Claim,
    found: Sequence[Word],
    content: Sequence[Term],
    clause: Clause,
    carried: tuple[str, ...],
    labelled: Labelled,
) -> tuple[Unique, ...]:
    """Every unique place that a claim gives to somebody."""
    if _ORDINAL.search(claim.text):
        return ()
    read = (
        *_by_copula(clause, carried),
        *_by_verb(clause),
        *_by_class(clause, carried),
        *_than_any(claim.text, found, content),
        *_no_other(claim.text, found, content),
        *_most_of(claim.text, found, content),
        *_by_label(labelled, claim.text, content),
        *_by_words(claim.text, found, content),
    )
    return tuple(dict.fromkeys([replace(one, holder=_told_apart(one.holder)) for one in read]))


def _told_apart(holder: tuple[str, ...]) -> tuple[str, ...]:
    """A holder without what its name shares with others of its kind: Mount Harrow, the river Ouse."""
    own = tuple(name for name in holder if name not in _name_words())
    return own or holder


@functools.cache
def _name_words() -> frozenset[str]:
    return frozenset(map(str, _roles()["name_words"]))


def _by_copula(clause: Clause, carried: tuple[str, ...]) -> Iterator[Unique]:
    tokens = clause.tokens
    if _LINKING.isdisjoint(clause.lemmas):
        return
    for at in range(clause.first, clause.last):
        if tokens[at].lemma not in _LINKING:
            continue
        kids = clause.children.get(at, [])
        if any(tokens[k].dep == "neg" for k in kids):
            continue
        subject, attribute = _sides(clause, at, kids)
        if not subject or not attribute:
            continue
        beside = [
            x
            for k in kids
            if tokens[k].dep == "prep" and tokens[k].lemma not in _ASIDE
            for x in clause.subtree(k)
        ]
        named_apart = any(
            tokens[x].dep == "appos" for x in subject
        )  # whose name is told there: the founder, Ada Quist, was
        for holder, role in ((subject, attribute), (attribute, subject)):
            unique = _held(clause, holder, [*role, *beside], carried)
            if unique is None:
                continue
            if unique.holder and not (named_apart and role is subject):
                yield unique
            break


def _sides(clause: Clause, at: int, kids: Sequence[int]) -> tuple[list[int], list[int]]:
    """What a verb says is the same: what is, becomes, serves as, is considered the other."""
    tokens = clause.tokens
    lemma = tokens[at].lemma
    subject = [x for k in kids if tokens[k].dep in ("nsubj", "nsubjpass") for x in clause.subtree(k)]
    if lemma in _STANDING:
        apart = frozenset(k for k in kids if tokens[k].lemma in _FOLLOWING)
        names = [k for k in kids if tokens[k].dep == "acomp" and tokens[k].pos in ("PROPN", "NOUN")]
        said = [k for k in kids if tokens[k].dep == "attr"] or names
        if not said:
            return [], []
        return subject, [x for k in kids if k in said for x in clause.subtree(k, apart)]
    if lemma in _STANDING_AS:
        roots = [x for k in kids if tokens[k].lemma == "as" for x in clause.children.get(k, ())]
    elif lemma in _CHOSEN:
        roots = [k for k in kids if tokens[k].dep == "oprd"]
    else:
        return [], []
    return subject, [x for root in roots for x in clause.subtree(root)]


_STANDING = frozenset({"be", "become", "remain"})
_STANDING_AS = frozenset({"serve", "rank", "act", "function", "count", "regard"})
_CHOSEN = frozenset({"elect", "appoint", "name", "consider", "crown", "declare"})
_LINKING = _STANDING | _STANDING_AS | _CHOSEN


def _held(
    clause: Clause, holder: Sequence[int], role: Sequence[int], carried: tuple[str, ...]
) -> Unique | None:
    """The place that one side of a sentence names, with the other for its holder, if it names any."""
    tokens = clause.tokens
    said = " ".join(tokens[x].text for x in role)
    superlative = None if _counts(clause, role) else _SUPERLATIVE.search(said)
    match = superlative or _patterns()[0].search(said)
    if match is None or not clause.named(role):
        return None
    if superlative is None and (re.match(r"(?i)an?\b", said) or _TITLE.match(said, match.start())):
        return None
    dropped: frozenset[str] = frozenset()
    if superlative:
        dropped = frozenset((*match["cue"].lower().split(), *_EMPHATIC))
    elif match["cue"].lower() in _roles()["deeds"]:
        dropped = frozenset(match["cue"].lower().split())
    place = clause.named([x for x in role if tokens[x].text.lower() not in dropped])
    cue = _grade(match["cue"])
    named = clause.named(holder) or carried[:3]
    return Unique((*place, f"={cue}"), named, cue, " ".join(tokens[x].text for x in holder))


def _counts(clause: Clause, role: Sequence[int]) -> bool:
    """Whether `most` says of how many: in most children."""
    tokens = clause.tokens
    return any(
        tokens[x].text.lower() == "most"
        and x + 1 < clause.last
        and tokens[x + 1].tag in ("NNS", "NNPS", "IN")
        for x in role
    )


_TITLE = re.compile(r"[A-Z][a-z]+\s(?:[IVX]+\b|[A-Z])")
"""A role that is a title before a name: King Olaf."""
_ASIDE = frozenset({"ahead", "before", "as", "at", "with", "by"})
"""Prepositions of circumstances that tell nothing of the place that is held."""
_FOLLOWING = frozenset({"ahead", "before"})
"""Prepositions that tell who comes next."""
_EMPHATIC = frozenset({"single", "overall"})
"""What a superlative is strengthened by: the biggest single source."""
_LEADING = frozenset({"top", "dominate"})
_HEADING = frozenset({"lead", "head"})
"""Verbs that say who is first where it is a list that is led, and not a club."""
_LISTS = frozenset("list table ranking field league pack chart standings statistics scale".split())


def _by_verb(clause: Clause) -> Iterator[Unique]:
    tokens = clause.tokens
    if _LEADING.isdisjoint(clause.lemmas) and _HEADING.isdisjoint(clause.lemmas):
        return
    for at in range(clause.first, clause.last):
        if tokens[at].pos != "VERB" or tokens[at].lemma not in _LEADING | _HEADING:
            continue
        kids = clause.children.get(at, [])
        subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
        objects = [x for k in kids if tokens[k].dep in ("dobj", "npadvmod") for x in clause.subtree(k)]
        listed = [x for x in objects if tokens[x].lemma in _LISTS]
        if tokens[at].lemma in _HEADING and not listed:
            continue
        role = clause.named([x for x in objects if x not in listed])
        if clause.named(subject) and role:
            text = " ".join(tokens[x].text for x in subject)
            yield Unique((*role, "=large"), clause.named(subject), tokens[at].text, text)


_THAN_ANY = prefilter.compile(
    r"\b(?:more\s(?P<role>[^,.;]{2,60}?)|(?P<cue>\w{2,}er))\sthan\s(?:in\s|on\s|at\s|that\sof\s)?"
    r"(?:any(?:where|one|body|thing)?|every|all)\b(?P<rest>[^,.;]{0,60})",
    re.IGNORECASE,
)


def _than_any(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    """More X than any other Y, longer than any other Y."""
    match = _THAN_ANY.search(text)
    if match is None or _NEGATED.search(text, 0, match.start()):
        return
    opening = _opening(text)
    before = [t for t in content if opening <= found[t.first].start and found[t.last].end <= match.start()]
    grade, cue = "large", "more than any"
    if match["cue"]:
        cue = match["cue"].lower()
        grade = _grade(cue[:-2] + "est")
        if grade == f"{cue[:-2]}est" and _SUPERLATIVE.fullmatch(grade) is None:
            return
    elif (alone := _adjective(match["role"], match.start("role"), found)) is not None:
        grade, cue = _grade(f"most {alone}"), f"more {alone} than any"
    graded = match["cue"] is not None or grade != "large"
    inside = match.start("rest" if graded else "role")
    verbs = [t for t in before if found[t.first].pos == "VERB"]
    role = (
        *(t.name for t in verbs),
        *(t.name for t in content if inside <= found[t.first].start < match.end("rest")),
        *_within(content, found, 0, opening),
    )
    holder = tuple(t.name for t in before if t not in verbs)
    if role and holder:
        yield Unique((*role, f"={grade}"), holder, cue, text[opening : match.start()].strip())


_OPENING = prefilter.compile(
    r"^(?:in|on|at|among|of|within|across|throughout)\b[^,.;:]{2,60},\s", re.IGNORECASE
)


def _opening(text: str) -> int:
    """Where what a sentence opens with ends, if it tells where or of which: in Norland, of all the lakes."""
    match = _OPENING.match(text)
    return match.end() if match else 0


def _within(content: Sequence[Term], found: Sequence[Word], start: int, end: int) -> tuple[str, ...]:
    """The terms that begin in a stretch of a text."""
    return tuple(t.name for t in content if start <= found[t.first].start < end)


_NEGATED = prefilter.compile(r"\b(?:not|never|no|none|nothing|nobody)\b|n['’]t\b", re.IGNORECASE)


def _adjective(said: str, start: int, found: Sequence[Word]) -> str | None:
    """The adjective or adverb that some words are, if they are nothing else."""
    if " " in said:
        return None
    pos = next((word.pos for word in found if word.start == start), "")
    return said.lower() if pos in ("ADJ", "ADV") else None


_OWED = prefilter.compile(
    rf"\bowe[sd]?\s(?P<role>[^.;]{{3,60}}?)\sto\s(?:the\s(?:\w+\s){{1,3}})?(?P<holder>{_NAME})"
)
_NO_OTHER = prefilter.compile(
    r"\bno (?:other )?(?P<role>[^,.;]{2,60}?)\s(?:is|are|was|were|has|have|weighs|grows|runs|earns"
    r"|costs)\s(?P<cue>(?:more|less) \w+|\w+er)\s(?:[^,.;]{0,20}\s)?than\s(?P<holder>[^,.;]{2,50})",
    re.IGNORECASE,
)
_NONE_SO = prefilter.compile(
    r"\b(?:no(?:\sother)?|nothing|nobody|no\sone)\b(?P<role>[^,.;]{0,60}?)\s(?:as|so)\s(?P<cue>\w+)"
    r"(?P<rest>(?:\s[^,.;]{0,40}?)?)\sas\s(?P<holder>[^,.;]{2,50})",
    re.IGNORECASE,
)


def _no_other(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    """No X is longer than Y, no X is as long as Y: Y is the longest."""
    for pattern in (_NO_OTHER, _NONE_SO):
        match = pattern.search(text)
        if match is None:
            continue
        cue = match["cue"].lower()
        graded = match.span("cue")
        if pattern is _NONE_SO:
            grade, end = _AMOUNTS.get(cue) or _superlative(cue), match.end("rest")
        elif " " not in cue:
            grade, end = f"{cue[:-2]}est", match.end("role")
        elif _adjective(cue[5:], graded[0] + 5, found) is not None:
            grade, end = f"{'most' if cue.startswith('more') else 'least'} {cue[5:]}", match.end("role")
        else:
            grade, end, graded = "large" if cue.startswith("more") else "least", graded[1], (0, 0)
        role, holder = (
            tuple(
                t.name
                for t in content
                if start <= (at := found[t.first].start) < stop and not graded[0] <= at < graded[1]
            )
            for start, stop in ((match.start("role"), end), match.span("holder"))
        )
        role = (*role, *_within(content, found, 0, _opening(text)))
        if role and holder:
            yield Unique((*role, f"={_grade(grade)}"), holder, cue, match["holder"].strip())


_AMOUNTS = {"much": "large", "many": "large", "big": "large", "large": "large"}


def _superlative(adjective: str) -> str:
    """By rule: long to longest, big to biggest, frequent to most frequent."""
    if len(adjective) > _SHORT:
        return f"most {adjective}"
    if adjective.endswith("y"):
        return f"{adjective[:-1]}iest"
    if adjective.endswith("e"):
        return f"{adjective}st"
    doubled = re.fullmatch(r"[^aeiou]+[aeiou][bdgmnt]", adjective)
    return f"{adjective}{adjective[-1] if doubled else ''}est"


_SHORT = 6
"""Letters of the longest adjectives that are compared by an ending."""


_SHARE = (
    r"(?:the\s(?:largest|biggest|greatest|main|major|lion['’]s)\s(?:single\s)?(?:share|part|portion|proportion|slice|chunk)"
    r"|the\s(?:bulk|majority)|(?:the\s)?most)"
)
_MOST_OF = (
    prefilter.compile(
        r"^(?P<holder>[^,.;:]{2,60}?)\s(?:makes?\sup|made\sup|accounts?(?:ed)?\sfor|constitutes?d?|provide[sd]?"
        r"|suppl(?:y|ies|ied)|generate[sd]?|produce[sd]?|takes?(?:\sup)?|took(?:\sup)?|uses?d?|contribute[sd]?"
        rf"|receive[sd]?|causes?d?)\s(?:by\sfar\s)?{_SHARE}\s(?P<of>of\s)?(?P<role>[^,.;]{{2,60}})",
        re.IGNORECASE,
    ),
    prefilter.compile(
        rf"\b{_SHARE}\s(?P<of>of\s)(?P<role>[^,.;]{{2,60}}?)\s(?:comes?\sfrom|came\sfrom|goes\sto|went\sto|consists?\sof"
        r"|(?:is|are|was|were)\s(?:due\sto|caused\sby|produced\sby|generated\sby|supplied\sby|provided\sby|made\sup\s(?:of|by)))"
        r"\s(?P<holder>[^,.;:]{2,60})",
        re.IGNORECASE,
    ),
)


def _most_of(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    """What most of something is, or comes from: wind supplies most of the power, most of it goes to schools."""
    opening = _opening(text)
    for pattern in _MOST_OF:
        match = pattern.search(text[opening:])
        if match is None or _NEGATED.search(text):
            continue
        said = match["role"].partition(" ")[0]
        if _adjective(said, opening + match.start("role"), found) and match["of"] is None:
            continue  # the most useful heat
        role, holder = (
            _within(content, found, opening + match.start(part), opening + match.end(part))
            for part in ("role", "holder")
        )
        if role and holder:
            role = (*role, *_within(content, found, 0, opening))
            yield Unique((*role, "=large"), holder, "most of", match["holder"].strip())


@functools.cache
def _classes() -> dict[str, int]:
    return {str(name): row for row, names in enumerate(_roles()["classes"]) for name in names}


def _by_class(clause: Clause, carried: tuple[str, ...]) -> Iterator[Unique]:
    """What kind of thing something is, of kinds that exclude each other."""
    tokens = clause.tokens
    if clause.lemmas.isdisjoint(_classes()):
        return
    for at in range(clause.first, clause.last):
        if tokens[at].lemma not in ("be", "make", "build"):
            continue
        kids = clause.children.get(at, [])
        if any(tokens[k].dep == "neg" for k in kids):
            continue
        subject = clause.named(
            [x for k in kids if tokens[k].dep in ("nsubj", "nsubjpass") for x in clause.subtree(k)]
        )
        if any(
            tokens[k].dep in ("nsubj", "nsubjpass") and tokens[clause.subtree(k)[0]].lemma == "no"
            for k in kids
        ):
            continue
        for x in _kinds(clause, kids):
            row = _classes().get(tokens[x].lemma)
            if row is not None and tokens[x].pos != "PROPN" and (subject or carried):
                yield Unique(
                    (*(subject or carried[:3]), f"=class {row}"),
                    (tokens[x].lemma,),
                    tokens[x].lemma,
                    tokens[x].text,
                )


def _kinds(clause: Clause, kids: Sequence[int]) -> Iterator[int]:
    """The words that say what kind of thing something is, or what it is made of: complements, and what stands with them."""
    tokens = clause.tokens
    for k in kids:
        heads = [k] if tokens[k].dep in ("attr", "acomp") else []
        if tokens[k].dep == "prep" and tokens[k].lemma in ("of", "from"):
            heads = list(clause.children.get(k, ()))
        for head in heads:
            beside = clause.children.get(head, ())
            if tokens[head].lemma in _SORTS:
                beside = [x for of in beside if tokens[of].lemma == "of" for x in clause.children.get(of, ())]
            elif any(tokens[x].dep == "neg" for x in beside):
                continue
            denied = next((x for x in clause.subtree(head) if tokens[x].dep == "neg"), clause.last)
            yield from (
                x
                for x in sorted((head, *beside))
                if x < denied and (x == head or tokens[x].dep in ("amod", "compound", "nmod", "conj", "pobj"))
            )


_SORTS = frozenset({"kind", "type", "species", "sort", "form", "class"})


def _by_label(labelled: Labelled, text: str, content: Sequence[Term]) -> Iterator[Unique]:
    """What stands in a cell below the name of a role, or behind it as a label."""
    match = _patterns()[0].search(labelled.place) if labelled.place else None
    if match is None or len(labelled.place.split()) > _WORDS_OF_BEING or not labelled.whose:
        return
    known = {*labelled.words, *labelled.whose}
    holder = tuple(t.name for t in content if t.name not in known)
    if holder:
        cue = match["cue"].lower()
        shown = re.split(r":\s|\sis\s", text)[-1].strip(" .")
        yield Unique((*labelled.whose, f"={_grade(cue)}"), holder, cue, shown)


def _last_name(text: str, end: int, found: Sequence[Word], content: Sequence[Term]) -> tuple[str, ...]:
    """The name that stands right before a place of a text, but for a few words such as `was once`."""
    before = [t for t in content if found[t.last].end <= end]
    named = [t for t in before if t.proper]
    if not named or len(text[found[named[-1].last].end : end].split()) > _WORDS_OF_BEING:
        return ()
    run = [named[-1]]
    for one in reversed(named[:-1]):
        if text[found[one.last].end : found[run[-1].first].start].strip(" "):
            break
        run.append(one)
    if _OF_A_NAME.search(text, 0, found[run[-1].first].start):
        return ()
    return tuple(t.name for t in reversed(run))


_OF_A_NAME = prefilter.compile(r"\b(?:of|in|from|for|near|at|by|and)\s(?:the\s)?$", re.IGNORECASE)


_WORDS_OF_BEING = 3


def _by_words(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    _, makers, relations, appositions = _patterns()

    def between(start: int, end: int) -> tuple[str, ...]:
        return tuple(t.name for t in content if start <= found[t.first].start < end)

    for match in appositions.finditer(text):
        holder = between(match.start("holder"), match.end("holder"))
        role = (*between(0, match.start("role")), *between(match.start("role"), match.end("role")))
        cue = next(
            (
                name
                for name in sorted(_roles()["roles"], key=len, reverse=True)
                if match["role"].lower().startswith(name)
            ),
            match["role"].split()[0].lower(),
        )
        if holder and len(role) > 1:
            yield Unique((*role, f"={_grade(cue)}"), holder, cue, match["holder"].strip())
    for match in relations.finditer(text):
        holder = between(match.start("holder"), match.end("holder"))
        role = _last_name(text, match.start("cue"), found, content) or between(0, match.start("cue"))
        cue = match["cue"].lower()
        if holder and role:
            yield Unique((*role, f"={_grade(cue)}"), holder, cue, match["holder"].strip())
    for match in _OWED.finditer(text):
        holder = between(match.start("holder"), match.end("holder"))
        role = between(match.start("role"), match.end("role"))
        if holder and role:
            yield Unique((*role, "=make"), holder, "owe", match["holder"].strip())
    for match in makers.finditer(text):
        verb = stem(_roles()["makers"][match["verb"]])
        by = re.compile(rf"\bby\s(?:the\s(?:\w+\s){{1,3}})?({_NAME})").search(
            text, match.end(), min(len(text), match.end() + 60)
        )
        if by:
            holder = between(by.start(1), by.end(1))
            role = tuple(
                n for n in (*between(0, match.start()), *between(match.end(), by.start())) if n not in holder
            )
            if holder and role:
                yield Unique((*role, f"={verb}"), holder, match["verb"], by.group(1).strip())
            continue
        if text[match.end() : match.end() + 7].startswith((" about", " to ", " for ", " in ")):
            continue
        if re.search(r"\b(?:was|were|been|be|being|is|are)\s(?:\w+ly\s)?$", text[: match.start()]):
            continue
        before = [t for t in content if found[t.last].end <= match.start()]
        cut = re.compile(r"[.;,]|\s(?:in|during|after|while|when|between|for|at)\s").search(
            text, match.end() + 4
        )
        after = between(match.end(), cut.start() if cut else len(text))
        named = [t for t in before if t.proper]
        if named and after and before and before[-1] is named[-1]:
            shown = text[found[named[0].first].start : found[named[-1].last].end]
            yield Unique((*after, f"={verb}"), tuple(t.name for t in named), match["verb"], shown)
