"""What a network is fitted to, pass by pass: gold, and what its teachers make of articles, with gold or without.

A large teacher takes far longer to read a batch than a small network to learn from it. So the teachers read the
articles a few times, each time cut and set in another way, and what they said is gone through again and again. What
they say of articles that they were fitted to themselves is little more than gold; of articles that nobody has
annotated there is more to learn, and there are always more of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from quoteminer.training.examples import Example, Examples, labelled
from quoteminer.training.network import Network
from quoteminer.training.swapping import Neighbours
from quoteminer.training.teaching import Shown, shown_by

READINGS: Final = 3
"""How often teachers read the articles anew."""
SWAPS: Final = 0.15
"""Share of the words that are exchanged from the second reading on (`swapping`)."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some windows, and whether there is gold for them."""

    examples: list[Example]
    has_gold: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """One batch.

    Attributes:
        inputs: of the network, by name.
        answers: of gold, by name; of words that were exchanged, those of the words that they stand for. They mean
            nothing where there is no gold.
        shown: what the teachers think; None without teachers.
        has_gold: whether there is gold.
    """

    inputs: dict[str, Tensor]
    answers: dict[str, Tensor]
    shown: Shown | None = None
    has_gold: bool = True


class Lessons:
    """The lessons of all passes.

    Args:
        examples: gold.
        teachers: networks to learn from beside it.
        neighbours: words for others; None to exchange none.
        scratch: a folder for what teachers say; without one they read the articles anew at every pass. A reading of a
            thousand words takes about 2 MB, where there is one teacher, 768 wide.
        unlabelled: articles without gold, which teachers read as well.
        readings: how often the teachers read the articles anew; later passes go through their readings again.
        seed: of what is chosen at random.
        bfloat16: whether teachers compute in 16 bits.
    """

    def __init__(
        self,
        examples: Examples,
        teachers: Sequence[Network] = (),
        neighbours: Neighbours | None = None,
        scratch: Path | None = None,
        *,
        unlabelled: Examples | None = None,
        readings: int = READINGS,
        seed: int = 0,
        bfloat16: bool = False,
    ) -> None:
        self._examples, self._teachers, self._neighbours, self._scratch = examples, teachers, neighbours, scratch
        self._unlabelled = unlabelled if teachers else None
        self._readings, self._bfloat16 = readings, bfloat16
        self._dice = np.random.default_rng(seed)
        self._read: list[list[tuple[_Batch, Path]]] = []
        self._passes = 0

    @property
    def width(self) -> int:
        """Width of the vectors of all teachers together; 0 without any."""
        return sum(teacher.enc.config.hidden_size for teacher in self._teachers)

    def upcoming(self) -> tuple[int, Iterator[Lesson]]:
        """The lessons of the next pass: how many there are, and each."""
        number, self._passes = self._passes, self._passes + 1
        if self._scratch is not None and number >= self._readings:
            again = self._read[number % self._readings]
            return len(again), self._again(again)
        batches = [_Batch(examples, has_gold=True) for examples in self._examples.batches()]
        if self._unlabelled is not None:
            batches += [_Batch(examples, has_gold=False) for examples in self._unlabelled.batches()]
            batches = [batches[number] for number in self._dice.permutation(len(batches))]
        return len(batches), self._anew(batches, SWAPS if number else 0.0)

    def _anew(self, batches: list[_Batch], swaps: float) -> Iterator[Lesson]:
        kept: list[tuple[_Batch, Path]] = []
        self._read.append(kept)
        for number, batch in enumerate(batches):
            lesson = _plain(batch)
            if not self._teachers:
                yield lesson
                continue
            inputs = lesson.inputs
            if self._neighbours is not None and swaps and batch.has_gold:
                pieces = self._neighbours.swapped(inputs["pieces"].numpy(), swaps, self._dice)
                inputs = {**inputs, "pieces": torch.from_numpy(pieces)}
            with torch.autocast("cpu", torch.bfloat16, enabled=self._bfloat16):
                shown = _halved(shown_by(self._teachers, inputs))
            if self._scratch is not None:
                path = self._scratch / f"{len(self._read)}-{number}.safetensors"
                save_file({"pieces": inputs["pieces"], **asdict(shown)}, path)
                kept.append((batch, path))
            yield Lesson(inputs, lesson.answers, shown, batch.has_gold)

    def _again(self, read: list[tuple[_Batch, Path]]) -> Iterator[Lesson]:
        for number in self._dice.permutation(len(read)):
            batch, path = read[number]
            lesson, kept = _plain(batch), load_file(path)
            inputs = {**lesson.inputs, "pieces": kept.pop("pieces")}
            yield Lesson(inputs, lesson.answers, Shown(**kept), batch.has_gold)


def _plain(batch: _Batch) -> Lesson:
    """A batch as gold has it."""
    inputs, answers = labelled(batch.examples)
    return Lesson(
        {name: torch.from_numpy(values) for name, values in inputs.items()},
        {name: torch.from_numpy(values) for name, values in answers.items()},
    )


def _halved(shown: Shown) -> Shown:
    """The same in 16 bits."""
    return Shown(shown.roles.half(), shown.cues.half(), shown.sources.half(), shown.words.half())
