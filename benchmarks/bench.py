"""What the benchmarks share: articles, tables, and the file of results."""

import json
import math
import os
import platform
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path

from quoteminer.formats.articles import read_articles
from quoteminer.schema import Article, Result

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
CORPUS = ROOT.parent / "shared" / "polnear" / "dev.jsonl"
RAW = ROOT / "data" / "raw"


def load_articles(number: int) -> list[Article]:
    """Articles to measure with: of the development corpus where it is, else those of data/raw over and over.

    Args:
        number: how many.

    Returns:
        As many articles, each with an id of its own.
    """
    found: list[Article] = []
    if CORPUS.is_file():
        found = articles_of(CORPUS)
    found = found or list(read_articles([str(RAW)], lambda _: None))
    return [Article(id=f"{at}", text=found[at % len(found)].text) for at in range(number)]


def lines_of(path: Path) -> list[str]:
    """The lines of a file; `str.splitlines` would also cut at signs that JSON may hold."""
    return [line for line in path.read_text("utf-8").split("\n") if line]


def articles_of(path: Path) -> list[Article]:
    """The articles of a corpus that has one a line, with nothing but id and text."""
    return [Article(id=row["id"], text=row["text"]) for row in map(json.loads, lines_of(path))]


def extraction(articles: Iterable[Article], workers: int) -> list[Result]:
    """Extract the quotes of articles with the default settings; an article that fails is told and has no quotes."""
    from quoteminer import extract_many

    def tell(article: Article, error: Exception) -> None:
        print(f"{article.id}: {error}", file=sys.stderr)

    return list(extract_many(articles, workers=workers, on_error=tell))


def words(articles: Sequence[Article]) -> int:
    """How many words articles have, as white space parts them."""
    return sum(len(article.text.split()) for article in articles)


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The exponent k of value ~ size^k, by least squares on the logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(max(value, 1e-9)) for value in values]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


def resident(process: int | str = "self") -> float:
    """Memory of a process that is in RAM, in MB; pages that forked processes share count for each."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def report(title: str, body: str, *, record: bool) -> None:
    """Print a result, and add it to RESULTS.md.

    Args:
        title: its heading.
        body: what was measured, in Markdown.
        record: add it to the file, with date, machine, versions and command.
    """
    print(f"{title}\n\n{body}\n")
    if not record:
        return
    facts = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{_processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in ("quoteminer", "spacy", "thinc", "numpy")),
    ]
    model = os.environ.get("QUOTEMINER_MODEL")
    command = (f"QUOTEMINER_MODEL={model} " if model else "") + shlex.join(
        ["python", str(Path(sys.argv[0]).resolve().relative_to(ROOT)), *sys.argv[1:]]
    )
    head = "" if RESULTS.exists() else "# Results\n\nWhat the scripts in this folder have measured, newest last.\n"
    with RESULTS.open("a", encoding="utf-8") as stream:
        stream.write(f"{head}\n## {title}\n\n{'; '.join(facts)}\n\n`{command}`\n\n{body}\n")


def invented_words(seed: int = 0) -> Iterator[str]:
    """Capitalised words that no vocabulary has, each only once."""
    letters = "bcdfgklmnprstvz"
    for number in count(seed):
        rest, word = number, ""
        while rest or not word:
            rest, digit = divmod(rest, 5 * len(letters))
            word += letters[digit // 5] + "aeiou"[digit % 5]
        yield word.capitalize() + "ov"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
