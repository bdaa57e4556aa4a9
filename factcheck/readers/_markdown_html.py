"""Blocks of HTML inside Markdown: comments, and the words between block-level tags.

Only what authors write into Markdown by hand is told apart; a page of HTML has a reader of its own.
"""

from __future__ import annotations

import re

from factcheck.document import Role
from factcheck.readers._markdown_blocks import Draft, Fragments, Outline
from factcheck.readers._markdown_view import Space

_TAG = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][\w.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>"
)
_OPAQUE = frozenset(
    {"script", "style", "pre", "svg", "math", "template", "textarea", "object", "iframe", "noscript"}
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark q
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr""".split()
)
_ROLES = {
    "li": Role.LIST_ITEM,
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "blockquote": Role.QUOTATION,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "nav": Role.NAVIGATION,
}
_LISTS = frozenset({"ul", "ol"})
_CITE = re.compile(r"""\bcite\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def html_drafts(
    shared: Outline, space: Space, view: str, start: int, end: int, base: Role, drafts: list[Draft]
) -> None:
    """Adds the blocks of one stretch of HTML."""
    roles: list[tuple[str, Role, str]] = []
    groups: list[int] = []
    cells: list[Fragments] | None = None
    row_start, heads = start, True
    run = at = start
    table_group: int | None = None

    def flush(stop: int) -> None:
        nonlocal run
        low, high = run, stop
        while low < high and view[low].isspace():
            low += 1
        while high > low and view[high - 1].isspace():
            high -= 1
        run = stop
        if low == high:
            return
        if cells is not None:
            cells.append(((low, high),))
            return
        name, role, cite = roles[-1] if roles else ("", base, "")
        drafts.append(
            Draft(
                space,
                role,
                low,
                high,
                (((low, high),),),
                level=int(name[1]) if role is Role.HEADING else len(groups) if role is Role.LIST_ITEM else 0,
                group=groups[-1] if groups and role is Role.LIST_ITEM else None,
                cite=cite,
            )
        )

    while (match := _TAG.search(view, at, end)) is not None:
        at = match.end()
        if match["name"] is None:
            flush(match.start())
            comment_end = view.find("-->", at, end)
            at = end if comment_end < 0 else comment_end + 3
            shared.comments.append((space, match.start(), at, space.text[match.start() : at]))
            drafts.append(Draft(space, Role.COMMENT, match.start(), at))
            run = at
            continue
        name = match["name"].lower()
        if name in _INLINE or match["attributes"].startswith("://"):
            continue  # `<https://…>` is a link
        if name in _OPAQUE and not match["close"]:
            flush(match.start())
            closing = re.compile(f"</{name}", re.IGNORECASE).search(view, at, end)
            at = end if closing is None else closing.start()
            drafts.append(Draft(space, Role.CODE, match.start(), at, (((match.end(), at),),), verbatim=True))
            run = at
            continue
        if match["name"][:1].isupper() and "." not in match["name"] and name not in _ROLES:
            flush(match.start())
            run = at
            continue
        flush(match.start())
        run = at
        if match["close"]:
            if name in _LISTS and groups:
                groups.pop()
            elif name == "tr" and cells is not None:
                role = Role.TABLE_HEADER if heads else Role.TABLE_ROW
                if cells:
                    drafts.append(
                        Draft(space, role, row_start, match.end(), tuple(cells), group=table_group, row=True)
                    )
                cells = None
            elif name in _ROLES and any(opened == name for opened, _, _ in roles):
                while roles and roles.pop()[0] != name:
                    pass
        elif name in _LISTS:
            groups.append(next(shared.groups))
        elif name == "table":
            table_group = next(shared.groups)
        elif name == "tr":
            cells, row_start, heads = [], match.start(), True
        elif name == "td":
            heads = False
        elif name in _ROLES:
            cite = _CITE.search(match["attributes"]) if name == "blockquote" else None
            if len(roles) < 50:
                roles.append((name, _ROLES[name], next((g for g in cite.groups() if g), "") if cite else ""))
    flush(end)
    if cells:
        drafts.append(Draft(space, Role.TABLE_ROW, row_start, end, tuple(cells), group=table_group, row=True))
