"""Converts the components and servers of 2.0, and maps old places to new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from regen.diagnostics import error

from ..document import Document
from ..limits import MAX_INLINED_NODES, MORE, measure, most
from ..pointers import below
from ..sourcemap import SourceMap


class Rewrite:
    """Maps places of the old document to places of the new one.

    References are noted while the new document is built, and pointed at the new places
    in the end, when all are known.
    """

    def __init__(self, document: Document | None = None) -> None:
        """Begin with nothing moved.

        Args:
            document: what is converted; None where places are all that is asked for.
        """
        self._document = document
        self._copied = 0
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

    def count_copies(self, value: Any, number: int, pointer: str) -> None:
        """Bound what media types that hold for all operations make of a schema.

        Raises:
            RegenError: there would be too many objects.
        """
        size = measure(value, {})[0] if isinstance(value, dict | list) else 1
        self._copied += size * (number - 1)
        if self._copied > (limit := most(MAX_INLINED_NODES)):
            document = self._document
            raise error(
                "too-many-media-types",
                f"more than {limit:,} objects are repeated, since schemas stand under"
                " each media type of `consumes` and `produces`",
                None if document is None else document.location(pointer),
                MORE,
            )

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


FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

_OWN = {"name", "in", "description", "required", "allowEmptyValue", "deprecated"}
_STYLES = {
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "tsv": {"style": "tabDelimited", "explode": False},
}


class Found(Struct, frozen=True):
    """A Parameter or Response Object of 2.0 and where it stands in the old document."""

    value: dict[str, Any]
    pointer: str

    @property
    def location(self) -> object:
        """`in` of the parameter."""
        return self.value.get("in")


def parameter(found: Found, pointer: str, rewrite: Rewrite) -> dict[str, Any]:
    """A Parameter Object of 3.0, to stand at `pointer` (2.0, "Parameter Object").

    Version 3.x has no style for `collectionFormat: tsv`; it becomes `tabDelimited`.
    """
    new = {
        key: value
        for key, value in found.value.items()
        if key in _OWN or key.startswith("x-")
    }
    new["schema"] = _inline(found, below(pointer, "schema"), rewrite)
    new.update(_style(found.value))
    rewrite.move(found.pointer, pointer)
    return new


def _inline(found: Found, pointer: str, rewrite: Rewrite) -> Any:
    """The schema at `pointer` that the keywords of a parameter make."""
    if "schema" in found.value:
        rewrite.move(below(found.pointer, "schema"), pointer)
        return schema(found.value["schema"], rewrite)
    rewrite.derive(found.pointer, pointer)
    if "items" in found.value:
        rewrite.move(below(found.pointer, "items"), below(pointer, "items"))
    return schema(_schema_of(found), rewrite)


def _schema_of(found: Found) -> dict[str, Any]:
    """What a parameter says about its value, as 2.0 writes it."""
    dropped = _OWN | {"collectionFormat", "x-example"}
    return {key: item for key, item in found.value.items() if key not in dropped}


def _style(value: dict[str, Any]) -> dict[str, Any]:
    """`style` and `explode` of an array; the default of 2.0 is csv."""
    if value.get("type") != "array":
        return {}
    form = value.get("collectionFormat", "csv")
    if form in _STYLES:
        return _STYLES[form]
    if value.get("in") in ("query", "formData"):
        return {"style": "form", "explode": form == "multi"}
    return {"style": "simple", "explode": False}


def request_body(
    parameters: Sequence[Found], consumes: list[str], pointer: str, rewrite: Rewrite
) -> dict[str, Any] | None:
    """The Request Body Object for the body and form parameters among these.

    Args:
        consumes: media types that the operation accepts.
        pointer: where the body is going to stand.
    """
    for found in parameters:
        if found.location == "body":
            return _body(found, consumes, pointer, rewrite)
    form = [found for found in parameters if found.location == "formData"]
    return _form(form, consumes, pointer, rewrite) if form else None


def _body(
    found: Found, consumes: list[str], pointer: str, rewrite: Rewrite
) -> dict[str, Any]:
    body = {
        key: item
        for key, item in found.value.items()
        if key in ("description", "required") or key.startswith("x-")
    }
    if "name" in found.value:
        body["x-body-name"] = found.value["name"]
    body["content"] = {}
    old = below(found.pointer, "schema")
    types = consumes or ["application/json"]
    rewrite.count_copies(found.value.get("schema"), len(types), found.pointer)
    for media_type in types:
        at = below(pointer, "content", media_type, "schema")
        new = schema(found.value.get("schema", {}), rewrite)
        body["content"][media_type] = {"schema": place(new, old, at, rewrite)}
    rewrite.move(found.pointer, pointer)
    return body


def _form(
    form: list[Found], consumes: list[str], pointer: str, rewrite: Rewrite
) -> dict[str, Any]:
    rewrite.derive(form[0].pointer, pointer)
    body: dict[str, Any] = {"content": {}}
    for media_type in _form_types(form, consumes):
        at = below(pointer, "content", media_type, "schema")
        body["content"][media_type] = _form_content(form, at, rewrite)
    if any(found.value.get("required") is True for found in form):
        body["required"] = True
    return body


def _form_content(form: list[Found], pointer: str, rewrite: Rewrite) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    encoding: dict[str, Any] = {}
    required: list[str] = []
    for found in form:
        name = str(found.value.get("name", ""))
        properties[name] = _property(found, below(pointer, "properties", name), rewrite)
        style = _style(found.value)
        if style and not _is_file(found.value):
            encoding[name] = style
        if found.value.get("required") is True:
            required.append(name)
    new: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        new["required"] = required
    return {"schema": new, **({"encoding": encoding} if encoding else {})}


def _property(found: Found, pointer: str, rewrite: Rewrite) -> Any:
    notes = ("description", "deprecated", "allowEmptyValue")
    said = {key: found.value[key] for key in notes if key in found.value}
    new = schema({**said, **found.value.get("schema", _schema_of(found))}, rewrite)
    new = place(new, found.pointer, pointer, rewrite)
    if "items" in found.value:
        rewrite.move(below(found.pointer, "items"), below(pointer, "items"))
    return new


def _is_file(value: dict[str, Any]) -> bool:
    items = value.get("items")
    return value.get("type") == "file" or (
        isinstance(items, dict) and items.get("type") == "file"
    )


def _form_types(form: list[Found], consumes: list[str]) -> list[str]:
    """Media types that can carry these fields; files need multipart."""
    if any(_is_file(found.value) for found in form):
        return [MULTIPART]
    forms = (FORM, MULTIPART)
    fit = [item for item in consumes if item.partition(";")[0].strip().lower() in forms]
    return fit or [FORM]


_REPLACED = {"schema", "headers", "examples"}


def response(
    value: Any, old: str, pointer: str, produces: list[str], rewrite: Rewrite
) -> Any:
    """A Response Object of 3.0 from the one at `old` (2.0, "Response Object").

    Args:
        pointer: where it is going to stand.
        produces: media types that the operation answers with.
    """
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        return rewrite.refer(dict(value))
    new = {key: item for key, item in value.items() if key not in _REPLACED}
    headers = value.get("headers")
    if isinstance(headers, dict):
        new["headers"] = {
            name: _header(
                item,
                below(old, "headers", name),
                below(pointer, "headers", name),
                rewrite,
            )
            for name, item in headers.items()
        }
    examples = value.get("examples")
    examples = dict(examples) if isinstance(examples, dict) else {}
    if "schema" in value:
        types = produces or list(examples) or ["application/json"]
        new["content"] = _content(value["schema"], old, pointer, types, rewrite)
        for media_type, content in new["content"].items():
            if media_type in examples:
                content["example"] = examples.pop(media_type)
    if examples:
        new["x-examples"] = examples
    return new


def _content(
    value: Any, old: str, pointer: str, types: list[str], rewrite: Rewrite
) -> dict[str, Any]:
    content: dict[str, Any] = {}
    rewrite.count_copies(value, len(types), old)
    for media_type in types:
        at = below(pointer, "content", media_type, "schema")
        new = place(schema(value, rewrite), below(old, "schema"), at, rewrite)
        content[media_type] = {"schema": new}
    return content


def _header(value: Any, old: str, pointer: str, rewrite: Rewrite) -> Any:
    """A Header Object: a parameter without name and location."""
    if not isinstance(value, dict):
        return value
    new = parameter(Found({**value, "in": "header"}, old), pointer, rewrite)
    del new["in"]
    return new
