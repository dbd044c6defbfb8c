"""Decides which bodies are results, and which bytes travel as text within JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from regen import ir
from regen.ir import MediaKind
from regen.ir.walk import change_declaration, refs, types_of, walk


def default_as_result(api: ir.Api) -> ir.Api:
    """Returns the API where a lone `default` with the body of a failure is no result.

    `default` stands for all responses that are not declared (OpenAPI 3.2, section
    4.16). Alone it is the result of an operation, unless it has the body that failures
    have elsewhere in the document.
    """
    failures = {
        type_
        for operation in api.operations
        for response in operation.responses
        if not response.is_result
        for type_ in _bodies(response)
    }
    results = {
        type_
        for operation in api.operations
        for response in operation.responses
        if response.status.startswith("2")
        for type_ in _bodies(response)
    }
    only_failures = failures - results
    if not only_failures:
        return api
    operations = tuple(
        replace(
            operation,
            responses=tuple(
                (
                    replace(response, is_result=False)
                    if _is_failure(response, only_failures)
                    else response
                )
                for response in operation.responses
            ),
        )
        for operation in api.operations
    )
    return replace(api, operations=operations)


def _is_failure(response: ir.Response, only_failures: set[ir.Type]) -> bool:
    if not response.is_result or response.status != "default":
        return False
    bodies = set(_bodies(response))
    return bool(bodies) and bodies <= only_failures


def _bodies(response: ir.Response) -> Iterable[ir.Type]:
    return (content.type for content in response.contents if content.type is not None)


_BINARY = ir.Primitive(ir.PrimitiveKind.BINARY)
_STRING = ir.Primitive(ir.PrimitiveKind.STRING)
_FORMS = (MediaKind.MULTIPART, MediaKind.FORM)


def binary_as_text(api: ir.Api) -> ir.Api:
    """Returns the API where bytes are only what can travel as bytes.

    `format: binary` stands for raw bytes (OpenAPI 3.0, section 4.7.24), which JSON
    cannot hold: they are a whole body, or a part of a form. In a model that travels as
    JSON, a property of that format is text, kept as it came (JSON Schema 2020-12,
    validation, section 8.3: without `contentEncoding` nothing is encoded).
    """
    types = (t for d in api.declarations.values() for t in types_of(d))
    if not any(_BINARY in walk(type_) for type_ in types):
        return api
    # Names of bytes: what refers to them refers to bytes.
    names = {id_ for id_, d in api.declarations.items() if _names_bytes(d)}

    def text(type_: ir.Type) -> ir.Type:
        is_name = isinstance(type_, ir.Ref) and type_.id in names
        return _STRING if is_name or type_ == _BINARY else type_

    kept = {*names, *_of_forms(api)}
    declarations = {
        id_: declaration if id_ in kept else change_declaration(declaration, text)
        for id_, declaration in api.declarations.items()
    }
    return replace(api, declarations=declarations)


def _names_bytes(declaration: ir.Declaration) -> bool:
    return isinstance(declaration, ir.Alias) and declaration.type == _BINARY


def _of_forms(api: ir.Api) -> Iterator[ir.SchemaId]:
    """What the parts of forms are made of: a form itself, and its properties.

    An object within a property travels as JSON.
    """
    bodies = [operation.body for operation in api.operations]
    contents = [c for body in bodies if body for c in body.contents]
    forms = [c.type for c in contents if c.kind in _FORMS and c.type is not None]
    visited: set[ir.SchemaId] = set()
    waiting = [(id_, True) for id_ in refs(forms)]
    while waiting:
        id_, is_form = waiting.pop()
        declaration = api.declarations.get(id_)
        if id_ in visited or declaration is None:
            continue
        is_model = isinstance(declaration, ir.Model)
        if is_model and not is_form:
            continue
        visited.add(id_)
        yield id_
        inside = refs(types_of(declaration))
        waiting.extend((inner, is_form and not is_model) for inner in inside)
