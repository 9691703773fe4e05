"""Which prediction answers which gold attribution: one to one, optimal, whatever the order of the lines.

The rule: pairs are judged by the overlap of their contents, intersection over union (IoU) of words. Of all pairings
the one is taken that has the most pairs of the highest overlap, then the most of the next highest, and so on (a
rank-maximal matching): a good pair is never broken up for two poorer ones. Where the overlaps are all different, this
is what taking the largest first gives. Of pairings that are equally good by this measure, the one is taken whose pairs
come earlier (`Attribution.sort_key`: by id, else by place in the text, never by line); of quotes with the same content,
those are paired whose source, then cue, then kind agree.

A pairing at a higher threshold is thereby as good as the part of the pairing at a lower one that lies above it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quoteminer.evaluation.assignment import assign
from quoteminer.evaluation.records import Attribution, Role
from quoteminer.schema import Kind
from quoteminer.words import Range, Words, kind_of, quoted_ranges

RULE = (
    "Gold and predicted quotes are paired one to one by the overlap of their contents, as intersection over union "
    "(IoU) of words: as many pairs of the highest overlap as can be, then of the next highest, and so on."
)
"""The matching rule, to be printed beside every table."""


@dataclass(frozen=True, slots=True)
class Item:
    """An attribution with its words counted.

    Attributes:
        attribution: the attribution.
        source: numbers of the words of its source.
        cue: numbers of the words of its cue.
        content: numbers of the words of its content, at least one.
        kind: its kind as the text shows it (`quoteminer.words.kind_of`).
    """

    attribution: Attribution
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    kind: Kind

    def words(self, role: Role) -> frozenset[int]:
        """Give the words of a role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]

    @property
    def named_kind(self) -> Kind:
        """The kind as recorded, or else as the text shows it."""
        return self.attribution.kind or self.kind


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted attribution that overlap.

    Attributes:
        gold: index of the gold item.
        predicted: index of the predicted item.
        overlap: intersection over union of the words of their contents, above 0, at most 1.
    """

    gold: int
    predicted: int
    overlap: float


def items(attributions: Sequence[Attribution], text: str, words: Words, quoted: list[Range]) -> list[Item]:
    """Count the words of attributions; those without a word in their content are left out: nothing can match them.

    Args:
        attributions: the attributions of one article.
        text: the article's text.
        words: its words.
        quoted: its ranges between quotation marks.
    """
    found = []
    for one in sorted(attributions, key=lambda each: each.sort_key):
        content = words.touched(one.content)
        if content:
            kind = kind_of(text, one.content, quoted)
            found.append(Item(one, words.touched(one.source), words.touched(one.cue), content, kind))
    return found


def items_of(attributions: Sequence[Attribution], text: str) -> list[Item]:
    """Count the words of attributions of a text, for those who have only one list of them."""
    return items(attributions, text, Words(text), quoted_ranges(text))


def agree(role: Role, gold: Item, predicted: Item) -> bool:
    """Tell whether the two share a word of the role, or neither has any."""
    return bool(gold.words(role) & predicted.words(role)) or not (gold.words(role) or predicted.words(role))


def candidates(gold: Sequence[Item], predicted: Sequence[Item]) -> list[Pair]:
    """List every gold and predicted item whose contents share a word."""
    by_word: defaultdict[int, list[int]] = defaultdict(list)
    for j, item in enumerate(predicted):
        for word in item.content:
            by_word[word].append(j)
    pairs = []
    for i, item in enumerate(gold):
        for j in sorted({j for word in item.content for j in by_word[word]}):
            other = predicted[j].content
            pairs.append(Pair(i, j, len(item.content & other) / len(item.content | other)))
    return pairs


def match(
    gold: Sequence[Item], predicted: Sequence[Item], overlapping: Sequence[Pair], threshold: float = 0.0
) -> list[Pair]:
    """Pair gold and predicted items one to one by the rule at the head of this module.

    Args:
        gold: the gold items of one article.
        predicted: its predicted items.
        overlapping: what `candidates` says of the two, or a part of it.
        threshold: overlap below which a pair is no pair, from 0 to 1.

    Returns:
        The pairs, sorted by gold index.
    """
    chosen: list[Pair] = []
    for component in _components([pair for pair in overlapping if pair.overlap >= threshold]):
        chosen += component if len(component) == 1 else _best(component, gold, predicted)
    return sorted(chosen, key=lambda pair: pair.gold)


def _components(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Part pairs into groups that have no item in common, so that each can be solved by itself."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for pair in pairs:
        leader[find(("gold", pair.gold))] = find(("predicted", pair.predicted))
    groups: defaultdict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[find(("gold", pair.gold))].append(pair)
    return list(groups.values())


def _agreements(gold: Item, predicted: Item) -> tuple[bool, ...]:
    """What decides between quotes of the same content, most important first."""
    return (
        agree("source", gold, predicted),
        gold.source == predicted.source,
        agree("cue", gold, predicted),
        gold.cue == predicted.cue,
        gold.named_kind == predicted.named_kind,
        gold.attribution.sort_key[1:] == predicted.attribution.sort_key[1:],
    )


def _best(pairs: Sequence[Pair], gold: Sequence[Item], predicted: Sequence[Item]) -> list[Pair]:
    """Solve one group of pairs.

    Every criterion is a digit of a number, the most important first, whose base is larger than any count of pairs can
    be: comparing sums of such numbers compares the counts of pairs, criterion by criterion.
    """
    rows = sorted({pair.gold for pair in pairs})
    columns = sorted({pair.predicted for pair in pairs})
    base = min(len(rows), len(columns)) + 1
    overlaps = sorted({pair.overlap for pair in pairs})
    places = sorted({_place(pair, gold, predicted) for pair in pairs}, reverse=True)
    weights = [[0] * len(columns) for _ in rows]
    cells = {}
    for pair in pairs:
        ties = _agreements(gold[pair.gold], predicted[pair.predicted])
        place = len(ties) + places.index(_place(pair, gold, predicted))
        overlap = len(ties) + len(places) + overlaps.index(pair.overlap)
        weight = base**overlap + base**place
        weight += sum(base**digit for digit, agreed in enumerate(reversed(ties)) if agreed)
        cell = rows.index(pair.gold), columns.index(pair.predicted)
        weights[cell[0]][cell[1]] = weight
        cells[cell] = pair
    return [cells[cell] for cell in assign(weights)]


def _place(pair: Pair, gold: Sequence[Item], predicted: Sequence[Item]) -> tuple[float, int, int]:
    """Where a pair stands among those of the same overlap; quotes of the same content share a place."""
    first_gold = next(i for i, item in enumerate(gold) if item.content == gold[pair.gold].content)
    first_predicted = next(j for j, item in enumerate(predicted) if item.content == predicted[pair.predicted].content)
    return (-pair.overlap, first_gold, first_predicted)
