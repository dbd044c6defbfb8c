"""R1 to R4: what responses become, by status, media type and declared headers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

from tests.behaviour.wire import both, received, sent
from tests.runtime.server import answer
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /several:
    get:
      operationId: several
      tags: [all]
      responses:
        "200": {description: Old, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "201": {description: New, content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}
        "204": {description: None}
        "404": {description: No such pet, content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "4XX": {description: Your fault, content: {application/json: {schema: {$ref: "#/components/schemas/Fault"}}}}
        default: {description: Anything else, content: {application/json: {schema: {$ref: "#/components/schemas/Oops"}}}}
  /range:
    get:
      operationId: ranges
      tags: [all]
      responses:
        2xx: {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        5XX: {description: Ours}
  /default:
    get:
      operationId: defaults
      tags: [all]
      responses:
        default: {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /empty:
    delete:
      operationId: empty
      tags: [all]
      responses: {"204": {description: Gone}, "409": {description: Busy}}
    head:
      operationId: head
      tags: [all]
      responses:
        "200":
          description: OK
          headers: {X-Total: {required: true, schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
  /media:
    get:
      operationId: media
      tags: [all]
      responses:
        "200":
          description: OK
          content:
            application/json; charset=utf-8: {schema: {$ref: "#/components/schemas/Pet"}}
            Text/Plain: {schema: {type: string}}
            application/xml: {schema: {type: object}}
            image/*: {schema: {type: string, format: binary}}
  /vendor:
    get:
      operationId: vendor
      tags: [all]
      responses:
        "200": {description: OK, content: {application/vnd.pet.v1+json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /any:
    get:
      operationId: anything
      tags: [all]
      responses:
        "200": {description: OK, content: {"*/*": {schema: {$ref: "#/components/schemas/Pet"}}}}
  /app:
    get:
      operationId: app
      tags: [all]
      responses:
        "200": {description: OK, content: {"application/*": {schema: {$ref: "#/components/schemas/Pet"}}}}
  /file:
    get:
      operationId: file
      tags: [all]
      responses:
        "200": {description: OK, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
  /text:
    get:
      operationId: text
      tags: [all]
      responses: {"200": {description: OK, content: {text/csv: {schema: {type: string}}}}}
  /parts:
    get:
      operationId: parts
      tags: [all]
      responses: {"200": {description: OK, content: {multipart/mixed: {schema: {type: object, properties: {file: {type: string, format: binary}}}}}}}
  /pairs:
    get:
      operationId: pairs
      tags: [all]
      responses: {"200": {description: OK, content: {application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}}}}
  /headers:
    get:
      operationId: headers
      tags: [all]
      responses:
        "200":
          description: OK
          headers:
            X-Total: {required: true, schema: {type: integer}}
            X-Tags: {schema: {type: array, items: {type: string}}}
            X-Rate: {schema: {type: number}}
            X-On: {schema: {type: boolean}}
            X-Kind: {schema: {$ref: "#/components/schemas/Kind"}}
            X-Shared: {$ref: "#/components/headers/Reset"}
            X-Json: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
            Content-Type: {schema: {type: string}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
        "429":
          description: Slow down
          headers: {X-Wait: {schema: {type: integer}}}
components:
  headers:
    Reset: {schema: {type: string, format: date-time}}
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer}, name: {type: string}}}
    Job: {type: object, required: [job], properties: {job: {type: string}}}
    Problem: {type: object, required: [title], properties: {title: {type: string}}}
    Fault: {type: object, required: [fault], properties: {fault: {type: string}}}
    Oops: {type: object, required: [oops], properties: {oops: {type: string}}}
    Kind: {type: string, enum: [a, b]}
"""  # noqa: E501
PET = b'{"id": 1}'


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("responses"), DOCUMENT)


def get(way: Any, api: ModuleType, name: str, reply: Any, **options: Any) -> Any:
    """The result of an operation without arguments."""
    return received(way, api, getattr(operations(api), name), reply, **options)


def returned(operation: Any) -> Any:
    """What the call of an operation gives, as annotated."""
    return get_args(get_type_hints(operation.__wrapped__)["return"])[0]


@both
def test_r1_several_successes(way: Callable[..., Any], api: ModuleType) -> None:
    models = api.models
    assert get(way, api, "several", answer(200, PET)) == models.Pet(id=1)
    found = get(way, api, "several", answer(201, b'{"job": "j"}'))
    assert found == models.Job(job="j")
    assert get(way, api, "several", answer(204)) is None
    assert returned(operations(api).several) == models.Pet | models.Job | None


@both
def test_r1_ranges_and_default(way: Callable[..., Any], api: ModuleType) -> None:
    pet = api.models.Pet(id=1)
    for status in (200, 202, 299):
        assert get(way, api, "ranges", answer(status, PET)) == pet
        assert get(way, api, "defaults", answer(status, PET)) == pet
    with pytest.raises(api.ServerError, match="Ours"):
        get(way, api, "ranges", answer(503))
    with pytest.raises(api.NotFoundError) as caught:
        get(way, api, "defaults", answer(404, PET))
    assert caught.value.body == pet


