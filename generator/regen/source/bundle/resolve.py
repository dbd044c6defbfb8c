"""Finds the target of a reference: by pointer, by `$id` or anchor, in any file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

from msgspec import Struct

from regen.diagnostics import error

from .. import pointers, spec
from ..limits import MAX_HINTS, MAX_HOPS, MAX_KEY, MAX_POINTER
from ..load import FileSet, ReferenceFault
from ..pointers import LinkedPath
from ..sourcemap import SourceFile
from ..spec import IDENTIFIER, ObjectType
from ..walker import walk

REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
ANCHORS = frozenset({"$id", "$anchor", "$dynamicAnchor"})


class Target(NamedTuple):
    """What a reference leads to: `SourceFile.base` and a canonical pointer."""

    base: str
    pointer: str


class Site(Struct, eq=False):
    """A string in a document that refers to something, or that gives a name.

    Attributes:
        path: of the object that holds the string.
        type: of that object; for a discriminator mapping, the mapping.
        key: the string's key in the object.
        value: the string; empty if it is a reference that is no string.
    """

    file: SourceFile
    path: LinkedPath
    type: ObjectType
    key: str
    value: str

    @property
    def tokens(self) -> list[str]:
        """The tokens of the pointer of the object that holds the string."""
        return pointers.tokens_of(self.path)

    @property
    def pointer(self) -> str:
        """The pointer of the object that holds the string."""
        return pointers.join(self.tokens)

    @property
    def is_mapping(self) -> bool:
        """Whether this is a value of a discriminator's mapping, or its default."""
        return self.key == "defaultMapping" or _is_mapping(self.type)


def sites(file: SourceFile, tokens: list[str], type_: ObjectType) -> Iterator[Site]:
    """All sites in what stands at `tokens` in a file, in document order.

    Args:
        type_: what the place is for.

    Raises:
        RegenError: a key is longer than any name or path (code `key-too-long`).
    """
    node = pointers.lookup(file.root, tokens)
    for place in walk(node, type_, pointers.path_of(tokens)):
        value, found = place.value, place.type
        if place.path is not None and len(place.path[1]) > MAX_KEY:
            length = len(place.path[1])
            message = f"a key has {length:,} characters, more than {MAX_KEY:,}"
            raise error("key-too-long", message, file.location(place.pointer))
        keys = list(value) if _is_mapping(found) else found.identifiers
        for key in keys:
            if key in value:
                text = _text(value[key], key, found)
                if text is not None:
                    yield Site(file, place.path, found, key, text)


def _text(value: Any, key: str, type_: ObjectType) -> str | None:
    """The text of a site; `None` if the member is no site."""
    if value.__class__ is str:
        return str(value)
    is_container = value.__class__ is dict or value.__class__ is list
    if is_container and type_.rest is not None:
        return None  # a property may be called `$ref`
    return "" if key == "$ref" or (is_container and key in REFERENCES) else None


def _is_mapping(type_: ObjectType) -> bool:
    return type_.rest is not None and type_.rest.of is IDENTIFIER


class Identifiers:
    """The schema resources and anchors of all files read so far.

    JSON Schema 2020-12, section 8.2, and OpenAPI 3.2, "Base URIs". A resource is a
    schema with `$id`; references inside start from it. In addition, where a strict
    reading finds nothing, references are tried as if there were no `$id`: many
    documents have one and still refer from the root of the document.
    """

    def __init__(self) -> None:
        self._resources: dict[str, Target] = {}
        self._uris: dict[Target, str] = {}
        self._anchors: dict[tuple[Target, str], Target] = {}
        self._in_files: dict[tuple[str, str], Target] = {}
        self._dynamic: dict[str, list[Target]] = {}

    @property
    def has_resources(self) -> bool:
        """Whether any reference may start from another place than its file."""
        return bool(self._uris)

    def add_file(self, file: SourceFile) -> None:
        """Note the `$self` of an OpenAPI document (3.2)."""
        own = file.root.get("$self") if isinstance(file.root, dict) else None
        if isinstance(own, str):
            self._add_resource(Target(file.base, ""), _join(file_uri(file), own))

    def add(self, sites: Iterable[Site]) -> None:
        """Note the names among `sites`, which are in document order."""
        named = list(sites)
        for site in named:
            if site.key == "$id" and not site.value.startswith("#"):
                uri = _join(self.base_uri(site.file, site.pointer), site.value)
                self._add_resource(Target(site.file.base, site.pointer), uri)
        for site in named:
            target = Target(site.file.base, site.pointer)
            anchor = site.value.removeprefix("#")
            if site.key == "$id" and not site.value.startswith("#"):
                continue
            scope = self.scope(site.file, site.pointer)
            self._anchors.setdefault((scope, anchor), target)
            self._in_files.setdefault((target.base, anchor), target)
            if site.key == "$dynamicAnchor":
                self._dynamic.setdefault(anchor, []).append(target)

    def _add_resource(self, target: Target, uri: str) -> None:
        self._resources.setdefault(urldefrag(uri).url, target)
        self._uris[target] = uri

    def scope(self, file: SourceFile, pointer: str) -> Target:
        """The innermost resource around `pointer`; the file itself if there is none."""
        while pointer and self._uris:
            target = Target(file.base, pointer)
            if target in self._uris:
                return target
            pointer = pointer.rpartition("/")[0]
        return Target(file.base, "")

    def base_uri(self, file: SourceFile, pointer: str) -> str:
        """The URI that relative references at `pointer` start from."""
        return self._uris.get(self.scope(file, pointer)) or file_uri(file)

    def resource(self, file: SourceFile, pointer: str, uri: str) -> Target | None:
        """The resource that the reference `uri` at `pointer` names, if known."""
        if not self._resources:
            return None
        absolute = _join(self.base_uri(file, pointer), uri)
        return self._resources.get(absolute)

    def anchor(self, scope: Target, name: str) -> Target | None:
        """The schema called `name` in a resource, else anywhere in its file."""
        found = self._anchors.get((scope, name))
        return found or self._in_files.get((scope.base, name))

    def dynamic(self, name: str) -> list[Target]:
        """All schemas with this `$dynamicAnchor`."""
        return self._dynamic.get(name, [])


