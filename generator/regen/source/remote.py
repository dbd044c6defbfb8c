"""Documents behind a URL, kept as files beside the client.

What is kept is committed, so that later runs, hooks and CI need no network, and a
review sees what changed in the document.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from regen.diagnostics import Location, RegenError, error

from .fetch import FetchError, fetch
from .load import load_bytes

MAX_FILES = 2_000
"""Files that one document may consist of."""

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_URL = re.compile(r"https?:/+(?=[^/])", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Whether a text names a document by its URL."""
    return bool(_URL.match(text))


def download(
    url: str, target: Path, headers: Mapping[str, str] | None = None
) -> dict[Path, bytes]:
    """The document behind `url` and the files that it refers to, by where they belong.

    References to files are followed where they are relative and stay below the folder
    of the document; those to other hosts are left to `allow-urls`.

    Args:
        target: where the document is kept; its files keep their places beside it.
        headers: sent with each request to the document's origin; `${NAME}` stands for
            an environment variable.

    Raises:
        RegenError: something cannot be fetched (code `cannot-fetch`), or is no
            document.
    """
    given = {name: _expanded(value, url) for name, value in (headers or {}).items()}
    found: dict[Path, bytes] = {}
    waiting = [(url, PurePosixPath())]
    known = {PurePosixPath()}
    while waiting:
        address, place = waiting.pop()
        data = _fetched(address, given if _same_origin(address, url) else {})
        path = target if place == PurePosixPath() else target.parent / place
        found[path] = data
        root = load_bytes(data, address, str(path.absolute())).root
        for reference in _relative(root):
            inner = PurePosixPath(os.path.normpath(place.parent / unquote(reference)))
            if inner not in known and ".." not in inner.parts:
                known.add(inner)
                waiting.append((urljoin(address, reference), inner))
        if len(known) > MAX_FILES:
            message = f"the document consists of more than {MAX_FILES:,} files"
            raise error("cannot-fetch", message, Location(url))
    return found


def _fetched(url: str, headers: Mapping[str, str]) -> bytes:
    try:
        return fetch(url, named=True, headers=headers)
    except FetchError as fault:
        raise error("cannot-fetch", f"the document {fault}", Location(url)) from None


def _same_origin(one: str, two: str) -> bool:
    first, second = urlsplit(one), urlsplit(two)
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)


def _expanded(value: str, url: str) -> str:
    """The value of a header, the environment filled in.

    Raises:
        RegenError: a variable is not set (code `missing-variable`).
    """
    for name in _VARIABLE.findall(value):
        if name not in os.environ:
            message = f"the environment has no variable {name}, which a header needs"
            raise error("missing-variable", message, Location(url))
    return _VARIABLE.sub(lambda match: os.environ[match[1]], value)


def _relative(value: Any) -> Iterator[str]:
    """The files that references in a document name by a relative path."""
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            reference = here.get("$ref")
            if isinstance(reference, str):
                file = reference.partition("#")[0]
                if file and not file.startswith("/") and ":" not in file:
                    yield file
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)


def suffix_of(url: str, data: bytes) -> str:
    """The extension of the file that keeps a document: `.json`, `.md` or `.yaml`."""
    own = PurePosixPath(urlsplit(url).path).suffix.lower()
    if own in (".json", ".md"):
        return own
    try:
        json.loads(data)
    except ValueError:
        return ".yaml"
    return ".json"


def write_files(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write the files that differ from those on disk, each whole or not at all.

    Returns:
        The files that were written.

    Raises:
        RegenError: the file system refuses (code `cannot-write`).
    """
    changed = []
    for path, data in files.items():
        try:
            if path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            staged = path.with_name(f".{path.name}.regen")
            staged.write_bytes(data)
            staged.replace(path)
        except OSError as problem:
            raise _unwritable(path, problem) from problem
        changed.append(path)
    return tuple(changed)


def _unwritable(path: Path, problem: OSError) -> RegenError:
    message = f"cannot keep the document: {problem.strerror or problem}"
    return error("cannot-write", message, Location(str(path)))
