"""Bundles a file and all that it refers to into one document.

`discover` follows every reference through all files and cuts those that lead to
themselves, `resolve` finds the target of one reference, `placement` decides where parts
of other files go, and `assemble` builds the document. Later phases meet local
references only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct, field

from regen.diagnostics import Level, RegenError, error

from .. import pointers
from ..document import Document
from ..limits import MAX_INLINED, MAX_INLINED_NODES, MORE, measure, most
from ..load import FileSet, ReferenceFault
from ..sourcemap import Origin, SourceFile, SourceMap
from ..spec import SCHEMA
from .discover import PROSE, Edge, ReferenceGraph, cut_cycles, discover
from .placement import Placement, place_all
from .resolve import Site, Target


def bundle(
    main: SourceFile, *, allow_urls: bool = False, root_folder: Path | None = None
) -> Document:
    """`main` and all files it refers to, as one document with local references.

    OpenAPI 3.2, "Relative References in API Description URIs", and its counterparts
    in 2.0 to 3.1. A reference that cannot be followed is a diagnostic of the result
    (`dangling-reference`, `forbidden-reference`, `remote-reference`,
    `reference-cycle`, `invalid-reference`); its object gets the key
    `x-regen-dangling`. A value of a discriminator's `mapping` becomes the local
    reference of the schema that it names; one that names nothing is a warning. A
    reference to a part of another kind is followed (`wrong-reference`): an error where
    a body is lost, else a warning.

    Args:
        allow_urls: read http and https references; public hosts only.
        root_folder: references to files must stay in it; by default as
            `load.default_root_folder` says.

    Raises:
        RegenError: `main` is no OpenAPI document (code `not-openapi`), or a file that
            is referred to cannot be parsed.
    """
    _check_openapi(main)
    graph = discover(
        main, FileSet(main, allow_urls=allow_urls, root_folder=root_folder)
    )
    cut_cycles(graph)
    return assemble(graph, place_all(graph))


_OTHERS = {
    "asyncapi": "an AsyncAPI document",
    "swaggerVersion": "a document of Swagger 1.x; convert it to OpenAPI 3 first",
    "item": "a Postman collection; export it as OpenAPI",
    "overlay": "an OpenAPI Overlay",
    "arazzo": "an Arazzo description",
    "openrpc": "an OpenRPC document",
    "$schema": "a JSON Schema; refer to it from an OpenAPI document",
    "apiVersion": "a Kubernetes manifest",
}
"""Keys of formats that are mistaken for OpenAPI -> what the document seems to be."""


def _check_openapi(main: SourceFile) -> None:
    root = main.root
    if not isinstance(root, dict):
        raise error(
            "not-openapi",
            "an OpenAPI document is an object with the key 'openapi' or 'swagger'",
            main.location(),
            "the file is empty" if root is None else "give the OpenAPI document itself",
        )
    if "openapi" not in root and "swagger" not in root:
        other = next((_OTHERS[key] for key in _OTHERS if key in root), None)
        raise error(
            "not-openapi",
            "the key 'openapi' (or 'swagger' for version 2.0) is missing",
            main.location(),
            (
                f"this seems to be {other}"
                if other
                else "add the version of the specification, as in 'openapi: 3.1.0'"
            ),
        )


DANGLING = "x-regen-dangling"
_OPTIONAL = {SCHEMA, *PROSE}


class NodeChange(Struct, eq=False):
    """The changes to one node of a file; a node without changes is shared.

    Attributes:
        put: keys to set in the object.
        drop: keys to leave out.
        also: schemas that must hold beside it.
        inline: the edge whose target replaces it.
    """

    children: dict[str, NodeChange] = field(default_factory=dict)
    put: dict[str, Any] = field(default_factory=dict)
    drop: set[str] = field(default_factory=set)
    also: list[Any] = field(default_factory=list)
    inline: Edge | None = None


class _Assembly:
    def __init__(self, graph: ReferenceGraph, placement: Placement) -> None:
        self.graph = graph
        self.placement = placement
        self.changes: dict[str, NodeChange] = {}
        self.references: dict[Target, str] = {}
        self.built: dict[Target, tuple[Any, int]] = {}
        self.building: set[Target] = set()
        self.inlined = 0
        self.repeated_nodes = 0
        self.sizes: dict[int, tuple[int, int]] = {}
        self.source_map = SourceMap(Origin(graph.main, ""))

    # What has to change

    def plan(self) -> None:
        for edge in self.graph.edges:
            if not edge.targets and edge.site.type in _OPTIONAL:
                # Without the reference it is any value, or says nothing.
                self.change(edge.site).drop.add(edge.site.key)
            elif not edge.targets:
                self.change(edge.site).put.update(_dangling(edge.site))
            elif edge in self.placement.inlined:
                self.change(edge.site).inline = edge
                self.note_origins(edge)
            else:
                self.plan_reference(edge)
        for site in self.graph.dropped:
            self.change(site).drop.add(site.key)

    def plan_reference(self, edge: Edge) -> None:
        site = edge.site
        places = [self.reference(target) for target in edge.targets]
        if site.key == "$ref" or site.is_mapping:
            if places[0] != site.value:
                self.change(site).put[site.key] = places[0]
            return
        change = self.change(site)
        change.drop.add(site.key)
        schema: dict[str, Any] = {"$ref": places[0]}
        if len(places) > 1:
            schema = {"anyOf": [{"$ref": place} for place in places]}
        if schema.keys() & pointers.lookup(site.file.root, site.tokens).keys():
            change.also.append(schema)
        else:
            change.put.update(schema)

    def reference(self, target: Target) -> str:
        """How the bundle refers to `target`, whose place is settled by now."""
        if target not in self.references:
            self.references[target] = f"#{self.placement.place(target)}"
        return self.references[target]

    def change(self, site: Site) -> NodeChange:
        change = self.changes.setdefault(site.file.base, NodeChange())
        for token in site.tokens:
            if (below := change.children.get(token)) is None:
                below = change.children[token] = NodeChange()
            change = below
        return change

    def note_origins(self, edge: Edge) -> None:
        place = self.placement.site_place(edge.site)
        if place is None:
            return
        site, (target, *_) = edge.site, edge.targets
        self.source_map.note(place, self.origin(target))
        for key in pointers.lookup(site.file.root, site.tokens):
            if key != "$ref":
                own = pointers.join([*site.tokens, key])
                beside = pointers.below(place, key)
                self.source_map.note(beside, Origin(site.file, own))

    def origin(self, target: Target) -> Origin:
        return Origin(self.graph.files.opened[target.base], target.pointer)

    # The changed values

    def part(self, target: Target) -> Any:
        """The value at `target` with its changes applied."""
        value, change = self.at(target)
        return value if change is None else self.apply(value, change)

    def at(self, target: Target) -> tuple[Any, NodeChange | None]:
        value: Any = self.graph.files.opened[target.base].root
        change = self.changes.get(target.base)
        for token in pointers.split(target.pointer):
            value = pointers.step(value, token)
            change = change.children.get(token) if change else None
        return value, change

    def apply(self, value: Any, change: NodeChange) -> Any:
        if change.inline is not None:
            return self.inline(value, change, change.inline)
        if isinstance(value, list):
            changed = list(value)
            for token, below in change.children.items():
                changed[int(token)] = self.apply(value[int(token)], below)
            return changed
        result = dict(value)
        for key in change.drop:
            result.pop(key, None)
        for key, below in change.children.items():
            result[key] = self.apply(value[key], below)
        result.update(change.put)
        if change.also:
            result["allOf"] = [*result.get("allOf", ()), *change.also]
        return result

    def inline(self, value: Any, change: NodeChange, edge: Edge) -> Any:
        """What a chain of references leads to, with the siblings on the way."""
        before = self.inlined
        layers: list[tuple[Target | None, dict[str, Any]]] = []
        here: NodeChange | None = change
        while here is not None and here.inline is not None:
            edge = here.inline
            target = edge.targets[0]
            own = NodeChange(here.children, here.put, {*here.drop, "$ref"})
            siblings = self.apply(value, own)
            if target in self.built or target in self.building:
                layers.append((None, siblings))
                value, here = self.repeat(edge, target), None
                break
            layers.append((target, siblings))
            self.building.add(target)
            value, here = self.at(target)
        result = value if here is None else self.apply(value, here)
        self.count(edge, before)
        for entered, siblings in reversed(layers):
            if entered is not None:
                self.building.discard(entered)
                self.built[entered] = result, self.inlined - before
            result = _merge(result, siblings)
        return result

    def repeat(self, edge: Edge, target: Target) -> Any:
        if target in self.built:
            result, cost = self.built[target]
            self.inlined += cost
            if isinstance(result, dict | list):
                self.repeated_nodes += measure(result, self.sizes)[0]
            if self.repeated_nodes > (limit := most(MAX_INLINED_NODES)):
                raise self.too_many(edge, f"{limit:,} objects are repeated")
            return result
        self.graph.report(edge.site, _endless(edge.site), Level.ERROR)
        return _dangling(edge.site)

    def count(self, edge: Edge, before: int) -> None:
        """Refuse references that repeat too much; a chain counts once."""
        self.inlined = max(self.inlined, before + 1)
        if self.inlined > (limit := most(MAX_INLINED)):
            raise self.too_many(edge, f"{limit:,} references are replaced")

    def too_many(self, edge: Edge, what: str) -> RegenError:
        site = edge.site
        return error(
            "too-many-references",
            f"more than {what}, since references to a {site.type.name} are replaced by"
            " their targets",
            site.file.location(site.pointer),
            MORE,
        )


def assemble(graph: ReferenceGraph, placement: Placement) -> Document:
    """The bundled document; the input files are shared where nothing changes."""
    assembly = _Assembly(graph, placement)
    assembly.plan()
    main = graph.main
    root = assembly.part(Target(main.base, ""))
    for target, place in placement.named.items():
        *container, name = pointers.split(place)
        root = _with_member(root, container, name, assembly.part(target))
        assembly.source_map.note(place, assembly.origin(target))
    files = tuple(graph.files.opened.values())
    read = [item for file in files for item in file.diagnostics]
    found = (*read, *graph.diagnostics())
    return Document(root, main, files, assembly.source_map, found)


def _dangling(site: Site) -> dict[str, Any]:
    return {"$ref": site.value, DANGLING: True}


def _endless(site: Site) -> ReferenceFault:
    return ReferenceFault(
        "reference-cycle", f"{site.value!r} contains itself without end"
    )


def _merge(target: Any, siblings: dict[str, Any]) -> Any:
    """The target of a reference with the fields that stand beside the reference.

    A field of both is taken from beside the reference; lists of parameters are joined,
    since the Path Item Object leaves the case open ("$ref" in section 4.9.1) and a
    lost path parameter would break the path.
    """
    if not siblings or not isinstance(target, dict):
        return target
    merged = {**target, **siblings}
    both = target.get("parameters"), siblings.get("parameters")
    if isinstance(both[0], list) and isinstance(both[1], list):
        merged["parameters"] = both[1] + [p for p in both[0] if p not in both[1]]
    return merged


def _with_member(root: Any, container: list[str], name: str, value: Any) -> Any:
    """`root` with `value` added, without touching the input files' objects."""
    if not container:
        return {**root, name: value}
    head, *rest = container
    below = root.get(head)
    inner = below if isinstance(below, dict) else {}
    return {**root, head: _with_member(inner, rest, name, value)}
