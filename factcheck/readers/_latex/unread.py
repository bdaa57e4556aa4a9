"""Code within LaTeX, passed unread: pylatexenc would take its signs for macros and groups."""

from __future__ import annotations

import re
from typing import Any

from pylatexenc import latexwalker, macrospec

_BETWEEN = r"(?P<between>[^\n]{0,1000}?)(?P=sign)"
_CODE = (
    r"(?:\{(?P<braced>[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*)\}"
    rf"|(?P<sign>[^\s\w\\{{\[]){_BETWEEN})"
)
CODE_IN_LINE = {
    "verb": re.compile(rf"\*?[ \t]*(?P<sign>[^\sA-Za-z*]){_BETWEEN}"),
    "lstinline": re.compile(r"(?:\[[^\]\n]*\])?" + _CODE),
    "mintinline": re.compile(r"(?:\[[^\]\n]*\])?\{[^{}\n]*\}" + _CODE),
}
"""What stands behind a macro for code in a line: options, the language, and the code, which is the last group."""


class Verbatim(macrospec.MacroStandardArgsParser):  # type: ignore[misc]
    """Everything up to the end of its own environment, unread."""

    def __init__(self, name: str) -> None:
        super().__init__(argspec="{")
        self.closing = f"\\end{{{name}}}"

    def parse_args(self, w: Any, pos: int, parsing_state: Any = None) -> Any:
        end = w.s.find(self.closing, pos)
        if end < 0:
            end = len(w.s)
        node = w.make_node(
            latexwalker.LatexCharsNode,
            parsing_state=parsing_state,
            chars=w.s[pos:end],
            pos=pos,
            len=end - pos,
        )
        return macrospec.ParsedMacroArgs(argspec="{", argnlist=[node]), pos, end - pos


class CodeInLine(macrospec.MacroStandardArgsParser):  # type: ignore[misc]
    """Code between braces or any two like signs, unread."""

    def __init__(self, written: re.Pattern[str]) -> None:
        super().__init__(argspec="{")
        self.written = written

    def parse_args(self, w: Any, pos: int, parsing_state: Any = None) -> Any:
        match = self.written.match(w.s, pos)
        if match is None:
            return macrospec.ParsedMacroArgs(argspec="", argnlist=[]), pos, 0
        start, end = match.span(match.lastgroup or 0)
        node = w.make_node(
            latexwalker.LatexCharsNode,
            parsing_state=parsing_state,
            chars=w.s[start:end],
            pos=start,
            len=end - start,
        )
        return macrospec.ParsedMacroArgs(argspec="{", argnlist=[node]), pos, match.end() - pos
