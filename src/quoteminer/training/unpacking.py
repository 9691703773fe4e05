"""From the graph of a model folder back to a network that can be fitted further."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from transformers import BertConfig

from quoteminer.training.export import NEAR, TRANSPOSED
from quoteminer.training.network import Network
from quoteminer.training.smaller import widen


def unpack(graph: Path, dropout: float) -> Network:
    """Make a network of the weights in a graph; those that were stored in 8 bits are as exact as that.

    Args:
        graph: what `export` wrote.
        dropout: share of values that are left out while it is trained.

    Returns:
        The network.

    Raises:
        KeyError: the graph lacks a weight, so `export` did not write it.
    """
    stored = onnx.load(graph)
    props = {prop.key: prop.value for prop in stored.metadata_props}
    tensors: dict[str, NDArray[Any]] = {
        tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in stored.graph.initializer
    }
    rows = tensors["by_row.rows"] * tensors["by_row.scale"]
    network = Network(_config(rows, tensors), dropout, near=int(props.get(NEAR, 0)))
    first = "enc.encoder.layer.0."
    widen(network, *(len(tensors[f"{first}{part}.bias"]) for part in ("attention.self.query", "intermediate.dense")))

    def weight(name: str) -> NDArray[Any]:
        if name == "enc.embeddings.word_embeddings.weight":
            return np.asarray(rows)
        if name in tensors:
            return tensors[name]
        turned = name + TRANSPOSED
        if turned in tensors:
            return tensors[turned].T
        return np.asarray(tensors[f"{turned}_quantized"] * tensors[f"{turned}_scale"]).T

    state = {name: torch.tensor(weight(name), dtype=value.dtype) for name, value in network.state_dict().items()}
    network.load_state_dict(state)
    return network


def _config(rows: NDArray[Any], tensors: dict[str, NDArray[Any]]) -> BertConfig:
    """The shape of the encoder, read off its weights; heads are 32 wide, as in every MiniLM."""
    layers = {int(name.split(".")[3]) for name in tensors if name.startswith("enc.encoder.layer.")}
    return BertConfig(
        vocab_size=len(rows),
        hidden_size=rows.shape[1],
        num_hidden_layers=len(layers),
        num_attention_heads=rows.shape[1] // 32,
        max_position_embeddings=len(tensors["enc.embeddings.position_embeddings.weight"]),
    )
