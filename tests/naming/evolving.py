"""Names stay with their things while a document changes.

A random document is changed at one place: something is inserted, removed, renamed or
moved into the components, or an order changes. Each schema carries a mark of its own in
its description, which no name depends on; so a test knows what a class, an attribute or
a member stands for, before and after.

    python -m tests.naming.evolving --changes 2000 --seed 0
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from regen.config import from_flags
from regen.ir import Enum, Model
from regen.model.build import build_api
from regen.naming import EnumName, ModelName, Names, decide
from regen.source.document import Document
from regen.source.sourcemap import SourceFile

_WORDS = (
    "kind",
    "status",
    "sort",
    "owner",
    "Pet",
    "pet",
    "size",
    "Owner",
    "order",
    "item",
)
_TAG = "tag"
"""A property that tells variants apart, and so is not changed."""
_MARK = "mark "


class Author:
    """Writes schemas, and changes a document at one place.

    Attributes:
        touched: the marks of what the last change was about.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.touched: set[str] = set()
        self._marks = 0

    def document(self) -> dict[str, Any]:
        """A document with inline schemas in all kinds of places."""
        schemas = {name: self.schema(3) for name in self._names()}
        paths = {
            f"/{name}": {"get": self._operation(name, number)}
            for number, name in enumerate(self._names())
        }
        return {
            "openapi": "3.1.0",
            "info": {"title": "Evolving", "version": "1"},
            "paths": paths,
            "components": {"schemas": schemas, "parameters": {}},
        }

    def _operation(self, name: str, number: int) -> dict[str, Any]:
        content = {"application/json": {"schema": self.schema(3)}}
        return {
            "operationId": f"{name}{number}",
            "parameters": [self._parameter(name) for name in self._names()],
            "responses": {"200": {"description": "", "content": content}},
        }

    def _parameter(self, name: str) -> dict[str, Any]:
        return {"name": name, "in": "query", "schema": self.schema(1)}

    def _names(self) -> list[str]:
        return self.random.sample(_WORDS, self.random.randint(1, 4))

    def schema(self, depth: int) -> dict[str, Any]:
        """A schema with its mark: an enum, an object, or something that holds some."""
        kinds: list[Callable[[int], dict[str, Any]]] = [self._enum]
        if depth:
            kinds += [self._object, self._object, self._union, self._array, self._all]
        made = self.random.choice(kinds)(depth)
        self._marks += 1
        return made | {"description": f"{_MARK}{self._marks}"}

    def _enum(self, depth: int) -> dict[str, Any]:
        letters = string.ascii_letters + "$-"
        values = {"".join(self.random.choices(letters, k=2)) for _ in range(3)}
        del depth
        return {"type": "string", "enum": sorted(values)}

    def _object(self, depth: int) -> dict[str, Any]:
        properties = {name: self.schema(depth - 1) for name in self._names()}
        return {"type": "object", "properties": properties}

    def _array(self, depth: int) -> dict[str, Any]:
        return {"type": "array", "items": self.schema(depth - 1)}

    def _all(self, depth: int) -> dict[str, Any]:
        return {"allOf": [self._object(depth) for _ in range(2)]}

    def _union(self, depth: int) -> dict[str, Any]:
        count = self.random.randint(2, 3)
        return {"oneOf": [self._variant(depth) for _ in range(count)]}

    def _variant(self, depth: int) -> dict[str, Any]:
        variant = self.schema(depth - 1)
        if self.random.random() < 0.3:
            variant["title"] = "".join(self.random.choices(string.ascii_letters, k=6))
        elif self.random.random() < 0.3 and "properties" in variant:
            tag = "".join(self.random.choices(string.ascii_letters, k=4))
            variant["properties"][_TAG] = {"type": "string", "const": tag}
        return variant

    def change(self, document: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """A document that differs in one place, and what was done there."""
        ways = [self._insert, self._remove, self._reorder, self._rename, self._move]
        while True:
            changed = copy.deepcopy(document)
            self.touched = set()
            way = self.random.choice(ways)
            if way(changed):
                return way.__name__.strip("_"), changed

    def _insert(self, document: dict[str, Any]) -> bool:
        match self._place(document):
            case ("properties" | "schemas", dict() as names):
                if not (free := [word for word in _WORDS if word not in names]):
                    return False
                items = list(names.items())
                at = self.random.randint(0, len(items))
                items.insert(at, (self.random.choice(free), self.schema(2)))
                names.clear()
                names.update(items)
            case ("parameters", list() as listed):
                taken = {item.get("name") for item in listed}
                free = [word for word in _WORDS if word not in taken]
                at = self.random.randint(0, len(listed))
                listed.insert(at, self._parameter(self.random.choice(free)))
            case ("oneOf", list() as listed):
                listed.insert(self.random.randint(0, len(listed)), self._variant(2))
            case ("allOf", list() as listed):
                listed.insert(0, {"type": "object", "minProperties": 1})
            case _:
                return False
        return True

    def _remove(self, document: dict[str, Any]) -> bool:
        _, holder = self._place(document)
        if len(holder) < 3:
            return False
        key = self.random.choice(list(_keys(holder)))
        if key == _TAG:
            return False
        self.touched |= marks(holder[key])
        del holder[key]
        return True

    def _reorder(self, document: dict[str, Any]) -> bool:
        _, holder = self._place(document)
        if isinstance(holder, list):
            self.random.shuffle(holder)
        else:
            items = list(holder.items())
            self.random.shuffle(items)
            holder.clear()
            holder.update(items)
        return True

    def _rename(self, document: dict[str, Any]) -> bool:
        match self._place(document):
            case ("properties", dict() as names):
                old = self.random.choice(list(names))
                if old == _TAG or len(names) < 2:
                    return False
                new = self.random.choice([w for w in _WORDS if w not in names])
                self.touched |= marks(names[old])
                items = [(new if k == old else k, v) for k, v in names.items()]
                names.clear()
                names.update(items)
            case ("parameters", list() as listed):
                item = self.random.choice(listed)
                taken = {other.get("name") for other in listed}
                self.touched |= marks(item)
                item["name"] = self.random.choice([w for w in _WORDS if w not in taken])
            case _:
                return False
        return True

    def _move(self, document: dict[str, Any]) -> bool:
        kind, holder = self._place(document)
        key = self.random.choice(list(_keys(holder)))
        part = holder[key]
        if kind not in ("properties", "oneOf") or "$ref" in part:
            return False
        self.touched |= marks(part)
        schemas = document["components"]["schemas"]
        schemas[f"Moved{len(schemas)}"] = part
        holder[key] = {"$ref": f"#/components/schemas/Moved{len(schemas) - 1}"}
        return True

    def _place(self, document: dict[str, Any]) -> tuple[str, Any]:
        """A part of the document that holds several things of one kind."""
        return self.random.choice([p for p in _places(document) if len(p[1])])


def _keys(holder: Any) -> Iterator[Any]:
    return iter(holder) if isinstance(holder, dict) else iter(range(len(holder)))


def _places(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _places(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("oneOf", "allOf", "properties", "schemas") or (
                key == "parameters" and isinstance(value, list)
            ):
                yield key, value
            yield from _places(value)


def marks(node: Any) -> set[str]:
    """The marks of a schema and of all schemas in it."""
    if isinstance(node, list):
        return {mark for item in node for mark in marks(item)}
    if not isinstance(node, dict):
        return set()
    own = str(node.get("description", ""))
    inside = {mark for value in node.values() for mark in marks(value)}
    return inside | {own} if own.startswith(_MARK) else inside


def named(document: dict[str, Any], pinned: Any) -> tuple[dict[str, Any], Names]:
    """What stands for each mark: its class, and its attributes or members."""
    source = SourceFile("api.yaml", "", document, lambda _: (1, 1))
    config = from_flags((Path("api.yaml"),), Path(), "package")
    api, _ = build_api(Document(document, source), config)
    names = decide(api, package="package", pinned=pinned, root=document)
    found: dict[str, Any] = {}
    for id_, item in api.declarations.items():
        name = names.declarations[id_]
        mark = item.doc.description
        match item, name:
            case Model(fields=fields), ModelName():
                own = {f.doc.description: name.fields[f.wire_name] for f in fields}
                own = {k: v for k, v in own.items() if k.startswith(_MARK)}
                found[mark] = (name.module, name.name, own)
            case Enum(members=members), EnumName():
                values = [member.value for member in members]
                by_value = dict(zip(values, name.members, strict=True))
                found[mark] = (name.module, name.name, by_value)
            case _:
                found[mark] = (name.module, name.name, {})
    return found, names


def _kept(names: Names) -> Any:
    return json.loads(json.dumps(names.to_pins()))


def moved(
    seed: int, changes: int, keep: Callable[[Names], Any] = _kept
) -> Iterator[str]:
    """What changed its name in the life of one document without being touched.

    Args:
        keep: what one run leaves to the next.
    """
    author = Author(seed)
    document = author.document()
    before, names = named(document, None)
    for number in range(changes):
        way, document = author.change(document)
        after, names = named(document, keep(names))
        for mark in before.keys() & after.keys() - author.touched:
            if mark.startswith(_MARK) and (
                difference := _difference(before[mark], after[mark], author.touched)
            ):
                yield f"seed {seed}, change {number} ({way}): {mark}: {difference}"
        before = after


def _difference(
    old: tuple[str, str, Any], new: tuple[str, str, Any], touched: set[str]
) -> str:
    if old[:2] != new[:2]:
        return f"{old[:2]} is {new[:2]}"
    lost = {
        k: v
        for k, v in old[2].items()
        if k in new[2] and new[2][k] != v and k not in touched
    }
    return f"{lost} in {old[1]} are {new[2]}" if lost else ""


def main(arguments: list[str], show: Callable[[str], None] = print) -> int:
    """The command of the docstring above; 1 if a name moved."""
    parser = argparse.ArgumentParser(description="Change documents, watch names.")
    parser.add_argument("--changes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    count = 0
    for seed in range(given.seed, given.seed + given.changes // 20):
        for line in moved(seed, 20):
            count += 1
            show(line)
    show(f"{given.changes} changes, {count} names moved")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
