"""What importing one operation and building its models costs beyond httpx2."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import surroundings
from benchmarks.synthetic import document

PROBE = """
import resource, sys, time
import httpx2, msgspec, dataclasses, typing, enum, uuid, datetime, decimal
def peak():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6
before, start = peak(), time.perf_counter()
{code}
print((time.perf_counter() - start) * 1000, peak() - before, len(sys.modules))
"""


def probe(folder: Path, code: str, runs: int = 7) -> tuple[float, float]:
    """Median milliseconds and megabytes of a piece of code in a new process."""
    figures = []
    for _ in range(1 + runs):  # the first one compiles
        done = subprocess.run(
            [sys.executable, "-c", PROBE.format(code=code)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
            env=surroundings(),
        )
        milliseconds, megabytes, _ = map(float, done.stdout.split())
        figures.append((milliseconds, megabytes))
    del figures[0]
    return (
        statistics.median(f[0] for f in figures),
        statistics.median(f[1] for f in figures),
    )


def generate(source: Path, output: Path) -> None:
    """Generate a package named `client`."""
    line = [sys.executable, "-m", "regen", "generate", str(source)]
    subprocess.run(
        [*line, "--output", str(output), "--package", "client"],
        check=True,
        capture_output=True,
    )


def table(qovery: Path | None, sizes: tuple[int, ...] = (250, 4_000)) -> list[str]:
    """Rows: document, milliseconds, megabytes."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if qovery:
            generate(qovery, work / "qovery")
            code = (
                "from client.operations.application_actions import deploy_application\n"
                "from client import models\n"
                "models.Status, models.DeployRequest, models.StatusDetails"
            )
            rows.append(_row("qovery deploy_application", probe(work / "qovery", code)))
        for size in sizes:
            source = work / f"{size}.json"
            source.write_text(document(size), encoding="utf-8")
            generate(source, work / str(size))
            code = (
                "from client.operations.tag_0 import get_thing7\n"
                "from client import models\n"
                "models.Thing7"
            )
            rows.append(_row(f"{size:,} operations", probe(work / str(size), code)))
    return rows


def _row(name: str, figures: tuple[float, float]) -> str:
    return f"{name:28} {figures[0]:6.1f} ms {figures[1]:6.1f} MB beyond httpx2"
