"""Reads Media Type Objects: `content` of bodies, responses, parameters and headers.

The type of the data of server-sent events follows OpenAPI 3.2, Special Considerations
for `text/event-stream` Content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind, media
from regen.source import spec

from .keywords import kinds
from .reader import Node, child, object_at
from .schemas import Schemas

_FRAME = frozenset(("data", "event", "id", "retry", "comment"))
"""The fields of an event as the wire has them."""

_DONE = "[DONE]"
"""What many servers send as the data of the last event."""


def event_data(node: Node, schemas: Schemas, hint: tuple[str, ...]) -> ir.Type | None:
    """The type of `data`, if the schema of the media type describes whole events.

    `itemSchema` describes whole events if it declares `data` and nothing that an event
    does not have. Under `schema`, as documents before 3.2 use it, `event` must be
    declared as well, or one of the events be the last one by its `data`: otherwise it
    is taken for the schema of the data.

    Args:
        node: the Media Type Object of `text/event-stream`.

    Returns:
        `None` if the schema describes the data itself, or there is none.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    key, needed = "schema", {"data", "event"}
    if node.value.get("itemSchema") is not None:
        key, needed = "itemSchema", {"data"}
    if not isinstance(node.value.get(key), dict):
        return None
    start = _event_place(node, node.at(key))
    places = _data_places(node, start, needed, set())
    if not places:
        places = _data_places(node, start, {"data"}, set())
        if not any(_is_last(node, place) for place in places):
            return None
    # The client ends with the last event, and gives only those before it.
    places = [place for place in places if not _is_last(node, place)] or places
    types = [
        _data_type(
            node,
            place,
            schemas,
            hint if len(places) == 1 else (*hint, f"option {number}"),
        )
        for number, place in enumerate(places, 1)
    ]
    return _union(types)


def _event_place(node: Node, pointer: str) -> str:
    """The schema of one event: huma gives an array of them."""
    schema = object_at(node.log, pointer)
    if schema is None or not isinstance(schema.value.get("items"), dict):
        return pointer
    return schema.at("items")


def _is_last(node: Node, place: str) -> bool:
    """Whether the `data` at `place` is nothing but the mark of the end."""
    data = object_at(node.log, place)
    if data is None:
        return False
    return data.value.get("const", data.value.get("enum")) in (_DONE, [_DONE])


def _data_type(
    node: Node, place: str, schemas: Schemas, hint: tuple[str, ...]
) -> ir.Type:
    data = object_at(node.log, place)
    if data is not None and data.value.get("contentSchema") is not None:
        return schemas.type_at(data.at("contentSchema"), hint)
    return schemas.type_at(place, hint)


def _data_places(
    node: Node, pointer: str, needed: set[str], visited: set[str]
) -> list[str]:
    """Where each kind of event declares `data`; nothing if one of them is no event."""
    schema = object_at(node.log, pointer)
    if schema is None or schema.pointer in visited:
        return []
    visited = {*visited, schema.pointer}
    properties = schema.node("properties")
    variants = [
        child(schema.at(key), index)
        for key in ("oneOf", "anyOf")
        for index, _ in enumerate(schema.array(key))
    ]
    found = [_data_places(node, variant, needed, visited) for variant in variants]
    if found and all(found):
        return [place for places in found for place in places]
    if properties is None or (variants and "data" not in properties.value):
        return []
    names = properties.value.keys()
    return [properties.at("data")] if needed <= names <= _FRAME else []


def _union(types: list[ir.Type]) -> ir.Type:
    """A flat union without repetitions; `null` is lifted out of it."""
    flat: list[ir.Type] = []
    nullable = False
    for type_ in types:
        if isinstance(type_, ir.Nullable):
            nullable = True
        inner = type_.inner if isinstance(type_, ir.Nullable) else type_
        variants = inner.variants if isinstance(inner, ir.UnionOf) else (inner,)
        flat += [variant for variant in variants if variant not in flat]
    if ir.Anything() in flat:
        return ir.Anything()
    whole = flat[0] if len(flat) == 1 else ir.UnionOf(tuple(flat))
    return ir.Nullable(whole) if nullable else whole


UNENCODED = "cookie"
"""The style of cookies in OpenAPI 3.2 that is `form` without percent-encoding."""

STRING = ir.Primitive(ir.PrimitiveKind.STRING)
BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)


