"""Real servers: installed in an environment of their own, started, asked, stopped."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from tests import venvs
from tests.support import load

fcntl = pytest.importorskip("fcntl", reason="servers are started as POSIX has it")

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "servers"
CONSTRAINTS = Path(__file__).with_name("constraints.txt")
START = 60.0
"""Seconds that a server has to answer, on a busy machine."""
STOP = 10.0
"""Seconds that it has to end by itself."""


def environment(name: str, *requirements: str, constraints: Path = CONSTRAINTS) -> Path:
    """An environment with these packages, made on first use; its interpreter.

    Skips the test where they cannot be installed.
    """
    said = constraints.read_text() + " ".join(requirements) + sys.version
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    folder = BUILD / f"{name}-{digest}"
    python = folder / "bin" / "python"
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another worker may be installing it
        if not (folder / "complete").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            try:
                venvs.make(folder, *requirements, constraints=constraints)
            except venvs.NotInstalledError as error:
                pytest.skip(f"{name} cannot be installed: {error}")
            (folder / "complete").touch()
    return python


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str], url: str, folder: Path, **env: str
) -> Iterator[None]:
    """A server that answers at the URL; it and its children end with the block.

    Its output stands in `server.log` of the folder, which is its current one.
    """
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env={**os.environ, **env}, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(server, url, folder / "server.log")
            yield
        finally:
            stop(server)


def wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Returns when the server answers; fails when it ends or takes too long."""
    end = time.monotonic() + START
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            httpx2.get(url, trust_env=False, verify=False)
        except httpx2.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"no answer from {url}: {log.read_text()}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Asks a server to end, then ends what is left of its process group."""
    server.terminate()
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    with suppress(ProcessLookupError):  # as it should be: nobody is left
        os.killpg(server.pid, signal.SIGKILL)


@dataclass(frozen=True)
class Generated:
    """The package of a server's document, and what `regen inspect` says of it."""

    package: ModuleType
    operations: list[dict[str, Any]]

    def module(self, tag: str) -> ModuleType:
        """The functions of a tag."""
        return importlib.import_module(f"{self.package.__name__}.operations.{tag}")

    def runtime(self, module: str) -> ModuleType:
        """A module of the package's runtime."""
        return importlib.import_module(f"{self.package.__name__}._runtime.{module}")

    def function(self, operation: Mapping[str, Any]) -> Any:
        """The function of an operation."""
        module = f"{self.package.__name__}.{operation['module']}"
        return getattr(importlib.import_module(module), operation["function"])

    def sweep(
        self,
        client: Any,
        values: Mapping[str, Any],
        more: Mapping[str, Mapping[str, Any]],
    ) -> dict[str, str]:
        """Calls every GET through its function; path -> what came that is no result.

        Args:
            values: for each required argument a value, by the argument's name.
            more: arguments of single paths; they come before `values`.
        """
        found = {}
        for operation in self.operations:
            if operation["method"] != "GET":
                continue
            path = operation["path"]
            own = more.get(path, {})
            names = [p["argument"] for p in operation["parameters"] if p["required"]]
            arguments = {n: values[n] for n in names if n not in own}
            try:
                self.function(operation)(client, **arguments, **own)
            except self.package.StatusError as error:
                found[path] = str(error.status)
            except self.package.MalformedResponseError as error:
                found[path] = f"{error.path}: expected {error.expected}"
        return found


def generate(url: str, folder: Path, package: str, *flags: str) -> Generated:
    """The package that the command line makes of a running server's document."""
    regen = [sys.executable, "-m", "regen"]
    where = ["--output", str(folder), "--package", package]
    command = [*regen, "generate", url, *where, *flags]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (document,) = [path for path in folder.iterdir() if path.is_file()]
    command = [*regen, "inspect", str(document), "--json"]
    shown = subprocess.run(command, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    return Generated(load(folder / package), json.loads(shown.stdout)["operations"])
