"""Swagger 2.0 documents in the shape of 3.0."""

from __future__ import annotations

import copy

import yaml
from regen.source.document import Document
from regen.source.pointers import value_at
from regen.source.sourcemap import Origin, SourceFile
from regen.source.swagger import upgrade

from .swagger import convert, load, operation


def test_the_input_is_not_changed() -> None:
    document = load("""
        definitions: {A: {type: object, discriminator: kind, x-nullable: true}}
        paths: {/p: {get: {responses: {200: {schema: {$ref: '#/definitions/A'}}}}}}
        """.replace("200", "'200'"))
    before = copy.deepcopy(document.root)
    upgrade(document)
    assert document.root == before


def test_servers_put_https_first() -> None:
    assert convert("{}")["servers"] == [
        {"url": "https://example.com/v2"},
        {"url": "http://example.com/v2"},
    ]


def test_servers_without_host_are_relative() -> None:
    assert convert("{host: null}")["servers"] == [{"url": "/v2"}]
    assert convert("{host: null, basePath: /}")["servers"] == [{"url": "/"}]


def test_servers_without_schemes_are_https() -> None:
    new = convert("{schemes: null, basePath: null}")
    assert new["servers"] == [{"url": "https://example.com"}]


def test_schemes_of_an_operation_become_its_servers() -> None:
    new = operation("{schemes: [http], responses: {}}")
    assert new["servers"] == [{"url": "http://example.com/v2"}]


def test_top_level_keys_move_or_stay() -> None:
    new = convert("""
        tags: [{name: a}]
        security: [{key: []}]
        x-thing: 1
        definitions: {A: {type: string}}
        securityDefinitions: {key: {type: apiKey, name: k, in: header}}
        """)
    assert new["tags"] == [{"name": "a"}]
    assert new["security"] == [{"key": []}]
    assert new["x-thing"] == 1
    assert new["openapi"].startswith("3.0.")
    assert new["components"] == {
        "schemas": {"A": {"type": "string"}},
        "securitySchemes": {"key": {"type": "apiKey", "name": "k", "in": "header"}},
    }
    gone = {"swagger", "host", "basePath", "schemes", "consumes", "produces"}
    assert not gone & new.keys()


def test_security_definitions() -> None:
    schemes = convert("""
        securityDefinitions:
          basic: {type: basic, description: D}
          code:
            type: oauth2
            flow: accessCode
            authorizationUrl: https://a
            tokenUrl: https://t
            scopes: {read: R}
          machine: {type: oauth2, flow: application, tokenUrl: https://t}
        """)["components"]["securitySchemes"]
    assert schemes["basic"] == {"type": "http", "scheme": "basic", "description": "D"}
    assert schemes["code"]["flows"] == {
        "authorizationCode": {
            "authorizationUrl": "https://a",
            "tokenUrl": "https://t",
            "scopes": {"read": "R"},
        }
    }
    flows = schemes["machine"]["flows"]
    assert flows == {"clientCredentials": {"tokenUrl": "https://t", "scopes": {}}}
    assert "flow" not in schemes["code"]


def test_schema_keywords() -> None:
    schema = convert("""
        definitions:
          A:
            type: object
            discriminator: kind
            properties:
              file: {type: file}
              none: {type: string, x-nullable: true}
              discriminator: {type: string, default: {type: file}}
              list: {type: array, items: {$ref: '#/definitions/A'}}
            additionalProperties: {$ref: '#/definitions/A'}
            example: {$ref: '#/definitions/A'}
        """)["components"]["schemas"]["A"]
    assert schema["discriminator"] == {"propertyName": "kind"}
    properties = schema["properties"]
    assert properties["file"] == {"type": "string", "format": "binary"}
    assert properties["none"]["nullable"] is True
    assert properties["discriminator"] == {
        "type": "string",
        "default": {"type": "file"},
    }
    assert properties["list"]["items"] == {"$ref": "#/components/schemas/A"}
    assert schema["additionalProperties"] == {"$ref": "#/components/schemas/A"}
    assert schema["example"] == {"$ref": "#/definitions/A"}


def test_discriminator_values_become_a_mapping() -> None:
    schemas = convert("""
        definitions:
          Base: {type: object, discriminator: kind}
          Dog:
            x-ms-discriminator-value: dog
            allOf: [{$ref: '#/definitions/Base'}, {type: object}]
        """)["components"]["schemas"]
    mapping = schemas["Base"]["discriminator"]["mapping"]
    assert mapping == {"dog": "#/components/schemas/Dog"}


