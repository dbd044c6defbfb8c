"""Asks openapi-spec-validator about one document, and words its errors for people.

Each becomes a diagnostic with a code, a place and one line.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from openapi_spec_validator.validation.exceptions import (
    ExtraParametersError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)

from regen.diagnostics import Diagnostic, Level

from ..document import V2_0, Version, pointer_of, unplaced, version_of
from ..pointers import below, value_at, within
from .validator import Crash, SchemaRemark, Tokens, WrongDefault, iter_errors

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
    for leaf, place in _leaves(error, path):
        code = _code(error, leaf)
        message = _message(leaf)
        if message == NO_RESPONSES and place[-1:] == ("responses",):
            yield "no-responses", place[:-1], message
            continue
        if code == "wrong-default":
            message = f"the default does not fit its schema: {message}"
        unknown = _UNKNOWN.search(str(leaf.message))
        if code == "unknown-key" and unknown:
            yield code, (*place, unknown[1] or unknown[2]), message
        else:
            yield code, place, message


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
    """The usual errors in words that need no knowledge of JSON Schema."""
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
        case "type" | "enum" if _of_version(error):
            return _of_version(error)
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


def _of_version(error: ValidationError) -> str | None:
    """What a schema says in the words of another version."""
    key, value = _last(error), error.instance
    if key in _EXCLUSIVE and error.validator == "type":
        if error.validator_value == "boolean":
            return f"`{key}` is true or false in 3.0; a number is of 3.1"
        if value in (True, False):
            return f"`{key}` is a number since 3.1; true or false is of 3.0"
    if key != "type":
        return None
    if isinstance(value, list):
        return "a list of types is of 3.1; in 3.0 it is one, with `nullable: true`"
    if error.validator == "enum" and value == "file":
        return "`file` is a type of 2.0: since 3.0 it is a string of format binary"
    if error.validator == "enum":
        return f"{_json(value)} is not a type that a schema may have"
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


CRASHED = "validator-crashed"
MAXIMUM = 50
"""Facts about one document that are reported one by one."""

_MARKED = re.compile(r"\{(\+[^{}]+|[^{}]+[+*])\}")
"""Variables of a path with an operator of RFC 6570, or as API gateways write them."""

_HINTS = {
    "path-parameter": "a path has a variable for each path parameter, and the reverse",
    "wrong-default": "the default is only shown in documentation",
    "required-undeclared": "declare it under `properties`, or do not require it",
}


def examine(root: dict[str, Any], *, strict: bool) -> list[Diagnostic]:
    """How a bundled document deviates from the specification.

    Never raises, never fetches.

    All are warnings, or errors if `strict`; where the validator breaks down is always a
    warning.

    At most `MAXIMUM` facts are reported, and a last one says how many more there are.
    """
    version = version_of(root)
    if version is None:
        return []
    _forget_settings()
    level = Level.ERROR if strict else Level.WARNING
    clean, holes = digestible(root)
    found: dict[tuple[str, ...], Diagnostic] = {}
    try:
        for path, error in iter_errors(clean, version):
            for code, place, message in explain(path, error):
                if _is_untrue(message, place, version):
                    continue
                item = _diagnostic(code, home(clean, place), message, level)
                if not (_is_hole(item, holes) or _is_echo(item, found.values())):
                    found.setdefault(_key(item), item)
    except Exception as fault:  # whatever it is, generation can do without
        found[(CRASHED,)] = _diagnostic(CRASHED, "", type(fault).__name__, level)
    # The validator finds them in an order that differs from run to run.
    return _bounded(sorted(found.values(), key=_key))


def _forget_settings() -> None:
    """Give the validator its defaults: what is found must not depend on a machine."""
    for name in list(os.environ):
        if name.startswith(("OPENAPI_SPEC_VALIDATOR_", "OPENAPI_SCHEMA_VALIDATOR_")):
            del os.environ[name]


def _is_untrue(message: str, place: Sequence[str | int], version: Version) -> bool:
    """Whether the validator errs.

    It does not know the type `file` of 2.0, nor that `{+a}`, `{a*}` and `{a+}` in a
    path stand for the parameter `a`.
    """
    if version == V2_0 and list(place[-1:]) == ["type"]:
        return message.startswith("`file` is a type of 2.0")
    if list(place[:1]) != ["paths"] or len(place) < 2:
        return False
    marked = {name.strip("+*"): name for name in _MARKED.findall(str(place[1]))}
    return any(
        message.startswith(f"path parameter {plain!r} does not occur")
        or message.endswith(f"is declared for `{{{name}}}`")
        for plain, name in marked.items()
    )


def _is_hole(item: Diagnostic, holes: Iterable[str]) -> bool:
    """Whether a diagnostic is about the stand-in for a dangling reference."""
    return any(within(pointer_of(item), hole) for hole in holes)


def _is_echo(item: Diagnostic, found: Iterable[Diagnostic]) -> bool:
    """Whether another diagnostic says already why the validator broke down there."""
    return item.code == CRASHED and any(
        within(pointer_of(known), pointer_of(item)) for known in found
    )


def _key(item: Diagnostic) -> tuple[str, ...]:
    """The identity of a diagnostic; one reason against a default is enough.

    The schema of documents and that of schemas often find the same, under two codes.
    """
    message = "" if item.code == "wrong-default" else item.message
    return pointer_of(item), message


def _diagnostic(code: str, pointer: str, message: str, level: Level) -> Diagnostic:
    if code == CRASHED:
        message = f"openapi-spec-validator cannot check this part ({message})"
        return unplaced(code, pointer, message, level=Level.WARNING)
    return unplaced(code, pointer, message, _HINTS.get(code, ""), level)


def _bounded(found: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of the first facts, and one that counts the rest by kind."""
    facts = dict.fromkeys((item.code, item.message) for item in found)
    first = set(list(facts)[:MAXIMUM])
    rest = [item for item in found if (item.code, item.message) not in first]
    if not rest:
        return found
    counts = Counter(item.code for item in rest)
    kinds = ", ".join(f"{count} {code}" for code, count in counts.most_common())
    levels = {item.level for item in rest}
    level = Level.ERROR if Level.ERROR in levels else Level.WARNING
    text = f"and {len(rest)} more: {kinds}"
    shown = [item for item in found if (item.code, item.message) in first]
    return [*shown, unplaced("more-findings", "", text, level=level)]


