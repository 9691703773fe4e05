"""The figures on PolNeAR's development part: beside people, beside other systems, beside the marks to be reached."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from bench import lines_of, table

from quoteminer.evaluation.bootstrap import Resampling
from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.records import Annotated, Annotations
from quoteminer.evaluation.report import Report, Row, evaluate
from quoteminer.evaluation.scoring import FIGURES
from quoteminer.schema import Quote

AGREEMENT = ("dev-agreement.jsonl", "train-agreement.jsonl")
MARKS: dict[str, float | None] = {
    "ATTRIBUTED": 75.0,
    "attributed, direct": 95.0,
    "attributed, mixed": 87.0,
    "attributed, indirect": 68.0,
    "detected": 80.0,
    "detected at 0.8": 72.0,
    "content words": 91.0,
    "source words": None,
    "cue words": None,
    "source right, of the detected": 94.0,
}
"""The rows, each with the mark that it has to reach, if it has one."""
PEERS: dict[str, dict[str, float]] = {
    "textacy `direct_quotations`": {
        "ATTRIBUTED": 16.6,
        "attributed, direct": 43.1,
        "attributed, mixed": 0.0,
        "attributed, indirect": 5.1,
        "content words": 36.5,
        "source words": 14.0,
        "cue words": 14.9,
        "source right, of the detected": 82.3,
    },
    "GenderGapTracker": {
        "ATTRIBUTED": 41.9,
        "attributed, direct": 48.3,
        "attributed, mixed": 59.5,
        "attributed, indirect": 36.0,
        "content words": 68.5,
        "source words": 59.5,
        "cue words": 35.9,
        "source right, of the detected": 84.1,
    },
    "Citron, retrained": {
        "ATTRIBUTED": 52.5,
        "attributed, direct": 65.7,
        "attributed, mixed": 63.6,
        "attributed, indirect": 46.7,
        "content words": 70.2,
        "source words": 67.7,
        "cue words": 49.6,
        "source right, of the detected": 91.7,
    },
    "first small transformer": {
        "ATTRIBUTED": 70.8,
        "attributed, direct": 87.4,
        "attributed, mixed": 82.3,
        "attributed, indirect": 64.8,
        "content words": 90.5,
        "source words": 83.8,
        "cue words": 72.4,
        "source right, of the detected": 90.6,
    },
}
"""F1 (of the last row: share) of other systems, by the reference script on the same articles; only the last two were
trained on PolNeAR."""


def agreement(corpus: Path) -> Report:
    """Score every annotator of an article against every other one, as if the one were gold and the other predicted."""
    annotations: defaultdict[str, list[Annotated]] = defaultdict(list)
    for name in AGREEMENT:
        path = corpus / name
        for number, line in enumerate(lines_of(path), 1):
            for article_id, article in read_gold([line], f"{path}, annotation {number}").items():
                annotations[article_id].append(article)
    gold: dict[str, Annotated] = {}
    predicted: dict[str, Annotated] = {}
    for article_id, annotated in annotations.items():
        for (first, one), (second, other) in permutations(enumerate(annotated), 2):
            pair = f"{article_id} {first}-{second}"
            gold[pair] = replace(one, id=pair)
            predicted[pair] = replace(other, id=pair)
    return evaluate(gold, predicted)


def scored(gold: Annotations, quotes: Iterable[Quote], *, intervals: bool = True) -> Report:
    """Score quotes; each prediction's `line` in the report is the quote's place among them, counted from 1."""
    lines = (quote.model_dump_json() for quote in quotes)
    resampling = Resampling() if intervals else Resampling(resamples=1)
    return evaluate(gold, read_predictions(lines, "the extraction", gold), resampling=resampling)


def section(gold: Annotations, quotes: Sequence[Quote], report: Report, people: Report) -> str:
    """Lay out the figures, in points of a hundred.

    Args:
        gold: the development part.
        quotes: what was extracted of it.
        report: the two compared.
        people: the annotators compared with each other.
    """
    outer = scored(gold, [quote for quote in quotes if quote.parent is None], intervals=False)
    return (
        f"### PolNeAR dev\n\n{figures(report, people)}\n\n"
        "Only the quotes that stand in no other one (no `parent`). PolNeAR annotates nothing inside a content, so in "
        f"the table above every such quote counts as wrong:\n\n{without_nested(outer)}\n\n"
        f"F1 (of the last row: %) beside other systems on the same articles:\n\n{beside_peers(report, people)}\n"
    )


def figures(report: Report, people: Report) -> str:
    """The headline with its marks."""
    ours, theirs = report.sections()[FIGURES], people.sections()[FIGURES]
    rows = []
    for name, mark in MARKS.items():
        row = ours.get(name)
        if row is None:
            continue
        ends = report.intervals.get(((FIGURES, name), "f" if isinstance(row, Counts) else "share"))
        between = "–" if ends is None else f"{100 * ends[0]:.1f}–{100 * ends[1]:.1f}"
        ratios = [f"{100 * row.precision:.1f}", f"{100 * row.recall:.1f}"] if isinstance(row, Counts) else ["", ""]
        value, ceiling = _value(row), _shown(theirs.get(name))
        rows.append([name, *ratios, f"{value:.1f}", between, against(value, mark), ceiling])
    return table(["", "P", "R", "F1 or %", "95 % interval", "mark", "people among themselves"], rows)


def without_nested(report: Report) -> str:
    """The same for quotes that stand in no other, without what does not change."""
    rows = [
        [name, f"{100 * row.precision:.1f}", f"{100 * row.recall:.1f}", f"{100 * row.f1:.1f}"]
        for name, row in report.sections()[FIGURES].items()
        if name in MARKS and isinstance(row, Counts) and "words" not in name
    ]
    return table(["", "P", "R", "F1"], rows)


def beside_peers(report: Report, people: Report) -> str:
    """The headline beside what others reach."""
    ours, theirs = report.sections()[FIGURES], people.sections()[FIGURES]
    rows = []
    for name in next(iter(PEERS.values())):
        peers = [f"{peer[name]:.1f}" for peer in PEERS.values()]
        rows.append([name, *peers, f"**{_shown(ours.get(name))}**", _shown(theirs.get(name))])
    return table(["", *PEERS, "quoteminer", "people"], rows)


def against(value: float, mark: float | None) -> str:
    """Say whether a figure, in points, reaches its mark; both are compared as they are printed."""
    if mark is None:
        return ""
    short = mark - round(value, 1)
    return f"≥ {mark:g}: reached" if short <= 0 else f"≥ {mark:g}: {short:.1f} short"


def _value(row: Row) -> float:
    return 100 * (row.f1 if isinstance(row, Counts) else row.share)


def _shown(row: Row | None) -> str:
    return "–" if row is None else f"{_value(row):.1f}"
