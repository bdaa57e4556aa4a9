"""CSL-JSON bibliographies (`.json`), as Zotero, Manubot and pandoc write them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from factcheck.errors import UserError
from factcheck.references import _csl
from factcheck.references.reference import Reference
from factcheck.text import Source, whole_json

SUFFIXES = (".json", ".csljson")

_SPACE = re.compile(r"[\s\ufeff]*")
_HINT = re.compile(r'"(?:DOI|ISBN|PMID|container-title|issued|citation-key)"\s*:')
_LIST = re.compile(r'"(?:references|items)"\s*:\s*\[')


def _items(text: str) -> list[tuple[Any, int, int]]:
    """The items with their places. Raises `json.JSONDecodeError`."""
    text = whole_json(text)
    decoder = json.JSONDecoder()

    def skip(at: int) -> int:
        match = _SPACE.match(text, at)
        return match.end() if match else at

    at = skip(0)
    if not text.startswith("[", at):
        whole, end = decoder.raw_decode(text, at)
        if skip(end) != len(text):
            raise json.JSONDecodeError("more text after the end", text, skip(end))
        listed = _LIST.search(text) if isinstance(whole, Mapping) and "type" not in whole else None
        if listed is None:
            return [(whole, at, end)]
        at = listed.end() - 1
        rest = False
    else:
        rest = True
    found: list[tuple[Any, int, int]] = []
    at = skip(at + 1)
    while not text.startswith("]", at):
        if found:
            if not text.startswith(",", at):
                raise json.JSONDecodeError("a comma is missing", text, at)
            at = skip(at + 1)
        item, end = decoder.raw_decode(text, at)
        found.append((item, at, end))
        at = skip(end)
    if rest and skip(at + 1) != len(text):
        raise json.JSONDecodeError("more text after the end", text, skip(at + 1))
    return found


def recognises(source: Source) -> bool:
    """Whether JSON is a bibliography: its items are CSL items, or it is broken and looks as if they were."""
    if source.path.lower().endswith(".csljson"):
        return True
    text = source.text
    if not re.match(r"[\s\ufeff]*[\[{]", text):
        return False
    if not _HINT.search(text) and not re.search(r'"type"\s*:', text):
        return False
    try:
        items = _items(text)
    except (json.JSONDecodeError, RecursionError):
        return _HINT.search(text) is not None
    return any(_csl.looks_like_item(item) for item, _, _ in items)


def read(source: Source) -> tuple[Reference, ...]:
    """The items of a CSL-JSON file in order. Raises `UserError` where it is not JSON or holds no items."""
    if not source.text.strip("\ufeff \t\r\n"):
        return ()
    try:
        items = _items(source.text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"broken JSON: {error.msg[:1].lower()}{error.msg[1:]}",
            cure="mend the JSON or export the bibliography again",
            path=source.path,
            line=source.line_column(min(error.pos, len(source.text)))[0],
        ) from None
    except RecursionError:
        raise UserError(
            "broken JSON: nested too deeply", cure="export the bibliography again", path=source.path
        ) from None
    return _csl.references(items, source, cure="a CSL-JSON file is a list of objects with id, type and title")
