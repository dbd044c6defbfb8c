"""What openapi-spec-validator says of one document, for any process to ask."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from regen.diagnostics import Diagnostic, Level

from ..document import pointer_of, unplaced
from ..pointers import below, value_at, within
from ..version import V2_0, Version, version_of

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
    from .validator import iter_errors
    from .validator_messages import explain

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
    return _bounded(list(found.values()))


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
        return message.startswith("'file' is not one of")
    if list(place[:1]) != ["paths"] or len(place) < 2:
        return False
    marked = {name.strip("+*"): name for name in _MARKED.findall(str(place[1]))}
    return any(
        message.startswith(f"path parameter {plain!r} does not occur")
        or message.endswith(f"is declared for `{{{name}}}`")
        for plain, name in marked.items()
    )


def _is_hole(item: Diagnostic, holes: Iterable[str]) -> bool:
    """Whether it is about what stands in the place of a dangling reference."""
    return any(within(pointer_of(item), hole) for hole in holes)


def _is_echo(item: Diagnostic, found: Iterable[Diagnostic]) -> bool:
    """Whether it is known already why the validator broke down there."""
    return item.code == CRASHED and any(
        within(pointer_of(known), pointer_of(item)) for known in found
    )


def _key(item: Diagnostic) -> tuple[str, ...]:
    """What makes a diagnostic a new one; one reason against a default will do.

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
        try:
            value = value[int(token)] if isinstance(value, list) else value[str(token)]
        except (LookupError, ValueError, TypeError):
            value = None
    return pointer
