"""Distributes declarations over the modules of `models`, without import cycles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from regen import ir
from regen.ir.walk import refs, types_of
from regen.naming import Names

K = TypeVar("K", bound=Hashable)


class DeclarationGraph(Struct, frozen=True):
    """The declarations of an API and what each refers to.

    Attributes:
        targets: what each declaration names.
        groups: those that form a cycle, or one that forms none; each group after those
            that it refers to.
    """

    targets: dict[ir.SchemaId, tuple[ir.SchemaId, ...]]
    groups: list[list[ir.SchemaId]]

    @classmethod
    def of(cls, declarations: Mapping[ir.SchemaId, ir.Declaration]) -> DeclarationGraph:
        """The graph of declarations."""
        targets = {id: references(item) for id, item in declarations.items()}
        return cls(targets, components(targets))


def model_modules(api: ir.Api, names: Names) -> dict[ir.SchemaId, str]:
    """The module of each declaration; modules do not import one another in a cycle.

    Declarations that form a cycle share the module of the first class among them. A
    schema that stands inside another one and that nothing else refers to goes with it.
    """
    graph = DeclarationGraph.of(api.declarations)
    leaders: dict[ir.SchemaId, ir.SchemaId] = {}
    for group in graph.groups:
        leaders |= dict.fromkeys(group, _leader(group, api))
    sizes = Counter(leaders.values())
    users: dict[ir.SchemaId, set[ir.SchemaId]] = {}
    for id, targets in graph.targets.items():
        for target in targets:
            if leaders[target] != leaders[id]:
                users.setdefault(leaders[target], set()).add(id)
    owners = {id: _owner(id, sizes, users) for id in leaders.values()}

    def home(id: ir.SchemaId) -> ir.SchemaId:
        while (owner := owners[leaders[id]]) is not None:
            id = owner
        return leaders[id]

    return {id: names.declarations[home(id)].module for id in graph.targets}


def _leader(group: Sequence[ir.SchemaId], api: ir.Api) -> ir.SchemaId:
    """The first model of a cycle; the first of its aliases if there is none."""
    models = (id for id in group if isinstance(api.declarations[id], ir.Model))
    return next(models, group[0])


def _owner(
    id: ir.SchemaId,
    sizes: Mapping[ir.SchemaId, int],
    users: Mapping[ir.SchemaId, set[ir.SchemaId]],
) -> ir.SchemaId | None:
    """The only declaration that uses this one, if this one stands inside it."""
    found = users.get(id, set())
    if len(found) != 1 or sizes[id] > 1:
        return None
    (user,) = found
    return user if id.pointer.startswith(f"{user.pointer}/") else None


def in_order(
    declarations: Iterable[ir.Declaration], *, enums_first: bool = False
) -> list[ir.Declaration]:
    """The declarations of one module: classes, then aliases after those they name.

    Args:
        enums_first: whether a default may be a member of an enum.
    """
    classes: list[ir.Declaration] = []
    aliases: dict[ir.SchemaId, ir.Declaration] = {}
    for declaration in declarations:
        if isinstance(declaration, ir.Model | ir.Enum):
            classes.append(declaration)
        else:
            aliases[declaration.id] = declaration
    classes = _bases_first(classes)
    if enums_first:
        classes.sort(key=lambda declaration: not isinstance(declaration, ir.Enum))
    groups = components(_graph(aliases))
    return classes + [aliases[id] for group in groups for id in group]


def _bases_first(classes: Iterable[ir.Declaration]) -> list[ir.Declaration]:
    """The classes of one module, each base before its subclasses."""
    by_id = {item.id: item for item in classes}
    ordered: dict[ir.SchemaId, ir.Declaration] = {}
    for item in by_id.values():
        chain = [item]
        while isinstance(last := chain[-1], ir.Model) and last.base is not None:
            base = by_id.get(last.base.id)
            if base is None or base.id in ordered:
                break
            chain.append(base)
        ordered.update((each.id, each) for each in reversed(chain))
    return list(ordered.values())


def looks_ahead(declarations: Iterable[ir.Declaration]) -> bool:
    """Whether a model names itself or what stands below it in its module."""
    below = {declaration.id for declaration in declarations}
    for declaration in declarations:
        is_model = isinstance(declaration, ir.Model)
        if is_model and not below.isdisjoint(references(declaration)):
            return True
        below.discard(declaration.id)
    return False


def recursive_aliases(api: ir.Api) -> set[ir.SchemaId]:
    """The aliases that name themselves, perhaps through other aliases."""
    graph = _graph(
        {
            id: declaration
            for id, declaration in api.declarations.items()
            if isinstance(declaration, ir.Union | ir.Alias)
        }
    )
    found: set[ir.SchemaId] = set()
    for group in components(graph):
        if len(group) > 1 or group[0] in graph[group[0]]:
            found.update(group)
    return found


def _graph(
    aliases: Mapping[ir.SchemaId, ir.Declaration],
) -> dict[ir.SchemaId, list[ir.SchemaId]]:
    return {
        id: [target for target in references(declaration) if target in aliases]
        for id, declaration in aliases.items()
    }


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
