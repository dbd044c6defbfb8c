# Part of every client that regen generates. Do not edit.
"""Tags that belong to a union alone: its variants do not declare them."""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, ForwardRef, Union

from .fields import Discriminator, TypeAliasType, model_fields

Tags = dict[Any, dict[str, Any]]
"""A class, and its tags by the properties that they stand in."""


def resolved(kind: Any, module: str) -> Any:
    """A type; `module` is where its name resolves if it is given by that."""
    if isinstance(kind, ForwardRef):
        kind = kind.__forward_arg__
    return eval(kind, vars(sys.modules[module])) if isinstance(kind, str) else kind


def alternatives(hint: Any, module: str) -> Iterator[tuple[Any, str]]:
    """The alternatives of a type and of the unions in it, and their discriminators.

    Each comes with the module where its names resolve.
    """
    hint = resolved(hint, module)
    if isinstance(hint, TypeAliasType):
        yield from alternatives(hint.__value__, str(hint.__module__))
        return
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        yield from ((m, module) for m in args[1:] if isinstance(m, Discriminator))
        yield from alternatives(args[0], module)
    elif origin in (Union, UnionType):
        for arg in args:
            yield from alternatives(arg, module)
    else:
        yield hint, module


def undeclared_tags(hint: Any, module: str) -> Tags:
    """The tags that a value of a type needs and that its class does not declare.

    A class with several tags in one property has the first.
    """
    found: Tags = {}
    for mark, where in alternatives(hint, module):
        if not isinstance(mark, Discriminator):
            continue
        for tag, variant in mark.mapping.items():
            for kind, _ in alternatives(variant, where):
                is_class = isinstance(kind, type) and is_dataclass(kind)
                if is_class and not _declares(kind, mark.property):
                    found.setdefault(kind, {}).setdefault(mark.property, tag)
    return found


def _declares(cls: Any, wire_name: str) -> bool:
    return any(info.wire_name == wire_name for info in model_fields(cls))
