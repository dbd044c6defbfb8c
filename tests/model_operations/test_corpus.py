"""Real documents: as many operations come out as went in, and every `Ref` resolves."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from regen import ir
from regen.diagnostics import Diagnostic, Level
from regen.ir.walk import refs, types_of
from regen.model import reader as nodes
from regen.model.build import build_api
from regen.source.bundle import bundle
from regen.source.load import load_file
from regen.source.spec import METHODS
from regen.source.swagger import upgrade

from .building import configure

CORPUS = Path(os.environ.get("REGEN_CORPUS", ""))


def documents() -> list[str]:
    """The entry points of all documents that are not broken on purpose."""
    manifest = CORPUS / "MANIFEST.tsv"
    if "REGEN_CORPUS" not in os.environ or not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [row["path"] for row in rows if row["tier"] != "broken"]


def operations_in(root: dict[str, Any]) -> int:
    """How many operations the paths of a bundled document have."""
    total = 0
    tree = nodes.Tree(root)
    for path in root.get("paths") or {}:
        if path.startswith("x-"):
            continue
        pointer = nodes.child("/paths", path)
        own = tree[pointer]
        item, _ = tree.follow(own, pointer)
        total += sum(key in METHODS for key in {**own, **item})
        total += len(item.get("additionalOperations") or {})
    return total


def lost(diagnostics: tuple[Diagnostic, ...]) -> int:
    return sum(d.level is Level.ERROR for d in diagnostics)


@pytest.mark.corpus
@pytest.mark.parametrize("path", documents())
def test_operations_in_are_operations_out(path: str) -> None:
    document = upgrade(bundle(load_file(CORPUS / path), allow_urls=False))
    api, diagnostics = build_api(document, configure())
    found = {d.code for d in diagnostics if d.level is Level.ERROR}
    assert found <= {"dangling-reference"}
    assert len(api.operations) + lost(diagnostics) == operations_in(document.root)
    assert len({operation.id for operation in api.operations}) == len(api.operations)
    assert not set(unresolved(api))


def unresolved(api: ir.Api) -> list[ir.SchemaId]:
    """The references of operations and declarations that lead nowhere."""
    types: list[ir.Type] = [p.type for o in api.operations for p in o.parameters]
    for operation in api.operations:
        bodies = [operation.body] if operation.body else []
        for contents in (
            *(body.contents for body in bodies),
            *(response.contents for response in operation.responses),
        ):
            types += [t for c in contents for t in (c.type, c.item) if t is not None]
        types += [r.headers for r in operation.responses if r.headers is not None]
    for declaration in api.declarations.values():
        types += types_of(declaration)
    return [id_ for id_ in refs(types) if id_ not in api.declarations]
