"""The baseline: what survives, what is new, what is gone, and what a merge makes of it."""

from __future__ import annotations

import subprocess

import pytest

from factcheck import baseline
from factcheck.citations.citation import Confidence
from factcheck.errors import UserError
from factcheck.rules.fingerprint import fingerprint, fingerprints, normalised, said_by
from factcheck.rules.rule import Finding, Severity
from factcheck.text import Source, Span
from factcheck.values import replace


def report(texts: dict[str, str]) -> tuple[list[Finding], dict[str, Source]]:
    """A finding for every sentence that ends with `!`, as wide as the sentence."""
    sources = {path: Source(path, text) for path, text in texts.items()}
    places = []
    for path, source in sorted(sources.items()):
        start = 0
        for end, character in enumerate(source.text, 1):
            if character in ".!" and not source.text[end : end + 1].isdigit():
                while source.text[start] in " \n>#":
                    start += 1
                if character == "!":
                    places.append((path, Span(start, end)))
                start = end
    names = fingerprints(("FC101", sources[p].text[s.start : s.end], ()) for p, s in places)
    return [
        Finding(
            "FC101",
            "uncited-statistic",
            Severity.ERROR,
            Confidence.HIGH,
            "m",
            path,
            span,
            *sources[path].line_column(span.start),
            name,
        )
        for (path, span), name in zip(places, names, strict=True)
    ], sources


def known(texts: dict[str, str]) -> tuple[baseline.Entry, ...]:
    return baseline.entries(*report(texts))


def compared(before: dict[str, str], after: dict[str, str]) -> tuple[list[str], list[str]]:
    findings, sources = report(after)
    outcome = baseline.compare(findings, baseline.read(baseline.write(known(before))), sources)
    assert len(outcome.new) + len(outcome.known) == len(findings)
    return (
        [sources[each.path].text[each.span.start : each.span.end] for each in outcome.new],
        [entry.text for entry in outcome.gone],
    )


BEFORE = {"a.md": "Milk is 12 % fat! Tea is not. Water is 5 % salt!\n", "b.md": "Beer is 7 % malt!\n"}
UNCHANGED = {
    "nothing": BEFORE,
    "a rename": {"c/d.md": BEFORE["a.md"], "b.md": BEFORE["b.md"]},
    "a move to another file": {
        "a.md": "Tea is not. Water is 5 % salt!",
        "b.md": "Milk is 12 % fat! Beer is 7 % malt!",
    },
    "another order": {"a.md": "Water is 5 % salt! Tea is not. Milk is 12 % fat!", "b.md": BEFORE["b.md"]},
    "reflow": {"a.md": "Milk is\n12 %\nfat! Tea is not. Water is 5\n% salt!\n", "b.md": BEFORE["b.md"]},
    "CRLF": {"a.md": "Milk is\r\n12 % fat!\r\nTea is not. Water is 5 % salt!", "b.md": BEFORE["b.md"]},
    "into a block quotation": {
        "a.md": "> Milk is\n> 12 % fat! Water is\n> 5 % salt!",
        "b.md": BEFORE["b.md"],
    },
    "emphasis": {"a.md": "Milk is **12 %** fat! *Water* is 5 % salt!", "b.md": BEFORE["b.md"]},
    "edits elsewhere": {"a.md": "New words. " * 50 + BEFORE["a.md"], "b.md": "Yes. " + BEFORE["b.md"]},
    "a no-break space": {"a.md": "Milk is 12\u00a0% fat! Water is 5\u202f% salt!", "b.md": BEFORE["b.md"]},
}


@pytest.mark.parametrize("after", UNCHANGED.values(), ids=UNCHANGED)
def test_survives(after):
    assert compared(BEFORE, after) == ([], [])


CHANGED = {
    "another figure": ({"a.md": "Milk is 13 % fat!"}, ["Milk is 13 % fat!"], ["Milk is 12 % fat!"]),
    "a point": ({"a.md": "Milk is 1.2 % fat!"}, ["Milk is 1.2 % fat!"], ["Milk is 12 % fat!"]),
    "a sign": ({"a.md": "Milk is −12 % fat!"}, ["Milk is −12 % fat!"], ["Milk is 12 % fat!"]),
    "a word": ({"a.md": "Milk is not 12 % fat!"}, ["Milk is not 12 % fat!"], ["Milk is 12 % fat!"]),
    "a copy": ({"a.md": "Milk is 12 % fat!", "b.md": "Milk is 12 % fat!"}, ["Milk is 12 % fat!"], []),
    "only one new": ({"a.md": "Milk is 12 % fat! Tea is 1 % milk!"}, ["Tea is 1 % milk!"], []),
    "gone": ({"a.md": "Tea."}, [], ["Milk is 12 % fat!"]),
}


@pytest.mark.parametrize(("after", "new", "gone"), CHANGED.values(), ids=CHANGED)
def test_tells(after, new, gone):
    assert compared({"a.md": "Milk is 12 % fat!"}, after) == (new, gone)


