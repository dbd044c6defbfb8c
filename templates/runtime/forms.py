# Part of every client that regen generates. Do not edit.
"""Request bodies that are forms: urlencoded and multipart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_args
from urllib.parse import quote_plus

from .bodies import Body, Payload, is_json
from .encoding import encode, encode_json, encode_member, members
from .fields import model_fields
from .files import File, checked, is_file
from .model import Model
from .multipart import Multipart, Part
from .params import Form, Pairs, Quote, is_absent, plain_text
from .styles import DeepObject, PipeDelimited, SpaceDelimited, TabDelimited
from .writers import is_array

STYLES = {
    "form": Form,
    "spaceDelimited": SpaceDelimited,
    "pipeDelimited": PipeDelimited,
    "tabDelimited": TabDelimited,
    "deepObject": DeepObject,
}


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

    def pairs(self, name: str, value: Any, quoted: Quote) -> Pairs:
        """The names and texts of a value; `str` as `quoted` percent-encodes nothing."""
        plain = encode(value, omit_read_only=True)
        if not self.has_style:
            as_json = is_json(self.content_type or "")
            text = encode_json(plain).decode() if as_json else plain_text(plain)
            return [(quoted(name), quoted(text))]
        style = self.style or "form"
        explode = style == "form" if self.explode is None else self.explode
        reserved = self.reserved and quoted is not str
        return STYLES[style](plain, explode, reserved).pairs(name, quoted)


@dataclass(frozen=True, slots=True)
class _Form(Body):
    encoding: Mapping[str, Encoding] = field(default_factory=dict[str, Encoding])
    kind: Any = field(default=Any, kw_only=True)

    def fields(self) -> Iterator[tuple[str, Any, Encoding]]:
        """Names and plain values, or files; each item of an array without a style.

        Bytes of a field of bytes are base64 text; bytes elsewhere are a file.
        """
        value = self.value
        infos = model_fields(type(value)) if isinstance(value, Model) else ()
        hints = {info.wire_name: info.hint for info in infos}
        for name, given in members(value, self.kind, omit_read_only=True).items():
            hint, encoding = hints.get(name, Any), self.encoding.get(name, Encoding())
            is_plain = _holds_bytes(hint) or not _holds_files(given)
            part = encode_member(name, given, hint) if is_plain else given
            items: Any = [part]
            if is_array(part.__class__) and not encoding.has_style:
                items = cast("Iterable[Any]", part)
            for item in items:
                if not is_absent(item):
                    yield name, item, encoding


def _holds_bytes(hint: Any) -> bool:
    """Whether a type has bytes that are base64 text; those of a file are not."""
    args = get_args(hint)
    return hint is bytes or (File not in args and any(map(_holds_bytes, args)))


def _holds_files(value: Any) -> bool:
    """Whether a value is a file, or an array with one."""
    if is_array(value.__class__):
        return any(map(is_file, cast("Iterable[Any]", value)))
    return is_file(value)


@dataclass(frozen=True, slots=True)
class FormBody(_Form):
    """`application/x-www-form-urlencoded`: arrays repeat, objects are JSON.

    A property with an `Encoding` that names a style follows the style.
    """

    media_type: str = "application/x-www-form-urlencoded"

    def encoded(self) -> Payload:
        pairs: Pairs = []
        for name, value, encoding in self.fields():
            pairs += encoding.pairs(name, value, quote_plus)
        text = "&".join(f"{name}={text}" for name, text in pairs)
        return Payload(self.media_type, text.encode())


@dataclass(frozen=True, slots=True)
class MultipartBody(_Form):
    """`multipart/form-data`: one part per file, scalar or item of an array.

    Files are streamed; objects become JSON parts. The type of a file is its own,
    else that of `encoding`, else follows from its name. The parts of other kinds of
    multipart have no names; `multipart/related` tells the type of the first (RFC 2387).
    """

    media_type: str = "multipart/form-data"

    def encoded(self) -> Payload:
        essence = self.media_type.partition(";")[0].strip().lower()
        parts = list(self._parts())
        body = Multipart(parts, form=essence == "multipart/form-data")
        kind = f"{self.media_type}; boundary={body.boundary}"
        if essence == "multipart/related" and parts and "type=" not in self.media_type:
            root = (parts[0].content_type or "text/plain").partition(";")[0]
            kind += f'; type="{root}"'
        return Payload(kind, body, body.length)

    def _parts(self) -> Iterator[Part]:
        for name, value, encoding in self.fields():
            kind = encoding.content_type
            if is_file(value):
                yield _file(name, value, kind)
                continue
            if isinstance(value, Model | Mapping) or is_array(value.__class__):
                kind = kind or "application/json"
            for key, text in encoding.pairs(name, value, str):
                shown = None if encoding.has_style else kind
                yield Part(key, text.encode(), content_type=shown)


def _file(name: str, value: Any, declared: str | None) -> Part:
    file = value if isinstance(value, File) else File(value)
    content = checked(file.content)
    vague = declared is None or not {*"*,"}.isdisjoint(declared)
    kind = file.content_type or (None if vague else declared)
    return Part(name, content, file.name or name, kind, file.headers)
