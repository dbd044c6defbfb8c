"""Compares the models of two packages, for those who construct and read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from regen.ir import Usage
from regen.outputs.python.expressions import Expression
from regen.outputs.python.surface import (
    Attribute,
    Declared,
    EnumClass,
    ModelClass,
    Surface,
    TypeName,
)

from .assignability import Fit, bases, difference, parts
from .change import Change, Pair, Severity

_KINDS = {ModelClass: "model", EnumClass: "enum", TypeName: "alias"}


class _Uses(Struct, frozen=True):
    """Whether callers construct a type, read it, or both.

    Attributes:
        given: the relation from old to new, for what callers construct.
        received: the relation from new to old, for what callers read.
        sent: whether callers construct values for requests.
        read: whether callers read values of responses.
    """

    given: Fit
    received: Fit
    sent: bool = True
    read: bool = True

    def by(self, usage: Usage) -> _Uses:
        known = bool(usage)
        sent = not known or Usage.REQUEST in usage
        read = not known or Usage.RESPONSE in usage
        return _Uses(self.given, self.received, sent, read)

    def of(self, attribute: Attribute) -> _Uses:
        sent = self.sent and attribute.sent
        read = self.read and attribute.received
        return _Uses(self.given, self.received, sent, read)

    def may_construct(self, old: Expression, new: Expression) -> bool:
        """Whether those who give values may go on as before."""
        return not self.sent or self.given(old, new)

    def may_read(self, old: Expression, new: Expression) -> bool:
        """Whether those who read values may go on as before."""
        return not self.read or self.received(new, old)


def models(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of models, enums and aliases."""
    uses = _Uses(
        given=Fit(old.declared, new.declared, received=False),
        received=Fit(new.declared, old.declared, received=True),
    )
    added = [item for name, item in new.declared.items() if name not in old.declared]
    alike = _by_contents(added)
    for name, before in old.declared.items():
        after = new.declared.get(name)
        if after is None:
            pair = Pair(f"models.{name}", before.pointer)
            message = "is gone; imports fail"
            if other := alike.get(_contents(before)):
                message += f"; models.{other.name} looks the same: renamed?"
            yield pair.breaking(f"{_kind(before)}-removed", message)
        else:
            pair = Pair(f"models.{name}", before.pointer, after.pointer)
            yield from _declaration(pair, before, after, uses.by(before.usage))
    for item in added:
        pair = Pair(f"models.{item.name}", None, item.pointer)
        yield pair.compatible(f"{_kind(item)}-added", "is new")


def _kind(item: Declared) -> str:
    return _KINDS[type(item)]


def _by_contents(items: Iterable[Declared]) -> dict[str, Declared]:
    """The models and enums that no other one equals but for the name."""
    groups: dict[str, list[Declared]] = {}
    for item in items:
        groups.setdefault(_contents(item), []).append(item)
    alone = {text: group[0] for text, group in groups.items() if len(group) == 1}
    return {text: item for text, item in alone.items() if text}


def _contents(item: Declared) -> str:
    """The contents of a model or an enum as text; empty for an alias."""
    match item:
        case ModelClass(attributes=attributes) if attributes:
            return str({each.name: str(each.type) for each in attributes})
        case EnumClass(members=members):
            return str({each.name: each.value.code for each in members})
        case _:
            return ""


def _declaration(
    pair: Pair, old: Declared, new: Declared, uses: _Uses
) -> Iterator[Change]:
    if old.module != new.module:
        message = f"stands in models.{new.module} instead of models.{old.module};"
        message += " the package models has it as before"
        yield pair.internal(f"{_kind(new)}-moved", message)
    match old, new:
        case ModelClass(), ModelClass():
            yield from _model(pair, old, new, uses)
        case EnumClass(), EnumClass():
            yield from _enum(pair, old, new)
        case TypeName(), TypeName():
            if str(old.type) != str(new.type):
                constructs = uses.may_construct(old.type, new.type)
                yield _type(
                    pair, "alias", old.type, new.type, constructs=constructs, uses=uses
                )
        case _:
            message = f"is a type of another kind: {_kind(new)} instead of {_kind(old)}"
            yield pair.breaking("type-changed", message)


