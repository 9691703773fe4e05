from itertools import pairwise

import pytest
from tokenizers import Tokenizer

from quoteminer.model.decoding import _LONGEST, _shortened
from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of
from quoteminer.model.page import words_of


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))


def test_a_long_paragraph_is_read_in_parts_that_begin_with_sentences(tokenizer: Tokenizer) -> None:
    words = words_of("The road is “closed. It was wet.” He said so. " * 400, tokenizer)
    parts = list(_shortened([(0, len(words))], words))
    assert [parts[0][0], parts[-1][1]] == [0, len(words)]
    assert all(one[1] == other[0] for one, other in pairwise(parts))
    assert len(parts) > 1
    assert all(end - start <= _LONGEST for start, end in parts)
    assert all(words.start[start] and not words.quotation[start] for start, _ in parts)


def test_a_long_paragraph_without_sentences_is_cut_where_it_must(tokenizer: Tokenizer) -> None:
    words = words_of("word " * 5000, tokenizer)
    assert [end - start for start, end in _shortened([(0, 5000)], words)] == [2000, 2000, 1000]


def test_other_paragraphs_stay_whole(tokenizer: Tokenizer) -> None:
    words = words_of("One. Two.\n\nThree.", tokenizer)
    assert list(_shortened([(0, 4), (4, 6)], words)) == [(0, 4), (4, 6)]
