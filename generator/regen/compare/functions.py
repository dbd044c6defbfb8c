"""What changes for those who call operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from regen.outputs.python.lines import Argument, Node

from .change import Change, Pair
from .surface import Function, Surface
from .types import Fit, difference, without_none

_VARIABLE = re.compile(r"\{[^{}]*\}")
_POSITIONAL, _KEYWORD = "positional", "keyword"


def functions(old: Surface, new: Surface) -> Iterator[Change]:
    """Changes of the functions of `operations`."""
    gone = [item for key, item in old.functions.items() if key not in new.functions]
    added = [item for key, item in new.functions.items() if key not in old.functions]
    arrived = {item.id: item for item in added}
    moved = [(item, arrived[item.id]) for item in gone if item.id in arrived]
    yield from _comings_and_goings(
        [item for item in gone if item.id not in arrived],
        [item for item in added if item.id not in {left.id for left, _ in moved}],
    )
    stayed = [
        (item, new.functions[key])
        for key, item in old.functions.items()
        if key in new.functions
    ]
    for before, after in (*moved, *stayed):
        yield from _function(before, after, old, new)


def _comings_and_goings(
    gone: list[Function], added: list[Function]
) -> Iterator[Change]:
    successors = {_request(item): item for item in added}
    predecessors = {_request(item): item for item in gone}
    for item in gone:
        message = f"is gone; it was {item.request}"
        if successor := successors.get(_request(item)):
            message += f", which is {_subject(successor)} now: renamed?"
        pair = Pair(_subject(item), item.pointer)
        yield pair.breaking("function-removed", message)
    for item in added:
        message = f"is new; it is {item.request}"
        if predecessor := predecessors.get(_request(item)):
            message += f", which was {_subject(predecessor)}: renamed?"
        pair = Pair(_subject(item), None, item.pointer)
        yield pair.compatible("function-added", message)


def _subject(function: Function) -> str:
    return f"operations.{function.module}.{function.name}"


def _request(function: Function) -> str:
    """Method and path, whatever the variables of the path are called."""
    return _VARIABLE.sub("{}", function.request)


def _function(
    old: Function, new: Function, before: Surface, after: Surface
) -> Iterator[Change]:
    pair = Pair(_subject(new), old.pointer, new.pointer)
    if _subject(old) != _subject(new):
        message = f"was {_subject(old)}; imports from there fail"
        yield pair.breaking("function-moved", message)
    if _request(old) != _request(new):
        message = f"sends {new.request} instead of {old.request}"
        yield pair.internal("request-changed", message)
    if new.deprecated and not old.deprecated:
        yield pair.compatible("function-deprecated", "is deprecated")
    places = (old.places, new.places)
    given = Fit(before.declared, after.declared, received=False)
    yield from compare_arguments(pair, old.arguments, new.arguments, given, places)
    taken = Fit(after.declared, before.declared, received=True)
    yield from _results(pair, old, new, taken)
    yield from _errors(pair, old, new, taken)
    yield from _security(pair, old, new)


def compare_arguments(
    pair: Pair,
    old: tuple[Argument, ...],
    new: tuple[Argument, ...],
    fit: Fit,
    places: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
) -> Iterator[Change]:
    """Changes of the arguments of a function."""
    before, after = _by_name(old), _by_name(new)

    def part(name: str) -> Pair:
        there = places[0].get(name, pair.old) if name in before else None
        here = places[1].get(name, pair.new) if name in after else None
        return pair.part(f"({name})", there, here)

    for name in before:
        if name not in after:
            message = "is gone; calls that give it fail"
            yield part(name).breaking("argument-removed", message)
    for name, (argument, _) in after.items():
        if name in before:
            yield from _argument(part(name), before[name], after[name], fit)
        elif argument.default:
            message = f"is new: {argument}"
            yield part(name).compatible("argument-added", message)
        else:
            message = f"is new and required ({argument}); calls without it fail"
            yield part(name).breaking("argument-added", message)
    if _order(before, after) != _order(after, before):
        message = f"positional arguments are ({', '.join(_order(after, before))}) now"
        yield pair.breaking("arguments-reordered", message)


def _by_name(arguments: tuple[Argument, ...]) -> dict[str, tuple[Argument, str]]:
    """Each argument with how it may be given."""
    found, how = {}, _POSITIONAL
    for argument in arguments:
        if argument.annotation is None:
            how = _KEYWORD
        else:
            found[argument.name] = (argument, how)
    return found


def _order(
    own: Mapping[str, tuple[Argument, str]], other: Mapping[str, tuple[Argument, str]]
) -> list[str]:
    """The positional arguments of one function that the other has as well."""
    return [
        name
        for name, (_, how) in own.items()
        if how == _POSITIONAL and name in other and other[name][1] == _POSITIONAL
    ]


def _argument(
    pair: Pair, old: tuple[Argument, str], new: tuple[Argument, str], fit: Fit
) -> Iterator[Change]:
    before, after = old[0], new[0]
    assert before.annotation is not None
    assert after.annotation is not None
    if old[1] == _POSITIONAL and new[1] == _KEYWORD:
        message = "must be given by keyword; calls that give it by position fail"
        yield pair.breaking("argument-keyword-only", message)
    if before.default and not after.default:
        message = "is required; calls without it fail"
        yield pair.breaking("argument-required", message)
    elif after.default and not before.default:
        yield pair.compatible("argument-optional", "may be left out")
    elif after.default != before.default:
        message = f"defaults to {after.default} instead of {before.default}"
        yield pair.internal("default-changed", message)
    there, here = before.annotation, after.annotation
    if before.default == "None":
        there = without_none(there)
    if after.default == "None":
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
    pages = (old.call, new.call) == ("Call", "PagedCall")
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
    for status in sorted({*old.errors, *new.errors}):
        there, here = _error(old, status), _error(new, status)
        if str(there) == str(here):
            if status not in old.errors:
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


def _error(function: Function, status: str) -> Node | None:
    """How a body is decoded: by its status, by the range, or by `default`."""
    for key in (status, f"{status[0]}XX", "default"):
        if key in function.errors:
            return function.errors[key]
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
