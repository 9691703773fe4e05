"""What the processor can."""

import torch


def has_bfloat16() -> bool:
    """Whether the processor multiplies numbers of 16 bits by itself, which makes the fitting about twice as fast.

    Where it has to imitate that, as with AVX-512 alone, the fitting takes many times as long.
    """
    return bool(torch.cpu._is_avx512_bf16_supported())  # noqa: SLF001
