"""What is known of the claim at a position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from lsprotocol import types

from factcheck.page import PageClaim, PageStatement
from factcheck.server.desk import Desk, shown

Placed = TypeVar("Placed", PageClaim, PageStatement)


def hover(path: str, position: types.Position, desk: Desk) -> types.Hover | None:
    """The claim at a position with its status, the reason and its citations, as Markdown."""
    page, ruler = desk.pages.get(path), desk.ruler(path)
    if page is None or ruler is None:
        return None
    offset = ruler.offset(position)
    statement = _shortest([one for one in page.statements if one.span.start <= offset <= one.span.end])
    if statement is None:
        return None
    claim = _shortest([one for one in statement.claims if one.span.start <= offset <= one.span.end])
    if claim is None and len(statement.claims) == 1:
        claim = statement.claims[0]
    lines = list(_about(claim or statement))
    if claim is None and len(statement.claims) > 1:
        lines.append(f"{len(statement.claims)} claims")
    span = claim.span if claim is not None else statement.span
    lines += [
        f"{finding.code} {finding.name}: {_escaped(finding.message)}"
        for finding, end in shown(path, desk.report)
        if (end or finding).span.start <= offset <= (end or finding).span.end
    ]
    text = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(lines))
    return types.Hover(contents=text, range=ruler.range(span))


def _shortest(found: Sequence[Placed]) -> Placed | None:
    return min(found, key=lambda one: (len(one.span), one.span), default=None)


def _about(holder: PageClaim | PageStatement) -> Iterator[str]:
    assessment = holder.assessment
    kind = f" {holder.kind}" if isinstance(holder, PageClaim) else ""
    said = f"**{assessment.status}**{kind}"
    if assessment.reason and assessment.reason != assessment.scope:
        said += f": {_escaped(assessment.reason)}"
    if assessment.scope is not None:
        said += f" (by its {assessment.scope})"
    yield said
    yield f"> {_escaped(holder.text)}"
    cited = []
    for citation in assessment.citations:
        where = f"leads nowhere: {citation.problem}" if citation.problem else citation.reference or ""
        cited.append(f"- `{bare(citation.mark) or 'the document'}` → {_escaped(where)}")
    if cited:
        yield "\n".join(cited)
    if isinstance(holder, PageClaim) and holder.verdict is not None:
        yield f"Evidence: {holder.verdict.support}" + (
            f" ({_escaped(holder.verdict.reason)})" if holder.verdict.reason else ""
        )


def _escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!$])", r"\\\1", " ".join(text.split()))


def bare(text: str) -> str:
    """A text on one line that can stand between backticks."""
    return " ".join(text.replace("`", "'").split())
