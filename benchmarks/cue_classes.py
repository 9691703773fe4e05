"""Cue classes against cues of PolNeAR's development part that one reader has labelled (cue_classes.csv).

    python benchmarks/cue_classes.py        prints the drawn cues in their sentences, to be read and labelled

The corpus is not part of this repository: it is looked for in ../shared/polnear. `make accuracy` prints the figures.
"""

import csv
import random
import sys
from collections import Counter
from pathlib import Path

from bench import CORPUS, table

from quoteminer.evaluation.gold import read_gold
from quoteminer.evaluation.records import Annotations
from quoteminer.evaluation.report import Report
from quoteminer.schema import CUE_CLASSES
from quoteminer.words import Range

LABELS = Path(__file__).with_name("cue_classes.csv")
DRAWS = {1: 300, 2: 150}
"""How many cues each draw has, none of them in an earlier one; the size is also the seed."""
_AROUND = 180

Cue = tuple[str, tuple[Range, ...]]
"""Id of an article and the spans of a cue in it."""
Pairs = Counter[tuple[str, str]]
"""How many cues have a label and a predicted class."""


def draw(gold: Annotations) -> dict[Cue, int]:
    """Draw the cues to be labelled, the same ones each time, each with the number of its draw."""
    cues = [(article.id, one.cue, one.id or "") for article in gold.values() for one in article.attributions if one.cue]
    drawn: dict[Cue, int] = {}
    for number, size in DRAWS.items():
        left = sorted(cue for cue in cues if cue[:2] not in drawn)
        drawn |= {(article, cue): number for article, cue, _ in random.Random(size).sample(left, size)}
    return drawn


def labels() -> dict[int, dict[Cue, str]]:
    """Read the labelled cues of each draw.

    Raises:
        ValueError: a class is none, or a cue stands twice.
    """
    found: dict[int, dict[Cue, str]] = {number: {} for number in DRAWS}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            spans = tuple((int(start), int(end)) for start, end in (span.split("-") for span in row["cue"].split()))
            cue = row["article"], spans
            if row["cue_class"] not in CUE_CLASSES or any(cue in others for others in found.values()):
                message = f"{LABELS.name}: {row}: the class has to be one of {', '.join(CUE_CLASSES)}, the cue new"
                raise ValueError(message)
            found[int(row["draw"])][cue] = row["cue_class"]
    return found


def pairs(report: Report, wanted: dict[Cue, str]) -> Pairs:
    """Count labelled and predicted class of the labelled cues whose quote was found."""
    counted: Pairs = Counter()
    for article in report.articles:
        for case in article.cases:
            if case.found and case.gold and case.predicted:
                label = wanted.get((article.id, case.gold.attribution.cue))
                if label:
                    counted[label, case.predicted.attribution.cue_class or "none"] += 1
    return counted


def section(report: Report) -> str:
    """Say how often the class is right, class by class, and what is taken for what.

    Args:
        report: the development part, scored.
    """
    by_draw = {number: pairs(report, wanted) for number, wanted in labels().items()}
    both: Pairs = sum(by_draw.values(), Counter())
    told = "; ".join(
        f"of the {DRAWS[number]} of draw {number} {counted.total()} were found and {_right(counted)}, "
        f"**{_percent(_right(counted), counted.total())} %**, have the right class"
        for number, counted in by_draw.items()
    )
    return f"### Cue classes\n\nCues labelled by hand: {told}. Both together:\n\n{_by_class(both)}\n"


def _by_class(counted: Pairs) -> str:
    rows = []
    for name in CUE_CLASSES:
        same = counted[name, name]
        given = sum(count for (_, other), count in counted.items() if other == name)
        gold = sum(count for (label, _), count in counted.items() if label == name)
        wrong = [(other, counted[name, other]) for other in (*CUE_CLASSES, "none") if other != name]
        taken = ", ".join(f"{other} {count}" for other, count in wrong if count)
        rows.append([name, gold, _percent(same, given), _percent(same, gold), taken])
    return table(["class", "labelled and found", "precision", "recall", "taken for"], rows)


def _right(counted: Pairs) -> int:
    return sum(count for (label, given), count in counted.items() if label == given)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def main() -> int:
    """Print the drawn cues, each in its sentence.

    Returns:
        The exit status: 0 also where the corpus is absent, because then there is nothing to draw from.
    """
    if not CORPUS.exists():
        print(f"skipped: the corpus is not there ({CORPUS}); it is not part of this repository", file=sys.stderr)
        return 0
    with CORPUS.open(encoding="utf-8") as lines:
        gold = read_gold(lines, str(CORPUS))
    for (article, cue), number in draw(gold).items():
        text = gold[article].text or ""
        start, end = cue[0][0], cue[-1][1]
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        shown = " ".join(f"{before}**{text[start:end]}**{after}".split())
        print(f"{number}\t{article}\t{' '.join(f'{a}-{b}' for a, b in cue)}\t{shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
