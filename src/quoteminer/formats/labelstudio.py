"""Label Studio: tasks with labelled regions and the relations between them, as its JSON export has them.

Written: regions `Content`, `Source`, `Cue`, `Addressee`; relations from the cue (or, without one, from the first
content) to the others; kind, cue class, negated and hedged as choices and the speakers' names as a text area, all on
the first content. Offsets are code points; older versions counted UTF-16 units, which is noticed by the words that a
region repeats, and corrected.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quoteminer.errors import InputError
from quoteminer.formats.documents import ARTICLE, METADATA, NO_CUE, NO_QUOTES, SPEAKERS, Document
from quoteminer.formats.lines import OnError, json_objects
from quoteminer.formats.linked import Linked, Mention, link, quote_of, role_of, tell_alone
from quoteminer.problems import Place, Problem, validated
from quoteminer.schema import Article, Quote, TextSpan
from quoteminer.words import Range

HOLDS = frozenset(
    {ARTICLE, METADATA, NO_CUE, NO_QUOTES, SPEAKERS, "kind", "cue_class", "negated", "hedged", "addressee"}
)

_TAGS = ("negated", "hedged")


def write_labelstudio(documents: Sequence[Document]) -> str:
    """Write documents as a list of tasks, ready to be imported."""
    return json.dumps([_task(document) for document in documents], ensure_ascii=False, indent=1) + "\n"


def _task(document: Document) -> dict[str, Any]:
    document.text_for("labelstudio")
    data = document.article.model_dump(exclude_none=True) if document.article else {}
    results = [entry for number, quote in enumerate(document.quotes, 1) for entry in _results(quote, f"q{number}")]
    return {"data": data, "annotations": [{"result": results}]}


def _results(quote: Quote, name: str) -> Iterator[dict[str, Any]]:
    regions: list[tuple[str, str, TextSpan]] = []
    if quote.cue is not None:
        regions.append((f"{name}-cue", "Cue", quote.cue))
    regions += [(f"{name}-content-{i}", "Content", span) for i, span in enumerate(quote.content)]
    regions += [(f"{name}-source-{i}", "Source", span) for i, span in enumerate(quote.source)]
    if quote.addressee is not None:
        regions.append((f"{name}-addressee", "Addressee", quote.addressee))
    for key, label, span in regions:
        yield _region(key, "label", "labels", span, labels=[label], text=span.text)
    head = regions[0][0]
    for key, label, _ in regions[1:]:
        yield {"type": "relation", "from_id": head, "to_id": key, "direction": "right", "labels": [label.lower()]}
    first = f"{name}-content-0"
    choices = {"kind": [quote.kind], "cue_class": [quote.cue_class] if quote.cue_class else []}
    choices["tags"] = [tag for tag in _TAGS if getattr(quote, tag)]
    for question, chosen in choices.items():
        if chosen:
            yield _region(first, question, "choices", quote.content[0], choices=chosen)
    if quote.speakers:
        names = [speaker.name for speaker in quote.speakers]
        yield _region(first, "speakers", "textarea", quote.content[0], text=names)


def _region(key: str, from_name: str, kind: str, span: TextSpan, **value: Any) -> dict[str, Any]:  # noqa: ANN401
    value = {"start": span.start, "end": span.end, **value}
    return {"id": key, "from_name": from_name, "to_name": "text", "type": kind, "value": value}


def read_labelstudio(path: Path, on_error: OnError) -> Iterator[Document]:
    """Read an export.

    Of several annotations of a task the first that was not cancelled is read, or its first prediction where there is
    none; that others are left out is told.

    Args:
        path: a `.json` file with a list of tasks.
        on_error: is told of what cannot be used; reading goes on.
    """
    for place, task in json_objects(path, on_error):
        data = task.get("data")
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            on_error(Problem(place, "a task without data.text", "export the tasks with their data").error())
            continue
        named = {"id": str(task.get("id", place.item or 1)), **data}
        article = validated(Article, named, place, lambda problem: on_error(problem.error()))
        if article is None:
            continue
        given = [one for one in task.get("annotations", []) if not one.get("was_cancelled")]
        given = given or task.get("predictions", [])
        if len(given) > 1:
            what = f"{len(given)} annotations of one task; only the first is read"
            on_error(Problem(place, what, "export one annotator at a time").error())
        results = given[0].get("result", []) if given else []
        yield Document(article.id, article, list(_quotes(article, results, place, on_error)))


def _quotes(article: Article, results: list[dict[str, Any]], place: Place, on_error: OnError) -> Iterator[Quote]:
    mentions: list[Mention] = []
    relations: list[tuple[str, str]] = []
    answers: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for one in results:
        try:
            match one.get("type"):
                case "labels" | "hypertextlabels":
                    mentions.append(_mention(one, article.text, place))
                case "relation":
                    relations.append((one["from_id"], one["to_id"]))
                case "choices":
                    answers[one["id"]].update(_chosen(one["from_name"], one["value"]["choices"]))
                case "textarea" if one.get("from_name") == "speakers":
                    answers[one["id"]]["speakers"] = [{"name": name} for name in one["value"]["text"]]
                case other:
                    raise Problem(place, f"a result of type {other!r} has no place in a quote", "left out").error()
        except InputError as error:
            on_error(error)
        except (KeyError, TypeError) as error:
            what = f"not a result of Label Studio: it lacks {error}"
            on_error(Problem(place, what, "export as JSON, not as JSON-MIN").error())
    linked, alone = link(mentions, relations)
    tell_alone(alone, place, on_error)
    for group in linked:
        try:
            yield _quote(article, group, answers, place)
        except InputError as error:
            on_error(error)


def _quote(article: Article, group: Linked, answers: dict[str, dict[str, Any]], place: Place) -> Quote:
    rest: dict[str, Any] = {}
    for mention in (*([group.cue] if group.cue else []), *group.content):
        rest.update(answers.get(mention.key, {}))
    return quote_of(article, place, group, rest)


def _chosen(question: str, choices: list[str]) -> dict[str, Any]:
    if question == "tags":
        return dict.fromkeys((tag for tag in _TAGS if tag in choices), True)
    return {question: choices[0]} if question in ("kind", "cue_class") and choices else {}


def _mention(result: dict[str, Any], text: str, place: Place) -> Mention:
    value = result["value"]
    label = (value.get("labels") or value.get("hypertextlabels") or [""])[0]
    role = role_of(label)
    if role is None:
        raise Problem(place, f"region label {label!r} is no role", "name it Content, Source, Cue or Addressee").error()
    return Mention(result["id"], role, (_range(value, text, place),))


def _range(value: dict[str, Any], text: str, place: Place) -> Range:
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words is None or text[start:end] == words:
        return start, end
    units = text.encode("utf-16-le")
    before = len(units[: 2 * start].decode("utf-16-le", "ignore"))
    within = len(units[2 * start : 2 * end].decode("utf-16-le", "ignore"))
    if text[before : before + within] == words:
        return before, before + within
    what = f"the text has {text[start:end]!r} at {start}-{end}, the region says {words!r}"
    raise Problem(place, what, "import and export the same text").error()
