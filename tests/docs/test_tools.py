"""Tools that write documentation show operations as functions with their results."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.kit import environment
from tests.venvs import PACKAGE_NEEDS, ROOT

from .kit import DOCS, blocks

TOOLS = ("mkdocs", "mkdocstrings[python]==1.0.8", "mkdocstrings-python==2.0.11")
DOCUMENT = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example"}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      summary: Lists pets.
      parameters:
        - {name: offset, in: query, description: To begin at., schema: {type: integer}}
      responses:
        "200":
          description: Those that are for sale.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
  /pets/{petId}:
    get:
      operationId: getPet
      tags: [pets]
      deprecated: true
      parameters:
        - {name: petId, in: path, required: true, schema: {type: integer}}
      responses:
        "200": &pet
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
        "404": {description: It was sold.}
  /log:
    get:
      operationId: getLog
      tags: [pets]
      responses:
        "200":
          description: ok
          content:
            application/json: {schema: {type: array, items: {type: string}}}
            image/png: {schema: {type: string, format: binary}}
  /events:
    get:
      operationId: watchPets
      tags: [pets]
      responses:
        "200":
          description: ok
          content: {text/event-stream: {schema: {$ref: "#/components/schemas/Pet"}}}
  /talk:
    post:
      operationId: talk
      tags: [pets]
      responses:
        "200":
          description: ok
          content:
            application/json: {schema: {$ref: "#/components/schemas/Pet"}}
            text/event-stream: {schema: {type: string}}
components:
  schemas:
    Pet:
      type: object
      description: An animal.
      required: [name, kind]
      properties:
        name: {type: string, description: What it is called.}
        kind: {$ref: "#/components/schemas/Kind"}
    Kind: {type: string, enum: [cat, dog]}
"""
CONFIGURATION = """
[clients.shop]
document = "shop.yaml"
output = "src"
[clients.shop.pagination.listPets]
style = "offset"
parameter = "offset"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `shop` below `src`."""
    folder = tmp_path_factory.mktemp("tools")
    (folder / "shop.yaml").write_text(DOCUMENT, encoding="utf-8")
    (folder / "regen.toml").write_text(CONFIGURATION, encoding="utf-8")
    run([sys.executable, "-m", "regen"], folder)
    return folder


def run(line: list[str], folder: Path) -> str:
    env = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONWARNINGS": "default"}
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def shown(page: Path) -> str:
    """What a reader of a page sees, without spaces."""
    text = re.sub(r"(?s)<(style|script|svg|head)\b.*?</\1>", "", page.read_text())
    text = re.sub(r'(?s)<div class="pdoc-code.*?</div>', "", text)
    return re.sub(r"\s", "", html.unescape(re.sub("<[^>]*>", "", text)))


def missing(page: Path, texts: list[str]) -> list[str]:
    found = shown(page)
    return [text for text in texts if re.sub(r"\s", "", text) not in found]


def test_pdoc_shows_functions_with_their_results(home: Path) -> None:
    python = environment(
        "pdoc", "pdoc==16.0.0", *PACKAGE_NEEDS, constraints=ROOT / "constraints.txt"
    )
    said = run([str(python), "-m", "pdoc", "-d", "google", "shop", "-o", "out"], home)
    assert "Warning" not in said, said
    assert not missing(
        home / "out" / "shop" / "operations" / "pets.html",
        [
            "list_pets(client, /, *, offset: int | None = None)",
            ") -> list[shop.models.Pet]:",
            "offset: To begin at.",
            "Returns: Those that are for sale.",
            "get_pet(client, /, pet_id: int) -> shop.models.Pet",
            "NotFoundError: It was sold.",
            "@deprecated",
            ") -> list[str] | bytes:",
            "watch_pets(client, /) -> ",
            "-> shop._runtime.event_stream.Stream[shop.models.Pet]:",
            "talk(client, /) -> shop.models.Pet",
        ],
    )
    assert not missing(
        home / "out" / "shop" / "models.html",
        ["Pet(*, name: str, kind: Kind)", "What it is called.", "Kind.CAT: 'cat'"],
    )
    assert not missing(
        home / "out" / "shop.html", ["class NotFoundError", "404 Not Found."]
    )


def test_mkdocstrings_shows_them_with_the_extension_of_the_recipe(home: Path) -> None:
    python = environment("site", *TOOLS, constraints=ROOT / "constraints.txt")
    for block in blocks(DOCS / "recipes.md"):
        if block.title in ("operations.py", "mkdocs.yml", "docs/index.md"):
            path = home / block.title
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text.replace("petstore", "shop"), encoding="utf-8")
    run([str(python), "-m", "mkdocs", "build", "--strict"], home)
    assert not missing(
        home / "site" / "index.html",
        [
            "list_pets(client, /, *, offset: int | None = None) -> list[models.Pet]",
            "To begin at.",
            "Returns: Type Description list[Pet] Those that are for sale.",
            "get_pet(client, /, pet_id: int) -> models.Pet",
            "NotFoundError It was sold.",
            ") -> list[str] | bytes",
            "watch_pets(client) -> Stream[models.Pet]",
            "talk(client) -> models.Pet",
            "name: str",
            "What it is called.",
            "CAT = 'cat'",
        ],
    )
