"""Published documents: every schema becomes a type that keeps its promises."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from regen import ir
from regen.ir.walk import refs, types_of, walk
from regen.model.reader import Unsupported, child
from regen.model.schemas import Schemas
from regen.source.bundle import bundle
from regen.source.load import load_file
from regen.source.swagger import upgrade

CORPUS = Path(os.environ.get("REGEN_CORPUS", "/nonexistent"))
NAMES = (
    "qovery/openapi.yaml",
    "qovery/websocket-openapi.yaml",
    "kubernetes/v3-core-v1.json",
    "adyen/CheckoutService-v72.yaml",
    "train-travel/openapi.yaml",
    "docker/engine-swagger.yaml",
    "discord/openapi.json",
    "misc/xsoar.json",
)


@pytest.mark.corpus
@pytest.mark.parametrize("name", NAMES)
def test_every_schema_of_a_published_document_becomes_a_type(name: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip("REGEN_CORPUS does not hold this document")
    document = upgrade(bundle(load_file(CORPUS / name)))
    built = Schemas(document)
    types = [type_ for d in built.declarations.values() for type_ in types_of(d)]
    for pointer in schemas_outside_components(document.root):
        with contextlib.suppress(Unsupported):  # xsoar.json has dangling references
            types.append(built.type_at(pointer, ("inline",)))
    assert types
    assert set(refs(types)) <= set(built.declarations)
    for type_ in types:
        for inner in walk(type_):
            keeps_its_promise(inner)


def keeps_its_promise(type_: ir.Type) -> None:
    match type_:
        case ir.Nullable(inner):
            assert not isinstance(inner, ir.Nullable | ir.Null | ir.Anything)
        case ir.UnionOf(variants):
            assert len(variants) >= 2
            assert len(set(map(repr, variants))) == len(variants)
            never = ir.Nullable | ir.Null | ir.Anything | ir.Never
            assert not any(isinstance(variant, never) for variant in variants)


def schemas_outside_components(root: Any) -> Iterator[str]:
    stack: list[tuple[Any, str]] = [(root, "")]
    while stack:
        node, pointer = stack.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                place = child(pointer, key)
                if key == "schema" and isinstance(value, dict):
                    yield place
                elif place != "/components/schemas" and "example" not in key:
                    stack.append((value, place))
        elif isinstance(node, list):
            stack.extend((v, child(pointer, i)) for i, v in enumerate(node))
