"""Prism as a context manager: started on a free port, stopped by its process."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COMMAND = HERE / "node_modules" / ".bin" / "prism"
START_SECONDS = 60


def require() -> None:
    """Skip the calling test, visibly, where Prism cannot run."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is missing")
    if not COMMAND.exists():
        pytest.skip("Prism is missing: npm ci --prefix tests/prism")


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def prism(document: Path, *options: str) -> Iterator[str]:
    """Mock the document; gives the base URL.

    Raises:
        RuntimeError: the server does not answer in time; the text is its output.
    """
    require()
    port = free_port()
    command = [str(COMMAND), "mock", "--host", "127.0.0.1", "--port", str(port)]
    log = document.with_suffix(".prism.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *options, str(document)], stdout=output, stderr=output
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text(errors="replace")[-2000:])
