"""Prodigy: tasks with tokens, labelled spans and relations between them, one a line.

Written: spans `CONTENT`, `SOURCE`, `CUE`, `ADDRESSEE`; relations from the cue (or, without one, from the first content)
to the others. Read: relations by the offsets of their spans, since `head` and `child` number tokens; tasks that the
annotator did not accept are left out.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from quoteminer.errors import InputError
from quoteminer.formats.documents import ARTICLE, METADATA, NO_CUE, NO_QUOTES, Document
from quoteminer.formats.lines import OnError, json_objects
from quoteminer.formats.linked import Mention, link, quote_of, role_of, tell_alone
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Article, Quote
from quoteminer.words import Range

HOLDS = frozenset({ARTICLE, METADATA, NO_CUE, NO_QUOTES, "addressee"})

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def write_prodigy(document: Document) -> str:
    """Write a document as one task."""
    text = document.text_for("prodigy")
    article = document.article.model_dump(exclude_none=True, exclude={"text"}) if document.article else {}
    labelled = [_labelled(quote) for quote in document.quotes]
    tokens = _tokens(text, [span for spans in labelled for _, span in spans])
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}

    def span(label: str, found: Range) -> dict[str, Any]:
        edges = {"start": found[0], "end": found[1], "token_start": first[found[0]], "token_end": last[found[1]]}
        return {**edges, "label": label}

    spans: dict[tuple[str, Range], dict[str, Any]] = {}
    relations = []
    for quote in labelled:
        made = [spans.setdefault(one, span(*one)) for one in quote]
        for child in made[1:]:
            ends = {"head": made[0]["token_end"], "child": child["token_end"]}
            relations.append({**ends, "head_span": made[0], "child_span": child, "label": child["label"]})
    record = {
        "text": text,
        "meta": article,
        "tokens": tokens,
        "spans": sorted(spans.values(), key=lambda one: (one["start"], one["end"], one["label"])),
        "relations": relations,
        "answer": "accept",
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _labelled(quote: Quote) -> list[tuple[str, Range]]:
    """Give the spans of a quote with their labels, the one that relations start from first."""
    found = [("CUE", (quote.cue.start, quote.cue.end))] if quote.cue else []
    found += [("CONTENT", (span.start, span.end)) for span in quote.content]
    found += [("SOURCE", (span.start, span.end)) for span in quote.source]
    if quote.addressee is not None:
        found.append(("ADDRESSEE", (quote.addressee.start, quote.addressee.end)))
    return found


def _tokens(text: str, spans: Sequence[Range]) -> list[dict[str, Any]]:
    """Cut a text into words, signs and white space, and wherever a span begins or ends, so that spans are tokens."""
    cuts = {edge for span in spans for edge in span}
    for match in _TOKEN.finditer(text):
        cuts |= set(match.span())
    edges = sorted(cuts)
    ranges = pairwise(edges)
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number, "ws": False}
        for number, (start, end) in enumerate(ranges)
    ]


def read_prodigy(path: Path, on_error: OnError) -> Iterator[Document]:
    """Read an export.

    Args:
        path: a `.jsonl` file of tasks.
        on_error: is told of what cannot be used; reading goes on.
    """
    for place, task in json_objects(path, on_error):
        if task.get("answer", "accept") != "accept":
            what = f"the task was answered {task['answer']!r}; it is left out"
            on_error(Problem(place, what, "accept it to keep it").error())
            continue
        named = {"id": str(place.line), **task.get("meta", {}), "text": task.get("text")}
        article = validated(Article, named, place, lambda problem: on_error(problem.error()))
        if article is not None:
            yield Document(article.id, article, list(_quotes(article, task, place, on_error)))


def _quotes(article: Article, task: dict[str, Any], place: Place, on_error: OnError) -> Iterator[Quote]:
    mentions: dict[str, Mention] = {}

    def key(span: dict[str, Any]) -> str:
        return f"{span.get('label', '')} {span['start']}-{span['end']}"

    def add(span: dict[str, Any]) -> None:
        role = role_of(span.get("label", ""))
        if role is None:
            what = f"span label {span.get('label')!r} is no role"
            raise Problem(place, what, "name it CONTENT, SOURCE, CUE or ADDRESSEE").error()
        mentions.setdefault(key(span), Mention(key(span), role, ((span["start"], span["end"]),)))

    relations: list[tuple[str, str]] = []
    try:
        for span in task.get("spans") or []:
            add(span)
        for relation in task.get("relations") or []:
            for end in ("head_span", "child_span"):
                add(relation[end])
            relations.append((key(relation["head_span"]), key(relation["child_span"])))
    except InputError as error:
        on_error(error)
    except (KeyError, TypeError) as error:
        on_error(Problem(place, f"not a task of Prodigy: it lacks {error}", "export it with db-out").error())
    linked, alone = link(list(mentions.values()), relations)
    tell_alone(alone, place, on_error)
    for group in linked:
        try:
            yield quote_of(article, place, group)
        except InputError as error:
            on_error(error)
