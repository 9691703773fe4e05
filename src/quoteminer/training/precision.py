"""What the processor can."""

import torch


def has_bfloat16() -> bool:
    """Whether the processor multiplies numbers of 16 bits by itself, which makes the fitting about twice as fast."""
    capability = torch.backends.cpu.get_cpu_capability()
    return "AVX512" in capability and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001
