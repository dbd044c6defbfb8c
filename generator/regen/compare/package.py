"""What changes in the rest of a package: authentication, servers, webhooks, client."""

from __future__ import annotations

from collections.abc import Iterator

from regen.outputs.python.surface import Scheme, Surface

from .assignability import Fit, difference
from .change import Change, Pair
from .functions import compare_arguments, received


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
    there = {scheme.name: scheme for scheme in old.security}
    here = {scheme.name: scheme for scheme in new.security}
    for name, before in there.items():
        after = here.get(name)
        place = after.pointer if after else None
        pair = Pair(f"security.{name}", before.pointer, place)
        if after is None:
            yield pair.breaking("security-removed", "is gone; imports fail")
        elif before.base != after.base:
            message = f"is a {after.base} instead of a {before.base}"
            message += "; it is constructed from other arguments"
            yield pair.breaking("security-changed", message)
        elif changed := sorted(_constants(before, after)):
            message = f"authenticates with another {', '.join(changed)}"
            yield pair.internal("security-changed", message)
    for name, after in here.items():
        if name not in there:
            pair = Pair(f"security.{name}", None, after.pointer)
            yield pair.compatible("security-added", "is new")


def _constants(before: Scheme, after: Scheme) -> set[str]:
    """The constants that differ; the name in the document is none to callers."""
    one, other = (
        {each.name: each.value for each in scheme.constants if each.name != "scheme"}
        for scheme in (before, after)
    )
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def servers(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the functions of `servers`."""
    place = "/servers"
    fit = Fit(old.declared, new.declared, received=False)
    there = {function.name: function for function in old.servers}
    here = {function.name: function for function in new.servers}
    for name, before in there.items():
        after = here.get(name)
        if after is None:
            pair = Pair(f"servers.{name}", place)
            yield pair.breaking("server-removed", "is gone; imports fail")
        else:
            pair = Pair(f"servers.{name}", place, place)
            yield from compare_arguments(pair, before.arguments, after.arguments, fit)
    for name in here:
        if name not in there:
            pair = Pair(f"servers.{name}", None, place)
            yield pair.compatible("server-added", "is new")


def webhooks(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the functions of `webhooks`."""
    fit = Fit(new.declared, old.declared, received=True)
    there = {function.name: function for function in old.webhooks}
    here = {function.name: function for function in new.webhooks}
    for name, before in there.items():
        after = here.get(name)
        if after is None:
            pair = Pair(f"webhooks.{name}", before.pointer)
            yield pair.breaking("webhook-removed", "is gone; imports fail")
            continue
        pair = Pair(f"webhooks.{name}", before.pointer, after.pointer)
        if before.type == after.type:
            continue
        message = f"gives {difference(before.type, after.type)}"
        yield received(pair, "webhook", message, fit(after.type, before.type))
    for name, after in here.items():
        if name not in there:
            pair = Pair(f"webhooks.{name}", None, after.pointer)
            yield pair.compatible("webhook-added", "is new")
