"""Who "I" and "you" are: the speaker of the words round them, and whom he speaks to.

Inside somebody's quotation "I", "we" and "my" are the speaker of that quotation, whatever else the article names, and
"you" is the one it is said to. Outside of quotations they belong to a turn of a conversation: the name that a line of a
transcript opens with, or the person who is interviewed.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from quoteminer.layers import Range, paragraphs
from quoteminer.rules.context import Context
from quoteminer.rules.entities import Entity, joint
from quoteminer.rules.interviews import LABELS, interview
from quoteminer.rules.joined import joined_heads
from quoteminer.rules.phrases import NOUNS, head_of
from quoteminer.rules.referents import Referents
from quoteminer.rules.vocabulary import Vocabulary

_TRANSCRIPT: Final = 3
"""Lines with a name and a colon that make a transcript, where one of the names comes back."""
_LONGEST_LABEL: Final = 8
"""Words and marks of a speaker's name and title before the colon, the colon included."""
_IN_LABELS: Final = frozenset({"IN", "DT", "CC", ",", "POS", "HYPH", "-LRB-", "-RRB-", "CD"})

Voice = tuple[Range | Entity | None, Range | Entity | None]
"""Who speaks some words and who hears them: a mention, or an entity that no mention beside the words stands for."""


class Voices:
    """Ties the pronouns of the first and the second person to those who speak and hear.

    Args:
        referents: what the article's tokens stand for, all of it read.
        words: the word tables.
    """

    def __init__(self, referents: Referents, words: Vocabulary) -> None:
        self._referents, self._words, self._doc = referents, words, referents.context.doc
        self._persons = {form: pronoun.person for form, pronoun in words.pronouns.items() if pronoun.person != "3"}
        self._turns: list[Voice] = []
        self._turn_at = [-1] * len(self._doc)
        self._asked: set[int] = set()

    def read(self) -> None:
        """Say whom the pronouns stand for."""
        words = enumerate(self._referents.context.lower)
        found = [self._doc[at] for at, word in words if word in self._persons and self._is_of_speech(self._doc[at])]
        if found:
            self._listen()
        for token in found:
            self._meant(token)

    def _is_of_speech(self, token: Token) -> bool:
        return token.text.lower() in self._persons and token.tag_ not in NOUNS and token.text != "US"

    def _listen(self) -> None:
        """Note whose turn each token outside of quotations belongs to."""
        turns = interview(self._referents, self._words)
        for voice, at in [
            *(((turn.speaker, turn.hearer), turn.at) for turn in turns),
            *_lines(self._referents.context),
        ]:
            self._turns.append(voice)
            self._turn_at[at[0] : at[1]] = [len(self._turns) - 1] * (at[1] - at[0])

    def _voice(self, at: int) -> Voice:
        context = self._referents.context
        if context.voice[at] >= 0:
            attribution = context.attributions[context.voice[at]]
            return next(iter(attribution.sources), None), attribution.addressee
        return self._turns[self._turn_at[at]] if context.quote[at] < 0 <= self._turn_at[at] else (None, None)

    def _meant(self, token: Token) -> Entity | None:
        """The entity that a pronoun stands for; a speaker who is himself an "I" is looked for in turn."""
        if token.i not in self._asked:
            self._asked.add(token.i)
            speaker, hearer = self._voice(token.i)
            meant = speaker if self._persons[token.text.lower()] == "1" else hearer
            entity = self._entity(meant) if isinstance(meant, tuple) else meant
            if entity is not None:
                self._referents.put(token.i, entity, "pronoun")
        found = self._referents.at(token.i)
        return found.entity if found else None

    def _entity(self, mention: Range) -> Entity | None:
        head = head_of(self._doc, mention)
        if head is None:
            return None
        if self._is_of_speech(head):
            return self._meant(head)
        joined = [self._referents.at(token.i) for token in joined_heads(self._referents, head) if token.i < mention[1]]
        members = tuple(dict.fromkeys(found.entity for found in joined if found is not None))
        if len(members) < 2:
            return members[0] if members else None
        return joint(members)


def _lines(context: Context) -> Iterator[tuple[Voice, Range]]:
    """The lines of a transcript, each up to the next, with the speaker; between two speakers each hears the other."""
    labelled = [(start, end, _label_end(context, start, end)) for start, end in paragraphs(context.doc)]
    names = {start: context.lower[colon - 1] for start, _, colon in labelled if colon is not None}
    if len(names) < _TRANSCRIPT or len(set(names.values())) == len(names):
        return
    labels = {names[start]: (start, colon) for start, _, colon in labelled if colon is not None}
    voice: Voice = (None, None)
    for start, end, colon in labelled:
        if colon is not None:
            others = [label for name, label in labels.items() if name != names[start]]
            voice = ((start, colon), others[0] if len(others) == 1 else None)
        yield voice, (start, end)


def _label_end(context: Context, start: int, end: int) -> int | None:
    """Where the name ends that a paragraph opens with, before a colon; "Q:" and "A:" name nobody."""
    beginning = context.lower[start : min(start + _LONGEST_LABEL, end)]
    colon = start + beginning.index(":") if ":" in beginning else start
    if colon == start or context.lower[start] in LABELS:
        return None
    is_label = all(token.text[:1].isupper() or token.tag_ in _IN_LABELS for token in context.doc[start:colon])
    return colon if is_label else None
