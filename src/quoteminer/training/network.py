"""The network: a small encoder that knows the structure of the page, roles for words, links between words."""

import math
from collections.abc import Mapping
from typing import Final

import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel, PretrainedConfig

from quoteminer.model.batches import DISTANCES, PARAGRAPH_STEPS, QUOTATION_RELATIONS, SENTENCE_STEPS, STRUCTURES
from quoteminer.model.page import CASES, PLACES, STARTS
from quoteminer.model.roles import ROLES
from quoteminer.training.nearby import seen

ENCODERS: Final = {"bert": BertModel, "mpnet": MPNetModel}
"""The encoders that are known, by the name that their config gives them."""


class Links(nn.Module):
    """Scores of a link from each of some words to each of others, and to none.

    The score is bilinear in the two words, with additions that depend on how they stand to each other: how far apart,
    how many sentences and paragraphs, and whether in the same quotation. These additions are weighted by gates that
    each of the words sets.

    Args:
        width: width of the word vectors.
        inner: width of the bilinear form.
        gates: how many additions either word may weigh.
    """

    def __init__(self, width: int, inner: int = 128, gates: int = 8) -> None:
        super().__init__()
        self.inner, self.gates = inner, gates
        values = self.values = 2 * gates + 1
        self.q, self.k = nn.Linear(width, inner), nn.Linear(width, inner)
        self.dist = nn.Embedding(DISTANCES, values)
        self.ds = nn.Embedding(SENTENCE_STEPS, values)
        self.dp = nn.Embedding(PARAGRAPH_STEPS, values)
        self.rel = nn.Embedding(QUOTATION_RELATIONS, values)
        self.joint = nn.Embedding(STRUCTURES, values)
        self.gq, self.gk, self.root = nn.Linear(width, gates), nn.Linear(width, gates), nn.Linear(width, 1)
        for embedding in (self.dist, self.ds, self.dp, self.rel, self.joint):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(
        self, words: Tensor, others: Tensor, distance: Tensor, structure: Tensor, present: Tensor | None
    ) -> Tensor:
        """Score the links.

        Args:
            words: vectors of the words that links begin at, (batch, words, width).
            others: vectors of the words that they may lead to, (batch, others, width).
            distance: kind of distance from the ones to the others, (words, others).
            structure: how they stand to each other else, (batch, words, others).
            present: which of the others are none of the padding, (batch, others); None where there is none.

        Returns:
            Scores, (batch, words, 1 + others); column 0 is no link.
        """
        scores = self.q(words) @ self.k(others).transpose(1, 2) / math.sqrt(self.inner)
        own, other = self.gq(words), self.gk(others)
        distances = distance.expand_as(structure)
        for table, kinds in ((self.dist.weight, distances), (self._structures(), structure)):
            alone, of_own, of_other = table[:, 0], table[:, 1 : self.gates + 1], table[:, self.gates + 1 :]
            scores = scores + (own @ of_own.T + alone).gather(2, kinds)
            scores = scores + (of_other @ other.transpose(1, 2)).gather(1, kinds)
        if present is not None:
            scores = scores.masked_fill(~present[:, None], -1e4)
        return torch.cat([self.root(words), scores], -1)

    def _structures(self) -> Tensor:
        """The additions for every structure of two words: (structures, 2 * gates + 1)."""
        steps = self.ds.weight[:, None, None] + self.dp.weight[None, :, None] + self.rel.weight[None, None]
        return steps.flatten(0, 2) + self.joint.weight


class Network(nn.Module):
    """Roles of words, links from a content to its cue, and from a cue to its source.

    Args:
        config: of the encoder.
        dropout: share of values that are left out while it is trained.
        numbers: the encoder's own number of each piece of the vocabulary that is read, (pieces,); None where it is the
            same.
        near: how many of the lower layers see only the pieces near (`nearby`); only a BERT's can.
    """

    def __init__(
        self, config: PretrainedConfig, dropout: float = 0.0, numbers: Tensor | None = None, near: int = 0
    ) -> None:
        super().__init__()
        self.near = near
        width: int = config.hidden_size
        config.hidden_dropout_prob = dropout
        config.attention_probs_dropout_prob = 0.0
        self.enc = ENCODERS[config.model_type](config, add_pooling_layer=False)
        self.register_buffer("numbers", numbers, persistent=False)
        self.quote, self.case = nn.Embedding(PLACES, width), nn.Embedding(CASES, width)
        self.start = nn.Embedding(STARTS, width)
        for embedding in (self.quote, self.case, self.start):
            nn.init.zeros_(embedding.weight)
        self.dropout = nn.Dropout(dropout)
        self.tag = nn.Linear(width, len(ROLES))
        self.c2q, self.q2s = Links(width), Links(width)

    def forward(
        self,
        pieces: Tensor,
        quote: Tensor,
        case: Tensor,
        start: Tensor,
        first: Tensor,
        distance: Tensor,
        structure: Tensor,
        mask: Tensor | None = None,
        present: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score windows of text.

        Args:
            pieces: word pieces, (batch, pieces), and likewise
            quote: where the piece stands to quotation marks,
            case: how its word is written,
            start: what begins with it.
            first: the first piece of each word, (batch, words).
            distance: kind of distance between each two words, (words, words).
            structure: how each two words stand to each other else, (batch, words, words).
            mask: 0 for pieces of padding, (batch, pieces); None where there is none.
            present: likewise for words, (batch, words).

        Returns:
            Scores of roles, (batch, words, roles), of contents' cues and of cues' sources, (batch, words, 1 + words).
        """
        words = self.words(pieces, quote, case, start, first, mask)
        return self.scored(words, distance, structure, present)

    def words(
        self, pieces: Tensor, quote: Tensor, case: Tensor, start: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """A vector for each word; arguments are those of `forward`. Returns (batch, words, width)."""
        own = pieces if self.numbers is None else self.numbers[pieces]
        vectors = self.enc.embeddings.word_embeddings(own) + self.quote(quote) + self.case(case) + self.start(start)
        hidden = self.dropout(self._encoded(vectors, mask).float())
        return hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))

    def _encoded(self, vectors: Tensor, mask: Tensor | None) -> Tensor:
        """What the encoder makes of the vectors of pieces, (batch, pieces, width)."""
        if not self.near:
            encoded: Tensor = self.enc(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
            return encoded
        if mask is None:
            mask = torch.ones_like(vectors[..., 0], dtype=torch.long)
        near, all_ = seen(mask), (mask > 0)[:, None, None]
        hidden = self.enc.embeddings(inputs_embeds=vectors)
        for number, layer in enumerate(self.enc.encoder.layer):
            hidden = layer(hidden, near if number < self.near else all_)
        return hidden

    def scored(
        self, words: Tensor, distance: Tensor, structure: Tensor, present: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score words by their vectors; what comes in and out is that of `forward`."""
        links = (words, words, distance, structure, present)
        return self.tag(words), self.c2q(*links), self.q2s(*links)

    def read(self, inputs: Mapping[str, Tensor]) -> tuple[Tensor, tuple[Tensor, Tensor, Tensor]]:
        """The vectors of words and their scores, from the inputs by name (`batches.batch_of`)."""
        of_words = ("pieces", "quote", "case", "start", "first", "mask")
        words = self.words(*(inputs[name] for name in of_words))
        return words, self.scored(words, *(inputs[name] for name in ("distance", "structure", "present")))
