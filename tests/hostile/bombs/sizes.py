"""Values that are deep or long."""

from __future__ import annotations

import json

from .making import STRING, Files, Json, answer, bomb, get, paths, record, schemas


@bomb
def deep_json() -> Files:
    text = '{"openapi": "3.1.0", "x": ' + "[" * 400_000 + "]" * 400_000 + "}"
    return {"openapi.json": text}


@bomb
def deep_schema() -> Files:
    text = '{"type": "array", "items": ' * 190 + "{}" + "}" * 190
    return schemas({"A": json.loads(text)})


@bomb
def deep_properties() -> Files:
    """As deep as may be, many times."""
    level: Json = {"type": "string"}
    for n in range(60):
        level = {"type": "object", "properties": {f"p{n}": level}}
    return schemas({f"A{n}": level for n in range(250)})


@bomb
def long_number() -> Files:
    (text,) = schemas({"A": STRING}).values()
    return {"openapi.json": text[:-1] + ', "x": ' + "9" * 900_000 + "}"}


@bomb
def long_key() -> Files:
    return schemas({"A" * 900_000: {"type": "object"}})


@bomb
def long_path() -> Files:
    return paths({"/{a}" * 100_000: get()})


@bomb
def long_braces() -> Files:
    return paths({"/" + "{" * 400_000: get()})


@bomb
def long_media_type() -> Files:
    content = {"application/" + "a;" * 300_000: {"schema": STRING}}
    responses = {"200": {"description": "ok", "content": content}}
    return paths({"/a": {"get": {"responses": responses}}})


@bomb
def long_server() -> Files:
    return paths({"/a": get()}, servers=[{"url": "https://a/" + "{a}" * 200_000}])


@bomb
def deep_callback_of_objects() -> Files:
    """As deep as a document may be, in the properties of a body."""
    level: Json = STRING
    for _ in range(90):
        level = record({"a" * 60: level})
    return paths({f"/a{n}": get(responses=answer(level)) for n in range(80)})


@bomb
def deep_lists() -> Files:
    level: Json = STRING
    for _ in range(180):
        level = {"type": "array", "items": level}
    return schemas({f"A{n}": level for n in range(150)})


@bomb
def deep_maps() -> Files:
    level: Json = STRING
    for _ in range(180):
        level = {"additionalProperties": level}
    return schemas({f"A{n}": level for n in range(150)})


@bomb
def deep_default() -> Files:
    value = json.loads("[" * 150 + "]" * 150)
    found = {f"A{n}": {"type": "array", "default": value} for n in range(2_000)}
    return schemas(found)


@bomb
def large_default() -> Files:
    value = [{"a": n, "b": ["x"]} for n in range(35_000)]
    schema = {"type": "array", "items": {"type": "object"}, "default": value}
    return schemas({"A": record({"p": schema})})


@bomb
def large_example() -> Files:
    value = {f"k{n}": [n, {"a": None}] for n in range(30_000)}
    return schemas({"A": record({"p": STRING}, example=value, examples=[value][:0])})


@bomb
def long_example() -> Files:
    return schemas({"A": {**STRING, "example": "x" * 900_000}})


@bomb
def long_default() -> Files:
    return schemas({"A": record({"p": {**STRING, "default": "'\"\\" * 120_000}})})


@bomb
def long_constant() -> Files:
    return schemas({"A": record({"p": {"const": "x y " * 220_000}})})


@bomb
def large_constant() -> Files:
    return schemas({"A": record({"p": {"const": [[n] for n in range(100_000)]}})})


@bomb
def long_numbers() -> Files:
    """Each is as long as may be."""
    found = {
        f"A{n}": {"type": "integer", "default": 10**3_990, "enum": [10**3_990]}
        for n in range(110)
    }
    return schemas(found, "3.0.3")


@bomb
def long_fraction() -> Files:
    (text,) = schemas({"A": STRING}).values()
    return {"openapi.json": text[:-1] + ', "x": 0.' + "3" * 900_000 + "}"}


