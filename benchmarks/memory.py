"""How much memory a run takes after so many articles: it should not grow with their number.

The run is the command's: a file is read through for its digest, then article by article; ids, output, failures and
manifest go to the disk. The articles are short, each with names that no other has, so that what is kept of any
shows. At the end all are passed over as `--resume` does. `--record` also draws docs/images/memory.svg.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench import ROOT, invented_words, report, resident, table

from quoteminer import extract_many, load
from quoteminer.cli.batches import Files, run_batch
from quoteminer.cli.talk import Talk
from quoteminer.runs.checkpoints import EVERY
from quoteminer.runs.manifest import Done
from quoteminer.runs.plan import make_plan
from quoteminer.runs.source import ArticleDigest, Source
from quoteminer.schema import Article

FIGURE = ROOT / "docs" / "images" / "memory.svg"
STEPS = 10


class Taken(NamedTuple):
    """Memory after so many articles, in MB: of the run, and of each of its workers."""

    articles: int
    own: float
    workers: list[float]

    @property
    def whole(self) -> float:
        """Of all together; pages that they share count for each."""
        return self.own + sum(self.workers)


class Watch(Talk):
    """Says nothing of the run, and looks at the memory now and then.

    Args:
        articles: how many there will be.

    Attributes:
        seen: what it saw.
    """

    def __init__(self, articles: int) -> None:
        super().__init__(quiet=True)
        step = max(articles // STEPS, 1)
        self._due = {step // 2, *range(step, articles + 1, step)}
        self.seen: list[Taken] = []

    def advance(self, done: Done) -> None:
        """Look, if it is time to."""
        if done.articles in self._due:
            self.seen.append(Taken(done.articles, resident(), [resident(child) for child in children()]))
            print(self.seen[-1], file=sys.stderr)


def stream(number: int, words: int = 3) -> Iterator[Article]:
    """Short articles with names of their own, so many words that no other article has."""
    names = invented_words()
    for at in range(number):
        one, other, town = islice(names, 3)
        text = f'"It is wet in {town}," {one} {other} said.\n\n{other}, the mayor, told Reuters that {town} was dry.'
        if words > 3:
            text += f"\n\n{' '.join(islice(names, words - 3))}."
        yield Article(id=f"article-{at:012d}", text=text)


def children() -> list[int]:
    """The processes that this one has started."""
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as numbers:  # noqa: PTH123 - not a file
        return [int(number) for number in numbers.read().split()]


def watched(source: Path, articles: int, workers: int) -> tuple[list[Taken], float]:
    """Run the command on a file.

    Args:
        source: the file.
        articles: how many it has.
        workers: how many processes work.

    Returns:
        The memory on the way, and in MB that of this process when all articles have been passed over once more.
    """
    nlp = load()
    watch = Watch(articles)
    with TemporaryDirectory() as folder:
        done = run_batch(
            Files([str(source)], f"{folder}/quotes.jsonl", f"{folder}/failures.jsonl"),
            lambda some, failed: extract_many(some, nlp=nlp, workers=workers, apart=True, on_error=failed),
            watch,
            select=lambda result: result,
            plan=lambda inventory: make_plan(inventory, {}, nlp),
            again="refuse",
            every=EVERY,
        )
    Source([str(source)]).skip(done.articles, ArticleDigest())
    return watch.seen, resident()


def bar(part: float, whole: float) -> str:
    """A bar of blocks, as long as the part is of the whole."""
    return "█" * round(30 * part / whole)


def draw(seen: Sequence[Taken], file: Path) -> None:
    """Draw the memory over the articles as an SVG that is the same each time."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "memory"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
    articles = [one.articles for one in seen]
    axes.plot(articles, [one.own for one in seen], "o-", label="the run")
    for number in range(min(len(one.workers) for one in seen)):
        axes.plot(articles, [one.workers[number] for one in seen], "s--", label=f"worker {number + 1}", linewidth=1)
    most = max(one.own for one in seen)
    axes.set(xlim=(0, None), ylim=(0, 1.1 * most), xlabel="articles", ylabel="memory, MB")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(file, format="svg", metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--words", type=int, default=3, help="words of each article that no other has")
    parser.add_argument("--input", type=Path, help="read so many articles of this file instead of making them up")
    parser.add_argument("--record", action="store_true", help="add the result to benchmarks/RESULTS.md")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        source: Path = options.input or Path(folder, "articles.jsonl")
        if not options.input:
            with source.open("w", encoding="utf-8") as lines:
                lines.writelines(
                    f"{article.model_dump_json()}\n" for article in stream(options.articles, options.words)
                )
        seen, after = watched(source, options.articles, options.workers)
    most = max(one.whole for one in seen)
    rows = [
        [
            f"{one.articles:,}",
            f"{one.own:,.0f}",
            ", ".join(f"{worker:,.0f}" for worker in one.workers) or "-",
            bar(one.whole, most),
        ]
        for one in seen
    ]
    early, late = seen[1], seen[-1]
    body = (
        f"**{late.whole / early.whole - 1:+.1%}** from {early.articles:,} to {late.articles:,} articles. "
        f"When all of them have been passed over again, as `--resume` does: {after:,.0f} MB.\n\n"
    ) + table(["articles", "MB of the run", "MB of its workers", ""], rows)
    report("Memory and the number of articles", body, record=options.record)
    if options.record:
        draw(seen, FIGURE)


if __name__ == "__main__":
    main()
