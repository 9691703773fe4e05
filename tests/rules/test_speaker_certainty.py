from spacy.tokens import Doc

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.entities import Entity
from quoteminer.rules.referents import Referent
from quoteminer.rules.speaker_certainty import ALONE, OWN_WORDS, case_of, certainty, lead_of
from quoteminer.rules.vocabulary import vocabulary
from quoteminer.schema import MIN_SPEAKER_CONFIDENCE
from tests.rules.docs import VOCAB

CERTAINTY = certainty(default_lexicon())


def test_a_longer_lead_is_never_worth_less() -> None:
    for case in ("person", "other"):
        sure = [CERTAINTY.of("pronoun", case, lead) for lead in (1.0, 1.4, 1.6, 2.9, 3.1, 5.9, 6.1, ALONE)]
        assert None not in sure
        assert sure == sorted(sure, key=lambda value: value or 0)
        assert len(set(sure)) > 1


def test_what_was_not_measured_has_no_confidence() -> None:
    assert CERTAINTY.of("coreference") is None
    assert CERTAINTY.of("name", "no such case") is None


def test_the_table_is_what_was_counted() -> None:
    for row in default_lexicon().rows("speaker_rules.csv"):
        right, of = int(row["right"]), int(row["of"])
        assert 0 <= right <= of
        assert f"{(right + 1) / (of + 2):.2f}" == row["confidence"]


def test_names_are_given_by_default_whatever_the_rest_is_worth() -> None:
    for rule in ("name", "short-name", "apposition"):
        sure = CERTAINTY.of(rule)
        assert sure is not None
        assert sure > MIN_SPEAKER_CONFIDENCE
    assert "name" not in OWN_WORDS


def test_pronouns_have_cases_of_their_own() -> None:
    found, words = Referent(Entity("A"), "pronoun"), vocabulary(default_lexicon())
    tokens = Doc(VOCAB, words=["who", "I", "She", "it", "they"])
    assert [case_of(found, token, words) for token in tokens] == ["relative", "first", "person", "other", "other"]
    report = Referent(Entity("report", "document"), "pronoun")
    assert case_of(report, tokens[3], words) == "document"
    unnamed = Referent(Entity("the mayor", named=False), "description")
    assert case_of(unnamed, Doc(VOCAB, words=["mayor"])[0], words) == "unnamed"
    assert case_of(Referent(Entity("A"), "name"), tokens[0], words) == ""


def test_lead_of_the_best() -> None:
    one, other = Entity("A"), Entity("B")
    assert lead_of([(3.0, one), (2.0, other)]) == 1.5
    assert lead_of([(3.0, one)]) == lead_of([(3.0, one), (0.0, other)]) == ALONE
