"""Operation ids that are not unique (OpenAPI 3.2, section 4.10.1, `operationId`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regen.diagnostics import Level

from .kinds import METHODS
from .pointers import below
from .remarks import Remark


def duplicate_ids(root: dict[str, Any]) -> Iterator[Remark]:
    """Operations whose id another operation has before them.

    Between different paths it is a warning: all operations are kept, and the path tells
    them apart for good. On one path it is an error: there the id is all that names
    an operation, and one of the two is a slip that only the author can put right.
    """
    seen: dict[str, str] = {}
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        here: dict[str, str] = {}
        for method in METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            name = operation.get("operationId") if isinstance(operation, dict) else None
            if not isinstance(name, str):
                continue
            pointer = below("/paths", path, method, "operationId")
            if name in here:
                yield _duplicate(name, pointer, f"{here[name]} {path}", Level.ERROR)
            elif name in seen:
                yield _duplicate(name, pointer, seen[name], Level.WARNING)
            here.setdefault(name, method)
            seen.setdefault(name, f"{method} {path}")


def _duplicate(name: str, pointer: str, other: str, level: Level) -> Remark:
    text = f"operationId {name[:80]!r} is also that of {other[:120]}"
    hint = "give each operation an id of its own"
    return Remark("duplicate-operation-id", pointer, text, hint, level.value)
