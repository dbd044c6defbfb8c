"""What every view is made from: the API, its names, and where declarations stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from regen import ir
from regen.naming import Names
from regen.outputs.python.graph import Graph
from regen.outputs.python.imports import Imports, export_key
from regen.outputs.python.lines import Brackets, assignment
from regen.outputs.python.literals import Code, string
from regen.outputs.python.types import Scope


class Config(Protocol):
    """The part of the configuration that the Python view reads."""

    @property
    def package(self) -> str:
        """Import name of the package."""

    @property
    def send_defaults(self) -> bool:
        """Whether defaults of the document become defaults of arguments."""


class Context(Struct, frozen=True):
    """The API with its names.

    Attributes:
        package: import name of the generated package.
        graph: which declarations refer to one another.
        modules: module under `models` of each declaration, see `model_modules`.
        send_defaults: whether defaults of the document become defaults of arguments.
    """

    api: ir.Api
    names: Names
    package: str
    graph: Graph
    modules: dict[ir.SchemaId, str]
    send_defaults: bool = False

    @classmethod
    def of(
        cls, api: ir.Api, names: Names, package: str, *, send_defaults: bool = False
    ) -> Context:
        """The context of an API."""
        graph = Graph.of(api.declarations)
        modules = model_modules(api, names, graph)
        return cls(api, names, package, graph, modules, send_defaults)

    def name_of(self, id: ir.SchemaId) -> str:
        """Python name of a declaration."""
        return self.names.declarations[id].name

    def operations_scope(self, imports: Imports) -> Scope:
        """Where operations are written: models are reached through their package."""

        def reference(id: ir.SchemaId) -> str:
            return f"{imports.use('..', 'models')}.{self.name_of(id)}"

        return Scope(imports, reference)

    def models_scope(self, module: str, imports: Imports) -> Scope:
        """Where the declarations of one module are written."""

        def reference(id: ir.SchemaId) -> str:
            name = self.name_of(id)
            if self.modules[id] == module:
                return name
            return imports.use(f".{self.modules[id]}", name)

        return Scope(imports, reference)


def model_modules(api: ir.Api, names: Names, graph: Graph) -> dict[ir.SchemaId, str]:
    """The module of each declaration, so that modules never import in a circle.

    Declarations that form a cycle share the module of the first class among them. A
    schema that stands inside another one and that nothing else refers to goes with it.
    """
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


def code(text: Iterable[str]) -> Code:
    """Lines that this package laid out, as one value."""
    return Code("\n".join(text))


def exports(names: Iterable[str]) -> Code:
    """The `__all__` of a module."""
    items = tuple(string(name).code for name in sorted(names, key=export_key))
    return code(assignment("__all__", None, Brackets("[", items)))
