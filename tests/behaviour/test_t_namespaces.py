"""T9: operations as methods of either client, one attribute for each tag."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from regen.naming.forms import CLIENT

from tests.behaviour.wire import both
from tests.runtime.server import Server, answer
from tests.runtime.typed import checked
from tests.support import client

DOCUMENT = """
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {"200": {description: OK, content: {application/json: {
        schema: {type: array, items: {type: string}}}}}}
  /mail:
    post: {operationId: post, tags: [send], responses: {"204": {description: Done}}}
  /property:
    get: {operationId: get, tags: [property], responses: {"204": {description: Done}}}
"""

PROGRAM = """
from typing import assert_type
from {package} import AsyncClient, Client

def blocking(client: Client) -> None:
    assert_type(client.pets.list_pets(limit=3), list[str])
    client.send_.post()
    client.pets.list_pets(3)  # wrong
    client.pets.list_pets(limit="3")  # wrong

async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.pets.list_pets(limit=3), list[str])
    client.pets.list_pets(other=3)  # wrong
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return client(tmp_path_factory.mktemp("namespaces"), DOCUMENT, package="zoo")


@both
def test_t9_methods_send_with_their_client(
    way: Callable[..., Any], package: ModuleType
) -> None:
    with Server([answer(200, b'["Rex"]')]) as server:
        found = way(package, lambda c: c.pets.list_pets(limit=3), server.url)
    assert found == ["Rex"]
    assert [r.target for r in server.requests] == ["/pets?limit=3"]


@both
def test_t9_a_tag_named_as_a_member_of_the_client_has_another_name(
    way: Callable[..., Any], package: ModuleType
) -> None:
    with Server([answer(204)]) as server:
        assert way(package, lambda c: c.send_.post(), server.url) is None
        assert way(package, lambda c: c.property.get(), server.url) is None


def test_t9_checkers_see_both_clients(package: ModuleType, tmp_path: Path) -> None:
    folder = Path(str(package.__file__)).parents[1]
    checked(PROGRAM.format(package=package.__name__), folder)


def test_t9_importing_the_client_imports_no_operation(package: ModuleType) -> None:
    name, folder = package.__name__, Path(str(package.__file__)).parents[1]
    code = f"""
import sys, {name}
client = {name}.Client(base_url="http://localhost")
assert not any(m.startswith("{name}.operations.") for m in sys.modules)
client.pets
assert "{name}.operations.pets" in sys.modules
assert "{name}.operations.send" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)


def test_t9_the_members_of_a_client_are_reserved(package: ModuleType) -> None:
    own = package.Client(base_url="http://localhost")
    members = {name for name in dir(own) if not name.startswith("_")}
    assert members - {"pets", "send_", "property"} <= CLIENT
    assert members >= CLIENT
