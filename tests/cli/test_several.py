"""Several documents in one client."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .kit import SMALL, Regen

OTHER = """\
swagger: "2.0"
info: {title: Orders, version: "1"}
host: orders.example.com
schemes: [https]
paths:
  /orders:
    get:
      operationId: listOrders
      responses: {"200": {description: all, schema: {$ref: '#/definitions/Order'}}}
definitions:
  Order: {type: object, properties: {id: {type: integer}}}
"""
WORDS = ("generate", "pets.yaml", "orders.yaml", "--output", "out")


@pytest.fixture
def files(here: Path) -> Path:
    (here / "pets.yaml").write_text(SMALL, encoding="utf-8")
    (here / "orders.yaml").write_text(OTHER, encoding="utf-8")
    return here


def test_two_documents_are_one_client(
    files: Path, regen: Regen, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert regen(*WORDS, "--package", "both_shops").code == 0
    monkeypatch.syspath_prepend(files / "out")
    from both_shops import models  # type: ignore[import-not-found]
    from both_shops.operations import orders, pets  # type: ignore[import-not-found]

    try:
        assert models.Pet is not models.Order
        call = orders.list_orders.call()
        assert call.server == "https://orders.example.com"
        assert pets.list_pets.call().server != call.server
    finally:
        for name in [n for n in sys.modules if n.startswith("both_shops")]:
            del sys.modules[name]


def test_the_package_has_the_title_of_the_first(files: Path, regen: Regen) -> None:
    assert regen(*WORDS).code == 0
    assert (files / "out" / "pet_shop").is_dir()


def test_check_sees_changes_of_each_document(files: Path, regen: Regen) -> None:
    (files / "regen.toml").write_text(
        '[clients.shop]\ndocuments = ["pets.yaml", "orders.yaml"]\noutput = "out"\n'
    )
    assert regen().code == 0
    assert regen("--check").out == "out/shop: fresh\n"
    (files / "orders.yaml").write_text(OTHER.replace("integer", "string"))
    stale = regen("--check")
    assert stale.code == 1
    assert "out/shop/models/order.py: changed" in stale.out
