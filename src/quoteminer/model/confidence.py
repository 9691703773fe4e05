"""How sure an attribution is: a logistic regression on what the network says of its parts."""

from typing import Final

import numpy as np

from quoteminer.model.decoding import Found, Reader
from quoteminer.model.evidence import Reals
from quoteminer.model.folder import Config, Logistic
from quoteminer.model.roles import CONTENT, CUE, SOURCE

FEATURES: Final = (
    "surest word of the cue",
    "words of the cue",
    "words of the content",
    "least sure word of the content",
    "links from content to cue",
    "support of the source",
    "no source",
    "words of the source",
    "share of the content in quotation marks",
    "length of the content",
    "several contents",
    "length of the cue",
    "content in front of the content",
    "content behind the content",
)
"""What the features say, in order; words and links as log probabilities, lengths as logarithms."""


def features_of(reader: Reader, found: Found) -> Reals:
    """The features of an attribution, (features,)."""
    roles, words = reader.evidence.roles, reader.evidence.words
    said = np.concatenate([np.arange(*span) for span in found.contents])
    of_cue = np.logaddexp(roles[slice(*found.cue), CUE], roles[slice(*found.cue), CUE + 1])
    beside = np.clip([said[0] - 1, said[-1] + 1], 0, len(words) - 1)
    of_content, around = (np.logaddexp(roles[at, CONTENT], roles[at, CONTENT + 1]) for at in (said, beside))
    of_source = 0.0
    if found.source is not None:
        part = roles[slice(*found.source)]
        of_source = float(np.logaddexp(part[:, SOURCE], part[:, SOURCE + 1]).mean())
    before, behind = np.exp(around).tolist()
    return np.array(
        [
            of_cue.max(),
            of_cue.mean(),
            of_content.mean(),
            of_content.min(),
            np.concatenate([reader.links(found.cue, *span) for span in found.contents]).mean(),
            found.support,
            float(found.source is None),
            of_source,
            (words.quotation[said] > 0).mean(),
            np.log(len(said)),
            float(len(found.contents) > 1),
            np.log(len(of_cue)),
            before if said[0] else 0.0,
            behind,
        ]
    )


def probability(logistic: Logistic, features: Reals) -> Reals:
    """Confidence of attributions.

    Args:
        logistic: the regression.
        features: (attributions, features).

    Returns:
        Probabilities, (attributions,).
    """
    scaled = (features - np.array(logistic.mean)) / np.array(logistic.scale)
    found: Reals = 1 / (1 + np.exp(-(scaled @ np.array(logistic.weights) + logistic.intercept)))
    return found


def confident(reader: Reader, config: Config) -> list[tuple[Found, float]]:
    """Read an article's attributions, each with how sure it is."""
    found = reader.read()
    if not found:
        return []
    sure = probability(config.confidence, np.stack([features_of(reader, one) for one in found]))
    return list(zip(found, sure.tolist(), strict=True))


def fit(features: Reals, right: Reals, penalty: float = 1.0, rounds: int = 50) -> Logistic:
    """Fit the regression, by Newton's method.

    Args:
        features: of attributions, (attributions, features).
        right: 1 for those that are right, (attributions,).
        penalty: on the squares of the weights.
        rounds: steps at most.

    Returns:
        The regression.
    """
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    scaled = np.concatenate([np.ones((len(features), 1)), (features - mean) / scale], axis=1)
    ridge = np.diag([0.0, *[2 * penalty] * features.shape[1]])
    weights = np.zeros(scaled.shape[1])
    for _ in range(rounds):
        guess = 1 / (1 + np.exp(-(scaled @ weights)))
        slope = scaled.T @ (guess - right) + ridge @ weights
        bend = (scaled * (guess * (1 - guess) + 1e-9)[:, None]).T @ scaled + ridge
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return Logistic(
        mean=tuple(mean.tolist()),
        scale=tuple(scale.tolist()),
        weights=tuple(weights[1:].tolist()),
        intercept=float(weights[0]),
    )
