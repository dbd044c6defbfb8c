"""Jupyter Server: an old document written by hand, of files, sessions and kernels."""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import kit

TOKEN = "s3cret"
HEADERS = {"Authorization": f"token {TOKEN}"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    python = kit.environment("jupyter", "jupyter_server", "ipykernel")
    folder = tmp_path_factory.mktemp("jupyter_server")
    (folder / "files").mkdir()
    port = kit.free_port()
    url = f"http://127.0.0.1:{port}"
    options = [
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *("--no-browser", "--allow-root", f"--IdentityProvider.token={TOKEN}"),
        f"--ServerApp.root_dir={folder / 'files'}",
    ]
    own = {f"JUPYTER_{d}_DIR": str(folder / d) for d in ("CONFIG", "DATA", "RUNTIME")}
    command = [str(python.with_name("jupyter")), "server", *options]
    with kit.running(command, f"{url}/api", folder, **own):
        yield url


@pytest.fixture(scope="module")
def jupyter(url: str, tmp_path_factory: pytest.TempPathFactory) -> kit.Generated:
    folder = tmp_path_factory.mktemp("jupyter")
    header = ("--header", f"Authorization: token {TOKEN}")
    return kit.generate(
        f"{url}/api/spec.yaml", folder, "jupyter_server_client", *header
    )


@pytest.fixture(scope="module")
def repaired(url: str, tmp_path_factory: pytest.TempPathFactory) -> kit.Generated:
    """The package of the document with an overlay."""
    folder = tmp_path_factory.mktemp("repaired")
    flags = ["--header", f"Authorization: token {TOKEN}"]
    flags += ["--overlay", str(Path(__file__).with_name("jupyter.overlay.yaml"))]
    return kit.generate(f"{url}/api/spec.yaml", folder, "jupyter_repaired", *flags)


@pytest.fixture
def client(jupyter: kit.Generated, url: str) -> Iterator[Any]:
    with jupyter.package.Client(base_url=url, strict=True, headers=HEADERS) as client:
        yield client


def test_every_get(jupyter: kit.Generated, client: Any) -> None:
    write(jupyter, client, "a.txt", "hello")
    sessions = jupyter.module("sessions")
    body = jupyter.package.models.Session(name="n", path="n.ipynb", type="notebook")
    session = sessions.post_api_sessions(client, body)
    terminal = jupyter.module("terminals").post_api_terminals(client)
    values = {
        "path": "a.txt",
        "section_name": "notebook",
        "session": session.id,
        "kernel_id": session.kernel.id,
        "terminal_id": terminal.name,
    }
    try:
        assert jupyter.sweep(client, values, {}) == {}
    finally:
        sessions.delete_api_sessions_session(client, session.id)
        jupyter.module("terminals").delete_api_terminals_terminal_id(
            client, terminal.name
        )


def write(jupyter: kit.Generated, client: Any, path: str, text: str) -> Any:
    """Saves a file.

    The answer's `content` and `format` are null, which the document says of them in
    prose alone ("may be null if content is not contained"): a strict client refuses it.
    """
    put = jupyter.module("contents").put_api_contents_path
    return put(client.with_options(strict=False), path, text_file(jupyter, text))


def text_file(jupyter: kit.Generated, text: str) -> Any:
    model = jupyter.package.models.PutApiContentsPathRequest
    return model(type="file", format="text", content=text)


def test_what_the_server_says_of_a_saved_file_is_not_what_its_document_says(
    jupyter: kit.Generated, client: Any
) -> None:
    contents = jupyter.module("contents")
    assert write(jupyter, client, "saved.txt", "x").content is None
    again = contents.put_api_contents_path.call("saved.txt", text_file(jupyter, "y"))
    with pytest.raises(jupyter.package.MalformedResponseError) as deviation:
        client.send(again)
    assert deviation.value.path == "$.content"


def test_a_program(jupyter: kit.Generated, client: Any) -> None:
    models, contents = jupyter.package.models, jupyter.module("contents")
    write(jupyter, client, "notes.txt", "Grüße")
    assert contents.get_api_contents_path(client, "notes.txt").content == "Grüße"

    to = models.PatchApiContentsPathRequest(path="moved.txt")
    tolerant = client.with_options(strict=False)
    assert contents.patch_api_contents_path(tolerant, "notes.txt", to).name == to.path
    with pytest.raises(jupyter.package.NotFoundError):
        contents.get_api_contents_path(client, "notes.txt")

    # A listing is the content of a folder, an array where the document says a string.
    folder = models.PutApiContentsPathRequest(type="directory")
    contents.put_api_contents_path(tolerant, "a folder", folder)
    write(jupyter, client, "a folder/b.txt", "b")
    listed = contents.get_api_contents_path(tolerant, "a folder").content
    assert [entry["path"] for entry in listed] == ["a folder/b.txt"]

    contents.post_api_contents_path_checkpoints(client, "moved.txt")
    (kept,) = contents.get_api_contents_path_checkpoints(client, "moved.txt")
    write(jupyter, client, "moved.txt", "changed")
    contents.post_api_contents_path_checkpoints_checkpoint_id(
        client, "moved.txt", kept.id
    )
    assert contents.get_api_contents_path(client, "moved.txt").content == "Grüße"
    contents.delete_api_contents_path(client, "moved.txt")


def test_an_upload_and_a_download(jupyter: kit.Generated, client: Any) -> None:
    contents, data = jupyter.module("contents"), bytes(range(256)) * 4_000
    body = jupyter.package.models.PutApiContentsPathRequest(
        type="file", format="base64", content=b64encode(data).decode()
    )
    contents.put_api_contents_path(client.with_options(strict=False), "data.bin", body)
    back = contents.get_api_contents_path(client, "data.bin", format="base64")
    assert b64decode(back.content) == data
    # The file itself is served beside the API, with the same credentials.
    call = jupyter.package.Call("GET", "/files/data.bin", results={200: bytes})
    with client.stream(call) as response:
        assert b"".join(response.iter_bytes()) == data


def test_a_kernel(jupyter: kit.Generated, client: Any, url: str) -> None:
    package, kernels = jupyter.package, jupyter.module("kernels")
    body = package.models.PostApiKernelsRequest(name="python3")

    async def main() -> None:
        options = {"base_url": url, "strict": True, "headers": HEADERS}
        async with package.AsyncClient(**options) as client:
            kernel = await kernels.post_api_kernels(client, body)
            assert kernel.id in [k.id for k in await kernels.get_api_kernels(client)]
            again = await kernels.post_api_kernels_kernel_id_restart(client, kernel.id)
            assert again.id == kernel.id
            await kernels.delete_api_kernels_kernel_id(client, kernel.id)
            with pytest.raises(package.NotFoundError):
                await kernels.get_api_kernels_kernel_id(client, kernel.id)

    asyncio.run(main())


def test_a_document_repaired_by_an_overlay_needs_no_tolerance(
    repaired: kit.Generated, url: str
) -> None:
    contents = repaired.module("contents")
    options = {"base_url": url, "strict": True, "headers": HEADERS}
    with repaired.package.Client(**options) as client:
        body = text_file(repaired, "in the root")
        saved = contents.put_api_contents_path(client, "root.txt", body)
        assert (saved.content, saved.format) == (None, None)
        root = contents.get_api_contents_path(client, "")
        assert root.type == "directory"
        assert "root.txt" in [entry["name"] for entry in root.content]


def test_what_is_not_allowed(jupyter: kit.Generated, url: str) -> None:
    contents = jupyter.module("contents")
    with jupyter.package.Client(base_url=url, strict=True) as nobody:
        with pytest.raises(jupyter.package.ForbiddenError):
            contents.get_api_contents_path(nobody, "x")
        assert jupyter.module("default").get_api(nobody).version
