"""What changes in the rest of a package: authentication, servers, webhooks, client."""

from __future__ import annotations

from collections.abc import Iterator

from .change import Change, Pair
from .functions import compare_arguments, received
from .surface import Surface
from .types import Fit, difference


def client(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the client's constructor."""
    pair = Pair("Client", "/servers", "/servers")
    if old.base_url and not new.base_url:
        message = "the document names no server; base_url must be given"
        yield pair.breaking("base-url-required", message)
    elif new.base_url and not old.base_url:
        message = f"base_url may be left out; it is {new.base_url}"
        yield pair.compatible("base-url-optional", message)
    elif old.base_url != new.base_url:
        message = f"calls {new.base_url} instead of {old.base_url}"
        yield pair.internal("base-url-changed", message)


def security(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the classes of `security`."""
    for name, before in old.security.items():
        after = new.security.get(name)
        pair = Pair(
            f"security.{name}", before.pointer, after.pointer if after else None
        )
        if after is None:
            yield pair.breaking("security-removed", "is gone; imports fail")
        elif before.base != after.base:
            message = f"is a {after.base} instead of a {before.base}"
            message += "; it is constructed from other arguments"
            yield pair.breaking("security-changed", message)
        elif before.attributes != after.attributes:
            changed = sorted(
                name
                for name in {*before.attributes, *after.attributes}
                if before.attributes.get(name) != after.attributes.get(name)
            )
            message = f"authenticates with another {', '.join(changed)}"
            yield pair.internal("security-changed", message)
    for name, after in new.security.items():
        if name not in old.security:
            pair = Pair(f"security.{name}", None, after.pointer)
            yield pair.compatible("security-added", "is new")


def servers(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the functions of `servers`."""
    place = "/servers"
    fit = Fit(old.declared, new.declared, received=False)
    for name, before in old.servers.items():
        after = new.servers.get(name)
        if after is None:
            pair = Pair(f"servers.{name}", place)
            yield pair.breaking("server-removed", "is gone; imports fail")
        else:
            pair = Pair(f"servers.{name}", place, place)
            yield from compare_arguments(pair, before, after, fit)
    for name in new.servers:
        if name not in old.servers:
            pair = Pair(f"servers.{name}", None, place)
            yield pair.compatible("server-added", "is new")


def webhooks(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the functions of `webhooks`."""
    fit = Fit(new.declared, old.declared, received=True)
    for name, before in old.webhooks.items():
        after = new.webhooks.get(name)
        if after is None:
            pair = Pair(f"webhooks.{name}", before.pointer)
            yield pair.breaking("webhook-removed", "is gone; imports fail")
            continue
        pair = Pair(f"webhooks.{name}", before.pointer, after.pointer)
        if str(before.type) == str(after.type):
            continue
        message = f"gives {difference(before.type, after.type)}"
        yield received(pair, "webhook", message, fit(after.type, before.type))
    for name, after in new.webhooks.items():
        if name not in old.webhooks:
            pair = Pair(f"webhooks.{name}", None, after.pointer)
            yield pair.compatible("webhook-added", "is new")
