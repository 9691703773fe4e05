"""What a network is fitted to. Without the extra `train` that is skipped."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of

torch = pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("transformers", reason="the extra train is not installed")

from tokenizers import Tokenizer  # noqa: E402 - behind the check

from quoteminer.training.examples import Examples  # noqa: E402
from quoteminer.training.lessons import Lesson, Lessons  # noqa: E402
from quoteminer.training.swapping import Neighbours  # noqa: E402

TEXT = "Ann said that it rains.\n\nBo told them that it will not rain on Friday."


class Reader:
    """A teacher that says how often it was asked, and is not sure of anything."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.enc = type("Encoder", (), {"config": type("Config", (), {"hidden_size": 3})})

    def eval(self) -> "Reader":
        return self

    def read(self, inputs: dict[str, Any]) -> tuple[Any, list[Any]]:
        self.asked.append(inputs["pieces"])
        rows, words = inputs["first"].shape
        generator = torch.Generator().manual_seed(len(self.asked))
        shapes = ((rows, words, 7), (rows, words, words + 1), (rows, words, words + 1))
        vectors = torch.randn(rows, words, 3, generator=generator)
        return vectors, [torch.randn(shape, generator=generator) for shape in shapes]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))


@pytest.fixture
def examples(tokenizer: Tokenizer) -> Examples:
    gold = Attribution(source=((0, 3),), cue=((4, 8),), content=((14, 22),))
    articles = [Annotated(id=f"{number}", group="", text=TEXT, attributions=(gold,)) for number in range(4)]
    return Examples(articles, tokenizer, limit=64, pieces=64, noise=0.0, seed=1)


def next_pass(lessons: Lessons) -> list[Lesson]:
    count, upcoming = lessons.upcoming()
    found = list(upcoming)
    assert len(found) == count
    return found


def test_without_teachers_every_pass_is_gold(examples: Examples) -> None:
    lessons = Lessons(examples)
    for _ in range(3):
        assert all(lesson.shown is None for lesson in next_pass(lessons))
    assert lessons.width == 0


def test_what_teachers_have_read_is_gone_through_again(examples: Examples, tmp_path: Path) -> None:
    reader: Any = Reader()
    lessons = Lessons(examples, [reader, reader], scratch=tmp_path, readings=2)
    assert lessons.width == 6
    first, second = next_pass(lessons), next_pass(lessons)
    asked = len(reader.asked)
    for fresh in (first, second, first):
        again = next_pass(lessons)
        assert len(reader.asked) == asked
        assert sorted(map(_print_of, again)) == sorted(map(_print_of, fresh))


def test_without_a_place_to_keep_it_teachers_read_at_every_pass(examples: Examples) -> None:
    reader: Any = Reader()
    lessons = Lessons(examples, [reader], readings=1)
    for number in (1, 2, 3):
        count = len(next_pass(lessons))
        assert len(reader.asked) == number * count


def test_articles_without_gold_are_read_by_teachers(examples: Examples, tokenizer: Tokenizer, tmp_path: Path) -> None:
    articles = [Annotated(id="u", group=None, text="It rains again, she said.", attributions=())]
    others = Examples(articles, tokenizer, limit=64, pieces=64, noise=0.0, seed=1)
    reader: Any = Reader()
    lessons = Lessons(examples, [reader], scratch=tmp_path, unlabelled=others, readings=1)
    for _ in range(2):
        found = next_pass(lessons)
        assert [lesson.shown is None for lesson in found] == [False] * len(found)
        assert [lesson.has_gold for lesson in found].count(False) == 1
    assert all(lesson.has_gold for lesson in next_pass(Lessons(examples, unlabelled=others)))


def test_where_there_is_no_gold_only_teachers_are_asked(examples: Examples) -> None:
    from quoteminer.training.fitting import loss_of
    from quoteminer.training.teaching import Bridge

    network: Any = Reader()
    lesson = next_pass(Lessons(examples, [network]))[0]
    wrong = {name: torch.zeros_like(values) for name, values in lesson.answers.items()}

    def loss(answers: dict[str, Any], *, has_gold: bool) -> float:
        student: Any = Reader()
        torch.manual_seed(3)
        bridge = Bridge(3, 3)
        taught = Lesson(lesson.inputs, answers, lesson.shown, has_gold)
        return float(loss_of(student, taught, bridge, bfloat16=False).detach())

    assert loss(wrong, has_gold=False) == loss(lesson.answers, has_gold=False)
    assert loss(wrong, has_gold=True) != loss(lesson.answers, has_gold=True)


def test_words_are_exchanged_from_the_second_reading_on(
    examples: Examples, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    reader: Any = Reader()
    table = torch.randn(tokenizer.get_vocab_size(), 4, generator=torch.Generator().manual_seed(0))
    lessons = Lessons(examples, [reader], Neighbours(table, tokenizer), tmp_path, readings=2)
    plain = {tuple(row.tolist()) for lesson in next_pass(lessons) for row in lesson.inputs["pieces"]}
    known = set(tokenizer.encode(TEXT).ids) | {0}
    assert all(set(row) <= known for row in plain)
    exchanged = [piece for lesson in next_pass(lessons) for piece in lesson.inputs["pieces"].flatten().tolist()]
    assert set(exchanged) - known
    taken = {piece for lesson in next_pass(lessons) for piece in lesson.inputs["pieces"].flatten().tolist()}
    assert taken <= known  # the first reading again


def test_only_whole_words_are_exchanged(tokenizer: Tokenizer) -> None:
    vocabulary = tokenizer.get_vocab()
    names = ["[CLS]", "said", "playing", "##ful", ".", '"', "said", "[SEP]"]
    pieces = np.array([[vocabulary[name] for name in names]])
    table = torch.eye(4)[torch.arange(len(vocabulary)) % 4] + 0.01 * torch.randn(len(vocabulary), 4)
    found = Neighbours(table, tokenizer).swapped(pieces, 1.0, np.random.default_rng(0))[0]
    for at, name in enumerate(names):
        assert (found[at] != pieces[0, at]) == (name == "said"), name
        if name == "said":
            assert found[at] % 4 == vocabulary["said"] % 4  # alike by the table


def _print_of(lesson: Lesson) -> bytes:
    assert lesson.shown is not None
    return b"".join(
        values.numpy().tobytes() for values in (lesson.inputs["pieces"], lesson.shown.roles, lesson.answers["roles"])
    )
