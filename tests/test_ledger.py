"""The ledger: what people wrote in it stays, what is computed is brought up to date, and changes are found."""

import contextlib
import datetime as dt
import pathlib
import subprocess

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factcheck import cli, files, ledger
from factcheck.citations.citation import Assessment, Citation, Status
from factcheck.claims.claim import Kind
from factcheck.claims.identity import claim_ids
from factcheck.document import Role
from factcheck.errors import UserError
from factcheck.ledger.reviews import ReviewProblemKind
from factcheck.page import Page, PageClaim, PageStatement
from factcheck.text import Span

TODAY = dt.date(2026, 6, 1)


def page(*texts, status=Status.UNCITED, reason="statistic", citations=(), path="a.md"):
    assessment = Assessment(status, reason, citations=citations)
    statements = []
    at = 0
    for name, text in zip(claim_ids(texts), texts, strict=True):
        span = Span(at, at + len(text))
        claim = PageClaim(name, text, span, Kind.STATISTIC, assessment)
        statements.append(PageStatement(span, text, Role.PARAGRAPH, assessment, (claim,)))
        at += len(text) + 1
    return Page(path, tuple(statements))


def reviewed(text, claim, review="{by: Ada, on: 2026-01-31}"):
    """A ledger in which somebody reviewed one claim."""
    lines = []
    for line in text.splitlines():
        lines.append(line)
        if line.strip().startswith("text:") and claim in line:
            lines.append(f"  review: {review}")
    return "\n".join(lines) + "\n"


def problems(text, new, today=TODAY):
    return [problem.kind.value for problem in ledger.review_problems(ledger.read(text, "l"), new, today)]


ZINC, IRON, LEAD = "Zinc lowers copper by 5 %.", "Iron is lost in 9 % of teenagers.", "Lead fell by half."


def test_new_ledger():
    text = ledger.merge(None, page(ZINC, IRON, citations=(Citation("[@a]", "doi:10.1/x", 0, 1),)))
    data = yaml.safe_load(text)
    assert data["article"] == "a.md"
    assert [entry["text"] for entry in data["claims"]] == [ZINC, IRON]
    assert data["claims"][0]["status"] == "uncited"
    assert data["claims"][0]["citations"] == ["doi:10.1/x"]


def test_a_page_without_claims():
    text = ledger.merge(None, page())
    assert yaml.safe_load(text)["claims"] == []
    assert ledger.merge(text, page()) == text
    assert [entry.text for entry in ledger.read(ledger.merge(text, page(ZINC)), "l").entries] == [ZINC]


def test_exempt_claims_are_not_listed():
    assert ledger.read(ledger.merge(None, page(ZINC, status=Status.EXEMPT)), "l").entries == ()


UNTOUCHED = [
    ("as written", lambda text: text),
    ("a comment", lambda text: text.replace("- id", "# seen in March\n- id", 1)),
    ("a comment at the end", lambda text: text + "\n# that is all\n"),
    ("a remark on a line", lambda text: text.replace("status: uncited", "status: uncited  # really?", 1)),
    ("a key of one's own", lambda text: text.replace("  status", "  owner: Ada\n  status", 1)),
    ("a key of the file", lambda text: "team: salt\n" + text),
    ("other order of keys", lambda text: f"claims:\n- text: {ZINC}\n  id: {claim_ids([ZINC])[0]}\n"
     "  reason: statistic\n  status: uncited\n"),
    ("Windows line ends", lambda text: text.replace("\n", "\r\n")),
    ("indented list", lambda text: text.split("claims:")[0] + "claims:\n"
     + "".join(f"  {line}\n" for line in text.split("claims:\n")[1].splitlines())),
    ("no line end", lambda text: text.rstrip("\n")),
    ("folded text", lambda text: text.replace("text: Zinc lowers copper", "text: Zinc lowers\n    copper", 1)),
    ("quoted text", lambda text: text.replace(f"text: {ZINC}", f'text: "{ZINC}"', 1)),
    ("literal note", lambda text: text.replace("  status", "  note: |\n    one\n    two\n\n  status", 1)),
    ("a review", lambda text: reviewed(text, "Zinc")),
]  # fmt: skip


@pytest.mark.parametrize("edit", [edit for _, edit in UNTOUCHED], ids=[name for name, _ in UNTOUCHED])
def test_nothing_changes_where_nothing_is_to_be_said(edit):
    text = edit(ledger.merge(None, page(ZINC)))
    assert ledger.merge(text, page(ZINC)) == text


