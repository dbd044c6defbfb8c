"""Walks through a document, along the table of the specification (`spec.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from . import pointers
from .pointers import LinkedPath
from .spec import FRAGMENT, IDENTIFIER, Holds, Member, ObjectType


class Place(Struct, frozen=True):
    """An object in a document.

    Attributes:
        type: what its place is for.
        path: where it stands.
    """

    value: dict[str, Any]
    type: ObjectType
    path: LinkedPath

    @property
    def tokens(self) -> list[str]:
        """The tokens of the pointer of the object."""
        return pointers.tokens_of(self.path)

    @property
    def pointer(self) -> str:
        """The pointer of the object."""
        return pointers.join(self.tokens)


def walk(
    node: Any, type_: ObjectType, path: LinkedPath = None, *, strict: bool = False
) -> Iterator[Place]:
    """Every object in `node`, itself included, in document order.

    Lists are walked whatever is expected, and data of the API is not.

    Args:
        type_: what the place of `node` is for.
        path: of `node`.
        strict: leave out members that generation does not rely on, and members that
            have not the form that the table gives them.
    """
    stack: list[tuple[Any, ObjectType, LinkedPath]] = [(node, type_, path)]
    while stack:
        node, type_, path = stack.pop()
        if node.__class__ is list:
            items = [
                (item, type_, (path, str(index)))
                for index, item in enumerate(node)
                if item.__class__ is dict or item.__class__ is list
            ]
            stack.extend(reversed(items))
            continue
        if node.__class__ is not dict:
            continue
        yield Place(node, type_, path)
        members, rest = type_.members, type_.rest
        for key, value in reversed(node.items()):
            if value.__class__ is not dict and value.__class__ is not list:
                continue
            member = members.get(key, rest)
            below = _below(type_, key, value, member)
            if below is None or (strict and not _is_sound(value, member)):
                continue
            stack.append((value, below, (path, key)))


def _is_sound(value: Any, member: Member | None) -> bool:
    if member is None or not member.checked:
        return False
    if member.holds is Holds.ONE_OR_LIST:
        return True
    return (value.__class__ is list) == (member.holds is Holds.LIST)


def _below(
    type_: ObjectType, key: str, value: Any, member: Member | None
) -> ObjectType | None:
    """The type of `value`, an object or list in an object; `None` for data."""
    if member is not None and member.of is IDENTIFIER:
        member = type_.rest  # a property may be called `$ref`
    if member is None or member.of is None:
        is_data = member is not None and member.holds is Holds.DATA
        return None if is_data or not _is_stray(key, value) else FRAGMENT
    if member is type_.rest and type_.extensible and key.startswith("x-"):
        return None
    return member.of


def _is_stray(key: str, value: Any) -> bool:
    """Whether `value` is a reference where only a plain value is expected."""
    return (
        value.__class__ is dict
        and len(value) == 1
        and value.get("$ref").__class__ is str
        and not key.startswith("x-")
    )
