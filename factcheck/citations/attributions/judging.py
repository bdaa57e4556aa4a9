"""To whom a noun phrase attributes: by what it names and does, or by its words alone."""

from __future__ import annotations

import re

from factcheck.citations.attributions.attribution import Attributed
from factcheck.citations.attributions.deed import Deed, asserts
from factcheck.citations.attributions.phrase import YEAR, Phrase
from factcheck.citations.attributions.word_lists import PERSON_SUFFIX, is_person, is_searcher, word_lists


def judge(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    """To whom a phrase attributes, as the subject of a deed or (None) behind "according to"."""
    words = word_lists()
    lemma = phrase.head.lemma
    if sum(map(str.isalnum, phrase.head.text)) < 2:
        return None
    others = lemma in ("other", "others") and phrase.head.tag == "NNS" and len(phrase.tokens) == 1
    if others and deed is not None:
        return Attributed.VAGUE if deed.verb in words.saying and deed.clause else None
    if phrase.head.pos == "PRON" or (phrase.head.pos in ("ADJ", "DET") and lemma in words.pronouns):
        return (
            Attributed.VAGUE
            if lemma in words.pronouns and (deed is None or (deed.verb in words.saying and deed.clause))
            else None
        )
    if phrase.pointing_back:
        own = any(t.lemma == "our" and t.dep == "poss" for t in phrase.others)
        said = own and lemma in words.outsiders and (deed is None or asserts(deed))
        return Attributed.NAMED if said else None
    if lemma == "author" and all(t.lemma == "the" for t in phrase.others):
        return None  # those of the work last cited
    if lemma in words.works or lemma.rsplit("-", 1)[-1] in words.works:
        return _judge_work(phrase, deed)
    if lemma in words.evidence:
        if deed is not None and not (deed.verb in words.bearing_out and (deed.clause or deed.object)):
            return None
        if deed is not None and deed.verb == "prove" and not deed.clause:
            return None
        if phrase.specific:
            return Attributed.NAMED
        return Attributed.VAGUE if not phrase.determined or phrase.vaguely else None
    if lemma in words.organisations and not (
        phrase.plural and not (phrase.determined or phrase.proper or phrase.made)
    ):
        many = phrase.plural and phrase.vaguely and not phrase.specific
        if deed is not None and not asserts(deed, placed=phrase.proper or phrase.housed):
            return Attributed.VAGUE if many and deed.object and deed.verb in words.bearing_out else None
        if phrase.plural and phrase.vaguely and not phrase.proper:
            return Attributed.VAGUE
        return Attributed.NAMED if phrase.determined or phrase.specific or phrase.made else None
    if is_person(phrase.head):
        return _judge_person(phrase, deed)
    if _is_made_by_searchers(phrase, deed):
        return Attributed.NAMED
    if (
        deed is not None
        and deed.verb in words.personal
        and deed.clause
        and (phrase.head.tag == "NNS" or (phrase.head.start == 0 and phrase.head.text.endswith("s")))
        and (phrase.head.start == 0 or phrase.head.text[:1].islower())
        and not (phrase.determined or phrase.specific or phrase.made)
    ):
        return Attributed.VAGUE
    if (
        deed is not None
        and deed.verb in words.minded
        and (deed.clause or deed.object)
        and phrase.head.tag == "NNS"
        and phrase.head.lemma not in ("country", "government", "state", "institution")
        and not (phrase.determined or phrase.specific or phrase.made)
    ):
        return Attributed.VAGUE
    if phrase.head.pos == "PROPN" or (phrase.head.text.isupper() and len(phrase.head.text) > 1):
        if (
            deed is not None
            and deed.verb in words.uttering
            and len(phrase.tokens) <= 3
            and all(t.pos in ("PROPN", "CCONJ") and not t.text.isupper() for t in phrase.tokens)
        ):
            return None
        return Attributed.NAMED if deed is None or asserts(deed) else None
    return None


def _judge_work(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    words = word_lists()
    lemma = phrase.head.lemma.rsplit("-", 1)[-1]
    weak = lemma in words.weak_works
    shows = (
        deed is None
        or deed.verb in words.showing
        or (deed.verb in words.saying and deed.clause)
        or (deed.verb in words.effects and lemma in words.studies)
        or (lemma in words.studies and (deed.object or deed.clause) and deed.verb not in words.inert)
        or (lemma in words.studies and phrase.counted)
        or (deed.verb in words.granting and deed.object and (phrase.made or phrase.specific))
        or (phrase.dated and not weak and deed.verb in ("have", "offer", "hold"))
        or (
            (phrase.made or phrase.dated or lemma in words.studies)
            and deed.measures
            and deed.verb in ("have", "hold")
        )
    )
    if not shows or _is_of_a_kind(phrase, deed):
        return None
    if phrase.plural:
        if phrase.vaguely and not (phrase.specific or phrase.counted):
            told = (
                deed is None
                or deed.verb in words.finding_out
                or (deed.object and deed.verb in words.showing_by_itself)
                or (deed.verb in words.saying and deed.clause)
                or (lemma == "report" and deed.verb == "speak")
            )
            looked = deed is not None and phrase.measured and deed.verb in words.showing
            return Attributed.VAGUE if not weak and (told or looked) else None
        if phrase.specific or (phrase.counted and not weak) or (phrase.made and (weak or phrase.determined)):
            return Attributed.NAMED
        bare = not weak and not phrase.determined and (deed is None or deed.verb in words.bearing_out)
        return Attributed.VAGUE if bare else None
    if weak and not (phrase.specific or phrase.counted or phrase.made):
        return None
    bare = all(t.lemma == "the" for t in phrase.others)
    if bare and (lemma not in words.studies or not phrase.others):
        return None
    return Attributed.NAMED


def _is_made_by_searchers(phrase: Phrase, deed: Deed | None) -> bool:
    """Whether something that people or a body made found something out, whatever it is called: "a crawl by researchers
    in Vienna found …".
    """
    words = word_lists()
    return (
        deed is not None
        and deed.verb in words.vouching
        and phrase.head.pos == "NOUN"
        and any(t.lemma == "by" for t in phrase.others)
        and any(
            t.dep == "pobj" and (t.lemma in words.organisations or is_person(t) or t.lemma in words.evidence)
            for t in phrase.others
        )
        and (deed.clause or deed.measures)
    )


def _is_of_a_kind(phrase: Phrase, deed: Deed | None) -> bool:
    """Whether it says what works of a kind are like, and not what one of them found: "a report describes its methods"."""
    words = word_lists()
    return (
        deed is not None
        and deed.present
        and not phrase.plural
        and not phrase.dated
        and not phrase.housed
        and not deed.figure
        and deed.verb not in words.reporting
        and all(t.dep in ("det", "amod", "compound", "punct") for t in phrase.others)
        and not any(t.lemma in ("the", "one") for t in phrase.others)
    )


def _judge_person(phrase: Phrase, deed: Deed | None) -> Attributed | None:
    words = word_lists()
    # Whose people they are, says where they are to be found: "the museum's conservators".
    owned = phrase.plural and any(
        t.dep == "poss" and (t.lemma in words.organisations or t.pos == "PROPN") for t in phrase.others
    )
    at_one = any(t.lemma == "at" for t in phrase.others) and any(
        t.lemma in ("a", "an", "the") and t.start > phrase.head.start for t in phrase.others
    )
    placed = any(
        t.dep == "pobj"
        and (t.pos == "PROPN" or (t.tag == "NN" and (t.lemma in words.organisations or at_one)))
        for t in phrase.others
    ) and any(t.lemma in ("at", "in", "from", "for", "with", "by") for t in phrase.others)
    placed = placed or owned
    if deed is not None:
        found_out = deed.verb in words.finding and deed.object and not deed.clause
        if found_out and is_searcher(phrase.head) and not (placed or phrase.determined or phrase.proper):
            return Attributed.VAGUE if phrase.plural else None
        if deed.verb not in words.voicing:
            searching = placed and is_searcher(phrase.head) and deed.measures and found_out
            return Attributed.NAMED if searching else None
    if placed:
        return Attributed.NAMED if deed is None or deed.clause or deed.object else None
    if not phrase.plural:
        return None
    if deed is not None and not (deed.clause or deed.verb in words.holding):
        return None
    # "supporters of the plan" is no less bare for the plan.
    definite = any(
        (t.lemma == "the" or t.dep == "poss") and t.start < phrase.head.start for t in phrase.others
    )
    return None if definite and not phrase.vaguely else Attributed.VAGUE


def judge_words(phrase: str, *, described: bool = False) -> Attributed | None:
    """To whom a phrase attributes, by its words alone: for where a parse may have taken the verb for a noun.

    `described` says that its maker or place is known from elsewhere, so that any work will do.
    """
    words = word_lists()
    lemmas = [word.lower().removesuffix("'s") for word in re.findall(r"[\w'-]+", phrase)]
    if not lemmas:
        return None
    stems = {
        lemma
        for word in lemmas
        for lemma in (word, word.removesuffix("s"), word.removesuffix("es"), re.sub(r"ies$", "y", word))
    }
    specific = lemmas[0] in ("the", "a", "an", "one", "its", "their", "his", "her") or bool(
        re.search(r"\b[A-Z]", phrase[1:])
    )
    strong = (words.works - words.weak_works) | words.organisations
    dated = bool(YEAR.search(phrase))
    if described and stems & (words.works | words.evidence) and not stems & words.vague_modifiers:
        return Attributed.NAMED
    if stems & strong or (stems & words.works and (dated or "'s" in phrase or "’s" in phrase)):
        return (
            Attributed.NAMED
            if specific and not stems & {"some", "many", "most", "several", "various"}
            else None
        )
    if stems & words.evidence and stems & words.vague_modifiers and not specific:
        return Attributed.VAGUE
    if stems & words.people or (len(lemmas) == 1 and PERSON_SUFFIX.search(lemmas[0])):
        return Attributed.VAGUE if not specific else None
    return None
