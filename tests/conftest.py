"""What many tests share: the pipeline, loaded once, and the folders."""

from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

import quoteminer

settings.register_profile("quoteminer", deadline=None)  # machines are shared; time is no property of the code
settings.load_profile("quoteminer")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return quoteminer.load()


@pytest.fixture(scope="session")
def raw() -> Path:
    return ROOT / "data" / "raw"


@pytest.fixture(scope="session")
def gold() -> Path:
    return ROOT / "data" / "gold"
