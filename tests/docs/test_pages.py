"""Every command and snippet of the documentation does what its page says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from regen.cli import parser_of
from regen.commands import COMMANDS
from regen.config.schema import CLIENT

from .kit import DOCS, ROOT, blocks, run_page
from .petstore import petstore, reset

SOURCE = ROOT / "specs" / "petstore.yaml"
SERVER = "https://petstore.example/v1"
PAGES = sorted(DOCS.rglob("*.md"))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package `petstore`, whose server is one on loopback."""
    folder = tmp_path_factory.mktemp("packages")
    with petstore() as url:
        document = folder / "petstore.yaml"
        text = SOURCE.read_text(encoding="utf-8")
        assert SERVER in text
        document.write_text(text.replace(SERVER, url), encoding="utf-8")
        (folder / "regen.toml").write_text(CONFIGURATION, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "regen", "run"],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        yield folder


CONFIGURATION = """
[clients.petstore]
document = "petstore.yaml"
output = "."

[clients.petstore.pagination.listPets]
style = "cursor"
parameter = "cursor"
next = "/next"
items = "/items"
"""


def test_there_are_pages() -> None:
    assert len(PAGES) > 1
    assert any(blocks(page) for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_what_a_page_shows(page: Path, tmp_path: Path, packages: Path) -> None:
    shutil.copy(SOURCE, tmp_path / "petstore.yaml")
    reset()
    run_page(page, tmp_path, packages)


def test_the_pages_build_without_a_warning(tmp_path: Path) -> None:
    """MkDocs checks the links, those to headings too."""
    site = tmp_path / "site"
    line = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(site),
    ]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (site / "search" / "search_index.json").is_file()


def test_every_key_of_the_configuration_is_documented() -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \| [^|]*\|$", page, re.M))
    assert rows.items() >= {
        (key, declared["description"]) for key, declared in CLIENT["properties"].items()
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_is_documented(command: str) -> None:
    """Each is named in code somewhere in the pages, as the command is."""
    shown = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    flags = set(re.findall(r"--[a-z-]+", parser_of(command).format_help()))
    missing = {
        word
        for word in (f"regen {command}", *flags - {"--help"})
        if not re.search(rf"[` ]{word}(?![\w-])", shown)
    }
    assert not missing
