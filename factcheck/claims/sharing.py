"""What members of a coordination share: words that stand once and are said of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.claims.inflection import irregular_past
from factcheck.claims.tree import AUXILIARIES, SUBJECTS, Tree, listed
from factcheck.tokens import Token

_BARE = frozenset({"VB", "VBN", "VBG"})
"""Forms that state nothing without an auxiliary."""
_FRONTED = frozenset({"advcl", "prep", "npadvmod"})
_ASKING = frozenset({"WRB", "WP", "WDT"})
_LEFT_OF_NOUNS = frozenset({"det", "poss", "amod", "nummod", "compound", "nmod"})
_DETERMINING = frozenset({"det", "poss", "nummod"})


class _Later(NamedTuple):
    """A predicate after the first one, by what it has of its own and what it lacks."""

    verb: int
    subject: bool
    """It has one of its own."""
    fronted: bool
    """It has a condition or circumstance of its own before it."""
    turned: bool
    """It speaks of something else and against the first: "but", "while"."""
    bare: bool
    """It lacks an auxiliary."""
    scoped: frozenset[str]
    """The adverbs that reach it from before the first predicate."""
    after: int
    """Where the first predicate's subject stands, behind what is fronted."""


class _Member(NamedTuple):
    """A noun after the first of its coordination, by what stands before it and before the first."""

    noun: int
    first: int
    giver: int
    """The last noun before it that has adjectives."""
    left: list[int]
    own: frozenset[str]
    """What its own modifiers are."""
    roles: bool
    """It takes the place of the first one, which has an article."""
    lone: bool
    """It has no modifier, and is one of many or differs from the first in number."""


