"""Names functions and arguments, of operations, webhooks and servers; and schemes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from regen import ir
from regen.diagnostics import Diagnostic
from regen.ir import ParameterLocation as In

from . import forms, pins, words
from .forms import (
    ARGUMENTS,
    CLIENT,
    FUNCTIONS,
    SECURITY,
    SERVER_FUNCTIONS,
    WEBHOOK_FUNCTIONS,
)
from .names import (
    Claim,
    OperationName,
    ParameterKey,
    ResourceName,
    ServerName,
    assign,
    renamed,
)

_LOCATIONS = {In.PATH: 0, In.QUERY: 2, In.QUERYSTRING: 4, In.HEADER: 6, In.COOKIE: 8}
_SERVER_NOISE = frozenset(
    ["a", "an", "api", "base", "endpoint", "environment", "env", "server", "the", "url"]
)
_NUMBER = re.compile(r"^\W*\d+\s*[.):_-]+\s*(?=\w)")
_WORD_OF_MODULE = re.compile("_([a-z])")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def name_operations(
    api: ir.Api, pinned: Any
) -> tuple[dict[str, OperationName], list[Diagnostic]]:
    """Module, function and arguments of every operation.

    A function is unique in its module. An operation that moves to another module is
    named there like a new one, so that it takes no name from those that stayed.
    """
    places = _old_places(pinned)
    modules = {
        item.id: _module(item, places.get(item.id, ("", ""))[0])
        for item in api.operations
    }
    old = {
        id_: function
        for id_, (module, function) in places.items()
        if module == modules.get(id_)
    }
    shorten = not any(
        item.name_hint and old.get(item.id) == forms.function(item.id)
        for item in api.operations
    )
    claims: dict[str, list[Claim[str]]] = {}
    for item in api.operations:
        module = modules[item.id]
        text = item.name_hint if shorten and item.name_hint else item.id
        claims.setdefault(module, []).append(_function_claim(item, text, module))
    functions: dict[str, str] = {}
    for wanted in claims.values():
        functions |= assign(wanted, FUNCTIONS, old)
    names = {
        item.id: OperationName(
            modules[item.id],
            functions[item.id],
            _arguments(item, functions[item.id], pinned),
        )
        for item in api.operations
    }
    every = (claim for wanted in claims.values() for claim in wanted)
    return names, renamed("operation", every, functions)


def _old_places(pinned: Any) -> dict[str, tuple[str, str]]:
    """The pinned module and function of each operation."""
    places = {
        id_: str(place).partition(".")
        for id_, place in pins.section(pinned, "operations").items()
    }
    functions = pins.valid({id_: place[2] for id_, place in places.items()})
    return {id_: (places[id_][0], function) for id_, function in functions.items()}


def _module(item: ir.Operation, old: str) -> str:
    """The first tag; without a telling one, the first telling segment of the path.

    Operations of one module need not have one tag: `Pets` and `pets` come together. The
    number in `01. Pets` orders tags and does not name them; a module has no name in
    another script than ASCII.

    Args:
        old: the module of an earlier run, which may have made more of the tag.
    """
    if not item.tags:
        return forms.path_module(item.path_template)
    tag = item.tags[0]
    whole = forms.module(tag, "tag")
    if old == whole:
        return old
    telling = _NUMBER.sub("", tag)
    if not any(char.isascii() and char.isalnum() for char in telling):
        found = forms.path_module(item.path_template)
        return found if found != "default" else whole
    return forms.module(telling, "tag")


def _function_claim(item: ir.Operation, text: str, module: str) -> Claim[str]:
    name = forms.function(text)
    rank = 0 if name == text else 1
    return Claim(item.id, name, partial(_other_functions, item, name, module), rank)


def _other_functions(item: ir.Operation, name: str, module: str) -> tuple[str, ...]:
    """The name behind its method, behind its tag, and at last method and path."""
    method = item.method.lower()
    place = words.snake((method, *words.split(item.path_template)))
    others = [
        *([f"{method}_{name}"] if not name.startswith(f"{method}_") else []),
        *([f"{module}_{name}"] if not name.startswith(module) else []),
        place,
    ]
    return tuple(words.capped(other) for other in others if other.isidentifier())


def _arguments(
    item: ir.Operation, function: str, pinned: Any
) -> dict[ParameterKey, str]:
    claims = []
    for parameter in item.parameters:
        wire = parameter.name
        name = forms.argument(parameter.name_hint or wire)
        others = partial(_other_arguments, wire, name, parameter.location)
        rank = _LOCATIONS[parameter.location] + (name != wire)
        claims.append(Claim((parameter.location, wire), name, others, rank))
    old = pins.valid(pins.section(pinned, "arguments", item.id)) if pinned else {}
    return assign(
        claims,
        ARGUMENTS | {function},
        {
            claim.key: old[key]
            for claim in claims
            if (key := pins.argument(*claim.key)) in old
        },
    )


def _other_arguments(wire: str, name: str, location: In) -> tuple[str, ...]:
    """The name with its location, or its symbols spelled: `since<` is since_less."""
    behind = words.capped(f"{name.rstrip('_')}_{location.value}")
    spelled = forms.spelled(wire, "param")
    return (behind, spelled) if {*"<>"}.isdisjoint(wire) else (spelled, behind)


def name_webhooks(api: ir.Api, pinned: Any) -> dict[str, str]:
    """The function of every webhook and callback, by pointer."""
    claims = [
        Claim(
            hook.pointer,
            name := forms.webhook(hook.id),
            partial(_other_webhooks, name, hook.method.lower()),
        )
        for hook in api.incoming()
    ]
    old = pins.valid(pins.section(pinned, "webhooks"))
    return assign(claims, WEBHOOK_FUNCTIONS, old)


def _other_webhooks(name: str, method: str) -> tuple[str, ...]:
    return (f"{name.rstrip('_')}_{method}",) if method.isidentifier() else ()


def name_security(api: ir.Api, pinned: Any) -> tuple[dict[str, str], list[Diagnostic]]:
    """The class of every security scheme."""
    claims = []
    for scheme in api.security:
        name = forms.class_name((scheme.name,), "Auth")
        others = partial(_other_schemes, name)
        claims.append(Claim(scheme.name, name, others, int(name != scheme.name)))
    old = pins.valid(pins.section(pinned, "security"))
    classes = assign(claims, SECURITY, old)
    return classes, renamed("security scheme", claims, classes)


def _other_schemes(name: str) -> tuple[str, ...]:
    return (name if name.endswith("Auth") else f"{name}Auth", f"{name}Scheme")


def name_servers(servers: Iterable[ir.Server]) -> tuple[ServerName, ...]:
    """The function of every server: its name, a short description or its host."""
    servers = tuple(servers)
    claims = [
        Claim(index, forms.server(_server_words(server), f"server_{index + 1}"))
        for index, server in enumerate(servers)
    ]
    functions = assign(claims, SERVER_FUNCTIONS)
    return tuple(
        ServerName(functions[index], _variables(server))
        for index, server in enumerate(servers)
    )


def _server_words(server: ir.Server) -> tuple[str, ...]:
    for text in (server.name, server.doc.summary, server.doc.description):
        found = words.split(text)
        telling = tuple(word for word in found if word.lower() not in _SERVER_NOISE)
        if telling and len(telling) <= 4:
            return telling
    return words.split(_SCHEME.sub("", server.url))[:8]


def _variables(server: ir.Server) -> Mapping[str, str]:
    claims = [
        Claim(
            item.name,
            forms.argument(item.name),
            rank=int(item.name != forms.argument(item.name)),
        )
        for item in server.variables
    ]
    return assign(claims, SERVER_FUNCTIONS)


def name_resources(modules: Iterable[str]) -> dict[str, ResourceName]:
    """The operations of each module as methods of a client.

    The names follow from that of the module alone, which is pinned. `send` becomes
    `send_`, because a client has that already; `v1_0` is `V1_0Resource`, because
    another module may be `v10`.
    """
    found: dict[str, ResourceName] = {}
    for name in modules:
        attribute = f"{name}_" if name in CLIENT else name
        own = _WORD_OF_MODULE.sub(lambda match: match[1].upper(), f"_{name}")
        found[name] = ResourceName(attribute, f"{own.rstrip('_')}Resource")
    return found