@pytest.mark.parametrize("edit", [edit for _, edit in UNTOUCHED], ids=[name for name, _ in UNTOUCHED])
def test_hand_edits_survive_an_update(edit):
    text = edit(ledger.merge(None, page(ZINC)))
    after = ledger.merge(text, page(LEAD, ZINC, status=Status.VAGUE, reason="experts say"))
    entries = {entry.text: entry for entry in ledger.read(after, "l").entries}
    assert list(entries) == [LEAD, ZINC]
    assert "status: vague" in entries[ZINC].block
    for kept in (
        "# seen in March",
        "# that is all",
        "# really?",
        "owner: Ada",
        "team: salt",
        "one",
        "by: Ada",
    ):
        assert (kept in text) == (kept in after)
    assert ledger.merge(after, page(LEAD, ZINC, status=Status.VAGUE, reason="experts say")) == after


def test_moved_and_reflowed_claims_keep_their_review():
    text = reviewed(ledger.merge(None, page(ZINC, IRON)), "Zinc")
    moved = page(IRON, "zinc lowers\n  copper by 5\u00a0%")
    after = ledger.merge(text, moved)
    entries = ledger.read(after, "l").entries
    assert [entry.review is not None for entry in entries] == [False, True]
    assert problems(text, moved) == problems(after, moved) == ["unreviewed"]


def test_reworded_claim_is_found_before_and_after_writing():
    text = reviewed(ledger.merge(None, page(ZINC, IRON)), "Zinc")
    new = page("Zinc lowers copper by 25 %.", IRON)
    after = ledger.merge(text, new)
    assert problems(text, new) == problems(after, new) == ["changed", "unreviewed"]
    assert ledger.merge(after, new) == after
    (problem, _) = ledger.review_problems(ledger.read(after, "l"), new)
    assert ZINC in problem.message
    assert "Ada" in problem.message


