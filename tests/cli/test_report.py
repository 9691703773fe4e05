"""`quoteminer report`: what is read, what is written, and the status."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteminer.cli import app
from tests.render.samples import ARTICLE, QUOTES


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.jsonl").write_text("".join(quote.model_dump_json() + "\n" for quote in QUOTES), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(ARTICLE.model_dump_json(), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["report", *arguments])


def test_page_is_written(folder: Path) -> None:
    result = run("q.jsonl", "--articles", "a.jsonl", "-o", "r.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 quotes of 1 article, 1 shown; page in r.html\n"
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert "<h1>Quotes · q.jsonl</h1>" in page
    assert page.endswith("</html>")


def test_page_on_standard_output() -> None:
    result = run("q.jsonl", "--title", "November", "-q")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "<h1>November</h1>" in result.stdout


def test_quotes_from_standard_input(folder: Path) -> None:
    given = (folder / "q.jsonl").read_text(encoding="utf-8")
    result = CliRunner().invoke(app, ["report", "-", "--articles", "a.jsonl", "-o", "r.html"], input=given)
    assert (result.exit_code, result.stderr) == (0, "4 quotes of 1 article, 1 shown; page in r.html\n")
    assert "<h1>Quotes · standard input</h1>" in (folder / "r.html").read_text(encoding="utf-8")


def test_another_text_is_told_of(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": "a", "text": "x"}', encoding="utf-8")
    result = run("q.jsonl", "--articles", "a.jsonl", "-o", "r.html")
    assert result.exit_code == 1
    assert "article a is not the text that its quotes were taken from" in result.stderr
    assert "0 shown" in result.stderr
    assert (folder / "r.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["nowhere.jsonl", "q.jsonl", "-o", "r.html"], 1, "nowhere.jsonl: no such file or folder"),
        (["q.jsonl", "--articles", "nowhere", "-o", "r.html"], 1, "nowhere: no such file or folder"),
        (["q.jsonl", "-o", "q.jsonl"], 2, "q.jsonl is read already"),
        (["q.jsonl", "-o", "no/r.html"], 2, "no/r.html: cannot be written"),
    ],
)
def test_what_cannot_be_used_is_told(arguments: list[str], status: int, message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert message in " ".join(result.stderr.replace("│", " ").split())
