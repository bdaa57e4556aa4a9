"""The clause of a claim by its parse: tokens, subtrees, and the terms that stand on them."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.claims import negators
from factcheck.claims.claim import Claim, Statement
from factcheck.claims.slots import Assertion
from factcheck.claims.terms import Term, Word
from factcheck.tokens import Parse, Token
from factcheck.values import replace


def placed(parse: Parse, terms: Sequence[Term], words: Sequence[Word]) -> dict[int, str]:
    """Token index -> the term that stands there."""
    by_start = {token.start: i for i, token in enumerate(parse)}
    found: dict[int, str] = {}
    for term in terms:
        for word in range(term.first, term.last + 1):
            at = by_start.get(words[word].start)
            if at is not None:
                found[at] = term.name
    return found


_start, _end = operator.attrgetter("start"), operator.attrgetter("end")


class _Parts(NamedTuple):
    """What hangs on a predicate."""

    subject: list[int]
    """The words of it."""
    objects: list[int]
    """The words of them, complements and circumstances too."""
    described: list[int]
    """The adjectives among them."""
    negatives: list[str]


@dataclasses.dataclass(frozen=True)
class Clause:
    """The tokens of a claim's clause with the terms that stand on them."""

    tokens: tuple[Token, ...]
    first: int
    last: int
    """Token indices of the clause, `last` excluded."""
    children: dict[int, list[int]]
    term_at: Mapping[int, str]
    """Token index -> the term that stands there (its first word)."""

    @staticmethod
    def of(statement: Statement, claim: Claim, terms: Mapping[int, str]) -> Clause:
        """`terms`: those of the statement, by token."""
        tokens = statement.parse
        if not tokens:
            return Clause((), 0, 0, {}, {})
        start, end = claim.start, claim.end
        first = 0 if start < tokens[0].end else bisect.bisect_right(tokens, start, key=_end)
        last = len(tokens) if tokens[-1].start < end else bisect.bisect_left(tokens, end, key=_start)
        children: dict[int, list[int]] = {}
        for i, token in enumerate(tokens[first:last], first):
            head = token.head
            if head != i and first <= head < last:
                children.setdefault(head, []).append(i)
        if (first, last) != (0, len(tokens)):
            terms = {at: name for at, name in terms.items() if first <= at < last}
        return Clause(tokens, first, last, children, terms)

    @functools.cached_property
    def own(self) -> tuple[Token, ...]:
        """The tokens of the clause alone."""
        return self.tokens[self.first : self.last]

    @functools.cached_property
    def lemmas(self) -> frozenset[str]:
        return frozenset([token.lemma for token in self.own])

    @functools.cached_property
    def tags(self) -> frozenset[str]:
        return frozenset([token.tag for token in self.own])

    @functools.cached_property
    def forms(self) -> frozenset[str]:
        """The words as written, in lower case."""
        return frozenset([token.text.lower() for token in self.own])

    def subtree(self, at: int, skip: frozenset[int] = frozenset()) -> list[int]:
        if at not in self.children and at not in skip:
            return [at]
        found: list[int] = []
        waiting = [at]
        while waiting:
            token = waiting.pop()
            if token in skip:
                continue
            found.append(token)
            waiting.extend(self.children.get(token, ()))
        return sorted(found)

    def named(self, tokens: Sequence[int]) -> tuple[str, ...]:
        term_at = self.term_at
        return tuple(dict.fromkeys([term_at[at] for at in tokens if at in term_at]))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Modifiers, each with its head, and with the compound that it stands before: `read timeout` in "read timeout defaults"."""
        term_at = self.term_at
        found: list[tuple[str, str]] = []
        for at, token in enumerate(self.own, self.first):
            modified = self._modified(at) if token.pos in _CONTENT and at in term_at else None
            if modified is None:
                continue
            behind = self.tokens[at + 1] if at + 1 < self.last else token
            compound = at + 1 if behind.dep == "compound" and behind.head == modified != at + 1 else None
            for head in (modified, compound):
                if head is not None and head in term_at and term_at[head] != term_at[at]:
                    found.append((term_at[at], term_at[head]))
        return tuple(dict.fromkeys(found))

    def _modified(self, at: int) -> int | None:
        """What a word modifies, alone or after another: both `coronary` and `aortic` in "coronary or aortic calcification"."""
        token = self.tokens[at]
        if token.dep in _MODIFYING:
            return token.head
        before = self.tokens[token.head]
        shared = token.dep == "conj" and before.dep in _MODIFYING and token.head < at < before.head
        return before.head if shared else None

    def assertions(self, carried: tuple[str, ...], lent: tuple[str, ...] = ()) -> tuple[Assertion, ...]:
        """`lent`: the terms that stand for a pronoun, or for the subject of the clause before."""
        found: list[Assertion] = []
        for at, token in enumerate(self.own, self.first):
            if token.pos not in _PREDICATES or token.dep in _IN_OTHERS:
                continue
            if token.lemma in _FAILING and self._has(at, "xcomp"):
                continue
            assertion = self._assertion(at, carried, lent)
            if assertion is not None:
                found.append(assertion)
                found.extend(self._instead(at, assertion))
        return tuple(found)

    def _instead(self, at: int, denied: Assertion) -> Iterator[Assertion]:
        """What holds in place of what is denied: not a fish but a mammal."""
        if not denied.negative:
            return
        for child in self.children.get(at, ()):
            for other in self._after_but(child):
                objects = self.named(self.subtree(other))
                if objects:
                    yield replace(denied, objects=objects, negative=False, cue=self.tokens[at].text)

    def _after_but(self, at: int) -> list[int]:
        """What `but` sets against a complement."""
        if self.tokens[at].dep not in _COMPLETING:
            return []
        below = self.children.get(at, ())
        if not any(self.tokens[child].lemma == "but" for child in below):
            return []
        return [child for child in below if self.tokens[child].dep == "conj"]

    def _denies(self, at: int) -> bool:
        """Whether a predicate adjective says that something is not there: free of, devoid of, absent."""
        lemma = self.tokens[at].lemma
        if lemma in ("devoid", "absent", "empty", "incapable", "unable"):
            return True
        of = any(
            self.tokens[k].lemma in ("of", "from")
            and not any(self.tokens[x].lemma in ("charge", "cost") for x in self.children.get(k, ()))
            for k in self.children.get(at, ())
        )
        return lemma == "free" and (of or self._joined(at) is not None)

    def _joined(self, at: int) -> int | None:
        """The noun that a hyphen joins to an adjective: lead-free."""
        if at - 2 < self.first or self.tokens[at - 1].text != "-":
            return None
        return at - 2 if self.tokens[at - 2].pos in ("NOUN", "PROPN") else None

    def _unfit_to(self, at: int) -> int | None:
        """The verb that a predicate adjective introduces and denies: unable to, unsafe to."""
        if self.tokens[at].lemma not in _UNFIT:
            return None
        return next((k for k in self.children.get(at, ()) if self.tokens[k].dep == "xcomp"), None)

    def _is_main(self, at: int) -> bool:
        for _ in range(12):
            token = self.tokens[at]
            if token.dep in ("relcl", "acl", "advcl", "pcomp", "csubj") and not self._is_mistaken(at):
                return False
            if token.head == at or not self.first <= token.head < self.last:
                return True
            at = token.head
        return True

    def _is_mistaken(self, at: int) -> bool:
        """Whether the parser took a finite passive for a participle that tells which: files that are old get removed."""
        return self.tokens[at].dep == "acl" and any(
            self.tokens[child].dep == "auxpass" and self.tokens[child].tag in ("VBP", "VBZ", "VBD")
            for child in self.children.get(at, ())
        )

    def _assertion(self, at: int, carried: tuple[str, ...], lent: tuple[str, ...]) -> Assertion | None:
        token, parts = self.tokens[at], self._parts(at)
        subject, negatives = parts.subject, parts.negatives
        if token.dep in _DEPENDENT:
            subject = subject or self._subject_from_above(at)
            negatives = negatives + self._denied_from_above(at)
        objects = [o for o in parts.objects if self.tokens[o].dep != "neg"]
        if len(negatives) % 2 and "but" in self.lemmas:
            below = self.children.get(at, ())
            apart = {x for child in below for o in self._after_but(child) for x in self.subtree(o)}
            objects = [o for o in objects if o not in apart]
        named = self.named(objects)
        main = self._is_main(at)
        lent = lent if main else ()
        if not named and not subject and not lent:
            return None
        verb = self.term_at.get(at, token.lemma)
        if parts.described or token.lemma in _LACKING:
            verb, denying = self._sense(at, parts.described)
            negatives = negatives + denying
        return Assertion(
            self.named(subject) or lent or carried[:8],
            verb,
            named,
            len(negatives) % 2 == 1,
            " ".join(dict.fromkeys([*negatives, token.text])),
            main,
        )

    def _parts(self, at: int) -> _Parts:
        """What hangs on a predicate."""
        tokens = self.tokens
        subject: list[int] = []
        objects: list[int] = []
        described: list[int] = []
        negatives: list[str] = []
        deny = negators.known()
        for child in self.children.get(at, ()):
            token = tokens[child]
            if (
                (token.dep == "neg" and not self._only(child))
                or token.lemma in deny.adverbs
                or self.no_longer(child)
            ):
                negatives.append(token.text)
            elif token.dep in _AUXILIARIES:  # to which the parser gave the subject: rents have barely risen
                subject.extend(
                    x
                    for k in self.children.get(child, ())
                    if tokens[k].dep in _SUBJECTS
                    for x in self.subtree(k)
                )
            elif token.dep in _SUBJECTS:
                subtree = self.subtree(child)
                subject.extend(subtree)
                if tokens[subtree[0]].lemma in deny.pronouns:
                    negatives.append(tokens[subtree[0]].text)
            elif token.dep in _OBJECTS:
                subtree = self.subtree(child)
                objects.extend(subtree)
                if token.dep == "acomp":
                    described.append(child)
                if (
                    token.dep in _COMPLETING
                    and (tokens[subtree[0]].lemma in deny.pronouns or tokens[subtree[0]].lemma == _ZERO)
                    and not self._bounds(subtree)
                ):
                    negatives.append(tokens[subtree[0]].text)
                elif token.dep == "prep" and token.lemma == "without" and self._has(child, "pcomp"):
                    negatives.append("without")
        if any(tokens[k].lemma == "nor" for k in self._joining(at)):
            negatives.append("nor")
        return _Parts(subject, objects, described, negatives)

    def _joining(self, at: int) -> list[int]:
        """The conjunctions by which a predicate is joined to the one before."""
        if self.tokens[at].dep != "conj" or self._above(at) is None:
            return []
        head = self.tokens[at].head
        return [k for k in self.children.get(head, ()) if head < k < at and self.tokens[k].dep == "cc"]

    def _only(self, negation: int) -> bool:
        """Whether a negation says that there is more: not only, not just."""
        after = negation + 1
        return after < self.last and self.tokens[after].lemma in _MERELY

    def no_longer(self, at: int) -> bool:
        """Whether a word says that something holds no more, and not how long: no longer, any more."""
        token = self.tokens[at]
        if token.dep != "advmod" or token.text.lower() != "longer":
            return False
        return at > self.first and self.tokens[at - 1].lemma == "no"

    def _bounds(self, subtree: Sequence[int]) -> bool:
        """Whether a phrase that begins with `no` says how much at most: no more than 4 g."""
        return (
            len(subtree) > 1
            and self.tokens[subtree[0] + 1].tag in ("JJR", "RBR")
            and any(self.tokens[x].lemma == "than" for x in subtree[2:4])
        )

    def _has(self, at: int, dep: str) -> bool:
        return any(self.tokens[child].dep == dep for child in self.children.get(at, ()))

    def _above(self, at: int) -> int | None:
        """The head of a word that is not its own, if it is in the clause."""
        head = self.tokens[at].head
        return head if head != at and self.first <= head < self.last else None

    def _subject_from_above(self, at: int) -> list[int]:
        """The subject that a predicate without one has from the verb that it depends on or is joined to."""
        dep = self.tokens[at].dep
        above = self._above(at)
        if above is None:
            return []
        subjects = [
            child
            for child in self.children.get(above, ())
            if self.tokens[child].dep in ("nsubj", "nsubjpass")
        ]
        if dep == "xcomp":
            subjects = subjects[:1]
        return [word for subject in subjects for word in self.subtree(subject)]

    def _denied_from_above(self, at: int) -> list[str]:
        """The words that deny a predicate through the verb that it depends on: "failed to", "did not want to"."""
        above = self._above(at) if self.tokens[at].dep == "xcomp" else None
        if above is None:
            return []
        governor = self.tokens[above]
        found = [governor.text] if governor.lemma in _FAILING else []
        if governor.lemma not in _OPEN:
            below = (self.tokens[child] for child in self.children.get(above, ()))
            found += [token.text for token in below if token.dep == "neg"]
        return found

    def _sense(self, at: int, described: Sequence[int]) -> tuple[str, list[str]]:
        """The verb that a predicate comes to, and the words of its own that deny it: "lacks" denies "contain"."""
        tokens = self.tokens
        verb = self.term_at.get(at, tokens[at].lemma)
        negatives: list[str] = []
        if tokens[at].lemma in _LACKING:
            verb = "contain"
            negatives.append(tokens[at].text)
        for child in described:
            if self._denies(child) and self._unfit_to(child) is None:
                verb = "contain"
                negatives.append(tokens[child].text)
        for child in described:
            action = self._unfit_to(child)
            if action is not None:
                verb = self.term_at.get(action, tokens[action].lemma)
                negatives.append(tokens[child].text)
        return verb, negatives


_MODIFYING = frozenset({"compound", "amod", "nmod"})
_CONTENT = frozenset({"NOUN", "ADJ", "PROPN", "VERB"})
_PREDICATES = frozenset({"VERB", "AUX"})
_IN_OTHERS = frozenset({"aux", "auxpass", "amod", "compound"})
"""How a verb stands that is part of another's form, or of a noun."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset(
    {
        "dobj",
        "attr",
        "acomp",
        "oprd",
        "prep",
        "agent",
        "xcomp",
        "pobj",
        "prt",
        "dative",
        "advmod",
        "npadvmod",
    }
)
_DEPENDENT = frozenset({"xcomp", "conj"})
"""How a verb stands that may have its subject from another."""
_COMPLETING = frozenset({"dobj", "attr", "acomp"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_MERELY = frozenset({"only", "just", "merely", "simply", "solely"})
_ZERO = "zero"
_LACKING = frozenset({"lack", "exclude", "omit", "miss"})
"""Verbs that say that something is not contained."""
_OPEN = frozenset(
    {
        "require",
        "need",
        "have",
        "oblige",
        "expect",
        "mean",
        "intend",
        "want",
        "try",
        "seem",
        "plan",
        "ask",
        "go",
    }
)
"""Verbs whose denial leaves open what depends on them: what is not required may still be done."""
_UNFIT = frozenset(
    {"unfit", "unsafe", "unsuitable", "impossible", "illegal", "forbidden", "unlawful", "unable", "dangerous"}
)

_FAILING = frozenset({"fail", "refuse", "decline", "cease", "stop", "forget", "struggle"})
"""Verbs that say that what depends on them is not done."""
