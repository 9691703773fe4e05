"""What is left out of a network is what matters least. Without the extra `train` that is skipped."""

from typing import Any

import pytest

from quoteminer.evaluation.records import Annotated, Attribution
from quoteminer.model.batches import INPUTS
from quoteminer.model.folder import DEFAULT, TOKENIZER, folder_of

torch = pytest.importorskip("torch", reason="the extra train is not installed")
transformers = pytest.importorskip("transformers", reason="the extra train is not installed")

from tokenizers import Tokenizer  # noqa: E402 - behind the check

from quoteminer.errors import ModelError  # noqa: E402
from quoteminer.training.examples import Examples  # noqa: E402
from quoteminer.training.graph import Graph  # noqa: E402
from quoteminer.training.lessons import Lesson, Lessons  # noqa: E402
from quoteminer.training.network import Network  # noqa: E402
from quoteminer.training.smaller import narrowed, shortsighted, thinned  # noqa: E402

TEXT = "Ann said that it rains.\n\nBo told them that it will not rain on Friday."


@pytest.fixture
def network() -> Network:
    """Two layers of two heads and sixteen units, the first head and every other unit of which lead nowhere."""
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16
    )
    network = Network(config)
    with torch.no_grad():
        for weight in network.parameters():
            if weight.ndim > 1:
                weight.normal_(std=0.3)
        for layer in network.enc.encoder.layer:
            layer.attention.output.dense.weight[:, :8] = 0
            layer.output.dense.weight[:, ::2] = 0
    network.eval()
    return network


@pytest.fixture
def lesson() -> Lesson:
    gold = Attribution(source=((0, 3),), cue=((4, 8),), content=((14, 22),))
    tokenizer = Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER))
    articles = [Annotated(id="a", group="", text=TEXT, attributions=(gold,))]
    _, lessons = Lessons(Examples(articles, tokenizer, limit=64, pieces=64, noise=0.0, seed=1)).upcoming()
    return next(lessons)


def scores(network: Network, lesson: Lesson) -> list[Any]:
    with torch.no_grad():
        return list(network.read(lesson.inputs)[1])


def test_what_leads_nowhere_goes_first_and_nothing_is_lost(network: Network, lesson: Lesson) -> None:
    before = scores(network, lesson)
    smaller = narrowed(network, [lesson], heads=1, units=8)
    assert smaller.enc.encoder.layer[0].attention.self.query.weight.shape == (8, 16)
    assert smaller.enc.encoder.layer[1].intermediate.dense.weight.shape == (8, 16)
    for own, other in zip(scores(smaller, lesson), before, strict=True):
        assert torch.allclose(own, other, atol=1e-5)
    for own, other in zip(scores(network, lesson), before, strict=True):
        assert torch.equal(own, other), "the network that it is a copy of has changed"


@pytest.mark.parametrize(("layers", "near"), [((0, 1), 1), ((0,), 0), ((1,), 0)])
def test_the_layer_that_comes_last_sees_all(layers: tuple[int, ...], near: int, network: Network) -> None:
    assert thinned(shortsighted(network, 1), layers).near == near


def test_what_matters_is_missed(network: Network, lesson: Lesson) -> None:
    smaller = narrowed(network, [lesson], heads=None, units=4)
    assert not torch.allclose(scores(smaller, lesson)[0], scores(network, lesson)[0], atol=1e-3)


def test_no_more_than_there_is(network: Network, lesson: Lesson) -> None:
    with pytest.raises(ModelError, match="there are 2 and 16"):
        narrowed(network, [lesson], heads=2, units=17)


def test_the_stored_graph_scores_as_the_network_does(network: Network, lesson: Lesson) -> None:
    """Only word vectors are rounded in it, the last layer reads no more than it must, and links lead no further."""
    inputs = [lesson.inputs[name] for name in INPUTS]
    with torch.no_grad():
        network.tag.weight.mul_(50)  # else every word may be of a cue
        table = network.enc.embeddings.word_embeddings.weight
        graph = Graph(network)
        table.copy_(graph.by_row(torch.arange(len(table))))
        roles, cues, sources = network(*inputs)
        *found, asked = graph(*inputs)
        few = torch.cat([torch.zeros(1, dtype=torch.long), asked + 1])  # column 0 is no link
        assert 0 < len(asked) < roles.shape[1]
        for own, other in zip(found, (roles, cues[..., few], sources[:, asked]), strict=True):
            assert torch.allclose(own, other, atol=1e-4)
