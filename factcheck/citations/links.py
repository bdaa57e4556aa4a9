"""Which links are citations: not those to the site itself, to social media, shops, search or a form."""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

from factcheck import lexicon


@functools.cache
def _hosts() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.data("links").items()}


def _is_under(host: str, hosts: frozenset[str] | tuple[str, ...]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[index:]) in hosts for index in range(len(parts)))


def is_citation(
    url: str, text: str, *, citation_hosts: tuple[str, ...] = (), navigation_hosts: tuple[str, ...] = ()
) -> bool:
    """Whether a link with this URL and text points at a source.

    Relative links, mail addresses and fragments stay inside the site; the configuration's hosts win over the built-in lists.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https", "ftp", ""):
        return False
    host = (parts.hostname or "").lower().removeprefix("www.")
    if not host or (not parts.scheme and not url.strip().startswith("//")):
        return False
    if _is_under(host, citation_hosts):
        return True
    known = _hosts()
    if _is_under(host, navigation_hosts) or host in known["exact"] or _is_under(host, known["navigation"]):
        return False
    path = parts.path.lower()
    if any(step in path for step in known["paths"]):
        return False
    return text.strip().lower().strip(" .:→»>") not in known["texts"]
