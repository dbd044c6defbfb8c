"""Documents that stay below one of the limits, and are large all the same."""

from __future__ import annotations

from .making import STRING, Files, Json, answer, bomb, get, paths, record, ref, schemas


@bomb
def inlined_below_the_limit() -> Files:
    """A path item in as many places as are let through."""
    schema = record({f"p{n}": STRING for n in range(60)})
    item = get(responses=answer(schema))
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(4_000)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})


@bomb
def properties_below_the_limit() -> Files:
    """Models that inherit as many properties as are let through."""
    base = record({f"p{n}": STRING for n in range(490)})
    found: Json = {"Base": base}
    found |= {f"A{n}": {"allOf": [ref("Base"), record({})]} for n in range(500)}
    return schemas(found)


@bomb
def properties_of_inline_models() -> Files:
    """Inline schemas that inherit, at each use again."""
    base = record({f"p{n}": STRING for n in range(200)})
    use = {"allOf": [ref("Base"), record({"a": STRING})]}
    found: Json = {
        f"/a{n}": get(responses=answer(use | {"description": f"d{n}"}))
        for n in range(1_200)
    }
    return paths(found, components={"schemas": {"Base": base}})


@bomb
def parameters_below_the_limit() -> Files:
    """Operations that share as many parameters as a megabyte can say."""
    parameters = [{"name": f"p{n}", "in": "query", "schema": STRING} for n in range(90)]
    item = {"parameters": parameters, **get()}
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(1_500)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})


@bomb
def unions_below_the_limit() -> Files:
    """Unions of all models, for each of many operations, in answers and bodies."""
    found: Json = {f"A{n}": record({f"p{n}": STRING}) for n in range(1_000)}
    found["U"] = {"oneOf": [ref(name) for name in found]}
    union = {"anyOf": [ref("U"), STRING]}
    content = {"application/json": {"schema": union}}
    item = get(responses=answer(union), requestBody={"content": content})
    return paths({f"/a{n}": item for n in range(1_000)}, components={"schemas": found})


@bomb
def enums_below_the_limit() -> Files:
    """Inline enums of as many values as there is room for, in many operations."""
    schema = {"type": "string", "enum": [f"value {n}" for n in range(500)]}
    parameter = {"name": "p", "in": "query", "schema": schema}
    item = {"parameters": [parameter], **get()}
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(5_000)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})
