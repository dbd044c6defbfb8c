"""Keywords of schemas that few documents have, and keywords in great number."""

from __future__ import annotations

from .making import (
    STRING,
    Files,
    Json,
    bomb,
    record,
    ref,
    schemas,
)


@bomb
def deep_negations() -> Files:
    level: Json = STRING
    for _ in range(180):
        level = {"not": level}
    return schemas({f"A{n}": level for n in range(300)})


@bomb
def conditions_in_a_row() -> Files:
    """Each else holds the next condition."""
    level: Json = {}
    for n in range(90):
        const = {"properties": {"k": {"const": n}}}
        level = {"if": const, "then": record({f"p{n}": STRING}), "else": level}
    return schemas({f"A{n}": level for n in range(70)})


@bomb
def many_conditions() -> Files:
    parts = [
        {"if": {"required": [f"p{n}"]}, "then": {"required": [f"q{n}"]}}
        for n in range(12_000)
    ]
    return schemas({"A": record({"a": STRING}, allOf=parts)})


@bomb
def items_by_position() -> Files:
    return schemas({"A": {"type": "array", "prefixItems": [STRING] * 40_000}})


@bomb
def different_items_by_position() -> Files:
    items = [record({f"p{n}": STRING}) for n in range(9_000)]
    return schemas({"A": {"type": "array", "prefixItems": items, "items": False}})


@bomb
def positions_within_positions() -> Files:
    level: Json = STRING
    for _ in range(90):
        level = {"type": "array", "prefixItems": [level], "items": STRING}
    return schemas({f"A{n}": level for n in range(150)})


@bomb
def constants_of_a_union() -> Files:
    """An enum in the words of JSON Schema."""
    return schemas({"A": {"oneOf": [{"const": f"v{n}"} for n in range(40_000)]}})


@bomb
def titled_constants_of_a_union() -> Files:
    found = [{"const": n, "title": "Word", "description": "d"} for n in range(12_000)]
    return schemas({"A": {"oneOf": found}})


@bomb
def enums_that_are_combined() -> Files:
    """What two enums have in common."""
    one = [f"v{n}" for n in range(30_000)]
    parts = [{"enum": one}, {"enum": one[::-1]}]
    return schemas({"A": record({"a": {"type": "string", "allOf": parts}})})


@bomb
def enums_of_objects_that_are_combined() -> Files:
    one = [{"a": [n]} for n in range(20_000)]
    return schemas({"A": {"allOf": [{"enum": one}, {"enum": one[::-1]}]}})


@bomb
def enum_of_one_value() -> Files:
    return schemas({"A": {"enum": ["v"] * 150_000}})


@bomb
def enum_of_cases() -> Files:
    """Values that differ in case alone."""
    words = ["".join(c) for c in _cases("abcdefghijkl")]
    return schemas({"A": {"enum": words}})


def _cases(word: str) -> list[str]:
    found = [""]
    for letter in word:
        found = [start + end for start in found for end in (letter, letter.upper())]
    return found


@bomb
def models_of_cases() -> Files:
    """Names that are one file where file systems ignore case."""
    return schemas({name: record({"a": STRING}) for name in _cases("abcdefghijkl")})


@bomb
def properties_of_cases() -> Files:
    return schemas({"A": record(dict.fromkeys(_cases("abcdefghijklm"), STRING))})


@bomb
def lists_of_lists_of_names() -> Files:
    """Each schema is a list of the next."""
    found: Json = {
        f"A{n}": {"type": "array", "items": ref(f"A{n + 1}")} for n in range(3_000)
    }
    return schemas(found | {"A3000": STRING})


@bomb
def maps_of_maps_of_names() -> Files:
    found: Json = {
        f"A{n}": {"type": "object", "additionalProperties": ref(f"A{n + 1}")}
        for n in range(3_000)
    }
    return schemas(found | {"A3000": record({"a": STRING})})


@bomb
def lists_in_a_ring() -> Files:
    """Lists of lists without an end."""
    found: Json = {
        f"A{n}": {"type": "array", "items": ref(f"A{(n + 1) % 2_000}")}
        for n in range(2_000)
    }
    return schemas(found)


@bomb
def unions_in_a_ring() -> Files:
    found: Json = {
        f"A{n}": {"anyOf": [ref(f"A{(n + 1) % 1_500}"), ref(f"A{(n + 7) % 1_500}")]}
        for n in range(1_500)
    }
    return schemas(found)


@bomb
def aliases_that_require() -> Files:
    """A chain of allOf that only require."""
    found: Json = {
        f"A{n}": {"allOf": [ref(f"A{n + 1}"), {"required": [f"p{n}"]}]}
        for n in range(900)
    }
    return schemas(found | {"A900": record({f"p{n}": STRING for n in range(900)})})


@bomb
def dynamic_references_to_few_anchors() -> Files:
    found: Json = {
        f"A{n}": record(
            {"a": {"$dynamicRef": f"#d{n % 50}"}}, **{"$dynamicAnchor": f"d{n % 50}"}
        )
        for n in range(5_000)
    }
    return schemas(found)


@bomb
def mapping_to_nothing() -> Files:
    mapping = {f"t{n}": f"#/components/schemas/B{n}" for n in range(12_000)}
    tag = {"propertyName": "k", "mapping": mapping}
    return schemas(
        {"A": record({"k": STRING}), "U": {"oneOf": [ref("A")], "discriminator": tag}}
    )


@bomb
def mapping_to_all_in_each_parent() -> Files:
    found: Json = {}
    children = [f"C{n}" for n in range(250)]
    mapping = {name: f"#/components/schemas/{name}" for name in children}
    for n in range(45):
        tag = {"propertyName": "k", "mapping": mapping}
        found[f"P{n}"] = record({"k": STRING}, discriminator=tag)
    parents = [ref(name) for name in found]
    found |= {name: {"allOf": parents} for name in children}
    return schemas(found)


@bomb
def patterns_of_properties() -> Files:
    found = {f"^(p{n}+)+$": STRING for n in range(18_000)}
    return schemas({"A": {"type": "object", "patternProperties": found}})


@bomb
def defaults_that_no_variant_has() -> Files:
    """Each default is looked for in each variant."""
    found: Json = {
        f"V{n}": record({f"p{n}": STRING}, required=[f"p{n}"]) for n in range(400)
    }
    union = {"oneOf": [ref(name) for name in found], "default": {"x": 1}}
    found |= {f"A{n}": record({"p": union | {"title": f"t{n}"}}) for n in range(50)}
    return schemas(found)


@bomb
def keys_that_are_nearly_right() -> Files:
    """Misspelt keys, each of which is compared with the right ones."""
    return schemas(
        {
            f"A{n}": {"descriptiom": "d", "propertis": {}, "requird": []}
            for n in range(9_000)
        }
    )


@bomb
def keys_of_one_object_that_are_nearly_right() -> Files:
    return schemas({"A": {f"description{n}": "d" for n in range(40_000)}})
