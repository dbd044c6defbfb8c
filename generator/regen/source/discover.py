"""Follows every reference from the main document on, through all files."""

from __future__ import annotations

from collections import deque
from typing import Any

from msgspec import Struct, field

from regen.diagnostics import Diagnostic, Level

from . import grammar, pointers
from .document import SourceFile
from .files import FileSet, ReferenceFault
from .grammar import FRAGMENT, OPENAPI, REQUEST_BODY, RESPONSE, SCHEMA, Kind
from .identifiers import Identifiers, Target
from .resolve import Resolver
from .version import Family, family
from .walk import ANCHORS, REFERENCES, Site, walk


class Edge(Struct, eq=False):
    """A reference and what it leads to; no targets if it is dangling."""

    site: Site
    targets: tuple[Target, ...]


class Graph(Struct):
    """All references that can be reached from the main document.

    Attributes:
        starts: where walks began, with the kinds of what stands there; the main
            document first, then every target outside it, in the order of discovery.
        dropped: keys that the bundle leaves out: `$id`, `$anchor`, `$dynamicAnchor`.
    """

    main: SourceFile
    files: FileSet
    edges: list[Edge] = field(default_factory=list)
    starts: dict[Target, Kind] = field(default_factory=dict)
    dropped: list[Site] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, site: Site, fault: ReferenceFault, level: Level) -> None:
        """Add the diagnostic of a reference that cannot be followed."""
        pointer = pointers.join([*site.tokens, site.key])
        place = site.file.location(pointer)
        self.diagnostics.append(
            Diagnostic(level, fault.code, fault.message, place, fault.hint)
        )


def discover(main: SourceFile, files: FileSet) -> Graph:
    """The graph of all references.

    Raises:
        RegenError: a file that is referred to cannot be parsed.
    """
    graph = Graph(main, files)
    _Discovery(graph).run()
    return graph


class _Discovery:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.identifiers = Identifiers()
        self.resolver = Resolver(graph.files, self.identifiers)
        self.queue: deque[Site] = deque()
        self.checked: set[tuple[Target, Kind]] = set()
        self.led: dict[tuple[str, Kind, str], tuple[Target, ...]] = {}

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
        # Without `$id`, a file's equal references from equal kinds lead to one place.
        alike = (site.file.base, site.kind, site.value)
        is_plain = site.key == "$ref" and not self.identifiers.has_resources
        targets = self.led.get(alike, ()) if is_plain else ()
        if not targets:
            targets = self._targets(site)
            if is_plain:
                self.led[alike] = targets
        self.graph.edges.append(Edge(site, targets))

    def _targets(self, site: Site) -> tuple[Target, ...]:
        """What a reference leads to; one that cannot be followed is reported."""
        try:
            if not site.value:
                message = f"{site.key} must be a string that is not empty"
                raise ReferenceFault("invalid-reference", message)
            targets = self.resolver.resolve(site, self.graph.starts)
            for target in targets:
                self._accept(site, target, site.kind)
        except ReferenceFault as fault:
            fault.hint = fault.hint or _meant(site)
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
            for folder in (["components", "schemas"], ["definitions"]):
                try:
                    pointers.lookup(file.root, [*folder, site.value])
                except LookupError:
                    continue
                return Target(file.base, pointers.join([*folder, site.value]))
        return None

    def _accept(self, site: Site, target: Target, kind: Kind) -> None:
        """Check that `target` can be of `kind`, and walk it unless that was done."""
        if (target, kind) in self.checked:
            return
        if target == Target(self.graph.main.base, ""):
            raise ReferenceFault(
                "dangling-reference",
                f"{site.value!r} leads to the whole document, which is no {kind.name}",
            )
        value, there = self._at(target)
        if not _fits(value, kind):
            raise ReferenceFault(
                "dangling-reference",
                f"{site.value!r} leads to a {_name(value)}, which is no {kind.name}",
            )
        if there is not None and grammar.differ(kind, there):
            self._confused(site, kind, there)
        self.checked.add((target, kind))
        is_covered = there is not None and target.base == self.graph.main.base
        if target not in self.graph.starts and not is_covered:
            self._enter(target, kind)

    def _confused(self, site: Site, kind: Kind, there: Kind) -> None:
        """Tell that a `kind` is looked for where a `there` stands.

        A body that is lost makes a wrong client; who accepts that keeps the operation.
        A schema that says nothing is any value, which is less than there could be, but
        not wrong.
        """
        message = f"{site.value!r} leads to a {there.name}, which is no {kind.name}"
        hint = _remedy(kind, there, family(self.graph.main.root))
        level = Level.ERROR if kind in (REQUEST_BODY, RESPONSE) else Level.WARNING
        self.graph.report(site, ReferenceFault("wrong-reference", message, hint), level)

    def _at(self, target: Target) -> tuple[Any, Kind | None]:
        """What stands at `target`, and what its place in an OpenAPI document is for."""
        node: Any = self.graph.files.opened[target.base].root
        is_openapi = isinstance(node, dict) and family(node) is not None
        kind: Kind | None = OPENAPI if is_openapi else None
        for token in pointers.split(target.pointer):
            if isinstance(node, dict):
                kind = grammar.child(kind, token)
            node = pointers.step(node, token)
        return node, kind

    def _enter(self, target: Target, kind: Kind) -> None:
        self.graph.starts[target] = kind
        file = self.graph.files.opened[target.base]
        tokens = pointers.split(target.pointer)
        sites = walk(file, tokens, kind, pointers.lookup(file.root, tokens))
        named = [s for s in sites if s.key in ANCHORS and s.kind is SCHEMA]
        if named:
            self.identifiers.add(named)
            self.graph.dropped += named
        self.queue.extend(sites)


def _fits(value: Any, kind: Kind) -> bool:
    if kind is FRAGMENT:
        return True
    return isinstance(value, dict) or (kind is SCHEMA and isinstance(value, bool))


def _name(value: Any) -> str:
    names = {str: "string", list: "list", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _meant(site: Site) -> str:
    """A hint for the bare name of a component: `A` for `#/components/schemas/A`."""
    name = site.value.replace("#", "/").rpartition("/")[2]
    component = site.kind.component
    folders = [["components", component], [component]]
    if site.kind is SCHEMA:
        folders.append(["definitions"])
    for folder in folders if component else ():
        try:
            pointers.lookup(site.file.root, [*folder, name])
        except LookupError:
            continue
        return f"did you mean '#{pointers.join([*folder, name])}'?"
    return ""


def _remedy(kind: Kind, there: Kind, version: Family | None) -> str:
    """Where a reference to a schema stands in an object that has one."""
    if there is not SCHEMA:
        return ""
    if kind is REQUEST_BODY or (kind is RESPONSE and version is not Family.V2_0):
        return "put it under `content`, the media type and `schema`"
    return "put it under `schema`" if "schema" in kind.fields else ""
