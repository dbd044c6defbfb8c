"""Request bodies: the arguments of a function, and the body of its call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind
from regen.ir.media import essence
from regen.ir.walk import walk
from regen.outputs.python import literals
from regen.outputs.python.lines import Argument, Node, call, keyword, mapping, subscript
from regen.outputs.python.resolve import Declarations, follow, is_anything
from regen.outputs.python.types import Scope, annotation, any_of, literal_type

BODY = "body"
"""Name of the argument; naming gives it to no parameter."""
MEDIA_TYPE = "media_type"

_MAKERS = {
    MediaKind.JSON: ("JsonBody", "application/json"),
    MediaKind.FORM: ("FormBody", "application/x-www-form-urlencoded"),
    MediaKind.MULTIPART: ("MultipartBody", "multipart/form-data"),
    MediaKind.LINES: ("JsonLinesBody", "application/jsonl"),
    MediaKind.TEXT: ("TextBody", "text/plain"),
    MediaKind.BINARY: ("BinaryBody", "application/octet-stream"),
}
"""How a body is made, and the media type that needs no mention."""

_STRING = ir.Primitive(ir.PrimitiveKind.STRING)
_BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)


class BodyWriter(Struct, frozen=True):
    """Writes the body of one operation."""

    scope: Scope
    declarations: Declarations

    def argument(self, body: ir.Body) -> Argument:
        """The argument that holds the value of the body."""
        type = any_of(self.annotation(content) for content in body.contents)
        if body.required:
            return Argument(BODY, type)
        return Argument(BODY, any_of([type, "None"]), "None")

    def choice(self, body: ir.Body) -> Argument | None:
        """The argument that chooses the media type, if there are several."""
        if len(body.contents) == 1:
            return None
        values = [literals.string(content.media_type) for content in body.contents]
        usual = literals.string(self._usual(body.contents).media_type)
        return Argument(MEDIA_TYPE, literal_type(values, self.scope), usual.code)

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

    def annotation(self, content: ir.Content) -> Node:
        """The type of what a caller gives for a media type."""
        scope, type = self.scope, content.type
        match content.kind:
            case MediaKind.BINARY:
                return scope.use_runtime("BinaryContent")
            case MediaKind.TEXT:
                return scope.imports.builtin("str")
            case MediaKind.LINES:
                item = content.item or ir.Anything()
                iterable = scope.imports.use("collections.abc", "Iterable")
                return subscript(iterable, annotation(item, scope))
            case MediaKind.FORM | MediaKind.MULTIPART if type is None:
                return annotation(ir.MapOf(ir.Anything()), scope)
            case (
                MediaKind.JSON | MediaKind.FORM | MediaKind.MULTIPART | MediaKind.EVENTS
            ):
                return annotation(ir.Anything() if type is None else type, scope)
            case _:
                assert_never(content.kind)

    def expression(self, body: ir.Body) -> Node:
        """The body of the call."""
        if len(body.contents) == 1:
            only = body.contents[0]
            maker, options = self._maker(only, body.required)
            return call(maker, BODY, *_arguments(only.kind, options))
        makers = [
            (
                literals.string(content.media_type).code,
                self._partial(content, body.required),
            )
            for content in body.contents
        ]
        choose = self.scope.use_runtime("choose_body")
        return call(choose, MEDIA_TYPE, BODY, mapping(makers))

    def _is_null_a_value(self, content: ir.Content) -> bool:
        if content.kind is not MediaKind.JSON or content.type is None:
            return False
        return isinstance(content.type, ir.Nullable) or is_anything(
            content.type, self.declarations
        )

    def _partial(self, content: ir.Content, required: bool) -> Node:
        maker, options = self._maker(content, required)
        if not options:
            return maker
        partial = self.scope.imports.use("functools", "partial")
        return call(partial, maker, *(keyword(*option) for option in options))

    def _maker(
        self, content: ir.Content, required: bool
    ) -> tuple[str, list[tuple[str, Node]]]:
        """The class of a body and its options beside the value."""
        name, usual = _MAKERS[content.kind]
        options: list[tuple[str, Node]] = []
        files = self._files(content)
        entries = [
            (literals.string(encoding.property).code, value)
            for encoding in content.encoding
            if (value := self._encoding(encoding, encoding.property in files))
            is not None
        ]
        if entries:
            options.append(("encoding", mapping(entries)))
        if content.media_type != usual and "*" not in content.media_type:
            options.append(("media_type", literals.string(content.media_type).code))
        if required and self._is_null_a_value(content):
            options.append(("nullable", "True"))
        return self.scope.use_runtime(name), options

    def _files(self, content: ir.Content) -> set[str]:
        """The properties of a multipart body that hold files."""
        type = content.type and follow(content.type, self.declarations)
        model = self.declarations.get(type.id) if isinstance(type, ir.Ref) else None
        if content.kind is not MediaKind.MULTIPART or model is None:
            return set()
        fields = model.fields if isinstance(model, ir.Model) else ()
        return {field.wire_name for field in fields if _BINARY in walk(field.type)}

    def _encoding(self, encoding: ir.Encoding, of_file: bool) -> Node | None:
        """How a property is sent; a style, which is about text, counts for no file."""
        options: list[Node] = []
        if encoding.content_type:
            text = literals.string(encoding.content_type).code
            options.append(keyword("content_type", text))
        if of_file:
            encoding = replace(encoding, style=None, explode=None, allow_reserved=False)
        if encoding.style:
            options.append(keyword("style", literals.string(encoding.style.value).code))
        if encoding.explode is not None:
            options.append(keyword("explode", str(encoding.explode)))
        if encoding.allow_reserved:
            options.append("reserved=True")
        if not options:
            return None
        return call(self.scope.use_runtime("Encoding"), *options)


def _arguments(kind: MediaKind, options: list[tuple[str, Node]]) -> list[Node]:
    """The options as arguments; a media type that comes second has no keyword."""
    if kind in (MediaKind.FORM, MediaKind.MULTIPART):
        return [keyword(*option) for option in options]
    return [
        value if name == "media_type" else keyword(name, value)
        for name, value in options
    ]
