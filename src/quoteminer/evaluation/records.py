"""What evaluation sees: articles with attributions, as offsets. Gold and predictions are alike here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from quoteminer.schema import CueClass, Kind, Speaker
from quoteminer.words import Range

Role = Literal["source", "cue", "content"]
ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")

Spans = tuple[Range, ...]
"""The stretches of text that fill a role, in text order; empty where the role is not filled."""


_NUMBERED = re.compile(r"(\D*)(\d*)")
_LAST = "\U0010ffff"
"""Stands for the id of attributions without one, which come after the others."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of gold or of a prediction.

    Attributes:
        content: what is ascribed.
        cue: the words that ascribe it.
        source: the mention that it is ascribed to.
        kind: its kind as recorded, or None where the file records none.
        cue_class: its cue class as recorded, or None.
        speakers: the entities behind the source; None where the file does not record speakers at all.
        id: its id, if it has one.
        line: line of the file that it stands on, counted from 1.
    """

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    kind: Kind | None = None
    cue_class: CueClass | None = None
    speakers: tuple[Speaker, ...] | None = None
    id: str | None = None
    line: int = 0

    @property
    def sort_key(self) -> tuple[tuple[tuple[str, int], ...], Spans, Spans, Spans, str]:
        """Order of attributions that does not depend on the order of the lines they were read from.

        By id where there is one ("E2" before "E10"), then by where they stand in the text.
        """
        number = tuple((name, int(digits or -1)) for name, digits in _NUMBERED.findall(self.id or _LAST))
        rest = "\n".join((self.kind or "", self.cue_class or "", *(speaker.name for speaker in self.speakers or ())))
        return (number, self.content, self.source, self.cue, rest)


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its attributions.

    Attributes:
        id: id of the article.
        text: its text; None where a prediction does not repeat it.
        group: what its figures are grouped by (the publisher), if anything.
        attributions: its attributions, sorted by `Attribution.sort_key`.
    """

    id: str
    text: str | None
    group: str | None
    attributions: tuple[Attribution, ...]


Annotations = Mapping[str, Annotated]
"""Articles by id."""
