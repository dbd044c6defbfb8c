"""Which operations an API has: ids, selection, what is left out, webhooks."""

from __future__ import annotations

from typing import Any

import pytest
from regen import ir
from regen.config import Selection
from regen.diagnostics import Level
from regen.source.validate import check_structure

from .building import INTEGER, Built, build, configure, document

DONE: dict[str, Any] = {"responses": {"204": {"description": "Done"}}}
GONE = {"$ref": "#/components/schemas/Gone", "x-regen-dangling": True}


def operation(id_: str = "", **members: Any) -> dict[str, Any]:
    return DONE | ({"operationId": id_} if id_ else {}) | members


def answering(id_: str, schema: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return operation(id_, responses={"200": {"description": "", "content": content}})


def ids(built: Built) -> list[str]:
    return [operation.id for operation in built.api.operations]


def test_every_method_of_every_path_in_document_order() -> None:
    methods = [
        "trace",
        "get",
        "put",
        "post",
        "delete",
        "options",
        "head",
        "patch",
        "query",
    ]
    item: dict[str, Any] = {method: operation(method) for method in methods}
    item["additionalOperations"] = {"COPY": operation("copy"), "pUrge": operation("p")}
    item |= {"summary": "s", "description": "d", "x-own": {}, "servers": []}
    built = build({"paths": {"/a": item, "x-note": {"get": operation("no")}}})
    assert ids(built) == [*methods, "copy", "p"]
    found = [operation.method for operation in built.api.operations]
    assert found == [*(method.upper() for method in methods), "COPY", "pUrge"]
    assert built.api.operations[0].doc == ir.Doc("s", "d")


def test_a_method_that_cannot_be_sent_is_an_error() -> None:
    more = {"additionalOperations": {"A B": operation("a"), "LINK": operation("b")}}
    built = build({"paths": {"/a": more}})
    assert ids(built) == ["b"]
    assert built.codes(Level.ERROR) == ["invalid-method"]


def test_n4_path_items_may_be_references() -> None:
    built = build(
        {
            "paths": {
                "/a": {"$ref": "#/components/pathItems/A", "put": operation("b")},
                "/c": {"$ref": "#/components/pathItems/A"},
            },
            "components": {"pathItems": {"A": {"get": operation("a")}}},
        }
    )
    found = [(o.method, o.path_template, o.id) for o in built.api.operations]
    assert found == [
        ("PUT", "/a", "b"),
        ("GET", "/a", "a"),
        ("GET", "/c", "a_get_c"),
    ]


def test_n4_missing_ids_are_made_of_method_and_path() -> None:
    paths = {
        "/pets/{petId}": {"get": operation()},
        "/pets/petId": {"get": operation()},
        "/": {"get": operation(), "put": operation("get")},
    }
    built = build({"paths": paths})
    assert ids(built) == ["get_pets_petId", "get_pets_petId_2", "get_2", "get"]


def test_n4_duplicate_ids_are_told_apart() -> None:
    paths = {"/a": {"get": operation("op")}, "/b": {"get": operation("op")}}
    built = build({"paths": paths})
    assert ids(built) == ["op", "op_get_b"]


def test_the_id_of_a_duplicate_does_not_depend_on_the_selection() -> None:
    paths = {"/a": {"get": operation("op")}, "/b": {"get": operation("op")}}
    config = configure(include=Selection(paths=("/b",)))
    assert ids(build({"paths": paths}, config)) == ["op_get_b"]


def test_n5_selection_spares_what_it_leaves_out() -> None:
    paths = {
        "/a": {"get": operation("a", tags=["wanted"])},
        "/b": {"get": answering("b", GONE)},
    }
    config = configure(include=Selection(tags=("wanted",)))
    built = build({"paths": paths}, config)
    assert ids(built) == ["a"]
    assert not built.diagnostics


def test_n5_a_selection_in_vain_is_an_error() -> None:
    config = configure(exclude=Selection(operations=("gone",)))
    built = build({"paths": {"/a": {"get": operation("a")}}}, config)
    assert built.codes(Level.ERROR) == ["unmatched-selection"]


def dangling(**options: Any) -> Built:
    paths = {
        "/a": {"get": answering("a", GONE)},
        "/b": {"get": answering("b", {"type": "integer"})},
    }
    return build({"paths": paths}, configure(**options))


def test_a_dangling_reference_costs_only_what_needs_it() -> None:
    built = dangling()
    assert ids(built) == ["b"]
    (found,) = built.diagnostics
    assert (found.level, found.code) == (Level.ERROR, "dangling-reference")
    assert "GET /a needs it" in found.message
    assert found.location is not None
    assert found.location.pointer.startswith("/paths/~1a/get/responses/200")


@pytest.mark.parametrize(
    "options",
    [
        {"skip_unsupported": True},
        {"unsupported": ("#/paths/~1a/get",)},
        {
            "unsupported": (
                "#/paths/~1a/get/responses/200/content/application~1json/schema",
            )
        },
    ],
)
def test_an_accepted_loss_is_a_warning(options: dict[str, Any]) -> None:
    built = dangling(**options)
    assert ids(built) == ["b"]
    assert [d.level for d in built.diagnostics] == [Level.WARNING]
    assert built.diagnostics[0].message.endswith("is left out")


def test_l5_what_no_call_needs_costs_no_operation() -> None:
    """Headers, links and callbacks that lead nowhere; bundling has told of them."""
    ok = {
        "description": "",
        "headers": {"A": GONE, "B": {"schema": {}}},
        "links": {"L": GONE},
    }
    get = operation("a", responses={"200": ok}, callbacks={"C": GONE})
    built = build({"paths": {"/a": {"get": get}}})
    assert ids(built) == ["a"]
    assert not built.diagnostics
    (headers,) = built.api.declarations.values()
    assert isinstance(headers, ir.Model)
    assert [field.wire_name for field in headers.fields] == ["B"]


def test_an_allowance_that_is_not_needed_is_an_error() -> None:
    built = dangling(unsupported=("#/paths/~1a/get", "#/paths/~1b/get"))
    assert built.codes(Level.ERROR) == ["unused-allowance"]


def test_a_broken_schema_that_nothing_needs_is_a_warning() -> None:
    schemas = {"A": {"properties": {"a": GONE}}, "B": {"properties": {"b": {}}}}
    built = build({"components": {"schemas": schemas}})
    assert [str(id_) for id_ in built.api.declarations] == ["#/components/schemas/B"]
    assert built.codes() == ["dangling-reference"]
    assert not built.codes(Level.ERROR)


def test_every_operation_that_needs_a_broken_schema_is_named() -> None:
    use = {"$ref": "#/components/schemas/A"}
    paths = {p: {"get": answering(p[1:], use)} for p in ("/a", "/b")}
    schemas = {"A": {"properties": {"a": GONE}}}
    built = build({"paths": paths, "components": {"schemas": schemas}})
    assert not built.api.operations
    assert [d.message.rpartition("; ")[2] for d in built.diagnostics] == [
        "GET /a needs it",
        "GET /b needs it",
    ]


def test_n8_webhooks() -> None:
    schema: dict[str, Any] = {"properties": {"a": {}}}
    body = {"content": {"application/json": {"schema": schema}}}
    both = {"post": operation(requestBody=body), "put": operation()}
    built = build({"webhooks": {"new pet": {"post": DONE}, "two": both}})
    assert [(w.id, w.method) for w in built.api.webhooks] == [
        ("new pet", "POST"),
        ("two post", "POST"),
        ("two put", "PUT"),
    ]
    (declaration,) = built.api.declarations.values()
    assert declaration.hint == ("two post", "payload")


def test_n8_callbacks() -> None:
    body = {"content": {"application/json": {"schema": {"type": "integer"}}}}
    hook = {"post": operation(requestBody=body)}
    callbacks = {
        "onData": {"{$request.body#/url}": hook, "x-note": 1},
        "shared": {"$ref": "#/components/callbacks/Shared"},
    }
    built = build(
        {
            "paths": {"/a": {"post": operation("sub", callbacks=callbacks)}},
            "components": {"callbacks": {"Shared": {"x": {"put": DONE, "post": DONE}}}},
        }
    )
    found = built.operation.callbacks
    assert [c.id for c in found] == ["sub onData", "sub shared put", "sub shared post"]
    assert found[0].body is not None
    assert found[0].body.contents[0].type == INTEGER
    assert ids(built) == ["sub"]


def test_info_and_tags() -> None:
    built = build(
        {
            "info": {"title": "T", "version": 1.0, "description": "D", "summary": "S"},
            "tags": [{"name": "a", "description": "A."}, {}, 3],
        }
    )
    assert built.api.info == ir.Info("T", "1.0", ir.Doc("S", "D"))
    assert built.api.tags == (ir.Tag("a", ir.Doc(description="A.")),)


def test_extensions_of_pagination() -> None:
    own = {"style": "cursor", "parameter": "c", "next": "/n", "items": "/d"}
    foreign = {
        "type": "offsetLimit",
        "inputs": [
            {"name": "o", "in": "parameters", "type": "offset"},
            {"name": "l", "in": "parameters", "type": "limit"},
        ],
        "outputs": {"results": "$.data['a/b'].items[0]"},
    }
    built = build(
        {
            "paths": {
                "/a": {"get": operation("a", **{"x-regen-pagination": own})},
                "/b": {"get": operation("b", **{"x-speakeasy-pagination": foreign})},
                "/c": {"get": operation("c", **{"x-regen-pagination": {"style": 1}})},
            }
        }
    )
    assert [o.pagination for o in built.api.operations] == [
        ir.Pagination("cursor", "/d", "c", "/n"),
        ir.Pagination("offset", "/data/a~1b/items/0", "o", limit="l"),
        None,
    ]
    assert built.codes() == ["ignored-pagination"]


@pytest.mark.parametrize(
    ("pagination", "said"),
    [
        ({"style": "cursor", "next": "/n"}, "style cursor needs `parameter`"),
        ({"style": "url"}, "style url needs `next`"),
        ({"style": "link", "items": "data"}, "`items` must be a JSON pointer"),
        ({"style": "link", "itmes": "/data"}, "unknown key 'itmes'"),
    ],
)
def test_a_wrong_pagination_is_told(pagination: dict[str, str], said: str) -> None:
    found = operation("a", **{"x-regen-pagination": pagination})
    built = build({"paths": {"/a": {"get": found}}})
    assert built.api.operations[0].pagination is None
    (item,) = built.diagnostics
    assert item.code == "ignored-pagination"
    assert said in item.message


JUNK: list[Any] = [None, 3, "text", True, [], [None], [3], {}, {"a": None}, {"a": 3}]
PLACES = [
    "paths", "webhooks", "components", "security", "servers", "tags", "info",
]  # fmt: skip
OPERATION_KEYS = [
    "parameters", "requestBody", "responses", "callbacks", "tags", "security",
    "servers", "operationId", "summary", "deprecated", "x-speakeasy-pagination",
]  # fmt: skip


def built_unless_refused(text: dict[str, Any]) -> None:
    """Build the model of a document unless its structure has errors."""
    faults = check_structure(document(text))
    if all(fault.level is not Level.ERROR for fault in faults):
        build(text)


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_the_model_is_built_of_all_that_the_structure_allows(junk: Any) -> None:
    for key in PLACES:
        built_unless_refused({key: junk})
    for key in OPERATION_KEYS:
        built_unless_refused({"paths": {"/a": {"get": operation("a", **{key: junk})}}})
    for key in ("get", "parameters", "servers", "additionalOperations", "$ref"):
        built_unless_refused({"paths": {"/a": {key: junk}}})
    for key in ("schemas", "securitySchemes", "responses"):
        built_unless_refused({"components": {key: junk}})
    for key in ("content", "headers", "description", "required"):
        part = {key: junk}
        responses = {"200": part}
        built_unless_refused({"paths": {"/a": {"post": operation(requestBody=part)}}})
        built_unless_refused(
            {"paths": {"/a": {"post": operation(responses=responses)}}}
        )
    for key in ("name", "in", "schema", "content", "style", "explode", "required"):
        parameter = {"name": "a", "in": "query", key: junk}
        built_unless_refused(
            {"paths": {"/a": {"get": operation(parameters=[parameter])}}}
        )
