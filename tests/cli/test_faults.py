"""Wrong input: where, what and why; the right exit code; nothing half-written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .kit import SMALL, Regen, content, line_of, stamps

OPTIONS = ("--output", "out", "--package", "shop")
FINDING = re.compile(r"^(?P<place>[^\s:]+:\d+:\d+): error\[(?P<code>[a-z-]+)\]: \S")


def broken(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


FAULTS = {
    "YAML": ("info: {title: Pet Shop,", "info: {title: [Pet Shop,", "invalid-yaml"),
    "dangling": ("schemas/Pet'", "schemas/Pets'", "dangling-reference"),
    "openapi": ("openapi: 3.1.0\n", "", "not-openapi"),
    "duplicate key": (
        "        name: {type: string}\n",
        "        name: {type: string}\n        name: {type: integer}\n",
        "duplicate-key",
    ),
    "shape": (
        "operationId: listPets",
        "parameters: {id: list}",
        "wrong-type",
    ),
    "path": ("  /pets:", "  pets:", "wrong-path"),
    "method": ("    get:", "    fetch:", "wrong-method"),
    "template": ("  /pets:", "  /pets/{id:", "wrong-path"),
}
BLAMED = {
    "YAML": "info:",
    "dangling": "schemas/Pets'",
    "openapi": "info:",
    "duplicate key": "type: integer",
    "shape": "parameters:",
    "path": "  pets:",
    "method": "    fetch:",
    "template": "  /pets/{id:",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_document_is_located(here: Path, regen: Regen, fault: str) -> None:
    old, new, code = FAULTS[fault]
    text = broken(old, new)
    (here / "pets.yaml").write_text(text, encoding="utf-8")
    result = regen("generate", "pets.yaml", *OPTIONS)
    assert (result.code, result.out) == (2, "")
    first, *rest = result.err.splitlines()
    found = FINDING.match(first)
    assert found, first
    line = line_of(text, BLAMED[fault])
    assert found["place"].startswith("pets.yaml:")
    assert abs(int(found["place"].split(":")[1]) - line) <= (fault == "YAML")
    assert found["code"] == code
    excerpt = text.splitlines()[int(found["place"].split(":")[1]) - 1]
    assert any(excerpt in shown for shown in rest)
    assert any(shown.strip(" |") == "^" for shown in rest)
    assert not Path("out").exists()


@pytest.mark.parametrize("fault", ["dangling", "openapi"])
def test_faults_that_have_a_remedy_name_it(
    here: Path, regen: Regen, fault: str
) -> None:
    old, new, _ = FAULTS[fault]
    (here / "pets.yaml").write_text(broken(old, new), encoding="utf-8")
    assert "\n  hint: " in regen("generate", "pets.yaml", *OPTIONS).err


OTHERS = {
    "": "empty",
    "<!DOCTYPE html>\n<p>Pets: all</p>\n": "documentation",
    "asyncapi: 2.6.0\nchannels: {}\n": "AsyncAPI",
    "info: {name: Pets}\nitem: []\n": "Postman",
    "- pets\n": "OpenAPI document itself",
}


@pytest.mark.parametrize("text", OTHERS)
def test_other_formats_are_recognised(here: Path, regen: Regen, text: str) -> None:
    (here / "pets.yaml").write_text(text, encoding="utf-8")
    result = regen("generate", "pets.yaml", *OPTIONS)
    assert result.code == 2
    assert result.err.startswith("pets.yaml:1:1: error[not-openapi]: ")
    assert OTHERS[text] in result.err.partition("hint: ")[2]
    assert not Path("out").exists()


@pytest.mark.parametrize("fault", FAULTS)
def test_the_old_output_survives(here: Path, regen: Regen, fault: str) -> None:
    old, new, _ = FAULTS[fault]
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    assert regen("generate", "pets.yaml", *OPTIONS).code == 0
    before = stamps(Path("out"))
    (here / "pets.yaml").write_text(broken(old, new), encoding="utf-8")
    for mode in ((), ("--check",), ("--diff",)):
        assert regen("generate", "pets.yaml", *OPTIONS, *mode).code == 2
    assert stamps(Path("out")) == before


@pytest.mark.parametrize("fault", FAULTS)
def test_json_is_alone_on_stdout(here: Path, regen: Regen, fault: str) -> None:
    old, new, code = FAULTS[fault]
    (here / "pets.yaml").write_text(broken(old, new), encoding="utf-8")
    for words in (("generate", "pets.yaml", *OPTIONS), ("inspect", "pets.yaml")):
        result = regen(*words, "--json")
        assert result.code == 2
        value = json.loads(result.out)
        (diagnostics,) = [c["diagnostics"] for c in value.get("clients", [value])]
        (finding,) = diagnostics
        assert finding["level"] == "error"
        assert (finding["file"], finding["code"]) == ("pets.yaml", code)
        assert finding["line"] > 0
        assert finding["message"].split("\n")[0] in result.err


def test_p3_a_variable_without_parameter_is_told_once(here: Path, regen: Regen) -> None:
    text = broken("  /pets:", "  /pets/{id}:")
    (here / "pets.yaml").write_text(text, encoding="utf-8")
    result = regen("generate", "pets.yaml", *OPTIONS)
    assert result.code == 0
    found = re.findall(r"(\w+)\[([a-z-]+)\]", result.err)
    assert found == [("warning", "path-parameter")]
    # What was told is not taken for clean: the validator still sees it.
    assert regen("generate", "pets.yaml", *OPTIONS, "--strict").code == 2


def test_the_lines_of_a_page_are_its_own(here: Path, regen: Regen) -> None:
    text = f"# Pets\n\nThe shop.\n\n```yaml\n{broken(*FAULTS['shape'][:2])}```\n"
    (here / "page.md").write_text(text, encoding="utf-8")
    result = regen("generate", "page.md", *OPTIONS)
    line = line_of(text, "parameters:")
    assert result.err.startswith(f"page.md:{line}:7: error[wrong-type]: ")


def test_a_missing_document(regen: Regen) -> None:
    result = regen("generate", "nowhere.yaml", *OPTIONS)
    assert result.code == 2
    assert result.err.startswith("nowhere.yaml: error[unreadable-file]: cannot read")


def test_two_documents_that_contradict_each_other(here: Path, regen: Regen) -> None:
    (here / "a.yaml").write_text(SMALL, encoding="utf-8")
    other = SMALL.replace("[cat, dog]", "[cat]")
    (here / "b.yaml").write_text(other, encoding="utf-8")
    result = regen("generate", "a.yaml", "b.yaml", *OPTIONS)
    assert result.code == 2
    line = line_of(SMALL, "    Pet:")
    assert result.err.startswith(f"b.yaml:{line}:5: error[conflicting-inputs]: ")
    assert f"at a.yaml:{line}:5" in result.err
    assert "hint: rename it" in result.err
    assert not Path("out").exists()


def test_what_is_not_supported_exits_with_3(here: Path, regen: Regen) -> None:
    parts = [{"type": "object", "title": str(n)} for n in range(1001)]
    text = broken("{$ref: '#/components/schemas/Pet'}", json.dumps({"allOf": parts}))
    (here / "pets.yaml").write_text(text, encoding="utf-8")
    result = regen("generate", "pets.yaml", *OPTIONS)
    assert result.code == 3
    assert "error[too-many-parts]" in result.err
    assert not Path("out").exists()
    skipping = regen("generate", "pets.yaml", *OPTIONS, "--skip-unsupported")
    assert skipping.code == 0
    assert "warning[too-many-parts]" in skipping.err
    assert not Path("out/shop/operations/default.py").exists()


def test_strict_makes_remarks_errors(here: Path, regen: Regen) -> None:
    text = broken("name: {type: string}", "name: {type: string, maxLength: many}")
    (here / "pets.yaml").write_text(text, encoding="utf-8")
    assert regen("generate", "pets.yaml", *OPTIONS, "--strict").code == 2
    assert not Path("out").exists()
    tolerant = regen("generate", "pets.yaml", *OPTIONS)
    assert tolerant.code == 0
    assert "warning[" in tolerant.err


@pytest.mark.parametrize("output", ["/proc", "a-file", "a-file/below"])
def test_a_folder_that_cannot_be_written(here: Path, regen: Regen, output: str) -> None:
    (here / "a-file").write_text("mine", encoding="utf-8")
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    before = content(here)
    result = regen("generate", "pets.yaml", "--output", output, "--package", "shop")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(output.split("/below")[0])
    assert "error[cannot-write]: cannot write the package: " in result.err
    assert content(here) == before


@pytest.mark.parametrize("mode", [(), ("--check",), ("--diff",)])
def test_a_folder_with_foreign_files(
    here: Path, regen: Regen, mode: tuple[str, ...]
) -> None:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    (here / "out" / "shop").mkdir(parents=True)
    (here / "out" / "shop" / "thesis.tex").write_text("years", encoding="utf-8")
    before = stamps(here / "out")
    result = regen("generate", "pets.yaml", *OPTIONS, *mode)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("out/shop: error[foreign-output]: ")
    assert "thesis.tex" in result.err
    assert "\n  hint: " in result.err
    assert stamps(here / "out") == before


def test_a_manifest_that_is_none(here: Path, regen: Regen) -> None:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    regen("generate", "pets.yaml", *OPTIONS)
    Path("out/shop/_regen.json").write_text("<<<<<<< HEAD", encoding="utf-8")
    before = stamps(here / "out")
    result = regen("generate", "pets.yaml", *OPTIONS)
    assert result.code == 2
    assert result.err.startswith("out/shop/_regen.json:1: error[bad-manifest]: ")
    assert stamps(here / "out") == before


@pytest.mark.parametrize("package", ["class", "../up", "a-b", "1st"])
def test_a_name_that_cannot_be_imported(regen: Regen, package: str) -> None:
    result = regen("generate", "pets.yaml", "--output", "out", "--package", package)
    assert result.code == 2
    assert "error[invalid-package-name]" in result.err


def test_text_of_documents_cannot_steer_the_terminal(here: Path, regen: Regen) -> None:
    name = "Pet\\e[2J\\nevil.yaml:1:1: error[fake]: not true"
    text = broken("'#/components/schemas/Pet'", f'"#/components/schemas/{name}"')
    (here / "pets.yaml").write_text(text, encoding="utf-8")
    for words in (("generate", "pets.yaml", *OPTIONS), ("inspect", "pets.yaml")):
        result = regen(*words)
        assert result.code == 2
        assert "\x1b" not in result.out + result.err
        assert not re.search(r"^evil\.yaml", result.err, re.MULTILINE)


def test_a_file_where_the_folder_belongs(here: Path, regen: Regen) -> None:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    result = regen("generate", "pets.yaml", "--output", "pets.yaml")
    assert result.code == 2
    assert "a file stands where a folder belongs" in result.err
    assert (here / "pets.yaml").read_text(encoding="utf-8") == SMALL
