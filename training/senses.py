"""Makes factcheck/lexicon/senses.npz: `python -m training.senses WORDNET`, the folder with data.noun, index.noun and so on.

Kept are the single words that `relatedness.npz` knows too: those of everyday English.
"""

from __future__ import annotations

import argparse
import pathlib

import numpy as np

LEXICON = pathlib.Path(__file__).parents[1] / "factcheck" / "lexicon"


def first_senses(folder: pathlib.Path, part: str) -> dict[str, int]:
    """Each word's number of its first sense's lexicographer file."""
    files: dict[str, int] = {}
    for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            offset, number = line.split(" ", 2)[:2]
            files[offset] = int(number)
    found: dict[str, int] = {}
    for line in (folder / f"index.{part}").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            found[fields[0]] = files[fields[-int(fields[2])]]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wordnet", type=pathlib.Path)
    folder = parser.parse_args().wordnet
    with np.load(LEXICON / "relatedness.npz") as table:
        everyday = bytes(table["words"]).decode("ascii").split("\n")
    arrays = {}
    for part in ("noun", "verb"):
        senses = first_senses(folder, part)
        known = [word for word in everyday if word in senses]
        arrays[f"{part}_words"] = np.frombuffer("\n".join(known).encode("ascii"), dtype=np.uint8)
        arrays[part] = np.array([senses[word] for word in known], dtype=np.uint8)
    np.savez_compressed(LEXICON / "senses.npz", **arrays)


if __name__ == "__main__":
    main()
