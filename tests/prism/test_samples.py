"""Sampled values fit their schemas, says another validator."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from .samples import Sampler

SCHEMAS: dict[str, dict[str, Any]] = {
    "lengths": {"type": "string", "minLength": 7, "maxLength": 8},
    "pattern": {"type": "string", "pattern": "^[a-f]{3}-\\d+$", "minLength": 6},
    "bounds": {"type": "integer", "exclusiveMinimum": 5, "multipleOf": 5},
    "upper": {"type": "number", "maximum": -3, "exclusiveMaximum": -3},
    "enum": {"type": ["string", "null"], "enum": [None, "a", "b"]},
    "constant": {"const": {"a": [1]}},
    "array": {"type": "array", "minItems": 3, "items": {"type": "boolean"}},
    "map": {"additionalProperties": {"type": "integer"}, "minProperties": 2},
    "union": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    "composed": {
        "allOf": [
            {"properties": {"a": {"type": "string"}}, "required": ["a"]},
            {"properties": {"a": {"enum": ["x", "y"]}, "b": {"type": "integer"}}},
        ],
        "required": ["b"],
    },
    "recursive": {"$ref": "#/components/schemas/Tree"},
    "tagged": {
        "oneOf": [
            {"$ref": "#/components/schemas/Cat"},
            {"$ref": "#/components/schemas/Dog"},
        ],
        "discriminator": {"propertyName": "kind", "mapping": {"c": "Cat"}},
    },
}
COMPONENTS = {
    "schemas": {
        "Tree": {
            "type": "object",
            "required": ["value"],
            "properties": {
                "value": {"type": "integer"},
                "left": {"$ref": "#/components/schemas/Tree"},
            },
        },
        "Cat": {"properties": {"kind": {"const": "c"}}, "required": ["kind"]},
        "Dog": {"properties": {"kind": {"const": "Dog"}}, "required": ["kind", "bark"]},
    }
}
ROOT = {"components": COMPONENTS, "tagged": SCHEMAS["tagged"]}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("lean", [False, True], ids=["full", "lean"])
def test_a_value_fits_its_schema(name: str, lean: bool) -> None:
    value = Sampler(ROOT, lean=lean).of(SCHEMAS[name])
    OAS31Validator({**SCHEMAS[name], "components": COMPONENTS}).validate(value)


def test_discriminators_name_their_variant() -> None:
    assert Sampler(ROOT).of(SCHEMAS["tagged"]) == {"kind": "c"}
    assert Sampler(ROOT, lean=True).of(SCHEMAS["tagged"])["kind"] == "Dog"


def test_a_discriminator_calls_no_inline_variant() -> None:
    inline = {"properties": {"kind": {"const": "bird"}}, "required": ["kind"]}
    union = {"oneOf": [inline], "discriminator": {"propertyName": "kind"}}
    root = {"union": union}
    assert Sampler(root).of(union) == {"kind": "bird"}
    assert Sampler(root).of({"type": "object", "properties": {"a": {}}}) == {
        "a": "text"
    }


@pytest.mark.parametrize(("response", "key"), [(False, "new"), (True, "id")])
def test_what_the_other_side_sends_is_left_out(response: bool, key: str) -> None:
    schema = {
        "required": ["id", "new"],
        "properties": {"id": {"readOnly": True}, "new": {"writeOnly": True}},
    }
    assert Sampler({}, response=response).of(schema).keys() == {key}


def test_a_schema_without_a_finite_value_is_refused() -> None:
    root = {"s": {"required": ["s"], "properties": {"s": {"$ref": "#/s"}}}}
    with pytest.raises(ValueError, match="requires itself"):
        Sampler(root).of({"$ref": "#/s"})
