"""R16: a package whose models keep what their schemas do not declare."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.runtime.server import Server, answer
from tests.support import client, operations

from .wire import both

DOCUMENT = """
paths:
  /pets/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getPet
      responses:
        "200":
          description: The pet.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
    put:
      operationId: putPet
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        owner: {$ref: "#/components/schemas/Owner"}
    Owner: {type: object, properties: {city: {type: string}}}
"""
PLAIN = {"name": "Rex", "chip": {"id": 7}, "owner": {"city": "Ulm", "zip": None}}


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("keeping"), DOCUMENT, undeclared="keep")


@pytest.fixture(scope="module")
def dropping(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("dropping"), DOCUMENT)


def put_back(package: ModuleType, way: Callable[..., Any], **options: Any) -> Any:
    """What the server gets after the pet was fetched, renamed and put back."""
    functions = operations(package)
    with Server([answer(body=json.dumps(PLAIN).encode()), answer(204)]) as server:
        pet = way(package, lambda c: functions.get_pet(c, 1), server.url, **options)
        pet.name = "Max"
        way(package, lambda c: functions.put_pet(c, 1, pet), server.url, **options)
        return json.loads(server.last.body)


@both
def test_r16_the_configuration_decides_for_all_clients(
    keeping: ModuleType, dropping: ModuleType, way: Callable[..., Any]
) -> None:
    declared = {"name": "Max", "owner": {"city": "Ulm"}}
    assert put_back(keeping, way) == {**PLAIN, "name": "Max"}
    assert put_back(dropping, way) == declared


@both
def test_r16_a_client_may_be_told_otherwise(
    keeping: ModuleType, dropping: ModuleType, way: Callable[..., Any]
) -> None:
    declared = {"name": "Max", "owner": {"city": "Ulm"}}
    assert put_back(keeping, way, undeclared="drop") == declared
    assert put_back(dropping, way, undeclared="keep") == {**PLAIN, "name": "Max"}
