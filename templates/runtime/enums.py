# Part of every client that regen generates. Do not edit.
"""Open enums: a value that the document does not list survives.

A member compares and hashes as its value. `StateEnum("NEW_STATE")` gives a member
without a place in the class: it equals "NEW_STATE" and its `is_known` is False.
"""

from __future__ import annotations

from enum import ReprEnum
from typing import Any, ClassVar


class OpenEnum:
    """What the three kinds of open enums share."""

    _name_: str
    _value_: Any
    _value2member_map_: ClassVar[dict[Any, Any]]
    _member_type_: ClassVar[Any]

    @property
    def is_known(self) -> bool:
        """Whether the document lists the value."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def _missing_(cls, value: object) -> Any:
        data = cls._member_type_
        accepted: Any = {float: (int, float)}.get(data, data)
        if not isinstance(value, accepted) or isinstance(value, bool):
            return None
        # Not kept in the class: a server could fill the memory with new values.
        member = data.__new__(cls, value)
        member._name_, member._value_ = str(value), data(value)
        return member

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self), (self._value_,)

    def __repr__(self) -> str:
        name = f".{self._name_}" if self.is_known else ""
        return f"<{type(self).__name__}{name}: {self._value_!r}>"


class StrEnum(OpenEnum, str, ReprEnum):
    """An open enum of strings."""


class IntEnum(OpenEnum, int, ReprEnum):
    """An open enum of integers."""


class FloatEnum(OpenEnum, float, ReprEnum):
    """An open enum of numbers."""
