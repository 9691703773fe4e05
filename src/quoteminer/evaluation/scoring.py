"""The counts of one article: from paired items to every row of the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quoteminer.evaluation.counts import Counts, Tally
from quoteminer.evaluation.matching import Item, Pair, agree, candidates, match
from quoteminer.evaluation.records import ROLES, Role
from quoteminer.evaluation.speakers import form_of, same_speakers
from quoteminer.schema import CUE_CLASSES, KINDS
from quoteminer.words import Range

FIGURES: Final = "figures"
"""Section of the headline figures, whose names and values are those of the reference script."""
STRICTNESS: Final = "how strictly"
KIND_ROWS: Final = "kinds"
ROLE_ROWS: Final = "roles"
CUE_CLASS_ROWS: Final = "cue classes"
SPEAKER_ROWS: Final = "speaker right, of the detected"
SPEAKER_END_TO_END: Final = "speaker right, end to end"

DEFAULT_IOU: Final = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """One article, paired.

    Attributes:
        gold: its gold items.
        predicted: its predicted items.
        overlapping: every gold and predicted item that share a word of content.
        pairs: the pairs at the threshold of the evaluation.
        tally: its counts.
    """

    gold: list[Item]
    predicted: list[Item]
    overlapping: list[Pair]
    pairs: list[Pair]
    tally: Tally


def score_article(gold: list[Item], predicted: list[Item], text: str, iou: float = DEFAULT_IOU) -> Scored:
    """Pair the items of one article and count.

    Args:
        gold: its gold items.
        predicted: its predicted items.
        text: its text.
        iou: overlap of contents below which a pair is no pair.
    """
    overlapping = candidates(gold, predicted)
    pairs = {threshold: match(gold, predicted, overlapping, threshold) for threshold in (iou, 0.3, 0.5, 0.8, 1.0)}
    at = {
        threshold: [(gold[pair.gold], predicted[pair.predicted]) for pair in chosen]
        for threshold, chosen in pairs.items()
    }
    tally = Tally()
    _headline(tally, gold, predicted, at, iou)
    _by_kind(tally, gold, predicted, at[iou])
    _strictness(tally, gold, predicted, at)
    _roles(tally, gold, predicted, at[iou])
    _cue_classes(tally, gold, predicted, at[iou])
    _speakers(tally, gold, at[iou], text)
    return Scored(gold, predicted, overlapping, pairs[iou], tally)


_Pairs = Sequence[tuple[Item, Item]]
_AtThresholds = Mapping[float, _Pairs]


def _right(pairs: _Pairs) -> list[tuple[Item, Item]]:
    return [(g, p) for g, p in pairs if agree("source", g, p)]


def _headline(tally: Tally, gold: Sequence[Item], predicted: Sequence[Item], at: _AtThresholds, iou: float) -> None:
    """Count what the reference script counts, under its names and in its order."""
    pairs = at[iou]
    right = _right(pairs)
    sizes = len(gold), len(predicted)
    tally.counts[FIGURES, "ATTRIBUTED"] += Counts.of(len(right), *sizes)
    for kind in KINDS:
        tally.counts[FIGURES, f"attributed, {kind}"] += Counts(
            sum(g.kind == kind for g, _ in right),
            sum(g.kind == kind for g in gold),
            sum(p.kind == kind for _, p in right),
            sum(p.kind == kind for p in predicted),
        )
    tally.counts[FIGURES, "detected"] += Counts.of(len(pairs), *sizes)
    for name, threshold in (("detected at 0.3", 0.3), ("detected at 0.8", 0.8), ("exact content", 1.0)):
        tally.counts[FIGURES, name] += Counts.of(len(at[threshold]), *sizes)
    for role in ROLES:
        theirs = frozenset().union(*(item.words(role) for item in gold))
        ours = frozenset().union(*(item.words(role) for item in predicted))
        tally.counts[FIGURES, f"{role} words"] += Counts.of(len(theirs & ours), len(theirs), len(ours))
    for g, p in pairs:
        tally.hit(FIGURES, "source right, of the detected", agree("source", g, p))
        tally.hit(FIGURES, "source the same words, of the detected", g.source == p.source)
        tally.hit(FIGURES, "cue right, of the detected", agree("cue", g, p))


def _by_kind(tally: Tally, gold: Sequence[Item], predicted: Sequence[Item], pairs: _Pairs) -> None:
    for kind in KINDS:
        tally.counts[KIND_ROWS, f"detected, {kind}"] += Counts(
            sum(g.kind == kind for g, _ in pairs),
            sum(g.kind == kind for g in gold),
            sum(p.kind == kind for _, p in pairs),
            sum(p.kind == kind for p in predicted),
        )
    for g, p in pairs:
        tally.hit(KIND_ROWS, "kind right, of the detected", g.named_kind == p.named_kind)


def _strictness(tally: Tally, gold: Sequence[Item], predicted: Sequence[Item], at: _AtThresholds) -> None:
    sizes = len(gold), len(predicted)
    for name, threshold in (("0.3", 0.3), ("0.5", 0.5), ("0.8", 0.8)):
        tally.counts[STRICTNESS, f"attributed at {name}"] += Counts.of(len(_right(at[threshold])), *sizes)
    tally.counts[STRICTNESS, "attributed, exact content"] += Counts.of(len(_right(at[1.0])), *sizes)
    strict = sum(g.source == p.source and g.cue == p.cue for g, p in at[1.0])
    tally.counts[STRICTNESS, "strict: content, source and cue the same words"] += Counts.of(strict, *sizes)


def _roles(tally: Tally, gold: Sequence[Item], predicted: Sequence[Item], pairs: _Pairs) -> None:
    roles: tuple[Role, ...] = ("source", "cue")
    for role in roles:
        sizes = sum(bool(g.words(role)) for g in gold), sum(bool(p.words(role)) for p in predicted)
        shared = sum(bool(g.words(role) & p.words(role)) for g, p in pairs)
        same = sum(bool(g.words(role)) and g.words(role) == p.words(role) for g, p in pairs)
        tally.counts[ROLE_ROWS, f"{role}, a word shared"] += Counts.of(shared, *sizes)
        tally.counts[ROLE_ROWS, f"{role}, the same words"] += Counts.of(same, *sizes)


def _cue_classes(tally: Tally, gold: Sequence[Item], predicted: Sequence[Item], pairs: _Pairs) -> None:
    """Count cue classes where gold records them; of an article whose gold records none, nothing is counted."""
    if not any(g.attribution.cue_class for g in gold):
        return
    right = _right(pairs)
    for name in CUE_CLASSES:
        found = sum(g.attribution.cue_class == name == p.attribution.cue_class for g, p in right)
        wanted = sum(g.attribution.cue_class == name for g in gold)
        given = sum(p.attribution.cue_class == name for p in predicted)
        if wanted or given:
            tally.counts[CUE_CLASS_ROWS, f"attributed, {name}"] += Counts.of(found, wanted, given)
    for g, p in pairs:
        if g.attribution.cue_class:
            same = g.attribution.cue_class == p.attribution.cue_class
            tally.hit(CUE_CLASS_ROWS, "cue class right, of the detected", same)


def _speakers(tally: Tally, gold: Sequence[Item], pairs: _Pairs, text: str) -> None:
    """Count speakers where gold names them, by how the source is written."""
    partner = {id(g): p for g, p in pairs}
    for g in gold:
        wanted = g.attribution.speakers
        if wanted is None:
            continue
        found = partner.get(id(g))
        right = found is not None and same_speakers(wanted, found.attribution.speakers or ())
        form = form_of(source_text(g.attribution.source, text), wanted) if wanted else None
        for name in ("all", form) if form else ("nobody named",):
            tally.hit(SPEAKER_END_TO_END, name, right)
            if found is not None:
                tally.hit(SPEAKER_ROWS, name, right)


def source_text(spans: Sequence[Range], text: str) -> str:
    """Give the words of a role, its spans joined by a space."""
    return " ".join(text[start:end] for start, end in spans)
