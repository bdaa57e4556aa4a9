"""What of a sentence tells whether it needs a citation, and to whom it is attributed, as names that weights are learned for.

Grammar and topics rather than words: the subject's and the verb's topic, number, determiner, tense and person; who stands behind
"according to" or a closing ", they say"; figures, years, comparison, quotation marks; the first words; and what the rules think of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.citations.confidence import Nature
from factcheck.claims.claim import Statement
from factcheck.language import Parse, Token
from factcheck.lexicon import senses

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FIGURE = re.compile(r"\d")
_LABEL = re.compile(r"\W{0,4}[A-Z][^:.!?]{1,50}: ")
QUOTATION_MARK = re.compile(r"[\"“”«»„]")
_PERSON = re.compile(r"(?:ers?|ors?|ists?|ians?|ees?|men|women|folk|people)$")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")

OPENING = 6
"""How many words at the beginning are looked at one by one."""


def topic(token: Token) -> str:
    """The topic of a noun or verb, a name's or figure's kind, or the word itself where it is a word of grammar."""
    if token.pos == "PROPN":
        return "NAME"
    if token.pos == "NUM":
        return "YEAR" if _YEAR.fullmatch(token.text) else "NUM"
    if token.pos == "NOUN":
        return senses.of_noun(token.lemma) or ("person?" if _PERSON.search(token.text) else "thing?")
    if token.pos == "VERB":
        return senses.of_verb(token.lemma) or "verb?"
    if token.pos in ("ADJ", "ADV"):
        return token.tag
    return token.lemma


def traits(statement: Statement, *, ruled: str, kind: str, before: str, of: Nature) -> tuple[str, ...]:
    """Names of what a statement shows, each once.

    `ruled` and `kind` are the status and kind that the rules give it, `before` is the kind of the statement before it in its
    block (empty where it is the first), `of` is the nature of the whole text.
    """
    parse = statement.parse
    found = [
        f"ruled={ruled}", f"kind={kind}", f"ruled+kind={ruled}+{kind}", f"role={statement.role}",
        f"procedural={of.procedural}", f"homely={of.homely}", f"technical={of.technical}",
        f"ruled+procedural={ruled}+{of.procedural}",
        f"before={before}", f"kind+before={kind}+{before}", f"ruled+long={ruled}+{_length(parse)}",
    ]  # fmt: skip
    label = _LABEL.match(statement.plain)
    if label:
        found.append(f"label+{statement.role}")
    found.extend(_of_text(statement.plain, parse))
    root = next((index for index, token in enumerate(parse) if token.head == index), None)
    if root is not None:
        below: list[list[int]] = [[] for _ in parse]
        for index, token in enumerate(parse):
            if token.head != index:
                below[token.head].append(index)
        found.extend(_of_clause("main", parse, root, below))
        for index, token in enumerate(parse):
            if token.dep in ("ccomp", "parataxis", "advcl", "conj", "relcl", "acl") and token.pos in (
                "VERB",
                "AUX",
            ):
                found.extend(_of_clause(token.dep, parse, index, below))
            if token.dep in ("agent", "prep", "mark") and token.lemma in (
                "accord",
                "according",
                "by",
                "per",
                "as",
            ):
                found.extend(_of_objects(parse, index, below))
    found.extend(_of_words(parse))
    return tuple(dict.fromkeys(found))


def _length(parse: Parse) -> int:
    """In steps of six words, the longest sentences alike."""
    return min(len(parse) // 6, 6)


def _of_text(text: str, parse: Parse) -> Iterator[str]:
    tags = {token.tag for token in parse}
    for name, shown in (
        ("year", _YEAR.search(text)), ("figure", _FIGURE.search(text)), ("quoted", QUOTATION_MARK.search(text)),
        ("percent", "%" in text or "per cent" in text), ("asks", text.rstrip(" \"'”’)").endswith("?")),
        ("colon", ":" in text), ("semicolon", ";" in text), ("dash", "–" in text or "—" in text),
        ("bracket", "(" in text), ("code", "`" in text or "_" in text), ("stop", text.rstrip(" \"'”’)*_")[-1:] in ".!"),
        ("comparative", tags & {"JJR", "RBR"}), ("superlative", tags & {"JJS", "RBS"}),
        ("modal", "MD" in tags), ("past", "VBD" in tags), ("present", tags & {"VBZ", "VBP"}), ("name", tags & {"NNP", "NNPS"}),
    ):  # fmt: skip
        if shown:
            yield name
    yield f"long={_length(parse)}"
    lemmas = {token.lemma for token in parse}
    for name, words in (
        ("we", {"we", "our", "us", "ours"}), ("I", {"i", "my", "me"}), ("you", {"you", "your", "yourself"}),
        ("they", {"they", "their", "them"}), ("it", {"it"}), ("than", {"than"}), ("not", {"not", "n't", "no", "never"}),
    ):  # fmt: skip
        if lemmas & words:
            yield name


def _of_clause(name: str, parse: Parse, head: int, below: Sequence[Sequence[int]]) -> Iterator[str]:
    """`below` says which tokens have each token as their head, here as in what follows."""
    verb = parse[head]
    done = topic(verb)
    deps: dict[str, int] = {}
    for index in below[head]:
        deps.setdefault(parse[index].dep, index)
    form = "+".join(sorted({parse[deps[dep]].lemma for dep in ("aux", "auxpass", "neg") if dep in deps}))
    yield f"{name}:verb={verb.lemma}"
    yield f"{name}:verb~{done}"
    yield f"{name}:form={verb.tag}+{form}"
    for dep in (
        "ccomp",
        "dobj",
        "attr",
        "acomp",
        "xcomp",
        "advcl",
        "agent",
        "prep",
        "oprd",
        "dative",
        "npadvmod",
    ):
        if dep in deps:
            yield f"{name}:has={dep}"
            yield f"{name}:verb~{done}+{dep}"
            yield f"{name}:{dep}~{topic(parse[deps[dep]])}"
    subject = next((deps[dep] for dep in _SUBJECTS if dep in deps), None)
    if subject is None:
        yield f"{name}:subjectless+{verb.tag}"
        return
    described = tuple(_of_noun(parse, subject, below))
    for one in described:
        yield f"{name}:subject{one}"
        if name in ("main", "parataxis", "ccomp"):
            yield f"{name}:subject{one}+verb~{done}"
    yield f"{name}:subject={parse[subject].lemma}"


def _of_noun(parse: Parse, head: int, below: Sequence[Sequence[int]]) -> Iterator[str]:
    noun = parse[head]
    shape = "plural" if noun.tag in ("NNS", "NNPS") else "one"
    bound = "bare"
    named = dated = False
    for index in below[head]:
        token = parse[index]
        if token.dep == "det":
            bound = token.lemma
        elif token.dep == "poss":
            bound = f"poss-{'we' if token.lemma in ('we', 'our', 'my', 'i') else 'name' if token.pos == 'PROPN' else 'other'}"
        elif token.dep in ("nummod", "quantmod"):
            bound = "number"
        elif token.dep == "amod" and bound == "bare":
            bound = (
                f"amod-{token.lemma}"
                if token.lemma in ("many", "some", "several", "most", "few", "other", "such")
                else "amod"
            )
        named = named or (token.pos == "PROPN")
        dated = dated or bool(_YEAR.search(token.text))
    kind = topic(noun)
    yield f"~{kind}"
    yield f"~{kind}+{shape}"
    yield f"~{kind}+{shape}+{bound}"
    yield f"~{shape}+{bound}"
    if named:
        yield f"~{kind}+named"
    if dated:
        yield f"~{kind}+dated"


def _of_objects(parse: Parse, link: int, below: Sequence[Sequence[int]]) -> Iterator[str]:
    word = parse[link].lemma
    further = (index for at in below[link] if parse[at].dep == "prep" for index in below[at])
    for index in sorted({*below[link], *further}):
        if parse[index].dep == "pobj":
            for one in _of_noun(parse, index, below):
                yield f"{word}:{one}"


def _of_words(parse: Parse) -> Iterator[str]:
    previous = "^"
    for index, token in enumerate(parse):
        if token.pos in ("PUNCT", "SPACE") and token.text not in ("?", ":", ";"):
            continue
        here = topic(token)
        if token.pos not in ("PROPN", "NUM"):
            yield f"w={token.lemma}"
        yield f"t={previous}_{here}"
        if index < OPENING:
            yield f"open{index}={here}"
            if index < 3 and token.pos not in ("PROPN", "NUM"):
                yield f"begin={token.lemma}"
        if token.pos in ("NOUN", "VERB"):
            yield f"~{token.pos}:{here}"
        previous = here
