"""Run every notebook here from top to bottom and keep what it shows: `python notebooks/execute.py`."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent

for path in sorted(HERE.glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    # Without times, so that only what is shown differs from run to run.
    NotebookClient(notebook, timeout=180, record_timing=False, resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)