def _model(
    pair: Pair, old: ModelClass, new: ModelClass, uses: _Uses
) -> Iterator[Change]:
    if Usage.REQUEST in new.usage and old.usage is Usage.RESPONSE:
        message = "requests carry it now: what may be left out and may be null is UNSET"
        message += " if it is left out"
        yield pair.compatible("model-sent", message)
    yield from _bases(pair, old, new, uses)
    there = {attribute.name: attribute for attribute in old.attributes}
    here = {attribute.name: attribute for attribute in new.attributes}

    def is_told(name: str) -> bool:
        """Whether what becomes of a field is a change of the base."""
        return old.base == new.base and name in new.inherited

    for name, before in there.items():
        after = here.get(name)
        place = after.pointer if after else None
        field = pair.part(f".{name}", before.pointer, place)
        if after is None:
            message = "is gone; code that gives or reads it fails"
            yield field.breaking("field-removed", message)
            continue
        if before.wire_name != after.wire_name:
            message = f"is {after.wire_name!r} instead of {before.wire_name!r} in JSON"
            yield field.internal("field-renamed-in-json", message)
        for change in _field(field, before, after, uses):
            if change.severity is Severity.BREAKING or not is_told(name):
                yield change
    for name, after in here.items():
        if name in there:
            continue
        field = pair.part(f".{name}", None, after.pointer)
        if after.required and uses.of(after).sent:
            message = f"is new and required ({after.type}); constructing without it"
            message += " fails"
            yield field.breaking("field-added", message)
        elif not is_told(name):
            yield field.compatible("field-added", f"is new: {after.type}")


def _bases(
    pair: Pair, old: ModelClass, new: ModelClass, uses: _Uses
) -> Iterator[Change]:
    """Changes of what a model extends; a base that is gone is a change of its own."""
    before = bases(old.name, uses.given.given)
    after = bases(new.name, uses.given.wanted)
    for name in before:
        if name not in after and name in uses.given.wanted:
            message = f"is no {name} any more; where one is expected it fails"
            yield pair.breaking("base-removed", message)
    for name in after:
        if name not in before:
            yield pair.compatible("base-added", f"is a {name}, too: a subclass of it")


def _field(pair: Pair, old: Attribute, new: Attribute, uses: _Uses) -> Iterator[Change]:
    if uses.sent and old.sent and not new.sent:
        message = "is read-only: what callers give is not sent any more"
        yield pair.breaking("field-read-only", message)
    if uses.read and old.received and not new.received:
        message = "is write-only: responses do not bring it any more"
        yield pair.breaking("field-write-only", message)
    if new.required and not old.required:
        if uses.of(new).sent:
            message = "is required; constructing without it fails"
            yield pair.breaking("field-required", message)
        else:
            yield pair.compatible("field-required", "is always there")
    elif old.required and not new.required and uses.of(new).sent:
        yield pair.compatible("field-optional", "may be left out by who constructs it")
    own = uses.of(new)
    if own.sent and _sends_null(new) and not (_sends_null(old) or old.required):
        message = "None is sent as null; it was left out. UNSET is left out now"
        yield pair.breaking("null-sent", message)
    if str(old.value) != str(new.value) or not own.may_read(old.type, new.type):
        constructs = own.may_construct(old.value, new.value)
        types = old.type, new.type
        yield _type(pair, "field", *types, constructs=constructs, uses=own)


def _type(
    pair: Pair,
    what: str,
    old: Expression,
    new: Expression,
    *,
    constructs: bool,
    uses: _Uses,
) -> Change:
    reads = uses.may_read(old, new)
    message = f"is {difference(old, new)}"
    if constructs and reads:
        return pair.compatible(f"{what}-type-changed", message)
    broken = [
        word
        for word, fine in (("constructs", constructs), ("reads", reads))
        if not fine
    ]
    message += f"; this breaks code that {' or '.join(broken)} it"
    return pair.breaking(f"{what}-type-changed", message)


def _enum(pair: Pair, old: EnumClass, new: EnumClass) -> Iterator[Change]:
    if old.kind != new.kind:
        message = f"is an enum of {new.kind} instead of {old.kind}"
        yield pair.breaking("enum-changed", message)
        return
    there = {member.name: member.value for member in old.members}
    here = {member.name: member.value for member in new.members}
    for name, value in there.items():
        member = pair.part(f".{name}", pair.old, pair.new)
        if name not in here:
            yield member.breaking("member-removed", f"is gone; it was {value}")
        elif here[name] != value:
            message = f"is {here[name]} instead of {value}"
            yield member.breaking("member-changed", message)
    for name, value in here.items():
        if name not in there:
            member = pair.part(f".{name}", None, pair.new)
            message = f"is new: {value}; the enum was open for it"
            yield member.compatible("member-added", message)


def _sends_null(attribute: Attribute) -> bool:
    """Whether a None that is given goes to the server."""
    return "None" in map(str, parts(attribute.value))
