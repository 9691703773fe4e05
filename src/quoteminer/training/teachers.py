"""Those that a network learns from beside gold: models as they are, or larger encoders, which are fitted first."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from quoteminer.training.encoder import begin, is_model
from quoteminer.training.examples import Examples
from quoteminer.training.fitting import Schedule, Step, fit
from quoteminer.training.lessons import Lessons
from quoteminer.training.network import Network
from quoteminer.training.smaller import thinned

SCHEDULE: Final = Schedule(passes=2, rate=1e-4, rounded_from=2.0)
"""How a larger encoder is fitted: it learns in fewer passes, and more carefully; and it is never stored."""
LAYERS: Final = 9
"""Layers of it that are kept; those above are good at telling whole sentences apart, which nobody asks here."""


def teacher(
    folder: Path, examples: Examples, told: Callable[[Step], None], *, dropout: float, bfloat16: bool
) -> Network:
    """Make a network that others learn from.

    Args:
        folder: a model, which is taken as it is, or an encoder, whose lower layers are fitted to the articles.
        examples: the articles; only those that the other network may learn from as well.
        told: is called after every step of the fitting.
        dropout: share of values that are left out while it is fitted.
        bfloat16: whether it computes in 16 bits.

    Returns:
        The network.

    Raises:
        ModelError: the folder holds neither.
    """
    network, _ = begin(folder, dropout)
    if is_model(folder):
        return network
    network = thinned(network, range(min(LAYERS, network.enc.config.num_hidden_layers)))
    for _, state in fit(network, Lessons(examples), replace(SCHEDULE, bfloat16=bfloat16), told):
        last = state
    network.load_state_dict(last)
    return network
