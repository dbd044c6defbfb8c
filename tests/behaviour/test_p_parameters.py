"""P2, P3, P4: headers and cookies, values in paths, names and overrides."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.behaviour.wire import OK, both, sent
from tests.runtime.server import Server
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /headers:
    get:
      operationId: headers
      tags: [all]
      parameters:
        - {name: X-Request-Ids, in: header, schema: {type: array, items: {type: integer}}}
        - {name: X-Flags, in: header, schema: {$ref: "#/components/schemas/Flags"}}
        - {name: X-Exploded, in: header, explode: true, schema: {$ref: "#/components/schemas/Flags"}}
        - {name: X-On, in: header, schema: {type: boolean}}
        - {name: Accept, in: header, schema: {type: string}}
      responses: {"200": {description: OK}}
  /cookies:
    get:
      operationId: cookies
      tags: [all]
      parameters:
        - {name: session, in: cookie, required: true, schema: {type: string}}
        - {name: ids, in: cookie, schema: {type: array, items: {type: integer}}}
        - {name: flags, in: cookie, schema: {$ref: "#/components/schemas/Flags"}}
      responses: {"200": {description: OK}}
  /folders/{folder}/files/{name}.{ext}:
    delete:
      operationId: remove
      tags: [all]
      parameters:
        - {name: folder, in: path, required: true, schema: {type: string}}
        - {name: name, in: path, required: true, schema: {type: string}}
        - {name: ext, in: path, required: true, schema: {type: string}}
      responses: {"200": {description: OK}}
  /label/{name}/matrix/{key}:
    get:
      operationId: styled
      tags: [all]
      parameters:
        - {name: name, in: path, required: true, style: label, schema: {type: string}}
        - {name: key, in: path, required: true, style: matrix, schema: {type: string}}
      responses: {"200": {description: OK}}
  /overrides/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: string}}
      - {name: X-Trace, in: header, required: true, schema: {type: string}}
      - {name: kept, in: query, schema: {type: string}}
    get:
      operationId: overridden
      tags: [all]
      parameters:
        - {name: limit, in: query, required: true, style: pipeDelimited, schema: {type: array, items: {type: integer}}}
        - {name: x-trace, in: header, schema: {type: integer}}
        - {name: id, in: path, required: true, schema: {type: integer}}
      responses: {"200": {description: OK}}
    post:
      operationId: inherited
      tags: [all]
      responses: {"200": {description: OK}}
  /names/{id}:
    post:
      operationId: names
      tags: [all]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: id, in: query, schema: {type: string}}
        - {name: ID, in: query, schema: {type: string}}
        - {name: id, in: header, schema: {type: string}}
        - {name: id, in: cookie, schema: {type: string}}
        - {name: client, in: query, schema: {type: string}}
        - {name: self, in: query, schema: {type: string}}
        - {name: args, in: query, schema: {type: string}}
        - {name: kwargs, in: query, schema: {type: string}}
        - {name: from, in: query, schema: {type: string}}
        - {name: class, in: query, schema: {type: string}}
        - {name: body, in: query, schema: {type: string}}
        - {name: media_type, in: query, schema: {type: string}}
        - {name: filter, in: query, schema: {type: string}}
        - {name: "filter[name]", in: query, schema: {type: string}}
        - {name: "filter[]", in: query, schema: {type: array, items: {type: string}}}
        - {name: X-Api-Key, in: header, schema: {type: string}}
        - {name: $top, in: query, schema: {type: integer}}
        - {name: "@type", in: query, schema: {type: string}}
        - {name: "1st", in: query, schema: {type: string}}
        - {name: "größe", in: query, schema: {type: string}}
        - {name: str, in: query, schema: {type: string}}
        - {name: models, in: query, schema: {type: string}}
        - {name: segment, in: query, schema: {type: string}}
        - {name: Call, in: query, schema: {type: string}}
        - {name: names, in: query, schema: {type: string}}
        - {name: a b, in: query, schema: {type: string}}
        - {name: a-b, in: query, schema: {type: string}}
        - {name: a.b, in: query, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: OK}}
components:
  schemas:
    Flags: {type: object, properties: {a: {type: integer}, b: {type: boolean}}}
"""  # noqa: E501


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("parameters"), DOCUMENT)


@both
def test_p2_headers(way: Callable[..., Any], api: ModuleType) -> None:
    flags = api.models.Flags(a=1, b=True)
    request = sent(
        way,
        api,
        lambda client: operations(api).headers(
            client, x_request_ids=[1, 2], x_flags=flags, x_exploded=flags, x_on=False
        ),
    )
    assert request.header("X-Request-Ids") == "1,2"
    assert request.header("X-Flags") == "a,1,b,true"
    assert request.header("X-Exploded") == "a=1,b=true"
    assert request.header("X-On") == "false"


def test_p2_headers_that_openapi_leaves_to_the_client(api: ModuleType) -> None:
    assert "accept" not in inspect.signature(operations(api).headers).parameters


@both
@pytest.mark.parametrize("value", ["a\r\nX-Other: 1", "a\n", "a\0b"])
def test_p2_a_value_never_ends_its_header(
    way: Callable[..., Any], api: ModuleType, value: str
) -> None:
    with Server([OK]) as server:
        with pytest.raises(ValueError, match="X-Trace"):
            way(
                api,
                lambda client: operations(api).inherited(client, "1", x_trace=value),
                server.url,
            )
        assert server.requests == []


