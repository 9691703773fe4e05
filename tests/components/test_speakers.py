from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from quoteminer.components.speakers import Speakers
from quoteminer.errors import UsageError
from quoteminer.layers import Attribution, attributions, set_attributions
from quoteminer.schema import MIN_SPEAKER_CONFIDENCE, Speaker
from tests.rules.docs import VOCAB

COMPONENT = Speakers()
Marked = Callable[[str], Doc]


def names(doc: Doc) -> list[list[str]]:
    return [[speaker.name for speaker in speakers] for speakers in COMPONENT.find(doc)[0]]


def last(doc: Doc) -> Speaker:
    (speaker,) = COMPONENT.find(doc)[0][-1]
    return speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Minister Anna Lind arrived late. [Lind] said {the talks had failed}.", ["Anna Lind"]),
        ("Anna Lind arrived late. [She] said {the talks had failed}.", ["Anna Lind"]),
        ("Anna Lind met Peter Berg. [He] said {the talks had failed}.", ["Peter Berg"]),
        ("[Anna Lind and Peter Berg] said {the talks had failed}.", ["Anna Lind", "Peter Berg"]),
        ("Anna Lind and Peter Berg arrived. [They] said {the talks had failed}.", ["Anna Lind", "Peter Berg"]),
        ("Anna Lind met Peter Lind. [Mr. Lind] said {the talks had failed}.", ["Peter Lind"]),
        ("[Officials] said {the talks had failed}.", ["Officials"]),
        ("[He] said {the talks had failed}. Peter Berg left.", []),
        (
            "[The Polish Defense Ministry and local police] said {two men had crossed}.",
            ["Polish Defense Ministry", "local police"],
        ),
        ("[A spokesman for the Norland Museum] said {the painting was gone}.", ["spokesman for the Norland Museum"]),
    ],
)
def test_find_names_the_speakers(text: str, expected: list[str], marked: Marked) -> None:
    assert names(marked(text))[-1] == expected


def test_find_gives_role_organisation_and_rule(marked: Marked) -> None:
    text = "[Anna Lind, deputy spokesperson for the German government], said {no}. [She] added {yes}."
    first, second = COMPONENT.find(marked(text))[0]
    assert (first[0].role, first[0].organisation, first[0].resolved_by) == (
        "deputy spokesperson",
        "German government",
        "name",
    )
    assert (second[0].id, second[0].role, second[0].resolved_by) == ("anna-lind", "deputy spokesperson", "pronoun")


@pytest.mark.parametrize("mark", ["'", "’"])
def test_find_gives_the_office_for_whom_it_speaks(mark: str, marked: Marked) -> None:
    speaker = last(marked(f"Chancellor Anna Lind left for Oslo. [Lind{mark}s office] said {{she was ill}}."))
    assert (speaker.type, speaker.name, speaker.on_behalf_of) == ("organisation", f"Lind{mark}s office", "Anna Lind")
    assert speaker.resolved_by == "possessive"


def test_find_gives_a_document_its_issuer(marked: Marked) -> None:
    speaker = last(marked("[The statement released by the White House] said {no}. [It] also said {yes}."))
    assert (speaker.type, speaker.name, speaker.on_behalf_of) == ("document", "statement", "White House")


def test_find_does_not_take_the_spokesman_for_his_body(marked: Marked) -> None:
    speaker = last(marked("[A spokesman for the Norland Museum] said {the painting was gone}."))
    assert (speaker.type, speaker.role, speaker.organisation) == ("person", "spokesman", "Norland Museum")


def test_find_tells_persons_of_one_name_apart_by_id(marked: Marked) -> None:
    doc = marked("[A neighbour] said {it was loud}. [Another neighbour] said {it was not}.")
    ids = [speakers[0].id for speakers in COMPONENT.find(doc)[0]]
    assert len(set(ids)) == 2


def test_find_names_addressees(marked: Marked) -> None:
    doc = marked("President Anna Lind called. She asked [Lind] to leave, and [officials] too.")
    assert COMPONENT.find(doc)[1] == ["Anna Lind", None]


