"""The lines of README's "Try it", as somebody types them who knows nothing else."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.prism.server import free_port

ROOT = Path(__file__).parents[2]
CPU_SECONDS = 300
"""Five minutes of a machine that does nothing else; the clock may say more."""
PATIENCE = 1200
"""Seconds after which the lines are taken to hang."""


def lines() -> str:
    """The two blocks of the section."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Try it\n")[2].partition("\n## ")[0]
    return "".join(re.findall(r"^```(?:sh)?\n(.*?)^```$", section, re.M | re.S))


def clone(folder: Path) -> Path:
    """What git knows of this repository, as it is now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, path)
    return folder


@pytest.mark.timeout(PATIENCE + 60)
def test_from_a_url_to_a_deployed_application(tmp_path: Path) -> None:
    """In an environment of its own, on the mock server, in ten lines."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing")
    script = lines()
    assert len(script.splitlines()) <= 10
    for port in ("8000", "4010"):
        assert port in script
        script = script.replace(port, str(free_port()))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        ["bash", "-eu", "-o", "pipefail", "-c", script],
        cwd=clone(tmp_path / "regen"),
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        printed, told = process.communicate(timeout=PATIENCE)
    finally:
        with suppress(ProcessLookupError):  # where the last line has ended them all
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, printed + told
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < CPU_SECONDS
    states = (ROOT / "specs" / "deploy-application.md").read_text(encoding="utf-8")
    assert re.search(rf"^ *- {printed.splitlines()[-1]}$", states, re.M), printed
