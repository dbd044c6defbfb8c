"""Parameters of Swagger 2.0 that are no bodies, in the shape of 3.0."""

from __future__ import annotations

from .swagger import convert, operation


def test_plain_parameters_get_a_schema() -> None:
    new = operation("""
        parameters:
          - name: limit
            in: query
            description: D
            required: true
            allowEmptyValue: true
            type: integer
            format: int32
            default: 3
            x-odd: 1
        responses: {}
        """)["parameters"]
    assert new == [
        {
            "name": "limit",
            "in": "query",
            "description": "D",
            "required": True,
            "allowEmptyValue": True,
            "x-odd": 1,
            "schema": {"type": "integer", "format": "int32", "default": 3, "x-odd": 1},
        }
    ]


def test_collection_formats() -> None:
    def styles(location: str, form: str) -> tuple[object, object]:
        text = (
            f"{{name: a, in: {location}, type: array, items: {{type: string}}{form}}}"
        )
        (new,) = operation(f"{{parameters: [{text}], responses: {{}}}}")["parameters"]
        assert "collectionFormat" not in new["schema"]
        return new.get("style"), new.get("explode")

    assert styles("query", "") == ("form", False)
    assert styles("query", ", collectionFormat: csv") == ("form", False)
    assert styles("query", ", collectionFormat: multi") == ("form", True)
    assert styles("query", ", collectionFormat: ssv") == ("spaceDelimited", False)
    assert styles("query", ", collectionFormat: pipes") == ("pipeDelimited", False)
    assert styles("query", ", collectionFormat: tsv") == ("tabDelimited", False)
    assert styles("path", "") == ("simple", False)
    assert styles("header", ", collectionFormat: csv") == ("simple", False)


def test_a_parameter_beside_a_reference_to_a_schema_is_kept() -> None:
    new = convert("""
        definitions: {K: {type: string}, L: {type: array, items: {type: string}}}
        parameters: {S: {name: s, in: header, $ref: '#/definitions/K'}}
        paths:
          /p:
            put: {parameters: [{name: b, in: body, $ref: '#/definitions/K'}]}
            post: {parameters: [{name: f, in: formData, $ref: '#/definitions/K'}]}
            get:
              parameters:
                - {name: q, in: query, required: true, $ref: '#/definitions/K'}
                - {name: l, in: query, $ref: '#/definitions/L'}
                - {$ref: '#/parameters/S'}
        """)
    schema = {"$ref": "#/components/schemas/K"}
    item = new["paths"]["/p"]
    body = {"content": {"application/json": {"schema": schema}}, "x-body-name": "b"}
    assert item["put"]["requestBody"] == body
    (form,) = item["post"]["requestBody"]["content"].values()
    assert form["schema"]["properties"] == {"f": schema}
    assert item["get"]["parameters"] == [
        {"name": "q", "in": "query", "required": True, "schema": schema},
        {
            "name": "l",
            "in": "query",
            "schema": {"$ref": "#/components/schemas/L"},
            "style": "form",
            "explode": False,
        },
        {"$ref": "#/components/parameters/S"},
    ]
    shared = {"name": "s", "in": "header", "schema": schema}
    assert new["components"]["parameters"] == {"S": shared}
