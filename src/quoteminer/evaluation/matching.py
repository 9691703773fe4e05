"""Which prediction answers which gold attribution: one to one, optimal, whatever the order of the lines.

The rule: pairs are judged by the overlap of their contents, intersection over union (IoU) of words. Of all pairings
the one is taken that has the most pairs of the highest overlap, then the most of the next highest, and so on (a
rank-maximal matching): a good pair is never broken up for two poorer ones. Where the overlaps are all different, this
is what taking the largest first gives. Of pairings that are equally good by this measure, the one is taken whose pairs
come earlier (`Attribution.sort_key`: by id, else by place in the text, never by line); of quotes with the same content,
those are paired whose source, then cue, then kind agree.

A pairing at a higher threshold is thereby as good as the part of the pairing at a lower one that lies above it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

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
    chosen, open_ = _forced([pair for pair in overlapping if pair.overlap >= threshold])
    for component in _components(open_):
        chosen += _best(component, gold, predicted)
    return sorted(chosen, key=lambda pair: pair.gold)


def _forced(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Take every pair that is in each best pairing; give those that equal overlaps leave to be decided, too.

    From the highest overlap down, a pair that shares no item with another one of its overlap is taken, and whatever
    else has one of its items falls away. Pairs of the same overlap that share an item keep their items open, and so
    does every lower pair that has an open item. For nearly all articles nothing stays open.
    """
    taken: list[Pair] = []
    gone: set[tuple[str, int]] = set()
    undecided: set[tuple[str, int]] = set()
    for _, level in groupby(sorted(pairs, key=_by_overlap), key=_by_overlap):
        live = [pair for pair in level if not gone.intersection(_items(pair))]
        uses = Counter(item for pair in live for item in _items(pair))
        for pair in live:
            both = _items(pair)
            if undecided.intersection(both) or any(uses[item] > 1 for item in both):
                undecided.update(both)
            else:
                taken.append(pair)
                gone.update(both)
    return taken, [pair for pair in pairs if undecided.issuperset(_items(pair))]


def _by_overlap(pair: Pair) -> float:
    return -pair.overlap


def _items(pair: Pair) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("gold", pair.gold), ("predicted", pair.predicted)


def _components(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Part pairs into groups that have no item in common, so that each can be solved by itself."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for pair in pairs:
        one, other = _items(pair)
        leader[find(one)] = find(other)
    groups: defaultdict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[find(_items(pair)[0])].append(pair)
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
    rows = {gold_index: row for row, gold_index in enumerate(sorted({pair.gold for pair in pairs}))}
    columns = {index: column for column, index in enumerate(sorted({pair.predicted for pair in pairs}))}
    base = min(len(rows), len(columns)) + 1
    firsts = _first_of_content(gold), _first_of_content(predicted)
    places = [(-pair.overlap, firsts[0][pair.gold], firsts[1][pair.predicted]) for pair in pairs]
    place_digits = {place: digit for digit, place in enumerate(sorted(set(places), reverse=True))}
    overlap_digits = {overlap: digit for digit, overlap in enumerate(sorted({pair.overlap for pair in pairs}))}
    weights = [[0] * len(columns) for _ in rows]
    cells = {}
    for pair, place in zip(pairs, places, strict=True):
        ties = _agreements(gold[pair.gold], predicted[pair.predicted])
        weight = sum(base**digit for digit, agreed in enumerate(reversed(ties)) if agreed)
        weight += base ** (len(ties) + place_digits[place])
        weight += base ** (len(ties) + len(place_digits) + overlap_digits[pair.overlap])
        weights[rows[pair.gold]][columns[pair.predicted]] = weight
        cells[rows[pair.gold], columns[pair.predicted]] = pair
    return [cells[cell] for cell in assign(weights)]


def _first_of_content(found: Sequence[Item]) -> list[int]:
    """Give for each item the first one with the same words of content: such items share a place."""
    first: dict[frozenset[int], int] = {}
    return [first.setdefault(item.content, index) for index, item in enumerate(found)]
