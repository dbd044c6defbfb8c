"""regen from its wheel, and the example from its folder, in empty environments."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests import venvs
from tests.example.kit import EXAMPLE, STATUS_BYTES, python_blocks
from tests.runtime.server import Server, answer

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "specs" / "deploy-application.md"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of regen, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "-w", folder, ROOT], check=True)
    (path,) = folder.glob("*.whl")
    return path


def read(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = [n for n in archive.namelist() if n.endswith(f".dist-info/{name}")]
        return archive.read(path).decode()


def metadata(wheel: Path) -> Message:
    return Parser().parsestr(read(wheel, "METADATA"))


def test_it_holds_the_source_the_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    generator, templates = ROOT / "generator" / "regen", ROOT / "templates"
    expected = {"regen/py.typed", "regen/diagnostics.md"}
    expected |= {
        f"regen/{p.relative_to(generator).as_posix()}" for p in generator.rglob("*.py")
    }
    expected |= {
        f"regen/templates/{p.relative_to(templates).as_posix()}"
        for p in templates.rglob("*")
        if p.suffix in (".py", ".jinja")
    }
    assert {n for n in names if ".dist-info/" not in n} == expected
    (licence,) = [n for n in names if n.endswith(".dist-info/licenses/LICENSE")]
    assert licence


def test_its_metadata(wheel: Path) -> None:
    found = metadata(wheel)
    assert (found["Name"], found["License-Expression"]) == ("regen", "MIT")
    assert found["License-File"] == "LICENSE"
    assert found["Requires-Python"] == ">=3.11"
    assert found["Description-Content-Type"] == "text/markdown"
    classifiers = found.get_all("Classifier", [])
    assert "Typing :: Typed" in classifiers
    for version in ("3.11", "3.12", "3.13"):
        assert f"Programming Language :: Python :: {version}" in classifiers
    assert not [c for c in classifiers if c.startswith("License ::")]  # PEP 639
    required = sorted(
        re.split(r"[<>]", r)[0].lower() for r in found.get_all("Requires-Dist", [])
    )
    assert required == [
        *("black", "httpx2", "jinja2", "jsonpath-rfc9535", "jsonschema-rs"),
        *(
            "markdown-it-py",
            "msgspec",
            "openapi-spec-validator",
            "packaging",
            "pyyaml",
            "ruff",
        ),
    ]
    assert "regen = regen.__main__:main" in read(wheel, "entry_points.txt")


def test_it_generates_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    python = venvs.make(tmp_path / "venv", wheel)
    (tmp_path / "empty").mkdir()
    command: list[str | Path] = [
        python.with_name("regen"), "generate", PAGE, "--output", "out",
        "--package", "qovery", "--prefix", "ApiKeyAuth=Token",
    ]  # fmt: skip
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    for state in ("out/qovery: written, ", "out/qovery: fresh"):
        done = subprocess.run(
            command, cwd=tmp_path / "empty", env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(state)
    written, committed = (
        tmp_path / "empty" / "out" / "qovery",
        EXAMPLE / "src" / "qovery",
    )
    for path in committed.rglob("*.*"):
        if "__pycache__" not in path.parts and path.name != "_regen.json":
            other = written / path.relative_to(committed)
            assert other.read_bytes() == path.read_bytes(), path
    explain = [str(python.with_name("regen")), "explain", "stale"]
    told = subprocess.run(explain, check=True, capture_output=True, text=True).stdout
    assert told.startswith("stale\n\nError of `--check`")


def test_the_example_installs_and_deploys(tmp_path: Path) -> None:
    python = venvs.make(tmp_path / "venv", EXAMPLE)
    with Server([answer(202, STATUS_BYTES)]) as server:
        credentials = 'ApiKeyAuth(os.environ["QOVERY_KEY"])'
        for program in python_blocks(EXAMPLE / "README.md"):
            here = f'{credentials}, base_url="{server.url}"'
            done = subprocess.run(
                [python, "-I", "-c", program.replace(credentials, here)],
                cwd=tmp_path,
                env={"QOVERY_KEY": "qov_key"},
                capture_output=True,
                text=True,
            )
            assert (done.returncode, done.stderr) == (0, "")
        assert len(server.requests) == 3
    code = (
        "import importlib.util as u; print(u.find_spec('regen'), u.find_spec('jinja2'))"
    )
    done = subprocess.run([python, "-c", code], capture_output=True, text=True)
    assert done.stdout == "None None\n"
    (typed,) = tmp_path.glob("venv/lib/*/site-packages/qovery/py.typed")
    assert typed.is_file()
