"""What runs tell in the formats of GitHub's workflows and of SARIF."""

from __future__ import annotations

from pathlib import Path

import pytest

from .kit import SMALL, Regen

COMMAND = ("generate", "a,b.yaml", "--output", "out", "--package", "shop")


@pytest.fixture
def document(here: Path) -> Path:
    path = here / "a,b.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_commands_of_github(document: Path, regen: Regen) -> None:
    document.write_text(SMALL.replace("schemas/Pet'", "schemas/Pat'"))
    result = regen(*COMMAND, "--output-format", "github")
    assert result.code == 2
    (line,) = result.out.splitlines()
    assert line.startswith("::error file=a%2Cb.yaml,line=14,col=")
    assert ",title=dangling-reference::" in line
    assert "error[dangling-reference]" in result.err


def test_stale_files_are_told_to_github(document: Path, regen: Regen) -> None:
    form = ("--output-format", "github")
    assert regen(*COMMAND, *form).code == 0
    document.write_text(SMALL.replace("name: {type: string}", "name: {type: integer}"))
    result = regen(*COMMAND, *form, "--check")
    assert result.code == 1
    (line,) = [text for text in result.out.splitlines() if text.startswith("::")]
    assert line == (
        "::error file=out/shop/models/pet.py,title=stale::"
        "this file is stale (changed): a,b.yaml has changed"
    )


def test_sarif(document: Path, regen: Regen) -> None:
    document.write_text(SMALL.replace("schemas/Pet'", "schemas/Pat'"))
    value = regen(*COMMAND, "--output-format=sarif").json
    assert value["version"] == "2.1.0"
    (run,) = value["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("dangling-reference", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%2Cb.yaml"
    assert place["region"]["startLine"] == 14
    assert {"id": "dangling-reference"} in run["tool"]["driver"]["rules"]


def test_sarif_of_a_wrong_configuration(here: Path, regen: Regen) -> None:
    (here / "regen.toml").write_text("[client.a]\n", encoding="utf-8")
    (result,) = regen("--output-format", "sarif").json["runs"][0]["results"]
    assert result["ruleId"] == "invalid-configuration"
