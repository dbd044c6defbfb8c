# Part of every client that regen generates. Do not edit.
"""Files to upload: streamed, never wholly in memory."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

FileContent = bytes | str | IO[bytes] | Iterable[bytes] | AsyncIterable[bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: bytes, text, a binary file object or an iterable of bytes.

    Without `content_type` the type follows from the document, else from `filename`,
    which is that of the file object if it is not given. `headers` belong to the part
    of a multipart body. Asynchronous iterables are whole bodies of an AsyncClient.
    """

    content: FileContent = field(repr=False)
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
        """The given file name, else that of the file object."""
        name: Any = self.filename or getattr(self.content, "name", None)
        return Path(name).name if isinstance(name, str) else None


BinaryContent = FileContent | File
"""What the body of a request can be, if it is bytes."""
