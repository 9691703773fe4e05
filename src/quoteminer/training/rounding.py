"""Rounding to 8 bits while the network is still being trained, so that it loses nothing when it is stored in 8 bits.

The forward pass sees what the stored graph will compute (`export`): weights rounded by row to 7 bits, since processors
without instructions for 8 bits overflow otherwise, and inputs rounded to 8 bits between their least and greatest value.
The gradient passes as if nothing had been rounded (Jacob et al. 2018, "Quantization and training of neural networks for
efficient integer-arithmetic-only inference").
"""

from functools import partial

import torch
from torch import Tensor, nn


def round_layers(module: nn.Module) -> None:
    """Let every linear layer of a module round its weights and inputs from now on."""
    for layer in module.modules():
        if isinstance(layer, nn.Linear):
            layer.forward = partial(_rounded_linear, layer)


def _rounded_linear(layer: nn.Linear, inputs: Tensor) -> Tensor:
    return nn.functional.linear(_rounded_inputs(inputs), _rounded_weights(layer.weight), layer.bias)


def _rounded_weights(weights: Tensor) -> Tensor:
    values = weights.detach()
    scale = values.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 64
    return weights + ((values / scale).round() * scale - values)


def _rounded_inputs(inputs: Tensor) -> Tensor:
    values = inputs.detach().float()
    low, high = torch.aminmax(values)
    low, high = low.clamp(max=0), high.clamp(min=0)
    scale = ((high - low) / 255).clamp(min=1e-8)
    zero = (low / scale).round()
    return inputs + (((values / scale).round().clamp(zero, zero + 255)) * scale - values)
