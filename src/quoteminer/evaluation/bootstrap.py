"""Intervals by resampling articles: what the figures would be had other articles of the same sort been annotated."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from quoteminer.evaluation.counts import Name, Tally

RESAMPLES: Final = 2000
SEED: Final = 20211112
LEVEL: Final = 0.95

Floats = NDArray[np.float64]
Interval = tuple[float, float]
"""Lower and upper end, in the units of the figure."""
Metric = tuple[Name, str]
"""A row and which of its ratios: `p`, `r`, `f` or `share`."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are made.

    Attributes:
        resamples: how often articles are drawn anew, with replacement.
        seed: seed of the random numbers, so that the same files give the same intervals.
    """

    resamples: int = RESAMPLES
    seed: int = SEED

    def weights(self, articles: int) -> Floats:
        """Draw how often each article stands in each resample: an array (resamples, articles)."""
        rng = np.random.default_rng(self.seed)
        drawn = rng.multinomial(articles, np.full(articles, 1 / articles), size=self.resamples)
        return drawn.astype(np.float64)


def ratios(tallies: Sequence[Tally], weights: Floats) -> dict[Metric, Floats]:
    """Derive every ratio from the weighted sums of the articles' counts.

    Args:
        tallies: counts, one tally an article.
        weights: array (samples, articles).

    Returns:
        Each ratio as an array (samples,); where its denominator is 0 the ratio is 0, as in the report.
    """
    found: dict[Metric, Floats] = {}
    for name in dict.fromkeys(name for tally in tallies for name in tally.counts):
        rows = (tally.counts.get(name) for tally in tallies)
        table = np.array(
            [(c.correct_gold, c.gold, c.correct_predicted, c.predicted) if c else (0, 0, 0, 0) for c in rows], float
        )
        correct_gold, gold, correct_predicted, predicted = (weights @ table).T
        precision, recall = _by(correct_predicted, predicted), _by(correct_gold, gold)
        found[name, "p"], found[name, "r"] = precision, recall
        found[name, "f"] = _by(2 * precision * recall, precision + recall)
    for name in dict.fromkeys(name for tally in tallies for name in tally.shares):
        shares = (tally.shares.get(name) for tally in tallies)
        table = np.array([(s.hits, s.n) if s else (0, 0) for s in shares], float)
        hits, n = (weights @ table).T
        found[name, "share"] = _by(hits, n)
    return found


def interval(samples: Floats) -> Interval:
    """Give the range that holds the middle 95 % of the samples."""
    low, high = np.quantile(samples, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def intervals(tallies: Sequence[Tally], resampling: Resampling) -> dict[Metric, Interval]:
    """Give the 95 % interval of every ratio; none where there are fewer than two articles to draw from."""
    if len(tallies) < 2:
        return {}
    sampled = ratios(tallies, resampling.weights(len(tallies)))
    return {metric: interval(samples) for metric, samples in sampled.items()}


def _by(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)
