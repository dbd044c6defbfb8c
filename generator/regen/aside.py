"""Work on another core: a forked child computes a value while this process goes on.

A fork starts in a millisecond and inherits all that was read and understood so far;
what it computes comes back as plain values. Where there is no second core, no `fork`,
or another thread (whose locks a child would inherit as they are), there is no child,
and whoever asked does the work itself.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_ROOM = 1 << 20
"""Bytes that a child may write before anybody reads: it ends sooner, and its core is
free again.
"""
_DONE = b"done"
_left: list[int] = []
"""Children that have said all and were not seen to end: that takes a while."""


def can_fork() -> bool:
    """Whether a child would be safe, and of use.

    Not on macOS: its system libraries do not stand a fork.
    """
    return (
        sys.platform == "linux"
        and (os.cpu_count() or 1) > 1
        and threading.active_count() == 1
    )


class Aside(Generic[T]):
    """A value that a child computes.

    It is made of what `marshal` knows: numbers, strings, lists, tuples and mappings.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        """Start to compute `work()`, unless `can_fork` says no."""
        self._child = 0
        if not can_fork():
            return
        self._source, target = os.pipe()
        try:
            self._child = os.fork()
        except OSError:  # no more processes
            os.close(target)
            os.close(self._source)
            return
        if not self._child:
            os.close(self._source)  # else it would wait for ever if its parent is gone
            _compute(work, target)
        os.close(target)

    def result(self) -> T | None:
        """The value; `None` if there is no child or it failed."""
        data = self.data()
        if not data:
            return None
        value: T = marshal.loads(data)
        return value

    def data(self) -> bytes:
        """The value as `marshal` writes it, to be passed on; empty for `None`."""
        if not self._child:
            return b""
        with os.fdopen(self._source, "rb") as source:
            data = source.read()
        _left.append(self._child)
        self._child = 0
        return data.removesuffix(_DONE) if data.endswith(_DONE) else b""


def see_children_end() -> None:
    """Wait for the children that have said all: by now they have ended."""
    while _left:
        with suppress(OSError):
            os.waitpid(_left.pop(), 0)


def _compute(work: Callable[[], T], target: int) -> None:
    """What the child does, and all that it does: it never returns."""
    code = 1
    try:
        import fcntl  # which Windows does not have

        value: Any = work()
        data = marshal.dumps(value)
        with suppress(OSError):
            fcntl.fcntl(target, fcntl.F_SETPIPE_SZ, _ROOM)
        with os.fdopen(target, "wb") as file:
            file.write(data)
            file.write(_DONE)
        code = 0
    finally:  # neither its parent's clean-up nor a traceback: the parent tries itself
        os._exit(code)