class ContentReader(Struct, frozen=True):
    """Reads `content` maps of one document.

    Attributes:
        schemas: gives the type of each schema.
    """

    schemas: Schemas

    def read(
        self,
        owner: Node,
        hint: tuple[str, ...],
        *,
        sent: bool = False,
        received: bool = False,
    ) -> tuple[ir.Content, ...]:
        """The members of `content` of `owner`, in document order.

        Of media types that differ only in spelling, the first one stays.

        Args:
            hint: words for the name of an inline schema of the first media type; those
                after it get the subtype as a further word.
            sent: whether the client sends one of them, and so needs to know it exactly.
            received: whether they are bodies of responses.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        entries = dict(_entries(owner))
        same = _same_as_json(entries, sent)
        found: dict[str, ir.Content] = {}
        for name, node in entries.items():
            if name in same:
                continue
            words = (*hint, media.word(name)) if found else hint
            content = _unread(name) if received else None
            content = content or self.content(node, name, words, sent=sent)
            if sent:
                content = self._as_form(content, node)
                content = replace(content, examples=node.examples())
            found[name] = content
        found |= {name: _renamed(found[other], name) for name, other in same.items()}
        for name in _copies(entries):
            found[name] = replace(found[name], is_copy=True)
        contents = tuple(found[name] for name in entries)
        return self._sendable(contents) if sent else contents

    def _sendable(self, contents: tuple[ir.Content, ...]) -> tuple[ir.Content, ...]:
        """Contents whose ranges are replaced by the media type that a client sends."""
        found: dict[str, ir.Content] = {}
        for content in contents:
            is_binary = content.type == BINARY
            name = media.sendable(content.media_type, binary=is_binary)
            if name == content.media_type:
                found[name] = content
            elif name not in found:
                kind = MediaKind.BINARY if is_binary else media.kind(name)
                assert kind is not None
                found[name] = replace(content, media_type=name, kind=kind)
        return tuple(found.values())

    def _as_form(self, content: ir.Content, node: Node) -> ir.Content:
        """A form consists of fields: a schema that is no object is ignored.

        What is no form stays as it is.
        """
        if content.kind not in (MediaKind.MULTIPART, MediaKind.FORM):
            return content
        type_ = self.schemas.follow(content.type)
        if not isinstance(type_, ir.Primitive | ir.ListOf | ir.TupleOf):
            return content
        node.log.add(
            "form-without-fields",
            "the schema is ignored: it is no object, and a form has fields",
            node.at("schema"),
        )
        return replace(content, type=None)

    def content(
        self, node: Node, name: str, hint: tuple[str, ...], *, sent: bool = False
    ) -> ir.Content:
        """One Media Type Object.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        match media.kind(name):
            case MediaKind.EVENTS if sent:
                return ir.Content(name, MediaKind.TEXT, STRING)
            case MediaKind.EVENTS | MediaKind.LINES as kind:
                item = self._item(node, kind, hint)
                return ir.Content(name, kind, ir.ListOf(item), item=item)
            case MediaKind.BINARY as kind:
                return ir.Content(name, kind, BINARY)
            case MediaKind.TEXT:
                return self._text(node, name, hint)
            case MediaKind.MULTIPART | MediaKind.FORM as kind:
                return ir.Content(name, kind, self._type(node, hint), _encodings(node))
            case MediaKind.JSON | None as open_kind:
                type_ = self._type(node, hint)
                decided = self._kind_by_type(open_kind, type_, sent)
                return ir.Content(name, decided, type_)

    def _kind_by_type(
        self, kind: MediaKind | None, type_: ir.Type | None, sent: bool
    ) -> MediaKind:
        """The kind of a body whose media type leaves that to its schema.

        Bytes are never JSON, whatever the media type says.
        """
        found = self.schemas.follow(type_)
        if found == BINARY or (kind is None and sent and type_ is None):
            return MediaKind.BINARY
        return MediaKind.TEXT if kind is None and found == STRING else MediaKind.JSON

    def _type(self, node: Node, hint: tuple[str, ...]) -> ir.Type | None:
        if node.value.get("schema") is None:
            return None
        return self.schemas.type_at(node.at("schema"), hint)

    def _text(self, node: Node, name: str, hint: tuple[str, ...]) -> ir.Content:
        """Text, unless the schema says that it is bytes (as of CSV and XML).

        Plain text that holds a scalar, or an array in JSON, has its type. Any other
        schema of a text describes what the text stands for, and no client reads it.
        """
        is_plain = media.essence(name) == "text/plain"
        schema = node.value.get("schema")
        if not isinstance(schema, dict) or _is_object(schema):
            return ir.Content(name, MediaKind.TEXT, STRING)
        if not is_plain and "$ref" not in schema and schema.get("type") != "string":
            return ir.Content(name, MediaKind.TEXT, STRING)
        type_ = self._type(node, hint) or STRING
        behind = self.schemas.follow(type_)
        if behind == BINARY:
            return ir.Content(name, MediaKind.BINARY, BINARY)
        if not is_plain or not self._is_readable(behind):
            type_ = STRING
        return ir.Content(name, MediaKind.TEXT, type_)

    def _is_readable(self, type_: ir.Type | None) -> bool:
        """Whether a plain text can be read as a type: a scalar, or an array in JSON."""
        match type_:
            case ir.Primitive(kind):
                return kind is not ir.PrimitiveKind.BYTES
            case ir.Ref(id_):
                return isinstance(self.schemas.declarations.get(id_), ir.Enum)
            case ir.Nullable(inner):
                return self._is_readable(inner)
            case ir.ListOf() | ir.Constant():
                return True
            case _:
                return False

    def _item(self, node: Node, kind: MediaKind, hint: tuple[str, ...]) -> ir.Type:
        """The type of one item of a sequential media type.

        `itemSchema` is that of OpenAPI 3.2; documents before it give under `schema` the
        schema of one item, or of the array of all.
        """
        if kind is MediaKind.EVENTS:
            data = event_data(node, self.schemas, (*hint, "event"))
            if data is not None:
                return data
        if node.value.get("itemSchema") is not None:
            return self.schemas.type_at(node.at("itemSchema"), (*hint, "item"))
        whole = self._type(node, (*hint, "item"))
        if whole is None:
            return STRING if kind is MediaKind.EVENTS else ir.Anything()
        return whole.item if isinstance(whole, ir.ListOf) else whole


