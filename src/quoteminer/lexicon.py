"""The word tables, read once into frozen types.

Every table is a CSV file of the package (`tables/`): comment lines that state its source and licence, a header,
rows. A folder with files of the same names can take their place, file by file.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from quoteminer.errors import TableError
from quoteminer.inflection import base_form, past_forms, plural, present_forms
from quoteminer.schema import CUE_CLASSES, CueClass

_OF_ALL_LANGUAGES: Final = frozenset({"quote_marks.csv"})
_KEYED_BY_ROW: Final = frozenset({"verb", "open", "resolved_by"})
"""Tables whose first column has one of these names hold pairs: a row is its own key."""


@dataclass(frozen=True, slots=True)
class CueWord:
    """A verb or noun that ascribes.

    Attributes:
        lemma: dictionary form, with its particle or preposition ("point out", "call for").
        cue_class: what sort of act it is.
        frames: the constructions in which it ascribes.
    """

    lemma: str
    cue_class: CueClass
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """A fixed phrase that ascribes, such as "according to"; `*` stands for a possessive."""

    words: tuple[str, ...]
    cue_class: CueClass
    position: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun and what it agrees with; `any` where it does not say."""

    person: str
    number: str
    gender: str
    case: str


@dataclass(frozen=True, slots=True)
class MarkPair:
    """An opening quotation mark, a mark that closes it, and the style that both belong to."""

    open: str
    close: str
    style: str


