"""What millions of articles cost: reckoned from the newest figures of `speed.py` and `memory.py` in RESULTS.md.

Nothing is measured here. `--write` puts the table into docs/SCALING.md.
"""

import argparse
import re
from dataclasses import dataclass

from bench import RESULTS, ROOT, load_articles, table, words

DOCUMENT = ROOT / "docs" / "SCALING.md"
BEGIN, END = "<!-- made by: python benchmarks/cost.py --write -->\n", "<!-- end -->"
NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Speed:
    """The newest figure of `speed.py`: words of an article, words a second of one core."""

    words: float
    rate: float


def sections(results: str, title: str) -> list[str]:
    """The results with a title, oldest first."""
    return [part for part in re.split(r"^## ", results, flags=re.MULTILINE) if part.startswith(title)]


def newest_speed(results: str, *, model: bool) -> Speed | None:
    """What one core reads, with the learned model or by the rules alone."""
    for section in reversed(sections(results, "Speed:")):
        counted = re.search(r"^([\d,]+) articles, ([\d,]+) words", section, flags=re.MULTILINE)
        rate = re.search(r"^\| quoteminer \| all \|.*\| ([\d,]+) \|$", section, flags=re.MULTILINE)
        if counted and rate and ("QUOTEMINER_MODEL=none" not in section) == model:
            return Speed(_number(counted[2]) / _number(counted[1]), _number(rate[1]))
    return None


def newest_memory(results: str) -> tuple[float, float | None] | None:
    """MB of the run and of its largest worker, at the end of the newest run of `memory.py`."""
    for section in reversed(sections(results, "Memory and")):
        rows = re.findall(r"^\| [\d,]+ \| ([\d,]+) \| ([^|]*) \|", section, flags=re.MULTILINE)
        if rows:
            own, others = rows[-1]
            workers = [_number(one) for one in re.findall(r"\d[\d,]*", others.replace(", ", " "))]
            return _number(own), max(workers, default=None)
    return None


def cost(results: str, options: argparse.Namespace) -> str:
    """The cost model as a Markdown table, with what it is reckoned from."""
    sample = load_articles(40)
    size = sum(len(article.text.encode("utf-8")) for article in sample) / words(sample)
    memory = newest_memory(results)
    held = NOT_MEASURED if memory is None else f"{memory[1] or memory[0]:,.0f} MB"
    rows: list[list[object]] = []
    for name, model in (("with the model", True), ("rules alone", False)):
        speed = newest_speed(results, model=model)
        for articles in options.articles:
            row: list[object] = [name, f"{articles:,}"]
            if speed is None:
                rows.append([*row, *[NOT_MEASURED] * 5, f"{8 * articles / 1e9:.2f} GB", held])
                continue
            each = speed.rate * 3600 / speed.words * options.efficiency
            hours = articles / each
            shard = options.shard_mb * 1e6 / (speed.words * size)
            row += [f"{each:,.0f}", f"{hours:,.0f}", f"{hours / 24:,.0f}"]
            row += [f"{articles / shard:,.0f}", f"{60 * shard / each:,.0f} min", f"{8 * articles / 1e9:.2f} GB", held]
            rows.append(row)
    head = [
        "", "articles", "articles a core-hour", "core-hours", "cores for a day", "shards", "a shard takes",
        "ids on the driver", "a worker",
    ]  # fmt: skip
    said = (
        f"Articles of the length measured; {options.efficiency:.0%} of the cores' time is work; "
        f"shards of {options.shard_mb:g} MB."
    )
    return f"{said}\n\n{table(head, rows)}\n"


def main() -> None:
    """Print the cost model, or put it into the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000_000, 1_000_000_000])
    parser.add_argument("--shard-mb", type=float, default=16.0)
    parser.add_argument("--efficiency", type=float, default=0.9, help="share of the cores' time that is work")
    parser.add_argument("--write", action="store_true", help="put the table into docs/SCALING.md")
    options = parser.parse_args()
    made = cost(RESULTS.read_text(encoding="utf-8"), options)
    print(made)
    if options.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        DOCUMENT.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")


def _number(text: str) -> float:
    return float(text.replace(",", ""))


if __name__ == "__main__":
    main()
