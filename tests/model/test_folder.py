"""A model folder is complete and sound, or the error says what is wrong."""

import json
import shutil
from pathlib import Path

import pytest

from quoteminer.errors import ModelError
from quoteminer.model.folder import CONFIG, DEFAULT, GRAPH, TOKENIZER, folder_of, read_folder
from quoteminer.model.session import AttributionModel

SHIPPED = folder_of(DEFAULT)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    return folder


def test_the_shipped_model_is_small_enough_and_sound() -> None:
    assert (SHIPPED / GRAPH).stat().st_size < 25e6
    assert read_folder(SHIPPED).config.language == "en"


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, CONFIG])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match=f"{name} missing"):
        read_folder(copied)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder of a model; give an existing one, or none"):
        AttributionModel(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"format": 99}, "format"), ({"window": 5000}, "window"), ({"confidence": None}, "confidence"), ({"x": 1}, "x")],
)
def test_a_malformed_config_is_an_error(copied: Path, change: dict[str, object], complaint: str) -> None:
    config = json.loads((copied / CONFIG).read_text("utf-8"))
    (copied / CONFIG).write_text(json.dumps({**config, **change}), "utf-8")
    with pytest.raises(ModelError, match=f"(?s)malformed.*{complaint}"):
        read_folder(copied)


def test_a_model_of_an_older_format_is_to_be_fitted_again(copied: Path) -> None:
    config = json.loads((copied / CONFIG).read_text("utf-8"))
    (copied / CONFIG).write_text(json.dumps({**config, "format": 2}), "utf-8")
    with pytest.raises(ModelError, match="a model of format 2, and 3 is read; fit it again: quoteminer train"):
        read_folder(copied)


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER])
def test_a_broken_file_is_an_error(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"broken")
    with pytest.raises(ModelError, match="the model cannot be read"):
        AttributionModel(copied)
