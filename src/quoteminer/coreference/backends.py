"""Back ends for coreference: where a component that a user has put into the pipeline leaves its clusters.

None of them is imported or run here; they are read, so nothing here depends on their packages.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from spacy.tokens import Doc

from quoteminer.errors import UsageError
from quoteminer.layers import Range, clusters

SPANS: Final = "coref_clusters"
"""Prefix of the span groups that spaCy's own component for coreference writes."""
CHAINS: Final = "coref_chains"
"""Where coreferee writes."""
COREFEREE: Final = "coreferee"
"""The back end whose component the pipeline can add of itself."""


class CoreferenceBackend(Protocol):
    """Gives the clusters of a Doc that has been through a component for coreference."""

    def clusters(self, doc: Doc) -> Sequence[Sequence[Range]]:
        """Give the clusters.

        Args:
            doc: the Doc.

        Returns:
            For each thing spoken of, the token ranges of its mentions; empty where nothing was found or looked for.
        """


class SpanClusters:
    """Clusters in span groups `PREFIX_1`, `PREFIX_2`, …, as spaCy's experimental coreference writes them.

    Args:
        prefix: how the groups' keys begin.
    """

    def __init__(self, prefix: str = SPANS) -> None:
        self._prefix = prefix

    def clusters(self, doc: Doc) -> Sequence[Sequence[Range]]:
        """Give the clusters, in the order of their numbers."""
        return clusters(doc, self._prefix)


class OffsetClusters:
    """Clusters in `doc._.coref_clusters`, as fastcoref writes them: lists of character offsets, end exclusive."""

    def clusters(self, doc: Doc) -> Sequence[Sequence[Range]]:
        """Give the clusters; a mention that ends within a token takes in the whole of it."""
        found = doc._.coref_clusters if doc.has_extension(SPANS) else None
        return [[at for start, end in cluster if (at := _tokens(doc, start, end))] for cluster in found or ()]


class ChainClusters:
    """Clusters in `doc._.coref_chains`, as coreferee writes them: chains of mentions, each of the heads it joins.

    A mention of several heads ("Anna Lind and Berta Falk", behind which "they" stands) is left out: the range of one
    mention names one thing.
    """

    def clusters(self, doc: Doc) -> Sequence[Sequence[Range]]:
        """Give the clusters, each mention as the token that is its head."""
        found = doc._.coref_chains if doc.has_extension(CHAINS) else None
        return [
            [(at, at + 1) for mention in chain if len(mention) == 1 for at in mention.token_indexes]
            for chain in found or ()
        ]


def _tokens(doc: Doc, start: int, end: int) -> Range | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return None if span is None else (span.start, span.end)


BACKENDS: Final[Mapping[str, type[CoreferenceBackend]]] = MappingProxyType(
    {"spans": SpanClusters, "fastcoref": OffsetClusters, COREFEREE: ChainClusters}
)


def backend(name: str) -> CoreferenceBackend:
    """Make a back end by its name.

    Args:
        name: "spans", "fastcoref" or "coreferee".

    Raises:
        UsageError: there is no such back end.
    """
    if name not in BACKENDS:
        raise UsageError(f"coreference = {name!r}: no such back end; use one of {', '.join(BACKENDS)}")
    return BACKENDS[name]()
