"""What `evaluate` and `compare` share: reading gold and predictions, and how they are scored."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli.streams import SOME_UNUSABLE, complain

if TYPE_CHECKING:
    from quoteminer.evaluation.records import Annotations
    from quoteminer.evaluation.report import Report
    from quoteminer.problems import Problem
    from quoteminer.schema import Article

STDIN = "-"
_RAW = "raw"
"""Name of the folder of articles that stands beside a folder of gold."""

Gold = Annotated[
    str,
    typer.Argument(
        metavar="GOLD", help="Gold: quotes, one a line (data/gold), or articles with their attributions; .jsonl."
    ),
]
Iou = Annotated[
    float,
    typer.Option(
        "--iou", metavar="X", min=0.01, max=1, help="Overlap of contents, in words, below which a pair is no pair."
    ),
]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="Seed of the resamples that the intervals are made of.")]
Resamples = Annotated[int, typer.Option(metavar="N", min=100, max=100_000, help="Number of resamples of the articles.")]


def scored(gold: "Annotations", predicted: str, iou: float, resamples: int, seed: int) -> "Report":
    """Read predictions and score them.

    Raises:
        QuoteminerError: they cannot be used.
    """
    from quoteminer.evaluation.bootstrap import Resampling
    from quoteminer.evaluation.gold import read_predictions
    from quoteminer.evaluation.report import evaluate

    found = read_predictions(_lines(predicted), predicted, gold)
    return evaluate(gold, found, iou=iou, resampling=Resampling(resamples, seed))


def gold_of(path: str, articles: Sequence[str]) -> "Annotations":
    """Read gold, with the articles given or those in a folder `raw` that stands beside the folder of the gold.

    Raises:
        QuoteminerError: it cannot be used.
    """
    from quoteminer.evaluation.gold import read_gold

    return read_gold(_lines(path), path, _articles(path, articles))


def gold_problems(path: str, articles: Sequence[str]) -> "list[Problem]":
    """List what keeps a file from being used as gold; arguments as of `gold_of`.

    Raises:
        QuoteminerError: the file cannot be read at all.
    """
    from quoteminer.evaluation.gold import check_gold

    return check_gold(_lines(path), path, _articles(path, articles))


def refused(error: Exception) -> typer.Exit:
    """Say what could not be used, and give the exit that goes with it."""
    complain(error)
    return typer.Exit(SOME_UNUSABLE)


def _articles(gold: str, paths: Sequence[str]) -> "dict[str, Article]":
    from quoteminer.formats.articles import read_articles

    beside = Path(gold).resolve().parent.parent / _RAW
    if not paths and gold != STDIN and beside.is_dir():
        paths = [str(beside)]
    return {article.id: article for article in read_articles(list(paths), complain)}


def _lines(path: str) -> Iterator[str]:
    from quoteminer.formats.lines import BOM, byte_lines, decoded
    from quoteminer.problems import Place

    raw = sys.stdin.buffer if path == STDIN else byte_lines(Path(path))
    for number, line in enumerate(raw, 1):
        yield decoded(line.removeprefix(BOM) if number == 1 else line, Place(path, number))
