"""Inline markup of reStructuredText: words, references by name, roles, citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from factcheck.document import MarkKind
from factcheck.readers._flow import Flow
from factcheck.readers._restructured.names import ANONYMOUS, REF, Shared, name_of
from factcheck.text import Span, byte_to_code_point

_CITE = re.compile(r":?(?:foot|full)?cite(?::?(?P<form>[a-z]*))?:?")
_NARRATIVE_FORMS = frozenset(("t", "ts", "ct", "cts", "author", "authors", "alt", "text"))
_IDENTIFIERS = {
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "arxiv": "arxiv",
    "isbn": "isbn",
    "pubmed": "pmid",
}


class Inline:
    """A text whose tree's nodes are read as runs of words."""

    def __init__(self, text: str, shared: Shared) -> None:
        self.text = text
        self.shared = shared
        self.offsets: Sequence[int] = byte_to_code_point(text)

    def start(self, node: Any) -> int:
        return self.offsets[int(node.start_byte)]

    def end(self, node: Any) -> int:
        return self.offsets[int(node.end_byte)]

    def flow_of(self, node: Any, *, literal_follows: bool = False) -> Flow:
        flow = Flow(self.text)
        self.fill(flow, node, literal_follows=literal_follows)
        return flow

    def fill(self, flow: Flow, node: Any, *, literal_follows: bool = False, until: int | None = None) -> None:
        run: tuple[int, int] | None = None
        for child in node.children:
            if child.type == "literal_block" or (until is not None and self.start(child) >= until):
                break
            if child.type == "|":
                continue
            if child.type == "text":
                run = (run[0] if run else self.start(child), self.end(child))
                continue
            if run:
                escaped = self.text[run[1] - 1 : run[1]] == "\\"
                self.run(flow, *run)
                if not escaped and self.start(child) > run[1]:
                    flow.space(run[1], self.start(child))
                run = None
            elif flow.length and self.text[self.start(child) - 1 : self.start(child)].isspace():
                flow.space(self.start(child) - 1, self.start(child))
            if child.type == "::":
                flow.stand_for(":", self.start(child), self.end(child))
            else:
                self.fill_child(flow, child)
            after = self.end(child)
            if self.text[after : after + 1].isspace():
                flow.space(after, after + 1)
        if run:
            start, end = run
            if literal_follows and self.text[start:end].endswith("::"):
                end -= 1
            self.run(flow, start, end)

    def run(self, flow: Flow, start: int, end: int) -> None:
        """Plain words: escapes lose their backslash, an escaped blank is no character at all."""
        at = start
        for match in re.finditer(r"\\(?:\s|(.)|$)", self.text[start:end], re.DOTALL):
            flow.text(at, start + match.start())
            if match[1]:
                flow.stand_for(match[1], start + match.start(), start + match.end())
            at = start + match.end()
        flow.text(at, end)

    def fill_child(self, flow: Flow, node: Any) -> None:
        start, end = self.start(node), self.end(node)
        written = self.text[start:end]
        kind = node.type
        if kind == "text":
            self.run(flow, start, end)
        elif kind in ("emphasis", "strong", "literal"):
            width = 1 if kind == "emphasis" else 2
            if kind == "literal":
                flow.text(start + width, end - width)
            else:
                self.run(flow, start + width, end - width)
        elif kind == "citation_reference":
            self.cited(flow, [written[1:-2]], start, end)
        elif kind == "footnote_reference":
            label = written[1:-2]
            flow.mark(
                MarkKind.FOOTNOTE, [label[1:] if len(label) > 1 and label[0] == "#" else label], start, end
            )
        elif kind == "substitution_reference":
            name = written.strip("|_")
            flow.stand_for(self.shared.substitutions.get(name_of(name), ""), start, end)
        elif kind == "standalone_hyperlink":
            at = flow.length
            flow.text(start, end)
            url = f"mailto:{written}" if "@" in written and "://" not in written else written
            flow.worded_mark(MarkKind.LINK, [url], Span(start, end), at, shown=written)
        elif kind == "reference":
            self.reference(flow, start, end)
        elif kind == "interpreted_text":
            self.interpreted(flow, node)
        elif kind in ("inline_target", "target"):
            inner = re.match(r"_`(.*)`$", written, re.DOTALL)
            flow.text(start + 2, end - 1) if inner else flow.text(start, end)
        elif node.child_count:
            self.fill(flow, node)
        else:
            self.run(flow, start, end)

    def cited(
        self, flow: Flow, keys: Sequence[str], start: int, end: int, *, narrative: bool = False
    ) -> None:
        """Keys of bibliography entries: a word of the sentence where it wants one, else beside it."""
        if narrative or flow.leads_on:
            at = flow.length
            first = self.text.find(keys[0], start, end)
            flow.text(first, first + len(keys[0]))
            flow.worded_mark(MarkKind.KEY, keys, Span(start, end), at, narrative=True)
        else:
            flow.mark(MarkKind.KEY, keys, start, end)

    def reference(self, flow: Flow, start: int, end: int) -> None:
        written = self.text[start:end]
        anonymous = written.endswith("__")
        inner = re.match(r"`(?P<text>.*?)(?:\s*<(?P<url>[^<>]*)>)?`_{1,2}$", written, re.DOTALL)
        at = flow.length
        if inner:
            words, url = inner["text"], inner["url"]
            first = start + inner.start("text")
            if words.strip():
                self.run(flow, first, first + len(words))
            elif url:
                flow.text(start + inner.start("url"), start + inner.end("url"))
        else:
            words, url = written.rstrip("_"), None
            self.run(flow, start, start + len(words))
        if url is not None and not url.endswith("_"):
            target = "".join(url.split()).replace("\\", "")
        elif url:
            target = REF + name_of(url[:-1])
        else:
            target = ANONYMOUS if anonymous else REF + name_of(words)
        shown = " ".join(words.split())
        flow.worded_mark(MarkKind.LINK, [target], Span(start, end), at, shown=shown)

    def interpreted(self, flow: Flow, node: Any) -> None:
        start, end = self.start(node), self.end(node)
        role = ""
        body = (start, end)
        for child in node.children:
            if child.type == "role":
                role = self.text[self.start(child) : self.end(child)].strip(":").lower()
            else:
                body = (self.start(child), self.end(child))
        first, last = body[0] + 1, body[1] - 1
        inner = self.text[first:last]
        cite = _CITE.fullmatch(role)
        if cite:
            keys = [key for key in re.split(r"[,\s]+", re.sub(r"\{[^}]*\}", "", inner)) if key]
            if not keys:
                flow.mark(MarkKind.EMPTY, [self.text[start:end]], start, end)
            else:
                form = (cite["form"] or "").rstrip("s") if len(cite["form"] or "") < 4 else cite["form"]
                self.cited(flow, keys, start, end, narrative=(form or "") in _NARRATIVE_FORMS)
            return
        if role in ("index", "raw-html", "raw-latex"):
            return
        titled = re.match(r"(?P<text>.*?)\s*<(?P<target>[^<>]*)>\s*$", inner, re.DOTALL)
        at = flow.length
        if role in _IDENTIFIERS:
            target = titled["target"] if titled else inner
            flow.text(first, first + len(titled["text"]) if titled else last)
            flow.worded_mark(
                MarkKind.IDENTIFIER, [f"{_IDENTIFIERS[role]}:{target.strip()}"], Span(start, end), at
            )
        elif titled and titled["text"]:
            self.run(flow, first, first + len(titled["text"]))
        else:
            skipped = len(inner) - len(inner.lstrip("~!"))
            self.run(flow, first + skipped, last)
        if role in ("rfc", "pep"):
            number = (titled["target"] if titled else inner).strip()
            url = (
                f"https://www.rfc-editor.org/rfc/rfc{number}"
                if role == "rfc"
                else f"https://peps.python.org/pep-{number:0>4}/"
            )
            flow.worded_mark(MarkKind.LINK, [url], Span(start, end), at, shown=inner)
