"""Merges several documents; what they share stays once, contradictions are errors.

`info`, `servers` and `security` of the whole document are those of the first. Where a
later document has others, its operations keep them as their own. Where texts or
extensions differ, which shape no code, the first is kept, with a warning.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from regen.diagnostics import Diagnostic, Level, RegenError

from .document import Document
from .pointers import below, join, split, value_at
from .sourcemap import SourceFile, SourceMap
from .spec import METHODS

_MORE = "additionalOperations"
OPERATIONS = frozenset((*METHODS, _MORE))
"""Keys of a path item below which operations stand."""

_MAX_CHAIN = 100
"""References from parameter to parameter."""


class PathItem(Struct, frozen=True):
    """A path item of a document.

    Attributes:
        root: the document; only what a merge moves differs from it.
        source_map: of the document; follows what a merge moves.
        place: its pointer in the document.
    """

    root: dict[str, Any]
    source_map: SourceMap
    place: str
    item: dict[str, Any]


def expanded(part: PathItem) -> PathItem:
    """A path item with the members of its `$ref`'s target, which its own override."""
    item = part.item
    for _ in range(_MAX_CHAIN):
        reference = str(item.get("$ref", ""))
        target = target_of(part.root, reference)
        if not isinstance(target, dict):
            break
        own = {key: value for key, value in item.items() if key != "$ref"}
        for key in target.keys() - own.keys():
            moved = part.source_map.extract(below(reference[1:], key))
            part.source_map.insert(below(part.place, key), moved)
        item = {**target, **own}
    return replace(part, item=item)


def operations(item: dict[str, Any]) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """The operations of a path item, each with the keys that lead to it."""
    found: list[tuple[tuple[str, ...], Any]]
    found = [((key,), value) for key, value in item.items() if key in METHODS]
    more = item.get(_MORE)
    if isinstance(more, dict):
        found += [((_MORE, key), value) for key, value in more.items()]
    return [(path, value) for path, value in found if isinstance(value, dict)]


def with_operation(
    item: dict[str, Any], path: tuple[str, ...], operation: dict[str, Any]
) -> dict[str, Any]:
    """The path item with one of its operations set; neither is changed."""
    head, *rest = path
    if not rest:
        return {**item, head: operation}
    return {**item, head: {**item.get(head, {}), rest[0]: operation}}


def standalone(part: PathItem) -> PathItem:
    """A path item without `parameters` and `servers`, which its operations have."""
    item = {k: v for k, v in part.item.items() if k not in ("parameters", "servers")}
    for path, operation in operations(item):
        changed = dict(operation)
        place = part.place + join(path)
        if "servers" in part.item and not operation.get("servers"):
            changed["servers"] = part.item["servers"]
            shared = part.source_map.extract(f"{part.place}/servers")
            part.source_map.insert(f"{place}/servers", shared)
        moved = _parameters(part, operation, place)
        if moved:
            changed["parameters"] = [value for value, _ in moved]
            maps = [part.source_map.extract(old) for _, old in moved]
            for index, source_map in enumerate(maps):
                part.source_map.insert(f"{place}/parameters/{index}", source_map)
        item = with_operation(item, path, changed)
    return replace(part, item=item)


def _parameters(
    part: PathItem, operation: dict[str, Any], place: str
) -> list[tuple[Any, str]]:
    """The parameters of an operation and where each stands; its own override others."""
    own = _listed(operation.get("parameters"), f"{place}/parameters")
    known = {_identity(part.root, value) for value, _ in own}
    common = _listed(part.item.get("parameters"), f"{part.place}/parameters")
    return [p for p in common if _identity(part.root, p[0]) not in known] + own


def _listed(value: Any, place: str) -> list[tuple[Any, str]]:
    items = value if isinstance(value, list) else []
    return [(item, f"{place}/{i}") for i, item in enumerate(items)]


