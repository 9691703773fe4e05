import pytest

from quoteminer.rules.name_forms import is_slip


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        ("bornsted", "bornstedt", True),
        ("bornstedtt", "bornstedt", True),
        ("barnstedt", "bornstedt", True),
        ("bornstedt", "bornstedt", False),
        ("cornstedt", "bornstedt", False),
        ("bornsteds", "bornsted", False),
        ("bernsted", "bornstedt", False),
        ("lind", "lund", False),
    ],
)
def test_a_slip_is_one_letter_of_a_long_name(written: str, meant: str, expected: bool) -> None:
    assert is_slip(written, meant) is expected
