# Part of every client that regen generates. Do not edit.
"""Request bodies of bytes, and those of a media type that the caller chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bodies import Body, Payload
from .files import Chunks, File, checked, length_of


@dataclass(frozen=True, slots=True)
class BinaryBody(Body):
    """Bytes as they are: a `File` or what a `File` can hold."""

    media_type: str = "application/octet-stream"

    def encoded(self) -> Payload:
        file = self.value if isinstance(self.value, File) else File(self.value)
        content, kind = checked(file.content), file.content_type or self.media_type
        if isinstance(content, Path):
            return Payload(kind, Chunks(content), length_of(content))
        return Payload(kind, content)


def choose_body(
    media_type: str | None,
    value: Any,
    makers: Mapping[str, Callable[[Any], Body]],
    labels: Mapping[type, str] | None = None,
) -> Body:
    """The body for the media type that the caller chose.

    Else `labels` says it by the class of the value; else it is the first.

    Raises ValueError if the operation does not take that media type.
    """
    if media_type is None:
        classes = labels or {}
        named = (classes[kind] for kind in type(value).__mro__ if kind in classes)
        media_type = next(named, next(iter(makers)))
    if media_type not in makers:
        known = ", ".join(makers)
        raise ValueError(f"media type {media_type!r} is not one of {known}")
    return makers[media_type](value)
