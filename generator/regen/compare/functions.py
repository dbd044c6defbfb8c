"""Compares the functions of two packages, and the rest of their clients.

The rest is authentication, servers, webhooks and the client itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from regen.outputs.python.expressions import NONE, Expression
from regen.outputs.python.surface import Argument, Function, Scheme, Surface

from .assignability import Fit, difference, without_none
from .change import Change, Pair

_VARIABLE = re.compile(r"\{[^{}]*\}")


def functions(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the functions of `operations`."""
    before = {(item.module, item.name): item for item in old.functions}
    after = {(item.module, item.name): item for item in new.functions}
    gone = [item for key, item in before.items() if key not in after]
    added = [item for key, item in after.items() if key not in before]
    arrived = {item.id: item for item in added}
    moved = [(item, arrived[item.id]) for item in gone if item.id in arrived]
    yield from _comings_and_goings(
        [item for item in gone if item.id not in arrived],
        [item for item in added if item.id not in {left.id for left, _ in moved}],
    )
    stayed = [(item, after[key]) for key, item in before.items() if key in after]
    for one, other in (*moved, *stayed):
        yield from _function(one, other, old, new)


def _comings_and_goings(
    gone: list[Function], added: list[Function]
) -> Iterator[Change]:
    successors = {_request(item): item for item in added}
    predecessors = {_request(item): item for item in gone}
    for item in gone:
        message = f"is gone; it was {_sent(item)}"
        if successor := successors.get(_request(item)):
            message += f", which is {_subject(successor)} now: renamed?"
        pair = Pair(_subject(item), item.pointer)
        yield pair.breaking("function-removed", message)
    for item in added:
        message = f"is new; it is {_sent(item)}"
        if predecessor := predecessors.get(_request(item)):
            message += f", which was {_subject(predecessor)}: renamed?"
        pair = Pair(_subject(item), None, item.pointer)
        yield pair.compatible("function-added", message)


def _subject(function: Function) -> str:
    return f"operations.{function.module}.{function.name}"


def _sent(function: Function) -> str:
    return f"{function.method} {function.path}"


def _request(function: Function) -> str:
    """Method and path, whatever the variables of the path are called."""
    return _VARIABLE.sub("{}", _sent(function))


def _function(
    old: Function, new: Function, before: Surface, after: Surface
) -> Iterator[Change]:
    pair = Pair(_subject(new), old.pointer, new.pointer)
    if _subject(old) != _subject(new):
        message = f"was {_subject(old)}; imports from there fail"
        yield pair.breaking("function-moved", message)
    if _request(old) != _request(new):
        message = f"sends {_sent(new)} instead of {_sent(old)}"
        yield pair.internal("request-changed", message)
    if new.deprecated and not old.deprecated:
        yield pair.compatible("function-deprecated", "is deprecated")
    given = Fit(before.declared, after.declared, received=False)
    yield from compare_arguments(pair, old.arguments, new.arguments, given)
    taken = Fit(after.declared, before.declared, received=True)
    yield from _results(pair, old, new, taken)
    yield from _errors(pair, old, new, taken)
    yield from _security(pair, old, new)


def compare_arguments(
    pair: Pair,
    old: tuple[Argument, ...],
    new: tuple[Argument, ...],
    fit: Fit,
) -> Iterator[Change]:
    """Changes of the arguments of a function."""
    before, after = _by_name(old), _by_name(new)

    def part(name: str) -> Pair:
        there = before[name].pointer or pair.old if name in before else None
        here = after[name].pointer or pair.new if name in after else None
        return pair.part(f"({name})", there, here)

    for name in before:
        if name not in after:
            message = "is gone; calls that give it fail"
            yield part(name).breaking("argument-removed", message)
    for name, argument in after.items():
        if name in before:
            yield from _argument(part(name), before[name], argument, fit)
        elif argument.default is not None:
            message = f"is new: {argument}"
            yield part(name).compatible("argument-added", message)
        else:
            message = f"is new and required ({argument}); calls without it fail"
            yield part(name).breaking("argument-added", message)
    if _order(before, after) != _order(after, before):
        message = f"positional arguments are ({', '.join(_order(after, before))}) now"
        yield pair.breaking("arguments-reordered", message)


