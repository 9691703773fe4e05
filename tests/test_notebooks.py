"""Every notebook runs from top to bottom in a kernel of its own, and shows what it should.

The outputs kept in the notebooks are made by `python notebooks/execute.py`.
"""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
SHOWN = {
    "first_steps": ["Angela Merkel"],
    "measuring_against_gold": ["wrong source"],
    "own_rule_or_cue_verb": ["vlogged  that the new quay is safe"],
    "who_gets_quoted": ["Inland Gazette", "42/42"],
}
"""What each notebook shows, among other things."""
_MOST_OUTPUT = 60_000
"""How many characters of output may be kept in a notebook."""


def cells(name: str) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell for cell in kept if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", SHOWN)
def test_notebook_runs(name: str) -> None:
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(
        notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}
    ).execute()
    shown = json.dumps([cell.get("outputs") for cell in notebook.cells], ensure_ascii=False)
    assert [words for words in SHOWN[name] if words not in shown] == []


def test_all_notebooks_are_run() -> None:
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == set(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_kept_outputs_are_there_small_and_without_errors(name: str) -> None:
    outputs = [output for cell in cells(name) for output in cell["outputs"]]
    assert outputs
    assert len(json.dumps(outputs)) < _MOST_OUTPUT
    assert all(output["output_type"] != "error" for output in outputs)
    assert str(Path.home()) not in json.dumps(outputs)
