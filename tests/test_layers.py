import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from quoteminer import layers
from quoteminer.layers import CLOSED, CONTINUED, UNCLOSED, Attribution
from quoteminer.schema import CUE_CLASSES, Speaker

WORDS = [f"w{number}" for number in range(20)]
MINIMAL = Attribution(
    contents=((2, 5),), cue=None, sources=(), lemma=None, cue_class="statement", rule="lone", confidence=0.5
)
FULL = Attribution(
    contents=((0, 3), (6, 9)),
    cue=(4, 5),
    sources=((3, 4), (5, 6)),
    lemma="say",
    cue_class="request",
    rule="a-rule",
    confidence=0.75,
    negated=True,
    hedged=True,
    addressee=(10, 12),
    addressee_name="Ann",
    parent=0,
    speakers=(Speaker(id="ann", name="Ann", type="person", role="mayor"), Speaker(name="Bo")),
)


@pytest.fixture
def doc() -> Doc:
    return Doc(Vocab(), words=WORDS)


def test_a_doc_without_layers_has_empty_ones(doc: Doc) -> None:
    assert layers.paragraphs(doc) == []
    assert layers.quotations(doc) == []
    assert layers.attributions(doc) == []


def test_paragraphs_and_quotations_come_back_as_they_were_set(doc: Doc) -> None:
    layers.set_paragraphs(doc, [(0, 5), (6, 9)])
    layers.set_quotations(doc, [(0, 4, CLOSED), (1, 3, UNCLOSED), (1, 3, CONTINUED)])
    assert layers.paragraphs(doc) == [(0, 5), (6, 9)]
    assert layers.quotations(doc) == [(0, 4, CLOSED), (1, 3, UNCLOSED), (1, 3, CONTINUED)]


def test_attributions_come_back_as_they_were_set(doc: Doc) -> None:
    layers.set_attributions(doc, [MINIMAL, FULL])
    assert layers.attributions(doc) == [MINIMAL, FULL]


def test_setting_attributions_again_replaces_them(doc: Doc) -> None:
    layers.set_attributions(doc, [MINIMAL, FULL])
    layers.set_attributions(doc, [FULL])
    assert layers.attributions(doc) == [FULL]
    assert len(doc.spans[layers.CUES]) == 1


def test_equal_spans_stay_apart_by_their_id(doc: Doc) -> None:
    layers.set_attributions(doc, [MINIMAL, MINIMAL])
    assert [span.id for span in doc.spans[layers.CONTENTS]] == [0, 1]
    assert layers.attributions(doc) == [MINIMAL, MINIMAL]


def test_spans_are_there_for_those_who_work_with_spacy(doc: Doc) -> None:
    layers.set_attributions(doc, [FULL])
    assert [span.text for span in doc.spans[layers.CONTENTS]] == ["w0 w1 w2", "w6 w7 w8"]
    assert [(span.text, span.label_) for span in doc.spans[layers.CUES]] == [("w4", "cue")]
    assert [span.text for span in doc.spans[layers.SOURCES]] == ["w3", "w5"]


def test_set_speakers_adds_to_what_is_there(doc: Doc) -> None:
    layers.set_attributions(doc, [MINIMAL, FULL])
    layers.set_speakers(doc, [(Speaker(name="Cy"),), ()], [None, "Di"])
    first, second = layers.attributions(doc)
    assert (first.speakers, first.addressee_name) == ((Speaker(name="Cy"),), None)
    assert (second.speakers, second.addressee_name, second.contents) == ((), "Di", FULL.contents)


def test_set_speakers_wants_an_entry_for_each_attribution(doc: Doc) -> None:
    layers.set_attributions(doc, [MINIMAL, FULL])
    with pytest.raises(ValueError, match="zip"):
        layers.set_speakers(doc, [()], [None])


ranges = st.tuples(st.integers(0, 15), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))
attributions = st.builds(
    Attribution,
    contents=st.lists(ranges, min_size=1, max_size=3).map(tuple),
    cue=st.none() | ranges,
    sources=st.lists(ranges, max_size=2).map(tuple),
    lemma=st.none() | st.sampled_from(["say", "point out", "naïve 😀"]),
    cue_class=st.sampled_from(CUE_CLASSES),
    rule=st.just("r"),
    confidence=st.floats(0, 1),
    negated=st.booleans(),
    hedged=st.booleans(),
    addressee=st.none() | ranges,
    addressee_name=st.none() | st.just("Ann"),
    parent=st.none() | st.integers(0, 9),
    speakers=st.lists(st.just(Speaker(id="ann", name="Ann", type="person")), max_size=2).map(tuple),
)


@given(st.lists(attributions, max_size=6))
def test_attributions_survive_bytes_and_docbin(given_: list[Attribution]) -> None:
    doc = Doc(Vocab(), words=WORDS)
    layers.set_attributions(doc, given_)
    assert layers.attributions(Doc(Vocab()).from_bytes(doc.to_bytes())) == given_
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (unpacked,) = DocBin().from_bytes(packed).get_docs(Vocab())
    assert layers.attributions(unpacked) == given_
