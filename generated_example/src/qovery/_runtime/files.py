# Part of every client that regen generates. Do not edit.
"""Files to upload: streamed, never wholly in memory."""

from __future__ import annotations

import io
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from collections.abc import Sequence as Seq
from dataclasses import dataclass, field
from os import SEEK_END, PathLike, fspath
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

import httpx2

FileContent: TypeAlias = (
    bytes | str | PathLike[str] | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes]
)

CHUNK = 64 * 1024  # bytes read at once


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: bytes, text, a path, a binary file object or an iterable.

    A file object is sent from where it stands. Without `content_type` the type
    follows from the document, else from `filename`. `headers` belong to the part
    of a multipart body. Asynchronous iterables need an AsyncClient.
    """

    content: FileContent = field(repr=False)
    filename: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def name(self) -> str | None:
        """The given file name, else that of the path or file object."""
        origin: Any = self.content
        if self.filename is None and not isinstance(origin, PathLike):
            origin = getattr(origin, "name", None)
        if self.filename is not None or not isinstance(origin, str | PathLike):
            return self.filename
        return Path(fspath(cast("str", origin))).name


BinaryContent: TypeAlias = FileContent | File
"""What the body of a request can be, if it is bytes."""


class Source:
    """Content that can be read in chunks: once, or again if `replayable`."""

    __slots__ = ("_content", "_start", "length", "replayable")

    def __init__(self, content: FileContent) -> None:
        self._content = content.encode() if isinstance(content, str) else content
        self._start: int | None = None
        self.length: int | None = None
        if isinstance(content, io.TextIOBase):
            raise TypeError("open the file in binary mode: text cannot be uploaded")
        if isinstance(self._content, bytes | bytearray):
            self.length = len(self._content)
        elif isinstance(content, PathLike):
            self.length = Path(content).stat().st_size
        elif hasattr(content, "read"):
            self._measure(cast("IO[bytes]", content))
        file = hasattr(content, "read") or isinstance(content, Iterator | AsyncIterator)
        self.replayable = not file or self._start is not None

    def _measure(self, file: IO[bytes]) -> None:
        if getattr(file, "seekable", bool)():
            self._start = file.tell()
            self.length = file.seek(0, SEEK_END) - self._start
            file.seek(self._start)

    def chunks(self) -> Iterator[bytes]:
        """The content, from its beginning."""
        if isinstance(self._content, bytes | bytearray):
            yield bytes(self._content)
        elif isinstance(self._content, PathLike):
            with Path(self._content).open("rb") as file:
                yield from iter(lambda: file.read(CHUNK), b"")
        elif hasattr(self._content, "read"):
            source = cast("IO[bytes]", self._content)
            if self._start is not None:
                source.seek(self._start)
            yield from iter(lambda: source.read(CHUNK), b"")
        elif isinstance(self._content, Iterable):
            yield from self._content
        else:
            raise TypeError("an asynchronous iterable needs an AsyncClient")

    async def achunks(self) -> AsyncIterator[bytes]:
        """Like `chunks`; asynchronous iterables too."""
        if isinstance(self._content, AsyncIterable):
            async for chunk in self._content:
                yield chunk
        else:
            for chunk in self.chunks():
                yield chunk


class Upload(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A request body made of bytes and sources, for either kind of client."""

    def __init__(self, pieces: Seq[bytes | Source]) -> None:
        self._sources = [Source(p) if isinstance(p, bytes) else p for p in pieces]
        self.replayable = all(source.replayable for source in self._sources)

    @property
    def length(self) -> int | None:
        """The number of bytes; None if it is not known beforehand."""
        total = 0
        for source in self._sources:
            if source.length is None:
                return None
            total += source.length
        return total

    def __iter__(self) -> Iterator[bytes]:
        for source in self._sources:
            yield from source.chunks()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for source in self._sources:
            async for chunk in source.achunks():
                yield chunk
