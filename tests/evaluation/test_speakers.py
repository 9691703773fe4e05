import pytest

from quoteminer.evaluation.speakers import form_of, same_name, same_speakers
from quoteminer.schema import Speaker


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Lee", "ann lee", True),
        ("Sen. Ann Lee", "Lee", True),
        ("Ann Lee's", "Ann Lee", True),
        ("Ann Lee", "Ann Ray", False),
        ("Ann Lee", "Bob Lee", False),
        ("Ann Lee", "Ann", False),
        ("the President", "President", True),
        ("“”", "Ann", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same_name(other, one) is same


def named(*names: str) -> list[Speaker]:
    return [Speaker(name=name) for name in names]


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (["Ann Lee", "Bob Ray"], ["Ray", "Lee"], True),
        (["Ann Lee", "Bob Lee"], ["Lee", "Bob Lee"], True),
        (["Ann Lee", "Bob Ray"], ["Lee", "Lee"], False),
        (["Ann Lee"], ["Ann Lee", "Bob Ray"], False),
        ([], [], True),
        ([], ["Ann Lee"], False),
    ],
)
def test_same_speakers(gold: list[str], predicted: list[str], same: bool) -> None:
    assert same_speakers(named(*gold), named(*predicted)) is same


@pytest.mark.parametrize(
    ("source", "speaker", "form"),
    [
        ("She", Speaker(name="Ann Lee"), "pronoun"),
        ("Spokeswoman Ann Lee", Speaker(name="Ann Lee"), "name"),
        ("Lee", Speaker(name="Ann Lee"), "name"),
        ("the spokeswoman", Speaker(name="Ann Lee"), "description"),
        ("the officials", Speaker(name="officials", type="group"), "description"),
        ("its report", Speaker(name="report", type="document"), "document"),
        ("", Speaker(name="Ann Lee"), "description"),
    ],
)
def test_form_of(source: str, speaker: Speaker, form: str) -> None:
    assert form_of(source, [speaker]) == form
