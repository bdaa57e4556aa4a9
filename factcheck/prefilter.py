"""Patterns that are asked only of texts in which one of the words stands that they cannot do without.

A pattern of many cues goes through every character of a text, and most texts hold none of the cues. Which words a
match has to hold is read from the pattern itself, as RE2's prefilters are (Cox, "Regular Expression Matching with
a Trigram Index", 2012): here the beginnings of words, since cues are words.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

_LENGTH = 8
"""Letters of a word's beginning, at most."""
_LEAST = 3
"""Letters from which on a beginning tells something where a word may go on in any way."""
_MOST = 600
"""Beginnings of one pattern; where there are more it is not filtered."""
_SETS = 3
"""How many sets of beginnings are asked for; of more, the least telling are left out."""
_DIGIT = re.compile(r"\d")
_COMMON = frozenset(
    ", . ' - ( ) a an the is are was were be of in on at to for by and or as it that with not from no so do can will "
    "has have had he she we you they this which when if but".split()
)


_ALIKE = str.maketrans("\u0130\u0131\u017f", "iis")
"""Letters that match others where case is ignored."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MOST_HELD = 4096
"""Combinations of sets held of which is remembered what they let be found."""
_MOST_WORDS = 50_000
"""Words of which is remembered what they open."""

_sets: dict[frozenset[str], int] = {}
"""The sets of beginnings that patterns in use ask for, each with its bit."""
_opens: dict[str, int] = {}
"""Which of them a beginning or sign is in."""
_by_word: dict[str, int] = {}
"""Which of them the beginning of a word, or a sign, is in, for words met before."""

Needed = tuple[frozenset[str], ...]
"""Sets of beginnings of words, and signs, of each of which every match holds one; none where none are known."""
_known: dict[bytes, Needed] = {}
"""What patterns need, and the characters that they can begin with, by their names."""


def known() -> Mapping[bytes, Needed]:
    """What is known of the patterns asked so far, by names that another process gives them, too."""
    return dict(_known)


def know(needed: Mapping[bytes, Needed]) -> None:
    """Take over what another process knew of patterns, which takes less time than to read them again."""
    _known.update(needed)


def _name(pattern: str, flags: int, asked: bytes) -> bytes:
    """`asked`: what is known of it; nothing for what it needs."""
    return hashlib.blake2b(
        pattern.encode("utf-8", "surrogatepass"),
        digest_size=12,
        salt=int(flags).to_bytes(16, "little"),
        person=asked,
    ).digest()


def as_matched(text: str) -> str:
    """A text with the letters that patterns take for others where they ignore case (ſ, ı, İ) in place of these, so that
    lists hold what was found. Offsets stay as they are.
    """
    return text if text.isascii() else text.translate(_ALIKE)


@functools.lru_cache(maxsize=1024)
def _held(text: str) -> int:
    """Of which sets in use a text holds one."""
    folded = as_matched(text).lower()
    found = _opens.get("0*", 0) if _DIGIT.search(text) else 0
    for token in set(_TOKEN.findall(folded)):
        known = _by_word.get(token)
        if known is None:
            known = _opens.get(token[:_LENGTH], 0)
            if _is_word(token[0]):
                for length in range(_LEAST, _LENGTH):
                    known |= _opens.get(token[:length] + "*", 0)
            if len(_by_word) < _MOST_WORDS:
                _by_word[token] = known
        found |= known
    return found


class Late:
    """A regular expression that is compiled when first needed, with the methods of a compiled one."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        return self.compiled.search(text, *place)

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        return self.compiled.match(text, *place)

    def fullmatch(self, text: str, *place: int) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, *place)

    def finditer(self, text: str, *place: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *place)

    def findall(self, text: str, *place: int) -> list[Any]:
        return self.compiled.findall(text, *place)

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        return self.compiled.split(text, maxsplit)

    def sub(self, new: Any, text: str, most: int = 0) -> str:
        return self.compiled.sub(new, text, most)


