"""The operations of a document as it stands, not as regen reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.prism.samples import Sampler

from .styles import Parameter

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
LEFT_TO_CLIENTS = ("accept", "content-type", "authorization")
"""Header parameters that "SHALL be ignored"."""
USUAL = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
COLLECTIONS = {"ssv": "spaceDelimited", "pipes": "pipeDelimited"}
"""`collectionFormat` of Swagger 2.0 in a query, and the style of 3.x."""

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """An operation with what its path item adds.

    Attributes:
        parameters: Parameter Objects, those of the operation overriding.
        bodies: media type -> Media Type Object, in document order.
    """

    method: str
    path: str
    parameters: list[Node]
    bodies: Mapping[str, Node]
    must_have_body: bool


def read(path: Path) -> dict[str, Any]:
    """The root of a document without references to other files."""
    text = path.read_text(encoding="utf-8")
    loader = json.loads if path.suffix == ".json" else yaml.safe_load
    root: dict[str, Any] = loader(text)
    return root


def described(root: Node) -> Iterator[Described]:
    """All operations of Swagger 2.0 and OpenAPI 3.x."""
    sampler = Sampler(root)
    for path, item in root["paths"].items():
        for method in METHODS:
            operation = item.get(method)
            if operation is None:
                continue
            lists = [item.get("parameters", ()), operation.get("parameters", ())]
            found = [sampler.resolve(p) for declared in lists for p in declared]
            merged = list({(p["in"], p["name"]): p for p in found}.values())
            body = sampler.resolve(operation.get("requestBody", {}))
            contents, required = body.get("content", {}), body.get("required", False)
            for parameter in merged:
                if parameter["in"] == "body":
                    contents = {"application/json": parameter}
                    required = parameter.get("required", False)
            yield Described(method, path, merged, contents, required)


def shape(parameter: Node) -> Parameter:
    """What shapes the text of a parameter; `type` beside `in` is Swagger 2.0."""
    location, name = parameter["in"], parameter["name"]
    if "type" in parameter:
        form = parameter.get("collectionFormat", "csv")
        style = COLLECTIONS.get(form) or USUAL[location]
        return Parameter(location, name, style, explode=form == "multi")
    style = parameter.get("style", USUAL[location])
    explode = parameter.get("explode", style == "form")
    reserved = parameter.get("allowReserved", False)
    return Parameter(location, name, style, explode, reserved)


def schema_of(parameter: Node) -> Node:
    """The schema of a parameter; in Swagger 2.0 it is one itself."""
    schema: Node = parameter.get("schema", parameter)
    return {key: schema[key] for key in schema if key not in ("required", "name", "in")}


def is_sent(parameter: Node, *, lean: bool) -> bool:
    """Whether a call with all arguments, or with those required, sends it."""
    location, name = parameter["in"], parameter["name"]
    if location not in USUAL or "content" in parameter:
        return False
    if location == "header" and name.lower() in LEFT_TO_CLIENTS:
        return False
    return bool(parameter.get("required")) or not lean
