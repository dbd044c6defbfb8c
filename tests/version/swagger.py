"""What the tests of Swagger 2.0 share: parts of a document, and what they become."""

from __future__ import annotations

from typing import Any

import yaml
from regen.source.document import Document
from regen.source.sourcemap import SourceFile
from regen.source.swagger import upgrade

PETSTORE = """
swagger: "2.0"
info: {title: T, version: "1"}
host: example.com
basePath: /v2/
schemes: [http, https]
consumes: [application/json]
produces: [application/json, application/xml]
paths: {}
"""


def load(text: str) -> Document:
    root = yaml.safe_load(PETSTORE) | yaml.safe_load(text)
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    return Document(root, file, (file,))


def convert(text: str) -> dict[str, Any]:
    return upgrade(load(text)).root


def operation(text: str, shared: str = "") -> dict[str, Any]:
    """The converted operation of one path with one POST."""
    parts = yaml.safe_load(shared) or {}
    parts["paths"] = {"/p": {"post": yaml.safe_load(text)}}
    new: dict[str, Any] = convert(yaml.safe_dump(parts))["paths"]["/p"]["post"]
    return new
