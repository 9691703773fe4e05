import subprocess
import sys
from importlib.metadata import version

import pytest

import quoteminer
from quoteminer import api, pipeline


def test_all_is_pinned() -> None:
    assert quoteminer.__all__ == [
        "Addressee",
        "Article",
        "Cue",
        "Quote",
        "Result",
        "Speaker",
        "TextSpan",
        "__version__",
        "extract",
        "extract_many",
        "load",
    ]


@pytest.mark.parametrize("name", quoteminer.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(quoteminer, name)
    assert name in dir(quoteminer)


def test_the_functions_are_those_of_the_modules() -> None:
    assert quoteminer.extract is api.extract
    assert quoteminer.extract_many is api.extract_many
    assert quoteminer.load is pipeline.load


def test_the_version_is_that_of_the_package() -> None:
    assert quoteminer.__version__ == version("quoteminer")


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'quoteminer' has no attribute 'extrakt'"):
        getattr(quoteminer, "extrakt")  # noqa: B009 - mypy knows as well that it is not there


def test_importing_the_package_does_not_import_spacy() -> None:
    code = "import sys, quoteminer; assert 'spacy' not in sys.modules; quoteminer.load; assert 'spacy' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
