"""Whether a source stands near a claim that has none of its own.

What reaches a claim is decided in `reach`. But writers also set one mark for several sentences, sum up in a lead or
caption what the text below cites, and go back to a source by its author's name. A reader who looks around finds the
source then; so that what is told of such a claim is told with low confidence.
"""

from __future__ import annotations

import collections
import functools
import itertools
import re
from collections.abc import Mapping, Sequence

from factcheck.citations.citation import Assessment, Scope, Status
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.citations.scope import is_link_alone, is_source_remark
from factcheck.claims.claim import Kind, Statement
from factcheck.document import MarkKind, Role

_REACH = 2
"""How many sentences a mark may be set behind what it is meant for."""
_LONGEST = 20
"""Sentences of a paragraph that are looked through."""
_EXACT = (Kind.STATISTIC, Kind.QUOTATION, Kind.SUPERLATIVE, Kind.ADVICE)
"""Kinds of claim that a list of sources at the end does not bear out by itself."""
_TELLING = ("NOUN", "PROPN", "NUM")
_RARE = 3
"""A name that so few sentences hold tells by itself what they are about."""
_SUMMED_UP = 3
"""Telling words that a lead or caption shares with a cited sentence of the text that it sums up."""
_POINTING = re.compile(r"^(?:\w+,? ){0,3}(?:this|these|that|those|such|same) \w+", re.IGNORECASE)
"""What goes back to the sentence before within its first words: "On this task …"."""
_WORK_OF_REFERENCE = re.compile(
    r"\b(?:Dictionary|Encyclop(?:a|æ|ae)edia|Lexicon|Gazetteer|Almanack?) of(?: the)? [A-Z]|'s (?:Dictionary|Almanack?|Gazetteer|Peerage|Cyclop(?:a|æ|ae)dia)\b"
)
"""A work whose entries are found by their heads, as its title tells."""
_NAMED = re.compile(r"\b[A-Z][^\W\d_]{2,}")
_AUTHOR = re.compile(
    r"\b(?P<name>[A-Z][^\W\d_]{2,})(?:,? et al\b| and (?:colleagues|co-?workers|others)\b|,? \((?:19|20)\d\d\))"
)
_BROUGHT_OUT = re.compile(
    r"\b(?:publish|releas|issu|announc|updat|launch|post|adopt|revis|print)\w*(?: (?:its|their|his|her|a|an|the|new|first|updated|revised|final)){0,3}\W*$",
    re.IGNORECASE,
)
"""What a linked thing stands behind that the sentence says was brought out: "published [new rules](…)"."""
_WORK_IN_REMARK = re.compile(r"\b[A-Z][^\W\d_]+['’]s? (?:[^\W\d_]+ ){0,4}(?:''+|[*_\"“])[A-Z]")
"""A work by its author in a note that says other things, too: "… came out in Munter's *Songs of the Shore*"."""
_OWN_MARK = (Scope.SENTENCE, Scope.CLAUSE)
_TABLE = (Role.TABLE_HEADER, Role.TABLE_ROW)


