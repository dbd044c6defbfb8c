"""Names classes and their modules, attributes and enum members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, assert_never

from msgspec.structs import replace

from regen import ir
from regen.diagnostics import Diagnostic

from . import forms, pins, words
from .equal_schemas import Shared
from .forms import ATTRIBUTES, CLASSES, MODULES
from .names import (
    AliasName,
    Claim,
    DeclarationName,
    EnumName,
    ModelName,
    assign,
    renamed,
)

_COMPONENTS = ("/components/schemas", "/definitions")
_EXTRA = "additional_properties"
_SUFFIX = "Schema"


def name_declarations(
    shared: Shared, pinned: Any
) -> tuple[dict[ir.SchemaId, DeclarationName], list[Diagnostic]]:
    """Every class or alias with its module, its attributes or its members.

    A component has the first claim on its own name, whatever else exists; then come
    other components, then inline schemas, each in the order of their pointers.

    Args:
        shared: the API, and the keys under which `pinned` has its names.
    """
    api, keys = shared.api, shared.keys
    order = sorted(api.declarations.values(), key=lambda item: item.id.pointer)
    pairs = pins.section(pinned, "declarations")
    old = {id_: pairs[key.old] for id_, key in keys.items() if key.old in pairs}
    claims = [_class_claim(item, shared.hints.get(item.id)) for item in order]
    classes = assign(claims, CLASSES, _old_names(old, 1))
    modules = assign(
        (
            Claim(claim.key, forms.module(classes[claim.key], "model"), rank=claim.rank)
            for claim in claims
        ),
        MODULES,
        _old_names(old, 0),
    )
    names: dict[ir.SchemaId, DeclarationName] = {}
    found = renamed("schema", claims, classes)
    for item in _bases_first(api.declarations):
        id_ = item.id
        own = modules[id_], classes[id_]
        parent = item.base if isinstance(item, ir.Model) else None
        base = names[parent.id] if parent is not None else None
        names[id_], moved = _declaration(
            item, *own, pinned=pinned, key=keys[id_].old, base=base
        )
        found += moved
    names = {id_: names[id_] for id_ in api.declarations}
    return _with_family_rules(names, api), found


def _bases_first(
    declarations: Mapping[ir.SchemaId, ir.Declaration],
) -> Iterator[ir.Declaration]:
    """The declarations, those of base classes before those of their subclasses."""
    done: set[ir.SchemaId] = set()
    for item in declarations.values():
        chain = [item]
        while (last := chain[-1]) and isinstance(last, ir.Model) and last.base:
            if last.base.id in done:
                break
            chain.append(declarations[last.base.id])
        for each in reversed(chain):
            if each.id not in done:
                done.add(each.id)
                yield each


def _with_family_rules(
    names: dict[ir.SchemaId, DeclarationName], api: ir.Api
) -> dict[ir.SchemaId, DeclarationName]:
    """The names where a base and all its subclasses have one rule for wire names."""
    families: dict[ir.SchemaId, list[ir.SchemaId]] = {}
    for id_, item in api.declarations.items():
        root = item
        while isinstance(root, ir.Model) and root.base is not None:
            root = api.declarations[root.base.id]
        if root is not item:
            families.setdefault(root.id, [root.id]).append(id_)
    for family in families.values():
        models = [name for id_ in family if isinstance(name := names[id_], ModelName)]
        fields = {wire: name for m in models for wire, name in m.fields.items()}
        rule, _ = rename_rule(fields)
        for id_, model in zip(family, models, strict=True):
            explicit = _exceptions(model.fields, RULES[rule] if rule else str)
            names[id_] = replace(model, rename=rule, explicit=explicit)
    return names


def _declaration(
    item: ir.Declaration,
    module: str,
    name: str,
    *,
    pinned: Any,
    key: str,
    base: DeclarationName | None,
) -> tuple[DeclarationName, list[Diagnostic]]:
    match item:
        case ir.Model():
            old = pins.section(pinned, "fields", key)
            inherited = base if isinstance(base, ModelName) else None
            return _model(item, module, name, old, inherited)
        case ir.Enum():
            return _enum(item, module, name, pins.section(pinned, "members", key))
        case ir.Union() | ir.Alias():
            return AliasName(module, name), []
        case _:
            assert_never(item)


def _old_names(old: Mapping[ir.SchemaId, Any], position: int) -> dict[ir.SchemaId, str]:
    """The pinned classes (position 1) or modules (position 0)."""
    found = {
        id_: pair[position]
        for id_, pair in old.items()
        if isinstance(pair, list) and len(pair) == 2
    }
    return pins.valid(found, forms.is_module if position == 0 else None)


def _class_claim(
    item: ir.Declaration, common: tuple[str, ...] | None
) -> Claim[ir.SchemaId]:
    """What a class wants to be called.

    Args:
        common: the words that tell all places of the schema, if there are several.
    """
    hint = item.hint or (item.id.pointer.rpartition("/")[2],)
    name = forms.class_name(hint, _SUFFIX)
    if common is not None and common != hint:
        short = forms.class_name(common, _SUFFIX)
        own = partial(_other_classes, hint, name)
        return Claim(item.id, short, lambda: (name, *own()), rank=3)
    rank = int(name != hint[-1])
    if not _is_component(item.id):
        rank = 2 if name == forms.class_name(hint, _SUFFIX, terse=False) else 3
    if isinstance(item, ir.Enum) and item.name_hint:
        asked = forms.class_name((item.name_hint,), _SUFFIX)
        return Claim(item.id, asked, lambda: (name,), rank)
    return Claim(item.id, name, partial(_other_classes, hint, name), rank)


def _other_classes(hint: tuple[str, ...], name: str) -> tuple[str, ...]:
    """`Foo_Bar` keeps its underscore beside `FooBar`; others get a suffix.

    Before that, words that a short name leaves out are added.
    """
    whole = forms.class_name(hint, _SUFFIX, terse=False)
    others = [whole] if whole != name else []
    raw = hint[0]
    if len(hint) == 1 and raw.isascii() and raw[:1].isupper() and pins.is_safe(raw):
        others.append(words.capped(raw))
    if not name.endswith(_SUFFIX):
        others.append(words.capped(f"{name}{_SUFFIX}"))
    return tuple(others)


def _is_component(id_: ir.SchemaId) -> bool:
    return id_.pointer.rpartition("/")[0] in _COMPONENTS


def _model(
    model: ir.Model,
    module: str,
    name: str,
    pinned: Mapping[str, Any],
    base: ModelName | None,
) -> tuple[ModelName, list[Diagnostic]]:
    """The attributes of a model; a property that is a fit name itself comes first.

    Args:
        base: that of its base, whose attributes it has.
    """
    claims: list[Claim[str | None]] = [_attribute_claim(item) for item in model.fields]
    claims.append(Claim(None, _EXTRA, lambda: ("extra_properties",), rank=2))
    old: dict[str | None, str] = {}
    inherited: dict[str | None, str] = {}
    if base is not None:
        inherited.update(base.fields)
        inherited[None] = base.extra
    taken = set(inherited.values())
    old.update((k, v) for k, v in pins.valid(pinned).items() if v not in taken)
    old.update(inherited)
    chosen = assign(claims, ATTRIBUTES, old)
    found = renamed("property", claims[:-1], chosen, str(model.id))
    extra = chosen.pop(None)
    fields = {wire: name for wire, name in chosen.items() if wire is not None}
    return ModelName(module, name, fields, extra, *rename_rule(fields)), found


def _attribute_claim(item: ir.Field) -> Claim[str | None]:
    wire = item.wire_name
    name = forms.attribute(item.name_hint or wire)
    return Claim(
        wire,
        name,
        lambda: (forms.spelled(wire, "field"),),
        rank=0 if name == wire else 1,
    )


def _enum(
    enum: ir.Enum, module: str, name: str, pinned: Mapping[str, Any]
) -> tuple[EnumName, list[Diagnostic]]:
    """The members of an enum; values that are fit names themselves come first."""
    claims = [
        Claim(index, name, others, rank)
        for index, (name, others, rank) in enumerate(map(_member, enum.members))
    ]
    old = pins.valid(pinned, str.isupper)
    keys = tuple(pins.member(member.value) for member in enum.members)
    chosen = assign(
        claims,
        pinned={index: old[key] for index, key in enumerate(keys) if key in old},
    )
    found = renamed("member", claims, chosen, str(enum.id))
    return EnumName(module, name, tuple(chosen.values()), keys), found


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


def camel(attribute: str) -> str:
    """`pet_id` -> `petId`."""
    first, *rest = attribute.split("_")
    return first.lower() + "".join(map(str.capitalize, rest))


def pascal(attribute: str) -> str:
    """`pet_id` -> `PetId`."""
    return "".join(map(str.capitalize, attribute.split("_")))


def kebab(attribute: str) -> str:
    """`pet_id` -> `pet-id`."""
    return attribute.replace("_", "-")


RULES: Mapping[str, Callable[[str], str]] = {
    "camel": camel,
    "pascal": pascal,
    "kebab": kebab,
}
"""The runtime has the same functions: a class with `rename="camel"` sends each
attribute as `camel(attribute)`."""


def rename_rule(fields: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """The rule for a class, and the wire names that it does not give.

    The rule with the fewest exceptions wins; no rule wins a tie, then the order of
    `RULES` decides.

    Args:
        fields: wire name -> attribute.
    """
    best, exceptions = None, _exceptions(fields, str)
    for name, rule in RULES.items() if exceptions else ():
        found = _exceptions(fields, rule)
        if len(found) < len(exceptions):
            best, exceptions = name, found
    return best, exceptions


def _exceptions(
    fields: Mapping[str, str], rule: Callable[[str], str]
) -> tuple[str, ...]:
    return tuple(
        wire_name
        for wire_name, attribute in fields.items()
        if rule(attribute) != wire_name
    )
