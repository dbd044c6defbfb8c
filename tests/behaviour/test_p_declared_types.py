"""P9, P11, R7, S17: what is declared decides how a value travels, in every place."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.behaviour.wire import blocking, both, parts_of, received, sent
from tests.runtime.server import Server, answer
from tests.support import client, operations

DOCUMENT = """
paths:
  /days/{day}:
    get:
      operationId: days
      parameters:
        - {name: day, in: path, required: true, schema: {type: string, format: date}}
        - {name: since, in: query, schema: {$ref: '#/components/schemas/Day'}}
        - name: dates
          in: query
          schema: {type: [array, 'null'], items: {type: string, format: date}}
        - {name: X-Day, in: header, schema: {type: string, format: date}}
        - {name: at, in: query, schema: {type: string, format: date-time}}
      responses: {'204': {description: done}}
  /form:
    post:
      operationId: form
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Form'}
      responses: {'204': {description: done}}
  /parts:
    post:
      operationId: parts
      requestBody:
        required: true
        content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}}
      responses: {'204': {description: done}}
  /lines:
    post:
      operationId: lines
      requestBody:
        required: true
        content:
          application/jsonl: {schema: {$ref: '#/components/schemas/Pet'}}
      responses: {'204': {description: done}}
  /report:
    put:
      operationId: report
      requestBody:
        required: true
        content:
          application/vnd.x+json;version=1: {schema: {$ref: '#/components/schemas/Old'}}
          application/vnd.x+json;version=2: {schema: {$ref: '#/components/schemas/New'}}
          text/csv: {schema: {type: string}}
      responses: {'204': {description: done}}
  /number:
    put:
      operationId: number
      requestBody:
        required: true
        content: {text/plain: {schema: {type: integer}}}
      responses: {'204': {description: done}}
  /kept:
    put:
      operationId: kept
      requestBody:
        required: true
        content: {text/plain: {schema: {type: array, items: {type: string}}}}
      responses: {'204': {description: done}}
  /key:
    get:
      operationId: key
      responses:
        '200':
          description: a key
          content:
            application/vnd.x+json: {schema: {$ref: '#/components/schemas/Key'}}
  /blob:
    get:
      operationId: blob
      responses:
        '200':
          description: a key
          content:
            application/vnd.x+json: {schema: {type: string, format: binary}}
  /photo:
    get:
      operationId: photo
      responses:
        '200':
          description: byte[] of Spring
          content: {'*/*': {schema: {type: string, format: byte}}}
  /word:
    get:
      operationId: word
      responses:
        '200':
          description: String of Spring
          content: {'*/*': {schema: {type: string}}}
  /v1/{name=messages/*}:
    get:
      operationId: message
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: done}}
components:
  schemas:
    Day: {type: string, format: date}
    Key: {type: string, format: byte}
    Old: {type: object, required: [old], properties: {old: {type: string}}}
    New: {type: object, required: [new], properties: {new: {type: integer}}}
    Cat: {type: object, properties: {lives: {type: integer}}}
    Dog: {type: object, properties: {legs: {type: integer}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Form:
      type: object
      properties:
        pet: {$ref: '#/components/schemas/Pet'}
        pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        day: {type: string, format: date}
        key: {type: string, format: byte}
"""

NOON = datetime(2024, 1, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("declared"), DOCUMENT)


@both
def test_p11_dates_are_sent_as_dates(way: Callable[..., Any], api: Any) -> None:
    days, day = operations(api).days, date(2024, 1, 2)
    request = sent(
        way,
        api,
        lambda c: days(c, day, since=day, dates=[day, day], x_day=day, at=NOON),
    )
    query = (
        "since=2024-01-02&dates=2024-01-02&dates=2024-01-02&at=2024-01-02T12%3A00%3A00Z"
    )
    assert request.target == f"/days/2024-01-02?{query}"
    assert request.header("x-day") == "2024-01-02"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("day", {"day": NOON}),
        ("since", {"since": NOON}),
        ("dates", {"dates": [date(2024, 1, 2), NOON]}),
        ("X-Day", {"x_day": NOON}),
    ],
)
def test_p11_a_datetime_is_no_date(api: Any, name: str, given: dict[str, Any]) -> None:
    values = {"day": date(2024, 1, 2), **given}
    with Server([]) as server:
        with pytest.raises(ValueError, match=f"^{name}: a datetime where a date"):
            blocking(api, lambda c: operations(api).days(c, **values), server.url)
        assert not server.requests


@pytest.mark.parametrize("name", ["form", "parts"])
def test_p11_a_datetime_is_no_date_in_a_form(api: Any, name: str) -> None:
    send: Any = getattr(operations(api), name)
    with Server([]) as server:
        form = api.models.Form(day=NOON)
        with pytest.raises(ValueError, match=r"^\$\.day: a datetime where a date"):
            blocking(api, lambda c: send(c, form), server.url)
        assert not server.requests


@both
def test_s17_a_form_has_the_tags_of_unions(way: Callable[..., Any], api: Any) -> None:
    models, made = api.models, operations(api)
    form = models.Form(
        pet=models.Cat(lives=9), pets=[models.Dog(legs=4), models.Cat()], key=b"\xff"
    )
    cat, dog = {"kind": "Cat", "lives": 9}, {"kind": "Dog", "legs": 4}
    body = sent(way, api, lambda c: made.form(c, form)).body
    fields = parse_qs(body.decode())
    assert [json.loads(text) for text in fields["pet"]] == [cat]
    assert [json.loads(text) for text in fields["pets"]] == [dog, {"kind": "Cat"}]
    assert fields["key"] == ["/w=="]
    parts = parts_of(sent(way, api, lambda c: made.parts(c, form)))
    assert [(name, content) for name, _, content in parts[3:]] == [("key", b"/w==")]
    assert [json.loads(content) for _, _, content in parts[:3]] == [
        cat,
        dog,
        {"kind": "Cat"},
    ]


@both
def test_s17_lines_have_the_tags_of_unions(way: Callable[..., Any], api: Any) -> None:
    pets = [api.models.Cat(lives=9), api.models.Dog(legs=4)]
    body = sent(way, api, lambda c: operations(api).lines(c, pets)).body
    assert list(map(json.loads, body.splitlines())) == [
        {"kind": "Cat", "lives": 9},
        {"kind": "Dog", "legs": 4},
    ]


@pytest.mark.parametrize(("name", "version"), [("Old", 1), ("New", 2)])
def test_p9_the_class_of_a_body_chooses_its_media_type(
    api: Any, name: str, version: int
) -> None:
    report = operations(api).report
    body = api.decode(getattr(api.models, name), {"old": "x", "new": 1})
    request = sent(blocking, api, lambda c: report(c, body))
    kind = f"application/vnd.x+json; version={version}"
    assert request.header("content-type") == kind


def test_p9_the_caller_chooses_what_no_class_tells(api: Any) -> None:
    report = operations(api).report
    csv = sent(blocking, api, lambda c: report(c, "a,b", media_type="text/csv"))
    assert csv.header("content-type") == "text/csv; charset=utf-8"
    assert csv.body == b"a,b"


def test_r8_a_text_is_sent_as_its_type_is_read(api: Any) -> None:
    made = operations(api)
    assert sent(blocking, api, lambda c: made.number(c, 5)).body == b"5"
    assert sent(blocking, api, lambda c: made.kept(c, ["a", "b"])).body == b'["a","b"]'


def test_p11_bytes_are_no_text(api: Any) -> None:
    with pytest.raises(ValueError, match="bytes where text is declared"):
        sent(blocking, api, lambda c: operations(api).number(c, b"5"))


@both
def test_r7_base64_is_read_under_any_name_of_json(
    way: Callable[..., Any], api: Any
) -> None:
    made, reply = operations(api), answer(200, b'"/w=="', "application/vnd.x+json")
    assert received(way, api, made.key, reply) == b"\xff"
    assert received(way, api, made.blob, reply) == b'"/w=="'


def test_r8_the_type_of_a_text_is_what_checkers_know(api: Any) -> None:
    made = operations(api)
    assert typing.get_type_hints(made.number.call)["body"] is int
    assert typing.get_type_hints(made.kept.call)["body"] == list[str]


@both
@pytest.mark.parametrize(
    ("kind", "body", "value"),
    [
        ("image/png", b"\x89PNG", b"\x89PNG"),
        ("application/octet-stream", b"aGk=", b"aGk="),
        ("application/json", b'"aGk="', b"hi"),
    ],
)
def test_r7_bytes_of_any_media_type_are_what_came(
    way: Callable[..., Any], api: Any, kind: str, body: bytes, value: bytes
) -> None:
    assert received(way, api, operations(api).photo, answer(200, body, kind)) == value


@both
@pytest.mark.parametrize("body", [b'"done"', b"done"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_r8_text_of_any_media_type_is_unquoted_where_it_is_json(
    way: Callable[..., Any], api: Any, kind: str, body: bytes
) -> None:
    found = received(way, api, operations(api).word, answer(200, body, kind))
    assert found == ("done" if kind == "application/json" else body.decode())


@both
def test_p3_a_pattern_of_segments_passes_slashes(
    way: Callable[..., Any], api: Any
) -> None:
    message = operations(api).message
    request = sent(way, api, lambda c: message(c, "messages/1 2"))
    assert request.target == "/v1/messages/1%202"
    with pytest.raises(ValueError, match="route"):
        sent(way, api, lambda c: message(c, "messages/../x"))
