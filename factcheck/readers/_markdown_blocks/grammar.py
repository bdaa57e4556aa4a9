"""The block grammar of tree-sitter, and where its nodes stand in a text."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from factcheck.text import byte_to_code_point
from factcheck.values import Value


class Tree(Value, frozen=True):
    """A view, parsed."""

    view: str
    root: Any
    table: Sequence[int]
    """Bytes to code points."""
    length: int

    def range_of(self, node: Any) -> tuple[int, int]:
        """Where a node stands in the view."""
        return min(self.table[node.start_byte], self.length), min(self.table[node.end_byte], self.length)


def parse(view: str) -> Tree:
    """The blocks of a view as the grammar sees them."""
    # The grammar wants the last line ended.
    whole = view if view.endswith("\n") else f"{view}\n"
    return Tree(view, _block_parser().parse(whole.encode()).root_node, byte_to_code_point(whole), len(view))


@functools.cache
def _block_parser() -> Any:
    import tree_sitter
    import tree_sitter_markdown

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.language()))
