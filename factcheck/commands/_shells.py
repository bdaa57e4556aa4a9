"""What shells ask while a command is typed, where click's own answers do not fit what is typed."""

from __future__ import annotations

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)


class _Joined(ShellComplete):
    """Answers for `--option=value` with the whole of the word: it is what the shell puts the answer in place of."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        found = super().get_completions(args, incomplete)
        name, equals, _ = incomplete.partition("=")
        if not (equals and name.startswith("--")):
            return found
        return [
            CompletionItem(f"{name}={item.value}", item.type, item.help) if item.type == "plain" else item
            for item in found
        ]


class _Bash(_Joined, BashComplete):
    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed; bash makes three of `--option=value`."""
        words, incomplete = super().get_completion_args()
        before = ["", *words]
        return [
            word for one, word in zip(before, words, strict=False) if word != "=" or not one.startswith("--")
        ], incomplete


class _Zsh(_Joined, ZshComplete):
    pass


class _Fish(_Joined, FishComplete):
    def source(self) -> str:
        """The script; what is completed behind a comma (`FC1,FC2`) is one word."""
        return super().source().replace('string split ","', 'string split --max 1 ","')


def prepare() -> None:
    """Let click answer so."""
    for shell in (_Bash, _Zsh, _Fish):
        add_completion_class(shell)
