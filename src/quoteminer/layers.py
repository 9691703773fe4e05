"""What quoteminer writes on a Doc, and where: span groups, and one table of plain data that links them.

Span groups hold the spans; `doc.user_data["quoteminer"]` says which of them make up an attribution, by span id.
Nothing else is stored, so a Doc survives `to_bytes`, `DocBin(store_user_data=True)` and `nlp.pipe(n_process=2)`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from spacy.tokens import Doc, Span

from quoteminer.schema import CueClass, Speaker

PARAGRAPHS: Final = "paragraphs"
QUOTATIONS: Final = "quotations"
CUES: Final = "cues"
CONTENTS: Final = "contents"
SOURCES: Final = "sources"
USER_DATA: Final = "quoteminer"

CLOSED: Final = "closed"
"""Label of a quotation that has both marks."""
CONTINUED: Final = "continued"
"""Label of a quotation left open at the end of its paragraph and re-opened at the start of the next."""
UNCLOSED: Final = "unclosed"
"""Label of a quotation whose closing mark is missing; its end is a guess."""

Range = tuple[int, int]
"""Token offsets, end exclusive."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution on a Doc, in token offsets.

    Attributes:
        contents: what is ascribed, in text order, at least one range.
        cue: the words that ascribe it.
        sources: the mention it is ascribed to.
        lemma: dictionary form of the cue.
        cue_class: what sort of act the cue is.
        rule: name of the rule that made it.
        confidence: probability that content and source are right.
        negated: the cue is denied.
        hedged: the cue is not asserted outright.
        addressee: the mention told or asked.
        addressee_name: name of the entity behind the addressee.
        parent: index, in the Doc's list of attributions, of the one inside whose content this one stands.
        speakers: the entities behind the source.
    """

    contents: tuple[Range, ...]
    cue: Range | None
    sources: tuple[Range, ...]
    lemma: str | None
    cue_class: CueClass
    rule: str
    confidence: float
    negated: bool = False
    hedged: bool = False
    addressee: Range | None = None
    addressee_name: str | None = None
    parent: int | None = None
    speakers: tuple[Speaker, ...] = field(default=())


_PLAIN = ("lemma", "cue_class", "rule", "confidence", "negated", "hedged", "addressee_name", "parent")


def paragraphs(doc: Doc) -> list[Range]:
    """Token ranges of the paragraphs, in text order."""
    return _ranges(doc, PARAGRAPHS)


def set_paragraphs(doc: Doc, ranges: Sequence[Range]) -> None:
    """Write the paragraphs."""
    doc.spans[PARAGRAPHS] = [doc[start:end] for start, end in ranges]


def quotations(doc: Doc) -> list[tuple[int, int, str]]:
    """Token ranges of the quotations, marks included, with their label; outer before inner."""
    return [(span.start, span.end, span.label_) for span in _group(doc, QUOTATIONS)]


def set_quotations(doc: Doc, labelled: Sequence[tuple[int, int, str]]) -> None:
    """Write the quotations, each with one of the labels `closed`, `continued` and `unclosed`."""
    doc.spans[QUOTATIONS] = [
        Span(doc, start, end, label=label, span_id=number) for number, (start, end, label) in enumerate(labelled)
    ]


def set_attributions(doc: Doc, attributions: Sequence[Attribution]) -> None:
    """Write the attributions: their spans into the groups, their links and properties into the table."""
    groups: dict[str, list[Span]] = {CUES: [], CONTENTS: [], SOURCES: []}

    def add(key: str, at: Range) -> int:
        number = len(groups[key])
        groups[key].append(Span(doc, *at, label=key[:-1], span_id=number))
        return number

    table: list[dict[str, Any]] = []
    for attribution in attributions:
        row: dict[str, Any] = {name: getattr(attribution, name) for name in _PLAIN}
        row["contents"] = [add(CONTENTS, at) for at in attribution.contents]
        row["cue"] = add(CUES, attribution.cue) if attribution.cue else None
        row["sources"] = [add(SOURCES, at) for at in attribution.sources]
        row["addressee"] = list(attribution.addressee) if attribution.addressee else None
        row["speakers"] = [speaker.model_dump() for speaker in attribution.speakers]
        table.append(row)
    for key, spans in groups.items():
        doc.spans[key] = spans
    doc.user_data[USER_DATA] = table


def attributions(doc: Doc) -> list[Attribution]:
    """The attributions of the Doc, in text order; empty before the component has run."""
    spans = {key: {span.id: (span.start, span.end) for span in _group(doc, key)} for key in (CUES, CONTENTS, SOURCES)}
    return [
        Attribution(
            contents=tuple(spans[CONTENTS][number] for number in row["contents"]),
            cue=None if row["cue"] is None else spans[CUES][row["cue"]],
            sources=tuple(spans[SOURCES][number] for number in row["sources"]),
            addressee=tuple(row["addressee"]) if row["addressee"] else None,
            speakers=tuple(Speaker(**speaker) for speaker in row["speakers"]),
            **{name: row[name] for name in _PLAIN},
        )
        for row in doc.user_data.get(USER_DATA, [])
    ]


def set_speakers(doc: Doc, speakers: Sequence[Sequence[Speaker]], addressee_names: Sequence[str | None]) -> None:
    """Write who speaks, and the addressees' names, one entry an attribution."""
    rows: list[dict[str, Any]] = doc.user_data.get(USER_DATA, [])
    doc.user_data[USER_DATA] = [
        {**row, "speakers": [speaker.model_dump() for speaker in who], "addressee_name": name}
        for row, who, name in zip(rows, speakers, addressee_names, strict=True)
    ]


def clusters(doc: Doc, prefix: str) -> list[list[Range]]:
    """Mentions of one thing each, as a component for coreference writes them into groups `PREFIX_1`, `PREFIX_2`, …."""
    numbered = ((key, key.removeprefix(f"{prefix}_")) for key in doc.spans)
    found = sorted((int(number), key) for key, number in numbered if number != key and number.isdecimal())
    return [_ranges(doc, key) for _, key in found]


def _group(doc: Doc, key: str) -> Iterable[Span]:
    spans: Iterable[Span] = doc.spans.get(key, [])
    return spans


def _ranges(doc: Doc, key: str) -> list[Range]:
    return [(span.start, span.end) for span in _group(doc, key)]
