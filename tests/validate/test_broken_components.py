"""Components with faults: errors where something uses them, else left out."""

from __future__ import annotations

from typing import Any

import pytest
from regen.diagnostics import Level, RegenError
from regen.source.document import Document
from regen.source.sourcemap import SourceFile
from regen.source.validate import Validation

from .test_structure import BASE

BROKEN = {
    "schemas": {"A": [1], "B": {"type": 5}, "C": {"properties": ["a"]}},
    "parameters": {"P": {"in": "query"}, "Q": {"name": "q", "in": "nowhere"}},
    "responses": {"R": []},
    "requestBodies": {"R": {"content": []}},
    "headers": {"H": 3},
    "securitySchemes": {"S": {"type": "foo"}, "T": {"type": "http"}},
}
RESULT = {"content": {"a/b": {"schema": {"$ref": "#/components/schemas/B"}}}}


def refused(parts: dict[str, Any]) -> list[str]:
    """The pointers of the errors of a document; of what is left out, none."""
    root = BASE | {"components": BROKEN} | parts
    document = Document(root, SourceFile("a.yaml", "", root, lambda _: (1, 1)))
    try:
        validation = Validation(document, strict=False)
    except RegenError as fault:
        return [item.location.pointer for item in fault.diagnostics if item.location]
    found = validation.diagnostics()
    assert {item.level for item in found} == {Level.WARNING}
    assert all("nothing uses it: left out" in item.message for item in found)
    assert not any(validation.document.root["components"].values())
    return []


def test_l5_a_broken_component_that_nothing_uses_is_left_out() -> None:
    get = {"responses": {"200": {"description": ""}}}
    assert refused({"paths": {"/a": {"get": get}}}) == []


@pytest.mark.parametrize(
    ("parts", "pointers"),
    [
        (
            {"paths": {"/a": {"get": {"responses": {"200": RESULT}}}}},
            ["/components/schemas/B/type"],
        ),
        ({"security": [{"T": []}]}, ["/components/securitySchemes/T"]),
        (
            {"paths": {"/a": {"get": {"security": [{"S": []}], "responses": {}}}}},
            ["/components/securitySchemes/S/type"],
        ),
        (
            {"components": {"schemas": {"A": {"allOf": 3}, "B": {"propertes": {}}}}},
            ["/components/schemas/A/allOf", "/components/schemas/B/propertes"],
        ),
        (
            {
                "components": {
                    "schemas": {
                        "Used": {"items": {"$ref": "#/components/schemas/B"}},
                        "B": {"items": {"$ref": "#/components/schemas/C"}, "enum": 1},
                        "C": {"enum": 2},
                        "D": {"items": {"$ref": "#/components/schemas/D"}, "enum": 1},
                    }
                }
            },
            ["/components/schemas/B/enum", "/components/schemas/C/enum"],
        ),
    ],
)
def test_l5_a_broken_component_that_something_uses_is_an_error(
    parts: dict[str, Any], pointers: list[str]
) -> None:
    assert [place for place in refused(parts) if place in pointers] == pointers
