"""Two documents in, the changes of their packages out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml
from regen import ir
from regen.compare import Change, compare, step
from regen.config import Config, from_flags
from regen.model.build import build_api
from regen.naming import Names, decide
from regen.outputs.python.building import build_surface
from regen.outputs.python.surface import Surface
from regen.source.document import Document
from regen.source.sourcemap import SourceFile
from regen.transform import transform

PET = "{$ref: '#/components/schemas/Pet'}"
MINIMAL = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {}}


@dataclass(frozen=True)
class Version:
    """One version of an API."""

    api: ir.Api
    names: Names
    config: Config

    @property
    def surface(self) -> Surface:
        """What the package offers."""
        return build_surface(self.api, self.names)


def version(text: str, before: Version | None = None, **options: Any) -> Version:
    """A version from the parts of a document that a test is about."""
    root = MINIMAL | yaml.safe_load(dedent(text))
    document = Document(root, SourceFile("api.yaml", "", root, lambda _: (1, 1)))
    package = options.pop("package", "package")
    config = from_flags((Path("api.yaml"),), Path(), package, **options)
    api, findings = build_api(document, config)
    assert not findings
    api = transform(api, config)
    pins = before.names.to_pins() if before else None
    return Version(api, decide(api, package=package, pinned=pins), config)


@dataclass(frozen=True)
class Found:
    """What a comparison found."""

    changes: tuple[Change, ...]

    @property
    def step(self) -> str:
        return step(self.changes).value

    @property
    def lines(self) -> set[str]:
        """Severity, kind and subject of each change."""
        return {f"{c.severity.value} {c.kind} {c.subject}" for c in self.changes}

    def message(self, kind: str) -> str:
        """The message of the only change of a kind."""
        (found,) = (change for change in self.changes if change.kind == kind)
        return found.message


def found(old: Version, new: Version) -> Found:
    """The changes between two versions."""
    return Found(compare(old.surface, new.surface))


def changes(old: str, new: str) -> Found:
    """The changes between two documents."""
    before = version(old)
    return found(before, version(new, before))


def operation(body: str = "", path: str = "/pets", method: str = "get") -> str:
    """A document of one operation `act`, given by its members."""
    lines = dedent(body).strip() or "responses: {'204': {description: Done}}"
    if "responses:" not in lines:
        lines += "\nresponses: {'204': {description: Done}}"
    head = ["paths:", f"  {path}:", f"    {method}:"]
    lines = f"operationId: act\ntags: [pets]\n{lines}"
    return "\n".join([*head, *(f"      {line}" for line in lines.splitlines())])


def parameters(*items: str) -> str:
    """A document of one operation with these parameters, each a flow mapping."""
    return operation("parameters:\n" + "\n".join(f"- {item}" for item in items))


def result(schema: str) -> str:
    """A document of one operation with this result."""
    return operation(f"responses: {{'200': {{description: It, {_content(schema)}}}}}")


def failure(responses: str) -> str:
    """A document of one operation with these failures (entries of a flow mapping)."""
    return operation(f"responses: {{'204': {{description: Done}}, {responses}}}")


def failing(status: str, schema: str) -> str:
    """One failure for `failure`."""
    return f"'{status}': {{description: Wrong, {_content(schema)}}}"


def sent(schema: str) -> str:
    """A document whose only operation sends the model `Pet`."""
    body = f"requestBody: {{required: true, {_content(PET)}}}"
    return operation(body, method="post") + _schemas(schema)


def received(schema: str) -> str:
    """A document whose only operation receives the model `Pet`."""
    return result(PET) + _schemas(schema)


def idle(schema: str) -> str:
    """A document whose model `Pet` no operation uses."""
    return _schemas(schema)


def _content(schema: str) -> str:
    return f"content: {{application/json: {{schema: {schema}}}}}"


def _schemas(schema: str) -> str:
    return f"\ncomponents:\n  schemas:\n    Pet: {schema}\n"


def pet(*properties: str, required: str = "") -> str:
    """The schema of an object."""
    inner = ", ".join(properties)
    return f"{{type: object, required: [{required}], properties: {{{inner}}}}}"
