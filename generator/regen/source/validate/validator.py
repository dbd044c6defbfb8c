"""Adapts openapi-spec-validator: each error has a place, and nothing is fetched.

The errors are the same with and without jsonschema-rs. The Rust library is only asked
whether a document is valid, which is the usual case and what it is fast at; an error
always comes from the Python one. Importing this module takes 0.2 s.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from jsonschema.exceptions import (  # type: ignore[import-untyped]
    SchemaError,
    ValidationError,
)
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from openapi_schema_validator import OAS30Validator, OAS31Validator, OAS32Validator
from openapi_schema_validator._specifications import REGISTRY
from openapi_spec_validator import schemas
from openapi_spec_validator.validation import keywords, validators
from openapi_spec_validator.validation.exceptions import DuplicateOperationIDError
from pathable import accessors
from referencing import Resource

from ..document import V2_0, V3_0, V3_1, V3_2, Version

SUBSCRIPTABLE = (dict, list, str)
"""What a document holds of what pathable can step into."""

# Pathable asks of each value whether it fits a protocol, which up to Python 3.11 is a
# third of the time of the validator.
accessors.__dict__["Subscriptable"] = SUBSCRIPTABLE

jsonschema_rs: ModuleType | None
try:
    jsonschema_rs = importlib.import_module("jsonschema_rs")
except ImportError:  # the Python one finds the same, and takes longer
    jsonschema_rs = None


class Crash(ValidationError):  # type: ignore[misc]
    """The validator gave up on one part of the document."""


class SchemaRemark(ValidationError):  # type: ignore[misc]
    """A schema does not fit the metaschema of its dialect."""


class WrongDefault(ValidationError):  # type: ignore[misc]
    """A default does not fit its own schema."""


Tokens = tuple[str | int, ...]


def iter_errors(
    root: dict[str, Any], version: Version
) -> Iterator[tuple[Tokens, ValidationError]]:
    """The errors of a document, each with the path to the faulty value.

    Args:
        root: a bundled, string-keyed document; its references are all local and
            lead somewhere.
    """
    validator = _VALIDATORS[version]
    metaschema, python = _metaschema(version)
    if not _fits(metaschema, root):
        for error in python.iter_errors(root):
            yield tuple(error.absolute_path), error
    checker = validator(root)
    for error in checker.root_validator(checker.schema_path):
        if not isinstance(error, DuplicateOperationIDError):
            yield _path(error), error


@cache
def _metaschema(version: Version) -> tuple[Any, Any]:
    """The schema of documents of a version, and jsonschema's validator for it."""
    schema = dict(_METASCHEMAS[version])
    if version == V3_1:
        schema["$defs"] = _with_item_schema(schema["$defs"])
    resource = Resource.from_contents(schema)
    uri = resource.id() or ""
    # By itself, jsonschema looks through all schemas for each reference to an anchor.
    resolver = REGISTRY.with_resource(uri, resource).crawl().resolver(uri)
    validator: Any = validator_for(schema)
    return _rust(schema), validator(schema, _resolver=resolver)


def _with_item_schema(definitions: Mapping[str, Any]) -> dict[str, Any]:
    """`itemSchema` is a key of 3.2, which FastAPI writes in documents of 3.1."""
    media_type = definitions["media-type"]
    keys = {**media_type["properties"], "itemSchema": {"$dynamicRef": "#meta"}}
    return {**definitions, "media-type": {**media_type, "properties": keys}}


def _rust(schema: Mapping[str, Any]) -> Any:
    """jsonschema-rs's validator, or `None` where it is not installed."""
    if jsonschema_rs is None:
        return None
    known = [(uri, REGISTRY.contents(uri)) for uri in REGISTRY]
    registry = jsonschema_rs.Registry(known)
    return jsonschema_rs.validator_for(dict(schema), registry=registry)


def _fits(rust: Any, value: Any) -> bool:
    """Whether `value` is valid for sure."""
    if rust is None:
        return False
    try:
        return bool(rust.is_valid(value))
    except (ValueError, TypeError, OverflowError):
        return False


