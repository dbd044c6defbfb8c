"""Names of classes and their modules, of attributes and of enum members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from regen import ir
from regen.diagnostics import Diagnostic

from . import forms, pins, words
from .collisions import Claim, assign, renamed
from .names import DeclarationName, member_key
from .reserved import ATTRIBUTES, CLASSES, MODULES

_COMPONENTS = ("/components/schemas", "/definitions")
_EXTRA = "additional_properties"
_SUFFIX = "Schema"


class Attributes(NamedTuple):
    """The attributes of a model: wire name -> attribute, and that of the extras."""

    fields: dict[str, str]
    extra: str
    renamed: list[Diagnostic]


class Members(NamedTuple):
    """The members of an enum, and their values as pins write them."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    renamed: list[Diagnostic]


def name_declarations(
    api: ir.Api, pinned: Any
) -> tuple[dict[ir.SchemaId, DeclarationName], list[Diagnostic]]:
    """Class and module of every declaration.

    A component has the first claim on its own name, whatever else exists; then come
    other components, then inline schemas, each in the order of their pointers.
    """
    order = sorted(api.declarations.values(), key=lambda item: item.id.pointer)
    old = pins.section(pinned, "declarations")
    claims = [_class_claim(item) for item in order]
    classes = assign(claims, CLASSES, _old_names(order, old, 1))
    modules = assign(
        (
            Claim(claim.key, forms.module(classes[claim.key], "model"), rank=claim.rank)
            for claim in claims
        ),
        MODULES,
        _old_names(order, old, 0),
    )
    names = {
        id_: DeclarationName(modules[id_], classes[id_]) for id_ in api.declarations
    }
    return names, renamed("schema", claims, classes)


def _old_names(
    order: list[ir.Declaration], old: Mapping[str, Any], position: int
) -> dict[ir.SchemaId, str]:
    """The pinned classes (position 1) or modules (position 0)."""
    pairs = {
        pointer: pair[position]
        for pointer, pair in old.items()
        if isinstance(pair, list) and len(pair) == 2
    }
    found = pins.valid(pairs, forms.is_module if position == 0 else None)
    return {
        item.id: found[item.id.pointer] for item in order if item.id.pointer in found
    }


def _class_claim(item: ir.Declaration) -> Claim[ir.SchemaId]:
    hint = item.hint or (item.id.pointer.rpartition("/")[2],)
    name = forms.class_name(hint, _SUFFIX)
    inline = not _is_component(item.id)
    rank = 2 if inline else int(name != hint[-1])
    if isinstance(item, ir.Enum) and item.name_hint:
        asked = forms.class_name((item.name_hint,), _SUFFIX)
        return Claim(item.id, asked, lambda: (name,), rank)
    return Claim(item.id, name, partial(_other_classes, hint, name), rank)


def _other_classes(hint: tuple[str, ...], name: str) -> tuple[str, ...]:
    """`Foo_Bar` keeps its underscore beside `FooBar`; others get a suffix."""
    others = []
    raw = hint[0]
    if len(hint) == 1 and raw.isascii() and raw[:1].isupper() and pins.is_safe(raw):
        others.append(words.capped(raw))
    if not name.endswith(_SUFFIX):
        others.append(words.capped(f"{name}{_SUFFIX}"))
    return tuple(others)


def _is_component(id_: ir.SchemaId) -> bool:
    return id_.pointer.rpartition("/")[0] in _COMPONENTS


def name_attributes(model: ir.Model, pinned: Any) -> Attributes:
    """The attributes of a model; a property that is a fit name itself comes first."""
    claims: list[Claim[str | None]] = [_attribute_claim(item) for item in model.fields]
    claims.append(Claim(None, _EXTRA, lambda: ("extra_properties",), rank=2))
    old: dict[str | None, str] = {}
    old.update(pins.valid(pins.section(pinned, "fields", model.id.pointer)).items())
    chosen = assign(claims, ATTRIBUTES, old)
    found = renamed("property", claims[:-1], chosen, str(model.id))
    extra = chosen.pop(None)
    fields = {wire: name for wire, name in chosen.items() if wire is not None}
    return Attributes(fields, extra, found)


def _attribute_claim(item: ir.Field) -> Claim[str | None]:
    wire = item.wire_name
    name = forms.attribute(item.name_hint or wire)
    return Claim(
        wire,
        name,
        lambda: (forms.spelled(wire, "field"),),
        rank=0 if name == wire else 1,
    )


def name_members(enum: ir.Enum, pinned: Any) -> Members:
    """The members of an enum; values that are fit names themselves come first."""
    claims = [
        Claim(index, name, others, rank)
        for index, (name, others, rank) in enumerate(map(_member, enum.members))
    ]
    old = pins.valid(pins.section(pinned, "members", enum.id.pointer), str.isupper)
    keys = tuple(member_key(member.value) for member in enum.members)
    chosen = assign(
        claims,
        pinned={index: old[key] for index, key in enumerate(keys) if key in old},
    )
    found = renamed("member", claims, chosen, str(enum.id))
    return Members(tuple(chosen.values()), keys, found)


def _member(
    member: ir.EnumMember,
) -> tuple[str, Callable[[], tuple[str, ...]], int]:
    value = member.value
    name = forms.member(member.name_hint or value)
    return (
        name,
        lambda: (forms.member_spelled(value),),
        0 if name == value or member.name_hint else 1,
    )
