"""What `--output-format json` prints is what `docs/schema-1.json` says."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys

import jsonschema
import pytest

import factcheck

ROOT = pathlib.Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "schema-1.json").read_text(encoding="utf-8"))


def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("command", ["check", "claims"])
def test_what_is_printed_keeps_to_the_schema(command: str) -> None:
    line = [sys.executable, "-m", "factcheck", command, "--no-cache", "--output-format", "json", "corpus"]
    done = subprocess.run(line, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode()
    printed = json.loads(done.stdout)
    validator().validate(printed)
    assert ("findings" in printed, "files" in printed) == (command == "check", command == "claims")


def test_the_library_gives_both() -> None:
    texts = {
        "a.md": "# A\n\nThe lake is 41 m deep [@survey]. It is 2-3 km long.\n\nA survey found 12 % less.\n",
        "b.bib": "@misc{survey, title = {Survey}, url = {https://example.org/survey}}\n",
    }
    printed = factcheck.check(texts).as_json()
    validator().validate(printed)
    assert printed["findings"]
    assert printed["files"]


def test_a_wrong_field_is_noticed() -> None:
    printed = factcheck.check({"a.md": "The lake is 41 m deep.\n"}).as_json()
    printed["findings"][0]["severity"] = "bad"
    assert not validator().is_valid(printed)
