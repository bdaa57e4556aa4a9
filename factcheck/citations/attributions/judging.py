"""To whom a noun phrase attributes: by what it names and does, or by its words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.citations.attributions.attribution import Attributed
from factcheck.citations.attributions.deed import Deed, asserts
from factcheck.citations.attributions.phrase import YEAR, Phrase
from factcheck.citations.attributions.word_lists import PERSON_SUFFIX, is_person, is_searcher, word_lists
from factcheck.tokens import Token


def judge(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    """To whom a phrase attributes, as the subject of a deed or (None) behind "according to"."""
    words = word_lists()
    head = phrase.head
    if sum(map(str.isalnum, head.text)) < 2:
        return None
    if deed is not None and _are_others(phrase):
        return Attributed.VAGUE if _says(deed) else None
    if _is_pronoun(head):
        return Attributed.VAGUE if head.lemma in words.pronouns and (deed is None or _says(deed)) else None
    if is_law_of_nature(phrase):
        return None
    if phrase.pointing_back:
        return Attributed.NAMED if _is_own_outsider(phrase) and (deed is None or asserts(deed)) else None
    if _are_authors_last_cited(phrase):
        return None
    work = head.lemma.rsplit("-", 1)[-1]
    if head.lemma in words.works or work in words.works:
        return _judge_work(phrase, work, deed)
    if head.lemma in words.evidence:
        return _judge_evidence(phrase, deed)
    if head.lemma in words.organisations and _is_one_house(phrase):
        return _judge_house(phrase, deed)
    if is_person(head):
        return _judge_person(phrase, deed)
    if deed is None:
        return Attributed.NAMED if _is_name(head) else None
    return _judge_by_deed(phrase, deed)


def _says(deed: Deed) -> bool:
    """Whether it says that something is so."""
    return deed.verb in word_lists().saying and deed.clause


def _are_others(phrase: Phrase) -> bool:
    """Whether it is no more than "others"."""
    return phrase.head.lemma in ("other", "others") and phrase.head.tag == "NNS" and len(phrase.tokens) == 1


def _is_pronoun(head: Token) -> bool:
    return head.pos == "PRON" or (head.pos in ("ADJ", "DET") and head.lemma in word_lists().pronouns)


def _is_own_outsider(phrase: Phrase) -> bool:
    """Whether it is somebody whom the writers call theirs and who is none of them: "our insurer"."""
    return phrase.head.lemma in word_lists().outsiders and any(
        t.lemma == "our" and t.dep == "poss" for t in phrase.others
    )


def _are_authors_last_cited(phrase: Phrase) -> bool:
    """Whether it is "the authors", those of the work last cited."""
    return phrase.head.lemma == "author" and all(t.lemma == "the" for t in phrase.others)


def is_law_of_nature(phrase: Phrase) -> bool:
    """Whether it is a law or theorem by its finder's name, as it stands in every book: "Newton's second law"."""
    words = word_lists()
    named = [t for t in phrase.others if t.pos == "PROPN"]
    if phrase.head.lemma in words.theorems:
        return bool(named)
    return phrase.head.lemma == "law" and any(t.lemma.lower() in words.lawgivers for t in named)


def _judge_work(phrase: Phrase, work: str, deed: Deed | None) -> Attributed | None:
    """To whom a work attributes; `work` is its noun without what stands before a hyphen."""
    if deed is not None and (not _shows(phrase, work, deed) or _is_of_a_kind(phrase, deed)):
        return None
    if deed is not None and work in word_lists().fiction and not deed.clause:
        return None  # what a novel tells of happens in it
    if deed is not None and deed.asks and work in word_lists().weak_works and not phrase.dated:
        return None  # "her talk shows how glaciers move" tells what it is about
    if phrase.plural:
        return _judge_works(phrase, work, deed)
    if work in word_lists().weak_works and not (phrase.specific or phrase.counted or phrase.made):
        return None
    if not phrase.others:
        return None
    if (
        any(t.lemma == "every" for t in phrase.others)
        and not (phrase.dated or phrase.made)
        and work not in word_lists().studies
    ):
        return Attributed.VAGUE  # "every textbook says so": any of them, and none
    only_the = all(t.lemma == "the" for t in phrase.others)
    return None if only_the and work not in word_lists().studies else Attributed.NAMED


