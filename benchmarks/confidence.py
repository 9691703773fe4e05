"""Whether confidence says how often a quote is right: the curve over thresholds, reliability, calibration error."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench import ROOT, table
from numpy.typing import NDArray
from polnear import scored

from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.matching import agree
from quoteminer.evaluation.records import Annotations
from quoteminer.evaluation.report import Report
from quoteminer.evaluation.scoring import FIGURES
from quoteminer.schema import KINDS, Quote

FIGURE = ROOT / "docs" / "images" / "reliability.svg"
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
BINS = 10
MARK = 0.05
"""Expected calibration error that no kind should be above."""
_FEWEST = 10
"""Quotes that a bin needs to be drawn: the share of fewer says little."""

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Some quotes: how sure the program was of each, and which are right.

    Attributes:
        sure: their confidence.
        right: 1 where content and source are right, else 0.
    """

    sure: Reals
    right: Reals

    @property
    def bins(self) -> NDArray[np.int64]:
        """Which of ten bins of the same width each is in."""
        return np.minimum((self.sure * BINS).astype(np.int64), BINS - 1)

    @property
    def error(self) -> float:
        """Expected calibration error: how far apart confidence and truth are in a bin, weighed by its quotes."""
        parts = [(self.bins == number) for number in range(BINS) if (self.bins == number).any()]
        return float(sum(abs(self.sure[part].mean() - self.right[part].mean()) * part.mean() for part in parts))


def judged(quotes: Sequence[Quote], report: Report) -> dict[str, Judged]:
    """Sort quotes by kind, and those inside others apart, and say which are right.

    Args:
        quotes: what was extracted.
        report: their scores (`polnear.scored`).

    Returns:
        By name: "all", the kinds, and "inside others", which the other rows leave out, since gold has none.
    """
    right = np.zeros(len(quotes))
    for case in report.all_cases():
        if case.found and case.gold and case.predicted and agree("source", case.gold, case.predicted):
            right[case.predicted.attribution.line - 1] = 1.0
    sure = np.array([quote.confidence or 0.0 for quote in quotes])
    outer = np.array([quote.parent is None for quote in quotes], dtype=bool)
    groups = {"all": outer}
    groups |= {kind: outer & np.array([quote.kind == kind for quote in quotes], dtype=bool) for kind in KINDS}
    groups["inside others"] = ~outer
    return {name: Judged(sure[part], right[part]) for name, part in groups.items()}


def section(gold: Annotations, quotes: Sequence[Quote], report: Report, figure: Path | None) -> str:
    """Say what confidence is worth.

    Args:
        gold: the development part.
        quotes: what was extracted of it, with rules and model together.
        report: their scores.
        figure: where to draw the reliability diagram, if anywhere.
    """
    found = judged(quotes, report)
    if figure is not None:
        draw(found, figure)
    return (
        "### Confidence\n\nOf the whole output, rules and model together; right is content and source. Only the quotes "
        "of a confidence from … on (`--min-confidence`), ATTRIBUTED and its F1 by kind:\n\n"
        f"{curve(gold, quotes)}\n\nExpected calibration error, in ten bins; quotes inside others apart, since gold has "
        f"none of them:\n\n{errors(found)}\n\nOf the quotes with a confidence of …, so many % are right (so many "
        f"quotes):\n\n{reliability(found)}\n"
    )


def curve(gold: Annotations, quotes: Sequence[Quote]) -> str:
    """Precision, recall and F1 from each threshold on."""
    rows = []
    for threshold in THRESHOLDS:
        kept = [quote for quote in quotes if (quote.confidence or 0.0) >= threshold]
        figures = scored(gold, kept, intervals=False).sections()[FIGURES]
        headline = figures["ATTRIBUTED"]
        assert isinstance(headline, Counts)
        kinds = [figures[f"attributed, {kind}"] for kind in KINDS]
        by_kind = [f"{100 * row.f1:.1f}" for row in kinds if isinstance(row, Counts)]
        ratios = [f"{100 * value:.1f}" for value in (headline.precision, headline.recall, headline.f1)]
        rows.append([threshold, len(kept), *ratios, *by_kind])
    return table(["from", "quotes", "P", "R", "F1", *KINDS], rows)


def errors(found: dict[str, Judged]) -> str:
    """Mean confidence, share of right ones and calibration error of each group."""
    rows = []
    for name, group in found.items():
        if len(group.sure):
            means = [f"{100 * group.sure.mean():.1f}", f"{100 * group.right.mean():.1f}"]
            kept = "kept" if round(group.error, 3) <= MARK else "above"
            mark = "" if name == "inside others" else f"≤ {MARK}: {kept}"
            rows.append([name, len(group.sure), *means, f"{group.error:.3f}", mark])
    return table(["", "quotes", "mean confidence, %", "right, %", "calibration error", "mark"], rows)


def reliability(found: dict[str, Judged]) -> str:
    """The share of right ones in each bin; what the diagram shows, as text."""
    rows = []
    for number in range(BINS):
        cells = []
        for group in found.values():
            inside = group.right[group.bins == number]
            cells.append(f"{100 * inside.mean():.0f} ({len(inside)})" if len(inside) else "")
        if any(cells):
            rows.append([f"{number / BINS:.1f}–{(number + 1) / BINS:.1f}", *cells])
    return table(["confidence", *found], rows)


def draw(found: dict[str, Judged], file: Path) -> None:
    """Draw the reliability diagram as an SVG that is the same each time."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "reliability"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 4.6), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
    for name, style in (("all", "o-"), ("direct", "s--"), ("mixed", "^--"), ("indirect", "v--")):
        group = found[name]
        bins = [group.bins == number for number in range(BINS) if (group.bins == number).sum() >= _FEWEST]
        x, y = [group.sure[part].mean() for part in bins], [group.right[part].mean() for part in bins]
        axes.plot(x, y, style, label=f"{name} ({group.error:.3f})", linewidth=2 if name == "all" else 1, markersize=5)
    axes.set(xlim=(0.2, 1), ylim=(0.2, 1), xlabel="confidence", ylabel="share of right quotes", aspect="equal")
    axes.legend(title="calibration error", loc="lower right", frameon=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, format="svg", metadata={"Date": None})
    plt.close(figure)
