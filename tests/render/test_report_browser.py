"""The report page in a browser: search, filters, articles, keys, colours, many quotes. No test asks for the network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quoteminer.render.report import report_page
from quoteminer.render.report_data import report_data
from quoteminer.schema import CUE_CLASSES, KINDS, Article, Quote
from tests.render.samples import ANN, ARTICLE, BOB, HOSTILE, QUOTES, by, quote

pytest.importorskip("playwright", reason="pages are not tested: playwright is not installed")
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]

MANY = 10_000
SHOWN = HOSTILE.split("\u2028")[0].strip()
"""What of the hostile text stands in one paragraph."""
LATER = Article(id="b", text="“Trains run,” Bob Ray said.", publisher="Harbour Post", date="2022-01-03")
LATER_QUOTES = [
    quote(0, ["“Trains run,”"], "said", "Bob Ray", [by(BOB, "name")], text=LATER.text, article_id="b", lemma="say")
]


def written(folder: Path, quotes: dict[str, list[Quote]], articles: dict[str, Article]) -> Path:
    path = folder / "report.html"
    path.write_text("".join(report_page(report_data(quotes, articles), title="Quotes")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = {"a": ARTICLE, "b": LATER}
    return written(tmp_path_factory.mktemp("small"), {"a": QUOTES, "b": LATER_QUOTES}, articles)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 quotes in 1,000 articles; every hundredth names a comet."""
    quotes, articles = {}, {}
    for number in range(MANY // 10):
        words = [f"line {number} {place}{' of the comet' if number % 10 == place == 0 else ''}" for place in range(10)]
        text = "\n\n".join(f"“{said},” Ann Lee said." for said in words)
        name = f"n{number}"
        articles[name] = Article(id=name, text=text, date=f"2021-{1 + number % 12:02d}-03")
        quotes[name] = [
            quote(place, [f"“{said},”"], "said", "Ann Lee", [ANN], text=text, article_id=name)
            for place, said in enumerate(words)
        ]
    return written(tmp_path_factory.mktemp("large"), quotes, articles)


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[Open]:
    """Opens a page; at the end of the test it must have run without an error and without a request."""
    wrong: list[str] = []
    contexts = []

    def open_(path: Path, fragment: str = "", **options: object) -> "Page":
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
        page.goto(path.as_uri() + fragment)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not wrong


def count(page: "Page") -> str:
    return page.locator("#found").inner_text()


def test_search_takes_words_phrases_and_accents(small: Path, open_page: Open) -> None:
    page = open_page(small)
    assert count(page) == "5 quotes"
    for asked, found in [
        ("bob", 3),
        ("trains BOB", 1),
        ('"not so"', 1),
        ('"so not"', 0),
        ("<script> dry", 1),
        ("mäyor", 3),
    ]:
        page.get_by_label("Search", exact=True).fill(asked)
        assert count(page) == f"{found} of 5 quotes", asked
        assert page.locator("#list [role=option]").count() == found
    page.get_by_label("Search", exact=True).fill("nothing of the sort")
    expect(page.get_by_text("No quote has all of this.")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator("#found")).to_have_text("5 quotes")


def test_nothing_found_leaves_nothing_that_moves(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.locator("rect.pick").first.wait_for()
    page.get_by_label("Search", exact=True).fill("nothing of the sort")
    clear = page.get_by_role("button", name="Clear search and filters")
    at_once = clear.bounding_box()
    expect(page.locator("#overview")).to_be_hidden()
    page.wait_for_timeout(600)  # longer than the charts wait before they are drawn anew
    assert clear.bounding_box() == at_once
    clear.click()
    expect(page.locator("figure", has_text="Who is quoted").locator("rect.pick").first).to_be_visible()


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("Speaker", "ann lee", 2),
        ("Speaker", "office", 1),
        ("Organisation", "Springfield", 2),
        ("Organisation", "mayor’s office", 1),
        ("Cue", "say", 3),
        ("from", "2022-01-01", 1),
        ("to", "2021-12-31", 4),
    ],
)
def test_filters_by_what_is_typed(small: Path, open_page: Open, field: str, value: str, found: int) -> None:
    page = open_page(small)
    page.get_by_label(field, exact=True).fill(value)
    assert count(page) == f"{found} of 5 quotes"


def test_filters_by_choice(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.get_by_role("checkbox", name="mixed").check()
    assert count(page) == "1 of 5 quotes"
    page.get_by_role("checkbox", name="direct", exact=False).first.check()
    assert count(page) == "5 of 5 quotes"
    page.get_by_label("Negated or hedged").select_option("negated")
    assert count(page) == "1 of 5 quotes"
    page.get_by_label("Negated or hedged").select_option("outright")
    assert count(page) == "3 of 5 quotes"
    page.get_by_label("Publisher").select_option("Harbour Post")
    assert count(page) == "1 of 5 quotes"
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("#found")).to_have_text("5 quotes")
    page.get_by_role("slider").fill("0.8")
    assert count(page) == "4 of 5 quotes"
    expect(page.locator("#confidence-shown")).to_have_text("at least 0.80")
    expect(page.get_by_role("checkbox", name="belief")).to_be_hidden()


