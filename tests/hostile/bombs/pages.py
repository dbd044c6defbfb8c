"""What reference pages, README and programs of a project are made from."""

from __future__ import annotations

from .making import (
    STRING,
    Files,
    Json,
    answer,
    documented,
    get,
    paths,
    record,
    ref,
    schemas,
)


@documented
def samples_that_double() -> Files:
    """A value of each model needs two of the next: 2**40."""
    found: Json = {
        f"A{n}": record(
            {"a": ref(f"A{n + 1}"), "b": ref(f"A{n + 1}")}, required=["a", "b"]
        )
        for n in range(40)
    }
    body = {"required": True, "content": {"application/json": {"schema": ref("A0")}}}
    return paths(
        {"/a": {"post": {"requestBody": body, **get()["get"]}}},
        components={"schemas": found | {"A40": STRING}},
    )


@documented
def samples_of_unions() -> Files:
    """No variant has a finite value, and each has two of the others."""
    names = [f"A{n}" for n in range(60)]
    found: Json = {
        name: record(
            {f"p{n}": {"oneOf": [ref(other) for other in names]} for n in range(2)},
            required=["p0", "p1"],
        )
        for name in names
    }
    body = {"required": True, "content": {"application/json": {"schema": ref("A0")}}}
    return paths(
        {"/a": {"post": {"requestBody": body, **get()["get"]}}},
        components={"schemas": found},
    )


@documented
def samples_of_wide_models() -> Files:
    properties = {f"p{n}": {"type": "integer", "example": n} for n in range(8_000)}
    found = {"A": record(properties, required=[*properties])}
    body = {"required": True, "content": {"application/json": {"schema": ref("A")}}}
    item = {"post": {"requestBody": body, **get()["get"]}}
    return paths(
        {f"/a{n}": item for n in range(40)}, "3.1.0", components={"schemas": found}
    )


@documented
def pages_of_many_tags() -> Files:
    return paths({f"/a{n}": get(tags=[f"t{n}"], summary="s") for n in range(5_000)})


@documented
def pages_of_many_models() -> Files:
    return schemas(
        {f"A{n}": record({"a": ref(f"A{n + 1}")}) for n in range(6_000)}
        | {"A6000": STRING}
    )


@documented
def links_of_every_page() -> Files:
    """Each model stands in each operation, and each operation names all models."""
    found: Json = {f"A{n}": record({"a": STRING}) for n in range(150)}
    union = {"oneOf": [ref(name) for name in found]}
    uses = {f"/a{n}": get(responses=answer(union)) for n in range(90)}
    return paths(uses, components={"schemas": found})


@documented
def limits_of_properties() -> Files:
    """Patterns and examples that a page shows beside each property."""
    kind = {**STRING, "pattern": "|`" * 90, "examples": ["`|\n<b>" * 9] * 9}
    return schemas({"A": record({f"p{n}": kind for n in range(900)})})


@documented
def examples_of_a_body() -> Files:
    level: Json = {"a": 1}
    for n in range(90):
        level = {f"k{n}": level, "l": [level] if n < 6 else []}
    content = {"schema": {}, "examples": {"one": {"value": level}}}
    body = {"content": {"application/json": content}}
    use = {"requestBody": body, **get()["get"]}
    return paths({f"/a{n}": {"post": use} for n in range(60)})


@documented
def text_of_nested_lists() -> Files:
    return schemas({"A": record({}, description=("- " * 180 + "a\n") * 1_100)})


@documented
def text_of_nested_quotations() -> Files:
    return schemas({"A": record({}, description=">" * 100_000 + "a")})


@documented
def text_of_indented_lists() -> Files:
    lines = "".join(" " * (2 * n % 400) + "- a\n" for n in range(3_800))
    return schemas({"A": record({}, description=lines)})


@documented
def text_of_wide_tables() -> Files:
    width = 2_000
    rows = "|" + "a|" * width + "\n|" + "-|" * width + "\n"
    return schemas({"A": record({}, description=rows + ("|" + "b|\n") * 100_000)})


@documented
def text_of_definitions() -> Files:
    """References of links, and links that use them."""
    text = "".join(f"[a{n}]: /{n}\n" for n in range(12_000))
    text += "".join(f"[a{n}] " for n in range(12_000))
    return schemas({"A": record({}, description=text)})


@documented
def text_of_one_definition() -> Files:
    """A long address that a thousand links repeat."""
    text = f"[a]: /{'x' * 40_000}\n\n" + "[a] " * 20_000
    return schemas({"A": record({}, description=text)})


@documented
def text_of_html() -> Files:
    text = "<div><p>a<ul><li>" * 20_000 + "</li></ul></p></div>" * 20_000
    return schemas({"A": record({}, description=text)})


@documented
def text_of_delimiters() -> Files:
    """Runs of emphasis of all lengths, which may each close an earlier one."""
    text = "".join("*" * (n % 7 + 1) + "a" + "_" * (n % 5 + 1) for n in range(70_000))
    return schemas({"A": record({}, description=text)})
