"""What the rules on conflicts share: saying both values, and where the other places are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from factcheck.conflicts.conflict import Conflict, ConflictKind, Place
from factcheck.rules.rule import Alarm, Facts, Related
from factcheck.text import Span


def alarms(facts: Facts, kinds: Collection[ConflictKind], what: str) -> Iterator[Alarm]:
    """One alarm for each unexplained conflict of some kinds, at its later place."""
    for conflict in facts.conflicts:
        if conflict.kind in kinds and conflict.explanation is None:
            yield Alarm(
                conflict.place.path,
                Span(conflict.place.start, conflict.place.end),
                f"{what}: {_said(conflict, facts)}",
                conflict.confidence,
                tuple(
                    Related(
                        other.path,
                        Span(other.start, other.end),
                        f"says {other.value or _clipped(other.text)}",
                    )
                    for other in conflict.others
                ),
            )


def _said(conflict: Conflict, facts: Facts) -> str:
    here = conflict.place.value or _clipped(conflict.place.text)
    there = ", ".join(
        f"{other.value or _clipped(other.text)} in {_where(other, facts)}" for other in conflict.others
    )
    about = f" ({conflict.about})" if conflict.about else ""
    return f"{here} here, {there}{about}"


def _where(place: Place, facts: Facts) -> str:
    source = facts.sources.get(place.path)
    return f"{place.path}:{source.line_column(place.start)[0]}" if source is not None else place.path


def _clipped(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + "…"
