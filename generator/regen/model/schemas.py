"""The schemas of a document as types and declarations.

A schema is read as the parts that must hold together (`shapes`), its kind is decided
in `registry`, and each kind is built by one module: `primitives`, `enums`, `arrays`,
`objects`, `unions`.
"""

from __future__ import annotations

from regen import ir
from regen.diagnostics import Diagnostic
from regen.ir.walk import refs, types_of
from regen.source.document import Document

from . import remarks
from .keywords import members
from .lineage import SCHEMAS
from .nodes import Tree, Unsupported, child
from .registry import Registry


class Schemas:
    """Types for the schemas of one document (Schema Object).

    All component schemas are declared at once; the schemas of operations are added as
    they are asked for.

    Attributes:
        declarations: every declaration so far; `Ref` is resolved here.
    """

    def __init__(self, document: Document) -> None:
        self._faults: list[Diagnostic] = []
        self._document = document
        self._registry = Registry(Tree(document.root))
        self.declarations = self._registry.declarations
        components = members(document.root, "components")
        for name in members(components, "schemas"):
            self._component(child(SCHEMAS, name))
        if self._registry.failed:
            self._withdraw()

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """An ERROR for each component that could not be built, and using one raises; a
        WARNING for each schema that is nothing but references to itself.
        """
        endless = self._registry.endless.values()
        return [*self._faults, *(cycle.located(self._document) for cycle in endless)]

    def type_at(self, pointer: str, hint: tuple[str, ...]) -> ir.Type:
        """The type of the schema at `pointer` of the document.

        Args:
            hint: the words of the place, for an inline schema that becomes a
                declaration.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built; nothing is
                declared then, and the diagnostic has its place.
        """
        registry = self._registry
        declared, typed = len(registry.declarations), len(registry.types)
        try:
            return registry.type_at(pointer, hint)
        except Unsupported as error:
            for id_ in list(registry.declarations)[declared:]:
                del registry.declarations[id_]
            for place in list(registry.types)[typed:]:
                del registry.types[place]
            error.located(self._document)
            raise

    def follow(self, type_: ir.Type | None) -> ir.Type | None:
        """The type behind aliases: never a reference to one, unless it is endless."""
        seen: set[ir.SchemaId] = set()
        while isinstance(type_, ir.Ref) and type_.id not in seen:
            seen.add(type_.id)
            target = self.declarations.get(type_.id)
            if not isinstance(target, ir.Alias):
                break
            type_ = target.type
        return type_

    def use_at(self, pointer: str, hint: tuple[str, ...]) -> remarks.Use:
        """What the schema at `pointer` says about its use there.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        return remarks.use(self._registry.tree, pointer, hint)

    def _component(self, pointer: str) -> None:
        try:
            self._registry.declare_named(pointer)
        except Unsupported as error:
            self._registry.failed[pointer] = error
            if error.diagnostic.location is None:  # else it came from another one
                self._faults.append(error.located(self._document))

    def _withdraw(self) -> None:
        """Take back what needs a component that could not be built."""
        failed = self._registry.failed
        users: dict[str, list[str]] = {}
        for id_, declaration in self.declarations.items():
            for used in refs(types_of(declaration)):
                users.setdefault(used.pointer, []).append(id_.pointer)
        stack = list(failed)
        while stack:
            here = stack.pop()
            self.declarations.pop(ir.SchemaId(here), None)
            for user in users.get(here, ()):
                if user not in failed:
                    failed[user] = failed[here]
                    stack.append(user)
        for place, kind in list(self._registry.types.items()):
            if any(id_.pointer in failed for id_ in refs((kind,))):
                del self._registry.types[place]
