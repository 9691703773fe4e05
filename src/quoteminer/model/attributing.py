"""What the model makes of an article: attributions in code points, each with its confidence."""

from dataclasses import dataclass

from quoteminer.model.confidence import confident
from quoteminer.model.decoding import Reader
from quoteminer.model.paths import Span
from quoteminer.model.session import AttributionModel


@dataclass(frozen=True, slots=True)
class Ascription:
    """An attribution that the model has read, in code points of the text, ends exclusive.

    Attributes:
        cue: the words that ascribe.
        contents: what is ascribed, in text order, at least one span.
        source: who it is ascribed to.
        confidence: probability that content and source are right.
    """

    cue: Span
    contents: tuple[Span, ...]
    source: Span | None
    confidence: float


def attribute(model: AttributionModel, text: str) -> list[Ascription]:
    """Read the attributions of an article.

    Args:
        model: the model.
        text: the article.

    Returns:
        The attributions in the order of their cues; no word belongs to two cues or contents.
    """
    evidence = model.read(text)
    if not len(evidence):
        return []
    offsets = evidence.words.offsets

    def located(span: Span) -> Span:
        return int(offsets[span[0], 0]), int(offsets[span[1] - 1, 1])

    return [
        Ascription(
            cue=located(found.cue),
            contents=tuple(map(located, found.contents)),
            source=None if found.source is None else located(found.source),
            confidence=sure,
        )
        for found, sure in confident(Reader(evidence, model.config.decoding), model.config)
    ]