def _shows(phrase: Phrase, work: str, deed: Deed) -> bool:
    """Whether a work shows or says something by the deed."""
    words = word_lists()
    return (
        deed.verb in words.showing
        or _says(deed)
        or (work in words.studies and _study_shows(phrase, deed))
        or (deed.verb in words.granting and deed.object and (phrase.made or phrase.specific))
        or _holds(phrase, work, deed)
    )


def _study_shows(phrase: Phrase, deed: Deed) -> bool:
    """Whether a study shows something by a deed that other works do without showing anything."""
    words = word_lists()
    return (
        deed.verb in words.effects
        or (deed.verb not in words.inert and (deed.object or deed.clause))
        or phrase.counted
    )


def _holds(phrase: Phrase, work: str, deed: Deed) -> bool:
    """Whether a work has or offers what it says: "the 2019 edition has 40 entries"."""
    if deed.verb not in ("have", "hold", "offer"):
        return False
    if phrase.dated and work not in word_lists().weak_works:
        return True
    named = phrase.made or phrase.dated or work in word_lists().studies
    return named and deed.verb != "offer" and deed.measures


def _is_of_a_kind(phrase: Phrase, deed: Deed) -> bool:
    """Whether it says what works of a kind are like, and not what one of them found: "a report describes its methods"."""
    return (
        deed.present
        and not phrase.plural
        and not phrase.dated
        and not phrase.housed
        and not deed.figure
        and (deed.asks or deed.verb not in word_lists().reporting)
        and all(t.dep in ("det", "amod", "compound", "punct") for t in phrase.others)
        and not any(t.lemma in ("the", "one") for t in phrase.others)
    )


def _judge_works(phrase: Phrase, work: str, deed: Deed | None) -> Attributed | None:
    """To whom several works attribute that show something."""
    words = word_lists()
    weak = work in words.weak_works
    if phrase.vaguely and not (phrase.specific or phrase.counted):
        return Attributed.VAGUE if not weak and (deed is None or _works_tell(phrase, work, deed)) else None
    if phrase.specific or (phrase.counted and not weak) or (phrase.made and (weak or phrase.determined)):
        return Attributed.NAMED
    bare = not weak and not phrase.determined
    return Attributed.VAGUE if bare and (deed is None or deed.verb in words.bearing_out) else None


def _works_tell(phrase: Phrase, work: str, deed: Deed) -> bool:
    """Whether works of which is not said which ones tell something by the deed: "many studies suggest"."""
    words = word_lists()
    return (
        deed.verb in words.finding_out
        or (deed.object and deed.verb in words.showing_by_itself)
        or _says(deed)
        or (work == "report" and deed.verb == "speak")
        or (phrase.measured and deed.verb in words.showing)
    )


