"""S17, S18: a tag belongs to the union that names it, and is never invented."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import Any

import pytest

from tests.golden import cases
from tests.support import client


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("tags"), cases.document("s17_tags"))


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("plain", "name"),
    [
        ({"kind": {"kind": "Cat", "lives": 9}}, "Cat"),
        ({"kind": {"kind": "Dog"}}, "Dog"),
        ({"type": {"type": "cat", "lives": 9}}, "Cat"),
        ({"type": {"type": "kitten", "lives": 9}}, "Kitten"),
        ({"vehicle": {"form": "Car", "doors": 4}}, "Car"),
        ({"vehicle": {"form": "Bike"}}, "Bike"),
        ({"cat": {"lives": 9}}, "Cat"),
    ],
)
def test_s17_what_came_is_sent_again(
    api: Any, plain: dict[str, Any], name: str, strict: bool
) -> None:
    home = api.decode(api.models.Home, plain, strict=strict)
    (key,) = plain
    assert type(getattr(home, key)) is getattr(api.models, name)
    assert api.encode(home) == plain


def test_s17_a_class_without_the_property_has_no_tag(api: Any) -> None:
    assert set(typing.get_type_hints(api.models.Cat)) == {"lives"}
    cat = api.models.Cat(lives=1)
    assert api.encode(cat) == {"lives": 1}
    home = api.models.Home(cat=cat, kind=cat, type=cat)
    assert api.encode(home) == {
        "cat": {"lives": 1},
        "kind": {"kind": "Cat", "lives": 1},
        "type": {"type": "cat", "lives": 1},
    }


@pytest.mark.parametrize("vehicle", [{"form": "Boat", "wheels": 0}, {"wheels": 2}])
def test_s18_another_tag_or_none_gives_the_base_class(
    api: Any, vehicle: dict[str, Any]
) -> None:
    home = api.decode(api.models.Home, {"vehicle": vehicle})
    assert type(home.vehicle) is api.models.Vehicle
    assert api.encode(home) == {"vehicle": vehicle}


@pytest.mark.parametrize("pet", [{"kind": "Fish"}, {"lives": 9}, {}])
def test_s18_without_a_base_class_it_stays_as_it_came(
    api: Any, pet: dict[str, Any]
) -> None:
    home = api.decode(api.models.Home, {"kind": pet})
    assert home.kind == pet
    assert api.encode(home) == {"kind": pet}
    with pytest.raises(api.DecodeError):
        api.decode(api.models.Home, {"kind": pet}, strict=True)


def test_s18_variants_that_share_an_enum_of_tags(tmp_path: Path) -> None:
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Kind: {type: string, enum: [a, b, c]}
            A: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
            B: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
            U:
              oneOf:
                - {$ref: '#/components/schemas/A'}
                - {$ref: '#/components/schemas/B'}
              discriminator:
                propertyName: kind
                mapping:
                  a: '#/components/schemas/A'
                  b: '#/components/schemas/A'
                  c: '#/components/schemas/B'
        """,
    )
    u, models = package.models.U, package.models
    assert type(package.decode(u, {"kind": "b"}, strict=True)) is models.A
    assert package.decode(u, {"kind": "d"}) == {"kind": "d"}
    with pytest.raises(package.DecodeError):
        package.decode(u, {"kind": "d"}, strict=True)


SHARED = """
components:
  schemas:
    Easy:
      type: object
      required: [content]
      properties:
        type: {type: string, enum: [message]}
        content: {type: string}
    Spoken:
      type: object
      required: [type, audio]
      properties:
        type: {type: string, enum: [message]}
        audio: {type: string}
    Call:
      type: object
      required: [type]
      properties: {type: {type: string, enum: [call]}}
    Item:
      oneOf:
        - {$ref: '#/components/schemas/Spoken'}
        - {$ref: '#/components/schemas/Call'}
      discriminator: {propertyName: type}
    Input:
      oneOf:
        - {$ref: '#/components/schemas/Easy'}
        - {$ref: '#/components/schemas/Item'}
      discriminator: {propertyName: type}
    Box: {type: object, properties: {input: {$ref: '#/components/schemas/Input'}}}
"""


@pytest.mark.parametrize(
    ("plain", "name"),
    [
        ({"type": "message", "content": "x"}, "Easy"),
        ({"type": "message", "audio": "x"}, "Spoken"),
        ({"type": "call"}, "Call"),
        ({"content": "x"}, "Easy"),
    ],
)
def test_s17_a_tag_that_several_variants_share(
    tmp_path: Path, plain: dict[str, Any], name: str
) -> None:
    package = client(tmp_path, SHARED)
    box = package.decode(package.models.Box, {"input": plain}, strict=True)
    assert type(box.input) is getattr(package.models, name)
    assert package.encode(box) == {"input": plain}


@pytest.mark.parametrize("plain", [{"audio": "x"}, {"type": "note", "content": "x"}])
def test_s18_a_shared_tag_is_not_invented(
    tmp_path: Path, plain: dict[str, Any]
) -> None:
    package = client(tmp_path, SHARED)
    assert package.decode(package.models.Box, {"input": plain}).input == plain
    with pytest.raises(package.DecodeError):
        package.decode(package.models.Box, {"input": plain}, strict=True)


@pytest.mark.parametrize("required", ["[]", "[power]"])
def test_s18_a_subclass_has_its_tag_in_requests_only(
    tmp_path: Path, required: str
) -> None:
    package = client(
        tmp_path,
        f"""
        components:
          schemas:
            Vehicle:
              type: object
              required: {required}
              properties: {{power: {{type: string}}, name: {{type: string}}}}
              discriminator:
                propertyName: power
                mapping: {{gas: '#/components/schemas/Fueled'}}
            Fueled:
              allOf:
                - {{$ref: '#/components/schemas/Vehicle'}}
                - {{properties: {{tank: {{type: integer}}}}}}
            Garage: {{properties: {{car: {{$ref: '#/components/schemas/Vehicle'}}}}}}
        """,
    )
    fueled = package.models.Fueled
    assert package.encode(fueled(tank=1)) == {"power": "gas", "tank": 1}
    if required != "[]":
        with pytest.raises(package.DecodeError, match=r"\$\.power"):
            package.decode(fueled, {"tank": 1}, strict=True)
        return
    for plain in ({"tank": 1}, {"tank": 1, "name": 2}):
        back = package.decode(fueled, plain)
        assert back.power is None
        assert package.encode(back) == plain


def test_s23_a_union_that_demands_its_tag_adds_no_class(tmp_path: Path) -> None:
    """So writes .NET the derived types of a class (`JsonPolymorphic`)."""
    package = client(
        tmp_path,
        """
        components:
          schemas:
            Shape:
              type: object
              required: [$type]
              anyOf:
                - {$ref: '#/components/schemas/ShapeTriangle'}
                - {$ref: '#/components/schemas/ShapeSquare'}
              discriminator:
                propertyName: $type
                mapping:
                  triangle: '#/components/schemas/ShapeTriangle'
                  square: '#/components/schemas/ShapeSquare'
            ShapeTriangle:
              required: [$type]
              properties: {$type: {type: string, enum: [triangle]}}
            ShapeSquare: {properties: {$type: {type: string, enum: [square]}}}
        """,
    )
    assert set(package.models.__all__) == {"Shape", "ShapeSquare", "ShapeTriangle"}
    for name, tag in (("ShapeSquare", "square"), ("ShapeTriangle", "triangle")):
        value = package.decode(package.models.Shape, {"$type": tag}, strict=True)
        assert type(value).__name__ == name
        assert package.encode(value) == {"$type": tag}
