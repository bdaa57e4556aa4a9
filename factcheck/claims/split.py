"""From a statement to its atomic claims, each of which can be read, checked and cited on its own.

A claim is cut out of the statement's dependency parse and never out of its characters: coordinated clauses,
predicates and noun phrases, relative clauses, appositions and participles become sentences of their own;
conditions, populations, periods, hedges, negations and reporting verbs stay with every claim that they
govern. Where a cut could change what is true (collective subjects, restricting modifiers, ranges, names,
quotations, alternatives), the words stay together.

The manner is that of open information extraction by clauses (Del Corro and Gemulla, ClausIE, WWW 2013) and
of sentence splitting (Narayan et al., Split and Rephrase, EMNLP 2017), with the labels of ClearNLP's
dependency scheme.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck import prefilter
from factcheck.claims.claim import Statement
from factcheck.claims.clauses import Draft, Reading, Relation, claims, may_set_off
from factcheck.claims.tree import OPENING, SUBJECTS, VERBAL, Variant, listed, render
from factcheck.document import Role
from factcheck.tokens import Parse, Token
from factcheck.values import Value, replace


class Clause(Value, frozen=True):
    """The text of one claim and where it stands."""

    text: str
    """Self-contained: subject, condition, label and header filled in. Never empty."""
    start: int
    """Its clause in the statement's prose; borrowed words (a shared subject or condition) are not counted."""
    end: int
    relation: Relation = Relation.WHOLE
    own: tuple[int, int] = (0, 0)
    """Inside `start` to `end`: the words that only this claim has (its member of a coordination)."""


MAX_TOKENS = 250
"""Longer sentences stay whole: they are lists, tables or broken text, and cost would no longer be linear."""

_POINTING = frozenset({"this", "these", "those", "that"})
_PRONOUNS = frozenset({"he", "she", "it", "they"}) | _POINTING
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_ANAPHORS = (_PRONOUNS | _POSSESSIVES) - _POINTING
"""What can stand for something named before; "this" speaks of all that was said."""
_CONTRACTED = {
    mark + short: word
    for mark in "'’"
    for short, word in (("s", "is"), ("re", "are"), ("ve", "have"), ("ll", "will"), ("d", "would"))
}
_LABEL = prefilter.compile(r"\s*([^\s:;.!?|][^:;.!?|]{1,70}?)\s*:\s+(?=\S)")
_CLOSING = frozenset(")]”»")


def _segments(tokens: Sequence[Token], low: int, high: int) -> list[tuple[int, int]]:
    """Stretches between semicolons, if each has a verb of its own."""
    cuts = []
    depth = 0
    for index in range(low, high):
        text = tokens[index].text
        if text in OPENING:
            depth += 1
        elif text in _CLOSING:
            depth = max(0, depth - 1)
        elif text == ";" and depth == 0:
            cuts.append(index)
    if not cuts:
        return [(low, high)]
    bounds = [low - 1, *cuts, high]
    found = [(a + 1, b) for a, b in itertools.pairwise(bounds) if a + 1 < b]
    for a, b in found:
        finite = any(t.tag in {"VBZ", "VBP", "VBD", "MD"} for t in tokens[a:b])
        finite = finite or tokens[a].tag == "VB"
        if not finite or b - a < 3:
            return [(low, high)]
    return found


def _label(statement: Statement) -> tuple[str, int]:
    """The label of a `Term: advice` item and where the rest begins; an empty label where there is none."""
    if statement.role is not Role.LIST_ITEM:
        return "", 0
    match = _LABEL.match(statement.text)
    if match is None or len(match[1].split()) > 8:
        return "", 0
    low, high = match.span(1)
    inside = [t for t in statement.parse if low <= t.start and t.end <= high]
    if (
        any(t.tag in {"VBZ", "VBP", "VBD", "MD"} for t in inside)
        and not match[1].istitle()
        and len(inside) > 3
    ):
        return "", 0
    return match[1], match.end()


