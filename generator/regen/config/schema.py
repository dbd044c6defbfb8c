"""The keys of the configuration, declared once, as a JSON Schema.

`toml_table.Table.check` holds a file to it, and `regen config --schema` gives it to
editors. It has only what that reader knows: types, choices, bounds and members.
"""

from __future__ import annotations

from typing import Any

from .values import (
    FORMATTERS,
    LINE_LENGTHS,
    PAGINATION_STYLES,
    PROJECT_FILES,
    PYPROJECT,
    REGEN_TOML,
    UNDECLARED,
)

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_TEXTS: Schema = {"type": ["string", "array"], "items": _TEXT}
"""Several texts; one may stand without brackets."""


def _choice(known: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(known)}


def _number(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _table(members: dict[str, Schema], **rules: Any) -> Schema:
    return {
        "type": "object",
        "properties": members,
        "additionalProperties": False,
        **rules,
    }


def _named(member: Schema) -> Schema:
    """A table whose keys are names that a person chooses."""
    return {"type": "object", "additionalProperties": member}


_SELECTION = _table({"tags": _TEXTS, "paths": _TEXTS, "operations": _TEXTS})
_PAGINATION = _table(
    {
        "style": _choice(PAGINATION_STYLES),
        **dict.fromkeys(("items", "parameter", "next"), _TEXT),
        **dict.fromkeys(("limit", "total", "more"), _TEXT),
    },
    required=["style"],
)
_PROJECT = _table(
    {
        "name": _TEXT,
        "version": _TEXT,
        "owned": {"type": ["string", "array"], "items": _choice(PROJECT_FILES)},
        "reference": _FLAG,
    }
)
_IDEMPOTENCY = _table({"header": _TEXT, "methods": _TEXTS}, required=["header"])

_KEYS: tuple[tuple[str, Schema, str], ...] = (
    (
        "document",
        _TEXT,
        "the document: YAML, JSON or a Markdown page that embeds one",
    ),
    ("documents", _TEXTS, "several, which become one client"),
    ("source", _TEXT, "the URL that `regen update` fetches the document from"),
    (
        "source-headers",
        _named(_TEXT),
        "headers of that request; `${NAME}` is an environment variable",
    ),
    (
        "output",
        _TEXT,
        "the folder that receives the package folder, or the project",
    ),
    ("package", _TEXT, "the import name of the package"),
    (
        "layout",
        _choice(("package", "project")),
        "`package`, or `project` for an installable project",
    ),
    (
        "project",
        _PROJECT,
        "`name`, `version` and `owned` files of the project; `reference`: whether it"
        " has pages for people",
    ),
    (
        "include",
        _SELECTION,
        "which operations: `tags`, `paths`, `operations`; `*` stands for any text",
    ),
    ("exclude", _SELECTION, "which operations are left out, in the same words"),
    ("prune", _FLAG, "whether models that no operation reaches are left out"),
    (
        "security",
        _named(_table({"prefix": _TEXT})),
        '`prefix` of the credentials of a scheme: `ApiKeyAuth = {prefix = "Token"}`',
    ),
    (
        "pagination",
        _named(_PAGINATION),
        "how the next page of an operation is reached, see below",
    ),
    (
        "idempotency",
        _IDEMPOTENCY,
        "`header` that carries a fresh key, and the `methods` that have it",
    ),
    ("send-defaults", _FLAG, "whether defaults of the document are sent"),
    (
        "undeclared",
        _choice(UNDECLARED),
        "what models do with properties that their schemas do not declare: `drop` them,"
        " or `keep` them and send them back; `Client(undeclared=...)` overrides it",
    ),
    ("shorten-ids", _FLAG, "whether ids that a framework made are shortened"),
    ("overlays", _TEXTS, "OpenAPI Overlays that are applied first"),
    (
        "templates",
        _TEXTS,
        "folders with templates that take the place of regen's own",
    ),
    (
        "line-length",
        _number(LINE_LENGTHS[0], LINE_LENGTHS[-1]),
        "columns of a line of generated code",
    ),
    (
        "formatter",
        _choice(FORMATTERS),
        "whose layout the code has where the two differ: `black` or `ruff`",
    ),
    ("file-header", _TEXT, "text that each file begins with, as a comment"),
    ("allow-urls", _FLAG, "whether references to other hosts are fetched"),
    ("root-folder", _TEXT, "the folder that references may not leave"),
    ("strict", _FLAG, "whether every remark is an error"),
    (
        "validator-seconds",
        _number(1, 86_400),
        "how long openapi-spec-validator may compute; one that takes longer is"
        " given up, with a remark",
    ),
    (
        "limit-factor",
        _number(1, 1_000),
        "how many times more a document of your own may ask for, see below",
    ),
    (
        "skip-unsupported",
        _FLAG,
        "whether what cannot be generated is left out, and reported",
    ),
    (
        "unsupported",
        _TEXTS,
        "the pointers that may be left out; one that is not needed is an error",
    ),
)

CLIENT = _table(
    {key: schema | {"description": text} for key, schema, text in _KEYS},
    required=["output"],
    oneOf=[{"required": ["document"]}, {"required": ["documents"]}],
)
CONFIGURATION = _table({"required-version": _TEXT, "clients": _named(CLIENT)})


def for_editors(file: str = REGEN_TOML) -> Schema:
    """The JSON Schema of `regen.toml`, or of our part of pyproject.toml."""
    dialect = "http://json-schema.org/draft-07/schema#"  # what editors of TOML know
    schema = CONFIGURATION
    if file == PYPROJECT:
        # Tables of others may be anything.
        tool = {"type": "object", "properties": {"regen": CONFIGURATION}}
        schema = {"type": "object", "properties": {"tool": tool}}
    return {"$schema": dialect, "title": file, **schema}
