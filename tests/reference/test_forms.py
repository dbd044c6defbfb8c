"""P5: each encoding of each kind of property, beside the reference."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.behaviour.wire import OK, both, parts_of
from tests.runtime.server import Received, Server
from tests.support import client, operations

from .forms import Field, fields

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
TEXTS = ["blue", "", "a b", "a&b=c+d", "100%", "%41", "é日", "[x],|;'"]
STRING = {"type": "string"}
PROPERTIES: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "text": (STRING, [*TEXTS]),
    "number": ({"type": "number"}, [0.25, -1.5]),
    "array": ({"type": "array", "items": STRING}, [TEXTS[:1], TEXTS, []]),
    "object": (
        {"type": "object", "additionalProperties": STRING},
        [{"R": "100"}, dict(itertools.pairwise(TEXTS[:-1])), {}],
    ),
    "objects": (
        {"type": "array", "items": {"type": "object", "additionalProperties": STRING}},
        [[{"a": "b c"}, {"d": "é"}]],
    ),
}
PLAIN: list[dict[str, Any]] = [{}, {"contentType": "application/json"}]
STYLED: list[dict[str, Any]] = [
    {"style": "form"},
    {"style": "form", "explode": False},
    {"explode": True},
    {"allowReserved": True},
]
DELIMITED: list[dict[str, Any]] = [
    {"style": "spaceDelimited", "explode": False},
    {"style": "pipeDelimited", "contentType": "text/x-ignored"},
]
DEEP: list[dict[str, Any]] = [{"style": "deepObject", "explode": True}]
ENCODINGS = {
    "text": [*PLAIN, *STYLED, {"contentType": "text/markdown"}],
    "number": [*PLAIN, *STYLED],
    "array": [*PLAIN, *STYLED, *DELIMITED],
    "object": [*PLAIN, *STYLED, *DELIMITED, *DEEP],
    "objects": PLAIN,
}
CASES = [
    (media_type, kind, encoding)
    for media_type in (URLENCODED, MULTIPART)
    for kind, encodings in ENCODINGS.items()
    for encoding in encodings
    if media_type == MULTIPART or "allowReserved" not in encoding
]
"""`allowReserved` has no effect on parts; `+` of a pair would be a space."""


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for number, (media_type, kind, encoding) in enumerate(CASES):
        schema = {"type": "object", "properties": {"f[x]": PROPERTIES[kind][0]}}
        content = {"schema": schema, "encoding": {"f[x]": encoding}}
        operation = {
            "operationId": f"case{number}",
            "tags": ["all"],
            "requestBody": {"required": True, "content": {media_type: content}},
            "responses": {"200": {"description": "OK"}},
        }
        paths[f"/{number}"] = {"post": operation}
    return {"openapi": "3.1.0", "paths": paths}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("forms"), document())


def calls(api: ModuleType) -> Iterator[tuple[Any, str, list[Field]]]:
    """Each call, its media type, and the fields that it has to send."""
    for number, (media_type, kind, encoding) in enumerate(CASES):
        operation = getattr(operations(api), f"case{number}")
        hint = typing.get_type_hints(operation)["body"]
        for value in PROPERTIES[kind][1]:
            body = api._runtime.decode(hint, {"f[x]": value}, strict=True)
            yield operation.call(body), media_type, [*fields("f[x]", value, encoding)]


def found(request: Received, media_type: str) -> list[Field]:
    """The fields that came; a pair has no media type."""
    kind = request.header("content-type") or ""
    assert kind.partition(";")[0] == media_type
    if media_type == URLENCODED:
        pairs = parse_qsl(request.body.decode("ascii"), keep_blank_values=True)
        return [Field(name, text, None) for name, text in pairs]
    return [
        Field(name, content.decode(), part["content-type"])
        for name, part, content in parts_of(request)
    ]


@both
def test_p5_forms_are_what_the_specification_says(
    way: Callable[..., Any], api: ModuleType
) -> None:
    wanted = list(calls(api))
    with Server([OK]) as server:
        for call, _, _ in wanted:
            way(api, lambda client, call=call: client.send(call), server.url)
        requests = server.requests
    differences: list[Any] = []
    for (call, media_type, expected), request in zip(wanted, requests, strict=True):
        if media_type == URLENCODED:
            expected = [each._replace(content_type=None) for each in expected]
        if not expected and media_type == MULTIPART:
            continue  # a body without a part
        if found(request, media_type) != expected:
            differences.append((call, found(request, media_type), expected))
    assert differences == []
