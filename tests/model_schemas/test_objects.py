"""S3 allOf, S8 read-only and write-only, S9 additional properties, S10 defaults."""

import pytest
from regen import ir

from .building import declared, fields, one, schemas


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: object}", "alias {Anything}"),
        ("{type: object, properties: {}}", "alias {Anything}"),
        ("{additionalProperties: {type: integer}}", "alias {integer}"),
        ("{type: object, additionalProperties: true}", "alias {Anything}"),
        ("{type: object, propertyNames: {pattern: a}}", "alias {Anything}"),
        ("{type: object, additionalProperties: false}", "model()"),
        ("{patternProperties: {'^x': {type: string}}}", "alias {string}"),
        (
            "{patternProperties: {a: {type: string}},"
            " additionalProperties: {type: integer}}",
            "alias {string | integer}",
        ),
        ("{properties: {a: {type: string}}}", "model(a?: string)"),
        (
            "{properties: {a: {type: string}}, additionalProperties: {type: integer}}",
            "model(a?: string, **: integer)",
        ),
        (
            "{properties: {a: true}, additionalProperties: true}",
            "model(a?: Anything, **: Anything)",
        ),
        (
            "{properties: {a: {type: string}}, unevaluatedProperties: false}",
            "model(a?: string)",
        ),
        ("{type: object, required: [a]}", "model(a: Anything)"),
        (
            "{required: [a], additionalProperties: {type: integer}}",
            "model(a: integer, **: integer)",
        ),
        ("{properties: {a: false, b: {type: string}}}", "model(b?: string)"),
        ("{properties: {$ref: {type: string}}}", "model($ref?: string)"),
    ],
)
def test_s9_maps_and_models(schema: str, expected: str) -> None:
    assert one(f"X: {schema}") == expected


def test_s3_properties_of_parents_come_first_and_none_is_lost() -> None:
    built = schemas("""
        A: {type: object, required: [a], properties: {a: {type: string}, b: {}}}
        B: {allOf: [{$ref: '#A'}], properties: {c: {type: integer}}}
        C: {allOf: [{$ref: '#B'}, {required: [b, c]}]}
        """)
    assert fields(built, "C") == {"a": "string", "b": "Anything", "c": "integer"}


def test_s3_the_narrower_property_wins() -> None:
    built = schemas("""
        A:
          properties:
            kind: {type: string}
            at: {type: string, format: date}
            n: {type: number}
        B:
          allOf:
            - $ref: '#A'
            - properties:
                kind: {enum: [b]}
                at: {description: when}
                n: {type: integer}
        """)
    assert fields(built, "B") == {"kind?": "'b'", "at?": "date", "n?": "integer"}
    model = built.declarations[ir.SchemaId("/components/schemas/B")]
    assert isinstance(model, ir.Model)
    assert model.fields[1].doc.description == "when"


def test_s3_a_property_that_narrows_to_a_child_is_that_child() -> None:
    built = schemas("""
        P: {properties: {a: {type: string}}}
        C: {allOf: [{$ref: '#P'}, {properties: {b: {type: string}}}]}
        A: {properties: {x: {$ref: '#P'}}}
        B: {allOf: [{$ref: '#A'}, {properties: {x: {$ref: '#C'}}}]}
        """)
    assert fields(built, "B") == {"x?": "C"}


def test_s3_inline_objects_of_both_are_merged() -> None:
    built = schemas("""
        A: {properties: {x: {properties: {a: {type: string}}}}}
        B: {allOf: [{$ref: '#A'}, {properties: {x: {properties: {b: {type: string}}}}}]}
        """)
    assert fields(built, "B") == {"x?": "B/properties/x"}
    assert fields(built, "B/properties/x") == {"a?": "string", "b?": "string"}


