"""The corpus and the reference script outside this repository, for the tests that hold the figures against them."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "polnear"
DEV = CORPUS / "dev.jsonl"

needs_corpus = pytest.mark.skipif(
    not (DEV.exists() and (SHARED / "score.py").exists()),
    reason=f"the corpus is not part of this repository, and {SHARED} is absent",
)


def script() -> Any:  # noqa: ANN401 - a module
    """Load the reference script."""
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference(folder: Path, gold: list[str], predicted: list[str], iou: float) -> dict[str, dict[str, float]]:
    """Give the figures of the reference script on lines of gold and of predictions."""
    paths = folder / "gold.jsonl", folder / "predicted.jsonl"
    for path, lines in zip(paths, (gold, predicted), strict=True):
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    module = script()
    load: Callable[[Path], dict[str, Any]] = module.load
    figures: dict[str, dict[str, float]] = json.loads(json.dumps(module.score(load(paths[0]), load(paths[1]), iou)))
    return figures


def assert_equal_figures(ours: dict[str, dict[str, float]], theirs: dict[str, dict[str, float]]) -> None:
    """Hold figures against those of the script: the same rows, ratios equal to 0.1 point, counts exactly."""
    assert list(ours) == list(theirs)
    for name, row in theirs.items():
        assert ours[name].keys() == row.keys()
        for key, value in row.items():
            slack = 0 if key in ("gold", "predicted", "n") else 0.001
            assert abs(ours[name][key] - value) <= slack, f"{name}, {key}: {ours[name][key]} is not {value}"
