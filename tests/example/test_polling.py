"""The polling example of the front page, with a client of the whole document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from regen.config import Selection, from_flags
from regen.pipeline import build, generate

from tests.documents import corpus
from tests.runtime.server import Server, answer

from .kit import APPLICATION, ROOT, STATUS, python_blocks

pytestmark = pytest.mark.corpus

OPERATIONS = ("deployApplication", "getApplicationStatus")


def example() -> str:
    """The program below the heading "Wait for a result"."""
    (program,) = (text for text in python_blocks(ROOT / "README.md") if "poll(" in text)
    return program


def with_state(state: str, status: int = 200) -> bytes:
    return answer(status, json.dumps(STATUS | {"state": state}).encode())


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a package with the operations of the example."""
    folder = corpus.folder()
    if folder is None:
        pytest.skip("REGEN_CORPUS is not set")
    output = tmp_path_factory.mktemp("polling")
    config = from_flags(
        (folder / "qovery" / "openapi.yaml",),
        output,
        "qovery",
        include=Selection(operations=OPERATIONS),
    )
    generate(build(config))
    return output


def run(program: str, sources: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(sources)},
        capture_output=True,
        text=True,
    )


def quick(url: str) -> str:
    """The example against another server, in less time."""
    program = example()
    assert program.count('ApiKeyAuth("...")') == program.count("interval=2.0") == 1
    here = f'ApiKeyAuth("..."), base_url="{url}"'
    program = program.replace('ApiKeyAuth("...")', here)
    return program.replace("interval=2.0", "interval=0.01")


def test_deploy_and_wait(sources: Path) -> None:
    states = ["DEPLOYMENT_QUEUED", "NEWLY_INVENTED", "DEPLOYING", "DEPLOYED"]
    replies = [with_state("DEPLOYMENT_QUEUED", 202), *map(with_state, states)]
    with Server(replies) as server:
        done = run(quick(server.url), sources)
        requests = [f"{item.method} {item.target}" for item in server.requests]
    assert done.stdout == "DEPLOYED\n", done.stderr
    path = f"/application/{APPLICATION}"
    assert requests == [f"POST {path}/deploy", *[f"GET {path}/status"] * len(states)]


def test_the_deadline_passes(sources: Path) -> None:
    with Server([with_state("DEPLOYING", 202), *[with_state("DEPLOYING")] * 50]) as it:
        program = quick(it.url).replace("deadline=900.0", "deadline=0.1")
        done = run(program, sources)
    assert done.returncode == 1
    assert "PollingTimeoutError: GET /application/" in done.stderr
