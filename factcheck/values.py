"""What all values are: frozen, made and copied by C code, and kept as arrays of their fields."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A frozen value of plain things.

    There are hundreds of thousands of them in a run: a frozen dataclass takes eight times as long to make and
    twenty times as long to copy. Encoded, it is an array of its fields. No value holds itself, so that no rings need
    be looked for.
    """


replace = msgspec.structs.replace
"""A copy of a value with some fields changed."""
