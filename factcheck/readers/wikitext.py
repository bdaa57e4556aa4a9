"""Wikitext, the markup of Wikipedia: references, templates, links, lists and tables."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from factcheck.document import Block, Comment, Document, Mark, MarkKind, Role
from factcheck.readers import _pages, _typed_marks
from factcheck.readers._building import RAISED, Builder
from factcheck.readers._wikitext.blocks import Blocks
from factcheck.readers._wikitext.citations import (
    bodies_by_name,
    entry_label,
    short_citations,
    short_targets,
    short_words,
)
from factcheck.readers._wikitext.nodes import attribute_of, between_bars, contents_at, parsed, placed_nodes
from factcheck.readers._wikitext.templates import (
    Parameter,
    is_citation,
    listed,
    made_words,
    meanings,
    parameters_of,
    template_name,
    unnamed_of,
)
from factcheck.text import Prose, Source, Span
from factcheck.values import replace

SUFFIXES = (".wiki", ".wikitext", ".mediawiki")

_DEEPEST = 40

_MAGIC_WORD = re.compile(r"__[A-Z]{3,}__")
_REDIRECT = re.compile(
    r"\s*#(?:REDIRECT|WEITERLEITUNG|REDIRECTION|REDIRECCIÓN)\b\s*:?\s*\[\[([^\]|]+)", re.IGNORECASE
)
_IMAGE_OPTION = re.compile(
    r"\s*(?:thumb(?:nail)?|frame|framed|frameless|border|left|right|center|centre|none|upright|baseline|sub|super|top|text-top"
    r"|middle|bottom|text-bottom|mini|miniatur|hochkant|links|rechts|zentriert|vignette|gauche|droite"
    r"|(?:thumb|upright|link|lang|page|class|hochkant|alt|start|end|thumbtime)\s*=.*|\d*x?\d+\s*px)\s*",
    re.IGNORECASE | re.DOTALL,
)
_INTERWIKI = re.compile(
    r"(?:[a-z]{2,3}|simple|zh-[a-z-]+|be-x-old|nds-nl|roa-[a-z]+|bat-smg)\s*:\s*\S", re.IGNORECASE
)
_BLOCK_TAGS = frozenset(
    """
    p div center blockquote poem h1 h2 h3 h4 h5 h6 ul ol dl hr section tabs tab table references gallery
    """.split()
)
_CODE_TAGS = frozenset(["pre", "source", "syntaxhighlight"])
_DROPPED_TAGS = frozenset(
    """
    imagemap timeline score templatestyles templatedata section s del strike graph mapframe categorytree
    inputbox hiero ce indicator rt rp maplink
    """.split()
)


class _Reading(Blocks):
    """One pass over the nodes, holding the block being built."""

    def __init__(self, source: Source) -> None:
        from mwparserfromhell import nodes

        super().__init__(source.text)
        self.kinds = nodes
        self.source = source
        self.depth = 0
        self.comments: list[Comment] = []
        self.metadata: dict[str, Any] = {}
        self.title = ""
        self.bodies: dict[tuple[str, str], str] = {}

    # --- blocks built beside others ---

    def _apart(
        self, role: Role, span: Span, contents: Sequence[tuple[Any, int]], *, group: int | None = None
    ) -> None:
        """A block of its own, built while another is open: the caption of a picture, a quotation template."""
        prose, marks = self._built(contents)
        if prose.text.strip():
            self.add_beside(Block(role, span, prose, tuple(marks), group=group))

    def _built(self, contents: Sequence[tuple[Any, int]]) -> tuple[Prose, Sequence[Mark]]:
        kept = self.builder, self.linked, self.line_start, self.cited, self.label
        self.builder = Builder(self.text)
        self.inline += 1
        for node, at in contents:
            self.node(node, at)
        builder = self.builder
        self.inline -= 1
        self.builder, self.linked, self.line_start, self.cited, self.label = kept
        return _typed_marks.lift(builder.prose(), builder.marks, silent=builder.silent, addresses=False)

    # --- nodes ---

    def walk(self, code: Any, at: int) -> None:
        if code is None:
            return
        if self.depth >= _DEEPEST:
            self.builder.put_text(at, at + len(str(code)))
            return
        self.depth += 1
        for node, start in placed_nodes(code, at):
            self.node(node, start)
        self.depth -= 1

    def node(self, node: Any, at: int) -> None:
        kinds = self.kinds
        if isinstance(node, kinds.Text):
            self._text(str(node), at)
            return
        if isinstance(node, kinds.Comment):
            span = Span(at, at + len(str(node)))
            inner = str(node.contents)
            self.comments.append(Comment(span, inner.strip()))
            self.add_beside(Block(Role.COMMENT, span, Prose.verbatim(self.text, at + 4, at + 4 + len(inner))))
        elif isinstance(node, kinds.HTMLEntity):
            end = at + len(str(node))
            meant = html.unescape(str(node))
            if meant.isspace():
                self.builder.put_space(at, end)
            elif meant:
                self.put(Prose.standing_for(meant, at, end), at, end)
        elif isinstance(node, kinds.Heading):
            self._heading(node, at)
        elif isinstance(node, kinds.Wikilink):
            self._wikilink(node, at)
        elif isinstance(node, kinds.ExternalLink):
            self._external_link(node, at)
        elif isinstance(node, kinds.Template):
            self._template(node, at)
        elif isinstance(node, kinds.Tag):
            self._tag(node, at)
        elif isinstance(node, kinds.Argument) and node.default is not None:
            self.walk(node.default, at + 3 + len(str(node.name)) + 1)

    def _text(self, text: str, at: int) -> None:
        if "__" in text:
            pieces = list(_MAGIC_WORD.finditer(text))
            if pieces:
                done = 0
                for match in pieces:
                    self._text(text[done : match.start()], at + done)
                    done = match.end()
                self._text(text[done:], at + done)
                return
        if self.inline:
            self.builder.put_text(at, at + len(text))
            return
        start = at
        for line in text.splitlines(keepends=True):
            content = line.rstrip("\r\n")
            end = start + len(content)
            if content.strip():
                if self.line_start and self.prefix:
                    self.flush()
                self._line(content, start)
            elif content and not self.line_start:
                self.builder.put_space(start, end)
            if len(line) > len(content):
                if self.line_start or self.role is not Role.PARAGRAPH or self.prefix:
                    if not self._goes_on():
                        self.flush()
                else:
                    self.builder.put_space(end, start + len(line))
                self.line_start = True
            start += len(line)

    def _goes_on(self) -> bool:
        """Whether a quotation runs over several lines."""
        return self.role is Role.QUOTATION and not self.line_start

    def _line(self, content: str, at: int) -> None:
        self.line_start = False
        self.builder.put_text(at, at + len(content))

    def _heading(self, node: Any, at: int) -> None:
        if self.inline:
            self.builder.put_space(at, at)
            self.walk(node.title, at + int(node.level))
            return
        self.flush()
        self.lists.clear()
        title = str(node.title)
        level = int(node.level)
        plain = _pages.plain(re.sub(r"<[^>]+>|'{2,}|\{\{.*?\}\}|\[\[|\]\]", "", title))
        if self.reference_level >= level:
            self.reference_level = 0
        if self.see_also_level >= level:
            self.see_also_level = 0
        if not self.reference_level and (
            _pages.names_references(plain) or plain in listed("reference headings")
        ):
            self.reference_level = level
        if not self.see_also_level and plain in listed("see also headings"):
            self.see_also_level = level
        self.role = Role.HEADING
        self.level = level
        self.inline += 1
        self.walk(node.title, at + level)
        self.inline -= 1
        self.builder.start = at if self.builder.length else -1
        self.builder.end = at + len(str(node))
        self.flush()
        self.line_start = True

    def _wikilink(self, node: Any, at: int) -> None:
        end = at + len(str(node))
        title = str(node.title).strip()
        namespace = title.partition(":")[0].strip().casefold() if ":" in title else ""
        if namespace in listed("namespaces"):
            self._picture(node, at)
            return
        if namespace in ("category", "kategorie", "catégorie", "categoría") or (
            _INTERWIKI.match(title) and node.text is None
        ):
            self.aside(Role.METADATA, at, end)
            return
        before = self.builder.length
        if node.text is not None:
            self.walk(node.text, at + 2 + len(str(node.title)) + 1)
        else:
            raw = str(node.title)
            start = at + 2 + len(raw) - len(raw.lstrip(" :"))
            shown = raw.strip(" :\n")
            if "\n" in shown or "[" in shown or "{" in shown:
                self.walk(node.title, at + 2)
            else:
                self.put(Prose.verbatim(self.text, start, start + len(shown)), start, start + len(shown))
        self.line_start = False
        if self.builder.length:
            self.builder.end = max(self.builder.end, end)
            if self.builder.length > before == 0:
                self.builder.start = min(self.builder.start, at) if self.builder.start >= 0 else at
        self.linked += self.builder.length - before

    def _picture(self, node: Any, at: int) -> None:
        """The caption is what follows the last bar, if it is no option."""
        end = at + len(str(node))
        if node.text is None:
            return
        start = at + 2 + len(str(node.title)) + 1
        parts = between_bars(placed_nodes(node.text, start))
        for part in parts:
            spelled = "".join(str(inner) for inner, _ in part)
            alternative = re.match(r"\s*alt\s*=\s*", spelled)
            if alternative and part:
                low = part[0][1] + alternative.end()
                high = part[0][1] + len(spelled.rstrip())
                if high > low:
                    self.aside(Role.IMAGE_TEXT, low, high)
        spelled = "".join(str(inner) for inner, _ in parts[-1])
        if spelled.strip() and not _IMAGE_OPTION.fullmatch(spelled):
            self._apart(Role.CAPTION, Span(at, end), parts[-1])

    def _external_link(self, node: Any, at: int) -> None:
        end = at + len(str(node))
        url = str(node.url).strip()
        if not node.brackets or node.title is None or not str(node.title).strip():
            self.builder.mark(MarkKind.LINK, url, Span(at, end), text="" if node.brackets else url)
            self.line_start = False
            return
        start = at + 1 + len(str(node.url))
        raw = self.text[start:end]
        title = str(node.title)
        start += raw.find(title) if title in raw else 1
        begin = self.builder.length + (1 if self.builder.space is not None and self.builder.length else 0)
        self.walk(node.title, start)
        self.line_start = False
        shown = self.builder.tail(min(begin, self.builder.length)).strip()
        self.builder.marks.append(
            Mark(
                MarkKind.LINK, url, Span(at, end), min(begin, self.builder.length), self.builder.length, shown
            )
        )
        if self.builder.length:
            self.builder.end = max(self.builder.end, end)

    # --- tags ---

    def _tag(self, node: Any, at: int) -> None:
        tag = str(node.tag).strip().lower()
        markup = node.wiki_markup
        if markup and tag in ("li", "dd", "dt"):
            self._list_mark(str(markup), at, at + len(str(node)))
            return
        if tag == "ref":
            self._reference(node, at, at + len(str(node)))
        elif tag == "table":
            self._table_rows(node, at)
        elif tag in ("br", "wbr"):
            self.builder.put_space(at, at + len(str(node)))
        elif tag == "hr" or (tag in ("li", "p") and node.self_closing):
            self.flush()
            self.line_start = True
        elif (
            tag in ("nowiki", "math", "chem", "gallery", "references")
            or tag in _CODE_TAGS
            or tag in _DROPPED_TAGS
        ):
            self._special(node, tag, at, at + len(str(node)))
        elif tag in ("sup", "sub"):
            self._raised(node, tag, at)
        elif tag in _BLOCK_TAGS or tag in ("li", "dd", "dt"):
            self._block_tag(node, tag, at)
        elif node.contents is not None:
            self._note_title(node, tag)
            before = self.builder.length
            self.walk(node.contents, contents_at(node, at))
            if self.builder.length > before:
                self.line_start = False

    def _note_title(self, node: Any, tag: str) -> None:
        """The first words in bold name the article's subject."""
        if tag == "b" and not self.title and not self.inline and self.role is Role.PARAGRAPH:
            name = html.unescape(
                re.sub(r"\{\{[^{}]*\}\}|<[^>]*>|\[\[(?:[^|\]]*\|)?|\]\]|'{2,}", "", str(node.contents))
            )
            if 1 < len(name.strip()) <= 80:
                self.title = " ".join(name.split())

    def _list_mark(self, markup: str, at: int, end: int) -> None:
        if self.inline:
            self.builder.put_space(at, end)
            return
        if markup == ":" and not self.line_start and self.prefix.endswith(";"):
            self.builder.space = None
            self.put(Prose.standing_for(":", at, end), at, end)
            self.builder.put_space(at, end)
            return
        if self.line_start:
            at_line = self.builder.length or self.builder.marks
            if at_line or not self.prefix:
                self.flush()
            self.prefix = ""
            self.item_start = at
        self.prefix += markup
        self.role = Role.LIST_ITEM
        self.line_start = False
        # What follows on the line is the item; until then the builder is empty.

    def _special(self, node: Any, tag: str, at: int, end: int) -> None:
        contents = str(node.contents) if node.contents is not None else ""
        start = contents_at(node, at) if contents else at
        if tag == "nowiki":
            self.builder.put_text(start, start + len(contents))
            self.line_start = False
        elif tag in ("math", "chem"):
            block = Block(Role.MATH, Span(at, end), Prose.verbatim(self.text, start, start + len(contents)))
            self.add_beside(block)
        elif tag in _CODE_TAGS:
            self.flush()
            language = attribute_of(node, "lang")
            prose = Prose.verbatim(self.text, start, start + len(contents))
            self.add_beside(Block(Role.CODE, Span(at, end), prose, label=language))
        elif tag == "gallery":
            self.flush()
            self._gallery(contents, start)

    def _gallery(self, contents: str, start: int) -> None:
        for line in contents.splitlines(keepends=True):
            content = line.rstrip("\r\n")
            name, bar, caption = content.partition("|")
            if bar and caption.strip():
                at = start + len(name) + 1
                self._apart(
                    Role.CAPTION, Span(start, start + len(content)), self._reparsed(at, at + len(caption))
                )
            start += len(line)

    def _reparsed(self, start: int, end: int) -> list[tuple[Any, int]]:
        return [(node, start + at) for node, at in parsed(self.text[start:end])]

    def _raised(self, node: Any, tag: str, at: int) -> None:
        contents = str(node.contents) if node.contents is not None else ""
        start = contents_at(node, at)
        end = at + len(str(node))
        if (
            tag == "sup"
            and re.fullmatch(r"[-+−]?[\dn]{1,4}", contents.strip())
            and self.builder.space is None
        ):
            raised = contents.strip().translate(RAISED)
            self.put(Prose.standing_for(raised, at, end), at, end)
        else:
            self.walk(node.contents, start)

    def _block_tag(self, node: Any, tag: str, at: int) -> None:
        if self.inline:
            self.builder.put_space(at, at)
            self.walk(node.contents, contents_at(node, at))
            return
        self.flush()
        self.line_start = True
        names = attribute_of(node, "class").lower().split()
        if {"navbox", "infobox", "toc", "metadata"} & set(names):
            self.aside(Role.METADATA, at, at + len(str(node)))
            return
        if tag in ("blockquote", "poem"):
            self.quoting += 1
            self.role = Role.QUOTATION
        elif re.fullmatch(r"h[1-6]", tag):
            self.role = Role.HEADING
            self.level = int(tag[1])
        elif tag in ("li", "dd"):
            self.role = Role.LIST_ITEM
            self.prefix = "*"
            self.item_start = at
        self.walk(node.contents, contents_at(node, at))
        if tag in ("blockquote", "poem"):
            self.flush()
            self.quoting -= 1
            self.role = Role.PARAGRAPH
        self.flush()
        self.line_start = True

    def _cite(self, body: str, name: str, group: str, start: int, end: int) -> None:
        """A mark for a reference given in place or by its name."""
        span = Span(start, end)
        builder = self.builder
        self.line_start = False
        if not body and name:
            body = self.bodies.get((group, name)) or self.bodies.get(("", name)) or ""
        if body:
            builder.mark(MarkKind.NOTE, body, span, text=name)
            for target in short_citations(body):
                builder.marks.append(Mark(MarkKind.AUTHOR_YEAR, target, span, builder.length, builder.length))
        elif name:
            builder.mark(MarkKind.FOOTNOTE, name, span)
        else:
            builder.mark(MarkKind.EMPTY, self.text[start : min(end, start + 80)], span)

    def _reference(self, node: Any, at: int, end: int) -> None:
        body = str(node.contents).strip() if node.contents is not None else ""
        self._cite(body, attribute_of(node, "name"), attribute_of(node, "group"), at, end)

    # --- templates ---

    def _template(self, node: Any, at: int) -> None:
        name = template_name(node)
        end = at + len(str(node))
        parameters = parameters_of(node, at)
        unnamed = unnamed_of(parameters)
        by_name = {parameter.name.lower(): parameter for parameter in parameters}
        builder = self.builder
        if name in listed("needed"):
            spanned = unnamed[0] if unnamed else by_name.get("text")
            if spanned is not None and (
                name in listed("spans") or (len(spanned.text) > 3 and unnamed and "text" in by_name)
            ):
                self.walk(spanned.value, spanned.at)
            builder.mark(MarkKind.NEEDED, name, Span(at, end))
            self.line_start = False
        elif name in listed("note") or name.startswith("#tag:ref"):
            body = by_name.get("1") or by_name.get("text")
            if body is None and name.startswith("#tag:ref") and unnamed:
                body = unnamed[0]
            named, group = by_name.get("name"), by_name.get("group")
            self._cite(
                body.text if body else "", named.text if named else "", group.text if group else "", at, end
            )
        elif name in listed("named"):
            for parameter in unnamed:
                self._cite("", parameter.text, "", at, end)
        elif name in listed("short note") or name in listed("short words"):
            self._short(name, parameters, at, end)
        elif name in listed("quote"):
            self._quotation(parameters, at, end)
        elif is_citation(name):
            self._citation(node, at, end)
        else:
            self._shown(node, name, parameters, at)

    def _short(self, name: str, parameters: Sequence[Parameter], at: int, end: int) -> None:
        """`{{sfn|Family|2007}}` and its kin."""
        targets = short_targets(name, [(p.name, p.text) for p in parameters])
        shown = ""
        if name in listed("short words") and not self._inside_reference_list():
            shown = short_words(name, [p.text for p in unnamed_of(parameters)])
        span = Span(at, end)
        if shown:
            begin = self.builder.length + (1 if self.builder.space is not None and self.builder.length else 0)
            self.put(Prose.standing_for(shown, at, end), at, end)
            for target in targets:
                self.builder.marks.append(
                    Mark(
                        MarkKind.AUTHOR_YEAR, target, span, begin, self.builder.length, shown, narrative=True
                    )
                )
        else:
            for target in targets or [self.text[at:end][:80]]:
                self.builder.mark(MarkKind.AUTHOR_YEAR if targets else MarkKind.EMPTY, target, span)
        self.line_start = False

    def _inside_reference_list(self) -> bool:
        return bool(self.reference_level) and self.role is Role.LIST_ITEM and not self.builder.length

    def _quotation(self, parameters: Sequence[Parameter], at: int, end: int) -> None:
        by_name = {parameter.name.lower(): parameter for parameter in parameters}
        said = by_name.get("text") or by_name.get("quote") or by_name.get("1")
        if said is None:
            return
        if not self.inline:
            self.flush()
        prose, marks = self._built(list(placed_nodes(said.value, said.at)))
        found = list(marks)
        for name in ("author", "by", "source", "title", "sign", "cite", "2", "3", "publication"):
            parameter = by_name.get(name)
            if parameter is not None and parameter.text:
                credit, others = self._built(list(placed_nodes(parameter.value, parameter.at)))
                found.extend(
                    replace(mark, start=len(prose.text), end=len(prose.text), text=mark.text)
                    for mark in others
                )
                if credit.text.strip():
                    where = credit.span(0, len(credit.text))
                    self.waiting.append(Block(Role.METADATA, where, credit))
        if prose.text.strip():
            self.add_beside(Block(Role.QUOTATION, Span(at, end), prose, tuple(found)))
        if not self.inline and not self.builder.length:
            self.blocks.extend(self.waiting)
            self.waiting.clear()
        self.line_start = True

    def _citation(self, node: Any, at: int, end: int) -> None:
        """A citation template: an entry of a list, or a source given behind the sentence."""
        builder = self.builder
        if builder.length and not self.reference_level and not self.inline:
            builder.mark(MarkKind.NOTE, self.text[at:end], Span(at, end))
            return
        if not builder.length:
            self.cited = True
            self.label = self.label or entry_label(node)
        builder.put_text(at, end)
        self.line_start = False

    def _shown(self, node: Any, name: str, parameters: Sequence[Parameter], at: int) -> None:
        """What a template shows in the text, if it shows words."""
        end = at + len(str(node))
        unnamed = unnamed_of(parameters)
        first = unnamed[0] if unnamed else None
        builder = self.builder
        if name in listed("hatnotes") and not builder.length:
            self.aside(Role.NAVIGATION, at, end)
        elif name in listed("captions"):
            for parameter in parameters:
                if parameter.name.lower().startswith(("caption", "footer")) and parameter.text:
                    self._apart(
                        Role.CAPTION, Span(at, end), list(placed_nodes(parameter.value, parameter.at))
                    )
            if name == "wide image" and len(unnamed) > 2:
                self._apart(Role.CAPTION, Span(at, end), list(placed_nodes(unnamed[2].value, unnamed[2].at)))
        elif name in listed("dropped") or name.startswith(("flagicon", "ipa-", "pp-", "use ")):
            if not builder.length and self.line_start and not self.inline:
                self.aside(Role.METADATA, at, end)
        elif (words := made_words(name, parameters)) is not None:
            if words == " ":
                builder.put_space(at, end)
            elif words:
                self.put(Prose.standing_for(words, at, end), at, end)
        elif name in ("url", "official website", "official url"):
            if first is not None:
                builder.mark(MarkKind.LINK, first.text, Span(at, end))
        elif name in meanings("prefixed"):
            self._prefixed(meanings("prefixed")[name], first, at, end)
        elif name in listed("joined"):
            self._joined(name, unnamed)
        elif name in listed("last") or name.startswith("lang-"):
            if unnamed:
                self._parameter(unnamed[0] if name.startswith("lang-") else unnamed[-1])
        elif name in listed("first") or name.startswith(("flag", "nowrap")):
            if first is not None:
                self._parameter(first)
        elif name.startswith(("reflist", "references", "notelist")):
            pass
        elif name.startswith(("displaytitle:", "defaultsort:")) or (self._alone(end) and not self.inline):
            self.aside(Role.METADATA, at, end)
        elif first is not None and not first.text.startswith(("http", "{{", "[[File:")) and len(unnamed) <= 3:
            self._parameter(first)

    def _joined(self, name: str, parameters: Sequence[Parameter]) -> None:
        for index, parameter in enumerate(parameters):
            if index:
                if name not in ("sortname", "nq", "linktext"):
                    self.put(Prose.standing_for(",", parameter.at, parameter.at), parameter.at, parameter.at)
                self.builder.put_space(parameter.at, parameter.at)
                if name == "sortname" and index == 2:
                    break
            self._parameter(parameter)

    def _prefixed(self, word: str, first: Parameter | None, at: int, end: int) -> None:
        self.put(Prose.standing_for(word, at, first.at if first else end), at, end)
        if first is not None and first.text:
            if word[-1] not in ":£€₹$":
                self.builder.put_space(first.at, first.at)
            self._parameter(first)

    def _parameter(self, parameter: Parameter) -> None:
        self.inline += 1
        self.walk(parameter.value, parameter.at)
        self.inline -= 1
        self.line_start = False

    def _alone(self, end: int) -> bool:
        """Whether a template has its lines to itself."""
        if self.builder.length or not self.line_start:
            return False
        following = self.text[end : end + 1]
        return following in ("", "\n", "\r", "{", "[", "<", "'")

    # --- tables ---

    def _table_rows(self, node: Any, at: int) -> None:
        end = at + len(str(node))
        if not self.inline:
            self.flush()
        names = set(attribute_of(node, "class").lower().split())
        if names & {"infobox", "navbox", "toc", "metadata", "vcard"} or node.contents is None:
            self.aside(Role.METADATA, at, end)
            return
        self.groups += 1
        group = self.groups
        loose: list[tuple[Any, int]] = []
        for inner, place in placed_nodes(node.contents, contents_at(node, at)):
            if not isinstance(inner, self.kinds.Tag):
                continue
            tag = str(inner.tag).strip().lower()
            if tag in ("tr", "tbody", "thead"):
                self._row(loose, group)
                loose = []
                cells = list(placed_nodes(inner.contents, contents_at(inner, place)))
                rows = [
                    cell
                    for cell in cells
                    if isinstance(cell[0], self.kinds.Tag) and str(cell[0].tag).strip() == "tr"
                ]
                for row, start in rows:
                    if row.contents is not None:
                        self._row(list(placed_nodes(row.contents, contents_at(row, start))), group)
                if not rows:
                    self._row(cells, group)
            elif tag == "caption":
                self._apart(
                    Role.CAPTION,
                    Span(place, place + len(str(inner))),
                    list(placed_nodes(inner.contents, contents_at(inner, place))),
                    group=group,
                )
            elif tag in ("td", "th"):
                loose.append((inner, place))
        self._row(loose, group)
        if not self.inline:
            self.blocks.extend(self.waiting)
            self.waiting.clear()
            self.line_start = True

    def _row(self, nodes: Sequence[tuple[Any, int]], group: int) -> None:
        cells: list[tuple[Prose, Sequence[Mark]]] = []
        heads: list[bool] = []
        start = end = -1
        for node, at in nodes:
            if not isinstance(node, self.kinds.Tag) or str(node.tag).strip().lower() not in ("td", "th"):
                continue
            if node.contents is None:
                continue
            inner = contents_at(node, at)
            spelled = str(node.contents)
            if node.wiki_markup == "|" and spelled.startswith("+"):
                self._caption(node, at, group)
                continue
            cells.append(self._built(list(placed_nodes(node.contents, inner))))
            heads.append(str(node.tag).strip().lower() == "th")
            start = at if start < 0 else start
            end = at + len(str(node).rstrip(" \t\r\n"))
        if any(prose.text for prose, _ in cells):
            role = Role.TABLE_HEADER if all(heads) else Role.TABLE_ROW
            self.add_beside(_pages.table_row(role, cells, Span(start, max(end, start)), group))

    def _caption(self, node: Any, at: int, group: int) -> None:
        """`|+ …`, which the parser takes for a cell whose text begins with a plus."""
        contents = list(placed_nodes(node.contents, contents_at(node, at)))
        first, place = contents[0]
        rest = str(first)[1:]
        bar = rest.rfind("|")
        if bar >= 0 and "=" in rest[:bar]:
            rest = rest[bar + 1 :]
        cut = len(str(first)) - len(rest)
        contents[0] = (self.kinds.Text(rest), place + cut)
        self._apart(Role.CAPTION, Span(at, at + len(str(node).rstrip(" \t\r\n"))), contents, group=group)

    # --- the whole ---

    def document(self) -> Document:
        placed = list(parsed(self.text))
        self.bodies = bodies_by_name(placed)
        redirect = _REDIRECT.match(self.text)
        if redirect:
            self.metadata["redirect"] = redirect[1].strip()
            self.aside(Role.METADATA, 0, len(self.text.rstrip()))
            return Document(self.source, tuple(self.blocks), self.metadata, (), "")
        for node, at in placed:
            self.node(node, at)
        self.flush()
        title = self.title or next(
            (block.prose.text for block in self.blocks if block.role is Role.HEADING), ""
        )
        blocks = sorted(self.blocks, key=lambda block: block.span.start)
        return Document(self.source, tuple(blocks), self.metadata, tuple(self.comments), title)


def read(source: Source) -> Document:
    """The document in a file of wikitext."""
    return _Reading(source).document()
