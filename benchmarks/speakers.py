"""Score the speakers of PolNeAR's and GUM's development articles, and append the figures to RESULTS.md.

    python benchmarks/speakers.py [--workers N] [--coreference NAME] [--no-record]

The figures are those of the scripts that stand beside the labels in ../shared, next to what a naive baseline (twenty
rules, the nearest person for a pronoun) has by the labels' README. A wrong name and none are counted apart: a source
without a speaker misleads nobody. The corpora are not part of this repository; what is absent is left out, and said.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, Final

from bench import report, table

from quoteminer.schema import MIN_SPEAKER_CONFIDENCE, Article

SHARED: Final = Path(__file__).resolve().parent.parent.parent / "shared"
POLNEAR: Final = SHARED / "polnear"
GUM: Final = SHARED / "gum"
OWN_WORDS: Final = frozenset({"none", "group", "document", "possessive"})
"""How a speaker is resolved that has the words of its mention for a name."""
THRESHOLDS: Final = (MIN_SPEAKER_CONFIDENCE, 0.6, 0.7, 0.8, 0.9, 0.95)
MARKS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "pronoun": 88.0,
        "nominal": 75.0,
        "short name": 97.0,
        "all": 88.0,
        "unnamed": 95.0,
        "full name given": 85.0,
        "speaker": 90.0,
        "recall, speech": 88.0,
        "end to end speaker": 80.0,
    }
)
"""What is aimed at."""
GENRES: Final[Mapping[str, tuple[Sequence[str], Mapping[str, float]]]] = MappingProxyType(
    {
        "news": (
            ("news-dev.jsonl",),
            MappingProxyType(
                {
                    "F1": 65.1,
                    "recall, speech": 66.0,
                    "source overlaps": 91.5,
                    "speaker": 72.9,
                    "speaker, name sources": 76.3,
                    "end to end speaker": 49.3,
                }
            ),
        ),
        "interviews and biographies": (
            ("interview-dev.jsonl", "bio-dev.jsonl"),
            MappingProxyType({"F1": 50.0, "speaker": 30.0, "speaker, pronoun sources": 20.5}),
        ),
    }
)
"""The files of each part of GUM, and the naive baseline's figures on them, from its README."""
GUM_ROWS: Final = (
    "F1",
    "recall, speech",
    "source overlaps",
    "speaker",
    "speaker, name sources",
    "speaker, nominal sources",
    "speaker, pronoun sources",
    "speaker, third-person pronouns",
    "speaker, first- and second-person pronouns",
    "end to end speaker",
    "end to end speaker, third-person pronouns",
)
FORMS: Final = ("all", "pronoun", "short name", "nominal", "other")

Row = dict[str, Any]


