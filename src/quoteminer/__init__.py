"""Who said what in the news: every attributed quote, its cue, its source and the speaker behind it."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from quoteminer.schema import Addressee, Article, Cue, Quote, Result, Speaker, TextSpan

if TYPE_CHECKING:
    from quoteminer.api import extract, extract_many
    from quoteminer.pipeline import load
else:
    _LAZY = {"extract": "quoteminer.api", "extract_many": "quoteminer.api", "load": "quoteminer.pipeline"}

    def __getattr__(name: str) -> object:
        """Import what needs spaCy when it is first asked for; records can be read and checked without."""
        if name not in _LAZY:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_LAZY[name]), name)


__version__ = version("quoteminer")
__all__ = [
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


def __dir__() -> list[str]:
    return __all__
