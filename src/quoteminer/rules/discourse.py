"""Reading an article from left to right: names, descriptions and pronouns, each tied to an entity as it comes.

What was read before decides what a pronoun or a description stands for, so pronouns that are nobody's source are
resolved too: they carry their entity on to the next one.
"""

from itertools import islice
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range
from quoteminer.names import fold
from quoteminer.rules.descriptions import age_of
from quoteminer.rules.entities import Entity, joint
from quoteminer.rules.genders import learn_genders
from quoteminer.rules.nominals import Nominals
from quoteminer.rules.phrases import LONGEST, NOUNS, children, conjuncts
from quoteminer.rules.pronouns import agreement
from quoteminer.rules.referents import Referent, Referents
from quoteminer.rules.speaker_certainty import lead_of
from quoteminer.rules.vocabulary import Vocabulary

_FIRST: Final = 4.0
"""How much likelier a surname that several bear means the one whom the article names first than another; whom it
names in full again and again it does not mean."""
_INSIDE_PHRASES: Final = frozenset({"compound", "amod", "nmod", "det", "nummod", "npadvmod", "quantmod"})
_TWO_ROLES: Final = 2
"""Words between a role and a name, at least, where another role stands between them."""
_ONE: Final = frozenset({"another", "one", "other"})
"""What stands for one of several: "another, X, said"."""
_NOT_WHO: Final = frozenset({"organisation", "place", "document"})
_BRACKETS: Final = frozenset({"(", "["})
_CLOSING: Final = frozenset({")", "]"})
_BRACKETED: Final = 6
"""Tokens of a name that explains a pronoun, with its brackets."""
_NO_ANTECEDENT: Final = frozenset({"indefinite", "interrogative", "demonstrative"})


def read(referents: Referents, words: Vocabulary) -> None:
    """Find what the tokens of an article stand for.

    Args:
        referents: the article's names and their entities; what is found is put there.
        words: the word tables.
    """
    learn_genders(referents.context, referents.named, words)
    nominals = Nominals(referents, words)
    context = referents.context
    for at, (word, tag, dep) in enumerate(zip(context.lower, context.tags, context.deps, strict=True)):
        if (number := referents.mention_at(at)) is not None:
            if at == referents.mentions[number].start:
                _read_name(referents, number)
        elif word in words.pronouns and tag not in NOUNS:
            _read_pronoun(referents, context.doc[at], words)
        elif (tag in NOUNS and dep not in _INSIDE_PHRASES) or ("old" in word and age_of(context.doc[at]) is not None):
            nominals.read(context.doc[at])


def named_within(referents: Referents, head: Token, at: Range, words: Vocabulary) -> Referent | None:
    """The person named beside a role inside one mention, where the parser does not tie the two.

    "Ambassador to the United States X", "the ambassador, Sen. X," and "another, X," are X; "spokesman for X" is not.

    Args:
        referents: what the article's tokens stand for.
        head: the head of the mention.
        at: the mention.
        words: the word tables.
    """
    one_of_several = head.text.lower() in _ONE
    if not one_of_several and not words.is_role(head.text):
        return None
    doc = referents.context.doc
    for token in doc[head.i + 1 : at[1]]:
        entity, number = referents.named_at(token.i), referents.mention_at(token.i)
        if number is None or entity is None or entity.type != "person":
            continue
        start = referents.mentions[number].start
        while start > head.i + 1 and fold(doc[start - 1].text) in words.names.titles:
            start -= 1
        beside = doc[start - 1].text == "," or (
            not one_of_several and doc[start - 1].tag_ in NOUNS and referents.mentions[number].end == at[1]
        )
        beside = beside or _are_two_roles(head, referents.mentions[number].start)
        return Referent(entity, "apposition") if beside and start > head.i else None
    return None


def _are_two_roles(head: Token, name: int) -> bool:
    """Whether two roles joined by "and" lead to one name: "Chairman and CEO X", which no article parts."""
    between = head.doc[head.i + 1 : name]
    if len(between) < _TWO_ROLES or between[0].text.lower() not in {"and", "&"} or any(children(head, "det", "poss")):
        return False
    return all(token.tag_ in NOUNS | {"JJ", "HYPH", "POS"} for token in between[1:])


