"""What is built holds the data that is read at run time."""

from __future__ import annotations

import pathlib
import subprocess
import sys
import tarfile
import zipfile

import pytest

import factcheck

ROOT = pathlib.Path(__file__).parent.parent
PACKAGE = ROOT / "factcheck"


def data_files() -> set[str]:
    """All files of the package, by their path below the repository."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def built(form: str, folder: pathlib.Path) -> pathlib.Path:
    pytest.importorskip(
        "hatchling", reason="hatchling is not installed: nothing can be built without network"
    )
    code = f"import hatchling.build, sys; print(hatchling.build.build_{form}(sys.argv[1]))"
    line = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(line, capture_output=True, cwd=ROOT, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.strip().splitlines()[-1]


def test_the_package_is_typed_and_has_its_word_lists() -> None:
    names = data_files()
    assert "factcheck/py.typed" in names
    assert any(name.endswith(".yaml") for name in names)
    assert any(name.endswith(".npz") for name in names)


def test_the_wheel_holds_everything(tmp_path: pathlib.Path) -> None:
    with zipfile.ZipFile(built("wheel", tmp_path)) as wheel:
        held = set(wheel.namelist())
    assert data_files() <= held
    records = f"factcheck_lint-{factcheck.__version__}.dist-info"
    assert {name.partition("/")[0] for name in held} == {"factcheck", records}


def test_the_source_distribution_holds_tests_and_documentation(tmp_path: pathlib.Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert data_files() <= held
    assert {"README.md", "LICENSE", "CHANGELOG.md", "tests/test_package.py", "corpus/references.bib"} <= held
