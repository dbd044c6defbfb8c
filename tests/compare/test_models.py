"""What changes for those who construct and read what `models` declares."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .kit import (
    PET,
    changes,
    found,
    idle,
    operation,
    pet,
    received,
    result,
    sent,
    version,
)

NAME, NOTE = "name: {type: string}", "note: {type: string}"
NULL = "name: {type: [string, 'null']}"
Document = Callable[[str], str]


def both(schema: str) -> str:
    """A document whose only operation sends and receives the model `Pet`."""
    answer = (
        f"'200': {{description: It, content: {{application/json: {{schema: {PET}}}}}}}"
    )
    return sent(schema).replace("'204': {description: Done}", answer)


def verdict(document: Document, old: str, new: str) -> set[str]:
    """Severity and kind of the changes of the model."""
    lines = changes(document(old), document(new)).lines
    return {line.rsplit(" ", 1)[0] for line in lines}


BREAKS, FINE = "breaking", "compatible"


@pytest.mark.parametrize(
    ("document", "severity"),
    [(sent, BREAKS), (both, BREAKS), (idle, BREAKS), (received, FINE)],
)
def test_a_new_required_field_breaks_who_constructs(
    document: Document, severity: str
) -> None:
    old, new = pet(NAME), pet(NAME, NOTE, required="note")
    seen = changes(document(old), document(new))
    assert seen.lines == {f"{severity} field-added models.Pet.note"}


@pytest.mark.parametrize("document", [sent, received, both, idle])
def test_a_new_optional_field_is_compatible(document: Document) -> None:
    assert verdict(document, pet(NAME), pet(NAME, NOTE)) == {"compatible field-added"}


@pytest.mark.parametrize("document", [sent, received, both, idle])
def test_a_field_that_is_gone_breaks(document: Document) -> None:
    assert verdict(document, pet(NAME, NOTE), pet(NAME)) == {"breaking field-removed"}


OPTIONAL_NOW: dict[Document, set[str]] = {
    sent: {"compatible field-optional"},
    received: {"breaking field-type-changed"},
    both: {"compatible field-optional", "breaking field-type-changed"},
    idle: {"compatible field-optional", "breaking field-type-changed"},
}


@pytest.mark.parametrize("document", OPTIONAL_NOW)
def test_a_field_that_becomes_optional_breaks_who_reads(document: Document) -> None:
    kinds = verdict(document, pet(NAME, required="name"), pet(NAME))
    assert kinds == OPTIONAL_NOW[document]


@pytest.mark.parametrize(
    ("document", "severity"),
    [(sent, BREAKS), (both, BREAKS), (idle, BREAKS), (received, FINE)],
)
def test_a_field_that_becomes_required_breaks_who_constructs(
    document: Document, severity: str
) -> None:
    kinds = verdict(document, pet(NAME), pet(NAME, required="name"))
    assert kinds == {f"{severity} field-required"}


def test_an_optional_field_that_becomes_nullable_breaks_who_reads() -> None:
    """`None` and UNSET are two things now, but in what only responses bring."""
    kind = "field-type-changed"
    null = "breaking null-sent"
    assert verdict(both, pet(NAME), pet(NULL)) == {f"breaking {kind}", null}
    assert verdict(received, pet(NAME), pet(NULL)) == {f"compatible {kind}"}
    assert verdict(sent, pet(NAME), pet(NULL)) == {f"compatible {kind}", null}


def test_l7_it_says_when_none_begins_to_be_sent_as_null() -> None:
    old = version(sent(pet(NAME)))
    told = found(old, version(sent(pet(NULL)), old))
    assert told.message("null-sent").startswith("None is sent as null")
    kinds = verdict(sent, pet(NULL), pet(NULL, required="name"))
    assert "breaking null-sent" not in kinds


def test_null_that_is_not_sent_any_more_breaks_who_constructs() -> None:
    kinds = verdict(sent, pet(NULL, required="name"), pet(NAME))
    assert "breaking field-type-changed" in kinds


WIDER = [
    ("{type: integer}", "{type: number}"),
    ("{type: string}", "{type: [string, integer]}"),
    ("{type: string, enum: [a, b]}", "{type: string}"),
    ("{type: array, items: {type: integer}}", "{type: array, items: {type: number}}"),
    ("{const: a}", "{type: string}"),
    ("{type: string}", "{}"),
]


@pytest.mark.parametrize(("narrow", "wide"), WIDER)
def test_a_wider_type_breaks_who_reads(narrow: str, wide: str) -> None:
    old, new = pet(f"a: {narrow}"), pet(f"a: {wide}")
    assert "breaking field-type-changed" in verdict(received, old, new)
    assert "compatible field-type-changed" in verdict(sent, old, new)
    assert "breaking field-type-changed" in verdict(both, old, new)


@pytest.mark.parametrize(("narrow", "wide"), WIDER)
def test_a_narrower_type_breaks_who_constructs(narrow: str, wide: str) -> None:
    old, new = pet(f"a: {wide}"), pet(f"a: {narrow}")
    assert "breaking field-type-changed" in verdict(sent, old, new)
    assert "compatible field-type-changed" in verdict(received, old, new)


def test_the_message_says_whom_it_breaks() -> None:
    wide, narrow = pet("a: {type: number}"), pet("a: {type: integer}")
    seen = changes(both(narrow), both(wide)).message("field-type-changed")
    assert seen.endswith("breaks code that reads it")
    seen = changes(both(wide), both(narrow)).message("field-type-changed")
    assert seen.endswith("breaks code that constructs it")
    other = pet("a: {type: boolean}")
    seen = changes(both(wide), both(other)).message("field-type-changed")
    assert seen.endswith("breaks code that constructs or reads it")


def test_read_only_and_write_only() -> None:
    plain = pet(NAME)
    read_only = pet("name: {type: string, readOnly: true}")
    write_only = pet("name: {type: string, writeOnly: true}")
    assert verdict(both, plain, read_only) == {"breaking field-read-only"}
    assert verdict(both, plain, write_only) == {"breaking field-write-only"}
    assert "breaking" not in str(verdict(received, plain, read_only))
    assert "breaking" not in str(verdict(sent, plain, write_only))


def test_a_read_only_field_is_demanded_of_nobody() -> None:
    new = pet(NAME, "id: {type: string, readOnly: true}", required="id")
    assert verdict(both, pet(NAME), new) == {"compatible field-added"}


def test_who_reads_minds_what_becomes_of_a_read_only_field() -> None:
    number = pet("id: {type: number, readOnly: true}")
    integer = pet("id: {type: integer, readOnly: true}")
    assert verdict(both, number, integer) == {"compatible field-type-changed"}
    assert verdict(both, integer, number) == {"breaking field-type-changed"}


def test_another_wire_name_under_the_same_attribute_is_not_seen() -> None:
    kinds = verdict(both, pet("petName: {}"), pet("pet_name: {}"))
    assert kinds == {"internal field-renamed-in-json"}


def test_additional_properties_are_a_field() -> None:
    closed = "{type: object, properties: {a: {}}}"
    extra = "{type: object, properties: {a: {}}, additionalProperties: {type: string}}"
    assert verdict(both, closed, extra) == {"compatible field-added"}
    assert verdict(both, extra, closed) == {"breaking field-removed"}


ONE, TWO = "{type: string, enum: [a, b]}", "{type: string, enum: [a, b, c]}"


def test_enums_are_open() -> None:
    seen = changes(both(ONE), both(TWO))
    assert seen.lines == {"compatible member-added models.Pet.C"}


def test_a_member_that_is_gone_breaks() -> None:
    seen = changes(both(TWO), both(ONE))
    assert seen.lines == {"breaking member-removed models.Pet.C"}
    assert '"c"' in seen.message("member-removed")


def test_a_member_with_another_value_breaks() -> None:
    names = "{type: string, enum: [%s, b], x-enum-varnames: [A, B]}"
    assert verdict(both, names % "a", names % "z") == {"breaking member-changed"}


def test_an_enum_of_other_values_breaks() -> None:
    kinds = verdict(both, ONE, "{type: integer, enum: [1, 2]}")
    assert kinds == {"breaking enum-changed"}


def test_a_type_of_another_kind_breaks() -> None:
    for new in (ONE, "{type: string}"):
        assert verdict(both, pet(NAME), new) == {"breaking type-changed"}


def test_aliases_are_widened_for_who_gives_and_narrowed_for_who_reads() -> None:
    narrow, wide = "{type: integer}", "{type: [integer, string]}"
    breaking, fine = {"breaking alias-type-changed"}, {"compatible alias-type-changed"}
    assert verdict(sent, narrow, wide) == verdict(received, wide, narrow) == fine
    assert verdict(sent, wide, narrow) == verdict(received, narrow, wide) == breaking


UNION = """
components:
  schemas:
    Pet: {oneOf: [%s]}
    Cat: {type: object, required: [cat], properties: {cat: {type: string}}}
    Dog: {type: object, required: [dog], properties: {dog: {type: string}}}
    Cow: {type: object, required: [cow], properties: {cow: {type: string}}}
