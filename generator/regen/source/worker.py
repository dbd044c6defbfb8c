"""openapi-spec-validator in a process of its own, beside everything else.

It takes 0.2 s to import, so that the process is started before the document is read,
and imports while this process does the same.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import IO, Any

TIMEOUT = 600.0
"""Seconds that the validator may take."""

_PROGRAM = """\
import gc, marshal, sys
gc.disable()  # the process is short-lived, and its document is one large tree
sys.path[:] = marshal.load(sys.stdin.buffer)
from regen.source.conformity import serve
serve(sys.stdin.buffer, sys.stdout.buffer)
"""


class Worker:
    """The other process; it ends with the first document, or when it is stopped.

    Attributes:
        process: `None` where none can be started.
    """

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._sender: Thread | None = None
        self._stopped = False
        with suppress(OSError):
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            _send(self.process.stdin, marshal.dumps(sys.path), last=False)

    def give(self, root: dict[str, Any], strict: bool) -> None:
        """Have a document examined; returns at once."""
        if self.process is not None:
            data = marshal.dumps((root, strict))
            # The pipe holds 64 KB, and the process may still be importing.
            target = self.process.stdin
            self._sender = Thread(target=_send, args=(target, data), daemon=True)
            self._sender.start()

    def handed_over(self) -> None:
        """Wait until the process has read the document."""
        if self._sender is not None:
            self._sender.join(TIMEOUT)

    def result(self) -> list[Any] | None:
        """What was found, as plain values; `None` if the process failed.

        Raises:
            TimeoutError: it takes more than `TIMEOUT`.
        """
        if self.process is None or self._sender is None:
            return None
        self._sender.join(TIMEOUT)
        self.process.stdin = None  # closed by the sender
        try:
            output, _ = self.process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        return marshal.loads(output) if self.process.returncode == 0 else None

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self.process is None or self._stopped:
            return
        self._stopped = True
        self.process.kill()
        if self._sender is not None:
            self._sender.join()
            self.process.stdin = None
        with suppress(OSError, ValueError):  # pipes that are closed already
            self.process.communicate()


def _send(target: IO[bytes] | None, data: bytes, *, last: bool = True) -> None:
    assert target is not None
    with suppress(OSError, ValueError):  # it ended early, which `result` finds out
        target.write(data)
        target.flush()
    if last:
        with suppress(OSError, ValueError):
            target.close()
