"""The page, opened and clicked through in a browser; skipped, saying so, where there is none."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.report import Report, evaluate
from quoteminer.render.evaluation import report_page
from quoteminer.schema import Article
from tests.evaluation.gold_lines import TEXT, lines, quote, span

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> & “Hi,” 'x' said."


def report() -> Report:
    articles = {"a": Article(id="a", text=TEXT), "<b>evil": Article(id="<b>evil", text=EVIL, publisher="<i>P</i>")}
    start = EVIL.index("“Hi")
    evil = {
        "article_id": "<b>evil",
        "kind": "direct",
        "content": [{"start": start, "end": start + 5, "text": "“Hi,”"}],
        "source": [{"start": 0, "end": 8, "text": "<script>"}],
        "cue": None,
        "speakers": [{"name": "<script>"}],
    }
    gold = read_gold(lines(quote(1), quote(2), quote(3), evil), "g.jsonl", articles)
    predicted = lines(
        quote(1, source=[span("He")]),
        quote(2, content=[span("it stops, the report shows")]),
        {"article_id": "a", "content": [span("Ann Lee")], "quote_id": "a:9"},
        {**evil, "kind": "mixed", "speakers": [{"name": "<script> alert"}]},
    )
    return evaluate(gold, read_predictions(predicted, "p.jsonl", gold))


@pytest.fixture(scope="module")
def html() -> str:
    return report_page(report(), gold="<gold>.jsonl", predicted="p.jsonl")


class Reader(HTMLParser):
    """Notes the text of each article and whatever would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[tuple[str, str | None]] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [(name, value) for name, value in attrs if name in ("src", "href", "action", "data")]


def test_the_page_fetches_nothing_and_runs_only_its_own_script(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    assert reader.fetched == []
    assert reader.tags.count("script") == 1
    assert "img" not in reader.tags
    assert not re.search(r"https?://|@import|url\(", html)


def test_text_names_and_ids_are_escaped(html: str) -> None:
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;evil" in html
    assert "&lt;i&gt;P&lt;/i&gt;" in html
    assert "&lt;gold&gt;.jsonl" in html


@pytest.fixture(scope="module")
def page(html: str, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed, so that no page is opened")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (apt-get install chromium), so that no page is opened")
    path = tmp_path_factory.mktemp("page") / "evaluation.html"
    path.write_text(html, "utf-8")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        opened = browser.new_page()
        problems: list[str] = []
        opened.on("pageerror", lambda error: problems.append(str(error)))
        opened.on("console", lambda message: problems.append(message.text))
        opened.on("request", lambda request: None if request.url.startswith("file:") else problems.append(request.url))
        opened.goto(path.as_uri())
        yield opened
        browser.close()
        assert problems == []


def visible(page: "Page", selector: str) -> list[str]:
    found: list[Any] = page.query_selector_all(selector)
    return [one.inner_text() for one in found if one.is_visible()]


def press(page: "Page", **data: str) -> None:
    for name, value in data.items():
        page.click(f"#filters button[data-{name}='{value}']")


def test_the_page_opens_with_every_article_and_counts(page: "Page") -> None:
    press(page, error="", kind="")
    assert page.title() == "Quotes against gold · p.jsonl"
    assert visible(page, "article h2") == ["<b>evil", "a"]
    assert page.inner_text("#shown") == "5 quotes in 2 articles"
    counts = {name: int(number) for name, number in (b.rsplit(" ", 1) for b in visible(page, "#filters button:has(b)"))}
    assert counts == {
        "any error": 5,
        "missed": 1,
        "spurious": 1,
        "boundary": 1,
        "wrong source": 1,
        "wrong cue": 0,
        "wrong speaker": 1,
        "wrong kind": 1,
        "direct": 2,
        "mixed": 0,
        "indirect": 3,
    }


def test_gold_stands_above_the_prediction(page: "Page") -> None:
    press(page, error="", kind="")
    gold, predicted = page.query_selector_all("article:has(h2:text-is('a')) .text")
    assert gold.inner_text() == predicted.inner_text() == TEXT
    boxes = gold.bounding_box(), predicted.bounding_box()
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert [one.inner_text() for one in gold.query_selector_all(".source")] == ["Ann Lee", "He", "the report"]


@pytest.mark.parametrize(
    ("error", "kind", "shown"),
    [
        ("missed", "", ["missed"]),
        ("spurious", "", ["spurious"]),
        ("wrong source", "direct", ["wrong source"]),
        ("wrong speaker", "", ["wrong speaker", "wrong kind"]),
        ("any", "indirect", ["boundary", "missed", "spurious"]),
        ("wrong cue", "", []),
        ("", "direct", ["wrong speaker", "wrong kind", "wrong source"]),
    ],
)
def test_filters_leave_what_they_name(page: "Page", error: str, kind: str, shown: list[str]) -> None:
    press(page, error=error, kind=kind)
    assert sorted(visible(page, "li .error")) == sorted(shown)
    assert page.is_visible("#nothing") is (not shown)
    pressed = page.query_selector_all("#filters button[aria-pressed='true']")
    assert [(one.get_attribute("data-error"), one.get_attribute("data-kind")) for one in pressed] == [
        (error, None),
        (None, kind),
    ]


def test_a_filter_hides_articles_without_such_a_quote(page: "Page") -> None:
    press(page, error="missed", kind="")
    assert visible(page, "article h2") == ["a"]
    assert page.inner_text("#shown") == "1 quotes in 1 articles"


def test_pointing_at_a_quote_lights_its_marks(page: "Page") -> None:
    press(page, error="wrong source", kind="")
    assert page.query_selector_all(".lit") == []
    page.hover("li[data-case]:visible")
    lit = [one.inner_text() for one in page.query_selector_all(".gold.text .lit")]
    assert lit == ["“It is wet,”", "Ann Lee", "said", "“Very wet.”"]
    page.hover("h1")
    assert page.query_selector_all(".lit") == []


def test_the_detail_says_what_gold_has_and_what_was_predicted(page: "Page") -> None:
    press(page, error="wrong source", kind="")
    assert "source: Ann Lee → He" in visible(page, "li")[0]


def test_the_page_fits_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, error="", kind="")
    page.click("summary")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.click("summary")
    page.set_viewport_size({"width": 1280, "height": 720})
    assert width <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_told_from_their_ground(page: "Page", scheme: Any) -> None:  # noqa: ANN401 - a literal of playwright
    press(page, error="", kind="")
    page.emulate_media(color_scheme=scheme)
    marks = page.query_selector_all(".text .content, .text .source, .text .cue, .text, li .error, #filters button")
    ratios = [one.evaluate(CONTRAST) for one in marks]
    page.emulate_media(color_scheme="light")
    assert len(ratios) > 10
    assert min(ratios) >= 4.5


CONTRAST = """element => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = element;
  const clear = one => channels(getComputedStyle(one).backgroundColor)[3] === 0;
  while (clear(ground) && ground.parentElement) ground = ground.parentElement;
  const [a, b] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor]
    .map(colour => light(channels(colour)));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
