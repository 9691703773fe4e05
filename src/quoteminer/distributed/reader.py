"""What an actor keeps from one call to the next: the pipeline, loaded once, and the settings of the run."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from quoteminer.api import OnError, extract_many
from quoteminer.formats.quotes import select_quotes
from quoteminer.pipeline import NO_MODEL, attribution_model, load, model_name
from quoteminer.register.reading import register_digest
from quoteminer.runs.inventory import Inventory
from quoteminer.runs.manifest import Manifest
from quoteminer.runs.plan import make_plan
from quoteminer.schema import Article, Result


@dataclass(frozen=True, slots=True)
class Settings:
    """What the output depends on beside the articles; the same as the options of `quoteminer extract`.

    Attributes:
        spacy_model: the spaCy model, by name or folder.
        model: the learned attribution model's folder, "default" or "none".
        timeout: seconds that an article may take.
        max_chars: characters that an article may have.
        min_confidence: the least confidence of the quotes that are kept.
        kinds: the kinds of quotes that are kept; none given keeps all.
        cue_classes: the classes of cues that are kept; none given keeps all.
        register: a file of known persons and bodies, on a path that all machines see.
        min_speaker_confidence: the least confidence of the speakers that are named; None for the default.
        coreference: whose coreference decides, None for the built-in rules alone.
    """

    spacy_model: str | None = None
    model: str | None = None
    timeout: float | None = None
    max_chars: int | None = None
    min_confidence: float = 0.0
    kinds: Sequence[str] = ()
    cue_classes: Sequence[str] = ()
    register: str | None = None
    min_speaker_confidence: float | None = None
    coreference: str | None = None

    def resolved(self) -> "Settings":
        """The same with the models named outright, for machines on which nothing is set."""
        spacy_model = _absolute(model_name(self.spacy_model)[0])
        model = _absolute(attribution_model(self.model)[0] or NO_MODEL)
        register = None if self.register is None else os.path.abspath(self.register)  # noqa: PTH100 - a link stays what it is
        return Settings(**{**asdict(self), "spacy_model": spacy_model, "model": model, "register": register})

    def options(self) -> dict[str, Any]:
        """The options as the manifest keeps them: of the register its digest, wherever it lies."""
        left = asdict(self)
        del left["spacy_model"], left["model"]
        register = None if self.register is None else register_digest(Path(self.register))
        return {**left, "kinds": list(self.kinds), "cue_classes": list(self.cue_classes), "register": register}


class Reader:
    """Reads articles as a local run does, always in a process beside this one.

    Args:
        settings: the settings, resolved.

    Raises:
        ModelError: a model is not installed on this machine.
        InputError: the register cannot be read here.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._nlp = load(
            settings.spacy_model,
            model=settings.model,
            register=settings.register,
            min_speaker_confidence=settings.min_speaker_confidence,
            coreference=settings.coreference,
        )

    def results(self, articles: Iterable[Article], on_error: OnError) -> Iterator[Result]:
        """Find the quotes of articles; an article over which the process dies costs that article."""
        settings = self._settings
        return extract_many(
            articles,
            nlp=self._nlp,
            on_error=on_error,
            timeout=settings.timeout,
            max_chars=settings.max_chars,
            apart=True,
        )

    @property
    def select(self) -> Callable[[Result], Result]:
        """Keeps those quotes of a result that are asked for."""
        keep = self._settings
        return lambda result: select_quotes(
            result, min_confidence=keep.min_confidence, kinds=keep.kinds, cue_classes=keep.cue_classes
        )

    def plan(self, inventory: Inventory, **options: object) -> Manifest:
        """The manifest of a run with these settings on this machine, as it begins."""
        settings = self._settings
        return make_plan(inventory, {**settings.options(), **options}, self._nlp, settings.spacy_model, settings.model)


def _absolute(model: str) -> str:
    return os.path.abspath(model) if Path(model).is_dir() else model  # noqa: PTH100 - a link stays what it is
