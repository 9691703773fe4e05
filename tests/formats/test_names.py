from pathlib import Path

import pytest

from quoteminer.formats.names import file_name, id_of


@pytest.mark.parametrize(
    "article_id", ["a", "a/b", "..", ".hidden", "100%", "%2F", 'a:b*?"<>|\\', "ä 😀", "v1.2", "x\ty"]
)
def test_an_id_comes_back_from_its_file_name(article_id: str) -> None:
    name = file_name(article_id)
    assert id_of(Path("folder", f"{name}.ann")) == article_id
    assert Path(name).name == name


def test_names_of_other_files_are_left_alone() -> None:
    assert id_of(Path("50% off.ann")) == "50% off"
