"""Jupyter notebooks: the Markdown cells as one document, with places in the notebook's file."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.document import Block, Comment, Document, Role
from factcheck.errors import UserError
from factcheck.readers._front_matter import front_matter
from factcheck.readers._markdown_view import Space, space_of
from factcheck.readers.markdown import read_spaces, title_of
from factcheck.text import Prose, Source, Span, byte_to_code_point, whole_json

SUFFIXES = (".ipynb",)

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)


def read(source: Source) -> Document:
    """The document in a notebook. Raises `UserError` where it is no notebook."""
    written = whole_json(source.text)
    try:
        notebook = json.loads(written.removeprefix("\ufeff")) if written.strip() else {}
    except (ValueError, RecursionError) as error:
        raise UserError(
            f"no JSON: {getattr(error, 'msg', 'it is nested too deeply')}",
            cure="save the notebook again from Jupyter",
            path=source.path,
            line=getattr(error, "lineno", None),
        ) from None
    if not isinstance(notebook, dict):
        raise UserError("no notebook", cure="save the notebook again from Jupyter", path=source.path)
    spaces: list[Space] = []
    others: list[Block] = []
    fields: Mapping[str, Any] = {}
    for kind, span, text in _cells(written):
        if kind == "markdown":
            skip = 0
            if not spaces:
                header = front_matter(text.text, source.path)
                fields, skip = header.fields, header.end
            spaces.append(space_of(text.text, skip=skip, outer=text))
        elif kind == "raw" and not spaces and not fields:
            fields = front_matter(text.text, source.path).fields
            others.append(Block(Role.FRONT_MATTER if fields else Role.METADATA, span, text))
        else:
            others.append(Block(Role.CODE if kind == "code" else Role.METADATA, span, text))
    fields = {**_own_fields(notebook), **fields}
    read_blocks, comments = read_spaces(source.path, spaces, fields)
    blocks = tuple(sorted([*read_blocks, *others], key=lambda block: (block.span.start, -block.span.end)))
    return Document(source, blocks, fields, _sorted(comments), title_of(fields, blocks))


def _sorted(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    return tuple(sorted(comments, key=lambda comment: comment.span))


def _own_fields(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The title that the notebook's own metadata may hold."""
    metadata = notebook.get("metadata")
    title = metadata.get("title") if isinstance(metadata, dict) else None
    return {"title": title} if isinstance(title, str) and title else {}


@functools.cache
def _parser() -> Any:
    import tree_sitter
    import tree_sitter_json

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_json.language()))


def _cells(text: str) -> Iterator[tuple[str, Span, Prose]]:
    """Each cell's kind, its place and its source text, mapped to the file."""
    root = _parser().parse(_encoded(text)).root_node
    table = byte_to_code_point(text)
    top = next((child for child in root.named_children if child.type == "object"), None)
    if top is None:
        return
    members = _members(top, text, table)
    cells = members.get("cells")
    sheets = members.get("worksheets")  # notebook format 3
    holders = [cells] if cells is not None else []
    if not holders and sheets is not None:
        for sheet in sheets.named_children:
            if sheet.type == "object":
                holders.append(_members(sheet, text, table).get("cells"))
    for holder in holders:
        for cell in holder.named_children if holder is not None and holder.type == "array" else ():
            if cell.type != "object":
                continue
            fields = _members(cell, text, table)
            kind = fields.get("cell_type")
            body = fields.get("source", fields.get("input"))
            name = _string(kind, text, table).text if kind is not None and kind.type == "string" else ""
            if body is None:
                continue
            strings = (
                [body] if body.type == "string" else [c for c in body.named_children if c.type == "string"]
            )
            prose = Prose.join(_string(string, text, table) for string in strings)
            yield name, Span(table[body.start_byte], table[body.end_byte]), prose


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text).encode()


def _members(node: Any, text: str, table: Any) -> dict[str, Any]:
    """The values of a JSON object by name; the last one of a name counts, as for JSON readers."""
    found: dict[str, Any] = {}
    if node.type != "object":
        return found
    for pair in node.named_children:
        if pair.type != "pair":
            continue
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None and key.type == "string":
            found[text[table[key.start_byte] + 1 : table[key.end_byte] - 1]] = value
    return found


def _string(node: Any, text: str, table: Any) -> Prose:
    """A JSON string as it reads, each escape standing for what it spells."""
    start, end = table[node.start_byte] + 1, table[node.end_byte] - 1
    parts: list[Prose] = []
    at = start
    for match in _ESCAPE.finditer(text, start, end):
        parts.append(Prose.verbatim(text, at, match.start()))
        parts.append(Prose.standing_for(json.loads(f'"{match[0]}"'), match.start(), match.end()))
        at = match.end()
    parts.append(Prose.verbatim(text, at, end))
    return Prose.join(parts)
