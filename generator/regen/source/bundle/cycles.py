"""Cycles of references that consist of nothing but references."""

from __future__ import annotations

from regen.diagnostics import Level

from ..files import ReferenceFault
from ..pointers import value_at
from ..spec import SCHEMA
from .discover import Edge, Graph
from .sites import Target


def cut_cycles(graph: Graph) -> None:
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


def _links(graph: Graph) -> dict[Target, Edge]:
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


def _is_reference(graph: Graph, target: Target) -> bool:
    value = value_at(graph.files.opened[target.base].root, target.pointer)
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def _cut(edges: list[Edge], graph: Graph) -> list[Edge]:
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
