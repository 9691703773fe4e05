"""Attention that stays near: in the lower layers a piece sees only its own part of the window.

The lower layers of an encoder mostly look at neighbours (Clark et al. 2019, "What does BERT look at?"), so little is
lost, and a window in four parts has a quarter of the pairs to weigh. The layers above see all of it, so that a
quotation finds its speaker.
"""

from itertools import pairwise
from typing import Final

import torch
from torch import Tensor
from transformers.models.bert.modeling_bert import BertLayer

PARTS: Final = 4
"""Parts of a window, at most."""
_LEAST: Final = 48
"""Pieces of a part, at least; a shorter window is one part."""


def parts_of(count: Tensor) -> Tensor:
    """How many parts windows of some numbers of pieces have: (…) to (…)."""
    return (count // _LEAST).clamp(1, PARTS)


def seen(mask: Tensor) -> Tensor:
    """Which pieces each piece of some windows sees, where attention stays near.

    Args:
        mask: 0 for pieces of padding, which stand at the end, (batch, pieces).

    Returns:
        (batch, 1, pieces, pieces); pieces of padding see what the last part sees.
    """
    counts = mask.sum(1)
    parts = parts_of(counts)[:, None]
    starts = (counts[:, None] * torch.arange(1, PARTS)) // parts
    starts = starts.masked_fill(torch.arange(1, PARTS) >= parts, mask.shape[1])
    part = (torch.arange(mask.shape[1])[None, :, None] >= starts[:, None]).sum(2)
    return ((part[:, :, None] == part[:, None]) & (mask[:, None] > 0))[:, None]


def layer_of_parts(layer: BertLayer, hidden: Tensor) -> Tensor:
    """What a layer makes of one window where its attention stays near.

    Args:
        layer: the layer.
        hidden: what the layer below made of the pieces, (1, pieces, width).

    Returns:
        (1, pieces, width).
    """
    query, key, value = projected(layer, hidden, hidden)
    count = torch.ones_like(hidden[0, :, 0], dtype=torch.long).sum()  # so that the traced graph counts anew
    parts = parts_of(count)
    bounds = [torch.minimum(count * number // parts, count) for number in range(PARTS + 1)]
    attended = [
        weighed(layer, query[:, :, start:end], key[:, :, start:end], value[:, :, start:end])
        for start, end in pairwise(bounds)
    ]
    return finished(layer, torch.cat(attended, 2), hidden)


def projected(layer: BertLayer, own: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What a layer asks for the pieces of its own, and what it finds at all pieces: (batch, heads, pieces, width)."""
    attention = layer.attention.self
    pairs = ((attention.query, own), (attention.key, hidden), (attention.value, hidden))
    query, key, value = (
        project(inputs).unflatten(-1, (-1, attention.attention_head_size)).transpose(1, 2) for project, inputs in pairs
    )
    return query, key, value


def weighed(layer: BertLayer, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """The values at some pieces, by how well their keys meet each query; as in `projected`."""
    weights = (query @ key.transpose(2, 3) * layer.attention.self.scaling).softmax(-1)
    return weights @ value


def finished(layer: BertLayer, attended: Tensor, own: Tensor) -> Tensor:
    """What a layer makes of values that came of its attention, (batch, heads, pieces, width of a head).

    Args:
        layer: the layer.
        attended: the values.
        own: what the layer below made of the same pieces, (batch, pieces, width).

    Returns:
        (batch, pieces, width).
    """
    made = layer.attention.output(attended.transpose(1, 2).flatten(2), own)
    found: Tensor = layer.output(layer.intermediate(made), made)
    return found
