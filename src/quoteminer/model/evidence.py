"""What the network says of an article: scores of roles for its words, scores of links between them."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from quoteminer.model.page import Integers, Words
from quoteminer.model.windows import Window

Reals = NDArray[np.float64]
FLOOR = -9.0
"""The lowest logarithm of a link's probability."""
_LEAST = float(np.exp(FLOOR))


@dataclass(frozen=True, slots=True)
class Links:
    """Links of a window, to the words that may be of a cue and from them.

    Attributes:
        asked: those words, in order, counted from the window's first, (asked,).
        cues: for each word of the core the probability that it has no cue (column 0) and that its cue is each word that
            is asked for, (core words, 1 + asked).
        sources: for each word that is asked for the probability that it has no source and that its source is each word
            of the window, (asked, 1 + window words).
    """

    asked: Integers
    cues: NDArray[np.float32]
    sources: NDArray[np.float32]

    def between(self, start: int, end: int) -> slice:
        """Which of the words that are asked for stand in a stretch of the window's words."""
        low, high = np.searchsorted(self.asked, (start, end)).tolist()
        return slice(low, high)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of an article's words and links.

    Attributes:
        words: the words.
        roles: log probability of each role (`roles.ROLES`) of each word, (words, roles).
        windows: the windows in which the links were scored; their cores make up the article.
        links: of each window.
    """

    words: Words
    roles: Reals
    windows: tuple[Window, ...]
    links: tuple[Links, ...]

    def __len__(self) -> int:
        return len(self.words)

    def cue_links(self, start: int, end: int) -> tuple[int, Reals]:
        """Log probability of a link from each word to a cue, no lower than `FLOOR`.

        Args:
            start: first word of the cue.
            end: after its last word.

        Returns:
            The first of the words that were scored beside the cue, and their links; those of all others are `FLOOR`.
        """
        near = bisect_right(self.windows, start, key=attrgetter("end"))
        masses = []
        for at in range(near, len(self.windows)):
            window, links = self.windows[at], self.links[at]
            if window.start >= end:
                break
            found = links.between(start - window.start, end - window.start)
            masses.append(links.cues[:, found.start + 1 : found.stop + 1].sum(axis=1))
        return self.windows[near].core_start, np.log(np.maximum(np.concatenate(masses, dtype=np.float64), _LEAST))

    def source_links(self, start: int, end: int) -> tuple[int, float, Reals]:
        """Mean of the links from a cue's words to sources.

        Args:
            start: first word of the cue.
            end: after its last word.

        Returns:
            The first word of the window, the probability of no source, and that of each word of the window; where none
            of the cue's words was asked for, there is no source.
        """
        at = bisect_right(self.windows, start, key=attrgetter("core_end"))
        window, links = self.windows[at], self.links[at]
        of_cue = links.sources[links.between(start - window.start, min(end, window.core_end) - window.start)]
        if not len(of_cue):
            return window.start, 1.0, np.zeros(window.end - window.start)
        mean: Reals = of_cue.mean(axis=0, dtype=np.float64)
        return window.start, float(mean[0]), mean[1:]


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities of the last axis."""
    raised: NDArray[np.float32] = np.exp(scores - scores.max(axis=-1, keepdims=True))
    raised /= raised.sum(axis=-1, keepdims=True)
    return raised
