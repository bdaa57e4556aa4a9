"""BibTeX and BibLaTeX bibliographies (`.bib`)."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from factcheck.errors import UserError
from factcheck.references.identifiers import identifier_of_url, isbns, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.text import Source

SUFFIXES = (".bib", ".bibtex", ".biblatex")

_CONTAINERS = (
    "journal", "journaltitle", "booktitle", "maintitle", "series", "institution", "organization", "school",
    "publisher",
    "howpublished",
)  # fmt: skip
# What an entry takes over from the one that it names in `crossref` (BibLaTeX manual, appendix B).
_RENAMED = {"title": "booktitle"}
_NOT_INHERITED = frozenset(
    {"crossref", "xref", "ids", "label", "keywords", "abstract", "shorttitle", "subtitle"}
    # By these the volume is found and not the part.
    | {"doi", "isbn", "pmid", "pmcid", "eprint"}
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@functools.cache
def _decoder() -> Any:
    from pylatexenc import latex2text

    context = latex2text.get_default_latex_context_db()
    context.add_context_category(
        "url", prepend=True, macros=[latex2text.MacroTextSpec("url", simplify_repl="%s")]
    )
    return latex2text.LatexNodes2Text(latex_context=context, math_mode="verbatim", keep_comments=True)


def plain(latex: str) -> str:
    """LaTeX as plain text: accents composed, braces and commands gone, one space between words."""
    text = latex
    if "\\" in text or "$" in text or "~" in text:
        # A lone `%` or `#` is a character in a .bib file and a comment in LaTeX.
        escaped = re.sub(r"(?<!\\)%", r"\\%", text)
        try:
            text = _decoder().latex_to_text(escaped)
        except Exception:  # noqa: BLE001 (a decoder of half-broken LaTeX; the raw text still names the source)
            text = latex
    return " ".join(text.replace("{", "").replace("}", "").split())


def _parts(value: str) -> Iterator[str]:
    """The parts of a value that are joined with `#`."""
    depth, quoted, start = 0, False, 0
    for index, character in enumerate(value):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            yield value[start:index].strip()
            start = index + 1
    yield value[start:].strip()


def _value(value: str, strings: Mapping[str, str]) -> str:
    """A field's value without its enclosing, its `@string` names filled in."""
    text = []
    for part in _parts(value) if "#" in value else (value.strip(),):
        if len(part) > 1 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
            text.append(part[1:-1])
        else:
            text.append(strings.get(part.lower(), part))
    return "".join(text)


def _runs_on(value: str) -> bool:
    """Whether something other than `#` follows the braces of a value: the next field, its comma forgotten."""
    if not value.startswith("{") or (value.endswith("}") and "=" not in value):
        return False
    depth = 0
    for index, character in enumerate(value):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            rest = value[index + 1 :].lstrip()
            return bool(rest) and not rest.startswith("#")
    return False


