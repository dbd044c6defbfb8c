"""S24: a lone `default` with the body of failures is the failure."""

from __future__ import annotations

import pytest
from regen.transform import transform

from tests.model_operations.building import build, configure

ERROR = "{$ref: '#/components/schemas/Error'}"


def outcome(default: str, other: str) -> bool:
    """Whether the lone `default` of an operation is its result."""
    built = build(f"""
        paths:
          /a:
            get:
              operationId: a
              responses:
                default:
                  description: ""
                  content: {{application/json: {{schema: {default}}}}}
          /b:
            get:
              operationId: b
              responses:
                {other}
        components:
          schemas:
            Error: {{type: object, properties: {{code: {{}}}}}}
            Pet: {{type: object, properties: {{name: {{}}}}}}
        """)
    first, _ = transform(built.api, configure()).operations
    (response,) = first.responses
    return response.is_result


def has(status: str) -> str:
    content = f"{{application/json: {{schema: {ERROR}}}}}"
    return f'"{status}": {{description: "", content: {content}}}'


@pytest.mark.parametrize(
    ("default", "other", "is_result"),
    [
        (ERROR, has("404"), False),
        (ERROR, has("4XX"), False),
        (ERROR, has("200"), True),
        (ERROR, has("default"), True),
        ("{$ref: '#/components/schemas/Pet'}", has("404"), True),
    ],
)
def test_s24_a_default_with_the_body_of_failures_is_one(
    default: str, other: str, is_result: bool
) -> None:
    assert outcome(default, other) is is_result
