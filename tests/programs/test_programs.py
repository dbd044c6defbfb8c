"""Small programs as users write them, run against a server on loopback."""

from __future__ import annotations

import json
import os
from pathlib import Path

import httpx2
import pytest

from tests.runtime.server import Received, Server, answer
from tests.servers import kit as servers

from .kit import (
    BO,
    CLEO,
    KEY,
    PROBLEM,
    REX,
    Programs,
    event,
    make,
    page,
    proxy,
    shown,
)  # fmt: skip


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    return make(tmp_path_factory.mktemp("programs"))


def pairs(request: Received) -> dict[str, str]:
    """The query of a request."""
    return dict(httpx2.QueryParams(request.target.partition("?")[2]))


def test_a_script(programs: Programs) -> None:
    with Server([page(REX, BO, CLEO)]) as server:
        printed = programs.program("script.py", url=server.url)
    assert printed == "2 Bo 2024-02-29\n1 Rex of unknown age\n3 Cleo of unknown age\n"
    assert pairs(server.last) == {"status": "available", "limit": "100"}
    assert server.last.header("X-Api-Key") == KEY
    with Server([answer(401)]) as server:
        refused = programs.run("-m", "script", url=server.url, status=1)
    assert refused.stderr == "the shop does not take this key\n"


def test_fastapi(programs: Programs, tmp_path: Path) -> None:
    steps = [shown(BO), answer(404, PROBLEM), shown(CLEO, 201)]
    with Server(steps) as server:
        port = servers.free_port()
        url = f"http://127.0.0.1:{port}"
        serve = [str(programs.python), "-m", "hypercorn", "fastapi_app:app"]
        command = [*serve, "--bind", f"127.0.0.1:{port}"]
        env = programs.env(server.url)
        with servers.running(command, f"{url}/openapi.json", tmp_path, **env):
            document = httpx2.get(f"{url}/openapi.json").json()
            found = httpx2.get(f"{url}/favourites/2")
            missing = httpx2.get(f"{url}/favourites/9")
            new = {"name": "Cleo", "bornOn": "2025-01-31", "tags": ["cat"]}
            made = httpx2.post(f"{url}/favourites", json=new)
            wrong = httpx2.post(f"{url}/favourites", json={"name": 1})
    assert (found.json(), missing.status_code) == (BO, 404)
    assert (made.status_code, made.json()) == (201, CLEO)
    assert json.loads(server.last.body) == new
    assert (wrong.status_code, len(server.requests)) == (422, 3)
    schemas = document["components"]["schemas"]
    assert "bornOn" in json.dumps(schemas["Pet"])


def test_django(programs: Programs, tmp_path: Path) -> None:
    with Server([shown(BO), answer(404, PROBLEM)]) as server:
        port = servers.free_port()
        url = f"http://127.0.0.1:{port}"
        serve = [
            str(programs.python),
            "-m",
            "hypercorn",
            "wsgi:django_view:application",
        ]
        command = [*serve, "--bind", f"127.0.0.1:{port}"]
        env = programs.env(server.url)
        with servers.running(command, f"{url}/", tmp_path, **env):
            found = httpx2.get(f"{url}/pets/2")
            missing = httpx2.get(f"{url}/pets/9")
    assert found.json() == BO
    assert missing.status_code == 404
    assert missing.json() == {"error": "there is no such pet"}


