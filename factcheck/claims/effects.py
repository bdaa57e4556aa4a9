"""Changes and differences that a claim speaks of, and which way they go."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon
from factcheck.claims import negators
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Direction, Effect


@dataclasses.dataclass(frozen=True)
class _DirectionWords:
    verbs: dict[str, Direction]
    nouns: dict[str, Direction]
    adjectives: dict[str, Direction]
    none: tuple[tuple[str, frozenset[str]], ...]
    """Phrases that say that nothing changes, longest first, each with its words."""
    properties: dict[str, tuple[str, Direction]]
    amounts: dict[str, Direction]
    particles: dict[str, dict[str, Direction]]
    """Verbs, and the particles that say which way they go."""
    drivers: dict[Direction, frozenset[str]]
    """Words that say that there is more of what brings something about, or less."""

    @functools.cached_property
    def telling(self) -> frozenset[str]:
        """Every word that may say of a change."""
        return frozenset({*self.verbs, *self.nouns, *self.adjectives, *self.properties, *self.particles})

    @functools.cached_property
    def denying(self) -> frozenset[str]:
        """The longest word of every phrase that says that nothing changes."""
        return frozenset(max(words, key=len) for _, words in self.none)


@functools.cache
def _direction_words() -> _DirectionWords:
    data: Any = lexicon.data("directions")
    tables: dict[str, dict[str, Direction]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for way in (Direction.UP, Direction.DOWN):
        for part, table in tables.items():
            for word in data[way.value][part]:
                table.setdefault(str(word), way)
    particles: dict[str, dict[str, Direction]] = {}
    for particle, (way, verbs) in data["particles"].items():
        for verb in verbs:
            particles.setdefault(str(verb), {})[str(particle)] = Direction(way)
    return _DirectionWords(
        tables["verbs"],
        tables["nouns"],
        tables["adjectives"],
        tuple(
            (phrase, frozenset(phrase.split(" ")))
            for phrase in sorted(map(str, data["none"]["phrases"]), key=lambda p: -len(p))
        ),
        {str(word): (str(outcome), Direction(way)) for word, (outcome, way) in data["properties"].items()},
        {str(word): Direction(way) for way, words in data["amounts"].items() for word in words},
        particles,
        {Direction(way): frozenset(map(str, words)) for way, words in data["drivers"].items()},
    )


def _driver_direction(clause: Clause, tokens: Sequence[int]) -> Direction | None:
    lemmas = {clause.tokens[at].lemma for at in tokens} | {clause.tokens[at].text.lower() for at in tokens}
    ways = [way for way, words in _direction_words().drivers.items() if lemmas & words]
    return ways[0] if len(ways) == 1 else None


_ABSOLUTE = frozenset(
    {"above", "over", "below", "under", "high", "low", "great", "extra", "additional", "upward", "downward"}
)
"""Words that compare only in their comparative form."""
_COMPARATIVES = frozenset({"JJR", "RBR"})
_VERBAL = ("nsubj", "nsubjpass", "dobj", "csubj")


def _telling(clause: Clause) -> list[int]:
    """The tokens that may say of a change: comparatives and listed words."""
    telling = _direction_words().telling
    if telling.isdisjoint(clause.lemmas) and telling.isdisjoint(clause.forms):
        if _COMPARATIVES.isdisjoint(clause.tags):
            return []
        telling = frozenset()
    return [
        at
        for at, token in enumerate(clause.own, clause.first)
        if token.tag in _COMPARATIVES or token.lemma in telling or token.text.lower() in telling
    ]


def effects(clause: Clause, context: tuple[str, ...]) -> tuple[Effect, ...]:
    """Changes and differences that a clause tells, and only where it tells none, those that it takes as given."""
    found: list[Effect] = []
    given: list[Effect] = []
    for at in _telling(clause):
        for direction, outcome, head, extra in (
            *_of_verb(clause, at),
            *_of_noun(clause, at),
            *_of_adjective(clause, at),
        ):
            effect = _effect(clause, direction, outcome, head, clause.tokens[at].text, context, extra)
            if effect is not None:
                (given if _is_given(clause, at) else found).append(effect)
    none = _of_no_effect(clause)
    if none is not None:
        direction, outcome, head, cue = none
        if cue == _UNPROVED:
            found, given = [], []
        effect = _effect(clause, direction, outcome, head, cue, context, "")
        if effect is not None:
            found.insert(0, effect)
    return tuple(dict.fromkeys(found or given))[:6]


_UNPROVED = "no evidence that"
"""What is said not to be shown is not told of."""
_GIVEN = frozenset({"csubj", "csubjpass", "pcomp"})


def _is_given(clause: Clause, at: int) -> bool:
    """Whether a word tells under what a thing holds or what brings it about: after the toll rose, higher tolls bring."""
    while True:
        token = clause.tokens[at]
        if token.dep in _GIVEN or (token.dep == "advcl" and _kids(clause, at, ("mark", "advmod"), _GIVING)):
            return True
        head = token.head
        if head == at or not clause.first <= head < clause.last:
            return False
        if token.dep == "amod" and clause.tokens[head].dep == "nsubj" and _has_object(clause, head):
            return True
        at = head


_GIVING = tuple("if when whenever after once since as where while until before because unless".split())


def _has_object(clause: Clause, subject: int) -> bool:
    """Whether what a subject does is done to something."""
    verb = clause.tokens[subject].head
    return clause.first <= verb < clause.last and bool(_kids(clause, verb, ("dobj", "ccomp", "xcomp")))


_Found = tuple[Direction, list[int], int | None, str]


def _effect(
    clause: Clause,
    direction: Direction,
    outcome: list[int],
    head: int | None,
    cue: str,
    context: tuple[str, ...],
    extra: str,
) -> Effect | None:
    inside = set(outcome)
    driver = [at for at in range(clause.first, clause.last) if at not in inside]
    named = clause.named(outcome)
    if extra:
        named = tuple(dict.fromkeys((*named, extra)))
    if not named:
        return None
    rest = tuple(name for name in dict.fromkeys((*clause.named(driver), *context)) if name not in named)
    driven = _driver_direction(clause, [d for d in driver if clause.tokens[d].text != cue])
    top = extra or (clause.term_at.get(head, "") if head is not None else "")
    return Effect(direction, named, rest, cue, driven, top)


def _negated(clause: Clause, at: int) -> bool:
    return any(
        clause.tokens[k].dep == "neg"
        or clause.tokens[k].lemma in negators.known().words
        or clause.no_longer(k)
        or (
            clause.tokens[k].dep == "aux" and _negated(clause, k)
        )  # to which the parser gave what stands at the verb
        for k in clause.children.get(at, ())
    )


_ENDING = frozenset({"stop", "cease", "fail"})
"""Verbs that say that what depends on them does not go on."""


def _subjects(clause: Clause, at: int, deps: Sequence[str]) -> list[int]:
    """The subjects of a verb, those that the parser gave to its auxiliary too."""
    return _kids(clause, at, deps) or [
        x for auxiliary in _kids(clause, at, ("aux", "auxpass")) for x in _kids(clause, auxiliary, deps)
    ]


def _trees(clause: Clause, roots: Sequence[int]) -> list[int]:
    return [x for root in roots for x in clause.subtree(root)]


def _kids(clause: Clause, at: int, deps: Sequence[str], lemmas: Sequence[str] = ()) -> list[int]:
    return [
        k
        for k in clause.children.get(at, ())
        if clause.tokens[k].dep in deps and (not lemmas or clause.tokens[k].lemma in lemmas)
    ]


def _head_of(clause: Clause, roots: Sequence[int]) -> int | None:
    """The noun at the head of what stands at some roots: below prepositions and empty words such as `level
    of`.
    """
    for root in roots:
        at = root
        for _ in range(4):
            if at in clause.term_at:
                return at
            below = _kids(clause, at, ("pobj", "prep", "dobj", "attr"), ())
            if not below:
                break
            at = below[0]
    return None


def _of_mistaken_verb(clause: Clause, at: int, way: Direction) -> list[_Found]:
    """A verb that the parser took for a noun: `shortens query times`."""
    token = clause.tokens[at]
    if token.lemma in _direction_words().nouns or token.lemma in _direction_words().adjectives:
        return []
    if not token.text.endswith("s") or token.text == token.lemma:
        return []
    outcome: list[int] = []
    for x in range(at + 1, clause.last):
        if clause.tokens[x].pos in ("ADP", "PUNCT", "SCONJ", "CCONJ", "VERB", "AUX"):
            break
        outcome.append(x)
    return (
        [(way, outcome, next((x for x in reversed(outcome) if x in clause.term_at), None), "")]
        if outcome
        else []
    )


def _becomes(clause: Clause, at: int) -> bool:
    """Whether an adjective says what a verb such as `grow` makes of its subject: it grew shorter."""
    return any(clause.tokens[k].tag in _COMPARATIVES for k in _kids(clause, at, ("acomp", "oprd")))


def _of_verb(clause: Clause, at: int) -> list[_Found]:
    token = clause.tokens[at]
    way = _direction_words().verbs.get(token.lemma)
    ways = _direction_words().particles.get(token.lemma)
    if ways is not None:
        said = {
            ways.get(clause.tokens[k].lemma) for k in _kids(clause, at, ("prt", "advmod", "prep", "acomp"))
        }
        way = next((one for one in (Direction.UP, Direction.DOWN) if one in said), way)
    if way is None or token.dep in ("amod", "compound") or _becomes(clause, at):
        return []
    if token.lemma in _ENDING and any(
        clause.tokens[k].lemma in _direction_words().verbs for k in _kids(clause, at, ("xcomp",))
    ):
        return []  # told of what stops: rents stopped rising
    if token.pos in ("NOUN", "PROPN", "ADJ"):
        return _of_mistaken_verb(clause, at, way)
    if token.pos != "VERB":
        return []
    objects = _kids(clause, at, ("dobj",))
    subjects = _subjects(clause, at, ("nsubj", "nsubjpass", "csubj"))
    against = _kids(clause, at, ("prep",), ("against",))
    inside = _kids(clause, at, ("prep",), ("in", "of", "for", "to", "on"))
    roots: list[int] = []
    if objects:
        roots = objects
        tree = _trees(clause, objects)
        if all(
            clause.tokens[x].pos in ("NUM", "PRON", "DET", "SYM")
            or clause.tokens[x].lemma in ("%", "percent")
            for x in tree
        ):
            roots = subjects
    elif against and ways is not None and "against" in ways:
        roots = against
    elif subjects:
        roots = subjects
    elif token.dep in ("xcomp", "ccomp") and clause.first <= token.head < clause.last:
        roots = _kids(clause, token.head, ("dobj",)) or _kids(clause, token.head, ("nsubj", "nsubjpass"))
    elif token.dep in ("acl", "relcl") and clause.first <= token.head < clause.last:
        roots = [token.head]
    if not roots and inside:
        roots = inside
    if not roots:
        return []
    outcome = [x for x in _trees(clause, roots) if x != at]
    if token.dep in ("acl", "relcl") and roots == [token.head]:
        outcome = clause.subtree(token.head, frozenset({at}))
    negated = _negated(clause, at)
    if token.dep == "xcomp" and clause.first <= token.head < clause.last:
        negated = negated or clause.tokens[token.head].lemma in _ENDING or _negated(clause, token.head)
    if token.dep == "pcomp" and clause.first <= token.head < clause.last:
        negated = negated or clause.tokens[token.head].lemma == "without"
    subject_lemmas = {clause.tokens[x].lemma for s in subjects for x in clause.subtree(s)[:1]}
    negated = negated or bool(subject_lemmas & {"no", "none", "nothing", "nobody", "neither"})
    return [(Direction.NONE if negated else way, outcome, _head_of(clause, roots), "")]


def _of_noun(clause: Clause, at: int) -> list[_Found]:
    token = clause.tokens[at]
    way = _direction_words().nouns.get(token.lemma)
    if way is None or token.pos not in ("NOUN", "PROPN"):
        return []
    roots = _kids(clause, at, ("prep",), ("in", "of", "for", "to", "on", "at"))
    before = _kids(clause, at, ("compound", "amod", "poss", "nmod"))
    outcome = [*_trees(clause, roots), *before]
    head = _head_of(clause, roots)
    if head is None and before:
        head = before[-1] if before[-1] in clause.term_at else None
    if not clause.named(outcome) and clause.first <= token.head < clause.last:
        roots = _kids(clause, token.head, ("nsubj",))
        outcome = [x for x in _trees(clause, roots) if x != at]
        head = _head_of(clause, roots)
    negated = _negated(clause, at) or (
        clause.first <= token.head < clause.last and token.head != at and _negated(clause, token.head)
    )
    return [(Direction.NONE if negated else way, outcome, head, "")] if outcome else []


def _of_adjective(clause: Clause, at: int) -> list[_Found]:
    words = _direction_words()
    token = clause.tokens[at]
    shown = token.text.lower()
    property_, way = words.properties.get(shown, ("", None))
    extra = property_
    if way is None and token.pos in ("ADJ", "ADV", "VERB", "NOUN", "SCONJ"):
        way = words.adjectives.get(shown) or words.adjectives.get(token.lemma)
        if way is not None and shown in _ABSOLUTE and token.tag != "JJR":
            way = None
        if token.pos == "VERB" and token.tag not in ("VBN", "VBD", "JJR"):
            way = None
        if token.pos == "VERB" and token.dep not in ("amod", "acomp"):
            way = None
    amount = words.amounts.get(token.lemma) if way is None else None
    if amount is not None and token.tag in ("JJR", "RBR"):
        way = amount
    elif amount is not None and shown != token.lemma:
        way = None
    if way is None and token.tag in ("JJR", "RBR"):
        way, extra = Direction.UP, token.lemma
    if way is None:
        return []
    if clause.no_longer(at) or _no_more(clause, at) or _of_a_change(clause, at):
        return []
    graded = _graded(clause, at)
    if graded is not None:
        return _of_graded(clause, at, graded, way)
    head = token.head if clause.first <= token.head < clause.last and token.head != at else None
    roots: list[int] = []
    outcome: list[int] = []
    if head is not None and token.dep in ("amod", "advmod", "quantmod", "nummod"):
        if clause.tokens[head].pos in ("VERB", "AUX"):
            roots = _kids(clause, head, _VERBAL)
            outcome = [head, *_trees(clause, roots)]
            top: int | None = head if head in clause.term_at else _head_of(clause, roots)
        else:
            outcome = clause.subtree(head, frozenset({at}))
            top = _head_of(clause, [head])
    else:
        roots = _kids(clause, at, ("nsubj", "nsubjpass")) or _measured(clause, at)
        roots = roots or _kids(clause, at, ("prep",), ("of", "in", "for"))
        if not roots and head is not None:
            made = clause.tokens[head].lemma in ("make", "render", "keep", "leave", "get", "turn")
            roots = _kids(clause, head, ("dobj",)) if made else []
            roots = roots or [k for k in _kids(clause, head, _VERBAL) if k != at]
        outcome = _trees(clause, roots)
        top = _head_of(clause, roots)
    outcome = [x for x in outcome if x != at]
    negated = _negated(clause, at) or (head is not None and _negated(clause, head))
    if not outcome and not extra:
        return []
    return [(Direction.NONE if negated else way, outcome, top, extra)]


def _of_a_change(clause: Clause, at: int) -> bool:
    """Whether a word says how a change goes on, which its verb tells of: rose more slowly, grew faster."""
    token = clause.tokens[at]
    for _ in range(2):
        if token.dep != "advmod" or not clause.first <= token.head < clause.last:
            return False
        token = clause.tokens[token.head]
        if token.pos == "VERB":
            return token.lemma in _CHANGING
    return False


_CHANGING = frozenset({"rise", "grow", "increase", "climb", "fall", "drop", "decline", "decrease", "shrink"})


def _no_more(clause: Clause, at: int) -> bool:
    """Whether `any more` says that something has ended: it is not sold any more."""
    token = clause.tokens[at]
    before = clause.tokens[at - 1].lemma if at > clause.first else ""
    behind = clause.tokens[at + 1] if at + 1 < clause.last else None
    return (
        (token.text.lower(), before) == ("more", "any")
        and token.dep in ("advmod", "npadvmod")
        and (behind is None or behind.pos in ("PUNCT", "ADP", "CCONJ"))
        and (behind is None or behind.lemma != "than")
    )


def _measured(clause: Clause, at: int) -> list[int]:
    """The subject of which a predicate says that it is higher, lower, … somewhere: the risk is higher in smokers."""
    head = clause.tokens[at].head
    if clause.tokens[at].dep != "acomp" or head == at or not clause.first <= head < clause.last:
        return []
    if clause.tokens[head].lemma not in ("be", "become", "remain", "stay", "get"):
        return []
    held = [x for k in _kids(clause, at, ("prep",), ("in",)) for x in clause.children.get(k, ())]
    if any(
        clause.tokens[x].tag == "NN" and not _kids(clause, x, ("det", "poss", "amod", "compound"))
        for x in held
    ):
        return []  # lower in fat
    return [k for k in _kids(clause, head, ("nsubj",)) if clause.tokens[k].pos != "PRON"]


def _graded(clause: Clause, at: int) -> int | None:
    """The adjective or adverb that `more` or `less` raises or lowers: more frequent, less often."""
    token = clause.tokens[at]
    if token.dep != "advmod" or token.lemma not in ("more", "less", "much", "little"):
        return None
    head = token.head
    if head == at or not clause.first <= head < clause.last or clause.tokens[head].pos not in ("ADJ", "ADV"):
        return None
    return head


def _of_graded(clause: Clause, at: int, graded: int, way: Direction) -> list[_Found]:
    """More of what is said to be frequent, rare, quick; of anything else, more of being so."""
    words = _direction_words()
    tokens = clause.tokens
    lemma = tokens[graded].lemma
    amount = words.amounts.get(lemma) or words.amounts.get(tokens[graded].text.lower())
    property_, speed = words.properties.get(lemma, ("", None))
    flipped = (amount or speed) is Direction.DOWN
    if flipped and way is not Direction.NONE:
        way = Direction.UP if way is Direction.DOWN else Direction.DOWN
    over = tokens[graded].head
    for _ in range(3):
        if not clause.first <= over < clause.last or tokens[over].pos in ("VERB", "AUX"):
            break
        over = tokens[over].head
    outcome: list[int] = []
    top: int | None = None
    if clause.first <= over < clause.last:
        if tokens[graded].dep == "amod":
            outcome = clause.subtree(tokens[graded].head, frozenset({graded}))
            top = _head_of(clause, [tokens[graded].head])
        else:
            roots = [k for k in _kids(clause, over, _VERBAL) if k != graded]
            outcome = [over, *_trees(clause, roots)]
            objects = [k for k in roots if tokens[k].dep == "dobj"]
            top = _head_of(clause, objects or roots)
            if tokens[over].pos == "VERB" and over in clause.term_at and amount is not None:
                top = over if not objects else top
    if amount is None and not property_:
        outcome = [graded, *outcome]
        top = graded if graded in clause.term_at else top
    outcome = [x for x in outcome if x != at and (x != graded or amount is None)]
    negated = _negated(clause, at) or _negated(clause, graded) or _negated(clause, over)
    if not outcome and not property_:
        return []
    return [(Direction.NONE if negated else way, sorted(outcome), top, property_)]


_IMPACTS = frozenset({"impact", "effect", "influence", "difference", "bearing", "benefit"})


def _denied_impact(clause: Clause) -> tuple[Direction, list[int], int | None, str] | None:
    """As in "did not have a major impact on …", "neither … had any great effect on …"."""
    tokens = clause.tokens
    if _IMPACTS.isdisjoint(clause.lemmas):
        return None
    for at in range(clause.first, clause.last):
        verb = tokens[at].head
        if (
            tokens[at].lemma not in _IMPACTS
            or tokens[at].dep != "dobj"
            or tokens[verb].lemma not in ("have", "make", "show", "exert")
        ):
            continue
        subjects = [k for k in clause.children.get(verb, ()) if tokens[k].dep == "nsubj"]
        if not (
            _negated(clause, verb)
            or any(_negated(clause, k) or tokens[k].lemma == "neither" for k in subjects)
        ):
            continue
        outcome = list(range(at + 1, clause.last))
        top = next((k for k in outcome if k in clause.term_at and tokens[k].dep in ("pobj", "conj")), None)
        if clause.named(outcome):
            return Direction.NONE, outcome, top, f"no {tokens[at].lemma}"
    return None


def _none_said(clause: Clause) -> list[str]:
    """The phrases that say that nothing changes whose words all stand in a clause."""
    said = clause.forms | clause.lemmas
    line = " ".join(said)
    words = said if line.count(" ") < len(said) else frozenset(line.split(" "))  # a token may hold spaces
    if _direction_words().denying.isdisjoint(words):
        return []
    return [phrase for phrase, needed in _direction_words().none if needed <= words]


def _of_no_effect(clause: Clause) -> tuple[Direction, list[int], int | None, str] | None:
    tokens = clause.tokens
    everything = range(clause.first, clause.last)
    denied = _denied_impact(clause)
    if denied is not None:
        return denied
    phrases = _none_said(clause)
    if not phrases:
        return None
    texts = [token.text.lower() for token in clause.own]
    lemmas = [token.lemma for token in clause.own]
    lines = (" ".join(texts), " ".join(lemmas))
    for phrase in phrases:
        for line in lines:
            position = f" {line} ".find(f" {phrase} ")
            if position < 0:
                continue
            start = clause.first + line[:position].count(" ") + (1 if position > 0 else 0)
            after = list(range(start + phrase.count(" ") + 1, clause.last))
            outcome = after if clause.named(after) else [at for at in everything if at < start]
            headed = [at for at in outcome if at in clause.term_at]
            top = next(
                (at for at in headed if tokens[at].dep in ("pobj", "nsubj", "dobj")),
                headed[0] if headed else None,
            )
            return Direction.NONE, outcome, top, phrase
    return None