def test_one_of_two_copies_mended():
    twice = {"a.md": "Milk is 12 % fat!", "b.md": "Milk is 12 % fat!"}
    assert compared(twice, {"a.md": "No.", "b.md": "Milk is 12 % fat!"}) == ([], ["Milk is 12 % fat!"])


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("b.md", "a.md b.md", ["a.md"]),
        ("b.md c.md", "a.md b.md c.md", ["a.md"]),
        ("b.md b.md", "a.md b.md b.md", ["a.md"]),
        ("b.md", "a.md c.md", ["c.md"]),  # one was moved, and nothing tells which
        ("b.md c.md", "a.md c.md d.md", ["d.md"]),
        ("b.md c.md", "a.md c.md", []),
        ("b.md", "b.md b.md", ["b.md"]),
    ],
)
def test_the_copy_is_what_is_new_wherever_it_stands(before: str, after: str, new: list[str]):
    def texts(names: str) -> dict[str, str]:
        return {name: "Milk is 12 % fat!\n\n" * names.split().count(name) for name in names.split()}

    findings, sources = report(texts(after))
    outcome = baseline.compare(findings, known(texts(before)), sources)
    assert [each.path for each in outcome.new] == new
    assert sorted((*outcome.new, *outcome.known), key=findings.index) == findings


@pytest.mark.parametrize(
    ("ours", "theirs", "after", "new"),
    [
        ("a.md", "b.md", "a.md b.md", []),
        ("a.md", "b.md", "a.md b.md c.md", ["c.md"]),
        ("a.md a.md", "b.md", "a.md a.md b.md", []),
        ("a.md", "b.md", "a.md c.md", ["c.md"]),  # what one of them had moved is no second one
        ("a.md", "b.md", "c.md d.md", ["d.md"]),
    ],
)
def test_what_two_branches_wrote_down_is_known_in_both_files(
    ours: str, theirs: str, after: str, new: list[str]
):
    def texts(names: str) -> dict[str, str]:
        return {name: "Milk is 12 % fat!\n\n" * names.split().count(name) for name in names.split()}

    findings, sources = report(texts(after))
    merged = baseline.read(baseline.write((*known(texts(ours)), *known(texts(theirs)))))
    assert [each.path for each in baseline.compare(findings, merged, sources).new] == new


def test_another_end_makes_another_finding():
    one, other = (
        fingerprint("FC404", "Take 1 mg.", ["Take 2 mg."]),
        fingerprint("FC404", "Take 1 mg.", ["Take 3 mg."]),
    )
    assert one != other
    assert fingerprint("FC404", "a", ["b", "c"]) == fingerprint("FC404", "a", ["c", "b"])
    assert fingerprint("FC401", "a") != fingerprint("FC402", "a")


def test_the_order_of_files_does_not_matter():
    assert known(BEFORE) == known(dict(reversed(BEFORE.items())))


@pytest.mark.parametrize(
    ("one", "other"), [("1.4-fold", "14-fold"), ("< 3", "> 3"), ("1.4", "1 4"), ("-2.5", "2.5"), ("5 %", "5")]
)
def test_figures_are_kept_apart(one, other):
    assert normalised(one) != normalised(other)


CELL = '{{"cells": [{{"cell_type": "markdown", "source": [{}]}}]}}'
SET_OTHERWISE = {
    "a.html": (
        "Milk is <b>12</b>&nbsp;% of fat &amp; salt.",
        "Milk is 12 % of<br/>fat & <em class='x'>salt</em>.",
    ),
    "a.md": ("Milk is <strong>12</strong> % of fat.", "Milk is **12** % of fat."),
    "a.tex": ("Milk is 12\\% of % or so\n  fat \\emph{and} salt.", "Milk is 12\\% of fat and\nsalt."),
    "a.ipynb": (
        CELL.format(r'"Milk is 12 %\n", "of \"fat\".\n"'),
        CELL.format(r'"Milk \u0069s\n",   "12 % of \"fat\"."'),
    ),
    "a.txt": ("Milk is 12 % of\nfat.", "Milk is\n12 % of fat."),
}
KEPT_APART = {
    "a.html": ("Milk holds 10<sup>6</sup> cells.", "Milk holds 106 cells."),
    "a.md": ("Milk holds p &lt; 3 cells.", "Milk holds p &gt; 3 cells."),
    "a.tex": ("Milk holds $\\le 3$ cells.", "Milk holds $\\ge 3$ cells."),
    "a.ipynb": (CELL.format('"Milk holds 1\\\\n3."'), CELL.format('"Milk holds 1\\n3."')),
    "a.txt": ("Milk holds 3 <b> cells.", "Milk holds 3 cells."),
}


def named_in(path: str, text: str) -> str:
    source = Source(path, text)
    start, end = text.index("Milk"), text.rindex(".") + 1
    [finding], _ = report({path: "Milk!"})
    return fingerprint(*said_by(replace(finding, span=Span(start, end)), {path: source}))


@pytest.mark.parametrize("path", SET_OTHERWISE)
def test_what_is_set_otherwise_is_named_alike(path: str):
    one, other = SET_OTHERWISE[path]
    assert named_in(path, one) == named_in(path, other)


@pytest.mark.parametrize("path", KEPT_APART)
def test_what_says_something_else_is_named_otherwise(path: str):
    one, other = KEPT_APART[path]
    assert named_in(path, one) != named_in(path, other)


