"""Responses: statuses, contents, headers, and streams."""

from __future__ import annotations

import pytest
from regen import ir
from regen.ir import MediaKind

from tests.intermediate import content as content_of

from .building import BINARY, INTEGER, STRING, build, one


def test_r1_statuses_ranges_and_default() -> None:
    built = one("""
        responses:
          "200":
            description: Fine.
            content: {application/json: {schema: {type: integer}}}
          4xx: {description: Wrong.}
          default: {description: Else.}
          x-note: {}
        """)
    assert [(r.status, r.doc.description) for r in built.operation.responses] == [
        ("200", "Fine."),
        ("4XX", "Wrong."),
        ("default", "Else."),
    ]
    assert built.operation.responses[0].contents[0].type == INTEGER
    assert not built.diagnostics


def test_inline_responses_are_named_after_the_operation() -> None:
    thing = "content: {application/json: {schema: {type: object, properties: {a: {}}}}}"
    built = one(f"""
        responses:
          "404": {{description: "", {thing}}}
          "200": {{description: "", {thing}}}
          "201": {{description: "", {thing}}}
          default: {{description: "", {thing}}}
        """)
    hints = [d.hint for d in built.api.declarations.values()]
    assert hints == [
        ("op", "response", "404"),
        ("op", "response"),
        ("op", "response", "201"),
        ("op", "response", "default"),
    ]


def test_r4_declared_headers_are_a_model() -> None:
    built = one("""
        responses:
          "200":
            description: ""
            headers:
              X-Rate: {required: true, description: Left., schema: {type: integer}}
              x-rate: {schema: {type: string}}
              Content-Type: {schema: {type: string}}
              Link: {deprecated: true}
        """)
    (response,) = built.operation.responses
    assert response.headers is not None
    model = built.api.declarations[response.headers.id]
    assert isinstance(model, ir.Model)
    assert model.hint == ("op", "response headers")
    assert model.id.pointer == "/paths/~1things/get/responses/200/headers"
    assert model.fields == (
        ir.Field("X-Rate", INTEGER, True, ir.Doc(description="Left.")),
        ir.Field("Link", STRING, False, deprecated=True),
    )


def test_headers_of_several_responses_have_their_status_in_the_name() -> None:
    built = one("""
        responses:
          "200": {description: "", headers: {A: {schema: {type: string}}}}
          "429": {description: "", headers: {B: {schema: {type: string}}}}
        """)
    hints = [d.hint for d in built.api.declarations.values()]
    assert hints == [("op", "response headers"), ("op", "response headers", "429")]


def test_shared_responses_are_read_once_and_named_after_themselves() -> None:
    operation = "responses: {'404': {$ref: '#/components/responses/NotFound'}}"
    built = build(f"""
        paths:
          /a: {{get: {{operationId: a, {operation}}}}}
          /b: {{get: {{operationId: b, {operation}}}}}
        components:
          responses:
            NotFound:
              description: Not there.
              headers: {{X-Id: {{$ref: '#/components/headers/Id'}}}}
              content:
                application/json: {{schema: {{type: object, properties: {{a: {{}}}}}}}}
          headers: {{Id: {{schema: {{type: integer}}}}}}
        """)
    hints = [d.hint for d in built.api.declarations.values()]
    assert sorted(hints) == [("NotFound", "response"), ("NotFound", "response headers")]
    first, second = built.api.operations
    assert first.responses == second.responses
    assert first.responses[0].doc.description == "Not there."


def test_a_description_beside_a_reference_overrides_it() -> None:
    built = build("""
        paths:
          /a:
            get:
              operationId: a
              responses: {"404": {$ref: '#/components/responses/X', description: Own.}}
        components: {responses: {X: {description: Shared.}}}
        """)
    assert built.operation.responses[0].doc.description == "Own."


