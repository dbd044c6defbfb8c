"""Follows every reference through all files, and cuts cycles of references."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from regen.diagnostics import Diagnostic, Level

from .. import pointers, spec
from ..document import V2_0, Version, version_of
from ..load import FileSet, ReferenceFault
from ..pointers import value_at
from ..sourcemap import SourceFile
from ..spec import (
    CALLBACK,
    EXAMPLE,
    EXTERNAL_DOCS,
    FRAGMENT,
    HEADER,
    INFO,
    LINK,
    MEDIA_TYPE,
    OPENAPI,
    OPERATION,
    PARAMETER,
    PATH_ITEM,
    REQUEST_BODY,
    RESPONSE,
    SCHEMA,
    SECURITY_SCHEME,
    TAG,
    ObjectType,
)
from .resolve import ANCHORS, REFERENCES, Identifiers, Resolver, Site, Target, sites


class Edge(Struct, eq=False):
    """A reference and what it leads to; no targets if it is dangling."""

    site: Site
    targets: tuple[Target, ...]


class ReferenceGraph(Struct):
    """All references that can be reached from the main document.

    Attributes:
        starts: where walks began, with the types of what stands there; the main
            document first, then every target outside it, in the order of discovery.
        dropped: keys that the bundle leaves out: `$id`, `$anchor`, `$dynamicAnchor`.
    """

    main: SourceFile
    files: FileSet
    edges: list[Edge] = field(default_factory=list)
    starts: dict[Target, ObjectType] = field(default_factory=dict)
    dropped: list[Site] = field(default_factory=list)
    faults: list[tuple[Site, ReferenceFault, Level]] = field(default_factory=list)

    def report(self, site: Site, fault: ReferenceFault, level: Level) -> None:
        """Note a reference that cannot be followed."""
        self.faults.append((site, fault, level))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of all references that cannot be followed.

        An error in what only people read, or in a component that nothing uses, is a
        warning: the client is right without it.
        """
        unused = _Unused(self)
        found = []
        for site, fault, level in self.faults:
            is_harmless = site.type in PROSE or unused.holds(site)
            own = Level.WARNING if level is Level.ERROR and is_harmless else level
            is_way_out = fault.hint == WAY_OUT and own is Level.WARNING
            hint = "" if is_way_out else fault.hint  # nothing stops there
            place = site.file.location(pointers.join([*site.tokens, site.key]))
            found.append(Diagnostic(own, fault.code, fault.message, place, hint))
        return tuple(found)


class _Unused:
    """The components that no operation or webhook refers to, directly or not.

    In a document of nothing but components, none counts as unused.
    """

    def __init__(self, graph: ReferenceGraph) -> None:
        self._graph = graph
        root = graph.main.root
        types = _NAMED if root.get("paths") or root.get("webhooks") else ()
        self._folders = [f"{f}/" for type_ in types for f in spec.containers(type_)]

    @cached_property
    def _used(self) -> set[Target]:
        leads: dict[Target, set[Target]] = {}
        for edge in self._graph.edges:
            place = Target(edge.site.file.base, edge.site.pointer)
            targets = {self._component(target) for target in edge.targets}
            leads.setdefault(self._component(place), set()).update(targets)
        used, stack = set[Target](), [Target(self._graph.main.base, "")]
        while stack:
            here = stack.pop()
            if here not in used:
                used.add(here)
                stack.extend(leads.get(here, ()))
        return used

    def holds(self, site: Site) -> bool:
        """Whether a site stands in one of them."""
        place = Target(site.file.base, site.pointer)
        return self._component(place) not in self._used

    def _component(self, place: Target) -> Target:
        """The component that a place belongs to, or else its file."""
        for folder in self._folders:
            if place.pointer.startswith(folder):
                name = place.pointer[len(folder) :].partition("/")[0]
                return Target(place.base, folder + name)
        return Target(place.base, "")


def discover(main: SourceFile, files: FileSet) -> ReferenceGraph:
    """The graph of all references.

    Raises:
        RegenError: a file that is referred to cannot be parsed.
    """
    graph = ReferenceGraph(main, files)
    _Discovery(graph).run()
    return graph


