"""Documents of any size, all of one kind."""

from __future__ import annotations

import json
from typing import Any

PER_TAG = 20
"""Operations under one tag."""


def document(operations: int) -> str:
    """An OpenAPI 3.1 document as JSON text, with two schemas an operation."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(operations):
        paths[f"/things{number}/{{thingId}}"] = {"get": _operation(number)}
        schemas[f"Thing{number}"] = _model(number)
        schemas[f"Thing{number}State"] = {
            "type": "string",
            "enum": ["READY", "RUNNING", "FAILED"],
        }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Things", "version": "1"},
            "paths": paths,
            "components": {"schemas": schemas},
        },
        indent=1,
    )


def _operation(number: int) -> dict[str, Any]:
    return {
        "operationId": f"getThing{number}",
        "summary": f"Get a thing of kind {number}",
        "tags": [f"Tag {number // PER_TAG}"],
        "parameters": [
            {
                "name": "thingId",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "format": "uuid"},
            },
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {
                "description": "The thing",
                "content": {
                    "application/json": {
                        "schema": {"$ref": f"#/components/schemas/Thing{number}"}
                    }
                },
            },
            "404": {"description": "There is no such thing"},
        },
    }


def _model(number: int) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"A thing of kind {number}",
        "required": ["id", "state"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "state": {"$ref": f"#/components/schemas/Thing{number}State"},
            "createdAt": {"type": "string", "format": "date-time"},
            "count": {"type": "integer", "description": "How many there are"},
            "labels": {"type": "array", "items": {"type": "string"}},
        },
    }
