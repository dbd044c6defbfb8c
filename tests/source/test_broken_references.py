"""References that lead nowhere, in circles, or to more than a run can hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from regen.diagnostics import Level, RegenError
from regen.source.bundle import bundle

from .building import HEAD, bundled, codes, yaml

SCHEMAS = "components:\n  schemas:\n    A: {type: string}\n"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("#/components/schemas/Aa", "dangling-reference"),
        ("#/info/title", "dangling-reference"),
        ("#", "dangling-reference"),
        ("api.yaml", "dangling-reference"),
        ("http://[::1", "invalid-reference"),
        ("#/components/schemas/B/x", "reference-cycle"),
        ("#/info/title/x", "dangling-reference"),
        ("#/components/schemas/A/enum/0", "dangling-reference"),
        ("#/components/schemas/A/enum/01", "dangling-reference"),
        ("#nowhere", "dangling-reference"),
        ("#components/schemas/A", "dangling-reference"),
        ("missing.yaml", "dangling-reference"),
        ("https://example.com/a.yaml#/A", "remote-reference"),
        ("http://localhost/a.yaml", "remote-reference"),
    ],
)
def test_dangling_references_are_reported(reference: str, code: str) -> None:
    document = bundled(
        "components:\n"
        "  schemas:\n"
        "    A: {type: string, enum: [x]}\n"
        "    B:\n"
        f"      $ref: '{reference}'\n"
    )
    (finding,) = document.diagnostics
    assert (finding.level, finding.code) == (Level.ERROR, code)
    assert str(finding.location) == "api.yaml:7:7"
    assert document.root["components"]["schemas"]["B"] == {}


def test_a_dangling_reference_is_marked_where_it_stands_for_more_than_a_type() -> None:
    document = bundled("components: {responses: {R: {$ref: '#/nowhere'}}}")
    (finding,) = document.diagnostics
    assert finding.level is Level.ERROR
    response = document.root["components"]["responses"]["R"]
    assert response == {"$ref": "#/nowhere", "x-regen-dangling": True}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("{schemas: {A: {$ref: '#/nowhere'}}}", Level.WARNING),
        ("{schemas: {A: {items: {$ref: '#/nowhere'}}}}", Level.WARNING),
        ("{parameters: {A: {$ref: '#/nowhere'}}}", Level.WARNING),
        ("{schemas: {U: {$ref: '#/nowhere'}}}", Level.ERROR),
        ("{schemas: {U: {$ref: '#/components/schemas/V'}, V: {$ref: a.yaml}}}", None),
    ],
)
def test_l5_a_broken_component_that_nothing_uses_is_a_warning(
    text: str, level: Level | None
) -> None:
    content = "{a/b: {schema: {$ref: '#/components/schemas/U'}}}"
    used = f"{{get: {{responses: {{'200': {{description: d, content: {content}}}}}}}}}"
    document = bundled(f"paths: {{/a: {used}}}\ncomponents: {text}\n")
    about = [f for f in document.diagnostics if "schemas/U" not in f.message]
    assert [finding.level for finding in about] == [level or Level.ERROR]


def test_l5_a_dangling_reference_in_what_people_read_is_a_warning() -> None:
    document = bundled("""
        components:
          responses:
            R:
              description: d
              links: {l: {$ref: '#/nowhere'}}
              content: {a/b: {examples: {e: {$ref: '#/nowhere'}}}}
        """)
    assert [finding.level for finding in document.diagnostics] == [Level.WARNING] * 2


@pytest.mark.parametrize("value", ["5", "null", "[a]", "{a: b}", "''"])
def test_a_reference_must_be_a_string(value: str) -> None:
    document = bundled(f"components: {{schemas: {{B: {{$ref: {value}}}}}}}")
    assert codes(document) == ["invalid-reference"]


def test_a_near_miss_is_suggested() -> None:
    document = bundled(SCHEMAS + "    Bee: {$ref: '#/components/schemas/Be'}\n")
    assert document.diagnostics[0].hint == "did you mean 'Bee'?"


def test_a_schema_that_only_refers_to_itself_demands_nothing() -> None:
    document = bundled("""
        components:
          schemas:
            A: {$ref: '#/components/schemas/B'}
            B: {$ref: '#/components/schemas/A', description: d}
            C: {$ref: '#/components/schemas/A'}
        """)
    (finding,) = document.diagnostics
    assert (finding.level, finding.code) == (Level.WARNING, "reference-cycle")
    assert document.root["components"]["schemas"] == {
        "A": {},
        "B": {"description": "d"},
        "C": {"$ref": "#/components/schemas/A"},
    }


def test_l5_a_reference_to_the_schema_without_a_name_demands_nothing() -> None:
    document = bundled("""
        components:
          schemas:
            A: {$ref: '#/components/schemas/'}
            B: {items: {$ref: '#/components/schemas/', description: d}}
        """)
    (finding,) = {(found.level, found.code) for found in document.diagnostics}
    assert finding == (Level.WARNING, "nameless-reference")
    schemas = {"A": {}, "B": {"items": {"description": "d"}}}
    assert document.root["components"]["schemas"] == schemas


def test_a_schema_may_have_an_empty_name() -> None:
    document = bundled("""
        components:
          schemas:
            '': {type: string}
            A: {$ref: '#/components/schemas/'}
        """)
    assert not document.diagnostics
    assert document.root["components"]["schemas"]["A"]["$ref"]


@pytest.mark.parametrize("kind", ["requestBodies", "pathItems", "parameters"])
def test_a_cycle_of_anything_else_is_an_error(kind: str) -> None:
    document = bundled(f"""
        components:
          {kind}:
            A: {{$ref: '#/components/{kind}/B'}}
            B: {{$ref: '#/components/{kind}/A'}}
        """)
    (finding,) = document.diagnostics
    assert (finding.level, finding.code) == (Level.ERROR, "reference-cycle")
    assert document.root["components"][kind]["A"]["x-regen-dangling"] is True
    assert document.root["components"][kind]["B"]["x-regen-dangling"] is True


def test_a_path_item_that_contains_itself_is_an_error() -> None:
    document = bundled("""
        paths:
          /a: {post: {callbacks: {c: {'{$url}': {$ref: '#/paths/~1a'}}}}}
        """)
    assert set(codes(document)) == {"reference-cycle"}


def test_references_that_multiply_are_bounded() -> None:
    items: dict[str, Any] = {"A40": {"get": {}}}
    for i in range(40):
        again = {"$ref": f"#/components/pathItems/A{i + 1}"}
        items[f"A{i}"] = {"post": {"callbacks": {"c": {"x": again, "y": again}}}}
    text = json.dumps({"openapi": "3.1.0", "components": {"pathItems": items}})
    with pytest.raises(RegenError) as caught:
        bundle(yaml(text, ".json"))
    assert caught.value.diagnostics[0].code == "too-many-references"


def test_a_reference_to_nowhere_is_told_at_each_of_its_places() -> None:
    file = yaml(f"""{HEAD}{SCHEMAS}
    B: {{$ref: '#/components/schemas/X'}}
    C: {{$ref: '#/components/schemas/X'}}
