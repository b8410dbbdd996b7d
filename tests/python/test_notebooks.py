"""The notebooks of examples/notebooks run from the first cell to the last, and stand there without outputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("matplotlib")
pytest.importorskip("ipykernel")

NOTEBOOKS = sorted((ROOT / "examples/notebooks").glob("*.ipynb"))
names = [path.stem for path in NOTEBOOKS]


def test_all_are_there() -> None:
    assert names == ["exposure-and-budget", "fairness-by-group", "first-hour", "reform-before-the-vote", "year-in-numbers"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=names)
def test_stands_without_outputs(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(nbformat.from_dict(document))
    assert all(cell.get("outputs", []) == [] and cell.get("execution_count") is None for cell in document["cells"])
    assert path.stat().st_size < 20_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=names)
def test_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs; pictures come out as pictures, and nothing is warned of (a font without Chinese would be)."""
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    wanted = sum("pictures." in line for cell in notebook.cells for line in cell.source.splitlines())
    drawn = sum("image/png" in output.get("data", {}) for output in outputs)
    assert drawn == wanted > 0
    errors = [output["text"] for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    assert not errors
