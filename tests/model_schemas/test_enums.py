"""S6: listed values."""

import pytest
from regen import ir

from .building import declared, fields, one, schemas


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{enum: [a, b, a]}", "enum string('a', 'b')"),
        ("{type: string, enum: [only]}", "enum string('only')"),
        ("{type: integer, enum: [1, 2]}", "enum integer(1, 2)"),
        ("{type: number, enum: [1, 2.5]}", "enum number(1.0, 2.5)"),
        ("{enum: [-1, '']}", "alias -1 or ''"),
        ("{enum: [true, 1, a]}", "alias True or 1 or 'a'"),
        ("{type: boolean, enum: [true]}", "alias True"),
        ("{type: boolean, enum: [true, false]}", "alias boolean"),
        ("{const: x}", "alias 'x'"),
        ("{const: 3}", "alias 3"),
        ("{const: 1.5}", "alias number"),
        ("{const: 9223372036854775807}", "alias 9223372036854775807"),
        ("{const: 9223372036854775808}", "alias integer"),
        ("{type: integer, enum: [1, 9223372036854775808]}", "alias integer"),
        ("{const: {a: 1}}", "alias {Anything}"),
        ("{const: [1]}", "alias [Anything]"),
        ("{type: object, enum: [{a: 1}]}", "alias {Anything}"),
        ("{enum: [auto, 0.5]}", "union 'auto' | number"),
        ("{type: array, items: {type: string}, enum: [a, b]}", "alias [string]"),
        ("{oneOf: [{const: a, title: A}, {const: b}]}", "enum string('a', 'b')"),
        ("{allOf: [{enum: [a, b, c]}, {enum: [b, c]}]}", "enum string('b', 'c')"),
    ],
)
def test_s6_values_of_every_kind(schema: str, expected: str) -> None:
    assert one(f"X: {schema}") == expected


def test_s6_one_inline_string_is_a_constant_and_several_are_an_enum() -> None:
    built = schemas("X: {properties: {a: {enum: [x]}, b: {enum: [x, y]}}}")
    assert fields(built, "X") == {"a?": "'x'", "b?": "X/properties/b"}
    assert built.declarations[ir.SchemaId("/components/schemas/X/properties/b")].hint


@pytest.mark.parametrize(
    "extension",
    [
        "x-enum-varnames: [Nothing, One, Two], x-enum-descriptions: [n, first, second]",
        "x-enumNames: [Nothing, One, Two],"
        " x-enumDescriptions: {'1': first, '2': second}",
        "x-ms-enum: {values: [{value: 1, name: One, description: first},"
        " {value: 2, name: Two, description: second}]}",
    ],
)
def test_s6_names_and_texts_by_extension_keep_step_with_null(extension: str) -> None:
    built = schemas(f"X: {{type: integer, enum: [null, 1, 2], {extension}}}")
    enum = built.declarations[ir.SchemaId("/components/schemas/X")]
    assert isinstance(enum, ir.Enum)
    assert enum.members == (
        ir.EnumMember(1, "One", "first"),
        ir.EnumMember(2, "Two", "second"),
    )


def test_s6_constants_with_titles_become_members_with_names() -> None:
    built = schemas(
        "X: {oneOf: [{const: a, title: Alpha, description: first}, {const: b}]}"
    )
    enum = built.declarations[ir.SchemaId("/components/schemas/X")]
    assert isinstance(enum, ir.Enum)
    assert enum.members[0] == ir.EnumMember("a", "Alpha", "first")


def test_open_enum_idiom_keeps_both() -> None:
    built = schemas("X: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}")
    assert declared(built, "X") == "union string | X/anyOf/1"
    assert declared(built, "X/anyOf/1") == "enum string('a', 'b')"


def test_s6_enums_of_one_name_and_the_same_values_are_one() -> None:
    built = schemas("""
        X:
          properties:
            a: {enum: [x, y], x-ms-enum: {name: Kind}}
            b: {enum: [x, y], x-ms-enum: {name: Kind}}
            c: {enum: [x, z], x-ms-enum: {name: Kind}}
            d: {enum: [x, y]}
        Y: {type: string, enum: [x, y], x-ms-enum: {name: Kind}}
        """)
    own = {name: f"X/properties/{name}" for name in "acd"}
    assert fields(built, "X") == {
        "a?": own["a"],
        "b?": own["a"],
        "c?": own["c"],
        "d?": own["d"],
    }
    enums = [x for x in built.declarations.values() if isinstance(x, ir.Enum)]
    asked = {x.id.pointer.rpartition("/")[2]: x.name_hint for x in enums}
    assert asked == {"a": "Kind", "c": "Kind", "d": "", "Y": ""}
