"""What cannot be built, and what it costs."""

import pytest
from regen import ir
from regen.diagnostics import Level
from regen.model.reader import Unsupported
from regen.model.schemas import Schemas

from .building import SCHEMAS, document, of, schemas

DANGLING = {"$ref": "#/components/schemas/Gone", "x-regen-dangling": True}


def broken() -> Schemas:
    return Schemas(
        document(
            {
                "components": {
                    "schemas": {
                        "Bad": {"properties": {"gone": DANGLING}},
                        "User": {"properties": {"bad": {"$ref": f"#{SCHEMAS}Bad"}}},
                        "Good": {"type": "object", "properties": {"a": {}}},
                    }
                },
                "inline": {
                    "properties": {
                        "first": {"properties": {"x": {}}},
                        "second": {"items": {"$ref": f"#{SCHEMAS}User"}},
                    }
                },
                "fine": {"items": {"$ref": f"#{SCHEMAS}Good"}},
            }
        )
    )


def test_a_dangling_reference_costs_only_what_needs_it() -> None:
    built = broken()
    assert [d.code for d in built.diagnostics] == ["dangling-reference"]
    assert built.diagnostics[0].location is not None
    assert list(built.declarations) == [ir.SchemaId(f"{SCHEMAS}Good")]
    assert of(built.type_at("/fine", ("fine",))) == "[Good]"


def test_nothing_is_left_of_a_schema_that_failed() -> None:
    built = broken()
    with pytest.raises(Unsupported) as caught:
        built.type_at("/inline", ("inline",))
    assert caught.value.diagnostic.code == "dangling-reference"
    assert caught.value.diagnostic.location is not None
    assert list(built.declarations) == [ir.SchemaId(f"{SCHEMAS}Good")]


@pytest.mark.parametrize(
    "text",
    [
        "A: {$ref: '#B'}\nB: {$ref: '#A'}",
        "A: {allOf: [{$ref: '#A'}]}",
        "A: {anyOf: [{$ref: '#A'}, {type: 'null'}]}",
        "A: {oneOf: [{$ref: '#B'}]}\nB: {oneOf: [{$ref: '#A'}]}",
    ],
)
def test_what_leads_only_to_itself_is_any_value_and_reported(text: str) -> None:
    built = schemas(text + "\nUser: {properties: {a: {$ref: '#A'}}}")
    assert {d.code for d in built.diagnostics} == {"reference-cycle"}
    assert {d.level for d in built.diagnostics} == {Level.WARNING}
    user = built.declarations[ir.SchemaId(f"{SCHEMAS}User")]
    assert isinstance(user, ir.Model)
    assert user.fields[0].type in (ir.Anything(), ir.Nullable(ir.Anything()))
    declared = built.declarations[ir.SchemaId(f"{SCHEMAS}A")]
    assert isinstance(declared, ir.Alias)
    assert declared.type == ir.Anything()


def test_an_inline_schema_that_leads_to_itself_is_any_value() -> None:
    built = schemas("A: {properties: {x: {allOf: [{$ref: '#A/properties/x'}]}}}")
    assert [d.code for d in built.diagnostics] == ["reference-cycle"]
    model = built.declarations[ir.SchemaId(f"{SCHEMAS}A")]
    assert isinstance(model, ir.Model)
    assert model.fields[0].type == ir.Anything()


def test_deep_nesting_is_reported_and_does_not_overflow() -> None:
    text = "{type: string}"
    for _ in range(150):
        text = f"{{properties: {{a: {text}}}}}"
    assert [d.code for d in schemas(f"X: {text}").diagnostics] == ["too-deep"]


def test_deep_nesting_of_tagged_unions_is_reported_and_does_not_overflow() -> None:
    tag = "discriminator: {propertyName: t}"
    unions = [f"U{n}: {{oneOf: [{{$ref: '#U{n + 1}'}}], {tag}}}" for n in range(1_000)]
    built = schemas("\n".join([*unions, "U1000: {properties: {t: {enum: [a]}}}"]))
    assert {finding.code for finding in built.diagnostics} == {"too-deep"}


def test_long_chains_of_references_do_not_overflow() -> None:
    links = "\n".join(f"C{i}: {{$ref: '#C{i + 1}'}}" for i in range(2000))
    parents = "\n".join(f"P{i}: {{allOf: [{{$ref: '#P{i + 1}'}}]}}" for i in range(900))
    built = schemas(
        f"{links}\nC2000: {{type: string}}\n{parents}\nP900: {{type: object}}"
    )
    assert not built.diagnostics
    assert len(built.declarations) == 2901 + 1


@pytest.mark.parametrize(
    "schema",
    [
        "{properties: [1]}",
        "{properties: {a: 3}, required: true}",
        "{allOf: {}}",
        "{oneOf: 3, type: string}",
        "{enum: {}, type: string}",
        "{type: {}, discriminator: 5}",
        "{additionalProperties: 7, type: object}",
        "{items: 5, type: array}",
        "{required: [1, {}], type: object}",
        "{allOf: [3, null, {type: string}]}",
        "{anyOf: [3, null]}",
        "{discriminator: {propertyName: 5, mapping: []}, oneOf: [{}, {}]}",
        "{title: 5, description: [], default: {}, enum: [a, [b]]}",
    ],
)
def test_malformed_schemas_do_not_break_the_model(schema: str) -> None:
    built = schemas(f"X: {schema}")
    assert ir.SchemaId(f"{SCHEMAS}X") in built.declarations


def test_models_have_a_limit_of_properties_all_in_all() -> None:
    properties = ", ".join(f"p{n}: {{}}" for n in range(600))
    children = "\n".join(f"C{n}: {{allOf: [{{$ref: '#Base'}}]}}" for n in range(500))
    wide = children.replace("}]}", "}, {properties: {own: {}}}]}")
    built = schemas(f"Base: {{properties: {{{properties}}}}}\n{wide}")
    codes = {d.code for d in built.diagnostics}
    assert codes == {"too-many-properties"}
