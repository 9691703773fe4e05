"""What the word tables say about speakers, in the form in which the rules look words up: folded, in sets."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from quoteminer.inflection import plural
from quoteminer.lexicon import Lexicon, Pronoun
from quoteminer.names import Gender, NameTables, fold, name_tables

_TOKENS: Final = re.compile(r"['’]?[^\s'’-]+|-")
"""The tokens of a role: a hyphen is one, and so is what begins with an apostrophe."""
_COMPLEMENT: Final = re.compile(r" (?:of|for|in|at) ")
"""What stands between a role and what it is for: "minister *for* foreign affairs"."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the speaker rules ask for, every key folded.

    Attributes:
        names: what is known about names.
        pronouns: pronouns by form.
        organisations: head nouns of bodies, singular.
        documents: head nouns of documents, singular.
        papers: those head nouns of documents that mean nothing else.
        works: head nouns of works, such as shows, and their plurals.
        groups: head nouns of groups, singular collectives and plurals.
        several: head nouns that mean several: groups, and the plurals of roles, bodies and documents.
        people: head nouns of single persons: the heads of roles.
        role_endings: the last words of roles, and of how many tokens, at most, those are that end so.
        hyphened: what stands behind the hyphen in those of them that have one.
        plurals: the plurals of roles, bodies and documents.
        places: countries and regions.
        demonyms: the country or region of a word of nationality.
        place_names: the country or region of each of its names: its own, other ones, abbreviations.
        parties: the party that a word for one or for its members stands for.
        members: nouns for one member of a party.
        states: the state of a country that a name or abbreviation stands for.
        full_states: those of these names that are no abbreviation.
        federations: the countries of these states: "the American senator" is of one of them.
        modifiers: words before a role that are no part of a name; True for those that belong to the role.
        times: those of them that say when the role is held ("former", "acting").
        ranks: those of them that make it another's role ("deputy").
        answers: verbs that answer somebody.
        short_titles: short forms of offices ("cllr").
        role_verbs: the role of whoever a form of a verb is said of ("heads").
        counted: words for a number of persons, and the number ("trio").
        roles_by_plural: for the plural of a role, the role and those that it is a wider word for.
        interviewing: words of interviewing, with what stands behind them.
        wider_roles: what a wider word for a role can take up ("leader" → "president", …).
        wider_bodies: what a wider word for a body can take up ("company" → "inc", …).
        firms: what "company" can take up.
        trades: these and all nouns of bodies; some are nouns for persons too ("brewer").
        wider_documents: what a wider word for a document can take up ("report" → "study", …).
        towns: words for a town of any name.
        countries: words for a country of any name.
    """

    names: NameTables
    pronouns: Mapping[str, Pronoun]
    organisations: frozenset[str]
    documents: frozenset[str]
    papers: frozenset[str]
    works: frozenset[str]
    groups: frozenset[str]
    several: frozenset[str]
    people: frozenset[str]
    role_endings: Mapping[str, int]
    hyphened: frozenset[str]
    plurals: frozenset[str]
    places: frozenset[str]
    demonyms: Mapping[str, str]
    place_names: Mapping[str, str]
    parties: Mapping[str, str]
    members: frozenset[str]
    states: Mapping[str, str]
    full_states: frozenset[str]
    federations: frozenset[str]
    modifiers: Mapping[str, bool]
    times: frozenset[str]
    ranks: frozenset[str]
    answers: frozenset[str]
    short_titles: frozenset[str]
    role_verbs: Mapping[str, str]
    counted: Mapping[str, int]
    roles_by_plural: Mapping[str, frozenset[str]]
    interviewing: Mapping[str, str]
    wider_roles: Mapping[str, frozenset[str]]
    wider_bodies: Mapping[str, frozenset[str]]
    firms: frozenset[str]
    trades: frozenset[str]
    wider_documents: Mapping[str, frozenset[str]]
    towns: frozenset[str]
    countries: frozenset[str]

    def states_in(self, keys: Sequence[str]) -> frozenset[str]:
        """The states among folded words in text order, one or two of which make a state's name."""
        two = [f"{first} {last}" for first, last in pairwise(keys)]
        return self.full_states.intersection((*keys, *two))

    def gender_of(self, noun: str) -> Gender | None:
        """Gender of a role or title that has one ("spokeswoman")."""
        return self.names.genders.get(fold(noun))

    def places_among(self, keys: Iterable[str]) -> frozenset[str]:
        """The countries and regions that some folded words name."""
        return frozenset(self.place_names[key] for key in keys if key in self.place_names)

    def is_role(self, words: str) -> bool:
        """Whether a word or phrase names an office, profession or function of one person."""
        key = fold(words)
        return key in self.names.roles or key in self.people or self.names.titles.get(key) in {"office", "rank"}


