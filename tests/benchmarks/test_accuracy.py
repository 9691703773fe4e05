"""The benchmark, with an extraction that is made up: the real one is measured, not tested."""

import importlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.scoring import FIGURES
from quoteminer.schema import Article, Quote, Result, TextSpan
from tests.evaluation.corpus import CORPUS, needs_corpus


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    module = importlib.import_module("accuracy")
    monkeypatch.setattr(module, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(module, "extraction", extraction)
    monkeypatch.setattr(module.confidence, "FIGURE", tmp_path / "reliability.svg")
    monkeypatch.setattr(module.gum, "GUM", tmp_path / "no-gum")
    monkeypatch.setattr(module.speakers, "POLNEAR", tmp_path / "no-polnear")
    monkeypatch.setattr(module.speakers, "GUM", tmp_path / "no-gum")
    monkeypatch.setattr(sys, "argv", ["accuracy.py"])
    return module


def extraction(articles: Iterable[Article], workers: int) -> list[Result]:
    """Call the first ten signs of every article a quote."""
    assert workers == 1
    found = []
    for article in articles:
        first = TextSpan(start=0, end=10, text=article.text[:10])
        quote = Quote(article_id=article.id, kind="indirect", content=[first], cue=None, source=[], speakers=[])
        found.append(Result(article=article, quotes=[quote]))
    return found


def test_without_the_corpus_nothing_is_done_and_that_is_said(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "CORPUS", tmp_path / "nowhere")
    assert benchmark.main() == 0
    assert "skipped: the corpus is not there" in capsys.readouterr().err
    assert not benchmark.RESULTS.exists()


def write_corpus(folder: Path) -> None:
    text = "“Wet,” he said. It rains today, she hopes."
    wet = {"id": "E1", "source": [[7, 9]], "cue": [[10, 14]], "content": [[0, 6]]}
    rain = {"id": "E2", "source": [[32, 35]], "cue": [[36, 41]], "content": [[16, 30]]}
    annotated = [{"id": "a", "text": text, "annotator": one, "attributions": [wet, rain][:one]} for one in (1, 2)]
    for name, lines in (("dev", annotated[1:]), ("dev-agreement", annotated), ("train-agreement", [])):
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


def test_the_figures_are_appended_with_date_version_and_settings(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpus(tmp_path)
    monkeypatch.setattr(benchmark, "CORPUS", tmp_path)
    monkeypatch.setattr(sys, "argv", ["accuracy.py", "--predictions", str(tmp_path / "p.jsonl")])
    assert benchmark.main() == 0
    assert benchmark.main() == 0
    written = benchmark.RESULTS.read_text("utf-8")
    assert written.count("PolNeAR dev, 1 articles; quoteminer ") == 2
    assert written.count("attribution model: default; 1 worker(s)") == 2
    assert "| ATTRIBUTED | 0.0 | 0.0 | 0.0 | – | ≥ 75: 75.0 short | 66.7 |" in written
    assert "| ATTRIBUTED | 16.6 | 41.9 | 52.5 | 70.8 | **0.0** | 66.7 |" in written
    assert "### Cue classes" in written
    assert (tmp_path / "reliability.svg").read_text("utf-8").startswith("<?xml")
    assert "### GUM\n\nSkipped: the corpus is not there (no-gum)" in written
    assert capsys.readouterr().out.strip() in written
    assert json.loads((tmp_path / "p.jsonl").read_text("utf-8"))["article_id"] == "a"


@needs_corpus
def test_people_agree_as_much_as_the_reference_says(benchmark: ModuleType) -> None:
    figures = benchmark.polnear.agreement(CORPUS).sections()[FIGURES]
    assert isinstance(figures["ATTRIBUTED"], Counts)
    assert figures["ATTRIBUTED"].f1 == pytest.approx(0.759, abs=0.001)
    assert figures["ATTRIBUTED"].precision == pytest.approx(figures["ATTRIBUTED"].recall)
