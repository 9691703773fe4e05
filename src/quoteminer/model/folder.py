"""A model folder: the graph, the tokenizer, and what was measured when the model was made."""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quoteminer.errors import ModelError
from quoteminer.schema import Kind

DEFAULT: Final = "default"
"""Name of the model that is installed with quoteminer."""
GRAPH: Final = "attribution.onnx"
TOKENIZER: Final = "tokenizer.json"
CONFIG: Final = "config.json"
FORMAT: Final = 3
"""Version of the folder's format: what the graph is given and gives, and what the config holds."""


class Decoding(BaseModel):
    """How scores are read.

    Attributes:
        link: weight of the links beside the roles.
        candidate: probability from which on a word may be a cue.
        cue_bonus: added to the log probability of a cue; so more is proposed than the network holds probable.
        content_bonus: added to that of a content.
        quotation_cut: cost of a role that begins or ends inside a quotation.
        far: cost of a content word outside of quotations in another sentence than its cue.
        rounds: how many times the cues are chosen anew at most.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    link: float = 0.5
    candidate: float = Field(0.15, gt=0, lt=1)
    cue_bonus: float = 0.5
    content_bonus: float = 0.5
    quotation_cut: float = 6.0
    far: float = 1.0
    rounds: int = Field(4, ge=1)


class Logistic(BaseModel):
    """A logistic regression on features of an attribution.

    Attributes:
        mean: subtracted from each feature.
        scale: divides it then.
        weights: of the features.
        intercept: added to their sum.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float


class Curve(BaseModel):
    """How the score of an attribution tells how often such a one is right: a line through log odds.

    Attributes:
        slope: of the log odds of the score.
        intercept: added to them then.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    slope: float = 1.0
    intercept: float = 0.0


class Agreement(BaseModel):
    """What the model's and the rules' proposals are worth beside each other; `benchmarks/calibrate.py` measures it.

    Attributes:
        keep: what is less probable is not proposed.
        keep_unknown: likewise for a proposal of the model whose cue the tables do not know: where a corpus takes a
            thing done for a thing said, it is here.
        alone: how often a rule's proposal is right where the model proposes nothing, for the rules that were measured.
        confidence: by kind, how sure the attributions that come out are; one of a kind that is missing is as sure as
            it was when it was proposed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep: float = Field(0.4, ge=0, le=1)
    keep_unknown: float = Field(0.68, ge=0, le=1)
    alone: dict[str, float] = {}
    confidence: dict[Kind, Curve] = {}


class Config(BaseModel):
    """What `config.json` holds.

    Attributes:
        format: version of the folder's format.
        name: of the model.
        language: of the articles that it reads.
        window: pieces that the network reads at once, those that frame the window not counted.
        context: pieces at most on either side of those that are scored.
        decoding: how the scores are read.
        confidence: how the features of an attribution tell how sure it is.
        agreement: what the model's and the rules' proposals are worth beside each other.
        training: facts about the training, for people.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(FORMAT, ge=FORMAT, le=FORMAT)
    name: str
    language: str
    window: int = Field(254, ge=16, le=510)
    context: int = Field(32, ge=0)
    decoding: Decoding = Decoding()
    confidence: Logistic
    agreement: Agreement = Agreement()
    training: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model folder whose files are there and whose config is sound.

    Attributes:
        path: the folder.
        config: what its `config.json` holds.
    """

    path: Path
    config: Config


def folder_of(model: str) -> Path:
    """The folder of a model: the installed one for the name "default", else the one of that path."""
    return Path(str(files("quoteminer.model") / "en")) if model == DEFAULT else Path(model)


def read_folder(path: Path) -> ModelFolder:
    """Look whether a model folder is complete, and read its config.

    Args:
        path: the folder.

    Returns:
        The folder with its config.

    Raises:
        ModelError: there is no such folder, a file is missing, or the config is malformed.
    """
    if not path.is_dir():
        raise ModelError(f"{path}: no such folder of a model; give an existing one, or none")
    missing = [name for name in (GRAPH, TOKENIZER, CONFIG) if not (path / name).is_file()]
    if missing:
        raise ModelError(f"{path}: no model; {', '.join(missing)} missing")
    try:
        held = json.loads((path / CONFIG).read_text(encoding="utf-8"))
        if isinstance(held, dict) and held.get("format") in range(1, FORMAT):
            older = f"a model of format {held['format']}, and {FORMAT} is read"
            raise ModelError(f"{path / CONFIG}: {older}; fit it again: quoteminer train")
        config = Config.model_validate(held)
    except (ValidationError, ValueError) as error:
        raise ModelError(f"{path / CONFIG}: malformed: {error}") from error
    return ModelFolder(path, config)
