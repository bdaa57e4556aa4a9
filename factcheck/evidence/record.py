"""A source record: what the local store holds of one source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from factcheck import lexicon
from factcheck.errors import UserError
from factcheck.references.identifiers import normalise
from factcheck.references.reference import Identifier, Scheme
from factcheck.text import Source, Span
from factcheck.values import Value

_SCHEMES = (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ARXIV, Scheme.ISBN, Scheme.URL)

_HEAD = re.compile(r"---[ \t]*\n(?P<head>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class Record(Value, frozen=True):
    """One source: metadata and the passages of its text that the store holds."""

    key: str
    title: str = ""
    identifiers: tuple[Identifier, ...] = ()
    grain: str = ""
    """How much of the source the passages are: `abstract`, `full text`, …"""
    passages: tuple[str, ...] = ()


def read(source: Source) -> Record:
    """The record in a Markdown file with front matter: `key`, `title`, identifiers; paragraphs are passages.

    Raises `UserError` where the front matter is missing, broken or has no `key`.
    """
    front = _front_matter(source)
    if front is None:
        raise UserError(
            "a source record without front matter",
            cure="begin the file with ---, key: and ---",
            path=source.path,
        )
    try:
        metadata = yaml.load(front["head"], Loader=lexicon.literal_loader())  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise UserError(
            "broken front matter", cure="mend the YAML between the --- lines", path=source.path, line=line
        ) from None
    key = metadata.get("key") if isinstance(metadata, dict) else None
    if not isinstance(key, str) or not key.strip():
        raise UserError(
            "a source record without a key", cure="add key: to its front matter", path=source.path
        )
    return Record(
        key=key.strip(),
        title=str(metadata.get("title") or ""),
        identifiers=tuple(
            normalise(scheme, value) for scheme in _SCHEMES for value in _values(metadata.get(scheme))
        ),
        grain=str(metadata.get("grain") or ""),
        passages=tuple(
            " ".join(part.split())
            for part in _BETWEEN_PARAGRAPHS.split(front.string[front.end() :])
            if part.strip()
        ),
    )


def head(source: Source) -> Span:
    """Where the front matter of a record stands."""
    front = _front_matter(source)
    lines = front[0].rstrip("\n").count("\n") + 1 if front else 0
    end = source.line_starts[lines] if lines < len(source.line_starts) else len(source.text)
    return Span(0, len(source.text[:end].rstrip("\r\n")))


def _front_matter(source: Source) -> re.Match[str] | None:
    """The front matter of a text, in which lines end alike."""
    return _HEAD.match(source.text.replace("\r\n", "\n").replace("\r", "\n"))


def _values(said: Any) -> Iterator[str]:
    """The one or more values of a field."""
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
