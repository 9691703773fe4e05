"""Reading an article from left to right: names, descriptions and pronouns, each tied to an entity as it comes.

What was read before decides what a pronoun or a description stands for, so pronouns that are nobody's source are
resolved too: they carry their entity on to the next one.
"""

from functools import partial
from itertools import islice
from typing import Final

from spacy.tokens import Token

from quoteminer.names import fold
from quoteminer.rules.counted import counted
from quoteminer.rules.descriptions import age_of
from quoteminer.rules.entities import Entity, joint
from quoteminer.rules.genders import learn_genders
from quoteminer.rules.joined import joined_heads
from quoteminer.rules.nominals import Nominals
from quoteminer.rules.phrases import LONGEST, NOUNS, conjuncts
from quoteminer.rules.pronouns import agreement
from quoteminer.rules.referents import Referents
from quoteminer.rules.speaker_certainty import lead_of
from quoteminer.rules.vocabulary import Vocabulary

_FIRST: Final = 4.0
"""How much likelier a surname that several bear means the one whom the article names first than another; whom it
names in full again and again it does not mean."""
_INSIDE_PHRASES: Final = frozenset({"compound", "amod", "nmod", "det", "nummod", "npadvmod", "quantmod"})
_NOT_WHO: Final = frozenset({"organisation", "place", "document"})
_BRACKETS: Final = frozenset({"(", "["})
_CLOSING: Final = frozenset({")", "]"})
_BRACKETED: Final = 6
"""Tokens of a name that explains a pronoun, with its brackets."""
_NEXT: Final = 2
"""Sentences from a question to its answer, at most."""
_OF_THE_WILL: Final = frozenset({"belief", "intention", "decision"})
_LAST: Final = 3
"""Tokens at the end of what is asked among which the question mark stands."""
_NUMBERS: Final = frozenset({"CD", "DT"})
_NO_ANTECEDENT: Final = frozenset({"indefinite", "interrogative", "demonstrative"})


def read(referents: Referents, words: Vocabulary) -> None:
    """Find what the tokens of an article stand for.

    Args:
        referents: the article's names and their entities; what is found is put there.
        words: the word tables.
    """
    learn_genders(referents.context, referents.named, words)
    nominals = Nominals(referents, words)
    context, names, pronouns, numbers = referents.context, referents.names, words.pronouns, words.counted
    for at, (word, tag, dep) in enumerate(zip(context.lower, context.tags, context.deps, strict=True)):
        if at in names:
            if at == referents.mentions[names[at]].start:
                _read_name(referents, names[at])
        elif tag in NOUNS:
            if dep not in _INSIDE_PHRASES or ("old" in word and age_of(context.doc[at]) is not None):
                nominals.read(context.doc[at])
        elif word in numbers and tag in _NUMBERS:
            if dep not in _INSIDE_PHRASES and (meant := counted(referents, context.doc[at], words)) is not None:
                referents.refer(context.doc[at], meant, "description")
        elif word in pronouns:
            _read_pronoun(referents, context.doc[at], words)
        elif "old" in word and age_of(context.doc[at]) is not None:
            nominals.read(context.doc[at])
        if dep == "conj":
            _read_joint_end(referents, context.doc[at])


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
    referents.put(range(mention.start, mention.end), entity, rule)
    referents.history.add(entity, head)
    _read_joint(referents, entity, head)


def _read_joint(referents: Referents, first: Entity, head: Token) -> None:
    """Enter several persons who are joined as one that "they" can take up."""
    if first.type != "person" or head.dep_ == "conj":
        return
    others = [referents.named[token.i] for token in joined_heads(referents, head) if token.i in referents.named]
    members = tuple(dict.fromkeys([first, *(other for other in others if other.type == "person")]))
    last = referents.history.last_joint
    if len(members) > 1 and not (last and set(members) < set(last.members)):  # "X, along with *Y and Z*"
        referents.history.add(joint(members), head)


def _read_joint_end(referents: Referents, last: Token) -> None:
    """Enter those joined up to a token as one, where not all of them have names: "*he and his partner*"."""
    first = next((above for above in islice(last.ancestors, LONGEST) if above.dep_ != "conj"), last)
    heads = conjuncts(first)
    if heads[-1].i != last.i:
        return
    found = [referents.at(head.i) for head in heads]
    members = tuple(dict.fromkeys(one.entity for one in found if one is not None and one.entity.type == "person"))
    if len(members) == len(heads) > 1 and not all(member.named for member in members):
        referents.history.add(joint(members), first)


def _read_pronoun(referents: Referents, token: Token, words: Vocabulary) -> None:
    pronoun = words.pronouns[token.text.lower()]
    if pronoun.case == "relative":
        _read_relative(referents, token)
    elif pronoun.person == "3" and pronoun.case not in _NO_ANTECEDENT:
        if (meant := _explained(referents, token)) is not None:
            referents.refer(token, meant, "apposition")
            return
        asker, wills = _asker(referents, token, words), _wills(referents, token)

        def fits(entity: Entity) -> float:
            barred = entity is asker or (wills and entity.type == "document")
            return 0.0 if barred else agreement(pronoun, entity)

        agrees = fits if asker or wills else partial(agreement, pronoun)
        ranked = referents.history.ranked(token, agrees)
        if ranked:
            referents.refer(token, ranked[0][1], "pronoun", lead_of(ranked))


def _wills(referents: Referents, pronoun: Token) -> bool:
    """Whether a pronoun is the source of what no document does, such as decide or hope."""
    number = referents.context.numbers.get(pronoun.i)
    return number is not None and referents.context.attributions[number].cue_class in _OF_THE_WILL


def _asker(referents: Referents, pronoun: Token, words: Vocabulary) -> Entity | None:
    """Who asked the question that a pronoun answers: "“Why?” *Ann* asked. “Because,” **she** replied."."""
    context = referents.context
    number = context.numbers.get(pronoun.i, 0)
    if number == 0 or context.attributions[number].lemma not in words.answers:
        return None
    asked, answer = context.attributions[number - 1], context.attributions[number]
    start, end = asked.contents[-1]
    near = context.sentence[answer.contents[0][0]] - context.sentence[end - 1] <= _NEXT
    if not near or "?" not in context.lower[max(start, end - _LAST) : end] or not asked.sources:
        return None
    head = context.heads.get(asked.sources[0])
    found = None if head is None else referents.at(head.i)
    return None if found is None else found.entity


def _explained(referents: Referents, pronoun: Token) -> Entity | None:
    """The one whose name stands in brackets behind a pronoun: "he (Lind) said"."""
    at = pronoun.i + 1
    behind = referents.context.lower[at : at + _BRACKETED]
    if len(behind) < 2 or behind[0] not in _BRACKETS or _CLOSING.isdisjoint(behind):
        return None
    return referents.named_at(at + 1)


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
