"""Whether something is told of the world at large, and not of the things at hand in a text."""

from __future__ import annotations

import re

from factcheck import prefilter
from factcheck.claims.kinds.verbs import root_of
from factcheck.tokens import Parse, Token

_OF_ALL = prefilter.compile(
    r"\b(?:world-?wide|globally|(?:around|across|throughout|of|in) the (?:world|globe|industry|whole industry)|the world['’]s|on earth|mankind|humanity|humans|the industry|[mb]illions? (?:of )?people)\b",
    re.IGNORECASE,
)
_OF_SHARES = prefilter.compile(
    r"(?:%|\bper ?cent|\bhalf|\bthirds?|\bquarters?|\bmost|\bmajority) of all (?!the\b|our\b|its\b|their\b)\w+",
    re.IGNORECASE,
)
_CODED_NAME = re.compile(r"[A-Z]{2,}[/-]?\d")
"""A name that is no word: "HTTP/2"."""
_POINTING = frozenset({"the", "this", "that", "these", "those", "each", "every", "both", "no", "all"})
_PARTS = frozenset(
    {"%", "percent", "cent", "half", "third", "quarter", "majority", "most", "number", "share"}
)


def is_of_all(text: str) -> bool:
    """Whether it says that it holds everywhere: "in the world", "the industry"."""
    return _OF_ALL.search(text) is not None


def _subject(parse: Parse) -> int | None:
    """What the main verb is told of; of a share, what it is one of: "80 % of outages"."""
    root = root_of(parse)
    if root is None:
        return None
    verb = parse.index(root)
    subject = next(
        (i for i, t in enumerate(parse) if t.head == verb and t.dep in ("nsubj", "nsubjpass")), None
    )
    if (
        subject is None
        and root.tag in ("NNS", "NN")
        and any(t.head == verb and t.dep == "relcl" for t in parse)
    ):
        return verb  # the verb behind a clause of its own was missed: "companies that adopt it reduce …"
    for _ in range(2):
        if subject is None or not _is_share(parse[subject]):
            break
        subject = _whole(parse, subject) or subject
    return subject


def _is_share(token: Token) -> bool:
    return token.pos == "NUM" or token.lemma in _PARTS or token.text == "%"


def _whole(parse: Parse, share: int) -> int | None:
    of = next((i for i, t in enumerate(parse) if t.head == share and t.lemma == "of"), None)
    return next((i for i, t in enumerate(parse) if t.head == of and t.dep == "pobj"), None)


def is_of_everything(text: str) -> bool:
    """Whether it says that it holds everywhere, or of a share of all things of a kind: "90 % of all systems"."""
    return is_of_all(text) or _OF_SHARES.search(text) is not None


def _is_pointed_at(parse: Parse, noun: int) -> bool:
    """Whether certain things are meant, and not all of a kind: "the vases", "its vases", "12 vases"."""
    return any(
        t.head == noun and (t.dep in ("poss", "nummod") or (t.dep == "det" and t.lemma in _POINTING))
        for t in parse
    )


def _is_every_so_many(parse: Parse, noun: int) -> bool:
    """Whether it is a share of all: "every fifth adult", "one in five adults"."""
    below = {t.lemma for t in parse if t.head == noun}
    return "every" in below and not below.isdisjoint(_ORDINALS)


_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())


def is_of_a_kind(parse: Parse, *, stuff: bool = False) -> bool:
    """Whether it is told in the present of all things of a kind: "expired certificates cost …", "80 % of outages are …".

    `stuff` says that what cannot be counted is meant, too: "insulation halves …".
    """
    root = root_of(parse)
    if root is not None and root.tag in ("VBZ", "VBP"):
        doing = next((t for t in parse if parse[t.head] is root and t.dep == "csubj"), None)
        if stuff and doing is not None and doing.tag == "VBG":
            return True  # "reading for pleasure makes …"
    subject = _subject(parse)
    if root is None or subject is None:
        return False
    if root.tag in ("VBZ", "VBP") and _is_every_so_many(parse, subject):
        return True
    if parse[subject].tag not in (("NNS", "NN") if stuff else ("NNS",)):
        return False
    if _is_pointed_at(parse, subject):
        return False
    verb = parse.index(root)
    return not any(
        t.tag == "VBD" and (t is root or (t.head == verb and t.dep in ("aux", "auxpass"))) for t in parse
    )


def is_at_large(text: str, parse: Parse) -> bool:
    """Whether it is told of all things of a kind, of something by its name, or of the whole world."""
    if is_of_everything(text) or _CODED_NAME.match(text):
        return True
    subject = _subject(parse)
    if subject is None:
        return False
    if parse[subject].pos == "PROPN":
        return parse[subject].text[:1].isupper()
    return parse[subject].tag == "NNS" and not _is_pointed_at(parse, subject)
