# Part of every client that regen generates. Do not edit.
"""Request bodies, by media type."""

from __future__ import annotations

import mimetypes
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, cast

from .codec import encode, encode_json, members
from .files import File, Source, Upload
from .model import UNSET
from .params import (
    DeepObject,
    Form,
    Json,
    Pairs,
    PipeDelimited,
    SpaceDelimited,
    header_text,
    plain_text,
    unchanged,
)
from .params import form as form_quoted

STYLES: Mapping[str, Any] = {
    "form": Form,
    "spaceDelimited": SpaceDelimited,
    "pipeDelimited": PipeDelimited,
    "deepObject": DeepObject,
}


class Payload(NamedTuple):
    """An encoded body; an `Upload` is streamed."""

    content_type: str
    content: bytes | Upload


class Body(Protocol):
    """A request body; `payload()` is None if there is none to send."""

    def payload(self) -> Payload | None: ...


def is_json(media_type: str) -> bool:
    """Whether a media type has JSON syntax; its parameters do not matter."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


def _absent(value: Any) -> bool:
    return value is None or value is UNSET


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A JSON document, of any media type with JSON syntax."""

    value: Any
    media_type: str = "application/json"

    def payload(self) -> Payload | None:
        if _absent(self.value):
            return None
        return Payload(self.media_type, encode_json(self.value, omit_read_only=True))


@dataclass(frozen=True, slots=True)
class JsonLinesBody:
    """JSON documents, one a line, encoded while they are sent."""

    value: Iterable[Any] | None
    media_type: str = "application/jsonl"

    def payload(self) -> Payload | None:
        if self.value is None:
            return None
        start = b"\x1e" if "json-seq" in self.media_type else b""
        lines = (
            start + encode_json(item, omit_read_only=True) + b"\n"
            for item in self.value
        )
        return Payload(self.media_type, Upload([Source(lines)]))


@dataclass(frozen=True, slots=True)
class TextBody:
    """Text, sent as UTF-8; XML too."""

    value: str | None
    media_type: str = "text/plain"

    def payload(self) -> Payload | None:
        if _absent(self.value):
            return None
        kind = self.media_type
        if kind.startswith("text/") and "charset" not in kind:
            kind += "; charset=utf-8"
        return Payload(kind, cast("str", self.value).encode())


