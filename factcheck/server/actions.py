"""Edits to choose: fixes, `[citation needed]`, comments that ignore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from factcheck import fixes
from factcheck.errors import UserError
from factcheck.rules import rules
from factcheck.server.desk import Desk, shown
from factcheck.server.diagnostics import diagnostics
from factcheck.server.hover import bare
from factcheck.server.positions import Ruler
from factcheck.suppress.writing import add_ignores
from factcheck.text import Span

_REASON = "say why"
"""The reason in a comment that an action writes; whoever takes the action puts the real one in its place."""


def code_actions(path: str, range_: types.Range, desk: Desk) -> list[types.CodeAction]:
    """The fixes and comments that are possible within a range."""
    page, ruler = desk.pages.get(path), desk.ruler(path)
    if page is None or ruler is None:
        return []
    wanted = ruler.span(range_)
    here = [
        (finding, (end or finding).span)
        for finding, end in shown(path, desk.report)
        if _touches((end or finding).span, wanted)
    ]
    every = diagnostics(path, desk)
    actions = []
    sources = {path: ruler.source}
    safe = fixes.edits([page], sources)
    for edit in safe:
        if _touches(edit.span, wanted):
            text = f"`{bare(edit.text)}`" if edit.text else "nothing"
            actions.append(
                _action(f"Write {text}: {edit.why}", [_text_edit(edit, ruler)], path, desk, preferred=True)
            )
    for code in dict.fromkeys(finding.code for finding, _ in here if finding.code.startswith("FC1")):
        found = [finding for finding, end in here if finding.code == code and finding.path == path]
        marks = [edit for edit in fixes.edits([page], sources, found, needed=(code,)) if edit not in safe]
        if marks:
            about = [one for one in every if one.code == code and _meets(one.range, range_)]
            said = [_text_edit(edit, ruler) for edit in marks]
            actions.append(_action("Mark as [citation needed]", said, path, desk, about))
    for code in dict.fromkeys(finding.code for finding, _ in here if not finding.code.startswith("FC9")):
        spans = dict.fromkeys(span for finding, span in here if finding.code == code)
        try:
            added = add_ignores(ruler.source, page, [(code, span) for span in spans], _REASON)
        except UserError:
            continue
        if added.written:
            about = [one for one in every if one.code == code and _meets(one.range, range_)]
            title = f"Ignore {code} ({rules()[code].name}) here"
            actions.append(_action(title, change(ruler, added.text), path, desk, about))
    if safe:
        actions.append(
            types.CodeAction(
                title="Make every safe fix",
                kind=types.CodeActionKind.SourceFixAll,
                edit=_workspace_edit([_text_edit(edit, ruler) for edit in safe], path, desk),
            )
        )
    return actions


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _meets(one: types.Range, other: types.Range) -> bool:
    def at(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    return at(one.start) <= at(other.end) and at(other.start) <= at(one.end)


def _text_edit(edit: fixes.Edit, ruler: Ruler) -> types.TextEdit:
    return types.TextEdit(ruler.range(edit.span), edit.text)


def change(ruler: Ruler, after: str) -> list[types.TextEdit]:
    """The edit that makes one text of another, as short as one stretch can be."""
    before = ruler.source.text
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    if before == after:
        return []
    span = Span(start, len(before) - tail)
    return [types.TextEdit(ruler.range(span), after[start : len(after) - tail])]


def _workspace_edit(edits: list[types.TextEdit], path: str, desk: Desk) -> types.WorkspaceEdit:
    return types.WorkspaceEdit(changes={desk.address(path): edits})


def _action(
    title: str,
    edits: list[types.TextEdit],
    path: str,
    desk: Desk,
    about: Iterable[types.Diagnostic] = (),
    *,
    preferred: bool = False,
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        edit=_workspace_edit(edits, path, desk),
        diagnostics=list(about) or None,
        is_preferred=preferred or None,
    )


def is_among(action: types.CodeAction, kinds: Sequence[str]) -> bool:
    """Whether an action is of one of the kinds; `source` stands for `source.fixAll` as well."""
    kind = str(getattr(action.kind, "value", action.kind))
    return any(kind == one or kind.startswith(f"{one}.") for one in kinds)
