"""What changes for those who call operations."""

from __future__ import annotations

import pytest

from .kit import (
    Found,
    changes,
    failing,
    failure,
    found,
    operation,
    parameters,
    result,
    sent,
    version,
)

LIMIT = "{name: limit, in: query, schema: {type: integer}}"
LIMIT_REQUIRED = "{name: limit, in: query, required: true, schema: {type: integer}}"
SORT = "{name: sort, in: query, schema: {type: string}}"
SORT_REQUIRED = "{name: sort, in: query, required: true, schema: {type: string}}"
ID = "{name: id, in: path, required: true, schema: {type: string}}"
PARENT = "{name: parent, in: path, required: true, schema: {type: string}}"
STRING, NUMBER, INTEGER = "{type: string}", "{type: number}", "{type: integer}"
ACT = "operations.pets.act"


def renamed(text: str, id: str) -> str:
    return text.replace("operationId: act", f"operationId: {id}")


def test_the_same_document_changes_nothing() -> None:
    seen = changes(parameters(LIMIT), parameters(LIMIT))
    assert (seen.step, seen.changes) == ("none", ())


def test_a_new_operation_is_compatible() -> None:
    seen = changes("paths: {}", operation())
    assert seen.lines == {f"compatible function-added {ACT}"}
    assert seen.step == "minor"
    assert "GET /pets" in seen.message("function-added")


def test_an_operation_that_is_gone_breaks() -> None:
    seen = changes(operation(), "paths: {}")
    assert seen.lines == {f"breaking function-removed {ACT}"}
    assert seen.step == "major"


def test_another_operation_id_breaks_and_looks_like_a_rename() -> None:
    old = parameters(ID).replace("/pets:", "/pets/{id}:")
    new = renamed(old.replace("{id}", "{key}").replace("name: id", "name: key"), "play")
    seen = changes(old, new)
    assert seen.lines == {
        f"breaking function-removed {ACT}",
        "compatible function-added operations.pets.play",
    }
    assert "operations.pets.play now: renamed?" in seen.message("function-removed")
    assert f"which was {ACT}: renamed?" in seen.message("function-added")


def test_operations_that_do_not_look_alike_are_no_rename() -> None:
    seen = changes(operation(), renamed(operation(method="post"), "play"))
    assert not any("renamed" in change.message for change in seen.changes)


def test_another_tag_moves_the_function() -> None:
    seen = changes(operation(), operation().replace("[pets]", "[animals]"))
    assert seen.lines == {"breaking function-moved operations.animals.act"}
    assert f"was {ACT}" in seen.message("function-moved")


def test_functions_of_one_name_in_two_modules_are_two() -> None:
    second = renamed(operation(path="/cows"), "Act").replace("[pets]", "[cows]")
    other = second.removeprefix("paths:\n")
    both = f"{operation()}\n{other}"
    assert changes(both, both).changes == ()
    assert changes(operation(), both).lines == {
        "compatible function-added operations.cows.act"
    }
    assert changes(both, second).lines == {f"breaking function-removed {ACT}"}


def test_a_function_that_moved_is_compared_all_the_same() -> None:
    new = parameters(LIMIT_REQUIRED).replace("[pets]", "[animals]")
    assert changes(parameters(LIMIT), new).lines == {
        "breaking function-moved operations.animals.act",
        "breaking argument-required operations.animals.act(limit)",
    }


def test_another_path_or_method_is_not_seen() -> None:
    for new in (operation(path="/animals"), operation(method="post")):
        seen = changes(operation(), new)
        assert seen.lines == {f"internal request-changed {ACT}"}
        assert seen.step == "patch"


def test_deprecation_is_told() -> None:
    seen = changes(operation(), operation("deprecated: true"))
    assert seen.lines == {f"compatible function-deprecated {ACT}"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ([], [LIMIT], f"compatible argument-added {ACT}(limit)"),
        ([], [LIMIT_REQUIRED], f"breaking argument-added {ACT}(limit)"),
        ([LIMIT], [], f"breaking argument-removed {ACT}(limit)"),
        ([LIMIT], [LIMIT_REQUIRED], f"breaking argument-required {ACT}(limit)"),
        ([LIMIT_REQUIRED], [LIMIT], f"compatible argument-optional {ACT}(limit)"),
    ],
)
def test_arguments_come_go_and_become_required(
    old: list[str], new: list[str], line: str
) -> None:
    assert changes(parameters(*old), parameters(*new)).lines == {line}


