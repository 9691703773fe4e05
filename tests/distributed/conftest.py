"""A small input of many kinds, and what a local run makes of it."""

import json
from pathlib import Path

import pytest
import spacy
from typer.testing import CliRunner

from quoteminer.cli import app
from quoteminer.distributed import Settings


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model without a parser, and `in.jsonl`: articles, some with an id that came before, lines that are none."""
    folder = tmp_path_factory.mktemp("cluster")
    spacy.blank("en").to_disk(folder / "model")
    lines = []
    for number in range(60):
        said = f'"It is {number} degrees, and it will stay so," Ann Miller said. '
        text = "word " * 3_000 if number == 30 else said * (1 + number % 4) + "Nothing else.\n\n"
        lines.append(json.dumps({"id": "a3" if number in {4, 41} else f"a{number}", "text": text}))
        if number % 20 == 7:
            lines.append("{no JSON")
    (folder / "in.jsonl").write_text("\n".join([*lines, "{the end"]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(spacy_model=str(home / "model"), model="none", max_chars=10_000)


@pytest.fixture
def paths(home: Path) -> list[str]:
    return [str(home / "in.jsonl"), str(home / "nowhere")]


@pytest.fixture(scope="session")
def local(home: Path) -> tuple[bytes, bytes]:
    """Quotes and failures of a local run."""
    arguments = ["extract", str(home / "in.jsonl"), str(home / "nowhere"), "-o", str(home / "q"), "--errors"]
    arguments += [str(home / "e"), "--spacy-model", str(home / "model"), "--model", "none", "--max-chars", "10000"]
    assert CliRunner().invoke(app, [*arguments, "--workers", "1"]).exit_code == 1
    return (home / "q").read_bytes(), (home / "e").read_bytes()


def put_together(folder: Path) -> tuple[bytes, bytes]:
    """Quotes and failures of all shards, in the order of their names."""
    quotes, failures = (
        b"".join(path.read_bytes() for path in sorted(folder.glob(f"{what}-*.jsonl")))
        for what in ("quotes", "failures")
    )
    return quotes, failures


def without(quotes: bytes, *articles: str) -> bytes:
    """Quotes but for those of some articles."""
    return b"".join(line for line in quotes.splitlines(True) if json.loads(line)["article_id"] not in articles)
