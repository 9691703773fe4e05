"""The first pass over the input: what there is, and which ids come in more than one shard."""

import hashlib
import pickle
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from quoteminer.distributed.pieces import Shard, placed_articles
from quoteminer.errors import InputError
from quoteminer.runs.source import ArticleDigest

Digests = npt.NDArray[np.uint64]
Row = dict[str, Any]


class Survey(NamedTuple):
    """What the first pass finds in a shard.

    Attributes:
        digest: of its articles and of what cannot be read.
        ids: eight bytes for each article's id; two ids may share them.
    """

    digest: str
    ids: Digests


def survey(shard: Shard) -> Survey:
    """Read through a shard."""
    whole = ArticleDigest()
    wrong = hashlib.blake2b(digest_size=16)

    def told(error: InputError) -> None:
        wrong.update(str(error).encode("utf-8", "surrogatepass"))

    ids = []
    for _, article in placed_articles(shard, told):
        whole.add(article)
        ids.append(_short(article.id))
    return Survey(f"{whole}{wrong.hexdigest()}", np.array(ids, dtype=np.uint64))


def shared_ids(found: list[Survey]) -> Digests:
    """The digests that come more than once, of all shards; eight bytes an article are held and sorted."""
    if not found:
        return np.array([], dtype=np.uint64)
    every = np.concatenate([one.ids for one in found])
    every.sort()
    return np.unique(every[1:][every[1:] == every[:-1]])


def placed_ids(shard: Shard, suspects: Digests) -> Iterator[tuple[str, str]]:
    """The ids of a shard whose digests are among some, each with where it stands."""
    wanted = set(suspects.tolist())
    for place, article in placed_articles(shard, lambda _: None):
        if _short(article.id) in wanted:
            yield article.id, str(place)


def refused_ids(placed: dict[int, list[tuple[str, str]]]) -> dict[int, dict[str, str]]:
    """Say which ids came in an earlier shard.

    Args:
        placed: by number of shard, ids with where they stand.

    Returns:
        By number of shard, the ids that it must not use, with where each came first.
    """
    first: dict[str, tuple[int, str]] = {}
    refused: dict[int, dict[str, str]] = defaultdict(dict)
    for number in sorted(placed):
        for name, place in placed[number]:
            shard, before = first.setdefault(name, (number, place))
            if shard < number:
                refused[number][name] = before
    return dict(refused)


def survey_rows(rows: Row) -> Row:
    """`survey` as the cluster calls it: on a batch of one row."""
    found = survey(pickle.loads(rows["shard"][0]))
    return {"number": rows["number"], "digest": [found.digest], "ids": [pickle.dumps(found.ids)]}


def suspect_rows(rows: Row, suspects: Digests) -> Row:
    """`placed_ids` as the cluster calls it."""
    found = list(placed_ids(pickle.loads(rows["shard"][0]), suspects))
    return {"number": rows["number"], "placed": [pickle.dumps(found)]}


def _short(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
