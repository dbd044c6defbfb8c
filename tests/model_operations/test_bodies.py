"""Request bodies and media types."""

from __future__ import annotations

import pytest
from regen import ir
from regen.ir import MediaKind, media

from tests.intermediate import content as content_of

from .building import BINARY, INTEGER, STRING, Built, build, one


def body(text: str) -> Built:
    return one(text, method="post")


def contents(built: Built) -> tuple[ir.Content, ...]:
    assert built.operation.body is not None
    return built.operation.body.contents


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/json", MediaKind.JSON),
        ("APPLICATION/JSON; charset=utf-8", MediaKind.JSON),
        ("application/problem+json", MediaKind.JSON),
        ("text/json", MediaKind.JSON),
        ("application/x-www-form-urlencoded", MediaKind.FORM),
        ("multipart/related; boundary=x", MediaKind.MULTIPART),
        ("text/event-stream", MediaKind.EVENTS),
        ("application/stream+json", MediaKind.LINES),
        ("application/x-ndjson", MediaKind.LINES),
        ("application/geo+json-seq", MediaKind.LINES),
        ("text/csv", MediaKind.TEXT),
        ("application/atom+xml", MediaKind.TEXT),
        ("image/svg+xml", MediaKind.TEXT),
        ("image/png", MediaKind.BINARY),
        ("application/zip", MediaKind.BINARY),
        ("application/vnd.kubernetes.protobuf; stream=watch", MediaKind.BINARY),
        ("*/*", None),
        ("application/*", None),
        ("application/vnd.acme.thing", None),
        ("nonsense", None),
    ],
)
def test_r3_media_types_are_told_apart_by_their_parsed_form(
    media_type: str, kind: MediaKind | None
) -> None:
    assert media.kind(media_type) is kind


def test_media_types_are_normalised_but_kept() -> None:
    text = "Application/JSON ;Charset=UTF-8"
    assert media.normalise(text) == "application/json; Charset=UTF-8"
    assert media.normalise("multipart/mixed; boundary=xx") == "multipart/mixed"


def test_p5_all_media_types_are_kept_in_order() -> None:
    built = body("""
        requestBody:
          description: What to store.
          required: true
          content:
            application/json: {schema: {type: integer}}
            application/xml: {schema: {type: object, properties: {a: {}}}}
            text/plain: {schema: {type: string}}
            image/*: {schema: {type: string, format: binary}}
            '*/*': {schema: {type: string, format: binary}}
            application/vnd.acme: {}
        """)
    assert built.operation.body is not None
    assert built.operation.body.required
    assert built.operation.body.doc.description == "What to store."
    assert contents(built) == (
        content_of("application/json", INTEGER),
        content_of("application/xml", STRING),
        content_of("text/plain", STRING),
        content_of("image/*", BINARY),
        content_of("application/octet-stream", BINARY),
        content_of("application/vnd.acme", None, kind=MediaKind.BINARY),
    )
    assert not built.api.declarations


def test_inline_bodies_are_named_after_the_operation() -> None:
    built = body("""
        requestBody:
          content:
            application/json: {schema: {type: object, properties: {a: {}}}}
            application/x-www-form-urlencoded:
              schema: {type: object, properties: {b: {}}}
        """)
    hints = [d.hint for d in built.api.declarations.values()]
    assert hints == [("op", "request"), ("op", "request", "x-www-form-urlencoded")]


def test_p5_encodings_of_multipart_bodies() -> None:
    built = body("""
        requestBody:
          content:
            multipart/form-data:
              schema: {type: object, properties: {meta: {}, file: {format: binary}}}
              encoding:
                meta: {contentType: application/json, headers: {X-Id: {schema: {}}}}
                file: {contentType: image/png, style: form, explode: false}
        """)
    (content,) = contents(built)
    assert content.encoding == (
        ir.Encoding(
            "meta",
            "application/json",
        ),
        ir.Encoding("file", "image/png", style=ir.Style.FORM, explode=False),
    )


