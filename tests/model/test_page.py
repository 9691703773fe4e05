"""What the network is told of an article: words, quotations, sentences."""

import pytest
from tokenizers import Tokenizer

from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of
from quoteminer.model.page import Words, words_of

TEXT = 'Mr. Lind said: "It rains. It pours."\nNobody spoke 3 Words.\n'


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))


def read(text: str, tokenizer: Tokenizer) -> tuple[list[str], Words]:
    words = words_of(text, tokenizer)
    return [text[start:end] for start, end in words.offsets.tolist()], words


def quoted(text: str, tokenizer: Tokenizer) -> list[str]:
    """The text of each quotation, from its first word to its last."""
    words = words_of(text, tokenizer)
    found = []
    for number in range(1, int(words.quotation.max(initial=0)) + 1):
        offsets = words.offsets[words.quotation == number]
        found.append(text[offsets[0, 0] : offsets[-1, 1]])
    return found


def test_words_are_cut_at_spaces_and_punctuation(tokenizer: Tokenizer) -> None:
    words, _ = read("The dog's “owner” — Łódź 😀!", tokenizer)
    assert words == ["The", "dog", "'", "s", "“", "owner", "”", "—", "Łódź", "😀", "!"]


def test_a_quotation_is_numbered_and_its_marks_are_told_apart(tokenizer: Tokenizer) -> None:
    words, page = read(TEXT, tokenizer)
    inside = [word for word, number in zip(words, page.quotation, strict=True) if number == 1]
    assert inside == ['"', "It", "rains", ".", "It", "pours", ".", '"']
    assert page.quote[page.quotation == 1].tolist() == [1, 2, 2, 2, 2, 2, 2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "so" and “no”.', ['"so"', "“no”"]),
        ("Er sagte „ja“ und «nein».", ["„ja“", "«nein»"]),
        ("She calls it ''big'' and ``bold,'' he says.", ["''big''", "``bold,''"]),
        ("‘It’s time,’ he said. 'We can't,' said the dogs' owners.", ["‘It’s time,’", "'We can't,'"]),
        ("The owners' dogs aren't 'so' bad, it's said.", []),
        ("“One goes on\nand “two” ends.", ["“One goes on", "“two”"]),
        ('"“Nested” words"', ['"“Nested”', '"']),
        ("A lone mark at the end “", ["“"]),
        ('"One goes. "Another goes." He says "so".', ['"One goes. "Another goes."', '"so"']),
    ],
)
def test_quotations_in_other_marks(text: str, expected: list[str], tokenizer: Tokenizer) -> None:
    assert quoted(text, tokenizer) == expected


def test_sentences_begin_behind_full_stops_but_not_behind_titles(tokenizer: Tokenizer) -> None:
    words, page = read(TEXT, tokenizer)
    opening = [(word, start) for word, start in zip(words, page.start.tolist(), strict=True) if start]
    assert opening == [("Mr", 2), ("It", 1), ("Nobody", 2)]
    assert page.paragraph[-1] == 1


def test_how_a_word_is_written(tokenizer: Tokenizer) -> None:
    words, page = read("say Say SAY A 3 !", tokenizer)
    assert dict(zip(words, page.case.tolist(), strict=True)) == {"say": 0, "Say": 1, "SAY": 2, "A": 3, "3": 4, "!": 5}
