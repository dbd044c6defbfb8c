"""`regen diff`: formats, exit codes, places."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from .kit import PAGE, ROOT, SMALL, Regen, line_of

BREAKING = SMALL.replace("required: [name]", "required: []")
NEW = SMALL + "    Cat: {type: string, enum: [a, b]}\n"
EXAMPLE = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      tags: [pets]
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
    post:
      operationId: createPet
      tags: [pets]
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        kind: {type: string, enum: [cat, dog]}
"""
SWAGGER = """\
swagger: "2.0"
info: {title: Pet Shop, version: "1"}
paths: {}
definitions:
  Pet:
    type: object
    properties:
      name: {type: string}
"""


@pytest.fixture
def old(here: Path) -> Path:
    return write(here, "old.yaml", SMALL)


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return Path(name)


@pytest.mark.parametrize(
    ("text", "step", "code"),
    [(SMALL, "none", 0), (NEW, "minor", 0), (BREAKING, "major", 1)],
)
def test_exit_codes(
    old: Path, here: Path, regen: Regen, text: str, step: str, code: int
) -> None:
    new = write(here, "new.yaml", text)
    result = regen("diff", old, new)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{step}: ")
    result = regen("diff", old, new, "--fail-on", "breaking")
    assert (result.code, result.err) == (code, "")
    assert result.out.startswith(f"{step}: ")


def test_a_change_names_its_line(old: Path, here: Path, regen: Regen) -> None:
    new = write(here, "new.yaml", f"# one line more\n{BREAKING}")
    result = regen("diff", old, new, "--format", "json")
    assert result.code == 0
    assert result.json["step"] == "major"
    (change,) = (c for c in result.json["changes"] if c["severity"] == "breaking")
    assert change["subject"] == "models.Pet.name"
    line = line_of(SMALL, "name: {type: string}")
    pointer = "/components/schemas/Pet/properties/name"
    place = {"column": 9, "pointer": pointer}
    assert change["old"] == {"file": "old.yaml", "line": line, **place}
    assert change["new"] == {"file": "new.yaml", "line": line + 1, **place}
    text = regen("diff", old, new).out
    assert f"[new:{line + 1}]" in text


def test_places_in_documents_that_were_converted(here: Path, regen: Regen) -> None:
    old = write(here, "old.yaml", SWAGGER)
    new = write(here, "new.yaml", SWAGGER.replace("string", "integer"))
    result = regen("diff", old, new, "--format", "json")
    (change,) = result.json["changes"]
    line = line_of(SWAGGER, "name: ")
    for side in ("old", "new"):
        assert change[side]["line"] == line
        assert change[side]["pointer"] == "/definitions/Pet/properties/name"


def test_pages_are_documents(here: Path, regen: Regen) -> None:
    old = write(here, "old.md", PAGE)
    new = write(here, "new.md", PAGE.replace("operationId: deploy", "operationId: run"))
    result = regen("diff", old, new, "--format", "markdown")
    assert result.code == 0
    assert result.out.startswith("**major: ")
    assert "renamed?" in result.out


def test_a_document_that_is_wrong(old: Path, here: Path, regen: Regen) -> None:
    new = write(here, "new.yaml", SMALL.replace("schemas/Pet'", "schemas/Gone'"))
    result = regen("diff", old, new, "--fail-on", "breaking")
    assert (result.code, result.out) == (2, "")
    assert "new.yaml:" in result.err
    for words in (["--format", "json"], ["--format=json"]):
        result = regen("diff", old, new, *words)
        assert result.code == 2
        assert result.json["diagnostics"][0]["code"] == "dangling-reference"


def test_options_that_do_not_exist(old: Path, regen: Regen) -> None:
    for words in (["--format", "xml"], ["--fail-on", "anything"]):
        assert regen("diff", old, old, *words).code == 2
    assert regen("diff", old).code == 2


def test_findings_are_reported(old: Path, here: Path, regen: Regen) -> None:
    new = write(
        here, "new.yaml", SMALL.replace("{type: string}", "{default: 1, type: string}")
    )
    result = regen("diff", old, new, "--format", "json")
    (finding,) = result.json["diagnostics"]
    assert finding["file"] == "new.yaml"
    assert finding["message"] in result.err


def test_the_example_of_the_readme(here: Path, regen: Regen) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    old = write(here, "old.yaml", EXAMPLE)
    text = EXAMPLE.replace("in: query,", "in: query, required: true,")
    text = text.replace("required: [name]", "required: []")
    new = write(here, "new.yaml", text.replace("[cat, dog]", "[cat, dog, bird]"))
    assert f"new.yaml\n{regen('diff', old, new).out}```\n" in readme
    shown = re.search(r"^```json\n(.*?)^```$", readme, re.S | re.M)
    assert shown
    promised = json.loads(shown[1])
    value = regen("diff", old, new, "--format", "json").json
    assert promised["changes"] == value["changes"][:1]
    assert promised | {"changes": []} == value | {"changes": []}