def _by_name(arguments: tuple[Argument, ...]) -> dict[str, Argument]:
    return {argument.name: argument for argument in arguments}


def _order(own: Mapping[str, Argument], other: Mapping[str, Argument]) -> list[str]:
    """The positional arguments of one function that the other has as well."""
    return [
        name
        for name, argument in own.items()
        if name in other and not (argument.keyword_only or other[name].keyword_only)
    ]


def _argument(
    pair: Pair, before: Argument, after: Argument, fit: Fit
) -> Iterator[Change]:
    if after.keyword_only and not before.keyword_only:
        message = "must be given by keyword; calls that give it by position fail"
        yield pair.breaking("argument-keyword-only", message)
    if before.default is not None and after.default is None:
        message = "is required; calls without it fail"
        yield pair.breaking("argument-required", message)
    elif after.default is not None and before.default is None:
        yield pair.compatible("argument-optional", "may be left out")
    elif after.default != before.default:
        message = f"defaults to {after.default} instead of {before.default}"
        yield pair.internal("default-changed", message)
    there, here = before.type, after.type
    if before.default == NONE:
        there = without_none(there)
    if after.default == NONE:
        here = without_none(here)
    if str(there) == str(here):
        return
    message = f"is {difference(there, here)}"
    if fit(there, here):
        yield pair.compatible("argument-widened", message)
    else:
        message += "; calls that give what is not accepted any more fail"
        yield pair.breaking("argument-narrowed", message)


def _results(pair: Pair, old: Function, new: Function, fit: Fit) -> Iterator[Change]:
    pages = (old.call.name, new.call.name) == ("Call", "PagedCall")
    if old.call != new.call and not pages:
        message = f"gives a {new.call} instead of a {old.call}"
        yield pair.breaking("result-changed", message)
        return
    if pages:
        message = f"has pages: {new.name}.items(client)"
        yield pair.compatible("pages-added", message)
    for there, here in zip(old.results, new.results, strict=False):
        if str(there) == str(here):
            continue
        yield received(
            pair, "result", f"gives {difference(there, here)}", fit(here, there)
        )


def _errors(pair: Pair, old: Function, new: Function, fit: Fit) -> Iterator[Change]:
    before = {failure.status: failure.body for failure in old.failures}
    after = {failure.status: failure.body for failure in new.failures}
    for status in sorted({*before, *after}):
        there, here = _error(before, status), _error(after, status)
        if there == here:
            if status not in before:
                message = f"is documented to fail with {status}"
                yield pair.internal("error-documented", message)
        elif there is None:
            message = f"decodes the body of {status}: {here}"
            yield pair.compatible("error-added", message)
        elif here is None:
            message = f"decodes the body of {status} no more; it was {there}"
            yield pair.breaking("error-removed", message)
        else:
            message = f"the body of {status} is {difference(there, here)}"
            yield received(pair, "error", message, fit(here, there))


def received(pair: Pair, what: str, message: str, fits: bool) -> Change:
    """The change of something that callers read; it may only become narrower."""
    if fits:
        return pair.compatible(f"{what}-narrowed", message)
    message += "; code that reads it may fail"
    return pair.breaking(f"{what}-changed", message)


def _error(bodies: Mapping[str, Expression | None], status: str) -> Expression | None:
    """The type of an error body: by its status, by the range, or by `default`."""
    for key in (status, f"{status[0]}XX", "default"):
        if key in bodies:
            return bodies[key]
    return None


def _security(pair: Pair, old: Function, new: Function) -> Iterator[Change]:
    for needed in sorted(old.security, key=sorted):
        if not any(accepted <= needed for accepted in new.security):
            message = f"no longer accepts {_credentials(needed)}; it needs "
            message += " or ".join(map(_credentials, sorted(new.security, key=sorted)))
            yield pair.breaking("security-tightened", message)
    for accepted in sorted(new.security - old.security, key=sorted):
        if not any(accepted >= needed for needed in old.security):
            message = f"accepts {_credentials(accepted)}, too"
            yield pair.compatible("security-widened", message)


def _credentials(classes: frozenset[str]) -> str:
    return " with ".join(sorted(classes)) or "calls without credentials"


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
