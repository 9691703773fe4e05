"""A small article with quotes, as lines of gold, for tests."""

import json
from typing import Any

from quoteminer.schema import Article

TEXT = "“It is wet,” Ann Lee said. “Very wet.” He hopes that it stops, the report shows."
ARTICLE = Article(id="a", text=TEXT, publisher="The Paper")
ARTICLES = {"a": ARTICLE}


def span(words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def quote(number: int = 1, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give a quote of the article: 1 direct by name, 2 indirect by pronoun, 3 indirect by a document."""
    quotes: dict[int, dict[str, Any]] = {
        1: {
            "kind": "direct",
            "content": [span("“It is wet,”"), span("“Very wet.”")],
            "cue": span("said"),
            "cue_class": "statement",
            "source": [span("Ann Lee")],
            "speakers": [{"name": "Ann Lee", "type": "person"}],
        },
        2: {
            "kind": "indirect",
            "content": [span("that it stops")],
            "cue": span("hopes"),
            "cue_class": "attitude",
            "source": [span("He")],
            "speakers": [{"name": "Bob Ray", "type": "person"}],
        },
        3: {
            "kind": "indirect",
            "content": [span("He hopes that it stops")],
            "cue": span("shows"),
            "cue_class": "evidence",
            "source": [span("the report")],
            "speakers": [{"name": "report", "type": "document"}],
        },
    }
    return {"article_id": "a", "quote_id": f"a:{number}", **quotes[number], **changes}


def lines(*records: dict[str, Any]) -> list[str]:
    return [json.dumps(record) for record in records]


GOLD = lines(quote(1), quote(2), quote(3))
