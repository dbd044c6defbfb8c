"""P1: each style, exploded or not, of each kind of value, beside the reference."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from tests.behaviour.wire import OK, both
from tests.runtime.server import Received, Server
from tests.support import client, operations

from .styles import Parameter

TEXTS = [
    "blue",
    "a b",
    "a/b?c#d",
    "100%",
    "%41",
    "a,b;c=d&e+f",
    "é日💥",
    "[x]|'y'",
    "-._~",
]
PLAIN = ["blue", "a b", '"c", d', "100%", "a/b?c=d&e"]
"""What can stand in a header: nothing is encoded there."""
RESERVED = ["blue", "a:b@c!$'()*;=,d", "50%", "%41", "a b", "é|"]
"""Without those that a query cannot have in a value: `&`, `+`, `#`, `[` and `]`."""
STYLES = [
    ("path", "simple", "text array object"),
    ("path", "label", "text array object"),
    ("path", "matrix", "text array object"),
    ("query", "form", "text array object"),
    ("query", "spaceDelimited", "array object"),
    ("query", "pipeDelimited", "array object"),
    ("query", "deepObject", "object"),
    ("header", "simple", "text array object"),
    ("cookie", "form", "text array object"),
]
SCHEMAS: dict[str, Any] = {
    "text": {"type": "string"},
    "array": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "object", "additionalProperties": {"type": "string"}},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
}
NOT_EXPLODED = ("spaceDelimited", "pipeDelimited")
"""Where the table says n/a if they are."""


def parameters() -> Iterator[tuple[Parameter, str]]:
    """Each parameter of the table, and the kind of its value."""
    for location, style, kinds in STYLES:
        name = "X-Color" if location == "header" else "co.lor"
        scalars = "number boolean" if "text" in kinds else ""
        for kind, explode in itertools.product(f"{kinds} {scalars}".split(), (0, 1)):
            if explode and style in NOT_EXPLODED:
                continue
            found = Parameter(location, name, style, bool(explode))
            yield found, kind
            if kind in ("text", "array") and location != "header":
                yield replace(found, reserved=True), kind


CASES = list(parameters())


def values(parameter: Parameter, kind: str) -> list[Any]:
    """Values of a kind; in a path none that changes the route, or is nothing."""
    texts = PLAIN if parameter.location == "header" else TEXTS
    texts = RESERVED if parameter.reserved else texts
    found: dict[str, list[Any]] = {
        "text": [*texts],
        "array": [texts[:1], texts[1:3], texts],
        "object": [{"R": "100"}, dict(itertools.pairwise(texts))],
        "number": [0, -1.5, 12345678901],
        "boolean": [True, False],
    }
    nothing: dict[str, list[Any]] = {"text": [""], "array": [[], [""]], "object": [{}]}
    if parameter.location == "path":
        return found[kind]
    return [*found[kind], *nothing.get(kind, []), None]


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for number, (parameter, kind) in enumerate(CASES):
        place = f"/{{{parameter.name}}}/end" if parameter.location == "path" else ""
        described = {
            "name": parameter.name,
            "in": parameter.location,
            "required": parameter.location == "path",
            "style": parameter.style,
            "explode": parameter.explode,
            "schema": SCHEMAS[kind],
        }
        if parameter.reserved:
            described["allowReserved"] = True
        operation = {
            "operationId": f"case{number}",
            "tags": ["all"],
            "parameters": [described],
            "responses": {"200": {"description": "OK"}},
        }
        paths[f"/{number}{place}"] = {"get": operation}
    return {"openapi": "3.2.0", "paths": paths}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("reference"), document())


def sent() -> list[tuple[Parameter, str, Any]]:
    """Each parameter, the path before it, and each of its values."""
    return [
        (parameter, f"/{number}", value)
        for number, (parameter, kind) in enumerate(CASES)
        for value in values(parameter, kind)
    ]


def call_of(api: ModuleType, parameter: Parameter, path: str, value: Any) -> Any:
    argument = "x_color" if parameter.location == "header" else "co_lor"
    operation = getattr(operations(api), f"case{path.removeprefix('/')}")
    return operation.call(**{argument: value})


def found(request: Received, parameter: Parameter, path: str) -> str:
    """What stands in the place of a parameter."""
    before, _, query = request.target.partition("?")
    match parameter.location:
        case "path":
            return before.removeprefix(f"{path}/").removesuffix("/end")
        case "query":
            return query
        case location:
            name = parameter.name if location == "header" else "cookie"
            return request.header(name) or ""


@both
def test_p1_clients_send_what_the_specification_says(
    way: Callable[..., Any], api: ModuleType
) -> None:
    wanted = sent()
    calls = [call_of(api, *each) for each in wanted]
    with Server([OK]) as server:
        for call in calls:
            way(api, lambda client, call=call: client.send(call), server.url)
        requests = server.requests
    assert len(requests) == len(wanted) > 300
    differences = [
        (parameter, value, text, parameter.text(value))
        for (parameter, path, value), request in zip(wanted, requests, strict=True)
        if (text := found(request, parameter, path)) != parameter.text(value)
    ]
    assert differences == []


def test_the_reference_gives_the_examples_of_the_specification() -> None:
    """Some cells of the table, so that the reference itself is held to something."""
    colors = {"R": 100, "G": 200, "B": 150}
    shades = ["blue", "black", "brown"]
    cells = [
        (
            Parameter("path", "color", "label", explode=False),
            shades,
            ".blue,black,brown",
        ),
        (
            Parameter("path", "color", "label", explode=True),
            colors,
            ".R=100.G=200.B=150",
        ),
        (Parameter("path", "color", "matrix", explode=True), "", ";color"),
        (Parameter("query", "color", "form", explode=True), "", "color="),
        (
            Parameter("query", "color", "pipeDelimited", explode=False),
            shades,
            "color=blue%7Cblack%7Cbrown",
        ),
        (
            Parameter("query", "color", "deepObject", explode=True),
            colors,
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ]
    for parameter, value, text in cells:
        assert parameter.text(value) == text
