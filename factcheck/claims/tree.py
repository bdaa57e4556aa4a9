"""The dependency tree of one stretch of a sentence, and the words that a reading of it selects."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.lexicon import data
from factcheck.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})

AUXILIARIES = frozenset({"aux", "auxpass"})

VERBAL = frozenset({"VERB", "AUX"})

OPENING = {"(": ")", "[": "]", "“": "”", "«": "»"}
_QUOTES = frozenset({'"', "''", "``"})
_ENCLOSING = _QUOTES.union(OPENING)
COMMAS = frozenset({",", "—", "–", "--"})


@functools.cache
def listed(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in data("clauses")[name])


class Variant(NamedTuple):
    """One way to read a part of the sentence: its tokens, in order, and what is changed in them.

    A tuple, as tokens are: many are made of every sentence.
    """

    tokens: tuple[int, ...]
    borrowed: frozenset[int] = frozenset()
    edits: tuple[tuple[int, str], ...] = ()
    choices: tuple[tuple[int, int, int], ...] = ()
    """Coordination (its first member), how many members, which one was taken."""

    def plus(self, other: Variant) -> Variant:
        return joined((self, other))


def joined(variants: Sequence[Variant]) -> Variant:
    """One reading of several parts."""
    if len(variants) == 1:
        return variants[0]
    tokens, borrowed, edits, choices = zip(*variants, strict=True)
    return Variant(
        tuple(itertools.chain(*tokens)),
        frozenset().union(*borrowed),
        tuple(itertools.chain(*edits)),
        tuple(itertools.chain(*choices)),
    )


def render(tokens: Sequence[Token], indices: Sequence[int], edits: Mapping[int, str]) -> str:
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
    text = " ".join("".join(parts).split())
    text = _BEFORE_SIGN.sub(r"\1", text)
    text = _BEHIND_BRACKET.sub(r"\1", text)
    return _SIGNS_IN_A_ROW.sub(r"\1", text).strip()


_BEFORE_SIGN = re.compile(r" ([,.;:!?%)\]])")
_BEHIND_BRACKET = re.compile(r"([(\[]) ")
_SIGNS_IN_A_ROW = re.compile(r"(?:[,;] ?)+([,;.])")


class Tree:
    """The tree of one stretch of a sentence, and the claims read off it."""

    def __init__(self, tokens: Sequence[Token], low: int, high: int) -> None:
        self.tokens = tokens
        self.low, self.high = low, high
        self.heads = [token.head for token in tokens[:high]]
        roots = [i for i in range(low, high) if self.heads[i] == i or not low <= self.heads[i] < high]
        roots = roots or [low]  # a cycle: found unsound below
        self.root = next(
            (i for i in roots if tokens[i].pos in VERBAL),
            next((i for i in roots if tokens[i].pos not in {"PUNCT", "SPACE"}), roots[0]),
        )
        for root in roots:
            self.heads[root] = self.root
        self._retag()
        self._reattach()
        self._reroot()
        heads = self.heads
        self.kids: list[list[int]] = [[] for _ in range(high)]
        for index in range(low, high):
            if index != self.root:
                self.kids[heads[index]].append(index)
        self.cut: set[int] = set()
        self.order: list[int] = []
        stack = [self.root]
        while stack:
            index = stack.pop()
            self.order.append(index)
            stack.extend(self.kids[index])
        self.sound = len(self.order) == high - low
        self.left = list(range(high))
        self.right = list(range(high))
        if self.sound:
            left, right = self.left, self.right
            for index in reversed(self.order):
                head = heads[index]
                if left[index] < left[head]:  # noqa: PLR1730 (min takes three times as long)
                    left[head] = left[index]
                if right[index] > right[head]:  # noqa: PLR1730
                    right[head] = right[index]
        stretch = tokens[low:high]
        lemmas = frozenset(token.lemma for token in stretch)
        self.zipped = "respectively" in lemmas
        self.words = lemmas.union(token.text.lower() for token in stretch)
        """As written, in lower case, and by lemma: what no decision needs to look for if it is not among them."""
        self.nested = {} if self.words.isdisjoint(_ENCLOSING) else self._enclosed()

    def _retag(self) -> None:
        """Make a verb of what the tagger took for a plural: "weakens steel and shortens its life".

        No noun stands between a conjunction and an article or a possessive.
        """
        tokens, root = self.tokens, self.root
        if tokens[root].tag != "VBZ":
            return
        for index in range(root + 2, self.high - 2):
            if (
                tokens[index].tag != "NNS"
                or tokens[index + 1].tag not in {"DT", "PRP$"}
                or tokens[index - 1].text.lower() not in {"and", "but"}
            ):
                continue
            last = index + 1
            while last + 1 < self.high and tokens[last + 1].pos in {"ADJ", "NOUN", "PROPN", "NUM"}:
                last += 1
            if tokens[last].pos not in {"NOUN", "PROPN"}:
                continue
            changed = list(self.tokens)
            changed[index] = tokens[index]._replace(pos="VERB", tag="VBZ", dep="conj")
            changed[last] = tokens[last]._replace(dep="dobj")
            self.tokens = changed
            self.heads[index - 1] = self.heads[index] = root
            for inner in range(index + 1, last):
                if not index < self.heads[inner] <= last:
                    self.heads[inner] = last
            self.heads[last] = index
            return

    def _reattach(self) -> None:
        """Mend two habits of parsers: where a finite verb and where the place of a birth are hung.

        "She helped to found it and led it": the finite verb goes with the finite one, not with the
        infinitive. "A singer born in May in Leeds": the place goes with the participle, not with the noun.
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
                if any(self.heads[i] == index and tokens[i].dep in SUBJECTS for i in range(head, index)):
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
        """Two clauses in a row, the first put under the second by the parser: "A rose, yet B fell"."""
        tokens, root = self.tokens, self.root
        for index in range(self.low, root):
            token = tokens[index]
            if token.dep != "ccomp" or self.heads[index] != root or token.pos not in VERBAL:
                continue
            mine = [i for i in range(self.low, index) if self.heads[i] == index and tokens[i].dep in SUBJECTS]
            other = [i for i in range(index, root) if self.heads[i] == root and tokens[i].dep in SUBJECTS]
            joined = any(
                self.heads[i] in {index, root}
                and tokens[i].dep == "cc"
                and tokens[i].text.lower() in {"and", "but", "yet"}
                for i in range(index, root)
            )
            if mine and other and joined and tokens[root].pos in VERBAL:
                changed = list(tokens)
                changed[index] = token._replace(dep="ROOT")
                changed[root] = tokens[root]._replace(dep="conj")
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
            if text in _QUOTES:
                quote = index if quote < 0 else -1
            elif closers and text == closers[-1][0]:
                closers.pop()
            elif text in OPENING:
                closers.append((OPENING[text], index))
            elif closers:
                found[index] = closers[-1][1]
            elif quote >= 0:
                found[index] = quote
        if quote >= 0:
            return {i: at for i, at in found.items() if at != quote}
        return found

    def _is(self, index: int, *texts: str) -> bool:
        return self.low <= index < self.high and self.tokens[index].text.lower() in texts

    def children(self, index: int, *deps: str) -> list[int]:
        kids = self.kids[index]
        return [kid for kid in kids if self.tokens[kid].dep in deps] if kids else []

    def whole(self, index: int, drop: frozenset[int] = frozenset()) -> list[int]:
        """The subtree in order, without what was cut out of it."""
        kids = self.kids
        if not kids[index]:
            return [index]
        left_out = self.cut | drop if drop else self.cut
        found, stack = [], [index]
        while stack:
            node = stack.pop()
            if node in left_out and node != index:
                continue
            found.append(node)
            stack.extend(kids[node])
        return sorted(found)

    def _is_comma(self, index: int) -> bool:
        return self.low <= index < self.high and self.tokens[index].text in COMMAS

    def _chain(self, index: int) -> list[int]:
        """A first member with the members that hang on it, each on the one before or on the first."""
        members, at = [index], 0
        while at < len(members):
            joined_to = self.children(members[at], "conj")
            if joined_to:
                members.extend(kid for kid in joined_to if kid not in self.cut)
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
            for kid in self.children(one, "cc", "preconj")
        }

    def _finite(self, verb: int) -> int | None:
        helpers = [
            k
            for k in self.children(verb, *AUXILIARIES)
            if k < verb or self.tokens[k].tag in {"VBP", "VBD", "VBZ", "MD"}
        ]
        at = min(helpers, default=verb)
        return at if self.tokens[at].tag in {"VBP", "VBD", "VBZ"} else None

    def phrase(self, noun: int) -> list[int]:
        """A noun phrase as the name of what a clause speaks of: without the clauses that hang on it."""
        drop = frozenset(
            k
            for k in self.kids[noun]
            if self.tokens[k].dep in {"relcl", "appos", "conj", "cc", "preconj"}
            and k > noun
            and (self.tokens[k].dep != "appos" or self._is_comma(self.left[k] - 1))
        ) - (
            frozenset(self.children(noun, "conj", "cc")) if self.tokens[noun].dep in SUBJECTS else frozenset()
        )
        drop |= frozenset(
            k
            for k in self.kids[noun]
            if self.tokens[k].dep == "punct"
            and self._is_comma(k)
            and k > noun
            and not self.children(noun, "conj")
        )
        words = self.whole(noun, drop)
        while len(words) > 1 and self.tokens[words[-1]].text in {",", ".", ";", ":", "!", "—", "–"}:
            words.pop()
        return words

    def _subject_phrase(self, noun: int) -> list[int]:
        """The name of a subject; a parser that sees two subjects side by side has torn one apart."""
        beside = self.children(self.heads[noun], "nsubj", "nsubjpass") if noun != self.root else [noun]
        if len(beside) > 1 and noun in beside:
            return sorted({t for one in beside for t in self.phrase(one)})
        return self.phrase(noun)

    def _text(self, indices: Sequence[int]) -> str:
        return render(self.tokens, indices, {})

    def is_name(self, noun: int) -> bool:
        """Whether a noun is somebody's or something's name; a clause cannot restrict it further."""
        return (
            self.tokens[noun].pos == "PROPN"
            and self.tokens[noun].tag == "NNP"
            and not self.children(noun, "det", "nummod")
            and self.tokens[noun].dep in {"nsubj", "dobj", "pobj"}
        )
