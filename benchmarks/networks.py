"""What networks are worth: size, speed and accuracy of model folders beside each other, and how they bear other marks.

    python benchmarks/networks.py FOLDER… [--window N --context N] [--marks] [--plot FILE] [--record]

The accuracy is that of the network by itself, without rules, on the articles of PolNeAR's training part that none is
fitted to: F1 of all that it reads, and from the confidence on that is best, the confidence being fitted on four fifths
of the articles and tried on the last. The time is CPU time of the network alone on one thread, in turns, the median of
the rounds.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import random
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import numpy as np
from bench import report, table
from calibrate import CORPUS, held_out
from matplotlib.figure import Figure
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quoteminer.evaluation.records import Annotated
from quoteminer.model.folder import GRAPH, TOKENIZER
from quoteminer.model.page import words_of
from quoteminer.model.session import AttributionModel, Scores, evidence_of
from quoteminer.training.calibration import readings_of
from quoteminer.training.noise import WAYS, edited

_NEAR = 0.5
"""Points that stand so near to a higher one have their name at the right."""
Batch = Mapping[str, NDArray[np.generic]]


@dataclass
class Measured:
    """A model folder and what was measured of it: F1 in points of a hundred, seconds of the network."""

    folder: Path
    model: AttributionModel
    tokenizer: Tokenizer
    plain: float = 0.0
    best: float = 0.0
    least: float = 0.0
    seconds: float = 0.0

    @property
    def megabytes(self) -> float:
        """Size of the graph."""
        return (self.folder / GRAPH).stat().st_size / 1e6


def opened(folder: Path, sizes: Mapping[str, int]) -> Measured:
    """Load a model folder, with other windows where sizes are given."""
    model = AttributionModel(folder)
    model.config = model.config.model_copy(update=dict(sizes))
    return Measured(folder, model, Tokenizer.from_file(str(folder / TOKENIZER)))


def read(one: Measured, articles: Sequence[Annotated]) -> tuple[float, float, float]:
    """F1 of all, F1 from the best confidence on, that confidence."""
    readings = readings_of(articles, one.tokenizer, one.model.score, one.model.config)
    sure = readings.crossed()
    least = readings.best_threshold(sure)
    return 100 * readings.all().f1, 100 * readings.attributed(sure, least).f1, least


def timed(models: Sequence[Measured], articles: Sequence[Annotated], rounds: int) -> None:
    """Let the networks score the same articles in turn."""
    taken: list[list[float]] = [[] for _ in models]
    for _ in range(rounds):
        for one, times in zip(models, taken, strict=True):
            times.append(sum(seconds(one, article) for article in articles))
    for one, times in zip(models, taken, strict=True):
        one.seconds = statistics.median(times)


def seconds(one: Measured, article: Annotated) -> float:
    """CPU time of the network over an article."""
    spent = 0.0

    def clocked(batch: Batch) -> Scores:
        nonlocal spent
        began = time.process_time()
        scores = one.model.score(batch)
        spent += time.process_time() - began
        return scores

    evidence_of(words_of(article.text or "", one.tokenizer), one.model.config, clocked)
    return spent


def in_other_marks(models: Sequence[Measured], articles: Sequence[Annotated]) -> str:
    """F1 of all that is read, by the way in which the articles are set."""
    rows: list[list[object]] = [["as they are", *(f"{one.plain:.1f}" for one in models)]]
    for name, way in WAYS.items():
        dice = random.Random(0)
        reset = [edited(article, list(way(article.text or "", dice))) for article in articles]
        rows.append([name, *(f"{read(one, reset)[0]:.1f}" for one in models)])
    return table(["set", *(one.folder.name for one in models)], rows)


def draw(models: Sequence[Measured], words: int, file: Path) -> None:
    """Draw accuracy over speed, the size beside each point."""
    mpl.rcParams["svg.hashsalt"] = "networks"
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes = figure.subplots()
    speeds = [words / one.seconds / 1000 for one in models]
    axes.plot(speeds, [one.best for one in models], "o", color="#1f5f8b")
    for one, speed in zip(models, speeds, strict=True):
        beside = any(
            0 < other.best - one.best < _NEAR and abs(at - speed) < 1 for other, at in zip(models, speeds, strict=True)
        )
        axes.annotate(
            f"{one.folder.name}, {one.megabytes:.0f} MB",
            (speed, one.best),
            xytext=(9, -4) if beside else (0, 7),
            textcoords="offset points",
            ha="left" if beside else "center",
        )
    axes.set_xlabel("network by itself: thousand words in a second of one core")
    axes.set_ylabel("F1 on held-out articles")
    axes.margins(x=0.4)
    middle = statistics.mean(one.best for one in models)
    axes.set_ylim(middle - 4, middle + 4)  # about what chance moves a figure by: smaller steps are not to be seen
    axes.grid(alpha=0.3)
    figure.savefig(file, metadata={"Date": None})


def main() -> int:
    """Run from the command line.

    Returns:
        The exit status: 0 also where the corpus is absent, because then there is nothing to measure.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--window", type=int, help="pieces of a window, in place of what the folder says")
    parser.add_argument("--context", type=int, help="pieces beside what is scored, likewise")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--marks", action="store_true", help="also set the articles in other ways")
    parser.add_argument("--plot", type=Path, help="draw the curve there, as SVG")
    parser.add_argument("--record", action="store_true", help="append to RESULTS.md")
    options = parser.parse_args()
    if not (CORPUS / "train.jsonl").exists():
        print(f"skipped: the corpus is not there ({CORPUS}); it is not part of this repository", file=sys.stderr)
        return 0
    articles = held_out(CORPUS)
    sizes = {name: value for name in ("window", "context") if (value := getattr(options, name)) is not None}
    models = [opened(folder, sizes) for folder in options.folders]
    for one in models:
        one.plain, one.best, one.least = read(one, articles)
    sample = articles[::4]
    words = sum(len((article.text or "").split()) for article in sample)
    timed(models, sample, options.rounds)
    rows = [
        [
            one.folder.name,
            f"{one.model.config.window}/{one.model.config.context}",
            f"{one.megabytes:.1f}",
            f"{1000 * one.seconds / words:.3f}",
            f"{one.seconds / models[0].seconds:.2f}",
            f"{one.plain:.1f}",
            f"{one.best:.1f} (from {one.least:.2f})",
        ]
        for one in models
    ]
    head = ["folder", "window/context", "MB", "CPU s per 1,000 words", "of the first", "F1 of all", "F1 from the best"]
    body = table(head, rows)
    if options.marks:
        body += f"\n\n{in_other_marks(models, articles)}"
    if options.plot:
        draw(models, words, options.plot)
    report("Networks: size, speed, accuracy", body, record=options.record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