@cache
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Read the tables; once for each lexicon."""
    names = name_tables(lexicon)
    organisations = _folded(lexicon.organisations)
    documents = _folded(lexicon.words("documents.csv", "lemma"))
    people = frozenset(_COMPLEMENT.split(role)[0].split()[-1] for role in names.roles)
    groups = _folded(lexicon.groups) - people
    plurals = frozenset(plural(word) for word in people | organisations | documents)
    parties, states = lexicon.rows("parties.csv"), lexicon.rows("states.csv")
    modifiers = {fold(row["word"]): row["keep"] for row in lexicon.rows("role_modifiers.csv")}
    demonyms = {fold(word): fold(place or word) for word, place in lexicon.demonyms.items()}
    other_names = {fold(name): fold(place or name) for name, place in lexicon.place_names.items()}
    wider_roles, wider_bodies = _wider(lexicon, "role"), _wider(lexicon, "organisation")
    firms = wider_bodies.get("company", frozenset())
    return Vocabulary(
        names=names,
        pronouns=lexicon.pronouns,
        organisations=organisations,
        documents=documents,
        papers=documents - organisations - people,
        works=_folded(lexicon.works),
        groups=groups,
        several=groups | plurals,
        people=people,
        role_endings=_endings({*names.roles, *people, *names.titles}, names.longest),
        hyphened=frozenset(role.rsplit("-", 1)[1] for role in people if "-" in role),
        plurals=plurals,
        places=frozenset(demonyms.values()),
        demonyms=MappingProxyType(demonyms),
        place_names=MappingProxyType({place: place for place in demonyms.values()} | other_names),
        parties=MappingProxyType({row["word"]: row["party"] for row in parties}),
        members=frozenset(row["word"] for row in parties if row["kind"] == "member"),
        states=MappingProxyType({row["word"]: fold(row["state"]) for row in states}),
        full_states=frozenset(row["word"] for row in states if row["word"] == fold(row["state"])),
        federations=frozenset(fold(row["country"]) for row in states),
        modifiers=MappingProxyType({word: keep != "no" for word, keep in modifiers.items()}),
        times=frozenset(word for word, keep in modifiers.items() if keep == "time"),
        ranks=frozenset(word for word, keep in modifiers.items() if keep == "rank"),
        answers=frozenset(lemma for lemma, verb in lexicon.verbs.items() if "answer" in verb.frames),
        short_titles=frozenset(row["short"] for row in lexicon.rows("title_abbreviations.csv")),
        role_verbs=MappingProxyType({row["form"]: row["role"] for row in lexicon.rows("role_verbs.csv")}),
        counted=MappingProxyType({row["word"]: int(row["number"]) for row in lexicon.rows("counted.csv")}),
        roles_by_plural=MappingProxyType(
            {plural(role): wider_roles.get(role, frozenset()) | {role} for role in people | wider_roles.keys()}
        ),
        interviewing=MappingProxyType({row["word"]: row["frame"] for row in lexicon.rows("interview_words.csv")}),
        wider_roles=wider_roles,
        wider_bodies=wider_bodies,
        firms=firms,
        trades=firms | organisations,
        wider_documents=_wider(lexicon, "document"),
        towns=frozenset(_wider(lexicon, "place")),
        countries=frozenset(_wider(lexicon, "country")),
    )


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _endings(roles: Iterable[str], longest: int) -> Mapping[str, int]:
    """The last words of roles, each with the number of tokens of the longest role that ends so, `longest` at most."""
    found: dict[str, int] = {}
    for role in roles:
        tokens = _TOKENS.findall(role)
        for ending in (role, *role.split()[-1:], *tokens[-1:]):
            found[ending] = max(found.get(ending, 0), min(len(tokens), longest))
    return MappingProxyType(found)


def _wider(lexicon: Lexicon, kind: str) -> Mapping[str, frozenset[str]]:
    return MappingProxyType(
        {
            row["word"].replace("_", " "): frozenset(
                fold(member.replace("_", " ")) for member in row["members"].split()
            )
            for row in lexicon.rows("role_hypernyms.csv")
            if row["kind"] == kind
        }
    )
