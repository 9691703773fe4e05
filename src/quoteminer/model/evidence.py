"""What the network says of an article: scores of roles for its words, scores of links between them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quoteminer.model.page import Words
from quoteminer.model.windows import Window

Reals = NDArray[np.float64]
FLOOR = -9.0
"""The lowest logarithm of a link's probability."""
_LEAST = float(np.exp(FLOOR))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of an article's words and links.

    Attributes:
        words: the words.
        roles: log probability of each role (`roles.ROLES`) of each word, (words, roles).
        windows: the windows in which the links were scored; their cores make up the article.
        cues: for each window, for each word of its core, the probability that its cue is among the first 0, 1, 2 …
            words of the window, (core words, 1 + window words).
        sources: for each window, for each word of its core, the probability that it is linked to no source (column 0)
            and to each word of the window, (core words, 1 + window words).
    """

    words: Words
    roles: Reals
    windows: tuple[Window, ...]
    cues: tuple[Reals, ...]
    sources: tuple[Reals, ...]

    def __len__(self) -> int:
        return len(self.words)

    def cue_links(self, start: int, end: int) -> Reals:
        """Log probability of a link from each word to a cue, no lower than `FLOOR`.

        Args:
            start: first word of the cue.
            end: after its last word.

        Returns:
            (words,).
        """
        found = np.full(len(self), FLOOR)
        for window, links in zip(self.windows, self.cues, strict=True):
            low, high = max(start, window.start) - window.start, min(end, window.end) - window.start
            if low < high:
                mass = np.maximum(links[:, high] - links[:, low], _LEAST)
                found[window.core_start : window.core_end] = np.log(mass)
        return found

    def source_links(self, start: int, end: int) -> tuple[int, float, Reals]:
        """Mean of the links from a cue's words to sources.

        Args:
            start: first word of the cue.
            end: after its last word.

        Returns:
            The first word of the window, the probability of no source, and that of each word of the window.
        """
        for window, links in zip(self.windows, self.sources, strict=True):
            if window.core_start <= start < window.core_end:
                last = min(end, window.core_end)
                mean: Reals = links[start - window.core_start : last - window.core_start].mean(axis=0)
                return window.start, float(mean[0]), mean[1:].copy()
        raise IndexError(f"word {start} stands in no window")
