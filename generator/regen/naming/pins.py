"""The names that the manifest keeps from one run to the next.

What an earlier run wrote is read as text that nobody vouches for: people edit the
manifest, and merges join two of them.

A name is kept under a key, which is the meaning of a declaration, never a position. It
is the JSON pointer of the place, with these changes:

- a parameter is its location and name: `/parameters/query:kind/schema`;
- a variant (an item of `oneOf`, `anyOf`, `prefixItems`) is the first of these that no
  other variant beside it shares: its `$ref`, its title, the constants of its properties
  (that of the discriminator first), the names of its properties, a digest of its
  content;
- what `allOf` includes belongs to the schema itself: `/allOf/0` is left out.

So a name stays with its thing when others are put before it, removed or reordered.
"""

from __future__ import annotations

import json
import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize

from regen.ir import ParameterLocation, SchemaId
from regen.source.pointers import below, escape, split, value_at

from .words import LIMIT, capped, digest

Named = TypeVar("Named")

_ROOM = LIMIT + 20  # a capped name may carry a number


def section(pinned: Any, *keys: str) -> Mapping[str, Any]:
    """The object under these keys; empty if there is none."""
    for key in keys:
        pinned = pinned.get(key) if isinstance(pinned, Mapping) else None
    return pinned if isinstance(pinned, Mapping) else {}


def declarations(pinned: Any) -> set[str]:
    """The keys of all declarations with a name that is kept."""
    names = ("declarations", "fields", "members")
    return {key for name in names for key in section(pinned, name)}


def valid(
    names: Mapping[Named, Any], is_fit: Callable[[str], bool] | None = None
) -> dict[Named, str]:
    """Those entries of `names` that are identifiers fit to be written as code."""
    return {
        key: name
        for key, name in names.items()
        if isinstance(name, str) and is_safe(name) and (is_fit is None or is_fit(name))
    }


def is_safe(name: str) -> bool:
    """Whether `name` is a public identifier in normal form."""
    return (
        len(name) <= _ROOM
        and name.isidentifier()
        and not name.startswith("_")
        and not keyword.iskeyword(name)
        and (name.isascii() or normalize("NFKC", name) == name)
    )


def argument(location: ParameterLocation, wire_name: str) -> str:
    """The key of a parameter: the wire name behind its location, `query:limit`."""
    return f"{location.value}:{wire_name}"


