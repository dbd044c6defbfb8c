"""Edits of the schemas of a document, of the kinds that real documents live through."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]

_WORDS = ("region", "Kind", "state", "owner", "page_size", "createdAt", "mode", "class")
_UNIONS = ("oneOf", "anyOf")


class Editor:
    """Edits a document at random places; its methods `e_...` are the edits.

    Each edit gives what it did, or nothing where it found no place for itself.

    Attributes:
        done: what was edited, a line an edit.
    """

    def __init__(self, root: Node, seed: int) -> None:
        self.root = root
        self.done: list[str] = []
        self.random = random.Random(seed)
        self.number = 0

    def revise(self, edits: int) -> None:
        """Make so many edits; one that finds no place for itself is not counted."""
        ways = [getattr(self, name) for name in dir(self) if name.startswith("e_")]
        self.done = []
        for _ in range(edits * 20):
            way = self.random.choice(ways)
            if what := way():
                self.done.append(f"{way.__name__[2:]} {what}")
            if len(self.done) == edits:
                return

    def _schemas(self) -> list[tuple[str, Node]]:
        """Every schema object with its pointer, those in operations too."""
        found = []
        for pointer, node in walk(self.root, ""):
            if "/example" in pointer or "/x-" in pointer or "/default" in pointer:
                continue
            above = pointer.rpartition("/")[0].rpartition("/")[2]
            last = pointer.rpartition("/")[2]
            named = above in ("properties", "schemas", "definitions")
            if named or last in ("schema", "items") or above in (*_UNIONS, "allOf"):
                found.append((pointer, node))
        return found

    def _components(self) -> tuple[str, Node]:
        if "swagger" in self.root:
            return "#/definitions/", self.root.setdefault("definitions", {})
        components = self.root.setdefault("components", {})
        return "#/components/schemas/", components.setdefault("schemas", {})

    def some(self, found: list[Any]) -> Any:
        return self.random.choice(found) if found else None

    def _object(self, least: int = 1) -> tuple[str, Node] | None:
        found = [
            (pointer, node)
            for pointer, node in self._schemas()
            if isinstance(node.get("properties"), dict)
            and len(node["properties"]) >= least
        ]
        # Whole components as often as the many inline schemas.
        whole = [item for item in found if item[0].count("/") < 4]
        return self.some(whole if whole and self.random.random() < 0.5 else found)  # type: ignore[no-any-return]

    def word(self) -> str:
        self.number += 1
        word = self.random.choice(_WORDS)
        return word if self.random.random() < 0.6 else f"{word}{self.number}"

    def schema(self, depth: int = 1) -> Node:
        """A new schema."""
        kinds: list[Callable[[], Node]] = [
            lambda: {"type": "string"},
            lambda: {"type": "integer", "format": "int64", "default": 3},
            lambda: {"type": "boolean"},
            lambda: {"type": "string", "format": "date-time"},
            lambda: {"type": "string", "enum": self.values()},
        ]
        if components := list(self._components()[1]):
            at = self._components()[0]
            reference = {"$ref": at + self.random.choice(components)}
            kinds += [lambda: reference, lambda: {"type": "array", "items": reference}]
        if depth:
            kinds += [
                lambda: {
                    "type": "object",
                    "properties": {
                        self.word(): self.schema(depth - 1) for _ in range(2)
                    },
                },
                lambda: {"type": "array", "items": self.schema(depth - 1)},
            ]
        return self.random.choice(kinds)()

    def values(self) -> list[str]:
        return self.random.sample(["new", "open", "on-hold", "done", "1st", "None"], 3)

    def insert(self, into: Node, key: str, value: Any) -> None:
        """Put something anywhere into an object."""
        items = [item for item in into.items() if item[0] != key]
        items.insert(self.random.randint(0, len(items)), (key, value))
        into.clear()
        into.update(items)

    def e_add_property(self) -> str:
        """An optional or, rarely, a required property."""
        if not (found := self._object()):
            return ""
        pointer, node = found
        name = self.word()
        if name in node["properties"]:
            return ""
        self.insert(node["properties"], name, self.schema())
        if self.random.random() < 0.2:
            node["required"] = [*node.get("required", []), name]
        return f"{pointer} {name}"

    def e_remove_property(self) -> str:
        """A property is gone."""
        if not (found := self._object(2)):
            return ""
        pointer, node = found
        name = self.random.choice(list(node["properties"]))
        if _is_tag(self.root, name):
            return ""
        del node["properties"][name]
        node["required"] = [each for each in node.get("required", []) if each != name]
        if not node["required"]:
            del node["required"]
        return f"{pointer} {name}"

    def e_rename_property(self) -> str:
        """A property is called otherwise."""
        if not (found := self._object()):
            return ""
        pointer, node = found
        old, new = self.random.choice(list(node["properties"])), self.word()
        if new in node["properties"] or _is_tag(self.root, old):
            return ""
        renamed(node["properties"], old, new)
        if "required" in node:
            node["required"] = [new if n == old else n for n in node["required"]]
        return f"{pointer} {old} {new}"

    def e_reorder_properties(self) -> str:
        """Properties stand in another order."""
        return self.shuffled(self._object(2), "properties")

    def shuffled(self, found: tuple[str, Node] | None, key: str) -> str:
        if not found:
            return ""
        pointer, node = found
        listed = list(node[key] if isinstance(node[key], list) else node[key].items())
        self.random.shuffle(listed)
        node[key] = listed if isinstance(node[key], list) else dict(listed)
        return pointer

    def e_reorder_components(self) -> str:
        """The components are sorted by somebody, or sorted no more."""
        _, schemas = self._components()
        items = sorted(schemas.items())
        if self.random.random() < 0.5:
            self.random.shuffle(items)
        schemas.clear()
        schemas.update(items)
        return "all"

    def e_toggle_required(self) -> str:
        """A property is required, or is not any more."""
        if not (found := self._object()):
            return ""
        pointer, node = found
        name = self.random.choice(list(node["properties"]))
        required = [*node.get("required", [])]
        if name in required:
            required.remove(name)
        else:
            required.append(name)
        node["required"] = required
        if not required:
            del node["required"]
        return f"{pointer} {name}"

    def e_change_enum(self) -> str:
        """An enum has one more value, one less, or another order."""
        found = [item for item in self._schemas() if _is_enum(item[1])]
        if not (one := self.some(found)):
            return ""
        pointer, node = one
        way = self.random.randint(0, 3)
        if way < 2:
            at = self.random.randint(0, len(node["enum"]))
            node["enum"].insert(at, f"value-{self.random.randint(0, 99)}")
        elif way == 2 and len(node["enum"]) > 2 and "default" not in node:
            node["enum"].pop(self.random.randrange(len(node["enum"])))
        else:
            self.random.shuffle(node["enum"])
        node["enum"] = list(dict.fromkeys(node["enum"]))
        return str(pointer)

    def e_change_all_equal_enums(self) -> str:
        """An enum that was copied to many places has one more value in all of them."""
        found = [item for item in self._schemas() if _is_enum(item[1])]
        if not (one := self.some(found)):
            return ""
        before = list(one[1]["enum"])
        for _, node in found:
            if node["enum"] == before:
                node["enum"] = [*before, "everywhere"]
        return "" if "everywhere" in before else str(one[0])

    def e_change_default(self) -> str:
        """A default is another one, or new."""
        found = [
            (pointer, node)
            for pointer, node in self._schemas()
            if node.get("type") in ("integer", "boolean")
        ]
        if not (one := self.some(found)):
            return ""
        pointer, node = one
        default = self.random.randint(1, 9) if node["type"] == "integer" else True
        node["default"] = default
        return str(pointer)

    def e_change_type(self) -> str:
        """A plain type is another one."""
        found = [
            (pointer, node)
            for pointer, node in self._schemas()
            if node.get("type") in ("integer", "string", "boolean", "number")
            and not {"enum", "default", "const", "discriminator"} & node.keys()
            and not _is_tag(self.root, pointer.rpartition("/")[2])
        ]
        if not (one := self.some(found)):
            return ""
        pointer, node = one
        kind = self.random.choice(["integer", "string", "boolean"])
        kept = {"description": node["description"]} if "description" in node else {}
        node.clear()
        node.update({"type": kind, **kept})
        return f"{pointer} {kind}"

    def e_toggle_nullable(self) -> str:
        """A property may be null."""
        if "swagger" in self.root or not (found := self._object()):
            return ""
        pointer, node = found
        name, part = self.random.choice(list(node["properties"].items()))
        if not isinstance(part, dict) or not isinstance(part.get("type"), str):
            return ""
        if "enum" in part or "const" in part:
            return ""
        if self.root["openapi"].startswith("3.0"):
            part["nullable"] = not part.get("nullable", False)
        else:
            part["type"] = [part["type"], "null"]
        return f"{pointer} {name}"

    def e_describe(self) -> str:
        """A description is written anew."""
        pointer, node = self.some(self._schemas())
        node["description"] = f"Says {self.word()}."
        return str(pointer)

    def _union(self) -> tuple[str, str, Node] | None:
        found = [
            (pointer, key, node)
            for pointer, node in self._schemas()
            for key in _UNIONS
            if isinstance(node.get(key), list)
        ]
        return self.some(found)  # type: ignore[no-any-return]

    def e_add_variant(self) -> str:
        """A union has one more variant."""
        if not (found := self._union()) or "discriminator" in found[2]:
            return ""
        pointer, key, node = found
        node[key].insert(self.random.randint(0, len(node[key])), self.schema())
        return pointer

    def e_remove_variant(self) -> str:
        """A union has one variant less."""
        if not (found := self._union()):
            return ""
        pointer, key, node = found
        if len(node[key]) < 3 or "discriminator" in node:
            return ""
        node[key].pop(self.random.randrange(len(node[key])))
        return pointer

    def e_reorder_variants(self) -> str:
        """The variants of a union stand in another order."""
        if not (found := self._union()):
            return ""
        pointer, key, node = found
        return self.shuffled((pointer, node), key)

    def e_make_union(self) -> str:
        """A property is what it was, or something else."""
        if "swagger" in self.root or not (found := self._object()):
            return ""
        pointer, node = found
        name, part = self.random.choice(list(node["properties"].items()))
        if _is_tag(self.root, name):
            return ""
        node["properties"][name] = {"oneOf": [part, self.schema()]}
        return f"{pointer} {name}"

    def e_move_to_components(self) -> str:
        """An inline schema becomes a component, under a name of its own."""
        at, schemas = self._components()
        found = [
            (pointer, node)
            for pointer, node in self._schemas()
            if ("properties" in node or _is_enum(node)) and pointer.count("/") > 3
        ]
        if not (one := self.some(found)):
            return ""
        pointer, node = one
        name = f"Moved{self.word().title()}"
        if name in schemas:
            return ""
        schemas[name] = dict(node)
        node.clear()
        node["$ref"] = at + name
        return f"{pointer} {name}"

    def e_move_out_of_components(self) -> str:
        """A component is written where it is used once."""
        at, schemas = self._components()
        found = [
            (pointer, node)
            for pointer, node in self._schemas()
            if str(node.get("$ref")).startswith(at)
        ]
        if not (one := self.some(found)):
            return ""
        pointer, node = one
        target = schemas.get(node["$ref"][len(at) :])
        if target is None or node["$ref"] in json.dumps(target):
            return ""
        if "discriminator" in target:
            return ""
        del node["$ref"]
        node.update(copy.deepcopy(target))
        return str(pointer)

    def e_rename_component(self) -> str:
        """A component is called otherwise, everywhere."""
        at, schemas = self._components()
        if not schemas:
            return ""
        old = self.random.choice(list(schemas))
        new = f"{old}V2"
        if new in schemas:
            return ""
        renamed(schemas, old, new)
        for _, node in walk(self.root, ""):
            if node.get("$ref") == at + old:
                node["$ref"] = at + new
            if isinstance(mapping := node.get("mapping"), dict):
                tags = [tag for tag, name in mapping.items() if name in (at + old, old)]
                mapping.update(dict.fromkeys(tags, at + new))
        return f"{old} {new}"


def walk(root: Any, pointer: str, node: Any = None) -> Iterator[tuple[str, Node]]:
    """Every object with its pointer; each once, at the first of its places."""
    waiting = [(pointer, root if node is None else node)]
    while waiting:
        here, item = waiting.pop()
        if isinstance(item, dict):
            yield here, item
            waiting += [
                (f"{here}/{str(key).replace('~', '~0').replace('/', '~1')}", value)
                for key, value in item.items()
            ]
        elif isinstance(item, list):
            waiting += [(f"{here}/{index}", each) for index, each in enumerate(item)]


def renamed(names: Node, old: str, new: str) -> None:
    items = [(new if key == old else key, value) for key, value in names.items()]
    names.clear()
    names.update(items)


def _is_enum(node: Node) -> bool:
    listed = node.get("enum")
    return (
        isinstance(listed, list)
        and len(listed) > 1
        and all(isinstance(value, str) for value in listed)
    )


def _is_tag(root: Node, name: str) -> bool:
    """Whether a discriminator names this property."""
    text = json.dumps(root)
    return f'"propertyName": "{name}"' in text or f'"discriminator": "{name}"' in text