class Pattern(Late):
    """One that is asked only of texts that hold what it needs."""

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """It looks first whether a character can begin a match at all, before it tries every way: few can."""
        (first,) = self._read(b"first", lambda *pattern: (first_characters(*pattern),))
        ahead = "".join(sorted(first))
        return re.compile(f"(?=[{ahead}])(?:{self.pattern})" if ahead else self.pattern, self.flags)

    @functools.cached_property
    def needed(self) -> Needed:
        """What a text has to hold for the pattern to be in it."""
        return self._read(b"", needed)

    def _read(self, asked: bytes, read: Callable[[str, int], Needed]) -> Needed:
        """What is known of the pattern, read only where no process has read it before."""
        name = _name(self.pattern, self.flags, asked)
        if name not in _known:
            _known[name] = read(self.pattern, self.flags)
        return _known[name]

    @functools.cached_property
    def bits(self) -> int:
        """The bits of the sets that it asks for, in use from now on; 0 where it asks for nothing."""
        found = 0
        for beginnings in self.needed:
            if beginnings not in _sets:
                bit = _sets[beginnings] = 1 << len(_sets)
                for beginning in beginnings:
                    _opens[beginning] = _opens.get(beginning, 0) | bit
                _by_word.clear()
                _held.cache_clear()
            found |= _sets[beginnings]
        return found

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds what every match has to."""
        bits = self.bits
        return not bits or _held(text) & bits == bits

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        bits = self.bits
        if bits and _held(text) & bits != bits:
            return None
        return self.compiled.search(text, *place)

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        return self.compiled.match(text, *place) if self.may_be_in(text) else None

    def fullmatch(self, text: str, *place: int) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, *place) if self.may_be_in(text) else None

    def finditer(self, text: str, *place: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *place) if self.may_be_in(text) else iter(())

    def findall(self, text: str, *place: int) -> list[Any]:
        return self.compiled.findall(text, *place) if self.may_be_in(text) else []

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        return self.compiled.split(text, maxsplit) if self.may_be_in(text) else [text]

    def sub(self, new: Any, text: str, most: int = 0) -> str:
        return self.compiled.sub(new, text, most) if self.may_be_in(text) else text


class AnyOf:
    """Several patterns of which one has to be found."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._by_held: dict[int, list[int]] = {}
        """Those that can be found in a text, by the bits that it holds."""

    @functools.cached_property
    def _bits(self) -> tuple[int, ...]:
        return tuple(pattern.bits for pattern in self.patterns)

    @functools.cached_property
    def _every_bit(self) -> int:
        return functools.reduce(operator.or_, self._bits, 0)

    @functools.cached_property
    def _always(self) -> list[int]:
        """Those that ask for nothing."""
        return [number for number, bits in enumerate(self._bits) if not bits]

    def _possible(self, text: str) -> list[int]:
        every = self._every_bit
        held = _held(text) & every
        if not held:
            return self._always
        possible = self._by_held.get(held)
        if possible is None:
            possible = [number for number, bits in enumerate(self._bits) if held & bits == bits]
            if len(self._by_held) < _MOST_HELD:
                self._by_held[held] = possible
        return possible

    def search(self, text: str) -> bool:
        """Whether one is."""
        possible = self._possible(text)
        return bool(possible) and any(self.patterns[number].compiled.search(text) for number in possible)

    @functools.cached_property
    def _together(self) -> re.Pattern[str]:
        return re.compile("|".join(one.pattern for one in self.patterns), self.patterns[0].flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, as of one pattern that has these as its ways, in order."""
        return self._together.finditer(text) if self.search(text) else iter(())

    def each(self, text: str) -> Iterator[re.Match[str]]:
        """Every match of each of them, one pattern after the other."""
        for number in self._possible(text):
            yield from self.patterns[number].compiled.finditer(text)

    def which(self, text: str) -> list[int]:
        """The numbers of those that are, in order."""
        return [n for n in self._possible(text) if self.patterns[n].compiled.search(text)]


def compile(pattern: str, flags: int = 0) -> Pattern:  # noqa: A001 (as in re)
    """As `re.compile`."""
    return Pattern(pattern, flags)


def late(pattern: str, flags: int = 0) -> Late:
    """As `re.compile`, for what few texts ask for: compiling takes as long as reading some."""
    return Late(pattern, flags)


def any_way(ways: Iterable[str]) -> Pattern:
    """What finds whole words that are put in one of some ways, each a pattern, without regard to case."""
    return compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)


def needed(pattern: str, flags: int = 0) -> Needed:
    """Beginnings of words (lower case; whole where shorter than eight letters, `abc*` where no more is known) and
    signs (`0*` for any digit). Of each set every match of a pattern holds one; the most telling sets, in that order.
    None where the pattern cannot be told to need any.
    """
    parser = importlib.import_module("re._parser")
    found: list[frozenset[str]] = []
    for words in sorted(_all(_flat(parser.parse(pattern, flags)), boundary=False), key=_weight):
        if len(found) < _SETS and not any(_follows(words, other) for other in found):
            found.append(words)
    return tuple(found)


def _follows(words: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a text that holds one of the other words holds one of these."""
    return all(
        word in words or any(f"{word[:length]}*" in words for length in range(_LEAST, len(word) + 1))
        for word in other
    )


_Item = tuple[str, Any]
_CLASSES = {
    f"CATEGORY_{name}": sign
    for name, sign in (
        ("DIGIT", r"\d"), ("NOT_DIGIT", r"\D"), ("SPACE", r"\s"), ("NOT_SPACE", r"\S"), ("WORD", r"\w"), ("NOT_WORD", r"\W"),
    )
}  # fmt: skip


_FLAGS_WITHIN = re.compile(r"\(\?[A-Za-z]*-?[A-Za-z]+[:)]")


def first_characters(pattern: str, flags: int = 0) -> frozenset[str]:
    """The characters that a match can begin with, as they stand within a class. None where any can, where a match may
    be empty, and where the pattern begins with a character anyway.
    """
    if flags & re.VERBOSE or _FLAGS_WITHIN.search(pattern):
        return frozenset()
    items = _flat(importlib.import_module("re._parser").parse(pattern, flags))
    if not items or items[0][0] in ("LITERAL", "IN"):
        return frozenset()
    return _first(items) or frozenset()


def _first(items: Sequence[_Item]) -> frozenset[str] | None:
    for at, (name, argument) in enumerate(items):
        rest = items[at + 1 :]
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        if name == "LITERAL":
            return frozenset({re.escape(chr(argument))})
        if name == "IN":
            return _members(argument)
        if name == "BRANCH":
            return _either([_first([*way, *rest]) for way in argument])
        if name == "REPEAT":
            low, _, inner = argument
            once = _first([*inner, *rest])
            return once if low else _either([once, _first(rest)])
        break
    return None


def _either(ways: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    every = [way for way in ways if way is not None]
    return frozenset().union(*every) if len(every) == len(ways) else None


def _members(argument: Any) -> frozenset[str] | None:
    """What stands in a class; None for one of all but what stands in it."""
    found: set[str] = set()
    for operation, value in argument:
        name = str(operation)
        if name == "LITERAL":
            found.add(re.escape(chr(value)))
        elif name == "RANGE":
            found.add("-".join(re.escape(chr(end)) for end in value))
        elif name == "CATEGORY" and str(value) in _CLASSES:
            found.add(_CLASSES[str(value)])
        else:
            return None
    return frozenset(found)


def _flat(parsed: Any) -> list[_Item]:
    """A parsed pattern as operations, groups dissolved."""
    found: list[_Item] = []
    for operation, argument in parsed:
        name = str(operation)
        if name == "SUBPATTERN":
            found.extend(_flat(argument[3]))
        elif name == "ATOMIC_GROUP":
            found.extend(_flat(argument))
        elif name == "BRANCH":
            found.append((name, [_flat(way) for way in argument[1]]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inner = argument
            found.append(("REPEAT", (low, int(high), _flat(inner))))
        else:
            found.append((name, argument))
    return found


def _all(items: Sequence[_Item], *, boundary: bool, behind: Sequence[_Item] = ()) -> list[frozenset[str]]:
    """What a match has to hold: one of each. `behind` is what follows, for where the last word ends."""
    found: list[frozenset[str]] = []
    for at, (name, argument) in enumerate(items):
        if boundary or _is_sign(name, argument):
            beginnings = _beginnings([*items[at:], *behind], "")
            if beginnings is not None and len(beginnings) <= _MOST:
                found.append(frozenset(beginnings))
        if name == "BRANCH":
            rest = [*items[at + 1 :], *behind]
            each = [_all(way, boundary=boundary, behind=rest) for way in argument]
            ways = [min(sets, key=_weight, default=None) for sets in each]
            if all(ways):
                found.append(frozenset().union(*(way for way in ways if way)))
        boundary = _ends_word((name, argument), boundary)
    return found


def _weight(beginnings: frozenset[str]) -> float:
    """How many texts are thought to hold one."""
    return sum(
        20 if one.rstrip("*") in _COMMON else 6 if len(one.rstrip("*")) == 1 else 1 for one in beginnings
    )


def _is_sign(name: str, argument: Any) -> bool:
    return name == "LITERAL" and not _is_word(chr(argument)) and not chr(argument).isspace()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _characters(argument: Any) -> set[str] | None:
    """The characters of a small class; `0*` stands for every digit. None for a class of many."""
    found: set[str] = set()
    for operation, value in argument:
        name = str(operation)
        if name == "LITERAL":
            found.add(chr(value))
        elif name == "RANGE" and chr(value[0]).isdigit() and chr(value[1]).isdigit():
            found.add("0*")
        elif name == "RANGE" and value[1] - value[0] <= 12:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add("0*")
        elif name == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            found.add(" ")
        else:
            return None
    return found


def _is_between_words(argument: Any) -> bool:
    """Whether no character of a class can be part of a word."""
    if [str(operation) for operation, _ in argument] == ["CATEGORY"]:
        return str(argument[0][1]) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD")
    characters = _characters(argument)
    return characters is not None and not any(map(_is_word, characters))


def _ends_word(item: _Item, before: bool) -> bool:
    """Whether a word begins, if at all, right behind an operation."""
    name, argument = item
    if name == "LITERAL":
        return not _is_word(chr(argument))
    if name == "IN":
        return _is_between_words(argument)
    if name == "AT":
        if str(argument) == "AT_NON_BOUNDARY":
            return False
        return before or str(argument) in ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING")
    if name in ("ASSERT", "ASSERT_NOT"):
        return before or (argument[0] < 0 and _parts_words(name, argument[1]))
    if name == "REPEAT":
        low, _, inner = argument
        return _all_end_word(inner, before) and (low > 0 or before)
    if name == "BRANCH":
        return all(_all_end_word(way, before) for way in argument)
    return False


def _all_end_word(items: Sequence[_Item], before: bool) -> bool:
    for item in items:
        before = _ends_word(item, before)
    return before


def _parts_words(name: str, parsed: Any) -> bool:
    """Whether what must (not) stand before makes sure that no word goes on."""
    items = _flat(parsed)
    if len(items) != 1 or items[0][0] != "IN":
        return False
    if name == "ASSERT":
        return _is_between_words(items[0][1])
    return any(
        str(operation) == "CATEGORY" and str(value) == "CATEGORY_WORD" for operation, value in items[0][1]
    )


def _beginnings(items: Sequence[_Item], begun: str) -> set[str] | None:
    """How the word can begin that a match has next; None where that is open."""
    for at, (name, argument) in enumerate(items):
        if name == "LITERAL":
            character = chr(argument).lower()
            if not _is_word(character):
                if begun:
                    return {begun}
                if not character.isspace():
                    return {character}
                continue
            if character.isdigit() and not begun:
                return {"0*"}
            begun += character
            if len(begun) == _LENGTH:
                return {begun}
        elif name == "IN":
            return _of_class(argument, items[at + 1 :], begun)
        elif name == "AT":
            if str(argument) == "AT_BOUNDARY" and begun:
                return {begun}
            if str(argument) not in ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING"):
                return {begun} if begun and str(argument).startswith("AT_END") else None
        elif name in ("ASSERT", "ASSERT_NOT"):
            continue
        elif name == "BRANCH":
            rest = items[at + 1 :]
            return _together([_beginnings([*way, *rest], begun) for way in argument])
        elif name == "REPEAT":
            return _of_repeat(argument, items[at + 1 :], begun)
        else:
            return _open(begun)
    return _open(begun)


def _open(begun: str) -> set[str] | None:
    """Where a word may go on in any way."""
    return {begun + "*"} if len(begun) >= _LEAST else None


def _together(found: Sequence[set[str] | None]) -> set[str] | None:
    every: set[str] = set()
    for one in found:
        if one is None or len(every) > _MOST:
            return None
        every |= one
    return every


def _of_class(argument: Any, rest: Sequence[_Item], begun: str) -> set[str] | None:
    if _is_between_words(argument):
        if begun:
            return {begun}
        characters = _characters(argument)
        if characters is None or " " in characters:
            return _beginnings(rest, "")
        return {character.lower() for character in characters}
    characters = _characters(argument)
    if characters is None or len(characters) > 12:
        return _open(begun)
    if "0*" in characters:
        return characters if not begun and not any(c[0].isalpha() for c in characters) else _open(begun)
    return _together([_beginnings([("LITERAL", ord(one)), *rest], begun) for one in sorted(characters)])


def _of_repeat(argument: Any, rest: Sequence[_Item], begun: str) -> set[str] | None:
    low, high, inner = argument
    if len(inner) == 1 and inner[0][0] == "IN" and _is_between_words(inner[0][1]):
        without = _beginnings(rest, begun) if low == 0 or not begun else set()
        return _together([without, {begun} if begun else set()])
    # What is repeated may be followed by itself, which is not looked into.
    once = _beginnings([*inner, *rest] if high == 1 else [*inner, ("ANY", None)], begun)
    return once if low > 0 else _together([_beginnings(rest, begun), once])
