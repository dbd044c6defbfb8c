"""Converts schemas, security schemes and servers of 2.0, and maps old places to new."""

from __future__ import annotations

from typing import Any

from ..document import Document
from ..pointers import below
from ..sourcemap import SourceMap


class Rewrite:
    """Maps places of the old document to places of the new one.

    References are noted while the new document is built, and pointed at the new places
    in the end, when all are known.
    """

    def __init__(self) -> None:
        self._new: dict[str, str] = {}
        self._old: dict[str, str] = {}
        self._references: list[tuple[dict[str, Any], str]] = []

    def move(self, old: str, new: str) -> None:
        """Say that what stood at `old` now stands at `new`.

        The first target of a place takes the references to it; each target keeps its
        own origin.
        """
        self._new.setdefault(old, new)
        self._old[new] = old

    def derive(self, old: str, new: str) -> None:
        """Say that `new` was made of `old`, without taking references to it."""
        self._old[new] = old

    def placed(self, old: str) -> str | None:
        """The new place of exactly `old`, if it has one by now."""
        return self._new.get(old)

    def refer(self, node: dict[str, Any]) -> dict[str, Any]:
        """Note that `node`, of the new document, refers to a place of the old one."""
        if not node.get("x-regen-dangling"):
            self._references.append((node, node["$ref"]))
        return node

    def target(self, old: str) -> str:
        """The new place of `old`: its longest moved parent decides."""
        head, tail = old, ""
        while head:
            if head in self._new:
                return self._new[head] + tail
            head, _, last = head.rpartition("/")
            tail = f"/{last}{tail}"
        return old

    def finish(self) -> None:
        """Point each noted reference at the new place of its target."""
        for node, reference in self._references:
            if reference.startswith("#"):
                node["$ref"] = f"#{self.target(reference[1:])}"

    def source_map(self, document: Document) -> SourceMap:
        """The source map of the new document; `document` is the old one."""
        before, after = document.copy_source_map(), document.copy_source_map()
        # A parent first: what is inside may have come from somewhere else.
        for new, old in sorted(self._old.items(), key=lambda item: item[0].count("/")):
            after.insert(new, before.extract(old))
        return after


_MAPS = ("properties", "patternProperties", "definitions")
_LISTS = ("allOf", "anyOf", "oneOf")
_SCHEMAS = ("additionalProperties", "not")
_COMPLEX = {"properties", "additionalProperties", "allOf", "enum", "items", "oneOf"}


def schema(value: Any, rewrite: Rewrite) -> Any:
    """A Schema Object of 3.0 from one of 2.0 (2.0, "Schema Object").

    `type: file` becomes binary text, `discriminator` an object, and the extension
    `x-nullable` the keyword. Examples, defaults and enum values are not looked into.
    """
    if not isinstance(value, dict):
        return value
    new = dict(value)
    for key in _MAPS:
        if isinstance(new.get(key), dict):
            new[key] = {name: schema(item, rewrite) for name, item in new[key].items()}
    for key in _LISTS:
        if isinstance(new.get(key), list):
            new[key] = [schema(item, rewrite) for item in new[key]]
    for key in _SCHEMAS:
        if key in new:
            new[key] = schema(new[key], rewrite)
    items = new.get("items")
    if isinstance(items, list):
        new["items"] = [schema(item, rewrite) for item in items]
    elif items is not None:
        new["items"] = schema(items, rewrite)
    _keywords(new)
    if isinstance(new.get("$ref"), str):
        rewrite.refer(new)
    return new


def _keywords(new: dict[str, Any]) -> None:
    if new.get("type") == "file":
        new["type"], new["format"] = "string", "binary"
    if isinstance(new.get("discriminator"), str):
        new["discriminator"] = {"propertyName": new["discriminator"]}
    for extension in ("x-nullable", "x-isnullable"):
        if isinstance(new.get(extension), bool):
            new.setdefault("nullable", new[extension])


def place(new: Any, old: str, pointer: str, rewrite: Rewrite) -> Any:
    """The converted schema `new` for its use at `pointer`; it stood at `old`.

    A schema that serves several media types or operations stands in full where it is
    first used. Later uses refer to it if it declares something of its own, so that it
    stays one schema, and repeat it otherwise.
    """
    first = rewrite.placed(old)
    if first is None:
        rewrite.move(old, pointer)
        return new
    rewrite.derive(old, pointer)
    if isinstance(new, dict) and "$ref" not in new and _COMPLEX & new.keys():
        return {"$ref": f"#{first}"}
    return new


def map_discriminators(schemas: dict[str, Any]) -> None:
    """Honour `x-ms-discriminator-value`: the tag of a child becomes a mapping."""
    for name, child in schemas.items():
        tag = child.get("x-ms-discriminator-value") if isinstance(child, dict) else None
        parts = child.get("allOf") if isinstance(tag, str) else None
        for part in parts if isinstance(parts, list) else ():
            reference = part.get("$ref") if isinstance(part, dict) else None
            base = schemas.get(str(reference).rpartition("/")[2])
            if isinstance(base, dict) and isinstance(base.get("discriminator"), dict):
                mapping = base["discriminator"].setdefault("mapping", {})
                mapping[tag] = f"#{below('/components/schemas', name)}"


_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}
_FLOW_KEYS = ("authorizationUrl", "tokenUrl", "scopes")


def security_scheme(value: Any) -> Any:
    """A Security Scheme Object of 3.0 (2.0, "Security Scheme Object")."""
    if not isinstance(value, dict):
        return value
    match value.get("type"):
        case "basic":
            return {**value, "type": "http", "scheme": "basic"}
        case "oauth2":
            new = {
                key: item
                for key, item in value.items()
                if key not in _FLOW_KEYS and key != "flow"
            }
            flow = {key: value[key] for key in _FLOW_KEYS if key in value}
            flow.setdefault("scopes", {})
            kind = str(value.get("flow", "implicit"))
            return {**new, "flows": {_FLOWS.get(kind, kind): flow}}
        case _:
            return dict(value)


def servers(root: dict[str, Any]) -> list[dict[str, Any]]:
    """Server Objects of 3.0 (2.0, "Swagger Object").

    https comes first, whatever the order of `schemes`: credentials are sent there.
    Without `host` the URL is relative to where the document was found; without
    `schemes` it is https.
    """
    host, path = root.get("host"), root.get("basePath")
    path = f"/{path.strip('/')}" if isinstance(path, str) and path.strip("/") else ""
    if not isinstance(host, str) or not host:
        return [{"url": path or "/"}]
    schemes = texts(root.get("schemes")) or ["https"]
    schemes.sort(key=lambda item: item != "https")
    return [{"url": f"{scheme}://{host}{path}"} for scheme in schemes]


def texts(value: Any) -> list[str]:
    """The texts of a list; a text that stands alone counts as a list of one."""
    items = [value] if isinstance(value, str) else value or []
    return [item for item in items if isinstance(item, str)]
