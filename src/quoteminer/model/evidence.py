"""What the network says of an article: scores of roles for its words, scores of links between them."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

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
            window, links = self.windows[at], self.cues[at]
            if window.start >= end:
                break
            low, high = max(start, window.start) - window.start, min(end, window.end) - window.start
            masses.append(links[:, high] - links[:, low])
        return self.windows[near].core_start, np.log(np.maximum(np.concatenate(masses), _LEAST))

    def source_links(self, start: int, end: int) -> tuple[int, float, Reals]:
        """Mean of the links from a cue's words to sources.

        Args:
            start: first word of the cue.
            end: after its last word.

        Returns:
            The first word of the window, the probability of no source, and that of each word of the window.
        """
        at = bisect_right(self.windows, start, key=attrgetter("core_end"))
        window = self.windows[at]
        last = min(end, window.core_end)
        mean: Reals = self.sources[at][start - window.core_start : last - window.core_start].mean(axis=0)
        return window.start, float(mean[0]), mean[1:].copy()
