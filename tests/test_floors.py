"""Imports point down only, spaCy has one importer, and the disk is touched on the top floor."""

from __future__ import annotations

import ast
import pathlib

import pytest

PACKAGE = pathlib.Path(__file__).parent.parent / "factcheck"
FLOORS = [
    ["errors", "settings", "declared", "on_demand", "networks", "patterns", "prefilter", "tokens", "values"],
    ["text"],
    ["document", "unmerged"],
    ["lexicon"],
    ["numerals"],
    ["readers"],
    ["sentences", "readings"],
    ["language"],
    ["units"],
    ["dates"],
    ["quantities"],
    ["references"],
    ["claims"],
    ["citations"],
    ["evidence"],
    ["verify"],
    ["conflicts"],
    ["page"],
    ["ledger"],
    ["suppress"],
    ["rules"],
    ["fixes", "baseline"],
    ["checking"],
    ["report"],
    ["configuration", "cache", "files", "threads"],
    ["processes"],
    ["git", "studying"],
    ["changes"],
    ["projects"],
    ["inputs"],
    ["ledgers"],
    ["kept"],
    ["comparing"],
    ["gathering"],
    ["run"],
    ["upkeep"],
    ["server"],
    ["terminal"],
    ["commands"],
    ["cli"],
    ["__main__"],
]
ROOM_FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
TOUCHES_DISK = {
    "files",
    "cache",
    "threads",
    "run",
    "projects",
    "inputs",
    "ledgers",
    "kept",
    "studying",
    "processes",
    "upkeep",
    "terminal",
    "commands",
    "cli",
    "changes",
    "git",
    "server",
    "configuration",
    "__main__",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: pathlib.Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: pathlib.Path):
    """What a module imports, imports for type checkers left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "factcheck":
                yield from (f"factcheck.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: pathlib.Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    assert room in ROOM_FLOOR, f"{room} has no floor yet: add it to FLOORS"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "factcheck" or len(parts) == 1:
            continue
        other = parts[1]
        if other == room or other.startswith("__"):
            continue
        assert ROOM_FLOOR[other] < ROOM_FLOOR[room], f"{room} imports {other}, which is not below it"


def test_every_module_says_what_it_holds() -> None:
    said = {path: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES}
    assert [str(path.relative_to(PACKAGE)) for path in MODULES if not said[path]] == []


def test_every_floor_is_lived_on() -> None:
    assert {room_of(path) for path in MODULES} - {"__init__"} == set(ROOM_FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_language_imports_spacy(path: pathlib.Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert "spacy" not in roots or path.name == "language.py"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_top_floor_touches_the_disk_and_the_clock(path: pathlib.Path) -> None:
    if room_of(path) in TOUCHES_DISK:
        return
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {
        "os",
        "pathlib",
        "subprocess",
        "socket",
        "time",
        "sqlite3",
        "tempfile",
        "shutil",
        "urllib.request",
    }
