r"""brat standoff: a `.txt` with the text, a `.ann` with its annotations beside it.

Written: the cue is the trigger of an event `Attribution` with the arguments `Content`, `Source` and `Addressee`; a
quote without a cue is a text-bound `Content` with relations. `Kind`, `CueClass`, `Negated` and `Hedged` are attributes,
and what brat has no place for stands as JSON in the annotator's note. Read, besides that: relations between text-bounds
(`quoteminer.formats.linked`), and events that repeat their trigger as an argument `Cue`, as PolNeAR's do.

A brat span never crosses a line break. One that does is written as fragments; fragments with nothing but line breaks
between them are read as one span again, others as spans of their own.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from quoteminer.errors import InputError
from quoteminer.formats.documents import (
    ADDRESSEE_NAME,
    ARTICLE,
    EXTRA,
    NO_CUE,
    NO_QUOTES,
    SPEAKER_DETAILS,
    SPEAKERS,
    Document,
    make_quote,
)
from quoteminer.formats.lines import OnError, decoded, read_bytes
from quoteminer.formats.linked import Linked, Mention, link, role_of
from quoteminer.formats.names import id_of
from quoteminer.formats.problems import Place, Problem
from quoteminer.schema import Article, Quote, TextSpan
from quoteminer.words import Range

_PLAIN = ("quote_id", "date", "cue_class", "negated", "hedged", "parent", "sentence", "paragraph", "confidence", "rule")
HOLDS = frozenset(
    {*_PLAIN, "kind", "cue.lemma", "addressee", ADDRESSEE_NAME, SPEAKERS, SPEAKER_DETAILS}
    | {ARTICLE, EXTRA, NO_CUE, NO_QUOTES}
)

_ATTRIBUTES: Final = {"Kind": "kind", "CueClass": "cue_class", "Negated": "negated", "Hedged": "hedged"}
_ROLES_IN_RECORD: Final = {
    "schema_version",
    "article_id",
    "content",
    "cue",
    "source",
    "addressee",
    *_ATTRIBUTES.values(),
}
_BREAKS = re.compile(r"[\r\n]+")


def write_brat(document: Document) -> tuple[str, str]:
    """Write a document.

    Returns:
        What goes to the `.txt` and what goes to the `.ann`.
    """
    return document.text_for("brat"), "".join(f"{line}\n" for line in _Writer().lines(document.quotes))


class _Writer:
    """Numbers the annotations of one document as it writes them."""

    def __init__(self) -> None:
        self._last: defaultdict[str, int] = defaultdict(int)

    def lines(self, quotes: Sequence[Quote]) -> Iterator[str]:
        for quote in quotes:
            yield from self._quote(quote)

    def _id(self, letter: str) -> str:
        self._last[letter] += 1
        return f"{letter}{self._last[letter]}"

    def _bound(self, label: str, span: TextSpan) -> tuple[str, str]:
        key = self._id("T")
        fragments = ";".join(f"{start} {end}" for start, end in _fragments(span))
        return key, f"{key}\t{label} {fragments}\t{_BREAKS.sub(' ', span.text)}"

    def _quote(self, quote: Quote) -> Iterator[str]:
        arguments = []
        contents = []
        for label, spans in (("Content", quote.content), ("Source", quote.source)):
            for number, span in enumerate(spans, 1):
                key, line = self._bound(label, span)
                yield line
                arguments.append((f"{label}{number if number > 1 else ''}", key))
                if label == "Content":
                    contents.append(key)
        if quote.addressee is not None:
            key, line = self._bound("Addressee", quote.addressee)
            yield line
            arguments.append(("Addressee", key))
        if quote.cue is not None:
            trigger, line = self._bound("Attribution", quote.cue)
            yield line
            head = self._id("E")
            yield f"{head}\tAttribution:{trigger} " + " ".join(f"{role}:{key}" for role, key in arguments)
        else:
            head = contents[0]
            for role, key in arguments[1:]:
                name = "Continues" if key in contents else role.rstrip("0123456789")
                yield f"{self._id('R')}\t{name} Arg1:{key} Arg2:{head}"
        yield from self._rest(quote, head)

    def _rest(self, quote: Quote, head: str) -> Iterator[str]:
        for name, key in _ATTRIBUTES.items():
            value = getattr(quote, key)
            if value is True:
                yield f"{self._id('A')}\t{name} {head}"
            elif value:
                yield f"{self._id('A')}\t{name} {head} {value}"
        note: dict[str, Any] = quote.model_dump(exclude=_ROLES_IN_RECORD, exclude_defaults=True)
        if not quote.speakers:
            note.pop("speakers", None)
        if quote.cue is not None and quote.cue.lemma is not None:
            note["lemma"] = quote.cue.lemma
        if quote.addressee is not None and quote.addressee.name is not None:
            note["addressee_name"] = quote.addressee.name
        if note:
            yield f"{self._id('#')}\tAnnotatorNotes {head}\t{json.dumps(note, ensure_ascii=False)}"


def _fragments(span: TextSpan) -> Iterator[Range]:
    start = 0
    for found in [*_BREAKS.finditer(span.text), None]:
        end = found.start() if found else len(span.text)
        if end > start:
            yield span.start + start, span.start + end
        start = found.end() if found else end


@dataclass(slots=True)
class _Parsed:
    """The annotations of a `.ann`, by their ids."""

    bounds: dict[str, Mention] = field(default_factory=dict)
    events: dict[str, tuple[str, list[tuple[str, str]]]] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)
    rest: defaultdict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))


def read_brat(path: Path, on_error: OnError) -> Document:
    """Read a `.ann` with the `.txt` that stands beside it.

    Args:
        path: the `.ann`.
        on_error: is told of each annotation that cannot be used; reading goes on.

    Raises:
        InputError: one of the two files cannot be read.
    """
    beside = path.with_suffix(".txt")
    article = Article(id=id_of(path), text=decoded(read_bytes(beside), Place(str(beside))))
    parsed = _Parsed()
    for number, line in enumerate(decoded(read_bytes(path), Place(str(path))).split("\n"), 1):
        if line.strip():
            place = Place(str(path), number)
            try:
                _parse(line.rstrip("\r"), article.text, parsed, place)
            except InputError as error:
                on_error(error)
    quotes = list(_quotes(parsed, article, Place(str(path)), on_error))
    return Document(article.id, article, sorted(quotes, key=lambda quote: quote.content[0].start))


def _parse(line: str, text: str, parsed: _Parsed, place: Place) -> None:
    key, _, rest = line.partition("\t")
    reader = _READERS.get(key[:1])
    if reader is None:
        raise Problem(place, f"{key} is of a sort that holds no quote", "leave it out").error()
    try:
        reader(key, rest, text, parsed)
    except (ValueError, IndexError) as error:
        raise Problem(place, f"not brat standoff: {line[:60]!r}", "see brat's format").error() from error
    if key.startswith("T") and key not in parsed.bounds:
        what = f"{key} has a label that is no role: {rest.split()[0]!r}"
        raise Problem(place, what, "name it Content, Source, Cue or Addressee").error()


def _read_bound(key: str, rest: str, text: str, parsed: _Parsed) -> None:
    head = rest.split("\t")[0]
    label, _, offsets = head.partition(" ")
    spans = sorted((int(start), int(end)) for start, end in (one.split() for one in offsets.split(";")))
    joined: list[Range] = []
    for start, end in spans:
        between = text[joined[-1][1] : start] if joined else ""
        if between and not between.strip("\r\n"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    role = role_of(label)
    if role is not None:
        parsed.bounds[key] = Mention(key, role, tuple(joined))


def _read_event(key: str, rest: str, _text: str, parsed: _Parsed) -> None:
    head, *arguments = (part.split(":") for part in rest.split())
    parsed.events[key] = (head[1], [(role, target) for role, target in arguments])


def _read_relation(_key: str, rest: str, _text: str, parsed: _Parsed) -> None:
    _, first, second = rest.split()
    parsed.relations.append((first.split(":")[1], second.split(":")[1]))


def _read_attribute(_key: str, rest: str, _text: str, parsed: _Parsed) -> None:
    name, target, *value = rest.split()
    if name in _ATTRIBUTES:
        parsed.rest[target][_ATTRIBUTES[name]] = value[0] if value else True


def _read_note(_key: str, rest: str, _text: str, parsed: _Parsed) -> None:
    head, _, note = rest.partition("\t")
    if note.startswith("{"):
        parsed.rest[head.split()[1]].update(json.loads(note))


_READERS: Final[dict[str, Callable[[str, str, str, _Parsed], None]]] = {
    "T": _read_bound,
    "E": _read_event,
    "R": _read_relation,
    "A": _read_attribute,
    "M": _read_attribute,
    "#": _read_note,
}


def _quotes(parsed: _Parsed, article: Article, place: Place, on_error: OnError) -> Iterator[Quote]:
    found: list[tuple[str, Linked]] = []
    in_events: set[str] = set()
    for key, (trigger, arguments) in parsed.events.items():
        linked = Linked(cue=parsed.bounds.get(trigger))
        in_events.add(trigger)
        for role, target in arguments:
            mention = parsed.bounds.get(target)
            in_events.add(target)
            match role_of(role) if mention else None:
                case "content":
                    linked.content.append(mention)  # type: ignore[arg-type]
                case "source":
                    linked.source.append(mention)  # type: ignore[arg-type]
                case "cue":
                    linked.cue = mention
                case "addressee":
                    linked.addressee = mention
                case _:
                    what = f"the argument {role}:{target} of {key} has no place in a quote"
                    on_error(Problem(place, what, "it is left out").error())
        found.append((key, linked))
    free = [mention for key, mention in parsed.bounds.items() if key not in in_events]
    groups, alone = link(free, parsed.relations)
    found += [((group.cue or group.content[0]).key, group) for group in groups]
    for mention in alone:
        what = f"{mention.key} ({mention.label}) belongs to no quote"
        on_error(Problem(place, what, "tie it to a content with an event or a relation").error())
    for key, linked in found:
        try:
            yield _quote(key, linked, parsed.rest[key], article, place, on_error)
        except InputError as error:
            on_error(error)


def _quote(key: str, linked: Linked, rest: dict[str, Any], article: Article, place: Place, on_error: OnError) -> Quote:
    for name, mention in (("cue", linked.cue), ("addressee", linked.addressee)):
        if mention is not None and len(mention.spans) > 1:
            what = f"the {name} of {key} has {len(mention.spans)} fragments; only the first is kept"
            on_error(Problem(place, what, f"a record's {name} is one span").error())
    return make_quote(
        article,
        Place(place.file),
        content=linked.content_spans,
        cue=linked.cue.spans[0] if linked.cue else None,
        source=linked.source_spans,
        addressee=linked.addressee.spans[0] if linked.addressee else None,
        rest=rest,
    )
