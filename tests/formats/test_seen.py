"""Names that have been seen, in a file beside the memory."""

import pytest

from quoteminer.errors import RunError
from quoteminer.formats.seen import Seen


def test_the_first_place_of_a_name_is_kept() -> None:
    with Seen() as seen:
        assert seen.before("a", "in.jsonl, line 1") is None
        assert seen.before("b") is None
        assert [seen.before("a", "in.jsonl, line 3"), seen.before("b", "elsewhere")] == ["in.jsonl, line 1", ""]


@pytest.mark.parametrize("name", ["", "é", "a\0b", "\udcff", "x" * 100_000])
def test_any_name_can_be_seen(name: str) -> None:
    with Seen() as seen:
        assert [seen.before(name, name), seen.before(name)] == [None, name]


def test_more_names_than_memory_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteminer.formats.seen._CACHE_KB", 50)
    with Seen() as seen:
        assert {seen.before(f"{number:0200}", str(number)) for number in range(2_000)} == {None}
        assert seen.before(f"{7:0200}") == "7"


def test_no_room_is_told_of() -> None:
    with Seen() as seen:
        seen._base.execute("PRAGMA max_page_count = 3")
        with pytest.raises(RunError, match=r"the ids of the articles cannot be kept: .* full; make room where"):
            all(seen.before(f"{number:0200}") is None for number in range(2_000))
