"""What the tests of the runtime share: clients of a package named demo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from demo_client._runtime import (
    ApiInfo,
    ApiKey,
    BaseAsyncClient,
    Call,
    HttpBearer,
    SyncClient,
)
from demo_client._runtime.retry import Retry

INFO = ApiInfo("demo", "1.2.3", "")
QUICK = Retry(first_wait=0.0)
SECRET = "s3cret-token-of-the-tests"


class Client(SyncClient):
    info = INFO


class AsyncClient(BaseAsyncClient):
    info = INFO


class Bearer(HttpBearer):
    scheme = "bearer"


class QueryKey(ApiKey):
    scheme = "queryKey"
    location = "query"
    name = "api_key"


class HeaderKey(ApiKey):
    scheme = "headerKey"
    name = "X-Key"
    prefix = "Token"


class CookieKey(ApiKey):
    scheme = "cookieKey"
    location = "cookie"
    name = "session"


Exchange = Callable[..., Any]


def blocking(call: Call[Any], url: str, auth: Any = None, **options: Any) -> Any:
    """Exchanges a call with a blocking client."""
    options = {"retries": QUICK, **options}
    with Client(auth, base_url=url, **options) as client:
        return client.exchange(call)


def asynchronous(call: Call[Any], url: str, auth: Any = None, **options: Any) -> Any:
    """Exchanges a call with an asynchronous client."""
    options = {"retries": QUICK, **options}

    async def main() -> Any:
        async with AsyncClient(auth, base_url=url, **options) as client:
            return await client.exchange(call)

    return asyncio.run(main())


BOTH: Sequence[Exchange] = (blocking, asynchronous)
