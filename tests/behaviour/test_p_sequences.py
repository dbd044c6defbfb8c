"""P1, P5, P10: what a caller gives is only read: any sequence and mapping will do."""

from __future__ import annotations

from collections import UserList
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pytest

from tests.behaviour.wire import both, parts_of, sent
from tests.runtime.typed import checked
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: listAll
      tags: [all]
      parameters:
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - name: states
          in: query
          explode: false
          schema: {type: array, items: {$ref: "#/components/schemas/State"}}
        - name: deep
          in: query
          style: deepObject
          schema:
            type: object
            additionalProperties: {type: array, items: {type: integer}}
        - {name: names, in: query, schema: {type: array, items: {type: string}}}
      responses: &done {"204": {description: done}}
    post:
      operationId: add
      tags: [all]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
      responses: *done
    put:
      operationId: setAll
      tags: [all]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              additionalProperties: {$ref: "#/components/schemas/Pet"}
      responses: *done
  /photos:
    post:
      operationId: photos
      tags: [all]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [files]
              properties:
                files: {type: array, items: {type: string, format: binary}}
                sizes: {type: array, items: {type: integer}}
      responses: *done
components:
  schemas:
    State: {type: string, enum: [new, sold]}
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"""
PROGRAM = """
from {name} import Client, models
from {name}.operations.all import add, list_all, photos, set_all

def main(
    client: Client,
    states: list[models.State],
    texts: list[str],
    pets: list[models.Pet],
    by_name: dict[str, models.Pet],
) -> None:
    list_all(client, ids=range(3), states=states, names=texts, deep={{"a": (1, 2)}})
    list_all(client, ids=(1, 2), states=["new", models.State.SOLD])
    list_all(client, states="new")  # wrong
    list_all(client, states=texts)  # wrong
    list_all(client, names="Rex")  # wrong
    add(client, pets)
    add(client, tuple(pets))
    set_all(client, by_name)
    opened = [open("a", "rb"), open("b", "rb")]
    photos(client, models.PhotosRequest(files=opened, sizes=[1]))
    photos(client, models.PhotosRequest(files=(b"a", b"b")))
    photos(client, models.PhotosRequest(files=["a"]))  # wrong
"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("sequences"), DOCUMENT)


@both
def test_p1_any_sequence_is_an_array(way: Callable[..., Any], api: ModuleType) -> None:
    request = sent(
        way,
        api,
        lambda c: operations(api).list_all(
            c,
            ids=range(3),
            states=UserList(["new", api.models.State.SOLD]),
            deep=MappingProxyType({"a": (1, 2)}),
            names=("b", "c"),
        ),
    )
    _, _, query = request.target.partition("?")
    assert query == (
        "ids=0&ids=1&ids=2&states=new,sold&deep%5Ba%5D%5B%5D=1&deep%5Ba%5D%5B%5D=2"
        "&names=b&names=c"
    )


@both
def test_p5_any_sequence_or_mapping_is_a_body(
    way: Callable[..., Any], api: ModuleType
) -> None:
    do, pet = operations(api), api.models.Pet(name="Rex")
    for given in ((pet,), UserList([pet])):
        request = sent(way, api, partial(do.add, body=given))
        assert request.body == b'[{"name":"Rex"}]'
    request = sent(way, api, lambda c: do.set_all(c, MappingProxyType({"a": pet})))
    assert request.body == b'{"a":{"name":"Rex"}}'


@both
def test_p10_any_sequence_of_files_is_sent(
    way: Callable[..., Any], api: ModuleType
) -> None:
    body = api.models.PhotosRequest(files=UserList([b"a", b"b"]), sizes=(1, 2))
    request = sent(way, api, lambda c: operations(api).photos(c, body))
    found = [(name, content) for name, _, content in parts_of(request)]
    assert found == [
        ("files", b"a"),
        ("files", b"b"),
        ("sizes", b"1"),
        ("sizes", b"2"),
    ]


def test_p10_checkers_take_what_is_only_read(api: ModuleType) -> None:
    checked(PROGRAM.format(name=api.__name__), Path(api.__file__ or "").parents[1])
