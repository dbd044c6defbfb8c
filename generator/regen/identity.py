"""Which regen this is: its version, its own digest, and where its templates lie."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from regen import __version__

_PACKAGE = Path(__file__).parent


@cache
def templates_folder() -> Path:
    """The folder of the Jinja templates: in the wheel, or beside `generator/`."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"


@cache
def generator_id() -> str:
    """Version and source digest of regen, and the version of black.

    Two runs with the same id and the same input write the same bytes.
    """
    seen = hashlib.sha256()
    for root, patterns in (
        (_PACKAGE, ("**/*.py",)),
        (templates_folder(), ("*.jinja", "runtime/*.py")),
    ):
        paths = (path for pattern in patterns for path in root.glob(pattern))
        for path in sorted(paths):
            name = path.relative_to(root).as_posix()
            if root is _PACKAGE and name.startswith("templates/"):
                continue
            seen.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"regen {__version__} {seen.hexdigest()[:12]}, black {version('black')}"
