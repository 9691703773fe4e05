"""From the graph of a model folder back to a network that can be fitted further."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from transformers import BertConfig

from quoteminer.training.network import Network

_WORDS = "enc.embeddings.word_embeddings"


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
    model = onnx.load(graph).graph
    tensors: dict[str, NDArray[Any]] = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.initializer}
    second_input: dict[str, str] = {
        node.name: node.input[1] for node in model.node if node.op_type in ("MatMul", "MatMulInteger")
    }
    rows = tensors[f"{_WORDS}.rows"] * tensors[f"{_WORDS}.scale"]
    network = Network(_config(rows, tensors), dropout)

    def weight(name: str) -> NDArray[Any]:
        if name == f"{_WORDS}.weight":
            return np.asarray(rows)
        if name in tensors:
            return tensors[name]
        node = f"/{name.removesuffix('.weight').replace('.', '/').replace('layer/', 'layer.')}/MatMul"
        exact = second_input.get(node)
        if exact is not None:
            return tensors[exact].T
        rounded = second_input[f"{node}_quant"].removesuffix("_quantized")
        return np.asarray(tensors[f"{rounded}_quantized"] * tensors[f"{rounded}_scale"]).T

    state = {name: torch.tensor(weight(name), dtype=value.dtype) for name, value in network.state_dict().items()}
    network.load_state_dict(state)
    return network


def _config(rows: NDArray[Any], tensors: dict[str, NDArray[Any]]) -> BertConfig:
    """The shape of the encoder, read off its weights; heads are 32 wide, as in every MiniLM."""
    layers = {int(name.split(".")[3]) for name in tensors if name.startswith("enc.encoder.layer.")}
    inner = tensors["enc.encoder.layer.0.intermediate.dense.bias"]
    return BertConfig(
        vocab_size=len(rows),
        hidden_size=rows.shape[1],
        num_hidden_layers=len(layers),
        num_attention_heads=rows.shape[1] // 32,
        intermediate_size=len(inner),
        max_position_embeddings=len(tensors["enc.embeddings.position_embeddings.weight"]),
    )
