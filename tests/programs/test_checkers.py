"""The programs are clean under mypy --strict and pyright strict; a wrong one is not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .kit import HERE, Programs, make

PROGRAMS = (
    *("script", "fastapi_app", "django_view", "command_line", "worker", "photos"),
    *("chat", "export", "adoption", "adoption_tests", "return_pet", "signed"),
)
WRONG = """\
from petshop import ApiKeyAuth, AsyncClient, Client, models
from petshop.operations.pets import get_pet, list_pets
from petshop.testing import FakeTransport


def wrong(client: Client, fake: FakeTransport) -> None:
    get_pet(client, "1")  # WRONG
    get_pet(client).name  # WRONG
    models.NewPet(nme="Rex")  # WRONG
    list_pets(client, status=3)  # WRONG
    get_pet(client, 1).owner.upper()  # WRONG
    fake.answer(get_pet.call(1), "Rex")  # WRONG


async def forgotten(client: AsyncClient) -> models.Pet:
    return get_pet(client, 1)  # WRONG
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """The programs and the cells of the notebook in one folder with the package."""
    programs = make(tmp_path_factory.mktemp("checked"))
    for name in PROGRAMS:
        text = (HERE / f"{name}.py").read_text()
        (programs.packages / f"{name}.py").write_text(text)
    cells = json.loads((HERE / "notebook.ipynb").read_text())["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    (programs.packages / "notebook.py").write_text("\n\n".join(code) + "\n")
    (programs.packages / "wrong.py").write_text(WRONG)
    return programs


def found_by(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def mypy(programs: Programs, *names: str) -> tuple[int, str]:
    flags = ["--strict", "--python-executable", str(programs.python)]
    flags += ["--no-incremental", "--config-file=", "--hide-error-context"]
    return found_by(["mypy", *flags, *names], programs.packages)


def pyright(programs: Programs, *names: str) -> tuple[int, str]:
    settings: dict[str, Any] = {"typeCheckingMode": "strict", "include": names}
    settings |= {"reportUnusedExpression": False}  # cells of a notebook show values
    (programs.packages / "pyrightconfig.json").write_text(json.dumps(settings))
    command = ["pyright", "--pythonpath", str(programs.python)]
    return found_by(command, programs.packages)


Checker = Callable[..., tuple[int, str]]
FILES = [f"{name}.py" for name in (*PROGRAMS, "notebook")]


def test_mypy(programs: Programs) -> None:
    code, text = mypy(programs, *FILES)
    assert code == 0, text


def test_pyright(programs: Programs) -> None:
    code, text = pyright(programs, *FILES)
    assert code == 0, text


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_what_is_wrong_is_reported(programs: Programs, checker: Checker) -> None:
    _, text = checker(programs, "wrong.py")
    lines = [n for n, line in enumerate(WRONG.splitlines(), 1) if "# WRONG" in line]
    for number in lines:
        assert f"wrong.py:{number}:" in text, (number, text)