def all_named_behind(referents: Referents, head: Token, at: Range) -> list[Entity]:
    """The persons named right behind a plural: "contenders X and Y", "the two ministers, X and Y".

    Args:
        referents: what the article's tokens stand for.
        head: the head of the mention.
        at: the mention.

    Returns:
        Several persons in text order, or none.
    """
    if head.tag_ not in {"NNS", "NNPS"} or referents.mention_at(head.i) is not None:
        return []
    found: dict[Entity, None] = {}
    for token in head.doc[head.i + 1 : at[1]]:
        entity = referents.named_at(token.i)
        if entity is not None and entity.type == "person":
            found[entity] = None
        elif token.text.lower() not in {",", "and", "&"}:
            break
    return list(found) if len(found) > 1 else []


def _read_name(referents: Referents, number: int) -> None:
    mention, candidates = referents.mentions[number], referents.inventory.candidates[number]
    head = referents.context.doc[mention.head]
    entity = referents.named.get(mention.head)
    if entity is None:
        main = next((other for other in referents.inventory.entities if other in candidates), None)
        entity = referents.clearly_best(
            head,
            lambda other: 0.0 if other not in candidates else _FIRST if other is main else 1 / referents.times[other],
        )
    rule = "short-name"
    if entity is None:
        rule = "none"
        entity = referents.open_name(mention)
    elif fold(mention.text) == fold(entity.name):
        rule = "name"
    for at in range(mention.start, mention.end):
        referents.put(at, entity, rule)
    referents.history.add(entity, head)
    _read_joint(referents, entity, head)


def _read_joint(referents: Referents, first: Entity, head: Token) -> None:
    """Enter several persons joined by "and" as one that "they" can take up."""
    if first.type != "person" or head.dep_ == "conj":
        return
    others = [referents.named[token.i] for token in conjuncts(head)[1:] if token.i in referents.named]
    members = tuple(dict.fromkeys([first, *(other for other in others if other.type == "person")]))
    if len(members) > 1:
        referents.history.add(joint(members), head)


def _read_pronoun(referents: Referents, token: Token, words: Vocabulary) -> None:
    pronoun = words.pronouns[token.text.lower()]
    if pronoun.case == "relative":
        _read_relative(referents, token)
    elif pronoun.person == "3" and pronoun.case not in _NO_ANTECEDENT:
        if (meant := _explained(referents, token)) is not None:
            referents.refer(token, meant, "apposition")
            return
        ranked = referents.history.ranked(token, lambda entity: agreement(pronoun, entity))
        if ranked:
            referents.refer(token, ranked[0][1], "pronoun", lead_of(ranked))


def _explained(referents: Referents, pronoun: Token) -> Entity | None:
    """The one whose name stands in brackets behind a pronoun: "he (Lind) said"."""
    behind = pronoun.doc[pronoun.i + 1 : pronoun.i + 1 + _BRACKETED]
    if len(behind) < 2 or behind[0].text not in _BRACKETS or not any(token.text in _CLOSING for token in behind):
        return None
    return referents.named_at(behind[1].i)


def _read_relative(referents: Referents, token: Token) -> None:
    """A relative pronoun stands for the noun that its clause hangs on.

    "Who" is nobody's office: in "the head of the Museum, who …" it is the head, whatever the parser says.
    """
    clause = next((above for above in (token, *islice(token.ancestors, LONGEST)) if above.dep_ == "relcl"), None)
    if clause is None:
        return
    for noun in (clause.head, *islice(clause.head.ancestors, LONGEST)):
        antecedent = referents.at(noun.i)
        if antecedent is None and noun.tag_ not in NOUNS | {"IN"}:
            return
        if antecedent is not None and antecedent.entity.type == "person" and token.text.lower() == "which":
            _read_which(referents, token)
            return
        if antecedent is not None and not (token.tag_ in {"WP", "WP$"} and antecedent.entity.type in _NOT_WHO):
            referents.refer(token, antecedent.entity, "pronoun")
            return


def _read_which(referents: Referents, token: Token) -> None:
    """Tie "which", that is nobody, whatever the parser says: in "the head of the Museum, which …" it is the Museum."""
    before = token.i - (2 if token.i > 1 and token.doc[token.i - 1].text == "," else 1)
    entity = referents.named_at(before) if before >= 0 else None
    if entity is not None and entity.type != "person":
        referents.refer(token, entity, "pronoun")
