# Part of every client that regen generates. Do not edit.
"""Models as types of pydantic and FastAPI, without importing either.

pydantic takes its core schemas as plain dictionaries. Reading and writing are those of
this package, strict, by names on the wire; what pydantic makes of the fields is there
to describe the model.
"""

from __future__ import annotations

import typing
from threading import local
from types import UnionType
from typing import Any, Union

from .codec import decode
from .encoding import encode
from .fields import FieldInfo, Unset, model_fields
from .shapes import ANY_OF

_state = local()


def core_schema(cls: Any, generate: Any) -> dict[str, Any]:
    """The core schema of a model; `generate` makes those of other types."""
    reference = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
    under_way: set[Any] = vars(_state).setdefault("under_way", set())
    if cls in under_way:  # it holds itself
        return {"type": "definition-ref", "schema_ref": reference}
    under_way.add(cls)
    try:
        fields = {
            info.wire_name: _field(info, generate)
            for info in model_fields(cls)
            if not info.flags.extra
        }
    finally:
        under_way.discard(cls)

    def read(value: Any, _: Any) -> Any:
        return value if isinstance(value, cls) else decode(cls, value, strict=True)

    return {
        "type": "function-wrap",
        "function": {"type": "no-info", "function": read},
        "schema": {"type": "typed-dict", "fields": fields, "cls": cls},
        "serialization": {"type": "function-plain", "function": encode},
        "ref": reference,
    }


def _field(info: FieldInfo, generate: Any) -> dict[str, Any]:
    hint = info.hint
    if typing.get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not Unset]
        hint = ANY_OF[tuple(kinds)]
    schema = generate(hint)
    return {"type": "typed-dict-field", "schema": schema, "required": info.required}
