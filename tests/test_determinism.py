"""The same files give the same bytes, in whatever order and in however many processes they are read."""

from __future__ import annotations

import itertools
import json
import os
import pathlib
import subprocess
import sys

import factcheck

ROOT = pathlib.Path(__file__).parent.parent
ARTICLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "corpus" / "articles").glob("*.md"))


def printed(*arguments: str, seed: str = "0") -> bytes:
    line = [sys.executable, "-m", "factcheck", "check", "--no-cache", "--output-format", "json", *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(line, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode()
    return done.stdout


def test_order_of_texts_does_not_matter() -> None:
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in (*ARTICLES, "corpus/references.bib")}
    answers = {
        json.dumps(factcheck.check(dict(order)).as_json(), sort_keys=False)
        for order in itertools.islice(itertools.permutations(texts.items()), 0, None, 7)
    }
    assert len(answers) == 1


def test_order_of_paths_hash_seed_and_processes_do_not_matter() -> None:
    first = printed(*ARTICLES, "--jobs", "1", seed="1")
    assert json.loads(first)["findings"]
    assert printed(*reversed(ARTICLES), "--jobs", "2", seed="2") == first
    assert printed("corpus/articles", seed="3") == first
