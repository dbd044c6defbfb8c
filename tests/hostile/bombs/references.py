"""References: in a row, through one another, and to what is large or shared."""

from __future__ import annotations

from .making import (
    STRING,
    Files,
    Json,
    bomb,
    get,
    paths,
    record,
    ref,
    schemas,
    swagger,
)


@bomb
def reference_through_itself() -> Files:
    deep = "/a" * 100
    return paths({}, components={"$ref": f"#/components{deep}"})


@bomb
def references_in_a_row() -> Files:
    found: Json = {f"A{n}": ref(f"A{n + 1}") for n in range(10_000)}
    return schemas(found | {"A10000": STRING})


@bomb
def pointers_through_references() -> Files:
    """Pointers that pass through a schema that is itself a reference."""
    found: Json = {
        f"A{n}": {"type": "object", "properties": {"a": ref(f"A{n + 1}/properties/a")}}
        for n in range(2_000)
    }
    last = {"A2000": {"type": "object", "properties": {"a": STRING}}}
    return schemas(found | last)


@bomb
def long_pointer() -> Files:
    return schemas({"A": {"$ref": "#" + "/a" * 400_000}})


@bomb
def dynamic_references() -> Files:
    found: Json = {
        f"A{n}": {
            "$dynamicAnchor": "node",
            "type": "object",
            "properties": {"a": {"$dynamicRef": "#node"}},
        }
        for n in range(4_000)
    }
    return schemas(found)


@bomb
def nested_identifiers() -> Files:
    level: Json = {"$id": "a/", "$anchor": "x"}
    for n in range(190):
        level = {"$id": f"p{n}/", "$anchor": "x", "items": level}
    return schemas({f"A{n}": level for n in range(100)})


@bomb
def shared_path_items() -> Files:
    item = {"get": {"responses": {"200": {"description": "x" * 2_000}}}}
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(8_000)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})


@bomb
def shared_path_item_with_schemas() -> Files:
    """An inline schema of a shared path item is a schema of each path."""
    large = {"type": "object", "properties": {f"p{n}": STRING for n in range(500)}}
    content = {"application/json": {"schema": large}}
    item = {"get": {"responses": {"200": {"description": "ok", "content": content}}}}
    found: Json = {f"/a{n}": {"$ref": "#/components/pathItems/P"} for n in range(4_000)}
    return paths(found, "3.1.0", components={"pathItems": {"P": item}})


@bomb
def shared_parameter() -> Files:
    parameter = {"name": "p", "in": "query", "schema": {**STRING, "enum": ["a", "b"]}}
    found = {
        f"/a{n}": get(parameters=[{"$ref": "#/components/parameters/P"}])
        for n in range(6_000)
    }
    return paths(found, components={"parameters": {"P": parameter}})


@bomb
def shared_large_response() -> Files:
    large = {"type": "object", "properties": {f"p{n}": STRING for n in range(500)}}
    response = {"description": "ok", "content": {"application/json": {"schema": large}}}
    use = {"responses": {"200": {"$ref": "#/components/responses/R"}}}
    found: Json = {f"/a{n}": {"get": use} for n in range(6_000)}
    return paths(found, components={"responses": {"R": response}})


@bomb
def swagger_definitions() -> Files:
    found: Json = {
        f"A{n}": record({"a": {"$ref": f"#/definitions/A{n}"}}) for n in range(9_000)
    }
    return swagger({}, definitions=found)


@bomb
def swagger_shared_parameters() -> Files:
    found: Json = {
        f"/a{n}": get(parameters=[{"$ref": "#/parameters/P"}]) for n in range(6_000)
    }
    schema = record({f"p{n}": STRING for n in range(300)})
    return swagger(
        found, parameters={"P": {"name": "b", "in": "body", "schema": schema}}
    )


@bomb
def many_callbacks() -> Files:
    inner = get(callbacks={"c": {"$ref": "#/components/callbacks/C"}})
    callback = {f"{{$url}}{n}": inner for n in range(200)}
    found = {
        f"/a{n}": get(callbacks={"c": {"$ref": "#/components/callbacks/C"}})
        for n in range(2_000)
    }
    return paths(found, "3.1.0", components={"callbacks": {"C": callback}})


@bomb
def reference_of_each_description() -> Files:
    """References with a description beside, in a row."""
    found: Json = {
        f"A{n}": {**ref(f"A{n + 1}"), "description": f"d{n}"} for n in range(2_000)
    }
    return schemas(found | {"A2000": record({"a": STRING})})


@bomb
def pointers_into_the_deep() -> Files:
    """Thousands of references to the ground of a deep schema."""
    level: Json = STRING
    for _ in range(90):
        level = record({"a": level})
    deep = "/properties/a" * 90
    found: Json = {f"B{n}": record({"a": ref(f"A{deep}")}) for n in range(700)}
    return schemas(found | {"A": level})


@bomb
def pointers_to_each_part() -> Files:
    found: Json = {"A": record({f"p{n}": record({"a": STRING}) for n in range(4_000)})}
    found |= {f"B{n}": ref(f"A/properties/p{n}") for n in range(4_000)}
    return schemas(found)


@bomb
def dangling_references_with_long_names() -> Files:
    """Names that are looked for among others that are nearly the same."""
    stem = "nearly the same " * 600
    found: Json = {f"{stem}{n}": STRING for n in range(40)}
    found["A"] = record({f"p{n}": ref(f"{stem}x{n}") for n in range(40)})
    return schemas(found)


