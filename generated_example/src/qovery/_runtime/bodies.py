# Part of every client that regen generates. Do not edit.
"""Request bodies that are one value: JSON, text. Others are in `forms`, `uploads`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from .encoding import encode, encode_json
from .files import repeatable
from .params import is_absent, plain_text


class Payload(NamedTuple):
    """An encoded body as httpx2 takes it, with its length if httpx2 cannot tell."""

    content_type: str
    content: Any = None
    length: int | None = None

    def rewinder(self) -> Callable[[], object] | None:
        """What makes the body ready to be sent again; None if it cannot be."""
        content = self.content
        if not getattr(content, "repeatable", repeatable(content)):
            return None
        if not hasattr(content, "read"):
            return lambda: None
        start = content.tell()
        return lambda: content.seek(start)


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request; there is none if its value is None or UNSET."""

    value: Any

    def payload(self) -> Payload | None:
        return None if is_absent(self.value) else self.encoded()

    def encoded(self) -> Payload:
        raise NotImplementedError


def is_json(media_type: str) -> bool:
    """Whether a media type has JSON syntax; its parameters do not matter."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


@dataclass(frozen=True, slots=True)
class JsonBody(Body):
    """A JSON document, of any media type with JSON syntax.

    `nullable` makes None the document `null`, not the lack of a body; `kind` is the
    declared type, if its unions have tags that their variants do not declare.
    """

    media_type: str = "application/json"
    nullable: bool = False
    kind: Any = Any

    def payload(self) -> Payload | None:
        null = self.nullable and self.value is None
        return self.encoded() if null else Body.payload(self)

    def encoded(self) -> Payload:
        text = encode_json(self.value, self.kind, omit_read_only=True)
        return Payload(self.media_type, text)


@dataclass(frozen=True, slots=True)
class TextBody(Body):
    """Text, sent as UTF-8; XML too. Of another type, its text is as in a parameter."""

    media_type: str = "text/plain"

    def encoded(self) -> Payload:
        bare = self.media_type.startswith("text/") and "charset" not in self.media_type
        kind = f"{self.media_type}; charset=utf-8" if bare else self.media_type
        return Payload(kind, plain_text(encode(self.value, str)).encode())
