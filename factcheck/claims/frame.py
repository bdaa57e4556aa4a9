"""The frame of a claim: what comparing it with another needs."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """Plain values only (strings, numbers, tuples, enums, dataclasses), so that pages can be cached."""

    text: str