class _Discovery:
    def __init__(self, graph: ReferenceGraph) -> None:
        self.graph = graph
        self.identifiers = Identifiers()
        self.resolver = Resolver(graph.files, self.identifiers)
        self.queue: deque[Site] = deque()
        self.checked: set[tuple[Target, ObjectType]] = set()
        self.led: dict[tuple[str, ObjectType, str], tuple[Target, ...]] = {}

    def run(self) -> None:
        self.identifiers.add_file(self.graph.main)
        self._enter(Target(self.graph.main.base, ""), OPENAPI)
        while self.queue:
            site = self.queue.popleft()
            if site.is_mapping:
                self._mapping(site)
            elif site.key in REFERENCES:
                self._reference(site)

    def _reference(self, site: Site) -> None:
        # Without `$id`, equal references in a file from one type lead to one place.
        alike = (site.file.base, site.type, site.value)
        is_plain = site.key == "$ref" and not self.identifiers.has_resources
        targets = self.led.get(alike, ()) if is_plain else ()
        if not targets and self._is_nameless(site):
            self.graph.report(site, _nameless(site), Level.WARNING)
            self.graph.dropped.append(site)
            return
        if not targets:
            targets = self._targets(site)
            if is_plain:
                self.led[alike] = targets
        self.graph.edges.append(Edge(site, targets))

    def _is_nameless(self, site: Site) -> bool:
        """Whether a reference leads to the schema without a name, and there is none.

        NestJS writes it for a type that is no class: it says nothing of the value.
        """
        folders = spec.containers(SCHEMA) if site.type is SCHEMA else ()
        named = [f"{folder}/" for folder in folders if site.value == f"#{folder}/"]
        return bool(named) and not pointers.exists(site.file.root, named[0])

    def _targets(self, site: Site) -> tuple[Target, ...]:
        """What a reference leads to; one that cannot be followed is reported."""
        try:
            if not site.value:
                message = f"{site.key} must be a string that is not empty"
                raise ReferenceFault("invalid-reference", message)
            targets = self.resolver.resolve(site, self.graph.starts)
            for target in targets:
                self._accept(site, target, site.type)
        except ReferenceFault as fault:
            fault.hint = fault.hint or _meant(site) or WAY_OUT
            self.graph.report(site, fault, Level.ERROR)
            return ()
        return targets

    def _mapping(self, site: Site) -> None:
        """A value of `mapping` is the name of a schema, or else a reference."""
        try:
            target = self._named_schema(site)
            if target is None:
                (target,) = self.resolver.resolve(site, self.graph.starts)
            self._accept(site, target, SCHEMA)
        except ReferenceFault as fault:
            # The tag stays unknown, which costs nothing but this tag.
            self.graph.report(site, fault, Level.WARNING)
            return
        self.graph.edges.append(Edge(site, (target,)))

    def _named_schema(self, site: Site) -> Target | None:
        for file in (site.file, self.graph.main):
            for folder in spec.containers(SCHEMA):
                place = pointers.below(folder, site.value)
                if pointers.exists(file.root, place):
                    return Target(file.base, place)
        return None

    def _accept(self, site: Site, target: Target, type_: ObjectType) -> None:
        """Check that `target` can be of a type, and walk it unless that was done."""
        if (target, type_) in self.checked:
            return
        if target == Target(self.graph.main.base, ""):
            raise ReferenceFault(
                "dangling-reference",
                f"{site.value!r} leads to the whole document, which is no {type_.name}",
            )
        value, there = self._at(target)
        if not _fits(value, type_):
            raise ReferenceFault(
                "dangling-reference",
                f"{site.value!r} leads to a {_name(value)}, which is no {type_.name}",
            )
        if there is not None and _differ(type_, there):
            self._confused(site, type_, there)
        self.checked.add((target, type_))
        is_covered = there is not None and target.base == self.graph.main.base
        if target not in self.graph.starts and not is_covered:
            self._enter(target, type_)

    def _confused(self, site: Site, type_: ObjectType, there: ObjectType) -> None:
        """Report a reference to an object of another type.

        A body that is lost makes a wrong client; who accepts that keeps the operation.
        A schema that says nothing is any value, which is less than there could be, but
        not wrong.
        """
        message = f"{site.value!r} leads to a {there.name}, which is no {type_.name}"
        hint = _remedy(type_, there, version_of(self.graph.main.root))
        level = Level.ERROR if type_ in (REQUEST_BODY, RESPONSE) else Level.WARNING
        self.graph.report(site, ReferenceFault("wrong-reference", message, hint), level)

    def _at(self, target: Target) -> tuple[Any, ObjectType | None]:
        """What stands at `target`, and what its place in an OpenAPI document is for."""
        node: Any = self.graph.files.opened[target.base].root
        is_openapi = isinstance(node, dict) and version_of(node) is not None
        type_: ObjectType | None = OPENAPI if is_openapi else None
        for token in pointers.split(target.pointer):
            if isinstance(node, dict):
                type_ = spec.child(type_, token)
            node = pointers.step(node, token)
        return node, type_

    def _enter(self, target: Target, type_: ObjectType) -> None:
        self.graph.starts[target] = type_
        file = self.graph.files.opened[target.base]
        tokens = pointers.split(target.pointer)
        found = list(sites(file, tokens, type_))
        named = [s for s in found if s.key in ANCHORS and s.type is SCHEMA]
        if named:
            self.identifiers.add(named)
            self.graph.dropped += named
        self.queue.extend(found)