def _families(value: str) -> tuple[str, ...]:
    """Family names, `von` parts included, in order; an organisation in braces as a whole."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    if not value.strip():
        return ()
    families = []
    for name in split_multiple_persons_names(value):
        person = name.strip()
        if person.lower() in ("others", "et al.", "et al"):
            continue
        if person.startswith("{") and person.endswith("}") and person.count("{") == 1:
            families.append(plain(person))
            continue
        try:
            parts = parse_single_name_into_parts(person, strict=False)
        except ValueError:
            families.append(plain(person))
            continue
        family = plain(" ".join((*parts.von, *parts.last))) or plain(person)
        if family:
            families.append(family)
    return tuple(families)


def _identifiers(fields: Mapping[str, str]) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for name, scheme in (
        ("doi", Scheme.DOI),
        ("pmid", Scheme.PMID),
        ("pmcid", Scheme.PMCID),
    ):
        value = (
            plain(fields.get(name, ""))
            if name != "doi"
            else fields.get(name, "").strip("{} ").replace("\\_", "_")
        )
        if value:
            found.append(normalise(scheme, value))
    found.extend(isbns(plain(fields.get("isbn", ""))))
    eprint = plain(fields.get("eprint", ""))
    if eprint:
        archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip("{} ").lower()
        scheme_of = {"arxiv": Scheme.ARXIV, "pubmed": Scheme.PMID, "pmid": Scheme.PMID, "pmc": Scheme.PMCID}
        if archive in scheme_of:
            found.append(normalise(scheme_of[archive], eprint))
        elif not archive and re.match(r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})", eprint, re.IGNORECASE):
            found.append(normalise(Scheme.ARXIV, eprint))
        elif located := identifier_of_url(eprint):
            found.append(located)
    for name in ("url", "howpublished", "note", "link", "ee"):
        value = fields.get(name, "")
        match = re.search(r"https?://[^\s{}]+" if name != "url" else r"\S+", value.replace("\\", ""))
        located = identifier_of_url(match[0].strip("{}")) if match else None
        if located and located not in found:
            found.append(located)
    return tuple(found)


def _year(fields: Mapping[str, str]) -> str:
    for name in ("year", "date", "origdate", "eventdate"):
        match = re.search(r"(?<!\d)\d{4}(?!\d)[a-z]?", fields.get(name, ""))
        if match:
            return match[0]
    return plain(fields.get("year", "") or fields.get("pubstate", ""))


def _reference(key: str, fields: Mapping[str, str], path: str, start: int, end: int) -> Reference:
    authors = _families(fields.get("author", "") or fields.get("editor", ""))
    if not authors:
        body = fields.get("institution", "") or fields.get("organization", "")
        authors = (plain(body),) if body else ()
    return Reference(
        key=key,
        identifiers=_identifiers(fields),
        title=plain(fields.get("title", "")),
        authors=authors,
        year=_year(fields),
        container=next((plain(fields[name]) for name in _CONTAINERS if fields.get(name)), ""),
        path=path,
        start=start,
        end=end,
    )


def _inherited(
    fields: dict[str, str], entries: Mapping[str, Mapping[str, str]], seen: tuple[str, ...] = ()
) -> dict[str, str]:
    parent = fields.get("crossref", "").strip()
    if not parent or parent not in entries or parent in seen:
        return fields
    given = _inherited(dict(entries[parent]), entries, (*seen, parent))
    taken = {_RENAMED.get(name, name): value for name, value in given.items() if name not in _NOT_INHERITED}
    return {**taken, **fields}


class _Entry(NamedTuple):
    """An entry as it stands in a file, its strings filled in."""

    key: str
    fields: dict[str, str]
    start: int
    end: int


def read(source: Source) -> tuple[Reference, ...]:
    """The entries of a .bib file in order; of several with one key each is kept.

    Raises `UserError` for an entry that no BibTeX could read, with its line.
    """
    from bibtexparser import model

    strings: dict[str, str] = {name: name for name in _MONTHS}
    entries: list[_Entry] = []
    stray = False
    for block, start, end in _blocks(source.text):
        content = _content(block, source, start)
        if isinstance(content, model.String):
            strings[content.key.lower()] = _value(str(content.value), strings)
        elif isinstance(content, model.Entry):
            entries.append(_Entry(content.key, _fields(content, strings, source, start), start, end))
        elif isinstance(content, model.ImplicitComment):
            stray = stray or not _is_comment(content.comment)
    if stray and not entries and len(strings) == len(_MONTHS):
        raise UserError(
            "no BibTeX entry in it",
            cure="entries look like @article{key, title = {…}}",
            path=source.path,
            line=1,
        )
    by_key = {entry.key: entry.fields for entry in entries}
    return tuple(
        _reference(entry.key, _inherited(entry.fields, by_key), source.path, entry.start, entry.end)
        for entry in entries
    )


def _blocks(text: str) -> Iterator[tuple[Any, int, int]]:
    """Entries, strings and what is between them, and where each stands."""
    from bibtexparser.splitter import Splitter

    # The splitter logs each broken block; an error says it once.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    end = 0
    for block in Splitter(text).split().blocks:
        raw = block.raw or ""
        start = max(text.find(raw, end), end)
        end = start + len(raw)
        yield block, start, end


def _content(block: Any, source: Source, start: int) -> Any:
    """What a block holds; one whose key or field was given before is kept."""
    from bibtexparser import model

    if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
        return block.ignore_error_block
    if isinstance(block, model.ParsingFailedBlock):
        reason = " ".join(str(getattr(block.error, "abort_reason", "") or block.error).split()).rstrip(".")
        raise UserError(
            f"broken BibTeX entry: {reason[:1].lower()}{reason[1:]}",
            cure="close its braces and put a comma after its key and after every field",
            path=source.path,
            line=source.line_column(start)[0],
        )
    return block


def _fields(entry: Any, strings: Mapping[str, str], source: Source, start: int) -> dict[str, str]:
    """The fields of an entry, of several with one name the first."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        if _runs_on(str(field.value)):
            raise UserError(
                f"broken BibTeX entry: no comma after the field {field.key}",
                cure="put a comma after every field",
                path=source.path,
                line=source.line_column(start)[0] + (field.start_line or 0) - (entry.start_line or 0),
            )
        fields.setdefault(field.key.lower(), _value(str(field.value), strings))
    return fields


def _is_comment(text: str) -> bool:
    """Whether what stands between entries is behind percent signs."""
    return all(line.lstrip().startswith("%") for line in text.splitlines() if line.strip())
