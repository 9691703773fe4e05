"""Names as strings: taking one apart, telling whether a short one is short for a full one, making an id of it.

Nothing here knows spaCy. Titles, first names and the small parts of names come from the word tables.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, Literal

from quoteminer.lexicon import Lexicon

Gender = Literal["m", "f"]

_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_INITIALS: Final = re.compile(r"(?:[A-Z]\.?){1,3}")
_QUOTES: Final = "\"“”'‘’()"
_LONGEST_TITLE: Final = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts.

    Attributes:
        titles: what stands before the name ("Mr.", "Prime Minister"), as written.
        given: first and middle names, initials and nicknames.
        surname: the family name with its particles; the only word of a name of one word.
        suffix: "Jr.", "III" and the like.
    """

    titles: tuple[str, ...]
    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str | None = None

    @property
    def full(self) -> str:
        """The name without titles."""
        return " ".join((*self.given, *self.surname, *((self.suffix,) if self.suffix else ())))

    @property
    def key(self) -> str:
        """What the surname is looked up by: without case, accents and particles."""
        return fold(self.surname[-1])


@dataclass(frozen=True, slots=True, eq=False)
class NameTables:
    """What the word tables say about names, every key folded.

    Attributes:
        titles: honorifics, ranks and offices that stand before a name, with their kind.
        genders: the gender of titles and roles that have one.
        given: the share of women among the bearers of a first name.
        particles: small words inside a surname.
        mere_particles: those that are not first names too.
        suffixes: what follows a surname and belongs to the name.
        honours: what follows a surname and does not.
        roles: offices, professions, functions.
        openings: the words that titles and roles begin with.
    """

    titles: Mapping[str, str]
    genders: Mapping[str, Gender]
    given: Mapping[str, float]
    particles: frozenset[str]
    mere_particles: frozenset[str]
    suffixes: frozenset[str]
    honours: frozenset[str]
    roles: frozenset[str]
    openings: frozenset[str]

    @property
    def longest(self) -> int:
        """Words of the longest title or role that is looked for."""
        return _LONGEST_TITLE


@cache
def name_tables(lexicon: Lexicon) -> NameTables:
    """Read the tables about names; once for each lexicon."""
    parts = {fold(row["part"]): row["kind"] for row in lexicon.rows("name_parts.csv")}
    genders: dict[str, Gender] = {}
    for table in (lexicon.honorifics, lexicon.roles):
        genders |= {fold(word): gender for word, value in table.items() if (gender := _gender(value))}
    titles = {fold(word): kind or "honorific" for word, kind in lexicon.honorific_kinds.items()}
    roles = frozenset(map(fold, lexicon.roles))
    return NameTables(
        titles=MappingProxyType(titles),
        genders=MappingProxyType(genders),
        given=MappingProxyType(
            {fold(row["name"]): _women(row["gender"], row["share"]) for row in lexicon.rows("given_names.csv")}
        ),
        particles=frozenset(part for part, kind in parts.items() if kind.startswith("particle")),
        mere_particles=frozenset(part for part, kind in parts.items() if kind == "particle"),
        suffixes=frozenset(part for part, kind in parts.items() if kind == "suffix"),
        honours=frozenset(part for part, kind in parts.items() if kind == "honour"),
        roles=roles,
        openings=frozenset(title.split(" ")[0] for title in (*titles, *roles)),
    )


@lru_cache(maxsize=2**16)
def fold(text: str) -> str:
    """Bring a word or a name into the form by which it is looked up: no case, accents, full stops, marks, possessive.

    >>> fold("Müller’s"), fold("Sen.")
    ('muller', 'sen')
    """
    plain = strip_possessive(text.strip(_QUOTES))
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.replace(".", "").replace("’", "'").casefold()


def strip_possessive(text: str) -> str:
    """Take a final 's or ’ off."""
    marked = "'" in text[-2:] or "’" in text[-2:]
    return (_POSSESSIVE.sub("", text) or text) if marked else text


def strip_article(text: str) -> str:
    """Take a leading article off ("The readout" → "readout")."""
    return _ARTICLE.sub("", text) or text


