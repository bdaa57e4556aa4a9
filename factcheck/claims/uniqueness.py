"""Places that only one can hold, and who holds them by a claim: the largest, the author, the capital, the
birthplace.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck import lexicon, prefilter
from factcheck.claims.claim import Claim
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Unique
from factcheck.claims.terms import Term, Word, stem
from factcheck.prefilter import Pattern

_SUPERLATIVE = prefilter.compile(
    r"\b(?P<cue>(?<!at )most \w+|(?<!at )least \w+|(?!(?:interest|forest|harvest|guest|request|test|rest"
    r"|west|protest|honest|priest|chest|nest|contest|invest|suggest|modest|latest)\b)[a-z]{3,}est"
    r"|first|last|main|chief|leading|top|only|sole|number one|principal|primary)\b",
    re.IGNORECASE,
)
_GRADES = {
    "biggest": "large", "largest": "large", "greatest": "large", "main": "large", "leading": "large",
    "chief": "large", "principal": "large", "primary": "large",
    "top": "large", "number one": "large", "most populous": "large", "most important": "large",
    "most popular": "most common", "most widespread": "most common", "most frequent": "most common",
    "most people": "large", "most visitors": "large", "oldest": "first", "tallest": "highest", "sole": "only",
    "nearest": "closest", "furthest": "farthest", "earliest": "first",
    "commonest": "most common", "dearest": "most expensive", "costliest": "most expensive",
    "least expensive": "cheapest", "quickest": "fastest",
}  # fmt: skip
_ORDINAL = prefilter.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|one of (?:the|its|their)"
    r"|among|2nd|3rd|\d+th)\b",
    re.IGNORECASE,
)
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
    cue = cue.lower()
    return _GRADES.get(cue, cue)


def uniques(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], clause: Clause, carried: tuple[str, ...]
) -> tuple[Unique, ...]:
    """Every unique place that a claim gives to somebody."""
    if _ORDINAL.search(claim.text):
        return ()
    return tuple(
        dict.fromkeys(
            (
                *_by_copula(clause, carried),
                *_by_verb(clause),
                *_by_class(clause, carried),
                *_than_any(claim.text, found, content),
                *_no_other(claim.text, found, content),
                *_by_words(claim.text, found, content),
            )
        )
    )


def _by_copula(clause: Clause, carried: tuple[str, ...]) -> Iterator[Unique]:
    tokens = clause.tokens
    role_pattern = _patterns()[0]
    for at in range(clause.first, clause.last):
        if tokens[at].lemma not in ("be", "become", "remain"):
            continue
        kids = clause.children.get(at, [])
        deps = [tokens[k].dep for k in kids]
        if "attr" not in deps or "neg" in deps:
            continue
        subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
        apart = frozenset(k for k in kids if tokens[k].lemma in _FOLLOWING)
        attribute = [x for k in kids if tokens[k].dep in ("attr", "prep") for x in clause.subtree(k, apart)]
        for holder, role in ((subject, attribute), (attribute, subject)):
            said = " ".join(tokens[x].text for x in role)
            superlative = _SUPERLATIVE.search(said)
            match = superlative or role_pattern.search(said)
            if match is None or not holder or not clause.named(role):
                continue
            if re.match(r"(?i)an?\b", said) and superlative is None:
                continue
            named = clause.named(holder) or carried[:3]
            if named:
                cue = _grade(match["cue"])
                graded = (
                    frozenset((*match["cue"].lower().split(), *_EMPHATIC)) if superlative else frozenset()
                )
                place = clause.named([x for x in role if tokens[x].text.lower() not in graded])
                yield Unique((*place, f"={cue}"), named, cue, " ".join(tokens[x].text for x in holder))
            break


_FOLLOWING = frozenset({"ahead", "before"})
"""Prepositions that tell who comes next."""
_EMPHATIC = frozenset({"single", "overall"})
"""What a superlative is strengthened by: the biggest single source."""
_LEADING = frozenset({"top", "lead", "head", "dominate"})


def _by_verb(clause: Clause) -> Iterator[Unique]:
    tokens = clause.tokens
    if _LEADING.isdisjoint(clause.lemmas):
        return
    for at in range(clause.first, clause.last):
        if tokens[at].pos == "VERB" and tokens[at].lemma in _LEADING:
            kids = clause.children.get(at, [])
            subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
            objects = [x for k in kids if tokens[k].dep in ("dobj", "npadvmod") for x in clause.subtree(k)]
            if clause.named(subject) and clause.named(objects):
                text = " ".join(tokens[x].text for x in subject)
                yield Unique((*clause.named(objects), "=large"), clause.named(subject), tokens[at].text, text)


_THAN_ANY = prefilter.compile(
    r"\bmore\s(?P<role>[^,.;]{2,60}?)\sthan\s(?:in\s|on\s|at\s)?any(?:where|one|body|thing)?\b"
    r"(?P<rest>[^,.;]{0,60})",
    re.IGNORECASE,
)


def _than_any(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    """More X than any other Y."""
    match = _THAN_ANY.search(text)
    if match is None:
        return
    role = tuple(t.name for t in content if match.start("role") <= found[t.first].start < match.end("rest"))
    holder = tuple(t.name for t in content if found[t.last].end <= match.start())
    if role and holder:
        yield Unique((*role, "=large"), holder, "more than any", text[: match.start()].strip())


_OWED = prefilter.compile(
    rf"\bowe[sd]?\s(?P<role>[^.;]{{3,60}}?)\sto\s(?:the\s(?:\w+\s){{1,3}})?(?P<holder>{_NAME})"
)
_NO_OTHER = prefilter.compile(
    r"\bno (?:other )?(?P<role>[^,.;]{2,60}?)\s(?:is|are|was|were|has|have|weighs|grows|runs|earns"
    r"|costs)\s(?P<cue>(?:more|less) \w+|\w+er)\s(?:[^,.;]{0,20}\s)?than\s(?P<holder>[^,.;]{2,50})",
    re.IGNORECASE,
)


def _no_other(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    """No X is longer than Y: Y is the longest."""
    match = _NO_OTHER.search(text)
    if match is None:
        return
    cue = match["cue"].lower()
    periphrastic = cue.replace("more ", "most ").replace("less ", "least ")
    grade = periphrastic if " " in cue else cue[:-2] + "est"
    role = tuple(t.name for t in content if match.start("role") <= found[t.first].start < match.end("role"))
    holder = tuple(
        t.name for t in content if match.start("holder") <= found[t.first].start < match.end("holder")
    )
    if role and holder:
        yield Unique((*role, f"={_grade(grade)}"), holder, cue, match["holder"].strip())


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
        for k in kids:
            if tokens[k].dep not in ("attr", "acomp", "prep"):
                continue
            for x in clause.subtree(k)[:8]:
                row = _classes().get(tokens[x].lemma)
                if row is not None and (subject or carried):
                    yield Unique(
                        (*(subject or carried[:3]), f"=class {row}"),
                        (tokens[x].lemma,),
                        tokens[x].lemma,
                        tokens[x].text,
                    )


def _by_words(text: str, found: Sequence[Word], content: Sequence[Term]) -> Iterator[Unique]:
    _, makers, relations, appositions = _patterns()

    def between(start: int, end: int) -> tuple[str, ...]:
        return tuple(t.name for t in content if start <= found[t.first].start < end)

    for match in appositions.finditer(text):
        holder = between(match.start("holder"), match.end("holder"))
        role = (*between(0, match.start("role")), *between(match.start("role"), match.end("role")))
        cue = match["role"].split()[0].lower()
        if holder and len(role) > 1:
            yield Unique((*role, f"={cue}"), holder, cue, match["holder"].strip())
    for match in relations.finditer(text):
        holder = between(match.start("holder"), match.end("holder"))
        role = between(0, match.start("cue"))
        cue = match["cue"].lower()
        if holder and role:
            yield Unique((*role, f"={cue}"), holder, cue, match["holder"].strip())
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
