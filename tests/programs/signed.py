"""The shop behind a proxy, over HTTP/2, with requests that are signed."""

from __future__ import annotations

import hashlib
import hmac
import os
import ssl
import sys
from collections.abc import Sequence

import httpx2
from petshop import Auth, Client
from petshop.operations.pets import get_pet


class Signature(Auth):
    """Signs method and path; takes the place of the API key of the document."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def apply(self, request: httpx2.Request) -> Sequence[str]:
        text = f"{request.method} {request.url.path}".encode()
        signature = hmac.new(self._secret, text, hashlib.sha256).hexdigest()
        request.headers["X-Signature"] = signature
        return [signature]


with Client(
    Signature(os.environ["PETSHOP_SECRET"].encode()),
    base_url=os.environ["PETSHOP_URL"],
    proxy=os.environ["PETSHOP_PROXY"],
    verify=ssl.create_default_context(cafile=os.environ["PETSHOP_CA"]),
    http2=True,
) as client:
    response = client.exchange(get_pet.call(int(sys.argv[1])))
    print(response.value.name, "by", response.http_response.http_version)