def _unread(name: str) -> ir.Content | None:
    """A form that a server sends: no client takes it apart, whatever its schema."""
    match media.kind(name):
        case MediaKind.MULTIPART:
            return ir.Content(name, MediaKind.BINARY, BINARY)
        case MediaKind.FORM:
            return ir.Content(name, MediaKind.TEXT, STRING)
        case _:
            return None


def _entries(owner: Node) -> Iterator[tuple[str, Node]]:
    """The Media Type Objects under `content` by media type as it is sent.

    What is no media type, and describes a body all the same, loses nothing: `*` and an
    empty key are any media type, others are taken as they are written.
    """
    visited: set[str] = set()
    for key, node in owner.members("content"):
        name = media.normalise(key)
        if name in ("", "*"):
            name = "*/*"
        problem = ""
        if name in visited:
            problem = "is left out: listed twice"
        elif not media.is_valid(name):
            is_body = "schema" in node.value or "itemSchema" in node.value
            problem = "is no media type" + ("" if is_body else ": it is left out")
        if problem:
            owner.log.add("invalid-media-type", f"{key!r} {problem}", node.pointer)
        if not problem or problem == "is no media type":
            visited.add(name)
            yield name, node


def _same_as_json(entries: Mapping[str, Node], sent: bool) -> dict[str, str]:
    """Media types with the schema of another one, which is JSON -> that one.

    Frameworks list several (ASP.NET Core does so everywhere): other names of JSON, and
    plain text, under which they send JSON as well.
    """
    found: dict[str, str] = {}
    known: list[tuple[Any, str]] = []
    for name, node in entries.items():
        if media.kind(name) is MediaKind.JSON and "schema" in node.value:
            schema = node.value["schema"]
            same = next((other for value, other in known if value == schema), None)
            if same is None:
                known.append((schema, name))
            else:
                found[name] = same
    for name, node in entries.items():
        if not sent and media.essence(name) == "text/plain" and "schema" in node.value:
            schema = node.value["schema"]
            found.update((name, other) for value, other in known if value == schema)
    return found


def _renamed(content: ir.Content, name: str) -> ir.Content:
    """The same under another name; text that holds JSON is sent as text, too."""
    is_text = media.kind(name) is MediaKind.TEXT
    if is_text and content.kind is MediaKind.JSON:
        return ir.Content(name, MediaKind.TEXT, content.type, is_copy=True)
    return replace(content, media_type=name, is_copy=True)


def _copies(entries: Mapping[str, Node]) -> list[str]:
    """Other notations with the schema of what is there as JSON."""
    json = [
        node.value.get("schema")
        for name, node in entries.items()
        if media.kind(name) is MediaKind.JSON
    ]
    return [
        name
        for name, node in entries.items()
        if media.is_notation(name) and node.value.get("schema") in json
    ]


def _is_object(schema: dict[str, Any]) -> bool:
    return kinds([schema]) == ("object",)


def _encodings(node: Node) -> tuple[ir.Encoding, ...]:
    """`encoding` of a form or multipart body (Encoding Object)."""
    for key in ("prefixEncoding", "itemEncoding"):
        if node.value.get(key) is not None:
            node.log.add(
                "positional-encoding",
                f"`{key}` is ignored: parts are written by property",
                node.at(key),
            )
    return tuple(
        ir.Encoding(
            property=name,
            content_type=encoding.text("contentType"),
            style=style_of(encoding, ir.ParameterLocation.QUERY),
            explode=encoding.flag("explode"),
            allow_reserved=encoding.flag("allowReserved") or False,
        )
        for name, encoding in node.members("encoding")
    )


def default_style(location: ir.ParameterLocation) -> ir.Style:
    """The style of parameters that name none ("Style Values")."""
    return ir.Style(next(iter(spec.STYLES[location.value])))


def style_of(node: Node, location: ir.ParameterLocation) -> ir.Style | None:
    """`style` of a Parameter or Encoding Object; `None` if it names none.

    Args:
        location: that of the parameter; fields of forms have the styles of the query.
    """
    name = node.text("style")
    if name in spec.STYLES[location.value]:
        return ir.Style.FORM if name == UNENCODED else ir.Style(name)
    if not name:
        return None
    usual = default_style(location)
    node.log.add(
        "invalid-style",
        f"style {name!r} is not defined here: {usual.value} is used",
        node.at("style"),
    )
    return usual
