"""T16: deprecated operations are marked for checkers, and warn who calls them."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

from tests.runtime.server import Server, answer
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
paths:
  /old:
    get:
      operationId: old
      deprecated: true
      tags: [pets]
      parameters: [{name: deprecated, in: query, schema: {type: boolean}}]
      responses: {"204": {description: Done}}
    put: {operationId: fresh, tags: [pets], responses: {"204": {description: Done}}}
"""
PROGRAM = """
from ages import Client
from ages.operations.pets import fresh, old
def use(client: Client) -> None:
    old(client)
    client.pets.fresh()
    fresh(client)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("deprecated"), DOCUMENT, package="ages")


def test_t16_a_call_warns(package: ModuleType) -> None:
    found = operations(package)
    with Server([answer(204)]) as server, package.Client(base_url=server.url) as own:
        with pytest.warns(DeprecationWarning, match="deprecates") as told:
            found.old(own, deprecated=True)
        with pytest.warns(DeprecationWarning, match="deprecates") as as_method:
            own.pets.old(deprecated=True)
        with warnings.catch_warnings(action="error"):
            found.fresh(own)
    assert told[0].filename == as_method[0].filename == __file__
    assert server.requests[0].target == "/old?deprecated=true"


def test_t16_a_deprecated_operation_looks_like_its_function(
    package: ModuleType,
) -> None:
    old = operations(package).old
    assert list(inspect.signature(old).parameters) == ["client", "deprecated"]
    assert get_type_hints(old.call)["deprecated"] == bool | None
    assert "Deprecated." in (old.__doc__ or "")


def test_t16_the_package_itself_is_clean(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parent
    config = {"include": ["operations"], "typeCheckingMode": "strict"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert "0 errors" in done.stdout, done.stdout


def test_t16_mypy_reports_who_uses_it(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parents[1]
    (folder / "uses.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    command += ["--enable-error-code=deprecated", "uses.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert "uses.py:3: error: function ages.operations.pets.old is deprecated" in (
        done.stdout
    )
    assert done.stdout.count("uses.py:") == 1