"""


def union(*names: str) -> str:
    items = (f"{{$ref: '#/components/schemas/{name}'}}" for name in names)
    return result(PET) + UNION % ", ".join(items)


def test_a_new_variant_breaks_who_reads() -> None:
    seen = changes(union("Cat", "Dog"), union("Cat", "Dog", "Cow"))
    assert seen.lines == {"breaking alias-type-changed models.Pet"}
    seen = changes(union("Cat", "Dog", "Cow"), union("Dog", "Cat"))
    assert seen.lines == {"compatible alias-type-changed models.Pet"}


def test_the_order_of_variants_does_not_matter() -> None:
    assert changes(union("Cat", "Dog"), union("Dog", "Cat")).step in ("minor", "patch")


@pytest.mark.parametrize("more", ["", ", discriminator: {propertyName: kind}"])
def test_a_long_union_is_told_by_its_difference(more: str) -> None:
    names = [f"Animal{number}WithALongName" for number in range(8)]
    schemas = "".join(f"    {name}: {pet(f'a{name}: {{}}')}\n" for name in names)

    def document(chosen: list[str]) -> str:
        items = (f"{{$ref: '#/components/schemas/{name}'}}" for name in chosen)
        union = f"{{anyOf: [{', '.join(items)}]{more}}}"
        head = f"\ncomponents:\n  schemas:\n    Pet: {union}\n"
        return result(PET) + head + schemas

    seen = changes(document(names[:7]), document(names[1:]))
    message = seen.message("alias-type-changed")
    assert f"also {names[7]}, no more {names[0]};" in message
    assert names[3] not in message


def test_models_come_and_go() -> None:
    seen = changes(idle(pet(NAME)).replace("Pet:", "Cat:"), idle(ONE))
    assert seen.lines == {
        "breaking model-removed models.Cat",
        "compatible enum-added models.Pet",
    }


def test_a_model_of_the_same_fields_looks_like_a_rename() -> None:
    old = idle(pet(NAME))
    renamed, other = old.replace("Pet:", "Cat:"), idle(pet(NOTE)).replace(
        "Pet:", "Cat:"
    )
    seen = changes(old, renamed)
    assert seen.lines == {
        "breaking model-removed models.Pet",
        "compatible model-added models.Cat",
    }
    assert "models.Cat looks the same: renamed?" in seen.message("model-removed")
    assert "renamed?" not in changes(old, other).message("model-removed")
    twice = renamed + f"    Cow: {pet(NAME)}\n"
    assert "renamed?" not in changes(old, twice).message("model-removed")


def test_a_model_that_moves_to_another_module_is_still_in_the_package() -> None:
    """Two models that refer to one another share a module."""

    def document(back: str) -> str:
        return f"""
            components:
              schemas:
                Cat:
                  type: object
                  properties: {{dog: {{$ref: '#/components/schemas/Dog'}}}}
                Dog: {{type: object, properties: {{a: {{}}{back}}}}}
        """

    seen = changes(document(""), document(", cat: {$ref: '#/components/schemas/Cat'}"))
    assert "breaking" not in str(seen.lines)
    moved = {line for line in seen.lines if "model-moved" in line}
    assert len(moved) == 1
    assert "models has it as before" in seen.message("model-moved")


def test_only_documentation_differs() -> None:
    seen = changes(operation("summary: Old"), operation("summary: New"))
    assert seen.lines == {"internal code-changed operations/pets.py"}
    assert seen.step == "patch"


def test_names_stay_as_a_run_over_the_old_package_keeps_them() -> None:
    """Else the new schema `Pet` would take the class from the older `pet`."""
    old = idle(pet(NAME)).replace("Pet:", "pet:")
    new = old + "    Pet: {type: string, enum: [a, b]}\n"
    assert changes(old, new).step == "minor"
    assert found(version(old), version(new)).step == "major"


def test_s22_a_model_that_requests_begin_to_carry_is_told() -> None:
    schema = pet(NULL)
    seen = changes(received(schema), both(schema))
    assert "compatible model-sent models.Pet" in seen.lines
    assert "breaking field-type-changed models.Pet.name" in seen.lines
    assert "models.Pet" not in str(changes(received(schema), received(schema)).lines)


def family(base: str = "Animal", animal: str = "name: {type: string}") -> str:
    """A `Dog` that extends another model, both received."""
    return result("{$ref: '#/components/schemas/Dog'}") + f"""
