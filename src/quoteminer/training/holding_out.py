"""Which articles a network is not fitted to: the same ones each time, so that others can measure on them."""

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from quoteminer.errors import ModelError
from quoteminer.evaluation.records import Annotated

SHARE: Final = 0.1
"""Of each group's articles, where nothing else is asked for."""
SEED: Final = 7
"""Of the choice, where nothing else is asked for."""


def split(articles: Sequence[Annotated], share: float, seed: int) -> tuple[list[Annotated], list[Annotated]]:
    """Part articles into those that are fitted to and those that are held out, group by group.

    Args:
        articles: gold.
        share: of each group that is held out.
        seed: of the choice.

    Returns:
        Both parts, neither empty.

    Raises:
        ModelError: there are too few articles.
    """
    groups: defaultdict[str, list[Annotated]] = defaultdict(list)
    for article in articles:
        groups[article.group or ""].append(article)
    fitted, held_out = [], []
    for name in sorted(groups):
        group = sorted(groups[name], key=lambda article: article.id)
        random.Random(seed).shuffle(group)
        count = round(share * len(group))
        held_out += group[:count]
        fitted += group[count:]
    if not fitted or not held_out:
        raise ModelError(
            f"{len(articles)} articles cannot be parted into {share:g} held out and the rest; give more articles"
        )
    return fitted, held_out
