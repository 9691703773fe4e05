"""What more workers gain: wall time, and the CPU time that sharing the work costs.

On a machine with other work the wall times say little; the CPU times then bound what an idle machine would give.
"""

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

import hashlib
import resource
import time

from bench import load_articles, report, table, words

from quoteminer import extract_many, load
from quoteminer.schema import Article


def spent() -> float:
    """CPU seconds of this process and of all its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def run(articles: list[Article], workers: int) -> tuple[float, float, str]:
    """Wall seconds, CPU seconds, and a digest of what came out."""
    digest = hashlib.blake2b(digest_size=8)
    wall, cpu = time.monotonic(), spent()
    for result in extract_many(articles, nlp=load(), workers=workers):
        for quote in result.quotes:
            digest.update(quote.model_dump_json().encode())
    return time.monotonic() - wall, spent() - cpu, digest.hexdigest()


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--record", action="store_true", help="add the result to benchmarks/RESULTS.md")
    options = parser.parse_args()
    articles = load_articles(options.articles)
    run(articles[:2], 1)
    best: dict[int, tuple[float, float]] = {}
    digests = set()
    for _ in range(options.rounds):
        for workers in options.workers:
            wall, cpu, digest = run(articles, workers)
            digests.add(digest)
            before = best.get(workers, (wall, cpu))
            best[workers] = (min(wall, before[0]), min(cpu, before[1]))
    alone, (wall_alone, cpu_alone) = options.workers[0], best[options.workers[0]]
    rows = [
        [workers, f"{wall:.1f}", f"{cpu:.1f}", f"{wall_alone * alone / (wall * workers):.2f}", f"{cpu_alone / cpu:.2f}"]
        for workers, (wall, cpu) in best.items()
    ]
    same = "the same" if len(digests) == 1 else "NOT THE SAME"
    body = f"{len(articles)} articles, {words(articles):,} words; best of {options.rounds}; the quotes are {same}.\n\n"
    head = ["workers", "wall s", "CPU s", "efficiency by wall", "efficiency by CPU"]
    report("Workers", body + table(head, rows), record=options.record)


if __name__ == "__main__":
    main()
