"""S11 formats, S13 3.1 keywords, S15 named scalars."""

import pytest

from .building import one


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("{type: string}", "string"),
        ("{type: string, format: date-time}", "date-time"),
        ("{type: string, format: date}", "date"),
        ("{type: string, format: time}", "time"),
        ("{type: string, format: duration}", "duration"),
        ("{type: string, format: uuid}", "uuid"),
        ("{type: string, format: byte}", "byte"),
        ("{type: string, format: binary}", "binary"),
        ("{type: string, format: decimal}", "decimal"),
        ("{type: string, format: uri}", "string"),
        ("{type: string, format: no-such-format}", "string"),
        ("{type: string, format: 7}", "string"),
        ("{type: integer, format: int64}", "integer"),
        ("{type: integer, format: timestamp}", "integer"),
        ("{type: number, format: decimal}", "decimal number"),
        ("{type: boolean}", "boolean"),
        ("{type: file}", "binary"),
        ("{type: string, contentEncoding: base64}", "byte"),
        ("{type: string, contentEncoding: base64url}", "string"),
        ("{type: string, contentMediaType: image/png}", "binary"),
        ("{type: string, contentMediaType: application/json}", "string"),
        ("{contentMediaType: application/octet-stream}", "binary"),
        ("{format: uuid}", "uuid"),
        ("{format: int32}", "integer"),
        ("{pattern: '^a'}", "string"),
        ("{minimum: 1}", "number"),
    ],
)
def test_s11_a_named_scalar_is_an_alias_of_its_kind(schema: str, kind: str) -> None:
    assert one(f"X: {schema}") == f"alias {kind}"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{}", "alias Anything"),
        ("true", "alias Anything"),
        ("false", "alias Never"),
        ("{type: any}", "alias Anything"),
        ("{type: 'null'}", "alias Null"),
        ("{description: text only}", "alias Anything"),
        ("{not: {type: string}}", "alias Anything"),
        ("5", "alias Anything"),
    ],
)
def test_s13_schemas_without_a_type(schema: str, expected: str) -> None:
    assert one(f"X: {schema}") == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: array}", "alias [Anything]"),
        ("{type: array, items: {}}", "alias [Anything]"),
        ("{type: array, items: false}", "alias [Anything]"),
        ("{items: {type: string}}", "alias [string]"),
        ("{type: array, items: {type: [string, 'null']}}", "alias [string?]"),
        (
            "{type: array, items: {type: array, items: {type: number}}}",
            "alias [[number]]",
        ),
        ("{prefixItems: [{type: string}, {type: integer}]}", "alias (string, integer)"),
        (
            "{type: array, items: [{type: string}, {type: integer}]}",
            "alias [string | integer]",
        ),
        (
            "{prefixItems: [{type: string}], items: {type: integer}}",
            "alias [string | integer]",
        ),
        ("{prefixItems: [{type: string}], items: false}", "alias (string)"),
    ],
)
def test_s12_arrays_and_tuples(schema: str, expected: str) -> None:
    assert one(f"X: {schema}") == expected