def test_filters_that_are_on_are_counted_and_words_explained(small: Path, open_page: Open) -> None:
    page = open_page(small, "#speaker=Ann+Lee&kind=mixed&search=rain")
    expect(page.locator("#filter-box > summary")).to_have_text("Filters 2 on")
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("#filter-box > summary")).to_have_text("Filters ")
    glossary = page.locator(".glossary")
    glossary.locator("summary").click()
    expect(glossary.get_by_text("of those with 0.80, about 80 in 100 are")).to_be_visible()
    words = ", ".join(glossary.locator("dt").all_inner_texts())
    assert all(word in words.split(", ") for word in (*KINDS, *CUE_CLASSES))


def test_address_keeps_what_is_asked_for(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.get_by_label("Speaker", exact=True).fill("Ann Lee")
    page.get_by_role("checkbox", name="mixed").check()
    assert page.url.endswith("#speaker=Ann+Lee&kind=mixed")
    again = open_page(small, "#speaker=Ann+Lee&kind=mixed")
    assert count(again) == "1 of 5 quotes"
    expect(again.get_by_role("checkbox", name="mixed")).to_be_checked()


def test_a_bar_and_its_row_in_the_table_are_filters(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.locator("figure", has_text="Who is quoted").locator("rect.pick").first.click()
    expect(page.get_by_label("Speaker", exact=True)).to_have_value("Ann Lee")
    expect(page.locator("#found")).to_have_text("2 of 5 quotes")
    page.get_by_role("button", name="Clear all filters").click()
    cues = page.locator("figure", has_text="Cues")
    expect(cues.get_by_text("say", exact=True).first).to_be_visible()
    cues.locator("summary").click()
    cues.get_by_role("button", name="deny").click()
    expect(page.locator("#found")).to_have_text("1 of 5 quotes")
    expect(page.locator("figure", has_text="Over time")).to_have_count(0)


def test_a_speakers_company_is_shown(tmp_path: Path, open_page: Open) -> None:
    text = "“Yes,” Ann Lee said. “No,” Bob Ray said."
    quotes = {
        name: [
            quote(0, ["“Yes,”"], "said", "Ann Lee", [ANN], text=text, article_id=name),
            quote(1, ["“No,”"], "said", "Bob Ray", [BOB], text=text, article_id=name),
        ]
        for name in ("a", "b", "c")
    }
    page = open_page(written(tmp_path, quotes, {}), "#speaker=Bob+Ray")
    together = page.locator("figure", has_text="Quoted together")
    together.locator("summary").click()
    assert together.locator("tr").all_inner_texts() == ["\tnumber", "Ann Lee & Bob Ray\t3"]


def test_the_numbers_of_a_chart_stand_in_a_table(small: Path, open_page: Open) -> None:
    page = open_page(small)
    speakers = page.locator("figure", has_text="Who is quoted")
    speakers.locator("summary").click()
    rows = speakers.locator("tr").all_inner_texts()
    assert rows[:2] == ["\tdirect\tmixed\tindirect\tall", "Ann Lee\t1\t1\t0\t2"]
    assert speakers.locator("th[scope=row]").count() == len(rows) - 1


def test_a_cue_that_is_a_sign_is_shown_as_one(tmp_path: Path, open_page: Open) -> None:
    text = "Ann Lee: It rains."
    quotes = {"a": [quote(0, ["It rains"], ":", "Ann Lee", [ANN], text=text, article_id="a")]}
    page = open_page(written(tmp_path, quotes, {}))
    expect(page.locator(".row .cue-word")).to_have_text("“:”")
    cues = page.locator("figure", has_text="Cues")
    cues.locator("summary").click()
    cues.get_by_role("button", name="“:”").click()
    expect(page.get_by_label("Cue", exact=True)).to_have_value(":")
    assert count(page) == "1 of 1 quote"


def test_an_article_opens_with_its_quotes_marked(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.locator(".row").nth(2).click()
    reader = page.get_by_role("dialog")
    expect(reader).to_be_visible()
    assert SHOWN in "".join(reader.locator("article .on-content").all_inner_texts())
    assert reader.locator("article .on-cue").all_inner_texts() == ["told"]
    assert reader.locator("article .on-source").all_inner_texts() == ["she"]
    assert reader.locator("article .on-naming").all_inner_texts() == ["Ann Lee"]
    card = reader.locator("#card")
    expect(card).to_contain_text("she → Ann Lee, named in paragraph 1, by the rule for pronouns")
    expect(card).to_contain_text("rule test-rule")
    expect(card).to_contain_text("told to Zoë → Zoë Lind")
    expect(card).to_contain_text("confidence 0.50")
    reader.locator("article .deep").click()
    expect(card).to_contain_text("stands within quote 0")
    card.get_by_role("button", name="quote 0").click()
    expect(card).to_contain_text("negated")
    expect(card).to_contain_text("holds quote 1")
    assert page.locator("article script, article img").count() == 0


def test_an_article_that_is_not_known_is_told_of(tmp_path: Path, open_page: Open) -> None:
    page = open_page(written(tmp_path, {"a": QUOTES}, {}))
    page.locator(".row").nth(1).click()
    reader = page.get_by_role("dialog")
    expect(reader).to_contain_text("The article itself was not given")
    assert reader.locator(".on-content").inner_text() == "“it is 𝔴et”"
    expect(page.get_by_label("Publisher")).to_be_hidden()
    expect(page.get_by_label("from")).to_be_hidden()


def test_a_run_without_quotes(tmp_path: Path, open_page: Open) -> None:
    page = open_page(written(tmp_path, {"a": []}, {"a": ARTICLE}))
    assert count(page) == "0 quotes"
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.locator("figure").count() == 0


def test_keys_do_what_the_mouse_does(small: Path, open_page: Open) -> None:
    page = open_page(small)
    press = page.keyboard.press
    press("/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.type("ann")
    assert count(page) != "5 quotes"
    press("Escape")
    assert count(page) == "5 quotes"
    press("ArrowDown")
    expect(page.locator("#list")).to_be_focused()
    press("ArrowDown")
    assert page.locator("#list").get_attribute("aria-activedescendant") == "row-1"
    expect(page.locator("#row-1")).to_have_attribute("aria-selected", "true")
    press("End")
    press("Home")
    press("Enter")
    reader = page.get_by_role("dialog")
    expect(reader.locator("#reader-position")).to_have_text("1 of 5")
    press("j")
    press("j")
    press("k")
    expect(reader.locator("#reader-position")).to_have_text("2 of 5")
    press("Escape")
    expect(reader).to_be_hidden()
    expect(page.locator("#list")).to_be_focused()
    assert page.locator("#list").get_attribute("aria-activedescendant") == "row-1"


def test_skip_link_leads_to_the_list_and_keeps_the_filters(small: Path, open_page: Open) -> None:
    page = open_page(small, "#speaker=Ann+Lee")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#list")).to_be_focused()
    assert count(page) == "2 of 5 quotes"


def test_dark_mode_changes_page_and_charts(small: Path, open_page: Open) -> None:
    def colours(scheme: str) -> list[str]:
        page = open_page(small, color_scheme=scheme)
        bar = page.locator("rect.pick").first
        bar.wait_for()
        ask = "(element, name) => getComputedStyle(element)[name]"
        return [page.locator("body").evaluate(ask, "backgroundColor"), bar.evaluate(ask, "fill")]

    light, dark = colours("light"), colours("dark")
    assert light[0] == "rgb(250, 249, 246)"
    assert dark[0] == "rgb(23, 23, 22)"
    assert light[1] != dark[1]


def test_on_a_phone_nothing_is_wider_than_the_screen(small: Path, open_page: Open) -> None:
    page = open_page(small, viewport={"width": 360, "height": 740})
    expect(page.get_by_label("Speaker", exact=True)).to_be_hidden()
    page.locator("#overview > summary").click()
    page.locator("rect.pick").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".row").first.click()
    assert page.get_by_role("dialog").evaluate("element => element.scrollWidth") == 360


def test_on_paper_all_listed_quotes_are_printed(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.get_by_label("Speaker", exact=True).fill("Bob Ray")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed .entry").count() == 2
    expect(page.locator("#printed")).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#printed .entry").count() == 0


def test_ten_thousand_quotes(large: Path, open_page: Open) -> None:
    page = open_page(large)
    assert count(page) == "10,000 quotes"
    assert page.locator(".row").count() < 50
    page.get_by_label("Search", exact=True).fill("comet")
    assert count(page) == "100 of 10,000 quotes"
    page.get_by_label("Search", exact=True).fill("")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    last = page.locator(f"#row-{MANY - 1}")
    expect(last).to_be_in_viewport()
    expect(last).to_contain_text("“line 999 9,”")
    expect(last).to_have_attribute("aria-setsize", str(MANY))
    page.keyboard.press("Enter")
    expect(page.locator("#reader-position")).to_have_text("10,000 of 10,000")
    assert page.locator("article .on-content").inner_text() == "“line 999 9,”"
