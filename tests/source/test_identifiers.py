"""`$id`, `$anchor`, `$dynamicRef`, `$recursiveRef` and `$self` become pointers."""

from __future__ import annotations

from pathlib import Path

from .building import HEAD, bundled, bundled_tree, codes


def test_anchors_and_identifiers_become_pointers() -> None:
    document = bundled("""
        components:
          schemas:
            Tree:
              $id: https://example.com/schemas/tree
              $defs:
                leaf: {$anchor: leaf, type: string}
              properties:
                a: {$ref: '#leaf'}
                b: {$ref: '#/$defs/leaf'}
                c: {$ref: 'https://example.com/schemas/tree'}
                d: {$ref: '#'}
                e: {$ref: '#/components/schemas/Other'}
                f: {$ref: other}
            Other: {$id: 'https://example.com/schemas/other'}
        """)
    schemas = document.root["components"]["schemas"]
    found = {k: v["$ref"] for k, v in schemas["Tree"]["properties"].items()}
    tree = "#/components/schemas/Tree"
    assert found == {
        "a": f"{tree}/$defs/leaf",
        "b": f"{tree}/$defs/leaf",
        "c": tree,
        "d": tree,
        "e": "#/components/schemas/Other",
        "f": "#/components/schemas/Other",
    }
    assert schemas["Other"] == {}
    assert schemas["Tree"]["$defs"] == {"leaf": {"type": "string"}}
    assert not document.diagnostics


def test_an_anchor_of_another_file(tmp_path: Path) -> None:
    files = {
        "api.yaml": HEAD + "components: {schemas: {A: {$ref: 'tree.yaml'}, "
        "B: {$ref: 'tree.yaml#leaf'}}}",
        "tree.yaml": "{$defs: {x: {$anchor: leaf, type: string}}}",
    }
    document = bundled_tree(tmp_path, files)
    assert not codes(document)
    schemas = document.root["components"]["schemas"]
    assert schemas["B"] == {"type": "string"}


TEMPLATE = """
components:
  schemas:
    Page:
      $id: https://example.com/page
      $defs: {item: {$dynamicAnchor: item, %s}}
      properties: {data: {items: {$dynamicRef: '#item'}}}
    Pets:
      $id: https://example.com/pets
      $defs: {item: {$dynamicAnchor: item, $ref: '#/components/schemas/Pet'}}
      $ref: page
    Pet: {type: string}
"""
MORE = """
    Cats:
      $id: https://example.com/cats
      $defs: {item: {$dynamicAnchor: item, type: integer}}
      $ref: page
"""


def items(text: str) -> object:
    document = bundled(text)
    assert not document.diagnostics
    page = document.root["components"]["schemas"]["Page"]
    return page["properties"]["data"]["items"]


def test_a_placeholder_is_bound_by_the_only_schema_that_binds_it() -> None:
    assert items(TEMPLATE % "not: {}") == {"$ref": "#/components/schemas/Pet"}


def test_a_placeholder_with_several_bindings_is_any_of_them() -> None:
    assert items(TEMPLATE % "not: {}" + MORE) == {
        "anyOf": [
            {"$ref": "#/components/schemas/Pet"},
            {"$ref": "#/components/schemas/Cats/$defs/item"},
        ]
    }


def test_a_dynamic_reference_to_a_real_schema_is_taken_as_it_stands() -> None:
    found = items(TEMPLATE % "type: object" + MORE)
    assert found == {"$ref": "#/components/schemas/Page/$defs/item"}


def test_recursive_references_mean_the_schema_around_them() -> None:
    document = bundled("""
        components:
          schemas:
            Filter: {properties: {all: {items: {oneOf: [{$recursiveRef: '#'}]}}}}
            Node:
              properties:
                inner:
                  $recursiveAnchor: true
                  properties: {next: {$recursiveRef: '#'}}
        """)
    schemas = document.root["components"]["schemas"]
    one = schemas["Filter"]["properties"]["all"]["items"]["oneOf"]
    assert one == [{"$ref": "#/components/schemas/Filter"}]
    inner = schemas["Node"]["properties"]["inner"]["properties"]["next"]
    assert inner == {"$ref": "#/components/schemas/Node/properties/inner"}


def test_self_names_the_document() -> None:
    document = bundled("""
        $self: https://example.com/api/openapi.yaml
        components:
          schemas:
            A: {type: string}
            B: {$ref: 'https://example.com/api/openapi.yaml#/components/schemas/A'}
            C: {$ref: 'openapi.yaml#/components/schemas/A'}
        """)
    assert not document.diagnostics
    schemas = document.root["components"]["schemas"]
    assert schemas["B"] == schemas["C"] == {"$ref": "#/components/schemas/A"}


def test_equal_references_of_two_resources_lead_to_two_schemas() -> None:
    document = bundled("""
        components:
          schemas:
            A: {$id: 'https://example.com/a', properties: {a: {$ref: '#'}}}
            B: {$id: 'https://example.com/b', properties: {a: {$ref: '#'}}}
        """)
    schemas = document.root["components"]["schemas"]
    found = [schemas[name]["properties"]["a"]["$ref"] for name in ("A", "B")]
    assert found == ["#/components/schemas/A", "#/components/schemas/B"]
