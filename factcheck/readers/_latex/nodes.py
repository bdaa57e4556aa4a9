"""What nodes of LaTeX hold: their arguments, their words, the characters that they stand for."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any


@functools.cache
def _to_text() -> Any:
    from pylatexenc import latex2text

    return latex2text.LatexNodes2Text(math_mode="text", strict_latex_spaces=False, keep_comments=False)


def converted(node: Any) -> str:
    """What pylatexenc makes of a node: accents composed, symbols as characters."""
    try:
        return str(_to_text().nodelist_to_text([node]))
    except Exception:  # noqa: BLE001 (a converter of half-broken LaTeX)
        return ""


def readable_maths(node: Any, written: str) -> str:
    """What inline maths says in a line of text."""
    text = converted(node).strip()
    text = re.sub(r"\^\{?\s*[∘◦]\s*\}?\s*", "°", text)
    text = re.sub(r"\^\{?2\}?(?!\d)", "²", re.sub(r"\^\{?3\}?(?!\d)", "³", text))
    return " ".join(text.split()) or written.strip("$\\() ")


def arguments_of(node: Any) -> Sequence[Any]:
    """The arguments of a macro or environment; None stands for one that is left out."""
    if node.nodeargd is None or not node.nodeargd.argnlist:
        return ()
    return tuple(node.nodeargd.argnlist)


def inside(node: Any) -> Sequence[Any]:
    """The nodes in a group; any other node by itself."""
    if node is None:
        return ()
    return tuple(node.nodelist) if type(node).__name__ == "LatexGroupNode" else (node,)


def is_macro(node: Any, *names: str) -> bool:
    """Whether a node is a macro of one of these names; of any, where none is given."""
    return type(node).__name__ == "LatexMacroNode" and (not names or node.macroname in names)


def has_words(group: Any) -> bool:
    """Whether a group holds more than single letters and signs."""
    return bool(re.search(r"\w\w", group.latex_verbatim()))


def past_groups(nodes: Sequence[Any], index: int) -> int:
    r"""Behind the arguments of a macro that TeX itself would parse (`\def\x#1{…}`)."""
    ahead = index
    while ahead < len(nodes) and ahead < index + 6:
        kind = type(nodes[ahead]).__name__
        ahead += 1
        if kind == "LatexGroupNode":
            return ahead
        if kind == "LatexCharsNode" and "\n" in nodes[ahead - 1].chars:
            return ahead - 1
    return index


def document_environment(nodes: Sequence[Any]) -> Any:
    """The environment that holds the text; None where a file has none."""
    return next(
        (
            node
            for node in nodes
            if type(node).__name__ == "LatexEnvironmentNode" and node.environmentname == "document"
        ),
        None,
    )


_SWITCH = re.compile(r"if(?:false|true|x|num|dim|odd|[hmv]mode|def\w*|cs\w*|case|cat)?")


def ends_of_switches(nodes: Sequence[Any]) -> dict[int, int]:
    r"""Where each `\if…` has its `\else`, or its `\fi` where it has no other, by their places among the nodes."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for at, node in enumerate(nodes):
        if not is_macro(node):
            continue
        if _SWITCH.fullmatch(node.macroname):
            open_.append(at)
        elif open_ and node.macroname in ("else", "fi"):
            ends.setdefault(open_[-1], at)
            if node.macroname == "fi":
                open_.pop()
    return ends


def rows_of(table: Any) -> tuple[list[list[list[Any]]], bool]:
    """The rows of a table, each cell as its nodes, and whether there is a rule below the first row."""
    rows: list[list[list[Any]]] = [[[]]]
    ruled = False
    for node in table.nodelist:
        if type(node).__name__ == "LatexSpecialsNode" and node.specials_chars == "&":
            rows[-1].append([])
        elif is_macro(node, "\\", "tabularnewline", "cr"):
            rows.append([[]])
        elif is_macro(node, *_RULES):
            if len(rows) == 2 and node.macroname != "toprule":
                ruled = True
        else:
            rows[-1][-1].append(node)
    return rows, ruled


_RULES = ("hline", "midrule", "toprule", "bottomrule", "cmidrule", "cline", "endhead", "endfirsthead")


def entries_of(bibliography: Any) -> list[tuple[Any, list[Any]]]:
    r"""The entries of a bibliography: each `\bibitem` with the nodes behind it."""
    entries: list[tuple[Any, list[Any]]] = []
    for node in bibliography.nodelist:
        if is_macro(node, "bibitem"):
            entries.append((node, []))
        elif entries:
            entries[-1][1].append(node)
    return entries
