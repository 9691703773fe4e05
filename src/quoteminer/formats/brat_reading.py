"""Reading brat standoff; what is read how is told in `quoteminer.formats.brat`."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from quoteminer.errors import InputError
from quoteminer.formats.brat import ATTRIBUTES
from quoteminer.formats.documents import Document
from quoteminer.formats.lines import OnError, decoded, read_bytes
from quoteminer.formats.linked import Linked, Mention, link, quote_of, role_of, tell_alone
from quoteminer.formats.names import id_of
from quoteminer.problems import Place, Problem
from quoteminer.schema import Article, Quote
from quoteminer.words import Range


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
    if name in ATTRIBUTES:
        parsed.rest[target][ATTRIBUTES[name]] = value[0] if value else True


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
    tell_alone(alone, place, on_error)
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
    return quote_of(article, Place(place.file), linked, rest)
