"""Records as HTML for notebooks: what stands in an article is escaped, and the colours suit light and dark pages."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from quoteminer.render.marking import marked_paragraphs, quote_marks
from quoteminer.render.numbers import quote_numbers
from quoteminer.schema import Quote, Result, TextSpan


def result_html(result: Result) -> str:
    """Show an article with its quotes marked, and the quotes as a table.

    Args:
        result: the article and its quotes.

    Returns:
        HTML to stand within a page.
    """
    paragraphs = marked_paragraphs(result.article.text, quote_marks(result.quotes))
    return _template().render(
        article=result.article, paragraphs=paragraphs, quotes=result.quotes, **_helpers(result.quotes)
    )


def quote_html(quote: Quote) -> str:
    """Show a quote: its speaker, its content, and what is known about it.

    Args:
        quote: the quote.

    Returns:
        HTML to stand within a page.
    """
    return _template().render(article=None, paragraphs=[], quotes=[quote], **_helpers([quote]))


def _helpers(quotes: Sequence[Quote]) -> dict[str, object]:
    return {"numbers": quote_numbers(quotes), "words": _words}


def _words(spans: Sequence[TextSpan]) -> str:
    return " … ".join(span.text for span in spans)


@cache
def _template() -> Template:
    source = files("quoteminer.render").joinpath("templates", "notebook.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)
