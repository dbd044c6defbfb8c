"""What runs tell in the formats of GitHub's workflows and of SARIF."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest
from regen.diagnostics import Diagnostic, Level, Location, as_github, as_sarif

from .kit import SMALL, Regen

LINES = ("startLine", "startColumn")
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


def test_github_reads_paths_from_the_root_of_the_checkout(
    here: Path, regen: Regen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here))
    inner = here / "services" / "a"
    inner.mkdir(parents=True)
    (inner / "a.yaml").write_text(SMALL.replace("schemas/Pet'", "schemas/Pat'"))
    words = ("-C", str(inner), "generate", "a.yaml", "--output", "out")
    told = regen(*words, "--output-format", "github").out
    assert told.startswith("::error file=services/a/a.yaml,line=14,")
    monkeypatch.chdir(here)
    log = regen(*words, "--output-format", "sarif").json
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "services/a/a.yaml"


def test_what_steers_commands_of_github_is_escaped() -> None:
    item = Diagnostic(
        Level.WARNING,
        "a-code",
        "100%, as in\r\n::error::x",
        Location("50%,c:\nd", 1),
        "a: b, c",
    )
    assert as_github(item) == (
        "::warning file=50%25%2Cc%3A%0Ad,line=1,title=a-code::"
        "100%25, as in%0D%0A::error::x%0Aa: b, c"
    )


def test_places_of_sarif() -> None:
    places = [Location(file, 3) for file in ("a b/ü:%.yaml", "/x/y z", "http://a/b?c")]
    item = Diagnostic(Level.ERROR, "stale", "m", places[0], "h", tuple(places[1:]))
    (result,) = as_sarif([item])["runs"][0]["results"]
    assert result["message"]["text"] == "m\nh"
    uris = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for place in (*result["locations"], *result["relatedLocations"])
    ]
    assert uris == ["a%20b/%C3%BC%3A%25.yaml", "file:///x/y%20z", "http://a/b?c"]


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
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    told = rules["dangling-reference"]["fullDescription"]["text"]
    assert "`$ref` leads to nothing" in told
    jsonschema_rs.validate(SARIF, value)


REGION = {
    "required": ["startLine"],
    "additionalProperties": False,
    "properties": {name: {"type": "integer", "minimum": 1} for name in LINES},
}
PLACE = {
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {
            "required": ["uri"],
            "properties": {"uri": {"type": "string", "format": "uri-reference"}},
        },
        "region": REGION,
    },
}
TEXT = {"required": ["text"], "properties": {"text": {"type": "string"}}}
RESULT = {
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"items": {"properties": {"physicalLocation": PLACE}}},
    },
}
RULES = {"items": {"required": ["id"], "properties": {"fullDescription": TEXT}}}
DRIVER = {"required": ["name"], "properties": {"rules": RULES}}
SARIF = {
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "required": ["tool"],
                "properties": {
                    "tool": {"required": ["driver"], "properties": {"driver": DRIVER}},
                    "results": {"items": RESULT},
                },
            }
        },
    },
}
"""What the schema of SARIF 2.1.0 demands of the members that regen writes."""


def test_sarif_of_a_wrong_configuration(here: Path, regen: Regen) -> None:
    (here / "regen.toml").write_text("[client.a]\n", encoding="utf-8")
    (result,) = regen("--output-format", "sarif").json["runs"][0]["results"]
    assert result["ruleId"] == "invalid-configuration"