def lines(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def script(path: Path) -> ModuleType:
    """Import a scoring script by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(articles: Sequence[Row], workers: int, coreference: str | None) -> list[Row]:
    """The records of the quotes of articles; an article that fails is told and has none."""
    from quoteminer import extract_many, load

    def tell(article: Article, error: Exception) -> None:
        print(f"{article.id}: {error}", file=sys.stderr)

    given = (Article(id=one["id"], text=one["text"]) for one in articles)
    results = extract_many(given, nlp=load(coreference=coreference), workers=workers, on_error=tell)
    return [json.loads(quote.model_dump_json()) for result in results for quote in result.quotes]


def sure(quotes: Sequence[Row], threshold: float) -> list[Row]:
    """The quotes with those speakers only that are somebody's name and at least so sure."""

    def named(speaker: Row) -> bool:
        known = speaker["confidence"] is None or speaker["confidence"] >= threshold
        return known and speaker["resolved_by"] not in OWN_WORDS

    return [{**quote, "speakers": [one for one in quote["speakers"] if named(one)]} for quote in quotes]


def polnear(workers: int, coreference: str | None = None) -> str:
    """PolNeAR's labelled sources, as Markdown."""
    scorer = script(POLNEAR / "score_labelled_speakers.py")
    labels = [label for label in lines(POLNEAR / "dev-speakers.jsonl") if not label.get("odd")]
    wanted = {label["id"] for label in labels}
    articles = [article for article in lines(POLNEAR / "dev.jsonl") if article["id"] in wanted]
    quotes = extracted(articles, workers, coreference)
    figures = scorer.score(labels, _by_article(quotes))
    head = ("PolNeAR, labelled sources", "right, %", "of", "wrong name", "none", "mark")
    rows: list[Sequence[object]] = []
    for name in ("found", "end to end", *FORMS, "full name given", "unnamed"):
        of_form = [label for label in labels if name in {"all", label["form"]}]
        wrong, none = _wrong_or_none(scorer, of_form, quotes) if name in FORMS else ("", "")
        rows.append((name, _percent(figures, name), figures.get(name, {"n": 0})["n"], wrong, none, MARKS.get(name, "")))
    head_2 = ("speaker's confidence from", "right", "wrong name", "none", "right, % of the named")
    rows_2 = [_judged(scorer, labels, quotes, threshold) for threshold in THRESHOLDS]
    return f"{table(head, rows)}\n\n{table(head_2, rows_2)}"


def _judged(scorer: ModuleType, labels: Sequence[Row], given: Sequence[Row], threshold: float) -> Sequence[object]:
    quotes = sure(given, threshold)
    found = scorer.score([label for label in labels if label["names"]], _by_article(quotes)).get("all")
    of, right = (found["n"], round(found["share"] * found["n"])) if found else (0, 0)
    wrong, _ = _wrong_or_none(scorer, labels, quotes)
    return _threshold_row(threshold, right, wrong, of)


def _wrong_or_none(scorer: ModuleType, labels: Sequence[Row], quotes: Sequence[Row]) -> tuple[int, int]:
    """How many of the found labels with a name have somebody else's, and how many have none."""
    full, named = _by_article(quotes), _by_article(sure(quotes, 0.0))
    wrong = none = 0
    for label in (label for label in labels if label["names"]):
        judged = scorer.score([label], full)
        if judged["found"]["share"] and not judged["all"]["share"]:
            touching = scorer.score([label], named)
            assert not touching["all"]["share"]
            given = any(
                quote["speakers"]
                for quote in named[label["id"]]
                if scorer.touch(label["source"], scorer.spans(quote["source"]))
                and scorer.touch(label["content"], scorer.spans(quote["content"]))
            )
            wrong, none = wrong + given, none + (not given)
    return wrong, none


def gum(workers: int, coreference: str | None = None) -> str:
    """GUM's attributions, as Markdown."""
    scorer = script(GUM / "score_speakers.py")
    columns: dict[str, dict[str, str]] = {}
    curves: list[Sequence[object]] = []
    for genre, (files, _) in GENRES.items():
        articles = [article for name in files for article in lines(GUM / name)]
        quotes = extracted(articles, workers, coreference)
        figures = _gum_figures(scorer, articles, quotes)
        right, of = figures.get("speaker")[1:]
        wrong = _gum_wrong(scorer, articles, sure(quotes, 0.0))
        precision, recall = figures.get("precision")[0], figures.get("recall")[0]
        columns[genre] = {
            **{name: _share(figures, name) for name in GUM_ROWS},
            "F1": "–" if not precision or not recall else f"{200 * precision * recall / (precision + recall):.1f}",
            "wrong name, of the found": f"{wrong} of {of}",
            "none, of the found": f"{of - right - wrong} of {of}",
        }
        for threshold in THRESHOLDS:
            named = sure(quotes, threshold)
            right, of = _gum_figures(scorer, articles, named).get("speaker")[1:]
            row = _threshold_row(threshold, right, _gum_wrong(scorer, articles, named), of)
            curves.append((genre, *row))
    head = ["GUM"]
    for genre in GENRES:
        head += [genre, "baseline"]
    rows: list[Sequence[object]] = []
    for name in (*GUM_ROWS, "wrong name, of the found", "none, of the found"):
        cells: list[object] = []
        for genre, (_, baseline) in GENRES.items():
            cells += [columns[genre][name], baseline.get(name, "")]
        rows.append((name, *cells, MARKS.get(name, "")))
    head_2 = ("part", "speaker's confidence from", "right", "wrong name", "none", "right, % of the named")
    return f"{table([*head, 'mark for news'], rows)}\n\n{table(head_2, curves)}"


def _gum_figures(scorer: ModuleType, articles: Sequence[Row], quotes: Sequence[Row]) -> Any:  # noqa: ANN401 - its table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.jsonl"
        path.write_text("".join(f"{json.dumps(quote)}\n" for quote in quotes), "utf-8")
        return scorer.score(articles, scorer.load_predictions(path))


def _gum_wrong(scorer: ModuleType, articles: Sequence[Row], named: Sequence[Row]) -> int:
    """How many of the found attributions whose source has a name were given somebody else's."""
    figures = _gum_figures(scorer, articles, named)
    right, given = figures.get("speaker, where one is given")[1:]
    return int(given - right)


def _threshold_row(threshold: float, right: int, wrong: int, of: int) -> Sequence[object]:
    share = f"{100 * right / (right + wrong):.1f}" if right + wrong else "–"
    return f"{threshold:g}", right, wrong, of - right - wrong, share


def _by_article(quotes: Sequence[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for quote in quotes:
        found[quote["article_id"]].append(quote)
    return found


def _percent(figures: Mapping[str, Mapping[str, float]], name: str) -> str:
    return f"{100 * figures[name]['share']:.1f}" if name in figures else "–"


def _share(figures: Any, name: str) -> str:  # noqa: ANN401 - the script's table
    share, right, of = figures.get(name)
    return "–" if share is None else f"{100 * share:.1f} ({right} of {of})"


def section(workers: int, coreference: str | None = None) -> str:
    """The figures as Markdown.

    Args:
        workers: how many processes extract.
        coreference: whose coreference decides, None for the built-in rules alone.

    Returns:
        The tables of the corpora that are there, and a word about each that is not.
    """
    parts = []
    for name, folder, measure in (("PolNeAR", POLNEAR, polnear), ("GUM", GUM, gum)):
        absent = f"{name} was left out: it is not part of this repository, and {folder} is absent."
        parts.append(measure(workers, coreference) if folder.exists() else absent)
    return "\n\n".join(parts)


def main() -> int:
    """Run from the command line.

    Returns:
        The exit status: 0 also where the corpora are absent, because then there is nothing to measure.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--coreference", metavar="NAME", help="whose coreference decides instead of the rules alone")
    parser.add_argument("--no-record", action="store_true", help="do not append to RESULTS.md")
    options = parser.parse_args()
    if not POLNEAR.exists() and not GUM.exists():
        print(f"skipped: the corpora are not there ({SHARED}); they are not part of this repository", file=sys.stderr)
        return 0
    title = "Speakers" if options.coreference is None else f"Speakers, coreference by {options.coreference}"
    report(title, section(options.workers, options.coreference), record=not options.no_record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