@both
def test_r1_an_undeclared_success(
    way: Callable[..., Any], api: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    assert get(way, api, "vendor", answer(202, PET)) == api.models.Pet(id=1)
    assert "undeclared status 202" in caplog.text
    assert get(way, api, "empty", answer(200, b"whatever", "text/plain")) is None


@both
def test_r1_empty_bodies(way: Callable[..., Any], api: ModuleType) -> None:
    assert get(way, api, "empty", answer(204)) is None
    assert get(way, api, "vendor", answer(204)) is None
    assert get(way, api, "file", answer(200)) == b""
    assert get(way, api, "text", answer(200)) == ""


@both
def test_r1_head(way: Callable[..., Any], api: ModuleType) -> None:
    reply = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        b"X-Total: 3\r\nContent-Length: 9\r\n\r\n"
    )
    assert get(way, api, "head", reply) is None
    assert returned(operations(api).head) is type(None)
    call = operations(api).head.call()
    response = received(way, api, lambda c: c.exchange(call), reply)
    assert response.headers_as(api.models.HeadResponseHeaders).x_total == 3


@both
@pytest.mark.parametrize(
    ("status", "error", "model", "key", "text"),
    [
        (404, "NotFoundError", "Problem", "title", "No such pet"),
        (400, "BadRequestError", "Fault", "fault", "Your fault"),
        (418, "StatusError", "Fault", "fault", "Your fault"),
        (500, "ServerError", "Oops", "oops", "Anything else"),
    ],
)
def test_r2_typed_errors(
    way: Callable[..., Any],
    api: ModuleType,
    status: int,
    error: str,
    model: str,
    key: str,
    text: str,
) -> None:
    reply = answer(status, b'{"%s": "why"}' % key.encode(), X_Request_Id="r-1")
    with pytest.raises(api.StatusError) as caught:
        get(way, api, "several", reply)
    found = caught.value
    assert type(found) is getattr(api, error)
    assert found.body == getattr(api.models, model)(**{key: "why"})
    assert (found.status, found.request_id) == (status, "r-1")
    assert found.request.method == "GET"
    assert found.headers["content-type"] == "application/json"
    for part in ("GET http://127.0.0.1", "/several", str(status), text, "why"):
        assert part in str(found)


@both
@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("text/html", b"<h1>no</h1>", "<h1>no</h1>"),
        ("application/json", b"{broken", "{broken"),
        (None, b"", None),
    ],
)
def test_r2_an_undeclared_body_never_hides_the_error(
    way: Callable[..., Any],
    api: ModuleType,
    kind: str | None,
    body: bytes,
    expected: Any,
) -> None:
    with pytest.raises(api.ConflictError) as caught:
        get(way, api, "empty", answer(409, body, kind))
    assert caught.value.body == expected
    assert "Busy" in str(caught.value)


@both
def test_r2_without_raising(way: Callable[..., Any], api: ModuleType) -> None:
    call = operations(api).several.call()
    reply = answer(404, b'{"title": "why"}')
    found = received(way, api, lambda c: c.exchange(call, check=False), reply)
    assert (found.status, found.value) == (404, api.models.Problem(title="why"))


@both
@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "Application/JSON;charset=UTF-8",
        "application/vnd.pet.v1+json",
        "application/vnd.pet.v2+json; q=1",
        "text/html",
        None,
    ],
)
@pytest.mark.parametrize("name", ["vendor", "anything", "app"])
def test_r3_json_by_the_parsed_media_type(
    way: Callable[..., Any], api: ModuleType, name: str, kind: str | None
) -> None:
    assert get(way, api, name, answer(200, PET, kind)) == api.models.Pet(id=1)


@both
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("TEXT/plain; charset=latin-1", "{é}"),
        ("application/xml; charset=latin-1", "{é}"),
        ("image/png", b"{\xe9}"),
        ("IMAGE/svg+xml", b"{\xe9}"),
    ],
)
def test_r3_the_media_type_decides(
    way: Callable[..., Any], api: ModuleType, kind: str, expected: Any
) -> None:
    assert get(way, api, "media", answer(200, b"{\xe9}", kind)) == expected


@both
def test_r3_what_is_accepted(way: Callable[..., Any], api: ModuleType) -> None:
    request = sent(way, api, operations(api).vendor)
    accepted = request.header("accept") or ""
    assert accepted.startswith("application/vnd.pet.v1+json")
    request = sent(way, api, operations(api).file)
    assert (request.header("accept") or "").startswith("application/octet-stream")