def _nameless(site: Site) -> ReferenceFault:
    message = f"{site.value!r} names no schema: any value is taken for it"
    return ReferenceFault("nameless-reference", message)


def _fits(value: Any, type_: ObjectType) -> bool:
    if type_ is FRAGMENT:
        return True
    if isinstance(value, bool):
        return type_.boolean
    return isinstance(value, dict) or (value is None and type_.nullable)


def _name(value: Any) -> str:
    names = {str: "string", list: "list", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _meant(site: Site) -> str:
    """A hint for who wrote the bare name of a component: `A`."""
    name = site.value.replace("#", "/").rpartition("/")[2]
    for folder in spec.containers(site.type):
        place = pointers.below(folder, name)
        if pointers.exists(site.file.root, place):
            return f"did you mean '#{place}'?"
    return ""


PROSE = frozenset({LINK, EXAMPLE, FRAGMENT, INFO, TAG, EXTERNAL_DOCS})
"""Types of objects that only people read."""

WAY_OUT = "--skip-unsupported goes on without it"

_NAMED = frozenset(
    {SCHEMA, RESPONSE, PARAMETER, EXAMPLE, REQUEST_BODY, HEADER, SECURITY_SCHEME}
    | {LINK, CALLBACK, MEDIA_TYPE, PATH_ITEM, OPERATION}
)
_ALIKE = ({HEADER, PARAMETER}, {REQUEST_BODY, RESPONSE})
"""Types with the same keys for the same things: some documents share their parts."""


def _differ(one: ObjectType, other: ObjectType) -> bool:
    """Whether an object of one type loses its meaning when it is read as another."""
    types = {one, other}
    return len(types) == 2 and types <= _NAMED and types not in _ALIKE


def _remedy(type_: ObjectType, there: ObjectType, version: Version | None) -> str:
    """A hint that says where a reference to a schema belongs."""
    if there is not SCHEMA:
        return ""
    if type_ is REQUEST_BODY or (type_ is RESPONSE and version != V2_0):
        return "put it under `content`, the media type and `schema`"
    return "put it under `schema`" if "schema" in type_.members else ""


def cut_cycles(graph: ReferenceGraph) -> None:
    """Cut references that lead to themselves, and report each cycle once.

    A schema that contains itself is no cycle; one that is nothing but a reference to
    itself, perhaps by way of others, is. It demands nothing of a value, so it is read
    as what stands beside the reference, with a warning. For all other types the thing
    is missing: an error, and the references are dangling.
    """
    links = _links(graph)
    done: set[Target] = set()
    cut: list[Edge] = []
    for start in links:
        trail: dict[Target, None] = {}
        here = start
        while here in links and here not in done and here not in trail:
            trail[here] = None
            here = links[here].targets[0]
        if here in trail:
            members = list(trail)
            cut += _cut([links[t] for t in members[members.index(here) :]], graph)
        done.update(trail)
    if cut:
        gone = set(cut)
        graph.edges = [edge for edge in graph.edges if edge not in gone]
        graph.dropped += [edge.site for edge in cut]


def _links(graph: ReferenceGraph) -> dict[Target, Edge]:
    """The targets that are references themselves, with their edges."""
    targets = {target for edge in graph.edges for target in edge.targets}
    chained = {target for target in targets if _is_reference(graph, target)}
    if not chained:
        return {}
    links: dict[Target, Edge] = {}
    for edge in graph.edges:
        if edge.targets and edge.site.key == "$ref" and not edge.site.is_mapping:
            place = Target(edge.site.file.base, edge.site.pointer)
            if place in chained:
                links[place] = edge
    return links


def _is_reference(graph: ReferenceGraph, target: Target) -> bool:
    value = value_at(graph.files.opened[target.base].root, target.pointer)
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def _cut(edges: list[Edge], graph: ReferenceGraph) -> list[Edge]:
    """Report one cycle; the references in it that are to be left out."""
    site = edges[0].site
    through = " -> ".join(edge.site.value for edge in edges[:4])
    if len(edges) > 4:
        through += f" -> ... ({len(edges)} references)"
    message = f"the reference leads back to itself: {through}"
    if any(edge.site.type is not SCHEMA for edge in edges):
        fault = ReferenceFault("reference-cycle", message)
        graph.report(site, fault, Level.ERROR)
        for edge in edges:
            edge.targets = ()
        return []
    fault = ReferenceFault(
        "reference-cycle", message, "any value is taken for such a schema"
    )
    graph.report(site, fault, Level.WARNING)
    return edges
