"""Kinto: a Swagger 2.0 document that the server makes of itself, 47 operations."""

from __future__ import annotations

import asyncio
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from . import kit

USER, PASSWORD = "admin", "s3cret"
NAMES = {"bucket_id": "blog", "collection_id": "posts"}
MORE = {
    "/accounts/{id}": {"id": USER},
    "/buckets/{id}": {"id": "blog"},
    "/buckets/{bucket_id}/groups/{id}": {"id": "writers"},
    "/buckets/{bucket_id}/collections/{id}": {"id": "posts"},
    "/buckets/{bucket_id}/collections/{collection_id}/records/{id}": {"id": "first"},
}


def basic(user: str, password: str) -> dict[str, str]:
    """The header of an account; the document has no security scheme for it."""
    pair = b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


BASIC = basic(USER, PASSWORD)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    python = kit.environment("kinto", "kinto", "setuptools")
    folder = tmp_path_factory.mktemp("kinto_server")
    shutil.copy(Path(__file__).with_name("kinto.ini"), folder)
    (folder / "version.json").write_text('{"version": "of the tests"}')
    port = kit.free_port()
    url = f"http://127.0.0.1:{port}/v1"
    start = ["start", "--ini", "kinto.ini", "--port", str(port)]
    with kit.running([str(python.with_name("kinto")), *start], f"{url}/", folder):
        yield url


@pytest.fixture(scope="module")
def kinto(url: str, tmp_path_factory: pytest.TempPathFactory) -> kit.Generated:
    folder = tmp_path_factory.mktemp("kinto")
    return kit.generate(f"{url}/__api__", folder, "kinto_client")


@pytest.fixture
def client(kinto: kit.Generated, url: str) -> Iterator[Any]:
    """A strict client of an account, over an empty server."""
    models = kinto.package.models
    with kinto.package.Client(base_url=url, strict=True, headers=BASIC) as client:
        kinto.module("flush").create_flush(client)
        account = models.UpdateAccountRequest(data={"password": PASSWORD})
        kinto.module("accounts").update_account(client, USER, account)
        yield client


def make_collection(kinto: kit.Generated, client: Any, bucket: str = "blog") -> None:
    models = kinto.package.models
    body = models.UpdateBucketRequest(data={"title": "A blog"})
    kinto.module("buckets").update_bucket(client, bucket, body)
    update_collection = kinto.module("collections").update_collection
    update_collection(client, bucket, "posts", models.UpdateCollectionRequest())


def test_every_get(kinto: kit.Generated, client: Any) -> None:
    models = kinto.package.models
    make_collection(kinto, client)
    writers = models.UpdateGroupRequest(data={"members": [f"account:{USER}"]})
    kinto.module("groups").update_group(client, "blog", "writers", writers)
    body = models.UpdateRecordRequest(data={"title": "First"})
    records = kinto.module("records")
    record = records.update_record(client, "blog", "posts", "first", body)
    now = record.data["last_modified"]
    assert kinto.sweep(client, {**NAMES, "timestamp": now}, MORE) == {}


def test_a_program(kinto: kit.Generated, client: Any) -> None:
    models, records = kinto.package.models, kinto.module("records")
    make_collection(kinto, client)

    post = models.CreateRecordRequest(data={"title": "Grüße", "n": 1})
    created = records.create_record(client, "blog", "posts", post)
    id = created.data["id"]
    read = client.exchange(records.get_record.call("blog", "posts", id))
    assert read.value.data == created.data
    etag = read.headers["ETag"]

    patch = models.PatchRecordRequest(data={"n": 2})
    changed = records.patch_record(client, "blog", "posts", id, patch, if_match=etag)
    assert (changed.data["title"], changed.data["n"]) == ("Grüße", 2)
    with pytest.raises(kinto.package.StatusError) as conflict:
        records.patch_record(client, "blog", "posts", id, patch, if_match=etag)
    assert conflict.value.status == 412
    assert conflict.value.body.errno == 114

    records.delete_record(client, "blog", "posts", id)
    with pytest.raises(kinto.package.NotFoundError) as gone:
        records.get_record(client, "blog", "posts", id)
    assert gone.value.body.details["id"] == id
    history = kinto.module("history").get_history(client, "blog").data
    actions = [e.action for e in history if e.resource_name == "record"]
    assert actions == ["delete", "update", "create"]


def test_pages_in_which_the_next_one_is_a_header(
    kinto: kit.Generated, client: Any
) -> None:
    models, records = kinto.package.models, kinto.module("records")
    make_collection(kinto, client)
    for number in range(8):
        body = models.UpdateRecordRequest(data={"n": number})
        records.update_record(client, "blog", "posts", f"r{number}", body)
    call, numbers = records.get_records.call("blog", "posts", sort=["n"]), []
    while call is not None:
        page = client.exchange(call)
        numbers += [record["n"] for record in page.value.data]
        url = page.headers.get("Next-Page")
        call = replace(call, url=url, query={}) if url else None
    assert numbers == [0, 1, 2, 3, 4, 5, 6, 7]


def test_what_is_not_allowed(kinto: kit.Generated, client: Any, url: str) -> None:
    make_collection(kinto, client)
    stranger = kinto.package.Client(base_url=url, strict=True)
    with pytest.raises(kinto.package.UnauthorizedError) as refused:
        kinto.module("buckets").get_bucket(stranger, "blog")
    assert refused.value.body.errno == 104
    account = kinto.package.models.UpdateAccountRequest(data={"password": "x"})
    kinto.module("accounts").update_account(stranger, "eve", account)
    eve = kinto.package.Client(base_url=url, headers=basic("eve", "x"))
    with eve, pytest.raises(kinto.package.ForbiddenError) as forbidden:
        make_collection(kinto, eve)
    assert forbidden.value.body.errno == 121


def test_many_at_once(kinto: kit.Generated, client: Any, url: str) -> None:
    models, records = kinto.package.models, kinto.module("records")
    make_collection(kinto, client)

    async def create(client: Any, number: int) -> Any:
        body = models.CreateRecordRequest(data={"n": number})
        return await records.create_record(client, "blog", "posts", body)

    async def main() -> list[Any]:
        options = {"base_url": url, "strict": True, "headers": BASIC}
        async with kinto.package.AsyncClient(**options) as several:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(create(several, n)) for n in range(20)]
            created = [task.result() for task in tasks]
        return [record.data["n"] for record in created]

    assert asyncio.run(main()) == [*range(20)]
