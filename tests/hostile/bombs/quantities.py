"""A great number of one thing, and of things that want one name."""

from __future__ import annotations

from .making import (
    STRING,
    Files,
    Json,
    answer,
    bomb,
    get,
    paths,
    record,
    ref,
    schemas,
    swagger,
)


@bomb
def many_parameters() -> Files:
    parameters = [
        {"name": f"p{n}", "in": "query", "schema": STRING} for n in range(12_000)
    ]
    return paths({"/a": get(parameters=parameters)})


@bomb
def many_parameters_of_one_name() -> Files:
    parameters = [
        {"name": "p" + "-" * n, "in": "query", "schema": STRING} for n in range(1_000)
    ]
    return paths({"/a": get(parameters=parameters)})


@bomb
def many_security_schemes() -> Files:
    """Alternatives of many schemes each, again for many operations."""
    schemes = {f"s{n}": {"type": "http", "scheme": "bearer"} for n in range(200)}
    security: list[Json] = [{name: [] for name in schemes} for _ in range(50)]
    found = {f"/a{n}": get(security=security) for n in range(3)}
    return paths(found, components={"securitySchemes": schemes})


@bomb
def many_equal_operation_ids() -> Files:
    return paths({f"/a{n}": get(operationId="same") for n in range(9_000)})


@bomb
def many_equal_names() -> Files:
    """Schemas that all want the same Python name."""
    return schemas({"A" + "-" * n: {"type": "object"} for n in range(1_200)})


@bomb
def many_enum_members() -> Files:
    return schemas({"A": {**STRING, "enum": [f"v{n}" for n in range(90_000)]}})


@bomb
def many_enum_members_of_one_name() -> Files:
    return schemas({"A": {**STRING, "enum": ["a" + "-" * n for n in range(1_200)]}})


@bomb
def many_equal_enums() -> Files:
    values = [f"v{n}" for n in range(100)]
    found: Json = {
        f"A{n}": {"type": "object", "properties": {"k": {**STRING, "enum": values}}}
        for n in range(800)
    }
    return schemas(found)


@bomb
def many_properties() -> Files:
    return schemas(
        {
            "A": {
                "type": "object",
                "properties": {f"p{n}": STRING for n in range(30_000)},
            }
        }
    )


@bomb
def many_tag_names() -> Files:
    found = {f"/a{n}": get(tags=[f"t{n}"]) for n in range(9_000)}
    return paths(found)


@bomb
def many_responses() -> Files:
    responses = {str(n): {"description": "d"} for n in range(100, 600)}
    return paths({f"/a{n}": {"get": {"responses": responses}} for n in range(40)})


@bomb
def many_numbers_in_an_enum() -> Files:
    return schemas({"A": {"enum": list(range(100_000))}})


@bomb
def many_enums_with_names() -> Files:
    values = [f"v{n}" for n in range(20_000)]
    return schemas({"A": {"enum": values, "x-enum-varnames": values[::-1]}})


@bomb
def many_objects_in_an_enum() -> Files:
    return schemas({"A": {"enum": [{"a": n} for n in range(50_000)]}})


@bomb
def many_defaults_of_an_enum() -> Files:
    """Parameters of one enum, each with a default that is looked for in it."""
    values = [f"v{n}" for n in range(5_000)]
    components = {"schemas": {"E": {"type": "string", "enum": values}}}
    parameters = [
        {"name": f"p{n}", "in": "query", "schema": {"allOf": [ref("E")]}}
        for n in range(4_000)
    ]
    for parameter in parameters:
        parameter["schema"]["default"] = "v4999"  # type: ignore[index]
    return paths({"/a": get(parameters=parameters)}, components=components)


@bomb
def parameters_of_a_path_with_many_methods() -> Files:
    shared = [{"name": f"p{n}", "in": "query", "schema": STRING} for n in range(800)]
    methods = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
    use = {"responses": {"200": {"description": "ok"}}}
    found: Json = {
        f"/a{n}": {"parameters": shared, **dict.fromkeys(methods, use)}
        for n in range(18)
    }
    return paths(found)


@bomb
def shared_parameters_of_many_operations() -> Files:
    """Hundreds of parameters, each used by each of hundreds of operations."""
    found = {f"P{n}": {"name": f"p{n}", "in": "query"} for n in range(200)}
    for parameter in found.values():
        parameter["schema"] = STRING  # type: ignore[assignment]
    uses = [{"$ref": f"#/components/parameters/{name}"} for name in found]
    operations = {f"/a{n}": get(parameters=uses) for n in range(110)}
    return paths(operations, components={"parameters": found})


@bomb
def many_paths_of_many_variables() -> Files:
    """As many variables as a path may have."""
    names = [f"p{n}" for n in range(130)]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": STRING}
        for name in names
    ]
    path = "".join(f"/{{{name}}}" for name in names)
    return paths({f"/{n}{path}": get(parameters=parameters) for n in range(85)})


