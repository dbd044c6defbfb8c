"""Whether a document can be generated from, and whether it conforms to the letter.

Two questions, and the level of a diagnostic follows from which it answers:

- `structure.py` looks for what makes a right client impossible or a matter of
  guessing: a list where a mapping belongs, a parameter without name, a style that its
  location does not have. These are errors.
- openapi-spec-validator looks for deviations from the specification. Published
  documents have many that do no harm (a default that does not fit, a keyword of another
  version, a missing description). These are warnings, and errors only under `strict`.

So no diagnostic of the validator stops a generation by itself, and generation does not
wait for it before it has something to write.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Generator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from msgspec.structs import replace

from regen.diagnostics import Diagnostic, Level, RegenError

from ..document import Document, unplaced
from .structure import check, without_broken

CPU_SECONDS = 30
"""Seconds of CPU that the validator may take for a document."""

WALL_SECONDS = 600
"""Seconds after which a validator that has given no answer is ended."""


class _Process:
    """The process, and the documents that were given to it.

    Attributes:
        started: done when the process is ready; fails if there can be none.
    """

    def __init__(self) -> None:
        known = multiprocessing.active_children()
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, spawn, initializer=_set_up)
        self.started = self._pool.submit(_import_validator)
        self._children = set(multiprocessing.active_children()).difference(known)

    def submit(self, root: dict[str, Any], strict: bool) -> Future[list[Diagnostic]]:
        return self._pool.submit(_examine, root, strict)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        for child in self._children:
            child.kill()
        self._pool.shutdown(cancel_futures=True)


_process: _Process | None = None
"""The process of this program, while there is one."""


@contextmanager
def validator_process() -> Generator[None]:
    """Have the process ready for what is done inside; the outermost use ends it."""
    is_outermost = _process is None
    _start()
    try:
        yield
    finally:
        if is_outermost:
            _stop()


def _start() -> None:
    """Start the process unless it runs, or no process can be made."""
    global _process
    if _process is None:
        with suppress(OSError, BrokenProcessPool):
            _process = _Process()


def _stop() -> None:
    """End the process, whatever it is doing."""
    global _process
    if _process is not None:
        _process.stop()
        _process = None


class Examination:
    """What the validator says of one document, as soon as it has been waited for."""

    def __init__(self, root: dict[str, Any], *, strict: bool) -> None:
        self._root, self._strict = root, strict
        self._process = _process
        self._answer: Future[list[Diagnostic]] | None = None
        if self._process is not None:
            with suppress(BrokenProcessPool):
                self._answer = self._process.submit(root, strict)

    def result(self) -> list[Diagnostic]:
        """The diagnostics of the validator; one if it gave up."""
        if self._process is None or self._process.started.exception() is not None:
            _stop()
            return _examination(self._root, self._strict)
        try:
            if self._answer is not None:
                return self._answer.result(WALL_SECONDS)
        except (BrokenProcessPool, TimeoutError):
            pass
        _stop()
        text = "openapi-spec-validator gave up on this document"
        return [unplaced("validator-crashed", "", text, level=Level.WARNING)]


def start_examination(root: dict[str, Any], *, strict: bool) -> Examination:
    """Let the validator examine a document, beside whatever comes next."""
    _start()
    return Examination(root, strict=strict)


def _set_up() -> None:
    """Make the process one that is short-lived, and that ends with its parent."""
    gc.disable()  # what is allocated lives to the end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "linux":
        # A thread of Python does not run while a regular expression is matched.
        import ctypes

        set_signal_of_parents_death = 1
        ctypes.CDLL(None).prctl(set_signal_of_parents_death, signal.SIGKILL)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _import_validator() -> None:
    importlib.import_module(f"{__package__}.examination")


def _examine(root: dict[str, Any], strict: bool) -> list[Diagnostic]:
    _limit_time()
    return _examination(root, strict)


def _examination(root: dict[str, Any], strict: bool) -> list[Diagnostic]:
    # It imports the validator, which the process of the phases must not wait for.
    from .examination import examine

    return examine(root, strict=strict)


def _limit_time() -> None:
    """Let the system end this process if one document takes too long."""
    if sys.platform == "win32":
        return  # the parent has a limit of its own
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def check_structure(document: Document) -> list[Diagnostic]:
    """Structural faults of a bundled document of any version, each with its place.

    It takes some hundredths of a second; what later phases read has the right shape
    unless there are errors.
    """
    return document.placed(check(document.root))


class Validation:
    """The validation of a bundled document, which goes on beside other work.

    Attributes:
        document: without the broken components that nothing uses.
    """

    def __init__(self, document: Document, *, strict: bool) -> None:
        """Check the structure, and give the document to the validator.

        Raises:
            RegenError: the structure has errors.
        """
        found = [*check(document.root)]
        if strict:
            found = [item._replace(level=Level.ERROR) for item in found]
        elif any(item.level is Level.ERROR for item in found):
            root, found = without_broken(document.root, found)
            document = replace(document, root=root)
        self.document = document
        self._structure = document.placed(found)
        errors = [item for item in self._structure if item.level is Level.ERROR]
        if errors:
            raise RegenError(errors)
        self._examination: Examination = start_examination(document.root, strict=strict)

    def diagnostics(self) -> list[Diagnostic]:
        """All diagnostics, those of the structure first; waits for the validator."""
        known = {item.location for item in self._structure}
        found = self.document.placed(self._examination.result())
        # What our own checks say of a place, the validator says in other words.
        return self._structure + [item for item in found if item.location not in known]
