"""P5: request bodies of every kind, as the bytes that a server reads."""

from __future__ import annotations

import inspect
import io
import json
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

import pytest

from tests.behaviour.wire import OK, both, sent
from tests.runtime.server import Server
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /json:
    post:
      operationId: sendJson
      tags: [all]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses: {"200": {description: OK}}
  /merge:
    patch:
      operationId: merge
      tags: [all]
      requestBody:
        required: true
        content:
          application/merge-patch+json: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"200": {description: OK}}
  /optional:
    post:
      operationId: optional
      tags: [all]
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses: {"200": {description: OK}}
  /any:
    post:
      operationId: anything
      tags: [all]
      requestBody:
        required: true
        content: {application/json: {schema: {type: [array, "null"], items: {type: integer}}}}
      responses: {"200": {description: OK}}
  /text:
    post:
      operationId: text
      tags: [all]
      requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}
      responses: {"200": {description: OK}}
  /xml:
    post:
      operationId: xml
      tags: [all]
      requestBody:
        required: true
        content: {application/xml: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses: {"200": {description: OK}}
  /binary:
    put:
      operationId: binary
      tags: [all]
      requestBody:
        required: true
        content:
          application/octet-stream: {schema: {type: string, format: binary}}
      responses: {"200": {description: OK}}
  /image:
    put:
      operationId: image
      tags: [all]
      requestBody: {required: true, content: {image/*: {}}}
      responses: {"200": {description: OK}}
  /lines:
    post:
      operationId: lines
      tags: [all]
      requestBody:
        required: true
        content: {application/x-ndjson: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses: {"200": {description: OK}}
  /several:
    post:
      operationId: several
      tags: [all]
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}
          multipart/form-data: {schema: {$ref: "#/components/schemas/Pet"}}
          application/vnd.pet+json: {schema: {$ref: "#/components/schemas/Pet"}}
          text/csv: {schema: {type: string}}
          application/octet-stream: {}
      responses: {"200": {description: OK}}
  /named:
    post:
      operationId: named
      tags: [all]
      requestBody:
        required: true
        content:
          application/json-patch+json: {schema: {$ref: "#/components/schemas/Pet"}}
          application/json; odata.metadata=full: {schema: {$ref: "#/components/schemas/Pet"}}
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"200": {description: OK}}
  /patched:
    patch:
      operationId: patched
      tags: [all]
      requestBody:
        required: true
        content:
          application/json-patch+json: {schema: {type: array, items: {type: object}}}
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"200": {description: OK}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        nickName: {type: [string, "null"]}
        born: {type: string, format: date}
"""  # noqa: E501


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("bodies"), DOCUMENT)


def _called(operation: Any, body: Any, client: Any) -> Any:
    return operation(client, body)


@both
def test_p5_json(way: Callable[..., Any], api: ModuleType) -> None:
    pet = api.models.Pet(name="Rex é", nick_name=None)
    calls = operations(api).send_json, operations(api).merge
    for operation, kind in zip(calls, ("json", "merge-patch+json"), strict=True):
        request = sent(way, api, partial(_called, operation, pet))
        assert request.header("content-type") == f"application/{kind}"
        # `id` is read-only, `nickName` is null because the caller says so.
        assert json.loads(request.body) == {"name": "Rex é", "nickName": None}
        assert request.header("content-length") == str(len(request.body))


@both
def test_p5_optional_bodies(way: Callable[..., Any], api: ModuleType) -> None:
    request = sent(way, api, operations(api).optional)
    assert request.body == b""
    assert request.header("content-type") is None
    pet = api.models.Pet(name="Rex")
    request = sent(way, api, lambda client: operations(api).optional(client, pet))
    assert request.body == b'{"name":"Rex"}'


@both
@pytest.mark.parametrize(("value", "body"), [([], b"[]"), ([1, 2], b"[1,2]")])
def test_p5_arrays_as_bodies(
    way: Callable[..., Any], api: ModuleType, value: Any, body: bytes
) -> None:
    request = sent(way, api, lambda client: operations(api).anything(client, value))
    assert request.body == body
    assert request.header("content-type") == "application/json"


@both
def test_p5_null_as_a_required_body(way: Callable[..., Any], api: ModuleType) -> None:
    request = sent(way, api, lambda client: operations(api).anything(client, None))
    assert request.body == b"null"


@both
def test_p5_text_and_xml(way: Callable[..., Any], api: ModuleType) -> None:
    request = sent(way, api, lambda client: operations(api).text(client, "é\n"))
    assert request.body == "é\n".encode()
    assert request.header("content-type") == "text/plain; charset=utf-8"
    request = sent(way, api, lambda client: operations(api).xml(client, "<pet>é</pet>"))
    assert request.body == "<pet>é</pet>".encode()
    assert request.header("content-type") == "application/xml"


@both
@pytest.mark.parametrize("source", ["bytes", "file", "iterator", "File"])
def test_p5_binary(way: Callable[..., Any], api: ModuleType, source: str) -> None:
    value: Any = {
        "bytes": b"\0\xff data",
        "file": io.BytesIO(b"\0\xff data"),
        "iterator": iter([b"\0\xff", b" data"]),
        "File": api.File(b"\0\xff data", content_type="application/x-own"),
    }[source]
    request = sent(way, api, lambda client: operations(api).binary(client, value))
    assert request.body == b"\0\xff data"
    kind = "x-own" if source == "File" else "octet-stream"
    assert request.header("content-type") == f"application/{kind}"


@both
def test_p5_a_range_of_media_types(way: Callable[..., Any], api: ModuleType) -> None:
    image = api.File(b"PNG", content_type="image/png")
    request = sent(way, api, lambda client: operations(api).image(client, image))
    assert (request.header("content-type"), request.body) == ("image/png", b"PNG")


@both
def test_p5_json_lines(way: Callable[..., Any], api: ModuleType) -> None:
    pets = (api.models.Pet(name=name) for name in "ab")
    request = sent(way, api, lambda client: operations(api).lines(client, pets))
    assert request.body == b'{"name":"a"}\n{"name":"b"}\n'
    assert request.header("content-type") == "application/x-ndjson"


@both
def test_p5_several_media_types(way: Callable[..., Any], api: ModuleType) -> None:
    def send(value: Any, **options: Any) -> tuple[str, bytes]:
        request = sent(
            way, api, lambda client: operations(api).several(client, value, **options)
        )
        kind = request.header("content-type")
        assert kind is not None
        return kind, request.body

    pet = api.models.Pet(name="a b")
    assert send(pet) == ("application/json", b'{"name":"a b"}')
    kind = "application/x-www-form-urlencoded"
    assert send(pet, media_type=kind) == (kind, b"name=a+b")
    kind = "application/vnd.pet+json"
    assert send(pet, media_type=kind) == (kind, b'{"name":"a b"}')
    found, _ = send("a,b", media_type="text/csv")
    assert found == "text/csv; charset=utf-8"
    kind = "application/octet-stream"
    assert send(b"\0", media_type=kind) == (kind, b"\0")
    found, body = send(pet, media_type="multipart/form-data")
    assert found.startswith("multipart/form-data; boundary=")
    assert b'name="name"\r\n\r\na b\r\n' in body


@both
def test_p5_a_media_type_that_is_not_taken(
    way: Callable[..., Any], api: ModuleType
) -> None:
    with Server([OK]) as server:
        with pytest.raises(ValueError, match=r"text/html.*application/json"):
            way(
                api,
                lambda client: operations(api).several(
                    client, "x", media_type="text/html"
                ),
                server.url,
            )
        assert server.requests == []


def test_p5_the_default_media_type_is_the_first(api: ModuleType) -> None:
    parameters = inspect.signature(operations(api).several).parameters
    assert parameters["media_type"].default == "application/json"
    assert "media_type" not in inspect.signature(operations(api).send_json).parameters


def test_p5_json_has_its_usual_name_by_default(api: ModuleType) -> None:
    """Unless the other name is that of another value."""

    def default(operation: Any) -> Any:
        return inspect.signature(operation).parameters["media_type"].default

    assert default(operations(api).named) == "application/json"
    assert default(operations(api).patched) == "application/json-patch+json"