@dataclass(frozen=True, slots=True)
class BinaryBody:
    """Bytes as they are: a `File` or what a `File` can hold."""

    value: Any
    media_type: str = "application/octet-stream"

    def payload(self) -> Payload | None:
        if _absent(self.value):
            return None
        if isinstance(self.value, bytes):
            return Payload(self.media_type, self.value)
        file = self.value if isinstance(self.value, File) else File(self.value)
        kind = file.content_type or self.media_type
        return Payload(kind, Upload([Source(file.content)]))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one property of a form is sent (Encoding Object)."""

    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None
    reserved: bool = False

    def styled(self, value: Any) -> Any:
        """The value in its style of parameters; None if it follows no style."""
        if self.style is None and self.explode is None and not self.reserved:
            return None
        style = self.style or "form"
        explode = style in ("form", "deepObject")
        if self.explode is not None:
            explode = self.explode
        return STYLES[style](value, explode, self.reserved)


def _each(value: Any) -> list[Any]:
    return (
        list(cast("list[Any]", value)) if isinstance(value, list | tuple) else [value]
    )


@dataclass(frozen=True, slots=True)
class FormBody:
    """`application/x-www-form-urlencoded`: arrays repeat, objects are JSON.

    A property with an `Encoding` that names a style follows the style.
    """

    value: Any
    encoding: Mapping[str, Encoding] = field(default_factory=dict[str, Encoding])
    media_type: str = "application/x-www-form-urlencoded"

    def payload(self) -> Payload | None:
        if _absent(self.value):
            return None
        pairs: Pairs = []
        for name, value in members(self.value, omit_read_only=True).items():
            styled = self.encoding.get(name, Encoding()).styled(value)
            if styled is not None and not _absent(value):
                pairs += styled.pairs(name, form_quoted)
                continue
            for item in _each(value):
                if not _absent(item):
                    plain = encode(item, omit_read_only=True)
                    kind = Json if isinstance(plain, dict | list) else Form
                    pairs += kind(plain).pairs(name, form_quoted)
        text = "&".join(f"{name}={value}" for name, value in pairs)
        return Payload(self.media_type, text.encode())


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """`multipart/form-data`: one part per file, scalar or item of an array.

    Files are streamed; objects become JSON parts. The type of a file is its own,
    else that of `encoding`, else follows from its name.
    """

    value: Any
    encoding: Mapping[str, Encoding] = field(default_factory=dict[str, Encoding])
    media_type: str = "multipart/form-data"

    def payload(self) -> Payload | None:
        if _absent(self.value):
            return None
        boundary = secrets.token_hex(16)
        pieces: list[bytes | Source] = []
        for name, value in members(self.value, omit_read_only=True).items():
            encoding = self.encoding.get(name, Encoding())
            for head, content in _parts(name, value, encoding):
                pieces += [f"--{boundary}\r\n{head}\r\n".encode(), content, b"\r\n"]
        pieces.append(f"--{boundary}--\r\n".encode())
        return Payload(f"{self.media_type}; boundary={boundary}", Upload(pieces))


def _parts(
    name: str, value: Any, encoding: Encoding
) -> Iterable[tuple[str, bytes | Source]]:
    styled = None if _absent(value) else encoding.styled(value)
    if styled is not None:
        for key, text in styled.pairs(name, unchanged):
            yield _head(key, encoding.content_type), text.encode()
        return
    for item in _each(value):
        if _absent(item):
            continue
        if isinstance(item, File | bytes | bytearray) or hasattr(item, "read"):
            yield _file_part(name, item, encoding)
        else:
            plain, kind = encode(item, omit_read_only=True), encoding.content_type
            if isinstance(plain, dict | list):
                kind = kind or "application/json"
            as_json = is_json(kind or "")
            text = encode_json(plain) if as_json else plain_text(plain).encode()
            yield _head(name, kind), text


def _file_part(name: str, value: Any, encoding: Encoding) -> tuple[str, Source]:
    file = value if isinstance(value, File) else File(value)
    declared = encoding.content_type or ""
    concrete = declared if not set(declared) & set("*,") else ""
    guessed = mimetypes.guess_type(file.name or "")[0]
    kind = file.content_type or concrete or guessed or "application/octet-stream"
    head = _head(name, kind, file.name or name, file.headers)
    return head, Source(file.content)


_MARKS = {'"': "%22", "\r": "%0D", "\n": "%0A"}


def _head(
    name: str,
    content_type: str | None,
    filename: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> str:
    """The headers of a part; names are escaped as HTML forms do (WHATWG)."""

    def escaped(text: str) -> str:
        return re.sub('["\r\n]', lambda mark: _MARKS[mark[0]], text)

    head = f'Content-Disposition: form-data; name="{escaped(name)}"'
    if filename is not None:
        head += f'; filename="{escaped(filename)}"'
    lines = dict(headers or {})
    if content_type:
        lines = {"Content-Type": content_type, **lines}
    for key, text in lines.items():
        checked = header_text(key, text)
        head += f"\r\n{key}: {checked}"
    return head + "\r\n"


def choose_body(
    media_type: str, value: Any, makers: Mapping[str, Callable[[Any], Body]]
) -> Body:
    """The body for the media type that the caller chose.

    Raises ValueError if the operation does not take that media type.
    """
    if media_type not in makers:
        known = ", ".join(makers)
        raise ValueError(f"media type {media_type!r} is not one of {known}")
    return makers[media_type](value)