def test_find_says_how_sure_it_is_of_each_speaker(marked: Marked) -> None:
    doc = marked("[Anna Lind] met Peter Berg. [She] said {no}. [Officials] said {yes}. [Somebody] said {so}.")
    named, pronoun, group, unknown = (speakers[0] for speakers in COMPONENT.find(doc)[0])
    assert named.confidence is not None
    assert pronoun.confidence is not None
    assert MIN_SPEAKER_CONFIDENCE < pronoun.confidence < named.confidence < 1
    assert group.confidence is not None
    assert (unknown.resolved_by, unknown.confidence) == ("none", None)


def test_find_leaves_unresolved_what_is_less_sure_than_asked_for(marked: Marked) -> None:
    doc = marked("President Anna Lind met Peter Berg. [She] said {no}. [The president] said {yes}. [Berg] said {so}.")
    assert names(doc) == [["Anna Lind"], ["Anna Lind"], ["Peter Berg"]]
    found, addressees = Speakers(min_confidence=0.935).find(doc)
    assert [[(one.name, one.resolved_by) for one in speakers] for speakers in found] == [
        [],
        [("president", "none")],
        [("Peter Berg", "short-name")],
    ]
    assert addressees == [None, None, "Peter Berg"]


def test_a_confidence_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match=r"min_confidence = 1\.5: use a number from 0 to 1"):
        Speakers(min_confidence=1.5)


@pytest.mark.parametrize(
    ("text", "entity_id"),
    [
        ("[Anna Lind, spokeswoman for the Norland Museum,] said {no}.", "anna-lind"),
        ("Foreign Minister Anna Lind left. [She] said {no}.", "anna-lind"),
        ("Foreign Minister Anna Lind left. [Lind] said {no}.", "anna-lind"),
        ("[Mr. Lind] said {no}.", None),
        ("[Lind] said {no}.", None),
        ("[A. Lind] said {no}.", None),
        ("[Anna Lind, 45,] said {no}.", None),
        ("[Anna Lind, a nurse,] said {no}.", None),
        ("[John Smith] said {no}.", None),
        ("[John Smith, chief executive of Brenton Steel,] said {no}.", "john-smith.brenton-steel"),
        ("[John Smith of the Brenton Bank] said {no}.", "john-smith.brenton-bank"),
        ("[Officials] said {no}.", None),
        ("[The ministry] said {no}.", None),
        ("[The report] said {no}.", None),
        ("[The German Foreign Ministry] said {no}.", "german-foreign-ministry"),
        ("[The Foreign Ministry] said {no}.", None),
    ],
)
def test_find_gives_an_id_for_every_article_only_where_that_is_safe(
    text: str, entity_id: str | None, marked: Marked
) -> None:
    assert last(marked(text)).entity_id == entity_id


def test_find_gives_the_registers_id(marked: Marked, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "id,name,aliases,role,organisation,wikidata\n"
        "p7,Anna Lind,Lind,foreign minister,Norland,Q42\np8,Peter Smith,,coach,,\n",
        "utf-8",
    )
    doc = marked(
        "[Foreign Minister Lind] left. [Peter Smith, the coach,] said {no}. [She] said {yes}. [Berg] said {so}."
    )
    found = [speakers[0] for speakers in Speakers(register=str(register)).find(doc)[0]]
    assert [(one.entity_id, one.identified_by, one.wikidata) for one in found] == [
        ("p7", "register", "Q42"),
        ("p8", "register", None),
        ("p7", "register", "Q42"),
        (None, None, None),
    ]


def test_find_writes_nothing_and_call_does(marked: Marked) -> None:
    doc = marked("[Anna Lind] said {no}.")
    COMPONENT.find(doc)
    assert attributions(doc)[0].speakers == ()
    COMPONENT(doc)
    (attribution,) = attributions(doc)
    assert [speaker.name for speaker in attribution.speakers] == ["Anna Lind"]
    assert attribution.addressee_name == "Anna Lind"


