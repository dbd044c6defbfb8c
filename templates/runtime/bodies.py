# Part of every client that regen generates. Do not edit.
"""Request bodies, by media type."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast, get_args
from urllib.parse import quote_plus

from .encoding import encode, encode_json, members
from .files import File
from .model import Model, model_fields
from .params import STYLES, Quote, is_absent, plain_text

Part = tuple[str, tuple[str | None, Any, str | None, dict[str, str]]]


class Payload(NamedTuple):
    """An encoded body as httpx2 takes it: its content, or the parts of a form."""

    content_type: str
    content: Any = None
    files: list[Part] | None = None

    def rewinder(self) -> Callable[[], object] | None:
        """What makes the body ready to be sent again; None if it cannot be."""
        contents = [part[1][1] for part in self.files or ()] or [self.content]
        files: list[tuple[Any, int]] = []
        for content in contents:
            if getattr(content, "seekable", bool)():
                files.append((content, content.tell()))
            elif hasattr(content, "__next__") or hasattr(content, "__anext__"):
                return None
        return lambda: [file.seek(start) for file, start in files]


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

    `nullable` makes None the document `null`, not the lack of a body.
    """

    media_type: str = "application/json"
    nullable: bool = False

    def payload(self) -> Payload | None:
        null = self.nullable and self.value is None
        return self.encoded() if null else Body.payload(self)

    def encoded(self) -> Payload:
        return Payload(self.media_type, encode_json(self.value, omit_read_only=True))


@dataclass(frozen=True, slots=True)
class JsonLinesBody(Body):
    """JSON documents, one a line, encoded while they are sent."""

    media_type: str = "application/jsonl"

    def encoded(self) -> Payload:
        start = b"\x1e" if "json-seq" in self.media_type else b""
        lines = (encode_json(item, omit_read_only=True) for item in self.value)
        return Payload(self.media_type, (start + line + b"\n" for line in lines))


@dataclass(frozen=True, slots=True)
class TextBody(Body):
    """Text, sent as UTF-8; XML too."""

    media_type: str = "text/plain"

    def encoded(self) -> Payload:
        bare = self.media_type.startswith("text/") and "charset" not in self.media_type
        kind = f"{self.media_type}; charset=utf-8" if bare else self.media_type
        return Payload(kind, self.value.encode())


@dataclass(frozen=True, slots=True)
class BinaryBody(Body):
    """Bytes as they are: a `File` or what a `File` can hold."""

    media_type: str = "application/octet-stream"

    def encoded(self) -> Payload:
        file = self.value if isinstance(self.value, File) else File(self.value)
        if isinstance(file.content, io.TextIOBase):
            raise TypeError("open the file in binary mode: text cannot be uploaded")
        return Payload(file.content_type or self.media_type, file.content)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one property of a form is sent (Encoding Object)."""

    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None
    reserved: bool = False

    @property
    def has_style(self) -> bool:
        """Whether the value is written as a parameter of that style is."""
        return bool(self.style or self.reserved or self.explode is not None)

    def pairs(self, name: str, value: Any, quoted: Quote) -> list[tuple[str, str]]:
        """The pairs of a value in its style."""
        style = self.style or "form"
        usual = style in ("form", "deepObject")
        explode = usual if self.explode is None else self.explode
        return STYLES[style](value, explode, self.reserved).pairs(name, quoted)


@dataclass(frozen=True, slots=True)
class _Form(Body):
    encoding: Mapping[str, Encoding] = field(default_factory=dict[str, Encoding])

    def fields(self) -> Iterator[tuple[str, Any, Encoding]]:
        """Names and values; an array without a style has one for each item.

        Bytes of a field of bytes are base64 text; bytes elsewhere are a file.
        """
        value = self.value
        infos = model_fields(type(value)) if isinstance(value, Model) else ()
        texts = {info.wire_name for info in infos if _holds_bytes(info.hint)}
        for name, part in members(value, omit_read_only=True).items():
            encoding = self.encoding.get(name, Encoding())
            items: Any = [part]
            if isinstance(part, list | tuple) and not encoding.has_style:
                items = cast("Iterable[Any]", part)
            for item in items:
                if not is_absent(item):
                    yield name, encode(item) if name in texts else item, encoding


def _holds_bytes(hint: Any) -> bool:
    return hint is bytes or any(map(_holds_bytes, get_args(hint)))


@dataclass(frozen=True, slots=True)
class FormBody(_Form):
    """`application/x-www-form-urlencoded`: arrays repeat, objects are JSON.

    A property with an `Encoding` that names a style follows the style.
    """

    media_type: str = "application/x-www-form-urlencoded"

    def encoded(self) -> Payload:
        pairs: list[tuple[str, str]] = []
        for name, value, encoding in self.fields():
            if encoding.has_style:
                pairs += encoding.pairs(name, value, quote_plus)
            else:
                text = plain_text(encode(value, omit_read_only=True))
                pairs.append((quote_plus(name), quote_plus(text)))
        text = "&".join(f"{name}={value}" for name, value in pairs)
        return Payload(self.media_type, text.encode())


@dataclass(frozen=True, slots=True)
class MultipartBody(_Form):
    """`multipart/form-data`: one part per file, scalar or item of an array.

    Files are streamed; objects become JSON parts. The type of a file is its own,
    else that of `encoding`, else follows from its name.
    """

    media_type: str = "multipart/form-data"

    def encoded(self) -> Payload:
        return Payload(self.media_type, files=list(self._parts()))

    def _parts(self) -> Iterator[Part]:
        for name, value, encoding in self.fields():
            kind = encoding.content_type
            if encoding.has_style:
                for key, text in encoding.pairs(name, value, str):
                    yield key, (None, text, kind, {})
            elif isinstance(value, File | bytes) or hasattr(value, "read"):
                yield name, _file(name, value, kind)
            else:
                plain = encode(value, omit_read_only=True)
                if isinstance(plain, dict | list):
                    kind = kind or "application/json"
                as_json = is_json(kind or "")
                content = encode_json(plain) if as_json else plain_text(plain)
                yield name, (None, content, kind, {})


def _file(
    name: str, value: Any, declared: str | None
) -> tuple[str, Any, str | None, dict[str, str]]:
    file = value if isinstance(value, File) else File(value)
    content: Any = file.content
    if not isinstance(content, bytes | str) and not hasattr(content, "read"):
        content = _Chunks(content)
    vague = declared is None or not {*"*,"}.isdisjoint(declared)
    kind = file.content_type or (None if vague else declared)
    return file.name or name, content, kind, {**file.headers}


class _Chunks:
    """An iterable of bytes as the file that httpx2 reads."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)

    def __next__(self) -> bytes:
        return next(self._chunks)

    def read(self, _: int) -> bytes:
        return next(filter(None, self._chunks), b"")


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
