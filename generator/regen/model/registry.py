"""The declarations of a document, and the type of each place that uses them."""

from __future__ import annotations

from msgspec.structs import replace

from regen import ir

from . import (
    arrays,
    discriminators,
    enums,
    objects,
    places,
    primitives,
    remarks,
    unions,
)
from .keywords import component, kinds, named, nullable, only_null, says_anything
from .lineage import Lineage
from .nodes import DEEPEST, Endless, Tree, Unsupported, child
from .nullability import Nullability
from .shapes import Hint, Shape, flatten, settle


class Registry:
    """Builds each schema once. Null stays out of declarations: it belongs to the use.

    A schema becomes a declaration if it has a name, if it is a model, an enum or a
    union with a discriminator, or if it refers to itself.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lineage = Lineage(tree)
        self.nullability = Nullability(tree)
        self.declarations: dict[ir.SchemaId, ir.Declaration] = {}
        self.types: dict[str, ir.Type] = {}
        self.failed: dict[str, Unsupported] = {}
        self.endless: dict[str, Endless] = {}
        self._identities: dict[tuple[tuple[str, bool], ...], str] = {}
        self._ends: dict[str, str] = {}
        self._building: set[str] = set()
        self._recursive: set[str] = set()
        self._asked: dict[tuple[object, ...], ir.SchemaId] = {}

    def declare(self, declaration: ir.Declaration) -> ir.Ref:
        """Register a declaration under its identity."""
        if isinstance(declaration, ir.Enum) and declaration.name_hint:
            key = (declaration.name_hint, declaration.kind, declaration.members)
            same = self._asked.setdefault(key, declaration.id)
            if same != declaration.id:
                return ir.Ref(same)
        self.declarations[declaration.id] = declaration
        return ir.Ref(declaration.id)

    def type_at(self, pointer: str, hint: Hint) -> ir.Type:
        """The type of the schema at `pointer`, null included.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        if named(pointer):
            kind = self._use(pointer)
        else:
            try:
                end = settle(self.tree, pointer, hint)
            except Endless as cycle:
                return self._anything(cycle)
            if named(end.pointer):
                kind = self._use(end.pointer)
            else:
                kind = self._inline(end.pointer, end.hint)
        return nullable(kind) if self.nullability.allows_null(pointer) else kind

    def base(self, pointer: str, hint: Hint) -> ir.Type:
        """As `type_at`, but a schema with children stands for itself alone.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        if not self.lineage.polymorphic(pointer):
            return self.type_at(pointer, hint)
        self._check(pointer)
        return ir.Ref(ir.SchemaId(pointer))

    def _check(self, pointer: str) -> None:
        if pointer in self.failed:
            raise self.failed[pointer]

    def _check_depth(self, pointer: str) -> None:
        if len(self._building) >= DEEPEST:
            raise Unsupported("too-deep", "schemas are nested too deeply", pointer)

    def _inline(self, pointer: str, hint: Hint) -> ir.Type:
        node = self.tree[pointer]
        if node is False:
            return ir.Never()
        if not isinstance(node, dict):
            return ir.Anything()
        if pointer in self.types:
            return self.types[pointer]
        if (scalar := primitives.plain(node)) is not None:
            self._check_depth(pointer)
            return scalar
        return self.build(Shape(pointer, hint, flatten(self.tree, pointer, hint)))

    def _use(self, pointer: str) -> ir.Type:
        """What a reference to a schema with a name becomes.

        Schemas without a type of their own are not worth a name.
        """
        self._check(pointer)
        try:
            node = self.tree[self._end(pointer)]
        except Endless as cycle:
            return self._anything(cycle)
        if node is False:
            return ir.Never()
        if says_anything(node):
            return ir.Anything()
        if only_null(node):
            return ir.Null()
        if self.lineage.polymorphic(pointer):
            return self._family(pointer)
        if component(pointer) is None:
            self.declare_named(pointer)
        return ir.Ref(ir.SchemaId(pointer))

    def _anything(self, cycle: Endless) -> ir.Type:
        """The type of a schema that demands nothing, with the reason."""
        self.endless.setdefault(cycle.pointer, cycle)
        return ir.Anything()

    def _end(self, pointer: str) -> str:
        """Where a chain of names leads; each link is followed once.

        Raises:
            Endless: it leads only back to itself.
        """
        path: dict[str, None] = {}
        end = pointer
        while end not in self._ends:
            if end in path:
                raise Endless(pointer)
            path[end] = None
            after = settle(self.tree, end, ()).pointer
            if after == end or not named(after):
                break
            end = after
        end = self._ends.get(end, end)
        self._ends.update(dict.fromkeys(path, end))
        return end

    def _family(self, pointer: str) -> ir.Ref:
        """The union of the children of a schema, as an own declaration."""
        identity = child(pointer, "x-polymorphic")
        if identity not in self.types and identity not in self._building:
            self._building.add(identity)
            hint = ("Any", *places.of_place(self.tree, pointer))
            self.types[identity] = self.declare(
                discriminators.polymorphic(self, pointer, identity, hint)
            )
            self._building.discard(identity)
        return ir.Ref(ir.SchemaId(identity))

    def declare_named(self, pointer: str) -> None:
        """Register the declaration of a schema that has a name, once.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        if pointer in self._building or pointer in self.types:
            return
        hint = places.of_place(self.tree, pointer)
        ref = ir.Ref(ir.SchemaId(pointer))
        try:
            end = settle(self.tree, pointer, hint)
        except Endless as cycle:
            shape = Shape(pointer, hint, (), named=True)
            self.types[pointer] = self._declare_type(shape, self._anything(cycle))
            return
        if end.pointer != pointer and named(end.pointer):
            take = self.base if end.composed else self.type_at
            kind = take(end.pointer, end.hint)
            shape = Shape(pointer, hint, (), named=True)
        else:
            parts = flatten(self.tree, end.pointer, hint)
            shape = Shape(pointer, hint, parts, named=True)
            kind = self.build(shape) if parts else self._inline(end.pointer, hint)
        if isinstance(kind, ir.Nullable):
            kind = kind.inner
        if kind != ref:
            self._declare_type(shape, kind)
        self.types[pointer] = ref

    def _declare_type(self, shape: Shape, kind: ir.Type) -> ir.Ref:
        """Register a type that is neither a model nor an enum under its name."""
        doc = remarks.shape_doc(self.tree, shape)
        make = ir.Union if isinstance(kind, ir.UnionOf) else ir.Alias
        return self.declare(
            make(
                id=ir.SchemaId(shape.pointer),
                hint=shape.hint,
                doc=doc,
                type=kind,
                deprecated=remarks.deprecated(shape),
                facts=remarks.shape_facts(shape),
            )
        )

    def build(self, shape: Shape) -> ir.Type:
        """The type of a shape, null left out; built once per set of parts.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        if not shape.named:
            key = tuple((part.pointer, part.bare) for part in shape.parts)
            pointer = self._identities.setdefault(key, shape.pointer)
            if pointer != shape.pointer:
                shape = replace(shape, pointer=pointer)
        pointer = shape.pointer
        if pointer in self.types:
            return self.types[pointer]
        if pointer in self._building:
            self._recursive.add(pointer)
            return ir.Ref(ir.SchemaId(pointer))
        self._check_depth(pointer)
        self._building.add(pointer)
        try:
            kind = self._kind(shape)
        finally:
            self._building.discard(pointer)
        is_recursive = pointer in self._recursive and not shape.named
        if is_recursive and kind != ir.Ref(ir.SchemaId(pointer)):
            kind = self._declare_type(shape, kind)
        self.types[pointer] = kind
        return kind

    def _kind(self, shape: Shape) -> ir.Type:
        """Listed values decide first, then unions, then the JSON types."""
        values = enums.listed(shape)
        if values is not None:
            listed = enums.build(self, shape, values)
            if listed is not None:
                return listed
        alternatives = unions.choices(self, shape)
        if alternatives:
            return unions.build(self, shape, alternatives)
        names = kinds([part.node for part in shape.parts])
        match names:
            case ():
                empty = any(only_null(part.node) for part in shape.parts)
                return ir.Null() if empty else ir.Anything()
            case (name,):
                return self._of_type(shape, name)
        place = child(shape.pointer, "type")
        return unions.union_of(
            self._of_type(
                replace(
                    shape,
                    pointer=child(place, name),
                    hint=(*shape.hint, name),
                    named=False,
                ),
                name,
            )
            for name in names
        )

    def _of_type(self, shape: Shape, name: str) -> ir.Type:
        match name:
            case "object":
                return objects.build(self, shape)
            case "array":
                return arrays.build(self, shape)
            case _:
                return primitives.build(shape, name)
