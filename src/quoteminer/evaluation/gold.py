"""Reading gold and predictions from lines of JSON; whatever cannot be scored is named, and nothing is scored then."""

import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from quoteminer.evaluation.lines import ArticleLine, AttributionLine, Line, NoQuotesLine, QuoteLine, Span, parse
from quoteminer.evaluation.problems import Problem, from_validation, refuse, shorten
from quoteminer.evaluation.records import ROLES, Annotated, Annotations, Attribution
from quoteminer.schema import Article, Quote
from quoteminer.words import Words

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
    refuse(reading.problems)
    return reading.annotations()


def check_gold(lines: Iterable[str], file: str, articles: Articles | None = None) -> list[Problem]:
    """List what keeps a gold file from being scored, in the order of its lines; arguments as of `read_gold`."""
    reading = _Reading(file, articles or {}, gold=True)
    reading.read(lines)
    return sorted(reading.problems, key=lambda problem: problem.line)


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
    refuse(reading.problems)
    return reading.annotations()


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
        for number, article_id, parent in self.parents:
            if parent not in self.ids[article_id]:
                self._problem(
                    number, "parent", parent, "no quote of this article has that id", "name a quote_id of the article"
                )

    def _problem(self, line: int, where: str, value: object, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, where, shorten(value), message, remedy))

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
            self.problems += from_validation(self.file, number, error)
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
        before = len(self.problems)

        def report(where: str, value: object, message: str, remedy: str) -> None:
            self._problem(number, f"{path}{where}", value, message, remedy)

        for where, span in line.spans():
            for finding in _span_problems(where, span, seen.text):
                report(*finding)
        if self.gold:
            for finding in _overlaps(one):
                report(*finding)
            self._check_gold(one, seen, report)
            if one.id is not None:
                self.ids[article_id].add(one.id)
            if line.parent is not None:
                self.parents.append((number, article_id, line.parent))
        if len(self.problems) == before:
            seen.attributions.append(one)

    def _check_gold(self, one: Attribution, seen: _Seen, report: "_Report") -> None:
        """Find what only gold must not have: contents that nothing can match, and quotes that stand twice."""
        if not one.content:
            report("content", [], "the quote has no content", "give its spans, or remove the quote")
        elif seen.text is not None and not Words(seen.text[one.content[0][0] : one.content[-1][1]]).starts:
            report("content", one.content, "has no word, so that nothing can match it", "correct its offsets")
        for other in seen.attributions:
            if one.id is not None and other.id == one.id:
                report("quote_id", one.id, f"line {other.line} has this id already", "give every quote its own id")
            if (other.content, other.cue, other.source) == (one.content, one.cue, one.source):
                which = f"line {other.line}" + (f" (id {other.id})" if other.id else "")
                report("content", one.content, f"the same quote stands on {which} already", "remove one of the two")


_Report = Callable[[str, object, str, str], None]
_Finding = tuple[str, object, str, str]
"""Field, value, message and remedy."""


def _span_problems(where: str, span: Span, text: str | None) -> Iterator[_Finding]:
    """Find out whether a span is empty, outside the text, or not what the text has there."""
    if span.end <= span.start:
        yield f"{where}.end", span.end, f"is not after start {span.start}", "end is exclusive: start < end"
    elif text is None:
        return
    elif span.end > len(text):
        yield (
            f"{where}.end",
            span.end,
            f"the article's text has only {len(text)} code points",
            "offsets count Unicode code points of the text as it was read, not bytes or tokens",
        )
    elif span.text is not None and text[span.start : span.end] != span.text:
        yield (
            f"{where}.text",
            span.text,
            f"the article has {shorten(text[span.start : span.end])} at {span.start}-{span.end}",
            "correct the offsets, or the text; both count in the article as it is",
        )


def _overlaps(one: Attribution) -> Iterator[_Finding]:
    """Find spans of one role that lie over each other."""
    for role in ROLES:
        for before, after in itertools.pairwise(getattr(one, role)):
            if after[0] < before[1]:
                value = [list(before), list(after)]
                yield role, value, "two of its spans overlap", "join them, or correct their offsets"
