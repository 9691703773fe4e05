"""A small input of many kinds, and the command on a pipeline that needs no model."""

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy

from quoteminer.cli import app, batches
from quoteminer.pipeline import load

assert batches  # imported here, once, for all the processes that are forked

Command = Callable[..., Any]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model without a parser, saved to a folder, loaded and used once, so that forked processes have it."""
    folder = tmp_path_factory.mktemp("model")
    spacy.blank("en").to_disk(folder)
    load(str(folder), model="none")('"Yes," Ann Lee said.')
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with `in.jsonl`: articles, among them lines that are none and one that is too long."""
    monkeypatch.chdir(tmp_path)
    lines = []
    for number in range(40):
        said = f'"It is {number} degrees, and it will stay so," Ann Miller said. '
        text = "word " * 3_000 if number == 30 else said * (1 + number % 4) + "Nothing else.\n\n"
        lines.append(json.dumps({"id": f"a{number}", "text": text}))
        if number % 20 == 7:
            lines.append("{no JSON")
    (tmp_path / "in.jsonl").write_text("\n".join([*lines, "{the end"]) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def command(model: str) -> Command:
    """Starts `extract in.jsonl -o q.jsonl --errors e.jsonl` in a process of its own; its messages go to `talk`."""

    def start(*options: str, workers: int = 1, before: Callable[[], object] = lambda: None) -> Any:  # noqa: ANN401
        arguments = [
            "extract",
            "in.jsonl",
            "-o",
            "q.jsonl",
            "--errors",
            "e.jsonl",
            "--spacy-model",
            model,
            "--model",
            "none",
        ]
        arguments += ["--max-chars", "10000", "--workers", str(workers), *options]
        context: Any = multiprocessing.get_context("fork")
        process = context.Process(target=_run, args=(arguments, before))
        process.start()
        return process

    return start


def _run(arguments: list[str], before: Callable[[], object]) -> None:
    before()
    talk = os.open("talk", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(talk, 2)
    sys.stderr = os.fdopen(talk, "w", encoding="utf-8", closefd=False)
    app(arguments)
