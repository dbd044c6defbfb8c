"""Text of a document never becomes code: payloads in every string that it can hold."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from regen.diagnostics import RegenError
from regen.pipeline import Package

from tests.support import build_package

CANARY = "regen__CANARY"
"""Called by every payload; a name that no rule of ours would make."""

PAYLOADS = {
    "double quote": f'"; {CANARY}(); "',
    "single quote": f"'; {CANARY}(); '",
    "docstring": f'"""\n{CANARY}()\n"""',
    "single docstring": f"'''\n{CANARY}()\n'''",
    "backslash": f'\\"; {CANARY}() #\\',
    "unicode name": f"\\N{{QUOTATION MARK}}; {CANARY}() #",
    "braces": f"{{{CANARY}()}} {{{{{CANARY}()}}}} %({CANARY})s",
    "template": f"{{{{ {CANARY}() }}}} {{% set x = {CANARY}() %}}",
    "line ends": f"a\r{CANARY}()\n{CANARY}()\x0b{CANARY}()\x0c{CANARY}()",
    "separators": f"a\x1c{CANARY}()\x1d{CANARY}()\x85{CANARY}()\u2028{CANARY}()\u2029",
    "bidirectional": f"\u202e{CANARY}()\u2066",
    "look-alikes": f"\uff22\uff21\uff24 {CANARY}() \ufe63",
    "path": f"../../../{CANARY}/x",
    "import": f"__init__\nimport os\n{CANARY}()",
}


def document(text: str) -> dict[str, Any]:
    """A document with the payload in every place that takes a free string."""
    words = f"words {text} words"
    schema = {
        "title": text,
        "description": words,
        "type": "object",
        "required": [text],
        "properties": {
            text: {"type": "string", "description": words, "default": text},
            "state": {"enum": [text, "other", f"{text}2"], "x-enum-varnames": [text]},
            "constant": {"const": text},
            "kind": {"type": "string", "pattern": text, "format": text},
            "map": {"additionalProperties": {"type": "string", "title": text}},
            "inline": {"type": "object", "properties": {text: {"description": text}}},
            "union": {
                "oneOf": [{"title": text, "type": "object"}, {"type": "string"}],
                "discriminator": {"propertyName": text, "mapping": {text: text}},
            },
        },
        "x-python-type": text,
        "x-go-type-import": text,
    }
    parameters = [
        {"name": text, "in": place, "description": words, "schema": {"default": text}}
        for place in ("query", "header", "cookie")
    ]
    answer = {
        "description": words,
        "headers": {text: {"description": text, "schema": {"type": "string"}}},
        "content": {"application/json": {"schema": schema}},
    }
    operation = {
        "operationId": text,
        "tags": [text],
        "summary": text,
        "description": words,
        "parameters": parameters,
        "requestBody": {
            "description": words,
            "content": {"application/json": {"schema": schema}},
        },
        "responses": {"200": answer, "404": {"description": words}, "default": answer},
        "security": [{text: [text]}],
        "deprecated": True,
    }
    key = {"type": "apiKey", "in": "header", "name": text, "description": words}
    variable = {"default": text, "enum": [text], "description": words}
    return {
        "info": {"title": text, "version": text, "description": words},
        "servers": [
            {
                "url": "https://{where}.example.com",
                "description": text,
                "variables": {"where": variable},
            }
        ],
        "tags": [{"name": text, "description": words}],
        "paths": {"/plain": {"post": operation}},
        "components": {"securitySchemes": {text: key}},
        "webhooks": {text: {"post": operation | {"operationId": f"{text}hook"}}},
    }


def calls_of(package: Package) -> set[str]:
    """The names that the package calls, reads or imports, outside of literals."""
    found: set[str] = set()
    for path, text in package.files.items():
        if path.endswith(".py") and not path.startswith("_runtime/"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Name):
                    found.add(node.id)
                elif isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.alias):
                    found.update(node.name.split("."))
    return found


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_payloads_never_become_code(tmp_path: Path, text: str) -> None:
    try:
        package = build_package(tmp_path, document(text), package="hostile")
    except RegenError:  # refused with a located error: as good
        assert not (tmp_path / "out").exists()
        return
    assert CANARY not in calls_of(package)
    for path in package.files:
        parts = Path(path).parts
        assert not Path(path).is_absolute()
        assert ".." not in parts
        assert path.isascii()


def test_the_canary_would_be_found() -> None:
    text = f'x = "a"; {CANARY}()'
    package = Package(Path(), {"x.py": text}, None, None, ())  # type: ignore[arg-type]
    assert CANARY in calls_of(package)
