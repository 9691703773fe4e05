"""Cue classes against 300 cues of PolNeAR's development part that one reader has labelled (cue_classes.csv).

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
DRAWN = 300
SEED = 300
_AROUND = 180

Cue = tuple[str, tuple[Range, ...]]
"""Id of an article and the spans of a cue in it."""


def draw(gold: Annotations) -> list[Cue]:
    """Draw the cues to be labelled: the same ones each time, in the order of article and place."""
    cues = [(article.id, one.cue, one.id or "") for article in gold.values() for one in article.attributions if one.cue]
    drawn = random.Random(SEED).sample(sorted(cues), DRAWN)
    return sorted((article, cue) for article, cue, _ in drawn)


def labels() -> dict[Cue, str]:
    """Read the labelled cues.

    Raises:
        ValueError: a class is none, or a cue stands twice.
    """
    found: dict[Cue, str] = {}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            spans = tuple((int(start), int(end)) for start, end in (span.split("-") for span in row["cue"].split()))
            cue = row["article"], spans
            if row["cue_class"] not in CUE_CLASSES or cue in found:
                message = f"{LABELS.name}: {row}: the class has to be one of {', '.join(CUE_CLASSES)}, the cue new"
                raise ValueError(message)
            found[cue] = row["cue_class"]
    return found


def pairs(report: Report) -> Counter[tuple[str, str]]:
    """Count labelled and predicted class of the labelled cues whose quote was found."""
    wanted = labels()
    counted: Counter[tuple[str, str]] = Counter()
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
    counted = pairs(report)
    right = sum(count for (label, given), count in counted.items() if label == given)
    found = counted.total()
    rows = []
    for name in CUE_CLASSES:
        same = counted[name, name]
        given = sum(count for (_, other), count in counted.items() if other == name)
        gold = sum(count for (label, _), count in counted.items() if label == name)
        wrong = [(other, counted[name, other]) for other in (*CUE_CLASSES, "none") if other != name]
        taken = ", ".join(f"{other} {count}" for other, count in wrong if count)
        rows.append([name, gold, _percent(same, given), _percent(same, gold), taken])
    head = ["class", "labelled and found", "precision", "recall", "taken for"]
    return (
        f"### Cue classes\n\nOf {len(labels())} cues labelled by hand, the quotes of {found} were found; class right: "
        f"**{right} of {found}, {_percent(right, found)} %**.\n\n{table(head, rows)}\n"
    )


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
    for article, cue in draw(gold):
        text = gold[article].text or ""
        start, end = cue[0][0], cue[-1][1]
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        shown = " ".join(f"{before}**{text[start:end]}**{after}".split())
        print(f"{article}\t{' '.join(f'{a}-{b}' for a, b in cue)}\t{shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