@bomb
def many_variables_of_a_path() -> Files:
    names = [f"p{n}" for n in range(8_000)]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": STRING}
        for name in names
    ]
    path = "".join(f"/{{{name}}}" for name in names)
    return paths({path: get(parameters=parameters)})


@bomb
def many_paths_of_one_shape() -> Files:
    found = {
        f"/a/{{p{n}}}": get(
            parameters=[
                {"name": f"p{n}", "in": "path", "required": True, "schema": STRING}
            ]
        )
        for n in range(5_500)
    }
    return paths(found)


@bomb
def many_tags_of_each_operation() -> Files:
    tags = [f"t{n}" for n in range(400)]
    return paths({f"/a{n}": get(tags=tags) for n in range(200)})


@bomb
def many_media_types() -> Files:
    content = {f"application/a{n}+json": {"schema": STRING} for n in range(8_000)}
    use = {"200": {"description": "ok", "content": content}}
    body = {"content": content}
    whole = {"post": {"responses": use, "requestBody": body}}
    return paths({"/a": whole})


@bomb
def many_headers() -> Files:
    headers = {f"X-H{n}": {"schema": STRING} for n in range(14_000)}
    use = {"200": {"description": "ok", "headers": headers}}
    return paths({"/a": get(responses=use)})


@bomb
def many_parts_of_a_form() -> Files:
    names = [f"p{n}" for n in range(6_000)]
    schema = record({name: {"type": "string", "format": "binary"} for name in names})
    encoding = {name: {"contentType": "image/png, image/gif"} for name in names}
    content = {"multipart/form-data": {"schema": schema, "encoding": encoding}}
    use = {"requestBody": {"content": content}, **get()["get"]}
    return paths({"/a": {"post": use}})


@bomb
def many_servers() -> Files:
    variables = {"v": {"default": "a", "enum": [f"e{n}" for n in range(100)]}}
    servers = [
        {"url": f"https://{{v}}.example.com/{n}", "variables": variables}
        for n in range(1_000)
    ]
    return paths({"/a": get()}, servers=servers)


@bomb
def many_scopes() -> Files:
    scopes = {f"scope{n}": "" for n in range(200)}
    flows = {"clientCredentials": {"tokenUrl": "https://a.example", "scopes": scopes}}
    schemes = {"s": {"type": "oauth2", "flows": flows}}
    found = {f"/a{n}": get(security=[{"s": list(scopes)}]) for n in range(300)}
    return paths(found, components={"securitySchemes": schemes})


@bomb
def many_schemes() -> Files:
    schemes = {
        f"s{n}": {"type": "apiKey", "in": "header", "name": f"X-{n}"}
        for n in range(12_000)
    }
    return paths({"/a": get()}, components={"securitySchemes": schemes})


@bomb
def many_webhooks() -> Files:
    body = {"content": {"application/json": {"schema": record({"a": STRING})}}}
    hook = {"post": {"requestBody": body, **get()["get"]}}
    return paths({}, "3.1.0", webhooks={f"w{n}": hook for n in range(4_500)})


@bomb
def many_inline_schemas_of_one_title() -> Files:
    found = {
        f"/a{n}": get(responses=answer(record({f"p{n}": STRING}, title="Same")))
        for n in range(4_500)
    }
    return paths(found)


@bomb
def many_positions() -> Files:
    items = [{"type": "string", "maxLength": n} for n in range(20_000)]
    return schemas({"A": {"type": "array", "prefixItems": items, "items": False}})


@bomb
def many_faults() -> Files:
    """As many errors as there are schemas."""
    return schemas({f"A{n}": {"type": "strng", "items": 1} for n in range(20_000)})


@bomb
def many_remarks() -> Files:
    """What only openapi-spec-validator minds, thousands of times."""
    found = {f"A{n}": {"type": "integer", "default": "x"} for n in range(15_000)}
    return schemas(found, "3.0.3")


@bomb
def many_unknown_keys() -> Files:
    return schemas({"A": {f"descriptio{n}": 1 for n in range(40_000)}})


@bomb
def many_extensions() -> Files:
    return schemas({"A": {f"x-{n}": {"a": [n]} for n in range(35_000)}})


@bomb
def many_empty_schemas() -> Files:
    return schemas({f"A{n}": {} for n in range(70_000)})


@bomb
def many_empty_models() -> Files:
    return schemas({f"A{n}": {"type": "object"} for n in range(30_000)})


@bomb
def swagger_collections() -> Files:
    parameters = [
        {"name": f"p{n}", "in": "query", "type": "array", "items": {"type": "string"}}
        | {"collectionFormat": "multi"}
        for n in range(7_000)
    ]
    return swagger({"/a": get(parameters=parameters)})
