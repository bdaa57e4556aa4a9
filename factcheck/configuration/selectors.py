"""Which rules a code, the beginning of codes or a name stands for."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from factcheck.errors import UserError, nearest


def selected(selectors: Iterable[str], where: str | None = None) -> tuple[str, ...]:
    """Codes of the rules that selectors stand for. Raises `UserError`, about `where`, for one that names no rule."""
    found: list[str] = []
    for selector in selectors:
        meant = matching(selector)
        if not meant:
            known = tuple(_rules()) if selector[:2].upper() == "FC" else (*_rules(), *_rules().values())
            cure = f"{nearest(selector, known)} (see `factcheck rules`)"
            raise UserError(f"no rule is called `{selector}`", cure=cure, path=where)
        found += meant
    return tuple(dict.fromkeys(found))


@functools.cache
def _rules() -> Mapping[str, str]:
    """Code -> name."""
    from factcheck.rules import rules

    return {code: rule.name for code, rule in rules().items()}


@functools.cache
def matching(selector: str) -> tuple[str, ...]:
    """Codes of the rules that a code, the beginning of codes (`FC`, `FC1`) or a name stands for."""
    from factcheck.rules import rules
    from factcheck.rules.rule import exactness

    return tuple(code for code, rule in rules().items() if exactness(rule, selector) > -1)
