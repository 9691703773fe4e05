"""Make the files of a model folder from trained weights: an int8 ONNX graph and the tokenizer.

    python -m quoteminer.model.training.export WEIGHTS.pt TOKENIZER.json FOLDER

`config.json` is not made: `quoteminer.model.training.calibrate` writes what it has measured into it.
"""

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from quoteminer.model.features import ARTICLE_INPUTS
from quoteminer.model.folder import GRAPH, TOKENIZER
from quoteminer.model.training.network import Network

_EXACT = ("/tag/", "/c2q/", "/q2s/")
"""Where names of nodes begin that are left in 32 bits: the layers that the scores come out of."""
_OUTPUTS = ("roles", "cues", "sources")
_AXES = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "quote", "case", "start", "mask")} | {
    "first": {0: "batch", 1: "words"},
    "relations": {0: "batch", 1: "words", 2: "others"},
    "present": {0: "batch", 1: "words"},
}


def export(weights: Path, tokenizer: Path, folder: Path) -> Path:
    """Write the graph and the tokenizer.

    Args:
        weights: the state of a `Network`, as torch saves it.
        tokenizer: the encoder's `tokenizer.json`.
        folder: where the files go.

    Returns:
        The graph's file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_truncation()
    pieces.no_padding()
    pieces.save(str(folder / TOKENIZER), pretty=False)

    network = Network()
    state = torch.load(weights, map_location="cpu", weights_only=True)
    network.load_state_dict(state, strict=True)
    network.enc.embeddings.word_embeddings = _ByRow(network.enc.embeddings.word_embeddings.weight.detach())
    network.eval()
    network.enc.config._attn_implementation = "eager"  # noqa: SLF001 - the graph is traced without fused attention
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        full = Path(scratch) / GRAPH
        torch.onnx.export(
            network,
            _example(),
            full,
            input_names=list(ARTICLE_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes=_AXES,
            opset_version=17,
            dynamo=False,
        )
        kept = [node.name for node in onnx.load(full).graph.node if node.name.startswith(_EXACT)]
        quantize_dynamic(
            full,
            folder / GRAPH,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=kept,
            reduce_range=True,
        )
    return folder / GRAPH


class _ByRow(torch.nn.Module):
    """An embedding in 8 bits with a scale of its own for each row; one scale for all rows costs accuracy.

    Args:
        weight: (rows, width).
    """

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Look rows up: (…) to (…, width)."""
        rows: torch.Tensor = self.rows[ids].float() * self.scale[ids]
        return rows


def _example() -> tuple[torch.Tensor, ...]:
    """Two windows of nine pieces and five words, to trace the graph with."""
    pieces = torch.full((2, 9), 2003)
    zeros = torch.zeros((2, 9), dtype=torch.long)
    first = torch.tensor([[1, 2, 4, 5, 7], [1, 3, 4, 5, 6]])
    present = torch.ones((2, 5), dtype=torch.bool)
    return pieces, zeros, zeros, zeros, zeros + 1, first, torch.full((2, 5, 5), 1200), present


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "tokenizer", "folder"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    export(options.weights, options.tokenizer, options.folder)


if __name__ == "__main__":
    main()
