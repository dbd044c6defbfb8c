"""Validates a document: can a client be made of it, and does it conform to the letter.

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

import atexit
import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from msgspec.structs import replace

from regen.config import VALIDATOR_SECONDS
from regen.diagnostics import Diagnostic, Level, Location, RegenError

from ..document import Document, unplaced
from .structure import check, without_broken

_PATIENCE = 20
"""Seconds by the clock, for each of CPU, after which it is given up."""

_MOMENT = 1
"""Seconds that a process may take to end, once its pipe has ended."""

_UNVALIDATED = "the document is not validated"

_PROGRAM = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer);"
    " from regen.source.validate import serve; serve()"
)
"""What the process runs. It imports from where we do, and not our main program, which
may be a script that would begin again."""


class _Question(NamedTuple):
    """A document for the validator.

    Attributes:
        seconds: of CPU that it may take.
    """

    root: dict[str, Any]
    strict: bool
    seconds: int

    def answer(self) -> list[Diagnostic]:
        # It imports the validator, which the process of the phases must not wait for.
        from .examination import examine

        return examine(self.root, strict=self.strict)


class _Process:
    """The process that answers questions, one after the other.

    Attributes:
        started: done when the process is ready; fails if it cannot be.
    """

    def __init__(self) -> None:
        """Start it.

        Raises:
            OSError: there can be no process.
        """
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._asked: SimpleQueue[tuple[object, Future[Any]] | None] = SimpleQueue()
        # The thread must not keep a program from ending.
        self._thread = Thread(target=self._converse, daemon=True)
        self._thread.start()
        self.started = self._ask(sys.path)

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._child.poll() is None

    @property
    def ended_by_itself(self) -> bool:
        """Whether it has ended, and not because of its limit of CPU time."""
        try:
            code = self._child.wait(_MOMENT)
        except subprocess.TimeoutExpired:
            return False
        return sys.platform == "win32" or code != -signal.SIGXCPU

    def submit(self, question: _Question) -> Future[list[Diagnostic]]:
        """The answer, in a while; it fails if the process ends before."""
        return self._ask(question)

    def _ask(self, question: object) -> Future[Any]:
        answer: Future[Any] = Future()
        self._asked.put((question, answer))
        return answer

    def _converse(self) -> None:
        """Give the process a question and wait for its answer, again and again."""
        # Its context closes its pipes, which may be broken, and waits for it.
        with suppress(OSError), self._child as child:
            assert child.stdin is not None
            assert child.stdout is not None
            while (turn := self._asked.get()) is not None:
                question, answer = turn
                try:
                    pickle.dump(question, child.stdin)
                    child.stdin.flush()
                    answer.set_result(pickle.load(child.stdout))
                except Exception as fault:  # whatever a process that ends leaves behind
                    answer.set_exception(fault)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._child.kill()
        self._asked.put(None)
        self._thread.join()


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
    if _process is not None and not _process.is_alive:
        _stop()
    if _process is None and sys.executable:
        with suppress(OSError):
            _process = _Process()
            atexit.register(_stop)


def _stop() -> None:
    """End the process, whatever it is doing."""
    global _process
    if _process is not None:
        process, _process = _process, None
        atexit.unregister(_stop)
        process.stop()


class Examination:
    """What the validator says of one document, as soon as it has been waited for."""

    def __init__(self, question: _Question) -> None:
        self._question = question
        self._process = _process
        self._answer = _process.submit(question) if _process is not None else None

    def result(self) -> list[Diagnostic]:
        """The diagnostics of the validator; one if it gave up.

        Without a process there are none: here, nothing could end a validator that takes
        for ever, and the formatter needs processes, too.
        """
        process, seconds = self._process, self._question.seconds
        if process is None or self._answer is None:
            return _unvalidated("could not be started")
        try:
            return self._answer.result(_PATIENCE * seconds)
        except Exception:  # it is too late, or the process has ended
            ended_by_itself = process.ended_by_itself
            _stop()
        if process.started.exception() is not None:
            return _unvalidated("could not be started")
        if ended_by_itself:
            return _unvalidated("ended without an answer")
        what = f"gave no answer within {seconds} s of CPU time"
        return _unvalidated(what, "; `validator-seconds` allows more")


def _unvalidated(what: str, way_out: str = "") -> list[Diagnostic]:
    """The only diagnostic of a validator that gave up."""
    text, hint = f"openapi-spec-validator {what}", f"{_UNVALIDATED}{way_out}"
    return [unplaced("validator-crashed", "", text, hint, Level.WARNING)]


def start_examination(
    root: dict[str, Any], *, strict: bool, seconds: int = VALIDATOR_SECONDS
) -> Examination:
    """Let the validator examine a document, beside whatever comes next.

    Args:
        seconds: of CPU that it may take.
    """
    _start()
    return Examination(_Question(root, strict, seconds))


def serve() -> None:
    """Answer the questions that stand on standard input, until it ends."""
    import gc

    gc.disable()  # what is allocated lives to the end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    _end_with_parent()
    importlib.import_module(f"{__package__}.examination")

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what somebody prints is no answer
    questions: SimpleQueue[_Question] = SimpleQueue()
    Thread(target=_read, args=(questions,), daemon=True).start()
    answered: object = None
    while True:
        pickle.dump(answered, answers)
        answers.flush()
        question = questions.get()
        _limit_time(question.seconds)
        answered = question.answer()


def _read(questions: SimpleQueue[_Question]) -> None:
    """Read ahead, so that an end of the input ends what goes on."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            questions.put(pickle.load(sys.stdin.buffer))
    # Ends the process whatever its other thread does.
    signal.raise_signal(signal.SIGTERM)


def _end_with_parent() -> None:
    """Also while a regular expression is matched, when no thread of Python runs."""
    if sys.platform == "linux":
        import ctypes

        set_signal_of_parents_death = 1
        ctypes.CDLL(None).prctl(set_signal_of_parents_death, signal.SIGKILL)


def _limit_time(seconds: int) -> None:
    """Let the system end this process if one document takes too long."""
    if sys.platform == "win32":
        return  # the parent has a limit of its own
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def check_structure(document: Document) -> list[Diagnostic]:
    """Structural faults of a bundled document of any version, each with its place.

    It takes some hundredths of a second; unless there are errors, what later phases
    read has the types that they expect.
    """
    return document.placed(check(document.root))


class Validation:
    """The validation of a bundled document, which goes on beside other work.

    Attributes:
        document: without the broken components that nothing uses.
    """

    def __init__(
        self, document: Document, *, strict: bool, seconds: int = VALIDATOR_SECONDS
    ) -> None:
        """Check the structure, and give the document to the validator.

        Args:
            seconds: of CPU that the validator may take.

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
        self._examination: Examination = start_examination(
            document.root, strict=strict, seconds=seconds
        )

    def diagnostics(self) -> list[Diagnostic]:
        """All diagnostics, those of the structure first; waits for the validator."""
        known = {item.location for item in self._structure}
        found = self.document.placed(self._examination.result())
        found.sort(key=lambda item: item.location or Location(""))
        # What our own checks say of a place, the validator says in other words.
        return self._structure + [item for item in found if item.location not in known]
