"""Parameters: merging, defaults of style and explode, types, and the path template."""

from __future__ import annotations

import pytest
from regen import ir
from regen.diagnostics import Level
from regen.ir import ParameterLocation
from regen.model.contents import UNENCODED
from regen.source import spec

from tests.intermediate import content

from .building import INTEGER, STRING, build, one


@pytest.mark.parametrize(
    ("location", "declared", "style", "explode"),
    [
        ("query", "", "form", True),
        ("query", "style: form\n  explode: false", "form", False),
        ("query", "style: spaceDelimited", "spaceDelimited", False),
        ("query", "style: pipeDelimited\n  explode: true", "pipeDelimited", True),
        ("query", "style: deepObject", "deepObject", False),
        ("header", "", "simple", False),
        ("header", "explode: true", "simple", True),
        ("path", "", "simple", False),
        ("path", "style: label", "label", False),
        ("path", "style: matrix\n  explode: true", "matrix", True),
        ("cookie", "", "form", True),
    ],
)
def test_p1_style_and_explode_have_the_defaults_of_their_location(
    location: str, declared: str, style: str, explode: bool
) -> None:
    text = f"""
parameters:
- name: x
  in: {location}
  required: true
  schema: {{type: string}}
  {declared}
"""
    (parameter,) = one(text, "/things/{x}").operation.parameters[:1]
    assert (parameter.style.value, parameter.explode) == (style, explode)
    assert parameter.type == STRING


def test_p1_the_cookie_style_is_a_form_that_is_not_encoded() -> None:
    text = "parameters: [{name: x, in: cookie, style: cookie, schema: {}}]"
    (parameter,) = one(text).operation.parameters
    assert (parameter.style, parameter.explode) == (ir.Style.FORM, True)
    assert parameter.allow_reserved


def test_each_style_of_the_specification_is_one_of_the_model() -> None:
    names = {name for styles in spec.STYLES.values() for name in styles}
    assert names - {UNENCODED} == {style.value for style in ir.Style}


def test_a_style_of_another_location_is_reported() -> None:
    text = "parameters: [{name: x, in: header, style: deepObject, schema: {}}]"
    built = one(text)
    assert built.operation.parameters[0].style is ir.Style.SIMPLE
    assert built.codes() == ["invalid-style"]


def test_content_parameters_and_query_strings() -> None:
    text = """
    parameters:
      - name: filter
        in: query
        content: {application/json: {schema: {type: integer}}}
      - name: all
        in: querystring
        content: {application/x-www-form-urlencoded: {schema: {type: object}}}
    """
    first, second = one(text).operation.parameters
    assert first.content == content("application/json", INTEGER)
    assert first.type == INTEGER
    assert second.location is ParameterLocation.QUERYSTRING
    assert second.content is not None
    assert second.content.kind is ir.MediaKind.FORM


def test_a_parameter_without_schema_is_a_string() -> None:
    built = one("parameters: [{name: x, in: query}]")
    assert built.operation.parameters[0].type == STRING
    assert built.codes() == ["untyped-parameter"]


def test_what_else_a_parameter_says() -> None:
    text = """
    parameters:
      - name: $top
        in: query
        description: How many.
        deprecated: true
        allowReserved: true
        x-speakeasy-name-override: limit
        schema: {type: integer, default: 10}
    """
    (parameter,) = one(text).operation.parameters
    assert parameter.doc.description == "How many."
    assert parameter.deprecated
    assert parameter.allow_reserved
    assert not parameter.required
    assert (parameter.has_default, parameter.default) == (True, 10)
    assert parameter.name_hint == "limit"


def test_p4_the_operation_overrides_the_path_item_in_its_place() -> None:
    built = build("""
        paths:
          /things:
            parameters:
              - {name: X-Kind, in: header, schema: {type: string}}
              - {name: page, in: query, schema: {type: string}}
              - {name: page, in: cookie, schema: {type: string}}
            get:
              operationId: op
              parameters:
                - {name: new, in: query, schema: {type: string}}
                - {name: page, in: query, schema: {type: integer}}
                - {name: x-kind, in: header, schema: {type: integer}}
              responses: {"204": {description: Done}}
        """)
    found = [(p.name, p.location.value, p.type) for p in built.operation.parameters]
    assert found == [
        ("x-kind", "header", INTEGER),
        ("page", "query", INTEGER),
        ("page", "cookie", STRING),
        ("new", "query", STRING),
    ]
    assert not built.diagnostics


