# Part of every client that regen generates. Do not edit.
"""What a call becomes on the wire: its address, its headers, its credentials."""

from __future__ import annotations

import platform
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from urllib.parse import urljoin

import httpx2

from .auth import Auth, Security
from .bodies import Payload, is_json
from .call import AnyCall
from .errors import MissingCredentialsError
from .params import header_text, pairs_of
from .settings import ApiInfo, Settings

Find = Callable[[type[Auth]], Auth | None]


def address_of(call: AnyCall, declared: str, explicit: str | None) -> str:
    """The URL of a call: an explicit base URL overrides the servers of the document.

    Raises ValueError where the document names no host and no base URL was given.
    """
    base = explicit or declared
    if call.server and ("://" not in call.server or not explicit):
        base = urljoin(base, call.server)
    if not base.startswith(("https://", "http://")):
        path = base if base.startswith("/") else f"/{base}" if base else ""
        raise ValueError(
            f"no host is known for {call.path}: give base_url='https://host{path}'"
        )
    base, _, base_query = base.partition("?")
    path, _, path_query = call.path.partition("#")[0].partition("?")
    given = call.query
    query = "&".join(pairs_of(given)) if isinstance(given, Mapping) else given.text()
    queries = "&".join(filter(None, (base_query, path_query, query)))
    address = f"{base.rstrip('/')}/{path.lstrip('/')}"
    return f"{address}?{queries}" if queries else address


def headers_of(
    call: AnyCall,
    settings: Settings,
    info: ApiInfo,
    payload: Payload | None,
    *,
    streaming: bool,
) -> httpx2.Headers:
    """All headers of a request but its credentials; cookies of all sides together."""
    types = tuple(call.media_types(streaming=streaming))
    chosen = call.accept if not streaming or call.accept in types else None
    found = httpx2.Headers({"Accept": chosen or accepted(types)})
    found["User-Agent"] = _user_agent(info)
    if payload is not None:
        found["Content-Type"] = payload.content_type
        if payload.length is not None:
            found["Content-Length"] = str(payload.length)
    if call.idempotency_header:
        found[call.idempotency_header] = str(uuid.uuid4())
    cookies: list[str] = []
    for values in (settings.headers, call.headers):
        for name, value in values.items():
            text = header_text(name, value)
            if text is not None and name.lower() == "cookie":
                cookies.append(text)
            elif text is not None:
                found[name] = text
    cookies += pairs_of(call.cookies)
    if cookies:
        found["Cookie"] = "; ".join(cookies)
    return found


@lru_cache(maxsize=1000)
def accepted(types: tuple[str, ...]) -> str:
    """The media types of results; JSON is preferred, for its type is known."""
    other = ";q=0.5" if any(map(is_json, types)) else ""
    named = [name if is_json(name) else f"{name}{other}" for name in types]
    return ", ".join(dict.fromkeys(named)) or "*/*"


def credentials_for(
    wanted: Security, owned: Sequence[Auth], carried: httpx2.Headers, find: Find
) -> Sequence[Auth]:
    """The credentials of the first alternative that can be met, and those of no scheme.

    Args:
        wanted: the alternatives of the operation.
        owned: the credentials that the client was given.
        carried: the headers of the request, which may have such credentials already.
        find: gives those of a scheme from the environment.

    Raises MissingCredentialsError if there are none and `()` is no alternative.
    """
    free = [auth for auth in owned if not auth.scheme]
    missing: list[str] = []
    for alternative in wanted:
        kinds = alternative if isinstance(alternative, tuple) else (alternative,)
        chosen: list[Auth] = []
        lacking: list[str] = []
        for kind in kinds:
            auth = next((auth for auth in owned if isinstance(auth, kind)), None)
            auth = auth or find(kind)
            if auth is not None:
                chosen.append(auth)
            elif not free and not kind.carried(carried):
                lacking.append(kind.__name__)
        if kinds and not lacking:
            return [*chosen, *(auth for auth in free if auth not in chosen)]
        if kinds:
            missing.append(" with ".join(kind.__name__ for kind in kinds))
    if wanted and () not in wanted:
        raise MissingCredentialsError(
            f"this operation needs {' or '.join(missing)}; give it to the client, or "
            "Auth() if the server wants no credentials"
        )
    return free


@cache
def _user_agent(info: ApiInfo) -> str:
    version = re.sub(r"[^\w.+-]", "_", info.version, flags=re.ASCII)
    python = platform.python_version()
    return f"{info.package}/{version} python/{python} httpx2/{httpx2.__version__}"
