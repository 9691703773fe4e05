"""From a fitted network to the graph of a model folder: ONNX, in 8 bits."""

import copy
import logging
import tempfile
import warnings
from pathlib import Path
from typing import Final

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from quoteminer.model.batches import INPUTS
from quoteminer.model.folder import GRAPH
from quoteminer.training.graph import Graph
from quoteminer.training.network import Network

_SCORES: Final = ("/tag/", "/c2q/", "/q2s/")
"""Where names of nodes begin that the scores come out of: they are left in 32 bits."""
_INNER: Final = ("/q/MatMul", "/k/MatMul")
"""Where names of nodes end that are not, all the same: the wide layers of links lose nothing by it."""
TRANSPOSED: Final = ".T"
"""Stands behind the names of weights that the graph multiplies by from the right."""
NEAR: Final = "near"
"""Key in the graph's metadata: how many of the lower layers see only the pieces near (`nearby`)."""
_OUTPUTS: Final = ("roles", "cues", "sources", "asked")
_AXES: Final = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "quote", "case", "start")} | {
    "first": {0: "batch", 1: "words"},
    "distance": {0: "words", 1: "others"},
    "structure": {0: "batch", 1: "words", 2: "others"},
    "asked": {0: "asked"},
}


def export(network: Network, folder: Path) -> Path:
    """Write the graph of a network.

    Args:
        network: the network; it stays as it is.
        folder: where the file goes.

    Returns:
        The file.
    """
    network = copy.deepcopy(network)
    for module in network.modules():
        module.__dict__.pop("forward", None)  # what `rounding` has put there: the graph is rounded for good
    graph = Graph(network).eval()
    network.enc.config._attn_implementation = "eager"  # noqa: SLF001 - the graph is traced without fused attention
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tracing: shapes that are constants in Python are variables in the graph
        full = Path(scratch) / GRAPH
        torch.onnx.export(
            graph,
            _example(),
            full,
            input_names=list(INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes=_AXES,
            opset_version=17,
            dynamo=False,
        )
        traced = onnx.load(full)
        _name_weights(traced.graph, network)
        onnx.save(traced, full)
        names = [node.name for node in traced.graph.node]
        kept = [name for name in names if name.startswith(_SCORES) and not name.endswith(_INNER)]
        logging.getLogger().addFilter(_no_advice)
        try:
            quantize_dynamic(
                full,
                folder / GRAPH,
                op_types_to_quantize=["MatMul"],
                weight_type=QuantType.QInt8,
                per_channel=True,
                nodes_to_exclude=kept,
                reduce_range=True,
            )
        finally:
            logging.getLogger().removeFilter(_no_advice)
    _complete(network, folder / GRAPH)
    return folder / GRAPH


def _name_weights(graph: onnx.GraphProto, network: Network) -> None:
    """Call the weights of linear layers what the network calls them, with `TRANSPOSED` behind: tracing numbers them."""
    names = {
        weight.T.contiguous().numpy().tobytes(): name + TRANSPOSED
        for name, weight in network.state_dict().items()
        if weight.ndim == 2
    }
    named = {
        tensor.name: names[values]
        for tensor in graph.initializer
        if (values := onnx.numpy_helper.to_array(tensor).tobytes()) in names
    }
    for tensor in graph.initializer:
        tensor.name = named.get(tensor.name, tensor.name)
    for node in graph.node:
        node.input[:] = [named.get(name, name) for name in node.input]


def _complete(network: Network, graph: Path) -> None:
    """Put beside the graph, for whoever goes on fitting it, what it does not say: weights merged in tracing, `NEAR`."""
    model = onnx.load(graph)
    onnx.helper.set_model_props(model, {NEAR: str(network.near)})
    there = {tensor.name for tensor in model.graph.initializer}
    for name, value in network.state_dict().items():
        if name.startswith(("c2q.", "q2s.")) and name not in there and value.shape[-1] == network.c2q.values:
            model.graph.initializer.append(onnx.numpy_helper.from_array(value.numpy(), name))
    onnx.save(model, graph)


def _no_advice(record: logging.LogRecord) -> bool:
    """Whether a message is worth saying: the quantizer advises a step that the graph does not need."""
    return "pre-processing" not in record.getMessage()


def _example() -> tuple[torch.Tensor, ...]:
    """A window of nine pieces and five words, to trace the graph with; nothing is padded."""
    pieces = torch.full((1, 9), 2003)
    zeros = torch.zeros((1, 9), dtype=torch.long)
    first = torch.tensor([[1, 2, 4, 5, 7]])
    return pieces, zeros, zeros, zeros, first, torch.full((5, 5), 16), torch.full((1, 5, 5), 12)
