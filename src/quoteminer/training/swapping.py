"""Words in the place of others, so that there is more to learn from than gold.

Teachers read any text. So they are also shown the articles with some words exchanged for others that an encoder takes
for similar: "said" for "told", "Friday" for "Monday", a name for another. What they make of it, the smaller network
learns (after Jiao et al. 2020, "TinyBERT", who take the words from GloVe and a language model).
"""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

Pieces = NDArray[np.int64]

_NEAREST: Final = 12
"""Words of which one takes the place."""
_ROWS: Final = 1000
"""Words that are compared with all others at once."""


class Neighbours:
    """The words of a vocabulary that are like each other.

    Args:
        table: the vectors of the pieces, (pieces, width), of an encoder that knows the language.
        tokenizer: its tokenizer.
    """

    def __init__(self, table: Tensor, tokenizer: Tokenizer) -> None:
        pieces = {number: piece for piece, number in tokenizer.get_vocab().items()}
        names = [pieces.get(number, "") for number in range(len(table))]
        self._goes_on = np.array([name.startswith("##") for name in names])
        self._is_word = np.array([len(name) > 1 and name.isascii() and name.isalpha() for name in names])
        self._nearest = _nearest(table, np.flatnonzero(self._is_word))

    def swapped(self, pieces: Pieces, share: float, dice: np.random.Generator) -> Pieces:
        """Exchange some of the words that are one piece each.

        Args:
            pieces: of a batch, (windows, pieces).
            share: of such words that are exchanged.
            dice: what chooses.

        Returns:
            The pieces, as many as before.
        """
        goes_on = np.zeros(pieces.shape, dtype=np.bool_)
        goes_on[:, :-1] = self._goes_on[pieces[:, 1:]]
        chosen = self._is_word[pieces] & ~goes_on & (dice.random(pieces.shape) < share)
        found = pieces.copy()
        found[chosen] = self._nearest[pieces[chosen], dice.integers(0, self._nearest.shape[1], chosen.sum())]
        return found


def _nearest(table: Tensor, words: Pieces) -> Pieces:
    """For each piece that is a word those most like it, (pieces, nearest); 0 for the others."""
    with torch.no_grad():
        vectors = torch.nn.functional.normalize(table.detach().float()[torch.from_numpy(words)], dim=-1)
        nearest = np.zeros((len(table), min(_NEAREST, max(1, len(words) - 1))), dtype=np.int64)
        for start in range(0, len(words), _ROWS):
            rows = vectors[start : start + _ROWS]
            found = (rows @ vectors.T).topk(nearest.shape[1] + 1).indices[:, 1:]
            nearest[words[start : start + _ROWS]] = words[found.numpy()]
    return nearest
