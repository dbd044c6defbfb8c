"""Checks what all later phases rely on: a list is a list, a parameter has a name.

The checks are cheap and skip what only people read. What passes them can be turned into
a client without a guess, so that no later phase checks it again; whether it conforms to
the specification to the letter is the validator's question (`examination.py`). What
objects hold comes from `spec.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from regen.diagnostics import Diagnostic, Level

from .. import spec
from ..document import (
    V2_0,
    VERSIONS,
    Version,
    Versions,
    pointer_of,
    unplaced,
    version_of,
)
from ..pointers import below, split, value_at
from ..spec import Holds, Member, ObjectType
from ..walker import Place, walk
from .misplaced_keys import (
    ignored_extensions,
    misplaced_keys,
    missing_media_type,
    misspelt_keys,
    nearest,
)

_TEMPLATE = re.compile(r"(?:[^{}]|\{[^{}]+\})*")


def check(root: Any) -> Iterator[Diagnostic]:
    """Structural faults of a bundled document of any version.

    Errors are what makes a right client impossible or a matter of guessing. Warnings
    are what is empty where a mapping or list belongs, which counts as absent, and
    duplicate operation ids.
    """
    if not isinstance(root, dict):
        yield _wrong("", "the document", root, "a mapping")
        return
    version = version_of(root)
    if version is None:
        yield _unknown_version(root)
        return
    checks = _Checks(version)
    for place in walk(root, spec.OPENAPI, strict=True):
        yield from checks.run(place)
    yield from duplicate_ids(root)
    if version == V2_0:
        from ..swagger import several_bodies

        yield from several_bodies(root)
    if not {"paths", "components", "webhooks", "definitions"} & root.keys():
        hint = "add `paths`, `components` or `webhooks`"
        yield unplaced(
            "nothing-to-generate", "", "the document describes nothing", hint
        )


def _unknown_version(root: dict[str, Any]) -> Diagnostic:
    later = [f"{version}.x" for version in VERSIONS if version > V2_0]
    known = f"{', '.join(later[:-1])} and {later[-1]}"
    hint = f"known versions: swagger 2.0, openapi {known}"
    for key in ("openapi", "swagger"):
        if key in root:
            text = f"unknown version {str(root[key])[:40]!r} in `{key}`"
            return unplaced("unknown-version", f"/{key}", text, hint)
    text = "neither `openapi` nor `swagger` says the version of the specification"
    return unplaced("missing-version", "", text, hint)


class _Checks:
    """Checks of single objects."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._own: dict[ObjectType, Callable[[Place], Iterator[Diagnostic]]] = {
            spec.PARAMETER: self._parameter,
            spec.RESPONSE: missing_media_type,
            spec.RESPONSES: self._responses,
            spec.SERVER: self._server,
            spec.SECURITY_SCHEME: self._security_scheme,
            spec.SCHEMA: self._schema,
            spec.REQUEST_BODY: self._body,
            spec.PATHS: self._paths,
            spec.PATH_ITEM: self._path_item,
        }

    def run(self, place: Place) -> Iterator[Diagnostic]:
        """Diagnostics of an object itself, without those of the objects in it."""
        value, type_ = place.value, place.type
        if not isinstance(value.get("$ref"), str) or type_.rest is not None:
            yield from misplaced_keys(place, self.version)
            yield from misspelt_keys(place)
            yield from ignored_extensions(place)
            if type_ in self._own:
                yield from self._own[type_](place)
        for key, item in value.items():
            member = type_.members.get(key)
            if member is None and not (type_.extensible and key.startswith("x-")):
                member = type_.rest
            if member is not None and member.of is spec.IDENTIFIER:
                # A property may be called `$ref`; where it refers, bundling checks it.
                member = None
            if member is None or not member.checked:
                continue
            if member.of is not None:
                if item.__class__ is not dict or member.holds is Holds.LIST:
                    yield from _form(item, key, place, member)
            elif member.holds is Holds.TEXTS and not _is_texts(item):
                yield _wrong(below(place.pointer, key), f"`{key}`", item, "a list")

    def _names(self, table: dict[str, Versions]) -> list[str]:
        """The keys of a table that this version has, in alphabetical order."""
        return sorted(key for key, v in table.items() if v.include(self.version))

    def _parameter(self, place: Place) -> Iterator[Diagnostic]:
        value = place.value
        location = value.get("in")
        known = self._names(spec.LOCATIONS)
        if location != "querystring" and not _has_text(value, "name"):
            yield _missing(place, "name")
        if not isinstance(location, str):
            yield _missing(place, "in")
        elif location not in known:
            text = f"a parameter cannot be in {location[:40]!r}"
            is_body = location in ("body", "formData")
            hint = (
                "write it as `requestBody`" if is_body else f"one of {', '.join(known)}"
            )
            yield unplaced("wrong-value", below(place.pointer, "in"), text, hint)
        elif self.version > V2_0:
            yield from self._style(value, location, place)

    def _style(
        self, value: dict[str, Any], location: str, place: Place
    ) -> Iterator[Diagnostic]:
        style = value.get("style")
        allowed = self._names(spec.STYLES[location])
        if style is not None and style not in allowed:
            text = (
                f"style {str(style)[:40]!r} is not defined for a {location} parameter"
            )
            hint = f"one of {', '.join(allowed)}"
            yield unplaced("wrong-style", below(place.pointer, "style"), text, hint)

    def _responses(self, place: Place) -> Iterator[Diagnostic]:
        for status in place.value:
            if not spec.STATUS.fullmatch(status) and not status.startswith("x-"):
                text = f"{status[:40]!r} is not a status code"
                hint = "a code as 200, a range as 2XX, or default"
                yield unplaced("wrong-status", below(place.pointer, status), text, hint)

    def _server(self, place: Place) -> Iterator[Diagnostic]:
        if not isinstance(place.value.get("url"), str):
            yield _missing(place, "url")

    def _security_scheme(self, place: Place) -> Iterator[Diagnostic]:
        kind = place.value.get("type")
        known = {
            name: type_
            for name, type_ in spec.SECURITY_TYPES.items()
            if type_.versions.include(self.version)
        }
        if not isinstance(kind, str):
            yield _missing(place, "type")
        elif kind not in known:
            text = f"unknown type {kind[:40]!r} of a security scheme"
            hint = f"one of {', '.join(sorted(known))}"
            yield unplaced("wrong-value", below(place.pointer, "type"), text, hint)
        else:
            for key in known[kind].needs:
                if not _has_text(place.value, key):
                    yield _missing(place, key, f" of type {kind}")
            location = str(place.value.get("in"))
            if kind == "apiKey" and location.lower() not in spec.KEY_LOCATIONS:
                text = f"an API key cannot be in {location[:40]!r}"
                hint = f"one of {', '.join(spec.KEY_LOCATIONS)}"
                yield unplaced("wrong-value", below(place.pointer, "in"), text, hint)

    def _schema(self, place: Place) -> Iterator[Diagnostic]:
        kind, values = place.value.get("type"), place.value.get("enum")
        if not isinstance(kind, str | list | None):
            pointer, wanted = below(place.pointer, "type"), "a name or a list of names"
            yield _wrong(pointer, "`type`", kind, wanted)
        if not isinstance(values, list | None):
            yield _wrong(below(place.pointer, "enum"), "`enum`", values, "a list")

    def _paths(self, place: Place) -> Iterator[Diagnostic]:
        for path in place.value:
            if not path.startswith(("/", "x-", "$")):
                text = f"the path {path[:40]!r} does not begin with a slash"
                hint = "write it as it follows the URL of the server: /pets"
                yield unplaced("wrong-path", below(place.pointer, path), text, hint)
            elif path.startswith("/") and not _TEMPLATE.fullmatch(path):
                text = f"the braces of the path {path[:80]!r} do not pair"
                hint = "each variable stands in braces of its own: /pets/{id}"
                yield unplaced("wrong-path", below(place.pointer, path), text, hint)

    def _path_item(self, place: Place) -> Iterator[Diagnostic]:
        for key, item in place.value.items():
            if key in spec.PATH_ITEM.members or key.startswith(("x-", "$")):
                continue
            near = nearest(key, spec.METHODS)
            if isinstance(item, dict) and (near or "responses" in item):
                text = f"{key[:40]!r} is no method that a path item has"
                hint = f"one of {', '.join(spec.METHODS)}, in lower case"
                hint = f"did you mean {near!r}?" if near else hint
                yield unplaced("wrong-method", below(place.pointer, key), text, hint)

    def _body(self, place: Place) -> Iterator[Diagnostic]:
        # `schema` in its place is a finding of `misplaced_keys`.
        if not {"content", "schema"} & place.value.keys():
            yield _missing(place, "content")
        yield from missing_media_type(place)


