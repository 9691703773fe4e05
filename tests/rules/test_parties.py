import pytest

from quoteminer.lexicon import default_lexicon
from quoteminer.rules.parties import ties_behind
from quoteminer.rules.vocabulary import vocabulary
from tests.rules.docs import tagged

WORDS = vocabulary(default_lexicon())


@pytest.mark.parametrize(
    ("behind", "party", "state"),
    [
        ("(/-LRB- R/NNP -/HYPH Fla./NNP )/-RRB- left/VBD", {"republican"}, {"florida"}),
        ("(/-LRB- D/NNP -/HYPH N.J./NNP )/-RRB- left/VBD", {"democratic"}, {"new jersey"}),
        (",/, D/NNP -/HYPH Ohio/NNP ,/, left/VBD", {"democratic"}, {"ohio"}),
        ("(/-LRB- Mich./NNP )/-RRB- left/VBD", set(), {"michigan"}),
        ("(/-LRB- I/NNP )/-RRB- left/VBD", {"independent"}, set()),
    ],
)
def test_party_and_state_behind_a_name(behind: str, party: set[str], state: set[str]) -> None:
    doc = tagged(f"Anna/NNP Lind/NNP {behind}")
    found = ties_behind(doc[1], 2, WORDS)
    assert found is not None
    assert (set(found.proper), set(found.places)) == (party, state)


@pytest.mark.parametrize(
    "behind", [",/, a/DT nurse/NN ,/, left/VBD", ",/, Ohio/NNP ,/, left/VBD", "left/VBD", "(/-LRB- 45/CD )/-RRB-"]
)
def test_no_party_and_no_state(behind: str) -> None:
    assert ties_behind(tagged(f"Anna/NNP Lind/NNP {behind}")[1], 2, WORDS) is None
