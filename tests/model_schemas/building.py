"""Schemas from inline YAML, and types as short text that an assertion can show."""

from __future__ import annotations

import json
import re
from typing import Any, assert_never

import yaml
from regen import ir
from regen.model.schemas import Schemas
from regen.source.document import Document
from regen.source.sourcemap import SourceFile

SCHEMAS = "/components/schemas/"


def document(root: dict[str, Any]) -> Document:
    return Document(root, SourceFile("api.yaml", "", root, lambda _: (1, 1)))


def schemas(text: str, **rest: Any) -> Schemas:
    """The schemas of a document whose `components/schemas` are the YAML `text`.

    `$ref: '#Name'` stands for a reference to the component of that name.
    """
    text = re.sub(r"'#(\w[^']*)'", rf"'#{SCHEMAS}\1'", text)
    components = yaml.safe_load(text) or {}
    root = {"openapi": "3.1.0", "components": {"schemas": components}, **rest}
    before = json.dumps(root)
    built = Schemas(document(root))
    assert json.dumps(root) == before, "the document was changed"
    return built


def declared(built: Schemas, place: str) -> str:
    """The declaration at a place under `components/schemas`, on one line."""
    return shown(built.declarations[ir.SchemaId(SCHEMAS + place)])


def one(text: str) -> str:
    """The declaration of the component `X`."""
    return declared(schemas(text), "X")


def fields(built: Schemas, place: str) -> dict[str, str]:
    model = built.declarations[ir.SchemaId(SCHEMAS + place)]
    assert isinstance(model, ir.Model)
    return {f.wire_name + ("" if f.required else "?"): of(f.type) for f in model.fields}


def hint(built: Schemas, place: str) -> tuple[str, ...]:
    return built.declarations[ir.SchemaId(SCHEMAS + place)].hint


def default(built: Schemas, place: str) -> str:
    """The variant of a union that has all other tags."""
    union = built.declarations[ir.SchemaId(SCHEMAS + place)]
    assert isinstance(union, ir.Union)
    assert isinstance(union.type, ir.UnionOf)
    assert union.type.discriminator is not None
    assert union.type.discriminator.default is not None
    return of(union.type.discriminator.default)


def shown(declaration: ir.Declaration) -> str:
    match declaration:
        case ir.Model(fields=listed, extra=extra):
            inside = [
                f"{f.wire_name}{'' if f.required else '?'}: {of(f.type)}"
                for f in listed
            ]
            inside += [] if extra is None else [f"**: {of(extra)}"]
            return f"model({', '.join(inside)})"
        case ir.Enum(kind=kind, members=members):
            values = ", ".join(repr(member.value) for member in members)
            return f"enum {kind.value}({values})"
        case ir.Union(type=type_):
            return f"union {of(type_)}"
        case ir.Alias(type=type_):
            return f"alias {of(type_)}"
        case _:
            assert_never(declaration)


def of(type_: ir.Type) -> str:
    match type_:
        case ir.Primitive(kind):
            return kind.value
        case ir.Ref(id_):
            return id_.pointer.removeprefix(SCHEMAS)
        case ir.ListOf(item):
            return f"[{of(item)}]"
        case ir.MapOf(value):
            return f"{{{of(value)}}}"
        case ir.TupleOf(items):
            return f"({', '.join(map(of, items))})"
        case ir.Nullable(inner):
            return f"{of(inner)}?"
        case ir.Constant(values):
            return " or ".join(map(repr, values))
        case ir.UnionOf(variants, discriminator):
            text = " | ".join(map(of, variants))
            if discriminator is not None:
                tags = (f"{tag!r}: {of(t)}" for tag, t in discriminator.mapping)
                text += f" by {discriminator.property} {{{', '.join(tags)}}}"
            return text
        case ir.Null() | ir.Anything() | ir.Never():
            return type(type_).__name__
        case _:
            assert_never(type_)
