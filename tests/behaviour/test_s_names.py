"""S14: names of inline schemas come from where they stand, and stay."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from tests.golden import cases
from tests.support import build_package

NAMES = {
    "Order",
    "OrderBuyer",
    "OrderSeller",
    "OrderState",
    "OrderPricesValue",
    "OrderPaymentByCard",
    "OrderPaymentCash",
    "OrderPaymentVoucher",
    "CreateOrderRequest",
    "CreateOrderRequestLinesItem",
    "CreateOrderResponse",
    "CreateOrderResponse404",
}


def classes(folder: Path, document: dict[str, Any]) -> set[str]:
    names = build_package(folder, document).manifest.names["declarations"]
    return {name for _, name in names.values()}


def test_s14_short_names_from_the_place(tmp_path: Path) -> None:
    assert classes(tmp_path, cases.document("s14_inline_names")) == NAMES


def test_s14_names_do_not_move_and_titles_never_merge(tmp_path: Path) -> None:
    document = copy.deepcopy(cases.document("s14_inline_names"))
    schemas = document["components"]["schemas"]
    properties = schemas["Order"]["properties"]
    person = {"type": "object", "title": "Person", "properties": {"x": {}}}
    properties["payment"]["oneOf"].insert(0, copy.deepcopy(person) | {"title": "New"})
    schemas["Order"]["properties"] = {"agent": person, **properties}
    schemas["Another"] = {"type": "object", "properties": {"buyer": person}}
    document["paths"]["/another"] = {"post": document["paths"]["/orders"]["post"]}
    document["paths"]["/another"]["post"] |= {"operationId": "another"}
    found = classes(tmp_path, document)
    assert found >= NAMES - {n for n in NAMES if n.startswith("CreateOrder")}
    assert {"OrderAgent", "AnotherBuyer", "OrderPaymentNew"} <= found
