"""What README and CONTRIBUTING tell people to run is what we run."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from regen.cli import parser_of
from regen.commands import COMMANDS
from regen.config import load_configs

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SCRIPT = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def line_under(page: str, title: str) -> str:
    """The only line of the first code block under a title."""
    found = re.search(rf"^## {title}\n.*?^```\n(.*?)\n```$", page, re.S | re.M)
    assert found, title
    assert "\n" not in found[1]
    return found[1]


@pytest.mark.parametrize("title", ["Try it", "Run the tests"])
def test_ci_runs_the_lines_of_the_readme(title: str) -> None:
    assert line_under(README, title) in SCRIPT.splitlines()


def test_ci_checks_what_contributing_says() -> None:
    line = line_under(CONTRIBUTING, "Check")
    assert line.startswith(".venv/bin/python -m tests.lint && ")
    assert ".venv/bin/python -m tests.lint" in SCRIPT.splitlines()


def test_the_set_up_is_that_of_the_tests() -> None:
    line = line_under(README, "Run the tests")
    assert line.removesuffix(" && .venv/bin/python -m pytest") in CONTRIBUTING


def test_ci_can_be_executed() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert SCRIPT.startswith("#!/usr/bin/env bash\n")
    assert "npm ci --prefix tests/prism" in SCRIPT


def test_the_readme_names_the_commands_that_exist() -> None:
    told = set(re.findall(r"^\| `regen ([a-z]+)", README, re.M))
    assert told <= set(COMMANDS)
    for words in re.findall(r"`(regen [^`]*--[a-z-]+[^`]*)`", README):
        for option in re.findall(r"--[a-z-]+", words):
            name = next((w for w in words.split() if w in COMMANDS), "run")
            assert option in parser_of(name).format_help(), words


def test_the_example_of_configuration_is_valid(tmp_path: Path) -> None:
    text = re.search(r"^```toml\n(.*?)^```$", README, re.S | re.M)
    assert text
    assert tomllib.loads(text[1])["tool"]["regen"]["clients"]
    (tmp_path / "pyproject.toml").write_text(text[1], encoding="utf-8")
    (config,) = load_configs(tmp_path)
    assert config.package == "petstore"
    assert config.prefixes == {"ApiKeyAuth": "Token"}
    assert config.pagination["listPets"].items == "/data"


def test_pages_that_the_readme_links_to_exist() -> None:
    for page in (README, CONTRIBUTING):
        for target in re.findall(r"\]\(([^)#:]+)\)", page):
            assert (ROOT / target).exists(), target
