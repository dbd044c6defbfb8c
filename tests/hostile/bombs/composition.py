"""Schemas combined from others: allOf, unions, and ways that multiply."""

from __future__ import annotations

from .making import STRING, Files, Json, answer, bomb, get, paths, record, ref, schemas


@bomb
def all_of_dag() -> Files:
    """Each level refers twice to the next: 2**40 ways to the ground."""
    found: Json = {
        f"A{n}": {"allOf": [ref(f"A{n + 1}"), ref(f"A{n + 1}")]} for n in range(40)
    }
    return schemas(found | {"A40": {"type": "object", "properties": {"a": STRING}}})


@bomb
def one_of_dag() -> Files:
    found: Json = {
        f"A{n}": {"oneOf": [ref(f"A{n + 1}"), {"allOf": [ref(f"A{n + 1}")]}]}
        for n in range(40)
    }
    return schemas(found | {"A40": {"type": "object", "properties": {"a": STRING}}})


@bomb
def inline_dag() -> Files:
    """As `all_of_dag`, but through properties of inline schemas."""
    found: Json = {
        f"A{n}": {
            "type": "object",
            "properties": {
                "x": {"allOf": [ref(f"A{n + 1}"), {"properties": {"p": STRING}}]},
                "y": {"allOf": [ref(f"A{n + 1}"), {"properties": {"q": STRING}}]},
            },
        }
        for n in range(24)
    }
    return schemas(found | {"A24": {"type": "object", "properties": {"a": STRING}}})


@bomb
def all_of_product() -> Files:
    """Unions that are combined: 10 ** 12 variants."""
    unions = [
        {
            "oneOf": [
                {"type": "object", "properties": {f"p{n}_{m}": STRING}}
                for m in range(10)
            ]
        }
        for n in range(12)
    ]
    return schemas({"A": {"allOf": unions}})


@bomb
def all_of_wide() -> Files:
    """Many schemas, each with all properties of one large one."""
    large = {f"property{n}": STRING for n in range(2_000)}
    found: Json = {"Base": {"type": "object", "properties": large}}
    found |= {
        f"A{n}": {
            "allOf": [ref("Base"), {"type": "object", "properties": {"a": STRING}}]
        }
        for n in range(2_000)
    }
    return schemas(found)


@bomb
def all_of_chain() -> Files:
    found: Json = {
        f"A{n}": {"allOf": [ref(f"A{n + 1}"), {"properties": {f"p{n}": STRING}}]}
        for n in range(2_000)
    }
    return schemas(found | {"A2000": {"type": "object"}})


@bomb
def unions_of_unions() -> Files:
    """Each union lists all others."""
    names = [f"U{n}" for n in range(150)]
    return schemas({name: {"anyOf": [ref(other) for other in names]} for name in names})


@bomb
def models_that_refer_to_one_another() -> Files:
    names = [f"M{n}" for n in range(130)]
    found: Json = {
        name: {"type": "object", "properties": {n: ref(n) for n in names}}
        for name in names
    }
    return schemas(found)


@bomb
def many_variants() -> Files:
    found: Json = {
        f"A{n}": {"type": "object", "properties": {f"p{n}": STRING}}
        for n in range(5_000)
    }
    return schemas(found | {"U": {"oneOf": [ref(name) for name in found]}})


@bomb
def many_variants_with_tags() -> Files:
    found: Json = {
        f"A{n}": {"type": "object", "properties": {"k": {**STRING, "enum": [f"A{n}"]}}}
        for n in range(4_000)
    }
    union = {
        "oneOf": [ref(name) for name in found],
        "discriminator": {"propertyName": "k"},
    }
    return schemas(found | {"U": union, "V": union})


@bomb
def tags_of_children_of_children() -> Files:
    """Parents with a tag each, whose children are parents again."""
    found: Json = {}
    for n in range(700):
        tag = {"propertyName": f"k{n}"}
        own = record({f"k{n}": STRING}, required=[f"k{n}"], discriminator=tag)
        found[f"A{n}"] = {"allOf": [ref(f"A{n - 1}"), own]} if n else own
    return schemas(found)


@bomb
def tags_of_many_parents() -> Files:
    """Each schema is a child of forty parents with a tag each."""
    tag = {"propertyName": "k"}
    found: Json = {
        f"P{n}": record({"k": STRING, f"p{n}": STRING}, discriminator=tag)
        for n in range(40)
    }
    parents = [ref(name) for name in found]
    found |= {f"C{n}": {"allOf": [*parents, record({})]} for n in range(350)}
    return schemas(found)


