"""A source record: what the local store holds of one source."""

from __future__ import annotations

import yaml

from factcheck import lexicon
from factcheck.errors import UserError
from factcheck.references.identifiers import normalise
from factcheck.references.reference import Identifier, Scheme
from factcheck.text import Source
from factcheck.values import Value

_SCHEMES = (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ARXIV, Scheme.ISBN, Scheme.URL)


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
    text = source.text.replace("\r\n", "\n")
    head, fence, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not fence:
        raise UserError(
            "a source record without front matter",
            cure="begin the file with ---, key: and ---",
            path=source.path,
        )
    try:
        metadata = lexicon.load(head)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise UserError(
            "broken front matter", cure="mend the YAML between the --- lines", path=source.path, line=line
        ) from None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("key"), str):
        raise UserError(
            "a source record without a key", cure="add key: to its front matter", path=source.path
        )
    return Record(
        key=metadata["key"],
        title=str(metadata.get("title", "")),
        identifiers=tuple(
            normalise(scheme, str(metadata[scheme])) for scheme in _SCHEMES if metadata.get(scheme)
        ),
        grain=str(metadata.get("grain", "")),
        passages=tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip()),
    )
