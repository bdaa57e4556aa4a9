"""One frozen value that holds every setting, with its default; field docs become the configuration
reference.
"""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a configuration file can say. Paths are relative to the file that says them."""

    content: tuple[str, ...] = ()
    """Files and folders with articles: what `factcheck check` reads when no path is given, and what a few
    files are compared with.
    """
    sources: tuple[str, ...] = ()
    """Folders with source records, the local evidence: Markdown files with a `key` in their front matter (also `title`,
    `doi`, `pmid`, `pmcid`, `arxiv`, `isbn`, `url`, and as `grain` what part of the source it is: `abstract`, `full text`)
    and the source's text below.
    """
    bibliography: tuple[str, ...] = ()
    """Bibliography files (BibTeX, CSL-JSON, CSL-YAML, RIS)."""
    claims: str = "claims"
    """Folder of the ledger."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files that are not read unless they or their folder are named; with
    `--force-exclude` not even then. What begins with a full stop, folders that programs fill (`_build/`, `build/`, `dist/`,
    `node_modules/`, …) and files such as `LICENSE*` and `requirements*.txt` are always among them; `"!build/"` takes one back.
    """
    respect_gitignore: bool = True
    """Whether files that git ignores are left out: by `.gitignore` files and the `info/exclude` of their repository.
    Ignore files of a person (`core.excludesFile`) are not read, so that the answer is the same on every machine.
    """
    select: tuple[str, ...] = ("FC",)
    """Rules that run: codes, prefixes or names."""
    extend_select: tuple[str, ...] = ()
    """Rules that run in addition; on the command line or in a nearer file also those that a farther one ignores in the same words."""
    ignore: tuple[str, ...] = ()
    """Rules that do not run."""
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    """Pattern of files -> rules that do not run there."""
    severity: dict[str, str] = {}
    """Rule -> `error`, `warning` or `info`."""
    confidence: str = "medium"
    """How sure a finding has to be to be shown: `high`, `medium` or `low`. What a procedure says of itself is
    told with low confidence.
    """
    fail_on: str = "warning"
    """The mildest severity that makes the exit code 1: `error`, `warning`, `info` or `never`."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of terms that mean the same thing."""
    kinds: dict[str, tuple[str, ...]] = {}
    """General term -> its members: `bisphosphonate = ["alendronic acid", "zoledronic acid"]`."""
    citation_scope: str = "paragraph"
    """How far a citation may reach: `sentence`, `run` or `paragraph`."""
    citation_hosts: tuple[str, ...] = ()
    """Hosts whose links always count as citations."""
    navigation_hosts: tuple[str, ...] = ()
    """Hosts whose links never count as citations: the site itself, shops, social media."""
    unnamed_sources: tuple[str, ...] = ()
    """Words that attribute to nobody in particular, in addition to the built-in list."""
    named_sources: tuple[str, ...] = ()
    """Words that name a source, in addition to the built-in list."""
    language_model: str = ""
    """spaCy pipeline to use; empty: the first installed of the known English ones."""