def test_speakers_of_docs_without_annotation() -> None:
    assert COMPONENT.find(Doc(VOCAB)) == ([], [])
    doc = Doc(VOCAB, words=["Anna", "Lind", "said", "no"])
    set_attributions(doc, [attribution((0, 2), (3, 4))])
    assert len(COMPONENT(doc)) == 4


def attribution(source: tuple[int, int], content: tuple[int, int]) -> Attribution:
    return Attribution((content,), None, (source,), None, "statement", "test", 1.0, addressee=source)


WORDS = [
    "Mr.",
    "Anna",
    "Lind",
    "Berg",
    "von",
    "President",
    "spokesman",
    "office",
    "ministry",
    "report",
    "German",
    "States",
]
WORDS += [
    "he",
    "She",
    "it",
    "They",
    "who",
    "the",
    "a",
    "said",
    "19",
    "year",
    "old",
    "'s",
    "’",
    "of",
    "and",
    ",",
    "-",
    '"',
]
WORDS += ["***", "\n\n", "\x00", "🙂", "e\u0301", "\u202e"]
TAGS = ["NNP", "NNPS", "NN", "NNS", "PRP", "PRP$", "WP", "DT", "JJ", "IN", "POS", "CC", "VBD", "CD", "HYPH", ",", ""]
DEPS = ["nsubj", "dobj", "pobj", "poss", "compound", "amod", "appos", "conj", "relcl", "prep", "agent", "acl", "attr"]
ENTS = ["O", "B-PERSON", "B-ORG", "B-GPE", "B-NORP", "B-DATE"]


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    size = draw(st.integers(1, 30))

    def column(values: list[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=size, max_size=size))

    heads = [draw(st.integers(0, at)) for at in range(size)]
    doc = Doc(VOCAB, words=column(WORDS), tags=column(TAGS), deps=column(DEPS), heads=heads, ents=column(ENTS))
    found = []
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, size - 1))
        found.append(attribution((start, draw(st.integers(start + 1, size))), (0, 1)))
    set_attributions(doc, found)
    return doc


@settings(max_examples=300, deadline=None)
@given(docs())
def test_speakers_never_raise(doc: Doc) -> None:
    speakers, addressees = COMPONENT.find(doc)
    assert len(speakers) == len(addressees) == len(attributions(doc))
    assert all(speaker.name.strip() for found in speakers for speaker in found)
    COMPONENT(doc)


def test_find_carries_on_through_a_long_article(marked: Marked) -> None:
    doc = marked("Anna Lind met Peter Berg. [He] said {the president had left}. " * 20)
    assert names(doc) == [["Peter Berg"]] * 20


@pytest.fixture(scope="module")
def small() -> Language:
    """A pipeline that has this component of ours alone."""
    alone = spacy.blank("en")
    alone.add_pipe("quoteminer_speakers")
    return alone


def test_component_round_trips_through_disk(small: Language, tmp_path: Path) -> None:
    small.to_disk(tmp_path)
    assert spacy.load(tmp_path).pipe_names == ["quoteminer_speakers"]


def test_component_survives_doc_bin_and_processes(small: Language, marked: Marked) -> None:
    text = "[Anna Lind, deputy spokesperson for the German government], said {no}. [She] added {yes}."
    made = [marked(text) for _ in range(2)]
    alone = [attributions(COMPONENT(doc)) for doc in (marked(text), marked(text))]
    assert [attributions(doc) for doc in small.pipe(made, n_process=2)] == alone
    stored = DocBin(store_user_data=True, docs=[COMPONENT(marked(text))]).to_bytes()
    (doc,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(small.vocab)
    assert attributions(doc) == alone[0]
    assert spacy.blank("en").add_pipe("quoteminer_speakers", config={"tables": None}) is not None


def test_whole_pipeline_has_no_problems(nlp: Language) -> None:
    analysis = nlp.analyze_pipes() or {}
    assert analysis["problems"]["quoteminer_speakers"] == []
