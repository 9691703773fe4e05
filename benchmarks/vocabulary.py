"""Model folders with a smaller vocabulary: what `networks.py` shows the price of.

    python benchmarks/vocabulary.py FOLDER PIECES… -o OUT

The pieces that are kept are those of one character, with which every word can be spelt, and the most frequent of
PolNeAR's training part without the held-out articles; nothing is fitted anew. Needs the extra `train`.
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import onnx
from calibrate import CORPUS
from tokenizers import Tokenizer

from quoteminer.evaluation.gold import read_gold
from quoteminer.model.folder import CONFIG, GRAPH, TOKENIZER
from quoteminer.training.holding_out import SEED, SHARE, split

_FIXED = 104
"""Rows before the first piece of text: padding, the pieces that the network itself puts down, unused ones."""
_TABLE = ("enc.embeddings.word_embeddings.rows", "enc.embeddings.word_embeddings.scale")


def frequencies(tokenizer: Tokenizer) -> Counter[int]:
    """How often each piece is read in the articles that the model was fitted to."""
    with (CORPUS / "train.jsonl").open(encoding="utf-8") as lines:
        fitted, _ = split(list(read_gold(lines, "train").values()), SHARE, SEED)
    counts: Counter[int] = Counter()
    for article in fitted:
        counts.update(tokenizer.encode(article.text or "", add_special_tokens=False).ids)
    return counts


def kept(vocabulary: dict[str, int], counts: Counter[int], size: int) -> list[int]:
    """The rows that stay, in their order; more than `size` where single characters alone are more."""
    letters = [row for piece, row in vocabulary.items() if row >= _FIXED and len(piece.removeprefix("##")) == 1]
    rows = set(range(_FIXED)) | set(letters)
    for row, _ in counts.most_common():
        if len(rows) >= size:
            break
        rows.add(row)
    return sorted(rows)


def cut(folder: Path, rows: list[int], out: Path) -> None:
    """Write a model folder that has these rows of another's table only."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / CONFIG, out / CONFIG)
    written: dict[str, Any] = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
    new = {row: number for number, row in enumerate(rows)}
    vocabulary: dict[str, int] = written["model"]["vocab"]
    written["model"]["vocab"] = {piece: new[row] for piece, row in vocabulary.items() if row in new}
    (out / TOKENIZER).write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    graph = onnx.load(folder / GRAPH)
    for tensor in graph.graph.initializer:
        if tensor.name in _TABLE:
            tensor.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(tensor)[rows], tensor.name))
    onnx.save(graph, out / GRAPH)


def main() -> int:
    """Run from the command line.

    Returns:
        The exit status: 0 also where the corpus is absent, because then there is nothing to count.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pieces", type=int, nargs="+", help="sizes of the vocabulary")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where the folders go, one for each size")
    options = parser.parse_args()
    if not (CORPUS / "train.jsonl").exists():
        print(f"skipped: the corpus is not there ({CORPUS}); it is not part of this repository", file=sys.stderr)
        return 0
    tokenizer = Tokenizer.from_file(str(options.folder / TOKENIZER))
    counts = frequencies(tokenizer)
    print(f"{len(counts):,} of {tokenizer.get_vocab_size():,} pieces are met, {sum(counts.values()):,} in all")
    for size in options.pieces:
        rows = kept(tokenizer.get_vocab(), counts, size)
        cut(options.folder, rows, options.output / f"{len(rows):,} pieces")
        share = sum(counts[row] for row in rows) / sum(counts.values())
        print(f"{len(rows):,} pieces: {100 * share:.2f} % of the text as before")
    return 0


if __name__ == "__main__":
    sys.exit(main())