def merged_by_git(tmp_path, base, ours, theirs):
    """What git makes of two branches, and whether it found a conflict."""
    for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
        (tmp_path / name).write_text(text)
    run = subprocess.run(
        ["git", "merge-file", "--stdout", "ours", "base", "theirs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout, run.returncode > 0


@pytest.mark.parametrize("place", ["below the text", "at the end"])
def test_a_review_of_the_old_words_meets_the_new_ones_in_a_conflict(tmp_path, place):
    base = ledger.merge(None, page(ZINC, IRON))
    if place == "below the text":
        base = reviewed(base, "Zinc")
    else:
        head, _, tail = base.partition("  reason: statistic\n")
        base = f"{head}  reason: statistic\n  review: {{by: Ada, on: 2026-01-31}}\n{tail}"
    ours = ledger.merge(base, page("Zinc lowers copper by 25 %.", IRON))
    theirs = base.replace("on: 2026-01-31", "on: 2026-05-01")
    assert merged_by_git(tmp_path, base, ours, theirs)[1]


def test_a_first_review_below_the_text_meets_new_words_in_a_conflict(tmp_path):
    base = ledger.merge(None, page(ZINC, IRON))
    assert "; below `text`: review: {" in base
    ours = ledger.merge(base, page("Zinc lowers copper by 25 %.", IRON))
    assert merged_by_git(tmp_path, base, ours, reviewed(base, "Zinc"))[1]


def test_line_ends_stay_as_they_are():
    text = reviewed(ledger.merge(None, page(ZINC)), "Zinc").replace("\n", "\r\n")
    assert ledger.merge(text, page(ZINC)) == text
    after = ledger.merge(text, page("Zinc lowers copper by 25 %.", IRON))
    assert after.count("\n") == after.count("\r\n")


def test_a_newer_review_ends_the_change():
    new = page("Zinc lowers copper by 25 %.")
    after = ledger.merge(reviewed(ledger.merge(None, page(ZINC)), "Zinc"), new)
    again = after.replace("{by: Ada, on: 2026-01-31}", "{by: Ada, on: 2026-03-01}")
    assert problems(again, new) == []
    assert "changed-from" not in ledger.merge(again, new)


def test_changed_twice_keeps_the_words_that_were_reviewed():
    text = reviewed(ledger.merge(None, page(ZINC)), "Zinc")
    text = ledger.merge(text, page("Zinc lowers copper by 25 %."))
    text = ledger.merge(text, page("Zinc lowers copper by 35 %."))
    (entry,) = ledger.read(text, "l").entries
    assert entry.was == ZINC


def test_a_removed_claim_is_kept_with_its_review_only():
    text = reviewed(ledger.merge(None, page(ZINC, IRON, LEAD)), "Zinc")
    after = ledger.merge(text, page(LEAD))
    data = yaml.safe_load(after)
    assert [entry["text"] for entry in data["claims"]] == [LEAD]
    assert [entry["text"] for entry in data["gone"]] == [ZINC]
    assert ledger.merge(after, page(LEAD)) == after
    back = ledger.merge(after, page(LEAD, ZINC))
    assert "gone" not in yaml.safe_load(back)
    assert problems(back, page(LEAD, ZINC)) == ["unreviewed"]


def test_an_unlike_claim_does_not_inherit_the_review():
    text = reviewed(ledger.merge(None, page(ZINC)), "Zinc")
    new = page("The harbour was dredged in autumn by four ships from the north.")
    assert problems(text, new) == ["unreviewed"]
    assert "gone:" in ledger.merge(text, new)


@pytest.mark.parametrize(("until", "kinds"), [("2026-06-01", []), ("2026-05-31", ["expired"])])
def test_a_review_expires(until, kinds):
    text = reviewed(ledger.merge(None, page(ZINC)), "Zinc", f"{{by: Ada, on: 2026-01-31, until: {until}}}")
    assert problems(text, page(ZINC)) == kinds
    assert problems(text, page(ZINC), today=None) == []


def test_of_two_entries_that_a_merge_left_the_reviewed_one_counts():
    text = ledger.merge(None, page(ZINC, IRON))
    entry = reviewed(text, "Zinc").split("claims:\n")[1].split("- id:")[1]
    both = f"{text}- id:{entry}"
    assert problems(both, page(ZINC, IRON)) == ["unreviewed"]
    after = ledger.merge(both, page(ZINC, IRON))
    assert after.count(ZINC) == after.count("by: Ada") == 1
    assert "gone:" not in after


@pytest.mark.parametrize("nobody", ["no", "False", "~", "", "{}", "{by: }"])
def test_a_review_by_nobody_is_none(nobody):
    text = reviewed(ledger.merge(None, page(ZINC)), "Zinc", nobody)
    assert problems(text, page(ZINC)) == ["unreviewed"]


MALFORMED = [
    ("no YAML", "claims: [a\n", 2),
    ("merge conflict", "claims:\n<<<<<<< HEAD\n- id: a\n  text: b\n=======\n", 3),
    ("a list", "- a\n", 1),
    ("a word", "hello", 1),
    ("claims are no list", "claims: 3\n", 1),
    ("an entry is no mapping", "claims:\n- id: a\n  text: b\n- word\n", 4),
    ("no id", "claims:\n- text: b\n", 2),
    ("no text", "claims:\n- id: a\n", 2),
    ("key twice", "claims:\n- id: a\n  text: b\n  text: c\n", 4),
    ("list twice", "claims: []\nclaims: []\n", 2),
    ("in brackets", "claims: [{id: a, text: b}]\n", 1),
    ("in braces", "claims:\n- {id: a, text: b}\n", 2),
    ("no date", "claims:\n- id: a\n  text: b\n  review: {until: soon}\n", 4),
    (
        "no such key of a review",
        "claims:\n- id: a\n  text: b\n  review:\n    by: Ada\n    untill: 2027-01-31\n",
        6,
    ),
    ("a merge", "claims:\n- id: a\n<<<<<<< ours\n  text: b\n=======\n  text: c\n>>>>>>> theirs\n", 3),
    ("control character", "claims:\n- id: a\x01\n", 1),
]


@pytest.mark.parametrize(
    ("text", "line"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED]
)
def test_a_malformed_ledger_is_one_clear_error(text, line):
    with pytest.raises(UserError) as caught:
        ledger.merge(text, page(ZINC), "claims/a.md.yaml")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("claims/a.md.yaml:")
    assert caught.value.line == line


def test_a_misspelt_end_of_a_review_is_told_with_the_right_name():
    with pytest.raises(UserError, match="unknown key `untill`; did you mean `until`") as caught:
        ledger.read("claims:\n- id: a\n  text: b\n  review: {by: Ada, untill: 2020-01-31}\n", "l")
    assert caught.value.line == 4


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=6), st.text(max_size=40))
def test_any_text_can_be_written_and_read(texts, reason):
    new = page(*texts, reason=reason)
    text = ledger.merge(None, new)
    assert [entry.text for entry in ledger.read(text, "l").entries] == texts
    assert ledger.merge(text, new) == text
    assert ledger.merge(ledger.merge(text, page(ZINC)), new).count("- id:") == len(texts)


