"""openapi-spec-validator in a process of its own, beside everything else.

It takes 0.3 s to import, so that the process is started before the document is read,
and imports while this process does the same.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

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
    """The other process; it ends with the first document, or when it is stopped."""

    def __init__(self) -> None:
        self._sender: Thread | None = None
        try:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                [sys.executable, "-I", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:  # it is done without, in this process
            self._process = None
        else:
            self._send(marshal.dumps(sys.path))

    def give(self, root: dict[str, Any], strict: bool) -> None:
        """Have a document examined; returns at once."""
        if self._process is not None:
            data = marshal.dumps((root, strict))
            # The pipe holds 64 KB, and the process may still be importing.
            self._sender = Thread(target=self._send, args=(data, True), daemon=True)
            self._sender.start()

    def _send(self, data: bytes, last: bool = False) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError):  # it ended early, which `result` finds out
            self._process.stdin.write(data)
            self._process.stdin.flush()
            if last:
                self._process.stdin.close()

    def result(self) -> list[Any] | None:
        """What was found, as plain values; `None` if the process failed.

        Raises:
            TimeoutError: it takes more than `TIMEOUT`.
        """
        if self._process is None or self._sender is None:
            return None
        self._sender.join(TIMEOUT)
        self._process.stdin = None  # closed by the sender
        try:
            output, _ = self._process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        return marshal.loads(output) if self._process.returncode == 0 else None

    def stop(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            if self._sender is not None:
                self._sender.join()
            with suppress(OSError, ValueError):  # pipes that are closed already
                process.communicate()
