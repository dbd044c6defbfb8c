"""P1: the table "Style Examples" of the OpenAPI specification, and its borders."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from tests.behaviour.wire import both, sent
from tests.support import client, operations

# "-" where the specification says n/a, or where a path would lose a segment.
TABLE = """
path   simple false - blue blue,black,brown R,100,G,200,B,150
path   simple true  - blue blue,black,brown R=100,G=200,B=150
path   label  false - .blue .blue,black,brown .R,100,G,200,B,150
path   label  true  - .blue .blue.black.brown .R=100.G=200.B=150
path   matrix false ;color ;color=blue ;color=blue,black,brown ;color=R,100,G,200,B,150
path   matrix true  ;color ;color=blue ;color=blue;color=black;color=brown ;R=100;G=200;B=150
query  form   false color= color=blue color=blue,black,brown color=R,100,G,200,B,150
query  form   true  color= color=blue color=blue&color=black&color=brown R=100&G=200&B=150
query  spaceDelimited false - - color=blue%20black%20brown color=R%20100%20G%20200%20B%20150
query  pipeDelimited  false - - color=blue%7Cblack%7Cbrown color=R%7C100%7CG%7C200%7CB%7C150
query  deepObject     true  - - - color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150
header simple false - blue blue,black,brown R,100,G,200,B,150
header simple true  - blue blue,black,brown R=100,G=200,B=150
cookie form   false color= color=blue color=blue,black,brown color=R,100,G,200,B,150
cookie form   true  color= color=blue color=blue;_color=black;_color=brown R=100;_G=200;_B=150
cookie cookie false color= color=blue color=blue,black,brown color=R,100,G,200,B,150
cookie cookie true  color= color=blue color=blue;_color=black;_color=brown R=100;_G=200;_B=150
"""  # noqa: E501
SCHEMAS: dict[str, Any] = {
    "string": {"type": "string"},
    "array": {"type": "array", "items": {"type": "string"}},
    "object": {"$ref": "#/components/schemas/Color"},
}


class Case(NamedTuple):
    location: str
    style: str
    explode: str
    kind: str
    expected: str

    @property
    def id(self) -> str:
        return f"{self.location}_{self.style}_{self.explode}_{self.kind}".lower()


def _cases() -> list[Case]:
    found = []
    for row in TABLE.strip().splitlines():
        location, style, explode, *cells = row.split()
        kinds = ("empty", "string", "array", "object")
        for kind, cell in zip(kinds, cells, strict=True):
            if cell != "-":
                text = cell.replace("_", " ")
                found.append(Case(location, style, explode, kind, text))
    return found


CASES = _cases()
IDS = [case.id for case in CASES]


def _operation(case: Case) -> dict[str, Any]:
    parameter = {
        "name": "color",
        "in": case.location,
        "style": case.style,
        "explode": case.explode == "true",
        "required": case.location == "path",
        "schema": deepcopy(SCHEMAS["string" if case.kind == "empty" else case.kind]),
    }
    return {
        "operationId": case.id,
        "tags": ["styles"],
        "parameters": [parameter],
        "responses": {"200": {"description": "OK"}},
    }


def _path(case: Case) -> str:
    return f"/{case.id}" + ("/{color}/end" if case.location == "path" else "")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    number = {"type": "integer"}
    color = {"type": "object", "properties": dict.fromkeys("RGB", number)}
    return client(
        tmp_path_factory.mktemp("table"),
        {
            "openapi": "3.2.0",
            "paths": {_path(case): {"get": _operation(case)} for case in CASES},
            "components": {"schemas": {"Color": color}},
        },
    )


@both
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_p1_the_table_of_styles(
    way: Callable[..., Any], table: ModuleType, case: Case
) -> None:
    values = {
        "empty": "",
        "string": "blue",
        "array": ["blue", "black", "brown"],
        "object": table.models.Color(r=100, g=200, b=150),
    }
    operation = getattr(operations(table), case.id)
    arguments: dict[str, Any] = {"color": values[case.kind]}
    request = sent(way, table, lambda client: operation(client, **arguments))
    path, _, query = request.target.partition("?")
    found = {
        "path": path.removeprefix(f"/{case.id}/").removesuffix("/end"),
        "query": query,
        "header": request.header("color"),
        "cookie": request.header("cookie"),
    }
    assert found[case.location] == case.expected


@both
@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("query", "absent"),
        ("query", "array"),
        ("query", "object"),
        ("header", "absent"),
        ("header", "array"),
        ("header", "object"),
        ("cookie", "absent"),
        ("cookie", "array"),
        ("cookie", "object"),
    ],
)
def test_p1_absent_and_empty_values_are_not_sent(
    way: Callable[..., Any], table: ModuleType, location: str, kind: str
) -> None:
    style = {"query": "form", "header": "simple", "cookie": "form"}[location]
    schema = "object" if kind == "absent" else kind
    operation = getattr(operations(table), f"{location}_{style}_true_{schema}")
    value = {"absent": None, "array": [], "object": table.models.Color()}[kind]
    request = sent(way, table, lambda client: operation(client, color=value))
    assert "?" not in request.target
    assert request.header("color") is None
    assert request.header("cookie") is None


@both
def test_p1_false_zero_and_the_empty_text_are_values(
    way: Callable[..., Any], table: ModuleType
) -> None:
    operation = operations(table).query_form_true_array
    request = sent(
        way, table, lambda client: operation(client, color=["", "0", "false"])
    )
    assert request.target.endswith("?color=&color=0&color=false")


TABS = """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /a:
    post:
      operationId: tabs
      tags: [all]
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - &tabs
          name: q
          in: query
          type: array
          collectionFormat: tsv
          items: {type: string}
        - {<<: *tabs, name: f, in: formData}
      responses: {"200": {description: OK}}
"""


@both
def test_p1_tsv_of_2_0_is_separated_by_tabs(
    way: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    api = client(tmp_path_factory.mktemp("tabs"), TABS)
    form = api.models.TabsRequest(f=["c", "d"])
    request = sent(
        way, api, lambda client: operations(api).tabs(client, form, q=["a", "b"])
    )
    assert request.target == "/a?q=a%09b"
    assert request.body == b"f=c%09d"


TWICE = """
openapi: "3.0.3"
info: {title: T, version: "1"}
paths:
  /realms/{realm}/clients/{id}/roles/{role}/clients/{id}:
    parameters:
      - {name: role, in: path, required: true, schema: {type: string}}
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: realm, in: path, required: true, schema: {type: string}}
    get:
      operationId: twice
      tags: [all]
      responses: {"200": {description: OK}}
"""


@both
def test_p3_a_path_variable_that_stands_twice_is_one_argument_at_its_first_place(
    way: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    api = client(tmp_path_factory.mktemp("twice"), TWICE)
    request = sent(
        way, api, lambda client: operations(api).twice(client, "a", "b", "c")
    )
    assert request.target == "/realms/a/clients/b/roles/c/clients/b"
