"""Data within a page cannot end its element."""

import json

from hypothesis import given
from hypothesis import strategies as st

from quoteminer.render.embed import script_hash, script_json


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_data_comes_back_and_holds_nothing_that_a_page_reads(value: object) -> None:
    written = script_json(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029\0\r\n")
    written.encode()


def test_lone_surrogates_are_written_as_escapes() -> None:
    assert script_json("\ud800") == '"\\ud800"'


def test_hash_is_that_of_the_standard() -> None:
    assert script_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