def test_a_body_parameter_becomes_the_request_body() -> None:
    new = operation(
        """
        consumes: [application/json, text/json]
        parameters:
          - {name: pet, in: body, description: D, required: true,
             schema: {$ref: '#/definitions/Pet'}}
          - {name: q, in: query, type: string}
        responses: {}
        """,
        "definitions: {Pet: {type: object}}",
    )
    reference = {"schema": {"$ref": "#/components/schemas/Pet"}}
    assert new["requestBody"] == {
        "description": "D",
        "required": True,
        "x-body-name": "pet",
        "content": {"application/json": reference, "text/json": reference},
    }
    assert [item["name"] for item in new["parameters"]] == ["q"]


def test_an_inline_body_schema_stands_only_once() -> None:
    content = operation("""
        consumes: [application/json, text/json]
        parameters:
          - {name: b, in: body, schema: {type: object, properties: {a: {type: string}}}}
        responses: {}
        """)["requestBody"]["content"]
    assert content["application/json"]["schema"]["properties"] == {
        "a": {"type": "string"}
    }
    pointer = "#/paths/~1p/post/requestBody/content/application~1json/schema"
    assert content["text/json"]["schema"] == {"$ref": pointer}


def test_body_without_media_types_is_json() -> None:
    new = operation(
        "{consumes: [], parameters: [{name: b, in: body, schema: {}}], responses: {}}"
    )
    assert list(new["requestBody"]["content"]) == ["application/json"]


FORM = """
parameters:
  - {name: id, in: formData, required: true, type: integer, description: D}
  - {name: tags, in: formData, type: array, items: {type: string}}
responses: {}
"""


def test_form_parameters_become_an_urlencoded_body() -> None:
    new = operation(FORM)
    assert new["requestBody"]["required"] is True
    content = new["requestBody"]["content"]["application/x-www-form-urlencoded"]
    assert content["schema"] == {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer", "description": "D"},
            "tags": {"type": "array", "items": {"type": "string"}},
        },
    }
    assert content["encoding"] == {"tags": {"style": "form", "explode": False}}
    assert new["parameters"] == []


def test_form_parameters_follow_consumes() -> None:
    new = operation(FORM + "consumes: [multipart/form-data, application/json]")
    assert list(new["requestBody"]["content"]) == ["multipart/form-data"]


def test_a_file_needs_multipart() -> None:
    new = operation("""
        consumes: [application/x-www-form-urlencoded]
        parameters: [{name: file, in: formData, type: file}]
        responses: {}
        """)
    assert new["requestBody"]["content"] == {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        }
    }


def test_shared_parameters_and_bodies() -> None:
    root = convert("""
        parameters:
          limit: {name: limit, in: query, type: integer}
          pet: {name: pet, in: body, schema: {type: object, properties: {a: {}}}}
        paths:
          /p:
            post:
              parameters:
                - $ref: '#/parameters/pet'
                - $ref: '#/parameters/limit'
              responses: {}
        """)
    operation = root["paths"]["/p"]["post"]
    assert operation["parameters"] == [{"$ref": "#/components/parameters/limit"}]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    place = "/components/requestBodies/pet/content/application~1json/schema"
    assert schema == {"$ref": f"#{place}"}
    assert value_at(root, place) == {"type": "object", "properties": {"a": {}}}


def test_form_parameters_of_the_path_item_reach_each_operation() -> None:
    item = convert("""
        paths:
          /p:
            parameters:
              - {name: a, in: formData, type: string}
              - {name: b, in: formData, type: string}
              - {name: q, in: query, type: string}
            post: {responses: {}}
            put:
              parameters: [{name: b, in: formData, type: integer}]
              responses: {}
        """)["paths"]["/p"]
    assert [item["name"] for item in item["parameters"]] == ["q"]

    def types(method: str) -> dict[str, str]:
        (content,) = item[method]["requestBody"]["content"].values()
        properties = content["schema"]["properties"]
        return {name: value["type"] for name, value in properties.items()}

    assert types("post") == {"a": "string", "b": "string"}
    assert types("put") == {"a": "string", "b": "integer"}


