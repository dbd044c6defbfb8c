"""L4: a key that is nearly one of the specification is a slip, not an extension."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from regen.diagnostics import Level
from regen.source.document import Document
from regen.source.sourcemap import SourceFile
from regen.source.validate import check_structure


def slips(text: str, version: str = "openapi: 3.1.0") -> list[tuple[str, str, Level]]:
    """Place, hint and level of the misspelt keys of a document."""
    root: dict[str, Any] = yaml.safe_load(f"{version}\n{text}")
    root.setdefault("paths", {})
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    return [
        (item.location.pointer, item.hint.partition("?")[0], item.level)
        for item in check_structure(Document(root, file))
        if item.code == "misspelt-key" and item.location
    ]


@pytest.mark.parametrize(
    ("text", "pointer", "meant"),
    [
        ("compnents: {schemas: {}}", "/compnents", "components"),
        ("path: {/a: {}}", "/path", "paths"),
        ("components: {schema: {}}", "/components/schema", "schemas"),
        ("info: {verson: '1'}", "/info/verson", "version"),
        ("paths: {/a: {get: {operationID: a}}}", "/paths/~1a/get/operationID", ""),
        ("paths: {/a: {get: {parmeters: []}}}", "/paths/~1a/get/parmeters", ""),
        ("paths: {/a: {parameter: []}}", "/paths/~1a/parameter", "parameters"),
        ("components: {schemas: {A: {propertes: {}}}}", "", "properties"),
        ("components: {schemas: {A: {requried: [a]}}}", "", "required"),
        ("components: {schemas: {A: {item: {}}}}", "", "items"),
        ("components: {schemas: {A: {discriminater: {}}}}", "", "discriminator"),
    ],
)
def test_l4_a_slip_is_an_error_with_what_was_meant(
    text: str, pointer: str, meant: str
) -> None:
    if text.startswith("path:"):
        text = f"{text}\npaths: {{}}"
        assert slips(text) == []  # `paths` is there as well
        return
    ((place, hint, level),) = slips(text)
    assert level is Level.ERROR
    assert place.endswith(pointer)
    assert hint == f"did you mean {meant!r}" or not meant


@pytest.mark.parametrize(
    "text",
    [
        "x-paths: {}\ncomponents: {schemas: {A: {x-item: 1}}}",
        "components: {schemas: {A: {items: {}, item: 1}}}",
        "components: {schemas: {A: {properties: {propertes: {}, itms: {}}}}}",
        "components: {schemas: {A: {example: {propertes: 1}}}}",
        "components: {schemas: {A: {$ref: '#/components/schemas/B', itms: 1}, B: {}}}",
        "components: {schemas: {A: {optional: true, enumNames: [], fields: {}}}}",
        "info: {title: T, version: '1', owner: me}",
        "paths: {/a: {get: {produces: [a/b], id: a, responses: {}}}}",
        "components: {securitySchemes: {a: {type: oauth2, flow: implicit}}}",
    ],
)
def test_l4_what_is_no_slip(text: str) -> None:
    assert slips(text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("additional_properties: true", "additionalProperties"),
        ("max_items: 2", "maxItems"),
        ("minlength: 2", "minLength"),
        ("descripton: A", "description"),
    ],
)
def test_l4_a_slip_that_a_client_does_not_miss_is_a_warning(
    text: str, meant: str
) -> None:
    ((_, hint, level),) = slips(f"components: {{schemas: {{A: {{{text}}}}}}}")
    assert (hint, level) == (f"did you mean {meant!r}", Level.WARNING)
