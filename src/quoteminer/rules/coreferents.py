"""What a component for coreference adds: mentions that it holds to be one with a name."""

from collections import Counter
from collections.abc import Sequence

from quoteminer.layers import Range
from quoteminer.rules.entities import Entity
from quoteminer.rules.phrases import head_of
from quoteminer.rules.referents import Referent, Referents


class Coreferents:
    """The entities that pronouns and descriptions take up by the clusters of another component.

    A cluster stands for the entity that most of its names name, or for none where two are named equally often. It has
    no say in what a name names.

    Args:
        clusters: ranges of mentions of one thing each.
        referents: the article's names and their entities.
    """

    def __init__(self, clusters: Sequence[Sequence[Range]], referents: Referents) -> None:
        self._entity: dict[int, Entity] = {}
        for cluster in clusters:
            heads = [head.i for at in cluster if (head := head_of(referents.context.doc, at)) is not None]
            named = Counter(entity for at in heads if (entity := referents.named_at(at)) is not None)
            best = named.most_common(2)
            if best and (len(best) == 1 or best[0][1] > best[1][1]):
                self._entity |= {at: best[0][0] for at in heads if at not in referents.names}

    def at(self, at: int) -> Referent | None:
        """What the head of a mention stands for."""
        entity = self._entity.get(at)
        return None if entity is None else Referent(entity, "coreference")
