"""After a change, the validator sees what changed and all that depends on it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from regen.source.seen import Parts

ROOT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/a/{id}": {"get": {"schema": {"$ref": "#/components/schemas/A"}}},
        "/b": {"get": {"schema": {"$ref": "#/components/schemas/B"}}},
        "/c": {"$ref": "#/paths/~1b"},
    },
    "webhooks": {"w": {"$ref": "#/components/pathItems/W"}},
    "components": {
        "schemas": {
            "A": {"properties": {"leaf": {"$ref": "#/components/schemas/Leaf"}}},
            "B": {"type": "string"},
            "Leaf": {"type": "string"},
        },
        "pathItems": {"W": {"post": {}}},
    },
}


def after(change: dict[str, Any], *path: str) -> dict[str, Any]:
    """What is to be seen once the value at `path` is updated."""
    root = copy.deepcopy(ROOT)
    node = root
    for key in path:
        node = node[key]
    node.update(change)
    return Parts(root).unseen(Parts(ROOT).digests)


def names(root: dict[str, Any]) -> tuple[set[str], set[str]]:
    return set(root["paths"]), set(root["components"]["schemas"])


def test_nothing_is_left_of_a_document_that_was_seen() -> None:
    assert Parts(ROOT).unseen(Parts(copy.deepcopy(ROOT)).digests) == {}


def test_all_of_a_new_document_is_to_be_seen() -> None:
    assert Parts(ROOT).unseen({}) is ROOT


def test_what_refers_to_a_changed_part_is_seen_again() -> None:
    left = after({"type": "integer"}, "components", "schemas", "Leaf")
    assert names(left) == ({"/a/{id}"}, {"A", "Leaf"})
    left = after({"type": "integer"}, "components", "schemas", "B")
    assert names(left) == ({"/b", "/c"}, {"B"})


def test_what_a_changed_part_refers_to_is_there() -> None:
    left = after({"summary": "Other"}, "paths", "/a/{id}")
    assert names(left) == ({"/a/{id}"}, {"A", "Leaf"})


def test_what_the_rest_refers_to_is_always_there() -> None:
    left = after({"type": "integer"}, "components", "schemas", "B")
    assert left["components"]["pathItems"] == {"W": {"post": {}}}


def test_what_referred_to_a_part_that_is_gone_is_seen_again() -> None:
    root = copy.deepcopy(ROOT)
    del root["components"]["schemas"]["Leaf"]
    left = Parts(root).unseen(Parts(ROOT).digests)
    assert names(left) == ({"/a/{id}"}, {"A"})


@pytest.mark.parametrize("key", ["info", "webhooks"])
def test_a_change_elsewhere_needs_all(key: str) -> None:
    assert names(after({"x": {}}, key)) == names(ROOT)


def test_a_reference_to_all_needs_all() -> None:
    left = after({"$ref": "#"}, "components", "schemas", "B")
    assert names(left) == names(ROOT)


def test_a_part_that_is_no_object_refers_to_nothing() -> None:
    root = after({"B": None}, "components", "schemas")
    assert root["components"]["schemas"]["B"] is None


def test_references_are_those_of_the_document() -> None:
    """Whatever characters they are made of, and whatever looks like one."""
    odd = 'a "b" \\\\ \\n \u00e9 ~1'
    target = {"$ref": f"#/components/schemas/{odd}"}
    shown = {"description": '"$ref":"#/components/schemas/Shown"', "x": {"$ref": 1}}
    members = {"User": {"not": target}, odd.replace("~1", "/"): {}, "Shown": {}}
    root = {**ROOT, "components": {"schemas": {**members, "Other": shown}}}
    changed = copy.deepcopy(root)
    for name in (odd.replace("~1", "/"), "Shown"):
        changed["components"]["schemas"][name] = {"type": "string"}
    left = Parts(changed).unseen(Parts(root).digests)
    assert set(left["components"]["schemas"]) == {*members}
