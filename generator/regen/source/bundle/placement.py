"""Decides where in the bundled document each part of another file goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from .. import pointers
from ..document import V2_0, VERSIONS, version_of
from ..sourcemap import SourceFile
from ..spec import SECURITY_SCHEME, ObjectType, containers
from .discover import Edge, ReferenceGraph
from .resolve import Site, Target

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_COMMON_STEMS = frozenset({"index", "_index", "schema", "main", "openapi", "swagger"})
_STRUCTURAL = frozenset(
    {"schema", "items", "additionalProperties", "not", "properties", "content"}
)
_DEFINITIONS = frozenset({"definitions", "$defs", "schemas"})


class Placement:
    """Bundle pointers of everything that references lead to.

    Attributes:
        inlined: edges whose reference is replaced by what it refers to.
        named: parts that become components, with their pointers, in order.
    """

    def __init__(self, graph: ReferenceGraph) -> None:
        self._graph = graph
        self._version = version_of(graph.main.root) or VERSIONS[-1]
        self._places: dict[str, dict[str, str]] = {graph.main.base: {"": ""}}
        self._taken: dict[str, set[str]] = {}
        self.inlined: set[Edge] = set()
        self.named: dict[Target, str] = {}

    def container(self, type_: ObjectType) -> str | None:
        """Pointer of the object for components of a type; `None` if there is none.

        References to types without a container are replaced by what they refer to.
        """
        if type_ is SECURITY_SCHEME and self._version == V2_0:
            return None  # which may be shared, but not be referred to
        return next(containers(type_, self._version), None)

    def place(self, target: Target) -> str | None:
        """The pointer of `target` in the bundle, if it has one yet."""
        places = self._places.get(target.base)
        head = target.pointer
        while places is not None:
            if head in places:
                return places[head] + target.pointer[len(head) :]
            if not head:
                break
            head = head.rpartition("/")[0]
        return None

    def site_place(self, site: Site) -> str | None:
        """The pointer in the bundle of the object that holds a reference."""
        return self.place(Target(site.file.base, site.pointer))

    def has(self, target: Target) -> bool:
        """Whether `target` has a place of its own, not only within a larger part."""
        return target.pointer in self._places.get(target.base, ())

    def put(self, target: Target, place: str) -> None:
        """Let `target` stand at the pointer `place`."""
        self._places.setdefault(target.base, {})[target.pointer] = place

    def name(self, target: Target, container: str) -> None:
        """Let `target` become a component, under a name that is still free."""
        taken = self._taken.get(container)
        if taken is None:
            taken = self._taken[container] = set(self._main_names(container))
        file = self._graph.files.opened[target.base]
        name = next(name for name in _names(file, target) if name not in taken)
        taken.add(name)
        self.named[target] = pointers.below(container, name)
        self.put(target, self.named[target])

    def settle(self, target: Target, edge: Edge, position: str) -> None:
        """Place `target`: as a component if its type has any, else at `position`."""
        type_ = self._graph.starts.get(target) or edge.site.type
        container = self.container(type_)
        if container is None:
            self.put(target, position)
        else:
            self.name(target, container)

    def _main_names(self, container: str) -> list[str]:
        try:
            found = pointers.value_at(self._graph.main.root, container)
        except LookupError:
            return []
        return list(found) if isinstance(found, dict) else []


def place_all(graph: ReferenceGraph) -> Placement:
    """Places for all parts of other files that the main document needs.

    A component of the main document that is nothing but a reference into another file
    takes that part in. Kinds without components are put where they are used. All other
    parts become components, named by their pointer or file. A part inside another part
    stays in it, unless it is a definition of its own.
    """
    placement = Placement(graph)
    types = {edge.site.type for edge in graph.edges}
    homeless = {type_ for type_ in types if not placement.container(type_)}
    for edge in graph.edges if homeless else ():
        is_reference = edge.site.key == "$ref" and not edge.site.is_mapping
        if is_reference and edge.targets and edge.site.type in homeless:
            placement.inlined.add(edge)
    if len(graph.files.opened) == 1:
        return placement
    main = graph.main.base
    foreign = [e for e in graph.edges if any(t.base != main for t in e.targets)]
    parts = _independent_parts(foreign, main)
    for edge in foreign:
        target, *_ = edge.targets
        adoptable = target in parts and _is_adoptable(edge, placement, main)
        if adoptable and not placement.has(target):
            placement.inlined.add(edge)
            placement.put(target, edge.site.pointer)
    while foreign:
        waiting = [edge for edge in foreign if not _place(edge, parts, placement)]
        if len(waiting) == len(foreign):
            _place_whole(waiting, parts, placement)
        foreign = waiting
    return placement


def _place(edge: Edge, parts: set[Target], placement: Placement) -> bool:
    """Give the targets of `edge` their places; false if one has to wait."""
    position = placement.site_place(edge.site)
    if position is None:
        return False
    for target in edge.targets:
        if target in parts and not placement.has(target):
            placement.settle(target, edge, position)
    return all(placement.place(target) is not None for target in edge.targets)


def _place_whole(edges: list[Edge], parts: set[Target], placement: Placement) -> None:
    """Place a part that is reached only from inside itself, by a smaller target."""
    for edge in edges:
        position = placement.site_place(edge.site)
        for target in edge.targets:
            if position is not None and placement.place(target) is None:
                whole = next((p for p in _parents(target) if p in parts), target)
                placement.settle(whole, edge, position)
                return
    raise AssertionError("every part is reached from the main document")


def _independent_parts(edges: list[Edge], main: str) -> set[Target]:
    """The targets in other files that are not merely inside another target."""
    targets = {t for edge in edges for t in edge.targets if t.base != main}
    return {
        target
        for target in targets
        if _is_definition(target) or targets.isdisjoint(_parents(target))
    }


def _is_definition(target: Target) -> bool:
    """Whether a target is a member of an object that only holds definitions."""
    tokens = pointers.split(target.pointer)
    return len(tokens) > 1 and tokens[-2] in _DEFINITIONS


def _parents(target: Target) -> Iterator[Target]:
    head = target.pointer
    while head:
        head = head.rpartition("/")[0]
        yield Target(target.base, head)


def _is_adoptable(edge: Edge, placement: Placement, main: str) -> bool:
    """Whether the reference is a whole component of the main document."""
    site = edge.site
    if site.file.base != main or site.is_mapping or site.key != "$ref":
        return False
    container = placement.container(site.type)
    tokens = site.tokens
    if container is None or pointers.join(tokens[:-1]) != container:
        return False
    return len(pointers.lookup(site.file.root, tokens)) == 1


def _names(file: SourceFile, target: Target) -> Iterator[str]:
    """Names for a part, best first, without end."""
    path = PurePath(file.base or file.name)
    stem = path.name.split("?")[0].rpartition(".")[0] or path.name
    stem = stem.removesuffix(".schema").removesuffix(".openapi")
    folder = path.parent.name
    if stem.lower() in _COMMON_STEMS:
        stem, folder = folder or stem, path.parent.parent.name
    tokens = pointers.split(target.pointer)
    words = [t for t in tokens if t not in _STRUCTURAL and not t.isdecimal()]
    if not tokens:
        choices = [stem, f"{folder}_{stem}"]
    else:
        own = tokens[-1] if tokens[-1] in words else "_".join([*words[-1:], tokens[-1]])
        choices = [own, f"{stem}_{own}", f"{folder}_{own}", f"{folder}_{stem}_{own}"]
    choices = [_UNFIT.sub("_", choice).strip("_") or "part" for choice in choices]
    yield from choices
    number = 2
    while True:
        yield f"{choices[0]}_{number}"
        number += 1
