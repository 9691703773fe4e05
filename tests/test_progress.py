"""The line that says how far a run is: on a terminal, in a notebook, and nowhere else."""

import contextlib
import io
import re

import nbformat
import pytest
import spacy
from nbclient import NotebookClient

import quoteminer
from quoteminer import Article, progress
from quoteminer.pipeline import build
from quoteminer.progress import ProgressLine

ARTICLES = [Article(id=f"a{number}", text="“It rains,” said Ann Lind.") for number in range(3)]
IN_A_NOTEBOOK = """
import spacy
from quoteminer import Article, extract_many, progress
from quoteminer.pipeline import build

progress._REDRAW = 0
articles = [Article(id=f"a{number}", text="“It rains,” said Ann Lind.") for number in range(3)]
results = list(extract_many(articles, nlp=build(spacy.blank("en")), progress=True))
"""


def plain(text: str) -> str:
    """The text without what makes it coloured."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_REDRAW", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


def shown(stderr: io.StringIO, **options: int) -> str:
    with contextlib.redirect_stderr(stderr):
        list(quoteminer.extract_many(ARTICLES, nlp=build(spacy.blank("en")), **options))  # type: ignore[arg-type]
    return stderr.getvalue()


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_many_shows_how_far_it_is_on_a_terminal(workers: int) -> None:
    drawn = shown(Terminal(), progress=True, workers=workers)
    assert "1/3" in drawn
    last = drawn.rpartition("\r")[2]
    assert "3/3 articles, 3 quotes" in plain(last)


def test_extract_many_counts_what_fails_and_needs_no_length() -> None:
    stderr = Terminal()
    articles = [ARTICLES[0], Article(id="long", text="rain " * 100)]
    nlp = build(spacy.blank("en"))
    with contextlib.redirect_stderr(stderr):
        results = quoteminer.extract_many(
            iter(articles), nlp=nlp, max_chars=200, on_error=lambda *_: None, progress=True
        )
        assert len(list(results)) == 1
    assert "1 quotes, 1 failed" in stderr.getvalue()
    assert "left" not in stderr.getvalue()


def test_nothing_is_shown_unless_it_is_asked_for_and_can_be_seen() -> None:
    assert shown(Terminal()) == ""
    assert shown(io.StringIO(), progress=True) == ""
    with contextlib.redirect_stderr(Terminal()) as stderr, ProgressLine(3, hidden=True) as line:
        line.show(1, "")
    assert stderr.getvalue() == ""


def test_a_notebook_shows_one_line_that_is_written_anew() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IN_A_NOTEBOOK)])  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert "3/3 articles, 3 quotes" in plain(output.data["text/plain"])
    assert "3/3" in output.data["text/html"]
    assert len(str(output)) < 3000
