"""Configuration: what is understood, what is refused and on which line, and what lies over what."""

from __future__ import annotations

import pytest

from factcheck import configuration
from factcheck.configuration import flag_options, laid_over, load, options, rebased_pattern, resolve
from factcheck.errors import UserError
from factcheck.settings import Settings


def said(text: str, name: str = "factcheck.toml"):
    return options(name, "/p", text)


# A pyproject.toml of another tool, an empty file, and every setting at its default.
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("factcheck.toml", ""),
        ("factcheck.toml", "# nothing\n"),
        ("factcheck.toml", configuration.as_toml(Settings())),
        ("pyproject.toml", "[tool.factcheck]\n"),
        ("pyproject.toml", '[tool.factcheck]\nselect = ["FC1", "conflicting-number"]\n'),
        ("factcheck.toml", 'exclude = ["!build/", "*.txt", "/docs/**/old"]'),
        ("factcheck.toml", '[per-file-ignores]\n"drafts/**" = ["FC1"]\n[severity]\nFC104 = "info"'),
    ],
)
def test_sound_files_are_understood(name: str, text: str) -> None:
    assert said(text, name) is not None


def test_patterns_may_escape_what_means_something() -> None:
    text = r"exclude = ['\#a.md', '\!b.md', 'c\*.md', '{{cookiecutter}}/', '\{a,b}.md', 'd\ ']"
    assert said(text).values["exclude"][0] == r"\#a.md"


def test_a_pyproject_of_another_tool_says_nothing() -> None:
    assert said("[tool.other]\nselect = 3\n", "pyproject.toml") is None
    assert said("", "pyproject.toml") is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('a = "b', 1, "not valid TOML"),
        ("content = []\n[broken\n", 2, "not valid TOML"),
        (
            "content = []\n<<<<<<< ours\n=======\nselect = []\n>>>>>>> theirs\n",
            2,
            "a merge is not resolved here",
        ),
        ("# one\n\nselct = []\n", 3, "did you mean `select`?"),
        ("per_file_ignores = {}", 1, "did you mean `per-file-ignores`?"),
        ("nonsense = 1", 1, "known: bibliography"),
        ("claims = 3", 1, "`claims` must be a string, not `3`"),
        ("respect-gitignore = 'yes'", 1, "must be true or false"),
        ('content = [\n  "a",\n  3,\n]', 1, "`content` must be a list of strings"),
        ('synonyms = ["a"]', 1, "must be a list of lists of strings"),
        ('synonyms = [["lonely"]]', 1, "needs two terms"),
        ('synonyms = [["lonely", " "]]', 1, "needs two terms"),
        ('unnamed-sources = ["rumour", ""]', 1, "`unnamed-sources` holds an empty word"),
        ('select = [\n  "FC101",\n  "FC1O3",\n]', 3, "did you mean `FC103`?"),
        ('select = [\n  # not "FC1O3"\n  "FC1O3",\n]', 3, "did you mean `FC103`?"),
        ('ignore = ["uncited-statistics"]', 1, "did you mean `uncited-statistic`?"),
        ('[per-file-ignores]\n"a.md" = ["FC101"]\n"b.md" = ["nothing"]', 3, "no rule is called `nothing`"),
        (
            '[per-file-ignores]\n"a.md" = "FC101"',
            2,
            "`a.md` in `per-file-ignores` must be a list of strings, not `'FC101'`; ",
        ),
        ('kinds = ["a"]', 1, "`kinds` must be a table of lists of strings, not `['a']`; "),
        ("[severity.FC1]\nFC101 = 1", 1, "`FC1` in `severity` must be a string, not a table; "),
        ('[severity]\nFC101 = "eror"', 2, "did you mean `error`?"),
        ('severity.FC999 = "error"', 1, "no rule is called `FC999`"),
        ('fail-on = "warnings"', 1, "did you mean `warning`?"),
        ('citation-scope = "page"', 1, "`citation-scope` cannot be `page`"),
        ('exclude = [\n "ok",\n "!",\n]', 3, "`!` is no file pattern"),
        ('content = [""]', 1, "empty path"),
        ('navigation-hosts = ["https://example.org/"]', 1, "is no host name"),
        ("extend = 3", 1, "`extend` must be a string"),
        ('\n[tool.factcheck]\nselect = ["FC1"]', 2, "the keys stand below `tool.factcheck`; "),
        ('# \n[factcheck]\nselect = ["FC1"]', 2, "the keys stand below `factcheck`; "),
        ('[other.table]\nselect = ["FC1"]', 1, "unknown key `other`"),
        ('exclude = [\n "./drafts/",\n]', 2, "`./drafts/` matches no file; write `/drafts/`"),
        ('exclude = ["!./a.md"]', 1, "write `!/a.md`"),
        ('exclude = ["#drafts/"]', 1, r"`#drafts/` is a comment in a .gitignore; write `\#drafts/`"),
        (r"exclude = ['drafts\old']", 1, r"`drafts\old` has another system's separator; write `drafts/old`"),
        ('[per-file-ignores]\n"a.{md,rst}" = ["FC1"]', 2, "`a.{md,rst}` has alternatives in braces; "),
        ('[per-file-ignores]\n"a.md" = ["FC1"]\n"!b.md" = ["FC1"]', 3, "`!b.md` names no files"),
        (
            '[per-file-ignores]\n"a.md" = ["FC1"]\n\nselect = ["FC1"]',
            4,
            "`select` stands in the table `per-file-ignores`; move it above the line `[per-file-ignores]`",
        ),
        ('[severity]\nFC1 = "info"\nfail-on = "error"', 3, "`fail-on` stands in the table `severity`; "),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UserError) as caught:
        said(text)
    assert caught.value.path == "factcheck.toml"
    assert caught.value.line == line
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_line_is_found_below_a_table_of_pyproject() -> None:
    text = '[project]\nname = "x"\nselect = 1\n\n[tool.factcheck]\ncontent = ["a"]\nselect = "FC1"\n'
    with pytest.raises(UserError) as caught:
        said(text, "pyproject.toml")
    assert caught.value.line == 7


