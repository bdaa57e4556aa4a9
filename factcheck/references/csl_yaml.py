"""CSL-YAML bibliographies (`.yaml`, `.yml`): a `references:` list, or a bare list of items."""

from __future__ import annotations

import re
from typing import Any

import yaml

from factcheck import lexicon
from factcheck.errors import UserError
from factcheck.references import _csl
from factcheck.references.reference import Reference
from factcheck.text import Source

SUFFIXES = (".yaml", ".yml")

_HINT = re.compile(r"^[\s-]*\"?(?:DOI|ISBN|PMID|container-title|issued|citation-key)\"?\s*:", re.MULTILINE)


def _items(text: str) -> list[tuple[Any, int, int]]:
    """The items with their places; empty where the file holds no list. Raises `yaml.YAMLError` and
    `ValueError`.
    """
    loader = lexicon.literal_loader()(text)
    try:
        node = loader.get_node() if loader.check_node() else None
        if node is None:
            return []
        listed = node
        if isinstance(node, yaml.MappingNode):
            listed = next((v for k, v in node.value if k.value in ("references", "bibliography")), None)
        if not isinstance(listed, yaml.SequenceNode):
            return []
        items = loader.construct_document(listed)
        return [
            (item, child.start_mark.index, child.end_mark.index)
            for item, child in zip(items, listed.value, strict=True)
        ]
    finally:
        loader.dispose()


def recognises(source: Source) -> bool:
    """Whether YAML is a bibliography: its items are CSL items, or it is broken and looks as if they were."""
    text = source.text
    if not _HINT.search(text) and not re.search(r"^[\s-]*type\s*:", text, re.MULTILINE):
        return False
    try:
        items = _items(text)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return _HINT.search(text) is not None and re.search(r"^[\s-]*id\s*:", text, re.MULTILINE) is not None
    return any(_csl.looks_like_item(item) for item, _, _ in items)


def read(source: Source) -> tuple[Reference, ...]:
    """The items of a CSL-YAML file in order. Raises `UserError` where it is not YAML or holds no
    such list.
    """
    try:
        items = _items(source.text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise UserError(
            f"broken YAML: {problem}",
            cure="mend the indentation or the quotes there",
            path=source.path,
            line=mark.line + 1 if mark else None,
        ) from None
    except (ValueError, TypeError, RecursionError) as error:
        raise UserError(f"broken YAML: {error}", cure="mend the value", path=source.path) from None
    if not items and source.text.strip():
        raise UserError(
            "no references in it", cure="a CSL-YAML file has a list `references:` of items", path=source.path
        )
    return _csl.references(items, source, cure="an item has id, type and title")
