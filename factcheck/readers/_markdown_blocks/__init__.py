"""The blocks of a Markdown text: what each is for and which stretches of the text are its words.

The block grammar of tree-sitter finds them. What it does not know is covered up in the view and the view is read
again, so that the body of a directive is Markdown like any other.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from factcheck.document import Role
from factcheck.readers._markdown_blocks.additions import Additions, Region
from factcheck.readers._markdown_blocks.grammar import Tree, parse
from factcheck.readers._markdown_blocks.outline import Draft, Drafts, Outline
from factcheck.readers._markdown_blocks.tree import walk
from factcheck.readers._markdown_view import Cover, Space, hide
from factcheck.values import replace

_MAX_ROUNDS = 8


def outline(outline_: Outline, space: Space, *, depth: int = 0, label: str = "") -> None:
    """Adds the blocks, definitions and comments of a space to the outline."""
    drafts = Drafts(space)
    for cover in space.covers if space.parent is None else ():
        _add_cover(cover, outline_, drafts)
    additions = Additions(outline_, drafts, depth, outline)
    tree = _tree(space.view, additions)
    walk(outline_, drafts, tree)
    _give_roles(additions.regions, drafts.found)
    for draft in drafts.found:
        draft.view = tree.view
        if label and draft.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            draft.role = Role.FOOTNOTE
            draft.label = label
    outline_.drafts.extend(drafts.found)


def _add_cover(cover: Cover, shared: Outline, drafts: Drafts) -> None:
    """What is covered up from the beginning is a block where it is a comment or code."""
    start, end = cover.start, cover.end
    if cover.kind == "comment":
        shared.comments.append((drafts.space, start, end, drafts.space.text[start:end]))
        drafts.add(Role.COMMENT, start, end)
    elif cover.kind == "code":
        drafts.add(Role.CODE, start, end, verbatim=True, flows=(((start, end),),))


def _tree(view: str, additions: Additions) -> Tree:
    """A view as the grammar sees it with all covered up that it does not know: what is in it, in another round."""
    for _ in range(_MAX_ROUNDS):
        tree = parse(view)
        hidden = additions.hidden_in(tree)
        if not hidden:
            break
        view = _covered(view, hidden)
    return replace(tree, view=view)


def _covered(view: str, hidden: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in hidden:
        begin = max(start, at)
        if end <= begin:
            continue
        parts.append(view[at:begin])
        parts.append(hide(view, begin, end))
        at = end
    parts.append(view[at:])
    return "".join(parts)


def _give_roles(regions: Sequence[Region], drafts: list[Draft]) -> None:
    """Gives the paragraphs in a region its role."""
    if not regions:
        return
    drafts.sort(key=lambda draft: (draft.start, draft.end))
    starts = [draft.start for draft in drafts]
    for region in sorted(regions, key=lambda region: (region.start, -region.end)):
        inside = range(bisect.bisect_left(starts, region.start), bisect.bisect_left(starts, region.end))
        for draft in (drafts[index] for index in inside):
            if draft.role in (Role.PARAGRAPH, Role.QUOTATION, Role.CAPTION):
                draft.role = region.role
