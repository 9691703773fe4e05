"""Smaller networks: of one that is fitted, layers are left out, or the heads and units that matter least.

Or its lower layers see only what is near. Little is lost once the rest has been fitted again, beside the whole network
(`teaching`). What a head or a unit matters is how much the loss would change without it, to the first order (Molchanov
et al. 2017, "Pruning convolutional neural networks for resource efficient inference"; of heads Michel et al. 2019, "Are
sixteen heads really better than one?").
"""

import copy
from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor, nn

from quoteminer.errors import ModelError
from quoteminer.training.fitting import loss_of
from quoteminer.training.lessons import Lesson
from quoteminer.training.network import Network


def thinned(network: Network, layers: Sequence[int]) -> Network:
    """Copy a network with some of its layers.

    Args:
        network: the network; it stays as it is.
        layers: numbers of the layers that are kept, from 0, in order.

    Returns:
        The smaller network.

    Raises:
        ModelError: it has no such layers.
    """
    own: int = network.enc.config.num_hidden_layers
    if not layers or list(layers) != sorted(set(layers)) or not 0 <= layers[0] <= layers[-1] < own:
        raise ModelError(f"layers {list(layers)} cannot be kept; name some of 0 to {own - 1}, in order")
    smaller = copy.deepcopy(network)
    smaller.enc.encoder.layer = nn.ModuleList([smaller.enc.encoder.layer[number] for number in layers])
    smaller.enc.config.num_hidden_layers = len(layers)
    smaller.near = min(sum(number < network.near for number in layers), len(layers) - 1)
    return smaller


def narrowed(network: Network, lessons: Iterable[Lesson], heads: int | None, units: int | None) -> Network:
    """Copy a network with the attention heads and inner units that matter most.

    Args:
        network: a BERT's; it stays as it is.
        lessons: batches with gold, on which it is measured what matters.
        heads: how many are kept of each layer, likewise
        units: of the layer between attention and output; None to keep all.

    Returns:
        The smaller network.

    Raises:
        ModelError: it has fewer.
    """
    smaller = copy.deepcopy(network)
    first = smaller.enc.encoder.layer[0]
    size: int = first.attention.self.attention_head_size
    own_heads, own_units = first.attention.self.query.out_features // size, first.intermediate.dense.out_features
    heads, units = heads or own_heads, units or own_units
    if heads > own_heads or units > own_units:
        raise ModelError(f"{heads} heads and {units} units cannot be kept; there are {own_heads} and {own_units}")
    of_heads, of_units = _worths(smaller, lessons, size)
    widen(smaller, heads * size, units)
    for old, new, in_attention, inside in zip(
        network.enc.encoder.layer, smaller.enc.encoder.layer, of_heads, of_units, strict=True
    ):
        kept = (_best(in_attention, heads)[:, None] * size + torch.arange(size)).flatten()
        for name in ("query", "key", "value"):
            _fill(getattr(new.attention.self, name), getattr(old.attention.self, name), rows=kept)
        _fill(new.attention.output.dense, old.attention.output.dense, columns=kept)
        kept = _best(inside, units)
        _fill(new.intermediate.dense, old.intermediate.dense, rows=kept)
        _fill(new.output.dense, old.output.dense, columns=kept)
    return smaller


def shortsighted(network: Network, layers: int) -> Network:
    """Copy a network, with lower layers that see only the pieces near (`nearby`).

    Args:
        network: a BERT's; it stays as it is.
        layers: how many see no more; not the last one.

    Returns:
        The network that has less to compute.

    Raises:
        ModelError: it has too few layers.
    """
    own: int = network.enc.config.num_hidden_layers
    if layers >= own:
        raise ModelError(f"{layers} layers cannot see only what is near; there are {own}, and the last one sees all")
    smaller = copy.deepcopy(network)
    smaller.near = layers
    return smaller


def widen(network: Network, attended: int, units: int) -> None:
    """Give the layers of a network other widths; what they compute has then to be filled in.

    Args:
        network: a BERT's; it is changed.
        attended: width of all heads together.
        units: between attention and output.
    """
    width: int = network.enc.config.hidden_size
    for layer in network.enc.encoder.layer:
        for name in ("query", "key", "value"):
            setattr(layer.attention.self, name, nn.Linear(width, attended))
        layer.attention.output.dense = nn.Linear(attended, width)
        layer.intermediate.dense, layer.output.dense = nn.Linear(width, units), nn.Linear(units, width)


def _worths(network: Network, lessons: Iterable[Lesson], size: int) -> tuple[list[Tensor], list[Tensor]]:
    """What each head and each inner unit of each layer matters.

    Args:
        network: the network; its gradients are changed.
        lessons: batches with gold.
        size: width of a head.
    """
    seen: dict[nn.Module, Tensor] = {}

    def keep(module: nn.Module, inputs: Sequence[Tensor]) -> None:
        inputs[0].retain_grad()
        seen[module] = inputs[0]

    behind = [(layer.attention.output.dense, layer.output.dense) for layer in network.enc.encoder.layer]
    hooks = [module.register_forward_pre_hook(keep) for pair in behind for module in pair]
    heads, units = ([torch.zeros(()) for _ in behind] for _ in range(2))
    network.eval()
    for lesson in lessons:
        loss_of(network, lesson, None, bfloat16=False).backward()
        for number, (attended, inside) in enumerate(behind):
            heads[number] = heads[number] + _change(seen[attended]).unflatten(0, (-1, size)).sum(1).abs()
            units[number] = units[number] + _change(seen[inside]).abs()
        network.zero_grad()
    for hook in hooks:
        hook.remove()
    return heads, units


def _change(values: Tensor) -> Tensor:
    """How much the loss would change if values were 0, to the first order: (batch, pieces, width) to (width,)."""
    if values.grad is None:
        raise RuntimeError("no gradient has come back")
    return (values.detach() * values.grad).sum((0, 1))


def _best(worths: Tensor, count: int) -> Tensor:
    """The numbers of those that are worth most, in order."""
    return worths.topk(count).indices.sort().values


def _fill(new: nn.Linear, old: nn.Linear, *, rows: Tensor | None = None, columns: Tensor | None = None) -> None:
    """Fill a layer with part of another."""
    state: Mapping[str, Tensor] = old.state_dict()
    weight, bias = state["weight"], state["bias"]
    if rows is not None:
        weight, bias = weight[rows], bias[rows]
    if columns is not None:
        weight = weight[:, columns]
    new.load_state_dict({"weight": weight, "bias": bias})
