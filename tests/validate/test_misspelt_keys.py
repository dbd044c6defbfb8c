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
        ("components: {schemas: {A: {typ: object}}}", "/A/typ", "type"),
        ("components: {schemas: {A: {property: {}}}}", "/A/property", "properties"),
        ("components: {schemas: {A: {discriminator: {maping: {}}}}}", "", "mapping"),
        ("components: {securitySchemes: {A: {In: a}}}", "/A/In", "in"),
        ("paths: {/a: {get: {tag: [a], responses: {}}}}", "/get/tag", "tags"),
        (
            "components: {securitySchemes: {A: {type: oauth2, flows:"
            " {clientCredentials: {tokenURL: a}}}}}",
            "/flows/clientCredentials/tokenURL",
            "tokenUrl",
        ),
        (
            "components: {responses: {A: {headers: {B: {shema: {}}}}}}",
            "/headers/B/shema",
            "schema",
        ),
    ],
)
def test_l4_a_slip_is_an_error_with_what_was_meant(
    text: str, pointer: str, meant: str
) -> None:
    ((place, hint, level),) = slips(text)
    assert level is Level.ERROR
    assert place.endswith(pointer)
    assert hint == f"did you mean {meant!r}" or not meant


@pytest.mark.parametrize(
    "text",
    [
        "x-paths: {}\ncomponents: {schemas: {A: {x-item: 1}}}",
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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("links: {A: {operationID: a}}", "operationId"),
        ("examples: {A: {valeu: 1}}", "value"),
        ("headers: {A: {schema: {xml: {atribute: true}}}}", "attribute"),
    ],
)
def test_l4_a_slip_in_what_shapes_no_code_is_a_warning(text: str, meant: str) -> None:
    ((_, hint, level),) = slips(f"components: {{{text}}}")
    assert (hint, level) == (f"did you mean {meant!r}", Level.WARNING)


@pytest.mark.parametrize(
    ("text", "pointer", "meant"),
    [
        ("basepath: /v1", "/basepath", "basePath"),
        ("definition: {}", "/definition", "definitions"),
        ("paths: {/a: {get: {produce: [a/b]}}}", "/get/produce", "produces"),
        ("definitions: {A: {propertes: {}}}", "/A/propertes", "properties"),
        (
            "parameters: {A: {name: a, in: query, typ: string}}",
            "/parameters/A/typ",
            "type",
        ),
    ],
)
def test_l4_slips_of_2_0(text: str, pointer: str, meant: str) -> None:
    ((place, hint, level),) = slips(text, "swagger: '2.0'")
    assert place.endswith(pointer)
    assert (hint, level) == (f"did you mean {meant!r}", Level.ERROR)


@pytest.mark.parametrize("value", ["{}", "[]", "{B: {}}"])
def test_l4_what_a_slip_holds_is_lost_although_the_right_key_is_there(
    value: str,
) -> None:
    both = "components: {schemas: {A: {items: {}, item: %s}}}"
    ((_, _, level),) = slips(both % value)
    assert level is Level.ERROR
    ((_, _, level),) = slips(both % "1")
    assert level is Level.WARNING