def _form(value: Any, key: str, place: Place, member: Member) -> Iterator[Diagnostic]:
    """Whether a member is an object, or a list of them, as its table says."""
    type_ = member.of
    assert type_ is not None
    is_list = isinstance(value, list) and member.holds is not Holds.ONE
    if is_list:
        for index, item in enumerate(value):
            pointer = below(place.pointer, key, index)
            yield from _object(item, pointer, type_, f"this {type_.name}")
    elif member.holds is Holds.LIST:
        pointer = below(place.pointer, key)
        yield (
            _empty(pointer, f"`{key}`")
            if value is None
            else _wrong(pointer, f"`{key}`", value, "a list")
        )
    elif value.__class__ is not dict:
        is_member = type_.rest is not None and (not type_.extensible or value is None)
        what = f"`{key}`" if is_member else f"this {type_.name}"
        yield from _object(value, below(place.pointer, key), type_, what)


def _has_text(value: dict[str, Any], key: str) -> bool:
    return isinstance(value.get(key), str) and value[key] != ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list | str | None)


def _object(
    value: Any, pointer: str, type_: ObjectType, what: str
) -> Iterator[Diagnostic]:
    if value is None and type_.boolean:
        text = f"{what} is empty: any value is taken for it"
        yield unplaced("empty-value", pointer, text, "write {}", Level.WARNING)
    elif value is None and type_.nullable:
        yield _empty(pointer, what)
    elif not isinstance(value, dict) and not (
        type_.boolean and isinstance(value, bool)
    ):
        yield _wrong(pointer, what, value, "a mapping")