@bomb
def large_exponents() -> Files:
    (text,) = schemas({"A": {"type": "number", "default": "@"}}).values()
    return {"openapi.json": text.replace('"@"', "1e" + "9" * 3_000)}


@bomb
def small_exponents() -> Files:
    (text,) = schemas({"A": {"type": "number", "multipleOf": "@"}}).values()
    return {"openapi.json": text.replace('"@"', "1e-" + "9" * 3_000)}


@bomb
def long_names_of_properties() -> Files:
    names = [f"{n}{'a b' * 3_000}" for n in range(90)]
    return schemas({"A": record(dict.fromkeys(names, STRING))})


@bomb
def long_title() -> Files:
    return schemas({"A": record({"p": record({}, title="Word " * 180_000)})})


@bomb
def long_operation_ids() -> Files:
    found = {f"/a{n}": get(operationId=f"a{n}" + "bC" * 10_000) for n in range(45)}
    return paths(found)


@bomb
def long_tag() -> Files:
    return paths({"/a": get(tags=["a-" * 450_000])})


@bomb
def long_scheme() -> Files:
    scheme = {"type": "http", "scheme": "b" * 400_000}
    return paths({"/a": get()}, components={"securitySchemes": {"s" * 400_000: scheme}})


@bomb
def long_header() -> Files:
    parameter = {"name": "X-" * 450_000, "in": "header", "schema": STRING}
    return paths({"/a": get(parameters=[parameter])})


@bomb
def long_enum_members() -> Files:
    return schemas({"A": {"enum": [f"{n}" + "-a" * 4_000 for n in range(110)]}})


@bomb
def long_status() -> Files:
    return paths({"/a": get(responses={"2" * 900_000: {"description": "ok"}})})


@bomb
def long_version() -> Files:
    return schemas({"A": STRING}, "3.1." + "0" * 900_000)


@bomb
def long_format() -> Files:
    return schemas({"A": record({"p": {**STRING, "format": "f" * 900_000}})})


@bomb
def long_callback() -> Files:
    expression = "{$request.body#" + "/a" * 400_000 + "}"
    return paths({"/a": get(callbacks={"c": {expression: get()}})})


@bomb
def repeated_keys() -> Files:
    (text,) = schemas({"A": STRING}).values()
    return {"openapi.json": text[:-1] + ', "x": {' + '"a": 1, ' * 110_000 + '"a": 1}}'}


@bomb
def many_repeated_keys() -> Files:
    """Each key stands twice in its object."""
    (text,) = schemas({"A": STRING}).values()
    pairs = ", ".join(f'"k{n}": 1' for n in range(30_000))
    return {"openapi.json": f'{text[:-1]}, "x": {{{pairs}, {pairs}}}}}'}


@bomb
def json_of_escapes() -> Files:
    (text,) = schemas({"A": STRING}).values()
    return {"openapi.json": text[:-1] + ', "x": "' + "\\ud83d\\ude00" * 75_000 + '"}'}


@bomb
def json_cut_off() -> Files:
    (text,) = schemas({f"A{n}": STRING for n in range(30_000)}).values()
    return {"openapi.json": text[:-2]}


@bomb
def json_of_spaces() -> Files:
    (text,) = schemas({"A": STRING}).values()
    return {"openapi.json": " " * 400_000 + text + "\n" * 400_000 + "x"}


@bomb
def brackets_that_close() -> Files:
    return {"openapi.json": "{}" + "}" * 900_000}


@bomb
def text_that_does_not_close() -> Files:
    return {"openapi.json": '{"openapi": "' + "\\" * 900_000}


@bomb
def marks_of_order() -> Files:
    return {"openapi.json": "\ufeff" * 300_000 + "{}"}


@bomb
def lists_within_each_other() -> Files:
    (text,) = schemas({"A": STRING}).values()
    level = "[" * 190 + "]" * 190
    return {"openapi.json": text[:-1] + ', "x": [' + ",".join([level] * 2_300) + "]}"}
