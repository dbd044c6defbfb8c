"""Names are pinned by meaning, not by position (N9)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from regen.config import from_flags
from regen.ir import SchemaId
from regen.model.build import build_api
from regen.naming import Names, decide, name
from regen.naming.pins import keys
from regen.source.document import Document
from regen.source.sourcemap import SourceFile

from . import evolving


def described(**schemas: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }


def enum(*values: str, **others: Any) -> dict[str, Any]:
    return {"type": "string", "enum": list(values), **others}


def model(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def named(root: dict[str, Any], pinned: Any = None) -> Names:
    source = SourceFile("api.yaml", "", root, lambda _: (1, 1))
    config = from_flags((Path("api.yaml"),), Path(), "package")
    api, _ = build_api(Document(root, source), config)
    return decide(api, package="package", pinned=pinned, root=root)


def class_at(names: Names, pointer: str) -> str:
    return names.declarations[SchemaId(pointer)].name


def key_of(root: dict[str, Any], pointer: str) -> str:
    return keys([SchemaId(pointer)], root, ())[SchemaId(pointer)].key


@pytest.mark.parametrize(
    ("variant", "token"),
    [
        ({"$ref": "#/components/schemas/Cat", "type": "object"}, "ref:Cat"),
        (model(a=enum("x")) | {"title": "A cat"}, "title:A cat"),
        (model(kind={"const": "cat"}, b={"const": 1}), 'b=1,kind="cat"'),
        ({"const": "a/b"}, '="a~1b"'),
        (model(b={}, a={}), "has:a,b"),
    ],
)
def test_n9_a_variant_is_what_it_says_of_itself(
    variant: dict[str, Any], token: str
) -> None:
    root = described(A={"oneOf": [{"type": "string"}, variant]})
    assert key_of(root, "/components/schemas/A/oneOf/1") == (
        f"/components/schemas/A/oneOf/{token}"
    )


def test_n9_the_discriminator_comes_before_other_constants() -> None:
    cat = model(kind={"const": "cat"}, a={"const": 1})
    tag = {"propertyName": "kind"}
    root = described(A={"oneOf": [cat], "discriminator": tag})
    assert key_of(root, "/components/schemas/A/oneOf/0").endswith('/oneOf/kind="cat"')


def test_n9_what_all_of_includes_belongs_to_the_schema() -> None:
    root = described(A={"allOf": [{"minProperties": 1}, model(a=enum("x", "y"))]})
    assert key_of(root, "/components/schemas/A/allOf/1/properties/a") == (
        "/components/schemas/A/properties/a"
    )


def test_n9_a_union_that_a_parent_brings_is_found() -> None:
    parent = {"oneOf": [model(a={}), model(b={})]}
    ref = {"$ref": "#/components/schemas/P"}
    root = described(P=parent, A={"allOf": [ref, model(c={})]})
    assert key_of(root, "/components/schemas/A/oneOf/1").endswith("/oneOf/has:b")


def test_n9_equal_variants_are_told_apart_by_their_order_alone() -> None:
    same = [model(a={}) | {"description": text} for text in ("one", "two")]
    root = described(A={"oneOf": same})
    ids = [SchemaId(f"/components/schemas/A/oneOf/{index}") for index in range(2)]
    first, second = (found.key for found in keys(ids, root, ()).values())
    assert second == f"{first}~2"


def test_n9_a_place_that_the_document_does_not_have_is_its_own_key() -> None:
    pointer = "/components/schemas/A/oneOf/7/type/object"
    assert key_of(described(A={"oneOf": [True, False]}), pointer) == pointer


def test_n9_a_variant_keeps_its_name_when_it_gets_a_title() -> None:
    old, other = model(a=enum("x", "y")), model(b=enum("x", "y"))
    before = named(described(A={"oneOf": [old, other]}))
    titled = [other, {**old, "title": "Titled"}]
    after = named(described(A={"oneOf": titled}), before.to_pins())
    place = "/components/schemas/A/oneOf"
    assert class_at(after, f"{place}/1") == class_at(before, f"{place}/0")
    assert class_at(after, f"{place}/0") == class_at(before, f"{place}/1")


def test_n9_names_pinned_by_position_are_carried_over() -> None:
    parts = [{"minProperties": 1}, model(a=enum("a-b", "A_B", "z"))]
    root = described(A={"oneOf": [{"allOf": parts}, model(aB={}, a_b={}, b={})]})
    names = named(root)
    pins = json.loads(json.dumps(names.to_pins()))
    for section in ("declarations", "fields", "members"):
        pins[section] = {
            id_.pointer: pins[section][key]
            for id_, key in names.keys.items()
            if key in pins[section]
        }
    pins = json.loads(json.dumps(pins).replace("AB", "Renamed").replace("A_B_2", "B_A"))
    after = named(root, pins)
    assert set(pins["declarations"]) == {id_.pointer for id_ in names.declarations}
    assert after.to_pins()["declarations"].keys() == set(after.keys.values())
    assert [name.name for name in after.declarations.values()] == [
        pins["declarations"][id_.pointer][1] for id_ in after.declarations
    ]
    assert after.to_pins()["members"] == {
        after.keys[SchemaId(pointer)]: pinned
        for pointer, pinned in pins["members"].items()
    }


@pytest.mark.parametrize("seed", range(10))
def test_n9_what_is_not_touched_keeps_its_name(seed: int) -> None:
    assert list(evolving.moved(seed, 20)) == []


def test_n9_without_pins_names_move() -> None:
    lost = [evolving.moved(seed, 20, keep=lambda _: None) for seed in range(4)]
    assert any(list(lines) for lines in lost)


def test_n9_equal_schemas_of_two_parts_keep_their_names() -> None:
    """An enum of a parameter and one of a property, each at several places."""
    scopes = enum("a", "b")
    document = described(
        A=model(scope=scopes, scopes={"type": "array", "items": scopes}),
        B=model(scope=scopes, scopes={"type": "array", "items": scopes}),
    )
    first = shared(document)
    assert len(set(first.values())) == 2
    pins = None
    for _ in range(3):
        pins = shared_names(document, pins).to_pins()
        assert shared(document, pins) == first


def shared_names(root: dict[str, Any], pinned: Any = None) -> Names:
    source = SourceFile("api.yaml", "", root, lambda _: (1, 1))
    config = from_flags((Path("api.yaml"),), Path(), "package")
    api, _ = build_api(Document(root, source), config)
    return name(api, package="package", pinned=pinned, root=root)[1]


def shared(root: dict[str, Any], pinned: Any = None) -> dict[str, str]:
    """Place -> class of the enums."""
    declarations = shared_names(root, pinned).declarations
    return {
        id_.pointer: each.name
        for id_, each in declarations.items()
        if "properties" in id_.pointer
    }
