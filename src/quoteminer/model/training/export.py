"""Make the files of a model folder from trained weights: an int8 ONNX graph and the tokenizer.

    python -m quoteminer.model.training.export WEIGHTS.pt TOKENIZER.json FOLDER

`config.json` is not made: `quoteminer.model.training.calibrate` writes what it has measured into it.
"""

import argparse
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from quoteminer.model.features import ARTICLE_INPUTS
from quoteminer.model.folder import GRAPH, TOKENIZER
from quoteminer.model.training.network import Network

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
        quantize_dynamic(full, folder / GRAPH, weight_type=QuantType.QInt8, per_channel=True)
    return folder / GRAPH


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
