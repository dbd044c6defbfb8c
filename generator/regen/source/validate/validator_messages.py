"""From the validator's errors to findings for people: a kind, a place, one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from openapi_spec_validator.validation.exceptions import (
    ExtraParametersError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)

from .validator import Crash, SchemaRemark, Tokens, WrongDefault

_LONGEST = 240
_LONG_VALUE = 50
NO_RESPONSES = "the operation declares no response"
_EXCLUSIVE = ("exclusiveMinimum", "exclusiveMaximum")
_UNRESOLVED = re.compile(r"Path parameter '(.*)' for '\w+' operation in '(.*)' .*")
_UNKNOWN = re.compile(r"^'([^']*)' does not match any|\('([^']*)' was unexpected\)")
_SEVERAL = re.compile(r"\(('.*') were unexpected\)")

_KEYWORDS = {
    "required": "missing-key",
    "additionalProperties": "unknown-key",
    "unevaluatedProperties": "unknown-key",
    "type": "wrong-type",
}
_CLASSES: tuple[tuple[type[ValidationError], str], ...] = (
    (Crash, "validator-crashed"),
    (SchemaRemark, "schema-remark"),
    (WrongDefault, "wrong-default"),
    (ExtraParametersError, "required-undeclared"),
    (ParameterDuplicateError, "duplicate-parameter"),
    (UnresolvableParameterError, "path-parameter"),
)


def explain(path: Tokens, error: ValidationError) -> Iterator[tuple[str, Tokens, str]]:
    """Code, path and message of each cause of an error."""
    for leaf, below in _leaves(error, path):
        code = _code(error, leaf)
        message = _message(leaf)
        if message == NO_RESPONSES and below[-1:] == ("responses",):
            yield "no-responses", below[:-1], message
            continue
        if code == "wrong-default":
            message = f"the default does not fit its schema: {message}"
        unknown = _UNKNOWN.search(str(leaf.message))
        if code == "unknown-key" and unknown:
            below = (*below, unknown[1] or unknown[2])
        yield code, below, message


def _code(error: ValidationError, leaf: ValidationError) -> str:
    for kind, code in _CLASSES:
        if isinstance(error, kind):
            return code
    return _KEYWORDS.get(str(leaf.validator), "wrong-value")


def _leaves(
    error: ValidationError, path: Tokens
) -> Iterator[tuple[ValidationError, Tokens]]:
    """The errors of the alternative that was most likely meant."""
    if not error.context:
        yield error, path
        return
    for child in _meant(error.context):
        yield from _leaves(child, path + tuple(child.relative_path))


def _meant(errors: Sequence[ValidationError]) -> list[ValidationError]:
    """Of the alternatives of a `oneOf` or `anyOf`, the errors of the closest."""

    def branch(error: ValidationError) -> Any:
        return error.relative_schema_path[0]

    groups = [list(group) for _, group in groupby(errors, branch)]
    return max(groups, key=_closeness)


def _closeness(errors: list[ValidationError]) -> tuple[bool, bool, int]:
    """How close a value is to an alternative that gives these errors."""
    reference = any(
        error.validator == "required" and error.validator_value == ["$ref"]
        for error in errors
    )
    at_once = [error for error in errors if not error.relative_path]
    tags = [
        error
        for error in errors
        if error.validator in ("enum", "const") and len(error.relative_path) == 1
    ]
    wrong_type = any(error.validator == "type" for error in at_once)
    return not (reference or wrong_type), not tags, -len(errors)


def _message(error: ValidationError) -> str:
    """One short line without the values of whole objects."""
    text = _rephrased(error)
    if text is None:
        value = repr(error.instance)
        text = str(error.message).replace(value, _short(value))
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _rephrased(error: ValidationError) -> str | None:
    """The usual findings in words that need no knowledge of JSON Schema."""
    text, wanted = str(error.message), error.validator_value
    unresolved = _UNRESOLVED.fullmatch(text)
    if unresolved:
        name, path = unresolved.groups()
        if f"{{{name}}}" in path:
            return f"no path parameter is declared for `{{{name}}}`"
        return f"path parameter {name!r} does not occur in the path"
    match error.validator:
        case "required" | "minProperties" if _is_empty_responses(error):
            return NO_RESPONSES
        case "required":
            return f"{text.removesuffix(' is a required property')} is missing"
        case "additionalProperties" | "unevaluatedProperties":
            return _unknown_keys(error)
        case "type" if wanted == "boolean" and _last(error) in _EXCLUSIVE:
            return f"`{_last(error)}` is true or false in 3.0; a number is of 3.1"
        case "type":
            types = wanted if isinstance(wanted, list) else [wanted]
            return (
                f"{_json(error.instance)} is not of type {' or '.join(map(str, types))}"
            )
        case "minItems" if error.instance == [] and _last(error) == "enum":
            return "`enum` is empty: no value is valid"
        case "minItems" | "minProperties" if not error.instance:
            return f"{_json(error.instance)} must not be empty"
        case "not" | "oneOf" | "anyOf" | "if" | "dependentSchemas":
            return "this combination of keys is not allowed"
    return None


def _unknown_keys(error: ValidationError) -> str | None:
    text = str(error.message)
    one, several = _UNKNOWN.search(text), _SEVERAL.search(text)
    if not (one or several):
        return None
    names = several[1] if several else repr(one[1] or one[2]) if one else ""
    if isinstance(error.instance, dict) and "$ref" in error.instance:
        return f"OpenAPI ignores {names} beside `$ref`"
    return f"unknown key {names}" if one else f"unknown keys {names}"


def _is_empty_responses(error: ValidationError) -> bool:
    return error.instance == {} and _last(error) == "responses"


def _last(error: ValidationError) -> str:
    """The key under which the faulty value stands."""
    path = error.absolute_path
    return str(path[-1]) if path else ""


def _json(value: Any) -> str:
    return _short(json.dumps(value, ensure_ascii=False, default=repr))


def _short(value: str) -> str:
    return value if len(value) <= _LONG_VALUE else f"{value[: _LONG_VALUE - 1]}…"
