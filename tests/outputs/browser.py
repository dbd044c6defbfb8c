"""A headless Chromium that shows a site as a person sees it.

It is driven over the pipe of its DevTools protocol, which needs nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
"""The browser; `None` where there is none."""
_START = """\
import os, sys
commands, answers, *line = sys.argv[1:]
os.dup2(int(commands), 103), os.dup2(int(answers), 104)
os.dup2(103, 3), os.dup2(104, 4)
os.execv(line[0], line)
"""
"""Puts the two pipes where Chromium expects them: it reads from 3 and writes to 4."""
PATIENCE = 60.0


class Browser:
    """One page of a browser."""

    def __init__(self, commands: BinaryIO, answers: BinaryIO) -> None:
        self._commands, self._answers = commands, answers
        self._number, self._unread = 0, b""
        self._session = ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command, and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while (answer := self._receive()).get("id") != self._number:
            pass  # an event
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            read = os.read(self._answers.fileno(), 1 << 16)
            assert read, "the browser has ended"
            self._unread += read
        first, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message

    def open(self, url: str) -> None:
        """Go to a page, and wait until it is complete."""
        self.send("Page.navigate", url=url)
        self.wait_for(f"location.href == {url!r} && document.readyState == 'complete'")

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives in the page."""
        done = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        return done["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + PATIENCE
        while not self.value(f"Boolean({condition})"):
            assert time.monotonic() < until, condition
            time.sleep(0.05)

    def type(self, selector: str, text: str) -> None:
        """Type a text into a field, and press Enter."""
        self.value(f"document.querySelector({selector!r}).focus()")
        self.send("Input.insertText", text=text)
        for kind in ("keyDown", "keyUp"):
            key = {"key": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
            self.send("Input.dispatchKeyEvent", type=kind, **key)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser of its own, with nothing of other runs."""
    assert CHROMIUM is not None
    (reads, commands), (answers, writes) = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        line = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"]
        line += ["--remote-debugging-pipe", f"--user-data-dir={profile}"]
        process = subprocess.Popen(
            [sys.executable, "-c", _START, str(reads), str(writes), *line],
            pass_fds=(reads, writes),
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        end = threading.Timer(2 * PATIENCE, process.kill)
        end.start()
        try:
            with os.fdopen(commands, "wb") as out, os.fdopen(answers, "rb") as back:
                page = Browser(out, back)
                yield page
                page.send("Page.close")
        finally:
            end.cancel()
            process.terminate()
            process.wait()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The URL of a folder on loopback."""
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
