"""What the network is told of an article: words, quotations, sentences, windows."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from quoteminer.model.features import ARTICLE_INPUTS, Words, batch_of, relations_of, windows_of, words_of
from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of

TEXT = 'Mr. Lind said: "It rains. It pours."\nNobody spoke 3 Words.\n'


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))


def read(text: str, tokenizer: Tokenizer) -> tuple[list[str], Words]:
    words = words_of(text, tokenizer)
    return [text[start:end] for start, end in words.offsets.tolist()], words


def test_words_are_cut_at_spaces_and_punctuation(tokenizer: Tokenizer) -> None:
    words, _ = read("The dog's “owner” — Łódź 😀!", tokenizer)
    assert words == ["The", "dog", "'", "s", "“", "owner", "”", "—", "Łódź", "😀", "!"]


def test_a_quotation_is_numbered_and_its_marks_are_told_apart(tokenizer: Tokenizer) -> None:
    words, page = read(TEXT, tokenizer)
    quoted = [word for word, number in zip(words, page.quotation, strict=True) if number == 1]
    assert quoted == ['"', "It", "rains", ".", "It", "pours", ".", '"']
    assert page.quote[page.quotation == 1].tolist() == [1, 2, 2, 2, 2, 2, 2, 3]


def test_sentences_begin_behind_full_stops_but_not_behind_titles(tokenizer: Tokenizer) -> None:
    words, page = read(TEXT, tokenizer)
    opening = [(word, start) for word, start in zip(words, page.start.tolist(), strict=True) if start]
    assert opening == [("Mr", 2), ("It", 1), ("Nobody", 2)]
    assert page.paragraph[-1] == 1


def test_how_a_word_is_written(tokenizer: Tokenizer) -> None:
    words, page = read("say Say SAY A 3 !", tokenizer)
    assert dict(zip(words, page.case.tolist(), strict=True)) == {"say": 0, "Say": 1, "SAY": 2, "A": 3, "3": 4, "!": 5}


@pytest.mark.parametrize("text", ["", " \n ", "word", "word " * 700, "A b. " * 300 + "\n" + "C d. " * 40])
def test_cores_make_up_the_article_and_windows_hold_them(text: str, tokenizer: Tokenizer) -> None:
    words = words_of(text, tokenizer)
    windows = windows_of(words, 254, 180)
    assert [at for w in windows for at in range(w.core_start, w.core_end)] == list(range(len(words)))
    assert all(w.start <= w.core_start < w.core_end <= w.end for w in windows)
    assert all(words.size(w.start, w.end) <= 254 for w in windows)


def test_relations_are_mirrored(tokenizer: Tokenizer) -> None:
    words = words_of(TEXT, tokenizer)
    relations = relations_of(words, 0, len(words))
    distance = relations // 75
    assert relations.shape == (len(words), len(words))
    assert (distance + distance.T == 32).all()
    assert len(set(np.diag(relations).tolist())) == 2  # within a quotation and outside of any


def test_a_batch_is_padded_with_nothing(tokenizer: Tokenizer) -> None:
    words = words_of("one two three\n" * 60, tokenizer)
    windows = windows_of(words, 60, 30)
    batch = batch_of(words, [windows[0], windows[-1]])
    assert tuple(batch) == ARTICLE_INPUTS
    assert batch["present"].sum(axis=1).tolist() == [w.end - w.start for w in (windows[0], windows[-1])]
    assert batch["mask"].sum(axis=1).tolist() == [words.size(w.start, w.end) + 2 for w in (windows[0], windows[-1])]
