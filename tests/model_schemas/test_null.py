"""S4, S5: null in every spelling, once, at the use."""

import pytest
from regen import ir

from .building import declared, fields, of, schemas

SPELLINGS = [
    "{nullable: true, type: string}",
    "{type: [string, 'null']}",
    "{type: [string, null]}",
    "{anyOf: [{type: string}, {type: 'null'}]}",
    "{oneOf: [{type: 'null'}, {type: string, nullable: true}]}",
    "{anyOf: [{type: string}, {const: null}]}",
    "{anyOf: [{type: string}, {enum: [null]}]}",
    "{allOf: [{type: string}], nullable: true}",
    "{allOf: [{type: string}, {nullable: true}]}",
    "{allOf: [{type: [string, 'null']}, {type: [string, 'null']}]}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_s5_every_spelling_of_a_nullable_string(spelling: str) -> None:
    built = schemas(f"X: {{properties: {{a: {spelling}}}}}")
    assert fields(built, "X") == {"a?": "string?"}


@pytest.mark.parametrize(
    "spelling",
    [
        "{$ref: '#Y', nullable: true}",
        "{allOf: [{$ref: '#Y'}], nullable: true}",
        "{anyOf: [{$ref: '#Y'}, {type: 'null'}]}",
        "{type: [object, 'null'], allOf: [{$ref: '#Y'}]}",
        "{oneOf: [{$ref: '#Y'}], nullable: true, description: d}",
        "{$ref: '#Z'}",
        "{allOf: [{$ref: '#Z'}], nullable: true}",
        "{anyOf: [{type: object, nullable: true}, {$ref: '#Y'}]}",
        "{oneOf: [{$ref: '#Y'}, {type: object, nullable: true}]}",
    ],
)
def test_s5_a_nullable_reference_has_no_wrapper(spelling: str) -> None:
    built = schemas(f"""
        X: {{properties: {{a: {spelling}}}}}
        Y: {{properties: {{b: {{type: string}}}}}}
        Z: {{properties: {{b: {{type: string}}}}, nullable: true}}
        """)
    name = "Z" if "Z" in spelling else "Y"
    assert fields(built, "X") == {"a?": f"{name}?"}
    assert len(built.declarations) == 3


@pytest.mark.parametrize(
    "beside", ["{type: string}", "{type: object, properties: {c: {type: string}}}"]
)
def test_s5_an_object_that_may_be_null_is_one_beside_no_reference(beside: str) -> None:
    spelling = f"{{anyOf: [{{type: object, nullable: true}}, {beside}]}}"
    kind = fields(schemas(f"X: {{properties: {{a: {spelling}}}}}"), "X")["a?"]
    assert (kind[0], kind[-1]) == ("{", "?")


def test_s5_null_belongs_to_the_use_and_not_to_the_declaration() -> None:
    built = schemas("""
        E: {type: string, nullable: true, enum: [a, b, null]}
        U: {anyOf: [{type: string}, {type: integer}, {type: 'null'}]}
        X: {properties: {e: {$ref: '#E'},
                         u: {$ref: '#U'}}}
        """)
    assert declared(built, "E") == "enum string('a', 'b')"
    assert declared(built, "U") == "union string | integer"
    assert fields(built, "X") == {"e?": "E?", "u?": "U?"}


def test_s5_a_parent_that_is_nullable_does_not_make_the_child_so() -> None:
    built = schemas("""
        P: {type: object, nullable: true, properties: {a: {type: string}}}
        C: {allOf: [{$ref: '#P'}, {type: object, required: [a]}]}
        """)
    assert of(built.type_at("/components/schemas/C", ())) == "C"
    assert of(built.type_at("/components/schemas/P", ())) == "P?"


def test_null_is_never_put_around_what_has_it() -> None:
    built = schemas("X: {nullable: true}\nY: {type: 'null', nullable: true}")
    assert built.type_at("/components/schemas/X", ()) == ir.Anything()
    assert built.type_at("/components/schemas/Y", ()) == ir.Null()


@pytest.mark.parametrize("names", ["AB", "BA"])
def test_s5_null_in_a_circle_of_unions_does_not_depend_on_the_order(names: str) -> None:
    texts = {
        "A": "A: {anyOf: [{$ref: '#B'}, {type: 'null'}]}",
        "B": "B: {anyOf: [{$ref: '#A'}, {type: string}]}",
    }
    users = "X: {properties: {a: {$ref: '#A'}, b: {$ref: '#B'}}}"
    built = schemas("\n".join([*(texts[name] for name in names), users]))
    assert fields(built, "X") == {"a?": "A?", "b?": "B?"}