def _finish(text: str, *, close: str, capital: bool) -> str:
    text = text.strip(" ,;:—–-")
    if capital and re.match(r"[a-z][a-z'’‑-]*(?=[\s,.:]|$)", text):
        text = text[:1].upper() + text[1:]
    if close and text and text[-1] not in ".!?":
        text += close
    return text


def _sentence_subject(tokens: Sequence[Token], low: int, high: int) -> tuple[Reading, int] | None:
    reading = Reading(tokens, low, high)
    if not reading.sound:
        return None
    for kid in reading.children(reading.root, *_OF_VERBS):
        return reading, kid
    return None


_OF_VERBS = frozenset({"nsubj", "nsubjpass"})
_NAMING = frozenset({"NOUN", "PROPN"})


def main_subject(statement: Statement) -> str:
    """What a statement is about: the noun phrase of its main clause's subject, else an item's label.

    Empty where there is none, or where it is a pronoun: a later pronoun then keeps the antecedent before.
    """
    tokens = statement.parse
    if not tokens or len(tokens) > MAX_TOKENS or statement.cells:
        return ""
    label, begin = _label(statement)
    fallback = label if label and _is_thing(label) else ""
    if not any(token.dep in _OF_VERBS and token.pos in _NAMING for token in tokens):
        return fallback
    low = next((i for i, t in enumerate(tokens) if t.start >= begin), 0)
    found = _sentence_subject(tokens, low, len(tokens))
    if found is None:
        return fallback
    reading, noun = found
    if tokens[noun].pos not in _NAMING:
        return fallback
    reading.asides()
    pointing = {"this", "these", "that", "those", "such", "both", "each", "either"}
    if any(tokens[k].text.lower() in pointing for k in reading.children(noun, "det", "amod", "predet")):
        return ""
    if tokens[noun].lemma in listed("properties") and any(
        tokens[k].tag == "PRP$" for k in reading.children(noun, "poss")
    ):
        return ""  # "Its density is high. It was discovered": the talk is still of what has the density
    indices = [
        i for i in reading.phrase(noun) if i not in reading.nested and tokens[i].text not in {"(", ")"}
    ]
    return _finish(render(tokens, indices, {}), close="", capital=False)


def _is_work(label: str) -> bool:
    return any(word.lower() in listed("works") for word in re.findall(r"[\w-]+", label))


def _is_thing(label: str) -> bool:
    """Whether a label names something; "Limit sodium" tells the reader to do it."""
    return label.split(maxsplit=1)[0].lower() not in listed("instructing")


def _first_subject(draft: Draft, tokens: Sequence[Token]) -> int | None:
    """The pronoun subject or the possessive that a claim opens with, ahead of any other subject."""
    edits = dict(draft.variant.edits)
    possessive = None
    nouns = False
    for index in sorted(draft.variant.tokens):
        token = tokens[index]
        if edits.get(index):
            first = edits[index].split()[0].lower()
            return (
                index if possessive is None and (first in _PRONOUNS or first in _POSSESSIVES) else possessive
            )
        if token.dep in SUBJECTS and (
            draft.relation is not Relation.MAIN
            or tokens[token.head].dep not in {"advcl", "relcl", "acl", "pcomp"}
        ):
            pronoun = token.text.lower() in _PRONOUNS and token.tag in {"PRP", "DT"}
            return index if pronoun else possessive
        nouns = nouns or token.pos in {"NOUN", "PROPN"}
        if possessive is None and not nouns and token.dep == "poss" and token.text.lower() in _POSSESSIVES:
            possessive = index
    return possessive


