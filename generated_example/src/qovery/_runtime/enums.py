# Part of every client that regen generates. Do not edit.
"""Open enums: a value that the document does not list survives.

A member compares and hashes as its value. `StateEnum("NEW_STATE")` gives a member
without a place in the class: it equals "NEW_STATE" and its `is_known` is False.
"""

from __future__ import annotations

from enum import ReprEnum
from typing import Any, ClassVar

__all__ = ["FloatEnum", "IntEnum", "OpenEnum", "StrEnum"]


class OpenEnum:
    """What the three kinds of open enums share."""

    _name_: str
    _value_: Any
    _value2member_map_: ClassVar[dict[Any, Any]]

    @property
    def is_known(self) -> bool:
        """Whether the document lists the value."""
        return self._value_ in type(self)._value2member_map_

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self), (self._value_,)

    def __repr__(self) -> str:
        name = f".{self._name_}" if self.is_known else ""
        return f"<{type(self).__name__}{name}: {self._value_!r}>"


def _unlisted(cls: Any, data: Any, value: Any) -> Any:
    # Not kept in the class: a server could fill the memory with new values.
    member = data.__new__(cls, value)
    member._name_ = str(value)
    member._value_ = data(value)
    return member


class StrEnum(OpenEnum, str, ReprEnum):
    """An open enum of strings."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        return _unlisted(cls, str, value) if isinstance(value, str) else None


class IntEnum(OpenEnum, int, ReprEnum):
    """An open enum of integers."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        accepted = isinstance(value, int) and not isinstance(value, bool)
        return _unlisted(cls, int, value) if accepted else None


class FloatEnum(OpenEnum, float, ReprEnum):
    """An open enum of numbers."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        accepted = isinstance(value, int | float) and not isinstance(value, bool)
        return _unlisted(cls, float, value) if accepted else None
