"""Places that only one can hold, and who holds them by a claim: the largest, the author, the capital."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.claims.claim import Claim
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Unique
from factcheck.claims.terms import Term, Word

_SUPERLATIVE = re.compile(
    r"\b(?:the\s)?(?P<cue>(?:biggest|largest|smallest|longest|shortest|tallest|highest|lowest|deepest|oldest|youngest|fastest|slowest|heaviest|lightest|richest|poorest|busiest|most \w+|least \w+|first|last|main|leading|top|only|sole|capital|best-selling|world's \w+est|commonest|strongest|brightest|"
    r"hottest|coldest|warmest|wettest|driest|nearest|closest|farthest|furthest|greatest|earliest|latest|newest|cheapest|number one|single biggest|single largest))\b",
    re.IGNORECASE,
)
_TOPS = {
    "top": "large",
    "topped": "large",
    "tops": "large",
    "lead": "large",
    "led": "large",
    "leads": "large",
    "outnumber": "large",
}
_MAKING = re.compile(
    r"\b(?P<verb>written|wrote|composed|painted|invented|discovered|founded|designed|built|directed|developed|created|devised|introduced|named after|commissioned|authored|sculpted|patented|isolated|coined|established|proposed)\b",
    re.IGNORECASE,
)


def uniques(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], clause: Clause, carried: tuple[str, ...]
) -> tuple[Unique, ...]:
    result: list[Unique] = []
    text = claim.text
    tokens = clause.tokens
    copulas = [
        at
        for at in range(clause.first, clause.last)
        if tokens[at].lemma in ("be", "become", "remain")
        and any(tokens[k].dep == "attr" for k in clause.children.get(at, ()))
    ]
    for at in copulas:
        kids = clause.children[at]
        subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
        attribute = [x for k in kids if tokens[k].dep in ("attr", "prep") for x in clause.subtree(k)]
        said = " ".join(tokens[x].text for x in attribute)
        match = _SUPERLATIVE.search(said)
        reverse = False
        if match is None:
            said = " ".join(tokens[x].text for x in subject)
            match = _SUPERLATIVE.search(said)
            subject, attribute, reverse = attribute, subject, True
        if match is None or not subject or not attribute:
            continue
        if not reverse and any(tokens[k].dep == "neg" for k in kids):
            continue
        if re.search(
            r"\bone of (?:the|its|their)\b|\bamong\b|\bsecond[- ]|\bthird[- ]|\bnext\b",
            text[:400],
            re.IGNORECASE,
        ):
            continue
        cue = match["cue"].lower()
        holder = clause.named(subject)
        role = (*clause.named(attribute), f"={_grade(cue)}")
        pronoun = not holder
        result.append(
            Unique(
                tuple(dict.fromkeys(role)),
                holder if not pronoun else carried[:3],
                cue,
                " ".join(tokens[x].text for x in subject),
            )
        )
    for at in range(clause.first, clause.last):
        if tokens[at].text.lower() in _TOPS and tokens[at].pos == "VERB":
            kids = clause.children.get(at, [])
            subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
            objects = [
                x for k in kids if tokens[k].dep in ("dobj", "prep", "npadvmod") for x in clause.subtree(k)
            ]
            if subject and objects and clause.named(subject):
                result.append(
                    Unique(
                        (*clause.named(objects), "=large"),
                        clause.named(subject),
                        tokens[at].text,
                        " ".join(tokens[x].text for x in subject),
                    )
                )
    making = _MAKING.search(text)
    if making:
        by = re.compile(r"\bby\s((?:[A-Z][\w.'’-]*\s?|(?:and|of|van|von|de)\s){1,6})").search(
            text, making.end(), min(len(text), making.end() + 60)
        )
        verb = making["verb"].lower()
        at = next((i for i, word in enumerate(found) if word.start == making.start("verb")), None)
        if by:
            holder = tuple(t.name for t in content if by.start(1) <= found[t.first].start < by.end(1))
            role = tuple(t.name for t in content if not by.start(1) <= found[t.first].start < by.end(1))
            if holder:
                result.append(Unique((*role, f"={verb}"), holder, verb, by.group(1).strip()))
        elif at is not None and at > 0:
            before = [t for t in content if t.last < at]
            after = [t for t in content if t.first > at]
            names = [t for t in before if t.proper]
            if (
                names
                and after
                and re.search(r"\b(?:was|were|been|be)\s+(?:\w+ )?$", text[: making.start("verb")]) is None
            ):
                result.append(
                    Unique(
                        (*(t.name for t in after), f"={verb}"),
                        tuple(t.name for t in names),
                        verb,
                        text[found[names[0].first].start : found[names[-1].last].end],
                    )  # fmt: skip
                )
    return tuple(result)


_GRADES = {
    "biggest": "large", "largest": "large", "single biggest": "large", "single largest": "large", "greatest": "large", "main": "large", "leading": "large",
    "top": "large", "number one": "large", "commonest": "most common",
    "tallest": "highest", "sole": "only", "nearest": "closest", "furthest": "farthest", "earliest": "first",
}  # fmt: skip


def _grade(cue: str) -> str:
    return _GRADES.get(cue, cue.removeprefix("world's "))
