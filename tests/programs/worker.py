"""Imports many lists of pets at once, through the bad moments of the server."""

from __future__ import annotations

import asyncio
import os
import sys

from petshop import ApiKeyAuth, AsyncClient, Polling, Retry, models, poll
from petshop.operations.imports import get_import

RETRIES = Retry(limit=4, first_wait=0.05, longest_wait=1.0)
POLLING = Polling(interval=0.05, longest=1.0, deadline=30.0)


def is_over(job: models.Import) -> bool:
    return job.state is not models.ImportState.RUNNING


async def import_list(client: AsyncClient, url: str) -> models.Import:
    job = await client.imports.start_import(models.ImportRequest(url=url))
    return await poll(client, get_import.call(job.id), is_over, POLLING)


async def main(urls: list[str]) -> None:
    async with (
        AsyncClient(
            ApiKeyAuth(os.environ["PETSHOP_KEY"]),
            base_url=os.environ["PETSHOP_URL"],
            retries=RETRIES,
        ) as client,
        asyncio.TaskGroup() as group,
    ):
        tasks = [group.create_task(import_list(client, url)) for url in urls]
    for url, task in zip(urls, tasks, strict=True):
        job = task.result()
        print(url, job.state, job.pets or 0)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