def _is_expletive(tokens: Sequence[Token], index: int) -> bool:
    """An "it" that stands for nothing ("it is likely that", "it was Curie who")."""
    if tokens[index].text.lower() != "it":
        return False
    head = tokens[index].head
    behind = [
        t
        for t in tokens[head + 1 :]
        if t.text.lower() in {"that", "to", "who", "which", "when", "whether", "how"}
    ]
    return bool(behind) and (
        tokens[index].dep == "nsubjpass" or tokens[head].lemma in listed("impersonal_verbs")
    )


_Subject = tuple[str, bool]
"""What a clause speaks of, and whether that is plural."""


def _filling(
    draft: Draft, tokens: Sequence[Token], own: Callable[[], _Subject | None], topic: str
) -> dict[int, str]:
    """What takes the place of the pronoun that a claim opens with."""
    at = _first_subject(draft, tokens)
    subject = _antecedent_for(draft, at, tokens, own, topic) if at is not None else ""
    if at is None or not subject or _is_expletive(tokens, at):
        return {}
    if at > min(draft.variant.tokens) and subject.split(maxsplit=1)[0] in {"The", "A", "An"}:
        subject = subject[:1].lower() + subject[1:]
    edited = dict(draft.variant.edits).get(at)
    word, _, rest = (edited or tokens[at].text).partition(" ")
    owner = subject + ("'" if subject.endswith("ss") else "'s")
    if word.lower() in _POSSESSIVES and (edited or tokens[at].dep == "poss"):
        return {at: f"{owner} {rest}".strip()}
    found = {at: f"{subject} {rest}".strip()}
    if at + 1 < len(tokens) and tokens[at + 1].text.lower() in _CONTRACTED and not edited:
        short = _CONTRACTED[tokens[at + 1].text.lower()]
        found[at + 1] = " has" if short == "is" and tokens[at + 1].lemma == "have" else f" {short}"
    return found


def _own_subject(tokens: Sequence[Token], low: int, high: int) -> _Subject | None:
    """The subject of the first clause and whether it is plural, for pronouns of the clauses after it."""
    found = _sentence_subject(tokens, low, high)
    if found is None:
        return None
    reading, noun = found
    if tokens[noun].pos not in {"NOUN", "PROPN"}:
        return None
    reading.asides()
    text = render(tokens, reading.phrase(noun), {})
    return text, tokens[noun].tag in {"NNS", "NNPS"} or bool(reading.children(noun, "conj"))


def _range(tokens: Sequence[Token], indices: Iterable[int]) -> tuple[int, int]:
    """The characters from the first to the last word, commas and stops at either end left out."""
    every = list(indices)
    kept = [
        i
        for i in every
        if tokens[i].text not in {",", ";", ":", "—", "–", ".", "!"} and tokens[i].pos != "SPACE"
    ]
    kept = kept or every
    return tokens[min(kept)].start, tokens[max(kept)].end


def _cells(statement: Statement) -> tuple[Clause, ...]:
    """A claim for each cell of a table row, with the names of its row and its column."""
    text, header = statement.text, statement.header
    cells = [(a, b, text[a:b].strip()) for a, b in statement.cells if 0 <= a <= b <= len(text)]
    if len(cells) < 2:
        return ()
    empty = listed("empty_cells")
    label = cells[0][2]
    found: list[Clause] = []
    filled = [(n, a, b, c) for n, (a, b, c) in enumerate(cells) if n and c.lower() not in empty]
    if not label or label.lower() in empty:
        return ()
    first = header[0].strip().lower() if header else ""
    attribute_rows = not first or any(
        word.rstrip("s") in listed("attribute_headers") for word in first.split()
    )
    for number, start, end, cell in filled:
        name = header[number].strip() if number < len(header) else ""
        inside = [t for t in statement.parse if start <= t.start and t.end <= end]
        said = (
            any(t.tag in {"VBZ", "VBP", "VBD", "MD"} for t in inside)
            or cell[-1:] in ".!?"
            or (bool(inside) and inside[0].tag in {"VB", "VBP"})
        )
        if not name:
            line = f"{label}: {cell}"
        elif attribute_rows and first:
            line = f"{label} of {name}: {cell}" if said else f"{label} of {name} {_copula(label)} {cell}"
        elif said:
            line = f"{label}, {name}: {cell}"
        else:
            line = f"{name} of {label} {_copula(name)} {cell}"
        if len(filled) > 1:
            found.append(Clause(line, start, end, Relation.CELL, (start, end)))
        else:
            found.append(Clause(line, cells[0][0], end, Relation.CELL, (start, end)))
    return tuple(found)


