"""How time and memory grow with the length of one article, of several shapes, and with the number of articles.

Each size runs in a process of its own, forked from one that has the model loaded. The exponent k of time ~ size^k is
fitted to all sizes; 1 is linear. "own" is what the project's components and records take, without the model's.
"""

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

import multiprocessing
import resource
from collections.abc import Callable
from itertools import cycle, islice
from time import process_time
from typing import Any

from bench import exponent, load_articles, report, resident, table
from spacy.language import Language

from quoteminer import extract_many, load
from quoteminer.records import to_result
from quoteminer.schema import Article

NEWS = " ".join(" ".join(article.text.split()) for article in load_articles(40)).split()


def of_paragraphs(number: int) -> str:
    """Paragraphs of a line each, every other one a quotation."""
    lines = ('"It rained in Lund on Monday," Ann Miller, the mayor, said.', "The river rose, officials in Lund said.")
    return "\n\n".join(islice(cycle(lines), number))


def of_words(number: int) -> str:
    """Running news text in one paragraph per hundred words."""
    stretch = list(islice(cycle(NEWS), number))
    return "\n\n".join(" ".join(stretch[at : at + 100]) for at in range(0, number, 100))


def of_marks(number: int) -> str:
    """Quotation marks around every other word, in paragraphs of forty."""
    pairs = (f'He was "{word.strip(chr(34))}" and' for word in cycle(("wet", "dry", "cold")))
    return "\n\n".join(" ".join(islice(pairs, 20)) + " left." for _ in range(max(number // 40, 1)))


def of_open_marks(number: int) -> str:
    """Quotation marks that none closes, each in a paragraph of its own."""
    return "\n\n".join(["“It rained in Lund on Monday, the mayor said, and it will rain."] * number)


SHAPES: dict[str, tuple[Callable[[int], str], str, int]] = {
    "paragraphs": (of_paragraphs, "paragraphs", 1_000),
    "long": (of_words, "words", 100_000),
    "marks": (of_marks, "quotation marks", 10_000),
    "none closed": (of_open_marks, "quotation marks", 10_000),
}


def read(nlp: Language, text: str) -> dict[str, float]:
    """CPU seconds of the whole, of the project's own part, of each own component; MB of memory that it took."""
    before = resident()
    taken: dict[str, float] = {}
    with nlp.memory_zone():
        began = process_time()
        doc = nlp.tokenizer(text)
        for name, component in nlp.pipeline:
            start = process_time()
            doc = component(doc)
            taken[name] = process_time() - start
        start = process_time()
        to_result(doc, Article(id="a", text=text))
        taken["quoteminer_records"] = process_time() - start
        whole = process_time() - began
    own = {name.removeprefix("quoteminer_"): part for name, part in taken.items() if name.startswith("quoteminer_")}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3 * 1.024 - before
    return {"time": whole, "own": sum(own.values()), "memory": max(memory, 0.1), **own}


def read_many(nlp: Language, articles: list[Article]) -> dict[str, float]:
    """CPU seconds of many articles."""
    began = process_time()
    for _ in extract_many(articles, nlp=nlp):
        pass
    return {"time": process_time() - began}


def in_child(work: Callable[..., dict[str, float]], *arguments: object) -> dict[str, float]:
    """Run something in a forked process."""
    context: Any = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=lambda: there.send(work(*arguments)))
    process.start()
    found: dict[str, float] = here.recv()
    process.join()
    return found


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="largest size, as a share of the full one")
    parser.add_argument("--steps", type=int, default=4, help="sizes, each twice the one before")
    parser.add_argument("--shape", action="append", choices=[*SHAPES, "articles"], help="only this; can be repeated")
    parser.add_argument("--record", action="store_true", help="add the result to benchmarks/RESULTS.md")
    options = parser.parse_args()
    nlp = load()
    nlp('"Yes," Ann Lee said.')  # reads the word tables
    rows = []
    for shape, (make, unit, most) in SHAPES.items():
        if options.shape and shape not in options.shape:
            continue
        sizes = [int(most * options.scale) >> step for step in reversed(range(options.steps))]
        found = [in_child(read, nlp, make(size)) for size in sizes]
        fit = {name: exponent(sizes, [one[name] for one in found]) for name in found[0]}
        worst = max((name for name in fit if name not in {"time", "own", "memory"}), key=lambda name: fit[name])
        last = found[-1]
        time, own = (f"{last[name]:.2f}" for name in ("time", "own"))
        steepest = f"{worst} {fit[worst]:.2f} ({last[worst]:.2f} s)"
        row = [shape, f"{sizes[0]:,} to {sizes[-1]:,} {unit}", time, f"**{fit['time']:.2f}**", own]
        rows.append([*row, f"**{fit['own']:.2f}**", steepest, f"{last['memory']:,.0f}", f"{fit['memory']:.2f}"])
    if not options.shape or "articles" in options.shape:
        sizes = [max(int(160 * options.scale), 8) >> step for step in reversed(range(options.steps))]
        eight = load_articles(8)
        times = [in_child(read_many, nlp, list(islice(cycle(eight), size)))["time"] for size in sizes]
        fitted = f"**{exponent(sizes, times):.2f}**"
        rows.append(["number", f"{sizes[0]:,} to {sizes[-1]:,} articles", f"{times[-1]:.2f}", fitted, *[""] * 5])
    head = ["shape", "sizes", "CPU s", "exponent", "own CPU s", "exponent", "steepest own part", "MB", "exponent"]
    report("Growth with the length of an article and the number of articles", table(head, rows), record=options.record)


if __name__ == "__main__":
    main()