class Lexicon:
    """All tables of one language, each read when it is first asked for. Immutable.

    Args:
        folder: a folder whose files take the place of the package's files of the same names.

    Raises:
        TableError: there is no such folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise TableError(f"{folder}: no such folder of tables; give an existing one, or none")
        self._folder = folder

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[Path | None]]:
        """Pickle as the folder alone: other processes read the tables for themselves."""
        return type(self), (self._folder,)

    @cached_property
    def verbs(self) -> Mapping[str, CueWord]:
        """Reporting verbs by lemma."""
        return self._cue_words("reporting_verbs.csv")

    @cached_property
    def nouns(self) -> Mapping[str, CueWord]:
        """Nouns that ascribe ("claim", "announcement") by lemma."""
        return self._cue_words("cue_nouns.csv")

    @cached_property
    def adjectives(self) -> Mapping[str, CueWord]:
        """Adjectives that say what somebody thinks ("confident") by form."""
        return self._cue_words("cue_adjectives.csv")

    @cached_property
    def cue_words(self) -> Mapping[str, CueWord]:
        """Words of cues that no construction looks for, by each of their forms."""
        irregular = {row["lemma"]: row["forms"].split() for row in self.rows("irregular_verbs.csv")}
        found: dict[str, CueWord] = {}
        for row in self.rows("cue_words.csv"):
            lemma = row["lemma"]
            word = CueWord(lemma, cast("CueClass", row["class"]), frozenset())
            for form in (lemma, *irregular.get(lemma, past_forms(lemma)), *present_forms(lemma)):
                found.setdefault(form, word)
        return MappingProxyType(found)

    @cached_property
    def frame_classes(self) -> Mapping[tuple[str, str], CueClass]:
        """Classes of cues in single constructions, by lemma and construction ("ask", "objto")."""
        return MappingProxyType(
            {(row["verb"], row["frame"]): cast("CueClass", row["class"]) for row in self.rows("frame_classes.csv")}
        )

    @cached_property
    def light_verbs(self) -> frozenset[str]:
        """Forms of the verbs that lend a noun of saying its subject ("issued a statement that …")."""
        irregular = {row["lemma"]: row["forms"].split() for row in self.rows("irregular_verbs.csv")}
        return frozenset(
            form
            for lemma in self.words("light_verbs.csv", "lemma")
            for form in (lemma, *irregular.get(lemma, past_forms(lemma)), *present_forms(lemma))
        )

    @cached_property
    def phrases(self) -> tuple[CuePhrase, ...]:
        """Phrases that ascribe, longest first."""
        rows = (
            CuePhrase(tuple(row["phrase"].split()), cast("CueClass", row["class"]), row["position"])
            for row in self.rows("cue_phrases.csv")
        )
        return tuple(sorted(rows, key=lambda phrase: (-len(phrase.words), phrase.words)))

    def lemma_of(self, form: str) -> str:
        """The base form of a verb, of whichever: irregular ones by table, the others by their ending."""
        return self._irregular.get(form) or base_form(form)

    @cached_property
    def _irregular(self) -> Mapping[str, str]:
        rows = self.rows("irregular_verbs.csv")
        return {form: row["lemma"] for row in rows for form in (row["lemma"], *row["forms"].split())}

    @cached_property
    def phrase_classes(self) -> Mapping[str, tuple[CueClass, ...]]:
        """The classes of phrases by their words, without possessives."""
        classes: dict[str, tuple[CueClass, ...]] = {}
        for phrase in self.phrases:
            words = " ".join(word for word in phrase.words if word != "*")
            classes[words] = (*classes.get(words, ()), phrase.cue_class)
        return classes

    @cached_property
    def longest_phrase(self) -> int:
        """Words of the longest phrase."""
        return len(self.phrases[0].words)

    @cached_property
    def verb_forms(self) -> Mapping[str, str]:
        """The lemma of each inflected form of the first word of a reporting verb."""
        irregular = {row["lemma"]: row["forms"].split() for row in self.rows("irregular_verbs.csv")}
        forms: dict[str, str] = {}
        for lemma in sorted({verb.split()[0] for verb in self.verbs}):
            for form in (lemma, *irregular.get(lemma, past_forms(lemma)), *present_forms(lemma)):
                forms.setdefault(form, lemma)
        return MappingProxyType(forms)

    @cached_property
    def longest_verb(self) -> int:
        """Number of words of the longest entry among the reporting verbs."""
        return max((len(verb.split()) for verb in self.verbs), default=1)

    @cached_property
    def noun_forms(self) -> Mapping[str, str]:
        """The lemma of each form, singular and plural, of a noun that ascribes."""
        return MappingProxyType({form: lemma for lemma in self.nouns for form in (lemma, plural(lemma))})

    @cached_property
    def quote_marks(self) -> tuple[MarkPair, ...]:
        """Pairs of quotation marks."""
        return tuple(MarkPair(row["open"], row["close"], row["style"]) for row in self.rows("quote_marks.csv"))

    @cached_property
    def pronouns(self) -> Mapping[str, Pronoun]:
        """Pronouns by form."""
        return MappingProxyType(
            {
                row["form"]: Pronoun(row["person"], row["number"], row["gender"], row["case"])
                for row in self.rows("pronouns.csv")
            }
        )

    @cached_property
    def name_particles(self) -> frozenset[str]:
        """Small words inside names ("van", "de la")."""
        return frozenset(row["part"] for row in self.rows("name_parts.csv") if row["kind"].startswith("particle"))

    @cached_property
    def roles(self) -> Mapping[str, str | None]:
        """Offices, professions and functions, with their gender where the word has one."""
        return self._mapping("roles.csv", "role", "gender")

    @cached_property
    def honorifics(self) -> Mapping[str, str | None]:
        """Titles written before names, with their gender where the title has one."""
        return self._mapping("honorifics.csv", "title", "gender")

    @cached_property
    def honorific_kinds(self) -> Mapping[str, str | None]:
        """Titles written before names, each with its kind: honorific, rank or office."""
        return self._mapping("honorifics.csv", "title", "kind")

    @cached_property
    def demonyms(self) -> Mapping[str, str | None]:
        """Country or region of a word of nationality, in lower case ("russian" → "Russia")."""
        return self._mapping("demonyms.csv", "demonym", "place")

    @cached_property
    def place_names(self) -> Mapping[str, str | None]:
        """The country or region that another name or an abbreviation stands for ("uk" → "United Kingdom")."""
        return self._mapping("place_names.csv", "name", "place")

    @cached_property
    def documents(self) -> frozenset[str]:
        """Head nouns of documents, singular and plural."""
        return self._with_plurals("documents.csv")

    @cached_property
    def groups(self) -> frozenset[str]:
        """Head nouns of groups of people: collectives, and the plurals of the rest."""
        rows = self.rows("groups.csv")
        return frozenset(
            form
            for row in rows
            for form in ((plural(row["lemma"]),) if row["number"] == "plural" else (row["lemma"], plural(row["lemma"])))
        )

    @cached_property
    def organisations(self) -> frozenset[str]:
        """Head nouns of bodies, singular."""
        return self.words("organisations.csv", "lemma")

    @cached_property
    def works(self) -> frozenset[str]:
        """Nouns that stand before the title of a work."""
        return self._with_plurals("work_nouns.csv")

    @cached_property
    def deed_verbs(self) -> frozenset[str]:
        """Verbs by which something is done and nothing said, where their object is a thing."""
        return self.words("deed_verbs.csv", "word")

    @cached_property
    def withholding_verbs(self) -> frozenset[str]:
        """Verbs that say nothing where somebody is kept from something."""
        return self.words("withholding_verbs.csv", "word")

    @cached_property
    def line_labels(self) -> frozenset[str]:
        """Words before a colon at the start of a line that name no speaker."""
        return self.words("line_labels.csv", "word")

    @cached_property
    def naming_words(self) -> frozenset[str]:
        """Words that introduce a name or a term in quotation marks rather than speech."""
        return self.words("naming_words.csv", "word")

    @cached_property
    def hedges(self) -> Mapping[str, str | None]:
        """Words that weaken the cue, each with its kind: adverb or modal."""
        return self._mapping("hedges.csv", "word", "kind")

    @cached_property
    def negations(self) -> Mapping[str, str | None]:
        """Words that deny the cue, each with its kind: adverb or verb."""
        return self._mapping("negations.csv", "word", "kind")

    @cached_property
    def refusals(self) -> frozenset[tuple[str, str]]:
        """Pairs of verb and complement that make a non-answer ("decline", "comment")."""
        return frozenset((row["verb"], row["complement"]) for row in self.rows("refusals.csv"))

    @cached_property
    def rules(self) -> Mapping[str, float]:
        """How often a proposal of each rule is right."""
        return MappingProxyType({row["rule"]: float(row["confidence"]) for row in self.rows("rules.csv")})

    def confidence(self, rule: str) -> float:
        """How often a proposal of a rule is right.

        Raises:
            TableError: the table has no such rule.
        """
        if rule not in self.rules:
            raise TableError(f"{self._path('rules.csv')}: no row for the rule {rule!r}; add one")
        return self.rules[rule]

    def words(self, name: str, column: str) -> frozenset[str]:
        """The entries of one column of a table."""
        return frozenset(row[column] for row in self.rows(name))

    def rows(self, name: str) -> list[dict[str, str]]:
        """All rows of a table.

        Raises:
            TableError: see `read_table`.
        """
        return list(read_table(self._path(name)))

    def _path(self, name: str) -> Path | Traversable:
        if self._folder is not None and (self._folder / name).is_file():
            return self._folder / name
        tables = files("quoteminer.tables")
        return tables / name if name in _OF_ALL_LANGUAGES else tables / "en" / name

    def _mapping(self, name: str, key: str, value: str) -> Mapping[str, str | None]:
        return MappingProxyType({row[key]: row[value] or None for row in self.rows(name)})

    def _with_plurals(self, name: str) -> frozenset[str]:
        return frozenset(form for lemma in self.words(name, "lemma") for form in (lemma, plural(lemma)))

    def _cue_words(self, name: str) -> Mapping[str, CueWord]:
        return MappingProxyType(
            {
                row["lemma"]: CueWord(row["lemma"], cast("CueClass", row["class"]), frozenset(row["frames"].split()))
                for row in self.rows(name)
            }
        )


@cache
def default_lexicon() -> Lexicon:
    """The package's own English tables."""
    return Lexicon()


