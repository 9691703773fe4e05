"""Whether the fitting may compute in 16 bits."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra train is not installed")

CPUINFO = Path("/proc/cpuinfo")


@pytest.mark.skipif(not CPUINFO.exists(), reason="the system does not say what its processor can")
def test_numbers_of_16_bits_are_used_where_the_processor_says_that_it_multiplies_them() -> None:
    from quoteminer.training.precision import has_bfloat16

    assert has_bfloat16() is ("avx512_bf16" in CPUINFO.read_text("utf-8"))
