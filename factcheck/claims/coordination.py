"""Coordinated clauses, predicates and noun phrases: one reading for each member, with what they share."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence

from factcheck.claims.inflection import third_person
from factcheck.claims.sharing import Sharing
from factcheck.claims.tree import AUXILIARIES, SUBJECTS, VERBAL, Variant, joined, listed

MAX_VARIANTS = 12

"""Several coordinations in one clause multiply; beyond this many the inner ones stay together."""


def _product(parts: Iterable[Sequence[Variant]]) -> list[Variant]:
    """Every combination; a part that would make too many is taken whole (its last variant, by convention)."""
    return [joined(combination) for combination in itertools.product(*parts)]


@functools.cache
def _joint_with_object() -> frozenset[str]:
    """Verbs whose objects are acted on jointly, too."""
    return listed("joint_verbs") - {"share", "found", "form", "represent", "trade", "meet"}


_OF_ALL = frozenset({"between", "among", "neither", "either", "no", "same", "different", "total"})
"""Words before the first member that hold for all members together."""


class Coordination(Sharing):
    """A tree whose clauses are read once for each member of their coordinations."""

    def _predicates(self, verb: int) -> list[int]:
        """The verb with those coordinated with it that can stand alone; only the verb where they cannot."""
        members = [verb]
        for other in self._chain(verb)[1:]:
            if self._stands(verb, other):
                members.append(other)
            elif self.tokens[other].pos in VERBAL:
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
        if other < first or two.pos not in VERBAL:
            return False
        if self.nested.get(first) != self.nested.get(other) or any(
            self.low <= i < self.high and self.tokens[i].tag == "HYPH" for i in (other - 1, other + 1)
        ):
            return False
        if self.children(other, *SUBJECTS, "expl") or self.children(other, *AUXILIARIES):
            return True
        if two.tag in {"VBD", "VBZ", "VBP"} or two.tag == one.tag:
            return True
        return two.tag == "VB" and one.tag in {"VBP", "VBD"} and not self.children(first, "dobj")

    def clause(self, verb: int) -> list[Variant]:
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
            found: list[Variant] = []
            for one in members:
                extra = Variant(tuple(shared[one]), frozenset(shared[one]))
                kept = drop - {one}
                variants = self._single(one, kept) if inner else [Variant(tuple(self.whole(one, kept)))]
                found.extend(variant.plus(extra) for variant in variants)
            if len(found) <= MAX_VARIANTS:
                break
        return found

    def _single(self, verb: int, drop: frozenset[int]) -> list[Variant]:
        parts: list[list[Variant]] = [[Variant((verb,))]]
        total = 1
        inner: list[Variant] = []
        for kid in self.kids[verb]:
            if kid in drop or kid in self.cut:
                continue
            variants = self._part(verb, kid, drop)
            if len(variants) * total > MAX_VARIANTS:
                variants = [Variant(tuple(self.whole(kid, drop)))]
            total *= len(variants)
            if self.tokens[kid].dep in {"ccomp", "xcomp"}:
                inner.extend(variants[1:])
            parts.append(variants)
        found = _product(parts)
        if inner:
            # of a second reported clause, the words that report it stand with the first
            later = {frozenset(v.tokens) for v in inner}
            found = [self._lent(variant, later) for variant in found]
        if self.zipped and len(found) > 1:
            # "5 and 9, respectively": the members of the rows go in step
            word = {i for i in range(self.low, self.high) if self.tokens[i].lemma == "respectively"}
            steps = [
                v
                for v in found
                if len({(n, chosen) for _, n, chosen in v.choices}) <= len({n for _, n, _ in v.choices})
            ]
            found = [v._replace(tokens=tuple(t for t in v.tokens if t not in word)) for v in steps]
        return found

    def _lent(self, variant: Variant, later: Iterable[frozenset[int]]) -> Variant:
        """A variant whose clause is one of the later ones, with all other words marked as borrowed."""
        words = frozenset(variant.tokens)
        for clause in sorted(later, key=lambda tokens: (-len(tokens), min(tokens))):
            if clause <= words:
                return variant._replace(borrowed=variant.borrowed | (words - clause))
        return variant

    def _part(self, verb: int, kid: int, drop: frozenset[int]) -> list[Variant]:
        token = self.tokens[kid]
        dep = token.dep
        if dep in {"nsubj", "nsubjpass"}:
            return self._subject(verb, kid, drop)
        if dep in {"ccomp", "xcomp"} and token.pos in VERBAL:
            return self.clause(kid) if drop.isdisjoint(self.kids[kid]) else self._plain(kid, drop)
        if dep in {"dobj", "attr", "oprd", "acomp", "dative"} and not self._restricted(verb):
            joint = self.tokens[verb].lemma in _joint_with_object()
            return self._plain(kid, drop) if joint else self._noun(kid, drop, top=True)
        if dep in {"prep", "agent"} and kid > verb and not self._restricted(verb):
            members = self._chain(kid)
            if (
                len(members) > 1
                and all(self.tokens[m].pos == "ADP" for m in members)
                and len(members) <= MAX_VARIANTS
            ):
                if self._conjunctions(members) != {"and"} or self.tokens[kid].lemma in {"between", "from"}:
                    return self._plain(kid, drop)
                links = frozenset(members) | frozenset(self._joiners(members)) | drop
                return [Variant(tuple(self.whole(m, links - {m}))) for m in members]
            return self._preposition(kid, drop, listed("open_prepositions"))
        return self._plain(kid, drop)

    def _plain(self, index: int, drop: frozenset[int]) -> list[Variant]:
        """A part that is read in one way."""
        return [Variant(tuple(self.whole(index, drop)))]

    @functools.cached_property
    def _restricts(self) -> bool:
        """Whether it has a word such as "only" at all."""
        return not self.words.isdisjoint(listed("restricting"))

    def _restricted(self, index: int) -> bool:
        return self._restricts and any(
            self.tokens[k].lemma in listed("restricting") for k in self.children(index, "advmod")
        )

    def _preposition(self, prep: int, drop: frozenset[int], allowed: frozenset[str]) -> list[Variant]:
        lemma = self.tokens[prep].lemma
        if self.tokens[prep].text.lower() == "including":
            lemma = "including"
        if self._restricted(prep):
            return self._plain(prep, drop)
        if lemma not in allowed and not (
            lemma == "with"
            and all(
                self.is_name(m) for k in self.children(prep, "pobj") for m in [k, *self._chain(k)[1:]][:1]
            )
        ):
            return self._plain(prep, drop)
        if lemma in {"of", "from"} and self.tokens[self.heads[prep]].lemma in {"make", "compose"}:
            return self._plain(prep, drop)
        objects = self.children(prep, "pobj")
        actions = self.children(prep, "pcomp")
        rest = [k for k in self.kids[prep] if k not in objects and k not in actions and k not in drop]
        if self.children(prep, "conj") or len(objects) + len(actions) != 1:
            return self._plain(prep, drop)
        base = [Variant((prep,))] + [Variant(tuple(self.whole(k, drop))) for k in rest]
        if objects:
            noun = self.tokens[objects[0]]
            if lemma == "in" and noun.lemma in listed("people"):
                return self._plain(prep, drop)
            if lemma == "by" and self.tokens[prep].dep == "agent":
                return self._plain(prep, drop)
            inner = self._noun(objects[0], drop, top=lemma != "in" or noun.pos in {"PROPN", "NUM"})
        elif self.tokens[actions[0]].pos in VERBAL and drop.isdisjoint(self.kids[actions[0]]):
            inner = self.clause(actions[0])
        else:
            return self._plain(prep, drop)
        return _product([*[[b] for b in base], inner])

    # -- noun phrases ---------------------------------------------------------------------------------------

    def _noun(self, noun: int, drop: frozenset[int], *, top: bool) -> list[Variant]:
        """A noun phrase, or each of its coordinated members with what they share."""
        members = self._chain(noun)
        if len(members) > 1 and top and self._separable(members):
            links = frozenset(members) | frozenset(self._joiners(members)) | drop
            both = frozenset(k for k in self.kids[noun] if self._is(k, "both"))
            chosen = self._without_tails(members)
            if len(chosen) > 1 and len(chosen) <= MAX_VARIANTS:
                found: list[Variant] = []
                for place, one in enumerate(chosen):
                    shared = self._shared_in_noun(chosen, one)
                    extra = Variant(tuple(shared), frozenset(), (), ((noun, len(chosen), place),))
                    for variant in self._members_of(one, (links - {one}) | both):
                        found.append(variant.plus(extra))
                return found
        if len(members) > 1:
            return [Variant(tuple(self.whole(noun, drop)))]
        return self._members_of(noun, drop)

    def _without_tails(self, members: Iterable[int]) -> list[int]:
        """The members that name something, without "so on" and "others"."""
        return [m for m in members if self.tokens[m].text.lower() not in listed("tails")]

    def _members_of(self, noun: int, drop: frozenset[int]) -> list[Variant]:
        """One noun with its modifiers; a coordination behind "of" is told member by member."""
        fixed = [noun]
        opened: list[list[Variant]] = []
        joint = self.tokens[noun].lemma in listed("joint_nouns") or self.tokens[noun].pos not in {
            "NOUN",
            "ADJ",
        }
        for kid in self.kids[noun]:
            if kid in drop or kid in self.cut:
                continue
            if self.tokens[kid].dep == "prep" and kid > noun and (not joint or self._is(kid, "including")):
                variants = self._preposition(kid, drop, listed("noun_prepositions"))
                if len(variants) > 1 and not opened:
                    opened.append(variants)
                    continue
            fixed.extend(self.whole(kid, drop))
        return _product([[Variant(tuple(fixed))], *opened])

    def _separable(self, members: Sequence[int]) -> bool:
        """Whether each member of a coordination may be said alone with the same truth."""
        if (
            not self._added_up(members)
            or self._of_words_that_join_others(members)
            or self._quoted_as_one(members)
            or self._is_fixed(members)
            or self._interrupted(members)
            or self._is_name(members)
            or any(not re.search(r"[^\W_]|[%‰°]", self.tokens[m].text) for m in members)
            or self._shares_last_word(members)
            or self._may_be_read_otherwise(members)
            or any(self._restricted(m) for m in members)
        ):
            return False
        return self._counted_apart(members)

    def _added_up(self, members: Sequence[int]) -> bool:
        """Whether the members are joined by nothing but "and"."""
        conjunctions = self._conjunctions(members)
        return bool(conjunctions) and not conjunctions - {"and", "as well as", "both", "and also"}

    def _of_words_that_join_others(self, members: Sequence[int]) -> bool:
        """Whether they are of different sorts, or of one that is not told apart: pronouns, adverbs, most verbs."""
        tokens = self.tokens
        if len({tokens[m].pos in VERBAL for m in members}) > 1 or tokens[members[0]].pos in {"PRON", "ADV"}:
            return True
        return any(
            tokens[m].pos in {"PRON", "VERB"} and tokens[m].lemma not in listed("tails") for m in members
        )

    def _quoted_as_one(self, members: Sequence[int]) -> bool:
        opens = {self.nested.get(m) for m in members}
        if len(opens) != 1 or opens == {None}:
            return False
        return self.tokens[min(o for o in opens if o is not None)].text in {'"', "“", "(", "[", "``"}

    def _is_fixed(self, members: Sequence[int]) -> bool:
        """Whether it is a pair that is always said so, or too long to be sure of."""
        tokens, first, last = self.tokens, members[0], members[-1]
        between = " ".join(tokens[i].text.lower() for i in range(self._near(first), last + 1))
        long = tokens[last].end - tokens[self.left[first]].start > 2000
        return long or any(pair in between for pair in listed("fixed_pairs"))

    def _interrupted(self, members: Sequence[int]) -> bool:
        """Whether a colon, a dash or a hyphen stands among the members."""
        around = range(self.left[members[0]] - 1, members[-1])
        if any(self._is(i, ":", "-", "–", "—", "--") for i in around if i not in self.nested):
            return True
        beside = (i for m in members for i in (m - 1, m + 1) if self.low <= i < self.high)
        return any(self.tokens[i].tag == "HYPH" for i in beside)

    def _shares_last_word(self, members: Sequence[int]) -> bool:
        """Whether the first word may belong to the last: "the copper and zinc plates"."""
        tokens, first, last = self.tokens, members[0], members[-1]
        start = {tokens[k].dep for k in self.kids[first]}
        end = {tokens[k].dep for k in self.kids[last] if k < last}
        if len(members) != 2 or not end & {"compound", "nmod"} or end & {"det", "poss", "amod"}:
            return False
        if start & {"compound", "nmod", "amod", "prep"}:
            return False
        of_many = tokens[last].tag in {"NNS", "NNPS"} and tokens[first].tag in {"NN", "NNP"}
        return of_many or (bool(start & {"det", "poss"}) and tokens[first].pos == tokens[last].pos)

    def _may_be_read_otherwise(self, members: Sequence[int]) -> bool:
        """Whether what the parse takes for a second attribute may belong elsewhere."""
        tokens, first = self.tokens, members[0]
        if tokens[first].dep != "attr":
            return False
        if any(tokens[k].dep == "prep" and first < k < members[1] for k in self.kids[first]):
            articles = {tokens[k].text.lower() for m in members for k in self.children(m, "det")}
            if len(articles) > 1:
                # "a believer in work and the value of rest": the second noun may belong to the preposition
                return True
        # "a member of the Red Cross and the Rotary Club": the parse took the second name for an attribute
        return tokens[first].pos == "NOUN" and any(
            tokens[m].pos == "PROPN" and tokens[m].text[:1].isupper() for m in members[1:]
        )

    def _counted_apart(self, members: Sequence[int]) -> bool:
        """Whether what counts or compares the first member does not hold for all of them together."""
        tokens, first = self.tokens, members[0]
        if any(
            tokens[k].dep in {"nummod", "quantmod"} or tokens[k].lemma in _OF_ALL for k in self.kids[first]
        ):
            return all(self.children(m, "nummod", "det", "poss") for m in members[1:])
        if tokens[first].pos == "NUM" and not self.zipped:
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
        if any(tokens[k].text == "&" for m in members for k in self.children(m, "cc")):
            return True
        following = members[-1] + 1
        return (
            self._is(following, "of")
            and any(tokens[m].pos == "PROPN" for m in members)
            and following + 1 < self.high
            and tokens[following + 1].text[:1].isupper()
            and len(members) == 2
            and tokens[members[0]].pos == "PROPN"
            and not self.children(members[0], "det")
        )

    def _subject(self, verb: int, noun: int, drop: frozenset[int]) -> list[Variant]:
        """The subject; a coordinated one is told member by member unless it acts as one."""
        members = self._chain(noun)
        tokens = self.tokens
        if len(members) == 1:
            together = self._together(verb, noun)
            return self._plain(noun, drop) if together else self._members_of(noun, drop)
        if self._conjunctions(members) == {"neither", "nor"} and len(members) <= MAX_VARIANTS:
            return self._denied(verb, members, drop)
        if self._together(verb, noun) or not self._separable(members):
            return self._plain(noun, drop)
        found = []
        finite = self._finite(verb)
        attribute = [k for k in self.children(verb, "attr") if tokens[k].tag in {"NN", "NNS"}]
        if attribute and not self.zipped:
            # "A and B are vitamins" cannot be told of one of them without changing the noun
            return self._plain(noun, drop)
        floating = [k for k in self.kids[verb] if self._is(k, "both")]
        for variant in self._noun(noun, drop | frozenset(floating), top=True):
            place = next((place for of, _, place in variant.choices if of == noun), None)
            chosen = noun if place is None else self._without_tails(members)[place]
            singular = tokens[chosen].tag in {"NN", "NNP", "VBG", "CD"}
            edits: tuple[tuple[int, str], ...] = tuple((k, "") for k in floating)
            if singular and finite is not None:
                token = tokens[finite]
                if token.text.lower() in {"are", "were", "'re", "’re"}:
                    edits += ((finite, "was" if token.text.lower() == "were" else "is"),)
                elif token.tag == "VBP" or token.text.lower() in {"have", "do"}:
                    edits += ((finite, third_person(token.lemma)),)
            found.append(variant._replace(edits=variant.edits + edits))
        return found

    def _denied(self, verb: int, members: Sequence[int], drop: frozenset[int]) -> list[Variant]:
        """Each member of "neither A nor B" with a denying verb."""
        helpers = [k for k in self.children(verb, *AUXILIARIES) if k < verb]
        at = min(helpers, default=verb)
        token = self.tokens[at]
        if token.tag == "MD" or helpers or token.lemma == "be":
            form = f"{token.text} not"
        elif token.tag in {"VBD", "VBZ", "VBP"}:
            form = f"{'did' if token.tag == 'VBD' else 'does'} not {token.lemma}"
        else:
            return [Variant(tuple(self.whole(members[0], drop)))]
        links = frozenset(members) | frozenset(self._joiners(members)) | drop
        return [
            Variant(
                tuple(self.whole(m, links - {m})),
                edits=((at, form),),
                choices=((members[0], len(members), n),),
            )
            for n, m in enumerate(members)
        ]

    def _together(self, verb: int, noun: int) -> bool:
        """Whether a clause speaks about the members of its subject jointly."""
        if self.tokens[verb].lemma == "make" and self.children(verb, "prt"):
            return True
        if self.words.isdisjoint(listed("joint_words")) and not {"each", "other"} <= self.words:
            return self._is_joint(verb, noun)
        near = [verb, *self.kids[verb]]
        predicate = set(near)
        for kid in near:
            if (
                self.tokens[kid].dep in {"acomp", "prep", "advmod", "attr", "dobj", "conj", "oprd"}
                and kid != noun
            ):
                predicate.update(self.kids[kid])
        for index in predicate:
            token = self.tokens[index]
            if index == noun or self.heads[index] == noun:
                continue
            if token.lemma in listed("joint_words") or token.text.lower() in listed("joint_words"):
                return True
            if token.lemma == "other" and self._is(index - 1, "each"):
                return True
        return self._is_joint(verb, noun)

    def _is_joint(self, verb: int, noun: int) -> bool:
        """Whether a verb or its subject says by itself that it is of several."""
        tokens = self.tokens
        return tokens[verb].lemma in listed("joint_verbs") or tokens[noun].lemma in listed("joint_nouns")
