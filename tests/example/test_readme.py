"""The usage examples of the READMEs run as they stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.runtime.server import Server, answer

from .kit import APPLICATION, EXAMPLE, ROOT, STATUS_BYTES, python_blocks

EXAMPLES = python_blocks(EXAMPLE / "README.md")


def run(program: str, url: str) -> str:
    env = os.environ | {
        "PYTHONPATH": str(EXAMPLE / "src"),
        "QOVERY_APPLICATION_ID": str(APPLICATION),
        "QOVERY_TOKEN": "qov_key",
        "QOVERY_URL": url,
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_both_examples() -> None:
    blocking, asynchronous = EXAMPLES
    assert "AsyncClient" not in blocking
    assert "AsyncClient" in asynchronous
    deploying = blocking[blocking.index("application_id = ") :]
    assert len(deploying.splitlines()) <= 10


@pytest.mark.parametrize("program", EXAMPLES, ids=["blocking", "asynchronous"])
def test_the_examples_deploy(program: str) -> None:
    with Server([answer(202, STATUS_BYTES)]) as server:
        assert run(program, server.url) == "DEPLOYING\n"
        (request,) = server.requests
    assert request.target == f"/application/{APPLICATION}/deploy"
    assert request.header("Authorization") == "Token qov_key"
    assert json.loads(request.body) == {"git_commit_id": "4f2c0de"}


@pytest.mark.parametrize("program", EXAMPLES, ids=["blocking", "asynchronous"])
def test_the_examples_deploy_on_prism(program: str, prism_url: str) -> None:
    assert run(program, prism_url) == "BUILDING\n"


def test_the_example_of_the_front_page() -> None:
    program = python_blocks(ROOT / "README.md")[0]
    assert program.count('ApiKeyAuth("...")') == 1
    with Server([answer(202, STATUS_BYTES)]) as server:
        here = f'ApiKeyAuth("..."), base_url="{server.url}"'
        assert run(program.replace('ApiKeyAuth("...")', here), "") == "DEPLOYING\n"
        assert server.last.header("Authorization") == "Token ..."