def _identity(root: Any, parameter: Any) -> tuple[Any, Any] | None:
    """The identity of a parameter: its location and name."""
    for _ in range(_MAX_CHAIN):
        if not isinstance(parameter, dict):
            return None
        if "$ref" not in parameter:
            return parameter.get("in"), parameter.get("name")
        parameter = target_of(root, parameter["$ref"])
    return None


def target_of(root: Any, reference: Any) -> Any:
    """What a local reference leads to; `None` if it leads nowhere."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    try:
        return value_at(root, reference[1:])
    except LookupError:
        return None


_SHARED = ("parameters", "servers")
"""What a path item says for all of its operations."""

_BY_NAME = ("paths", "webhooks")
_OF_ITS_OWN = ("openapi", "$self", "info", "servers", "security", "tags", "components")
"""What is the first document's, or is merged on its own, beside what `_BY_NAME` has."""

_HOME = {"servers": [{"url": "/"}], "security": []}
"""The values that members have where a document leaves them out."""


def merge(documents: Sequence[Document]) -> Document:
    """One document of bundled documents of OpenAPI 3.x; the inputs are not changed.

    Raises:
        RegenError: two documents say different things under the same name.
    """
    merger = _Merger(documents[0])
    for document in documents[1:]:
        merger.add(document)
    if merger.faults:
        raise RegenError(merger.faults)
    files: dict[str, SourceFile] = {}
    for document in documents:
        for file in document.files:
            files.setdefault(file.base, file)
    version = max((str(d.root["openapi"]) for d in documents), key=lambda v: v[:3])
    return replace(
        documents[0],
        root={**merger.root, "openapi": version},
        files=tuple(files.values()),
        source_map=merger.source_map,
        diagnostics=(
            *(found for d in documents for found in d.diagnostics),
            *merger.dropped,
        ),
    )


