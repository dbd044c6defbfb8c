"""Builds types and declarations from the schemas of a document.

`composed` collects the parts that a schema combines; this module decides its kind, and
one module builds each kind: `keywords` (scalars), `enums`, `containers`, `unions`.
"""

from __future__ import annotations

from msgspec.structs import replace

from regen import ir
from regen.diagnostics import Diagnostic
from regen.ir.walk import refs, types_of
from regen.source.document import Document
from regen.source.limits import MAX_PROPERTIES, MORE, most

from . import containers, discriminators, enums, facts, name_hints, unions
from .composed import ComposedSchema, Hint, flatten, unwrap
from .keywords import (
    component,
    kinds,
    members,
    named,
    nullable,
    only_null,
    plain_primitive,
    primitive,
    quoted_number,
    says_anything,
)
from .reader import DEEPEST, Doubtful, Endless, Tree, Unsupported, child
from .relations import SCHEMAS, Inheritance, Nullability


class Registry:
    """Builds each schema once, without null, which belongs to its use.

    A schema becomes a declaration if it has a name, if it is a model, an enum or a
    union with a discriminator, or if it refers to itself.

    Attributes:
        declarations: what was declared, in the order in which it was finished.
        types: pointer of each schema that was built -> its type, null left out.
        failed: components that cannot be built, or need one that cannot.
        warnings: what is doubtful and how it is understood, by code and pointer.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.inheritance = Inheritance(tree)
        self.nullability = Nullability(tree)
        self.declarations: dict[ir.SchemaId, ir.Declaration] = {}
        self.types: dict[str, ir.Type] = {}
        self.failed: dict[str, Unsupported] = {}
        self.warnings: dict[tuple[str, str], Doubtful] = {}
        self._properties = 0
        # The parts of an inline schema -> where it was built first: the same parts are
        # one schema, wherever they meet.
        self._identities: dict[tuple[tuple[str, bool], ...], str] = {}
        # Schema with a name -> where the chain of names that it begins ends.
        self._ends: dict[str, str] = {}
        # Schemas whose building has begun, and those that met themselves meanwhile.
        self._building: set[str] = set()
        self._recursive: set[str] = set()
        # Name and members that `x-ms-enum` gives -> the enum that has them.
        self._titled_enums: dict[tuple[object, ...], ir.SchemaId] = {}

    def declare(self, declaration: ir.Declaration) -> ir.Ref:
        """Register a declaration under its identity."""
        if isinstance(declaration, ir.Enum) and declaration.name_hint:
            key = (declaration.name_hint, declaration.kind, declaration.members)
            same = self._titled_enums.setdefault(key, declaration.id)
            if same in self.declarations:
                return ir.Ref(same)
            self._titled_enums[key] = declaration.id
        self.declarations[declaration.id] = declaration
        return ir.Ref(declaration.id)

    def mark(self) -> tuple[int, int]:
        """How far building has come; see `forget_since`."""
        return len(self.declarations), len(self.types)

    def forget_since(self, mark: tuple[int, int]) -> None:
        """Take back what was built since a mark, because its user cannot be built.

        Nothing is built twice, so what was added last is what was built since.
        """
        declared, typed = mark
        while len(self.declarations) > declared:
            self.declarations.popitem()
        while len(self.types) > typed:
            self.types.popitem()

    def type_at(self, pointer: str, hint: Hint) -> ir.Type:
        """The type of the schema at `pointer`, null included.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        if named(pointer):
            kind = self._use(pointer)
        else:
            try:
                end = unwrap(self.tree, pointer, hint)
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
        if not self.inheritance.polymorphic(pointer):
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
        if (scalar := plain_primitive(node)) is not None:
            self._check_depth(pointer)
            return scalar
        return self.build(
            ComposedSchema(pointer, hint, flatten(self.tree, pointer, hint))
        )

    def _use(self, pointer: str) -> ir.Type:
        """The type of a reference to a schema with a name.

        A schema without a type of its own gets no declaration.
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
        if self.inheritance.polymorphic(pointer):
            return self._family(pointer)
        if component(pointer) is None:
            self.declare_named(pointer)
        return ir.Ref(ir.SchemaId(pointer))

    def _anything(self, cycle: Endless) -> ir.Type:
        """The type of a schema that demands nothing, with the reason."""
        self.warn(
            "reference-cycle",
            str(cycle),
            cycle.pointer,
            "any value is taken for such a schema",
        )
        return ir.Anything()

    def count_properties(self, number: int, pointer: str) -> None:
        """Count the properties of a model, those of its parents included.

        Raises:
            Unsupported: the models have too many properties, all in all.
        """
        self._properties += number
        if self._properties > (limit := most(MAX_PROPERTIES)):
            text = f"the models have more than {limit:,} properties"
            hint = f"those that allOf adds count in each model again; {MORE}"
            raise Unsupported("too-many-properties", text, pointer, hint)

    def warn(self, code: str, message: str, pointer: str, hint: str = "") -> None:
        """Report, as a warning, how something doubtful is understood."""
        found = Doubtful(code, message, pointer, hint)
        self.warnings.setdefault((code, pointer), found)

    def _end(self, pointer: str) -> str:
        """The end of a chain of references; each link is followed once.

        Raises:
            Endless: it leads only back to itself.
        """
        path: dict[str, None] = {}
        end = pointer
        while end not in self._ends:
            if end in path:
                raise Endless(pointer)
            path[end] = None
            after = unwrap(self.tree, end, ()).pointer
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
            hint = ("Any", *name_hints.of_place(self.tree, pointer))
            self.types[identity] = self.declare(
                discriminators.union_of_children(self, pointer, identity, hint)
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
        hint = name_hints.of_place(self.tree, pointer)
        ref = ir.Ref(ir.SchemaId(pointer))
        try:
            end = unwrap(self.tree, pointer, hint)
        except Endless as cycle:
            schema = ComposedSchema(pointer, hint, (), named=True)
            self.types[pointer] = self._declare_type(schema, self._anything(cycle))
            return
        if end.pointer != pointer and named(end.pointer):
            take = self.base if end.composed else self.type_at
            kind = take(end.pointer, end.hint)
            schema = ComposedSchema(pointer, hint, (), named=True)
        else:
            parts = flatten(self.tree, end.pointer, hint)
            schema = ComposedSchema(pointer, hint, parts, named=True)
            kind = self.build(schema) if parts else self._inline(end.pointer, hint)
        if isinstance(kind, ir.Nullable):
            kind = kind.inner
        if kind != ref:
            self._declare_type(schema, kind)
        self.types[pointer] = ref

    def _declare_type(self, schema: ComposedSchema, kind: ir.Type) -> ir.Ref:
        """Register a type that is neither a model nor an enum under its name."""
        doc = facts.doc_of(self.tree, schema)
        make = ir.Union if isinstance(kind, ir.UnionOf) else ir.Alias
        return self.declare(
            make(
                id=ir.SchemaId(schema.pointer),
                hint=schema.hint,
                doc=doc,
                type=kind,
                deprecated=facts.deprecated(schema),
                facts=facts.facts_of(schema),
            )
        )

    def build(self, schema: ComposedSchema) -> ir.Type:
        """The type of a schema, null left out; built once per set of parts.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built.
        """
        if not schema.named:
            key = tuple((part.pointer, part.without_unions) for part in schema.parts)
            pointer = self._identities.setdefault(key, schema.pointer)
            if pointer != schema.pointer:
                schema = replace(schema, pointer=pointer)
        pointer = schema.pointer
        if pointer in self.types:
            return self.types[pointer]
        if pointer in self._building:
            self._recursive.add(pointer)
            return ir.Ref(ir.SchemaId(pointer))
        self._check_depth(pointer)
        self._building.add(pointer)
        try:
            kind = self._kind(schema)
        finally:
            self._building.discard(pointer)
        is_recursive = pointer in self._recursive and not schema.named
        if is_recursive and kind != ir.Ref(ir.SchemaId(pointer)):
            kind = self._declare_type(schema, kind)
        self.types[pointer] = kind
        return kind

    def _kind(self, schema: ComposedSchema) -> ir.Type:
        """Listed values decide first, then unions, then the JSON types."""
        values = enums.listed(schema)
        if values is not None:
            listed = enums.build(self, schema, values)
            if listed is not None:
                return listed
        alternatives = unions.choices(self, schema)
        if alternatives:
            return unions.build(self, schema, alternatives)
        names = kinds([part.node for part in schema.parts])
        match names:
            case ():
                empty = any(only_null(part.node) for part in schema.parts)
                return ir.Null() if empty else ir.Anything()
            case (name,):
                return self._of_type(schema, name)
        number = quoted_number([part.node for part in schema.parts], names)
        if number is not None:
            return number
        place = child(schema.pointer, "type")
        return unions.union_of(
            self._of_type(
                replace(
                    schema,
                    pointer=child(place, name),
                    hint=(*schema.hint, name),
                    named=False,
                ),
                name,
            )
            for name in names
        )

    def _of_type(self, schema: ComposedSchema, name: str) -> ir.Type:
        match name:
            case "object":
                return containers.build_object(self, schema)
            case "array":
                return containers.build_array(self, schema)
            case _:
                return primitive([part.node for part in schema.parts], name)


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
        """Errors of components that cannot be built; warnings of what is doubtful."""
        doubtful = self._registry.warnings.values()
        return [*self._faults, *(found.located(self._document) for found in doubtful)]

    def type_at(self, pointer: str, hint: tuple[str, ...]) -> ir.Type:
        """The type of the schema at `pointer` of the document.

        Args:
            hint: the words of the place, for an inline schema that becomes a
                declaration.

        Raises:
            Unsupported: the schema, or one that it needs, cannot be built; nothing is
                declared then, and the diagnostic has its place.
        """
        mark = self._registry.mark()
        try:
            return self._registry.type_at(pointer, hint)
        except Unsupported as error:
            self._registry.forget_since(mark)
            error.located(self._document)
            raise

    def follow(self, type_: ir.Type | None) -> ir.Type | None:
        """The type behind aliases: never a reference to one, unless it is endless."""
        visited: set[ir.SchemaId] = set()
        while isinstance(type_, ir.Ref) and type_.id not in visited:
            visited.add(type_.id)
            target = self.declarations.get(type_.id)
            if not isinstance(target, ir.Alias):
                break
            type_ = target.type
        return type_

    def use_at(self, pointer: str, hint: tuple[str, ...]) -> facts.Use:
        """What the schema at `pointer` says about its use there.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        return facts.use(self._registry.tree, pointer, hint)

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
