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
CREDENTIALS = 'ApiKeyAuth(os.environ["QOVERY_KEY"])'


def run(program: str, url: str) -> str:
    """What a program prints when its server is another one."""
    assert program.count(CREDENTIALS) == 1
    program = program.replace(CREDENTIALS, f'{CREDENTIALS}, base_url="{url}"')
    return printed(program)


def printed(program: str) -> str:
    env = os.environ | {"PYTHONPATH": str(EXAMPLE / "src"), "QOVERY_KEY": "qov_key"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_three_examples() -> None:
    blocking, asynchronous, failing = EXAMPLES
    assert "AsyncClient" not in blocking
    assert "AsyncClient" in asynchronous
    assert "except StatusError" in failing
    assert len(blocking.splitlines()) <= 10


@pytest.mark.parametrize("program", EXAMPLES[:2], ids=["blocking", "asynchronous"])
def test_the_examples_deploy(program: str) -> None:
    with Server([answer(202, STATUS_BYTES)]) as server:
        assert "DEPLOYING" in run(program, server.url)
        (request,) = server.requests
    assert request.method == "POST"
    assert request.target == f"/application/{APPLICATION}/deploy"
    assert request.header("Authorization") == "Token qov_key"


def test_the_example_of_an_error() -> None:
    problem = {"status": 409, "error": "Conflict", "message": "in progress"}
    with Server([answer(409, json.dumps(problem).encode())]) as server:
        assert run(EXAMPLES[2], server.url).startswith("409 ")


@pytest.mark.parametrize("program", EXAMPLES[:2], ids=["blocking", "asynchronous"])
def test_the_examples_deploy_on_prism(program: str, prism_url: str) -> None:
    assert "BUILDING" in run(program, prism_url)


def test_the_example_of_the_front_page() -> None:
    program = python_blocks(ROOT / "README.md")[0]
    assert program.count('ApiKeyAuth("...")') == 1
    with Server([answer(202, STATUS_BYTES)]) as server:
        here = f'ApiKeyAuth("..."), base_url="{server.url}"'
        assert printed(program.replace('ApiKeyAuth("...")', here)) == "DEPLOYING\n"
        assert server.last.header("Authorization") == "Token ..."
