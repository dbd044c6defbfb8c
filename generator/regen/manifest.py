"""The manifest of a generated package: what went in and what came out.

It is committed with the package, so that a fresh clone knows whether the package is
fresh without generating it again, and so that names stay as they were.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from regen.diagnostics import Location, error

FILE_NAME = "_regen.json"
_NONE: Mapping[str, Any] = {}


def digest(data: bytes) -> str:
    """The first 16 hex digits of SHA-256: enough to notice a change."""
    return hashlib.sha256(data).hexdigest()[:16]


class Manifest(NamedTuple):
    """What a package was generated from, and what it consists of.

    Attributes:
        generator: version and source digest of regen, and versions of the formatters.
        options: digest of the configuration that shapes the output.
        inputs: input file -> digest of its bytes.
        files: generated file, relative to the package -> digest of its bytes.
        names: Python names that later runs keep.
    """

    generator: str = ""
    options: str = ""
    inputs: Mapping[str, str] = _NONE
    files: Mapping[str, str] = _NONE
    names: Mapping[str, Any] = _NONE

    def dump(self) -> str:
        """The manifest as JSON text, keys sorted, one entry a line."""
        # Imported here: a run that finds everything fresh does without it.
        from msgspec.json import encode
        from msgspec.json import format as laid_out

        value = self._asdict()
        return laid_out(encode(value, order="sorted"), indent=1).decode() + "\n"


def load(package: Path) -> Manifest | None:
    """The manifest in a package folder, or `None` if there is none.

    Raises:
        RegenError: the file is there and is not a manifest, or cannot be read.
    """
    path = package / FILE_NAME
    message = "this is not a manifest that regen wrote"
    try:
        return _read(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        message = f"cannot read the manifest: {fault.strerror}"
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    hint = "restore the file from version control, or remove the package folder"
    raise error("bad-manifest", message, Location(str(path), 1), hint)


@lru_cache(maxsize=2)
def _read(data: bytes) -> Manifest:
    """The manifest that a file holds, which a run looks at three times."""
    value = json.loads(data)
    known = {key: value[key] for key in Manifest._fields if key in value}
    if "files" not in known:
        raise KeyError
    for table in known.keys() & {"inputs", "files"}:
        if not set(map(type, known[table].values())) <= {str}:
            raise TypeError
    return Manifest(**known)


def stale_files(package: Path, manifest: Manifest | None) -> dict[str, str]:
    """The generated files that are not on disk as the manifest says.

    Returns:
        Path relative to the package -> "missing" or "edited".
    """
    found = {}
    for name, expected in (manifest.files if manifest else {}).items():
        try:
            # Not by pathlib, which takes as long as reading and hashing together.
            with open(f"{package}/{name}", "rb") as file:  # noqa: PTH123
                actual = digest(file.read())
        except (OSError, ValueError):  # no file can have such a name
            found[name] = "missing"
            continue
        if actual != expected:
            found[name] = "edited"
    return found
