"""Gives bombs to the command under limits of the system, and says what came of them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .making import Bomb

SECONDS = 30
"""Of processor time, for each process."""

MEGABYTES = 1_024
LARGEST = 1_000_000
"""Bytes of all files of a bomb."""

PATIENCE = 1_200
"""Seconds by the clock after which a process that does not end is one that waits.

Processor time is limited, and a machine may be busy with other things.
"""


LINES = {
    "generate": "generate {} --output out --package bomb",
    "skip": "generate {} --output out --package bomb --skip-unsupported",
    "project": "generate {} --output out --package bomb --project",
    "reference": "reference {} --output out/bomb",
    "inspect": "inspect {}",
    "diff": "diff {}",
}
"""Name of a command -> its line, with the documents and overlays in place of `{}`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a bomb.

    Attributes:
        cpu: seconds of processor time of all processes.
        megabytes: peak resident memory of the largest process.
        fault: what is wrong; empty if nothing is.
        told: the first line of the error that it ended with, if it did.
    """

    name: str
    size: int
    cpu: float
    megabytes: float
    fault: str
    told: str


def explode(bomb: Bomb) -> Verdict:
    """Give a bomb to its command, under the limits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size, given = 0, ""
        for file, text in bomb.make().items():
            (folder / file).write_text(text, encoding="utf-8")
            size += (folder / file).stat().st_size
            if file.startswith("overlay"):
                given += f" --overlay {file}"
            elif file.startswith("openapi"):
                given += f" {file}"
        assert size <= LARGEST, f"{bomb.name} has {size:,} bytes"
        line = [sys.executable, "-m", "regen"]
        line += LINES[bomb.command].format(given).split()
        with (folder / "printed").open("w+b") as printed:
            code, usage = _limited(line, folder, printed.fileno())
            printed.seek(0)
            said = printed.read().decode(errors="replace")
        cpu = usage.ru_utime + usage.ru_stime
        told = next((s for s in said.splitlines() if ": error" in s), "")[:160]
        fault = _fault(code, said, told, cpu, (folder / "out" / "bomb").exists())
        return Verdict(bomb.name, size, cpu, usage.ru_maxrss / 1_024, fault, told)


def _limited(
    line: list[str], folder: Path, output: int
) -> tuple[int, resource.struct_rusage]:
    def limit() -> None:
        size = MEGABYTES * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        # The soft limit ends a process by SIGXCPU, which tells it from other ends.
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))

    process = subprocess.Popen(
        line, cwd=folder, stdout=output, stderr=output, preexec_fn=limit
    )
    end = time.monotonic() + PATIENCE
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if not found and time.monotonic() > end:
            process.kill()
            found, status, usage = os.wait4(process.pid, 0)
        if found:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage
        time.sleep(0.02)


def _fault(code: int, said: str, told: str, cpu: float, written: bool) -> str:
    if "MemoryError" in said:
        return "out of memory"
    if "Traceback" in said:
        return "a traceback"
    if code not in (0, 2, 3):
        return f"exit {code}"
    if "validator ended without" in said or "validator could not be" in said:
        return "the validator ended"  # which is what too little memory does to it
    if code and not told:
        return "no error told"
    if code and written:
        return "written although refused"
    if cpu > 2 * SECONDS + 2:  # of both processes together
        return f"{cpu:.0f} s"
    return ""


def run(chosen: Sequence[Bomb], jobs: int = 1) -> Iterator[Verdict]:
    """The verdicts, in order."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(explode, chosen)
