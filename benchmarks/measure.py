"""A command as a whole process: wall time and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of several runs.

    Attributes:
        seconds: wall time.
        megabytes: peak resident memory of the largest process.
        cpu: seconds of processor time, of all its processes together.
    """

    seconds: float
    megabytes: float
    cpu: float


def measure(
    command: Sequence[str | Path],
    *,
    runs: int = 3,
    before: Callable[[], None] = lambda: None,
    environment: Mapping[str, str] | None = None,
    accept: frozenset[int] = frozenset({0}),
) -> Figure:
    """Run a command several times.

    Args:
        before: called before each run, outside the measurement.
        accept: exit codes that count as success.

    Raises:
        RuntimeError: the command fails; the text ends with what it printed.
    """
    figures = []
    for _ in range(runs):
        before()
        os.sync()  # what earlier runs wrote and deleted is not to be waited for
        figures.append(_once([str(word) for word in command], environment, accept))
    return Figure(
        statistics.median(f.seconds for f in figures),
        statistics.median(f.megabytes for f in figures),
        statistics.median(f.cpu for f in figures),
    )


def surroundings() -> dict[str, str]:
    """The environment, in which Python keeps what it compiled: pip compiles what it
    installs, and what is measured is not the compiler.
    """
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _once(
    command: list[str], environment: Mapping[str, str] | None, accept: frozenset[int]
) -> Figure:
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=surroundings() | dict(environment or {}),
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accept:
            output.seek(0)
            tail = output.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)}: {process.returncode}\n{tail}")
    cpu = usage.ru_utime + usage.ru_stime
    return Figure(seconds, usage.ru_maxrss / 1024, cpu)
