"""Reading gold and predictions from lines of JSON; whatever cannot be scored is named, and nothing is scored then."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from quoteminer.errors import RecordError
from quoteminer.evaluation.findings import gold_findings, span_findings
from quoteminer.evaluation.lines import ArticleLine, AttributionLine, Line, NoQuotesLine, QuoteLine, parse
from quoteminer.evaluation.records import Annotated, Annotations, Attribution
from quoteminer.problems import Place, Problem, problems_of, shown
from quoteminer.schema import Article, Quote

_TOLD: Final = 20
"""How many problems an error names."""

Articles = Mapping[str, Article]
"""Articles by id, to find the text of gold that does not repeat it."""


def read_gold(lines: Iterable[str], file: str, articles: Articles | None = None) -> Annotations:
    """Read gold.

    Args:
        lines: lines of JSON, as an open file gives them; see `quoteminer.evaluation.lines` for their shapes.
        file: what to call the file in messages.
        articles: the articles that quote records are about; not needed where the lines hold their own text.

    Returns:
        Articles by id, each with its text.

    Raises:
        RecordError: something cannot be scored; the message names line, field and remedy of every problem.
    """
    reading = _Reading(file, articles or {}, gold=True)
    reading.read(lines)
    _refuse(reading.problems)
    return reading.annotations()


def check_gold(lines: Iterable[str], file: str, articles: Articles | None = None) -> list[Problem]:
    """List what keeps a gold file from being scored, in the order of its lines; arguments as of `read_gold`."""
    reading = _Reading(file, articles or {}, gold=True)
    reading.read(lines)
    return sorted(reading.problems, key=lambda problem: problem.place.line or 0)


def read_predictions(lines: Iterable[str], file: str, gold: Annotations) -> Annotations:
    """Read predictions for the articles of `gold`.

    Less is asked of them than of gold: a quote record needs only its article and its content, so that the output of
    other systems can be scored. Offsets have to lie in the text all the same, and texts to be what stands there.

    Args:
        lines: lines of JSON, as of `read_gold`.
        file: what to call the file in messages.
        gold: the gold that they will be scored against; it has the texts.

    Returns:
        Articles by id, those that gold does not have included.

    Raises:
        RecordError: something cannot be scored.
    """
    articles = {one.id: Article(id=one.id, text=one.text or "") for one in gold.values()}
    reading = _Reading(file, articles, gold=False)
    reading.read(lines)
    _refuse(reading.problems)
    return reading.annotations()


def _refuse(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    told = [str(problem) for problem in problems[:_TOLD]]
    if len(problems) > _TOLD:
        told.append(f"… and {len(problems) - _TOLD} more; `quoteminer check` lists them all.")
    raise RecordError("\n".join([f"{problems[0].place.file} cannot be scored:", *told]))


@dataclass
class _Seen:
    """What has been read of one article."""

    line: int
    text: str | None
    group: str | None
    whole: bool = False
    """One line gave all of it."""
    empty: bool = False
    """A line says that it has no quotes."""
    attributions: list[Attribution] = field(default_factory=list)


class _Reading:
    """Lines being read: what they hold so far, and what is wrong with them."""

    def __init__(self, file: str, articles: Articles, *, gold: bool) -> None:
        self.file = file
        self.articles = articles
        self.gold = gold
        self.problems: list[Problem] = []
        self.seen: dict[str, _Seen] = {}
        self.ids: defaultdict[str, set[str]] = defaultdict(set)
        self.parents: list[tuple[int, str, str]] = []

    def annotations(self) -> dict[str, Annotated]:
        return {
            article_id: Annotated(
                article_id, one.text, one.group, tuple(sorted(one.attributions, key=lambda a: a.sort_key))
            )
            for article_id, one in self.seen.items()
        }

    def read(self, lines: Iterable[str]) -> None:
        for number, raw in enumerate(lines, start=1):
            if raw.strip():
                line = self._parse(number, raw)
                if line is not None:
                    self._take(number, line)
        if self.gold and not self.seen and not self.problems:
            self._problem(1, "file", "", "holds neither a quote nor an article", "name a file of gold")
        for number, article_id, parent in self.parents:
            if parent not in self.ids[article_id]:
                self._problem(
                    number, "parent", parent, "no quote of this article has that id", "name a quote_id of the article"
                )

    def _problem(self, line: int, where: str, value: object, message: str, remedy: str) -> None:
        place = Place(self.file, line)
        self.problems.append(Problem(place, message, remedy, where, shown(value) if value else None))

    def _parse(self, number: int, raw: str) -> Line | None:
        try:
            data = json.loads(raw)
        except json.JSONDecodeError as error:
            self._problem(number, "line", raw.strip(), f"is no JSON: {error}", "write one JSON object a line")
            return None
        if not isinstance(data, dict):
            self._problem(number, "line", data, "is no JSON object", "write one JSON object a line")
            return None
        try:
            line = parse(data)
            if self.gold and isinstance(line, QuoteLine):
                Quote.model_validate(data)
        except ValidationError as error:
            self.problems += problems_of(error, Place(self.file, number))
            return None
        return line

    def _take(self, number: int, line: Line) -> None:
        if isinstance(line, ArticleLine):
            self._take_article(number, line)
            return
        seen = self._article_of(number, line.article_id)
        if seen is None:
            return
        if isinstance(line, NoQuotesLine):
            if seen.attributions:
                self._problem(
                    number,
                    "no_quotes",
                    line.article_id,
                    f"the article has quotes (line {seen.line})",
                    "remove this line, or the quotes",
                )
            seen.empty = True
            return
        if seen.empty or seen.whole:
            self._problem(
                number,
                "article_id",
                line.article_id,
                f"line {seen.line} said all there is of this article",
                "remove one of the two lines",
            )
        self._take_attribution(number, line.article_id, seen, line, "")

    def _article_of(self, number: int, article_id: str) -> _Seen | None:
        """Find the article that a quote record is about, or note that there is none."""
        if article_id not in self.seen:
            article = self.articles.get(article_id)
            if article is None and self.gold:
                self._problem(
                    number,
                    "article_id",
                    article_id,
                    "no article has this id",
                    "give the articles with --articles PATH, or correct the id",
                )
                return None
            self.seen[article_id] = _Seen(
                number, article.text if article else None, article.publisher if article else None
            )
        return self.seen[article_id]

    def _take_article(self, number: int, line: ArticleLine) -> None:
        if line.id in self.seen:
            self._problem(
                number,
                "id",
                line.id,
                f"the article stands on line {self.seen[line.id].line} already",
                "keep one line an article: two annotations of one article cannot be scored as one",
            )
            return
        known = self.articles.get(line.id)
        text = line.text if line.text is not None else known.text if known else None
        if text is None and self.gold:
            self._problem(number, "text", line.id, "the article has no text", "add it, or give --articles PATH")
            return
        if known and line.text is not None and line.text != known.text:
            self._problem(
                number,
                "text",
                line.text,
                "is not the text of the article with this id",
                "offsets count in one text only: annotate, predict and score the same",
            )
            return
        group = line.publisher or (known.publisher if known else None)
        seen = self.seen[line.id] = _Seen(number, text, group, whole=True)
        for index, attribution in enumerate(line.attributions):
            self._take_attribution(number, line.id, seen, attribution, f"attributions.{index}.")

    def _take_attribution(self, number: int, article_id: str, seen: _Seen, line: AttributionLine, path: str) -> None:
        one = line.attribution(number)
        findings = [finding for where, span in line.spans() for finding in span_findings(where, span, seen.text)]
        if self.gold:
            findings += gold_findings(one, seen.attributions, seen.text)
            if one.id is not None:
                self.ids[article_id].add(one.id)
            if line.parent is not None:
                self.parents.append((number, article_id, line.parent))
        for where, value, message, remedy in findings:
            self._problem(number, f"{path}{where}", value, message, remedy)
        if not findings:
            seen.attributions.append(one)
