"""Gold made into predictions, wrong in every way that matters to the figures."""

import random
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
"""An article with its attributions, as a line of gold has it."""
Perturbation = Callable[[random.Random, str, list[Record]], list[Record]]


def _some(rng: random.Random) -> bool:
    return rng.random() < 0.3


def missing(rng: random.Random, _text: str, found: list[Record]) -> list[Record]:
    return [one for one in found if not _some(rng)]


def spurious(rng: random.Random, text: str, found: list[Record]) -> list[Record]:
    made = []
    for one in found:
        if _some(rng):
            start = rng.randrange(max(1, len(text) - 60))
            made.append({"content": [[start, min(len(text), start + 60)]], "source": one["source"], "cue": one["cue"]})
    return found + made


def split(rng: random.Random, text: str, found: list[Record]) -> list[Record]:
    made = []
    for one in found:
        start, end = one["content"][0]
        if _some(rng) and end - start > 20:
            words = text[start:end].split(" ")
            cut = start + len(" ".join(words[: len(words) // 2]))
            made += [{**one, "content": [[start, cut]]}, {**one, "content": [[cut, end], *one["content"][1:]]}]
        else:
            made.append(one)
    return [one for one in made if all(a < b for a, b in one["content"])]


def merged(rng: random.Random, _text: str, found: list[Record]) -> list[Record]:
    made: list[Record] = []
    for one in found:
        if made and _some(rng):
            before = made.pop()
            kept = rng.choice((before, one))
            spans: list[list[int]] = []
            for start, end in sorted(before["content"] + one["content"]):
                if spans and start <= spans[-1][1]:
                    spans[-1] = [spans[-1][0], max(end, spans[-1][1])]
                else:
                    spans.append([start, end])
            made.append({**kept, "content": spans})
        else:
            made.append(one)
    return made


def shifted(rng: random.Random, text: str, found: list[Record]) -> list[Record]:
    made = []
    for one in found:
        by = rng.randint(-40, 40) if _some(rng) else 0
        spans = [[max(0, s + by), min(len(text), max(0, s + by) + e - s)] for s, e in one["content"]]
        made.append({**one, "content": [[s, e] for s, e in spans if s < e]})
    return made


def wrong_sources(rng: random.Random, _text: str, found: list[Record]) -> list[Record]:
    return [{**one, "source": rng.choice(found)["source"]} if _some(rng) else one for one in found]


def empty_roles(rng: random.Random, _text: str, found: list[Record]) -> list[Record]:
    made = []
    for one in found:
        for role in ("source", "cue", "content"):
            if rng.random() < 0.1:
                one = {**one, role: []}
        made.append(one)
    return made


def nested(rng: random.Random, _text: str, found: list[Record]) -> list[Record]:
    made = []
    for one in found:
        if _some(rng):
            start, end = one["content"][0]
            made.append({**one, "content": [[start, (start + end + 1) // 2]]})
            made.append({**one, "content": [[(start + end) // 2, end]], "source": rng.choice(found)["source"]})
    return found + made


def doubled(rng: random.Random, _text: str, found: list[Record]) -> list[Record]:
    return found + [{**one, "source": rng.choice(found)["source"]} for one in found if _some(rng)]


def everything(rng: random.Random, text: str, found: list[Record]) -> list[Record]:
    for change in (missing, spurious, split, merged, shifted, wrong_sources, empty_roles):
        found = change(rng, text, found)
    return found


def nothing(_rng: random.Random, _text: str, _found: list[Record]) -> list[Record]:
    return []


PERTURBATIONS: dict[str, Perturbation] = {
    change.__name__: change
    for change in (
        missing,
        spurious,
        split,
        merged,
        shifted,
        wrong_sources,
        empty_roles,
        nested,
        doubled,
        everything,
        nothing,
    )
}


def perturb(articles: list[Record], change: Perturbation, seed: int) -> list[Record]:
    """Change the attributions of every article."""
    rng = random.Random(seed)
    return [{"id": one["id"], "attributions": change(rng, one["text"], one["attributions"])} for one in articles]
