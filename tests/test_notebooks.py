"""Every notebook runs from top to bottom: its code cells are executed in order, in one namespace.

The outputs kept in the notebooks are made by `jupyter nbconvert --execute --inplace`.
"""

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="notebooks are not tested: duckdb is not installed")
pytest.importorskip("matplotlib", reason="notebooks are not tested: matplotlib is not installed")

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
SHOWN = {
    "first_steps": "Angela Merkel",
    "measuring_against_gold": "wrong source",
    "own_rule_or_cue_verb": "vlogged  that the new quay is safe",
    "who_gets_quoted": "Inland Gazette",
}
"""What each notebook prints, among other things."""
_MOST_OUTPUT = 60_000
"""How many characters of output may be kept in a notebook."""


def cells(name: str) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell for cell in kept if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", SHOWN)
def test_notebook_runs(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(NOTEBOOKS)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    namespace: dict[str, object] = {}
    for cell in cells(name):
        _run("".join(cell["source"]), f"{name}:{cell['id']}", namespace)
    assert SHOWN[name] in capsys.readouterr().out


def test_all_notebooks_are_run() -> None:
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == set(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_kept_outputs_are_there_small_and_without_errors(name: str) -> None:
    outputs = [output for cell in cells(name) for output in cell["outputs"]]
    assert outputs
    assert len(json.dumps(outputs)) < _MOST_OUTPUT
    assert all(output["output_type"] != "error" for output in outputs)
    assert str(Path.home()) not in json.dumps(outputs)


def _run(source: str, name: str, namespace: dict[str, object]) -> None:
    """Run a cell, and show the value of its last line as a notebook does."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
        show = getattr(value, "_repr_html_", None)
        sys.stdout.write(f"{show() if show else value}\n")
