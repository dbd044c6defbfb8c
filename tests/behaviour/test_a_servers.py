"""A3: base URLs from `servers`, with variables, nearer ones first, overridable."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_type_hints

import pytest

from tests.behaviour.wire import OK, both
from tests.runtime.server import Server
from tests.support import client, operations

DOCUMENT = """
openapi: 3.1.0
servers:
  - url: http://127.0.0.1:PORT/base/
    description: Production
  - url: https://{region}.example.com:{port}/v{version}
    description: Regional server
    variables:
      region: {default: eu, enum: [eu, us]}
      port: {default: "443"}
      version: {default: "2", description: The major version.}
  - url: https://example.com/{size}/{beta}
    description: Unquoted defaults
    variables:
      size: {default: 3}
      beta: {default: false, enum: [false, true]}
paths:
  /own:
    get: {operationId: own, tags: [all], responses: &ok {"200": {description: OK}}}
  /item:
    servers: [{url: "http://127.0.0.1:PORT/item-server"}]
    get: {operationId: onItem, tags: [all], responses: *ok}
    put:
      operationId: onOperation
      tags: [all]
      servers:
        - url: http://127.0.0.1:PORT/{place}
          variables: {place: {default: op}}
      responses: *ok
  /relative:
    get:
      operationId: relative
      tags: [all]
      servers: [{url: /elsewhere}]
      responses: *ok
  /beside:
    get:
      operationId: beside
      tags: [all]
      servers: [{url: ../beside-base}]
      responses: *ok
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server([OK]) as running:
        yield running


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, server: Server) -> ModuleType:
    text = DOCUMENT.replace("PORT", str(server.port))
    return client(tmp_path_factory.mktemp("servers"), text)


def target(way: Any, api: ModuleType, server: Server, name: str, url: Any) -> str:
    """Where a call went, the client made with this base URL."""
    way(api, getattr(operations(api), name), url)
    return server.last.target


@both
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("own", "/base/own"),
        ("on_item", "/item-server/item"),
        ("on_operation", "/op/item"),
        ("relative", "/elsewhere/relative"),
        ("beside", "/beside-base/beside"),
    ],
)
def test_a3_the_nearest_server_is_the_default(
    way: Callable[..., Any], api: ModuleType, server: Server, name: str, path: str
) -> None:
    assert target(way, api, server, name, None) == path


@both
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("own", "/mine/own"),
        ("on_item", "/mine/item"),
        ("on_operation", "/mine/item"),
        ("relative", "/elsewhere/relative"),
    ],
)
def test_a3_a_base_url_overrides_every_server(
    way: Callable[..., Any], api: ModuleType, server: Server, name: str, path: str
) -> None:
    with Server([OK]) as other:
        way(api, getattr(operations(api), name), f"{other.url}/mine")
        assert other.last.target == path


def test_a3_a_base_url_for_some_calls(api: ModuleType, server: Server) -> None:
    with api.Client(base_url="http://127.0.0.1:1/none") as c:
        operations(api).own(c.with_options(base_url=f"{server.url}/some"))
        assert server.last.target == "/some/own"


def test_a3_variables_are_typed(api: ModuleType) -> None:
    servers = import_module(f"{api.__name__}.servers")
    regional = servers.regional
    assert regional() == "https://eu.example.com:443/v2"
    assert regional(region="us", version="3") == "https://us.example.com:443/v3"
    assert get_type_hints(regional)["region"] == Literal["eu", "us"]
    assert inspect.signature(regional).parameters["region"].kind is (
        inspect.Parameter.KEYWORD_ONLY
    )
    assert servers.production().startswith("http://127.0.0.1:")


def test_l6_defaults_that_are_not_quoted_are_text_all_the_same(api: ModuleType) -> None:
    servers = import_module(f"{api.__name__}.servers")
    unquoted = servers.unquoted_defaults
    assert unquoted() == "https://example.com/3/false"
    assert get_type_hints(unquoted)["beta"] == Literal["false", "true"]


@both
@pytest.mark.parametrize("servers", ["[]", "[{url: /}]", "[{url: /v1}]"])
def test_a3_without_a_host_a_base_url_is_asked_for(
    way: Callable[..., Any], tmp_path: Path, servers: str
) -> None:
    responses = '{"200": {description: OK}}'
    get = f"{{operationId: get, responses: {responses}}}"
    api = client(tmp_path, f"servers: {servers}\npaths: {{/a: {{get: {get}}}}}")
    with pytest.raises(ValueError, match="base_url"):
        way(api, operations(api).get, None)
    with Server([OK]) as other:
        way(api, operations(api).get, other.url)
        assert other.last.target == "/a"
