"""Checks files of articles, quotes and gold line by line, each line for what it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quoteminer.errors import InputError
from quoteminer.formats.articles import article_files, is_quote, read_articles
from quoteminer.formats.lines import ending, json_objects
from quoteminer.problems import Place, Problem, shown, validated
from quoteminer.schema import Article, Quote, TextSpan

_GOLD = "gold"
"""Name of a folder of gold."""
_RAW = "raw"
"""Name of the folder of articles that stands beside a folder of gold."""
_UNITS = "offsets count the code points of the untouched text, end exclusive"


@dataclass(slots=True)
class Findings:
    """What a check found.

    Attributes:
        problems: everything that is wrong, by file and line.
        articles: how many articles were looked at, those without a fault included.
        quotes: how many quotes were looked at.
        not_compared: how many quotes could not be held against their article because it was not there.
    """

    problems: list[Problem] = field(default_factory=list)
    articles: int = 0
    quotes: int = 0
    not_compared: int = 0

    def replace(self, file: str, problems: Sequence[Problem]) -> None:
        """Put other problems of a file in the place of those found."""
        self.problems = [problem for problem in self.problems if problem.place.file != file] + list(problems)


def gold_files(paths: Sequence[str]) -> list[str]:
    """The files of gold among some files and folders: those in a folder `gold`, and those that hold attributions."""
    files = [file for path in paths for file in article_files(Path(path), lambda _: None)]
    return [str(file) for file in files if ending(file) == ".jsonl" and _is_gold(file)]


def _is_gold(file: Path) -> bool:
    first = next((record for _, record in json_objects(file, lambda _: None)), {})
    return "attributions" in first or (
        file.resolve().parent.name == _GOLD and (is_quote(first) or "no_quotes" in first)
    )


def check_files(paths: Sequence[str], articles: Sequence[str] = ()) -> Findings:
    """Check files of articles, quotes and gold.

    Args:
        paths: files (or folders of them): `.txt`, `.jsonl`, `.json`.
        articles: files or folders of the articles that the quotes are held against. Without any, those among `paths`
            are taken, and those in a folder `raw` that stands beside the quotes' folder.

    Returns:
        What is wrong and what was looked at.
    """
    findings = Findings()
    check = _Check(findings)
    for path in paths:
        for file in article_files(Path(path), check.on_error):
            check.file(file)
    for article in read_articles(articles, check.on_error):
        check.texts[article.id] = article.text
    if not articles:
        check.add_neighbours()
    check.compare(must_be_there=bool(articles))
    order = {name: number for number, name in enumerate(check.files)}
    findings.problems.sort(key=lambda problem: (order.get(problem.place.file, len(order)), problem.place.line or 0))
    return findings


class _Check:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.texts: dict[str, str] = {}
        self.files: dict[str, None] = {}
        self._quotes: list[tuple[Place, Quote]] = []
        self._article_places: dict[str, Place] = {}

    def on_error(self, error: InputError) -> None:
        """Keep an error of a reader as a finding."""
        problem = error.args[0]
        self.findings.problems.append(problem if isinstance(problem, Problem) else Problem(Place(""), str(error), ""))

    def file(self, file: Path) -> None:
        """Check one file, all but the comparison with the articles."""
        if str(file) in self.files:
            return
        self.files[str(file)] = None
        if ending(file) not in {".json", ".jsonl"}:
            for article in read_articles([str(file)], self.on_error):
                self._article(article, Place(str(file)))
            return
        ids: dict[str, Place] = {}
        without: dict[str, Place] = {}
        quoted: set[str] = set()
        for place, record in json_objects(file, self.on_error):
            if "no_quotes" in record:
                self._no_quotes(record, place, without)
            elif is_quote(record):
                quote = self._quote(record, place, ids)
                if quote:
                    quoted.add(quote.article_id)
            elif "text" in record or "id" in record:
                self._article_record(record, place)
            else:
                what = "neither an article (id, text) nor a quote (article_id, content, cue, source, speakers, kind)"
                self._problem(Problem(place, what, "`quoteminer schema` prints what a quote holds"))
        for article_id in sorted(quoted & without.keys()):
            what = f"article {article_id!r} is said to have no quotes, but quotes of it stand in this file"
            self._problem(Problem(without[article_id], what, "drop the line or the quotes", "no_quotes", "True"))

    def add_neighbours(self) -> None:
        """Read the articles in a folder `raw` beside the folders of quotes that still lack theirs."""
        lacking = {place.file for place, quote in self._quotes if quote.article_id not in self.texts}
        for folder in sorted({Path(name).resolve().parent.parent / _RAW for name in lacking}):
            if folder.is_dir():
                for article in read_articles([str(folder)], lambda _: None):
                    self.texts.setdefault(article.id, article.text)

    def compare(self, *, must_be_there: bool) -> None:
        """Hold every quote against its article."""
        for place, quote in self._quotes:
            text = self.texts.get(quote.article_id)
            if text is not None:
                for problem in _mismatches(quote, text, place):
                    self._problem(problem)
                continue
            self.findings.not_compared += 1
            if must_be_there:
                what = "no article of this id among those given"
                value = shown(quote.article_id)
                self._problem(Problem(place, what, "correct the id or give the article", "article_id", value))

    def _problem(self, problem: Problem) -> None:
        self.findings.problems.append(problem)

    def _article_record(self, record: dict[str, Any], place: Place) -> None:
        article = validated(Article, record, place, self._problem)
        if article is None:
            self.findings.articles += 1
            return
        self._article(article, place)
        if not article.text.strip():
            self._problem(Problem(place, "holds no text", "fill it or leave it out", "text", shown(article.text)))
        attributions = record.get("attributions", [])
        for problem in _attribution_problems(attributions, article.text, place):
            self._problem(problem)
        self.findings.quotes += len(attributions) if isinstance(attributions, list) else 0

    def _article(self, article: Article, place: Place) -> None:
        self.findings.articles += 1
        if article.id in self._article_places:
            what = f"is already the id of {self._article_places[article.id]}"
            self._problem(Problem(place, what, "give every article an id of its own", "id", shown(article.id)))
            return
        self._article_places[article.id] = place
        self.texts[article.id] = article.text

    def _quote(self, record: dict[str, Any], place: Place, ids: dict[str, Place]) -> Quote | None:
        self.findings.quotes += 1
        quote = validated(Quote, record, place, self._problem)
        if quote is None:
            return None
        self._quotes.append((place, quote))
        if quote.quote_id is not None:
            if quote.quote_id in ids:
                what = f"is already the id of the quote in line {ids[quote.quote_id].line}"
                remedy = "give every quote an id of its own"
                self._problem(Problem(place, what, remedy, "quote_id", shown(quote.quote_id)))
            ids.setdefault(quote.quote_id, place)
            if quote.parent == quote.quote_id:
                remedy = "name the quote around it, or null"
                self._problem(
                    Problem(place, "a quote cannot stand inside itself", remedy, "parent", shown(quote.parent))
                )
        return quote

    def _no_quotes(self, record: Mapping[str, Any], place: Place, without: dict[str, Place]) -> None:
        article_id = record.get("article_id")
        if not isinstance(article_id, str) or not article_id:
            what, remedy = "should name the article that has no quotes", "write its id in quotation marks"
            self._problem(Problem(place, what, remedy, "article_id", shown(article_id)))
        elif record["no_quotes"] is not True:
            self._problem(Problem(place, "can only be true", "write true", "no_quotes", shown(record["no_quotes"])))
        else:
            without[article_id] = place


def _mismatches(quote: Quote, text: str, place: Place) -> Iterator[Problem]:
    counts: dict[str, int] = {}
    for role, span in quote.spans():
        number = counts.setdefault(role, 0)
        counts[role] += 1
        if text[span.start : span.end] != span.text:
            name = f"{role}.{number}" if role in {"content", "source"} else role
            there = shown(text[span.start : span.end])
            what = f"the article {quote.article_id!r} has {there} at {span.start}-{span.end}"
            yield Problem(place, what, _where_else(span, text), f"{name}.text", shown(span.text))


def _where_else(span: TextSpan, text: str) -> str:
    found = text.find(span.text)
    if found < 0:
        return "nor do these words stand elsewhere in it; copy them from the untouched text"
    if text.find(span.text, found + 1) < 0:
        return f"these words stand at {found}-{found + len(span.text)}; {_UNITS}"
    return _UNITS


def _attribution_problems(attributions: object, text: str, place: Place) -> Iterator[Problem]:
    if not isinstance(attributions, list):
        yield Problem(place, "should be a list", "write a list", "attributions", shown(attributions))
        return
    for number, attribution in enumerate(attributions):
        name = f"attributions.{number}"
        if not isinstance(attribution, dict):
            yield Problem(place, "should be an object", "write source, cue and content", name, shown(attribution))
            continue
        for role in ("source", "cue", "content"):
            spans = attribution.get(role) or []
            if role == "content" and not spans:
                yield Problem(place, "is missing", "name at least one span", f"{name}.content")
            for index, span in enumerate(spans if isinstance(spans, list) else [spans]):
                if not _is_range(span, len(text)):
                    what = f"{span!r} is no span of a text of {len(text)} code points"
                    yield Problem(place, what, f"write [start, end]; {_UNITS}", f"{name}.{role}.{index}")


def _is_range(span: object, length: int) -> bool:
    match span:
        case [int(start), int(end)] | {"start": int(start), "end": int(end)}:
            return 0 <= start < end <= length
    return False
