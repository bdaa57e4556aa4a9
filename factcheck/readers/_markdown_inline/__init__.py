"""The inline markup of a Markdown block: its prose and its marks.

The inline grammar of tree-sitter finds emphasis, code, links, escapes, entities and tags. What it does not
know is taken out before (maths, notes in place, template tags: covered in what the grammar is shown) or found
in what it leaves as plain text (bare addresses, Pandoc citations, attributes), all in one pass over the text.
"""

from __future__ import annotations

import re

from factcheck.readers._markdown_blocks.outline import Fragments
from factcheck.readers._markdown_inline.covering import atoms_in, with_covers
from factcheck.readers._markdown_inline.flow import Flow
from factcheck.readers._markdown_inline.inline import Inline, Manner
from factcheck.readers._markdown_inline.tree import write_shown
from factcheck.readers._markdown_inline.writer import Writer
from factcheck.readers._markdown_view import CITE_FILLER, FILLER, Space

_SPECIAL = re.compile(rf"[\\`*_\[\]<&!~^$@{{}}|{FILLER}{CITE_FILLER}¹²³⁰⁴-⁹]|://|www\.|@")


def read_inline(space: Space, view: str, fragments: Fragments, manner: Manner) -> Inline:
    """The prose and the marks of a run of text, in positions of its space."""
    flow = Flow(space, view, fragments)
    writer = Writer(flow, manner)
    text = flow.view
    if not _SPECIAL.search(text):
        writer.verbatim(0, len(text))
        return writer.finish()
    atoms, shown = atoms_in(text)
    writer.atoms = with_covers(flow, atoms)
    writer.atom_starts = [atom.start for atom in writer.atoms]
    write_shown(writer, shown)
    return writer.finish()