@given(st.text(max_size=80))
def test_odd_ledgers_raise_nothing_else(text):
    with contextlib.suppress(UserError):
        ledger.merge(text, page(ZINC))


def test_kinds_have_rules():
    from factcheck.rules import rules

    assert {"FC701", "FC702", "FC703"} <= set(rules())
    assert len(ReviewProblemKind) == 3


@pytest.fixture
def site(tmp_path, monkeypatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    files.forget()
    (tmp_path / "factcheck.toml").write_text("")
    (tmp_path / "a.md").write_text("# Zinc\n\nZinc lowers copper by 5 %. Iron is lost in 9 % of teenagers.\n")
    return tmp_path


@pytest.fixture
def command(site, capsys):
    """The command's exit code and what it prints."""

    def run(*arguments):
        code = cli.run([*arguments, "--no-cache"])
        return code, capsys.readouterr().out

    return run


def test_written_by_the_command_and_checked(site, command):
    assert command("claims", "--write", "a.md")[0] == 0
    path = site / "claims" / "a.md.yaml"
    before = path.read_text()
    assert command("claims", "--write", "a.md")[0] == 0
    assert path.read_text() == before
    path.write_text(reviewed(before, "Zinc", "{by: Ada, on: 2020-01-31, until: 2021-01-01}"))
    said = command("check", "a.md", "--select", "FC7", "--output-format", "json")[1]
    assert said.count('"FC701"') == 1
    assert said.count('"FC703"') == 1
    (site / "a.md").write_text("# Zinc\n\nZinc lowers copper by 6 %. Iron is lost in 9 % of teenagers.\n")
    assert '"FC702"' in command("check", "a.md", "--select", "FC7", "--output-format", "json")[1]


def test_silent_without_a_ledger(command):
    assert "FC7" not in command("check", "a.md", "--select", "FC7", "--output-format", "json")[1]


def test_a_broken_ledger_stops_and_stays(site, command):
    (site / "claims").mkdir()
    path = site / "claims" / "a.md.yaml"
    path.write_text("claims: [")
    assert command("claims", "--write", "a.md")[0] == 2
    assert command("check", "a.md")[0] == 2
    assert path.read_text() == "claims: ["


def test_the_ledger_of_a_renamed_article_goes_with_it(site, command):
    command("claims", "--write", "a.md")
    path = site / "claims" / "a.md.yaml"
    path.write_text(reviewed(path.read_text(), "Zinc"))
    (site / "a.md").rename(site / "b.md")
    command("claims", "--write", "b.md")
    assert not path.exists()
    text = (site / "claims" / "b.md.yaml").read_text()
    assert "by: Ada" in text
    assert "article: b.md" in text


def test_a_ledger_whose_article_is_gone_is_named(site, capsys):
    (site / "b.md").write_text("Lead fell by 50 % in 2019.\n")
    assert cli.run(["claims", "--write", "--no-cache", "."]) == 0
    (site / "a.md").unlink()
    capsys.readouterr()
    assert cli.run(["claims", "--write", "--no-cache", "b.md"]) == 0
    assert capsys.readouterr().err.startswith("claims/a.md.yaml: its article is not there any more; ")
    assert (site / "claims" / "a.md.yaml").exists()


@pytest.mark.parametrize("text", [b"- 1\n", b"a: [\n", b"caf\xe9\n"])
def test_what_is_no_ledger_beside_them_is_named_and_passed_over(site, capsys, text):
    (site / "claims").mkdir()
    (site / "claims" / "team.yaml").write_bytes(text)
    assert cli.run(["claims", "--write", "--no-cache", "a.md"]) == 0
    out, err = capsys.readouterr()
    assert out == "claims/a.md.yaml: written\n"
    assert "passed over: claims/team.yaml" in err
    assert (site / "claims" / "team.yaml").read_bytes() == text


def test_text_without_a_name_has_no_ledger(site, command):
    assert command("claims", "--write", "-")[0] == 2
    assert not (site / "claims").exists()


def test_an_article_outside_is_told_and_not_written(site, command, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "b.md"
    outside.write_text("Lead fell by 50 %.\n")
    code, said = command(
        "claims", "--write", "--exit-non-zero-on-write", "--config", "factcheck.toml", str(outside)
    )
    assert (code, "outside the project" in said) == (0, True)
