"""The shipped model reads plain attributions, and its confidence is a probability."""

import numpy as np
import pytest

from quoteminer.model.attributing import attribute
from quoteminer.model.confidence import FEATURES, fit, probability
from quoteminer.model.evidence import FLOOR
from quoteminer.model.folder import DEFAULT, folder_of
from quoteminer.model.roles import CUE
from quoteminer.model.session import AttributionModel, load_model

TEXT = "“We are ready,” Jane Miller, the mayor, told reporters. The ministry said the bridge would open in May.\n"


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return load_model(folder_of(DEFAULT))


def test_attributions_have_cue_content_and_source(model: AttributionModel) -> None:
    found = attribute(model, TEXT)
    assert [TEXT[slice(*one.source)].rstrip(",") for one in found if one.source] == [
        "Jane Miller, the mayor",
        "The ministry",
    ]
    assert "We are ready" in TEXT[slice(*found[0].contents[0])]
    assert TEXT[slice(*found[1].contents[0])] == "the bridge would open in May"
    assert all(0 < one.confidence < 1 for one in found)


@pytest.mark.parametrize("text", ["", " \n\n ", "“", "\u200b", "a" * 5000, "said " * 400, "😀 " * 300])
def test_every_text_can_be_read(model: AttributionModel, text: str) -> None:
    assert all(one.contents for one in attribute(model, text))


def test_a_model_is_loaded_once() -> None:
    assert load_model(folder_of(DEFAULT)) is load_model(folder_of(DEFAULT))


def test_links_of_a_word_are_probabilities(model: AttributionModel) -> None:
    evidence = model.read(TEXT * 30)
    assert len(evidence.windows) > 1
    for scores in (scores for links in evidence.links for scores in (links.cues, links.sources)):
        assert np.allclose(scores.sum(axis=1), 1, atol=1e-4)
        assert scores.min() >= 0
    for at in range(0, len(evidence), 7):
        _, none, mass = evidence.source_links(at, at + 2)
        assert none + mass.sum() == pytest.approx(1, abs=1e-4)
        _, links = evidence.cue_links(at, at + 2)
        assert links.max() < 1e-4
    assert np.allclose(np.exp(evidence.roles).sum(axis=1), 1, atol=1e-4)


def test_links_are_scored_of_words_that_may_be_of_a_cue(model: AttributionModel) -> None:
    """Of these, which are few, and of no others: their source is unknown, and nobody links to them."""
    evidence = model.read(TEXT * 30)
    cue = np.exp(evidence.roles[:, CUE : CUE + 2]).sum(axis=1)
    asked = np.zeros(len(evidence), dtype=bool)
    for window, links in zip(evidence.windows, evidence.links, strict=True):
        inside = links.asked + window.start
        asked[inside[(window.core_start <= inside) & (inside < window.core_end)]] = True
    assert 0 < asked.sum() < len(asked) / 3
    assert np.array_equal(asked, cue > 0.03)
    at = int(np.flatnonzero(~asked)[0])
    _, none, mass = evidence.source_links(at, at + 1)
    assert none == 1.0
    assert not mass.any()
    _, links_to = evidence.cue_links(at, at + 1)
    assert (links_to == FLOOR).all()


def test_confidence_is_fitted() -> None:
    generator = np.random.default_rng(0)
    features = generator.normal(size=(400, len(FEATURES)))
    right = (features[:, 0] + generator.normal(size=400) > 0).astype(float)
    sure = probability(fit(features, right), features)
    assert abs(sure.mean() - right.mean()) < 0.01
    assert sure[right == 1].mean() > sure[right == 0].mean() + 0.2
