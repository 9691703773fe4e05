"""docs/SPEAKERS.md keeps its word: its Python runs, its options are the command's, its figures are the table's."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quoteminer.cli import app
from quoteminer.lexicon import default_lexicon
from quoteminer.schema import MIN_SPEAKER_CONFIDENCE, Speaker

TEXT = (Path(__file__).parents[1] / "docs" / "SPEAKERS.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("code", "printed"),
    list(zip(BLOCKS, ("[('Lind', 'lind')]\n[('Lind', None)]\n", "Berta Falk coreference\n"), strict=True)),
)
def test_its_python_prints_what_it_says(
    code: str, printed: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(code, "SPEAKERS.md", "exec"), names)
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize("option", sorted(set(re.findall(r"--[a-z][a-z-]+", TEXT)) - {"--write"}))
def test_its_options_are_those_of_the_command(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    assert option in CliRunner().invoke(app, ["extract", "--help"]).stdout


def test_its_record_is_one() -> None:
    (record,) = re.findall(r"^```json\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert list(Speaker.model_validate_json(record).model_dump()) == list(Speaker.model_fields)


def test_its_figures_are_those_of_the_table() -> None:
    confidences: dict[tuple[str, str], list[str]] = {}
    for row in default_lexicon().rows("speaker_rules.csv"):
        confidences.setdefault((row["resolved_by"], row["case"]), []).append(row["confidence"])
    for key in (("pronoun", "person"), ("pronoun", "other")):
        assert f"| {', '.join(confidences[key])} |" in TEXT
    names = (*confidences["name", ""], *confidences["short-name", ""])
    assert f"| {', '.join(names)} |" in TEXT
    assert f"It is {MIN_SPEAKER_CONFIDENCE} unless" in TEXT