def test_the_order_of_arguments_given_by_keyword_does_not_matter() -> None:
    seen = changes(
        parameters(LIMIT_REQUIRED, SORT_REQUIRED),
        parameters(SORT_REQUIRED, LIMIT_REQUIRED),
    )
    assert not seen.lines & {f"breaking arguments-reordered {ACT}"}
    assert seen.step in ("patch", "none")


def test_the_order_of_arguments_given_by_position_matters() -> None:
    old = parameters(ID, PARENT).replace("/pets:", "/{parent}/{id}:")
    seen = changes(old, old.replace("/{parent}/{id}:", "/{id}/{parent}:"))
    assert seen.lines == {f"breaking arguments-reordered {ACT}"}
    assert "(id, parent)" in seen.message("arguments-reordered")


def test_an_argument_that_leaves_the_path_must_be_given_by_keyword() -> None:
    old = parameters(ID).replace("/pets:", "/pets/{id}:")
    seen = found(
        before := version(old),
        version(parameters(ID.replace("path", "query")), before),
    )
    assert f"breaking argument-keyword-only {ACT}(id)" in seen.lines


def typed(schema: str, *, required: bool = False) -> str:
    flag = ", required: true" if required else ""
    return parameters(f"{{name: limit, in: query{flag}, schema: {schema}}}")


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (INTEGER, NUMBER),
        (STRING, "{type: [string, integer]}"),
        (STRING, "{}"),
        ("{type: array, items: {type: string}}", "{type: array, items: {}}"),
        ("{type: string, format: uuid}", "{type: [string, integer], format: uuid}"),
    ],
)
def test_who_gives_a_value_minds_a_narrower_type(
    narrow: str, wide: str, *, required: bool
) -> None:
    before, after = typed(narrow, required=required), typed(wide, required=required)
    assert changes(before, after).lines == {f"compatible argument-widened {ACT}(limit)"}
    assert changes(after, before).lines == {f"breaking argument-narrowed {ACT}(limit)"}


def test_null_is_a_value_of_a_required_argument_only() -> None:
    null = "{type: [string, 'null']}"
    seen = changes(typed(STRING, required=True), typed(null, required=True))
    assert seen.lines == {f"compatible argument-widened {ACT}(limit)"}
    assert changes(typed(STRING), typed(null)).changes == ()


def test_a_constant_need_not_be_given_until_it_is_none() -> None:
    seen = changes(typed("{const: a}", required=True), typed(STRING, required=True))
    assert f"breaking argument-required {ACT}(limit)" in seen.lines
    assert changes(typed("{const: a}"), typed(STRING)).step == "minor"


def test_another_type_breaks() -> None:
    seen = changes(typed(STRING), typed("{type: string, format: date}"))
    assert seen.lines == {f"breaking argument-narrowed {ACT}(limit)"}
    assert "date instead of str" in seen.message("argument-narrowed")


def body(media_types: str, *, required: bool = True) -> str:
    flag = str(required).lower()
    content = ", ".join(f"{m}: {{schema: {STRING}}}" for m in media_types.split())
    inner = f"requestBody: {{required: {flag}, content: {{{content}}}}}"
    return operation(inner, method="post")


def test_a_body_is_an_argument() -> None:
    required, optional = (
        body("application/json", required=flag) for flag in (True, False)
    )
    none = operation(method="post")
    argument = f"{ACT}(body)"
    assert changes(none, required).lines == {f"breaking argument-added {argument}"}
    assert changes(none, optional).lines == {f"compatible argument-added {argument}"}
    assert changes(required, none).lines == {f"breaking argument-removed {argument}"}
    assert changes(optional, required).lines == {
        f"breaking argument-required {argument}"
    }


def test_a_second_media_type_is_one_more_choice() -> None:
    one, two = body("application/json"), body("application/json application/xml")
    three = body("application/json application/xml application/yaml")
    assert changes(one, two).lines == {f"compatible argument-added {ACT}(media_type)"}
    assert changes(two, three).lines == {
        f"compatible argument-widened {ACT}(media_type)"
    }
    assert changes(three, two).lines == {
        f"breaking argument-narrowed {ACT}(media_type)"
    }


def test_another_default_of_an_argument_is_not_seen_by_checkers() -> None:
    seen = changes(
        body("application/yaml application/xml"),
        body("application/xml application/yaml"),
    )
    assert f"internal default-changed {ACT}(media_type)" in seen.lines


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (INTEGER, NUMBER),
        (STRING, "{type: [string, 'null']}"),
        (STRING, "{type: [string, integer]}"),
        ("{type: array, items: {type: integer}}", "{type: array, items: {}}"),
        ("{type: string, enum: [a, b]}", STRING),
    ],
)
def test_who_reads_a_result_minds_a_wider_type(narrow: str, wide: str) -> None:
    widened = changes(result(narrow), result(wide))
    assert f"breaking result-changed {ACT}" in widened.lines
    narrowed = changes(result(wide), result(narrow))
    assert f"compatible result-narrowed {ACT}" in narrowed.lines
    assert narrowed.step == "minor"


