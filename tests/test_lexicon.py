import pickle
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from quoteminer.errors import TableError
from quoteminer.inflection import plural
from quoteminer.lexicon import Lexicon, default_lexicon, read_table
from quoteminer.schema import CUE_CLASSES

TABLES = sorted(Path(str(files("quoteminer.tables"))).rglob("*.csv"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "words.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_table_loads_and_names_its_source_and_licence(path: Path) -> None:
    assert list(read_table(path))
    header = "".join(re.findall(r"^# .*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert "Source: " in header
    assert re.search(r"Licence: (CC0-1\.0|public domain|MIT)", header)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_no_cell_has_white_space_at_its_ends(path: Path) -> None:
    assert [row for row in read_table(path) if any(cell != cell.strip() for cell in row.values())] == []


def test_comments_and_blank_lines_are_passed_over(write: Callable[[str], Path]) -> None:
    path = write('# Source: x\n\nlemma,class\nsay,statement\n# more\n"call, out",request\n')
    assert list(read_table(path)) == [
        {"lemma": "say", "class": "statement"},
        {"lemma": "call, out", "class": "request"},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# only a comment\n", ": no header row"),
        ("lemma,class\nsay,statement\nsay,belief\n", ", line 3: 'say' stands there twice; keep one row"),
        ("# note\nlemma,class\nsay\n", r", line 3: 1 cells, expected 2 \(lemma, class\)"),
        ("lemma,class\nsay,statement,that\n", ", line 2: 3 cells, expected 2"),
        ("lemma,class\nsay,shout\n", ", line 2: unknown class 'shout'; use one of statement, question,"),
        ('lemma,class\n"say,statement\nask,question\n', ", line 2: .*; a cell with a quotation mark doubles it"),
        ("rule,confidence\nobject,high\n", ", line 2: confidence 'high' is no number between 0 and 1"),
        ("rule,confidence\nobject,1.2\n", ", line 2: confidence '1.2' is no number between 0 and 1"),
        ("verb,complement\nrefuse,say\nrefuse,say\n", ", line 3: 'refuse' stands there twice"),
    ],
)
def test_a_malformed_table_is_refused_with_file_and_line(write: Callable[[str], Path], text: str, message: str) -> None:
    path = write(text)
    with pytest.raises(TableError, match=re.escape(str(path)) + message):
        list(read_table(path))


def test_a_table_of_pairs_may_repeat_its_first_column(write: Callable[[str], Path]) -> None:
    assert len(list(read_table(write("verb,complement\nrefuse,say\nrefuse,comment\n")))) == 2


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nowhere\.csv: no such table"):
        list(read_table(tmp_path / "nowhere.csv"))


def test_a_table_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(b"lemma\ncaf\xe9\n")
    with pytest.raises(TableError, match=r"words\.csv: not UTF-8"):
        list(read_table(path))


def test_a_folder_takes_the_place_of_the_tables_it_has(tmp_path: Path) -> None:
    (tmp_path / "reporting_verbs.csv").write_text("lemma,class,frames\nmeow,statement,that quote\n", encoding="utf-8")
    lexicon = Lexicon(tmp_path)
    assert list(lexicon.verbs) == ["meow"]
    assert lexicon.verbs["meow"].frames == {"that", "quote"}
    assert lexicon.nouns == default_lexicon().nouns


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such folder of tables"):
        Lexicon(tmp_path / "nowhere")


def test_a_rule_without_a_row_is_named() -> None:
    with pytest.raises(TableError, match=r"rules\.csv: no row for the rule 'guess'; add one"):
        default_lexicon().confidence("guess")


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        default_lexicon().verbs["meow"] = default_lexicon().verbs["say"]  # type: ignore[index]


def test_a_lexicon_travels_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "reporting_verbs.csv").write_text("lemma,class,frames\nmeow,statement,that\n", encoding="utf-8")
    lexicon = Lexicon(tmp_path)
    assert pickle.loads(pickle.dumps(lexicon)).verbs == lexicon.verbs


def test_every_property_can_be_read() -> None:
    lexicon = default_lexicon()
    names = [name for name in dir(Lexicon) if not name.startswith("_") and not callable(getattr(Lexicon, name))]
    assert len(names) > 20
    assert [name for name in names if not getattr(lexicon, name)] == []


def test_cue_words_have_known_classes() -> None:
    lexicon = default_lexicon()
    assert {word.cue_class for word in lexicon.verbs.values()} == set(CUE_CLASSES)
    assert {word.cue_class for word in (*lexicon.nouns.values(), *lexicon.adjectives.values())} <= set(CUE_CLASSES)


def test_phrases_come_longest_first() -> None:
    lengths = [len(phrase.words) for phrase in default_lexicon().phrases]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("says", "say"),
        ("said", "say"),
        ("saying", "say"),
        ("told", "tell"),
        ("thought", "think"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("argued", "argue"),
        ("arguing", "argue"),
        ("agrees", "agree"),
        ("agreeing", "agree"),
        ("planned", "plan"),
        ("planning", "plan"),
        ("admitted", "admit"),
        ("called", "call"),
        ("stressed", "stress"),
        ("stresses", "stress"),
        ("vetoes", "veto"),
    ],
)
def test_verb_forms_lead_to_their_lemma(form: str, lemma: str) -> None:
    assert default_lexicon().verb_forms[form] == lemma


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("claim", "claims"),
        ("agency", "agencies"),
        ("survey", "surveys"),
        ("church", "churches"),
        ("boss", "bosses"),
        ("box", "boxes"),
        ("spokeswoman", "spokeswomen"),
        ("german", "germans"),
        ("human", "humans"),
        ("grandchild", "grandchildren"),
        ("meta-analysis", "meta-analyses"),
    ],
)
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_classes_of_phrases_by_their_words() -> None:
    lexicon = default_lexicon()
    assert lexicon.phrase_classes["according to"] == ("statement",)
    assert len(max(lexicon.phrase_classes, key=lambda words: len(words.split())).split()) <= lexicon.longest_phrase
