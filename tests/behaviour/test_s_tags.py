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
