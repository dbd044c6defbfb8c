"""What operations hold beside schemas, and documents of other versions."""

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
    swagger,
)


@bomb
def webhooks_of_callbacks() -> Files:
    level = get()
    for n in range(30):
        level = get(callbacks={f"c{n}": {f"{{$url}}/{n}": level}})
    return paths({}, "3.1.0", webhooks={f"h{n}": level for n in range(90)})


@bomb
def alternatives_of_security() -> Files:
    schemes = {f"s{n}": {"type": "http", "scheme": "bearer"} for n in range(40)}
    security: list[Json] = [{f"s{n % 40}": [], f"s{n % 39}": []} for n in range(12_000)]
    return paths(
        {"/a": get(security=security)}, components={"securitySchemes": schemes}
    )


@bomb
def scopes() -> Files:
    named = {f"s{n}": "d" for n in range(25_000)}
    flow = {"tokenUrl": "https://a.example", "scopes": named}
    scheme = {"type": "oauth2", "flows": {"clientCredentials": flow}}
    use = get(security=[{"o": [*named]}])
    return paths({"/a": use}, components={"securitySchemes": {"o": scheme}})


@bomb
def values_of_a_server() -> Files:
    variable = {"default": "v0", "enum": [f"v{n}" for n in range(80_000)]}
    server = {"url": "https://{a}.example", "variables": {"a": variable}}
    return paths({"/a": get()}, servers=[server])


@bomb
def servers_of_each_operation() -> Files:
    servers = [{"url": f"https://a{n}.example/"} for n in range(40)]
    return paths({f"/a{n}": get(servers=servers) for n in range(600)})


@bomb
def named_examples() -> Files:
    examples = {f"e{n}": {"value": {"a": n}, "summary": "s"} for n in range(20_000)}
    content = {"application/json": {"schema": {}, "examples": examples}}
    return paths(
        {"/a": {"post": {"requestBody": {"content": content}, **get()["get"]}}}
    )


@bomb
def parameters_of_a_media_type() -> Files:
    """Media types that differ in parameters alone."""
    content = {
        f"application/json; a={n}; b={n % 7}": {"schema": STRING} for n in range(12_000)
    }
    return paths(
        {"/a": get(responses={"200": {"description": "", "content": content}})}
    )


@bomb
def schemas_of_media_types() -> Files:
    """Another schema for each of many media types, of body and answer."""
    content = {
        f"application/a{n}+json": {"schema": record({f"p{n}": STRING})}
        for n in range(400)
    }
    responses = {"200": {"description": "", "content": content}}
    item = {"post": {"requestBody": {"content": content}, "responses": responses}}
    return paths({f"/a{n}": item for n in range(8)})


@bomb
def headers_of_each_part() -> Files:
    headers = {f"X-{n}": {"schema": STRING} for n in range(100)}
    encoding = {f"p{n}": {"headers": headers} for n in range(150)}
    schema = record({f"p{n}": STRING for n in range(150)})
    content = {"multipart/form-data": {"schema": schema, "encoding": encoding}}
    return paths(
        {"/a": {"post": {"requestBody": {"content": content}, **get()["get"]}}}
    )


@bomb
def methods_of_their_own() -> Files:
    """As OpenAPI 3.2 lets them have names."""
    more = {f"M{n}": get()["get"] for n in range(8_000)}
    return paths({"/a": {"additionalOperations": more}}, "3.2.0")


@bomb
def tags_of_tags() -> Files:
    tags = [{"name": f"t{n}", "parent": f"t{n + 1}"} for n in range(12_000)]
    return paths({"/a": get(tags=["t0"])}, "3.2.0", tags=tags)


@bomb
def tags_that_are_equal() -> Files:
    return paths({"/a": get(tags=["t"] * 50_000)}, tags=[{"name": "t"}] * 25_000)


@bomb
def parameters_that_are_equal() -> Files:
    same = {"name": "p", "in": "query", "schema": STRING}
    return paths({"/a": get(parameters=[same] * 13_000)})


@bomb
def variables_that_nobody_declares() -> Files:
    path = "".join(f"/{{p{n}}}" for n in range(130))
    return paths({f"/{n}{path}": get() for n in range(800)})


@bomb
def one_variable_again_and_again() -> Files:
    return paths({f"/{n}" + "/{a}" * 230: get() for n in range(800)})


@bomb
def paths_without_a_slash() -> Files:
    return paths({f"a{n}": get() for n in range(15_000)})


@bomb
def responses_of_each_status() -> Files:
    responses = {
        str(n): answer(record({f"p{n}": STRING}))["200"] for n in range(100, 600)
    }
    return paths({f"/a{n}": {"get": {"responses": responses}} for n in range(10)})


@bomb
def types_of_everything() -> Files:
    """Media types for the whole document, which each operation has."""
    types = [f"application/a{n}+json" for n in range(900)]
    use = {"responses": {"200": {"description": "", "schema": STRING}}}
    body = {"name": "b", "in": "body", "schema": STRING}
    found = {f"/a{n}": {"post": use | {"parameters": [body]}} for n in range(1_500)}
    return swagger(found, consumes=types, produces=types)


@bomb
def types_of_one_large_schema() -> Files:
    """A schema of half a megabyte under each of thousands of media types."""
    types = [f"application/a{n}+json" for n in range(16_000)]
    schema = record({f"p{n}": STRING for n in range(13_000)})
    body = {"name": "b", "in": "body", "schema": schema}
    found = {"/a": {"post": {"parameters": [body], "responses": {}}}}
    return swagger(found, consumes=types)


@bomb
def fields_of_a_form() -> Files:
    fields = [{"name": f"p{n}", "in": "formData", "type": "file"} for n in range(9_000)]
    return swagger({"/a": {"post": get(parameters=fields)["get"]}})


@bomb
def schemes_of_a_host() -> Files:
    schemes = ["http", "https", "ws", "wss"] * 20_000
    return swagger({"/a": get()}, host="a.example", schemes=schemes)


@bomb
def flows() -> Files:
    flow = {
        "type": "oauth2",
        "flow": "application",
        "tokenUrl": "/t",
        "scopes": {"a": "d"},
    }
    return swagger(
        {"/a": get()}, securityDefinitions={f"s{n}": flow for n in range(6_000)}
    )


@bomb
def swagger_items_of_items() -> Files:
    level: Json = STRING
    for _ in range(90):
        level = {"type": "array", "items": level, "collectionFormat": "multi"}
    parameters = [{"name": "p", "in": "query", **level}]
    return swagger({f"/a{n}": get(parameters=parameters) for n in range(150)})


@bomb
def swagger_parents() -> Files:
    found: Json = {
        f"A{n}": {
            "allOf": [{"$ref": f"#/definitions/A{n + 1}"}, record({f"p{n}": STRING})]
        }
        for n in range(900)
    }
    found["A900"] = record({"k": STRING}, discriminator="k", required=["k"])
    return swagger({}, definitions=found)
