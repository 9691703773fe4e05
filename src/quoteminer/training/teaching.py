"""Smaller networks, and networks that learn from others.

Of a fitted network some layers can be left out at almost no loss once the rest has been fitted again. It learns faster,
and in the end more, from what the whole network, or several, think probable than from the one answer that an annotator
gave (Hinton et al. 2015, "Distilling the knowledge in a neural network").
"""

import copy
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

from quoteminer.errors import ModelError
from quoteminer.model.roles import CONTENT, CUE
from quoteminer.training.network import Network

SHARE: Final = 0.6
"""How much other networks have to say beside gold."""
LINKS: Final = 0.3
"""Weight of either loss of links beside that of roles."""
_ASKED: Final = 0.1
"""Probability of being of a content or a cue from which on a word's links are learned."""


def thinned(network: Network, layers: Sequence[int]) -> Network:
    """Copy a network with some of its layers.

    Args:
        network: the network; it stays as it is.
        layers: numbers of the layers that are kept, from 0, in order.

    Returns:
        The smaller network.

    Raises:
        ModelError: it has no such layers.
    """
    own: int = network.enc.config.num_hidden_layers
    if not layers or list(layers) != sorted(set(layers)) or not 0 <= layers[0] <= layers[-1] < own:
        raise ModelError(f"layers {list(layers)} cannot be kept; name some of 0 to {own - 1}, in order")
    smaller = copy.deepcopy(network)
    smaller.enc.encoder.layer = nn.ModuleList([smaller.enc.encoder.layer[number] for number in layers])
    smaller.enc.config.num_hidden_layers = len(layers)
    return smaller


def apart(scores: Sequence[Tensor], shown: Sequence[Tensor], present: Tensor) -> Tensor:
    """How far a network is from what it is shown: relative entropy of roles, and of the links that matter.

    Args:
        scores: of the network: of roles, of links to cues, of links to sources; with the words of a batch in front.
        shown: probabilities of the same, by `shown_by`.
        present: which words are none of the padding, (batch, words).

    Returns:
        One number; 0 where the network thinks the same.
    """
    roles, cues, sources = shown
    content = present & (roles[..., CONTENT:].sum(-1) > _ASKED)
    cue = present & (roles[..., CUE:CONTENT].sum(-1) > _ASKED)
    of_links = _entropy(scores[1], cues, content) + _entropy(scores[2], sources, cue)
    return _entropy(scores[0], roles, present) + LINKS * of_links


def _entropy(scores: Tensor, shown: Tensor, asked: Tensor) -> Tensor:
    """Mean relative entropy over the words that are asked for."""
    own, other = scores[asked].float(), shown[asked]
    if not len(own):
        return scores.sum() * 0
    return nn.functional.kl_div(own.log_softmax(-1), other, reduction="batchmean")


def shown_by(teachers: Sequence[Network], inputs: Sequence[Tensor]) -> Sequence[Tensor]:
    """What networks think probable of a batch: the mean of theirs, for roles, links to cues, and links to sources."""
    with torch.no_grad():
        scored = [teacher.eval()(*inputs) for teacher in teachers]
    return [torch.stack([one.float().softmax(-1) for one in ones]).mean(0) for ones in zip(*scored, strict=True)]
