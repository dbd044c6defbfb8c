"""regen reads OpenAPI documents and writes typed Python client packages.

Here are its version and the place of its templates.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__version__ = "0.1.0"


_PACKAGE = Path(__file__).parent


@cache
def templates_folder() -> Path:
    """The folder of the Jinja templates."""
    return installed_or_beside("templates")


def installed_or_beside(name: str, folder: str = "") -> Path:
    """What regen brings along: in the wheel; in a checkout, beside `generator/`.

    Args:
        folder: of a checkout, that holds it.
    """
    installed = _PACKAGE / name
    return installed if installed.exists() else _PACKAGE.parents[1] / folder / name


@cache
def version_of_regen() -> str:
    """The version; in a checkout of regen, with a digest of its source.

    Two runs with the same version and the same input write the same bytes.
    """
    templates = templates_folder()
    if templates.is_relative_to(_PACKAGE):
        return f"regen {__version__}"
    total = hashlib.sha256()
    for path in sorted((*_files(_PACKAGE), *_files(templates))):
        with open(path, "rb") as file:  # noqa: PTH123 - twice as fast as pathlib
            total.update(file.read())
    return f"regen {__version__}+{total.hexdigest()[:12]}"


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (f"{place}/{n}" for n in names if n.endswith((".py", ".jinja")))
