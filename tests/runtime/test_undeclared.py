"""What schemas do not declare, over a connection: kept and sent back (R16, R14)."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pytest
from demo_client._runtime import Call, JsonBody, Model

from .kit import BOTH, AsyncClient, Client, Exchange
from .server import Server, answer

pytestmark = pytest.mark.parametrize("exchange", BOTH)


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class Pet(Model):
    name: str
    friend: Pet | None = None


PLAIN = {"name": "Rex", "x": [1], "friend": {"name": "Tom", "y": None}}
GET: Call[Any] = Call("GET", "/pet", results={200: Pet}, errors={404: Pet})


def test_r16_get_change_put_loses_nothing(exchange: Exchange) -> None:
    with Server([answer(body=json.dumps(PLAIN).encode())]) as server:
        pet = exchange(GET, server.url, undeclared="keep").value
        pet.name = "Max"
        exchange(Call("PUT", "/pet", body=JsonBody(pet)), server.url)
        assert json.loads(server.last.body) == {**PLAIN, "name": "Max"}
        assert exchange(GET, server.url, undeclared="drop").value.undeclared == {}
        assert exchange(GET, server.url).value.undeclared == {}


def test_r16_other_words_are_refused(exchange: Exchange) -> None:
    for word in ("all", True, ""):
        with pytest.raises(ValueError, match="undeclared is"):
            exchange(GET, "http://127.0.0.1:1", undeclared=word)


def test_r14_a_deviation_is_told_once_for_each_client_and_place(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps({"name": 5, "friend": {"name": 6}}).encode()

    async def main(url: str) -> None:
        for _ in range(2):
            async with AsyncClient(base_url=url) as client:
                for _ in range(3):
                    await client.send(GET)

    with Server([answer(body=body)]) as server:
        if exchange is BOTH[0]:
            for _ in range(2):
                with Client(base_url=server.url) as client:
                    for _ in range(3):
                        client.send(GET)
        else:
            asyncio.run(main(server.url))
    told = [r.getMessage() for r in caplog.records if "expected str" in r.getMessage()]
    assert len(told) == 4
    assert len(set(told)) == 2
