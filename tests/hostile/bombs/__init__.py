"""Small documents that ask for much time or memory, each made by a function.

No input below one megabyte may take a process of regen more than 30 seconds of
processor time or a gigabyte: it becomes a package, or a located error. Each function
stands for a kind; sizes are near the largest that stay below a megabyte where that
matters.
"""

from __future__ import annotations

from . import (  # noqa: F401 - each module adds its bombs
    comparisons,
    composition,
    keywords,
    limits,
    names,
    operations,
    other_files,
    pages,
    prose,
    quantities,
    references,
    regexes,
    sizes,
    yaml_syntax,
)
from .making import BOMBS

__all__ = ["BOMBS"]