def file_uri(file: SourceFile) -> str:
    """The URI a file was retrieved from (RFC 3986, section 5.1.3)."""
    if "://" in file.base:
        return file.base
    path = Path(file.base or file.name)
    return path.as_uri() if path.is_absolute() else path.as_posix()


def _join(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


_ABSTRACT: tuple[Any, ...] = (False, {"not": {}}, {"not": True})


class Resolver:
    """Resolves the references of a set of files."""

    def __init__(self, files: FileSet, identifiers: Identifiers) -> None:
        self._files = files
        self._identifiers = identifiers
        self._known: dict[tuple[Target, str], Target] = {}
        self._near: dict[tuple[str, str, str], list[str]] = {}

    def resolve(
        self, site: Site, starts: dict[Target, ObjectType]
    ) -> tuple[Target, ...]:
        """What `site` refers to: one target; several for some `$dynamicRef`.

        Args:
            starts: where walks began, with the types of what stands there.

        Raises:
            ReferenceFault: it leads nowhere, or where it must not.
        """
        if site.key == "$recursiveRef":
            return (self._recursive(site, starts),)
        pointer = site.pointer if self._identifiers.has_resources else ""
        target = self._plain(site.file, pointer, site.value)
        if site.key == "$dynamicRef":
            return self._dynamic(target, site.value.partition("#")[2])
        return (target,)

    def _value(self, target: Target) -> Any:
        """What stands at `target`."""
        return pointers.value_at(self._files.opened[target.base].root, target.pointer)

    def _plain(self, file: SourceFile, pointer: str, reference: str) -> Target:
        scope = self._identifiers.scope(file, pointer)
        if (known := self._known.get((scope, reference))) is None:
            known = self._follow(file, pointer, reference)
            self._known[scope, reference] = known
        return known

    def _follow(self, file: SourceFile, pointer: str, reference: str) -> Target:
        """The target, also where its pointer leads through further references."""
        origin, rest = file, list[str]()
        for _ in range(MAX_HOPS):
            scope, readings = self._readings(file, pointer, reference)
            file = self._files.opened[scope.base]
            hop = None
            for reading in readings:
                tokens = reading + rest
                if len(tokens) > MAX_POINTER:
                    message = f"{reference[:80]!r} leads through itself"
                    raise ReferenceFault("reference-cycle", message)
                at, node = _descend(file.root, tokens)
                if at == len(tokens):
                    return Target(file.base, pointers.join(tokens))
                inner = node.get("$ref") if isinstance(node, dict) else None
                if hop is None and isinstance(inner, str):
                    hop = pointers.join(tokens[:at]), inner, tokens[at:]
            if hop is None:
                raise self._nowhere(origin, file, readings[-1] + rest)
            pointer, reference, rest = hop
        message = f"{reference[:80]!r} leads back to itself"
        raise ReferenceFault("reference-cycle", message)

    def _nowhere(
        self, origin: SourceFile, file: SourceFile, tokens: list[str]
    ) -> ReferenceFault:
        at, node = _descend(file.root, tokens)
        pointer = pointers.join(tokens[:at])
        place = f"#{pointer}" if at else "the top"
        where = "" if file is origin else f" in {file.name}"
        message = f"#{_short(pointers.join(tokens))} does not exist{where}"
        if not isinstance(node, dict):
            message += f": {_short(place)} is no object with members"
            return ReferenceFault("dangling-reference", message)
        near = self._similar((file.base, pointer, tokens[at]), node)
        hint = f"did you mean {near[0]!r}?" if near else ""
        message += f": {_short(place)} has no {_short(tokens[at])!r}"
        return ReferenceFault("dangling-reference", message, hint)

    def _similar(
        self, missing: tuple[str, str, str], node: dict[str, Any]
    ) -> list[str]:
        """The member of `node` that is spelled most like the missing one, if any is."""
        if missing not in self._near:
            if len(self._near) == MAX_HINTS:
                return []
            *_, name = missing
            self._near[missing] = difflib.get_close_matches(name, list(node), 1)
        return self._near[missing]

    def _readings(
        self, file: SourceFile, pointer: str, reference: str
    ) -> tuple[Target, list[list[str]]]:
        """The resource that a reference names, and the tokens it may mean there."""
        uri, _, fragment = reference.partition("#")
        if not uri:
            scope = self._identifiers.scope(file, pointer)
        else:
            found = self._identifiers.resource(file, pointer, uri)
            if found is None:
                opened = self._files.open(file, uri, as_text=not fragment)
                self._identifiers.add_file(opened)
                found = Target(opened.base, "")
            scope = found
        inside = pointers.split(scope.pointer)
        if not fragment:
            return scope, [inside]
        spellings = pointers.spellings(fragment)
        if not fragment.startswith(("/", "%2F", "%2f")):
            anchor = self._identifiers.anchor(scope, fragment)
            if anchor is None:
                raise ReferenceFault(
                    "dangling-reference",
                    f"{reference!r} names no anchor"
                    f" of {self._files.opened[scope.base].name}",
                    "a pointer begins with '#/'" if "/" in fragment else "",
                )
            return anchor, [pointers.split(anchor.pointer)]
        if not inside:
            return scope, spellings
        return scope, [inside + tokens for tokens in spellings] + spellings

    def _dynamic(self, target: Target, anchor: str) -> tuple[Target, ...]:
        """The targets of a `$dynamicRef` (JSON Schema 2020-12, section 8.2.3.2).

        Evaluation would choose by the schemas passed on the way; a type has to be
        chosen once. It is the lexical target, unless that is a mere placeholder that
        nothing satisfies (`not: {}`), as generic templates have it. Then it is what
        the other schemas with this `$dynamicAnchor` bind it to: one, or any of them.
        """
        if not anchor or anchor.startswith("/"):
            return (target,)
        if not _is_abstract(self._value(target)):
            return (target,)
        bound: dict[Target, None] = {}
        for other in self._identifiers.dynamic(anchor):
            schema = self._value(other)
            if other == target or _is_abstract(schema):
                continue
            if set(schema) == {"$dynamicAnchor", "$ref"}:
                file = self._files.opened[other.base]
                bound[self._plain(file, other.pointer, schema["$ref"])] = None
            else:
                bound[other] = None
        return tuple(bound) or (target,)

    def _recursive(self, site: Site, starts: dict[Target, ObjectType]) -> Target:
        """The target of `$recursiveRef: "#"` (JSON Schema 2019-09, section 8.2.4.2).

        It is the nearest schema around it with `$recursiveAnchor: true`, else its
        resource, else the outermost schema around it.
        """
        tokens = site.tokens
        for length in range(len(tokens), -1, -1):
            node = pointers.lookup(site.file.root, tokens[:length])
            if isinstance(node, dict) and node.get("$recursiveAnchor") is True:
                return Target(site.file.base, pointers.join(tokens[:length]))
        scope = self._identifiers.scope(site.file, site.pointer)
        return scope if scope.pointer else _outermost_schema(site, starts)


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:159]}\u2026"


def _outermost_schema(site: Site, starts: dict[Target, ObjectType]) -> Target:
    tokens = site.tokens
    for length in range(len(tokens) + 1):
        type_ = starts.get(Target(site.file.base, pointers.join(tokens[:length])))
        node = None
        for index in range(length, len(tokens) + 1):
            node = pointers.lookup(site.file.root, tokens[:index])
            if type_ is spec.SCHEMA and isinstance(node, dict):
                return Target(site.file.base, pointers.join(tokens[:index]))
            if index < len(tokens) and isinstance(node, dict):
                type_ = spec.child(type_, tokens[index])
    return Target(site.file.base, site.pointer)


def _is_abstract(schema: Any) -> bool:
    if isinstance(schema, dict):
        notes = ("$dynamicAnchor", "$anchor", "description", "title", "$comment")
        schema = {key: value for key, value in schema.items() if key not in notes}
    return schema in _ABSTRACT


def _descend(root: Any, tokens: list[str]) -> tuple[int, Any]:
    """How many tokens lead somewhere, and where."""
    for index, token in enumerate(tokens):
        try:
            root = pointers.step(root, token)
        except LookupError:
            return index, root
    return len(tokens), root
