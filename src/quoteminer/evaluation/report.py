"""An evaluation: what was compared, the figures with their intervals, and every case."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quoteminer.evaluation.bootstrap import Interval, Metric, Resampling, intervals
from quoteminer.evaluation.counts import Counts, Section, Share, Tally, total
from quoteminer.evaluation.diagnose import Case, cases, error_counts
from quoteminer.evaluation.matching import RULE, Item, items
from quoteminer.evaluation.records import Annotations
from quoteminer.evaluation.scoring import DEFAULT_IOU, FIGURES, score_article
from quoteminer.words import Words, quoted_ranges

Row = Counts | Share

NO_PREDICTION = "articles without a prediction"


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article of an evaluation.

    Attributes:
        id: id of the article.
        group: what its figures are grouped by, if anything.
        text: its text.
        tally: its counts.
        cases: its quotes, gold and predicted, in text order.
    """

    id: str
    group: str | None
    text: str
    tally: Tally
    cases: list[Case]


@dataclass(frozen=True, slots=True)
class Report:
    """Gold and predictions compared.

    Attributes:
        iou: overlap of contents below which a pair is no pair.
        resampling: how the intervals were made.
        articles: the articles of gold, by id.
        intervals: 95 % intervals of the ratios over all articles.
        without_prediction: ids of gold articles that the predictions say nothing about; their quotes count as missed.
        without_gold: ids of predicted articles that gold does not have; they are left out.
        wordless: predictions whose content has no word; they are left out, since nothing can match them.
    """

    iou: float
    resampling: Resampling
    articles: list[ArticleReport]
    intervals: dict[Metric, Interval]
    without_prediction: list[str]
    without_gold: list[str]
    wordless: int

    def sections(self) -> dict[Section, dict[str, Row]]:
        """Give the rows over all articles, by section and name."""
        return rows(total(article.tally for article in self.articles))

    def groups(self) -> dict[str, Tally]:
        """Add up the counts of each group, by its name; empty when no article has one."""
        parts: defaultdict[str, list[Tally]] = defaultdict(list)
        for article in self.articles:
            if article.group is not None:
                parts[article.group].append(article.tally)
        return {name: total(parts[name]) for name in sorted(parts)}

    def all_cases(self) -> Iterator[Case]:
        """Go through the cases of all articles."""
        return (case for article in self.articles for case in article.cases)

    def to_dict(self) -> dict[str, Any]:
        """Give what `--json` writes: plain data, ratios from 0 to 1.

        `figures` holds the headline rows by the reference script's names, and nothing else.
        """
        sections = {
            section: {name: row.as_row() for name, row in found.items()} for section, found in self.sections().items()
        }
        figures: dict[str, Any] = sections.pop(FIGURES, {})
        if self.without_prediction:
            figures[NO_PREDICTION] = {"n": len(self.without_prediction)}
        ranges: defaultdict[str, defaultdict[str, dict[str, Interval]]] = defaultdict(lambda: defaultdict(dict))
        for ((section, name), ratio), ends in self.intervals.items():
            ranges[section][name][ratio] = ends
        return {
            "schema_version": "1",
            "matching": {"rule": RULE, "iou": self.iou},
            "bootstrap": {
                "resamples": self.resampling.resamples,
                "seed": self.resampling.seed,
                "level": 0.95,
                "unit": "article",
            },
            "articles": len(self.articles),
            "figures": figures,
            "more": sections,
            "intervals": ranges,
            "groups": {
                name: {row: value.as_row() for row, value in rows(tally)[FIGURES].items()}
                for name, tally in self.groups().items()
            },
            "errors": {"counts": error_counts(self.all_cases()), "cases": list(self._listed_errors())},
            "left_out": {"articles_without_gold": self.without_gold, "predictions_without_words": self.wordless},
        }

    def _listed_errors(self) -> Iterator[dict[str, Any]]:
        for article in self.articles:
            for case in article.cases:
                if case.errors:
                    yield {
                        "article_id": article.id,
                        "errors": case.errors,
                        "kind": case.kind,
                        "overlap": case.overlap,
                        "found": case.found,
                        "gold": _spans(case.gold, article.text),
                        "predicted": _spans(case.predicted, article.text),
                    }


def _spans(item: Item | None, text: str) -> dict[str, Any] | None:
    if item is None:
        return None
    one = item.attribution
    return {
        "id": one.id,
        "line": one.line,
        **{
            role: [{"start": start, "end": end, "text": text[start:end]} for start, end in getattr(one, role)]
            for role in ("source", "cue", "content")
        },
    }


def rows(tally: Tally) -> dict[Section, dict[str, Row]]:
    """Part the rows of a tally by section; a share of nothing is no row."""
    parted: defaultdict[Section, dict[str, Row]] = defaultdict(dict)
    for (section, name), counts in tally.counts.items():
        parted[section][name] = counts
    for (section, name), share in tally.shares.items():
        parted[section][name] = share
    return dict(parted)


def evaluate(
    gold: Annotations,
    predicted: Annotations,
    *,
    iou: float = DEFAULT_IOU,
    resampling: Resampling | None = None,
) -> Report:
    """Score predictions against gold.

    Args:
        gold: articles with their text, as `quoteminer.evaluation.gold.read_gold` gives them.
        predicted: articles, as `quoteminer.evaluation.gold.read_predictions` gives them.
        iou: overlap of contents (intersection over union of words) below which a pair is no pair, above 0 to 1.
        resampling: how the intervals are made; the default is fixed, so that the same files give the same report.

    Returns:
        The report. It depends on the order of neither the articles nor the attributions.
    """
    resampling = resampling or Resampling()
    articles: list[ArticleReport] = []
    wordless = 0
    for article_id in sorted(gold):
        article, theirs = gold[article_id], predicted.get(article_id)
        text = article.text or ""
        words, quoted = Words(text), quoted_ranges(text)
        given = theirs.attributions if theirs else ()
        found = items(given, text, words, quoted)
        wordless += len(given) - len(found)
        scored = score_article(items(article.attributions, text, words, quoted), found, text, iou)
        articles.append(ArticleReport(article_id, article.group, text, scored.tally, cases(scored)))
    return Report(
        iou=iou,
        resampling=resampling,
        articles=articles,
        intervals=intervals([article.tally for article in articles], resampling),
        without_prediction=_missing(gold, predicted),
        without_gold=_missing(predicted, gold),
        wordless=wordless,
    )


def _missing(there: Annotations, not_there: Annotations) -> list[str]:
    return sorted(article_id for article_id in there if article_id not in not_there)