def _judge_evidence(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    if deed is not None and not _bears_out(deed):
        return None
    if phrase.specific:
        return Attributed.NAMED
    return Attributed.VAGUE if not phrase.determined or phrase.vaguely else None


def _bears_out(deed: Deed) -> bool:
    """Whether evidence shows something by the deed; what "proves useful" shows nothing."""
    return deed.verb in word_lists().bearing_out and (deed.clause or (deed.object and deed.verb != "prove"))


def _is_one_house(phrase: Phrase) -> bool:
    """Whether it is an organisation, or several of which is said which ones."""
    return not phrase.plural or phrase.determined or phrase.proper or phrase.made


def _judge_house(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    vague = phrase.plural and phrase.vaguely
    if deed is not None and not asserts(deed, placed=phrase.proper or phrase.housed):
        bears_out = deed.object and deed.verb in word_lists().bearing_out
        return Attributed.VAGUE if vague and bears_out and not phrase.specific else None
    if vague and not phrase.proper:
        return Attributed.VAGUE
    return Attributed.NAMED if phrase.determined or phrase.specific or phrase.made else None


def _judge_person(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    words = word_lists()
    if deed is not None and deed.gives_term and is_searcher(phrase.head) and _is_bare(phrase):
        return None  # a trade's word for something is no opinion of it
    placed = _is_placed(phrase) or _is_owned(phrase)
    searching = deed is not None and is_searcher(phrase.head) and _finds_out(deed)
    if searching and not (placed or phrase.determined or phrase.proper):
        return Attributed.VAGUE if phrase.plural else None
    if deed is not None and deed.verb not in words.voicing:
        return Attributed.NAMED if searching and placed and deed.measures else None
    if placed:
        return Attributed.NAMED if deed is None or deed.clause or deed.object else None
    if not phrase.plural or (_is_definite(phrase) and not phrase.vaguely):
        return None
    return Attributed.VAGUE if deed is None or deed.clause or deed.verb in words.holding else None


def _finds_out(deed: Deed) -> bool:
    return deed.verb in word_lists().finding and deed.object and not deed.clause


def _is_placed(phrase: Phrase) -> bool:
    """Whether a house or place says where people are to be found: "a nutritionist at a hospital"."""
    organisations = word_lists().organisations
    at_one = _is_at_one(phrase)
    return any(
        t.dep == "pobj" and (t.pos == "PROPN" or (t.tag == "NN" and (at_one or t.lemma in organisations)))
        for t in phrase.others
    ) and any(t.lemma in ("at", "in", "from", "for", "with", "by") for t in phrase.others)


def _is_at_one(phrase: Phrase) -> bool:
    """Whether people are "at a" something, which is a house whatever it is called."""
    return any(t.lemma == "at" for t in phrase.others) and any(
        t.lemma in ("a", "an", "the") and t.start > phrase.head.start for t in phrase.others
    )


def _is_owned(phrase: Phrase) -> bool:
    """Whether it is said whose people they are, and so where they are to be found: "the museum's conservators"."""
    return phrase.plural and any(
        t.dep == "poss" and (t.lemma in word_lists().organisations or t.pos == "PROPN") for t in phrase.others
    )


def _is_definite(phrase: Phrase) -> bool:
    """Whether certain people are meant; "supporters of the plan" is no less bare for the plan."""
    return any((t.lemma == "the" or t.dep == "poss") and t.start < phrase.head.start for t in phrase.others)


def _judge_by_deed(phrase: Phrase, deed: Deed) -> Attributed | None:
    """To whom a phrase attributes whose noun is neither a work nor a house nor people, so that the verb has to tell."""
    if _is_made_by_searchers(phrase, deed):
        return Attributed.NAMED
    if (_feel(phrase, deed) or _think(phrase, deed)) and _is_bare(phrase):
        return Attributed.VAGUE
    if not _is_name(phrase.head) or _is_persons_word(phrase, deed):
        return None
    return Attributed.NAMED if asserts(deed) else None


def _is_made_by_searchers(phrase: Phrase, deed: Deed) -> bool:
    """Whether something that people or a body made found something out, whatever it is called: "a crawl by researchers
    in Vienna found …".
    """
    words = word_lists()
    return (
        deed.verb in words.vouching
        and phrase.head.pos == "NOUN"
        and any(t.lemma == "by" for t in phrase.others)
        and any(
            t.dep == "pobj" and (t.lemma in words.organisations or is_person(t) or t.lemma in words.evidence)
            for t in phrase.others
        )
        and (deed.clause or deed.measures)
    )


def _feel(phrase: Phrase, deed: Deed) -> bool:
    """Whether it does what only people do, so that its plural is one of people: "insiders whisper that"."""
    return deed.verb in word_lists().personal and deed.clause and _is_common_plural(phrase.head)


def _is_common_plural(head: Token) -> bool:
    """Whether it is a plural in lower case, or opens the sentence and ends as a plural does."""
    if head.start == 0:
        return head.tag == "NNS" or head.text.endswith("s")
    return head.tag == "NNS" and head.text[:1].islower()


_NOT_MINDED = frozenset({"country", "government", "state", "institution"})
"""Of which is said that they hold something, without that anybody's mind is meant."""


def _think(phrase: Phrase, deed: Deed) -> bool:
    """Whether several are of a mind: "owners prefer …"."""
    return (
        deed.verb in word_lists().minded
        and (deed.clause or deed.object)
        and phrase.head.tag == "NNS"
        and phrase.head.lemma not in _NOT_MINDED
    )


def _is_bare(phrase: Phrase) -> bool:
    """Whether nothing is said of which ones are meant."""
    return not (phrase.determined or phrase.specific or phrase.made)


def _is_name(head: Token) -> bool:
    return head.pos == "PROPN" or head.text.isupper()


def _is_persons_word(phrase: Phrase, deed: Deed) -> bool:
    """Whether a person, of whom no more than the name is told, or what they do, utters something: that is no source.

    "Captain Dana Kruse" speaks for herself; one whose work it is to find out speaks of what was found.
    """
    if deed.verb not in word_lists().uttering:
        return False
    *does, first = phrase.tokens[:2]
    named = phrase.tokens
    if (
        does
        and does[0].text.islower()
        and _does_work(does[0])
        and not is_searcher(does[0])
        and first.pos == "PROPN"
    ):
        named = phrase.tokens[1:]
    return len(named) <= 3 and all(t.pos in ("PROPN", "CCONJ") and not t.text.isupper() for t in named)


def _does_work(token: Token) -> bool:
    """Whether it says what somebody does: "captain", "mayor"."""
    return is_person(token) or token.text.lower() in word_lists().offices


def is_named_speaker(does: Token, name: Token, deed: Deed) -> bool:
    """Whether a person utters something of whom it is told what they do and, behind a comma, their name: "the mayor of
    Leeds, Anna Berg".
    """
    return (
        deed.verb in word_lists().uttering
        and _does_work(does)
        and not is_searcher(does)
        and name.pos == "PROPN"
        and not name.text.isupper()
    )


_WORD = re.compile(r"[\w'-]+")
_CAPITAL = re.compile(r"\b[A-Z]")
_DETERMINERS = frozenset({"the", "a", "an", "one", "its", "their", "his", "her"})
_HOW_MANY = frozenset({"some", "many", "most", "several", "various"})


def judge_words(phrase: str, *, described: bool = False) -> Attributed | None:
    """To whom a phrase attributes, by its words alone: for where a parse may have taken the verb for a noun.

    `described` says that its maker or place is known from elsewhere, so that any work will do.
    """
    words = word_lists()
    lemmas = [word.lower().removesuffix("'s") for word in _WORD.findall(phrase)]
    if not lemmas:
        return None
    stems = _stems(lemmas)
    specific = lemmas[0] in _DETERMINERS or _CAPITAL.search(phrase[1:]) is not None
    if described and stems & (words.works | words.evidence) and not stems & words.vague_modifiers:
        return Attributed.NAMED
    if stems & words.strong_sources or (stems & words.works and _is_dated_or_owned(phrase)):
        return Attributed.NAMED if specific and not stems & _HOW_MANY else None
    if specific:
        return None
    vague = stems & words.evidence and stems & words.vague_modifiers
    people = stems & words.people or (len(lemmas) == 1 and PERSON_SUFFIX.search(lemmas[0]))
    return Attributed.VAGUE if vague or people else None


def _is_dated_or_owned(phrase: str) -> bool:
    return bool(YEAR.search(phrase)) or "'s" in phrase or "’s" in phrase


def _stems(lemmas: Iterable[str]) -> frozenset[str]:
    """What words may be plurals of, with themselves."""
    return frozenset(
        stem
        for word in lemmas
        for stem in (word, word.removesuffix("s"), word.removesuffix("es"), _IES.sub("y", word))
    )


_IES = re.compile(r"ies$")
