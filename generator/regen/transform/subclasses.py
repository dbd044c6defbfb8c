"""Makes subclasses of the models whose `allOf` includes another model.

A model is a subclass of the first of its parents of which it redefines nothing: each
property of the parent is its own, with the same type. So functions over the parent
take it, and a property that the parent gains changes one class. What other parents
declare is part of the model itself.

A tag is the exception: the child keeps the type that the parent gives the property,
and has its value as a default.
"""

from __future__ import annotations

from msgspec.structs import replace

from regen import ir
from regen.ir.walk import model_behind

_TAGS = (
    ir.PrimitiveKind.STRING,
    ir.PrimitiveKind.INTEGER,
    ir.PrimitiveKind.BOOLEAN,
)


def run(api: ir.Api) -> ir.Api:
    """Returns the API where models have their base.

    A base is used wherever one of its subclasses is.
    """
    inheritance = _Inheritance(dict(api.declarations))
    inheritance.find_bases()
    inheritance.share_usage()
    inheritance.part_from_sent_bases()
    return replace(api, declarations=inheritance.declarations)


class _Inheritance:
    def __init__(self, declarations: dict[ir.SchemaId, ir.Declaration]) -> None:
        self.declarations = declarations

    def find_bases(self) -> None:
        """Give each model the first parent that it extends without a change."""
        for id_, model in list(self.declarations.items()):
            if not isinstance(model, ir.Model):
                continue
            for reference in model.parents:
                parent = model_behind(reference.id, self.declarations)
                if parent is None or self._is_ancestor(id_, parent):
                    continue
                fields = self._as_inherited(model, parent)
                if fields is not None:
                    base = ir.Ref(parent.id)
                    self.declarations[id_] = replace(model, fields=fields, base=base)
                    break

    def _is_ancestor(self, id_: ir.SchemaId, model: ir.Model) -> bool:
        """Whether a model is, or has as a base, the one under an id."""
        here: ir.Declaration | None = model
        while isinstance(here, ir.Model) and here.id != id_:
            here = self.declarations.get(here.base.id) if here.base else None
        return here is not None

    def _as_inherited(
        self, model: ir.Model, parent: ir.Model
    ) -> tuple[ir.Field, ...] | None:
        """The fields of a subclass; `None` if it redefines one of the parent."""
        if not parent.fields or (parent.extra not in (None, model.extra)):
            return None
        own = {field.wire_name: field for field in model.fields}
        for field in parent.fields:
            mine = own.get(field.wire_name)
            mine = None if mine is None else self._inherited(mine, field)
            if mine is None:
                return None
            own[field.wire_name] = mine
        return tuple(own.values())

    def _inherited(self, mine: ir.Field, parents: ir.Field) -> ir.Field | None:
        """A field that is the parent's, perhaps with a value of its own for a tag."""
        if _use(mine) == _use(parents):
            return mine
        match mine.type:
            case ir.Constant((only,)) if mine.required and self._takes(parents.type):
                found = replace(
                    mine,
                    type=parents.type,
                    required=parents.required,
                    has_default=parents.has_default,
                    default=parents.default,
                    constant=only,
                )
                return found if _use(found) == _use(parents) else None
            case _:
                return None

    def _takes(self, type_: ir.Type) -> bool:
        """Whether a tag can be the default of a field of a type."""
        match type_:
            case ir.Nullable(inner):
                return self._takes(inner)
            case ir.Primitive(kind):
                return kind in _TAGS
            case ir.Ref(id_):
                found = self.declarations.get(id_)
                if isinstance(found, ir.Alias) and not isinstance(found.type, ir.Ref):
                    return self._takes(found.type)
                return isinstance(found, ir.Enum)
            case _:
                return False

    def share_usage(self) -> None:
        """Let bases travel where their subclasses do."""
        for model in list(self.declarations.values()):
            here: ir.Declaration = model
            while isinstance(here, ir.Model) and here.base is not None:
                here = self.declarations[here.base.id]
                usage = here.usage | model.usage
                here = replace(here, usage=usage)
                self.declarations[here.id] = here

    def part_from_sent_bases(self) -> None:
        """Take a base that requests carry from models that only responses bring.

        Such a base may tell null from nothing, and the model need not.
        """
        for id_, model in list(self.declarations.items()):
            if not isinstance(model, ir.Model) or model.base is None:
                continue
            base = self.declarations[model.base.id]
            only_received = model.usage is ir.Usage.RESPONSE
            if only_received and base.usage is not model.usage:
                assert isinstance(base, ir.Model)
                if any(map(self._tells_null, base.fields)):
                    self.declarations[id_] = replace(model, base=None)

    def _tells_null(self, field: ir.Field) -> bool:
        type_ = field.type
        while isinstance(type_, ir.Ref):
            target = self.declarations.get(type_.id)
            if not isinstance(target, ir.Alias):
                break
            type_ = target.type
        return not field.required and isinstance(type_, ir.Nullable | ir.Anything)


def _use(field: ir.Field) -> tuple[object, ...]:
    """What has to be the same for a field to be that of the base."""
    default = repr(field.default) if field.has_default else None
    return (
        field.wire_name,
        field.type,
        field.required,
        field.read_only,
        field.write_only,
        default,
    )
