"""`Config`: selection of operations, the digest, package names."""

from __future__ import annotations

from pathlib import Path

import pytest
from regen import ir
from regen.config import Config, Selection, from_flags, package_name
from regen.diagnostics import RegenError

CONFIG = from_flags((Path("a/api.yaml"),), Path("out"))


def test_everything_is_selected_by_default() -> None:
    assert CONFIG.selects("listPets", "/pets", ("pets",))
    assert not CONFIG.prunes


def test_include_and_exclude() -> None:
    config = CONFIG._replace(
        include=Selection(tags=("pets",), paths=("/stores/*",)),
        exclude=Selection(operations=("delete*",)),
    )
    assert config.selects("listPets", "/pets", ("pets",))
    assert config.selects("getStore", "/stores/{id}", ())
    assert not config.selects("getUser", "/users", ("users",))
    assert not config.selects("deletePet", "/pets", ("pets",))
    assert config.prunes
    assert not config._replace(prune=False).prunes


def test_the_digest_is_of_what_shapes_the_output() -> None:
    moved = CONFIG._replace(documents=(Path("b/api.yaml"),), output=Path("x"), name="n")
    assert moved.digest() == CONFIG.digest()
    page = ir.Pagination("link", "")
    changes: list[Config] = [
        CONFIG._replace(documents=(Path("a/other.yaml"),)),
        CONFIG._replace(package="p"),
        CONFIG._replace(prefixes={"a": "b"}),
        CONFIG._replace(pagination={"a": page}),
        CONFIG._replace(exclude=Selection(tags=("a",))),
        CONFIG._replace(send_defaults=True),
        CONFIG._replace(undeclared="keep"),
    ]
    digests = {config.digest() for config in (CONFIG, *changes)}
    assert len(digests) == len(changes) + 1


def test_the_digest_ignores_the_order_of_tables() -> None:
    one = CONFIG._replace(prefixes={"a": "1", "b": "2"})
    two = CONFIG._replace(prefixes={"b": "2", "a": "1"})
    assert one.digest() == two.digest()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Qovery API", "qovery_api"),
        ("  3D (beta) ", "api_3d_beta"),
        ("日本", "client"),
        ("Café Zürich", "cafe_zurich"),
        ("../../etc/passwd", "etc_passwd"),
        ("import", "import_"),
        ("x" * 100, "x" * 60),
    ],
)
def test_package_names_can_be_imported(title: str, name: str) -> None:
    assert package_name(title) == name
    assert CONFIG.titled(title).package == name
    assert CONFIG._replace(package="own").titled(title).package == "own"


@pytest.mark.parametrize("name", ["../x", "a-b", "class", "é", "1a"])
def test_a_package_that_cannot_be_imported_is_refused(name: str) -> None:
    with pytest.raises(RegenError, match="cannot be imported"):
        from_flags((Path("api.yaml"),), Path("out"), name)
