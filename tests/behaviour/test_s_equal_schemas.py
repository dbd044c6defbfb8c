"""S21: equal inline schemas of equal role are one class, and keep its name."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from regen.pipeline import build, generate

from tests.runtime.server import Server, answer
from tests.support import client, configure, operations

OPERATIONS = ("listPets", "getPet", "removePet")


def error_body() -> dict[str, Any]:
    properties = {"code": {"type": "integer"}, "text": {"type": "string"}}
    return {"type": "object", "required": ["code"], "properties": properties}


def with_errors(bodies: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A document whose operations have these bodies of failures, inline."""
    paths = {}
    for name, body in bodies.items():
        content = {"application/json": {"schema": copy.deepcopy(body)}}
        headers = {"X-Rate": {"schema": {"type": "integer"}}}
        paths[f"/{name}"] = {
            "get": {
                "operationId": name,
                "tags": ["pets"],
                "responses": {
                    "204": {"description": "done", "headers": headers},
                    "404": {"description": "gone", "content": content},
                },
            }
        }
    return {"paths": paths}


def classes(folder: Path, bodies: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The class of each failure, as a run over the package on disk gives it."""
    package = build(configure(folder, with_errors(bodies), package="equal"))
    generate(package)
    text = package.files["operations/pets.py"]
    found = {}
    for name in bodies:
        start = text.index(f'"/{name}"')
        found[name] = text[start:].partition("models.")[2].partition(")")[0]
    return found


def test_s21_one_class_for_equal_errors_and_headers(tmp_path: Path) -> None:
    package = client(tmp_path, with_errors(dict.fromkeys(OPERATIONS, error_body())))
    assert package.models.__all__ == ["ErrorResponse", "ResponseHeaders"]
    calls = [vars(operations(package))[n].call() for n in ("list_pets", "get_pet")]
    bodies = {call.errors[404].content for call in calls}
    assert bodies == {package.models.ErrorResponse}


def test_s21_only_what_changes_gets_a_new_name(tmp_path: Path) -> None:
    bodies = dict.fromkeys(OPERATIONS, error_body())
    first = classes(tmp_path, bodies)
    assert set(first.values()) == {"ErrorResponse"}
    for changed in OPERATIONS:
        folder = tmp_path / changed
        classes(folder, bodies)
        other = error_body()
        other["properties"]["more"] = {"type": "string"}
        found = classes(folder, bodies | {changed: other})
        assert found.pop(changed) != "ErrorResponse"
        assert set(found.values()) == {"ErrorResponse"}
        assert classes(folder, bodies | {changed: other}) == {
            **found,
            changed: classes(folder, bodies | {changed: other})[changed],
        }


def test_s21_what_all_gain_keeps_the_name(tmp_path: Path) -> None:
    classes(tmp_path, dict.fromkeys(OPERATIONS, error_body()))
    other = error_body()
    other["properties"]["more"] = {"type": "string"}
    found = classes(tmp_path, dict.fromkeys(OPERATIONS, other))
    assert set(found.values()) == {"ErrorResponse"}


def test_s21_a_new_place_shares_and_a_removed_one_takes_no_name_along(
    tmp_path: Path,
) -> None:
    classes(tmp_path, dict.fromkeys(OPERATIONS, error_body()))
    more = dict.fromkeys(("addPet", *OPERATIONS), error_body())
    assert set(classes(tmp_path, more).values()) == {"ErrorResponse"}
    less = dict.fromkeys(("getPet", "removePet"), error_body())
    assert set(classes(tmp_path, less).values()) == {"ErrorResponse"}


def test_s21_what_has_names_of_its_own_keeps_them(tmp_path: Path) -> None:
    """Two schemas that become equal are still two classes for those who use them."""
    other = {"type": "object", "properties": {"why": {"type": "string"}}}
    first = classes(tmp_path, {"listPets": error_body(), "getPet": other})
    assert len(set(first.values())) == 2
    assert classes(tmp_path, dict.fromkeys(first, error_body())) == first


def test_s21_what_does_not_change_stays_when_others_become_equal(
    tmp_path: Path,
) -> None:
    other = {"type": "object", "properties": {"why": {"type": "string"}}}
    ours, theirs = ("addPet", "getPet"), ("listPets", "removePet")
    first = classes(
        tmp_path, dict.fromkeys(ours, error_body()) | dict.fromkeys(theirs, other)
    )
    assert len(set(first.values())) == 2
    for _ in range(2):
        found = classes(tmp_path, dict.fromkeys(first, error_body()))
        assert {name: found[name] for name in ours} == {n: first[n] for n in ours}


def with_states(*methods: str, **words: Any) -> dict[str, Any]:
    """A component and an operation's own object that have the same enum."""
    states = {"type": "string", "enum": ["on", "off"]}
    own = {"type": "object", "properties": {"state": states} | words}
    schemas = {
        "Pet": copy.deepcopy(own),
        "Cat": {**copy.deepcopy(own), "required": ["name"]},
    }
    calls = {
        "get": {"$ref": "#/components/schemas/Pet"},
        "put": {"$ref": "#/components/schemas/Cat"},
        "post": {"$ref": "#/components/schemas/Pet"},
    }
    path: dict[str, Any] = {}
    for method in methods:
        body = {"content": {"application/json": {"schema": calls[method]}}}
        answers = {"200": {"description": "", **body}}
        path[method] = {"operationId": method, "tags": ["pets"], "responses": answers}
        if method == "post":
            path[method] |= {"requestBody": body, "responses": {}}
    return {"paths": {"/a": path}, "components": {"schemas": schemas}}


def fields(folder: Path, document: dict[str, Any]) -> dict[str, str]:
    """Model -> the line of its field `state`, as a run over the package gives it."""
    package = build(configure(folder, document, package="equal"))
    generate(package)
    return {
        name: next(line for line in text.splitlines() if line.startswith("    state"))
        for name in ("pet", "cat")
        for text in [package.files[f"models/{name}.py"]]
    }


def test_s21_an_operation_that_comes_or_goes_parts_no_equals(tmp_path: Path) -> None:
    """An enum is the same whether requests, responses, both or none carry it."""
    first = fields(tmp_path, with_states("get", "put", "post"))
    assert first["pet"] == first["cat"] == "    state: CatState | None = None"
    for methods in (("put", "post"), ("put",), ("get", "post"), ("get", "put", "post")):
        assert fields(tmp_path, with_states(*methods)) == first


def test_s21_a_model_that_tells_null_in_requests_is_another_one(tmp_path: Path) -> None:
    """It has UNSET where requests carry it, and not where only responses do."""
    inner: dict[str, Any] = {
        "type": "object",
        "properties": {"note": {"type": ["string", "null"]}},
    }
    document = with_states("put", "post", state=inner)
    found = fields(tmp_path, document)
    assert found["pet"] != found["cat"]
    del inner["properties"]["note"]["type"]
    inner["properties"]["note"] = {"type": "string"}
    found = fields(tmp_path / "other", with_states("put", "post", state=inner))
    assert found["pet"] == found["cat"]


def test_s21_roles_are_not_mixed(tmp_path: Path) -> None:
    """A request is its operation's own; properties are one by their name."""
    item = {"type": "object", "properties": {"a": {"type": "string"}}}
    content = {"application/json": {"schema": item}}
    path: dict[str, dict[str, Any]] = {
        "post": {"requestBody": {"content": content}, "responses": {}},
        "put": {"requestBody": {"content": content}, "responses": {}},
    }
    for name, operation in path.items():
        operation["operationId"] = f"{name}Thing"
    owner = {"type": "object", "properties": {"size": item, "colour": item}}
    other = {"type": "object", "properties": {"size": item}}
    schemas = {"Owner": owner, "Other": other}
    package = client(
        tmp_path, {"paths": {"/a": path}, "components": {"schemas": schemas}}
    )
    assert set(package.models.__all__) == {
        *("PostThingRequest", "PutThingRequest"),
        *("Owner", "Other", "Size", "OwnerColour"),
    }


def test_s21_the_media_types_of_one_request_share_a_class(tmp_path: Path) -> None:
    """Swagger 2.0 has one list of fields for both kinds of forms."""
    forms = ["application/x-www-form-urlencoded", "multipart/form-data"]
    fields = [{"name": "a", "in": "formData", "type": "integer", "required": True}]
    operation = {
        "operationId": "send",
        "consumes": forms,
        "parameters": fields,
        "responses": {"200": {"description": "OK"}},
    }
    document = {"swagger": "2.0", "paths": {"/a": {"post": operation}}}
    package = client(tmp_path, document)
    assert set(package.models.__all__) == {"SendRequest"}
    send, body = operations(package).send, package.models.SendRequest(a=1)
    with (
        Server([answer(200, b"")] * 2) as server,
        package.Client(base_url=server.url) as sender,
    ):
        send(sender, body)
        send(sender, body, media_type="multipart/form-data")
        first, second = server.requests
    assert (first.header("Content-Type"), first.body) == (forms[0], b"a=1")
    assert str(second.header("Content-Type")).startswith(forms[1])
    assert b'name="a"' in second.body


def test_s21_media_types_of_one_request_that_differ_have_classes(
    tmp_path: Path,
) -> None:
    def body(kind: str) -> dict[str, Any]:
        return {"schema": {"type": "object", "properties": {"a": {"type": kind}}}}

    content = {
        "application/json": body("integer"),
        "multipart/form-data": body("string"),
    }
    operation = {"operationId": "send", "requestBody": {"content": content}}
    paths = {"/a": {"post": {**operation, "responses": {}}}}
    assert len(client(tmp_path, {"paths": paths}).models.__all__) == 2
