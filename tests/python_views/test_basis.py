"""Files with the same basis have the same text, whatever else a document says."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from regen.config import from_flags
from regen.diagnostics import RegenError
from regen.model.api import build_api
from regen.naming import Names, decide
from regen.outputs.python.layout import plan
from regen.render import render
from regen.source.inputs import read_document
from regen.source.load import read
from regen.source.upgrade import upgrade
from regen.transform import transform

from benchmarks.synthetic import document
from tests.documents.invent import Inventor

Json = dict[str, Any]
EDITS = 12
WORDS = ("description", "title", "default", "deprecated", "readOnly", "writeOnly")
TYPES = ("string", "integer", "object", "array", ["string", "null"], "boolean")


@dataclass(frozen=True)
class Made:
    """What a document becomes: the basis and the text of each file."""

    names: Names
    bases: dict[str, str]
    texts: dict[str, str]


def made(folder: Path, root: Json, before: Made | None) -> Made | None:
    """What comes of a document after another one; `None` if it is refused."""
    path = folder / "api.json"
    path.write_text(json.dumps(root), encoding="utf-8")
    config = from_flags((path,), folder, "client", send_defaults=True)
    try:
        bundled = read_document(read(config.documents), (), allow_urls=False)
        api, findings = build_api(upgrade(bundled), config)
    except RegenError:
        return None
    if any(found.level.value == "error" for found in (*bundled.diagnostics, *findings)):
        return None
    api = transform(api, config)
    pins = before.names.to_pins() if before else None
    names = decide(api, package="client", pinned=pins)
    files = plan(api, names, config).files
    bases = {file.path: file.basis for file in files if file.basis}
    return Made(names, bases, render(files))


def objects(value: Any) -> Iterator[Json]:
    """Every object in a plain value."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


def edit(root: Json, random: Random) -> None:
    """One change, somewhere, that may or may not leave the document valid."""
    target = random.choice(list(objects(root)))
    key = random.choice([*target, "description"]) if target else "description"
    match random.randrange(8):
        case 0:
            target.pop(key, None)
        case 1:
            target[random.choice(WORDS)] = random.choice(("new text", True, 7))
        case 2:
            target["type"] = random.choice(TYPES)
        case 3 if key in target:
            items = list(target.items())
            target.clear()
            target.update((f"{k}2" if k == key else k, v) for k, v in items)
        case 4:
            target["required"] = [key]
        case 5:
            others = [o for o in objects(root) if "$ref" in o]
            if others:
                target[key] = {"$ref": random.choice(others)["$ref"]}
        case 6:
            target["enum"] = ["a", "b", key]
        case _:
            target[key] = copy.deepcopy(random.choice(list(objects(root))))


def compare(folder: Path, root: Json, random: Random) -> tuple[int, int]:
    """Edit a document again and again; how often a file kept, and lost, its basis."""
    kept = lost = 0
    before = made(folder, root, None)
    assert before is not None
    for _ in range(EDITS):
        changed = copy.deepcopy(root)
        edit(changed, random)
        after = made(folder, changed, before)
        if after is None:
            continue
        for path in before.bases.keys() & after.bases.keys():
            if before.bases[path] == after.bases[path]:
                kept += 1
                assert before.texts[path] == after.texts[path], path
            else:
                lost += 1
        root, before = changed, after
    return kept, lost


@pytest.mark.parametrize("seed", range(8))
def test_of_invented_documents(tmp_path: Path, seed: int) -> None:
    version = ("3.0.3", "3.1.0", "3.2.0")[seed % 3]
    kept, lost = compare(tmp_path, Inventor(seed, version).document(), Random(seed))
    assert kept
    assert lost


@pytest.mark.parametrize("seed", range(2))
def test_of_a_larger_document(tmp_path: Path, seed: int) -> None:
    """Most files keep their basis: it says no more than it has to."""
    kept, lost = compare(tmp_path, json.loads(document(20)), Random(seed))
    assert kept > 4 * lost > 0


REFERRING: Json = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/users": {
            "get": {
                "operationId": "listUsers",
                "tags": ["users"],
                "parameters": [
                    {
                        "name": "sort",
                        "in": "query",
                        "explode": False,
                        "schema": {"$ref": "#/components/schemas/Keys"},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "OK",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/User"}
                            }
                        },
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Company": {"type": "object", "properties": {"name": {"type": "string"}}},
            "Keys": {"$ref": "#/components/schemas/Key"},
            "Key": {"type": "array", "items": {"type": "string"}},
            "State": {"type": "string", "enum": ["on", "off"]},
            "User": {
                "type": "object",
                "properties": {
                    "company": {"$ref": "#/components/schemas/Company"},
                    "state": {"$ref": "#/components/schemas/State", "default": "on"},
                },
            },
        }
    },
}
"""A module of models and one of operations that refer to other declarations."""


def in_a_circle(schemas: Json) -> str:
    """The company moves to the module of its owner."""
    back = {"$ref": "#/components/schemas/Company"}
    owner = {"type": "object", "properties": {"of": back, "name": {"type": "string"}}}
    own = {"owner": {"$ref": "#/components/schemas/Owner"}}
    company = schemas.pop("Company")
    schemas |= {"Owner": owner, "Company": {**company, "properties": own}}
    return "models/user.py"


def other_members(schemas: Json) -> str:
    """The default of a field is a member of an enum."""
    schemas["State"]["x-enum-varnames"] = ["ENABLED", "DISABLED"]
    return "models/user.py"


def no_array(schemas: Json) -> str:
    """How a parameter is written depends on what a chain of names leads to."""
    schemas["Key"] = {"type": "string"}
    return "operations/users.py"


@pytest.mark.parametrize("change", [in_a_circle, other_members, no_array])
def test_what_is_referred_to_counts(
    tmp_path: Path, change: Callable[[Json], str]
) -> None:
    before = made(tmp_path, REFERRING, None)
    root = copy.deepcopy(REFERRING)
    path = change(root["components"]["schemas"])
    after = made(tmp_path, root, None)
    assert before is not None
    assert after is not None
    assert before.texts[path] != after.texts[path]
    assert before.bases[path] != after.bases[path]
