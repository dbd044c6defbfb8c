"""Makes the arguments of a function, and the request that they become.

Styles follow the table of the OpenAPI specification, section "Style Values"; a wrapper
is written only where a value would otherwise be sent in another style.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind, ParameterLocation, Style
from regen.ir.media import essence
from regen.ir.walk import follow, is_anything, walk

from . import docs, literals
from .annotations import (
    Types,
    ValueForm,
    lacks_tags,
    scalar_default,
    value_form,
)
from .expressions import (
    BYTES,
    FALSE,
    NONE,
    STR,
    TRUE,
    DictDisplay,
    Expression,
    FormattedText,
    Invocation,
    Name,
    Subscript,
    any_of,
    literal_type,
    mapping,
    runtime,
)
from .literals import Identifier, Literal
from .surface import Argument, DeclaredBody, DeclaredParameter, Entry

BODY = Identifier("body")
"""Name of the argument; naming gives it to no parameter."""
MEDIA_TYPE = Identifier("media_type")

_MAKERS = {
    MediaKind.JSON: ("JsonBody", "application/json"),
    MediaKind.FORM: ("FormBody", "application/x-www-form-urlencoded"),
    MediaKind.MULTIPART: ("MultipartBody", "multipart/form-data"),
    MediaKind.LINES: ("JsonLinesBody", "application/jsonl"),
    MediaKind.TEXT: ("TextBody", "text/plain"),
    MediaKind.BINARY: ("BinaryBody", "application/octet-stream"),
}
"""How a body is made, and the media type that needs no mention."""

_BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)
_DATE = ir.Primitive(ir.PrimitiveKind.DATE)

Keywords: TypeAlias = tuple[tuple[str, Expression], ...]


class Parameters(Struct, frozen=True):
    """The parameters of one operation.

    Attributes:
        arguments: (location, wire name) -> name of the argument.
        send_defaults: whether an argument has the default that the document gives.
    """

    operation: ir.Operation
    types: Types
    arguments: Mapping[tuple[ParameterLocation, str], str]
    send_defaults: bool = False

    def declared(self) -> Iterator[DeclaredParameter]:
        """The parameters as the document has them."""
        for parameter in self.operation.parameters:
            yield DeclaredParameter(
                parameter.name,
                parameter.location.value,
                self._name(parameter),
                self._annotation(parameter),
                parameter.required,
            )

    def positional(self) -> list[Argument]:
        """The arguments for the variables of the path, as it names them."""
        positions: dict[str, int] = {}
        for number, part in enumerate(self.operation.path):
            if isinstance(part, ir.PathVariable):  # which may stand there twice
                positions.setdefault(part.name, number)
        found = [p for p in self.operation.parameters if _in_path(p)]
        found = [p for p in found if p.name in positions]
        found.sort(key=lambda parameter: positions[parameter.name])
        return [self._argument(parameter) for parameter in found]

    def by_keyword(self) -> list[Argument]:
        """The arguments for all other parameters, as they are declared."""
        others = (p for p in self.operation.parameters if not _in_path(p))
        return [replace(self._argument(p), keyword_only=True) for p in others]

    def path(self) -> FormattedText:
        """The path of the call."""
        by_name = {p.name: p for p in self.operation.parameters if _in_path(p)}
        return FormattedText(
            tuple(
                (
                    part.text
                    if isinstance(part, ir.PathText)
                    else self._segment(by_name[part.name])
                )
                for part in self.operation.path
            )
        )

    def entries(self, location: ParameterLocation) -> tuple[Entry, ...]:
        """The parameters of a location with what is sent for them."""
        return tuple(
            Entry(literals.string(parameter.name), self._value(parameter))
            for parameter in self.operation.parameters
            if parameter.location is location
        )

    def query_string(self) -> Expression | None:
        """The parameter that is the whole query, if there is one."""
        for parameter in self.operation.parameters:
            if parameter.location is ParameterLocation.QUERYSTRING:
                items: list[Expression] = [self._name(parameter)]
                content = parameter.content
                if content is not None and content.kind is not MediaKind.FORM:
                    items.append(literals.string(content.media_type))
                return Invocation(runtime("QueryString"), tuple(items))
        return None

    def _argument(self, parameter: ir.Parameter) -> Argument:
        type, default = self.types.argument(parameter.type), None
        if not parameter.required:
            type, default = any_of([type, NONE]), self._default(parameter)
        elif not _in_path(parameter):
            match parameter.type:
                case ir.Constant((only,)):
                    default = literals.json_literal(only)
                case _:
                    pass
        return Argument(
            self._name(parameter),
            type,
            default,
            doc=docs.parameter_text(parameter),
            pointer=f"{self.operation.pointer}/parameters",
        )

    def _default(self, parameter: ir.Parameter) -> Literal:
        """The document's default, if it is sent and fits the type."""
        if not (self.send_defaults and parameter.has_default):
            return NONE
        return scalar_default(parameter.type, parameter.default) or NONE

    def _annotation(self, parameter: ir.Parameter) -> Expression:
        """The type of a value that is given."""
        return self.types.annotation(parameter.type, BYTES)

    def _name(self, parameter: ir.Parameter) -> Identifier:
        return Identifier(self.arguments[parameter.location, parameter.name])

    def _given(self, parameter: ir.Parameter) -> Expression:
        """What is given for a parameter; a datetime is refused where it is a date."""
        name = self._name(parameter)
        type_ = self._not_null(parameter.type)
        if isinstance(type_, ir.ListOf):
            type_ = self._not_null(type_.item)
        if type_ != _DATE:
            return name
        items = (literals.string(parameter.name), name)
        return Invocation(runtime("only_dates"), items)

    def _not_null(self, type: ir.Type) -> ir.Type:
        """The type behind aliases, and behind null."""
        found = follow(type, self.types.declarations)
        return self._not_null(found.inner) if isinstance(found, ir.Nullable) else found

    def _segment(self, parameter: ir.Parameter) -> Expression:
        """The value of a variable of the path."""
        name = self._given(parameter)
        if parameter.content is not None:
            name = _content(parameter.content, name)
        items = [name]
        match parameter.style:
            case Style.LABEL:
                function, joins = "label", ValueForm.SCALAR
            case Style.MATRIX:
                function, joins = "matrix", ValueForm.SCALAR
                items.insert(0, literals.string(parameter.name))
            case (
                Style.SIMPLE
                | Style.FORM
                | Style.SPACE_DELIMITED
                | Style.PIPE_DELIMITED
                | Style.TAB_DELIMITED
                | Style.DEEP_OBJECT
            ):
                function, joins = "segment", ValueForm.ARRAY
            case _:
                assert_never(parameter.style)
        form = value_form(parameter.type, self.types.declarations)
        options: Keywords = ()
        if parameter.explode and form not in (ValueForm.SCALAR, joins):
            options = (("explode", TRUE),)
        if parameter.allow_reserved:
            options = (*options, ("reserved", TRUE))
        if parameter.allow_empty and function == "segment":
            options = (*options, ("empty", TRUE))
        return Invocation(runtime(function), tuple(items), options)

    def _value(self, parameter: ir.Parameter) -> Expression:
        """The value of a parameter outside of the path."""
        name = self._given(parameter)
        if parameter.content is not None:
            return _content(parameter.content, name)
        form = value_form(parameter.type, self.types.declarations)
        wrapper, options = _wrapper(parameter, form)
        if parameter.allow_reserved and parameter.style is not Style.SIMPLE:
            wrapper, options = wrapper or "Form", (*options, ("reserved", TRUE))
        if not wrapper:
            return name
        return Invocation(runtime(wrapper), (name,), options)


