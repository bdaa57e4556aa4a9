"""From a statement to its atomic claims, each of which can be read, checked and cited on its own.

A claim is cut out of the statement's dependency parse and never out of its characters: coordinated clauses, predicates
and noun phrases, relative clauses, appositions and participles become sentences of their own; conditions, populations,
periods, hedges, negations and reporting verbs stay with every claim that they govern. Where a cut could change what is
true (collective subjects, restricting modifiers, ranges, names, quotations, alternatives), the words stay together.

The manner is that of open information extraction by clauses (Del Corro and Gemulla, ClausIE, WWW 2013) and of sentence
splitting (Narayan et al., Split and Rephrase, EMNLP 2017), with the labels of ClearNLP's dependency scheme.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.claims.claim import Statement
from factcheck.document import Role
from factcheck.language import Token
from factcheck.lexicon import data


class Relation(enum.StrEnum):
    """How a claim stands in its statement."""

    WHOLE = "whole"
    """The statement says one thing."""
    MAIN = "main"
    """A main clause, or one of several in a row, or one member of a coordination."""
    CONTRAST = "contrast"
    """A clause with "while", "whereas", "although"."""
    RELATIVE = "relative"
    APPOSITION = "apposition"
    PARTICIPLE = "participle"
    PARENTHESIS = "parenthesis"
    CELL = "cell"
    """A cell of a table row, with its row's and its column's name."""


@dataclasses.dataclass(frozen=True, slots=True)
class Clause:
    """The text of one claim and where it stands."""

    text: str
    """Self-contained: subject, condition, label and header filled in. Never empty."""
    start: int
    """Its clause in the statement's prose; borrowed words (a shared subject or condition) are not counted."""
    end: int
    relation: Relation = Relation.WHOLE
    own: tuple[int, int] = (0, 0)
    """Inside `start` to `end`: the words that only this claim of the statement has (its member of a coordination)."""


MAX_TOKENS = 250
"""Longer sentences stay whole: they are lists, tables or broken text, and cost would no longer be linear."""

MAX_VARIANTS = 12
"""Several coordinations in one clause multiply; beyond this many the inner ones stay together."""

