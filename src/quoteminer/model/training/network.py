"""The network: a small encoder that knows the structure of the page, roles for words, links between words."""

import math

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from quoteminer.model.features import (
    CASES,
    DISTANCES,
    PARAGRAPH_STEPS,
    PLACES,
    QUOTATION_RELATIONS,
    SENTENCE_STEPS,
    STARTS,
)
from quoteminer.model.roles import ROLES

WIDTH = 384
"""Width of the encoder, MiniLM-L6."""


class Links(nn.Module):
    """Scores of a link from each word to each other one, and to none.

    The score is bilinear in the two words, with additions that depend on how they stand to each other: how far apart,
    how many sentences and paragraphs, and whether in the same quotation. These additions are weighted by gates that
    each of the words sets.

    Args:
        width: width of the word vectors.
        inner: width of the bilinear form.
        gates: how many additions either word may weigh.
    """

    def __init__(self, width: int = WIDTH, inner: int = 128, gates: int = 8) -> None:
        super().__init__()
        self.inner, self.gates = inner, gates
        values = 2 * gates + 1
        self.q, self.k = nn.Linear(width, inner), nn.Linear(width, inner)
        self.dist = nn.Embedding(DISTANCES, values)
        self.ds = nn.Embedding(SENTENCE_STEPS, values)
        self.dp = nn.Embedding(PARAGRAPH_STEPS, values)
        self.rel = nn.Embedding(QUOTATION_RELATIONS, values)
        self.joint = nn.Embedding(SENTENCE_STEPS * PARAGRAPH_STEPS * QUOTATION_RELATIONS, values)
        self.gq, self.gk, self.root = nn.Linear(width, gates), nn.Linear(width, gates), nn.Linear(width, 1)

    def table(self) -> Tensor:
        """The additions for every relation of two words: (relations, 2 * gates + 1)."""
        steps = self.ds.weight[:, None, None] + self.dp.weight[None, :, None] + self.rel.weight[None, None]
        structure = steps.flatten(0, 2) + self.joint.weight
        return (self.dist.weight[:, None] + structure[None]).flatten(0, 1)

    def forward(self, words: Tensor, relations: Tensor, present: Tensor) -> Tensor:
        """Score the links.

        Args:
            words: vectors of the words, (batch, words, width).
            relations: how each two words stand to each other, (batch, words, words).
            present: which words are none of the padding, (batch, words).

        Returns:
            Scores, (batch, words, 1 + words); column 0 is no link.
        """
        scores = self.q(words) @ self.k(words).transpose(1, 2) / math.sqrt(self.inner)
        added = nn.functional.embedding(relations, self.table())
        own, other = added[..., 1 : self.gates + 1], added[..., self.gates + 1 :]
        scores = scores + added[..., 0] + (own @ self.gq(words)[..., None])[..., 0]
        scores = scores + torch.einsum("bijg,bjg->bij", other, self.gk(words))
        return torch.cat([self.root(words), scores.masked_fill(~present[:, None], -1e4)], -1)


class Network(nn.Module):
    """Roles of words, links from a content to its cue, and from a cue to its source."""

    def __init__(self) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=30522, hidden_size=WIDTH, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536
        )
        self.enc = BertModel(config, add_pooling_layer=False)
        self.quote, self.case = nn.Embedding(PLACES, WIDTH), nn.Embedding(CASES, WIDTH)
        self.start = nn.Embedding(STARTS, WIDTH)
        self.tag = nn.Linear(WIDTH, len(ROLES))
        self.c2q, self.q2s = Links(), Links()

    def forward(
        self,
        pieces: Tensor,
        quote: Tensor,
        case: Tensor,
        start: Tensor,
        mask: Tensor,
        first: Tensor,
        relations: Tensor,
        present: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score windows of text.

        Args:
            pieces: word pieces, (batch, pieces), and likewise
            quote: where the piece stands to quotation marks,
            case: how its word is written,
            start: what begins with it,
            mask: 0 where there is padding.
            first: the first piece of each word, (batch, words).
            relations: how each two words stand to each other, (batch, words, words).
            present: which words are none of the padding, (batch, words).

        Returns:
            Scores of roles, (batch, words, roles), of contents' cues and of cues' sources, (batch, words, 1 + words).
        """
        vectors = self.enc.embeddings.word_embeddings(pieces) + self.quote(quote) + self.case(case) + self.start(start)
        hidden = self.enc(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        words = hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))
        return self.tag(words), self.c2q(words, relations, present), self.q2s(words, relations, present)
