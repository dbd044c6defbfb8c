"""openapi-spec-validator behind our own face: places, levels, no crash, no network."""

from __future__ import annotations

import socket
from textwrap import dedent
from typing import Any

import pytest
import yaml
from regen.diagnostics import Diagnostic, Level, RegenError
from regen.source.document import Document, pointer_of
from regen.source.sourcemap import SourceFile
from regen.source.validate import Validation, examination, validator

BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {},
}


def root_of(text: str) -> dict[str, Any]:
    return BASE | (yaml.safe_load(dedent(text)) or {})


def document(text: str) -> Document:
    root = root_of(text)
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    return Document(root, file)


def examine(text: str, *, strict: bool = False) -> list[Diagnostic]:
    return examination.examine(root_of(text), strict=strict)


def brief(remarks: list[Diagnostic]) -> set[tuple[str, str]]:
    return {(remark.code, pointer_of(remark)) for remark in remarks}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_sound_document(version: str) -> None:
    text = """
        paths:
          /a/{b}:
            get:
              parameters: [{name: b, in: path, required: true, schema: {type: string}}]
              responses: {'200': {description: D}}
        components: {schemas: {A: {type: object, properties: {a: {type: string}}}}}
        """
    assert examine(f"openapi: {version}\n{dedent(text)}") == []


def test_an_item_schema_is_known_since_3_1_as_fastapi_writes_it() -> None:
    text = """
        paths:
          /events:
            get:
              responses:
                '200':
                  description: D
                  content: {text/event-stream: {itemSchema: SCHEMA}}
        """
    sound = text.replace("SCHEMA", "{properties: {data: {type: string}}}")
    faulty = text.replace("SCHEMA", "no schema")
    for version in ("3.1.0", "3.2.0"):
        assert examine(f"openapi: {version}\n{dedent(sound)}") == []
        assert examine(f"openapi: {version}\n{dedent(faulty)}") != []


def test_a_sound_swagger_document() -> None:
    root = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    assert examination.examine(root, strict=False) == []


def test_findings_of_the_metaschema() -> None:
    text = """
        info: {title: T, version: 1, colour: red}
        paths: {/a: {get: {responses: {'200': {}}}}}
        """
    assert brief(examine(text)) == {
        ("wrong-type", "/info/version"),
        ("unknown-key", "/info/colour"),
        ("missing-key", "/paths/~1a/get/responses/200"),
    }


def test_the_meant_alternative_is_explained() -> None:
    text = """
        openapi: 3.0.0
        paths: {/a: {get: {responses: {'200': {content: {a/b: {schema: {type: x}}}}}}}}
        """
    place = "/paths/~1a/get/responses/200"
    found = {pointer_of(remark): remark.message for remark in examine(text)}
    assert found[place] == "'description' is missing"
    wrong = '"x" is not a type that a schema may have'
    assert found[f"{place}/content/a~1b/schema/type"] == wrong


def test_defaults_and_schemas() -> None:
    text = """
        components:
          schemas:
            A: {type: integer, default: many}
            B: {type: object, properties: {c: {type: number, exclusiveMinimum: true}}}
            C: {allOf: [{type: object}], required: [c]}
        """
    assert brief(examine(text)) == {
        ("wrong-default", "/components/schemas/A/default"),
        ("schema-remark", "/components/schemas/B/properties/c/exclusiveMinimum"),
        ("required-undeclared", "/components/schemas/C"),
    }


def test_one_reason_against_a_default_will_do() -> None:
    text = "components: {schemas: {A: {default: {}, required: [a, b]}}}"
    (finding,) = examine(text)
    assert finding.message == "the default does not fit its schema: 'a' is missing"


def test_a_finding_behind_a_reference_is_where_the_target_is() -> None:
    text = """
        paths:
          /a:
            get:
              responses:
                '200':
                  description: D
                  content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}
        components:
          schemas: {A: {type: object, properties: {b: {type: integer, default: c}}}}
        """
    expected = ("wrong-default", "/components/schemas/A/properties/b/default")
    assert brief(examine(text)) == {expected}


