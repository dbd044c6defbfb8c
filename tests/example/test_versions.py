"""The example on the other versions of Python that it is made for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import venvs

from .kit import EXAMPLE, PACKAGE

SCRIPT = Path(__file__).with_name("versions.py")


def candidates(version: str) -> Iterator[Path]:
    """Where an interpreter may be: on the PATH, and as pyenv lays them out."""
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"))


def interpreter(version: str) -> Path:
    """One that starts (a shim of pyenv may not); skips the test without one."""
    for path in candidates(version):
        done = subprocess.run([path, "--version"], capture_output=True, text=True)
        if done.returncode == 0 and f" {version}." in done.stdout:
            return path
    pytest.skip(f"Python {version} is missing")


@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_imports_and_annotations(version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    inside = venvs.make(tmp_path, *venvs.PACKAGE_NEEDS, python=str(python))
    done = subprocess.run(
        [inside, "-W", "error", SCRIPT],
        env=os.environ | {"PYTHONPATH": str(EXAMPLE / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    modules = {*PACKAGE.rglob("*.py")} - {PACKAGE / "__init__.py"}
    assert int(done.stdout) == len(modules)