NOTATIONS = """
openapi: 3.1.0
info: {title: Notations, version: "1"}
servers: [{url: "http://unused.example"}]
paths:
  /pet:
    get:
      operationId: getPet
      tags: [pets]
      responses:
        "200":
          description: OK
          content: {application/xml: &pet {schema: {$ref: "#/components/schemas/Pet"}}, application/json: *pet, application/vnd.acme+yaml: *pet, text/csv: {}}
        "404":
          description: Not found
          content: {application/problem+xml: &fault {schema: {$ref: "#/components/schemas/Fault"}}, application/problem+json: *fault}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer}}}
    Fault: {type: object, required: [why], properties: {why: {type: string}}}
"""  # noqa: E501


@both
def test_r3_json_is_preferred_to_other_notations_of_the_same(
    way: Callable[..., Any], tmp_path: Path
) -> None:
    api = client(tmp_path, NOTATIONS)
    get_pet = import_module(f"{api.__name__}.operations.pets").get_pet
    (result,) = get_args(get_type_hints(get_pet)["return"])
    assert result == api.models.Pet | str  # the text is CSV
    accepted = sent(way, api, get_pet).header("accept") or ""
    assert "application/json," in accepted
    assert "application/xml;q=0.5" in accepted
    assert received(way, api, get_pet, answer(200, PET)) == api.models.Pet(id=1)
    xml = answer(200, b"<pet/>", "application/xml")
    assert received(way, api, get_pet, xml) == "<pet/>"
    for kind, body, expected in (
        ("application/problem+json", b'{"why": "gone"}', api.models.Fault(why="gone")),
        ("application/problem+xml", b"<why>gone</why>", "<why>gone</why>"),
    ):
        with pytest.raises(api.NotFoundError) as caught:
            received(way, api, get_pet, answer(404, body, kind))
        assert caught.value.body == expected


@both
def test_r3_files_are_bytes_whatever_the_server_says(
    way: Callable[..., Any], api: ModuleType
) -> None:
    for kind in (
        "application/octet-stream",
        "application/pdf",
        "application/json",
        None,
    ):
        assert get(way, api, "file", answer(200, PET, kind)) == PET
    assert get(way, api, "text", answer(200, b"a,b\n", "text/csv; header=x")) == "a,b\n"


@both
def test_r3_forms_are_not_taken_apart(way: Callable[..., Any], api: ModuleType) -> None:
    parts = b"--x\r\n\r\n\0\xff\r\n--x--"
    reply = answer(200, parts, "multipart/mixed; boundary=x")
    assert get(way, api, "parts", reply, strict=True) == parts
    reply = answer(200, b"id=1&name=a+b", "application/x-www-form-urlencoded")
    assert get(way, api, "pairs", reply, strict=True) == "id=1&name=a+b"
    assert returned(operations(api).parts) is bytes
    assert returned(operations(api).pairs) is str


@both
def test_r4_typed_headers(way: Callable[..., Any], api: ModuleType) -> None:
    reply = answer(
        200,
        PET,
        x_total="42",
        X_Tags="a, b",
        X_Rate="0.5",
        X_On="true",
        X_Kind="c",
        X_Shared="2024-02-29T12:00:00Z",
        X_Json='{"id": 7}',
    )
    call = operations(api).headers.call()
    response = received(way, api, lambda c: c.exchange(call), reply)
    assert response.value == api.models.Pet(id=1)
    assert response.status == 200
    headers = response.headers_as(api.models.HeadersResponseHeaders)
    assert (headers.x_total, headers.x_rate) == (42, 0.5)
    assert headers.x_tags == ["a", "b"]
    assert headers.x_kind == "c"
    assert not headers.x_kind.is_known
    assert headers.x_shared == datetime(2024, 2, 29, 12, tzinfo=UTC)
    assert "content_type" not in dir(headers)


@both
def test_r4_headers_of_other_types(way: Callable[..., Any], api: ModuleType) -> None:
    reply = answer(200, PET, x_total="1", X_On="true")
    call = operations(api).headers.call()
    response = received(way, api, lambda c: c.exchange(call), reply)
    headers = response.headers_as(api.models.HeadersResponseHeaders)
    assert headers.x_on is True
    assert headers.x_tags is None


@both
def test_r4_headers_with_content(way: Callable[..., Any], api: ModuleType) -> None:
    reply = answer(200, PET, x_total="1", X_Json='{"id": 7}')
    call = operations(api).headers.call()
    response = received(way, api, lambda c: c.exchange(call), reply)
    headers = response.headers_as(api.models.HeadersResponseHeaders)
    assert headers.x_json == api.models.Pet(id=7)


@both
def test_r4_headers_of_an_error(way: Callable[..., Any], api: ModuleType) -> None:
    with pytest.raises(api.TooManyRequestsError) as caught:
        get(way, api, "headers", answer(429, X_Wait="30"))
    (name,) = [n for n in api.models.__all__ if "429" in n]
    headers = caught.value.response.headers_as(getattr(api.models, name))
    assert headers.x_wait == 30
