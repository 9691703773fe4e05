import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteminer.layers import Range
from quoteminer.rules import tokens
from quoteminer.rules.tokens import align, containing, edges, heads, offsets, strings
from tests.rules.docs import doc

DOC = Doc(Vocab(), words=["Ann", "said", "it", "rains", "."], spaces=[True, True, True, False, False])


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((0, 18), (0, 5)),
        ((4, 11), (1, 3)),
        ((3, 11), (1, 3)),
        ((5, 14), (2, 4)),  # begins inside "said", which belongs to what is before; ends inside "rains"
    ],
)
def test_align_gives_the_tokens_that_begin_within(bounds: tuple[int, int], expected: Range) -> None:
    assert align([token.idx for token in DOC], [bounds]) == [expected]


def test_align_leaves_out_what_holds_no_token() -> None:
    assert align([token.idx for token in DOC], [(3, 4), (5, 8), (11, 17)]) == [(3, 4)]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ([], ([], [])),
        ([0, 1, 2], ([0, 1, 2], [1, 2, 3])),  # every word a root
        ([1, 2, 2, 2, 3], ([0, 0, 0, 3, 4], [1, 2, 5, 5, 5])),
        ([2, 3, 2, 2], ([0, 1, 0, 1], [1, 2, 4, 4])),  # branches that cross
    ],
)
def test_edges_are_those_of_all_that_hangs_below(tree: list[int], expected: tuple[list[int], list[int]]) -> None:
    assert edges(tree) == expected


@pytest.mark.parametrize(("at", "expected"), [(0, None), (1, 0), (2, 0), (3, None), (4, 1), (5, 1), (6, None)])
def test_containing_names_the_range_that_holds_a_token(at: int, expected: int | None) -> None:
    assert containing([(1, 3), (4, 6)], at) == expected


def test_nothing_contains_a_token_where_there_are_no_ranges() -> None:
    assert containing([], 0) is None


def test_a_doc_in_lists_says_what_its_tokens_say() -> None:
    parsed = doc("Müller/NNP/nsubj/1 said/VBD/ROOT/1 “/``/punct/3 yes/UH/ccomp/1 ”/''/punct/3 Rain/NN/ROOT/5")
    assert strings(parsed, "ORTH") == [token.text for token in parsed]
    assert strings(parsed, "TAG") == [token.tag_ for token in parsed]
    assert offsets(parsed) == [token.idx for token in parsed]
    assert heads(parsed) == [token.head.i for token in parsed] == [1, 1, 3, 1, 3, 5]


def test_strings_are_the_same_when_the_table_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_MOST", 3)
    nlp = spacy.blank("en")
    for text in ("one two three four five", "six seven one", "two two eight nine ten eleven", "one"):
        read = nlp(text)
        assert tokens.strings(read, "ORTH") == [token.text for token in read]
