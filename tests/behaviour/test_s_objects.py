"""S3, S4, S8, S9, S10: what becomes of the properties of an object."""

from __future__ import annotations

import inspect
import json
import sys
import typing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.behaviour.wire import both, sent
from tests.golden import cases
from tests.support import client, operations

DOCUMENT = """
paths:
  /users:
    post:
      operationId: createUser
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/User"}}}
      responses:
        "201":
          description: The user
          content: {application/json: {schema: {$ref: "#/components/schemas/User"}}}
components:
  schemas:
    User:
      type: object
      required: [id, name, password]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        password: {type: string, writeOnly: true}
        createdAt: {type: string, format: date-time, readOnly: true}
        address: {$ref: "#/components/schemas/Address"}
    Address:
      type: object
      required: [street, verified]
      properties:
        street: {type: string}
        verified: {type: boolean, readOnly: true}
    Base:
      type: object
      required: [id]
      properties: {id: {type: string}, rank: {type: number}, note: {type: string}}
    Child:
      allOf:
        - {$ref: "#/components/schemas/Base"}
        - {type: object, properties: {at: {type: string, format: date-time}}}
        - {properties: {state: {type: string, enum: [a, b, c]}}}
        - {properties: {state: {enum: [b, c, d]}}}
      required: [note]
      properties: {id: {type: string, format: uuid}, rank: {type: integer}}
    Only: {allOf: [{$ref: "#/components/schemas/Base"}]}
    Grandchild:
      allOf: [{$ref: "#/components/schemas/Child"}, {properties: {own: {type: string}}}]
    Profile:
      type: object
      required: [name, nickname, anything]
      properties:
        name: {type: string}
        nickname: {type: [string, "null"]}
        age: {type: integer}
        motto: {type: [string, "null"]}
        anything: {}
        whatever: {}
    Typed:
      type: object
      properties: {additional_properties: {type: boolean}}
      additionalProperties: {$ref: "#/components/schemas/Address"}
    Patterned:
      type: object
      properties: {id: {type: string}}
      patternProperties: {"^x-": {type: string}, "^n-": {type: integer}}
    Open: {type: object, properties: {a: {type: string}}, additionalProperties: true}
    Closed: {type: object, properties: {a: {type: string}}, additionalProperties: false}
    Silent: {type: object, properties: {a: {type: string}}}
    Labels: {type: object, additionalProperties: {type: string, format: date}}
"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("objects"), DOCUMENT)


@pytest.fixture(scope="module")
def defaults(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("defaults")
    return client(folder, cases.document("s10_defaults"))


@pytest.fixture(scope="module")
def sending(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("sending")
    return client(folder, cases.document("s10_defaults"), send_defaults=True)


def demanded(function: Any) -> set[str]:
    """The arguments without which a call fails."""
    parameters = inspect.signature(function).parameters.values()
    return {p.name for p in parameters if p.default is p.empty}


def test_s3_no_property_of_any_parent_is_lost(api: Any) -> None:
    plain = {
        "id": "12345678-1234-5678-1234-567812345678",
        "rank": 1,
        "note": "n",
        "at": "2026-01-02T00:00:00Z",
        "state": "b",
        "own": "o",
    }
    value = api.models.Grandchild.from_dict(plain, strict=True)
    assert value.id == UUID("12345678-1234-5678-1234-567812345678")
    assert value.at == datetime(2026, 1, 2, tzinfo=UTC)
    assert value.to_dict() == plain


def test_s3_the_child_overrides_and_requires_more(api: Any) -> None:
    assert demanded(api.models.Base) == {"id"}
    assert demanded(api.models.Child) == {"id", "note"}
    hints = typing.get_type_hints(api.models.Child)
    assert (hints["id"], hints["rank"]) == (UUID, int | None)


def test_s3_constraints_are_intersected(api: Any) -> None:
    assert [member.value for member in api.models.ChildState] == ["b", "c"]


def test_s3_all_of_one_is_an_alias(api: Any) -> None:
    assert api.models.Only is api.models.Base


def test_s4_null_absent_and_value_stay_apart(api: Any) -> None:
    profile = api.models.Profile
    least = {"name": "n", "nickname": None, "anything": None}
    for plain in (
        least,
        {**least, "age": 1, "nickname": "x", "anything": [1]},
        {**least, "motto": None, "whatever": None},
        {**least, "motto": "m", "whatever": {"a": None}},
    ):
        assert profile.from_dict(plain, strict=True).to_dict() == plain
    assert demanded(profile) == {"name", "nickname", "anything"}


def test_s4_unset_only_where_null_and_absent_are_both_legal(api: Any) -> None:
    value = api.models.Profile(name="n", nickname=None, anything=1)
    assert value.age is None
    assert value.motto is api.UNSET
    assert value.whatever is api.UNSET
    hints = typing.get_type_hints(api.models.Profile)
    unset = type(api.UNSET)
    found = {name for name, hint in hints.items() if unset in typing.get_args(hint)}
    assert found == {"motto"}


def test_s8_the_constructor_does_not_demand_what_only_the_server_sends(
    api: Any,
) -> None:
    assert demanded(api.models.User) == {"name", "password"}
    assert demanded(api.models.Address) == {"street"}


@both
def test_s8_a_request_carries_no_read_only_property(way: Any, api: Any) -> None:
    models = api.models
    address = models.Address(street="s", verified=True)
    user = models.User(
        id=7,
        name="n",
        password="p",
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        address=address,
    )
    request = sent(way, api, lambda c: operations(api).create_user(c, user))
    assert json.loads(request.body) == {
        "name": "n",
        "password": "p",
        "address": {"street": "s"},
    }
    assert user.to_dict()["id"] == 7


def test_s8_a_response_need_not_carry_what_is_write_only(api: Any) -> None:
    user = api.decode(api.models.User, {"id": 1, "name": "n"}, strict=True)
    assert user.password is api.UNSET
    assert user.to_dict() == {"id": 1, "name": "n"}
    with pytest.raises(api.DecodeError):
        api.decode(api.models.User, {"name": "n"}, strict=True)


def test_s9_extras_are_typed_and_survive(api: Any) -> None:
    plain = {
        "additional_properties": True,
        "home": {"street": "s", "verified": True},
        "extra_properties": {"street": "t", "verified": False},
    }
    value = api.models.Typed.from_dict(plain, strict=True)
    assert value.additional_properties is True
    assert isinstance(value.extra_properties["home"], api.models.Address)
    assert value.to_dict() == plain
    with pytest.raises(api.DecodeError):
        api.models.Typed.from_dict({"home": 1}, strict=True)


def test_s9_patterns_and_true(api: Any) -> None:
    for name, plain in (
        ("Patterned", {"id": "i", "x-a": "a", "n-b": 1}),
        ("Open", {"a": "a", "b": {"c": [None]}}),
    ):
        value = getattr(api.models, name).from_dict(plain, strict=True)
        assert len(value.additional_properties) == len(plain) - 1
        assert value.to_dict() == plain


def test_s9_nothing_is_kept_where_nothing_is_declared(api: Any) -> None:
    for name in ("Closed", "Silent"):
        value = getattr(api.models, name).from_dict({"a": "a", "b": 1})
        assert value.to_dict() == {"a": "a"}


def test_s9_extras_are_not_shared(api: Any) -> None:
    first, second = api.models.Open(), api.models.Open()
    first.additional_properties["a"] = 1
    assert second.additional_properties == {}


def test_s9_a_pure_map_is_a_dict(api: Any) -> None:
    plain = {"a": "2026-01-02"}
    value = api.decode(api.models.Labels, plain, strict=True)
    assert type(value) is dict
    assert value["a"].year == 2026
    assert api.encode(value) == plain


def test_s10_defaults_are_never_invented_nor_sent(defaults: Any) -> None:
    options = defaults.models.Options(mode="slow")
    assert options.to_dict() == {"mode": "slow"}
    assert options.depth is None
    assert defaults.models.Options.from_dict({"mode": "x"}).tags is None
    call = operations(defaults).search.call(q="x")
    assert call.query == {"limit": None, "q": "x"}
    assert demanded(defaults.models.Options) == {"mode"}


def test_s10_defaults_are_documented(defaults: Any) -> None:
    source = inspect.getsource(sys.modules[defaults.models.Options.__module__])
    assert '= None\n    """How deep to look. Default: `3`."""\n' in source
    assert '= None\n    """Default: `["a", "b"]`."""\n' in source
    assert "limit: How many. Default: `20`." in operations(defaults).search.__doc__


def test_s10_defaults_are_sent_when_opted_in(sending: Any) -> None:
    options = sending.models.Options(mode="slow")
    assert options.to_dict() == {
        "mode": "slow",
        "depth": 3,
        "tags": ["a", "b"],
        "flags": {},
        "colour": "red",
        "state": "open",
    }
    assert operations(sending).search.call(q="x").query == {"limit": 20, "q": "x"}
    assert "depth" not in sending.models.Options(mode="x", depth=None).to_dict()


def test_s10_mutable_defaults_are_not_shared(sending: Any) -> None:
    first, second = (sending.models.Options(mode="slow") for _ in range(2))
    first.tags.append("c")
    first.flags["x"] = True
    assert (second.tags, second.flags) == (["a", "b"], {})


def test_s3_a_property_of_parent_and_child_meets_both(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Parent:
              properties:
                meta:
                  type: object
                  required: [id]
                  properties: {id: {type: string, format: uuid}}
                  additionalProperties: {type: integer}
                pair: {type: array, prefixItems: [{type: string}, {type: integer}]}
                note: {type: [string, "null"]}
            Child:
              allOf: [{$ref: "#/components/schemas/Parent"}]
              properties:
                meta:
                  type: object
                  properties: {id: {type: string}, name: {type: string}}
                pair: {prefixItems: [{minLength: 1}]}
                note: {maxLength: 9}
        """,
    )
    id_ = "12345678-1234-5678-1234-567812345678"
    meta = {"id": id_, "name": "x", "more": 1}
    plain = {"meta": meta, "pair": ["a", 1], "note": None}

    child = package.models.Child.from_dict(plain, strict=True)

    assert (child.meta.id, child.pair) == (UUID(id_), ("a", 1))
    assert child.to_dict() == plain
    with pytest.raises(package.DecodeError, match=r"\$\.meta\.id: expected UUID"):
        package.models.Child.from_dict({"meta": {"name": "x"}}, strict=True)


