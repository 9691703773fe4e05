"""The word tables, read once into frozen types.

Every table is a CSV file of the package (`tables/`): comment lines that state its source and licence, a header,
rows. A folder with files of the same names can take their place, file by file.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import cast, get_args

from quoteminer.errors import TableError
from quoteminer.schema import CueClass

_CLASSES = frozenset(get_args(CueClass))


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


class Lexicon:
    """All tables of one language, each read when it is first asked for. Immutable.

    Args:
        folder: a folder whose files take the place of the package's files of the same names.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

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
    def light_verbs(self) -> frozenset[str]:
        """Forms of the verbs that lend a noun of saying its subject ("issued a statement that …")."""
        irregular = {row["lemma"]: row["forms"].split() for row in self.rows("irregular_verbs.csv")}
        return frozenset(
            form
            for lemma in self.words("light_verbs.csv", "lemma")
            for form in (lemma, *irregular.get(lemma, _past_forms(lemma)), *_present_forms(lemma))
        )

    @cached_property
    def phrases(self) -> tuple[CuePhrase, ...]:
        """Phrases that ascribe, longest first."""
        rows = (
            CuePhrase(tuple(row["phrase"].split()), self._cue_class("cue_phrases.csv", row["class"]), row["position"])
            for row in self.rows("cue_phrases.csv")
        )
        return tuple(sorted(rows, key=lambda phrase: (-len(phrase.words), phrase.words)))

    @cached_property
    def verb_forms(self) -> Mapping[str, str]:
        """The lemma of each inflected form of the first word of a reporting verb."""
        irregular = {row["lemma"]: row["forms"].split() for row in self.rows("irregular_verbs.csv")}
        forms: dict[str, str] = {}
        for lemma in sorted({verb.split()[0] for verb in self.verbs}):
            for form in (lemma, *irregular.get(lemma, _past_forms(lemma)), *_present_forms(lemma)):
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
    def pronouns(self) -> Mapping[str, Pronoun]:
        """Pronouns by form."""
        return MappingProxyType(
            {
                row["form"]: Pronoun(row["person"], row["number"], row["gender"], row["case"])
                for row in self.rows("pronouns.csv")
            }
        )

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
    def given_names(self) -> Mapping[str, str | None]:
        """Gender of first names: m, f or any."""
        return self._mapping("given_names.csv", "name", "gender")

    @cached_property
    def demonyms(self) -> Mapping[str, str | None]:
        """Country or region of a word of nationality, in lower case ("russian" → "Russia")."""
        return self._mapping("demonyms.csv", "demonym", "place")

    @cached_property
    def role_modifiers(self) -> frozenset[str]:
        """Adjectives before a role that are not part of a name ("former", "acting")."""
        return self.words("role_modifiers.csv", "word")

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
        """Head nouns of bodies, singular and plural."""
        return self._with_plurals("organisations.csv")

    @cached_property
    def works(self) -> frozenset[str]:
        """Nouns that stand before the title of a work."""
        return self._with_plurals("work_nouns.csv")

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
        """How often a proposal of a rule is right."""
        return self.rules[rule]

    def words(self, name: str, column: str) -> frozenset[str]:
        """The entries of one column of a table."""
        return frozenset(row[column] for row in self.rows(name))

    def rows(self, name: str) -> list[dict[str, str]]:
        """All rows of a table.

        Raises:
            TableError: the file is missing, has no header, a row of the wrong length, or a key twice.
        """
        return list(read_table(self._path(name)))

    def _path(self, name: str) -> Path | Traversable:
        if self._folder is not None and (self._folder / name).is_file():
            return self._folder / name
        return files("quoteminer.tables") / "en" / name

    def _mapping(self, name: str, key: str, value: str) -> Mapping[str, str | None]:
        return MappingProxyType({row[key]: row[value] or None for row in self.rows(name)})

    def _with_plurals(self, name: str) -> frozenset[str]:
        return frozenset(form for lemma in self.words(name, "lemma") for form in (lemma, plural(lemma)))

    def _cue_words(self, name: str) -> Mapping[str, CueWord]:
        return MappingProxyType(
            {
                row["lemma"]: CueWord(
                    row["lemma"], self._cue_class(name, row["class"]), frozenset(row["frames"].split())
                )
                for row in self.rows(name)
            }
        )

    @staticmethod
    def _cue_class(name: str, value: str) -> CueClass:
        if value not in _CLASSES:
            raise TableError(f"{name}: unknown class {value!r}; use one of {', '.join(sorted(_CLASSES))}")
        return cast("CueClass", value)


@cache
def default_lexicon() -> Lexicon:
    """The package's own English tables."""
    return Lexicon()


def read_table(path: Path | Traversable) -> Iterator[dict[str, str]]:
    """Read a table: comment lines, a header, rows whose first column is the key.

    Args:
        path: a CSV file in UTF-8.

    Yields:
        A row as a dict from column to cell.

    Raises:
        TableError: the file is missing, has no header, a row of the wrong length, or a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise TableError(f"{path}: no such table") from error
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise TableError(f"{path}: no header row")
    header, *rows = csv.reader(line for _, line in numbered)
    seen: set[tuple[str, ...]] = set()
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        if len(row) != len(header):
            raise TableError(f"{path}, line {number}: {len(row)} cells, expected {len(header)} ({', '.join(header)})")
        key = tuple(row) if header[0] in {"verb", "open"} else (row[0],)
        if key in seen:
            raise TableError(f"{path}, line {number}: {row[0]!r} stands there twice; keep one row")
        seen.add(key)
        yield dict(zip(header, row, strict=True))


def plural(noun: str) -> str:
    """The regular plural of a noun ("agency" → "agencies")."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("man"):
        return noun[:-2] + "en"
    return noun + "s"


def _present_forms(lemma: str) -> list[str]:
    third = plural(lemma) if not lemma.endswith("o") else lemma + "es"
    if lemma.endswith("ie"):
        gerund = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        gerund = lemma[:-1] + "ing"
    else:
        gerund = lemma + "ing"
    return [third, gerund, *([_doubled(lemma) + "ing"] if _may_double(lemma) else [])]


def _past_forms(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [lemma + "d"]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return [lemma[:-1] + "ied"]
    return [lemma + "ed", *([_doubled(lemma) + "ed"] if _may_double(lemma) else [])]


def _may_double(lemma: str) -> bool:
    return len(lemma) > 2 and lemma[-1] in "bdglmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou"


def _doubled(lemma: str) -> str:
    return lemma + lemma[-1]