@both
def test_p2_cookies(way: Callable[..., Any], api: ModuleType) -> None:
    request = sent(
        way,
        api,
        lambda client: operations(api).cookies(
            client, session="a;b=c d", ids=[1, 2], flags=api.models.Flags(a=1, b=False)
        ),
    )
    assert request.header("cookie") == (
        "session=a%3Bb%3Dc%20d; ids=1; ids=2; a=1; b=false"
    )


@both
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a/b", "a%2Fb"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("../x", "..%2Fx"),
        ("a%2Fb", "a%252Fb"),
        ("a b", "a%20b"),
        ("é", "%C3%A9"),
        ("a;b,c", "a%3Bb%2Cc"),
        ("{id}", "%7Bid%7D"),
        ("a\r\nb", "a%0D%0Ab"),
        ("\\..\\x", "%5C..%5Cx"),
        ("...", "..."),
    ],
)
def test_p3_values_stay_in_their_segment(
    way: Callable[..., Any], api: ModuleType, value: str, text: str
) -> None:
    request = sent(
        way, api, lambda client: operations(api).remove(client, value, value, "x")
    )
    assert request.target == f"/folders/{text}/files/{text}.x"
    request = sent(
        way, api, lambda client: operations(api).styled(client, value, value)
    )
    assert request.target == f"/label/.{text}/matrix/;key={text}"


@both
@pytest.mark.parametrize("value", ["", ".", "..", "%2e%2E"])
def test_p3_values_that_are_a_route_are_never_sent(
    way: Callable[..., Any], api: ModuleType, value: str
) -> None:
    with Server([OK]) as server:

        def action(client: Any) -> Any:
            return operations(api).remove(client, value, "n", "x")

        if value.startswith("%"):
            way(api, action, server.url)
            assert server.last.target == "/folders/%252e%252E/files/n.x"
            return
        with pytest.raises(ValueError, match="change the route"):
            way(api, action, server.url)
        assert server.requests == []


@both
def test_p4_the_operation_overrides_the_path_item(
    way: Callable[..., Any], api: ModuleType
) -> None:
    parameters = inspect.signature(operations(api).overridden).parameters
    assert list(parameters) == ["client", "id", "limit", "x_trace", "kept"]
    assert parameters["id"].annotation == "int"
    assert parameters["x_trace"].annotation == "int | None"
    request = sent(
        way,
        api,
        lambda client: operations(api).overridden(client, 7, limit=[1, 2], x_trace=3),
    )
    assert request.target == "/overrides/7?limit=1%7C2"
    assert request.header("x-trace") == "3"
    request = sent(
        way,
        api,
        lambda client: operations(api).inherited(
            client, "a", x_trace="t", limit="l", kept="k"
        ),
    )
    assert request.target == "/overrides/a?limit=l&kept=k"
    assert request.header("x-trace") == "t"


@both
def test_p4_names_that_collide(way: Callable[..., Any], api: ModuleType) -> None:
    signature = inspect.signature(operations(api).names)
    arguments = [name for name in signature.parameters if name != "client"]
    assert len(arguments) == 30, arguments
    assert all(name.isidentifier() for name in arguments)
    call = operations(api).names.call("path", {})
    named = [*call.query, *call.headers, *call.cookies]
    others = [name for name in arguments if name not in ("id", "body")]
    values: dict[str, Any] = {
        name: ["v"] if name == "filter_query" else f"v{number}"
        for number, name in enumerate(others)
    }
    request = sent(
        way,
        api,
        lambda client: operations(api).names(client, "path", {"x": 1}, **values),
    )
    assert request.target.startswith("/names/path?")
    assert request.body == b'{"x":1}'
    pairs = [p.partition("=")[0] for p in request.target.partition("?")[2].split("&")]
    assert len(pairs) == 25
    assert {"client", "self", "args", "from", "class", "body", "media_type"} <= {*pairs}
    assert {"filter", "filter%5Bname%5D", "filter%5B%5D", "%24top"} <= {*pairs}
    assert {"id", "ID", "a%20b", "a-b", "a.b", "1st", "gr%C3%B6%C3%9Fe"} <= {*pairs}
    assert {"X-Api-Key", "id"} <= {name for name, _ in request.headers}
    assert (request.header("cookie") or "").startswith("id=")
    assert len(named) == 28


def test_p4_each_argument_reaches_the_parameter_of_its_name(api: ModuleType) -> None:
    expected = {
        "from_": "from",
        "class_": "class",
        "self_": "self",
        "client_": "client",
        "body_": "body",
        "media_type_": "media_type",
        "args": "args",
        "filter": "filter",
        "filter_name": "filter[name]",
        "top": "$top",
    }
    for argument, wire in expected.items():
        call = operations(api).names.call("path", {}, **{argument: "value"})
        assert [name for name, value in call.query.items() if value] == [wire]
    call = operations(api).names.call("path", {}, x_api_key="value")
    assert call.headers["X-Api-Key"] == "value"


def test_p4_parameters_are_given_by_keyword(api: ModuleType) -> None:
    kinds = inspect.signature(operations(api).names).parameters
    assert kinds["id"].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert kinds["body"].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert kinds["top"].kind is inspect.Parameter.KEYWORD_ONLY


def test_p4_a_variable_of_the_path_that_stands_twice_is_one_argument(
    tmp_path: Path,
) -> None:
    names = ("realm", "client", "role")
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in reversed(names)
    ]
    operation = {"operationId": "roles", "parameters": parameters, "responses": {}}
    path = "/{realm}/{client}/roles/{role}/of/{client}"
    package = client(tmp_path, {"paths": {path: {"get": operation}}})
    call = operations(package).roles.call("R", "C", "L")
    assert call.path == "/R/C/roles/L/of/C"
