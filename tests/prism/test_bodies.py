"""Request bodies that are not JSON, called against Prism with either client.

Of parts or pairs with one name Prism keeps the last: there are no arrays here.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.support import document

from .drive import call_all, call_all_async, cases, prepare
from .server import prism, require

DOCUMENT = """
paths:
  /files:
    post:
      operationId: uploadFiles
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [title, file]
              properties:
                title: {type: string, minLength: 3}
                count: {type: integer, minimum: 2}
                file: {type: string, format: binary}
      responses: {'201': {$ref: '#/components/responses/done'}}
  /raw:
    put:
      operationId: putRaw
      parameters:
        - {name: X-Part, in: header, required: true, schema: {type: integer}}
      requestBody:
        required: true
        content: {application/octet-stream: {schema: {type: string, format: binary}}}
      responses: {'204': {description: Stored}}
    get:
      operationId: getRaw
      responses:
        '200':
          description: The bytes
          content: {application/octet-stream: {schema: {type: string, format: binary}}}
  /form:
    post:
      operationId: sendForm
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string}
                size: {type: number}
                more: {type: string, enum: ['a b&c=d+e%']}
      responses: {'201': {$ref: '#/components/responses/done'}}
  /note:
    post:
      operationId: sendNote
      requestBody: {content: {text/plain: {schema: {type: string, minLength: 9}}}}
      responses: {'202': {$ref: '#/components/responses/done'}}
components:
  responses:
    done:
      description: Done
      content:
        application/json:
          schema:
            type: object
            required: [id]
            properties: {id: {type: integer}}
"""


def test_every_body(tmp_path: Path) -> None:
    require()
    source = tmp_path / "openapi.yaml"
    source.write_text(yaml.safe_dump(document(DOCUMENT)), encoding="utf-8")
    target = prepare(source, tmp_path, "bodies_prism")
    full, lean = (list(cases(target, lean=lean)) for lean in (False, True))
    assert len(full) == len(lean) == 5
    with prism(source) as url:
        outcomes = [
            outcome
            for wanted in (full, lean)
            for call in (call_all, call_all_async)
            for outcome in call(target, url, wanted, strict=True)
        ]
    assert [fault for outcome in outcomes for fault in outcome.faults] == []
