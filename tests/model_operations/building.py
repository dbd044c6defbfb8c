"""From the text of a document to its API, without files."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml
from regen import ir
from regen.config import Config, from_flags
from regen.config.clients import Options
from regen.diagnostics import Diagnostic, Level
from regen.model.build import build_api
from regen.source.document import Document
from regen.source.sourcemap import SourceFile

STRING = ir.Primitive(ir.PrimitiveKind.STRING)
INTEGER = ir.Primitive(ir.PrimitiveKind.INTEGER)
BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)

MINIMAL = {"openapi": "3.2.0", "info": {"title": "Test", "version": "1"}, "paths": {}}


class Built:
    """An API with what was found on the way."""

    def __init__(self, api: ir.Api, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.api = api
        self.diagnostics = diagnostics

    @property
    def operation(self) -> ir.Operation:
        """The only operation."""
        (operation,) = self.api.operations
        return operation

    def codes(self, level: Level | None = None) -> list[str]:
        """The codes of the findings."""
        return [d.code for d in self.diagnostics if level in (None, d.level)]


def document(text: str | dict[str, Any]) -> Document:
    """A document from the parts that a test is about."""
    parts = yaml.safe_load(dedent(text)) if isinstance(text, str) else text
    root = MINIMAL | parts
    return Document(root, SourceFile("api.yaml", "", root, lambda _: (1, 1)))


def build(text: str | dict[str, Any], config: Config | None = None) -> Built:
    """The API of a document."""
    return Built(*build_api(document(text), config or configure()))


def configure(**options: Any) -> Config:
    """A configuration with these options."""
    typed: Options = options  # type: ignore[assignment]
    return from_flags((Path("api.yaml"),), Path("out"), "package", **typed)


def one(text: str, path: str = "/things", method: str = "get") -> Built:
    """The API of a single operation `op`, given by its members."""
    operation = {"operationId": "op"} | yaml.safe_load(dedent(text))
    operation.setdefault("responses", {"204": {"description": "Done"}})
    return build({"paths": {path: {method: operation}}})