PAGED = """\
[clients.shop]
document = "old.yaml"
output = "out"
package = "pets"
exclude = {operations = ["getPet"]}
[clients.shop.pagination.listPets]
style = "page"
parameter = "page"
items = ""
"""
GET_PET = """\
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: none}}
"""


def test_both_are_read_as_a_configured_client(here: Path, regen: Regen) -> None:
    page = "      parameters: [{name: page, in: query, schema: {type: integer}}]\n"
    listed = SMALL.replace("      responses:", f"{page}      responses:", 1)
    listed = listed.replace("components:", f"{GET_PET}components:")
    old = write(here, "old.yaml", listed)
    new = write(
        here,
        "new.yaml",
        listed.replace("{id}", "{key}").replace("name: id", "name: key"),
    )
    write(here, "regen.toml", PAGED)
    assert "get_pet" in regen("diff", old, new).out
    result = regen("diff", old, new, "--client", "shop")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("none: ")
    write(here, "regen.toml", PAGED.replace('parameter = "page"', 'parameter = "p"'))
    result = regen("diff", old, new, "--client", "shop")
    assert "regen.toml:" in result.err


def test_names_are_those_of_the_package_of_a_client(here: Path, regen: Regen) -> None:
    old = write(here, "old.yaml", SMALL)
    write(here, "regen.toml", PAGED[: PAGED.index("exclude")])
    assert regen().code == 0
    changed = SMALL.replace("    Pet:", "    pet: {type: object}\n    Pet:")
    new = write(here, "new.yaml", changed.replace("enum: [cat, dog]", "format: x"))
    result = regen("diff", old, new, "--client", "shop")
    assert "models.PetKind" in result.out
    assert "models.PetSchema is new" in result.out


def test_options_add_to_those_of_a_client(old: Path, here: Path, regen: Regen) -> None:
    write(here, "regen.toml", PAGED[: PAGED.index("exclude")])
    new = write(here, "new.yaml", SMALL.replace("schemas/Pet'", "schemas/Gone'"))
    words = ("diff", old, new, "--client", "shop")
    assert regen(*words).code == 2
    assert regen(*words, "--skip-unsupported").code == 0


def test_an_unknown_client(old: Path, here: Path, regen: Regen) -> None:
    write(here, "regen.toml", PAGED)
    result = regen("diff", old, old, "--client", "shup")
    assert result.code == 2
    assert "did you mean `shop`?" in result.err


def test_nothing_is_written(old: Path, here: Path, regen: Regen) -> None:
    regen("diff", old, old)
    assert [path.name for path in here.iterdir()] == ["old.yaml"]


def committed(folder: Path) -> None:
    """A repository with all files of a folder."""
    words = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for line in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "a"]):
        subprocess.run(["git", *words, *line], cwd=folder, check=True)


def test_l7_a_document_of_a_revision_with_the_files_that_it_refers_to(
    here: Path, regen: Regen
) -> None:
    (here / "api").mkdir()
    write(here, "pet.yaml", "{type: object, properties: {name: {type: string}}}")
    tree = SWAGGER.replace(
        SWAGGER[SWAGGER.index("  Pet:") :], "  Pet: {$ref: ../pet.yaml}\n"
    )
    write(here, "api/openapi.yaml", tree)
    committed(here)
    write(here, "pet.yaml", "{type: object, properties: {name: {type: integer}}}")
    result = regen(
        "diff", "main:api/openapi.yaml", "api/openapi.yaml", "--format", "json"
    )
    (change,) = result.json["changes"]
    assert change["subject"] == "models.Pet.name"
    assert change["old"]["file"] == "main:pet.yaml"
    assert not Path(change["new"]["file"]).is_absolute()
    same = regen("diff", "HEAD:api/openapi.yaml", "main:api/openapi.yaml")
    assert same.out.startswith("none: ")


@pytest.mark.parametrize(
    ("document", "message"),
    [("gone:openapi.yaml", "git: "), ("main:gone.yaml", "main has no file gone.yaml")],
)
def test_l7_a_revision_that_is_not_there(
    old: Path, here: Path, regen: Regen, document: str, message: str
) -> None:
    committed(here)
    result = regen("diff", document, old)
    assert (result.code, result.out) == (2, "")
    assert "error[unknown-revision]" in result.err
    assert message in result.err
