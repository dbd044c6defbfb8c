"""Structural faults: found without the validator, each at its place."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
import yaml
from regen.diagnostics import Level, RegenError
from regen.source.document import Document
from regen.source.sourcemap import SourceFile
from regen.source.validate import Validation, check_structure

BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {},
}


def found(text: str, level: Level = Level.ERROR) -> list[tuple[str, str]]:
    """Code and pointer of the findings of a level."""
    root = BASE | (yaml.safe_load(dedent(text)) or {})
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    return [
        (item.code, item.location.pointer)
        for item in check_structure(Document(root, file))
        if item.level is level and item.location
    ]


def in_operation(text: str) -> list[tuple[str, str]]:
    """As `found`, in the GET operation of `/a`, with pointers from there."""
    operation = yaml.safe_load(dedent(text))
    dumped = yaml.safe_dump({"paths": {"/a": {"get": operation}}})
    return [
        (code, place.removeprefix("/paths/~1a/get")) for code, place in found(dumped)
    ]


def test_a_sound_document_has_no_findings() -> None:
    text = """
        servers: [{url: /}]
        paths:
          /a/{b}:
            x-thing: 1
            parameters: [{name: b, in: path, required: true, schema: true}]
            get:
              operationId: a
              parameters: [{$ref: '#/components/parameters/P'}]
              requestBody: {content: {a/b: {schema: {items: false}}}}
              responses:
                '200': {description: D}
                4XX: {$ref: '#/components/responses/R'}
                default: {description: D}
                x-note: here
        components:
          schemas: {x-odd: {type: [string, 'null'], enum: [a]}}
          parameters: {P: {name: p, in: header, style: simple}}
          responses: {R: {description: D}}
          securitySchemes:
            a: {type: apiKey, name: k, in: query}
            b: {type: http, scheme: bearer}
            c: {type: mutualTLS}
        """
    assert found(text) == []
    assert found(text, Level.WARNING) == []


@pytest.mark.parametrize(
    ("root", "code", "pointer"),
    [
        ({"info": {}}, "missing-version", ""),
        ({"openapi": "4.0.0"}, "unknown-version", "/openapi"),
        ({"swagger": "1.2"}, "unknown-version", "/swagger"),
        ([], "wrong-type", ""),
        ({"openapi": "3.1.0", "info": {}}, "nothing-to-generate", ""),
    ],
)
def test_what_is_no_known_document(root: Any, code: str, pointer: str) -> None:
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    (finding,) = check_structure(Document(root, file))
    assert (finding.level, finding.code) == (Level.ERROR, code)
    assert finding.location is not None
    assert finding.location.pointer == pointer


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("paths: []", "/paths"),
        ("paths: {/a: text}", "/paths/~1a"),
        ("paths: {/a: {get: null}}", "/paths/~1a/get"),
        ("paths: {/a: {get: {responses: []}}}", "/paths/~1a/get/responses"),
        ("paths: {/a: {parameters: {}}}", "/paths/~1a/parameters"),
        ("components: {schemas: []}", "/components/schemas"),
        ("components: {schemas: {A: 1}}", "/components/schemas/A"),
        (
            "components: {schemas: {A: {properties: []}}}",
            "/components/schemas/A/properties",
        ),
        ("components: {schemas: {A: {allOf: {}}}}", "/components/schemas/A/allOf"),
        ("components: {schemas: {A: {items: x}}}", "/components/schemas/A/items"),
        ("components: {schemas: {A: {enum: x}}}", "/components/schemas/A/enum"),
        ("components: {schemas: {A: {type: {}}}}", "/components/schemas/A/type"),
        ("servers: {}", "/servers"),
        ("webhooks: {a: {post: 1}}", "/webhooks/a/post"),
    ],
)
def test_wrong_types(text: str, pointer: str) -> None:
    assert found(text) == [("wrong-type", pointer)]


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        ("parameters: [{in: query}]", "missing-key", "/parameters/0"),
        ("parameters: [{name: a}]", "missing-key", "/parameters/0"),
        ("parameters: [{name: '', in: query}]", "missing-key", "/parameters/0"),
        ("parameters: [{name: a, in: body}]", "wrong-value", "/parameters/0/in"),
        (
            "parameters: [{name: a, in: query, style: matrix}]",
            "wrong-style",
            "/parameters/0/style",
        ),
        ("responses: {abc: {}}", "wrong-status", "/responses/abc"),
        ("responses: {'20': {}}", "wrong-status", "/responses/20"),
        ("requestBody: {}", "missing-key", "/requestBody"),
        ("servers: [{description: D}]", "missing-key", "/servers/0"),
    ],
)
def test_what_an_operation_needs(text: str, code: str, pointer: str) -> None:
    assert in_operation(text) == [(code, pointer)]


@pytest.mark.parametrize(
    ("scheme", "code", "pointer"),
    [
        ("{}", "missing-key", ""),
        ("{type: basic}", "wrong-value", "/type"),
        ("{type: apiKey, in: header}", "missing-key", ""),
        ("{type: apiKey, name: '', in: header}", "missing-key", ""),
        ("{type: apiKey, name: x, in: body}", "wrong-value", "/in"),
        ("{type: http}", "missing-key", ""),
    ],
)
def test_security_schemes(scheme: str, code: str, pointer: str) -> None:
    text = f"components: {{securitySchemes: {{a: {scheme}}}}}"
    assert found(text) == [(code, f"/components/securitySchemes/a{pointer}")]


def test_swagger_has_its_own_locations_and_schemes() -> None:
    text = """
        openapi: {version}
        paths:
          /a: {{post: {{parameters: [{{name: a, in: body}}], responses: {{}}}}}}
        """
    assert found(text.format(version="3.0.0"))
    root = yaml.safe_load(dedent(text.format(version="x")))
    del root["openapi"]
    root["swagger"] = "2.0"
    root["securityDefinitions"] = {"a": {"type": "basic"}}
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    assert check_structure(Document(root, file)) == []


def parameters(shared: str, own: str) -> str:
    """A path with the parameters of all its operations, and those of one."""
    return f"""
        paths:
          /a:
            parameters: [{shared}]
            post: {{parameters: [{own}], responses: {{}}}}
        """


def in_swagger(text: str) -> list[tuple[str, str]]:
    """Code and pointer of the findings of any level in a document of 2.0."""
    root = yaml.safe_load(dedent(text))
    root |= {"swagger": "2.0", "info": {"title": "T", "version": "1"}}
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    return [
        (item.code, item.location.pointer)
        for item in check_structure(Document(root, file))
        if item.location
    ]


BODY = "{name: a, in: body, schema: {}}"
OTHER = "{name: b, in: body, schema: {}}"
FIELD = "{name: f, in: formData, type: string}"


@pytest.mark.parametrize(
    ("shared", "own", "place"),
    [
        ("", f"{BODY}, {OTHER}", "/post/parameters/1"),
        ("", f"{BODY}, {FIELD}", "/post/parameters/1"),
        ("", f"{FIELD}, {BODY}", "/post/parameters/0"),
        (f"{BODY}, {OTHER}", "", "/parameters/1"),
        (FIELD, BODY, "/parameters/0"),
        (BODY, FIELD, "/post/parameters/0"),
    ],
)
def test_p5_a_request_of_swagger_has_one_body(
    shared: str, own: str, place: str
) -> None:
    found = in_swagger(parameters(shared, own))
    assert found == [("several-bodies", f"/paths/~1a{place}")]


@pytest.mark.parametrize(
    ("shared", "own"),
    [(BODY, OTHER), ("", f"{FIELD}, {FIELD.replace('f,', 'g,')}"), (FIELD, "")],
)
def test_p5_an_operation_of_swagger_replaces_the_body_of_its_path(
    shared: str, own: str
) -> None:
    assert in_swagger(parameters(shared, own)) == []


def test_p5_shared_parameters_contend_too() -> None:
    text = f"""
        parameters: {{B: {BODY}, F: {FIELD}}}
        paths:
          /a:
            post:
              parameters: [{{$ref: '#/parameters/B'}}, {{$ref: '#/parameters/F'}}]
        """
    assert in_swagger(text) == [("several-bodies", "/parameters/F")]


@pytest.mark.parametrize("path", ["/a/{id", "/a/id}", "/a/{b{c}}", "/a/{}", "/a/}{"])
def test_p3_braces_of_a_path_pair(path: str) -> None:
    place = path.replace("/", "~1")
    text = f"paths: {{'{path}': {{get: {{responses: {{}}}}}}}}"
    assert found(text) == [("wrong-path", f"/paths/{place}")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("responses: {'200': {schema: {}}}", "/responses/200/schema"),
        ("requestBody: {schema: {}}", "/requestBody/schema"),
        (
            "parameters: [{name: a, in: query, type: integer}]",
            "/parameters/0/type",
        ),
        (
            "responses: {'200': {headers: {A: {type: integer}}}}",
            "/responses/200/headers/A/type",
        ),
        (
            "requestBody: {content: {a/b: {properties: {}}}}",
            "/requestBody/content/a~1b/properties",
        ),
        ("responses: {'200': {properties: {}}}", "/responses/200/properties"),
    ],
)
def test_n4_keys_of_swagger_that_would_be_lost(text: str, place: str) -> None:
    assert in_operation(text) == [("misplaced-key", place)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("requestBody: {content: {}}", "/requestBody"),
        ("responses: {'200': {content: {}}}", "/responses/200/content"),
        (
            "parameters: [{name: a, in: query, content: {}}]",
            "/parameters/0/content",
        ),
    ],
)
def test_n4_keys_of_openapi_3_that_would_be_lost(text: str, place: str) -> None:
    whole = f"paths: {{/a: {{get: {{{text}}}}}}}"
    assert in_swagger(whole) == [("misplaced-key", f"/paths/~1a/get{place}")]


@pytest.mark.parametrize("key", ["host", "securityDefinitions"])
def test_n4_documents_with_keys_of_swagger(key: str) -> None:
    text = f"{key}: {{}}"
    assert found(text) == [("misplaced-key", f"/{key}")]
    assert found(f"{text}\nservers: [{{url: /}}]\ncomponents: {{}}") == []


@pytest.mark.parametrize("key", ["components", "servers"])
def test_n4_documents_of_swagger_with_keys_of_openapi_3(key: str) -> None:
    value = "[{url: /}]" if key == "servers" else "{}"
    assert in_swagger(f"{key}: {value}\npaths: {{}}") == [("misplaced-key", f"/{key}")]


def test_n4_a_schema_is_no_media_type() -> None:
    expected = [("wrong-media-type", "/responses/200/content/schema")]
    assert in_operation("responses: {'200': {content: {schema: {}}}}") == expected
    expected = [("wrong-media-type", "/requestBody/content/schema")]
    assert in_operation("requestBody: {content: {schema: {}}}") == expected


def test_n4_keys_of_another_version_beside_the_right_ones_are_harmless() -> None:
    text = """
        parameters: [{name: a, in: query, type: string, schema: {type: string}}]
        responses: {'200': {schema: {}, content: {a/b: {}}}}
        """
    assert in_operation(text) == []


def test_querystring_needs_3_2_and_no_name() -> None:
    text = "paths: {/a: {get: {parameters: [{in: querystring, content: {}}]}}}"
    assert found(f"openapi: 3.2.0\n{text}") == []
    assert found(f"openapi: 3.1.0\n{text}") != []


def test_what_is_empty_counts_as_absent() -> None:
    text = """
        paths:
          /a:
            get:
              parameters:
              responses: {'204': null, '200': {content: {a/b: null}}}
        """
    assert found(text) == []
    assert [code for code, _ in found(text, Level.WARNING)] == ["empty-value"] * 3


@pytest.mark.parametrize(
    ("line", "pointer", "is_told"),
    [
        ("x-regen-pagination: cursor", "/x-regen-pagination", True),
        ("x-regen-pagination: {style: link}", "/x-regen-pagination", False),
        ("x-regen-paginatoin: {style: link}", "/x-regen-paginatoin", True),
        ("x-regen-name: all_pets", "/x-regen-name", True),
        ("parameters: [{name: a, in: query, x-regen-name: [b], schema: {}}]",
         "/parameters/0/x-regen-name", True),
        ("parameters: [{name: a, in: query, x-regen-name: b, schema: {}}]", "", False),
    ],
)  # fmt: skip
def test_extensions_for_regen_that_say_nothing(
    line: str, pointer: str, is_told: bool
) -> None:
    operation = f"{line}\nresponses: {{'200': {{description: d}}}}"
    dumped = yaml.safe_dump({"paths": {"/a": {"get": yaml.safe_load(operation)}}})
    place = f"/paths/~1a/get{pointer}"
    wanted = [("ignored-extension", place)] if is_told else []
    assert found(dumped, Level.WARNING) == wanted


def test_extensions_are_not_looked_into() -> None:
    text = """
        x-paths: {parameters: 1}
        paths: {x-note: 1, /a: {x-get: [], get: {x-parameters: 1}}}
        """
    assert found(text) == []


def test_examples_are_not_looked_into() -> None:
    text = "components: {schemas: {A: {example: {properties: 1, enum: 2}}}}"
    assert found(text) == []


def test_a_property_may_be_called_like_a_keyword() -> None:
    text = """
        components:
          schemas:
            A: {properties: {enum: {type: string}, x-y: {type: string}, $ref: {}}}
        """
    assert found(text) == []


@pytest.mark.parametrize(
    ("paths", "second"),
    [
        ("/a: {get: &x {operationId: x}}, /b: {get: *x}, /c: {get: *x}", "/~1b/get"),
        ("/a: {get: &x {operationId: x}, post: *x}", "/~1a/post"),
    ],
)
def test_n10_an_id_of_several_operations_is_one_warning(
    paths: str, second: str
) -> None:
    text = f"paths: {{{paths}}}"
    assert found(text) == []
    expected = [("duplicate-operation-id", f"/paths{second}/operationId")]
    assert found(text, Level.WARNING) == expected


def test_strict_turns_warnings_into_errors() -> None:
    root = BASE | {"paths": {"/a": {"parameters": None}}}
    document = Document(root, SourceFile("a.yaml", "", root, lambda _: (1, 1)))
    assert [item.level for item in check_structure(document)] == [Level.WARNING]
    with pytest.raises(RegenError) as raised:
        Validation(document, strict=True)
    assert [item.level for item in raised.value.diagnostics] == [Level.ERROR]


def test_media_types_of_2_0_are_texts() -> None:
    root = {"swagger": "2.0", "produces": 5, "consumes": "a/b", "paths": {}}
    file = SourceFile("a.yaml", "", root, lambda _: (1, 1))
    assert [
        (item.code, item.message) for item in check_structure(Document(root, file))
    ] == [("wrong-type", "`produces` is a number; it must be a list")]


def test_l5_an_empty_schema_is_a_warning_that_any_value_is_taken() -> None:
    text = """
        components:
          schemas:
            N: null
            A: {properties: {a: null}, items: null, allOf: [null]}
        """
    assert found(text) == []
    at = "/components/schemas"
    assert [pointer for _, pointer in found(text, Level.WARNING)] == [
        f"{at}/N",
        f"{at}/A/items",
        f"{at}/A/allOf/0",
        f"{at}/A/properties/a",
    ]
