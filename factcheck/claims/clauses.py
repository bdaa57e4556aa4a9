"""The clauses of a sentence that each assert something: the main one, and those set off inside it."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.claims.coordination import Coordination
from factcheck.claims.inflection import past, third_person
from factcheck.claims.tree import AUXILIARIES, COMMAS, SUBJECTS, VERBAL, Variant, listed, render
from factcheck.tokens import Token
from factcheck.values import Value

_IGNORED_DEPS = frozenset({"punct", "cc", "preconj", "mark", "det", "space"})


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


class Draft(Value, frozen=True):
    variant: Variant
    relation: Relation


class _Mood(NamedTuple):
    """How a clause is said, for the participles that hang on it."""

    modal: str
    """As written; empty where there is none."""
    past: bool
    plural: bool
    """Of the participle's subject."""
    lasting: bool
    """The participle tells of a noun, whatever the clause says happened or may happen."""

    @property
    def shared_modal(self) -> bool:
        """Whether the modal holds for the participle, too."""
        return bool(self.modal) and not self.lasting


_CUT_SHORT = frozenset({"'ll", "’ll", "'d", "’d", "ca", "wo"})
"""Modals as they are written where they lean on another word."""


def may_set_off(tokens: Sequence[Token]) -> bool:
    """Whether a clause can be set off in a sentence at all, by its words and labels alone; a `Reading` decides."""
    labels = {token.dep for token in tokens}
    if labels.isdisjoint(_SET_OFF):
        return False
    words = {token.text.lower() for token in tokens}
    comma = not words.isdisjoint(COMMAS)
    if comma and not labels.isdisjoint({"appos", "npadvmod"}):
        return True
    if "relcl" in labels and (
        "where" in words
        or any(token.tag in {"WDT", "WP"} and token.text.lower() != "that" for token in tokens)
    ):
        return True
    return any(
        (token.dep in {"advcl", "acl"} and token.tag in {"VBG", "VBN"} and (comma or token.dep == "acl"))
        or (token.dep == "mark" and token.lemma in listed("contrasts"))
        for token in tokens
    )


_SET_OFF = frozenset({"relcl", "appos", "npadvmod", "advcl", "acl"})