@bomb
def tags_of_many_unions() -> Files:
    """Hundreds of unions with a tag, each of the same hundreds of variants."""
    found: Json = {f"A{n}": record({"k": STRING}) for n in range(300)}
    variants = [ref(name) for name in found]
    tag = {"propertyName": "k"}
    unions = {
        f"U{n}": {"oneOf": variants, "discriminator": tag, "description": str(n)}
        for n in range(60)
    }
    return schemas(found | unions)


@bomb
def mapping_of_many_tags() -> Files:
    """Thousands of tags that name one schema."""
    mapping = {f"tag{n}": "#/components/schemas/A" for n in range(18_000)}
    tag = {"propertyName": "k", "mapping": mapping}
    union = {"oneOf": [ref("A"), ref("B")], "discriminator": tag}
    return schemas({"A": record({"k": STRING}), "B": record({}), "U": union})


@bomb
def all_of_each_other() -> Files:
    """Each schema is made of all others and so of itself."""
    names = [f"A{n}" for n in range(140)]
    return schemas({name: {"allOf": [ref(other) for other in names]} for name in names})


@bomb
def all_of_many_parts() -> Files:
    parts = [record({f"p{n}": STRING}) for n in range(12_000)]
    return schemas({"A": {"allOf": parts}})


@bomb
def all_of_one_property() -> Files:
    """Thousands of parts that all constrain one property."""
    parts = [record({"p": {"allOf": [{"maxLength": n}]}}) for n in range(8_000)]
    return schemas({"A": {"allOf": parts}})


@bomb
def all_of_unions_of_references() -> Files:
    """Products of unions below the limit of one, but many times."""
    found: Json = {f"V{n}": record({f"p{n}": STRING}) for n in range(16)}
    union = {"oneOf": [ref(name) for name in found]}
    found |= {f"A{n}": {"allOf": [union, union, record({})]} for n in range(400)}
    return schemas(found)


@bomb
def properties_of_properties_combined() -> Files:
    """Two parts with the same nested properties, which are combined at each level."""
    one: Json = STRING
    for _ in range(12):
        one = record({"a": one, "b": one})
    return schemas({"A": {"allOf": [ref("B"), ref("C")]}, "B": one, "C": STRING | one})


@bomb
def combined_with_itself() -> Files:
    """Each level combines two references to the next: names that two ways lead to."""
    found: Json = {
        f"A{n}": record({"x": {"allOf": [ref(f"A{n + 1}"), ref(f"B{n + 1}")]}})
        for n in range(40)
    }
    found |= {
        f"B{n}": record({"x": {"allOf": [ref(f"B{n + 1}"), ref(f"A{n + 1}")]}})
        for n in range(40)
    }
    return schemas(found | {"A40": record({"a": STRING}), "B40": record({"b": STRING})})


@bomb
def unions_within_unions() -> Files:
    """A tree of inline unions."""

    def level(depth: int, name: str) -> Json:
        if not depth:
            return record({name: STRING})
        return {"oneOf": [level(depth - 1, f"{name}{n}") for n in range(3)]}

    return schemas({"A": level(8, "p")})


@bomb
def unions_of_all_types() -> Files:
    types = ["string", "integer", "number", "boolean", "array", "object", "null"]
    found: Json = {f"A{n}": {"type": types, "enum": [n, "a"]} for n in range(500)}
    found |= {f"B{n}": {"anyOf": [{"type": types}] * 8} for n in range(800)}
    return schemas(found)


@bomb
def null_of_null() -> Files:
    found: Json = {
        f"A{n}": {"anyOf": [{"type": "null"}, ref(f"A{n + 1}")]} for n in range(900)
    }
    return schemas(found | {"A900": STRING})


@bomb
def dependent_schemas() -> Files:
    found: Json = {}
    for n in range(4_000):
        found[f"A{n}"] = record(
            {"a": STRING}, dependentSchemas={"a": ref(f"A{(n + 1) % 4_000}")}
        )
    return schemas(found)


@bomb
def conditions() -> Files:
    level: Json = STRING
    for n in range(8):
        level = {"if": {"minLength": n}, "then": level, "else": level, "not": level}
    return schemas({"A": level})


@bomb
def required_of_no_property() -> Files:
    required = [f"r{n}" for n in range(30_000)]
    return schemas({"A": record({}, required=required), "B": {"allOf": [ref("A")]}})


@bomb
def operations_of_a_wide_union() -> Files:
    """Each operation has the union inline."""
    found: Json = {f"A{n}": record({f"p{n}": STRING}) for n in range(60)}
    union = {"oneOf": [ref(name) for name in found]}
    uses = {f"/a{n}": get(responses=answer(union)) for n in range(250)}
    return paths(uses, components={"schemas": found})
