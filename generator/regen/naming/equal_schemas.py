"""Makes one class of equal inline schemas that play the same part.

Documents repeat themselves where they have no component to refer to: the body of an
error, a set of headers, the items of a list. Two inline schemas are one declaration if
they say the same and play the same part: a success, a failure, headers, or a property,
parameter or list item of the same name. Bodies of whole requests stay apart: each
belongs to its operation, and a field that one of them gains must not give another class
to the callers of the other. In one request, the media types of a body play one part.

In which direction a schema travels counts only where its class depends on it, so that
no operation that comes or goes parts what is equal.

What the manifest names apart stays apart. Where one of the equal schemas changes, it
gets a name of its own, and the others keep theirs: the manifest has a digest of each
schema that several places share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from msgspec import Struct, field, json
from msgspec.structs import replace

from regen import ir
from regen.ir.walk import (
    Declarations,
    allows_null,
    of_operation,
    refs,
    replaced,
    types_of,
)

from . import pins
from .pins import Key
from .words import digest

_COMPONENT = re.compile(r"/(?:components/schemas|definitions)/[^/]*")
_STATUS = re.compile(r"/responses/([^/]+)/(?:content/[^/]+/schema|schema)$")
_WHOLE_REQUEST = re.compile(r"/requestBod(?:y|ies/[^/]+)/content/[^/]+/schema$")
_GENERIC = frozenset(
    (
        *("item", "response", "request", "default", "parameter", "value", "data"),
        *("type", "kind", "status", "state", "mode", "source", "result", "object"),
    )
)
"""Words that alone do not tell what a class is."""
_FAILURE = ("error response",)
_NOWHERE = ir.SchemaId("")
_Group: TypeAlias = tuple[str, str, str]
"""The part that equal schemas play, the digest of what they say, their pinned name."""


class Shared(Struct, frozen=True):
    """An API without the repetitions.

    Attributes:
        keys: of the declarations that are left, as `keys.keys` gives them.
        hints: the words for the name of a declaration that several places share.
        digests: key of such a declaration -> digest of its part and of what it says.
    """

    api: ir.Api
    keys: Mapping[ir.SchemaId, Key]
    hints: Mapping[ir.SchemaId, tuple[str, ...]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def share(api: ir.Api, keys: Mapping[ir.SchemaId, Key], pinned: Any) -> Shared:
    """The API with one declaration for each group of equal inline schemas.

    Args:
        keys: of every declaration.
        pinned: the names of an earlier run.
    """
    old = pins.section(pinned, "declarations")
    known = {text: key for key, text in pins.section(pinned, "equal").items()}
    named = {id_ for id_, key in keys.items() if key.old in old}
    kept = {text: str(old.get(key)) for text, key in known.items()}
    groups = _with_new_places(_groups(api, keys, old), kept)
    instead: dict[ir.SchemaId, ir.SchemaId] = {}
    found = dict(keys)
    hints: dict[ir.SchemaId, tuple[str, ...]] = {}
    digests: dict[str, str] = {}
    declarations = dict(api.declarations)
    for (_, content, _), ids in groups.items():
        first = _first(ids, keys, old)
        before = known.get(content, "")
        if before and named.isdisjoint(ids):
            # The place that gave the key has changed, or is gone; the name stays here.
            for id_, key in keys.items():
                if key.old == before:
                    found[id_] = key._replace(old="")
            found[first] = found[first]._replace(old=before)
        if len(ids) > 1:
            hints[first] = _hint([api.declarations[id_].hint for id_ in ids], ids)
            digests[keys[first].key] = content
            instead |= {id_: first for id_ in ids if id_ != first}
            usage = reduce(or_, (declarations[id_].usage for id_ in ids))
            declarations[first] = replace(declarations[first], usage=usage)
    api = _without(replace(api, declarations=declarations), instead)
    return Shared(api, {id_: found[id_] for id_ in api.declarations}, hints, digests)


def _groups(
    api: ir.Api, keys: Mapping[ir.SchemaId, Key], old: Mapping[str, Any]
) -> dict[_Group, list[ir.SchemaId]]:
    """The inline schemas that say the same, play the same part and have one name."""
    contents = _Contents(api)
    groups: dict[_Group, list[ir.SchemaId]] = {}
    for id_ in sorted(api.declarations):
        role = _role(api.declarations[id_])
        if role:
            name = str(old.get(keys[id_].old, ""))
            content = digest(f"{role} {contents.digest(id_)}", 16)
            groups.setdefault((role, content, name), []).append(id_)
    return groups


def _with_new_places(
    groups: Mapping[_Group, list[ir.SchemaId]], kept: Mapping[str, str]
) -> dict[_Group, list[ir.SchemaId]]:
    """The groups, in which places without a name of their own join a named group.

    Args:
        kept: digest of what several places shared -> their name. Where two groups have
            become equal, it tells which of them these places belong to.
    """
    merged = {key: list(ids) for key, ids in groups.items() if key[2]}
    named: dict[tuple[str, str], _Group] = {}
    for key in merged:
        role, content, name = key
        if (role, content) not in named or name == kept.get(content):
            named[role, content] = key
    for key, ids in groups.items():
        if not key[2]:
            merged.setdefault(named.get(key[:2], key), []).extend(ids)
    return merged


def _first(
    ids: Sequence[ir.SchemaId], keys: Mapping[ir.SchemaId, Key], old: Mapping[str, Any]
) -> ir.SchemaId:
    """The place that stands for all: one that has a name, else the first."""
    return next((id_ for id_ in ids if keys[id_].old in old), min(ids))


def _role(item: ir.Declaration) -> str:
    """The part that an inline schema plays; empty for what is never shared."""
    pointer = item.id.pointer
    if isinstance(item, ir.Alias) or _COMPONENT.fullmatch(pointer):
        return ""
    if not item.hint:
        return ""
    if _WHOLE_REQUEST.search(pointer):
        return pointer.rpartition("/content/")[0]
    if status := _STATUS.search(pointer):
        return "success" if status[1].startswith("2") else "failure"
    return item.hint[-1]


def _hint(
    hints: Sequence[tuple[str, ...]], ids: Sequence[ir.SchemaId]
) -> tuple[str, ...]:
    """The words that all places end with, if they tell enough; else the first's."""
    shared: tuple[str, ...] = ()
    for words in zip(*map(reversed, hints), strict=False):
        if len(set(words)) > 1:
            break
        shared = (words[0], *shared)
    if any(word not in _GENERIC and word[:1].isalpha() for word in shared):
        return shared
    failures = all((s := _STATUS.search(i.pointer)) and s[1][0] != "2" for i in ids)
    return _FAILURE if failures else hints[0]


