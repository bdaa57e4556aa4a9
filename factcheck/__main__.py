"""The command `factcheck`, also as `python -m factcheck`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    import gc

    from factcheck import cli

    code = cli.run(arguments)
    gc.freeze()  # nothing that is there now need be looked through when the process ends
    sys.exit(code)


if __name__ == "__main__":
    main()
