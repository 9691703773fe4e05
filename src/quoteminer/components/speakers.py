"""Speakers: the entity behind each source, and behind each addressee. Runs after the attributions."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.coreference.backends import CoreferenceBackend, backend
from quoteminer.errors import UsageError
from quoteminer.layers import attributions, set_speakers
from quoteminer.lexicon import Lexicon, default_lexicon
from quoteminer.names import name_tables
from quoteminer.register.known import Register
from quoteminer.register.namesakes import short_forms
from quoteminer.register.reading import read_entries
from quoteminer.rules.resolution import Resolver
from quoteminer.rules.vocabulary import vocabulary
from quoteminer.schema import MIN_SPEAKER_CONFIDENCE, Speaker


@Language.factory(
    "quoteminer_speakers",
    assigns=["doc.user_data"],
    requires=["doc.spans", "token.tag", "token.dep"],
    default_config={
        "tables": None,
        "register_file": None,
        "min_confidence": MIN_SPEAKER_CONFIDENCE,
        "coreference": None,
    },
)
def make_speakers(
    nlp: Language,  # noqa: ARG001 - a factory's signature
    name: str,  # noqa: ARG001
    tables: str | None,
    register_file: str | None,
    min_confidence: float,
    coreference: str | None,
) -> "Speakers":
    """Make the component.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        tables: a folder of word tables that take the place of the package's own.
        register_file: a file of entities that the user knows.
        min_confidence: how sure it must be whom a mention means for the speaker to be named.
        coreference: the name of the back end whose clusters are read; None for the built-in rules alone.
    """
    return Speakers(
        tables=tables,
        register=register_file,
        min_confidence=min_confidence,
        coreference=None if coreference is None else backend(coreference),
    )


class Speakers:
    """Ties each source to the entities behind it.

    Args:
        tables: a folder of word tables that take the place of the package's own.
        register: a file of entities that the user knows.
        min_confidence: how sure it must be whom a mention means for the speaker to be named.
        coreference: reads the clusters that another component has found; None for the built-in rules alone.

    Raises:
        InputError: the file is no register.
        UsageError: the confidence is no probability.
    """

    def __init__(
        self,
        *,
        tables: str | None = None,
        register: str | None = None,
        min_confidence: float = MIN_SPEAKER_CONFIDENCE,
        coreference: CoreferenceBackend | None = None,
    ) -> None:
        if not 0 <= min_confidence <= 1:
            raise UsageError(f"min_confidence = {min_confidence}: use a number from 0 to 1")
        self._lexicon = Lexicon(Path(tables)) if tables else default_lexicon()
        self._register = self._read(Path(register)) if register else None
        self._min_confidence, self._coreference = min_confidence, coreference

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
        resolver = Resolver(
            doc,
            found,
            self._lexicon,
            register=self._register,
            min_confidence=self._min_confidence,
            clusters=self._coreference.clusters(doc) if self._coreference else (),
        )
        return (
            [resolver.speakers(attribution.sources) for attribution in found],
            [resolver.name(attribution.addressee) for attribution in found],
        )

    def __call__(self, doc: Doc) -> Doc:
        """Write the speakers and the addressees' names of a Doc."""
        set_speakers(doc, *self.find(doc))
        return doc

    def _read(self, register: Path) -> Register:
        lexicon = self._lexicon
        return Register(
            read_entries(register), name_tables(lexicon), vocabulary(lexicon).demonyms, short_forms(lexicon)
        )
