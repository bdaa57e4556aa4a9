#!/usr/bin/env bash
# The one command that says "done", for people and CI alike: format, lint, types, docs fresh, tests.
# Uses the Python of the active environment; the last line printed is pytest's.
set -euo pipefail
cd "$(dirname "$0")"
python -m ruff format --check .
python -m ruff check .
python -m mypy
python docs/generate.py --check
python -m pytest -n auto "$@"
