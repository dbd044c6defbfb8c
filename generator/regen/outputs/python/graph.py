"""Which declarations refer to one another, and which of them form cycles."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from regen import ir
from regen.ir.walk import refs, types_of

K = TypeVar("K", bound=Hashable)


class Graph(Struct, frozen=True):
    """The declarations of an API and what each refers to.

    Attributes:
        targets: what each declaration names.
        groups: those that form a cycle, or one that forms none; each group after those
            that it refers to.
    """

    targets: dict[ir.SchemaId, tuple[ir.SchemaId, ...]]
    groups: list[list[ir.SchemaId]]

    @classmethod
    def of(cls, declarations: Mapping[ir.SchemaId, ir.Declaration]) -> Graph:
        """The graph of declarations."""
        targets = {id: references(item) for id, item in declarations.items()}
        return cls(targets, components(targets))


def references(declaration: ir.Declaration) -> tuple[ir.SchemaId, ...]:
    """The declarations that this one names, each once, in order."""
    return tuple(dict.fromkeys(refs(types_of(declaration))))


def components(graph: Mapping[K, Iterable[K]]) -> list[list[K]]:
    """The strongly connected components, each after those it refers to.

    Tarjan's algorithm with a stack of its own, so that the depth of a document does
    not matter; members of a component keep the order of the graph.
    """
    order = {node: number for number, node in enumerate(graph)}
    index: dict[K, int] = {}
    low: dict[K, int] = {}
    stack: list[K] = []
    on_stack: set[K] = set()
    result: list[list[K]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, edges = work[-1]
            for target in edges:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    result.append(_pop(node, stack, on_stack, order))
    return result


def _pop(node: K, stack: list[K], on_stack: set[K], order: dict[K, int]) -> list[K]:
    members: list[K] = []
    while not members or members[-1] != node:
        members.append(stack.pop())
    on_stack.difference_update(members)
    return sorted(members, key=order.__getitem__)
