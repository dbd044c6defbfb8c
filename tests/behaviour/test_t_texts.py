"""T16: text is accepted where a parameter is an enum of strings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_type_hints

import pytest

from tests.behaviour.wire import both
from tests.runtime.server import Server, answer
from tests.runtime.typed import checked
from tests.support import client, operations

MANY = ", ".join(f"v{number}" for number in range(21))
DOCUMENT = f"""
openapi: 3.1.0
paths:
  /pets/{{size}}:
    get:
      operationId: find
      tags: [pets]
      parameters:
        - {{name: size, in: path, required: true,
            schema: {{$ref: "#/components/schemas/Size"}}}}
        - {{name: colour, in: query, schema: {{$ref: "#/components/schemas/Colour"}}}}
        - {{name: many, in: query, schema: {{$ref: "#/components/schemas/Many"}}}}
        - {{name: taken, in: query, schema: {{$ref: "#/components/schemas/Taken"}}}}
      responses: {{"204": {{description: Done}}}}
components:
  schemas:
    Size: {{type: string, enum: [small, large]}}
    Colour: {{type: [string, "null"], enum: [red, null, green]}}
    Many: {{type: string, enum: [{MANY}]}}
    Taken: {{type: string, enum: [a, b]}}
    TakenName: {{type: object, properties: {{a: {{type: string}}}}}}
"""

PROGRAM = """
from {package} import Client, models

def blocking(client: Client, size: models.Size) -> None:
    client.pets.find(size)
    client.pets.find("small", many="v1", taken="other")
    client.pets.find(models.Size.LARGE, many=models.Many.V1)
    client.pets.find("medium")  # wrong
    client.pets.find(1)  # wrong
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("texts"), DOCUMENT, package="colours")


@both
def test_t16_text_is_sent_as_the_member_is(
    way: Callable[..., Any], package: ModuleType
) -> None:
    find, size = operations(package).find, package.models.Size.SMALL
    with Server([answer(204)]) as server:
        way(package, lambda c: find(c, "small", many="v2"), server.url)
        way(package, lambda c: find(c, size, many="v2"), server.url)
    assert {r.target for r in server.requests} == {"/pets/small?many=v2"}


def test_t16_an_alias_lists_the_texts(package: ModuleType) -> None:
    models = package.models
    assert get_args(models.SizeName) == (models.Size, Literal["small", "large"])
    hints = get_type_hints(operations(package).find.call)
    assert hints["size"] == models.SizeName
    assert hints["many"] == models.Many | str | None
    assert hints["taken"] == models.Taken | str | None


def test_t16_checkers_know_the_texts(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parents[1]
    checked(PROGRAM.format(package=package.__name__), folder)