""")
    places = [found.location for found in bundle(file).diagnostics]
    pointers = [place.pointer for place in places if place is not None]
    assert pointers == [f"/components/schemas/{name}/$ref" for name in ("B", "C")]


def test_many_references_that_lead_nowhere_have_a_finding_each() -> None:
    """Comparing each missing name with all others would take minutes."""
    schemas: dict[str, Any] = {f"Known{i}": {"type": "string"} for i in range(2_000)}
    for number in range(2_000):
        reference = f"#/components/schemas/Unknown{number}"
        schemas[f"User{number}"] = {"properties": {"x": {"$ref": reference}}}
    document = {"openapi": "3.1.0", "components": {"schemas": schemas}}
    found = bundle(yaml(json.dumps(document))).diagnostics
    assert len(found) == 2_000
    assert found[0].hint.startswith("did you mean 'Known")


def test_many_cycles_have_a_finding_each() -> None:
    """Looking through all references for each cycle would take minutes."""
    schemas: dict[str, Any] = {
        f"A{i}": {"$ref": f"#/components/schemas/A{i}"} for i in range(20_000)
    }
    schemas["User"] = {"allOf": [schemas["A0"]] * 100_000}
    document = {"openapi": "3.1.0", "components": {"schemas": schemas}}
    found = bundle(yaml(json.dumps(document), ".json"))
    assert len(found.diagnostics) == 20_000
    assert found.root["components"]["schemas"]["A7"] == {}


def test_a_pointer_through_its_own_reference_ends() -> None:
    document = bundled(f"components: {{$ref: '#/components{'/a' * 100}'}}\n")
    assert codes(document) == ["reference-cycle"]


def test_an_index_of_thousands_of_digits_leads_nowhere() -> None:
    document = bundled(f"""
        tags: [{{name: t}}]
        components: {{schemas: {{A: {{$ref: '#/tags/{"9" * 4_301}'}}}}}}
        """)
    assert codes(document) == ["dangling-reference"]


def test_what_shared_path_items_repeat_is_bounded() -> None:
    properties = ", ".join(f"p{n}: {{}}" for n in range(500))
    paths = "".join(
        f"  /a{n}: {{$ref: '#/components/pathItems/P'}}\n" for n in range(1_000)
    )
    item = f"{{get: {{x-p: {{{properties}}}}}}}"
    text = f"components: {{pathItems: {{P: {item}}}}}\npaths:\n{paths}"
    with pytest.raises(RegenError) as caught:
        bundled(text)
    assert caught.value.diagnostics[0].code == "too-many-references"
