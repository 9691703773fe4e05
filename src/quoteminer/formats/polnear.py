"""Articles with their attributions as offsets, one a line: the shape in which PolNeAR is scored.

Ids of attributions are counted anew in every article there; as records they get the article's id before them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quoteminer.errors import InputError
from quoteminer.formats.documents import ARTICLE, METADATA, NO_CUE, NO_QUOTES, Document, make_quote
from quoteminer.formats.lines import OnError, json_objects
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Article, Quote
from quoteminer.words import Range

HOLDS = frozenset({ARTICLE, METADATA, NO_QUOTES, NO_CUE, "quote_id"})


def read_polnear(path: Path, on_error: OnError) -> Iterator[Document]:
    """Read a file of articles with attributions.

    Args:
        path: a `.jsonl` file.
        on_error: is told of each line or attribution that cannot be used; reading goes on.
    """
    for place, record in json_objects(path, on_error):
        attributions = record.pop("attributions", [])
        article = validated(Article, record, place, lambda problem: on_error(problem.error()))
        if article is not None:
            yield Document(article.id, article, list(_quotes(article, attributions, place, on_error)))


def write_polnear(document: Document) -> str:
    """Write an article as one line."""
    document.text_for("polnear")
    article = document.article.model_dump(exclude_none=True) if document.article else {}
    attributions = [_attribution(quote, number) for number, quote in enumerate(document.quotes, 1)]
    return json.dumps({**article, "attributions": attributions}, ensure_ascii=False) + "\n"


def _attribution(quote: Quote, number: int) -> dict[str, Any]:
    return {
        "id": (quote.quote_id or f"E{number}").removeprefix(_prefix(quote.article_id)),
        "source": [[span.start, span.end] for span in quote.source],
        "cue": [[quote.cue.start, quote.cue.end]] if quote.cue else [],
        "content": [[span.start, span.end] for span in quote.content],
    }


def _quotes(article: Article, attributions: Any, place: Place, on_error: OnError) -> Iterator[Quote]:  # noqa: ANN401
    for number, one in enumerate(attributions):
        try:
            roles = {role: _ranges(one.get(role), place, f"attributions.{number}.{role}") for role in _ROLES}
            cue = roles["cue"]
            if len(cue) > 1:
                what = f"the cue of attribution {one.get('id', number)!r} has {len(cue)} spans; only the first is kept"
                on_error(Problem(place, what, "a record's cue is one span").error())
            prefix = _prefix(article.id)
            yield make_quote(
                article,
                place,
                content=roles["content"],
                cue=cue[0] if cue else None,
                source=roles["source"],
                rest={"quote_id": prefix + one["id"].removeprefix(prefix)} if one.get("id") else {},
            )
        except InputError as error:
            on_error(error)


def _prefix(article_id: str) -> str:
    return f"{article_id}:"


_ROLES = ("source", "cue", "content")


def _ranges(value: object, place: Place, field: str) -> list[Range]:
    match value:
        case None:
            return []
        case list() if all(isinstance(one, list) and [type(edge) for edge in one] == [int, int] for one in value):
            return sorted((one[0], one[1]) for one in value)
        case _:
            raise Problem(place, f"{field} is no list of [start, end]", "write [[start, end], …]").error()