def test_s3_merging_two_recursive_schemas_ends() -> None:
    built = schemas("""
        A: {properties: {next: {$ref: '#A'}, a: {type: string}}}
        C: {properties: {next: {$ref: '#C'}, c: {type: string}}}
        B: {allOf: [{$ref: '#A'}, {$ref: '#C'}]}
        """)
    place = "B/properties/next"
    assert fields(built, "B") == {"next?": place, "a?": "string", "c?": "string"}
    assert fields(built, place)["next?"] == place


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{allOf: [{$ref: '#Y'}]}", "alias Y"),
        ("{$ref: '#Y'}", "alias Y"),
        (
            "{type: object, allOf: [{$ref: '#Y'}, {description: d}]}",
            "alias Y",
        ),
        ("{oneOf: [{$ref: '#Y'}]}", "alias Y"),
        ("{allOf: [{properties: {b: {type: string}}}]}", "model(b?: string)"),
        ("{allOf: [{type: string}, {maxLength: 3}]}", "alias string"),
        ("{allOf: [{type: string}, {format: uuid}]}", "alias uuid"),
        (
            "{allOf: [{type: array, items: {type: string}}, {minItems: 1}]}",
            "alias [string]",
        ),
        ("{$ref: '#Y', required: [a]}", "model(a: string)"),
        (
            "{$ref: '#Y', properties: {z: {type: string}}}",
            "model(a?: string, z?: string)",
        ),
    ],
)
def test_s3_s13_s15_wrappers_and_siblings(schema: str, expected: str) -> None:
    assert one(f"X: {schema}\nY: {{properties: {{a: {{type: string}}}}}}") == expected


def test_allof_cycle_ends() -> None:
    built = schemas("""
        A: {allOf: [{$ref: '#B'}, {properties: {a: {type: string}}}]}
        B: {allOf: [{$ref: '#A'}, {properties: {b: {type: string}}}]}
        """)
    assert set(fields(built, "A")) == set(fields(built, "B")) == {"a?", "b?"}


@pytest.mark.parametrize(
    "schema",
    [
        "{type: string, ANNOTATIONS}",
        "{$ref: '#S', ANNOTATIONS}",
        "{allOf: [{$ref: '#S'}], ANNOTATIONS}",
        "{allOf: [{$ref: '#S'}, {ANNOTATIONS}]}",
    ],
)
def test_s8_s10_annotations_of_the_use(schema: str) -> None:
    annotations = "readOnly: true, default: x, deprecated: true, description: d"
    schema = schema.replace("ANNOTATIONS", annotations)
    built = schemas(f"X: {{properties: {{a: {schema}}}}}\nS: {{type: string}}")
    model = built.declarations[ir.SchemaId("/components/schemas/X")]
    assert isinstance(model, ir.Model)
    (field,) = model.fields
    assert (field.read_only, field.write_only, field.deprecated) == (True, False, True)
    assert (field.has_default, field.default) == (True, "x")
    assert field.doc.description == "d"


def test_s8_read_only_by_the_referenced_schema() -> None:
    built = schemas("""
        X: {properties: {a: {$ref: '#Id'}}}
        Id: {type: string, readOnly: true, description: of the id, deprecated: true}
        """)
    model = built.declarations[ir.SchemaId("/components/schemas/X")]
    assert isinstance(model, ir.Model)
    assert model.fields[0].read_only
    assert not model.fields[0].deprecated
    assert model.fields[0].doc == ir.Doc()
    assert built.declarations[ir.SchemaId("/components/schemas/Id")].deprecated


def test_s14_inline_schemas_are_named_after_their_own_place() -> None:
    built = schemas("""
        B: {allOf: [{$ref: '#A'}]  , properties: {own: {properties: {z: {}}}}}
        A:
          properties:
            list: {items: {properties: {x: {}}}}
            map: {additionalProperties: {enum: [a, b]}}
        """)
    assert fields(built, "B")["list?"] == "[A/properties/list/items]"
    hints = [declaration.hint for declaration in built.declarations.values()]
    assert ("A", "list", "item") in hints
    assert ("A", "map", "value") in hints
    assert ("B", "own") in hints


def test_s7_an_inline_schema_that_refers_to_itself_is_declared() -> None:
    built = schemas("""
        X:
          properties:
            tree: {type: array, items: {$ref: '#X/properties/tree'}}
            copy: {$ref: '#X/properties/plain'}
            plain: {type: array, items: {type: string}}
        """)
    tree = "X/properties/tree"
    assert fields(built, "X") == {
        "tree?": tree,
        "copy?": "[string]",
        "plain?": "[string]",
    }
    assert declared(built, tree) == f"alias [{tree}]"


def test_s13_defs_keep_their_names() -> None:
    built = schemas("""
        X:
          properties: {a: {$ref: '#X/$defs/Code'}}
          $defs: {Code: {type: string}}
        """)
    assert fields(built, "X") == {"a?": "X/$defs/Code"}
    assert declared(built, "X/$defs/Code") == "alias string"
