"""List errors on PolNeAR's development part in their sentences, to be read one by one; see docs/ERRORS.md.

    python benchmarks/errors.py PREDICTIONS [--number 200] [--seed 1] [--error missed]...
    python benchmarks/errors.py PREDICTIONS --read

The second way counts, class by class, which of the errors that have been read (errors_read.csv) are still there.
PREDICTIONS is what `benchmarks/accuracy.py --predictions FILE` keeps. Nothing is written: the corpus is not part of
this repository, and what it says stays in the terminal. A case with several errors is listed once; only a case that the
headline counts as wrong (not found, or a wrong source) or whose content differs is an error here.
"""

import argparse
import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import polnear
from bench import CORPUS, lines_of, table

from quoteminer.evaluation.diagnose import Case
from quoteminer.evaluation.gold import read_gold
from quoteminer.evaluation.matching import Item
from quoteminer.evaluation.report import ArticleReport
from quoteminer.schema import Quote
from quoteminer.words import Range

SORTS = ("missed", "spurious", "edges far off", "edges", "source", "kind")
READ = Path(__file__).with_name("errors_read.csv")
_AROUND = 120
_MARKS = {"source": "{}", "cue": "<>", "content": "[]"}


def sort_of(case: Case) -> str | None:
    """The sort of error that a case is, the weightiest first; None where the headline has nothing against it."""
    if case.gold is None or case.predicted is None:
        return case.errors[0]
    if not case.found:
        return "edges far off"
    for error, sort in (("wrong source", "source"), ("boundary", "edges"), ("wrong kind", "kind")):
        if error in case.errors:
            return sort
    return None


def listed(articles: Iterable[ArticleReport], sorts: Iterable[str]) -> list[tuple[ArticleReport, Case, str]]:
    """The errors of some sorts, in the order of articles and text."""
    wanted = set(sorts)
    cases = ((article, case, sort_of(case)) for article in articles for case in article.cases)
    return [(article, case, sort) for article, case, sort in cases if sort in wanted]


def still_there(articles: Iterable[ArticleReport]) -> str:
    """How many of the errors that have been read are still errors, by the classes that they were sorted into.

    A gold quote is one that is no longer right; a spurious prediction, one whose words a spurious prediction still has.
    """
    gold: set[tuple[str, tuple[Range, ...]]] = set()
    spurious: defaultdict[str, list[Range]] = defaultdict(list)
    for article, case, _ in listed(articles, SORTS):
        if case.gold is not None:
            gold.add((article.id, case.gold.attribution.content))
        elif case.predicted is not None:
            spurious[article.id] += case.predicted.attribution.content
    read: Counter[str] = Counter()
    left: Counter[str] = Counter()
    with READ.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            spans = tuple((int(start), int(end)) for start, end in (span.split("-") for span in row["content"].split()))
            others = spurious[row["article"]]
            same = any(start < other[1] and other[0] < end for start, end in spans for other in others)
            read[row["class"]] += 1
            left[row["class"]] += (row["article"], spans) in gold if row["of"] == "gold" else same
    rows = [[name, count, left[name]] for name, count in read.most_common()]
    return table(["class", "read", "still there"], [*rows, ["all", read.total(), left.total()]])


def shown(item: Item | None, text: str, hull: Range) -> str:
    """A stretch of the text with {source}, <cue> and [content] of an item marked in it."""
    if item is None:
        return "–"
    one = item.attribution
    spans = {"source": one.source, "cue": one.cue, "content": one.content}
    edges = [
        (at, end, sign)
        for role, signs in _MARKS.items()
        for span in spans[role]
        for at, end, sign in ((span[0], 1, signs[0]), (span[1], 0, signs[1]))
    ]
    parts, last = [], hull[0]
    for at, _, sign in sorted(edges):
        parts += [text[last:at], sign]
        last = at
    return " ".join("".join([*parts, text[last : hull[1]]]).split())


def hull_of(case: Case, text: str) -> Range:
    """From a little before the first span of a case to a little behind its last one."""
    spans = [
        span
        for item in (case.gold, case.predicted)
        if item is not None
        for span in (*item.attribution.source, *item.attribution.cue, *item.attribution.content)
    ]
    return max(0, min(s for s, _ in spans) - _AROUND), min(len(text), max(e for _, e in spans) + _AROUND)


def main() -> int:
    """Print a choice of the errors.

    Returns:
        The exit status: 0 also where the corpus is absent, because then there is nothing to compare with.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--error", action="append", choices=SORTS, help="only this sort; may be repeated")
    parser.add_argument("--read", action="store_true", help="count the errors that have been read")
    options = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: the corpus is not there ({CORPUS}); it is not part of this repository", file=sys.stderr)
        return 0
    gold = read_gold(lines_of(CORPUS), str(CORPUS))
    quotes = [Quote.model_validate_json(line) for line in lines_of(options.predictions)]
    articles = polnear.scored(gold, quotes, intervals=False).articles
    if options.read:
        print(still_there(articles))
        return 0
    errors = listed(articles, options.error or SORTS)
    counted = Counter(sort for _, _, sort in errors)
    print(f"{len(errors)} errors: {', '.join(f'{sort} {counted[sort]}' for sort in SORTS)}")
    chosen = random.Random(options.seed).sample(range(len(errors)), min(options.number, len(errors)))
    for number, index in enumerate(sorted(chosen), 1):
        article, case, sort = errors[index]
        hull = hull_of(case, article.text)
        quote = quotes[case.predicted.attribution.line - 1] if case.predicted else None
        why = f", {quote.rule} {quote.confidence}, parent {quote.parent}" if quote else ""
        print(f"\n{number}. {sort} ({case.kind}, {case.overlap:.2f}{why}) {article.id}")
        print(f"   gold: {shown(case.gold, article.text, hull)}")
        print(f"   ours: {shown(case.predicted, article.text, hull)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
