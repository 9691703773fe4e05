"""The list of errors, on an article that is made up."""

import csv
import importlib
import json
import sys
from pathlib import Path

import pytest

from quoteminer.schema import Quote, TextSpan

TEXT = "Ann said it rains. Bob said it snows. Cem said it hails."


def quote(content: str, source: str) -> str:
    spans = [
        TextSpan(start=TEXT.index(part), end=TEXT.index(part) + len(part), text=part) for part in (content, source)
    ]
    made = Quote(article_id="a", kind="indirect", content=[spans[0]], cue=None, source=[spans[1]], speakers=[])
    return made.model_dump_json()


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    attributions = [
        {"id": f"E{at}", "source": [[at, at + 3]], "cue": [[at + 4, at + 8]], "content": [[at + 9, at + 17]]}
        for at in (0, 19, 38)
    ]
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": attributions}), "utf-8")
    monkeypatch.setattr(importlib.import_module("errors"), "CORPUS", path)
    return path


def test_each_error_stands_in_its_sentence(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    predicted = corpus.with_name("predicted.jsonl")
    predicted.write_text("\n".join([quote("it rains", "Ann"), quote("it snows. Cem", "Ann")]), "utf-8")
    monkeypatch.setattr(sys, "argv", ["errors.py", str(predicted)])
    assert importlib.import_module("errors").main() == 0
    printed = capsys.readouterr().out
    assert printed.startswith("2 errors: missed 1, spurious 0, edges far off 0, edges 0, source 1, kind 0\n")
    assert "{Bob} <said> [it snows]. Cem said" in printed
    assert "{Ann} said it rains. Bob said [it snows. Cem] said it hails." in printed


def test_errors_that_have_been_read_are_counted_by_class(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = importlib.import_module("errors")
    read = corpus.with_name("read.csv")
    rows = ["a,gold,9-17,missed,noun", "a,gold,47-55,missed,noun", "a,predicted,19-27,spurious,deed"]
    read.write_text("\n".join(["article,of,content,sort,class", *rows]), "utf-8")
    monkeypatch.setattr(errors, "READ", read)
    predicted = corpus.with_name("predicted.jsonl")
    predicted.write_text("\n".join([quote("it rains", "Ann"), quote("it snows", "Bob"), quote("Bob", "Ann")]), "utf-8")
    monkeypatch.setattr(sys, "argv", ["errors.py", str(predicted), "--read"])
    assert errors.main() == 0
    printed = capsys.readouterr().out
    assert "| noun | 2 | 1 |" in printed
    assert "| deed | 1 | 1 |" in printed


def test_two_hundred_errors_have_been_read() -> None:
    errors = importlib.import_module("errors")
    with errors.READ.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert len(rows) == 200
    assert {row["sort"] for row in rows} == set(errors.SORTS)


def test_without_the_corpus_that_is_said(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.unlink()
    monkeypatch.setattr(sys, "argv", ["errors.py", "predicted.jsonl"])
    assert importlib.import_module("errors").main() == 0
    assert "skipped: the corpus is not there" in capsys.readouterr().err
