"""The stretches that the network reads at once, and its inputs for them."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from quoteminer.model.batches import DISTANCES, INPUTS, PADDING, STRUCTURES, batch_of, distances_of, structures_of
from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of
from quoteminer.model.page import words_of
from quoteminer.model.windows import windows_of

TEXT = 'Mr. Lind said: "It rains. It pours."\nNobody spoke 3 Words.\n'
TEXTS = ["", " \n ", "word", "word " * 700, "A b. " * 300 + "\n" + "C d. " * 40, "One two three.\n" * 150]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("limit", "context"), [(254, 32), (100, 0), (60, 20)])
def test_cores_make_up_the_article_and_windows_hold_them(
    text: str, limit: int, context: int, tokenizer: Tokenizer
) -> None:
    words = words_of(text, tokenizer)
    windows = windows_of(words, limit, context)
    assert [at for w in windows for at in range(w.core_start, w.core_end)] == list(range(len(words)))
    assert all(w.start <= w.core_start < w.core_end <= w.end for w in windows)
    assert all(words.size(w.start, w.end) <= limit for w in windows)
    assert all(words.size(w.start, w.core_start) <= context for w in windows)


def test_an_article_that_fits_is_read_at_once(tokenizer: Tokenizer) -> None:
    words = words_of("One two three.\n" * 20, tokenizer)
    assert [(w.start, w.end) for w in windows_of(words, len(words.pieces), 30)] == [(0, len(words))]


def test_windows_are_of_about_the_same_size(tokenizer: Tokenizer) -> None:
    words = words_of("One two three.\n" * 150, tokenizer)
    sizes = [words.size(w.core_start, w.core_end) for w in windows_of(words, 254, 32)]
    assert max(sizes) - min(sizes) <= 8


def test_relations_are_mirrored(tokenizer: Tokenizer) -> None:
    words = words_of(TEXT, tokenizer)
    distance, structure = distances_of(len(words)), structures_of(words, 0, len(words))
    assert distance.shape == structure.shape == (len(words), len(words))
    assert (distance + distance.T == DISTANCES - 1).all()
    assert structure.min() >= 0
    assert structure.max() < STRUCTURES
    assert len(set(np.diag(structure).tolist())) == 2  # within a quotation and outside of any


def test_distances_of_words_far_apart_are_all_alike() -> None:
    distance = distances_of(1200)
    assert distance[0, 1199] == distance[0, 600] == DISTANCES - 1
    assert distance[1199, 0] == 0


def test_a_batch_is_padded_with_nothing(tokenizer: Tokenizer) -> None:
    words = words_of("one two three\n" * 60, tokenizer)
    windows = windows_of(words, 60, 15)
    chosen = (windows[0], windows[1])
    batch = batch_of([(words, window) for window in chosen])
    assert tuple(batch) == INPUTS + PADDING
    assert batch["present"].sum(axis=1).tolist() == [w.end - w.start for w in chosen]
    assert batch["mask"].sum(axis=1).tolist() == [words.size(w.start, w.end) + 2 for w in chosen]
