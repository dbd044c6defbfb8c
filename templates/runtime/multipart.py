# Part of every client that regen generates. Do not edit.
"""Multipart bodies as they are sent (RFC 2046, 2387, 7578): streamed, part by part."""

from __future__ import annotations

import mimetypes
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .files import chunks_of, length_of, repeatable

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A"}  # WHATWG HTML, section 4.10.21.8


@dataclass(frozen=True, slots=True)
class Part:
    """One part: text and bytes as they are, files from where they stand."""

    name: str
    content: Any
    filename: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def head(self, *, form: bool) -> bytes:
        """The headers of the part; only those of a form have its name."""
        lines: list[str] = []
        given = {name.lower() for name in self.headers}
        if form and "content-disposition" not in given:
            line = f'Content-Disposition: form-data; name="{_quoted(self.name)}"'
            if self.filename is not None:
                line += f'; filename="{_quoted(self.filename)}"'
            lines.append(line)
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        kind = self.content_type
        if kind is None and self.filename is not None:
            kind = mimetypes.guess_type(self.filename)[0] or "application/octet-stream"
        if kind is not None and "content-type" not in given:
            lines.append(f"Content-Type: {kind}")
        if any(map(_CONTROL.search, lines)):
            raise ValueError(f"part {self.name!r}: a control character in a header")
        return "\r\n".join([*lines, "", ""]).encode()


class Multipart:
    """A body of parts; each iteration sends it from its beginning."""

    def __init__(self, parts: Sequence[Part], *, form: bool) -> None:
        self.boundary = secrets.token_hex(16)
        self._parts = [(part.head(form=form), part.content) for part in parts]
        self._starts = [
            content.tell() if repeatable(content) and hasattr(content, "tell") else 0
            for _, content in self._parts
        ]
        self.repeatable = all(repeatable(content) for _, content in self._parts)

    @property
    def length(self) -> int | None:
        """The number of its bytes, if each part knows its own."""
        total = len(self.boundary) + 6
        for head, content in self._parts:
            length = length_of(content)
            if length is None:
                return None
            total += len(self.boundary) + 4 + len(head) + length + 2
        return total

    def __iter__(self) -> Iterator[bytes]:
        for (head, content), start in zip(self._parts, self._starts, strict=True):
            yield f"--{self.boundary}\r\n".encode() + head
            if hasattr(content, "read") and repeatable(content):
                content.seek(start)
            yield from chunks_of(content)
            yield b"\r\n"
        yield f"--{self.boundary}--\r\n".encode()


def _quoted(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)
