"""How sure an attribution is: a logistic regression on what the network says of its parts."""

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from quoteminer.model.decoding import Found, Reader
from quoteminer.model.evidence import Reals
from quoteminer.model.folder import Config, Logistic

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
    first, last = found.contents[0][0], found.contents[-1][1] - 1
    said = [slice(*content) for content in found.contents]
    of_cue = reader.of_cue[slice(*found.cue)]
    of_content = _joined([reader.of_content[part] for part in said])
    quotation = _joined([reader.evidence.words.quotation[part] for part in said])
    return np.array(
        [
            of_cue.max(),
            _mean(of_cue),
            _mean(of_content),
            of_content.min(),
            _mean(_joined([reader.links(found.cue, *content) for content in found.contents])),
            found.support,
            float(found.source is None),
            0.0 if found.source is None else _mean(reader.of_source[slice(*found.source)]),
            np.count_nonzero(quotation) / len(quotation),
            math.log(len(of_content)),
            float(len(found.contents) > 1),
            math.log(len(of_cue)),
            math.exp(reader.of_content[first - 1]) if first else 0.0,
            math.exp(reader.of_content[min(last + 1, len(reader.of_content) - 1)]),
        ]
    )


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _mean(values: Reals) -> float:
    """The mean, in a third of the time that numpy takes for a few values."""
    return float(np.add.reduce(values)) / len(values)


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