def test_responses() -> None:
    responses = operation(
        """
        responses:
          '200':
            description: D
            schema: {type: object, properties: {a: {type: string}}}
            headers: {X-Ids: {type: array, items: {type: integer}, description: H}}
            examples: {application/json: {a: b}, text/csv: 'a,b'}
          '204': {description: none}
          default: {$ref: '#/responses/Error'}
          x-note: 1
        """,
        "responses: {Error: {description: E, schema: {type: string}}}",
    )["responses"]
    ok = responses["200"]
    content = ok["content"]
    assert list(content) == ["application/json", "application/xml"]
    assert content["application/json"]["example"] == {"a": "b"}
    assert content["application/json"]["schema"]["type"] == "object"
    pointer = "#/paths/~1p/post/responses/200/content/application~1json/schema"
    assert content["application/xml"]["schema"] == {"$ref": pointer}
    assert ok["x-examples"] == {"text/csv": "a,b"}
    header = ok["headers"]["X-Ids"]
    assert header["schema"] == {"type": "array", "items": {"type": "integer"}}
    assert (header["description"], header["style"]) == ("H", "simple")
    assert "in" not in header
    assert responses["204"] == {"description": "none"}
    assert responses["default"] == {"$ref": "#/components/responses/Error"}
    assert responses["x-note"] == 1


def test_a_shared_response_is_repeated_for_other_media_types() -> None:
    new = operation(
        "{produces: [text/plain], responses: {'200': {$ref: '#/responses/R'}}}",
        "responses: {R: {description: D, schema: {type: object, properties: {a: {}}}}}",
    )["responses"]["200"]
    place = "#/components/responses/R/content/application~1json/schema"
    assert new["content"] == {"text/plain": {"schema": {"$ref": place}}}
    assert new["description"] == "D"


def test_references_follow_what_moved() -> None:
    root = convert("""
        definitions:
          A: {$ref: '#/paths/~1p/get/responses/200/schema/items'}
          B: {$ref: '#/paths/~1p/get/parameters/1/items'}
        paths:
          /p:
            get:
              parameters:
                - {name: f, in: formData, type: string}
                - {name: q, in: query, type: array, items: {type: string, enum: [a]}}
              responses:
                '200': {schema: {type: array, items: {type: object}}}
        """)
    schemas = root["components"]["schemas"]
    assert value_at(root, schemas["A"]["$ref"][1:]) == {"type": "object"}
    assert value_at(root, schemas["B"]["$ref"][1:]) == {"type": "string", "enum": ["a"]}


def test_dangling_references_stay() -> None:
    dangling = {"$ref": "other.yaml#/definitions/X", "x-regen-dangling": True}
    root = convert(yaml.safe_dump({"definitions": {"A": dangling}}))
    assert root["components"]["schemas"]["A"] == dangling


def test_locations_are_those_of_the_input() -> None:
    document = upgrade(load("""
            definitions: {A: {type: string}}
            paths:
              /p:
                post:
                  parameters:
                    - {name: b, in: body, schema: {type: object}}
                    - {name: q, in: query, type: string, enum: [a]}
                  responses: {'200': {schema: {type: string}}}
            """))

    def place(pointer: str) -> str:
        value_at(document.root, pointer)
        return document.location(pointer).pointer

    assert place("/components/schemas/A/type") == "/definitions/A/type"
    post, old = "/paths/~1p/post", "/paths/~1p/post/parameters"
    assert place(f"{post}/parameters/0") == f"{old}/1"
    assert place(f"{post}/parameters/0/schema/enum") == f"{old}/1/enum"
    assert place(f"{post}/requestBody") == f"{old}/0"
    json = "content/application~1json/schema"
    assert place(f"{post}/requestBody/{json}/type") == f"{old}/0/schema/type"
    response = f"{post}/responses/200"
    assert place(f"{response}/{json}/type") == f"{response}/schema/type"
    assert place("/servers") == "/host"


def test_parts_of_other_files_keep_their_origin() -> None:
    document = load("definitions: {A: {type: object, properties: {x: {}}}}")
    other = SourceFile("b.yaml", "", {}, lambda _: (7, 1))
    source_map = document.copy_source_map()
    source_map.note("/definitions/A", Origin(other, "/Z"))
    moved = Document(document.root, document.main, source_map=source_map)
    location = upgrade(moved).location("/components/schemas/A/properties/x")
    assert (location.file, location.line) == ("b.yaml", 7)
    assert location.pointer == "/Z/properties/x"
