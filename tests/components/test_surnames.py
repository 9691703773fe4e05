"""Surnames that read as modal verbs."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteminer.components.surnames import Surnames


def made(words: str, tags: str, deps: str, heads: list[int]) -> Doc:
    return Doc(Vocab(), words=words.split(), tags=tags.split(), deps=deps.split(), heads=heads)


def test_a_modal_verb_before_a_past_tense_becomes_the_subject() -> None:
    doc = Surnames()(made("May said so .", "MD VBD RB .", "aux ROOT advmod punct", [1, 1, 1, 1]))
    assert (doc[0].tag_, doc[0].dep_, doc[0].head.text) == ("NNP", "nsubj", "said")


def test_behind_a_first_name_it_takes_the_place_of_that_name() -> None:
    doc = Surnames()(made("Mark Will took it .", "NNP MD VBD PRP .", "nsubj aux ROOT dobj punct", [2, 2, 2, 2, 2]))
    assert [(token.text, token.tag_, token.dep_, token.head.text) for token in doc[:2]] == [
        ("Mark", "NNP", "compound", "Will"),
        ("Will", "NNP", "nsubj", "took"),
    ]
    assert doc[1].left_edge.i == 0


@pytest.mark.parametrize(
    ("words", "tags", "deps", "heads"),
    [
        ("Will she go ?", "MD PRP VB .", "aux nsubj ROOT punct", [2, 2, 2, 2]),
        ("Will he have said so ?", "MD PRP VB VBN RB .", "aux nsubj aux ROOT advmod punct", [3, 3, 3, 3, 3, 3]),
        ("Mary Will Run", "NNP MD VB", "nsubj aux ROOT", [2, 2, 2]),  # a headline
        ("he may said", "PRP MD VBD", "nsubj aux ROOT", [2, 2, 2]),  # a slip
        ("May", "MD", "ROOT", [0]),
    ],
)
def test_other_modal_verbs_stay(words: str, tags: str, deps: str, heads: list[int]) -> None:
    doc = Surnames()(made(words, tags, deps, heads))
    assert [token.tag_ for token in doc] == tags.split()
    assert [token.dep_ for token in doc] == deps.split()


def test_a_doc_without_a_parse_is_left_as_it_is(nlp: Language) -> None:
    doc = nlp.make_doc("May said so.")
    assert Surnames()(doc).has_annotation("TAG") is False
