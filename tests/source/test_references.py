"""References within one document."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from regen.diagnostics import Level, RegenError
from regen.source.bundle import bundle

from .building import HEAD, bundled, yaml

SCHEMAS = "components:\n  schemas:\n    A: {type: string}\n"


def test_a_document_with_canonical_references_is_shared() -> None:
    file = yaml(f"{HEAD}{SCHEMAS}    B: {{$ref: '#/components/schemas/A'}}\n")
    assert bundle(file).root is file.root


def test_inputs_are_not_changed() -> None:
    file = yaml(
        HEAD + "paths:\n  /a: {get: {}}\n  /b: {$ref: '#/paths/~1%61', x-b: 1}\n"
    )
    before = copy.deepcopy(file.root)
    assert bundle(file).root["paths"]["/b"] == {"get": {}, "x-b": 1}
    assert file.root == before


@pytest.mark.parametrize("text", ["[]", "null", "a: 1", "text", "info: {}"])
def test_what_is_no_openapi_document_is_refused(text: str) -> None:
    with pytest.raises(RegenError) as caught:
        bundle(yaml(text))
    (finding,) = caught.value.diagnostics
    assert finding.code == "not-openapi"
    assert str(finding.location) == "api.yaml:1:1"


def test_references_into_paths_become_canonical() -> None:
    document = bundled("""
        paths:
          /a/{id}:
            get: {responses: {'200': {description: x}}}
          /b:
            get:
              responses:
                '200': {$ref: '#/paths/~1a~1%7Bid%7D/get/responses/200'}
        """)
    reference = document.root["paths"]["/b"]["get"]["responses"]["200"]
    assert reference == {"$ref": "#/paths/~1a~1{id}/get/responses/200"}
    assert not document.diagnostics


def test_keys_with_bare_percent_signs_are_found() -> None:
    document = bundled(
        "components: {schemas: {'100%': {}, B: {$ref: '#/components/schemas/100%'}}}"
    )
    assert not document.diagnostics


def test_data_holds_no_references() -> None:
    data = "{$ref: '#/nowhere'}"
    document = bundled(f"""
        paths:
          /a:
            x-samples: [{data}]
            get:
              responses:
                '200':
                  description: x
                  content:
                    application/json:
                      example: {data}
                      examples: {{a: {{value: {data}}}}}
        components:
          schemas:
            A:
              example: {data}
              examples: [{data}]
              default: {data}
              enum: [{data}]
              const: {data}
              x-other: {data}
        """)
    assert not document.diagnostics
    assert document.root is document.main.root


def test_a_property_may_be_called_ref() -> None:
    document = bundled(
        "components: {schemas: {A: {properties: {$ref: {type: string}, x-a: "
        "{$ref: '#/components/schemas/%41'}}}}}"
    )
    properties = document.root["components"]["schemas"]["A"]["properties"]
    assert properties["$ref"] == {"type": "string"}
    assert properties["x-a"] == {"$ref": "#/components/schemas/A"}


def test_siblings_are_kept() -> None:
    document = bundled(
        SCHEMAS + "    B: {$ref: '#/components/schemas/%41', description: d, "
        "properties: {c: {$ref: '#/components/schemas/%41'}}}\n"
    )
    local = {"$ref": "#/components/schemas/A"}
    schema = document.root["components"]["schemas"]["B"]
    assert schema == {**local, "description": "d", "properties": {"c": local}}


def test_a_pointer_may_lead_through_a_reference() -> None:
    document = bundled("""
        components:
          schemas:
            A: {properties: {x: {type: string}}}
            B: {$ref: '#/components/schemas/A'}
            C: {$ref: '#/components/schemas/B/properties/x'}
        """)
    schema = document.root["components"]["schemas"]["C"]
    assert schema == {"$ref": "#/components/schemas/A/properties/x"}


def test_path_items_are_put_in_place_with_their_siblings() -> None:
    document = bundled("""
        paths:
          /a:
            parameters: [{name: a, in: query}]
            get: {summary: of a}
            put: {}
          /b:
            $ref: '#/paths/~1a'
            parameters: [{name: b, in: query}]
            get: {summary: of b}
          /c: {$ref: '#/components/pathItems/C'}
        components: {pathItems: {C: {delete: {}}}}
        """)
    paths = document.root["paths"]
    assert paths["/b"] == {
        "parameters": [{"name": "b", "in": "query"}, {"name": "a", "in": "query"}],
        "get": {"summary": "of b"},
        "put": {},
    }
    assert paths["/c"] == {"delete": {}}
    assert document.location("/paths/~1b/put").line == 8
    assert document.location("/paths/~1b/get").line == 12


def test_discriminator_mappings_become_references() -> None:
    document = bundled("""
        components:
          schemas:
            Cat: {}
            Dog: {}
            Pet:
              discriminator:
                propertyName: kind
                mapping: {cat: Cat, dog: '#/components/schemas/%44og', x: Nobody}
        """)
    mapping = document.root["components"]["schemas"]["Pet"]["discriminator"]["mapping"]
    assert mapping == {
        "cat": "#/components/schemas/Cat",
        "dog": "#/components/schemas/Dog",
        "x": "Nobody",
    }
    (finding,) = document.diagnostics
    assert finding.level is Level.WARNING


def chain(kind: str, last: str) -> dict[str, Any]:
    links = {f"A{i}": {"$ref": f"#/components/{kind}/A{i + 1}"} for i in range(20_000)}
    return {**links, "A20000": {last: {}}}


@pytest.mark.parametrize(
    ("kind", "last"), [("schemas", "properties"), ("pathItems", "get")]
)
def test_long_chains_are_followed(kind: str, last: str) -> None:
    text = json.dumps({"openapi": "3.1.0", "components": {kind: chain(kind, last)}})
    document = bundle(yaml(text, ".json"))
    assert not document.diagnostics
    first = document.root["components"][kind]["A0"]
    assert first in ({"get": {}}, {"$ref": "#/components/schemas/A1"})


def test_references_where_none_belong_are_replaced_by_their_targets() -> None:
    document = bundled("""
        x-texts: {long: a long text}
        tags: [{name: t, description: {$ref: '#/x-texts/long'}}]
        x-schemas: {B: {type: integer}, C: {$ref: '#/x-schemas/%42'}}
        components:
          schemas: {$ref: '#/x-schemas'}
        """)
    assert document.root["tags"] == [{"name": "t", "description": "a long text"}]
    schemas = document.root["components"]["schemas"]
    assert schemas == {"B": {"type": "integer"}, "C": {"$ref": "#/x-schemas/B"}}


@pytest.mark.parametrize(
    ("where", "target", "hint"),
    [
        ("responses: {'200': {$ref: X}}", "schemas/A", "under `content`"),
        ("requestBody: {$ref: X}", "schemas/A", "under `content`"),
        ("responses: {'200': {$ref: X}}", "parameters/P", ""),
    ],
)
def test_n4_a_body_is_not_lost_to_a_reference_of_another_kind(
    where: str, target: str, hint: str
) -> None:
    document = bundled(f"""
        paths: {{/a: {{get: {{{where.replace('X', f"'#/components/{target}'")}}}}}}}
        components:
          schemas: {{A: {{type: string}}}}
          parameters: {{P: {{name: p, in: query, schema: {{}}}}}}
        """)
    (finding,) = document.diagnostics
    assert (finding.level, finding.code) == (Level.ERROR, "wrong-reference")
    assert f"leads to a {target.split('s/')[0]}, which is no" in finding.message
    assert hint in finding.hint
    assert bool(hint) == bool(finding.hint)


def test_n4_references_to_a_part_of_the_same_kind_are_followed() -> None:
    document = bundled("""
        paths:
          /a:
            get:
              responses:
                '200': {$ref: '#/components/responses/R'}
                '201': {$ref: '#/paths/~1a/get/responses/200'}
                '202': {headers: {P: {$ref: '#/components/parameters/P'}}}
                '203': {$ref: '#/components/requestBodies/B'}
              parameters: [{schema: {$ref: '#/components/parameters/P/schema'}}]
        components:
          responses: {R: {description: d}}
          requestBodies: {B: {content: {}}}
          parameters: {P: {name: p, in: query, schema: {}}}
        """)
    assert not document.diagnostics


@pytest.mark.parametrize(
    ("kind", "target"),
    [("schemas", "responses/R"), ("parameters", "schemas/S"), ("headers", "schemas/S")],
)
def test_n4_other_references_to_another_kind_are_remarked(
    kind: str, target: str
) -> None:
    parts: dict[str, Any] = {
        "responses": {"R": {"description": "d"}},
        "schemas": {"S": {}},
    }
    reference = {"$ref": f"#/components/{target}"}
    parts.setdefault(kind, {})["A"] = reference
    document = bundled(f"components: {json.dumps(parts)}")
    (finding,) = document.diagnostics
    assert (finding.level, finding.code) == (Level.WARNING, "wrong-reference")
    assert document.root["components"][kind]["A"] == reference


@pytest.mark.parametrize(
    "reference", ["A", "#A", "#/A", "#/schemas/A", "schemas/A", "#/definitions/A"]
)
def test_n4_the_bare_name_of_a_component_is_understood(reference: str) -> None:
    document = bundled(SCHEMAS + f"    B: {{$ref: '{reference}'}}\n")
    (finding,) = document.diagnostics
    assert finding.level is Level.ERROR
    assert finding.hint == "did you mean '#/components/schemas/A'?"