class _Handlers(dict[str, Any]):
    """A handler for every URI scheme: it refuses to fetch."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Callable[[str], Any]:
        def refuse(uri: str) -> Any:
            raise LookupError(f"{uri} is not read")

        return refuse


class _Ids(list[int]):
    """A list of ids with the lookup of a set, for the validator's `visited` lists."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[int] = set()

    def append(self, item: int) -> None:
        self._known.add(item)

    def __contains__(self, item: object) -> bool:
        return item in self._known


def _located(base: type[keywords.KeywordValidator]) -> type[keywords.KeywordValidator]:
    """A keyword validator that never crashes, and whose errors have their paths."""

    class Located(base):  # type: ignore[misc, valid-type]
        def __call__(self, *args: Any, **options: Any) -> Iterator[ValidationError]:
            place = next((item for item in args if hasattr(item, "parts")), None)
            path: Tokens = tuple(place.parts) if place is not None else ()
            try:
                inner: Any = super()
                for error in inner.__call__(*args, **options):
                    yield _at(error, path)
            except Exception as fault:
                yield _at(Crash(type(fault).__name__), path)

    return Located


def _at(error: ValidationError, path: Tokens) -> ValidationError:
    """The error with its path, unless an inner validator knew it better."""
    vars(error).setdefault(_PATH, path + tuple(error.absolute_path))
    return error


def _path(error: ValidationError) -> Tokens:
    """The path that `_at` gave an error."""
    path: Tokens = vars(error)[_PATH]
    return path


_PATH = "regen_path"


def _schemas(
    base: type[keywords.SchemaValidator], dialect: Any
) -> type[keywords.SchemaValidator]:
    """A schema validator that asks jsonschema-rs first and stands recursion."""

    class RobustSchemas(base):  # type: ignore[misc, valid-type]
        def __init__(self, registry: Any) -> None:
            super().__init__(registry)
            self.visited_schema_ids = _Ids()
            self.meta_checked_schema_ids = _Ids()
            self._collecting: set[int] = set()
            self._rust = _rust(dialect.META_SCHEMA)

        def _validate_schema_meta(self, schema: Any, schema_value: Any) -> Any:
            if _fits(self._rust, schema_value):
                return None
            try:
                dialect.check_schema(schema_value, format_checker=None)
            except SchemaError as error:
                return SchemaRemark.create_from(error)
            return None

        def _collect_properties(self, schema: Any) -> set[str]:
            identity = id(schema.read_value())
            if identity in self._collecting:
                return set()
            self._collecting.add(identity)
            try:
                found: set[str] = super()._collect_properties(schema)
                return found
            finally:
                self._collecting.discard(identity)

    return RobustSchemas


class _Defaults:
    """Mixed into a validator of defaults: marks its errors as those of a default."""

    def __call__(self, schema: Any, value: Any) -> Iterator[ValidationError]:
        validator: Any = super()
        for error in validator.__call__(schema, value):
            path = (*schema.parts, "default", *error.absolute_path)
            yield _at(WrongDefault.create_from(error), path)


def _adapted(
    base: type[validators.SpecValidator], dialect: Any
) -> type[validators.SpecValidator]:
    changed: dict[str, type[keywords.KeywordValidator]] = {}
    for name, keyword in base.keyword_validators.items():
        own = keyword
        if issubclass(keyword, keywords.SchemaValidator):
            own = _schemas(keyword, dialect)
        elif issubclass(keyword, keywords.ValueValidator):
            own = type("Defaults", (_Defaults, keyword), {})
        changed[name] = _located(own)
    body = {"keyword_validators": changed, "resolver_handlers": _Handlers()}
    return type(f"Located{base.__name__}", (base,), body)


_METASCHEMAS = {
    V2_0: schemas.schema_v2,
    V3_0: schemas.schema_v30,
    V3_1: schemas.schema_v31,
    V3_2: schemas.schema_v32,
}
_VALIDATORS = {
    V2_0: _adapted(validators.OpenAPIV2SpecValidator, OAS30Validator),
    V3_0: _adapted(validators.OpenAPIV30SpecValidator, OAS30Validator),
    V3_1: _adapted(validators.OpenAPIV31SpecValidator, OAS31Validator),
    V3_2: _adapted(validators.OpenAPIV32SpecValidator, OAS32Validator),
}
