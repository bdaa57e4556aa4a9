"""Whether a claim says what a term means."""

from __future__ import annotations

from factcheck.claims.kinds.look import Look
from factcheck.claims.kinds.numbers import RATIOS, is_dated
from factcheck.claims.kinds.superlative import superlative


def is_definition(look: Look) -> bool:
    """Whether it says what a term means: "An X is a Y that …", "X is called Y", "X means …"."""
    if look.cues.definition.search(look.text):
        return True
    root, parse = look.root, look.parse
    if root is None or root.lemma != "be" or root.tag not in ("VBZ", "VBP"):
        return False
    index = parse.index(root)
    attribute = next((t for t in parse if t.head == index and t.dep == "attr"), None)
    subject = next((t for t in parse if t.head == index and t.dep == "nsubj"), None)
    if attribute is None or subject is None or subject.pos == "PRON":
        return False
    if any(t.head == index and t.dep == "neg" for t in parse):
        return False
    attribute_index = parse.index(attribute)
    determiner = next((t for t in parse if t.head == attribute_index and t.dep == "det"), None)
    subject_index = parse.index(subject)
    specific = next((t for t in parse if t.head == subject_index and t.dep in ("det", "poss")), None)
    if specific is not None and specific.lemma not in ("a", "an", "any"):
        if (
            specific.lemma != "the"
            or determiner is None
            or not any(t.dep in ("relcl", "acl", "prep") and t.head == attribute_index for t in parse)
        ):
            return False
    if determiner is not None and determiner.lemma in ("a", "an", "any"):
        return True
    if determiner is not None and determiner.lemma == "the":
        # "Entropy is the average information per symbol" defines; "X is the largest Y" does not.
        return not superlative(look.text) and any(
            t.dep in ("relcl", "acl", "prep") and t.head == attribute_index for t in parse
        )
    return (
        determiner is None
        and attribute.tag in ("NN", "NNS")
        and any(t.dep in ("relcl", "acl") and t.head == attribute_index for t in parse)
    )


def explains_term(look: Look) -> bool:
    """Whether it says what a term that is set off by its print does: "An *eviction policy* decides which …"."""
    root = look.root
    if root is None or root.tag not in ("VBZ", "VBP") or look.text != look.statement.plain or look.figures:
        return False
    index = look.parse.index(root)
    subject = next((t for t in look.parse if t.head == index and t.dep == "nsubj"), None)
    if subject is None or subject.pos != "NOUN":
        return False
    at = look.parse.index(subject)
    of_subject = [t for t in look.parse if t.head == at and t.dep in ("det", "amod", "compound")]
    if any(t.dep == "det" and t.lemma not in ("a", "an") for t in of_subject):
        return False
    term = [t for t in of_subject if t.dep != "det" and t.start < subject.start]
    start = min([t.start for t in term], default=subject.start)
    return look.statement.prose.is_set_off(start, subject.end)


def is_plain_definition(look: Look) -> bool:
    """Whether "a thing is a thing that …", without year or figure: what the law has to do with it is part of the term."""
    root = look.root
    if root is None or root.lemma != "be" or root.tag != "VBZ" or is_dated(look.text):
        return False
    if any(figure.unit in RATIOS or figure.high is not None for figure in look.figures):
        return False
    index = look.parse.index(root)
    roles = {t.dep: i for i, t in enumerate(look.parse) if t.head == index}
    if "nsubj" not in roles or "attr" not in roles or "neg" in roles:
        return False
    return all(
        any(t.head == roles[dep] and t.dep == "det" and t.lemma in ("a", "an") for t in look.parse)
        for dep in ("nsubj", "attr")
    ) and not superlative(look.text)
