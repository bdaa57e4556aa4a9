"""What a user can mend: one line that says what, where and how."""

from __future__ import annotations

from collections.abc import Iterable


class UserError(Exception):
    """A file, setting or argument that a person has to mend.

    `path` is the file it is about (or None), `line` its line counted from 1, `problem` what is wrong, `cure`
    what to do.
    """

    def __init__(self, problem: str, *, cure: str, path: str | None = None, line: int | None = None) -> None:
        self.problem = problem
        self.cure = cure
        self.path = path
        self.line = line
        super().__init__(str(self))

    def __str__(self) -> str:
        where = (
            ""
            if self.path is None
            else f"{self.path}: "
            if self.line is None
            else f"{self.path}:{self.line}: "
        )
        return f"{where}{self.problem}; {self.cure}"


def nearest(name: str, known: Iterable[str]) -> str:
    """What a person may have meant: `did you mean …?`, else the known names."""
    import difflib  # not needed until something is wrong

    names = sorted(known)
    close = difflib.get_close_matches(name.lower(), [n.lower() for n in names], n=1, cutoff=0.6)
    if close:
        return f"did you mean `{next(n for n in names if n.lower() == close[0])}`?"
    return f"known: {', '.join(names)}"
