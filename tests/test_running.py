"""docs/RUNNING.md keeps its word: its Python runs, its options are those of the command."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quoteminer.cli import app

TEXT = (Path(__file__).parents[1] / "docs" / "RUNNING.md").read_text(encoding="utf-8")


def test_its_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "RUNNING.md", "exec"), names)
    assert capsys.readouterr().out.splitlines()[-1] == "99 1"


@pytest.mark.parametrize("option", sorted(set(re.findall(r"--[a-z][a-z-]+", TEXT))))
def test_its_options_are_those_of_the_command(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    assert option in CliRunner().invoke(app, ["extract", "--help"]).stdout
