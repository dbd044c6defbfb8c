# Part of every client that regen generates. Do not edit.
"""Files to upload: streamed, never wholly in memory."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated, Any, TypeAlias, cast

FileContent = (
    bytes
    | bytearray
    | memoryview
    | Path
    | IO[bytes]
    | Iterable[bytes]
    | AsyncIterable[bytes]
)
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: bytes, a path, a binary file object or an iterable of bytes.

    Without `content_type` the type follows from the document, else from `filename`,
    which is that of the path or file object if it is not given. `headers` belong to the
    part of a multipart body. A file object is sent from where it stands. Asynchronous
    iterables are whole bodies of an AsyncClient.
    """

    content: FileContent | str = field(repr=False)
    filename: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, object]:
        return {"type": "is-instance", "cls": cls}

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: object) -> dict[str, object]:
        return {"type": "string", "format": "binary"}

    @property
    def name(self) -> str | None:
        """The given file name, else that of the path or file object."""
        name: Any = self.filename or getattr(self.content, "name", None)
        return Path(name).name if isinstance(name, str) else None


Base64: TypeAlias = Annotated[bytes, "base64"]
"""Bytes of a JSON string, where a response is declared by media type."""

BinaryContent: TypeAlias = Annotated[FileContent | File, File]
"""What a body of bytes, or a file in a form, can be given as; read as a `File`."""


class Chunks:
    """The bytes of a path, read anew in each iteration."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[bytes]:
        return chunks_of(self._path)


def is_file(value: Any) -> bool:
    """Whether a value is the content of a file, and no value of JSON."""
    kinds = (File, bytes, bytearray, memoryview, Path, Iterator)
    return isinstance(value, kinds) or hasattr(value, "read")


def checked(content: Any) -> Any:
    """The content of a file; raises TypeError for text, which has no bytes yet."""
    if isinstance(content, str):
        raise TypeError(
            "a text is no file: give a Path, an open file, or text.encode()"
        )
    if isinstance(content, io.TextIOBase):
        raise TypeError("open the file in binary mode: text cannot be uploaded")
    if isinstance(content, bytearray | memoryview):
        return bytes(cast("bytearray", content))
    return content


def repeatable(content: Any) -> bool:
    """Whether content can be sent a second time."""
    if hasattr(content, "read"):
        return bool(hasattr(content, "seekable") and content.seekable())
    return not hasattr(content, "__next__") and not hasattr(content, "__anext__")


def length_of(content: Any) -> int | None:
    """The bytes that content has from where it stands; None if it does not know."""
    if isinstance(content, bytes):
        return len(content)
    if isinstance(content, Path):
        return int(content.stat().st_size)
    if hasattr(content, "read") and repeatable(content):
        start = int(content.tell())
        end = int(content.seek(0, os.SEEK_END))
        content.seek(start)
        return max(end - start, 0)
    return None


def chunks_of(content: Any) -> Iterator[bytes]:
    """The bytes of content, in pieces."""
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Path):
        with content.open("rb") as file:
            yield from chunks_of(file)
    elif hasattr(content, "read"):
        while chunk := content.read(_CHUNK):
            yield chunk
    else:
        yield from content
