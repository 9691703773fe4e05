"""Speakers: the entity behind each source, and behind each addressee. Runs after the attributions."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.layers import attributions, set_speakers
from quoteminer.lexicon import Lexicon, default_lexicon
from quoteminer.rules.resolution import Resolver
from quoteminer.schema import Speaker


@Language.factory(
    "quoteminer_speakers",
    assigns=["doc.user_data"],
    requires=["doc.spans", "token.tag", "token.dep"],
    default_config={"tables": None},
)
def make_speakers(nlp: Language, name: str, tables: str | None) -> "Speakers":  # noqa: ARG001 - a factory's signature
    """Make the component.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        tables: a folder of word tables that take the place of the package's own.
    """
    return Speakers(tables=tables)


class Speakers:
    """Ties each source to the entities behind it.

    Args:
        tables: a folder of word tables that take the place of the package's own.
    """

    def __init__(self, *, tables: str | None = None) -> None:
        self._lexicon = Lexicon(Path(tables)) if tables else default_lexicon()

    def find(self, doc: Doc) -> tuple[list[tuple[Speaker, ...]], list[str | None]]:
        """Find who speaks.

        Args:
            doc: a Doc with attributions.

        Returns:
            For each attribution its speakers, and the name of the entity it is addressed to.
        """
        found = attributions(doc)
        if not found:
            return [], []
        resolver = Resolver(doc, found, self._lexicon)
        return (
            [resolver.speakers(attribution.sources) for attribution in found],
            [resolver.name(attribution.addressee) for attribution in found],
        )

    def __call__(self, doc: Doc) -> Doc:
        """Write the speakers and the addressees' names of a Doc."""
        set_speakers(doc, *self.find(doc))
        return doc
