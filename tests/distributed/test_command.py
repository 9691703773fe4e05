"""`quoteminer extract --engine ray`: what it refuses before any cluster is asked."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quoteminer.cli import app


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "many machines write a folder"),
        (["-o", "model/meta.json"], "many machines write a folder"),
        (["-o", "out", "--errors", "e.jsonl"], "the folder of the output has the failures"),
        (["-o", "out", "--shard-format", "csv"], "'csv' is not one of 'jsonl', 'parquet'"),
        (["-o", "out", "-"], "standard input cannot be read by other machines"),
        (["-o", "out"], "Ray is not installed; install it with: pip install 'quoteminer[ray]'"),
    ],
)
def test_wrong_usage(home: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setitem(sys.modules, "ray.data", None)
    monkeypatch.setitem(sys.modules, "ray", None)
    options = ["--spacy-model", str(home / "model"), "--model", "none"]
    result = CliRunner().invoke(app, ["extract", "in.jsonl", "--engine", "ray", *options, *arguments])
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert not (home / "out").exists()