def duplicate_ids(root: dict[str, Any]) -> Iterator[Diagnostic]:
    """Ids that several operations have (section 4.10.1), each once.

    That is a warning: all operations are kept, and method and path tell them apart.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method in spec.METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            name = operation.get("operationId") if isinstance(operation, dict) else None
            if isinstance(name, str):
                found.setdefault(name, []).append((path, method))
    for name, places in found.items():
        if len(places) > 1:
            shown = [
                f"{method} {path}"[:120] for path, method in places[:_FIRST_PLACES]
            ]
            more = ", ..." if len(places) > len(shown) else ""
            yield unplaced(
                "duplicate-operation-id",
                below("/paths", *places[1], "operationId"),
                f"operationId {name[:80]!r} is that of {len(places)} operations: "
                f"{', '.join(shown)}{more}; method and path tell them apart",
                "give each operation an id of its own",
                Level.WARNING,
            )


def without_broken(
    root: dict[str, Any], found: Iterable[Diagnostic]
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The document without the broken components that nothing uses.

    Nothing is lost with them, so that their faults are warnings. A slip of the pen is
    an error there as well, and so are the faults of children of `allOf`, which their
    parents do not name.

    Args:
        found: the diagnostics of the whole document.
    """
    found = list(found)
    unused = {head: _component(root, head) for head in map(_head, found) if head}
    unused = {head: part for head, part in unused.items() if part is not None}
    unused = {
        head: part
        for head, part in unused.items()
        if not (isinstance(part, dict) and "allOf" in part)
    }
    while used := unused.keys() & set(_uses(root, unused)):
        unused = {head: part for head, part in unused.items() if head not in used}
    for head in unused:
        root = _without(root, split(head))
    return root, [
        (
            item._replace(
                level=Level.WARNING,
                message=f"{item.message}; nothing uses it: left out",
            )
            if _head(item) in unused
            else item
        )
        for item in found
    ]


def _head(found: Diagnostic) -> str:
    """The pointer of the component in which an error is; empty if it is in none."""
    if found.level is not Level.ERROR or found.code == "misspelt-key":
        return ""
    tokens = split(pointer_of(found))
    count = 3 if tokens[:1] == ["components"] else 2
    return below("", *tokens[:count]) if len(tokens) >= count else ""


def _component(root: Any, pointer: str) -> Any:
    """What stands there, if it is a component of 2.0 or of 3.x; else `None`."""
    return value_at(root, pointer) if pointer.rpartition("/")[0] in _HOMES else None


_HOMES = frozenset(
    pointer
    for type_ in vars(spec).values()
    if isinstance(type_, ObjectType)
    for pointer in spec.containers(type_)
)
"""The pointers of the maps that hold components."""


def _uses(root: Any, apart: Collection[str]) -> Iterator[str]:
    """The pointers of all that is referred to, or named as a security scheme.

    Args:
        apart: parts that are not looked into.
    """
    stack = [("", root)]
    while stack:
        pointer, value = stack.pop()
        if pointer in apart:
            continue
        if isinstance(value, str) and value.startswith("#/"):
            yield below("", *split(value[1:])[:3])
            yield below("", *split(value[1:])[:2])
        elif isinstance(value, list):
            stack += [(pointer, item) for item in value]
        elif isinstance(value, dict):
            stack += [(below(pointer, key), item) for key, item in value.items()]
            if pointer.endswith("/security"):
                for name in value:
                    yield below("/components/securitySchemes", name)
                    yield below("/securityDefinitions", name)


def _without(root: dict[str, Any], tokens: list[str]) -> dict[str, Any]:
    """A mapping without what stands at the end of these keys."""
    first, *rest = tokens
    if not rest:
        return {key: value for key, value in root.items() if key != first}
    return {**root, first: _without(root[first], rest)}


_FIRST_PLACES = 3
"""How many places of one fact a message names."""

_WORDS = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "empty",
}


def _wrong(pointer: str, what: str, value: Any, wanted: str) -> Diagnostic:
    found = _WORDS.get(type(value), type(value).__name__)
    return unplaced("wrong-type", pointer, f"{what} is {found}; it must be {wanted}")


def _empty(pointer: str, what: str) -> Diagnostic:
    text, hint = f"{what} is empty and counts as absent", "remove it"
    return unplaced("empty-value", pointer, text, hint, Level.WARNING)


def _missing(place: Place, key: str, more: str = "") -> Diagnostic:
    text = f"this {place.type.name}{more} has no `{key}`"
    return unplaced("missing-key", place.pointer, text)
