"""The page: what it is made of, and what it does in a real browser."""

import html.parser
import os
import pathlib
import re
import shutil

import pytest

from factcheck.report import Options, formats
from factcheck.report.html_page import render
from factcheck.values import replace

VOID = {"meta", "input", "br", "link"}


class Outline(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.wrong = [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def page(report):
    return render(report, Options(show_explained=True))


def test_is_well_formed_and_its_links_lead_somewhere(page):
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    assert outline.wrong == []
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_asks_for_nothing(page):
    outline = Outline()
    outline.feed(page)
    for tag, given in outline.tags:
        assert "src" not in given
        assert tag not in ("link", "img", "iframe")
        assert not [name for name in given if name.startswith("on") or name == "style"]
    policy = next(given["content"] for _, given in outline.tags if "http-equiv" in given)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_shows_markup_and_runs_none(page):
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("<script>") == 1
    assert "<b>studies" not in page


def test_keeps_the_text(page, report):
    """All words of an article are there, in order."""
    for one in report.pages:
        start = page.index(f'aria-label="Text of {one.path.replace(chr(92), "/")}">')
        shown = page[start : page.index("</div>", start)].partition(">")[2]
        shown = re.sub(r'<span class="heard">.*?</span>', "", shown)
        shown = html.unescape(re.sub(r"<[^>]+>", "", shown)).strip("\n")
        text = report.sources[one.path].text.replace("\r\n", "\n").strip("\n")
        assert shown == text.replace("\x1b", "\u241b").replace("\u202e", "\ufffd")


def test_is_linear():
    import time

    from conftest import make_report

    from factcheck.checking import Report
    from factcheck.page import Page
    from factcheck.text import Source

    def seconds(copies):
        report = make_report()
        one = report.pages[1]
        path = one.path
        length = len(report.sources[path].text)
        text = report.sources[path].text * copies

        from factcheck.text import Span

        def moved(statement, by):
            span = Span(statement.span.start + by, statement.span.end + by)
            claims = tuple(
                replace(c, span=Span(c.span.start + by, c.span.end + by)) for c in statement.claims
            )
            return replace(statement, span=span, claims=claims)

        many = Page(path, tuple(moved(s, n * length) for n in range(copies) for s in one.statements))
        big = Report(report.findings, (many,), (), {path: Source(path, text)})
        start = time.process_time()
        render(big, Options())
        return time.process_time() - start

    seconds(50)
    assert seconds(4000) < 40 * max(seconds(400), 0.002)


BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def opened(page, tmp_path_factory):
    if BROWSER is None:
        pytest.skip("no browser here: install Chromium (Debian: apt-get install chromium) to test the page")
    sync_api = pytest.importorskip("playwright.sync_api")
    folder = tmp_path_factory.mktemp("page")
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=BROWSER,
            args=FLAGS,
            viewport={"width": 1280, "height": 1000},
        )
        tab = browser.new_page()
        asked, complaints = [], []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(file.as_uri())
        yield tab, asked, complaints
        browser.close()


@pytest.mark.slow
class TestInABrowser:
    def test_loads_itself_and_nothing_else(self, opened):
        tab, asked, complaints = opened
        assert len(asked) == 1
        assert asked[0].startswith("file:")
        assert complaints == []
        assert tab.title() == "factcheck"

    def test_its_style_and_script_are_allowed(self, opened):
        tab, _, _ = opened
        colour = "e => getComputedStyle(e).textDecorationLine"
        assert tab.locator(".said.s-uncited").first.evaluate(colour) == "underline"
        assert tab.locator("#filter").is_visible()
        assert tab.locator("#told").inner_text() == "3 of 3 findings shown"

    def test_filters_by_rule_status_and_file(self, opened):
        from playwright.sync_api import expect

        tab, _, _ = opened
        tab.get_by_label("Rule").select_option("FC104")
        assert tab.locator("#told").inner_text() == "1 of 3 findings shown"
        assert not tab.locator("#conflicts").is_visible()
        assert tab.locator(".finding:visible").count() == 1, "nor is a conflict mentioned beside its articles"
        tab.get_by_role("button", name="Show all").click()
        expect(tab.locator("#told")).to_have_text("3 of 3 findings shown")
        tab.get_by_role("checkbox", name="uncited").uncheck()
        assert tab.locator("#told").inner_text() == "2 of 3 findings shown"
        assert tab.locator("a.said.s-uncited").first.evaluate("e => e.classList.contains('off')")
        tab.get_by_role("button", name="Show all").click()
        expect(tab.locator("#told")).to_have_text("3 of 3 findings shown")
        tab.locator("select[name=file]").select_option(label="empty.md")
        assert tab.locator(".file:visible").count() == 1
        assert tab.locator("#told").inner_text() == "0 of 3 findings shown"
        tab.locator("select[name=file]").select_option(label="other/windows.md")
        assert tab.locator("#told").inner_text() == "1 of 3 findings shown", (
            "a conflict belongs to both files"
        )
        tab.get_by_role("button", name="Show all").click()
        expect(tab.locator("#told")).to_have_text("3 of 3 findings shown")

    def test_a_link_to_what_is_filtered_out_leads_there(self, opened):
        tab, _, _ = opened
        tab.locator("select[name=file]").select_option(label="other/windows.md")
        link = tab.locator("#conflicts figcaption a").first
        target = link.get_attribute("href")
        assert not tab.locator(target).locator("xpath=..").is_visible()
        link.click()
        assert tab.locator(target).locator("xpath=..").is_visible()
        assert tab.evaluate(f"document.querySelector('{target}').getBoundingClientRect().top") < 1000
        assert tab.locator("#told").inner_text() == "3 of 3 findings shown"
        tab.get_by_label("Rule").select_option("FC404")
        tab.locator("#articles a.said.off[href^='#n']").first.click(position={"x": 2, "y": 5})
        assert tab.locator(tab.evaluate("location.hash")).is_visible()
        assert tab.locator("#told").inner_text() == "3 of 3 findings shown"

    def test_shows_both_ends_side_by_side(self, opened):
        tab, _, _ = opened
        first, second = tab.locator("#conflicts figure").all()
        one, two = first.bounding_box(), second.bounding_box()
        assert one["y"] == two["y"]
        assert one["x"] + one["width"] <= two["x"]
        assert "1,000 mg" in first.inner_text()
        assert "600 mg" in second.inner_text()

    def test_can_be_used_from_the_keyboard(self, opened):
        tab, _, _ = opened
        tab.reload()
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip"
        seen = set()
        for _ in range(40):
            tab.keyboard.press("Tab")
            seen.add(tab.evaluate("document.activeElement.id || document.activeElement.name || ''"))
        assert {"file", "rule", "status", "next", "previous"} <= seen
        tab.get_by_role("button", name="Next finding").focus()
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.dataset.code") == "FC404"
        link = tab.locator("#articles a.said").first
        link.focus()
        tab.keyboard.press("Enter")
        target = link.get_attribute("href")
        assert tab.locator(target).is_visible()
        assert tab.url.endswith(target)

    def test_tells_a_screen_reader(self, opened):
        tab, _, _ = opened
        assert tab.locator(".said.s-vague .heard").first.inner_text().strip() == "[vague: some studies]"
        for control in tab.locator("select, input, button").all():
            assert control.evaluate("e => (e.labels && e.labels.length) || e.textContent.trim().length")
        assert tab.get_by_role("main").count() == 1
        assert tab.get_by_role("heading", level=1).count() == 1

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 480])
    def test_is_readable(self, opened, scheme, width, tmp_path):
        tab, _, _ = opened
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 1000})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        contrast = tab.evaluate(CONTRAST)
        assert min(contrast) >= 4.5, "text stands out from its ground as WCAG 2 AA asks"
        folder = pathlib.Path(os.environ.get("FACTCHECK_SCREENSHOTS") or tmp_path)
        folder.mkdir(exist_ok=True)
        tab.screenshot(path=folder / f"report-{scheme}-{width}.png", full_page=True)
        assert (folder / f"report-{scheme}-{width}.png").stat().st_size > 10_000

    def test_long_names_of_files_fit_a_narrow_window(self, opened):
        tab, _, _ = opened
        tab.set_viewport_size({"width": 320, "height": 640})
        tab.evaluate("document.forms[0].elements.file.append(new Option('a-long-name/'.repeat(9)))")
        width = tab.evaluate("document.documentElement.scrollWidth")
        tab.evaluate("document.forms[0].elements.file.lastChild.remove()")
        assert width <= 320


CONTRAST = """
() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (c) => {
    const [r, g, b] = c.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("main *")]
    .filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
    .map((e) => {
      const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e))].sort();
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
}
"""


def test_the_format_is_the_page(report):
    assert formats()["html"] is render
