"""Imports go one way. A module may import from those above it in the list, and from its own package."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "quoteminer"
MODULES = sorted(path for path in SRC.rglob("*.py"))
LAYERS = [
    "errors",
    "schema",
    "problems",
    "words",
    "tables",
    "inflection",
    "lexicon",
    "layers",
    "names",
    "register",
    "coreference",
    "proposal",
    "model",
    "rules",
    "proposers",
    "decoder",
    "components",
    "matrices",
    "forward",
    "word_vectors",
    "long_texts",
    "side_by_side",
    "pipeline",
    "records",
    "workers",
    "progress",
    "api",
    "formats",
    "settings",
    "runs",
    "distributed",
    "evaluation",
    "training",
    "render",
    "cli",
]
ON_DEMAND = {("schema", "render")}
"""What a module imports only within a function: a record shows itself in a notebook with a renderer."""
SEPARATE = {"proposers", "components"}
"""Packages whose modules know nothing of each other."""
WITHOUT_SPACY = {
    "errors",
    "schema",
    "problems",
    "words",
    "inflection",
    "lexicon",
    "names",
    "register",
    "proposal",
    "model",
    "decoder",
    "formats",
    "evaluation",
    "training",
    "render",
}
RECORDS = {"Article", "TextSpan", "Cue", "Addressee", "Quote", "Result"}


def layer_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a module imports, and every name that it imports from one, with full dotted names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


def own(path: Path) -> set[tuple[str, ...]]:
    """What a module imports from quoteminer, as parts of the name behind the package's own."""
    names = (name.split(".") for name in imported(path))
    return {tuple(parts[1:]) for parts in names if parts[0] == "quoteminer" and len(parts) > 1}


def uses_spacy(path: Path) -> bool:
    return any(name.split(".")[0] in {"spacy", "thinc"} for name in imported(path))


def parameters(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(SRC))) for path in paths]


def test_every_module_has_its_place() -> None:
    assert {layer_of(path) for path in MODULES} == {*LAYERS, "__init__"}


@pytest.mark.parametrize("path", parameters([path for path in MODULES if path != SRC / "__init__.py"]))
def test_imports_go_one_way(path: Path) -> None:
    place = LAYERS.index(layer_of(path))
    below = {(layer_of(path), parts[0]) for parts in own(path) if parts[0] in LAYERS[place + 1 :]}
    assert below - ON_DEMAND == set()


@pytest.mark.parametrize(("module", "late"), sorted(ON_DEMAND))
def test_what_is_imported_on_demand_is_imported_within_a_function(module: str, late: str) -> None:
    tree = ast.parse((SRC / f"{module}.py").read_text(encoding="utf-8"))
    assert not [
        node for node in tree.body if isinstance(node, ast.ImportFrom) and f"quoteminer.{late}" in str(node.module)
    ]


@pytest.mark.parametrize("path", parameters([path for path in MODULES if layer_of(path) in SEPARATE]))
def test_proposers_and_components_never_import_each_other(path: Path) -> None:
    assert [parts for parts in own(path) if parts[0] == layer_of(path)] == []


@pytest.mark.parametrize("path", parameters([path for path in MODULES if layer_of(path) in WITHOUT_SPACY]))
def test_spacy_stays_out_of_what_can_do_without(path: Path) -> None:
    assert not uses_spacy(path)
    assert {parts[0] for parts in own(path)}.isdisjoint({"pipeline", "records", "api", "components"})


def test_only_the_bridges_know_both_a_doc_and_a_record() -> None:
    bridges = {
        layer_of(path) for path in MODULES if uses_spacy(path) and own(path) & {("schema", name) for name in RECORDS}
    }
    assert bridges == {"records", "api"}


def test_only_the_layers_know_where_things_stand_on_a_doc() -> None:
    def touches(path: Path) -> bool:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return any(isinstance(node, ast.Attribute) and node.attr in {"spans", "user_data"} for node in ast.walk(tree))

    writers = [path for path in MODULES if uses_spacy(path) and touches(path)]
    assert writers == [SRC / "layers.py"]


@pytest.mark.parametrize("path", parameters(MODULES))
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", parameters(MODULES))
def test_the_library_does_not_print(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"] == []
