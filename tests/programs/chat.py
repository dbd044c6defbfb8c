"""Asks the shop a question and prints the answer while it comes."""

from __future__ import annotations

import asyncio
import os
import sys

from petshop import ApiKeyAuth, AsyncClient, models
from petshop.operations.chat import ask


async def main(text: str) -> None:
    async with (
        AsyncClient(
            ApiKeyAuth(os.environ["PETSHOP_KEY"]), base_url=os.environ["PETSHOP_URL"]
        ) as client,
        ask.stream(client, models.Question(text=text)) as events,
    ):
        async for event in events:
            match event:
                case models.Delta(text=piece):
                    print(piece, end="", flush=True)
                case models.Finished(words=words):
                    print(f"\n({words} words)")


if __name__ == "__main__":
    asyncio.run(main(" ".join(sys.argv[1:])))
