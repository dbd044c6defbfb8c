"""P5: forms, urlencoded and multipart, as the bytes that a server reads."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.behaviour.wire import both, parts_of, sent
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /form:
    post:
      operationId: form
      tags: [all]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: {$ref: "#/components/schemas/Form"}
            encoding:
              joined: {style: form, explode: false}
              piped: {style: pipeDelimited, explode: false}
              raw: {allowReserved: true}
      responses: {"200": {description: OK}}
  /stripe:
    post:
      operationId: stripe
      tags: [all]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [amount]
              properties:
                amount: {type: integer}
                expand: {type: array, items: {type: string}}
                metadata: {type: object, additionalProperties: {type: string}}
                card:
                  type: object
                  properties:
                    number: {type: string}
                    address: {type: object, properties: {city: {type: string}}}
                items:
                  type: array
                  items: {type: object, properties: {price: {type: string}, quantity: {type: integer}}}
                capture: {type: boolean}
            encoding:
              expand: {style: deepObject, explode: true}
              metadata: {style: deepObject, explode: true}
              card: {style: deepObject, explode: true}
              items: {style: deepObject, explode: true}
      responses: {"200": {description: OK}}
  /upload:
    post:
      operationId: upload
      tags: [all]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties:
                file: {type: string, format: binary}
                photos: {type: array, items: {type: string, format: binary}}
                title: {type: string}
                count: {type: integer}
                active: {type: boolean}
                tags: {type: array, items: {type: string}}
                meta: {$ref: "#/components/schemas/Pet"}
                pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}
                note: {type: string}
                chart: {type: string, contentMediaType: image/svg+xml}
                raw: {type: string, format: byte}
                joined: {type: array, items: {type: string}}
            encoding:
              photos: {contentType: "image/png, image/jpeg"}
              meta: {contentType: application/vnd.pet+json}
              note: {contentType: text/markdown}
              joined: {style: form, explode: false}
      responses: {"200": {description: OK}}
  /styled:
    post:
      operationId: styled
      tags: [all]
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                File: {type: string, format: binary}
                Files: {type: array, items: {type: string, format: binary}}
                Tags: {type: array, items: {type: string}}
            encoding:
              File: {style: form}
              Files: {style: form, contentType: image/png}
              Tags: {style: form}
      responses: {"200": {description: OK}}
  /marked:
    post:
      operationId: marked
      tags: [all]
      requestBody:
        required: true
        content:
          multipart/form-data: &marked
            schema: {$ref: "#/components/schemas/Marked"}
            encoding:
              spaced: {style: spaceDelimited, explode: false, contentType: text/x-own}
              piped: {style: pipeDelimited, explode: false}
              raw: {allowReserved: true}
              json: {contentType: application/json}
              deep: {style: deepObject, explode: true}
          application/x-www-form-urlencoded: *marked
      responses: {"200": {description: OK}}
components:
  schemas:
    Marked:
      type: object
      properties:
        spaced: {type: array, items: {type: string}}
        piped: {type: array, items: {type: string}}
        raw: {type: string}
        json: {type: string}
        deep:
          type: object
          required: [name]
          properties: {id: {type: integer, readOnly: true}, name: {type: string}}
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
    Form:
      type: object
      required: [name]
      properties:
        name: {type: string}
        when: {type: string, format: date-time}
        agreed: {type: boolean}
        tags: {type: array, items: {type: string}}
        pet: {$ref: "#/components/schemas/Pet"}
        joined: {type: array, items: {type: integer}}
        piped: {type: array, items: {type: integer}}
        raw: {type: string}
"""  # noqa: E501


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("forms"), DOCUMENT)


@both
def test_p5_urlencoded_forms(way: Callable[..., Any], api: ModuleType) -> None:
    form = api.models.Form(
        name="a b&c=d+é",
        agreed=True,
        tags=["x", "y,z"],
        pet=api.models.Pet(name="Rex"),
        joined=[1, 2],
        piped=[3, 4],
        raw="a/b:c&d",
    )
    request = sent(way, api, lambda client: operations(api).form(client, form))
    assert request.header("content-type") == "application/x-www-form-urlencoded"
    assert request.body.decode().split("&") == [
        "name=a+b%26c%3Dd%2B%C3%A9",
        "agreed=true",
        "tags=x",
        "tags=y%2Cz",
        "pet=%7B%22name%22%3A%22Rex%22%7D",
        "joined=1,2",
        "piped=3%7C4",
        "raw=a/b:c%26d",
    ]


@both
def test_p5_forms_as_stripe_reads_them(
    way: Callable[..., Any], api: ModuleType
) -> None:
    models = api.models
    card = models.StripeRequestCard(
        number="42", address=models.StripeRequestCardAddress(city="Köln & Bonn")
    )
    item = models.StripeRequestItemsItem
    value = models.StripeRequest(
        amount=100,
        expand=["a", "b"],
        metadata={"order id": "6"},
        card=card,
        items=[item(price="p1", quantity=1), item(price="p2")],
        capture=False,
    )
    request = sent(way, api, lambda client: operations(api).stripe(client, value))
    assert parse_qsl(request.body.decode()) == [
        ("amount", "100"),
        ("expand[]", "a"),
        ("expand[]", "b"),
        ("metadata[order id]", "6"),
        ("card[number]", "42"),
        ("card[address][city]", "Köln & Bonn"),
        ("items[0][price]", "p1"),
        ("items[0][quantity]", "1"),
        ("items[1][price]", "p2"),
        ("capture", "false"),
    ]