def test_path_parameters() -> None:
    text = """
        paths:
          /a/{b}:
            get:
              parameters: [{name: c, in: path, required: true, schema: {}}]
              responses: {'200': {description: D}}
        """
    assert {remark.message for remark in examine(text)} == {
        "no path parameter is declared for `{b}`",
        "path parameter 'c' does not occur in the path",
    }


def test_levels() -> None:
    text = "info: {title: T}"
    assert [item.level for item in examine(text)] == [Level.WARNING]
    assert [item.level for item in examine(text, strict=True)] == [Level.ERROR]


def test_dangling_references_are_passed_over() -> None:
    hole = "{$ref: 'x.yaml#/A', x-regen-dangling: true}"
    text = f"""
        paths:
          /a:
            get:
              parameters: [{hole}, {hole}]
              requestBody: {hole}
              responses: {{'200': {hole}, '404': {{description: D, content:
                {{a/b: {{schema: {hole}}}}}}}}}
        components: {{schemas: {{A: {{default: 1, properties: {{a: {hole}}}}}}}}}
        """
    for version in ("3.0.0", "3.1.0"):
        assert examine(f"openapi: {version}\n{dedent(text)}") == []


def test_a_crash_is_a_warning_and_the_rest_is_checked() -> None:
    text = """
        info: {title: T}
        components:
          schemas:
            A: {$ref: '#/components/schemas/A'}
            B: {type: integer, default: many}
        """
    found = examine(text, strict=True)
    levels = {remark.code: remark.level for remark in found}
    assert levels["validator-crashed"] is Level.WARNING
    assert levels["missing-key"] == levels["wrong-default"] is Level.ERROR


def test_recursion_is_no_crash() -> None:
    text = """
        components:
          schemas:
            A:
              allOf: [{$ref: '#/components/schemas/A'}]
              properties: {a: {items: {$ref: '#/components/schemas/A'}}}
              required: [a]
        """
    assert examine(text) == []


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    text = """
        jsonSchemaDialect: https://example.com/dialect
        components:
          schemas:
            A: {$ref: 'http://localhost:9/a.yaml', default: 1}
            B: {$schema: 'http://localhost:9/b', $id: 'http://localhost:9/', default: 1}
            C: {$ref: 'file:///etc/passwd'}
        """
    found = examine(text)
    assert {remark.code for remark in found} == {"validator-crashed"}
    assert not any("root:" in remark.message for remark in found)


def test_messages_are_short_single_lines() -> None:
    huge = {"b\n": ["x" * 500] * 500}
    root = BASE | {"info": {"title": huge, "version": "1"}, "tags": huge}
    found = examination.examine(root, strict=False)
    assert brief(found) == {("wrong-type", "/info/title"), ("wrong-type", "/tags")}
    assert all(len(item.message) < 250 for item in found)
    assert not any("\n" in item.message for item in found)


def test_the_number_of_findings_is_bounded() -> None:
    schemas = {f"A{i}": {"type": "integer", "default": f"x{i}"} for i in range(70)}
    root = BASE | {"components": {"schemas": schemas}}
    found = examination.examine(root, strict=True)
    assert len(found) == examination.MAXIMUM + 1
    assert found[-1].message == "and 20 more: 20 wrong-default"
    assert found[-1].level is Level.ERROR