_DIALECT = {"$id", "$schema", "$anchor", "$dynamicAnchor", "jsonSchemaDialect"}
"""Keywords that change how the validator resolves references; ours are plain by now."""

_STAND_INS: dict[str, dict[str, Any]] = {
    "parameters": {"in": "query", "schema": {}},
    "responses": {"description": ""},
    "requestBody": {"content": {}},
    "requestBodies": {"content": {}},
    "headers": {"schema": {}},
}
"""What is put in the place of a reference that leads nowhere, by what holds it."""


_DROPPED = object()
_LONGEST_CHAIN = 100


def digestible(root: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The document without dangling references, and the pointers where they were.

    What needs no change is shared with the input, which is not changed.
    """
    holes: list[str] = []
    paths = root.get("paths")
    if isinstance(paths, dict) and any(key.startswith("x-") for key in paths):
        # The validator takes extensions for path items.
        items = {key: v for key, v in paths.items() if not key.startswith("x-")}
        root = {**root, "paths": items}
    clean: dict[str, Any] = _patched(root, "", ("", ""), holes)
    return clean, holes


def _patched(value: Any, pointer: str, held: tuple[str, str], holes: list[str]) -> Any:
    """Args: held: the two keys above the value."""
    if isinstance(value, dict):
        if value.get("x-regen-dangling") is True:
            holes.append(pointer)
            return _stand_in(held, len(holes))
        items: Any = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        return value
    changed: dict[Any, Any] = {}
    for key, item in items:
        if isinstance(item, dict | list):
            inner = _patched(item, below(pointer, key), (held[1], key), holes)
            if inner is not item:
                changed[key] = inner
        elif key in _DIALECT and isinstance(item, str):
            changed[key] = _DROPPED
    return _with(value, changed) if changed else value


def _with(value: Any, changed: dict[Any, Any]) -> Any:
    if isinstance(value, list):
        return [changed.get(index, item) for index, item in enumerate(value)]
    merged = {**value, **changed}
    return {key: item for key, item in merged.items() if item is not _DROPPED}


def _stand_in(held: tuple[Any, Any], number: int) -> dict[str, Any]:
    for key in held[::-1]:
        if key in _STAND_INS:
            new = dict(_STAND_INS[key])
            return {"name": f"hole{number}", **new} if key == "parameters" else new
    return {}


def home(root: Any, tokens: tuple[str | int, ...]) -> str:
    """Canonical pointer of a path that passes through references."""
    value, pointer = root, ""
    for token in tokens:
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(value, dict) or token in value or "$ref" not in value:
                break
            pointer = str(value["$ref"]).removeprefix("#")
            try:
                value = value_at(root, pointer)
            except (LookupError, ValueError):
                return pointer
        pointer = below(pointer, token)
        value = _item(value, token)
    return pointer


def _item(value: Any, token: str | int) -> Any:
    """The member of an object or a list; `None` if there is none."""
    try:
        return value[int(token)] if isinstance(value, list) else value[str(token)]
    except (LookupError, ValueError, TypeError):
        return None
