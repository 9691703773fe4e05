"""Take the README's pictures with the quotes found now: `python docs/images/take.py` (it needs chromium).

The opened article is one of `data/raw`; the others are the made-up ones of `archive.jsonl`.
"""

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from rich.console import Console

from quoteminer import Result, extract_many
from quoteminer.formats.articles import read_articles
from quoteminer.render.console import result_view
from quoteminer.render.report import report_page
from quoteminer.render.report_data import report_data

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "data" / "raw"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu")


def main() -> None:
    """Take all pictures."""
    raw, archive = (list(extract_many(read_articles([str(path)], print))) for path in (RAW, HERE / "archive.jsonl"))
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        articles = written(Path(folder, "articles.html"), raw, "Two articles, November 2021")
        town = written(Path(folder, "archive.html"), archive, "The bridge at Halden")
        with opened(browser, articles, "report-article-dark", 1280, 760, dark=True) as page:
            open_quote(page, "she", raw)
        with opened(browser, town, "report-overview-light", 1280, 1410) as page:
            page.locator("rect.pick").first.wait_for()
        with opened(browser, town, "report-search-phone", 390, 760) as page:
            page.get_by_label("Search", exact=True).fill("bridge")
            page.evaluate("scrollTo(0, document.querySelector('.search').offsetTop)")
        terminal = Path(folder, "terminal.svg")
        console = Console(record=True, width=80, file=io.StringIO(), highlight=False)
        console.print(result_view(archive[0], signs=False))
        console.save_svg(str(terminal), title="quoteminer show")
        width, height = map(float, re.findall(r'viewBox="0 0 (\S+) (\S+)"', terminal.read_text("utf-8"))[0])
        with opened(browser, terminal, "show-terminal", round(width), round(height)):
            pass
        browser.close()


def written(path: Path, results: list[Result], title: str) -> Path:
    """Write a report page."""
    quotes = {result.article.id: result.quotes for result in results}
    articles = {result.article.id: result.article for result in results}
    path.write_text("".join(report_page(report_data(quotes, articles), title=title)), encoding="utf-8")
    return path


def open_quote(page: Page, source: str, results: list[Result]) -> None:
    """Open the first quote whose source is this mention."""
    sources = [" ".join(span.text for span in quote.source) for result in results for quote in result.quotes]
    page.keyboard.press("/")
    for _ in range(sources.index(source) + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


@contextmanager
def opened(browser: Browser, path: Path, name: str, width: int, height: int, *, dark: bool = False) -> Iterator[Page]:
    """Open a page, and take the picture when the caller is done with it."""
    size: ViewportSize = {"width": width, "height": height}
    page = browser.new_page(viewport=size, color_scheme="dark" if dark else "light")
    page.goto(path.as_uri())
    yield page
    page.wait_for_timeout(600)  # until what moves has come to rest
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