@bomb
def many_dangling_references() -> Files:
    found: Json = {f"A{n}": record({"a": ref(f"B{n}")}) for n in range(8_000)}
    return schemas(found)


@bomb
def anchors() -> Files:
    found: Json = {
        f"A{n}": {"$anchor": f"a{n}", **record({"a": {"$ref": f"#a{n - 1}"}})}
        for n in range(8_000)
    }
    return schemas(found | {"B": {"$anchor": "a-1"}})


@bomb
def identifiers_of_one_value() -> Files:
    found: Json = {
        f"A{n}": {"$id": "https://example.com/a", "properties": {"a": {"$ref": "#"}}}
        for n in range(6_000)
    }
    return schemas(found)


@bomb
def definitions_within_definitions() -> Files:
    level: Json = STRING
    for _ in range(90):
        level = {"$defs": {"a": level}, **record({"a": {"$ref": "#/$defs/a"}})}
    return schemas(
        {f"A{n}": {"$id": f"https://a.example/{n}", **level} for n in (1, 2)}
    )


@bomb
def callbacks_within_callbacks() -> Files:
    level = get()
    for n in range(35):
        level = get(callbacks={f"c{n}": {f"{{$url}}/{n}": level}})
    return paths({f"/a{n}": level for n in range(100)})


@bomb
def callbacks_that_double() -> Files:
    """Each level of shared callbacks has two uses of the next."""
    found: Json = {
        f"C{n}": {
            f"{{$url}}/{m}": get(
                callbacks={"c": {"$ref": f"#/components/callbacks/C{n + 1}"}}
            )
            for m in range(2)
        }
        for n in range(40)
    }
    found["C40"] = {"{$url}": get()}
    use = get(callbacks={"c": {"$ref": "#/components/callbacks/C0"}})
    return paths({"/a": use}, "3.1.0", components={"callbacks": found})


@bomb
def links_to_one_operation() -> Files:
    links = {f"l{n}": {"operationId": "a", "description": "d"} for n in range(18_000)}
    use = {"200": {"description": "ok", "links": links}}
    return paths({"/a": get(operationId="a", responses=use)})


@bomb
def path_items_in_a_row() -> Files:
    found: Json = {
        f"P{n}": {"$ref": f"#/components/pathItems/P{n + 1}"} for n in range(3_000)
    }
    found["P3000"] = get()
    use = {"/a": {"$ref": "#/components/pathItems/P0"}}
    return paths(use, "3.1.0", components={"pathItems": found})


@bomb
def paths_that_refer_to_paths() -> Files:
    found: Json = {f"/a{n}": {"$ref": f"#/paths/~1a{n + 1}"} for n in range(1_500)}
    return paths(found | {"/a1500": get()}, "3.1.0")


@bomb
def shared_headers_and_bodies() -> Files:
    """Everything that can be shared, by thousands of operations."""
    large = record({f"p{n}": STRING for n in range(300)})
    headers = {f"h{n}": {"$ref": "#/components/headers/H"} for n in range(20)}
    content = {"application/json": {"schema": large}}
    answered = {"description": "d", "headers": headers, "content": content}
    components = {
        "headers": {"H": {"schema": {"enum": ["a", "b"]}}},
        "requestBodies": {"B": {"content": content}},
        "responses": {"R": answered},
    }
    use = {
        "requestBody": {"$ref": "#/components/requestBodies/B"},
        "responses": {
            status: {"$ref": "#/components/responses/R"}
            for status in ("200", "400", "default")
        },
    }
    found = {f"/a{n}": {"post": use} for n in range(3_500)}
    return paths(found, components=components)


@bomb
def swagger_body_and_form() -> Files:
    """A body parameter and a form at the level of paths, for each of the methods."""
    schema = record({f"p{n}": {"enum": ["a", "b"]} for n in range(20)})
    shared = [{"name": "b", "in": "body", "schema": schema}]
    methods = ("get", "put", "post", "delete", "options", "head", "patch")
    use = {"responses": {"200": {"description": "ok", "schema": schema}}}
    found = {
        f"/a{n}": {"parameters": shared, **dict.fromkeys(methods, use)}
        for n in range(60)
    }
    return swagger(found)


@bomb
def percent_signs_of_percent_signs() -> Files:
    """A pointer that could be decoded again and again."""
    return schemas({"A": {"$ref": "#/components/schemas/" + "%25" * 250_000}})


@bomb
def tildes_of_a_pointer() -> Files:
    return schemas(
        {f"A{n}": {"$ref": "#/" + "~1~0" * 200 + f"/{n}"} for n in range(1_000)}
    )


@bomb
def references_that_are_no_text() -> Files:
    return schemas({f"A{n}": {"$ref": [{"$ref": n}]} for n in range(18_000)})


@bomb
def vocabulary_of_its_own() -> Files:
    """Schemas that name another dialect, and are read by it."""
    found = {
        "$schema": "https://a.example/dialect",
        "$vocabulary": {f"https://a.example/{n}": True for n in range(50)},
    }
    return schemas(
        {f"A{n}": record({"a": STRING}, **found) for n in range(400)},
        jsonSchemaDialect="https://a.example/dialect",
    )