def test_key_lines_pass_over_strings_of_several_lines() -> None:
    text = 'a = """\nselect = 1\n"""\nb = [\n  "x",\n]\n[t."u v"]\nc.d = 1\n'
    found = [(path, line) for path, line, _ in configuration.key_lines(text)]
    assert found == [(("a",), 1), (("b",), 4), (("t", "u v"), 7), (("t", "u v", "c", "d"), 8)]


def configured(
    texts: dict[str, str], first: str = "/p/factcheck.toml", flags: tuple[str, ...] = (), base: str = "/p"
):
    overrides = flag_options(flags, "/p") if flags else None
    found = load(first, first.removeprefix("/p/"), texts.__getitem__, overrides)
    assert found is not None
    return resolve(found, base)


def test_what_is_extended_lies_below() -> None:
    texts = {
        "/p/factcheck.toml": 'extend = "../base.toml"\nselect = ["FC1"]\n[severity]\nFC104 = "info"',
        "/base.toml": (
            'select = ["FC4"]\nignore = ["FC404"]\ncontent = ["all"]\n'
            '[severity]\nFC104 = "error"\nFC1 = "info"'
        ),
    }
    settings = configured(texts)
    assert settings.select == ("FC1",)
    assert settings.ignore == ()  # belongs to the selection below
    assert settings.content == ("../all",)  # relative to the file that says it
    assert settings.severity == {"FC104": "info", "FC1": "info"}


def test_a_circle_of_extend_is_refused() -> None:
    texts = {"/p/factcheck.toml": 'extend = "b.toml"', "/p/b.toml": 'extend = "factcheck.toml"'}
    with pytest.raises(UserError, match=r"^b\.toml:1: `extend` leads back"):
        configured(texts)


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (None, "factcheck.toml:2: `extend` names ../base.toml: there is no such file; check the path"),
        ("", "factcheck.toml:2: ../pyproject.toml has no `[tool.factcheck]` table; extend another file"),
        ("selct = 1", "../base.toml:1: unknown key `selct`; did you mean `select`?"),
    ],
)
def test_what_is_wrong_with_an_extended_file_is_told_where_it_is_mended(base: str | None, words: str) -> None:
    name = "pyproject.toml" if base == "" else "base.toml"
    texts = {"/p/factcheck.toml": f'\nextend = "../{name}"', f"/{name}": base}

    def read(path: str) -> str:
        if (text := texts.get(path)) is None:
            raise UserError("there is no such file", cure="check the path", path=path)
        return text

    with pytest.raises(UserError) as caught:
        load("/p/factcheck.toml", "factcheck.toml", read)
    assert str(caught.value) == words


