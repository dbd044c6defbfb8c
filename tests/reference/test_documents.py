"""Every operation of a few documents, beside what the document says of its request."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest

from tests.behaviour.wire import OK, asynchronous, blocking
from tests.documents import corpus
from tests.prism.drive import Target, prepare
from tests.prism.samples import Sampler
from tests.runtime.server import Received, Server

from .document import USUAL, Described, described, is_sent, read, schema_of, shape
from .styles import Parameter, plain

pytestmark = pytest.mark.corpus

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
DOCUMENTS = [
    "misc/adafruit.yaml",
    "readme/3.1-parameters-style.json",
    "misc/up-banking.json",
    "resend/resend.yaml",
]
"""Swagger 2.0; all styles; 3.0 with names such as `filter[id]`; 3.1."""
SOMETHING: dict[type, Any] = {list: ["text"], dict: {"name": "text"}}
"""What stands in a path instead of an empty array or object."""
WAYS = [(blocking, False), (asynchronous, True)]
"""With all arguments by the blocking client, with the fewest by the other."""


class Expected(NamedTuple):
    """A request as the document has it."""

    method: str
    target: str
    headers: dict[str, str]
    body: Any


Texts = dict[str, dict[str, str]]
"""Location -> name -> what a parameter becomes."""


def request_of(
    target: Target, shown: dict[str, Any], wanted: Described, sampler: Sampler
) -> tuple[Any, Expected]:
    """The call of an operation, and what it has to send."""
    values: dict[str, Any] = {}
    texts: Texts = {location: {} for location in USUAL}
    for argument, value, parameter in parameters_of(shown, wanted, sampler):
        values[argument] = value
        texts[parameter.location][parameter.name] = parameter.text(value)
    body = None
    if sends_body(wanted, sampler):
        media_type, content = next(iter(wanted.bodies.items()))
        value = values[shown["bodies"][0]["argument"]] = sampler.of(content["schema"])
        body = sorted(fields(value)) if media_type == FORM else value
    function = target.function(shown)
    hints = typing.get_type_hints(function, include_extras=True)
    decode = target.runtime.decode
    typed = {name: decode(hints[name], v, strict=True) for name, v in values.items()}
    return function.call(**typed), expected(wanted, texts, body)


def parameters_of(
    shown: dict[str, Any], wanted: Described, sampler: Sampler
) -> Iterator[tuple[str, Any, Parameter]]:
    """Arguments and their values, with what shapes their texts."""
    places = {(p["in"], p["name"]): p["argument"] for p in shown["parameters"]}
    for declared in wanted.parameters:
        if is_sent(declared, lean=sampler.lean):
            parameter = shape(declared)
            value = sampler.of(schema_of(declared))
            if parameter.location == "path" and value in ([], {}):
                value = SOMETHING[type(value)]
            yield places[parameter.location, parameter.name], value, parameter


def expected(wanted: Described, texts: Texts, body: Any) -> Expected:
    """The request; of a path with a fragment, that is not part of it."""
    path = wanted.path.partition("#")[0]
    for name, text in texts["path"].items():
        path = path.replace(f"{{{name}}}", text)
    query = "&".join(filter(None, texts["query"].values()))
    headers = texts["header"]
    if texts["cookie"]:
        headers |= {"cookie": "; ".join(filter(None, texts["cookie"].values()))}
    address = f"{path}?{query}" if query else path
    return Expected(wanted.method.upper(), address, headers, body)


def has_known_body(wanted: Described) -> bool:
    """Whether the first of its media types is one that the reference knows."""
    return [*wanted.bodies][:1] in ([FORM], [JSON])


def is_known(wanted: Described) -> bool:
    """Whether the reference knows the whole request."""
    return has_known_body(wanted) or not wanted.must_have_body


def sends_body(wanted: Described, sampler: Sampler) -> bool:
    return has_known_body(wanted) and (wanted.must_have_body or not sampler.lean)


def fields(form: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a form without encodings: arrays repeat, objects are JSON."""
    for name, value in form.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield name, plain(item)


def received(request: Received, wanted: Expected) -> Expected:
    """What came over the wire, as far as it is expected."""
    kind = (request.header("content-type") or "").partition(";")[0]
    body: Any = None
    if kind == FORM:
        body = sorted(parse_qsl(request.body.decode(), keep_blank_values=True))
    elif kind == JSON:
        body = json.loads(request.body)
    headers = {name: request.header(name) or "" for name in wanted.headers}
    return Expected(request.method, request.target, headers, body)


def exchange(call: Any, client: Any) -> Any:
    return client.exchange(call, check=False)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_p1_requests_are_what_the_document_says(name: str, tmp_path: Path) -> None:
    folder = corpus.folder()
    if folder is None:
        pytest.skip("REGEN_CORPUS is not set")
    target = prepare(folder / name, tmp_path, "reference_documents")
    root = read(folder / name)
    operations = list(described(root))
    shown = {(o["method"].lower(), o["path"]): o for o in target.operations}
    assert shown.keys() == {(each.method, each.path) for each in operations}
    known = [each for each in operations if is_known(each)]
    assert len(known) > len(operations) / 2
    for way, lean in WAYS:
        sampler = Sampler(root, lean=lean)
        pairs = [
            request_of(target, shown[each.method, each.path], each, sampler)
            for each in known
        ]
        with Server([OK]) as server:
            for call, _ in pairs:
                way(target.package, partial(exchange, call), server.url, target.auth)
        found = zip([wanted for _, wanted in pairs], server.requests, strict=True)
        differences = [
            (wanted, sent)
            for wanted, request in found
            if (sent := received(request, wanted)) != wanted
        ]
        assert differences == []
