"""Quotes as JSON lines: which are written, writing them, reading them."""

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from quoteminer.formats.articles import STDIN, STDIN_NAME, is_quote
from quoteminer.formats.lines import OnError, ending, json_objects, jsonl_objects
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Quote, Result


def write_quotes(result: Result, stream: TextIO) -> None:
    """Write the quotes of an article, one a line."""
    stream.writelines(quote.model_dump_json() + "\n" for quote in result.quotes)


def select_quotes(
    result: Result,
    *,
    min_confidence: float = 0.0,
    kinds: Collection[str] = (),
    cue_classes: Collection[str] = (),
) -> Result:
    """Keep some of an article's quotes; their records stay as they are.

    Args:
        result: an article with its quotes.
        min_confidence: the least confidence; a quote without a figure is kept.
        kinds: the kinds to keep; none given keeps all.
        cue_classes: the cue classes to keep; none given keeps all.

    Returns:
        The article with the quotes that pass.
    """
    kept = [
        quote
        for quote in result.quotes
        if (quote.confidence is None or quote.confidence >= min_confidence)
        and (not kinds or quote.kind in kinds)
        and (not cue_classes or quote.cue_class in cue_classes)
    ]
    return Result(article=result.article, quotes=kept)


def read_quotes(
    path: Path, on_error: OnError, *, stdin: Iterable[bytes] | None = None
) -> Iterator[tuple[Place, str, Quote | None]]:
    """Read a file of quotes.

    Args:
        path: a `.jsonl` file of quotes, or gold; `-` is standard input.
        on_error: is told of each line that is no quote; reading goes on.
        stdin: the lines of standard input; None reads them.

    Yields:
        Where the line stands, the id of the article, and the quote, or None for an article without quotes.
    """
    if str(path) == STDIN:
        objects = jsonl_objects(sys.stdin.buffer if stdin is None else stdin, STDIN_NAME, on_error)
    else:
        objects = json_objects(path, on_error)
    for place, record in objects:
        if record.get("no_quotes") is True and isinstance(record.get("article_id"), str):
            yield place, record["article_id"], None
        elif not is_quote(record):
            on_error(Problem(place, "no quote: it has no article_id", "`quoteminer check` tells more").error())
        elif quote := validated(Quote, record, place, lambda problem: on_error(problem.error())):
            yield place, quote.article_id, quote


def holds_quotes(path: Path) -> bool:
    """Say whether the first object of a file is a quote or the line of an article without quotes."""
    if ending(path) != ".jsonl" or not path.is_file():
        return False
    first = next(json_objects(path, lambda _: None), None)
    return first is not None and is_quote(first[1])


def are_quotes(opening: bytes) -> bool:
    """Say whether the first line of a stream is a quote, or the line of an article without quotes."""
    first = next(jsonl_objects([opening], STDIN_NAME, lambda _: None), None)
    return first is not None and is_quote(first[1])


def quotes_by_article(path: Path, on_error: OnError, *, stdin: Iterable[bytes] | None = None) -> dict[str, list[Quote]]:
    """Read a file of quotes as `read_quotes` does, and gather them.

    Args:
        path: a `.jsonl` file of quotes, or gold; `-` is standard input.
        on_error: is told of each line that is no quote.
        stdin: the lines of standard input; None reads them.

    Returns:
        The quotes of each article, by its id, in the order of the file.
    """
    gathered: dict[str, list[Quote]] = {}
    for _, article_id, quote in read_quotes(path, on_error, stdin=stdin):
        gathered.setdefault(article_id, []).extend([quote] if quote else [])
    return gathered
