"""Gold in words: roles, links, and no nesting."""

from collections.abc import Iterable

import pytest
from tokenizers import Tokenizer

from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of
from quoteminer.model.page import words_of
from quoteminer.model.roles import ROLES
from quoteminer.training.examples import UNLABELLED, Examples, labelled
from quoteminer.training.labels import labels_of, outermost
from quoteminer.words import Range

TEXT = "“We won,” Ann Lee said. Bo claims that Cy denied it.\n"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))


def at(words: str) -> Range:
    return TEXT.index(words), TEXT.index(words) + len(words)


DIRECT = Attribution(content=(at("“We won,”"),), cue=(at("said"),), source=(at("Ann Lee"),))
OUTER = Attribution(content=(at("that Cy denied it"),), cue=(at("claims"),), source=(at("Bo"),))
INNER = Attribution(content=(at("it"),), cue=(at("denied"),), source=(at("Cy"),))
SOURCELESS = Attribution(content=(at("“We won,”"),), cue=(at("said"),))


def roles(attributions: Iterable[Attribution], tokenizer: Tokenizer) -> list[str]:
    words = words_of(TEXT, tokenizer)
    labels = labels_of(words, attributions)
    return [f"{TEXT[a:b]} {ROLES[role]}" for (a, b), role in zip(words.offsets, labels.roles, strict=True) if role]


def test_spans_begin_and_go_on(tokenizer: Tokenizer) -> None:
    assert roles([DIRECT], tokenizer) == [
        *("“ content", "We content+", "won content+", ", content+", "” content+"),
        *("Ann source", "Lee source+", "said cue"),
    ]


def test_two_spans_side_by_side_are_told_apart(tokenizer: Tokenizer) -> None:
    split = Attribution(content=(at("“We"), at("won,”")), cue=(at("said"),))
    assert roles([split], tokenizer)[:3] == ["“ content", "We content+", "won content"]


def test_what_is_nested_is_left_out(tokenizer: Tokenizer) -> None:
    assert outermost((OUTER, INNER)) == [OUTER]
    assert "denied content+" in roles([OUTER, INNER], tokenizer)


def test_links_lead_to_every_word_of_cue_and_source(tokenizer: Tokenizer) -> None:
    article = Annotated("a", TEXT, None, (DIRECT, OUTER))
    examples = Examples([article], tokenizer, limit=60, pieces=100, noise=0.0, seed=0)
    (batch,) = examples.batches()
    inputs, answers = labelled(batch)
    words = [TEXT[a:b] for a, b in batch[0].words.offsets]
    assert inputs["first"].shape == answers["roles"].shape
    won, said = words.index("won"), words.index("said")
    assert [words[k - 1] for k in answers["cues"][0, won].nonzero()[0]] == ["said"]
    assert [words[k - 1] for k in answers["sources"][0, said].nonzero()[0]] == ["Ann", "Lee"]
    assert not answers["cues"][0, words.index("Ann")].any()


def test_a_cue_without_a_source_leads_to_none(tokenizer: Tokenizer) -> None:
    article = Annotated("a", TEXT, None, (SOURCELESS,))
    ((example,),) = Examples([article], tokenizer, limit=60, pieces=100, noise=0.0, seed=0).batches()
    _, answers = labelled([example])
    said = [TEXT[a:b] for a, b in example.words.offsets].index("said")
    assert answers["sources"][0, said].nonzero()[0].tolist() == [0]


def test_windows_of_a_pass_hold_all_words_and_padding_has_no_label(tokenizer: Tokenizer) -> None:
    article = Annotated("a", TEXT * 40, None, (DIRECT,))
    examples = Examples([article], tokenizer, limit=100, pieces=300, noise=0.0, seed=3)
    seen: set[int] = set()
    for batch in examples.batches():
        inputs, answers = labelled(batch)
        assert inputs["pieces"].size <= 300
        assert ((answers["roles"] != UNLABELLED) == inputs["present"]).all()
        seen |= {k for example in batch for k in range(example.window.start, example.window.end)}
    assert len(seen) == len(words_of(TEXT * 40, tokenizer))


def test_the_same_seed_gives_the_same_passes(tokenizer: Tokenizer) -> None:
    articles = [Annotated(str(k), TEXT * 9, None, (DIRECT, OUTER)) for k in range(5)]

    def windows() -> list[list[tuple[int, int]]]:
        examples = Examples(articles, tokenizer, limit=60, pieces=200, noise=0.5, seed=1)
        return [[(one.window.start, one.window.end) for one in batch] for batch in examples.batches()]

    assert windows() == windows()