def test_p4_of_twins_the_first_is_used() -> None:
    built = one("""
        parameters:
          - {name: X-A, in: header, schema: {type: string}}
          - {name: x-a, in: header, schema: {type: integer}}
        """)
    assert [p.name for p in built.operation.parameters] == ["X-A"]
    assert built.codes() == ["duplicate-parameter"]


def test_headers_that_the_client_sends_itself_are_left_out() -> None:
    built = one("""
        parameters:
          - {name: authorization, in: header, schema: {type: string}}
          - {name: Accept, in: header, schema: {type: string}}
          - {name: Content-Type, in: header, schema: {type: string}}
          - {name: Accept, in: query, schema: {type: string}}
        """)
    assert [p.location.value for p in built.operation.parameters] == ["query"]
    assert built.codes(Level.INFO) == ["ignored-header"] * 2
    assert built.codes(Level.WARNING) == ["ignored-header"]


def test_shared_parameters_are_named_after_themselves() -> None:
    built = build("""
        paths:
          /things:
            get:
              operationId: op
              parameters: [{$ref: '#/components/parameters/Order'}]
              responses: {"204": {description: Done}}
        components:
          parameters:
            Order: {name: o, in: query, schema: {type: string, enum: [up, down]}}
        """)
    (declaration,) = built.api.declarations.values()
    assert declaration.hint == ("Order", "parameter")


def path(template: str, *names: str) -> tuple[ir.Operation, list[str]]:
    listed = ", ".join(
        f"{{name: {name}, in: path, required: true, schema: {{type: integer}}}}"
        for name in names
    )
    built = one(f"parameters: [{listed}]", template)
    return built.operation, built.codes()


def test_path_templates_in_parts() -> None:
    operation, codes = path("/{a}.{b}/x/?beta=true#top", "a", "b")
    assert operation.path == (
        ir.PathText("/"),
        ir.PathVariable("a"),
        ir.PathText("."),
        ir.PathVariable("b"),
        ir.PathText("/x/?beta=true#top"),
    )
    assert operation.path_template == "/{a}.{b}/x/?beta=true#top"
    assert not codes


def test_a_variable_without_parameter_is_a_string() -> None:
    operation, codes = path("/{a}/{b}", "b")
    assert [(p.name, p.type, p.required) for p in operation.parameters] == [
        ("b", INTEGER, True),
        ("a", STRING, True),
    ]
    assert codes == ["path-parameter"]


def test_a_path_parameter_that_nothing_carries_is_left_out() -> None:
    operation, codes = path("/{a}", "a", "b")
    assert [p.name for p in operation.parameters] == ["a"]
    assert codes == ["path-parameter"]


def test_a_variable_that_differs_by_case_is_the_parameter() -> None:
    operation, codes = path("/{petID}", "petId")
    assert operation.path[-1] == ir.PathVariable("petId")
    assert codes == ["path-parameter"]


def test_reserved_expansion() -> None:
    operation, codes = path("/{name+}", "name")
    assert operation.parameters[0].allow_reserved
    assert codes == []
    operation, codes = path("/{+name}", "name")
    assert operation.path[-1] == ir.PathVariable("name")
    assert operation.parameters[0].allow_reserved
    assert not codes


def test_s13_a_whole_query_string_needs_no_name() -> None:
    content = "{application/x-www-form-urlencoded: {}}"
    built = one(f"parameters: [{{in: querystring, content: {content}}}]")
    assert [p.name for p in built.operation.parameters] == ["querystring"]
    assert not built.diagnostics


@pytest.mark.parametrize(
    "schema",
    [
        "{$ref: '#/components/schemas/Order', default: new}",
        "{allOf: [{$ref: '#/components/schemas/Order'}], default: new}",
        "{$ref: '#/components/schemas/Usual'}",
        "{$ref: '#/components/schemas/Usual', default: new}",
    ],
)
def test_s10_the_default_beside_a_reference_is_that_of_the_parameter(
    schema: str,
) -> None:
    text = f"""
        paths:
          /a:
            get:
              parameters: [{{name: order, in: query, schema: {schema}}}]
        components:
          schemas:
            Order: {{type: string, enum: [new, old]}}
            Usual: {{allOf: [{{$ref: '#/components/schemas/Order'}}], default: old}}
        """
    (parameter,) = build(text).operation.parameters
    assert parameter.has_default
    assert parameter.default == ("new" if "default: new" in schema else "old")
