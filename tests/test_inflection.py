"""Forms of nouns and verbs."""

import pytest

from quoteminer.inflection import base_form
from quoteminer.lexicon import default_lexicon

FORMS = """
accuse accused, add added, agree agreed, announce announcing, argue arguing, belong belonging, challenge
challenged, charge charged, claim claimed, close closes, declare declaring, describe described, develop
developed, die dies, discuss discusses, dispute disputed, echo echoes, explore exploring, fear feared, focus
focused, go goes, horrify horrified, include included, judge judging, manage managed, mention mentioned,
nominate nominated, owe owed, persuade persuaded, plan planning, postpone postponed, promise promised, propose
proposed, quote quoted, raise raises, repeat repeated, require required, say says, shout shouted, shrug
shrugging, tackle tackled, teach teaches, try tries, tweet tweeted, visit visiting, vote voted, welcome
welcomed
"""


@pytest.mark.parametrize("pair", FORMS.replace("\n", " ").split(","), ids=lambda pair: pair.split()[1])
def test_the_base_form_of_a_form(pair: str) -> None:
    base, form = pair.split()
    assert base_form(form) == base


def test_what_is_no_form_stays() -> None:
    for word in ("thing", "bed", "is", "crisis", "glass", "red"):
        assert base_form(word) == word


def test_irregular_verbs_are_looked_up() -> None:
    lexicon = default_lexicon()
    assert [lexicon.lemma_of(form) for form in ("heard", "misled", "was", "taken", "voted", "said")] == [
        "hear",
        "mislead",
        "be",
        "take",
        "vote",
        "say",
    ]
