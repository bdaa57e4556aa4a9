"""A report, and how the protocol speaks of its places."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping

from lsprotocol import types
from pygls import uris

from factcheck import files
from factcheck.checking import Report
from factcheck.page import Page
from factcheck.rules.rule import Finding, RelatedPlace
from factcheck.server.positions import Ruler


@dataclasses.dataclass(frozen=True)
class Desk:
    """A report with what it takes to speak of its places: rulers and addresses."""

    report: Report
    addresses: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """URIs of the texts that are open, by path."""
    encoding: str = "utf-16"
    pages: Mapping[str, Page] = dataclasses.field(default_factory=dict)

    @functools.cached_property
    def _rulers(self) -> dict[str, Ruler]:
        return {}

    def ruler(self, path: str) -> Ruler | None:
        if path not in self._rulers and path in self.report.sources:
            self._rulers[path] = Ruler(self.report.sources[path], self.encoding)
        return self._rulers.get(path)

    def address(self, path: str) -> str:
        """The URI of a file."""
        return self.addresses.get(path) or uris.from_fs_path(str(files.absolute(path))) or path

    def range(self, place: Finding | RelatedPlace) -> types.Range:
        """Where a place is; its line alone where its file could not be read."""
        ruler = self.ruler(place.path)
        if ruler is not None:
            return ruler.range(place.span)
        at = types.Position(max(0, place.line - 1), max(0, place.column - 1))
        return types.Range(at, at)

    def related(self, place: Finding | RelatedPlace) -> types.DiagnosticRelatedInformation:
        return types.DiagnosticRelatedInformation(
            location=types.Location(self.address(place.path), self.range(place)), message=place.message
        )


def shown(path: str, report: Report) -> Iterator[tuple[Finding, RelatedPlace | None]]:
    """The findings with an end in a file, each with that end where it is not the one that the rule names."""
    for finding in report.findings:
        if finding.path == path:
            yield finding, None
        for place in finding.related:
            if place.path == path:
                yield finding, place
