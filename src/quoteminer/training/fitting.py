"""Fitting the network to labelled windows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from quoteminer.model.batches import INPUTS
from quoteminer.model.session import Scores
from quoteminer.training.examples import UNLABELLED
from quoteminer.training.graph import Graph
from quoteminer.training.lessons import Lesson, Lessons
from quoteminer.training.network import Network
from quoteminer.training.rounding import round_layers
from quoteminer.training.teaching import HINTS, LINKS, SHARE, Bridge, apart

State = dict[str, Tensor]

_LOW: Final = -1e4


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the network is fitted. The defaults were chosen on articles held out of the training part of PolNeAR.

    Attributes:
        passes: over all articles.
        rate: learning rate of the encoder's last layer; it falls evenly to almost nothing.
        heads_rate: learning rate of what is not in the encoder.
        decay: share of the learning rate that the layer below has.
        warmup: steps in which the learning rate rises; a tenth of all where that is less.
        averaging: of weights over steps; what is kept is this mean.
        keep: share that the weights before have in what comes out: a network that has learned much elsewhere then
            forgets less of it (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
        rounded_from: share of the steps from which on the network is rounded to 8 bits; above 1 for never.
        bfloat16: whether the encoder computes in 16 bits, which is faster where the processor can.
    """

    passes: int = 5
    rate: float = 3e-4
    heads_rate: float = 1e-3
    decay: float = 0.9
    warmup: int = 100
    averaging: float = 0.998
    keep: float = 0.0
    rounded_from: float = 0.9
    bfloat16: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Where the fitting stands.

    Attributes:
        done: steps done.
        total: steps in all, as far as it can be known.
        loss: mean loss of the last steps.
    """

    done: int
    total: int
    loss: float


def fit(
    network: Network, lessons: Lessons, schedule: Schedule, told: Callable[[Step], None]
) -> Iterator[tuple[int, State]]:
    """Fit a network.

    Args:
        network: the network; it is changed.
        lessons: what it is fitted to.
        schedule: how.
        told: is called after every step.

    Yields:
        After every pass its number, from 1, and the mean of the weights; whoever has enough stops asking.
    """
    trained = [weight for weight in _trainable(network) if weight.requires_grad]
    groups = _groups(network, schedule)
    bridge = Bridge(network.enc.config.hidden_size, lessons.width) if lessons.width else None
    if bridge is not None:
        groups.append({"params": list(bridge.parameters()), "lr": schedule.heads_rate, "weight_decay": 0.0})
    optimizer = torch.optim.AdamW(groups)
    mean = [weight.detach().clone() for weight in trained]
    before = [weight.clone() for weight in mean]
    count, upcoming = lessons.upcoming()
    total = schedule.passes * count
    warmup = max(1, min(schedule.warmup, total // 10))
    rising = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / warmup) * max(0.02, 1 - step / total)
    )
    done, recent = 0, 0.0
    for number in range(1, schedule.passes + 1):
        network.train()
        for lesson in upcoming:
            if done == int(schedule.rounded_from * total):
                round_layers(network.enc)
            loss = loss_of(network, lesson, bridge, bfloat16=schedule.bfloat16)
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            rising.step()
            done += 1
            with torch.no_grad():
                torch._foreach_lerp_(mean, trained, 1 - min(schedule.averaging, (done + 1) / (done + 10)))
            recent = float(loss.detach()) if done == 1 else 0.98 * recent + 0.02 * float(loss.detach())
            told(Step(done, max(total, done), recent))
        kept = [new.lerp(old, schedule.keep) for new, old in zip(mean, before, strict=True)]
        yield number, _state_with(network, trained, kept)
        _, upcoming = lessons.upcoming()


def loss_of(network: Network, lesson: Lesson, bridge: Bridge | None, *, bfloat16: bool) -> Tensor:
    """How far a network is from the answers and from what its teachers think.

    Args:
        network: the network.
        lesson: inputs, answers where there is gold, and what teachers think where there are some.
        bridge: from its vectors to the teachers'.
        bfloat16: whether the encoder computes in 16 bits.

    Returns:
        One number.
    """
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        words, scores = network.read(lesson.inputs)
    of_gold, shown, present = _of_gold(scores, lesson.answers), lesson.shown, lesson.inputs["present"]
    if shown is None or bridge is None:
        return of_gold
    share = SHARE if lesson.has_gold else 1.0
    taught = apart(scores, shown, present)
    return (1 - share) * of_gold + share * taught + HINTS * bridge(words[present], shown.words[present])


def scorer(network: Network) -> Callable[[Mapping[str, NDArray[np.generic]]], Scores]:
    """A network as `session.evidence_of` wants it."""
    graph = Graph(network).eval()

    def score(batch: Mapping[str, NDArray[np.generic]]) -> Scores:
        with torch.no_grad():
            return [scores.numpy() for scores in graph(*(torch.from_numpy(batch[name]) for name in INPUTS))]

    return score


def _of_gold(scores: tuple[Tensor, Tensor, Tensor], answers: Mapping[str, Tensor]) -> Tensor:
    """Cross entropy of roles, marginal likelihood of links."""
    roles, cues, sources = (one.float() for one in scores)
    of_roles = nn.functional.cross_entropy(roles.flatten(0, 1), answers["roles"].flatten(), ignore_index=UNLABELLED)
    return of_roles + LINKS * (_of_links(cues, answers["cues"]) + _of_links(sources, answers["sources"]))


def _of_links(scores: Tensor, allowed: Tensor) -> Tensor:
    """Mean over the rows that are asked: how improbable it is that the link leads to one of the allowed words."""
    asked = allowed.any(-1)
    if not bool(asked.any()):
        return scores.sum() * 0
    scores, allowed = scores[asked], allowed[asked]
    return (scores.logsumexp(-1) - scores.masked_fill(~allowed, _LOW).logsumexp(-1)).mean()


def _trainable(network: Network) -> list[nn.Parameter]:
    """All weights but those of the words themselves: most of them are seldom seen, and what they mean is known."""
    network.enc.embeddings.word_embeddings.weight.requires_grad = False
    return list(network.parameters())


def _groups(network: Network, schedule: Schedule) -> list[dict[str, object]]:
    """The weights by learning rate: lower layers change less, new ones more; vectors are not drawn towards zero."""
    layers: int = network.enc.config.num_hidden_layers
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        parts = name.split(".")
        rate = schedule.heads_rate
        if parts[0] == "enc":
            depth = int(parts[3]) + 1 if parts[1:3] == ["encoder", "layer"] else 0
            rate = schedule.rate * schedule.decay ** (layers - depth)
        elif parts[0] in ("quote", "case", "start"):
            rate = schedule.rate
        groups.setdefault((rate, 0.01 if weight.ndim > 1 else 0.0), []).append(weight)
    return [{"params": weights, "lr": rate, "weight_decay": pull} for (rate, pull), weights in groups.items()]


def _state_with(network: Network, trained: list[nn.Parameter], mean: list[Tensor]) -> State:
    """The state of a network with the mean of its weights in place of the last ones."""
    by_weight = {id(weight): value for weight, value in zip(trained, mean, strict=True)}
    state = {name: value.detach().clone() for name, value in network.state_dict().items()}
    for name, weight in network.named_parameters():
        if id(weight) in by_weight:
            state[name] = by_weight[id(weight)].clone()
    return state
