"""P1 beyond the table "Style Examples": content, query strings, nesting, types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from tests.behaviour.wire import both, sent
from tests.support import client, operations

REST = """
openapi: 3.2.0
paths:
  /reserved/{+tail}:
    get:
      operationId: reserved
      tags: [rest]
      parameters:
        - {name: tail, in: path, required: true, schema: {type: string}}
        - {name: raw, in: query, allowReserved: true, schema: {type: string}}
        - {name: not, in: query, schema: {type: string}}
      responses: {"200": {description: OK}}
  /content/{place}:
    get:
      operationId: content
      tags: [rest]
      parameters:
        - name: place
          in: path
          required: true
          content: {application/json: {schema: {$ref: "#/components/schemas/Place"}}}
        - name: filter
          in: query
          content: {application/json: {schema: {$ref: "#/components/schemas/Place"}}}
        - name: X-Filter
          in: header
          content: {application/json: {schema: {$ref: "#/components/schemas/Place"}}}
        - name: crumb
          in: cookie
          content: {application/json: {schema: {$ref: "#/components/schemas/Place"}}}
      responses: {"200": {description: OK}}
  /note:
    get:
      operationId: notes
      tags: [rest]
      parameters:
        - {name: note, in: query, content: {text/plain: {schema: {type: string}}}}
      responses: {"200": {description: OK}}
  /whole:
    get:
      operationId: whole
      tags: [rest]
      parameters:
        - name: advanced
          in: querystring
          content:
            application/x-www-form-urlencoded:
              schema:
                type: object
                properties:
                  foo: {type: string}
                  bar: {type: boolean}
                  ids: {type: array, items: {type: integer}}
      responses: {"200": {description: OK}}
  /whole-json:
    get:
      operationId: wholeJson
      tags: [rest]
      parameters:
        - name: selector
          in: querystring
          content:
            application/json: {schema: {$ref: "#/components/schemas/Place"}}
      responses: {"200": {description: OK}}
  /listing/{number}:
    get:
      operationId: listing
      tags: [rest]
      parameters:
        - {name: number, in: path, required: true, schema: {type: number}}
        - {name: ratios, in: query, schema: {type: array, items: {type: number}}}
        - name: pageable
          in: query
          schema: {$ref: "#/components/schemas/Pageable"}
      responses: {"200": {description: OK}}
  /nested:
    get:
      operationId: nested
      tags: [rest]
      parameters:
        - name: filter
          in: query
          style: deepObject
          schema:
            type: object
            properties:
              created: {$ref: "#/components/schemas/Range"}
              tags: {type: array, items: {type: string}}
              open: {type: boolean}
              note: {type: [string, "null"]}
            additionalProperties: true
      responses: {"200": {description: OK}}
  /typed/{day}:
    get:
      operationId: typed
      tags: [rest]
      parameters:
        - {name: day, in: path, required: true, schema: {type: string, format: date}}
        - {name: at, in: query, schema: {type: string, format: date-time}}
        - {name: id, in: query, schema: {type: string, format: uuid}}
        - {name: "on", in: query, schema: {type: boolean}}
        - {name: ratio, in: query, schema: {type: number}}
        - {name: kinds, in: query, explode: false, schema: {type: array, items: {type: string}}}
      responses: {"200": {description: OK}}
components:
  schemas:
    Pageable:
      type: object
      properties:
        page: {type: integer}
        sort: {type: array, items: {type: string}}
        where: {type: array, items: {type: object}}
    Place: {type: object, properties: {lat: {type: number}, name: {type: string}}}
    Range: {type: object, properties: {gte: {type: integer}, lt: {type: integer}}}
