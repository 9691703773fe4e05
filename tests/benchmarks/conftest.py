from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the benchmarks, importable."""
    folder = ROOT / "benchmarks"
    monkeypatch.syspath_prepend(folder)
    return folder