def read_table(path: Path | Traversable) -> Iterator[dict[str, str]]:
    """Read a table: comment lines, a header, rows whose first column is the key.

    Args:
        path: a CSV file in UTF-8; a row is a line.

    Yields:
        A row as a dict from column to cell.

    Raises:
        TableError: the file is missing, is not UTF-8 or has no header; a row has too many or too few cells, an open
            quotation mark, a key that stands there before, a class of cues that does not exist, or a confidence that
            is no probability.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise TableError(f"{path}: no such table") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8; save it in that encoding") from error
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise TableError(f"{path}: no header row")
    header = _cells(*lines[0], path)
    seen: set[tuple[str, ...]] = set()
    for number, line in lines[1:]:
        cells = _cells(number, line, path)
        if len(cells) != len(header):
            raise TableError(f"{path}, line {number}: {len(cells)} cells, expected {len(header)} ({', '.join(header)})")
        key = tuple(cells) if header[0] in _KEYED_BY_ROW else (cells[0],)
        if key in seen:
            raise TableError(f"{path}, line {number}: {cells[0]!r} stands there twice; keep one row")
        seen.add(key)
        row = dict(zip(header, cells, strict=True))
        if problem := _problem(row):
            raise TableError(f"{path}, line {number}: {problem}")
        yield row


def _cells(number: int, line: str, path: Path | Traversable) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise TableError(f"{path}, line {number}: {error}; a cell with a quotation mark doubles it") from error


def _problem(row: Mapping[str, str]) -> str | None:
    """What is wrong with the cells of a row, or None."""
    if "class" in row and row["class"] not in CUE_CLASSES:
        return f"unknown class {row['class']!r}; use one of {', '.join(CUE_CLASSES)}"
    if "confidence" in row and not re.fullmatch(r"0?\.\d+|[01](\.0*)?", row["confidence"]):
        return f"confidence {row['confidence']!r} is no number between 0 and 1"
    return None