def test_a_description_beside_a_reference_is_that_of_one_operation() -> None:
    built = build("""
        paths:
          /a:
            get:
              operationId: a
              parameters: [{$ref: '#/components/parameters/P'}]
              responses: {"404": {$ref: '#/components/responses/X'}}
            put:
              operationId: b
              parameters: [{$ref: '#/components/parameters/P', description: Own.}]
              responses: {"404": {$ref: '#/components/responses/X', description: Own.}}
            post:
              operationId: c
              parameters: [{$ref: '#/components/parameters/P'}]
              responses: {"404": {$ref: '#/components/responses/X'}}
        components:
          parameters: {P: {name: p, in: query, description: Shared., schema: {}}}
          responses: {X: {description: Shared.}}
        """)
    for operation in built.api.operations:
        told = "Own." if operation.id == "b" else "Shared."
        assert operation.parameters[0].doc.description == told
        assert operation.responses[0].doc.description == told


def test_text_with_the_schema_of_its_json_sibling_is_that_json() -> None:
    built = build("""
        paths:
          /a:
            get:
              operationId: a
              responses:
                "200":
                  description: ""
                  content:
                    text/plain: {schema: {$ref: '#/components/schemas/A'}}
                    application/json: {schema: {$ref: '#/components/schemas/A'}}
                "201":
                  description: ""
                  content: {text/plain: {schema: {$ref: '#/components/schemas/A'}}}
        components: {schemas: {A: {type: object, properties: {a: {}}}}}
        """)
    first, second = built.operation.responses
    assert [c.type for c in first.contents] == [
        ir.Ref(ir.SchemaId("/components/schemas/A"))
    ] * 2
    assert second.contents == (content_of("text/plain", STRING),)


UUID = ir.Primitive(ir.PrimitiveKind.UUID)


@pytest.mark.parametrize(
    ("media_type", "schema", "kind", "type"),
    [
        ("text/plain", "{type: integer}", MediaKind.TEXT, INTEGER),
        ("text/plain", "{type: string, format: uuid}", MediaKind.TEXT, UUID),
        (
            "text/plain",
            "{type: array, items: {type: integer}}",
            MediaKind.TEXT,
            None,
        ),
        (
            "text/plain",
            "{type: object, properties: {a: {}}}",
            MediaKind.TEXT,
            STRING,
        ),
        ("text/plain", "{type: string, format: byte}", MediaKind.TEXT, STRING),
        ("text/csv", "{type: string, format: binary}", MediaKind.BINARY, BINARY),
        (
            "application/xml",
            "{type: string, format: binary}",
            MediaKind.BINARY,
            BINARY,
        ),
        ("application/xml", "{type: array, items: {}}", MediaKind.TEXT, STRING),
        ("text/html", "{type: integer}", MediaKind.TEXT, STRING),
        ("application/json", "{format: binary}", MediaKind.BINARY, BINARY),
        ("'*/*'", "{type: string, format: binary}", MediaKind.BINARY, BINARY),
    ],
)
def test_r8_text_follows_its_schema_and_bytes_are_bytes(
    media_type: str, schema: str, kind: MediaKind, type: ir.Type | None
) -> None:
    built = one(f"""
        responses:
          "200": {{description: "", content: {{{media_type}: {{schema: {schema}}}}}}}
        """)
    (content,) = built.operation.responses[0].contents
    assert content.kind is kind
    assert content.type == (type or ir.ListOf(INTEGER))
    assert not built.api.declarations


def test_r8_an_inline_twin_of_json_is_that_json() -> None:
    built = one("""
        responses:
          "200":
            description: ""
            content:
              text/plain: {schema: &a {type: object, properties: {a: {}}}}
              application/json: {schema: *a}
              text/json: {schema: *a}
        """)
    text, json, other = built.operation.responses[0].contents
    assert text.type == json.type
    assert [c.kind.value for c in (text, json, other)] == ["text", "json", "json"]


