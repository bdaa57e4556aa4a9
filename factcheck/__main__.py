"""The command `factcheck`, also as `python -m factcheck`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    from factcheck import cli

    sys.exit(cli.run(arguments))


if __name__ == "__main__":
    main()