"""  # noqa: E501


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("rest"), REST)


@both
def test_p1_allow_reserved(way: Callable[..., Any], rest: ModuleType) -> None:
    raw = "a/b?c:d@e,f;g%20h i#j&k"
    request = sent(
        way,
        rest,
        lambda client: operations(rest).reserved(
            client, "x/y;z", raw=raw, not_="a/b:c"
        ),
    )
    path, _, query = request.target.partition("?")
    assert path == "/reserved/x/y;z"
    # "#", "&" and what is no part of a query stay encoded; "%20" is left alone.
    assert query == "raw=a/b?c:d@e,f;g%20h%20i%23j%26k&not=a%2Fb%3Ac"


@both
def test_p1_parameters_with_content_are_json(
    way: Callable[..., Any], rest: ModuleType
) -> None:
    place = rest.models.Place(lat=1.5, name="é/?")
    request = sent(
        way,
        rest,
        lambda client: operations(rest).content(
            client,
            place,
            filter=place,
            x_filter=rest.models.Place(lat=2.0),
            crumb=place,
        ),
    )
    text = "%7B%22lat%22%3A1.5%2C%22name%22%3A%22%C3%A9%2F%3F%22%7D"
    assert request.target == f"/content/{text}?filter={text}"
    assert request.header("X-Filter") == '{"lat":2.0}'
    assert request.header("cookie") == f"crumb={text}"


@both
def test_p1_parameters_with_other_content_are_text(
    way: Callable[..., Any], rest: ModuleType
) -> None:
    request = sent(
        way, rest, lambda client: operations(rest).notes(client, note='a "b"')
    )
    assert request.target == "/note?note=a%20%22b%22"


@both
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("reserved", ["x"]),
        ("content", [{}]),
        ("whole", []),
        ("whole_json", []),
        ("typed", ["2024-02-29"]),
        ("nested", []),
    ],
)
def test_p1_what_is_absent_is_not_sent_in_any_style(
    way: Callable[..., Any], rest: ModuleType, name: str, arguments: list[Any]
) -> None:
    operation = getattr(operations(rest), name)
    request = sent(way, rest, lambda client: operation(client, *arguments))
    assert "?" not in request.target
    assert request.header("cookie") is None
    assert request.header("X-Filter") is None


@both
def test_p1_a_whole_query_string(way: Callable[..., Any], rest: ModuleType) -> None:
    value = _querystring(rest)(foo="a + b&c", bar=True, ids=[1, 2])
    request = sent(
        way, rest, lambda client: operations(rest).whole(client, advanced=value)
    )
    assert request.target == "/whole?foo=a+%2B+b%26c&bar=true&ids=1&ids=2"


def _querystring(rest: ModuleType) -> Any:
    (name,) = [n for n in rest.models.__all__ if n.startswith("Whole")]
    return getattr(rest.models, name)


@both
def test_p1_a_query_string_that_is_json(
    way: Callable[..., Any], rest: ModuleType
) -> None:
    place = rest.models.Place(lat=1.5)
    request = sent(
        way, rest, lambda client: operations(rest).whole_json(client, selector=place)
    )
    assert request.target == "/whole-json?%7B%22lat%22%3A1.5%7D"


@both
def test_p1_a_list_in_an_exploded_object_repeats_its_name(
    way: Callable[..., Any], rest: ModuleType
) -> None:
    pageable = rest.models.Pageable(page=0, sort=["a,asc", "b"], where=[{"c": 1}, {}])
    request = sent(
        way, rest, lambda client: operations(rest).listing(client, 1, pageable=pageable)
    )
    assert request.target == (
        "/listing/1?page=0&sort=a%2Casc&sort=b&where=%7B%22c%22%3A1%7D&where=%7B%7D"
    )


@both
def test_p1_whole_numbers_have_no_fraction(
    way: Callable[..., Any], rest: ModuleType
) -> None:
    ratios = [2.0, -3.0, 0.5, 1e300]
    request = sent(
        way, rest, lambda client: operations(rest).listing(client, 1.0, ratios=ratios)
    )
    assert request.target == "/listing/1?ratios=2&ratios=-3&ratios=0.5&ratios=1e300"


@both
def test_p1_deep_object_with_nested_values(
    way: Callable[..., Any], rest: ModuleType
) -> None:
    (name,) = [n for n in rest.models.__all__ if n.startswith("Nested")]
    value = getattr(rest.models, name)(
        created=rest.models.Range(gte=1, lt=5),
        tags=["a", "b&c"],
        open=False,
        additional_properties={"x y": 1},
    )
    request = sent(
        way, rest, lambda client: operations(rest).nested(client, filter=value)
    )
    assert request.target.partition("?")[2].split("&") == [
        "filter%5Bcreated%5D%5Bgte%5D=1",
        "filter%5Bcreated%5D%5Blt%5D=5",
        "filter%5Btags%5D%5B%5D=a",
        "filter%5Btags%5D%5B%5D=b%26c",
        "filter%5Bopen%5D=false",
        "filter%5Bx%20y%5D=1",
    ]


@both
def test_p1_values_of_every_type(way: Callable[..., Any], rest: ModuleType) -> None:
    request = sent(
        way,
        rest,
        lambda client: operations(rest).typed(
            client,
            date(2024, 2, 29),
            at=datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
            id=UUID(int=1),
            on=True,
            ratio=0.5,
            kinds=["a,b", "c"],
        ),
    )
    # A comma of a value is encoded, one that parts values is not.
    assert request.target == (
        "/typed/2024-02-29?at=2024-02-29T12%3A30%3A00Z"
        "&id=00000000-0000-0000-0000-000000000001&on=true&ratio=0.5&kinds=a%2Cb,c"
    )
