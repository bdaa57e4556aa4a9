"""What is wrong with the value of a key, beyond its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from factcheck.configuration.choices import CHOICES, PATHS, PATTERNS, SELECTORS, SEVERITIES, WORDS
from factcheck.configuration.selectors import selected
from factcheck.errors import UserError, nearest
from factcheck.patterns import compiled

Wrong = Callable[..., UserError]
"""Makes the error of a problem, its cure, the key's path and, where it is one of several, the value."""


def check_value(key: str, value: Any, wrong: Wrong) -> None:
    """Raises what `wrong` makes of the first thing that is wrong with a value."""
    if key in CHOICES and value not in CHOICES[key]:
        raise wrong(f"`{key}` cannot be `{value}`", nearest(value, CHOICES[key]), (key,))
    if key in SELECTORS:
        for selector in value:
            _check_selector(selector, wrong, (key,))
    elif key == "per-file-ignores":
        for pattern, selectors in value.items():
            _check_pattern(pattern, wrong, (key, pattern))
            if pattern.startswith("!"):  # there is nothing that one pattern alone could take back
                cure = "name the files in which the rules do not run"
                raise wrong(f"`{pattern}` names no files", cure, (key, pattern))
            for selector in selectors:
                _check_selector(selector, wrong, (key, pattern))
    elif key == "severity":
        for selector, severity in value.items():
            _check_selector(selector, wrong, (key, selector))
            if severity not in SEVERITIES:
                cure = nearest(severity, SEVERITIES)
                raise wrong(f"`{severity}` is no severity", cure, (key, selector), severity)
    elif key in PATTERNS:
        for pattern in value:
            _check_pattern(pattern, wrong, (key,))
    elif key in PATHS:
        for item in value:
            if not item or "\0" in item:
                raise wrong(f"`{key}` holds an empty path", "take it out, or write `.`", (key,))
    elif key == "claims" and not value:
        raise wrong("`claims` is an empty path", 'name a folder, as in `claims = "claims"`', (key,))
    elif key in WORDS:
        if not all(map(str.strip, value)):  # nothing stands in every sentence
            raise wrong(f"`{key}` holds an empty word", "take it out", (key,))
    elif key == "synonyms":
        for group in value:
            if len([term for term in group if term.strip()]) < 2:
                problem = "a group of `synonyms` needs two terms"
                raise wrong(problem, "add a term that means the same", (key,), *group[:1])
    elif key in ("citation-hosts", "navigation-hosts"):
        for host in value:
            if not re.fullmatch(r"(\*\.)?[\w-]+(\.[\w-]+)*", host):
                raise wrong(f"`{host}` is no host name", "write it as in `example.org`", (key,), host)


def _check_pattern(pattern: str, wrong: Wrong, key: tuple[str, ...]) -> None:
    sound = pattern.strip() not in ("", "!", "/", "!/")
    try:
        compiled([pattern])
    except (ValueError, re.error):
        sound = False
    if not sound:
        raise wrong(f"`{pattern}` is no file pattern", "write it as in .gitignore", key, pattern)
    if (body := pattern.removeprefix("!")).startswith("./"):  # as in .gitignore, it would match nothing
        cure = f"write `{pattern[: -len(body)]}{body[1:]}`"
        raise wrong(f"`{pattern}` matches no file", cure, key, pattern)
    if pattern.startswith("#"):
        raise wrong(f"`{pattern}` is a comment in a .gitignore", f"write `\\{pattern}`", key, pattern)
    if re.search(r"\\\w", pattern):  # nothing of a word needs a backslash: it is meant between folders
        cure = f"write `{pattern.replace(chr(92), '/')}`"
        raise wrong(f"`{pattern}` has another system's separator", cure, key, pattern)
    if re.search(r"(?<!\\)\{[^{}/]*,[^{}/]*\}", pattern):
        cure = "write a pattern for each, as in .gitignore"
        raise wrong(f"`{pattern}` has alternatives in braces", cure, key, pattern)


def _check_selector(selector: str, wrong: Wrong, key: tuple[str, ...]) -> None:
    try:
        selected([selector])
    except UserError as error:
        raise wrong(error.problem, error.cure, key, selector) from None
