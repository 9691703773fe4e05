"""Two runs on the same gold: the paired difference of every figure, and the articles that changed most."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from quoteminer.errors import UsageError
from quoteminer.evaluation.bootstrap import Interval, Metric, interval, ratios
from quoteminer.evaluation.diagnose import ERRORS, Error, error_counts
from quoteminer.evaluation.report import ArticleReport, Report
from quoteminer.evaluation.scoring import FIGURES

ATTRIBUTED = (FIGURES, "ATTRIBUTED")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of two runs, ratios from 0 to 1.

    Attributes:
        first: the figure of the first run.
        second: the figure of the second run.
        interval: 95 % interval of second minus first over resamples of articles, the same for both runs; None where
            there are fewer than two articles or nothing to compare.
        better: share of the resamples in which the second run is better, ties counted half; None like `interval`.
    """

    first: float
    second: float
    interval: Interval | None
    better: float | None

    @property
    def change(self) -> float:
        """Second minus first."""
        return self.second - self.first

    @property
    def clear(self) -> bool:
        """The interval does not hold 0: the difference is more than the choice of articles explains."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article in two runs.

    Attributes:
        id: id of the article.
        first: F1 of ATTRIBUTED in the first run.
        second: the same in the second.
        gained: attributions right in the second run more than in the first (fewer, when below 0).
        errors: change in the number of cases of each error, where there is one.
    """

    id: str
    first: float
    second: float
    gained: int
    errors: dict[Error, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared.

    Attributes:
        differences: by row and ratio, in the order of the report.
        articles: the articles whose ATTRIBUTED changed, most changed first.
    """

    differences: dict[Metric, Difference]
    articles: list[ArticleChange]

    def to_dict(self) -> dict[str, Any]:
        """Give what `--json` writes: plain data."""
        sections: defaultdict[str, defaultdict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
        for ((section, name), ratio), found in self.differences.items():
            sections[section][name][ratio] = {
                "first": found.first,
                "second": found.second,
                "change": found.change,
                "interval": found.interval,
                "better": found.better,
            }
        figures = dict(sections.pop(FIGURES, {}))
        changed = [
            {"id": one.id, "first": one.first, "second": one.second, "gained": one.gained, "errors": one.errors}
            for one in self.articles
        ]
        return {"schema_version": "1", "figures": figures, "more": sections, "articles": changed}


def compare(first: Report, second: Report) -> Comparison:
    """Compare two evaluations of the same gold.

    Args:
        first: the run to compare with.
        second: the run that is compared.

    Returns:
        The paired differences: each resample draws the same articles for both runs, so that what is hard for both does
        not count as a difference.

    Raises:
        UsageError: the two are not of the same articles, or not made in the same way.
    """
    if [one.id for one in first.articles] != [one.id for one in second.articles]:
        raise UsageError("the two runs were not evaluated on the same gold articles")
    if (first.iou, first.resampling) != (second.iou, second.resampling):
        raise UsageError("the two runs were evaluated with different settings; use the same --iou and seed for both")
    tallies = [one.tally for one in first.articles], [one.tally for one in second.articles]
    size = len(first.articles)
    whole = np.ones((1, size))
    now = ratios(tallies[0], whole), ratios(tallies[1], whole)
    drawn = first.resampling.weights(size) if size > 1 else None
    sampled = (ratios(tallies[0], drawn), ratios(tallies[1], drawn)) if drawn is not None else None
    differences = {}
    for metric in now[0]:
        if metric not in now[1]:
            continue
        before, after = (float(np.nan_to_num(ratio[metric][0])) for ratio in now)
        ends: Interval | None = None
        better: float | None = None
        if sampled is not None:
            change = sampled[1][metric] - sampled[0][metric]
            change = change[np.isfinite(change)]
            ends = interval(change)
            better = float(np.mean((np.sign(change) + 1) / 2)) if change.size else None
        differences[metric] = Difference(before, after, ends, better)
    return Comparison(differences, _changes(first, second))


def _changes(first: Report, second: Report) -> list[ArticleChange]:
    pairs = zip(first.articles, second.articles, strict=True)
    changes = [_change(before, after) for before, after in pairs]
    moved = [one for one in changes if one.first != one.second or one.gained]
    return sorted(moved, key=lambda one: (-abs(one.second - one.first), one.id))


def _change(before: ArticleReport, after: ArticleReport) -> ArticleChange:
    counts = before.tally.counts[ATTRIBUTED], after.tally.counts[ATTRIBUTED]
    errors = error_counts(before.cases), error_counts(after.cases)
    moved = {name: sum(errors[1][name].values()) - sum(errors[0][name].values()) for name in ERRORS}
    return ArticleChange(
        before.id,
        counts[0].f1,
        counts[1].f1,
        counts[1].correct_gold - counts[0].correct_gold,
        {name: change for name, change in moved.items() if change},
    )