class Reading(Coordination):
    """A tree with the clauses set off in it: relative, in apposition, participial, contrasting."""

    def asides(self) -> list[tuple[int, Relation]]:
        """Clauses that assert something of their own, marked as cut out of the main one."""
        found: list[tuple[int, Relation]] = []
        for index in range(self.low, self.high):
            token = self.tokens[index]
            if token.dep not in _SET_OFF or index == self.root or index in self.nested:
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
        """Which of them leave the clause they stand in; a name in apposition stays ("her son, Tom, said")."""
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
        for kid in self.children(verb, "nsubj", "nsubjpass"):
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
            and self.is_name(head)
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
            and bool(self.children(copula, "nsubj"))
            and not self.children(copula, "neg")
            and any(self.tokens[k].dep in {"amod", "compound", "prep"} for k in self.kids[head])
        )

    def _place_named(self, verb: int) -> int | None:
        """The place that "where" stands for: the noun before it, or the one before a year."""
        for index in range(self.left[verb] - 1, max(self.low, self.left[verb] - 9) - 1, -1):
            token = self.tokens[index]
            if token.pos in VERBAL:
                return None
            if token.pos in {"PROPN", "NOUN"} and token.dep in {"pobj", "dobj"}:
                return index
        return None

    def _place_of(self, verb: int) -> int | None:
        return next(
            (
                k
                for k in self.children(verb, "advmod")
                if self._is(k, "where") and self.children(verb, "nsubj", "nsubjpass")
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
        if self.children(noun, "appos") or self._in_restriction(noun):
            return False
        if self._conjunctions(self._chain(noun)) and not self.children(noun, "det"):
            return False
        kinds = {self.tokens[k].dep for k in self.kids[noun]}
        if "neg" in kinds or self.tokens[self.left[noun]].lemma in listed("set_off_openers"):
            return False
        head = self._anchor(noun)
        if head is None:
            return False
        anchor = self.tokens[head]
        if token.dep == "npadvmod" or head != self.heads[noun]:
            return "det" in kinds and noun > self.root and bool(kinds & {"relcl", "prep", "acl"})
        if anchor.pos not in {"NOUN", "PROPN"} or noun < head or len(self.children(head, "appos")) > 1:
            return False
        if any(k > noun for k in self.children(head, "conj", "cc")) or anchor.dep in {"conj", "appos"}:
            return False
        if anchor.pos == "PROPN" and token.tag == "NNS":
            return False
        if self.children(head, "nummod") or (self.children(noun, "conj") and token.text[:1].isupper()):
            return False
        if token.pos == "PROPN":
            return (
                anchor.pos == "NOUN" and bool(self.children(head, "det", "poss")) and anchor.dep != "compound"
            )
        if not kinds & {"det", "poss", "amod", "compound"} and not any(
            self._is(k, "of") for k in self.children(noun, "prep")
        ):
            return False
        return not re.match(r"\d", token.text)

    def _anchor(self, noun: int) -> int | None:
        """What a set-off noun phrase stands beside: its head, or the phrase that ends right before it."""
        head = self.heads[noun]
        if self.tokens[noun].dep == "appos" and head < noun:
            named = [t for t in self.phrase(head) if t < self.left[noun] and self.tokens[t].pos != "PUNCT"]
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
            if at == self.root or self.tokens[self.heads[at]].pos in VERBAL:
                break
            at = self.heads[at]
        return best

    def _is_free_participle(self, verb: int) -> bool:
        token = self.tokens[verb]
        head = self.heads[verb]
        if (
            token.tag not in {"VBG", "VBN"}
            or token.lemma in listed("kept_participles")
            or self._in_restriction(verb)
        ):
            return False
        if self.children(verb, *SUBJECTS, *AUXILIARIES, "mark", "prep_mark"):
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
        """What a participle speaks of: the noun before it for a lasting state, else its clause's subject."""
        token, head = self.tokens[verb], self.heads[verb]
        if token.dep == "acl" and self.tokens[head].dep == "attr":
            return next(iter(self.children(self.heads[head], *SUBJECTS)), None)
        if token.dep == "acl" and (token.tag == "VBN" or token.lemma in listed("stative_participles")):
            return head if self.tokens[head].pos in {"NOUN", "PROPN"} else None
        at = head
        for _ in range(60):
            if self.tokens[at].pos in VERBAL:
                subjects = self.children(at, "nsubj", "nsubjpass")
                if subjects:
                    return None if self.tokens[subjects[0]].tag in {"WDT", "WP", "EX"} else subjects[0]
                if self.tokens[at].dep not in {"conj", "xcomp"}:
                    return None
            if at == self.root:
                return None
            at = self.heads[at]
        return None

    def _is_contrast(self, verb: int) -> bool:
        marks = [k for k in self.children(verb, "mark") if self.tokens[k].lemma in listed("contrasts")]
        if not marks or marks[0] != self.left[verb] or not self.children(verb, "nsubj", "nsubjpass"):
            return False
        if self._in_restriction(verb) or self.heads[verb] != self.root:
            return False
        if self.tokens[verb].tag not in {"VBD", "VBP", "VBZ"} and not self.children(verb, *AUXILIARIES):
            return False
        if self._is(marks[0], "while") and verb < self.heads[verb]:
            return self._is_comma(self.right[verb] + 1)
        return verb < self.heads[verb] or self._is_comma(self.left[verb] - 1)

    def aside(self, index: int, relation: Relation) -> list[Variant]:
        """The sentence that a relative clause, an apposition, a participle or a contrast makes."""
        token = self.tokens[index]
        commas = frozenset(
            k
            for k in self.kids[index]
            if self._is_comma(k) and (k == self.left[index] or k == self.right[index])
        )
        if relation is Relation.CONTRAST:
            marks = [k for k in self.children(index, "mark") if self.tokens[k].lemma in listed("contrasts")]
            self.cut.update(marks)
            return self.clause(index)
        if relation is Relation.RELATIVE:
            return self._relative(index)
        if relation is Relation.APPOSITION:
            anchor = self._anchor(index)
            if anchor is None:
                return []
            anchor = self._name_head(anchor)
            subject = self._text(self.phrase(anchor))
            plural = self.tokens[anchor].tag in {"NNS", "NNPS"} or (
                bool(self.children(anchor, "conj")) and self.tokens[anchor].dep in SUBJECTS
            )
            if (
                plural != (token.tag in {"NNS", "NNPS"})
                and token.pos == "NOUN"
                and not self.children(index, "det")
            ):
                plural = token.tag in {"NNS", "NNPS"}
            inner = self._noun(index, commas, top=True)
            return [
                v._replace(edits=((min(v.tokens), f"{subject} {'are' if plural else 'is'} \0"), *v.edits))
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
        """What a relative clause speaks of: the widest phrase before the comma that its verb agrees with.

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
            many = token.tag in {"NNS", "NNPS"} or bool(self.children(at, "conj"))
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

    def _relative(self, verb: int) -> list[Variant]:
        head = self.heads[verb]
        copula = self.heads[head]
        anchor: int | None = head
        if self.tokens[head].dep == "appos" and head in self.cut:
            head = anchor = self.heads[head]
            copula = self.heads[head]
        subjects = self.children(copula, "nsubj")
        who = self._is(self.left[verb], "who") or not self._is_comma(self.left[verb] - 1)
        if self.tokens[head].dep == "attr" and who and subjects:
            anchor = self.children(copula, "nsubj")[0]
        elif self._pronoun_of(verb) is not None:
            anchor = self._agreeing(verb, head)
        if anchor is None:
            return []
        if self._pronoun_of(verb) is None:
            named = self._place_named(verb)
            if named is None:
                return []
            head = anchor = named
        name = self._text(self.phrase(anchor))
        pronoun = self._pronoun_of(verb)
        if pronoun is not None:
            # the pronoun's token stands for the antecedent, so that every predicate which shares it gets it
            return [v._replace(edits=(*v.edits, (pronoun, name))) for v in self.clause(verb)]
        where = self._place_of(verb)
        if where is None:
            return []
        prep = self.heads[head]
        word = self.tokens[prep].text.lower() if self._is(prep, "in", "at", "on") else "at"
        self.cut.add(where)
        found = []
        for variant in self.clause(verb):
            last = max(variant.tokens)
            found.append(variant._replace(edits=(*variant.edits, (last, f"\0 {word} {name}"))))
        return found

    def _participle(self, verb: int, commas: frozenset[int]) -> list[Variant]:
        subject = self._subject_for(verb)
        if subject is None:
            return []
        mood = self._mood(verb, subject)
        if self._has_no_finite_form(verb, mood):
            return []
        name = self._text(self._subject_phrase(subject))
        members = self._predicates(verb)
        if len(members) > 1 and all(self.tokens[m].tag == self.tokens[verb].tag for m in members):
            drop = frozenset(members) | frozenset(self._joiners(members))
        elif any(self.tokens[m].pos in VERBAL for m in self._chain(verb)[1:]):
            return []
        else:
            members, drop = [verb], frozenset()
        return [
            self._finished(variant, one, self._finite_form(verb, one, mood), name)
            for one in members
            for variant in self._single(one, (drop - {one}) | commas)
        ]

    def _mood(self, verb: int, subject: int) -> _Mood:
        """How the clause is said that a participle hangs on."""
        main = self.heads[verb]
        while self.tokens[main].pos not in VERBAL and main != self.root:
            main = self.heads[main]
        helpers = [self.tokens[k] for k in self.children(main, *AUXILIARIES)]
        modal = next((h.text for h in helpers if h.tag == "MD"), "")
        finite = next((h for h in helpers if h.tag != "MD"), self.tokens[main])
        perfect = not modal and any(h.lemma == "have" for h in helpers)
        lasting = self.tokens[verb].dep == "acl" and self.tokens[main].lemma != "be"
        return _Mood(modal, finite.tag == "VBD" or perfect, self._plural(main, subject), lasting)

    def _has_no_finite_form(self, verb: int, mood: _Mood) -> bool:
        """Whether its modal is cut short ("'ll"), or it is a perfect one ("having gone") that no modal governs."""
        if mood.modal.lower() in _CUT_SHORT:
            return True
        token = self.tokens[verb]
        if token.tag == "VBN" or token.lemma != "have" or mood.shared_modal:
            return False
        return any(self.tokens[k].dep == "aux" for k in self.kids[verb])

    def _finite_form(self, verb: int, one: int, mood: _Mood) -> str:
        """How a participle, or one coordinated with it, is said of its subject."""
        token = self.tokens[one]
        if token.tag == "VBN":
            return f"{self._passive(verb, mood)} {token.text}"
        if mood.shared_modal:
            return f"{mood.modal.lower()} {token.lemma}"
        if mood.past:
            return past(token.lemma, token.text)
        if not mood.plural:
            return third_person(token.lemma)
        return "are" if one == verb and token.lemma == "be" else token.lemma

    def _passive(self, verb: int, mood: _Mood) -> str:
        """The form of "be" that a past participle takes."""
        token = self.tokens[verb]
        was, now = ("were", "are") if mood.plural else ("was", "is")
        if token.text == "born" or (not mood.modal and self._dated(verb)):
            return was
        if token.lemma == "know":
            return "was" if mood.past and not mood.plural else now
        if mood.shared_modal:
            return f"{mood.modal} be"
        return was if mood.past and not mood.lasting else now

    def _dated(self, verb: int) -> bool:
        """Whether a participle carries a year: "built in 1890" is over."""
        return any(
            self.tokens[t].pos == "NUM" and re.fullmatch(r"1\d{3}|20\d\d", self.tokens[t].text)
            for t in self.whole(verb)
        )

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
            or bool(self.children(subject, "conj"))
            or self._is(subject, "they", "we", "i", "you", "these", "those")
        )

    def _finished(self, variant: Variant, verb: int, form: str, name: str) -> Variant:
        """The subject and the finite form in place: "often promoting" becomes "X can often promote"."""
        if verb == self.low and form.endswith(self.tokens[verb].text):
            # a participle that opened the sentence
            form = form[: -len(self.tokens[verb].text)] + self.tokens[verb].text.lower()
        helper, _, main = form.rpartition(" ")
        at = min([*(t for t in variant.tokens if t < verb), verb])
        if at == verb:
            return variant._replace(edits=(*variant.edits, (verb, f"{name} {form}")))
        return variant._replace(
            edits=(*variant.edits, (at, f"{name} {helper} \0".replace("  ", " ")), (verb, main))
        )


def _assertive(tokens: Sequence[Token], indices: Iterable[int]) -> bool:
    return any(tokens[i].pos in VERBAL for i in indices)


MAX_DEPTH = 80
"""Deeper trees are broken text."""


def claims(tokens: Sequence[Token], low: int, high: int) -> list[Draft]:
    """The claims of one stretch of a sentence; none where it cannot be read.

    A clause that does not come out well is left where it stands, and the rest is read again without it.
    """
    reading = Reading(tokens, low, high)
    if not reading.sound or (high - low > MAX_DEPTH and _depth(reading) > MAX_DEPTH):
        return []
    asides = reading.asides() if may_set_off(tokens[low:high]) else []
    for _ in range(3):
        made = {index: reading.aside(index, relation) for index, relation in asides}
        drafts = _main(reading, bool(asides))
        bad = set()
        for index, relation in asides:
            parts = [Draft(variant, relation) for variant in made[index]]
            if not parts or not all(_sane(tokens, draft, reading) for draft in parts):
                bad.add(index)
            drafts.extend(parts)
        if not bad:
            if len(drafts) == 1:
                return drafts
            sane = all(_sane(tokens, draft, reading) for draft in drafts)
            if drafts and sane and _covered(tokens, low, high, drafts):
                return drafts
            bad = {index for index, _ in asides}
        if not asides:
            return []
        asides = [(index, relation) for index, relation in asides if index not in bad]
        reading.cut = reading.removed(asides)
    return []


def _main(reading: Reading, accompanied: bool) -> list[Draft]:
    """The claims of the main clause; none where what is left of it states nothing."""
    root = reading.root
    if reading.tokens[root].pos in VERBAL:
        return [Draft(variant, Relation.MAIN) for variant in reading.clause(root)]
    rest = reading.whole(root)
    if _assertive(reading.tokens, rest) or not accompanied:
        return [Draft(Variant(tuple(rest)), Relation.MAIN)]
    if sum(reading.tokens[i].pos in {"NOUN", "PROPN"} for i in rest) > 3:
        return [Draft(Variant(tuple(rest)), Relation.MAIN)]
    return []


_GOVERNED = SUBJECTS | {"expl"}
_SPOKEN_OF = _GOVERNED | {"attr", "dobj"}


def _sane(tokens: Sequence[Token], draft: Draft, reading: Reading) -> bool:
    """Whether what was cut out reads as a sentence: brackets and quotes close, verbs have subjects."""
    words = [tokens[i].text for i in sorted(draft.variant.tokens)]
    if words.count("(") != words.count(")") or sum(w in {'"', "``", "''"} for w in words) % 2:
        return False
    if sum(w == "“" for w in words) != sum(w == "”" for w in words):
        return False
    edited = {at for at, text in draft.variant.edits if " " in text or not text}
    if draft.relation is not Relation.MAIN:
        line = render(tokens, sorted(draft.variant.tokens), dict(draft.variant.edits)).lstrip("\"'“‘")
        return line[:1].isalnum() or line[:1] in "<>≥≤~≈$€£"
    root = reading.tokens[reading.root]
    kept = set(draft.variant.tokens)
    if root.pos in VERBAL and not any(reading.tokens[i].pos in VERBAL for i in kept):
        return False
    if root.pos not in VERBAL or any(tokens[i].dep in _SPOKEN_OF or i in edited for i in kept):
        return True
    return not any(tokens[i].dep in _GOVERNED for i in range(reading.low, reading.high))


def _depth(reading: Reading) -> int:
    depth = {reading.root: 0}
    for index in reading.order[1:]:
        depth[index] = depth[reading.heads[index]] + 1
    return max(depth.values())


def _covered(tokens: Sequence[Token], low: int, high: int, drafts: Sequence[Draft]) -> bool:
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
            token.lemma in listed("openers")
            or token.lemma in listed("tails")
            or token.text.lower() in {"both", "all", "respectively", "where", "well", "as"}
        ):
            continue
        return False
    return True
