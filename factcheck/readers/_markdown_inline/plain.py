"""What the grammar leaves as plain text: addresses, keys, attributes, superscripts, line breaks."""

from __future__ import annotations

import re

from factcheck.readers._addresses import balanced
from factcheck.readers._markdown_inline.numbered import SUPERSCRIPTS, raised
from factcheck.readers._markdown_inline.pandoc import KEY, key_mark, narrative
from factcheck.readers._markdown_inline.writer import LINE_BREAK, Writer

_URL = r"(?:https?://|ftp://|www\.(?=[\w-]+\.\w))[^\s<>\"“”«»|\\^`{}\[\]]+"
_PLAIN = re.compile(
    rf"""
    (?=[ \t\\\nhfw@{{^⁰¹²³⁴-⁹-])(?:
    (?P<break>{LINE_BREAK})
  | (?P<url>(?<![\w/@])(?:{_URL}))
  | (?P<braced>(?<![\w@\\])(?P<minus1>-?)@\{{(?P<braced_key>[^{{}}\s]+)\}})
  | (?P<key>(?<![\w@.\\/])(?P<minus>-?)@(?P<name>{KEY}))
  | (?P<attributes>\{{:[^{{}}\n]*\}}|\{{[#.][\w:.#\s="'%-]*\}})
  | (?P<superscript>\^(?P<superscripted>[^\s^]{{1,40}})\^)
  | (?P<unicode>[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+|(?<=[⁰¹²³⁴-⁹])[⁻][⁰¹²³⁴-⁹]+)*)
    )""",
    re.VERBOSE,
)


def plain_text(writer: Writer, start: int, end: int) -> None:
    """Text in which nothing is covered, either."""
    at = start
    text = writer.text
    while at < end and (match := _PLAIN.search(text, at, end)) is not None:
        writer.put(at, match.start())
        at = match.end()
        if match["break"] is not None:
            _soft_break(writer, match.start(), match.end())
        elif match["url"] is not None:
            url = balanced(match["url"])
            at = match.start() + len(url)
            writer.address(url, match.start(), at)
        elif match["braced"] is not None:
            writer.eat_space()
            key_mark(writer, match["braced_key"], match.start(), match.end())
        elif match["key"] is not None:
            at = narrative(writer, match)
        elif match["attributes"] is not None:
            at_end = (
                match.start() > 0 and text[match.start() - 1].isspace() and not text[match.end() :].strip()
            )
            if match["attributes"].startswith("{:") or match.start() == start or at_end:
                continue
            writer.put(match.start(), match.end())
        elif match["superscript"] is not None:
            raised(writer, match["superscripted"], match.start(), match.end(), match.start("superscripted"))
        else:
            figures = match["unicode"].translate(SUPERSCRIPTS)
            raised(writer, figures, match.start(), match.end(), match.start())
    writer.put(at, end)


def _soft_break(writer: Writer, start: int, end: int) -> None:
    if start == 0 or end == len(writer.text) or not writer.length:
        return
    writer.put_as(" ", start, end)