def _content(content: ir.Content, name: Expression) -> Expression:
    if content.kind is MediaKind.JSON:
        return Invocation(runtime("Json"), (name,))
    return name


def _wrapper(parameter: ir.Parameter, form: ValueForm) -> tuple[str, Keywords]:
    """The class that writes a value in a style, and its options.

    Empty where a value is sent that way anyhow.
    """
    exploded: Keywords = (("explode", TRUE),) if parameter.explode else ()
    match parameter.style:
        case Style.SIMPLE:
            matters = parameter.explode and form in (ValueForm.OBJECT, ValueForm.ANY)
            return ("Simple", exploded) if matters else ("", ())
        case _ if form is ValueForm.SCALAR:
            return "", ()
        case Style.SPACE_DELIMITED:
            return "SpaceDelimited", exploded
        case Style.PIPE_DELIMITED:
            return "PipeDelimited", exploded
        case Style.TAB_DELIMITED:
            return "TabDelimited", exploded
        case Style.DEEP_OBJECT:
            return "DeepObject", ()
        case Style.FORM | Style.LABEL | Style.MATRIX:
            return ("", ()) if parameter.explode else ("Form", (("explode", FALSE),))
        case _:
            assert_never(parameter.style)


def _in_path(parameter: ir.Parameter) -> bool:
    return parameter.location is ParameterLocation.PATH