FAULTY = """
    info: {title: T, version: 1}
    paths:
      /a/{b}: {get: {parameters: [{name: c, in: query}], responses: {'200': {}}}}
    components:
      schemas:
        A: {type: strng, default: 3}
        B: {type: integer, pattern: 1, default: x}
        C: {type: integer, default: 1, minimum: 2}
        D: {required: [a, a], properties: {a: {format: 3}}}
    """


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("text", [FAULTY, ""])
def test_jsonschema_rs_changes_nothing(
    version: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("jsonschema_rs")
    text = f"openapi: {version}\n{dedent(text)}"
    fast = examine(text)
    validator._metaschema.cache_clear()
    monkeypatch.setattr(validator, "jsonschema_rs", None)
    assert examine(text) == fast
    validator._metaschema.cache_clear()


def beside(text: str, *, strict: bool = False) -> list[Diagnostic]:
    return Validation(document(text), strict=strict).diagnostics()


def test_findings_have_places_and_those_of_the_structure_come_first() -> None:
    operation = "operationId: x, responses: {'200': {description: D}}"
    found = beside(f"""
        info: {{title: T}}
        paths: {{/a: {{get: {{{operation}}}}}, /b: {{get: {{{operation}}}}}}}
        """)
    assert [(item.code, item.location and item.location.pointer) for item in found] == [
        ("duplicate-operation-id", "/paths/~1b/get/operationId"),
        ("missing-key", "/info"),
    ]


def test_structural_faults_stop_before_the_validator() -> None:
    with pytest.raises(RegenError) as caught:
        Validation(document("paths: []"), strict=False)
    assert [item.level for item in caught.value.diagnostics] == [Level.ERROR]
    assert caught.value.exit_code == 2


def test_l6_what_the_validator_gets_wrong_is_not_reported() -> None:
    root = {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "x-foo": ["a"],
            "/a": {
                "get": {
                    "responses": {
                        "200": {"description": "d", "schema": {"type": "file"}}
                    }
                }
            },
        },
    }
    assert examination.examine(root, strict=False) == []


def test_l6_findings_are_in_the_words_of_openapi() -> None:
    text = """
        openapi: 3.0.3
        servers: [{url: 'https://h/{v}', variables: {v: {default: false}}}]
        paths:
          x-foo: [a]
          /a:
            get:
              parameters:
                - {name: e, in: query, schema: {type: integer, exclusiveMinimum: 0}}
                - {name: f, in: query, schema: {type: string, enum: []}}
              responses: {}
        """
    operation = "/paths/~1a/get"
    schema = f"{operation}/parameters"
    assert {(pointer_of(item), item.message) for item in examine(text)} == {
        ("/servers/0/variables/v/default", "false is not of type string"),
        (
            f"{schema}/0/schema/exclusiveMinimum",
            "`exclusiveMinimum` is true or false in 3.0; a number is of 3.1",
        ),
        (f"{schema}/1/schema/enum", "`enum` is empty: no value is valid"),
        (operation, "the operation declares no response"),
    }


@pytest.mark.parametrize(
    ("version", "schema", "message"),
    [
        ("3.1.0", "exclusiveMaximum: true", "is a number since 3.1"),
        ("3.0.3", "type: file", "`file` is a type of 2.0"),
        ("3.0.3", 'type: [string, "null"]', "a list of types is of 3.1"),
        ("3.0.3", "type: int", '"int" is not a type that a schema may have'),
        ("3.1.0", "type: int", '"int" is not a type that a schema may have'),
    ],
)
def test_l6_what_is_of_another_version_is_told_once(
    version: str, schema: str, message: str
) -> None:
    text = f"""
        openapi: {version}
        components: {{schemas: {{A: {{{schema}}}}}}}
        """
    (found,) = examine(text)
    assert message in found.message


def test_l6_keys_beside_a_reference() -> None:
    text = """
        paths:
          /a:
            get:
              parameters: [{$ref: '#/components/parameters/Q', required: true, name: n}]
              responses: {'200': {$ref: '#/components/responses/R', content: {}}}
        components:
          parameters: {Q: {name: q, in: query, schema: {}}}
          responses: {R: {description: d}}
        """
    assert {item.message for item in examine(text)} == {
        "OpenAPI ignores 'name', 'required' beside `$ref`",
        "OpenAPI ignores 'content' beside `$ref`",
    }


@pytest.mark.parametrize("variable", ["{+a}", "{a+}", "{a*}"])
def test_l6_operators_of_path_variables_are_understood(variable: str) -> None:
    text = f"""
        paths:
          /x/{variable}:
            get:
              parameters: [{{name: a, in: path, required: true, schema: {{}}}}]
              responses: {{'200': {{description: d}}}}
        """
    assert examine(text) == []
