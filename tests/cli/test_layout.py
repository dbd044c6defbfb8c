"""The layout that a repository wants: its formatters find nothing to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .kit import PAGE, Regen

HEADER = "Copyright Acme\n\nSPDX-License-Identifier: MIT"
COMMAND = ("generate", "api.md", "--output", "out", "--package", "shop")


@pytest.fixture
def document(here: Path) -> Path:
    path = here / "api.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def checked(*words: str) -> int:
    done = subprocess.run(
        [sys.executable, "-m", *words, "out"], capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    return done.returncode


@pytest.mark.parametrize("width", [72, 100])
def test_black_agrees(document: Path, regen: Regen, width: int) -> None:
    command = (*COMMAND, "--line-length", str(width), "--file-header", HEADER)
    assert regen(*command).code == 0
    assert checked("black", "-q", "--check", "-l", str(width)) == 0
    assert checked("black", "-q", "--check", "-l", "88") == 1


@pytest.mark.parametrize("width", [88, 100])
def test_ruff_agrees(document: Path, regen: Regen, width: int) -> None:
    options = "--line-length", str(width), "--formatter", "ruff"
    assert regen(*COMMAND, *options).code == 0
    ruff = "ruff", "format", "--isolated", "--no-cache", "--check", "--line-length"
    assert checked(*ruff, str(width)) == 0
    assert checked(*ruff, "60") == 1


def test_each_file_has_the_header(document: Path, regen: Regen) -> None:
    for header in (HEADER, "Another one"):
        assert regen(*COMMAND, "--file-header", header).code == 0
        files = list(Path("out/shop").rglob("*.py"))
        wanted = "".join(f"# {line}".rstrip() + "\n" for line in header.split("\n"))
        assert len(files) > 10
        assert all(file.read_text().startswith(wanted) for file in files)
    assert regen(*COMMAND, "--file-header", header).out == "out/shop: fresh\n"


def test_a_header_is_no_code(document: Path, regen: Regen) -> None:
    text = "one\rprint('x')\x0cprint('y')\u2028print('z')"
    assert regen(*COMMAND, "--file-header", text).code == 0
    lines = Path("out/shop/client.py").read_text(encoding="utf-8").splitlines()
    assert lines[:4] == ["# one", "# print('x')", "# print('y')", "# print('z')"]


@pytest.mark.parametrize("width", ["59", "321", "wide", "-1"])
def test_a_width_that_is_none(document: Path, regen: Regen, width: str) -> None:
    result = regen(*COMMAND, f"--line-length={width}")
    assert result.code == 2
    assert "give a number from 60 to 320" in result.err
