"""The package as a user has it: a wheel, made off-line, in a fresh virtual environment with NumPy alone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy
import pytest
from conftest import ROOT

pytest.importorskip("scikit_build_core")


def run(*words: object, cwd: Path | None = None) -> str:
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run([str(word) for word in words], cwd=cwd, env=environment, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True)
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Compiled beside the other builds and as they are, so that the compiler cache, where there is one, has it already.
    settings = {"build-dir": ROOT / "build/wheel"}
    if "CXX" in os.environ:
        settings["cmake.define.CMAKE_CXX_COMPILER"] = os.environ["CXX"]
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-build-isolation", "--no-deps", "--wheel-dir",
        folder, *(f"--config-settings={name}={value}" for name, value in settings.items()), ROOT)
    found = list(folder.glob("pointsbank-*.whl"))
    assert len(found) == 1
    return found[0]


def test_the_wheel_carries_what_it_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("pointsbank/_core.") and name.endswith(".so") for name in names)
    for name in ("__init__.py", "py.typed", "_core.pyi", "rules/xiachangning.json", "rules/schema/pointsbank.schema.json"):
        assert f"pointsbank/{name}" in names
    foreign = [name for name in names if not name.startswith(("pointsbank/", "pointsbank-"))]
    assert not foreign


def test_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    python = tmp_path / "venv/bin/python"
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel)
    # NumPy as this interpreter has it, and nothing else of what lies beside it.
    beside = tmp_path / "numpy_alone"
    beside.mkdir()
    here = Path(numpy.__file__).parent
    for folder in (here, here.parent / "numpy.libs"):
        if folder.exists():
            (beside / folder.name).symlink_to(folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(site, "numpy_alone.pth").write_text(f"{beside}\n", encoding="utf-8")
    (tmp_path / "use.py").write_text("""
import sys
import pointsbank as pb
rules = pb.load_rules(pb.shipped_rules()["xiachangning"])
village = pb.generate(rules, households=10, events=300, seed=1, through="2026-12-31")
result = pb.evaluate(rules, village.households, village.events, members=village.members, through="2026-12-31")
result.write("out")
print(pb.__version__, len(result.balances), "pandas" in sys.modules, result.total())
print(pb.__file__)
""", encoding="utf-8")
    version, households, has_pandas, total, file = run(python, "use.py", cwd=tmp_path).split()
    assert (households, has_pandas) == ("10", "False")
    assert f"VERSION {version} " in (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    assert file.startswith(str(tmp_path))
    rows = (tmp_path / "out/balances.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert abs(sum(float(row.split(",")[1]) for row in rows) - float(total)) < 1e-6