def test_flags_lie_on_top() -> None:
    texts = {"/p/factcheck.toml": 'select = ["FC4"]\nextend-select = ["FC2"]\nfail-on = "error"'}
    settings = configured(texts, flags=('fail-on="info"', "extend-select=['FC905']", "claims=ledger"))
    assert settings.fail_on == "info"
    assert settings.select == ("FC4",)
    assert settings.extend_select == ("FC2", "FC905")
    assert settings.claims == "ledger"  # a bare word is a string
    assert configured(texts, flags=("severity.FC101=info",)).severity == {"FC101": "info"}


@pytest.mark.parametrize(
    ("below", "flags", "ignored"),
    [
        ('ignore = ["FC101", "FC2"]', (), ("FC101", "FC2")),
        ('ignore = ["FC101", "FC2"]', ("extend-select=['FC401']",), ("FC101", "FC2")),
        ('ignore = ["FC101", "FC2"]', ("extend-select=['FC101']",), ("FC2",)),
        ('ignore = ["uncited-statistic"]', ("extend-select=['fc101']",), ()),
        ('ignore = ["FC101"]', ("extend-select=['FC1']",), ("FC101",)),  # the more exact word holds
        ('extend-select = ["FC101"]', ("ignore=['FC101']",), ("FC101",)),
        ('ignore = ["FC101"]\nextend-select = ["FC101"]', (), ("FC101",)),
        ('ignore = ["FC101"]', ("extend-select=['FC101']", "ignore=['FC101']"), ("FC101",)),
    ],
)
def test_what_is_added_nearer_is_no_longer_ignored(
    below: str, flags: tuple[str, ...], ignored: tuple[str, ...]
) -> None:
    assert configured({"/p/factcheck.toml": below}, flags=flags).ignore == ignored


@pytest.mark.parametrize(
    ("flag", "words"), [("x", "neither KEY=VALUE"), ("select=[", "no"), ("selct=1", "did you mean")]
)
def test_wrong_flags_are_refused(flag: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        flag_options([flag], "/p")


def test_paths_are_relative_to_where_they_are_used() -> None:
    texts = {
        "/p/factcheck.toml": (
            'content = ["docs/a"]\n[per-file-ignores]\n"docs/a/*.md" = ["FC1"]\n"*.txt" = ["FC2"]'
        )
    }
    settings = configured(texts, base="/p/docs")
    assert settings.content == ("a",)
    assert settings.claims == "../claims"
    assert settings.per_file_ignores == {"/a/*.md": ("FC1",), "*.txt": ("FC2",)}


@pytest.mark.parametrize(
    ("pattern", "base", "moved"),
    [
        ("*.md", "/p/docs", "*.md"),
        ("/docs/*.md", "/p/docs", "/*.md"),
        ("docs/**", "/p/docs", "/**"),
        ("docs/", "/p/docs/x", "**"),
        ("!docs", "/p/docs/x", "!**"),
        ("docs/", "/p/other", "docs/"),
        ("docs/old/", "/p/docs", "/old/"),
        ("other/*.md", "/p/docs", None),
        ("!docs/keep.md", "/p/docs", "!/keep.md"),
        ("docs/*.md", "/", "p/docs/*.md"),
        ("a.md", "/q", "../p/**/a.md"),
        ("../docs/old/", "/", "/docs/old/"),
        ("../docs/old/", "/docs", "/old/"),
        ("!../docs/keep.md", "/docs", "!/keep.md"),
        ("../../docs/*.md", "/docs", "/*.md"),
    ],
)
def test_patterns_move_with_their_folder(pattern: str, base: str, moved: str | None) -> None:
    assert rebased_pattern(pattern, "/p", base) == moved


def test_what_is_shown_can_be_read_again() -> None:
    settings = Settings(
        select=("FC1",),
        severity={"FC101": "info"},
        per_file_ignores={'a "b".md': ("FC1",)},
        synonyms=(("a", "b\n\x7fc\\"),),
    )
    found = said(configuration.as_toml(settings))
    assert found is not None
    assert resolve(laid_over(configuration.Configuration("/p"), found), "/p") == settings


def test_a_proposed_configuration_is_sound() -> None:
    assert said(configuration.proposed(content=[], bibliography=[], sources=[])) is not None
    found = said(configuration.proposed(content=["docs"], bibliography=["r.bib"], sources=["sources"]))
    assert found is not None
    assert found.values["content"] == ("docs",)
