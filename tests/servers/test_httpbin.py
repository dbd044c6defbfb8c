"""httpbin: a Swagger 2.0 document that declares neither bodies nor content."""

from __future__ import annotations

import asyncio
import io
import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest

from . import kit

VALUES = {
    "n": 3,
    "offset": 0,
    "numbytes": 8,
    "delay": 0,
    "codes": 200,
    "value": "aGVsbG8=",
    "anything": "x",
    "name": "n",
    "url": "/get",
    "etag": "v1",
    "user": "ada",
    "passwd": "secret",
    "qop": "auth",
    "algorithm": "MD5",
    "stale_after": "never",
}
MORE: dict[str, dict[str, Any]] = {
    "/cache/{value}": {"value": 3},
    "/drip": {"duration": 0.1, "delay": 0.0},
}
UNLIKE_ITS_DOCUMENT = {
    # The document has no security scheme; whoever calls these without one is refused.
    "/basic-auth/{user}/{passwd}": "401",
    "/bearer": "401",
    "/digest-auth/{qop}/{user}/{passwd}": "401",
    "/digest-auth/{qop}/{user}/{passwd}/{algorithm}": "401",
    "/digest-auth/{qop}/{user}/{passwd}/{algorithm}/{stale_after}": "401",
    "/hidden-basic-auth/{user}/{passwd}": "404",
    # It asks what image is wanted, and the document says nothing that could be asked.
    "/image": "406",
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    python = kit.environment("httpbin", "httpbin", "flasgger")
    port = kit.free_port()
    url = f"http://127.0.0.1:{port}"
    flask = [str(python), "-m", "flask", "--app", "httpbin", "run", "--port", str(port)]
    folder = tmp_path_factory.mktemp("httpbin_server")
    with kit.running(flask, f"{url}/spec.json", folder):
        yield url


@pytest.fixture(scope="module")
def httpbin(url: str, tmp_path_factory: pytest.TempPathFactory) -> kit.Generated:
    folder = tmp_path_factory.mktemp("httpbin")
    return kit.generate(f"{url}/spec.json", folder, "httpbin_client")


def test_every_get(httpbin: kit.Generated, url: str) -> None:
    with httpbin.package.Client(base_url=url, strict=True, retries=0) as client:
        assert httpbin.sweep(client, VALUES, MORE) == UNLIKE_ITS_DOCUMENT


def test_a_program(httpbin: kit.Generated, url: str) -> None:
    """The document declares no content: what came is read from the response."""
    methods = httpbin.module("http_methods")
    with httpbin.package.Client(base_url=url, strict=True) as client:
        seen = client.exchange(methods.get_get.call()).json()
        assert seen["url"] == f"{url}/get"
        assert seen["headers"]["User-Agent"].startswith("httpbin_client/")

        # Bodies that the document does not know are sent as calls of one's own.
        body = {"name": "Grüße", "of": [1, 2.5, None]}
        created = client.send(post(httpbin, "json", body))
        assert created["json"] == body
        form = {"a": ["1", "2"], "b": "x y"}
        assert client.send(post(httpbin, "form", form))["form"] == form

        for change in (methods.put_put, methods.patch_patch, methods.delete_delete):
            assert client.exchange(change.call()).status == 200

        with pytest.raises(httpbin.package.StatusError) as failed:
            httpbin.module("status_codes").get_status_codes(client, 418)
        assert failed.value.status == 418
        assert "teapot" in failed.value.body


def test_uploads_and_downloads(httpbin: kit.Generated, url: str) -> None:
    content = bytes(range(256)) * 4_000
    with httpbin.package.Client(base_url=url) as client:
        back = client.send(post(httpbin, "file", io.BytesIO(content)))
        sent = f"data:application/octet-stream;base64,{b64encode(content).decode()}"
        assert back["files"] == {"file": sent}

        images = httpbin.module("images")
        with client.stream(images.get_image_png.call()) as response:
            assert response.headers["content-type"] == "image/png"
            assert b"".join(response.iter_bytes())[:8] == b"\x89PNG\r\n\x1a\n"
        data = httpbin.module("dynamic_data")
        with client.stream(data.get_stream_n.call(5)) as response:
            numbers = [json.loads(line)["id"] for line in response.iter_lines()]
            assert numbers == [0, 1, 2, 3, 4]
        formats = httpbin.module("response_formats")
        for name in ("gzip", "deflate"):  # brotli needs an extra of httpx2
            call = getattr(formats, f"get_{name}").call()
            assert client.exchange(call).json()["method"] == "GET"


def test_credentials_redirects_and_cookies(httpbin: kit.Generated, url: str) -> None:
    auth, redirects = httpbin.module("auth"), httpbin.module("redirects")
    package = httpbin.package
    basic = {"Authorization": f"Basic {b64encode(b'ada:secret').decode()}"}
    with package.Client(base_url=url, headers=basic, strict=True) as client:
        shown = client.exchange(auth.get_basic_auth_user_passwd.call("ada", "secret"))
        assert shown.json()["user"] == "ada"
        with pytest.raises(package.UnauthorizedError) as refused:
            auth.get_basic_auth_user_passwd(client, "eve", "secret")
        assert "YWRhOnNlY3JldA" not in str(refused.value)
        end = client.exchange(redirects.get_redirect_n.call(3))
        assert str(end.http_response.url) == f"{url}/get"
        set_cookies = httpbin.module("cookies").get_cookies_set_name_value
        set_cookies(client, "session", "of-somebody-else")
        # Calls that share a pool do not share a session.
        kept = client.exchange(httpbin.module("cookies").get_cookies.call())
        assert kept.json() == {"cookies": {}}


def test_many_at_once(httpbin: kit.Generated, url: str) -> None:
    data = httpbin.module("dynamic_data")

    async def main() -> list[str]:
        async with httpbin.package.AsyncClient(base_url=url, strict=True) as client:
            calls = (client.exchange(data.get_uuid.call()) for _ in range(40))
            responses = await asyncio.gather(*calls)
        return [response.json()["uuid"] for response in responses]

    assert len(set(asyncio.run(main()))) == 40


def test_a_deadline_holds(httpbin: kit.Generated, url: str) -> None:
    drip = httpbin.module("dynamic_data").get_drip
    with httpbin.package.Client(base_url=url, retries=0, deadline=0.3) as client:
        with pytest.raises(httpbin.package.RequestTimeoutError):
            drip(client, duration=5.0, numbytes=5, delay=0.0)
        assert drip.call().path == "/drip"


def post(httpbin: kit.Generated, kind: str, value: Any) -> Any:
    """A call of POST /post with a body, whose result is what the server saw."""
    runtime = httpbin.runtime
    bodies = {
        "json": lambda: runtime("bodies").JsonBody(value),
        "form": lambda: runtime("forms").FormBody(value),
        "file": lambda: runtime("forms").MultipartBody({"file": value}),
    }
    return httpbin.package.Call(
        "POST", "/post", body=bodies[kind](), results={200: Any}
    )
