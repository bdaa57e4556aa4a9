"""What a mark resolves to."""

from __future__ import annotations

import enum

from factcheck.values import Value


class Scheme(enum.StrEnum):
    """Kinds of identifier, by the name that `idutils` gives them."""

    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    ARXIV = "arxiv"
    ISBN = "isbn"
    URL = "url"
    LEGAL = "legal"


class Identifier(Value, frozen=True):
    """An identifier, normalised; `problem` says why it is malformed, and is empty where it is sound."""

    scheme: Scheme
    value: str
    problem: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def folded(self) -> str:
        """By which two are compared: a DOI is the same in small letters and in capitals."""
        return str(self).lower() if self.scheme is Scheme.DOI else str(self)


class Reference(Value, frozen=True):
    """A bibliography entry, or an identifier that stands for one."""

    key: str
    """What marks call it by: a BibTeX key, a footnote's label, a number, or the identifier itself."""
    identifiers: tuple[Identifier, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    """Family names, or an organisation's name, in the entry's order."""
    year: str = ""
    container: str = ""
    """Journal, book or site that it appeared in."""
    locator: str = ""
    """Volume, issue or pages there, where an entry of prose gives them: with a journal and a year they find a
    paper.
    """
    text: str = ""
    """The entry as written, where it is prose (a reference list, a footnote)."""
    path: str = ""
    """The file that holds the entry."""
    start: int = 0
    end: int = 0
    """Where the entry stands in that file."""

    @property
    def locatable(self) -> bool:
        """Whether a reader could find the source: an identifier, or author (or journal), title (or volume)
        and year.
        """
        if any(not identifier.problem for identifier in self.identifiers):
            return True
        return bool(
            (self.title or (self.container and self.locator))
            and (self.authors or self.container)
            and self.year
        )
