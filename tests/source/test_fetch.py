"""Downloads: which hosts, how long, how much, and what becomes of faults."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from regen.source import remote
from regen.source.remote import FetchError, is_public

from tests.runtime.server import Server, answer

BODY = b"openapi: 3.1.0\n"
PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "0.0.0.0",
    "::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",  # IPv4-compatible
    "64:ff9b::7f00:1",  # NAT64
    "64:ff9b:1::a9fe:a9fe",
    "64:ff9b:1:7f00:1:101:101:101",  # which the end of the address hides
    "::ffff:0:127.0.0.1",  # IPv4-translated
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "255.255.255.255",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "2002:7f00:1::",  # 6to4
    "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
    "fe80::1",
    "fec0::1",
    "fd00::1",
    "ff02::1",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_private_addresses_in_every_spelling(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_public_addresses(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def test_a_url_that_the_user_named_may_be_private() -> None:
    with Server([answer(200, BODY)]) as server:
        assert remote.fetch(f"{server.url}/a.yaml", named=True) == BODY


def test_a_url_of_a_document_may_not() -> None:
    with Server([answer(200, BODY)]) as server:
        with pytest.raises(FetchError, match="private host"):
            remote.fetch(f"{server.url}/a.yaml")
        assert server.connections == 0


def test_a_redirect_to_a_private_host_is_refused() -> None:
    with Server([answer(200, BODY)]) as private:
        target = f"http://localhost:{private.port}/secret"
        with (
            Server([answer(302, Location=target)]) as server,
            pytest.raises(FetchError, match="private host"),
        ):
            remote.fetch(server.url, named=True)
        assert private.connections == 0


def test_a_redirect_to_the_same_origin_is_followed() -> None:
    with Server([answer(302, Location="/b.yaml"), answer(200, BODY)]) as server:
        headers = {"Authorization": "Bearer token"}
        assert remote.fetch(server.url, named=True, headers=headers) == BODY
        assert server.last.target == "/b.yaml"
        assert server.last.header("Authorization") == "Bearer token"


def test_redirects_end() -> None:
    with (
        Server([answer(302, Location="/")]) as server,
        pytest.raises(FetchError, match="more than 5 times"),
    ):
        remote.fetch(server.url, named=True)
    assert len(server.requests) == remote.MAX_REDIRECTS + 1


@contextmanager
def names(table: dict[str, list[str]]) -> Iterator[list[str]]:
    """Names resolve as a hostile DNS server answers: another address each time."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *more: object, **options: object) -> object:
        if host in table:
            asked.append(host)
            host = table[host][min(len(asked), len(table[host])) - 1]
        return real(host, port, *more, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", lookup)
        yield asked


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that turns private after the check (DNS rebinding) leads nowhere else."""
    monkeypatch.setattr(
        remote, "is_public", lambda address: str(address) == "127.0.0.2"
    )
    with (
        Server([answer(200, BODY)]) as server,
        names({"rebinding.example": ["127.0.0.2", "127.0.0.1"]}) as asked,
        pytest.raises(FetchError, match="cannot be read"),
    ):
        remote.fetch(f"http://rebinding.example:{server.port}/")
    assert asked == ["rebinding.example"]
    assert server.connections == 0


def test_the_host_is_named_although_its_address_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote, "is_public", lambda address: True)
    with (
        Server([answer(200, BODY)]) as server,
        names({"public.example": ["127.0.0.1"]}),
    ):
        url = f"http://public.example:{server.port}/"
        assert remote.fetch(url) == BODY
        assert server.last.header("Host") == f"public.example:{server.port}"


def test_a_body_that_ends_early_is_an_error() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n"

    def play(connection: socket.socket) -> None:
        connection.sendall(head + BODY)
        connection.shutdown(socket.SHUT_WR)

    with Server([play]) as server, pytest.raises(FetchError, match="cannot be read"):
        remote.fetch(server.url, named=True)


def drip_headers(connection: socket.socket, stop: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while not stop.wait(0.05):
        connection.sendall(b"a")


def drip_body(connection: socket.socket, stop: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not stop.wait(0.05):
        connection.sendall(b"a")


@pytest.mark.parametrize("drip", [drip_headers, drip_body])
def test_a_server_that_drips_has_a_bound(
    drip: Callable[[socket.socket, threading.Event], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote, "DOWNLOAD_SECONDS", 0.5)
    stop = threading.Event()
    start = time.monotonic()
    with Server([lambda connection: drip(connection, stop)]) as server:
        with pytest.raises(FetchError, match="more than"):
            remote.fetch(server.url, named=True)
        stop.set()
    assert time.monotonic() - start < 10


def test_what_is_too_large_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote, "MAX_DOWNLOAD", 10)
    with (
        Server([answer(200, BODY)]) as server,
        pytest.raises(FetchError, match="larger than 10 bytes"),
    ):
        remote.fetch(server.url, named=True)


def test_the_files_of_a_document_are_bounded_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server([answer(200, BODY)] * 6) as server:
        monkeypatch.setattr(remote, "MAX_DOWNLOADS", 2)
        downloads = remote.Downloads()
        for _ in range(2):
            assert downloads.fetch(server.url, named=True) == BODY
        with pytest.raises(FetchError, match="more than 2 files"):
            downloads.fetch(server.url, named=True)
        monkeypatch.setattr(remote, "MAX_DOWNLOAD", 2 * len(BODY) - 1)
        downloads = remote.Downloads()
        assert downloads.fetch(server.url, named=True) == BODY
        with pytest.raises(FetchError, match="files before it, larger than"):
            downloads.fetch(server.url, named=True)
        monkeypatch.setattr(remote, "DOWNLOADS_SECONDS", 0)
        with pytest.raises(FetchError, match="took more than 0 seconds"):
            remote.Downloads().fetch(server.url, named=True)
        assert len(server.requests) == 4


@pytest.mark.parametrize("url", ["ftp://a/b", "file:///etc/passwd", "http://", "a"])
def test_other_urls(url: str) -> None:
    with pytest.raises(FetchError):
        remote.fetch(url, named=True)


def test_an_answer_without_success() -> None:
    with (
        Server([answer(404, b"no")]) as server,
        pytest.raises(FetchError, match="answered 404"),
    ):
        remote.fetch(server.url, named=True)


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server([answer(200, BODY)]) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert remote.fetch("http://internal.example/a.yaml", named=True) == BODY
        assert proxy.last.target == "http://internal.example/a.yaml"


def test_headers_do_not_follow_a_redirect_to_another_origin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote, "is_public", lambda address: True)
    with Server([answer(200, BODY)]) as other:
        with Server([answer(302, Location=f"{other.url}/b.yaml")]) as server:
            headers = {"Authorization": "Bearer token", "X-Key": "key"}
            assert remote.fetch(server.url, named=True, headers=headers) == BODY
            assert server.last.header("Authorization") == "Bearer token"
        assert other.last.header("Authorization") is None
        assert other.last.header("X-Key") is None