@pytest.mark.parametrize("style", ["simple", "bogus"])
def test_a_style_that_forms_do_not_have_is_reported(style: str) -> None:
    built = body(f"""
        requestBody:
          content:
            application/x-www-form-urlencoded:
              schema: {{type: object, properties: {{ids: {{type: array}}}}}}
              encoding: {{ids: {{style: {style}, explode: false}}}}
        """)
    (content,) = contents(built)
    assert content.encoding == (ir.Encoding("ids", style=ir.Style.FORM, explode=False),)
    assert built.codes() == ["invalid-style"]


def test_twins_by_case_are_one_media_type() -> None:
    built = body("""
        requestBody:
          content:
            application/json: {schema: {type: integer}}
            Application/JSON: {schema: {type: string}}
        """)
    assert contents(built) == (content_of("application/json", INTEGER),)
    assert built.codes() == ["invalid-media-type"]


def test_a_range_is_sent_as_the_media_type_it_stands_for() -> None:
    built = body("""
        requestBody:
          content:
            '*/*': {schema: {type: string}}
            application/json: {schema: {type: integer}}
            application/*+json: {schema: {type: integer}}
            text/*: {}
        """)
    assert contents(built) == (
        content_of("application/json", INTEGER),
        content_of("text/plain", STRING),
    )


def test_what_is_no_media_type_is_left_out() -> None:
    built = body("""
        requestBody: {content: {application/json: {}, examples: {}, "a/b c": {}}}
        """)
    assert contents(built) == (content_of("application/json", None),)
    assert built.codes() == ["invalid-media-type"] * 2


@pytest.mark.parametrize(
    ("key", "name", "kind"),
    [
        ("thing-vnd.v1+json", "thing-vnd.v1+json", MediaKind.JSON),
        ("*", "application/json", MediaKind.JSON),
        ("", "application/json", MediaKind.JSON),
        ("a/b c", "a/b c", MediaKind.JSON),
        ("json", "json", MediaKind.JSON),
        ("application/vnd.x.json; v=2", "application/vnd.x.json; v=2", MediaKind.JSON),
    ],
)
def test_p9_an_odd_media_type_loses_no_body(
    key: str, name: str, kind: MediaKind
) -> None:
    built = body(f"""
        requestBody: {{content: {{"{key}": {{schema: {{type: integer}}}}}}}}
        """)
    assert contents(built) == (content_of(name, INTEGER, kind=kind),)


def test_a_body_without_media_types_is_reported() -> None:
    built = body("requestBody: {content: {}}")
    assert built.operation.body is None
    assert built.codes() == ["empty-request-body"]


def test_a_media_type_may_be_a_reference() -> None:
    built = build("""
        paths:
          /things:
            post:
              operationId: op
              requestBody:
                content: {application/json: {$ref: '#/components/mediaTypes/Number'}}
              responses: {"204": {description: Done}}
        components: {mediaTypes: {Number: {schema: {type: integer}}}}
        """)
    assert contents(built) == (content_of("application/json", INTEGER),)


@pytest.mark.parametrize(
    "media_type", ["multipart/form-data", "application/x-www-form-urlencoded"]
)
@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ("{type: array, items: {type: string}}", True),
        ("{type: string, format: binary}", True),
        ("{$ref: '#/components/schemas/Files'}", True),
        ("{type: object, properties: {a: {type: string}}}", False),
        ("{oneOf: [{type: object}, {type: object, properties: {}}]}", False),
    ],
)
def test_a_form_whose_schema_is_no_object_takes_any_fields(
    media_type: str, schema: str, told: bool
) -> None:
    content = f"{{{media_type}: {{schema: {schema}}}}}"
    built = build(f"""
        paths: {{/t: {{post: {{requestBody: {{content: {content}}}}}}}}}
        components: {{schemas: {{Files: {{type: array, items: {{type: string}}}}}}}}
        """)
    (found,) = contents(built)
    assert (found.type is None) is told
    assert ("form-without-fields" in built.codes()) is told
