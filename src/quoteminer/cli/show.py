"""`quoteminer show`: articles on the terminal, with their quotes marked."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quoteminer.cli.options import Articles, Model, Paths, SpacyModel
from quoteminer.cli.streams import SOME_UNUSABLE, STDIN, complain, give_up, page, read_once

if TYPE_CHECKING:
    from rich.console import RenderableType

    from quoteminer.formats.failures import Failures
    from quoteminer.schema import Article


def show(paths: Paths, articles: Articles = None, spacy_model: SpacyModel = None, model: Model = None) -> None:
    """Show articles with their quotes marked, then the quotes as a table.

    PATH can also be a file of quotes, or quotes on standard input: they are shown as a table, and within their articles
    when --articles names these.
    """
    from quoteminer.errors import ModelError
    from quoteminer.formats.articles import read_articles
    from quoteminer.formats.failures import Failures

    read_once([*paths, *(articles or [])])
    console = page()
    signs = console.color_system is None or console.no_color
    failures = Failures(complain)
    known = {article.id: article for article in read_articles(articles or [], failures.input)}
    try:
        for path in paths:
            for view in _views(path, known, (spacy_model, model), failures, signs=signs):
                console.print(view)
                console.print()
    except ModelError as error:
        give_up(error)
    if failures.count:
        raise typer.Exit(SOME_UNUSABLE)


def _views(
    path: str,
    articles: "Mapping[str, Article]",
    models: tuple[str | None, str | None],
    failures: "Failures",
    *,
    signs: bool,
) -> "Iterator[RenderableType]":
    from quoteminer.formats.articles import read_articles
    from quoteminer.formats.lines import peeked
    from quoteminer.formats.quotes import are_quotes, holds_quotes, quotes_by_article
    from quoteminer.render.console import result_view, stored_view

    opening, stdin = peeked(sys.stdin.buffer) if path == STDIN else (b"", None)
    if are_quotes(opening) if path == STDIN else holds_quotes(Path(path)):
        for article_id, quotes in quotes_by_article(Path(path), failures.input, stdin=stdin).items():
            yield stored_view(article_id, quotes, articles.get(article_id), signs=signs)
        return
    from quoteminer.api import extract_many
    from quoteminer.pipeline import load

    nlp = load(models[0], model=models[1])
    found = extract_many(read_articles([path], failures.input, stdin=stdin), nlp=nlp, on_error=failures.article)
    for result in found:
        yield result_view(result, signs=signs)
