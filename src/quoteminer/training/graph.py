"""The network as it is stored: it reads one window at a time, and does nothing that its scores do not need."""

from typing import Final

import torch
from torch import Tensor, nn
from transformers.models.bert.modeling_bert import BertLayer

from quoteminer.model.roles import CUE
from quoteminer.training.nearby import finished, layer_of_parts, projected, weighed
from quoteminer.training.network import Network

ASKED: Final = 0.03
"""Probability of being of a cue from which on links to a word and from it are scored; of ten words one is so likely.
What is less likely becomes no cue (`folder.Decoding.candidate`), so nobody asks for its links."""


class Graph(nn.Module):
    """A network to be traced. Its scores are the network's, up to the word vectors, which are in 8 bits.

    Args:
        network: a BERT's; its layers are shared, not copied.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.near = network.near
        self.enc, self.quote, self.case, self.start = network.enc, network.quote, network.case, network.start
        self.tag, self.c2q, self.q2s = network.tag, network.c2q, network.q2s
        self.by_row = ByRow(network.enc.embeddings.word_embeddings.weight.detach())

    def forward(
        self,
        pieces: Tensor,
        quote: Tensor,
        case: Tensor,
        start: Tensor,
        first: Tensor,
        distance: Tensor,
        structure: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Score one window; arguments are those of `Network.forward`, but nothing is padded.

        Returns:
            Scores of roles, (1, words, roles), of contents' cues, (1, words, 1 + asked), of cues' sources, (1, asked,
            1 + words), and which words are asked for, because they may be of a cue, (asked,).
        """
        words = self._words(pieces, quote, case, start, first)
        roles = self.tag(words)
        asked = (roles[0].softmax(-1)[:, CUE : CUE + 2].sum(-1) > ASKED).nonzero()[:, 0]
        cues = words[:, asked]
        of_contents = self.c2q(words, cues, distance[:, asked], structure[:, :, asked], None)
        return roles, of_contents, self.q2s(cues, words, distance[asked], structure[:, asked], None), asked

    def _words(self, pieces: Tensor, quote: Tensor, case: Tensor, start: Tensor, first: Tensor) -> Tensor:
        """A vector for each word, (1, words, width)."""
        vectors = self.by_row(pieces) + self.quote(quote) + self.case(case) + self.start(start)
        hidden = self.enc.embeddings(inputs_embeds=vectors)
        *lower, last = self.enc.encoder.layer
        for number, layer in enumerate(lower):
            hidden = layer_of_parts(layer, hidden) if number < self.near else layer(hidden)
        return _of_words(last, hidden, first)


def _of_words(layer: BertLayer, hidden: Tensor, first: Tensor) -> Tensor:
    """What a layer makes of the first piece of each word, which is all that the scores need of the last layer.

    Args:
        layer: the layer.
        hidden: what the layer below made of the pieces, (batch, pieces, width).
        first: the first piece of each word, (batch, words).

    Returns:
        (batch, words, width).
    """
    own = hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))
    return finished(layer, weighed(layer, *projected(layer, own, hidden)), own)


class ByRow(nn.Module):
    """An embedding in 8 bits with a scale of its own for each row; one scale for all rows costs accuracy.

    Args:
        weight: (rows, width).
    """

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Look rows up: (…) to (…, width)."""
        rows: Tensor = self.rows[ids].float() * self.scale[ids]
        return rows