def upload(api: ModuleType, **values: Any) -> Any:
    return api.models.UploadRequest(**values)


@both
def test_p5_multipart(way: Callable[..., Any], api: ModuleType) -> None:
    models, file = api.models, api.File
    value = upload(
        api,
        file=file(b"\0\xff", filename='naïve "x".txt', content_type="text/x-own"),
        photos=[file(b"1", "a.png"), file(io.BytesIO(b"2"), "b.jpg"), file(b"3")],
        title="T é",
        count=3,
        active=True,
        tags=["x", "y"],
        meta=models.Pet(name="Rex"),
        pets=[models.Pet(name="A"), models.Pet(name="B")],
        note="# hi",
        joined=["p", "q"],
    )
    request = sent(way, api, lambda client: operations(api).upload(client, value))
    found = parts_of(request)
    kinds = [
        (name, part["content-type"], part.get_filename(), content)
        for name, part, content in found
    ]
    assert kinds[0][:2] == ("file", "text/x-own")
    assert b'filename="na\xc3\xafve %22x%22.txt"' in request.body
    assert kinds[1:] == [
        ("photos", "image/png", "a.png", b"1"),
        ("photos", "image/jpeg", "b.jpg", b"2"),
        ("photos", "application/octet-stream", "photos", b"3"),
        ("title", None, None, "T é".encode()),
        ("count", None, None, b"3"),
        ("active", None, None, b"true"),
        ("tags", None, None, b"x"),
        ("tags", None, None, b"y"),
        ("meta", "application/vnd.pet+json", None, b'{"name":"Rex"}'),
        ("pets", "application/json", None, b'{"name":"A"}'),
        ("pets", "application/json", None, b'{"name":"B"}'),
        ("note", "text/markdown", None, b"# hi"),
        ("joined", None, None, b"p,q"),
    ]


@both
def test_p5_multipart_takes_bytes_and_open_files(
    way: Callable[..., Any], api: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF")
    with path.open("rb") as opened:
        value = upload(api, file=opened, photos=[b"raw"])
        request = sent(way, api, lambda client: operations(api).upload(client, value))
    kinds = [
        (name, part["content-type"], part.get_filename(), content)
        for name, part, content in parts_of(request)
    ]
    assert kinds == [
        ("file", "application/pdf", "report.pdf", b"%PDF"),
        ("photos", "application/octet-stream", "photos", b"raw"),
    ]


@both
def test_p5_files_have_no_style(way: Callable[..., Any], api: ModuleType) -> None:
    file = api.File
    value = api.models.StyledRequest(
        file=file(b"1", "a.txt"), files=[file(b"2"), file(b"3", "c.gif")], tags=["x"]
    )
    request = sent(way, api, lambda client: operations(api).styled(client, value))
    assert [
        (name, part["content-type"], part.get_filename(), content)
        for name, part, content in parts_of(request)
    ] == [
        ("File", "text/plain", "a.txt", b"1"),
        ("Files", "image/png", "Files", b"2"),
        ("Files", "image/png", "c.gif", b"3"),
        ("Tags", None, None, b"x"),
    ]


def marked(api: ModuleType) -> Any:
    deep = api.models.MarkedDeep(id=1, name="d e")
    return api.models.Marked(
        spaced=["a b", "c"], piped=["a%", "c"], raw="a b/é", json="1", deep=deep
    )


@both
def test_p5_nothing_of_a_multipart_body_is_percent_encoded(
    way: Callable[..., Any], api: ModuleType
) -> None:
    request = sent(way, api, lambda client: operations(api).marked(client, marked(api)))
    assert [
        (name, part["content-type"], content.decode())
        for name, part, content in parts_of(request)
    ] == [
        ("spaced", None, "a b c"),
        ("piped", None, "a%|c"),
        ("raw", None, "a b/é"),
        ("json", "application/json", '"1"'),
        ("deep[name]", None, "d e"),
    ]


@both
def test_p5_a_text_that_a_urlencoded_form_wants_as_json(
    way: Callable[..., Any], api: ModuleType
) -> None:
    kind = "application/x-www-form-urlencoded"
    request = sent(
        way,
        api,
        lambda client: operations(api).marked(client, marked(api), media_type=kind),
    )
    assert request.body.decode().split("&") == [
        "spaced=a+b+c",
        "piped=a%25%7Cc",
        "raw=a%20b/%C3%A9",
        "json=%221%22",
        "deep%5Bname%5D=d+e",
    ]


@both
def test_p5_a_multipart_body_without_a_part(
    way: Callable[..., Any], api: ModuleType
) -> None:
    nothing = api.models.Marked()
    request = sent(way, api, lambda client: operations(api).marked(client, nothing))
    kind, _, boundary = (request.header("content-type") or "").partition("; boundary=")
    assert kind == "multipart/form-data"
    assert request.body.decode() == f"--{boundary}--\r\n"


@both
def test_p5_base64_in_multipart(way: Callable[..., Any], api: ModuleType) -> None:
    value = upload(api, file=b"x", raw=b"\0\1")
    request = sent(way, api, lambda client: operations(api).upload(client, value))
    assert parts_of(request)[1][2] == b"AAE="


@both
def test_p5_names_of_files_never_end_a_header(
    way: Callable[..., Any], api: ModuleType
) -> None:
    value = upload(api, file=api.File(b"x", filename='a"\r\nX-Evil: 1\r\n\r\n'))
    request = sent(way, api, lambda client: operations(api).upload(client, value))
    ((name, part, content),) = parts_of(request)
    assert (name, content, part["X-Evil"]) == ("file", b"x", None)
