import ast
from pathlib import Path

import pytest

import quoteminer.evaluation

FOLDER = Path(quoteminer.evaluation.__path__[0])
ALLOWED = ("quoteminer.errors", "quoteminer.schema", "quoteminer.words", "quoteminer.problems", "quoteminer.evaluation")
FORBIDDEN = ("spacy", "rich", "typer", "jinja2")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_evaluation_sees_only_records(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    named = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    named += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in named if name.split(".")[0] in FORBIDDEN]
    assert not [name for name in named if name.startswith("quoteminer") and not name.startswith(ALLOWED)]
