"""Which operations of a document can do without the references that lead nowhere.

Deliberately not how regen finds it: the operation is walked as it stands in the file.
Only local references; that is what the documents with dangling references have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

_SCHEMAS = ("#/components/schemas/", "#/definitions/")
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}


def independent(path: Path) -> int:
    """How many operations lead to no dangling reference but those to schemas."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return sum(
        not _dangles(document, [operation, item.get("parameters", [])])
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in METHODS
    )


def _dangles(document: Any, start: Any) -> bool:
    """Whether a reference that leads nowhere can be reached."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for reference in _references(waiting.pop()):
            if reference in seen:
                continue
            seen.add(reference)
            try:
                waiting.append(_target(document, reference))
            except (KeyError, IndexError, ValueError):
                if not reference.startswith(_SCHEMAS):  # which costs its type alone
                    return True
    return False


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference
        for key, inner in value.items():
            if key not in ("example", "examples", "default", "enum"):
                yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _target(document: Any, reference: str) -> Any:
    """What a local reference leads to."""
    if not reference.startswith("#/"):
        raise ValueError(reference)
    value = document
    for token in unquote(reference[2:]).split("/"):
        key = token.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value
