"""Attributions found on sentences parsed by hand: `word/TAG/dep/head`, heads numbered from 0."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteminer.components.attributions import PROPOSERS, Attributions
from quoteminer.components.quotations import Quotations
from quoteminer.layers import Attribution, Range, attributions, set_paragraphs
from tests.rules.docs import doc

SAID_THAT = "Lind/NNP/nsubj/1 said/VBD/ROOT/1 that/IN/mark/4 rain/NN/nsubj/4 fell/VBD/ccomp/1 ././punct/1"
NESTED = (
    "Lind/NNP/nsubj/1 said/VBD/ROOT/1 that/IN/mark/4 Berg/NNP/nsubj/4 claimed/VBD/ccomp/1 "
    "that/IN/mark/7 rain/NN/nsubj/7 fell/VBD/ccomp/4 ././punct/1"
)

ONE_BY_ONE = [
    pytest.param("complement", SAID_THAT, ("complement-clause", "that rain fell", "said", "Lind"), id="that"),
    pytest.param(
        "complement",
        "Lind/NNP/nsubj/1 said/VBD/ROOT/1 rain/NN/nsubj/3 fell/VBD/ccomp/1 ././punct/1",
        ("complement-clause", "rain fell", "said", "Lind"),
        id="without that",
    ),
    pytest.param(
        "complement",
        "Lind/NNP/nsubj/1 asked/VBD/ROOT/1 whether/IN/mark/4 rain/NN/nsubj/4 fell/VBD/ccomp/1 ././punct/1",
        ("complement-clause", "whether rain fell", "asked", "Lind"),
        id="whether",
    ),
    pytest.param(
        "complement",
        "Lind/NNP/nsubj/1 vowed/VBD/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1 ././punct/1",
        ("infinitive", "to leave", "vowed", "Lind"),
        id="infinitive",
    ),
    pytest.param(
        "complement",
        "Lind/NNP/nsubj/1 asked/VBD/ROOT/1 Berg/NNP/nsubj/4 to/TO/aux/4 leave/VB/ccomp/1 ././punct/1",
        ("object-infinitive", "Berg to leave", "asked", "Lind"),
        id="asked somebody to",
    ),
    pytest.param(
        "complement",
        "Lind/NNP/nsubj/1 accused/VBD/ROOT/1 Berg/NNP/dobj/1 of/IN/prep/1 fraud/NN/pobj/3 ././punct/1",
        ("accusation", "Berg of fraud", "accused", "Lind"),
        id="accused somebody of",
    ),
    pytest.param(
        "complement",
        "Lind/NNP/nsubj/1 called/VBD/ROOT/1 for/IN/prep/1 new/JJ/amod/4 sanctions/NNS/pobj/2 ././punct/1",
        ("prepositional", "new sanctions", "called for", "Lind"),
        id="called for",
    ),
    pytest.param(
        "complement",
        "Berg/NNP/nsubjpass/2 was/VBD/auxpass/2 told/VBN/ROOT/2 by/IN/agent/2 Lind/NNP/pobj/3 that/IN/mark/7 "
        "rain/NN/nsubj/7 fell/VBD/ccomp/2 ././punct/2",
        ("passive-clause", "that rain fell", "was told", "Lind"),
        id="passive",
    ),
    pytest.param(
        "parenthetical",
        "The/DT/det/1 vote/NN/nsubj/6 ,/,/punct/6 she/PRP/nsubj/4 said/VBD/parataxis/6 ,/,/punct/6 failed/VBD/ROOT/6 "
        "././punct/6",
        ("parenthetical", "The vote | failed", "said", "she"),
        id="set into a sentence",
    ),
    pytest.param(
        "parenthetical",
        "Rain/NN/nsubj/1 fell/VBD/ccomp/3 ,/,/punct/3 said/VBD/ROOT/3 the/DT/det/5 mayor/NN/nsubj/3 ././punct/3",
        ("parenthetical", "Rain fell", "said", "the mayor"),
        id="behind a sentence, inverted",
    ),
    pytest.param(
        "quotation",
        "“/``/punct/6 Rain/NN/nsubj/2 fell/VBD/ccomp/6 ,/,/punct/6 ”/''/punct/6 she/PRP/nsubj/6 said/VBD/ROOT/6 "
        "././punct/6",
        ("quotation-then-verb", "“ Rain fell , ”", "said", "she"),
        id="quotation and verb",
    ),
    pytest.param(
        "quotation",
        "She/PRP/nsubj/1 said/VBD/ROOT/1 :/:/punct/1 “/``/punct/5 Rain/NN/nsubj/5 fell/VBD/ccomp/1 ././punct/5 "
        "”/''/punct/5",
        ("verb-then-quotation", "“ Rain fell . ”", "said", "She"),
        id="verb and quotation",
    ),
    pytest.param(
        "quotation",
        "“/``/punct/5 Rain/NN/dep/5 ,/,/punct/5 ”/''/punct/5 she/PRP/nsubj/5 said/VBD/ROOT/5 ,/,/punct/5 "
        "“/``/punct/5 cold/JJ/amod/9 rain/NN/dep/5 ././punct/5 ”/''/punct/5",
        ("quotation-then-verb", "“ Rain , ” | “ cold rain . ”", "said", "she"),
        id="verb between two parts",
    ),
    pytest.param(
        "quotation",
        "“/``/punct/3 Cold/JJ/amod/2 rain/NN/nsubj/3 fell/VBD/ROOT/3 ././punct/3 ”/''/punct/3",
        ("lone-quotation", "“ Cold rain fell . ”", None, None),
        id="alone",
    ),
    pytest.param(
        "according_to",
        "Rain/NN/nsubj/1 fell/VBD/ROOT/1 ,/,/punct/1 according/VBG/prep/1 to/IN/prep/3 Lind/NNP/pobj/4 ././punct/1",
        ("according-to", "Rain fell", "according to", "Lind"),
        id="according to",
    ),
    pytest.param(
        "punctuation",
        "Lind/NNP/ROOT/0 :/:/punct/0 “/``/punct/4 Rain/NN/nsubj/4 fell/VBD/appos/0 ././punct/4 ”/''/punct/4",
        ("name-colon", "“ Rain fell . ”", ":", "Lind"),
        id="name and colon",
    ),
    pytest.param(
        "nominal",
        "Lind/NNP/poss/2 's/POS/case/0 claim/NN/nsubj/6 that/IN/mark/5 rain/NN/nsubj/5 fell/VBD/acl/2 "
        "surprised/VBD/ROOT/6 them/PRP/dobj/6 ././punct/6",
        ("noun-clause", "that rain fell", "claim", "Lind"),
        id="a noun and its clause",
    ),
]

Shown = tuple[str, str, str | None, str | None]


def read(written: str) -> Doc:
    made = doc(written)
    set_paragraphs(made, [(0, len(made))])
    return Quotations()(made)


def text_of(made: Doc, at: Range | None) -> str | None:
    return None if at is None else made[at[0] : at[1]].text


def shown(made: Doc, found: Attribution) -> Shown:
    """Rule, content, cue and source."""
    contents = " | ".join(made[start:end].text for start, end in found.contents)
    return found.rule, contents, text_of(made, found.cue), text_of(made, found.sources[0] if found.sources else None)


@pytest.mark.parametrize(("proposer", "written", "expected"), ONE_BY_ONE)
def test_every_proposer_finds_its_construction_alone(proposer: str, written: str, expected: Shown) -> None:
    made = read(written)
    assert [shown(made, found) for found in Attributions(proposers=[proposer]).find(made)] == [expected]


@pytest.mark.parametrize(("proposer", "written", "expected"), ONE_BY_ONE)
def test_the_construction_is_found_among_all_proposers(proposer: str, written: str, expected: Shown) -> None:
    made = read(written)
    assert [shown(made, found)[1:] for found in Attributions().find(made)] == [expected[1:]]
    others = [name for name in PROPOSERS if name != proposer]
    assert expected not in [shown(made, found) for found in Attributions(proposers=others).find(made)]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Lind/NNP/nsubj/1 left/VBD/ROOT/1 early/RB/advmod/1 ././punct/1", id="no cue"),
        pytest.param(
            "Lind/NNP/nsubj/1 declined/VBD/ROOT/1 to/TO/aux/3 comment/VB/xcomp/1 ././punct/1", id="a refusal to comment"
        ),
        pytest.param(
            "Lind/NNP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 answer/VB/ROOT/3 the/DT/det/5 question/NN/dobj/3 ././punct/3",
            id="a refusal to answer",
        ),
        pytest.param(
            "The/DT/det/2 “/``/punct/2 ceasefire/NN/nsubj/4 ”/''/punct/2 failed/VBD/ROOT/4 ././punct/4",
            id="scare quotes",
        ),
    ],
)
def test_what_nobody_says_is_no_attribution(written: str) -> None:
    assert Attributions().find(read(written)) == []


@pytest.mark.parametrize(
    ("written", "negated", "hedged"),
    [
        (SAID_THAT, False, False),
        (
            "Lind/NNP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 say/VB/ROOT/3 that/IN/mark/6 rain/NN/nsubj/6 fell/VBD/ccomp/3",
            True,
            False,
        ),
        (
            "Lind/NNP/nsubj/2 reportedly/RB/advmod/2 said/VBD/ROOT/2 that/IN/mark/5 rain/NN/nsubj/5 fell/VBD/ccomp/2",
            False,
            True,
        ),
        (
            "Lind/NNP/nsubj/2 might/MD/aux/2 say/VB/ROOT/2 that/IN/mark/5 rain/NN/nsubj/5 fell/VBD/ccomp/2",
            False,
            True,
        ),
        (
            "Lind/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/5 did/VBD/aux/5 not/RB/neg/5 rain/VB/ccomp/1",
            False,
            False,
        ),
    ],
)
def test_negation_and_hedging_are_those_of_the_cue(written: str, negated: bool, hedged: bool) -> None:
    (found,) = Attributions().find(read(written))
    assert (found.negated, found.hedged) == (negated, hedged)


def test_whoever_is_asked_is_the_addressee() -> None:
    made = read("Lind/NNP/nsubj/1 asked/VBD/ROOT/1 Berg/NNP/nsubj/4 to/TO/aux/4 leave/VB/ccomp/1 ././punct/1")
    (found,) = Attributions().find(made)
    assert (text_of(made, found.addressee), found.cue_class, found.lemma) == ("Berg", "request", "ask")


def test_an_attribution_inside_another_has_it_as_parent() -> None:
    made = read(NESTED)
    outer, inner = Attributions().find(made)
    assert shown(made, outer)[1:] == ("that Berg claimed that rain fell", "said", "Lind")
    assert shown(made, inner)[1:] == ("that rain fell", "claimed", "Berg")
    assert (outer.parent, inner.parent) == (None, 0)


def test_a_quotation_behind_an_indirect_content_belongs_to_it() -> None:
    made = read(
        "Lind/NNP/nsubj/1 said/VBD/ROOT/1 rain/NN/nsubj/3 fell/VBD/ccomp/1 ././punct/1 "
        "“/``/punct/7 We/PRP/nsubj/7 got/VBD/ROOT/7 wet/JJ/acomp/7 ././punct/7 ”/''/punct/7"
    )
    assert [shown(made, found)[1:] for found in Attributions().find(made)] == [
        ("rain fell | “ We got wet . ”", "said", "Lind")
    ]


def test_a_threshold_leaves_out_what_is_less_sure() -> None:
    made = read(SAID_THAT)
    (found,) = Attributions().find(made)
    assert Attributions(threshold=found.confidence).find(made) == [found]
    assert Attributions(threshold=found.confidence + 0.01).find(made) == []


def test_the_order_of_the_proposers_makes_no_difference() -> None:
    made = read(NESTED)
    assert Attributions(proposers=list(PROPOSERS)[::-1]).find(made) == Attributions().find(made)


def test_find_writes_nothing_and_call_does() -> None:
    made = read(SAID_THAT)
    found = Attributions().find(made)
    assert attributions(made) == []
    assert attributions(Attributions()(made)) == found


def test_an_unknown_proposer_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="unknown proposer 'guess'; use some of complement, parenthetical, quotation"):
        spacy.blank("en").add_pipe("quoteminer_attributions", config={"proposers": ["guess"]})


@pytest.mark.parametrize("words", [[], ["“"], ["”", "said"], ["said"], ["\n\n"], ["according", "to"]])
def test_a_doc_without_parse_or_words_is_read_all_the_same(words: list[str]) -> None:
    assert Attributions().find(Doc(Vocab(), words=words)) == []