class Nearby:
    """The sources of a document, by where they stand."""

    def __init__(
        self,
        statements: Sequence[Statement],
        resolutions: Sequence[Sequence[Resolution]],
        judged: Sequence[Sequence[Assessment]],
    ) -> None:
        self._statements = statements
        cited = Status.CITED
        self._marked = [
            any(own.status is cited and own.scope in _OWN_MARK for own in judgements) for judgements in judged
        ]
        self._resolutions = resolutions
        self._names: set[str] = set()
        self._cited_tables: set[int] = set()
        self._table_of: list[int] = []
        table = 0
        for index, (statement, leading) in enumerate(zip(statements, resolutions, strict=True)):
            in_table = statement.role in _TABLE
            if in_table and not (index and self._table_of[-1]):
                table += 1
            self._table_of.append(table if in_table else 0)
            located = [one for one in leading if one.outcome is Outcome.LOCATED]
            if not located:
                continue
            if in_table:
                self._cited_tables.add(table)
            for one in located:
                self._names.update(_NAMED.findall(_shown(one)))
            self._names.update(match["name"] for match in _AUTHOR.finditer(statement.plain))
        self._closed = _closed_by_source(statements, resolutions)
        self._above_list: list[int] = []
        above = -1
        for index, statement in enumerate(statements):
            self._above_list.append(above)
            if statement.role is not Role.LIST_ITEM:
                above = index if statement.role is Role.PARAGRAPH else -1
        self._general = not any(self._marked) and any(
            statement.role is Role.BIBLIOGRAPHY for statement in statements
        )
        """Whether sources are listed and nothing says for what."""
        self._sections = len({statement.headings for statement in statements if statement.headings})

    @functools.cached_property
    def _words(self) -> list[frozenset[str]]:
        return [_telling(statement) for statement in self._statements]

    @functools.cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        """The statements with a mark of their own in which a telling word stands."""
        found: dict[str, list[int]] = {}
        for index in itertools.compress(range(len(self._marked)), self._marked):
            for word in self._words[index]:
                found.setdefault(word, []).append(index)
        return found

    @functools.cached_property
    def _names_in(self) -> list[frozenset[str]]:
        return [_names(statement) for statement in self._statements]

    @functools.cached_property
    def _held(self) -> Mapping[str, int]:
        """How many statements hold a name."""
        return collections.Counter(itertools.chain.from_iterable(self._names_in))

    def _points(self, index: int) -> bool:
        """Whether a mark names a work without what would find it."""
        return any(one.outcome is Outcome.NAMED for one in self._resolutions[index])

    def has(self, index: int, own: Assessment) -> bool:
        """Whether a source stands near the claims of a statement that are judged so."""
        statement = self._statements[index]
        if own.status is Status.UNLOCATABLE and self._names_source(own):
            return True
        leading = self._resolutions[index]
        if leading:
            if (
                own.status is Status.UNLOCATABLE
                and self._points(index)
                and _WORK_OF_REFERENCE.search(own.reason)
            ):
                return True
            if any(map(_names_work, leading)):
                return True
            if (
                own.status is not Status.VAGUE
                and own.reason not in _EXACT
                and any(_links_what_came_out(statement, one) for one in leading)
            ):
                return True
        if self._table_of[index] in self._cited_tables:
            return True
        if statement.role is Role.TABLE_ROW:
            return False
        return (
            (self._general and own.reason not in _EXACT)
            or self._before_mark(index)
            or self._behind_mark(index)
            or self._below_mark(index)
            or self._closed[index]
            or (self._sums_up(index) and self._is_taken_up(index))
        )

    def _same_block(self, index: int, other: int) -> bool:
        return (
            0 <= other < len(self._statements)
            and self._statements[other].block == self._statements[index].block
        )

    def _before_mark(self, index: int) -> bool:
        """Whether a mark behind one of the next sentences may be meant for it, too; a paragraph's first sentence opens all."""
        opens = not self._same_block(index, index - 1)
        last = index + (_LONGEST if opens else _REACH)
        return any(
            self._marked[later]
            for later in itertools.takewhile(
                lambda later: self._same_block(index, later), range(index + 1, last + 1)
            )
        )

    def _behind_mark(self, index: int) -> bool:
        """Whether it goes on about what one of the sentences before cites."""
        earlier = [before for before in (index - 1, index - 2) if self._same_block(index, before)]
        if not any(self._marked[before] for before in earlier):
            return False
        words, names = self._words[index], self._names_in[index]
        statement = self._statements[index]
        subjects = any(token.dep in ("nsubj", "nsubjpass", "csubj") for token in statement.parse)
        goes_on = _POINTING.search(statement.plain) is not None or not subjects
        return any(
            self._marked[before]
            and (
                goes_on
                or len(self._words[before] & words) >= 2
                or any(self._held[name] <= _RARE for name in names & self._names_in[before])
            )
            for before in earlier
        )

    def _below_mark(self, index: int) -> bool:
        """Whether it is an item of a list below a sentence with a mark, be it one that only names a work."""
        if self._statements[index].role is not Role.LIST_ITEM:
            return False
        above = self._above_list[index]
        return above >= 0 and (self._marked[above] or self._points(above))

    def _sums_up(self, index: int) -> bool:
        """Whether it stands where a text sums up itself: before its first heading, or in a caption."""
        statement = self._statements[index]
        return statement.role is Role.CAPTION or (self._sections > 2 and not statement.headings)

    def _is_taken_up(self, index: int) -> bool:
        """Whether a cited sentence elsewhere speaks of the same things."""
        words = self._words[index]
        shared: dict[int, int] = {}
        for word in words:
            for at in self._by_word.get(word, ()):
                if at != index:
                    shared[at] = shared.get(at, 0) + 1
        return max(shared.values(), default=0) >= min(_SUMMED_UP, max(1, len(words)))

    def _names_source(self, own: Assessment) -> bool:
        """Whether what is named is the author or title of a source that the text cites elsewhere."""
        named = set(_NAMED.findall(own.reason))
        return bool(named & self._names)


def _names_work(resolution: Resolution) -> bool:
    mark = resolution.mark
    return (
        resolution.outcome is Outcome.NONE
        and mark.kind is MarkKind.NOTE
        and _WORK_IN_REMARK.search(mark.target) is not None
    )


def _links_what_came_out(statement: Statement, resolution: Resolution) -> bool:
    """Whether a link that leads to no source as such, but into the site, leads to what the sentence says came out."""
    mark = resolution.mark
    return (
        resolution.outcome is Outcome.NONE
        and mark.kind is MarkKind.LINK
        and not mark.target.startswith("#")
        and _BROUGHT_OUT.search(statement.plain[: mark.start]) is not None
    )


def _closed_by_source(
    statements: Sequence[Statement], resolutions: Sequence[Sequence[Resolution]]
) -> list[bool]:
    """For each statement, whether a paragraph that is nothing but a source stands below it, up to the next heading and
    with no paragraph in between that has a mark of its own.
    """
    closed = [False] * len(statements)
    below = False
    for index in range(len(statements) - 1, -1, -1):
        statement, leading = statements[index], resolutions[index]
        if index + 1 < len(statements) and statement.headings != statements[index + 1].headings:
            below = False
        located = any(one.outcome is Outcome.LOCATED for one in leading)
        if located and statement.role is Role.PARAGRAPH:
            alone = all(
                not 0 <= other < len(statements) or statements[other].block != statement.block
                for other in (index - 1, index + 1)
            )
            below = alone and (is_source_remark(statement) or is_link_alone(statement, leading))
        closed[index] = below and not located
    return closed


def _shown(resolution: Resolution) -> str:
    mark = resolution.mark
    return mark.text if mark.kind in (MarkKind.LINK, MarkKind.AUTHOR_YEAR) else ""


def _telling(statement: Statement) -> frozenset[str]:
    return frozenset(token.lemma for token in statement.parse if token.pos in _TELLING)


def _names(statement: Statement) -> frozenset[str]:
    return frozenset(token.lemma for token in statement.parse if token.pos == "PROPN")
