"""docs/SCALING.md keeps its word: its options are those of the command, its manifest and script can be read."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quoteminer import distributed
from quoteminer.cli import app

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "SCALING.md").read_text(encoding="utf-8")
JOB = (DOCS / "scaling" / "rayjob.yaml").read_text(encoding="utf-8")
SCRIPT = (DOCS / "scaling" / "slurm.sh").read_text(encoding="utf-8")
OF_OTHERS = {"--record", "--write"}
"""Options of the benchmarks."""


def options(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def test_options_are_those_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    known = options(CliRunner().invoke(app, ["extract", "--help"]).stdout)
    commands = (
        JOB.partition("entrypoint: >-")[2].partition("backoffLimit")[0] + SCRIPT.partition("quoteminer extract")[2]
    )
    assert options(TEXT) - OF_OTHERS <= known
    assert len(options(commands)) > 5
    assert options(commands) <= known


def test_names_are_those_of_the_library() -> None:
    names = re.findall(r"from quoteminer\.distributed import (.*)", TEXT)[0].split(", ")
    assert names == sorted(distributed.__all__)
    assert all(callable(getattr(distributed, name)) for name in names)


def test_the_manifest_for_kubernetes_can_be_read() -> None:
    job: dict[str, Any] = pytest.importorskip("yaml").safe_load(JOB)
    assert (job["apiVersion"], job["kind"]) == ("ray.io/v1", "RayJob")
    cluster = job["spec"]["rayClusterSpec"]
    (group,) = cluster["workerGroupSpecs"]
    containers = [part["template"]["spec"]["containers"] for part in (cluster["headGroupSpec"], group)]
    assert all({"name", "image", "resources"} <= container.keys() for (container,) in containers)
    assert group["minReplicas"] <= group["replicas"] <= group["maxReplicas"]


def test_only_who_knows_the_token_is_let_in() -> None:
    job: dict[str, Any] = pytest.importorskip("yaml").safe_load(JOB)
    cluster = job["spec"]["rayClusterSpec"]
    assert cluster["authOptions"] == {"mode": "token"}
    assert tuple(map(int, cluster["rayVersion"].split("."))) >= (2, 52)  # since when there are tokens
    exported = SCRIPT.index("export RAY_AUTH_MODE=token RAY_AUTH_TOKEN")
    assert SCRIPT.index("RAY_AUTH_TOKEN=$(") < exported < SCRIPT.index("$(srun")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_script_for_slurm_is_bash() -> None:
    subprocess.run(["bash", "-n", str(DOCS / "scaling" / "slurm.sh")], check=True)