def _copula(name: str) -> str:
    word = re.sub(r"\s*\([^)]*\)\s*$", "", name).split()
    last = word[-1].lower() if word else ""
    return "are" if last.endswith("s") and not last.endswith(("ss", "us", "is")) else "is"


def _with_lead(statement: Statement, text: str) -> str:
    """A list item that is no sentence, finished by the sentence that leads in the list."""
    stem = statement.lead.strip().rstrip(":").strip()
    if not stem:
        return text
    if stem.split()[-1].lower() not in listed("unfinished"):
        return f"{stem}: {text}"
    first = text.split(maxsplit=1)[0]
    common = statement.parse and statement.parse[0].pos != "PROPN" and re.fullmatch(r"[A-Z][a-z]*\W*", first)
    return f"{stem} {text[:1].lower() + text[1:] if common else text}"


def _needs_lead(statement: Statement) -> bool:
    """Whether a list item has no finite clause of its own."""
    tokens = statement.parse
    if not tokens:
        return True
    return not any(
        t.dep in {"nsubj", "nsubjpass", "expl"}
        and tokens[t.head].pos in VERBAL
        and tokens[t.head].dep in {"ROOT", "conj", "ccomp"}
        for t in tokens
    )


def split(statement: Statement, *, subject: str = "") -> tuple[Clause, ...]:
    """The atomic claims of a statement, in order; the whole of it where it says one thing or cannot be read.

    `subject` is what a pronoun subject stands for: the antecedent from the statements before. Never empty,
    never raises on any parse; the ranges lie in the statement's prose.
    """
    text, subject = statement.text, subject.strip()
    low = len(text) - len(text.lstrip())
    high = len(text.rstrip()) if text.strip() else len(text)
    if statement.cells:
        found = _cells(statement)
        if found:
            return found
    label, begin = _label(statement)
    tokens = statement.parse
    clauses: tuple[Clause, ...] = ()
    if tokens and len(tokens) <= MAX_TOKENS and tokens[-1].end <= len(text) and not statement.cells:
        try:
            clauses = _sentence(statement, label, begin, subject)
        except RecursionError:  # a degenerate tree, not a sentence
            clauses = ()
    if not clauses:
        clauses = (
            Clause(text.strip() or text or " ", low, max(low, high), Relation.WHOLE, (low, max(low, high))),
        )
    if statement.lead.strip() and not label and statement.role is Role.LIST_ITEM and _needs_lead(statement):
        complete = {Relation.RELATIVE, Relation.APPOSITION, Relation.PARTICIPLE, Relation.CONTRAST}
        clauses = tuple(
            c if c.relation in complete else replace(c, text=_with_lead(statement, c.text)) for c in clauses
        )
    return clauses


_DASH = re.compile(r"(?<=\S)(?:\s*[—–]\s*|\s--?\s|:\s|\s\((?=[^()]*\)\W*$))(?=\S)")


def cut_at_dash(
    statement: Statement, clauses: Sequence[Clause], is_remark: Callable[[str], object]
) -> tuple[Clause, ...]:
    """The clauses, that of an undivided statement cut in two where its last dash leads to a remark on what it says, to which
    no word joins it and the parse gives no hold: "half of them run late – we hate it".
    """
    (first, *others) = clauses
    if others or first.relation is not Relation.WHOLE:
        return tuple(clauses)
    text = statement.text[first.start : first.end]
    at = max(_DASH.finditer(text), key=re.Match.end, default=None)
    remark = text[at.end() :].rstrip(" .!)") if at else ""
    if at is None or not is_remark(remark):
        return tuple(clauses)
    before, start = first.start + at.start(), first.start + at.end()
    end = start + len(remark)
    return (
        replace(first, text=text[: at.start()], end=before, own=(first.start, before)),
        replace(first, text=remark, start=start, end=end, own=(start, end)),
    )


