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
        Each ratio as an array (samples,), NaN where there is nothing that it could be a ratio of.
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
        both = np.nan_to_num(precision) + np.nan_to_num(recall)
        f1 = np.nan_to_num(_by(2 * np.nan_to_num(precision) * np.nan_to_num(recall), both))
        found[name, "f"] = np.where(gold + predicted > 0, f1, np.nan)
    for name in dict.fromkeys(name for tally in tallies for name in tally.shares):
        shares = (tally.shares.get(name) for tally in tallies)
        table = np.array([(s.hits, s.n) if s else (0, 0) for s in shares], float)
        hits, n = (weights @ table).T
        found[name, "share"] = _by(hits, n)
    return found


def interval(samples: Floats) -> Interval | None:
    """Give the range that holds the middle 95 % of the samples that are a number; None where none is."""
    numbers = samples[np.isfinite(samples)]
    if not numbers.size:
        return None
    low, high = np.quantile(numbers, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def intervals(tallies: Sequence[Tally], resampling: Resampling) -> dict[Metric, Interval]:
    """Give the 95 % interval of every ratio; none where there are fewer than two articles to draw from."""
    if len(tallies) < 2:
        return {}
    sampled = ratios(tallies, resampling.weights(len(tallies)))
    found = {metric: interval(samples) for metric, samples in sampled.items()}
    return {metric: ends for metric, ends in found.items() if ends is not None}


def _by(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0)