def stream(media_type: str, schema: str, components: str = "{}") -> ir.Type | None:
    built = build(f"""
        paths:
          /a:
            get:
              operationId: a
              responses:
                "200": {{description: "", content: {{{media_type}: {{{schema}}}}}}}
        components: {{schemas: {components}}}
        """)
    assert not built.diagnostics
    (content,) = built.operation.responses[0].contents
    assert content.item is not None
    assert content.type == ir.ListOf(content.item)
    return content.item


@pytest.mark.parametrize(
    ("media_type", "schema", "item"),
    [
        ("application/jsonl", "itemSchema: {type: integer}", INTEGER),
        ("application/jsonl", "schema: {type: integer}", INTEGER),
        (
            "application/x-ndjson",
            "schema: {type: array, items: {type: integer}}",
            INTEGER,
        ),
        ("application/json-seq", "", ir.Anything()),
        ("text/event-stream", "", STRING),
        ("text/event-stream", "schema: {type: string}", STRING),
        ("text/event-stream", "schema: {type: integer}", INTEGER),
    ],
)
def test_r5_items_of_sequential_media_types(
    media_type: str, schema: str, item: ir.Type
) -> None:
    assert stream(media_type, schema) == item


def test_r5_an_item_schema_of_whole_events_gives_their_data() -> None:
    data = "data: {contentMediaType: application/json, contentSchema: {type: integer}}"
    assert stream("text/event-stream", f"itemSchema: {{properties: {{{data}}}}}") == (
        INTEGER
    )


def test_r5_kinds_of_events_are_a_union_of_their_data() -> None:
    variants = """
      {Event: {oneOf: [{$ref: '#/components/schemas/A'},
                       {$ref: '#/components/schemas/B'},
                       {$ref: '#/components/schemas/C'}]},
       A: {properties: {event: {const: a}, data: {type: integer}}},
       B: {properties: {event: {const: b}, data: {type: [string, 'null']}}},
       C: {properties: {event: {const: c}, data: {type: integer}}}}
    """
    item = stream(
        "text/event-stream", "schema: {$ref: '#/components/schemas/Event'}", variants
    )
    assert item == ir.Nullable(ir.UnionOf((INTEGER, STRING)))


def test_r5_an_array_of_whole_events_gives_their_data() -> None:
    events = ", ".join(
        f"{{properties: {{event: {{const: {name}}}, data: {{type: {kind}}}}}}}"
        for name, kind in (("a", "integer"), ("b", "string"))
    )
    item = stream(
        "text/event-stream", f"schema: {{type: array, items: {{oneOf: [{events}]}}}}"
    )
    assert item == ir.UnionOf((INTEGER, STRING))


@pytest.mark.parametrize("mark", ["enum: ['[DONE]']", "const: '[DONE]'"])
def test_r5_the_mark_of_the_end_tells_events_and_is_none_itself(mark: str) -> None:
    item = stream(
        "text/event-stream",
        "schema: {oneOf: [{$ref: '#/components/schemas/A'}, {properties: "
        f"{{data: {{type: string, {mark}}}}}}}]}}",
        "{A: {properties: {data: {type: integer}}}}",
    )
    assert item == INTEGER


def test_r5_data_alone_may_be_a_key_of_the_data() -> None:
    item = stream(
        "text/event-stream",
        "schema: {$ref: '#/components/schemas/A'}",
        "{A: {properties: {data: {type: integer}}}}",
    )
    assert item == ir.Ref(ir.SchemaId("/components/schemas/A"))


def test_r5_a_schema_with_more_than_an_event_is_that_of_the_data() -> None:
    item = stream(
        "text/event-stream",
        "schema: {$ref: '#/components/schemas/A'}",
        "{A: {properties: {event: {}, data: {}, more: {}}}}",
    )
    assert item == ir.Ref(ir.SchemaId("/components/schemas/A"))


def test_r5_events_that_hold_themselves_end() -> None:
    item = stream(
        "text/event-stream",
        "schema: {$ref: '#/components/schemas/A'}",
        "{A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}}",
    )
    assert item is not None