class _Line(NamedTuple):
    """How the claims of a sentence are written out."""

    tokens: Parse
    label: str
    low: int
    """Its first token, behind the label."""
    end: int
    close: str
    """The stop that it ends with, if any."""
    capital: bool

    @staticmethod
    def of(statement: Statement, label: str, low: int) -> _Line:
        text = statement.text.rstrip()
        capital = next((c.isupper() for c in text if c.isalpha()), False) or low > 0
        return _Line(statement.parse, label, low, len(text), text[-1:] if text[-1:] in ".!" else "", capital)


def _sentence(statement: Statement, label: str, begin: int, subject: str) -> tuple[Clause, ...]:
    """Its claims, in order; none where it cannot be read or asks."""
    tokens, text = statement.parse, statement.text
    low = _first_token(tokens, label, begin)
    if low >= len(tokens) or text.rstrip().endswith("?"):
        return ()
    if not label and _says_one_thing(tokens[low:]):
        return (_whole(text),)
    segments = _segments(tokens, low, len(tokens)) if ";" in text else [(low, len(tokens))]
    drafts = _drafts(tokens, segments)
    antecedent = functools.cache(lambda: _own_subject(tokens, *segments[0]))
    topic = label if label and _is_thing(label) else subject
    fills = [_filling(draft, tokens, antecedent, topic) for draft in drafts]
    if len(drafts) == 1 and not label and not fills[0] and not drafts[0].variant.edits:
        return (_whole(text),)
    placed = _written(drafts, fills, _Line.of(statement, label, low))
    placed.sort(key=operator.attrgetter("start"))
    by_text: dict[str, Clause] = {}
    for clause in _parenthesis(statement, placed) or placed:
        by_text.setdefault(clause.text, clause)
    return tuple(by_text.values())


def _first_token(tokens: Parse, label: str, begin: int) -> int:
    low = next((i for i, t in enumerate(tokens) if t.start >= begin), len(tokens)) if label else 0
    while low < len(tokens) and tokens[low].pos == "SPACE":
        low += 1
    return low


def _drafts(tokens: Parse, segments: Iterable[tuple[int, int]]) -> list[Draft]:
    """The claims of each segment, or the whole of it; of several, none that is a single word."""
    drafts: list[Draft] = []
    for low, high in segments:
        drafts.extend(claims(tokens, low, high) or [Draft(Variant(tuple(range(low, high))), Relation.MAIN)])
    return [draft for draft in drafts if len(draft.variant.tokens) > 1 or len(drafts) == 1]


def _written(drafts: Sequence[Draft], fills: Iterable[dict[int, str]], line: _Line) -> list[Clause]:
    """The claims that drafts make, each with its place; one that comes out empty is left out."""
    counts: dict[int, int] = {}
    for index in itertools.chain.from_iterable([draft.variant.tokens for draft in drafts]):
        counts[index] = counts.get(index, 0) + 1
    found: list[Clause] = []
    for draft, fill in zip(drafts, fills, strict=True):
        indices = sorted(set(draft.variant.tokens))
        text = _text(draft, indices, fill, line)
        if not text:
            continue
        own = [i for i in indices if i not in draft.variant.borrowed] or indices
        start, end = _range(line.tokens, own)
        fewest = min(counts[i] for i in own)
        unique = _range(line.tokens, [i for i in own if counts[i] == fewest])
        relation = draft.relation
        if len(drafts) == 1:
            start, end = 0 if line.label else min(line.tokens[line.low].start, line.end), line.end
            relation = Relation.WHOLE if relation is Relation.MAIN else relation
        found.append(Clause(text, start, end, relation, unique))
    return found


