"""The hooks: their shape, which files wake them, and what their entries do."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.kit import SMALL

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
OWN: dict[str, Any] = yaml.safe_load(
    (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
)["repos"][0]
IDS = [hook["id"] for hook in HOOKS]


def hook(name: str) -> dict[str, Any]:
    return HOOKS[IDS.index(name)]


def run(folder: Path, entry: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit does: in the root of the repository, the command on the PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        shlex.split(entry),
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pets.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.regen.clients.pets]\ndocument = "pets.yaml"\noutput = "src"\n',
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize("hook", [*HOOKS, *OWN["hooks"]], ids=[*IDS, "own"])
def test_shape(hook: dict[str, Any]) -> None:
    texts = ("id", "name", "entry", "language", "files")
    assert all(isinstance(hook[key], str) and hook[key] for key in texts)
    assert hook["pass_filenames"] is False
    assert hook["require_serial"] is True
    allowed = {*texts, "description", "pass_filenames", "require_serial"}
    assert hook.keys() <= allowed
    re.compile(hook["files"])


def test_others_get_regen_in_an_environment_of_its_own() -> None:
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert shlex.split(hook["entry"])[0] == "regen"


def test_our_own_runs_the_checkout() -> None:
    (hook,) = OWN["hooks"]
    assert (OWN["repo"], hook["language"]) == ("local", "system")
    assert shlex.split(hook["entry"]) == [".venv/bin/python", "-m", "regen", "run"]


def test_ids() -> None:
    assert IDS == ["regen", "regen-check"]
    assert "- id: regen\n" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "wakes"),
    [
        ("pyproject.toml", True),
        ("clients/regen.toml", True),
        ("specs/pets.yaml", True),
        ("specs/pets.yml", True),
        ("pets.json", True),
        ("docs/deploy.md", True),
        ("docs/deploy.mdx", True),
        ("src/pets/_regen.json", True),
        ("src/pets/models/pet.py", True),
        ("image.png", False),
        ("Makefile", False),
    ],
)
@pytest.mark.parametrize("name", IDS)
def test_files_that_wake_it(name: str, file: str, wakes: bool) -> None:
    assert bool(re.search(hook(name)["files"], file)) is wakes


@pytest.mark.parametrize(
    "file",
    [
        "specs/deploy-application.md",
        "generator/regen/cli.py",
        "templates/model.jinja",
        "generated_example/src/qovery/client.py",
        "pyproject.toml",
    ],
)
def test_files_that_wake_our_own(file: str) -> None:
    assert re.search(OWN["hooks"][0]["files"], file)


def test_the_entries(project: Path) -> None:
    check, refresh = hook("regen-check")["entry"], hook("regen")["entry"]
    stale = run(project, check)
    assert stale.returncode == 1
    assert not (project / "src").exists()
    written = run(project, refresh)
    assert written.returncode == 0, written.stderr
    assert (project / "src" / "pets" / "models" / "pet.py").is_file()
    assert run(project, check).returncode == 0
    assert run(project, refresh).stdout == "src/pets: fresh\n"