class _Contents:
    """Digests of declarations, for which equal inline schemas are the same."""

    def __init__(self, api: ir.Api) -> None:
        self._declarations = api.declarations
        self._digests: dict[ir.SchemaId, str] = {}

    def digest(self, id_: ir.SchemaId) -> str:
        """The digest of all that the declaration says, its place and name left out."""
        if id_ not in self._digests:
            self._digests[id_] = id_.pointer  # of a schema within itself
            item = self._declarations[id_]
            direction = _direction(item, self._declarations)
            item = replace(item, id=_NOWHERE, hint=(), usage=ir.Usage.NONE)
            text = json.encode((direction, item))
            for target in set(refs(types_of(item))):
                if not _COMPONENT.fullmatch(target.pointer):
                    pointer = json.encode(target.pointer)
                    text = text.replace(pointer, json.encode(self.digest(target)))
            self._digests[id_] = digest(text.decode(), 16)
        return self._digests[id_]


def _direction(
    item: ir.Declaration, declarations: Declarations
) -> tuple[bool, bool, bool]:
    """What the class depends on of how it travels.

    A model tells null from nothing unless responses alone carry it, and has a word for
    a read-only field in requests and for a write-only one in responses.
    """
    fields = item.fields if isinstance(item, ir.Model) else ()
    tells_null = any(
        not field.required and allows_null(field.type, declarations) for field in fields
    )
    return (
        tells_null and item.usage is ir.Usage.RESPONSE,
        any(field.read_only for field in fields) and ir.Usage.REQUEST in item.usage,
        any(field.write_only for field in fields) and ir.Usage.RESPONSE in item.usage,
    )


def _without(api: ir.Api, instead: Mapping[ir.SchemaId, ir.SchemaId]) -> ir.Api:
    """The API where other declarations take the place of those that go."""
    if not instead:
        return api
    gone = instead.keys()
    left = {
        id_: item if gone.isdisjoint(refs(types_of(item))) else replaced(item, instead)
        for id_, item in api.declarations.items()
        if id_ not in gone
    }
    operations = (
        item if gone.isdisjoint(refs(of_operation(item))) else replaced(item, instead)
        for item in api.operations
    )
    return replace(
        api,
        declarations=left,
        operations=tuple(operations),
        webhooks=replaced(api.webhooks, instead),
    )