def slug(name: str) -> str | None:
    """Make an id of a name: lower case letters and digits, joined by hyphens; None where nothing would be left.

    >>> slug("Lind’s office")
    'linds-office'
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’.")
    return re.sub(r"\W+|_", "-", plain.casefold()).strip("-") or None


def parse_name(words: Sequence[str], tables: NameTables) -> Name | None:
    """Take a person's name apart.

    Args:
        words: the words of the name, in the order "titles given surname suffix" or "surname, given".
        tables: what is known about names.

    Returns:
        The parts, or None where nothing but titles is left.
    """
    return _parsed(tuple(words), tables)


@lru_cache(maxsize=2**14)
def _parsed(words: tuple[str, ...], tables: NameTables) -> Name | None:
    """The same; the names of an article come again and again."""
    apart = " ".join(words).replace(",", " , ").split()
    rest = [word for word in map(strip_possessive, apart) if word.strip(_QUOTES)]
    while len(rest) > 1 and (rest[-1] == "," or fold(rest[-1]) in tables.honours):
        rest.pop()
    if "," in rest and fold(rest[-1]) not in tables.suffixes:
        comma = rest.index(",")
        rest = [*rest[comma + 1 :], *rest[:comma]]
    rest = [word for word in rest if word != ","]
    titles: list[str] = []
    while len(rest) > 1 and (length := title_length(rest[:-1], tables)):
        titles += rest[:length]
        rest = rest[length:]
    suffix = rest.pop() if len(rest) > 1 and fold(rest[-1]) in tables.suffixes else None
    if not rest or (not titles and title_length(rest, tables) == len(rest)):
        return None
    start = len(rest) - 1
    while start > 1 and fold(rest[start - 1]) in tables.particles:
        start -= 1
    particles = tables.particles if len(rest) > 2 else tables.mere_particles  # "De Lund", but "Ben Lind"
    if start == 1 and (rest[0].islower() or fold(rest[0]) in particles):
        start = 0
    return Name(tuple(titles), tuple(rest[:start]), tuple(rest[start:]), suffix)


def title_length(words: Sequence[str], tables: NameTables) -> int:
    """Count the words of the longest title or role that a list of words begins with; 0 for none."""
    if not words or fold(words[0]) not in tables.openings:
        return 0
    for length in range(min(len(words), tables.longest), 0, -1):
        phrase = " ".join(map(fold, words[:length]))
        if phrase in tables.titles or phrase in tables.roles:
            return length
    return 0


def same_person(one: Name, other: Name) -> bool:
    """Say whether two names can be one person's: surname alike, no first name or suffix against it.

    Initials stand for what they begin; middle names and nicknames may be missing. A name without a first name fits
    every bearer of the surname; a name of one word also fits those whose first name it is.
    """
    if one.suffix and other.suffix and fold(one.suffix) != fold(other.suffix):
        return False
    if not one.given or not other.given:
        short, full = (one, other) if not one.given else (other, one)
        return short_fits(short, full)
    if one.key != other.key:
        return False
    if _is_surname_of(one, other) or _is_surname_of(other, one):
        return True
    less, more = sorted((_apart(one.given), _apart(other.given)), key=len)
    return _subsequence(less, more)


def _is_surname_of(one: Name, other: Name) -> bool:
    """Whether a name is all of another's surname, the first part of which may be a first name: "Van Holt"."""
    return len(other.surname) > 1 and [*map(fold, one.given), *map(fold, one.surname)] == list(map(fold, other.surname))


def short_fits(short: Name, full: Name) -> bool:
    """Say whether a name without first name can stand for a fuller one, as its surname or as its first name."""
    words = list(map(fold, (*full.given, *full.surname)))
    if len(short.surname) > 1:
        wanted = list(map(fold, short.surname))
        return words[-len(wanted) :] == wanted
    return short.key in {full.key, words[0]} or fold(short.surname[0]) == " ".join(map(fold, full.surname))


def fullest(names: Iterable[str]) -> str:
    """The fullest of several forms of a name: most words, initials counting half; of equals not one in capitals."""
    return max(
        names, key=lambda name: (sum(0.5 if len(fold(word)) == 1 else 1 for word in name.split()), not name.isupper())
    )


def spelled_out(name: Name) -> int:
    """How many of the first and middle names are more than an initial."""
    return sum(not _INITIALS.fullmatch(word) for word in name.given)


def title_gender(name: Name, tables: NameTables) -> Gender | None:
    """Gender by the titles before a name ("Mrs.", "Queen"); None where they do not tell."""
    for end in range(len(name.titles), 0, -1):
        for start in range(end):
            if gender := tables.genders.get(" ".join(map(fold, name.titles[start:end]))):
                return gender
    return None


def women_among(name: Name, tables: NameTables) -> float | None:
    """The share of women among those of a first name; None for one that the table does not know.

    A name of one word may be a first name, unless it has a title before it; a middle name tells only behind an initial.
    """
    given = name.given or (() if name.titles else name.surname[:1])
    first = next((key for key in map(fold, given) if len(key) > 1), None)
    return tables.given.get(first) if first else None


def _gender(value: str | None) -> Gender | None:
    return "m" if value == "m" else "f" if value == "f" else None


def _women(gender: str, share: str) -> float:
    return 1 - float(share) if gender == "m" else float(share)


def _subsequence(less: Sequence[str], more: Sequence[str]) -> bool:
    rest = iter(more)
    return all(any(_agree(word, other) for other in rest) for word in less)


def _apart(given: Sequence[str]) -> list[str]:
    """First and middle names with initials each by itself: "J.T." as "J." and "T."."""
    return [part for word in given for part in (re.findall(r"[A-Z]\.?", word) if "." in word[:-1] else (word,))]


def _agree(one: str, other: str) -> bool:
    one, other = fold(one), fold(other)
    return one == other or (len(one) == 1 and other[:1] == one) or (len(other) == 1 and one[:1] == other)
