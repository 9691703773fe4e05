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
from collections.abc import Iterator, Sequence
from typing import Any, Final

from quoteminer.formats.documents import ARTICLE, EXTRA, NO_QUOTES, QUOTE_FIELDS, Document
from quoteminer.schema import Quote, TextSpan
from quoteminer.words import Range

HOLDS = QUOTE_FIELDS | {ARTICLE, EXTRA, NO_QUOTES}

ATTRIBUTES: Final = {"Kind": "kind", "CueClass": "cue_class", "Negated": "negated", "Hedged": "hedged"}
_ROLES_IN_RECORD: Final = {
    "schema_version",
    "article_id",
    "content",
    "cue",
    "source",
    "addressee",
    *ATTRIBUTES.values(),
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
        for name, key in ATTRIBUTES.items():
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
