"""docs/EVALUATION.md: its example is run, and it explains every row."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from quoteminer.cli.compare import compare
from quoteminer.cli.evaluate import evaluate
from quoteminer.evaluation.diagnose import ERRORS

PAGE = (Path(__file__).parents[2] / "docs" / "EVALUATION.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write the files of the example into an empty folder; give what the page says is printed."""
    files = [text for language, text in BLOCKS if language == "json"]
    for name, text in zip(("articles", "gold", "predicted"), files, strict=False):
        (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    printed: str = next(text for language, text in BLOCKS if language == "text")
    return printed


def run(*arguments: str) -> Any:  # noqa: ANN401 - typer's result
    app = typer.Typer()
    app.command()(evaluate)
    app.command()(compare)
    return CliRunner().invoke(app, list(arguments))


def test_the_example_prints_what_the_page_says(example: str) -> None:
    result = run("evaluate", "gold.jsonl", "predicted.jsonl", "--articles", "articles.jsonl")
    assert result.exit_code == 0
    assert [line.rstrip() for line in result.stdout.rstrip().splitlines()] == example.rstrip().splitlines()


def test_the_library_example_runs(example: str) -> None:
    (code,) = [text for language, text in BLOCKS if language == "python"]
    exec(compile(code, "EVALUATION.md", "exec"), {})
    assert example


def test_every_row_and_error_is_explained(example: str) -> None:
    prose = PAGE.replace(example, "")
    headings = ("kinds", "how strictly", "roles", "cue classes", "speaker right", "by publisher", "errors")
    terms = ("ATTRIBUTED", "detected", "exact content", "source words", "cue words", "content words", "strict")
    forms = ("name", "pronoun", "description", "document", "nobody named")
    for term in (*headings, *terms, *forms, *ERRORS):
        assert term in prose, term