class Sharing(Tree):
    """A tree that knows which words of one member are said of the others."""

    # -- predicates -----------------------------------------------------------------------------------------

    def _shared_left(self, first: int, other: int) -> list[int]:
        """What the later predicate takes over: subject, fronted condition, auxiliaries of a bare form."""
        later = self._later(first, other)
        found: list[int] = []
        for kid in self.kids[first]:
            if kid < first and kid not in self.cut and self._takes_over(later, kid):
                found.extend(self._with_comma_behind(kid))
        return found

    def _later(self, first: int, other: int) -> _Later:
        tokens = self.tokens
        subject = bool(self.children(other, *SUBJECTS, "expl"))
        alone = not subject and not self.children(other, *AUXILIARIES)
        before = {tokens[kid].dep for kid in self.kids[other] if kid < other}
        return _Later(
            other,
            subject,
            not before.isdisjoint(_FRONTED),
            subject and not self._conjunctions([first]).isdisjoint({"but", "yet", "while"}),
            alone and self._lacks_auxiliary(first, other),
            listed("scoped_adverbs") if alone and before.isdisjoint({"advmod", "neg"}) else frozenset(),
            min(self.children(first, *SUBJECTS), default=first),
        )

    def _lacks_auxiliary(self, first: int, other: int) -> bool:
        """Whether a form that has no auxiliary needs that of the first."""
        one, two = self.tokens[first], self.tokens[other]
        if two.tag in _BARE:
            return two.tag == one.tag
        if two.tag != "VBD" or one.tag != "VBN":
            return False
        # "was born in Leeds and grew up": a finite form needs no auxiliary, unless it is only tagged so
        return (
            two.lemma not in irregular_past()
            and not self.children(other, "dobj")
            and bool(self.children(first, "auxpass"))
            and bool(self.children(other, "agent"))
        )

    def _takes_over(self, later: _Later, kid: int) -> bool:
        """Whether what stands before the first predicate is said of the later one, too."""
        token = self.tokens[kid]
        dep = token.dep
        if dep in SUBJECTS or dep == "expl":
            return not later.subject
        if dep in AUXILIARIES:
            return later.bare
        if dep == "neg":
            return later.bare or (token.lemma != "not" and token.lemma in later.scoped)
        if dep == "mark":
            return not self.children(later.verb, "mark")
        if dep in _FRONTED:
            return kid < later.after and not later.fronted and (dep == "advcl" or not later.turned)
        return dep == "advmod" and self._adverb_reaches(later, kid)

    def _adverb_reaches(self, later: _Later, kid: int) -> bool:
        token = self.tokens[kid]
        if token.tag == "WRB" and self.tokens[self.left[later.verb]].tag not in _ASKING:
            return True
        if kid > later.after:
            return token.lemma in later.scoped
        return not later.fronted and token.lemma not in listed("openers") and token.tag != "WRB"

    def _with_comma_behind(self, kid: int) -> list[int]:
        """A part without the commas at its ends, and with the one that sets it off in front."""
        words = self.whole(kid)
        kept = set(words)
        found = [t for t in words if not self._is_comma(t) or (t - 1 in kept and t + 1 in kept)]
        dep, behind = self.tokens[kid].dep, self.right[kid] + 1
        if (dep in _FRONTED or dep == "advmod") and self._is_comma(behind):
            found.append(behind)
        return found

    def _shared_right(self, one: int, members: Sequence[int]) -> list[int]:
        """What stands behind the last predicate and holds for an earlier one too.

        A trailing condition, duration or population; and the complements of the next predicate where the
        earlier one has none ("produced and directed several films").
        """
        tokens, last = self.tokens, members[-1]
        following = members[members.index(one) + 1]
        own = [
            k
            for k in self.kids[one]
            if k > one and tokens[k].dep not in {"cc", "conj", "punct", "prt", "advmod"}
        ]
        if self.children(following, *SUBJECTS):
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
        if self.children(last, *SUBJECTS) or any(tokens[k].dep == "advcl" for k in own):
            return []
        found = []
        dated = any(tokens[n].pos == "NUM" for k in own for n in self.children(k, "pobj"))
        for kid in self.kids[last]:
            token = tokens[kid]
            if kid < last or kid in self.cut:
                continue
            if token.dep == "advcl":
                marks = {tokens[m].lemma for m in self.kids[kid] if tokens[m].dep in {"mark", "advmod"}}
                take = bool(marks & {"if", "unless", "when"})
            elif token.dep == "prep":
                nouns = {tokens[n].lemma for n in self.children(kid, "pobj")}
                lasting = token.lemma in {"after", "over", "within", "during"} and bool(
                    nouns & listed("durations")
                )
                whom = token.lemma in {"in", "among"} and bool(nouns & listed("people"))
                same = any(tokens[k].lemma == token.lemma for k in own)
                take = (lasting or whom) and not same and not dated
            else:
                take = False
            if take:
                found.extend(self.whole(kid))
        return found

    # -- noun phrases ---------------------------------------------------------------------------------------

    def _shared_in_noun(self, members: Sequence[int], one: int) -> list[int]:
        """What members of a coordination have in common: a determiner, adjectives, what follows them all."""
        found: list[int] = []
        if one != members[0]:
            found += self._before_the_first(members, one)
            found += self._behind_the_last(members)
        if one != members[-1]:
            found += self._complement_of_the_last(members[-1], one)
        return found

    def _before_the_first(self, members: Sequence[int], one: int) -> list[int]:
        """Modifiers of the first member, and of the last one with adjectives, that hold for a later one."""
        member = self._member(members, one)
        first = member.first
        found: list[int] = []
        for kid in dict.fromkeys([*self.kids[first], *self.kids[member.giver]]):
            behind_first = kid > first and self.heads[kid] == first
            if kid <= one and kid not in self.cut and not behind_first and self._modifies(member, kid):
                found.extend(self.whole(kid))
        return found

    def _member(self, members: Sequence[int], one: int) -> _Member:
        tokens, first = self.tokens, members[0]
        left = [k for k in self.kids[one] if k < one]
        own = _LEFT_OF_NOUNS.intersection([tokens[k].dep for k in left])
        with_adjective = [
            m for m in members if m < one and any(k < m and tokens[k].dep == "amod" for k in self.kids[m])
        ]
        return _Member(
            one,
            first,
            max(with_adjective, default=first),
            left,
            own,
            tokens[first].tag == tokens[one].tag and bool(self.children(first, "det")),
            not own and (len(members) > 2 or (tokens[one].tag == "NN") != (tokens[first].tag == "NN")),
        )

    def _modifies(self, member: _Member, kid: int) -> bool:
        """Whether a modifier of an earlier member is said of this one, too."""
        token = self.tokens[kid]
        if token.dep == "poss":
            return member.own.isdisjoint({"det", "poss"}) and self.tokens[member.noun].pos == "NOUN"
        if token.dep == "det":
            common = token.text.lower() not in {"both", "some"}
            return common and member.roles and member.own.isdisjoint(_DETERMINING)
        if token.dep == "amod":
            if self.heads[kid] != member.giver:
                return False
            if self._quantifies(token):
                return self._is_counted_with(member)
            return self._is_alike(member) and not token.tag.startswith("JJS")
        if token.dep in {"compound", "nmod"}:
            return token.pos == "PROPN" and self._is_alike(member)
        return False

    def _quantifies(self, token: Token) -> bool:
        return token.lemma in listed("quantifying") or token.text.lower() in listed("quantifying")

    def _is_counted_with(self, member: _Member) -> bool:
        """Whether a word such as "most" before the first member counts this one, too."""
        return (
            member.giver == member.first
            and not member.lone
            and member.own.isdisjoint(_DETERMINING)
            and not any(self.tokens[k].lemma in listed("quantifying") for k in member.left)
        )

    def _is_alike(self, member: _Member) -> bool:
        """Whether it has no modifiers and stands as the first does."""
        if member.own:
            return False
        return member.roles or self.tokens[member.first].tag == self.tokens[member.noun].tag == "NNS"

    def _behind_the_last(self, members: Sequence[int]) -> list[int]:
        """What hangs on the first member and follows them all."""
        first, last = members[0], members[-1]
        found: list[int] = []
        for kid in self.kids[first]:
            follows = kid > last and kid not in self.cut
            if follows and self.tokens[kid].dep in {"prep", "relcl", "acl", "advcl"}:
                found.extend(self.whole(kid))
        return found

    def _complement_of_the_last(self, last: int, one: int) -> list[int]:
        """What hangs on the last member and completes an earlier one that has nothing behind it."""
        tokens = self.tokens
        if any(k > one and tokens[k].dep in {"prep", "relcl", "acl"} for k in self.kids[one]):
            return []
        fronted = any(k < last and tokens[k].dep in {"det", "poss"} for k in self.kids[last])
        single = tokens[one].tag == tokens[last].tag == "NN" and not fronted
        found: list[int] = []
        for kid in self.kids[last]:
            if kid < last or kid in self.cut or tokens[kid].dep != "prep":
                continue
            completes = single and tokens[kid].lemma in {"of", "for", "at"}
            if completes or self._says_among_whom(kid):
                found.extend(self.whole(kid))
        return found

    def _says_among_whom(self, prep: int) -> bool:
        if self.tokens[prep].lemma not in {"in", "among"}:
            return False
        return any(self.tokens[n].lemma in listed("people") for n in self.children(prep, "pobj"))
