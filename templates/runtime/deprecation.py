# Part of every client that regen generates. Do not edit.
"""Marks operations as deprecated, as PEP 702 does, on every version of Python."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # checkers know it, installed or not
    from typing_extensions import deprecated as deprecated
else:

    _RUNTIME = str(Path(__file__).parent)

    def _level() -> int:
        """Frames from the function that warns to the first one beyond the runtime."""
        level, frame = 2, sys._getframe(2)
        while frame.f_back and frame.f_code.co_filename.startswith(_RUNTIME):
            level, frame = level + 1, frame.f_back
        return level

    def deprecated(message: str) -> Callable[[Any], Any]:
        """Makes a function warn whoever called the operation."""

        def decorate(function: Any) -> Any:
            @functools.wraps(function)
            def warned(*args: Any, **kwargs: Any) -> Any:
                warnings.warn(message, DeprecationWarning, stacklevel=_level())
                return function(*args, **kwargs)

            warned.__deprecated__ = message
            return warned

        return decorate