def test_who_reads_plain_json_cannot_read_an_object_in_its_place() -> None:
    plain, model = result("{}"), result("{type: object, properties: {a: {}}}")
    assert f"breaking result-changed {ACT}" in changes(plain, model).lines
    assert f"breaking result-changed {ACT}" in changes(model, plain).lines


def test_a_result_where_there_was_none() -> None:
    assert (
        f"breaking result-changed {ACT}" in changes(operation(), result(STRING)).lines
    )


def test_a_stream_in_place_of_a_whole_result_breaks() -> None:
    whole = result(STRING)
    seen = changes(whole, whole.replace("application/json", "text/event-stream"))
    assert seen.lines == {f"breaking result-changed {ACT}"}
    assert "StreamCall instead of a Call" in seen.message("result-changed")


def test_pages_are_something_more() -> None:
    from regen.ir import Pagination

    text = parameters("{name: page, in: query, schema: {type: integer}}").replace(
        "'204': {description: Done}",
        "'200': {description: It, content: {application/json:"
        " {schema: {type: object, additionalProperties:"
        " {type: array, items: {type: string}}}}}}",
    )
    before = version(text)
    pages = {"act": Pagination("page", "/data", parameter="page")}
    seen = found(before, version(text, before, pagination=pages))
    assert seen.lines == {f"compatible pages-added {ACT}"}
    back = found(version(text, before, pagination=pages), before)
    assert back.lines == {f"breaking result-changed {ACT}"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("", failing("404", STRING), "compatible error-added"),
        (failing("404", STRING), "", "breaking error-removed"),
        (failing("404", STRING), failing("404", INTEGER), "breaking error-changed"),
        (failing("404", NUMBER), failing("404", INTEGER), "compatible error-narrowed"),
        ("", "'404': {description: Wrong}", "internal error-documented"),
    ],
)
def test_bodies_of_errors(old: str, new: str, line: str) -> None:
    assert changes(failure(old), failure(new)).lines == {f"{line} {ACT}"}


def test_a_range_and_the_default_stand_for_what_is_not_declared() -> None:
    default = failing("default", STRING)
    spelled = f"{default}, {failing('404', STRING)}"
    assert changes(failure(default), failure(spelled)).step == "patch"
    ranged = changes(failure(failing("4XX", STRING)), failure(failing("404", INTEGER)))
    assert f"breaking error-changed {ACT}" in ranged.lines


SCHEMES = """
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
    Token: {type: http, scheme: bearer}
"""


def secured(*alternatives: str) -> str:
    return operation(f"security: [{', '.join(alternatives)}]") + SCHEMES


def verdict(seen: Found) -> set[str]:
    return {line.rsplit(" ", 1)[0] for line in seen.lines}


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (["{}"], ["{Key: []}"], {"breaking security-tightened"}),
        (["{Key: []}"], ["{}"], {"compatible security-widened"}),
        (
            ["{Key: []}"],
            ["{Token: []}"],
            {"breaking security-tightened", "compatible security-widened"},
        ),
        (["{Key: []}"], ["{Key: []}", "{Token: []}"], {"compatible security-widened"}),
        (
            ["{Key: []}", "{Token: []}"],
            ["{Key: []}"],
            {"breaking security-tightened"},
        ),
        (["{Key: []}"], ["{Key: [], Token: []}"], {"breaking security-tightened"}),
        (["{Key: [], Token: []}"], ["{Key: []}"], {"compatible security-widened"}),
    ],
)
def test_credentials(old: list[str], new: list[str], kinds: set[str]) -> None:
    assert verdict(changes(secured(*old), secured(*new))) == kinds


def test_changes_have_the_places_of_both_documents() -> None:
    (change,) = changes(typed(STRING), typed(INTEGER)).changes
    assert change.old
    assert change.new
    assert change.old.pointer == change.new.pointer == "/paths/~1pets/get/parameters"


def test_a_model_in_a_signature_changes_by_itself() -> None:
    """What mentions a model does not change with it."""
    old = sent("{type: object, properties: {a: {type: string}}}")
    new = sent("{type: object, properties: {a: {type: integer}}}")
    assert changes(old, new).lines == {"breaking field-type-changed models.Pet.a"}
