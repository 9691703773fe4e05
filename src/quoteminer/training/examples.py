"""From gold articles to batches of windows with their labels."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quoteminer.evaluation.records import Annotated
from quoteminer.model.batches import batch_of
from quoteminer.model.page import Words, words_of
from quoteminer.model.windows import Window, paragraphs_of, widened
from quoteminer.training.labels import Labels, labels_of
from quoteminer.training.noise import reset

Batch = dict[str, NDArray[np.generic]]
UNLABELLED: Final = -100
"""The label of what is padded: no loss is counted there."""
_CONTEXTS: Final = (0, 0, 48)
"""Pieces beside a window's paragraphs, one chosen for each article: when the model reads, it sees such windows too."""
_SHUFFLED: Final = 40
"""Pieces by which windows that are batched together may differ more than they need to, so that no two passes are
the same."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the article's words and labels."""

    words: Words
    labels: Labels
    window: Window

    @property
    def size(self) -> int:
        """Pieces, with those that frame the window."""
        return self.words.size(self.window.start, self.window.end) + 2


class Examples:
    """The windows of some articles, cut anew for each pass.

    Args:
        articles: gold.
        tokenizer: the encoder's.
        limit: pieces of a window.
        pieces: pieces of a batch, padding counted.
        noise: share of the articles that is set in another way.
        seed: of all that is chosen at random.
    """

    def __init__(
        self, articles: Sequence[Annotated], tokenizer: Tokenizer, *, limit: int, pieces: int, noise: float, seed: int
    ) -> None:
        self._articles = articles
        self._tokenizer = tokenizer
        self._limit = limit
        self._pieces = pieces
        self._noise = noise
        self._dice = random.Random(seed)
        self._plain = [self._read(article) for article in articles]

    def batches(self) -> list[list[Example]]:
        """The windows of one pass, those of about the same length together, in random order."""
        dice = self._dice
        examples = []
        for article, plain in zip(self._articles, self._plain, strict=True):
            words, labels = self._read(reset(article, dice)) if dice.random() < self._noise else plain
            examples += [Example(words, labels, window) for window in self._windows(words)]
        examples.sort(key=lambda example: example.size + dice.random() * _SHUFFLED)
        found: list[list[Example]] = []
        longest = 0
        for example in examples:
            longest = max(longest, example.size)
            if not found or longest * (len(found[-1]) + 1) > self._pieces:
                found.append([])
                longest = example.size
            found[-1].append(example)
        dice.shuffle(found)
        return found

    def _read(self, article: Annotated) -> tuple[Words, Labels]:
        words = words_of(article.text or "", self._tokenizer)
        return words, labels_of(words, article.attributions)

    def _windows(self, words: Words) -> Iterator[Window]:
        """Whole paragraphs packed as they come; the first window's size and the context are random."""
        context = min(self._dice.choice(_CONTEXTS), self._limit // 4)
        most = self._limit - 2 * context
        room = self._dice.randint(most // 3, most)
        core: tuple[int, int] | None = None
        for start, end in paragraphs_of(words, most):
            if core is not None and words.size(core[0], end) > room:
                yield widened(words, core, context, self._limit)
                core, room = None, most
            core = (start if core is None else core[0], end)
        if core is not None:
            yield widened(words, core, context, self._limit)


def labelled(examples: Sequence[Example]) -> tuple[Batch, Batch]:
    """The network's inputs for some windows, and what it is to answer.

    Args:
        examples: the windows.

    Returns:
        Inputs (`batches.batch_of`), and answers: `roles`, (windows, words), `UNLABELLED` where there is padding; `cues`
        and `sources`, (windows, words, 1 + words), true for every word that a link may lead to, column 0 for none;
        a row that is false throughout is not asked.
    """
    inputs = batch_of([(example.words, example.window) for example in examples])
    shape = inputs["first"].shape
    roles = np.full(shape, UNLABELLED, dtype=np.int64)
    cues = np.zeros((*shape, shape[1] + 1), dtype=np.bool_)
    sources = np.zeros_like(cues)
    for row, example in enumerate(examples):
        start, end = example.window.start, example.window.end
        roles[row, : end - start] = example.labels.roles[start:end]
        for link in example.labels.links:
            content, cue, source = (
                at[(start <= at) & (at < end)] - start for at in (link.content, link.cue, link.source)
            )
            if len(cue):
                cues[row, content[:, None], cue[None] + 1] = True
                if len(source):
                    sources[row, cue[:, None], source[None] + 1] = True
                elif not len(link.source):
                    sources[row, cue, 0] = True
    return inputs, {"roles": roles, "cues": cues, "sources": sources}