def test_s22_models_that_only_responses_bring_have_no_unset(tmp_path: Path) -> None:
    thing = """{type: object, properties: {
        note: {type: [string, "null"]}, free: {}, size: {type: integer}}}"""
    brings = f"content: {{application/json: {{schema: {thing}}}}}"
    api = client(
        tmp_path,
        f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /things:
    get:
      operationId: read
      responses: {{"200": {{description: It, {brings}}}}}
    put:
      operationId: write
      requestBody: {{required: true, {brings}}}
      responses: {{"204": {{description: Done}}}}
""",
    )
    read, written = api.models.ReadResponse, api.models.WriteRequest
    assert read().note is None
    assert read().free is None
    assert typing.get_type_hints(read)["note"] == str | None
    assert read.from_dict({"note": None}, strict=True) == read()
    assert written().note is api.UNSET
    assert written.from_dict({"note": None}, strict=True).to_dict() == {"note": None}


def test_a6_a_password_is_not_shown(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Login:
              type: object
              required: [user, password]
              properties:
                user: {type: string}
                password: {type: string, format: password}
                pin: {type: string, format: password}
        """,
    )
    login = package.models.Login(user="ada", password="hunter2", pin="1234")
    assert repr(login) == "Login(user='ada')"
    assert login.to_dict() == {"user": "ada", "password": "hunter2", "pin": "1234"}
