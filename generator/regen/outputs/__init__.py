"""The outputs of regen: each is a name, and a function from the surface to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from .formatting import File
from .python.layout import package_files
from .python.surface import Surface
from .reference import reference_files


class Output(Struct, frozen=True):
    """An output: a kind of files that are made from the surface of a package.

    Attributes:
        files: from the surface and the name of the package to what is to be rendered.
    """

    name: str
    files: Callable[[Surface, str], Iterable[File]]


OUTPUTS = {
    output.name: output
    for output in (
        Output("python", lambda surface, _: package_files(surface)),
        Output("reference", reference_files),
    )
}
"""By name; a new output is a module or a folder here, and a line in this table."""
