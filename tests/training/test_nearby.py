"""Lower layers see only what is near, in training as in the stored graph. Without the extra `train` that is skipped."""

import pytest

torch = pytest.importorskip("torch", reason="the extra train is not installed")
transformers = pytest.importorskip("transformers", reason="the extra train is not installed")

from quoteminer.training.nearby import layer_of_parts, seen  # noqa: E402 - behind the check


def lengths(counts: list[int], longest: int) -> "list[list[int]]":
    """How many pieces each piece of some windows sees."""
    mask = (torch.arange(longest)[None] < torch.tensor(counts)[:, None]).long()
    found: list[list[int]] = seen(mask).sum(-1)[:, 0].tolist()
    return found


@pytest.mark.parametrize(
    ("count", "parts"),
    [(10, [10]), (95, [95]), (96, [48, 48]), (150, [50, 50, 50]), (256, [64] * 4), (401, [100, 100, 100, 101])],
)
def test_a_window_has_parts_of_about_the_same_length(count: int, parts: list[int]) -> None:
    (row,) = lengths([count], count)
    assert row == [part for part in parts for _ in range(part)]


def test_padding_changes_nothing() -> None:
    short, long = lengths([100, 130], 130)
    assert short[:100] == lengths([100], 100)[0]
    assert long == lengths([130], 130)[0]


@pytest.mark.parametrize("count", [5, 96, 203])
def test_the_graph_sees_what_the_network_sees(count: int) -> None:
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=10, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    (layer,) = transformers.BertModel(config, add_pooling_layer=False).eval().encoder.layer
    hidden = torch.randn(1, count, 16)
    with torch.no_grad():
        masked = layer(hidden, seen(torch.ones(1, count, dtype=torch.long)))
        assert torch.allclose(layer_of_parts(layer, hidden), masked, atol=1e-5)
        if count >= 96:
            hidden[:, count // 2 :] = 0
            assert torch.allclose(layer_of_parts(layer, hidden)[:, :40], masked[:, :40], atol=1e-5)
