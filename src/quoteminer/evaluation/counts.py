"""Counts, which add, and the ratios derived from them. Nothing here stores a ratio."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Counts:
    """What precision, recall and F1 are made of.

    Gold and predicted hits are counted apart, because a row can select by a property that the two of a pair differ in.

    Attributes:
        correct_gold: gold items that were found.
        gold: gold items.
        correct_predicted: predicted items that are right.
        predicted: predicted items.
    """

    correct_gold: int = 0
    gold: int = 0
    correct_predicted: int = 0
    predicted: int = 0

    @classmethod
    def of(cls, correct: int, gold: int, predicted: int) -> Self:
        """Count where every correct item is one of gold and one of the prediction."""
        return cls(correct, gold, correct, predicted)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.correct_gold + other.correct_gold,
            self.gold + other.gold,
            self.correct_predicted + other.correct_predicted,
            self.predicted + other.predicted,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right; 0 where nothing is predicted."""
        return self.correct_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that are found; 0 where there are none."""
        return self.correct_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_row(self) -> dict[str, float | int]:
        """Give the row that `--json` holds."""
        return {
            "p": self.precision,
            "r": self.recall,
            "f": self.f1,
            "gold": self.gold,
            "predicted": self.predicted,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    Attributes:
        hits: those that are right.
        n: all.
    """

    hits: int = 0
    n: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.n + other.n)

    @property
    def share(self) -> float:
        """Hits by all; 0 where there are none."""
        return self.hits / self.n if self.n else 0.0

    def as_row(self) -> dict[str, float | int]:
        """Give the row that `--json` holds."""
        return {"share": self.share, "n": self.n}


Section = str
Name = tuple[Section, str]
"""A section of the report and the row's name in it."""


@dataclass(slots=True)
class Tally:
    """All counts of one article, or of several added up.

    Attributes:
        counts: rows with precision, recall and F1, by name.
        shares: rows with one share, by name.
    """

    counts: defaultdict[Name, Counts] = field(default_factory=lambda: defaultdict(Counts))
    shares: defaultdict[Name, Share] = field(default_factory=lambda: defaultdict(Share))

    def hit(self, section: Section, name: str, hit: bool) -> None:
        """Count one more case of a share, right or not."""
        self.shares[section, name] += Share(int(hit), 1)


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up; rows keep the order in which they first occur."""
    added = Tally()
    for tally in tallies:
        for name, counts in tally.counts.items():
            added.counts[name] += counts
        for name, share in tally.shares.items():
            added.shares[name] += share
    return added