RUN_NOTEBOOK = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], 4)
nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
print(nbformat.writes(notebook))
"""


def test_a_notebook(programs: Programs, tmp_path: Path) -> None:
    notebook = str(Path(__file__).with_name("notebook.ipynb"))
    own = {f"JUPYTER_{d}_DIR": str(tmp_path / d) for d in ("CONFIG", "DATA", "RUNTIME")}
    own["IPYTHONDIR"] = str(tmp_path / "ipython")
    with Server([page(REX, next="2"), page(BO, CLEO)]) as server:
        done = programs.run("-c", RUN_NOTEBOOK, notebook, url=server.url, more=own)
    cells = [c for c in json.loads(done.stdout)["cells"] if c["cell_type"] == "code"]
    _, first, counted, helped = ["".join(shown_by(cell)) for cell in cells]
    assert first == "Pet(id=1, name='Rex', status=<Status.AVAILABLE: 'available'>)"
    assert counted == "Counter({'available': 2, 'sold': 1})"
    assert "get_pet" in helped
    assert "NotFoundError: What is wrong." in helped


def shown_by(cell: dict[str, list[dict[str, object]]]) -> list[str]:
    """What a cell of a notebook shows below it."""
    texts: list[str] = []
    for output in cell["outputs"]:
        data = output.get("data", output)
        assert isinstance(data, dict)
        texts += data.get("text/plain") or data["text"]
    return texts


def test_a_command_line(programs: Programs) -> None:
    with Server([page(BO, next="x"), page()]) as server:
        printed = programs.program(
            "command_line.py", "list", "--status", "sold", url=server.url
        )
    assert printed == "   2  Bo\n"
    assert pairs(server.last) == {"status": "sold", "cursor": "x"}
    with Server([answer(404, PROBLEM)]) as server:
        missing = programs.run(
            "-m", "command_line", "show", "7", url=server.url, status=1
        )
    assert missing.stderr == "there is no such pet\n"


def test_a_worker(programs: Programs) -> None:
    job = {"id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "state": "running"}
    steps = [
        answer(503, Retry_After="0"),
        shown(job, 202),
        answer(502),
        shown(job),
        shown({**job, "state": "done", "pets": 7}),
    ]
    with Server(steps) as server:
        printed = programs.program("worker.py", "https://a.example/1", url=server.url)
    assert printed == "https://a.example/1 done 7\n"
    assert [r.method for r in server.requests] == ["POST", "POST", "GET", "GET", "GET"]


def test_uploads_and_downloads(programs: Programs, tmp_path: Path) -> None:
    new, old = tmp_path / "new.png", tmp_path / "old.png"
    new.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8_000)
    kept = bytes(range(256)) * 9_000
    with Server([answer(200, kept, "image/png"), answer(204)]) as server:
        printed = programs.program("photos.py", "1", str(new), str(old), url=server.url)
    assert printed == f"{len(kept)} bytes kept\n"
    assert old.read_bytes() == kept
    assert server.last.body == new.read_bytes()
    assert server.last.header("Content-Type") == "image/png"


def test_a_chat(programs: Programs) -> None:
    events = [{"kind": "delta", "text": "A good "}, {"kind": "delta", "text": "dog"}]
    text = "".join(map(event, [*events, {"kind": "finished", "words": 3}]))
    with Server([answer(200, text.encode(), "text/event-stream")]) as server:
        printed = programs.program("chat.py", "Who", "is", "Rex?", url=server.url)
    assert printed == "A good dog\n(3 words)\n"
    assert json.loads(server.last.body) == {"text": "Who is Rex?", "stream": True}


def test_an_export(programs: Programs) -> None:
    with Server([page(REX, BO, next="3"), page(CLEO)]) as server:
        printed = programs.program("export.py", url=server.url)
    assert printed.splitlines() == [
        "id,name,status,born on",
        "1,Rex,available,",
        "2,Bo,sold,2024-02-29",
        "3,Cleo,available,",
    ]
    assert pairs(server.last) == {"limit": "2", "cursor": "3"}


def test_tests_with_the_fake(programs: Programs) -> None:
    flags = ["-q", "--noconftest", "-p", "no:cacheprovider", "-c", os.devnull]
    file = str(Path(__file__).with_name("adoption_tests.py"))
    done = programs.run("-m", "pytest", *flags, file, url="http://nobody.invalid")
    assert "passed" in done.stdout


def test_null(programs: Programs) -> None:
    with Server([shown(REX)]) as server:
        printed = programs.program("return_pet.py", "1", url=server.url)
    assert printed == "Rex belongs to nobody\n"
    assert server.last.body == b'{"owner":null}'
    assert server.last.header("Content-Type") == "application/merge-patch+json"


SECURE = """
import json
import os
async def app(scope, receive, send):
    assert scope["type"] == "http", scope["type"]
    seen = {k.decode(): v.decode() for k, v in scope["headers"]}
    pet = {"id": 1, "status": "sold", "name": seen["x-signature"][:8]}
    head = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": json.dumps(pet).encode()})
"""


def test_an_own_way_to_sign_behind_a_proxy_over_http2(
    programs: Programs, tmp_path: Path
) -> None:
    (tmp_path / "secure.py").write_text(SECURE)
    programs.run("-m", "trustme", "-q", "-d", str(tmp_path), url="")
    port = servers.free_port()
    url = f"https://localhost:{port}"
    command = [
        *(str(programs.python), "-m", "hypercorn", "secure:app"),
        *("--bind", f"127.0.0.1:{port}"),
        *("--certfile", "server.pem", "--keyfile", "server.key"),
    ]
    env = {"PYTHONPATH": str(tmp_path)}
    with (
        servers.running(command, f"{url}/", tmp_path, **env),
        proxy(port) as (way, tunnel),
    ):
        own = {"PETSHOP_PROXY": way, "PETSHOP_SECRET": "of both sides"}
        own["PETSHOP_CA"] = str(tmp_path / "client.pem")
        printed = programs.program("signed.py", "1", url=url, more=own)
    assert printed == "171c271c by HTTP/2\n"
    assert tunnel.asked == [f"CONNECT localhost:{port} HTTP/1.1"]
