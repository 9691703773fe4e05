"""Back ends for coreference: where a component that a user has put into the pipeline leaves its clusters.

None of them is imported or run here; they are read, so nothing depends on their packages.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from spacy.tokens import Doc

from quoteminer.errors import UsageError
from quoteminer.layers import Range, clusters

SPANS: Final = "coref_clusters"
"""Prefix of the span groups that spaCy's own component for coreference writes."""


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


def _tokens(doc: Doc, start: int, end: int) -> Range | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return None if span is None else (span.start, span.end)


BACKENDS: Final[Mapping[str, type[CoreferenceBackend]]] = MappingProxyType(
    {"spans": SpanClusters, "fastcoref": OffsetClusters}
)


def backend(name: str) -> CoreferenceBackend:
    """Make a back end by its name.

    Args:
        name: "spans" or "fastcoref".

    Raises:
        UsageError: there is no such back end.
    """
    if name not in BACKENDS:
        raise UsageError(f"coreference = {name!r}: no such back end; use one of {', '.join(BACKENDS)}")
    return BACKENDS[name]()
