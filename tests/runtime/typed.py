"""What mypy and pyright, both strict, say of a program that uses the runtime."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .conftest import RUNTIME

MARK = "# wrong"


def judged(program: str) -> None:
    """Both checkers report the lines that are marked as wrong, and no others."""
    with tempfile.TemporaryDirectory(prefix="regen-typed-") as name:
        folder = Path(name)
        shutil.copytree(RUNTIME, folder / "demo_client" / "_runtime")
        (folder / "demo_client" / "__init__.py").touch()
        checked(program, folder)


def checked(program: str, folder: Path) -> None:
    """The same for a program beside a package in the folder."""
    lines = enumerate(program.splitlines(), 1)
    wrong = {number for number, line in lines if line.endswith(MARK)}
    (folder / "program.py").write_text(program, encoding="utf-8")
    for found in (_mypy(folder), _pyright(folder)):
        assert found == wrong, found ^ wrong


def _run(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", *words]
    env = os.environ | {"MYPYPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    return done.stdout


def _mypy(folder: Path) -> set[int]:
    shown = _run(folder, "mypy", "--strict", "--config-file=", "program.py")
    assert "Success" in shown or "Found" in shown, shown
    return {int(line) for line in re.findall(r"^program.py:(\d+): error", shown, re.M)}


def _pyright(folder: Path) -> set[int]:
    config: dict[str, Any] = {"typeCheckingMode": "strict", "include": ["program.py"]}
    config |= {"reportUnusedCoroutine": True, "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    python = ("--pythonpath", sys.executable)
    report = json.loads(_run(folder, "pyright", "--outputjson", *python))
    return {f["range"]["start"]["line"] + 1 for f in report["generalDiagnostics"]}
