"""How much memory a run takes after so many articles: it should not grow with their number.

Short articles, each with names that no other has, so that everything that is kept of an article shows.
"""

import argparse
import os
from collections.abc import Iterator
from itertools import islice

from bench import invented_words, report, resident, table

from quoteminer import extract_many, load
from quoteminer.runs.source import Source
from quoteminer.schema import Article


def stream(number: int) -> Iterator[Article]:
    """Short articles with names of their own."""
    names = invented_words()
    for at in range(number):
        one, other, town = islice(names, 3)
        text = f'"It is wet in {town}," {one} {other} said.\n\n{other}, the mayor, told Reuters that {town} was dry.'
        yield Article(id=f"article-{at:012d}", text=text)


def children() -> list[int]:
    """The processes that this one has started."""
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as numbers:  # noqa: PTH123 - not a file
        return [int(number) for number in numbers.read().split()]


def bar(part: float, whole: float) -> str:
    """A bar of blocks, as long as the part is of the whole."""
    return "█" * round(30 * part / whole)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--input", help="read the articles of this file as the command does, instead of making them up")
    parser.add_argument("--record", action="store_true", help="add the result to benchmarks/RESULTS.md")
    options = parser.parse_args()
    articles = Source([options.input]) if options.input else stream(options.articles)
    step = max(options.articles // 10, 1)
    seen: list[tuple[int, float, list[float]]] = []
    for done, _ in enumerate(extract_many(articles, nlp=load(), workers=options.workers), 1):
        if done % step == 0 or done == step // 2:
            seen.append((done, resident(), [resident(child) for child in children()]))
    most = max(own + sum(others) for _, own, others in seen)
    rows = [
        [f"{done:,}", f"{own:,.0f}", ", ".join(f"{one:,.0f}" for one in others) or "-", bar(own + sum(others), most)]
        for done, own, others in seen
    ]
    early, late = (own + sum(others) for _, own, others in (seen[1], seen[-1]))
    body = f"**{late / early - 1:+.1%}** from {seen[1][0]:,} to {seen[-1][0]:,} articles.\n\n" + table(
        ["articles", "MB of the run", "MB of its workers", ""], rows
    )
    report("Memory and the number of articles", body, record=options.record)


if __name__ == "__main__":
    main()