_PRONOUNS = frozenset({"he", "she", "it", "they", "this", "these", "those", "that"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_CONTRACTED = {
    "'s": "is",
    "’s": "is",
    "'re": "are",
    "’re": "are",
    "'ve": "have",
    "’ve": "have",
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
}
_LABEL = re.compile(r"\s*([^\s:;.!?|][^:;.!?|]{1,70}?)\s*:\s+(?=\S)")
_OPENING = {"(": ")", "[": "]", "“": "”", "«": "»"}
_CLOSING = frozenset(")]”»")
_VERBAL = frozenset({"VERB", "AUX"})


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in data("clauses")[name])


@functools.cache
def _irregular() -> Mapping[str, str]:
    table: Mapping[str, str] = data("clauses")["irregular_past"]
    return table


def _third_person(lemma: str) -> str:
    if lemma in {"be", "have", "do"}:
        return {"be": "is", "have": "has", "do": "does"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(lemma: str, participle: str) -> str:
    """The past tense; a regular verb doubles its consonant where its -ing form does."""
    if lemma in _irregular():
        return _irregular()[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        return lemma[:-1] + "ied"
    stem = participle.lower().removesuffix("ing") if participle.lower().endswith("ing") else lemma
    return stem + "ed"


@dataclasses.dataclass(frozen=True, slots=True)
class _Variant:
    """One way to read a part of the sentence: its tokens, in order, and what is changed in them."""

    tokens: tuple[int, ...]
    borrowed: frozenset[int] = frozenset()
    edits: tuple[tuple[int, str], ...] = ()
    choices: tuple[tuple[int, int, int], ...] = ()
    """Coordination (its first member), how many members, which one was taken."""

    def plus(self, other: _Variant) -> _Variant:
        return _Variant(
            self.tokens + other.tokens,
            self.borrowed | other.borrowed,
            self.edits + other.edits,
            self.choices + other.choices,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class _Draft:
    variant: _Variant
    relation: Relation


def _product(parts: Iterable[Sequence[_Variant]]) -> list[_Variant]:
    """Every combination; a part that would make too many is taken whole (its last variant, by convention)."""
    found = [_Variant(())]
    for variants in parts:
        if len(variants) == 1:
            only = variants[0]
            found = [variant.plus(only) for variant in found]
        else:
            found = [variant.plus(other) for variant in found for other in variants]
    return found


class _Reading:
    """The tree of one stretch of a sentence, and the claims read off it."""

    def __init__(self, tokens: Sequence[Token], low: int, high: int) -> None:
        self.tokens = tokens
        self.low, self.high = low, high
        self.kids: dict[int, list[int]] = {index: [] for index in range(low, high)}
        roots = [i for i in range(low, high) if tokens[i].head == i or not low <= tokens[i].head < high]
        self.root = next(
            (i for i in roots if tokens[i].pos in _VERBAL),
            next((i for i in roots if tokens[i].pos not in {"PUNCT", "SPACE"}), roots[0]),
        )
        self.heads = {i: tokens[i].head for i in range(low, high)}
        for root in roots:
            self.heads[root] = self.root
        self._reattach()
        self._reroot()
        for index in range(low, high):
            if index != self.root:
                self.kids[self.heads[index]].append(index)
        self.cut: set[int] = set()
        self.order: list[int] = []
        seen: set[int] = set()
        stack = [self.root]
        while stack:
            index = stack.pop()
            if index in seen:
                continue
            seen.add(index)
            self.order.append(index)
            stack.extend(self.kids[index])
        self.sound = len(self.order) == high - low
        self.left = {i: i for i in range(low, high)}
        self.right = dict(self.left)
        if self.sound:
            for index in reversed(self.order):
                for kid in self.kids[index]:
                    self.left[index] = min(self.left[index], self.left[kid])
                    self.right[index] = max(self.right[index], self.right[kid])
        self.nested = self._enclosed()
        self.zipped = any(tokens[i].lemma == "respectively" for i in range(low, high))

    def _reattach(self) -> None:
        """Mend two habits of parsers: where a finite verb and where the place of a birth are hung.

        "She helped to found it and led it": the finite verb goes with the finite one, not with the infinitive. "A
        singer born in May in Leeds": the place goes with the participle, not with the noun.
        """
        tokens, participle = self.tokens, -1
        for index in range(self.low, self.high):
            token, head = tokens[index], self.heads[index]
            if token.dep == "acl" and token.tag == "VBN":
                participle = index
            elif (
                token.dep == "prep"
                and self.low <= participle < index
                and head == self.heads[participle]
                and head < participle
            ):
                self.heads[index] = participle
            elif (
                token.dep == "conj"
                and token.tag in {"VBD", "VBZ"}
                and tokens[head].tag in {"VB", "VBG"}
                and head < index
            ):
                if any(self.heads[i] == index and tokens[i].dep in _SUBJECTS for i in range(head, index)):
                    continue
                above = head
                for _ in range(4):
                    above = self.heads[above]
                    if tokens[above].tag in {"VBD", "VBZ", "VBP"} or above == self.root:
                        break
                if tokens[above].tag == token.tag and tokens[head].dep in {"xcomp", "pcomp", "advcl", "acl"}:
                    for other in range(head, index):
                        if self.heads[other] == head and tokens[other].dep == "cc":
                            self.heads[other] = above
                    self.heads[index] = above

    def _reroot(self) -> None:
        """Two clauses in a row of which the parser has put the first under the second: "A rose, yet B fell"."""
        tokens, root = self.tokens, self.root
        for index in range(self.low, root):
            token = tokens[index]
            if token.dep != "ccomp" or self.heads[index] != root or token.pos not in _VERBAL:
                continue
            mine = [
                i for i in range(self.low, index) if self.heads[i] == index and tokens[i].dep in _SUBJECTS
            ]
            other = [i for i in range(index, root) if self.heads[i] == root and tokens[i].dep in _SUBJECTS]
            joined = any(
                self.heads[i] in {index, root}
                and tokens[i].dep == "cc"
                and tokens[i].text.lower() in {"and", "but", "yet"}
                for i in range(index, root)
            )
            if mine and other and joined and tokens[root].pos in _VERBAL:
                changed = list(tokens)
                changed[index] = dataclasses.replace(token, dep="ROOT")
                changed[root] = dataclasses.replace(tokens[root], dep="conj")
                for i in range(index, root):
                    if self.heads[i] == root and tokens[i].dep == "cc":
                        self.heads[i] = index
                for i in range(self.low, index):
                    if self.heads[i] == root:
                        self.heads[i] = index
                self.tokens = changed
                self.heads[root], self.heads[index], self.root = index, index, index
                return

    # -- places ---------------------------------------------------------------------------------------------

    def _enclosed(self) -> dict[int, int]:
        """For tokens inside brackets or quotation marks: where those open."""
        found: dict[int, int] = {}
        closers: list[tuple[str, int]] = []
        quote = -1
        for index in range(self.low, self.high):
            text = self.tokens[index].text
            if text in {'"', "''", "``"}:
                quote = index if quote < 0 else -1
            elif closers and text == closers[-1][0]:
                closers.pop()
            elif text in _OPENING:
                closers.append((_OPENING[text], index))
            elif closers:
                found[index] = closers[-1][1]
            elif quote >= 0:
                found[index] = quote
        if quote >= 0:
            return {i: at for i, at in found.items() if at != quote}
        return found

    def _is(self, index: int, *texts: str) -> bool:
        return self.low <= index < self.high and self.tokens[index].text.lower() in texts

    def _kids(self, index: int, *deps: str) -> list[int]:
        return [kid for kid in self.kids[index] if self.tokens[kid].dep in deps]

    def whole(self, index: int, drop: frozenset[int] = frozenset()) -> list[int]:
        """The subtree in order, without what was cut out of it."""
        found, stack = [], [index]
        while stack:
            node = stack.pop()
            if node != index and (node in self.cut or node in drop):
                continue
            found.append(node)
            stack.extend(self.kids[node])
        return sorted(found)

    def _is_comma(self, index: int) -> bool:
        return self._is(index, ",", "—", "–", "--")

    # -- coordination ---------------------------------------------------------------------------------------

    def _chain(self, index: int) -> list[int]:
        """A first member with the members that hang on it, each on the one before or on the first."""
        members, at = [index], 0
        while at < len(members):
            members.extend(kid for kid in self._kids(members[at], "conj") if kid not in self.cut)
            at += 1
        return sorted(members)

    def _joiners(self, members: Sequence[int]) -> list[int]:
        """Conjunctions and commas that hold the members together."""
        found = []
        for one in members:
            for kid in self.kids[one]:
                token = self.tokens[kid]
                if token.dep in {"cc", "preconj"}:
                    found.extend(self.whole(kid))
                elif token.dep == "punct" and token.text in {",", ";"} and one < kid < members[-1]:
                    found.append(kid)
        return found

    def _conjunctions(self, members: Sequence[int]) -> set[str]:
        return {
            " ".join(self.tokens[t].text.lower() for t in self.whole(kid))
            for one in members
            for kid in self._kids(one, "cc", "preconj")
        }

    def _predicates(self, verb: int) -> list[int]:
        """The verb with those coordinated with it that can stand alone; only the verb where they cannot."""
        members = [verb]
        for other in self._chain(verb)[1:]:
            if self._stands(verb, other):
                members.append(other)
            elif self.tokens[other].pos in _VERBAL:
                return [verb]
        if len(members) == 1 or self._conjunctions(self._chain(verb)) - {
            "and",
            "but",
            "yet",
            "as well as",
            "so",
            "both",
            "while",
            "then",
            "and then",
        }:
            return [verb]
        return members

    def _stands(self, first: int, other: int) -> bool:
        one, two = self.tokens[first], self.tokens[other]
        if other < first or two.pos not in _VERBAL:
            return False
        if self.nested.get(first) != self.nested.get(other) or any(
            self.low <= i < self.high and self.tokens[i].tag == "HYPH" for i in (other - 1, other + 1)
        ):
            return False
        if self._kids(other, *_SUBJECTS, "expl") or self._kids(other, *_AUXILIARIES):
            return True
        if two.tag in {"VBD", "VBZ", "VBP"} or two.tag == one.tag:
            return True
        return two.tag == "VB" and one.tag in {"VBP", "VBD"} and not self._kids(first, "dobj")

    def _shared_left(self, first: int, other: int) -> list[int]:
        """What the later predicate takes over: subject, fronted condition, and the auxiliaries of a bare form."""
        one, two = self.tokens[first], self.tokens[other]
        own_subject = bool(self._kids(other, *_SUBJECTS, "expl"))
        own_auxiliary = bool(self._kids(other, *_AUXILIARIES))
        own_front = any(
            kid < other and self.tokens[kid].dep in {"prep", "advcl", "npadvmod"} for kid in self.kids[other]
        )
        bare = (
            two.tag in {"VB", "VBN", "VBG"} and two.tag == one.tag and not own_auxiliary and not own_subject
        )
        if two.tag == "VBD" and one.tag == "VBN" and not own_auxiliary and not own_subject:
            # "was born in Leeds and grew up": a finite form needs no auxiliary, unless it is only tagged so
            bare = (
                two.lemma not in _irregular()
                and not self._kids(other, "dobj")
                and bool(self._kids(first, "auxpass"))
                and bool(self._kids(other, "agent"))
            )
        adversative = bool(self._conjunctions([first]) & {"but", "yet", "while"})
        subject_at = min((k for k in self._kids(first, *_SUBJECTS)), default=first)
        found: list[int] = []
        for kid in self.kids[first]:
            token = self.tokens[kid]
            if kid > first or kid in self.cut:
                continue
            if token.dep in _SUBJECTS or token.dep == "expl":
                take = not own_subject
            elif token.dep in _AUXILIARIES:
                take = bare
            elif token.dep == "neg":
                take = bare
            elif token.dep == "mark":
                take = not self._kids(other, "mark")
            elif token.dep in {"advcl", "prep", "npadvmod"}:
                take = (
                    kid < subject_at
                    and not own_front
                    and (token.dep == "advcl" or not (own_subject and adversative))
                )
            elif token.dep == "advmod":
                take = (
                    kid < subject_at
                    and not own_front
                    and token.lemma not in _words("openers")
                    and token.tag != "WRB"
                )
                take = (
                    take
                    or token.tag == "WRB"
                    or (bare and kid > subject_at and token.lemma in {"never", "not"})
                )
            else:
                take = False
            if take:
                words = self.whole(kid)
                kept = set(words)
                found.extend(t for t in words if not self._is_comma(t) or (t - 1 in kept and t + 1 in kept))
                if token.dep in {"advcl", "prep", "npadvmod", "advmod"} and self._is_comma(
                    self.right[kid] + 1
                ):
                    found.append(self.right[kid] + 1)
        return found

    def _shared_right(self, one: int, members: Sequence[int]) -> list[int]:
        """What stands behind the last predicate and holds for an earlier one too.

        A trailing condition, duration or population; and the complements of the next predicate where the earlier one
        has none ("produced and directed several films").
        """
        tokens, last = self.tokens, members[-1]
        following = members[members.index(one) + 1]
        own = [
            k
            for k in self.kids[one]
            if k > one and tokens[k].dep not in {"cc", "conj", "punct", "prt", "advmod"}
        ]
        if self._kids(following, *_SUBJECTS):
            return []
        if not own and self._is(one + 1, "and") and tokens[following].tag == tokens[one].tag:
            links = set(self._joiners(members)) | set(members)
            found = []
            for kid in self.kids[following]:
                if (
                    kid > following
                    and kid not in links
                    and kid not in self.cut
                    and tokens[kid].dep != "punct"
                ):
                    found.extend(self.whole(kid, frozenset(links)))
            return found
        if self._kids(last, *_SUBJECTS) or any(tokens[k].dep == "advcl" for k in own):
            return []
        found = []
        dated = any(tokens[n].pos == "NUM" for k in own for n in self._kids(k, "pobj"))
        for kid in self.kids[last]:
            token = tokens[kid]
            if kid < last or kid in self.cut:
                continue
            if token.dep == "advcl":
                marks = {tokens[m].lemma for m in self.kids[kid] if tokens[m].dep in {"mark", "advmod"}}
                take = bool(marks & {"if", "unless", "when"})
            elif token.dep == "prep":
                nouns = {tokens[n].lemma for n in self._kids(kid, "pobj")}
                lasting = token.lemma in {"after", "over", "within", "during"} and bool(
                    nouns & _words("durations")
                )
                whom = token.lemma in {"in", "among"} and bool(nouns & _words("people"))
                same = any(tokens[k].lemma == token.lemma for k in own)
                take = (lasting or whom) and not same and not dated
            else:
                take = False
            if take:
                found.extend(self.whole(kid))
        return found

    def clause(self, verb: int) -> list[_Variant]:
        """The readings of a clause: one for each predicate and each member of a coordination in it."""
        members = self._predicates(verb)
        if len(members) == 1:
            return self._single(verb, frozenset())
        drop = frozenset(members) | frozenset(self._joiners(members))
        # what follows all the predicates though it hangs on the first is said of each
        behind = frozenset(
            k
            for k in self.kids[verb]
            if k > members[-1] and k not in drop and k not in self.cut and self.tokens[k].dep != "punct"
        )
        shared: dict[int, list[int]] = {}
        for one in members:
            left = self._shared_left(verb, one) if one != verb else []
            right = self._shared_right(one, members) if one != members[-1] else []
            after = [t for k in behind for t in self.whole(k)] if one != verb else []
            shared[one] = left + right + after
        for inner in (True, False):
            found: list[_Variant] = []
            for one in members:
                extra = _Variant(tuple(shared[one]), frozenset(shared[one]))
                kept = drop - {one}
                variants = self._single(one, kept) if inner else [_Variant(tuple(self.whole(one, kept)))]
                found.extend(variant.plus(extra) for variant in variants)
            if len(found) <= MAX_VARIANTS:
                break
        return found

    def _single(self, verb: int, drop: frozenset[int]) -> list[_Variant]:
        parts: list[list[_Variant]] = [[_Variant((verb,))]]
        total = 1
        for kid in self.kids[verb]:
            if kid in drop or kid in self.cut:
                continue
            variants = self._part(verb, kid, drop)
            if len(variants) * total > MAX_VARIANTS:
                variants = [_Variant(tuple(self.whole(kid, drop)))]
            total *= len(variants)
            parts.append(variants)
        found = _product(parts)
        if self.zipped and len(found) > 1:
            # "5 and 9, respectively": the members of the rows go in step
            word = {i for i in range(self.low, self.high) if self.tokens[i].lemma == "respectively"}
            steps = [
                v
                for v in found
                if len({(n, chosen) for _, n, chosen in v.choices}) <= len({n for _, n, _ in v.choices})
            ]
            found = [
                dataclasses.replace(v, tokens=tuple(t for t in v.tokens if t not in word)) for v in steps
            ]
        return found

    def _part(self, verb: int, kid: int, drop: frozenset[int]) -> list[_Variant]:
        token = self.tokens[kid]
        plain = [_Variant(tuple(self.whole(kid, drop)))]
        dep = token.dep
        if dep in {"nsubj", "nsubjpass"}:
            return self._subject(verb, kid, drop)
        if dep in {"ccomp", "xcomp"} and token.pos in _VERBAL:
            return self.clause(kid) if not drop & set(self.kids[kid]) else plain
        if self._restricted(verb):
            return plain
        if dep in {"dobj", "attr", "oprd", "acomp", "dative"}:
            joint = self.tokens[verb].lemma in _words("joint_verbs") - {
                "share",
                "found",
                "form",
                "represent",
                "trade",
                "meet",
            }
            return plain if joint else self._noun(kid, drop, top=True)
        if dep in {"prep", "agent"} and kid > verb:
            members = self._chain(kid)
            if (
                len(members) > 1
                and all(self.tokens[m].pos == "ADP" for m in members)
                and len(members) <= MAX_VARIANTS
            ):
                if self._conjunctions(members) != {"and"} or self.tokens[kid].lemma in {"between", "from"}:
                    return plain
                links = frozenset(members) | frozenset(self._joiners(members)) | drop
                return [_Variant(tuple(self.whole(m, links - {m}))) for m in members]
            return self._preposition(kid, drop, _words("open_prepositions"))
        return plain

    def _restricted(self, index: int) -> bool:
        return any(self.tokens[k].lemma in _words("restricting") for k in self._kids(index, "advmod"))

    def _preposition(self, prep: int, drop: frozenset[int], allowed: frozenset[str]) -> list[_Variant]:
        plain = [_Variant(tuple(self.whole(prep, drop)))]
        lemma = self.tokens[prep].lemma
        if self.tokens[prep].text.lower() == "including":
            lemma = "including"
        if self._restricted(prep):
            return plain
        if lemma not in allowed and not (
            lemma == "with"
            and all(self._names(m) for k in self._kids(prep, "pobj") for m in [k, *self._chain(k)[1:]][:1])
        ):
            return plain
        if lemma in {"of", "from"} and self.tokens[self.heads[prep]].lemma in {"make", "compose"}:
            return plain
        objects = self._kids(prep, "pobj")
        actions = self._kids(prep, "pcomp")
        rest = [k for k in self.kids[prep] if k not in objects and k not in actions and k not in drop]
        if self._kids(prep, "conj") or len(objects) + len(actions) != 1:
            return plain
        base = [_Variant((prep,))] + [_Variant(tuple(self.whole(k, drop))) for k in rest]
        if objects:
            noun = self.tokens[objects[0]]
            if lemma == "in" and noun.lemma in _words("people"):
                return plain
            if lemma == "by" and self.tokens[prep].dep == "agent":
                return plain
            inner = self._noun(objects[0], drop, top=lemma != "in" or noun.pos in {"PROPN", "NUM"})
        elif self.tokens[actions[0]].pos in _VERBAL and not drop & set(self.kids[actions[0]]):
            inner = self.clause(actions[0])
        else:
            return plain
        return _product([*[[b] for b in base], inner])

    # -- noun phrases ---------------------------------------------------------------------------------------

    def _noun(self, noun: int, drop: frozenset[int], *, top: bool) -> list[_Variant]:
        """A noun phrase, or each of its coordinated members with what they share."""
        members = self._chain(noun)
        if len(members) > 1 and top and self._separable(members):
            links = frozenset(members) | frozenset(self._joiners(members)) | drop
            both = frozenset(k for k in self.kids[noun] if self._is(k, "both"))
            tails = _words("tails")
            chosen = [m for m in members if self.tokens[m].text.lower() not in tails]
            if len(chosen) > 1 and len(chosen) <= MAX_VARIANTS:
                found: list[_Variant] = []
                for place, one in enumerate(chosen):
                    shared = self._shared_in_noun(chosen, one)
                    extra = _Variant(tuple(shared), frozenset(), (), ((noun, len(chosen), place),))
                    for variant in self._members_of(one, (links - {one}) | both):
                        found.append(variant.plus(extra))
                return found
        if len(members) > 1:
            return [_Variant(tuple(self.whole(noun, drop)))]
        return self._members_of(noun, drop)

    def _members_of(self, noun: int, drop: frozenset[int]) -> list[_Variant]:
        """One noun with its modifiers; a coordination behind "of" is told member by member."""
        fixed = [noun]
        opened: list[list[_Variant]] = []
        joint = self.tokens[noun].lemma in _words("joint_nouns") or self.tokens[noun].pos not in {
            "NOUN",
            "ADJ",
        }
        for kid in self.kids[noun]:
            if kid in drop or kid in self.cut:
                continue
            if self.tokens[kid].dep == "prep" and kid > noun and (not joint or self._is(kid, "including")):
                variants = self._preposition(kid, drop, _words("noun_prepositions"))
                if len(variants) > 1 and not opened:
                    opened.append(variants)
                    continue
            fixed.extend(self.whole(kid, drop))
        return _product([[_Variant(tuple(fixed))], *opened])

    def _separable(self, members: Sequence[int]) -> bool:
        """Whether each member of a coordination may be said alone with the same truth."""
        first = members[0]
        tokens = self.tokens
        conjunctions = self._conjunctions(members)
        if not conjunctions or conjunctions - {"and", "as well as", "both", "and also"}:
            return False
        if len({tokens[m].pos in _VERBAL for m in members}) > 1 or tokens[first].pos in {"PRON", "ADV"}:
            return False
        if any(tokens[m].pos in {"PRON", "VERB"} and tokens[m].lemma not in _words("tails") for m in members):
            return False
        opens = {self.nested.get(m) for m in members}
        if (
            len(opens) == 1
            and opens != {None}
            and tokens[min(o for o in opens if o is not None)].text in {'"', "“", "(", "[", "``"}
        ):
            return False
        low, high = tokens[self.left[first]].start, tokens[members[-1]].end
        between = " ".join(tokens[i].text.lower() for i in range(self._near(first), members[-1] + 1))
        if any(pair in between for pair in _words("fixed_pairs")) or high - low > 2000:
            return False
        if any(
            self._is(i, ":", "-", "–", "—", "--")
            for i in range(self.left[first] - 1, members[-1])
            if i not in self.nested
        ):
            return False
        if self._is_name(members) or any(not re.search(r"[^\W_]|[%‰°]", tokens[m].text) for m in members):
            return False
        last = members[-1]
        start = {tokens[k].dep for k in self.kids[first]}
        end = {tokens[k].dep for k in self.kids[last] if k < last}
        if (
            len(members) == 2
            and end & {"compound", "nmod"}
            and not end & {"det", "poss", "amod"}
            and not start & {"compound", "nmod", "amod", "prep"}
            and (
                (tokens[last].tag in {"NNS", "NNPS"} and tokens[first].tag in {"NN", "NNP"})
                or (start & {"det", "poss"} and tokens[first].pos == tokens[last].pos)
            )
        ):
            # "the copper and zinc plates": the first word may belong to the last
            return False
        if tokens[first].dep == "attr" and any(
            tokens[k].dep == "prep" and first < k < members[1] for k in self.kids[first]
        ):
            articles = {tokens[k].text.lower() for m in members for k in self._kids(m, "det")}
            if len(articles) > 1:
                # "a believer in work and the value of rest": the second noun may belong to the preposition
                return False
        if any(tokens[i].tag == "HYPH" for m in members for i in (m - 1, m + 1) if self.low <= i < self.high):
            return False
        if (
            tokens[first].dep == "attr"
            and tokens[first].pos == "NOUN"
            and any(tokens[m].pos == "PROPN" and tokens[m].text[:1].isupper() for m in members[1:])
        ):
            # "a member of the Red Cross and the Rotary Club": the parse has taken the second name for an attribute
            return False
        if any(self._restricted(m) for m in members):
            return False
        if any(
            tokens[k].dep in {"nummod", "quantmod"}
            or tokens[k].lemma
            in {"between", "among", "neither", "either", "no", "same", "different", "total"}
            for k in self.kids[first]
        ):
            return all(self._kids(m, "nummod", "det", "poss") for m in members[1:])
        if tokens[first].pos == "NUM":
            # years can be told apart; parts of a count or a range cannot
            return all(re.fullmatch(r"(1[5-9]|20)\d\d", tokens[m].text) for m in members)
        return True

    def _near(self, member: int) -> int:
        """The left edge of a member without clauses."""
        return min(
            [member, *(k for k in self.kids[member] if self.tokens[k].dep in {"compound", "amod", "nmod"})]
        )

    def _is_name(self, members: Sequence[int]) -> bool:
        """Inside one name, such as that of a journal or a ministry, a conjunction joins nothing."""
        tokens = self.tokens
        if not all(tokens[m].text[:1].isupper() for m in members):
            return False
        head = self.heads[members[0]]
        if tokens[head].dep == "prep" or tokens[head].pos == "ADP":
            above = self.heads[head]
            before = tokens[head - 1] if head > self.low else None
            if (
                self._is(head, "of", "for", "on")
                and before
                and before.pos == "PROPN"
                and before.text[:1].isupper()
            ):
                return True
            if (
                self._is(head, "of", "for", "on")
                and tokens[above].text[:1].isupper()
                and tokens[above].pos in {"PROPN", "NOUN"}
                and above > self.low
                and above < head
            ):
                return True
        if any(tokens[k].text == "&" for m in members for k in self._kids(m, "cc")):
            return True
        following = members[-1] + 1
        return (
            self._is(following, "of")
            and any(tokens[m].pos == "PROPN" for m in members)
            and following + 1 < self.high
            and tokens[following + 1].text[:1].isupper()
            and len(members) == 2
            and tokens[members[0]].pos == "PROPN"
            and not self._kids(members[0], "det")
        )

    def _shared_in_noun(self, members: Sequence[int], one: int) -> list[int]:
        """What members of a coordination have in common: a determiner, adjectives, what follows them all."""
        tokens, first, last = self.tokens, members[0], members[-1]
        found: list[int] = []
        if one != first:
            left = [k for k in self.kids[one] if k < one]
            giver = max(
                (
                    m
                    for m in members
                    if m < one and any(k < m and tokens[k].dep == "amod" for k in self.kids[m])
                ),
                default=first,
            )
            own = {tokens[k].dep for k in left} & {"det", "poss", "amod", "nummod", "compound", "nmod"}
            roles = tokens[first].tag == tokens[one].tag and bool(self._kids(first, "det"))
            alike = not own and (roles or tokens[first].tag == tokens[one].tag == "NNS")
            for kid in dict.fromkeys([*self.kids[first], *self.kids[giver]]):
                token = tokens[kid]
                if kid > one or kid in self.cut or (kid > first and self.heads[kid] == first):
                    continue
                if token.dep == "amod" and self.heads[kid] != giver:
                    continue
                word = token.text.lower()
                if token.dep == "poss":
                    take = not own & {"det", "poss"} and tokens[one].pos == "NOUN"
                elif token.dep == "det":
                    take = word not in {"both", "some"} and not own & {"det", "poss", "nummod"} and roles
                elif token.dep == "amod" and (
                    token.lemma in _words("quantifying") or word in _words("quantifying")
                ):
                    lone = not own and (
                        len(members) > 2 or (tokens[one].tag == "NN") != (tokens[first].tag == "NN")
                    )
                    take = not own & {"det", "poss", "nummod"} and not lone and giver == first
                    take = take and not any(tokens[k].lemma in _words("quantifying") for k in left)
                elif token.dep in {"amod", "compound", "nmod"}:
                    take = (
                        alike
                        and (token.dep == "amod" or token.pos == "PROPN")
                        and not token.tag.startswith("JJS")
                    )
                else:
                    take = False
                if take:
                    found.extend(self.whole(kid))
        for kid in self.kids[first]:
            behind = (
                kid > last and tokens[kid].dep in {"prep", "relcl", "acl", "advcl"} and kid not in self.cut
            )
            if behind and one != first:
                found.extend(self.whole(kid))
        if one != last and not any(
            k > one and tokens[k].dep in {"prep", "relcl", "acl"} for k in self.kids[one]
        ):
            single = tokens[one].tag == "NN" and tokens[last].tag == "NN"
            fronted = {tokens[k].dep for k in self.kids[last] if k < last} & {"det", "poss"}
            for kid in self.kids[last]:
                if kid < last or kid in self.cut or tokens[kid].dep != "prep":
                    continue
                inner = {tokens[n].lemma for n in self._kids(kid, "pobj")}
                whole = tokens[kid].lemma in {"of", "for", "at"} and single and not fronted
                if whole or (tokens[kid].lemma in {"in", "among"} and inner & _words("people")):
                    found.extend(self.whole(kid))
        return found

    def _subject(self, verb: int, noun: int, drop: frozenset[int]) -> list[_Variant]:
        """The subject; a coordinated one is told member by member unless the predicate is about them together."""
        plain = [_Variant(tuple(self.whole(noun, drop)))]
        members = self._chain(noun)
        tokens = self.tokens
        if len(members) == 1:
            return self._members_of(noun, drop) if not self._together(verb, noun) else plain
        if self._conjunctions(members) == {"neither", "nor"} and len(members) <= MAX_VARIANTS:
            return self._denied(verb, members, drop)
        if self._together(verb, noun) or not self._separable(members):
            return plain
        found = []
        finite = self._finite(verb)
        attribute = [k for k in self._kids(verb, "attr") if tokens[k].tag in {"NN", "NNS"}]
        if attribute and not self.zipped:
            # "A and B are vitamins" cannot be told of one of them without changing the noun
            return plain
        floating = [k for k in self.kids[verb] if self._is(k, "both")]
        for variant in self._noun(noun, drop | frozenset(floating), top=True):
            chosen = members[variant.choices[0][2]] if variant.choices else noun
            singular = tokens[chosen].tag in {"NN", "NNP", "VBG", "CD"}
            edits: tuple[tuple[int, str], ...] = tuple((k, "") for k in floating)
            if singular and finite is not None:
                token = tokens[finite]
                if token.text.lower() in {"are", "were", "'re", "’re"}:
                    edits += ((finite, "was" if token.text.lower() == "were" else "is"),)
                elif token.tag == "VBP" or token.text.lower() in {"have", "do"}:
                    edits += ((finite, _third_person(token.lemma)),)
            found.append(dataclasses.replace(variant, edits=variant.edits + edits))
        return found

    def _denied(self, verb: int, members: Sequence[int], drop: frozenset[int]) -> list[_Variant]:
        """ "Neither A nor B had an effect": A did not, and B did not."""
        helpers = [k for k in self._kids(verb, *_AUXILIARIES) if k < verb]
        at = min(helpers, default=verb)
        token = self.tokens[at]
        if token.tag == "MD" or helpers or token.lemma == "be":
            form = f"{token.text} not"
        elif token.tag in {"VBD", "VBZ", "VBP"}:
            form = f"{'did' if token.tag == 'VBD' else 'does'} not {token.lemma}"
        else:
            return [_Variant(tuple(self.whole(members[0], drop)))]
        links = frozenset(members) | frozenset(self._joiners(members)) | drop
        return [
            _Variant(
                tuple(self.whole(m, links - {m})),
                edits=((at, form),),
                choices=((members[0], len(members), n),),
            )
            for n, m in enumerate(members)
        ]

    def _finite(self, verb: int) -> int | None:
        helpers = [
            k
            for k in self._kids(verb, *_AUXILIARIES)
            if k < verb or self.tokens[k].tag in {"VBP", "VBD", "VBZ", "MD"}
        ]
        at = min(helpers, default=verb)
        return at if self.tokens[at].tag in {"VBP", "VBD", "VBZ"} else None

    def _together(self, verb: int, noun: int) -> bool:
        """Whether a clause speaks about the members of its subject jointly."""
        predicate = {verb, *self.kids[verb]}
        for kid in list(predicate):
            if (
                self.tokens[kid].dep in {"acomp", "prep", "advmod", "attr", "dobj", "conj", "oprd"}
                and kid != noun
            ):
                predicate.update(self.kids[kid])
        for index in predicate:
            token = self.tokens[index]
            if index == noun or self.heads[index] == noun:
                continue
            if token.lemma in _words("joint_words") or token.text.lower() in _words("joint_words"):
                return True
            if token.lemma == "other" and self._is(index - 1, "each"):
                return True
        return self.tokens[verb].lemma in _words("joint_verbs") or self.tokens[noun].lemma in _words(
            "joint_nouns"
        )

    # -- clauses inside the sentence ------------------------------------------------------------------------

    def asides(self) -> list[tuple[int, Relation]]:
        """Clauses that assert something of their own, marked as cut out of the main one."""
        found: list[tuple[int, Relation]] = []
        for index in range(self.low, self.high):
            token = self.tokens[index]
            if index == self.root or index in self.nested:
                continue
            relation = None
            if token.dep == "relcl" and self._is_free_relative(index):
                relation = Relation.RELATIVE
            elif token.dep in {"appos", "npadvmod"} and self._is_apposition(index):
                relation = Relation.APPOSITION
            elif token.dep in {"advcl", "acl"} and self._is_free_participle(index):
                relation = Relation.PARTICIPLE
            elif token.dep == "advcl" and self._is_contrast(index):
                relation = Relation.CONTRAST
            if relation is not None:
                found.append((index, relation))
        self.cut.update(self.removed(found))
        return found

    def removed(self, asides: Iterable[tuple[int, Relation]]) -> set[int]:
        """Which of them leave the clause that they stand in; a name in apposition stays ("her son, Tom, said")."""
        return {
            index
            for index, relation in asides
            if relation is not Relation.APPOSITION or self.tokens[index].pos != "PROPN"
        }

    def _set_off(self, index: int) -> bool:
        """Between a comma and a comma, or a comma and the end."""
        before, after = self.left[index] - 1, self.right[index] + 1
        if not self._is_comma(before):
            return False
        return (
            after >= self.high
            or self.tokens[after].pos == "PUNCT"
            or self.tokens[after].dep in {"cc", "punct"}
            or self._is_comma(self.right[index])
        )

    def _in_restriction(self, index: int) -> bool:
        """Under a condition, a comparison or a clause that restricts, where nothing is asserted."""
        at = self.heads[index]
        for _ in range(60):
            if at == self.root:
                return False
            token = self.tokens[at]
            if token.dep in {"advcl", "csubj"} and at not in self.cut:
                return True
            at = self.heads[at]
        return True

    def _pronoun_of(self, verb: int) -> int | None:
        """The relative pronoun that is the subject of a relative clause."""
        for kid in self._kids(verb, "nsubj", "nsubjpass"):
            if self.tokens[kid].tag in {"WDT", "WP"}:
                return kid
        return None

    def _is_free_relative(self, verb: int) -> bool:
        head = self.heads[verb]
        if self._in_restriction(verb) or self.tokens[head].pos not in {"NOUN", "PROPN", "NUM"}:
            return False
        pronoun = self._pronoun_of(verb)
        where = self._place_of(verb)
        if pronoun is None and where is None:
            return False
        first = self.left[verb]
        if self._set_off(verb):
            at = pronoun if pronoun is not None else where
            return at == first and not self._is(first, "that")
        if (
            pronoun is not None
            and pronoun == first
            and self._is(pronoun, "which", "who")
            and self._names(head)
        ):
            return True
        copula = self.heads[head]
        return (
            pronoun is not None
            and pronoun == first
            and self._is(pronoun, "who")
            and self.tokens[head].dep == "attr"
            and copula == self.root
            and self.tokens[copula].lemma == "be"
            and bool(self._kids(copula, "nsubj"))
            and not self._kids(copula, "neg")
            and any(self.tokens[k].dep in {"amod", "compound", "prep"} for k in self.kids[head])
        )

    def _place_named(self, verb: int) -> int | None:
        """The place that "where" stands for: the noun before it, or the one before a year."""
        for index in range(self.left[verb] - 1, max(self.low, self.left[verb] - 9) - 1, -1):
            token = self.tokens[index]
            if token.pos in _VERBAL:
                return None
            if token.pos in {"PROPN", "NOUN"} and token.dep in {"pobj", "dobj"}:
                return index
        return None

    def _names(self, noun: int) -> bool:
        """Whether a noun is somebody's or something's name; a clause cannot restrict it further."""
        return (
            self.tokens[noun].pos == "PROPN"
            and self.tokens[noun].tag == "NNP"
            and not self._kids(noun, "det", "nummod")
            and self.tokens[noun].dep in {"nsubj", "dobj", "pobj"}
        )

    def _place_of(self, verb: int) -> int | None:
        return next(
            (
                k
                for k in self._kids(verb, "advmod")
                if self._is(k, "where") and self._kids(verb, "nsubj", "nsubjpass")
            ),
            None,
        )

    def _is_apposition(self, noun: int) -> bool:
        token = self.tokens[noun]
        if (
            token.pos not in {"NOUN", "PROPN"}
            or not self._is_comma(self.left[noun] - 1)
            or not self._set_off(noun)
        ):
            return False
        if self._kids(noun, "appos") or self._in_restriction(noun):
            return False
        if self._conjunctions(self._chain(noun)) and not self._kids(noun, "det"):
            return False
        kinds = {self.tokens[k].dep for k in self.kids[noun]}
        head = self._anchor(noun)
        if head is None:
            return False
        anchor = self.tokens[head]
        if token.dep == "npadvmod" or head != self.heads[noun]:
            return "det" in kinds and noun > self.root and bool(kinds & {"relcl", "prep", "acl"})
        if anchor.pos not in {"NOUN", "PROPN"} or noun < head or len(self._kids(head, "appos")) > 1:
            return False
        if any(k > noun for k in self._kids(head, "conj", "cc")) or anchor.dep in {"conj", "appos"}:
            return False
        if anchor.pos == "PROPN" and token.tag == "NNS":
            return False
        if self._kids(head, "nummod") or (self._kids(noun, "conj") and token.text[:1].isupper()):
            return False
        if token.pos == "PROPN":
            return (
                anchor.pos == "NOUN"
                and bool(self._kids(head, "det", "poss"))
                and "compound" not in {anchor.dep}
            )
        if not kinds & {"det", "poss", "amod", "compound"} and not any(
            self._is(k, "of") for k in self._kids(noun, "prep")
        ):
            return False
        return not re.match(r"\d", token.text)

    def _anchor(self, noun: int) -> int | None:
        """What a set-off noun phrase stands beside: its head, if that ends right before it, else the phrase that does."""
        head = self.heads[noun]
        if self.tokens[noun].dep == "appos" and head < noun:
            named = [t for t in self._phrase(head) if t < self.left[noun] and self.tokens[t].pos != "PUNCT"]
            ends = next(
                (t for t in range(self.left[noun] - 2, self.low - 1, -1) if self.tokens[t].pos != "PUNCT"), -1
            )
            if named and named[-1] == ends:
                return head
        return self._antecedent(noun)

    def _antecedent(self, noun: int) -> int | None:
        """The noun phrase that ends right before a set-off phrase."""
        end = self.left[noun] - 2
        if end < self.low:
            return None
        at, best = end, None
        while self.right[at] <= end or at == end:
            if self.tokens[at].pos in {"NOUN", "PROPN"}:
                best = at
            if at == self.root or self.tokens[self.heads[at]].pos in _VERBAL:
                break
            at = self.heads[at]
        return best

    def _is_free_participle(self, verb: int) -> bool:
        token = self.tokens[verb]
        head = self.heads[verb]
        if (
            token.tag not in {"VBG", "VBN"}
            or token.lemma in _words("kept_participles")
            or self._in_restriction(verb)
        ):
            return False
        if self._kids(verb, *_SUBJECTS, *_AUXILIARIES, "mark", "prep_mark"):
            return False
        if any(self.tokens[k].tag in {"WRB", "IN"} and k < verb for k in self.kids[verb]):
            return False
        if any(self.tokens[k].dep == "neg" for k in [*self.kids[head], *self.kids[verb]]):
            return False
        if self._subject_for(verb) is None:
            return False
        if (
            token.tag == "VBG"
            and len(self._chain(verb)) > 1
            and any(
                self.tokens[i].tag == "VBG" and self.tokens[i].dep in {"pcomp", "xcomp"}
                for i in range(self.low, verb)
            )
        ):
            # the tail of a list of actions, not a clause
            return False
        if token.dep == "acl" and not self._is_comma(self.left[verb] - 1):
            copula = self.heads[head]
            return (
                token.tag == "VBN"
                and (token.lemma == "know" or token.text == "born")
                and self.tokens[head].dep == "attr"
                and copula == self.root
                and self.right[verb] > verb
            )
        if verb < head and token.dep == "advcl":
            return (
                token.tag == "VBN"
                and self.left[verb] == self.low
                and self._is_comma(self.right[verb] + 1)
                and self.left[verb] >= verb - 1
            )
        if not self._set_off(verb) or verb < head:
            return False
        return self.tokens[self.left[verb]].pos in {"VERB", "ADV"} or self.left[verb] == verb

    def _subject_for(self, verb: int) -> int | None:
        """What a participle speaks of: the noun before it for a lasting state, else the subject of its clause."""
        token, head = self.tokens[verb], self.heads[verb]
        if token.dep == "acl" and self.tokens[head].dep == "attr":
            return next(iter(self._kids(self.heads[head], *_SUBJECTS)), None)
        if token.dep == "acl" and (token.tag == "VBN" or token.lemma in _words("stative_participles")):
            return head if self.tokens[head].pos in {"NOUN", "PROPN"} else None
        at = head
        for _ in range(60):
            if self.tokens[at].pos in _VERBAL:
                subjects = self._kids(at, "nsubj", "nsubjpass")
                if subjects:
                    return None if self.tokens[subjects[0]].tag in {"WDT", "WP", "EX"} else subjects[0]
                if self.tokens[at].dep not in {"conj", "xcomp"}:
                    return None
            if at == self.root:
                return None
            at = self.heads[at]
        return None

    def _is_contrast(self, verb: int) -> bool:
        marks = [k for k in self._kids(verb, "mark") if self.tokens[k].lemma in _words("contrasts")]
        if not marks or marks[0] != self.left[verb] or not self._kids(verb, "nsubj", "nsubjpass"):
            return False
        if self._in_restriction(verb) or self.heads[verb] != self.root:
            return False
        if self.tokens[verb].tag not in {"VBD", "VBP", "VBZ"} and not self._kids(verb, *_AUXILIARIES):
            return False
        if self._is(marks[0], "while") and verb < self.heads[verb]:
            return self._is_comma(self.right[verb] + 1)
        return verb < self.heads[verb] or self._is_comma(self.left[verb] - 1)

    def _phrase(self, noun: int) -> list[int]:
        """A noun phrase as the name of what a clause speaks of: without the clauses that hang on it."""
        drop = frozenset(
            k
            for k in self.kids[noun]
            if self.tokens[k].dep in {"relcl", "appos", "conj", "cc", "preconj"}
            and k > noun
            and (self.tokens[k].dep != "appos" or self._is_comma(self.left[k] - 1))
        ) - (frozenset(self._kids(noun, "conj", "cc")) if self.tokens[noun].dep in _SUBJECTS else frozenset())
        drop |= frozenset(
            k
            for k in self.kids[noun]
            if self.tokens[k].dep == "punct"
            and self._is_comma(k)
            and k > noun
            and not self._kids(noun, "conj")
        )
        words = self.whole(noun, drop)
        while len(words) > 1 and self.tokens[words[-1]].text in {",", ".", ";", ":", "!", "—", "–"}:
            words.pop()
        return words

    def _subject_phrase(self, noun: int) -> list[int]:
        """The name of a subject; a parser that sees two subjects side by side has torn one apart."""
        beside = self._kids(self.heads[noun], "nsubj", "nsubjpass") if noun != self.root else [noun]
        if len(beside) > 1 and noun in beside:
            return sorted({t for one in beside for t in self._phrase(one)})
        return self._phrase(noun)

    def aside(self, index: int, relation: Relation) -> list[_Variant]:
        """The sentence that a relative clause, an apposition, a participle or a contrast makes."""
        token = self.tokens[index]
        commas = frozenset(
            k
            for k in self.kids[index]
            if self._is_comma(k) and (k == self.left[index] or k == self.right[index])
        )
        if relation is Relation.CONTRAST:
            marks = [k for k in self._kids(index, "mark") if self.tokens[k].lemma in _words("contrasts")]
            self.cut.update(marks)
            return self.clause(index)
        if relation is Relation.RELATIVE:
            return self._relative(index)
        if relation is Relation.APPOSITION:
            anchor = self._anchor(index)
            if anchor is None:
                return []
            anchor = self._name_head(anchor)
            subject = self._text(self._phrase(anchor))
            plural = self.tokens[anchor].tag in {"NNS", "NNPS"} or (
                bool(self._kids(anchor, "conj")) and self.tokens[anchor].dep in _SUBJECTS
            )
            if (
                plural != (token.tag in {"NNS", "NNPS"})
                and token.pos == "NOUN"
                and not self._kids(index, "det")
            ):
                plural = token.tag in {"NNS", "NNPS"}
            inner = self._noun(index, commas, top=True)
            return [
                dataclasses.replace(
                    v, edits=((min(v.tokens), f"{subject} {'are' if plural else 'is'} \0"), *v.edits)
                )
                for v in inner
            ]
        return self._participle(index, commas)

    def _name_head(self, noun: int) -> int:
        """The head of the name that a noun ends: Order, for the Merit of "the New Zealand Order of Merit"."""
        for _ in range(5):
            prep = self.heads[noun]
            above = self.heads[prep]
            if not (
                self.tokens[noun].text[:1].isupper()
                and self._is(prep, "of", "for", "on")
                and above == prep - 1
                and self.tokens[above].pos == "PROPN"
                and self.tokens[above].text[:1].isupper()
            ):
                break
            noun = above
        return noun

    def _agreeing(self, verb: int, noun: int) -> int | None:
        """The noun that a relative clause speaks of: the widest phrase before the comma that its verb agrees with.

        Parsers hang such a clause on the nearest noun; "the laws of physics, which are" is about laws.
        """
        finite = self._finite(verb)
        number = self.tokens[finite].text.lower() if finite is not None else ""
        tag = self.tokens[finite].tag if finite is not None else ""
        plural = None
        if number in {"are", "were", "have", "do"} or (tag == "VBP" and number != "am"):
            plural = True
        elif number in {"is", "was", "has", "does"} or tag == "VBZ":
            plural = False
        at, best = noun, None
        for _ in range(6):
            token = self.tokens[at]
            many = token.tag in {"NNS", "NNPS"} or bool(self._kids(at, "conj"))
            if plural is None or many == plural:
                best = at
                if token.pos == "PROPN" or self._is(self.left[verb], "who", "whom"):
                    break
            prep = self.heads[at]
            above = self.heads[prep]
            if (
                self.tokens[prep].dep != "prep"
                or self.tokens[above].pos not in {"NOUN", "PROPN"}
                or above > at
            ):
                break
            at = above
        return self._name_head(best) if best is not None else None

    def _relative(self, verb: int) -> list[_Variant]:
        head = self.heads[verb]
        copula = self.heads[head]
        anchor: int | None = head
        if self.tokens[head].dep == "appos" and head in self.cut:
            head = anchor = self.heads[head]
            copula = self.heads[head]
        subjects = self._kids(copula, "nsubj")
        who = self._is(self.left[verb], "who") or not self._is_comma(self.left[verb] - 1)
        if self.tokens[head].dep == "attr" and who and subjects:
            anchor = self._kids(copula, "nsubj")[0]
        elif self._pronoun_of(verb) is not None:
            anchor = self._agreeing(verb, head)
        if anchor is None:
            return []
        if self._pronoun_of(verb) is None:
            named = self._place_named(verb)
            if named is None:
                return []
            head = anchor = named
        name = self._text(self._phrase(anchor))
        pronoun = self._pronoun_of(verb)
        if pronoun is not None:
            # the pronoun's token stands for the antecedent, so that every predicate which shares it gets it
            return [dataclasses.replace(v, edits=(*v.edits, (pronoun, name))) for v in self.clause(verb)]
        where = self._place_of(verb)
        if where is None:
            return []
        prep = self.heads[head]
        word = self.tokens[prep].text.lower() if self._is(prep, "in", "at", "on") else "at"
        self.cut.add(where)
        found = []
        for variant in self.clause(verb):
            last = max(variant.tokens)
            found.append(dataclasses.replace(variant, edits=(*variant.edits, (last, f"\0 {word} {name}"))))
        return found

    def _participle(self, verb: int, commas: frozenset[int]) -> list[_Variant]:
        token = self.tokens[verb]
        subject = self._subject_for(verb)
        if subject is None:
            return []
        main = self.heads[verb]
        while self.tokens[main].pos not in _VERBAL and main != self.root:
            main = self.heads[main]
        helpers = [self.tokens[k] for k in self._kids(main, *_AUXILIARIES)]
        modal = next((h.text for h in helpers if h.tag == "MD"), "")
        finite = next((h for h in helpers if h.tag != "MD"), self.tokens[main])
        plural = self._plural(main, subject)
        perfect = any(h.lemma == "have" for h in helpers)
        past = finite.tag == "VBD" or (perfect and not modal)
        name = self._text(self._subject_phrase(subject))
        lasting = token.dep == "acl" and self.tokens[main].lemma != "be"
        if token.tag == "VBN":
            be = (
                f"{modal} be"
                if modal and not lasting
                else ("were" if plural else "was")
                if past and not lasting
                else "are"
                if plural
                else "is"
            )
            if token.text == "born":
                be = "were" if plural else "was"
            elif token.lemma == "know":
                be = "are" if plural else "is" if not past else "was"
            verb_text = f"{be} {token.text}"
        elif modal and not lasting:
            verb_text = f"{modal.lower()} {token.lemma}"
        elif token.lemma == "have" and any(self.tokens[k].dep == "aux" for k in self.kids[verb]):
            return []
        elif past:
            verb_text = _past(token.lemma, token.text)
        else:
            verb_text = token.lemma if plural else _third_person(token.lemma)
            if token.lemma == "be" and plural:
                verb_text = "are"
        if modal and modal.lower() in {"'ll", "’ll", "'d", "’d", "ca", "wo"}:
            return []
        found = []
        members = self._predicates(verb)
        if len(members) > 1 and all(self.tokens[m].tag == token.tag for m in members):
            drop = frozenset(members) | frozenset(self._joiners(members))
            for one in members:
                own = self.tokens[one]
                form = (
                    verb_text
                    if one == verb
                    else verb_text[: -len(token.text)] + own.text
                    if token.tag == "VBN"
                    else (
                        f"{modal.lower()} {own.lemma}"
                        if modal and not lasting
                        else _past(own.lemma, own.text)
                        if past
                        else own.lemma
                        if plural
                        else _third_person(own.lemma)
                    )
                )
                for variant in self._single(one, (drop - {one}) | commas):
                    found.append(self._finished(variant, one, form, name))
            return found
        if len(self._chain(verb)) > 1 and any(self.tokens[m].pos in _VERBAL for m in self._chain(verb)[1:]):
            return []
        return [self._finished(v, verb, verb_text, name) for v in self._single(verb, commas)]

    def _plural(self, verb: int, subject: int) -> bool:
        """The number of a subject: as its verb has it, else as it is tagged."""
        finite = self._finite(verb)
        if finite is not None and subject in self.kids[verb]:
            word, tag = self.tokens[finite].text.lower(), self.tokens[finite].tag
            if word in {"are", "were", "have", "do"} or tag == "VBP":
                return True
            if word in {"is", "was", "has", "does"} or tag == "VBZ":
                return False
        return (
            self.tokens[subject].tag == "NNS"
            or bool(self._kids(subject, "conj"))
            or self._is(subject, "they", "we", "i", "you", "these", "those")
        )

    def _finished(self, variant: _Variant, verb: int, form: str, name: str) -> _Variant:
        """The subject and the finite form in place: "often promoting" becomes "X can often promote"."""
        if verb == self.low and form.endswith(self.tokens[verb].text):
            # a participle that opened the sentence
            form = form[: -len(self.tokens[verb].text)] + self.tokens[verb].text.lower()
        helper, _, main = form.rpartition(" ")
        at = min([*(t for t in variant.tokens if t < verb), verb])
        if at == verb:
            return dataclasses.replace(variant, edits=(*variant.edits, (verb, f"{name} {form}")))
        return dataclasses.replace(
            variant, edits=(*variant.edits, (at, f"{name} {helper} \0".replace("  ", " ")), (verb, main))
        )

    # -- words ----------------------------------------------------------------------------------------------

    def _text(self, indices: Sequence[int]) -> str:
        return _render(self.tokens, indices, {})


def _render(tokens: Sequence[Token], indices: Sequence[int], edits: Mapping[int, str]) -> str:
    words = [(i, edits[i].replace("\0", tokens[i].text) if i in edits else tokens[i].text) for i in indices]
    words = [(i, word) for i, word in words if word]
    parts: list[str] = []
    for place, (index, word) in enumerate(words):
        if place and tokens[words[place - 1][0]].end != tokens[index].start:
            parts.append(" ")
        following = words[place + 1] if place + 1 < len(words) else (index + 1, "")
        if word.lower() in {"a", "an"} and following[0] != index + 1:
            parts.append(word[:1] + ("n" if following[1][:1].lower() in set("aeiou") else ""))
        else:
            parts.append(word)
    text = re.sub(r"\s+", " ", "".join(parts))
    text = re.sub(r"\s+([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r"(?:[,;]\s*)+([,;.])", r"\1", text)
    return text.strip()


def _assertive(tokens: Sequence[Token], indices: Iterable[int]) -> bool:
    return any(tokens[i].pos in _VERBAL for i in indices)


_IGNORED_DEPS = frozenset({"punct", "cc", "preconj", "mark", "det", "space"})


def _claims(tokens: Sequence[Token], low: int, high: int) -> list[_Draft]:
    """The claims of one stretch of a sentence; none where it cannot be read.

    A clause that does not come out well is left where it stands, and the rest is read again without it.
    """
    reading = _Reading(tokens, low, high)
    if not reading.sound or _depth(reading) > 80:
        return []
    asides = reading.asides()
    for _ in range(3):
        made = {index: reading.aside(index, relation) for index, relation in asides}
        drafts = _main(reading, bool(asides))
        bad = set()
        for index, relation in asides:
            parts = [_Draft(variant, relation) for variant in made[index]]
            if not parts or not all(_sane(tokens, draft, reading) for draft in parts):
                bad.add(index)
            drafts.extend(parts)
        if not bad:
            sane = all(_sane(tokens, draft, reading) for draft in drafts)
            if drafts and (len(drafts) == 1 or (sane and _covered(tokens, low, high, drafts))):
                return drafts
            bad = {index for index, _ in asides}
        if not asides:
            return []
        asides = [(index, relation) for index, relation in asides if index not in bad]
        reading.cut = reading.removed(asides)
    return []


def _main(reading: _Reading, accompanied: bool) -> list[_Draft]:
    """The claims of the main clause; none where what is left of it states nothing."""
    root = reading.root
    if reading.tokens[root].pos in _VERBAL:
        return [_Draft(variant, Relation.MAIN) for variant in reading.clause(root)]
    rest = reading.whole(root)
    if _assertive(reading.tokens, rest) or not accompanied:
        return [_Draft(_Variant(tuple(rest)), Relation.MAIN)]
    if sum(reading.tokens[i].pos in {"NOUN", "PROPN"} for i in rest) > 3:
        return [_Draft(_Variant(tuple(rest)), Relation.MAIN)]
    return []


def _sane(tokens: Sequence[Token], draft: _Draft, reading: _Reading) -> bool:
    """Whether what was cut out still reads as a sentence: brackets and quotes close, finite verbs have subjects."""
    words = [tokens[i].text for i in sorted(draft.variant.tokens)]
    if words.count("(") != words.count(")") or sum(w in {'"', "``", "''"} for w in words) % 2:
        return False
    if sum(w == "“" for w in words) != sum(w == "”" for w in words):
        return False
    edited = {at for at, text in draft.variant.edits if " " in text or not text}
    if draft.relation is not Relation.MAIN:
        line = _render(tokens, sorted(draft.variant.tokens), dict(draft.variant.edits)).lstrip("\"'“‘")
        return line[:1].isalnum() or line[:1] in "<>≥≤~≈$€£"
    root = tokens[reading.root]
    kept = set(draft.variant.tokens)
    subjects = any(tokens[i].dep in {*_SUBJECTS, "expl", "attr", "dobj"} or i in edited for i in kept)
    governed = any(tokens[i].dep in {*_SUBJECTS, "expl"} for i in range(reading.low, reading.high))
    return subjects or not governed or root.pos not in _VERBAL


def _depth(reading: _Reading) -> int:
    depth = {reading.root: 0}
    for index in reading.order[1:]:
        depth[index] = depth[reading.heads[index]] + 1
    return max(depth.values())


def _segments(tokens: Sequence[Token], low: int, high: int) -> list[tuple[int, int]]:
    """Stretches between semicolons (and sentence ends that the statement holds), each with its own verb and subject."""
    cuts = []
    depth = 0
    for index in range(low, high):
        text = tokens[index].text
        if text in _OPENING:
            depth += 1
        elif text in _CLOSING:
            depth = max(0, depth - 1)
        elif text == ";" and depth == 0:
            cuts.append(index)
    if not cuts:
        return [(low, high)]
    bounds = [low - 1, *cuts, high]
    found = [(a + 1, b) for a, b in zip(bounds, bounds[1:], strict=False) if a + 1 < b]
    for a, b in found:
        finite = any(t.tag in {"VBZ", "VBP", "VBD", "MD"} for t in tokens[a:b])
        finite = finite or tokens[a].tag == "VB"
        if not finite or b - a < 3:
            return [(low, high)]
    return found


def _covered(tokens: Sequence[Token], low: int, high: int, drafts: Sequence[_Draft]) -> bool:
    """Whether every word that carries meaning stands in at least one claim."""
    kept: set[int] = set()
    for draft in drafts:
        kept.update(draft.variant.tokens)
    for index in range(low, high):
        token = tokens[index]
        if (
            index in kept
            or token.dep in _IGNORED_DEPS
            or token.pos in {"PUNCT", "SPACE", "CCONJ", "DET", "SCONJ", "SYM", "X"}
        ):
            continue
        if (
            token.lemma in _words("openers")
            or token.lemma in _words("tails")
            or token.text.lower() in {"both", "all", "respectively", "where", "well", "as"}
        ):
            continue
        return False
    return True


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


def _sentence_subject(tokens: Sequence[Token], low: int, high: int) -> tuple[_Reading, int] | None:
    reading = _Reading(tokens, low, high)
    if not reading.sound:
        return None
    for kid in reading._kids(reading.root, "nsubj", "nsubjpass"):
        return reading, kid
    return None


def main_subject(statement: Statement) -> str:
    """What a statement is about: the noun phrase of its main clause's subject, else an item's label.

    Empty where there is none, or where it is a pronoun; a following statement's pronoun keeps the antecedent before.
    """
    tokens = statement.parse
    if not tokens or len(tokens) > MAX_TOKENS or statement.cells:
        return ""
    label, begin = _label(statement)
    fallback = label if label and _is_thing(label) else ""
    low = next((i for i, t in enumerate(tokens) if t.start >= begin), 0)
    found = _sentence_subject(tokens, low, len(tokens))
    if found is None:
        return fallback
    reading, noun = found
    if tokens[noun].pos not in {"NOUN", "PROPN"}:
        return fallback
    reading.asides()
    pointing = {"this", "these", "that", "those", "such", "both", "each", "either"}
    if any(tokens[k].text.lower() in pointing for k in reading._kids(noun, "det", "amod", "predet")):
        return ""
    indices = [
        i for i in reading._phrase(noun) if i not in reading.nested and tokens[i].text not in {"(", ")"}
    ]
    return _finish(_render(tokens, indices, {}), close="", capital=False)


def _is_work(label: str) -> bool:
    return any(word.lower() in _words("works") for word in re.findall(r"[\w-]+", label))


def _is_thing(label: str) -> bool:
    """Whether a label names something; "Limit sodium" tells the reader to do it."""
    return label.split()[0].lower() not in _words("instructing")


def _first_subject(draft: _Draft, tokens: Sequence[Token]) -> int | None:
    """The pronoun subject or the possessive that a claim opens with, ahead of any other subject."""
    edits = dict(draft.variant.edits)
    possessive = None
    nouns = False
    for index in sorted(draft.variant.tokens):
        token = tokens[index]
        if index in edits and edits[index]:
            first = edits[index].split()[0].lower()
            return index if possessive is None and first in _PRONOUNS | _POSSESSIVES else possessive
        if token.dep in _SUBJECTS and (
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
    return bool(behind) and tokens[head].lemma in _words("impersonal_verbs")


def _filling(draft: _Draft, tokens: Sequence[Token], subject: str) -> dict[int, str]:
    """What takes the place of the pronoun that a claim opens with."""
    at = _first_subject(draft, tokens)
    if at is None or not subject or _is_expletive(tokens, at):
        return {}
    if at > min(draft.variant.tokens) and subject.split()[0] in {"The", "A", "An"}:
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


def _own_subject(tokens: Sequence[Token], low: int, high: int) -> tuple[str, bool] | None:
    """The subject of the first clause and whether it is plural, for pronouns of the clauses after it."""
    found = _sentence_subject(tokens, low, high)
    if found is None:
        return None
    reading, noun = found
    if tokens[noun].pos not in {"NOUN", "PROPN"}:
        return None
    reading.asides()
    text = _render(tokens, reading._phrase(noun), {})
    return text, tokens[noun].tag in {"NNS", "NNPS"} or bool(reading._kids(noun, "conj"))


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
    empty = _words("empty_cells")
    label = cells[0][2]
    found: list[Clause] = []
    filled = [(n, a, b, c) for n, (a, b, c) in enumerate(cells) if n and c.lower() not in empty]
    if not label or label.lower() in empty:
        return ()
    first = header[0].strip().lower() if header else ""
    attribute_rows = not first or any(
        word.rstrip("s") in _words("attribute_headers") for word in first.split()
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


def _with_lead(lead: str, text: str) -> str:
    """A list item that is no sentence, finished by the sentence that leads in the list."""
    stem = lead.strip().rstrip(":").strip()
    if not stem:
        return text
    last = stem.split()[-1].lower()
    if last in _words("unfinished") or (len(stem.split()) == 2 and last in {"for", "to"}):
        first = text.split()[0]
        return f"{stem} {text[:1].lower() + text[1:] if first.isalpha() and first[1:].islower() and first[:1].isupper() and len(first) > 1 and _is_common(first) else text}"
    return f"{stem}: {text}"


def _is_common(word: str) -> bool:
    return word.lower() in {
        "a",
        "an",
        "the",
        "any",
        "all",
        "no",
        "to",
        "being",
        "having",
        "more",
        "less",
        "at",
        "in",
        "reduce",
        "improve",
        "low",
        "high",
    }


def _needs_lead(statement: Statement) -> bool:
    """Whether a list item has no finite clause of its own."""
    tokens = statement.parse
    if not tokens:
        return True
    return not any(
        t.dep in {"nsubj", "nsubjpass", "expl"}
        and tokens[t.head].pos in _VERBAL
        and tokens[t.head].dep in {"ROOT", "conj", "ccomp"}
        for t in tokens
    )


def split(statement: Statement, *, subject: str = "") -> tuple[Clause, ...]:
    """The atomic claims of a statement, in order; the whole statement where it says one thing or cannot be read.

    `subject` is what a pronoun subject stands for: the antecedent from the statements before. Never empty, never raises
    on any parse; the ranges lie in the statement's prose.
    """
    text = statement.text
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
            c if c.relation in complete else dataclasses.replace(c, text=_with_lead(statement.lead, c.text))
            for c in clauses
        )
    return clauses


def _sentence(statement: Statement, label: str, begin: int, subject: str) -> tuple[Clause, ...]:
    tokens, text = statement.parse, statement.text
    low = next((i for i, t in enumerate(tokens) if t.start >= begin), len(tokens)) if label else 0
    while low < len(tokens) and tokens[low].pos == "SPACE":
        low += 1
    high = len(tokens)
    if low >= high:
        return ()
    if text.rstrip().endswith("?"):
        return ()
    drafts: list[_Draft] = []
    segments = _segments(tokens, low, high)
    for a, b in segments:
        part = _claims(tokens, a, b)
        if part:
            drafts.extend(part)
        else:
            drafts.append(_Draft(_Variant(tuple(range(a, b))), Relation.MAIN))
    drafts = [d for d in drafts if len(d.variant.tokens) > 1 or len(drafts) == 1]
    drafts = [
        d
        for d in drafts
        if d.relation is not Relation.MAIN
        or label
        or _assertive(tokens, d.variant.tokens)
        or len(drafts) == 1
    ]
    if not drafts:
        return ()
    close = text.rstrip()[-1:] if text.rstrip()[-1:] in ".!" else ""
    capital = next((c.isupper() for c in text if c.isalpha()), False) or low > 0
    antecedent = _own_subject(tokens, *segments[0])
    counts: dict[int, int] = {}
    for draft in drafts:
        for index in draft.variant.tokens:
            counts[index] = counts.get(index, 0) + 1
    placed: list[tuple[int, int, int, Clause]] = []
    for number, draft in enumerate(drafts):
        indices = sorted(set(draft.variant.tokens))
        edits = dict(draft.variant.edits)
        own = [i for i in indices if i not in draft.variant.borrowed] or indices
        start, end = _range(tokens, own)
        fill = _filling(draft, tokens, _antecedent_for(draft, tokens, antecedent, subject))
        if len(drafts) == 1 and not edits and not fill and not label:
            return (_whole(text),)
        indices = _trimmed(tokens, indices, draft.variant.borrowed)
        line = _render(tokens, indices, {**edits, **fill})
        line = _labelled(label, line, tokens, indices) if label else line
        line = _finish(line, close=close, capital=capital)
        if not line:
            continue
        if len(drafts) == 1:
            start, end = tokens[low].start if not label else 0, len(text.rstrip())
            start = min(start, end)
        fewest = min(counts[i] for i in own)
        unique = _range(tokens, [i for i in own if counts[i] == fewest])
        relation = (
            draft.relation if len(drafts) > 1 or draft.relation is not Relation.MAIN else Relation.WHOLE
        )
        placed.append((start, end, number, Clause(line, start, end, relation, unique)))
    extra = _parenthesis(statement, placed)
    placed.sort(key=lambda item: (item[0], item[2]))
    seen: set[str] = set()
    found: list[Clause] = []
    for clause in extra or [item[3] for item in placed]:
        if clause.text not in seen:
            seen.add(clause.text)
            found.append(clause)
    return tuple(found)


def _whole(text: str) -> Clause:
    low, high = len(text) - len(text.lstrip()), len(text.rstrip())
    return Clause(text.strip(), low, high, Relation.WHOLE, (low, high))


def _antecedent_for(
    draft: _Draft,
    tokens: Sequence[Token],
    antecedent: tuple[str, bool] | None,
    subject: str,
) -> str:
    """What a claim's opening pronoun stands for: an earlier subject of the same sentence, else the one handed in.

    Empty where the numbers differ, and for a bare "this", which speaks of what was said and not of its subject.
    """
    at = _first_subject(draft, tokens)
    if at is None:
        return ""
    word = dict(draft.variant.edits).get(at, tokens[at].text).split()[0].lower()
    several = {"they", "their", "these", "those"}
    if antecedent is not None and tokens[at].dep != "poss" and word in {"it", "they"}:
        name, plural = antecedent
        if plural == (word == "they"):
            return name
    if word in {"he", "she", "his", "her"}:
        if not subject and antecedent is not None and tokens[at].start > 0 and antecedent[0][:1].isupper():
            return "" if antecedent[1] else antecedent[0]
        return subject
    if word in {"this", "that", "these", "those"}:
        return ""
    if any(t.dep in _SUBJECTS and t.pos in {"NOUN", "PROPN"} for t in tokens[:at]):
        # the sentence has had a subject of its own since
        return ""
    last = subject.split()[-1].lower() if subject.strip() else ""
    proper = " " in subject and all(w[:1].isupper() for w in subject.split())
    plural = " and " in subject or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    if plural != (word in several) and not proper:
        return ""
    return subject


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
        opens = token.lemma in _words("openers") and (token.pos == "CCONJ" or following.text == ",")
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
    if first.text.lower() in {"it", "this", "these", "they"} and first.dep in _SUBJECTS:
        return label + line[len(word) :] if line.startswith(word) and _is_thing(label) else line
    has_subject = any(tokens[i].dep in _SUBJECTS for i in indices)
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
    if verb and base not in _words("instructing") and (plural or first.tag in {"VBZ", "MD"}):
        return f"{label} {word[:1].lower()}{line[1:]}"
    return f"{label}: {line}"


_FIGURE = re.compile(r"[<>≤≥≈~]?\s*\d[\d,.]*(?:\s*[-–]\s*\d[\d,.]*)?")


def _parenthesis(statement: Statement, placed: list[tuple[int, int, int, Clause]]) -> list[Clause]:
    """`1,000 mg (1,200 mg for women)`: the figure in brackets takes the place of the one before it."""
    found: list[Clause] = []
    hit = False
    for _, _, _, clause in sorted(placed, key=lambda item: (item[0], item[2])):
        match = re.search(
            r"(\d[\d,.]*(?:[-–]\d[\d,.]*)?[^\d()]{0,25}?)\s*\(((?:about |up to |≈|~)?\d[\d,.]*[^()]*\b(?:for|in|if|among|when|during)\s[^()]*)\)",
            clause.text,
        )
        if match is None or "%" in match[1] and "%" not in match[2]:
            found.append(clause)
            continue
        hit = True
        outer = clause.text[: match.end(1)] + clause.text[match.end() :]
        inner = clause.text[: match.start()] + match[2] + clause.text[match.end() :]
        at = statement.text.find("(" + match[2], clause.start)
        found.append(dataclasses.replace(clause, text=outer))
        start, end = (at + 1, at + 1 + len(match[2])) if at >= 0 else (clause.start, clause.end)
        found.append(Clause(inner, start, end, Relation.PARENTHESIS, (start, end)))
    return found if hit else []


def whole(statements: Iterable[Statement]) -> Iterator[tuple[Clause, ...]]:
    """The measure to beat: one claim for each statement."""
    for statement in statements:
        yield (_whole(statement.text),)