components:
  schemas:
    Animal: {{type: object, properties: {{{animal}}}}}
    Plant: {{type: object, properties: {{{animal}}}}}
    Dog:
      allOf:
        - {{$ref: '#/components/schemas/{base}'}}
        - {{type: object, properties: {{loud: {{type: boolean}}}}}}
"""


def test_l7_another_base_is_told() -> None:
    found = changes(family(), family("Plant"))
    assert found.lines == {
        "breaking base-removed models.Dog",
        "compatible base-added models.Dog",
    }
    assert "is no Animal any more" in found.message("base-removed")
    assert "is a Plant, too" in found.message("base-added")


def test_l7_a_base_that_is_gone_is_told_as_such() -> None:
    alone = family().replace("    Animal: {", "    Mammal: {")
    alone = alone.replace("schemas/Animal", "schemas/Mammal")
    found = changes(family(), alone)
    assert "breaking model-removed models.Animal" in found.lines
    assert "breaking base-removed models.Dog" not in found.lines


def test_l7_what_a_base_gains_is_told_once() -> None:
    more = family(animal="name: {type: string}, age: {type: integer}")
    assert changes(family(), more).lines == {
        "compatible field-added models.Animal.age",
        "compatible field-added models.Plant.age",
    }
    other = family(animal="name: {type: integer}")
    assert (
        "breaking field-type-changed models.Dog.name" in changes(family(), other).lines
    )


def test_l7_a_subclass_is_given_where_the_base_was() -> None:
    """And not the reverse; the classes are those of the new package."""
    wide = family().replace("schema: {$ref: '#/components/schemas/Dog'}", "schema: %s")
    one, other = (
        wide % f"{{$ref: '#/components/schemas/{name}'}}" for name in ("Animal", "Dog")
    )
    assert changes(one, other).step == "minor"
    assert changes(other, one).step == "major"
