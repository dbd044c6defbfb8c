"""S26: `allOf` of a model and additions is a subclass of that model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.golden import cases
from tests.support import build_package, client

CASE = "s26_subclasses"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return client(tmp_path_factory.mktemp("subclasses"), cases.document(CASE))


def test_s26_children_are_subclasses(api: Any) -> None:
    models = api.models
    assert issubclass(models.Grandchild, models.Child)
    assert issubclass(models.Child, models.Base)
    assert issubclass(models.Both, models.Base)
    assert issubclass(models.Circle, models.Shape)
    assert not issubclass(models.Both, models.Named)
    assert not issubclass(models.Other, models.Base)  # its id is of another type


@pytest.mark.parametrize("strict", [True, False])
def test_s26_a_value_keeps_the_fields_of_its_own_class(api: Any, strict: bool) -> None:
    plain = {"id": "1", "childSize": 2, "extra": True}
    value = api.decode(api.models.Grandchild, plain, strict=strict)
    assert (value.id, value.child_size, value.extra) == ("1", 2, True)
    assert api.encode(value) == plain
    assert api.decode(api.models.Base, plain, strict=strict).to_dict() == {"id": "1"}


def test_s26_inherited_properties_are_demanded(api: Any) -> None:
    with pytest.raises(TypeError, match="id"):
        api.models.Child(child_size=1)
    with pytest.raises(api.DecodeError, match="id"):
        api.models.Child.from_dict({"childSize": 1}, strict=True)


def test_s26_children_of_a_discriminator_have_their_tag(api: Any) -> None:
    circle = api.models.Circle(radius=1.0)
    assert circle.to_dict() == {"kind": "circle", "radius": 1.0}
    plain = {"shapes": [{"kind": "square", "side": 2.0}, {"kind": "hexagon"}]}
    square, other = api.decode(api.models.Drawing, plain).shapes
    assert type(square) is api.models.Square
    assert type(other) is api.models.Shape
    assert api.encode(api.models.Drawing(shapes=[square, other])) == plain


def test_s26_undeclared_properties_are_inherited(api: Any) -> None:
    plain = {"a": "x", "b": "y", "more": 1}
    wide = api.decode(api.models.Wide, plain, strict=True)
    assert wide.additional_properties == {"more": 1}
    assert api.encode(wide) == plain


def test_s26_a_property_of_the_base_changes_one_file(tmp_path: Path) -> None:
    document = cases.document(CASE)
    before = build_package(tmp_path / "a", document, package="p").files
    schemas = document["components"]["schemas"]
    schemas["Base"]["properties"]["note"] = {"type": "string"}
    after = build_package(tmp_path / "b", document, package="p").files
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {"models/base.py", "models/other.py"}