def test_text_without_words_has_a_name_too():
    assert normalised("[…]") != normalised("[--]")


def test_only_what_was_looked_for_is_gone():
    findings, _ = report({"a.md": "No."})
    entries = known(BEFORE)
    gone = baseline.compare(findings, entries, covers=lambda entry: entry.path == "a.md").gone
    assert [entry.path for entry in gone] == ["a.md", "a.md"]
    assert len(baseline.compare(findings, entries).gone) == 3


def test_pruning():
    entries = known(BEFORE)
    outcome = baseline.compare(report({"b.md": BEFORE["b.md"]})[0], entries)
    assert [entry.path for entry in baseline.pruned(entries, outcome.gone)] == ["b.md"]


def test_an_unreadable_file_is_never_known():
    findings, sources = report({"a.md": "Milk is 12 % fat!"})

    assert baseline.entries([replace(findings[0], code="FC901")], sources) == ()


def test_is_one_finding_a_line_and_ends_alike():
    text = baseline.write(known(BEFORE))
    lines = [line for line in text.splitlines() if line]
    assert lines[0] == '{"schema": 1, "findings": ['
    assert lines[-1] == "null]}"
    assert len(lines) == 5
    assert all(line.startswith('{"fingerprint": "') and line.endswith("},") for line in lines[1:-1])
    assert lines[1:-1] == sorted(lines[1:-1])
    assert baseline.write(baseline.read(text)) == text
    assert baseline.read(baseline.write([])) == ()


def test_its_blank_lines_do_not_depend_on_what_it_holds():
    odd = [baseline.Entry(name, "FC101", "a.md", "") for name in ("~", "0", "Ä")]  # written by hand
    for entries in ((), known(BEFORE), known(sentences(range(900))), odd):
        lines = baseline.write(entries).splitlines()
        assert lines.count("") == 255
        assert len(lines) == 257 + len(entries)


def git_merge(tmp_path, ours: str, base: str, theirs: str, *flags: str) -> tuple[int, str]:
    for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        ["git", "merge-file", "-p", *flags, "ours", "base", "theirs"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def sentences(numbers) -> dict[str, str]:
    return {"a.md": " ".join(f"Number {number} is {number} % big!" for number in numbers)}


def test_two_branches_merge_as_text(tmp_path):
    base, ours, theirs = (known(sentences(n)) for n in (range(40), [*range(3, 40), 50], [*range(40), 72]))
    code, text = git_merge(tmp_path, *(baseline.write(each) for each in (ours, base, theirs)))
    assert code == 0
    assert set(baseline.read(text)) == set(known(sentences([*range(3, 40), 50, 72])))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([1, 2, 3, 4, 5, 6, 51], [1, 2, 3, 4, 5, 6, 72]),
        ([2, 3, 4, 5, 6], [1, 3, 4, 5, 6]),
        ([1, 3, 4, 5, 6, 52, 53], [1, 2, 3, 4, 5, 53, 73]),
        ([*range(1, 7), *range(50, 55)], [2, 4, 6, *range(70, 74)]),
        ([7, 8], [9]),
    ],
)
def test_two_branches_of_a_small_file_merge_as_text(tmp_path, ours: list[int], theirs: list[int]):
    base = range(1, 7)
    code, text = git_merge(tmp_path, *(baseline.write(known(sentences(n))) for n in (ours, base, theirs)))
    assert code == 0
    merged = {*ours, *theirs} - (set(base) - set(ours)) - (set(base) - set(theirs))
    assert set(baseline.read(text)) == set(known(sentences(sorted(merged))))


def test_two_branches_merge_as_a_union_even_when_both_begin(tmp_path):
    ours, theirs = known(sentences([1, 2, 3])), known(sentences([2, 3, 4]))
    code, text = git_merge(tmp_path, *(baseline.write(each) for each in (ours, (), theirs)), "--union")
    assert code == 0
    assert set(baseline.read(text)) == set(ours) | set(theirs)


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("", "not JSON", 1),
        ('{"schema": 1, "findings": [\n{"fingerprint": \n', "not JSON", 3),
        ("[]", "no baseline", None),
        ('{"findings": 3}', "no baseline", None),
        ('{"schema": 2, "findings": []}', "schema 2", None),
        ('{"schema": 1, "findings": [3]}', "not an entry", None),
        ('{"schema": 1, "findings": [{"code": "FC101"}]}', "not an entry", None),
        ('{"schema": 1, "findings": [{"fingerprint": 7}]}', "not an entry", None),
        ("[" * 100_000, "not JSON", None),
        ('{"schema": 1, "findings": [\n<<<<<<< HEAD\n=======\n>>>>>>> b\nnull]}', "unfinished merge", 2),
    ],
)
def test_a_broken_baseline_is_one_clear_line(text, problem, line):
    with pytest.raises(UserError) as raised:
        baseline.read(text)
    message = str(raised.value)
    assert problem in message
    assert "\n" not in message
    assert message.startswith("factcheck-baseline.json:")
    assert raised.value.cure
    assert raised.value.line == line