class _Merger:
    """The document that all documents so far make."""

    def __init__(self, first: Document) -> None:
        self.first = first
        self.root = dict(first.root)
        self.source_map = first.copy_source_map()
        self.faults: list[Diagnostic] = []
        self.dropped: list[Diagnostic] = []
        for key in (*_BY_NAME, "components"):
            if isinstance(self.root.get(key), dict):
                self.root[key] = dict(self.root[key])
        for kind, members in self.root.get("components", {}).items():
            if isinstance(members, dict):
                self.root["components"][kind] = dict(members)

    def add(self, document: Document) -> None:
        """Merge another document into it."""
        document = replace(document, source_map=document.copy_source_map())
        for kind, members in document.root.get("components", {}).items():
            for name in members if isinstance(members, dict) else ():
                self._component(document, kind, name)
        for group in _BY_NAME:
            for name in document.root.get(group) or ():
                self._item(document, group, name)
        tags: list[Any] = document.root.get("tags") or []
        for index, tag in enumerate(tags):
            if isinstance(tag, dict):
                self._tag(document, tag, join(("tags", str(index))))
        own = {
            k: v for k, v in document.root.items() if k not in (*_BY_NAME, *_OF_ITS_OWN)
        }
        self.root = self._with_texts(self.root, "", document, own, "")

    def _tag(self, document: Document, tag: dict[str, Any], old: str) -> None:
        tags: list[Any] = list(self.root.get("tags") or ())
        for index, known in enumerate(tags):
            if isinstance(known, dict) and known.get("name") == tag.get("name"):
                place = join(("tags", str(index)))
                tags[index] = self._with_texts(known, place, document, tag, old)
                break
        else:
            self._came(join(("tags", str(len(tags)))), document, old)
            tags.append(tag)
        self.root["tags"] = tags

    def _with_texts(
        self,
        mine: dict[str, Any],
        place: str,
        document: Document,
        theirs: dict[str, Any],
        old: str,
    ) -> dict[str, Any]:
        """The members of both; of those that contradict, the first, and a warning.

        Args:
            place: of `mine`, and of the result.
            old: the place of `theirs` in its document.
        """
        new = dict(mine)
        for key, value in theirs.items():
            inner = join((key,))
            if key not in new:
                new[key] = value
                self._came(place + inner, document, old + inner)
            elif not _same(new[key], value):
                self.dropped.append(
                    Diagnostic(
                        Level.WARNING,
                        "conflicting-inputs",
                        f"{key!r} is left out: it is another one at"
                        f" {self._now().location(place + inner)}",
                        document.location(old + inner),
                    )
                )
        return new

    def _component(self, document: Document, kind: str, name: str) -> None:
        new = document.root["components"][kind][name]
        members = self.root.setdefault("components", {}).setdefault(kind, {})
        place = join(("components", kind, name))
        if name not in members:
            members[name] = new
            self._came(place, document, place)
        elif not _same(members[name], new):
            hint = "rename it in one of the documents, or make both the same"
            self._clash(document, place, f"the component {name!r}", hint)

    def _item(self, document: Document, group: str, name: str) -> None:
        items = self.root.setdefault(group, {})
        place = join((group, name))
        item = document.root[group][name]
        if not isinstance(item, dict) or not isinstance(items.get(name, {}), dict):
            group_place = join((group,))
            self.root[group] = self._with_texts(
                items, group_place, document, {name: item}, group_place
            )
            return
        item = self._with_defaults(document, item, group)
        new = PathItem(document.root, _source_map(document), place, item)
        if name not in items:
            items[name] = new.item
            self._came(place, document, place)
            return
        old = PathItem(self.root, self.source_map, place, items[name])
        items[name] = self._united(old, new, document)

    def _united(
        self, old: PathItem, new: PathItem, document: Document
    ) -> dict[str, Any]:
        """Two path items of one path as one.

        Args:
            document: of the new one.
        """
        if not _same(old.item.get("$ref"), new.item.get("$ref")):
            old, new = expanded(old), expanded(new)
        if any(not _same(old.item.get(key), new.item.get(key)) for key in _SHARED):
            old, new = standalone(old), standalone(new)
        merged, addition = old.item, new.item
        known, place = dict(operations(merged)), new.place
        for path, operation in operations(addition):
            inner = place + join(path)
            if path not in known:
                merged = with_operation(merged, path, operation)
                self._came(inner, document, inner)
            elif not _same(known[path], operation):
                what = f"the operation {path[-1].upper()} {split(place)[-1]}"
                hint = "leave it out of one of the documents, or make both the same"
                self._clash(document, inner, what, hint)
        texts = {k: v for k, v in addition.items() if k not in OPERATIONS}
        return self._with_texts(merged, place, document, texts, place)

    def _with_defaults(
        self, document: Document, item: dict[str, Any], group: str
    ) -> dict[str, Any]:
        """The path item with what its document says for all operations."""
        keys = ["servers"] if group == "paths" else []
        for key in (*keys, "security"):
            own = document.root.get(key) or _HOME[key]
            if _same(own, self.root.get(key) or _HOME[key]):
                continue
            if key == "servers":
                item = {key: own, **item}
                continue
            for path, operation in operations(item):
                item = with_operation(item, path, {key: own, **operation})
        return item

    def _now(self) -> Document:
        return replace(self.first, root=self.root, source_map=self.source_map)

    def _came(self, place: str, document: Document, old: str) -> None:
        """Note that what stands at `place` stood at `old` in another document."""
        self.source_map.insert(place, _source_map(document).extract(old))

    def _clash(self, document: Document, place: str, what: str, hint: str) -> None:
        first = self._now().location(place)
        self.faults.append(
            Diagnostic(
                Level.ERROR,
                "conflicting-inputs",
                f"{what} is another one at {first}",
                document.location(place),
                f"{hint}; an overlay can do that",
            )
        )


def _source_map(document: Document) -> SourceMap:
    """The source map of a document that was given one of its own."""
    assert document.source_map is not None
    return document.source_map


def _same(left: Any, right: Any) -> bool:
    """Whether two values are the same JSON; `1` is not `true`."""
    return left == right and json.dumps(left, sort_keys=True) == json.dumps(
        right, sort_keys=True
    )
