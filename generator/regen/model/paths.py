"""Finds the operations of a document, selects those that are wanted, and gives ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.config import Config, Selection
from regen.diagnostics import Diagnostic, Level
from regen.source.spec import METHODS

from .reader import DiagnosticLog, Node

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_METHOD = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"\W")


class OperationSite(Struct, frozen=True):
    """An operation at its method and path.

    Attributes:
        id: unique in the API; see `identify`.
        path: the template, a webhook's name, or a callback's expression.
        path_item: the Path Item Object, references followed.
        operation: the Operation Object.
        words: what names are made of: the id, or what a framework made it of.
    """

    id: str
    method: str
    path: str
    path_item: Node
    operation: Node
    words: str = ""

    @property
    def label(self) -> str:
        """Method and path, for messages."""
        return f"{self.method} {self.path}"


def sites(table: Node, path: str) -> Iterator[OperationSite]:
    """The operations at one key of `paths`, `webhooks` or a Callback Object.

    Their ids are those of the document, or empty.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    item = None if path.startswith("x-") else table.node(path)
    if item is None:
        return
    outer = _beside_reference(table, path, item)
    for owner in (item,) if outer is None else (outer, item):
        yield from _operations(path, owner, item)


def _beside_reference(table: Node, path: str, item: Node) -> Node | None:
    """What a path item holds beside its `$ref`."""
    here = table.at(path)
    if item.pointer == here:
        return None
    return Node(here, table.value[path], table.log)


def _operations(path: str, owner: Node, item: Node) -> Iterator[OperationSite]:
    for key in owner.value:
        if key in METHODS:
            if (operation := owner.node(key)) is not None:
                id_ = operation.text("operationId").strip()
                yield OperationSite(id_, key.upper(), path, item, operation)
        elif key == "additionalOperations":
            for method, operation in owner.members(key):
                if not _METHOD.fullmatch(method):
                    _refuse(method, operation)
                    continue
                id_ = operation.text("operationId").strip()
                yield OperationSite(id_, method, path, item, operation)


def _refuse(method: str, operation: Node) -> None:
    operation.log.add(
        "invalid-method",
        f"{method!r} is no method of HTTP",
        operation.pointer,
        Level.ERROR,
        "a method is a token (RFC 9110, section 9.1)",
    )


def identify(
    found: Iterable[OperationSite], *, shorten: bool = True
) -> list[OperationSite]:
    """The sites with unique ids.

    The first operation that declares an id keeps it. Later ones get method and path
    added to it, which are as stable as the operation itself; an operation without an id
    gets its method and path.

    Args:
        shorten: whether ids that a framework made are undone for names.
    """
    all_sites = list(found)
    short = _short_ids(all_sites) if shorten else {}
    taken = {site.id for site in all_sites}
    first: set[str] = set()
    result: list[OperationSite] = []
    for site in all_sites:
        if site.id and site.id not in first:
            first.add(site.id)
            result.append(replace(site, words=short.get(site.id, site.id)))
            continue
        wanted = "_".join(filter(None, (site.id, *_words(site))))
        id_ = free(wanted, taken)
        taken.add(id_)
        result.append(replace(site, id=id_, words=id_))
    return result


def _short_ids(sites: Sequence[OperationSite]) -> dict[str, str]:
    """The function in ids of function, path and method, where its tag has no other.

    FastAPI makes `read_items_items__id__get` of `read_items`, `/items/{id}` and GET. A
    path may start with what an application is mounted under. Only where half of the ids
    are made so is it a framework that made them.
    """
    found = {site.id: short for site in sites if (short := _without_path(site))}
    if len(found) * 2 < len(sites):
        return {}
    names = {site.id: (*_tags(site)[:1], found.get(site.id, site.id)) for site in sites}
    counts = Counter(names[site.id] for site in sites)
    return {id_: short for id_, short in found.items() if counts[names[id_]] == 1}


def _without_path(site: OperationSite) -> str:
    """The id without path and method at its end; empty if they are not there."""
    start = site.id.removesuffix(f"_{site.method.lower()}")
    segments = site.path.split("/")
    for index in range(1, len(segments)):
        end = _NO_WORD.sub("_", f"/{'/'.join(segments[index:])}")
        whole = len(end) > 1 or index == 1
        if whole and start != site.id and start.endswith(end) and start != end:
            return start.removesuffix(end).strip("_")
    return ""


def _words(site: OperationSite) -> list[str]:
    return [site.method.lower(), *_WORD.findall(site.path)]


def free(wanted: str, taken: set[str]) -> str:
    """`wanted`, with a number if it is taken."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def template(path: str) -> tuple[ir.PathPart, ...]:
    """A path template in parts; a fixed query or fragment stays part of its text."""
    parts: list[ir.PathPart] = []
    for index, text in enumerate(_VARIABLE.split(path)):
        if index % 2:
            parts.append(ir.PathVariable(text))
        elif text:
            parts.append(ir.PathText(text))
    return tuple(parts)


def select(
    sites: list[OperationSite], config: Config, log: DiagnosticLog
) -> list[OperationSite]:
    """The wanted operations; what the configuration lists in vain is an error."""
    for key, selection in (("include", config.include), ("exclude", config.exclude)):
        for kind, entry, choice in _entries(selection):
            if not any(_fits(site, choice) for site in sites):
                place = config.location(key, kind)
                message = f"no operation fits {entry!r} of {key}.{kind}"
                log.put(
                    Diagnostic(Level.ERROR, "unmatched-selection", message, place),
                    f"{key}.{kind}.{entry}",
                )
    return [site for site in sites if config.selects(site.id, site.path, _tags(site))]


def _entries(selection: Selection) -> list[tuple[str, str, Selection]]:
    """The entries of a selection, each as a selection of its own."""
    return [
        *(("tags", tag, Selection(tags=(tag,))) for tag in selection.tags),
        *(("paths", path, Selection(paths=(path,))) for path in selection.paths),
        *(
            ("operations", id_, Selection(operations=(id_,)))
            for id_ in selection.operations
        ),
    ]


def _fits(site: OperationSite, selection: Selection) -> bool:
    return selection.matches(site.id, site.path, _tags(site))


def _tags(site: OperationSite) -> tuple[str, ...]:
    return site.operation.texts("tags")