def member(value: str | int | float) -> str:
    """The key of an enum value: strings as they are, numbers as JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and value.bit_length() > 2048:
        return hex(value)
    return json.dumps(value)


def of_renamed(
    groups: Mapping[str, Mapping[str, str]],
) -> dict[str, dict[str, str]]:
    """The names that differ from what they name; groups without any are left out."""
    found = {
        group: {
            key: name
            for key, name in names.items()
            if name not in (key, key.partition(":")[2])
        }
        for group, names in groups.items()
    }
    return {group: names for group, names in found.items() if names}


_NAMED = frozenset(("properties", "patternProperties", "$defs", "definitions"))
_ANNOTATIONS = frozenset(("description", "example", "examples", "deprecated"))
_POSITION_IN_ALL_OF = re.compile(r"/allOf/\d+(?=/|$)")
_HAS = "has"
_KINDS = ("enum", "oneOf", "anyOf", "allOf", "items", "type")
_CONTENTS = frozenset((*_KINDS, _HAS, "any"))
"""Kinds of contents whose tokens say what is in them."""
_MOST_SCHEMAS = 200
"""How many included schemas are looked through for one keyword."""


class Key(NamedTuple):
    """The key of a declaration, and the one that an earlier run gave it, or empty."""

    key: str
    old: str


def keys(
    ids: Iterable[SchemaId], root: Mapping[str, Any], old: Iterable[str]
) -> dict[SchemaId, Key]:
    """The keys of these declarations.

    Args:
        root: the document that their pointers lead into.
        old: the keys in the manifest. They may be pointers with positions, as regen
            wrote them once: these are found as long as nothing has moved.
    """
    reader = _Reader(root, old)
    found: dict[SchemaId, Key] = {}
    used: Counter[str] = Counter()
    for id_ in sorted(ids):
        place = reader.place(id_.pointer)
        used[place.key] += 1
        number = f"~{used[place.key]}" if used[place.key] > 1 else ""
        found[id_] = Key(place.key + number, reader.pinned(place.old + number))
    return found


class _Place(NamedTuple):
    """A place in the document.

    Attributes:
        nodes: what stands there; behind it what holds there, too, as what stands beside
            a union holds for each variant.
        key: its key.
        old: the key in the manifest, as far as it is there.
    """

    nodes: tuple[Any, ...]
    key: str
    old: str


class _Reader:
    """Reads places along their pointers, each once."""

    def __init__(self, root: Mapping[str, Any], old: Iterable[str]) -> None:
        self._root = root
        self._places = {"": _Place((root,), "", "")}
        self._old = {_POSITION_IN_ALL_OF.sub("", key): key for key in old}
        self._old_tokens: dict[str, set[str]] = {}
        for key in self._old:
            start = 0
            while (start := key.find("/", start) + 1) > 0:
                tokens = self._old_tokens.setdefault(key[: start - 1], set())
                tokens.add(key[start:].partition("/")[0])

    def pinned(self, key: str) -> str:
        """The key as the manifest spells it; empty if it is not there."""
        return self._old.get(key, "")

    def place(self, pointer: str) -> _Place:
        """What stands at `pointer`."""
        if pointer not in self._places:
            parent, _, _ = pointer.rpartition("/")
            self._places[pointer] = self._child(parent, split(pointer)[-1])
        return self._places[pointer]

    def _child(self, parent: str, token: str) -> _Place:
        above = self.place(parent)
        first = above.nodes[0] if above.nodes else None
        if isinstance(first, list) and token.isdecimal() and int(token) < len(first):
            for index, item in enumerate(self._items(parent, above)):
                self._places[below(parent, index)] = item
            return self._places[below(parent, token)]
        nodes = self._holding(above.nodes, token)
        if nodes and isinstance(nodes[0], list):
            nodes = (nodes[0], *above.nodes)
            if token == "allOf":
                return _Place(nodes, above.key, above.old)
        step = f"/{escape(token)}"
        return _Place(nodes, above.key + step, above.old + step)

    def _holding(self, nodes: Sequence[Any], token: str) -> tuple[Any, ...]:
        """What these schemas, and those that they include, have at `token`."""
        schemas, found = list(nodes), list[Any]()
        for index in range(_MOST_SCHEMAS):
            if index == len(schemas):
                break
            node = schemas[index]
            if isinstance(node, dict):
                if token in node:
                    found.append(node[token])
                schemas += self._included(node)
        return tuple(found)

    def _included(self, node: dict[str, Any]) -> Iterator[Any]:
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            with suppress(LookupError):
                yield value_at(self._root, reference[1:])
        parts = node.get("allOf")
        yield from parts if isinstance(parts, list) else ()

    def _items(self, pointer: str, above: _Place) -> Iterator[_Place]:
        """The places of an array, in the order of the array."""
        listed, *owners = above.nodes
        if pointer.endswith("/allOf"):
            for item in listed:
                yield _Place((item, *owners), above.key, above.old)
            return
        own = _distinct([list(_candidates(item, owners)) for item in listed])
        known = self._old_tokens.get(above.old, set())
        for item, words, old in zip(listed, own, _matched(own, known), strict=True):
            key, before = f"{above.key}/{words[0]}", f"{above.old}/{old}"
            yield _Place((item, *owners), key, before)


def _distinct(candidates: Sequence[list[str]]) -> list[list[str]]:
    """Of the words for each item those that no other item shares; at least one."""
    shared = Counter(word for words in candidates for word in dict.fromkeys(words))
    numbers: Counter[str] = Counter()
    found = []
    for words in candidates:
        own = [escape(word) for word in words if shared[word] == 1]
        if not own:  # equal to another one: which is which makes no difference
            last = escape(words[-1])
            numbers[last] += 1
            own = [last if numbers[last] == 1 else f"{last}~{numbers[last]}"]
        found.append(own)
    return found


def _matched(own: Sequence[Sequence[str]], known: set[str]) -> list[str]:
    """The token of each item in the manifest; its own first word if it is new.

    An item that is known by its content is still itself when some of that has changed:
    the one that has most properties in common, or is of its kind.

    Args:
        own: the words for each item.
        known: the tokens in the manifest.
    """
    found = [
        next((word for word in (*words, str(index)) if word in known), "")
        for index, words in enumerate(own)
    ]
    left = sorted(known.difference(found))
    new = [index for index, token in enumerate(found) if not token]
    for index in new:
        found[index] = own[index][0]
        likest = max(left, key=partial(_in_common, own[index]), default="")
        common = _in_common(own[index], likest)
        rivals = (_in_common(own[other], likest) for other in new if other > index)
        if common and common >= max(rivals, default=0):
            found[index] = likest
            left.remove(likest)
    return found


def _in_common(words: Sequence[str], token: str) -> int:
    """How much of its content an item has in common with what has this token."""
    kind, _, content = token.partition(":")
    if kind not in _CONTENTS:
        return 0
    own = [word.partition(":")[2] for word in words if word.startswith(f"{kind}:")]
    if kind != _HAS:
        return len(own)
    listed = set(content.split(","))
    return max((len(listed & set(text.split(","))) for text in own), default=0)


def _candidates(item: Any, owners: Sequence[Any]) -> Iterator[str]:
    """What tells an item of an array from its neighbours, the best first."""
    if isinstance(item, dict):
        if isinstance(item.get("$ref"), str):
            yield capped(f"ref:{item['$ref'].rpartition('/')[2]}")
        if isinstance(item.get("in"), str) and isinstance(item.get("name"), str):
            yield f"{item['in']}:{item['name']}"
        if isinstance(item.get("title"), str) and item["title"]:
            yield capped(f"title:{item['title']}")
        yield from _constants(item, owners)
        if isinstance(item.get("properties"), dict):
            yield capped(f"{_HAS}:{','.join(sorted(item['properties']))}")
    kind = "any"
    if isinstance(item, dict):
        kind = next((word for word in _KINDS if word in item), kind)
    yield f"{kind}:{digest(json.dumps(_content(item), sort_keys=True), 8)}"


def _constants(item: dict[str, Any], owners: Sequence[Any]) -> Iterator[str]:
    """The value of the discriminator; then all values that are fixed."""
    properties = item.get("properties")
    found = {
        name: value
        for name, node in (properties.items() if isinstance(properties, dict) else ())
        if (value := _constant(node))
    }
    tags = [owner.get("discriminator") for owner in owners if isinstance(owner, dict)]
    for tag in tags:
        name = tag.get("propertyName") if isinstance(tag, dict) else tag
        if isinstance(name, str) and name in found:
            yield capped(f"{name}={found[name]}")
    if found:
        yield capped(",".join(f"{name}={found[name]}" for name in sorted(found)))
    if own := _constant(item):
        yield capped(f"={own}")


def _constant(node: Any) -> str:
    """The only value of a schema as JSON text; empty if it has more than one."""
    if not isinstance(node, dict):
        return ""
    listed = [node["const"]] if "const" in node else node.get("enum")
    one = isinstance(listed, list) and len(listed) == 1
    return json.dumps(listed[0], sort_keys=True) if one and listed else ""


def _content(node: Any, named: bool = False) -> Any:
    """A schema without what it says for people only.

    Args:
        named: whether the keys are names of the document's own.
    """
    if isinstance(node, list):
        return [_content(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _content(value, not named and key in _NAMED)
        for key, value in node.items()
        if named or key not in _ANNOTATIONS
    }