class RequestBody(Struct, frozen=True):
    """The body of one operation."""

    body: ir.Body
    types: Types

    def declared(self) -> Iterator[DeclaredBody]:
        """The bodies as the document has them."""
        for content in self.body.contents:
            yield DeclaredBody("", content.media_type, self._annotation(content))

    def argument(self, pointer: str) -> Argument:
        """The argument that holds the value; `pointer` is that of the operation."""
        type = any_of(self._annotation(content) for content in self.body.contents)
        default = None
        if not self.body.required:
            type, default = any_of([type, NONE]), NONE
        doc = docs.Prose(docs.joined(self.body.doc))
        return Argument(BODY, type, default, doc=doc, pointer=f"{pointer}/requestBody")

    def choice(self, pointer: str) -> Argument | None:
        """The argument that chooses the media type, if there are several."""
        contents = self.body.contents
        if len(contents) == 1:
            return None
        values = literal_type(literals.string(c.media_type) for c in contents)
        usual = literals.string(self._usual(contents).media_type)
        if self._labels():
            values, usual = any_of([values, NONE]), NONE
        return Argument(MEDIA_TYPE, values, usual, keyword_only=True, pointer=pointer)

    def expression(self) -> Expression:
        """The body of the call."""
        if len(self.body.contents) == 1:
            only = self.body.contents[0]
            maker, options = self._maker(only)
            return _made(only.kind, maker, options)
        contents, labels = self.body.contents, self._labels()
        if labels:
            usual = self._usual(contents)
            contents = (usual, *(c for c in contents if c != usual))
        makers = mapping((c.media_type, self._partial(c)) for c in contents)
        items: list[Expression] = [MEDIA_TYPE, BODY, makers]
        if labels:
            entries = tuple((n, literals.string(text)) for n, text in labels.items())
            items.append(DictDisplay(entries))
        return Invocation(runtime("choose_body"), tuple(items))

    def _labels(self) -> dict[Name, str]:
        """The first media type for each class of a body, if there are several."""
        found: dict[Name, str] = {}
        for content in self.body.contents:
            type = content.type and follow(content.type, self.types.declarations)
            model = isinstance(type, ir.Ref) and self.types.declarations[type.id]
            if isinstance(type, ir.Ref) and isinstance(model, ir.Model):
                found.setdefault(self.types.model(type.id), content.media_type)
        return found if len(found) > 1 else {}

    def _usual(self, contents: Sequence[ir.Content]) -> ir.Content:
        """The first one, but JSON comes before what is only text or bytes.

        `application/json` comes before other names for the same value, which frameworks
        list in any order: `application/json-patch+json`, of what is no patch, or the
        same with parameters.
        """
        json = [c for c in contents if c.kind is MediaKind.JSON]
        first = contents[0]
        if json and first.kind in (MediaKind.TEXT, MediaKind.BINARY):
            first = json[0]
        same = [c for c in json if first in json and c.type == first.type]
        plain = [c for c in same if essence(c.media_type) == "application/json"]
        return min(plain, key=lambda c: len(c.media_type), default=first)

    def _annotation(self, content: ir.Content) -> Expression:
        """The type of what a caller gives for a media type."""
        type: ir.Type = ir.Anything() if content.type is None else content.type
        match content.kind:
            case MediaKind.BINARY:
                return runtime("BinaryContent")
            case MediaKind.TEXT:
                return STR if content.type is None else self.types.argument(type)
            case MediaKind.LINES:
                item = self.types.annotation(content.item or ir.Anything())
                return Subscript(Name("Iterable", "collections.abc"), (item,))
            case MediaKind.FORM | MediaKind.MULTIPART if content.type is None:
                return self.types.argument(ir.MapOf(type), None)
            case (
                MediaKind.JSON | MediaKind.FORM | MediaKind.MULTIPART | MediaKind.EVENTS
            ):
                return self.types.argument(type, None)
            case _:
                assert_never(content.kind)

    def _tagged(self, content: ir.Content) -> ir.Type | None:
        """The type of a body, or of a line of it, if its tags are not its classes'."""
        type = content.item if content.kind is MediaKind.LINES else content.type
        if type is None or content.kind in (MediaKind.TEXT, MediaKind.BINARY):
            return None
        return type if lacks_tags(type, self.types.declarations) else None

    def _is_null_a_value(self, content: ir.Content) -> bool:
        if content.kind is not MediaKind.JSON or content.type is None:
            return False
        return isinstance(content.type, ir.Nullable) or is_anything(
            content.type, self.types.declarations
        )

    def _partial(self, content: ir.Content) -> Expression:
        maker, options = self._maker(content)
        if not options:
            return maker
        return Invocation(Name("partial", "functools"), (maker,), options)

    def _maker(self, content: ir.Content) -> tuple[Name, Keywords]:
        """The class of a body and its options beside the value."""
        name, usual = _MAKERS[content.kind]
        options: list[tuple[str, Expression]] = []
        files = self._files(content)
        entries = [
            (encoding.property, value)
            for encoding in content.encoding
            if (value := _encoding(encoding, encoding.property in files)) is not None
        ]
        if entries:
            options.append(("encoding", mapping(entries)))
        if content.media_type != usual and "*" not in content.media_type:
            options.append(("media_type", literals.string(content.media_type)))
        if self.body.required and self._is_null_a_value(content):
            options.append(("nullable", TRUE))
        if (tagged := self._tagged(content)) is not None:
            options.append(("kind", self.types.annotation(tagged)))
        return runtime(name), tuple(options)

    def _files(self, content: ir.Content) -> set[str]:
        """The properties of a multipart body that hold files."""
        declarations = self.types.declarations
        type = content.type and follow(content.type, declarations)
        model = declarations.get(type.id) if isinstance(type, ir.Ref) else None
        if content.kind is not MediaKind.MULTIPART or model is None:
            return set()
        fields = model.fields if isinstance(model, ir.Model) else ()
        return {field.wire_name for field in fields if _BINARY in walk(field.type)}


def _made(kind: MediaKind, maker: Name, options: Keywords) -> Expression:
    """The body of one media type; the type comes second, but where it has options."""
    if kind in (MediaKind.FORM, MediaKind.MULTIPART):
        return Invocation(maker, (BODY,), options)
    second = tuple(value for name, value in options if name == "media_type")
    others = tuple(option for option in options if option[0] != "media_type")
    return Invocation(maker, (BODY, *second), others)


def _encoding(encoding: ir.Encoding, of_file: bool) -> Expression | None:
    """How a property is sent; a style, which is about text, counts for no file."""
    options: dict[str, Expression] = {}
    if encoding.content_type:
        options["content_type"] = literals.string(encoding.content_type)
    if not of_file:
        if encoding.style:
            options["style"] = literals.string(encoding.style.value)
        if encoding.explode is not None:
            options["explode"] = literals.number(encoding.explode)
        if encoding.allow_reserved:
            options["reserved"] = TRUE
    if not options:
        return None
    return Invocation(runtime("Encoding"), keywords=tuple(options.items()))
