"""Networks that learn from others.

A network learns faster, and in the end more, from what a larger one, or several, think probable than from the one
answer that an annotator gave (Hinton et al. 2015, "Distilling the knowledge in a neural network"), and from how they
see each word (Romero et al. 2015, "FitNets: hints for thin deep nets").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn

from quoteminer.model.roles import CONTENT, CUE
from quoteminer.training.network import Network

SHARE: Final = 0.8
"""How much other networks have to say beside gold."""
HINTS: Final = 0.3
"""Weight of how near the vectors of words are to those of other networks."""
LINKS: Final = 0.3
"""Weight of either loss of links beside that of roles."""
_ASKED: Final = 0.1
"""Probability of being of a content or a cue from which on a word's links are learned."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What networks think of a batch: the mean of what each thinks probable, and the vectors of all.

    Attributes:
        roles: probabilities, (batch, words, roles).
        cues: of a content's cue, (batch, words, 1 + words).
        sources: likewise of a cue's source.
        words: vectors, (batch, words, width of all networks together).
    """

    roles: Tensor
    cues: Tensor
    sources: Tensor
    words: Tensor


def shown_by(teachers: Sequence[Network], inputs: Mapping[str, Tensor]) -> Shown:
    """What networks think of a batch.

    Args:
        teachers: the networks.
        inputs: of `labelled`, as tensors.
    """
    with torch.no_grad():
        read = [teacher.eval().read(inputs) for teacher in teachers]
    roles, cues, sources = (
        torch.stack([scores[number].float().softmax(-1) for _, scores in read]).mean(0) for number in range(3)
    )
    return Shown(
        roles, cues, sources, torch.cat([nn.functional.normalize(words.float(), dim=-1) for words, _ in read], -1)
    )


class Bridge(nn.Module):
    """Leads from the vectors of a network to those of its teachers.

    Args:
        own: width of the network's.
        others: width of its teachers', together.
    """

    def __init__(self, own: int, others: int) -> None:
        super().__init__()
        self.across = nn.Linear(own, others)

    def forward(self, words: Tensor, shown: Tensor) -> Tensor:
        """How far the vectors of words, (words, own), lead away from the teachers', (words, others): from 0 to 2."""
        return 1 - nn.functional.cosine_similarity(self.across(words), shown.float(), dim=-1).mean()


def apart(scores: Sequence[Tensor], shown: Shown, present: Tensor) -> Tensor:
    """How far a network is from what it is shown: relative entropy of roles, and of the links that matter.

    Args:
        scores: of the network: of roles, of links to cues, of links to sources; with the words of a batch in front.
        shown: what it is shown.
        present: which words are none of the padding, (batch, words).

    Returns:
        One number; 0 where the network thinks the same.
    """
    content = present & (shown.roles[..., CONTENT:].sum(-1) > _ASKED)
    cue = present & (shown.roles[..., CUE:CONTENT].sum(-1) > _ASKED)
    of_links = _entropy(scores[1], shown.cues, content) + _entropy(scores[2], shown.sources, cue)
    return _entropy(scores[0], shown.roles, present) + LINKS * of_links


def _entropy(scores: Tensor, shown: Tensor, asked: Tensor) -> Tensor:
    """Mean relative entropy over the words that are asked for."""
    own, other = scores[asked].float(), shown[asked].float()
    if not len(own):
        return scores.sum() * 0
    return nn.functional.kl_div(own.log_softmax(-1), other, reduction="batchmean")
