"""What went wrong with each quote: the errors behind the figures, case by case."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from quoteminer.evaluation.matching import Item, Pair, agree, match
from quoteminer.evaluation.scoring import Scored
from quoteminer.evaluation.speakers import same_speakers
from quoteminer.schema import KINDS, Kind

Error = Literal["missed", "spurious", "boundary", "wrong source", "wrong cue", "wrong speaker", "wrong kind"]
ERRORS: Final[tuple[Error, ...]] = (
    "missed",
    "spurious",
    "boundary",
    "wrong source",
    "wrong cue",
    "wrong speaker",
    "wrong kind",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A gold quote and the prediction that comes nearest to it, or one of the two alone.

    Attributes:
        gold: the gold item; None for a spurious prediction.
        predicted: the predicted item; None for a missed quote.
        overlap: intersection over union of the words of their contents; 0 for one alone.
        found: the overlap reaches the threshold, so that the figures count it as detected.
        errors: what is wrong with it, in the order of `ERRORS`; empty when nothing is.
    """

    gold: Item | None
    predicted: Item | None
    overlap: float
    found: bool
    errors: tuple[Error, ...]

    @property
    def item(self) -> Item:
        """The gold item, or the prediction where there is none."""
        item = self.gold or self.predicted
        assert item is not None  # a case has one of the two
        return item

    @property
    def kind(self) -> Kind:
        """Kind of the gold quote, or of the prediction where there is none."""
        return self.item.named_kind

    @property
    def start(self) -> int:
        """Where its content begins in the text."""
        return self.item.attribution.content[0][0]


def cases(scored: Scored) -> list[Case]:
    """List every case of an article, in text order.

    Pairs below the threshold count as missed and spurious in the figures; here the two are shown together, as a
    `boundary` error that was not found, because that is what a reader has to look at.
    """
    gold, predicted = scored.gold, scored.predicted
    taken_gold = {pair.gold for pair in scored.pairs}
    taken_predicted = {pair.predicted for pair in scored.pairs}
    free = [
        pair for pair in scored.overlapping if pair.gold not in taken_gold and pair.predicted not in taken_predicted
    ]
    near = match(gold, predicted, free)
    taken_gold |= {pair.gold for pair in near}
    taken_predicted |= {pair.predicted for pair in near}
    listed = [_paired(pair, gold, predicted, found=True) for pair in scored.pairs]
    listed += [_paired(pair, gold, predicted, found=False) for pair in near]
    listed += [Case(item, None, 0.0, False, ("missed",)) for i, item in enumerate(gold) if i not in taken_gold]
    listed += [
        Case(None, item, 0.0, False, ("spurious",)) for j, item in enumerate(predicted) if j not in taken_predicted
    ]
    return sorted(listed, key=lambda case: (case.start, case.gold is None))


def _paired(pair: Pair, gold: list[Item], predicted: list[Item], *, found: bool) -> Case:
    g, p = gold[pair.gold], predicted[pair.predicted]
    wanted = g.attribution.speakers
    wrong: dict[Error, bool] = {
        "boundary": g.content != p.content,
        "wrong source": not agree("source", g, p),
        "wrong cue": not agree("cue", g, p),
        "wrong speaker": wanted is not None and not same_speakers(wanted, p.attribution.speakers or ()),
        "wrong kind": g.named_kind != p.named_kind,
    }
    return Case(g, p, pair.overlap, found, tuple(name for name in ERRORS if wrong.get(name)))


def error_counts(listed: Iterable[Case]) -> dict[Error, dict[Kind, int]]:
    """Count cases by error and kind; a case with two errors is counted under both."""
    counted = Counter((error, case.kind) for case in listed for error in case.errors)
    return {error: {kind: counted[error, kind] for kind in KINDS} for error in ERRORS}
