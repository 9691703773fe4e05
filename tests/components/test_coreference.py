"""Back ends on Docs that a small component has written to, as those of spaCy and of fastcoref do."""

from collections.abc import Callable, Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer import extract
from quoteminer.components.speakers import Speakers
from quoteminer.coreference.backends import BACKENDS, CoreferenceBackend, OffsetClusters, SpanClusters, backend
from quoteminer.errors import UsageError
from quoteminer.pipeline import DEFAULT_MODEL, build

Marked = Callable[[str], Doc]
TEXT = "Anna Lind met Berta Falk. [She] said {the talks had failed}."
"""The built-in rules take "she" for the subject of the sentence before."""


@pytest.fixture
def attribute() -> Iterator[None]:
    Doc.set_extension("coref_clusters", default=None)
    yield
    Doc.remove_extension("coref_clusters")


def write_spans(doc: Doc, *clusters: list[str]) -> Doc:
    """Write clusters, each a list of words that stand in the text once, as spaCy's component does."""
    for number, cluster in enumerate(clusters, 1):
        starts = [doc.text.index(words) for words in cluster]
        spans = [doc.char_span(at, at + len(words)) for at, words in zip(starts, cluster, strict=True)]
        doc.spans[f"coref_clusters_{number}"] = [span for span in spans if span is not None]
    return doc


def names(doc: Doc, used: CoreferenceBackend | None) -> list[tuple[str, str | None]]:
    (speakers,) = Speakers(coreference=used).find(doc)[0]
    return [(speaker.name, speaker.resolved_by) for speaker in speakers]


def test_without_a_back_end_the_rules_decide_and_clusters_are_not_read(marked: Marked) -> None:
    doc = write_spans(marked(TEXT), ["Berta Falk", "She"])
    assert names(doc, None) == [("Anna Lind", "pronoun")]


def test_a_cluster_decides_what_a_pronoun_stands_for(marked: Marked) -> None:
    doc = write_spans(marked(TEXT), ["Berta Falk", "She"])
    assert names(doc, SpanClusters()) == [("Berta Falk", "coreference")]


def test_the_confidence_of_a_back_end_is_not_known(marked: Marked) -> None:
    doc = write_spans(marked(TEXT), ["Berta Falk", "She"])
    (speakers,) = Speakers(coreference=SpanClusters(), min_confidence=1.0).find(doc)[0]
    assert [(speaker.name, speaker.confidence) for speaker in speakers] == [("Berta Falk", None)]


@pytest.mark.parametrize("cluster", [["talks", "She"], ["Anna Lind", "Berta Falk", "She"], ["She"]])
def test_a_cluster_without_one_name_leaves_it_to_the_rules(marked: Marked, cluster: list[str]) -> None:
    assert names(write_spans(marked(TEXT), cluster), SpanClusters()) == [("Anna Lind", "pronoun")]


def test_a_cluster_has_no_say_in_what_a_name_names(marked: Marked) -> None:
    doc = write_spans(marked("Anna Lind met Berta Falk. [Falk] said {no}."), ["Anna Lind", "Falk"])
    assert names(doc, SpanClusters()) == [("Berta Falk", "short-name")]


def test_groups_of_other_names_are_not_clusters(marked: Marked) -> None:
    doc = write_spans(marked(TEXT), ["Berta Falk", "She"])
    doc.spans["coref_clusters_x"] = doc.spans["coref_head_clusters_1"] = doc.spans.pop("coref_clusters_1")
    assert SpanClusters().clusters(doc) == []
    assert len(SpanClusters("coref_head_clusters").clusters(doc)) == 1


@pytest.mark.usefixtures("attribute")
def test_offsets_of_characters(marked: Marked) -> None:
    doc = marked(TEXT)
    assert OffsetClusters().clusters(doc) == []
    doc._.coref_clusters = [[(14, 24), (26, 29)], [(0, 4)]]
    assert names(doc, OffsetClusters()) == [("Berta Falk", "coreference")]


def test_offsets_where_no_component_has_run(marked: Marked) -> None:
    assert OffsetClusters().clusters(marked(TEXT)) == []


def test_back_ends_by_name() -> None:
    assert [type(backend(name)) for name in BACKENDS] == list(BACKENDS.values())
    with pytest.raises(UsageError, match="coreference = 'magic': no such back end; use one of spans, fast"):
        backend("magic")


@Language.component("test_coreference")
def component(doc: Doc) -> Doc:
    return write_spans(doc, ["Berta Falk", "She"])


def test_a_component_of_the_users_own_in_the_spacy_model() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("test_coreference")
    build(nlp, model=None, speakers={"coreference": "spans"})
    (quote,) = extract("Anna Lind met Berta Falk. She said the talks had failed.", nlp=nlp).quotes
    assert [(speaker.name, speaker.resolved_by) for speaker in quote.speakers] == [("Berta Falk", "coreference")]


def test_a_pipeline_that_was_built_and_saved_takes_the_settings_of_the_speakers() -> None:
    nlp = build(spacy.blank("en"), model=None, speakers={"min_confidence": 0.7})
    before = nlp.get_pipe("quoteminer_speakers")
    assert build(nlp).get_pipe("quoteminer_speakers") is before
    build(nlp, speakers={"coreference": "spans"})
    config = nlp.get_pipe_config("quoteminer_speakers")
    assert (config["min_confidence"], config["coreference"]) == (0.7, "spans")
    assert nlp.get_pipe("quoteminer_speakers") is not before
