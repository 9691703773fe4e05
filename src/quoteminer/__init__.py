"""Who said what in the news: every attributed quote, its cue, its source and the speaker behind it."""

from importlib.metadata import version

from quoteminer.api import extract, extract_many
from quoteminer.pipeline import load
from quoteminer.schema import Addressee, Article, Cue, Quote, Result, Speaker, TextSpan

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
