"""How well a network reads articles that it was not fitted to, and how sure it may be of what it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from quoteminer.evaluation.counts import Counts
from quoteminer.evaluation.matching import agree, candidates, items, match
from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.evaluation.scoring import DEFAULT_IOU
from quoteminer.model.confidence import FEATURES, features_of, fit, probability
from quoteminer.model.decoding import Found, Reader
from quoteminer.model.evidence import Evidence, Reals
from quoteminer.model.folder import Config, Logistic
from quoteminer.model.page import words_of
from quoteminer.model.paths import Span
from quoteminer.model.session import Network, evidence_of
from quoteminer.training.labels import outermost
from quoteminer.words import Range, Words, quoted_ranges

UNFITTED: Final = Logistic(
    mean=(0.0,) * len(FEATURES), scale=(1.0,) * len(FEATURES), weights=(0.0,) * len(FEATURES), intercept=0.0
)
"""The confidence of a network that was never measured: one half for everything."""
FOLDS: Final = 5
"""Parts of the articles, each measured with what was fitted to the others; article k belongs to part k modulo 5."""
_BINS: Final = 10
_THRESHOLDS: Final = tuple(step / 20 for step in range(13))


@dataclass(frozen=True, slots=True)
class Readings:
    """What a network reads in some articles, and what of it is right.

    Attributes:
        features: of what it reads in each article (`confidence.FEATURES`), (attributions, features) each.
        right: 1 where content and source are right, else 0, (attributions,) each.
        gold: number of gold attributions.
    """

    features: tuple[Reals, ...]
    right: tuple[Reals, ...]
    gold: int

    def all(self) -> Counts:
        """Count what is right of all that was read."""
        return self.attributed(np.ones(sum(map(len, self.right))), 0.0)

    def attributed(self, sure: Reals, least: float) -> Counts:
        """Count what is right of all that the network is at least so sure of."""
        answers = np.concatenate(self.right)
        kept = sure >= least
        return Counts.of(int(answers[kept].sum()), self.gold, int(kept.sum()))

    def fitted(self) -> Logistic:
        """Fit the confidence to all of it; `UNFITTED` where all or nothing is right."""
        answers = np.concatenate(self.right) if self.right else np.zeros(0)
        return fit(np.concatenate(self.features), answers) if 0 < answers.sum() < len(answers) else UNFITTED

    def crossed(self) -> Reals:
        """Confidence of every attribution, fitted without the fifth of the articles that its own belongs to."""
        return np.concatenate(self.crossed_by_article())

    def crossed_by_article(self) -> list[Reals]:
        """The same, apart for each article."""
        sure: list[Reals] = [np.zeros(0)] * len(self.right)
        for fold in range(FOLDS):
            rest = [k for k in range(len(self.right)) if k % FOLDS != fold]
            part = Readings(tuple(self.features[k] for k in rest), tuple(self.right[k] for k in rest), 0)
            logistic = part.fitted()
            for k in range(fold, len(self.right), FOLDS):
                sure[k] = probability(logistic, self.features[k])
        return sure

    def best_threshold(self, sure: Reals) -> float:
        """The confidence from which on an attribution is best proposed: where F1 is highest, in steps of 0.05."""
        return max(_THRESHOLDS, key=lambda least: (self.attributed(sure, least).f1, -least))


def readings_of(articles: Sequence[Annotated], tokenizer: Tokenizer, network: Network, config: Config) -> Readings:
    """Let a network read articles and compare with their gold; attributions within others are not asked for.

    Args:
        articles: gold.
        tokenizer: the encoder's.
        network: what scores a batch.
        config: how its scores are read.

    Returns:
        What it reads.
    """
    features, right = [], []
    gold = 0
    for article in articles:
        asked = outermost(article.attributions)
        evidence = evidence_of(words_of(article.text or "", tokenizer), config, network)
        reader = Reader(evidence, config.decoding)
        found = reader.read() if len(evidence) else []
        features.append(np.array([features_of(reader, one) for one in found]).reshape(-1, len(FEATURES)))
        right.append(judged(asked, article.text or "", evidence, found))
        gold += len(asked)
    return Readings(tuple(features), tuple(right), gold)


def judged(gold: Sequence[Attribution], text: str, evidence: Evidence, found: Sequence[Found]) -> Reals:
    """`verdicts` of what was found in an article."""
    predicted = [
        Attribution(
            content=tuple(located(evidence, span) for span in one.contents),
            source=() if one.source is None else (located(evidence, one.source),),
            line=number,
        )
        for number, one in enumerate(found)
    ]
    return verdicts(gold, predicted, text)


def located(evidence: Evidence, span: Span) -> Range:
    """A span of the encoder's words in code points."""
    offsets = evidence.words.offsets
    return int(offsets[span[0], 0]), int(offsets[span[1] - 1, 1])


def verdicts(gold: Sequence[Attribution], predicted: Sequence[Attribution], text: str) -> Reals:
    """Say of each predicted attribution whether its content and source are right.

    Args:
        gold: of the article.
        predicted: each with its place in this list as its `line`.
        text: the article's.

    Returns:
        1 or 0 for each, (predicted,).
    """
    words, quoted = Words(text), quoted_ranges(text)
    theirs, ours = items(gold, text, words, quoted), items(predicted, text, words, quoted)
    right = np.zeros(len(predicted))
    for pair in match(theirs, ours, candidates(theirs, ours), DEFAULT_IOU):
        one = ours[pair.predicted]
        right[one.attribution.line] = agree("source", theirs[pair.gold], one)
    return right


def expected_error(sure: Reals, right: Reals) -> float:
    """Expected calibration error, in ten bins of the same width."""
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    parts = ((sure[bins == k].mean() - right[bins == k].mean(), (bins == k).mean()) for k in set(bins.tolist()))
    return float(sum(abs(apart) * share for apart, share in parts))