def _text(draft: Draft, indices: Sequence[int], fill: Mapping[int, str], line: _Line) -> str:
    indices = _trimmed(line.tokens, indices, draft.variant.borrowed)
    text = render(line.tokens, indices, {**dict(draft.variant.edits), **fill})
    if line.label:
        text = _labelled(line.label, text, line.tokens, indices)
    return _finish(text, close=line.close, capital=line.capital)


_COORDINATED = frozenset({"conj", "cc", "preconj"})
_FILLED = SUBJECTS | {"poss"}
_JOINING = frozenset({"and", "but", "or", "yet", ";"})


def _says_one_thing(tokens: Sequence[Token]) -> bool:
    """Whether nothing stands in it that could be cut out or filled in, so that no tree need be drawn."""
    return not any(
        token.dep in _COORDINATED
        or (lower := token.text.lower()) in _JOINING
        or (token.dep in _FILLED and lower in _ANAPHORS)
        for token in tokens
    ) and not may_set_off(tokens)


def asks_for_antecedent(parse: Parse) -> bool:
    """Whether a pronoun stands in it that may speak of what was named in the statements before."""
    return not _ANAPHORS.isdisjoint([token.text.lower() for token in parse])


def _whole(text: str) -> Clause:
    low, high = len(text) - len(text.lstrip()), len(text.rstrip())
    return Clause(text.strip(), low, high, Relation.WHOLE, (low, high))


def _antecedent_for(
    draft: Draft,
    at: int,
    tokens: Sequence[Token],
    own: Callable[[], _Subject | None],
    subject: str,
) -> str:
    """What a claim's opening pronoun stands for: an earlier subject of its sentence, else the one handed in.

    Empty where the numbers differ, and for a bare "this", which speaks of all that was said.
    """
    word = dict(draft.variant.edits).get(at, tokens[at].text).split()[0].lower()
    if word in _POINTING:
        return ""
    if tokens[at].dep != "poss" and word in {"it", "they"} and (antecedent := own()) is not None:
        name, plural = antecedent
        if plural == (word == "they"):
            return name
    if word in {"he", "she", "his", "her"}:
        if (
            not subject
            and tokens[at].start > 0
            and (antecedent := own()) is not None
            and antecedent[0][:1].isupper()
        ):
            return "" if antecedent[1] else antecedent[0]
        return subject if _may_be_person(subject) else ""
    if any(t.dep in SUBJECTS and t.pos in {"NOUN", "PROPN"} for t in tokens[:at]):
        # the sentence has had a subject of its own since
        return ""
    last = subject.rsplit(maxsplit=1)[-1].lower() if subject.strip() else ""
    proper = " " in subject and all(w[:1].isupper() for w in subject.split())
    plural = " and " in subject or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    if plural != (word in {"they", "their"}) and not proper:
        return ""
    return subject


def _may_be_person(subject: str) -> bool:
    """Whether a subject may be one of whom "she" speaks: one with a name, or a noun for persons."""
    words = subject.split()
    return (
        any(word[:1].isupper() for word in words[1:])
        or any(word.lower().removesuffix("'s") in listed("people") or _PERSON.search(word) for word in words)
        or (bool(words) and words[0][:1].isupper() and words[0] not in {"The", "A", "An"})
    )


_PERSON = re.compile(
    r"(?:er|or|ist|ian|ess|eer|man|ant|ent|king|queen|nun|monk|saint|pope|father|widow|girl|boy|wife|bride|heir|poet|judge|bishop|thief|nurse|cook|chef|host|guest|duke|earl|prince|lord|lady|knight|king|hero|baby|child|pilot|maid|clerk|priest|aunt|uncle|niece|nephew|son)s?$",
    re.IGNORECASE,
)


