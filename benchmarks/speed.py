"""How long the whole extraction takes beside the stock pipeline of the same model, and which part takes how much.

One process, one thread, warm; both in turn on the same articles, in CPU time, so that other work on the machine weighs
on both. The figure is the median of the rounds' ratios.
"""

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
os.environ.setdefault("OMP_NUM_THREADS", "1")

import io
import statistics
import time
from collections import Counter
from collections.abc import Callable

import spacy
from bench import load_articles, report, table, words
from spacy.language import Language

from quoteminer import extract_many, load
from quoteminer.formats.quotes import write_quotes
from quoteminer.pipeline import DEFAULT_MODEL
from quoteminer.records import to_result
from quoteminer.schema import Article


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU time that work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def parse(articles: list[Article], nlp: Language) -> None:
    """What the stock pipeline does."""
    for article in articles:
        nlp(article.text)


def extract(articles: list[Article], nlp: Language) -> None:
    """What `quoteminer extract` does, output included."""
    output = io.StringIO()
    for result in extract_many(articles, nlp=nlp):
        write_quotes(result, output)


def shares(articles: list[Article], nlp: Language, *, ours: bool) -> Counter[str]:
    """CPU seconds of every step."""
    taken: Counter[str] = Counter()
    for article in articles:
        began = time.process_time()

        def step(name: str) -> None:
            nonlocal began
            taken[name] += time.process_time() - began  # type: ignore[assignment] # seconds, not numbers
            began = time.process_time()

        doc = nlp.tokenizer(article.text)
        step("tokenizer")
        for name, component in nlp.pipeline:
            doc = component(doc)
            step(name)
        if ours:
            result = to_result(doc, article)
            step("records")
            write_quotes(result, io.StringIO())
            step("output")
    return taken


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--record", action="store_true", help="add the result to benchmarks/RESULTS.md")
    options = parser.parse_args()
    articles = load_articles(options.articles)
    stock, ours = spacy.load(DEFAULT_MODEL), load()
    parse(articles[:3], stock)
    extract(articles[:3], ours)
    rounds = [
        (cpu(lambda: parse(articles, stock)), cpu(lambda: extract(articles, ours))) for _ in range(options.rounds)
    ]
    count = words(articles)
    stock_time, our_time = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratios = sorted(ours / stock for stock, ours in rounds)
    rows: list[list[object]] = []
    for whose, nlp, time_taken in (("stock", stock, stock_time), ("quoteminer", ours, our_time)):
        parts = shares(articles, nlp, ours=nlp is ours)
        whole = sum(parts.values())
        rows.append([whose, "all", f"{time_taken:.2f}", "100 %", f"{count / time_taken:,.0f}"])
        rows += [[whose, name, f"{part:.2f}", f"{part / whole:.0%}", ""] for name, part in parts.items()]
    body = (
        f"{len(articles)} articles, {count:,} words, {options.rounds} rounds. **Ratio of quoteminer to the stock "
        f"pipeline: {statistics.median(ratios):.2f}** ({ratios[0]:.2f} to {ratios[-1]:.2f}).\n\n"
        + table(["pipeline", "part", "CPU s", "share", "words/s"], rows)
    )
    report("Speed: the whole extraction beside the stock pipeline", body, record=options.record)


if __name__ == "__main__":
    main()