def _trimmed(tokens: Sequence[Token], indices: Sequence[int], borrowed: frozenset[int]) -> list[int]:
    """Without the connectives that a claim opens with, and without commas that set off what was cut out."""
    outer = {",", ";", ":", "—", "–", "--"}
    kept = [
        index
        for place, index in enumerate(indices)
        if tokens[index].text not in outer
        or (
            0 < place < len(indices) - 1
            and indices[place - 1] == index - 1
            and (indices[place + 1] == index + 1 or index in borrowed)
        )
    ]
    start, end = 0, len(kept)
    while start < end - 1:
        token, following = tokens[kept[start]], tokens[kept[start + 1]]
        opens = token.lemma in listed("openers") and (token.pos == "CCONJ" or following.text == ",")
        if not opens and token.text not in outer:
            break
        start += 1
    while end > start + 1 and tokens[kept[end - 1]].text in outer | {"."}:
        end -= 1
    return kept[start:end]


def _labelled(label: str, line: str, tokens: Sequence[Token], indices: Sequence[int]) -> str:
    """An item's text with its label as subject, or before it where the label only names the topic."""
    first = tokens[indices[0]]
    word = first.text
    if first.text.lower() in {"it", "this", "these", "they"} and first.dep in SUBJECTS:
        return label + line[len(word) :] if line.startswith(word) and _is_thing(label) else line
    has_subject = any(tokens[i].dep in SUBJECTS for i in indices)
    if has_subject and first.tag not in {"VB", "VBP"}:
        # a label that names a source or a case is part of what is said; a topic is not
        return f"{label}: {line}" if re.search(r"[\d(]", label) or _is_work(label) else line
    plural = re.sub(r"\s*\([^)]*\)\s*$", "", label).lower().endswith("s")
    base = re.sub(r"\W", "", word).lower()
    verb = first.tag in {"VB", "VBP", "VBZ", "MD"} or (
        first.tag in {"JJR", "NNP", "NN"}
        and plural
        and base in {"lower", "benefit", "raise", "help", "limit", "increase", "reduce"}
    )
    if verb and base not in listed("instructing") and (plural or first.tag in {"VBZ", "MD"}):
        return f"{label} {word[:1].lower()}{line[1:]}"
    return f"{label}: {line}"


_FIGURES = prefilter.compile(
    r"(?<!\d)(?<!\d[,.])(\d[\d,.]*(?:[-–]\d[\d,.]*)?[^\d()]{0,25}?)\s*"
    r"\(((?:about |up to |≈|~)?\d[\d,.]*[^()]*\b(?:for|in|if|among|when|during)\s[^()]*)\)"
)


def _parenthesis(statement: Statement, placed: Sequence[Clause]) -> list[Clause]:
    """`1,000 mg (1,200 mg for women)`: the figure in brackets takes the place of the one before it."""
    found: list[Clause] = []
    hit = False
    if not any("(" in clause.text for clause in placed):
        return found
    for clause in placed:
        match = _FIGURES.search(clause.text)
        if match is None or ("%" in match[1] and "%" not in match[2]):
            found.append(clause)
            continue
        hit = True
        outer = clause.text[: match.end(1)] + clause.text[match.end() :]
        inner = clause.text[: match.start()] + match[2] + clause.text[match.end() :]
        at = statement.text.find("(" + match[2], clause.start)
        found.append(replace(clause, text=outer))
        start, end = (at + 1, at + 1 + len(match[2])) if at >= 0 else (clause.start, clause.end)
        found.append(Clause(inner, start, end, Relation.PARENTHESIS, (start, end)))
    return found if hit else []


def whole(statements: Iterable[Statement]) -> Iterator[tuple[Clause, ...]]:
    """The measure to beat: one claim for each statement."""
    for statement in statements:
        yield (_whole(statement.text),)
