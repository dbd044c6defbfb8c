# ruff: noqa: E501 - the edits are lines of other files, to the letter
"""Six kinds of change, each as edits of a copy of the generator and a document for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
GENERATOR = "generator/regen/"
RUNTIME = "templates/runtime/"

Edits = Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A change that somebody makes.

    Attributes:
        row: how its row in the table begins.
        edits: file -> texts and what takes their place; a file that is not there is
            written.
        document: what the changed generator has to understand.
        expected: file of the package -> a line of it.
    """

    row: str
    edits: Edits
    document: dict[str, Any]
    expected: Mapping[str, str]


def document(version: str = "3.1.0", **parts: Any) -> dict[str, Any]:
    """A document with one operation, unless the parts say otherwise."""
    head = {"openapi": version, "info": {"title": "t", "version": "1"}}
    return head | {"paths": {"/a": {"get": operation()}}} | parts


def operation(**parts: Any) -> dict[str, Any]:
    """An operation."""
    plain = {"operationId": "getA", "responses": {"204": {"description": "done"}}}
    return plain | {"tags": ["a"]} | parts


KEYWORD = Change(
    "a schema keyword that changes a type",
    {
        f"{GENERATOR}model/keywords.py": (
            (
                '    "byte": PrimitiveKind',
                '    "octet": PrimitiveKind.BYTES,\n    "byte": PrimitiveKind',
            ),
        )
    },
    document(
        components={
            "schemas": {
                "A": {
                    "type": "object",
                    "properties": {"b": {"type": "string", "format": "octet"}},
                }
            }
        }
    ),
    {"models/a.py": "    b: bytes | None = None"},
)

STYLE = Change(
    "a parameter style",
    {
        f"{GENERATOR}ir/operations.py": (
            (
                '    DEEP_OBJECT = "deepObject"\n',
                '    DEEP_OBJECT = "deepObject"\n    COMMA_SPACE = "commaSpace"\n',
            ),
        ),
        f"{GENERATOR}source/spec.py": (
            (
                '"pipeDelimited", "deepObject")',
                '"pipeDelimited", "deepObject", "commaSpace")',
            ),
        ),
        f"{GENERATOR}outputs/python/requests.py": (
            (
                "                | Style.DEEP_OBJECT\n",
                "                | Style.DEEP_OBJECT\n                | Style.COMMA_SPACE\n",
            ),
            (
                "        case Style.DEEP_OBJECT:\n",
                '        case Style.COMMA_SPACE:\n            return "CommaSpace", exploded\n        case Style.DEEP_OBJECT:\n',
            ),
        ),
        f"{GENERATOR}outputs/python/module.py": (
            (
                '        "PipeDelimited",\n',
                '        "CommaSpace",\n        "PipeDelimited",\n',
            ),
        ),
        f"{RUNTIME}styles.py": (
            (
                "class DeepObject(Form):",
                '@dataclass(frozen=True, slots=True)\nclass CommaSpace(Form):\n    """Style "commaSpace": `a=1,%202`."""\n\n    explode: bool = False\n    mark = ", "\n\n\nclass DeepObject(Form):',
            ),
        ),
    },
    document(
        paths={
            "/a": {
                "get": operation(
                    parameters=[
                        {
                            "name": "ids",
                            "in": "query",
                            "style": "commaSpace",
                            "schema": {"type": "array", "items": {"type": "string"}},
                        }
                    ]
                )
            }
        }
    ),
    {
        "operations/a.py": '"ids": CommaSpace(ids)',
        "_runtime/styles.py": "class CommaSpace",
    },
)

MEDIA_TYPE = Change(
    "a media type",
    {
        f"{GENERATOR}ir/media.py": (
            (
                '        "application/zip",\n',
                '        "application/zip",\n        "application/x-thing",\n',
            ),
        )
    },
    document(
        paths={
            "/a": {
                "get": operation(
                    responses={
                        "200": {
                            "description": "a thing",
                            "content": {"application/x-thing": {}},
                        }
                    }
                )
            }
        }
    ),
    {"operations/a.py": "Call[bytes]"},
)

SECURITY = Change(
    "an authentication scheme",
    {
        f"{GENERATOR}source/spec.py": (
            (
                '    "mutualTLS": SecurityType',
                '    "hmac": SecurityType(("header",)),\n    "mutualTLS": SecurityType',
            ),
        ),
        f"{GENERATOR}ir/api.py": (
            (
                "SecurityScheme: TypeAlias = (\n    ApiKey |",
                'class Hmac(Tagged, frozen=True):\n    """`type: hmac`."""\n\n    name: str\n    header: str\n    doc: Doc = Doc()\n\n\nSecurityScheme: TypeAlias = (\n    Hmac | ApiKey |',
            ),
        ),
        f"{GENERATOR}ir/__init__.py": (
            (
                "from .api import HttpBasic as",
                "from .api import Hmac as Hmac\nfrom .api import HttpBasic as",
            ),
        ),
        f"{GENERATOR}model/security.py": (
            (
                '        case "mutualTLS":\n',
                '        case "hmac":\n            return ir.Hmac(name, node.text("header"), doc)\n        case "mutualTLS":\n',
            ),
        ),
        f"{GENERATOR}outputs/python/building.py": (
            (
                "        case ir.HttpScheme():\n",
                '        case ir.Hmac():\n            yield _constant("header", scheme.header)\n        case ir.HttpScheme():\n',
            ),
        ),
        f"{GENERATOR}outputs/python/module.py": (
            ('    "schemes": ("HttpBasic",', '    "schemes": ("Hmac", "HttpBasic",'),
        ),
        f"{RUNTIME}schemes.py": (
            (
                "class OpenIdConnect(",
                'class Hmac(Auth):\n    """A signature of the body."""\n\n    header: ClassVar[str] = ""\n\n    def __init__(self, key: bytes) -> None:\n        self._key = key\n\n\nclass OpenIdConnect(',
            ),
        ),
    },
    document(
        components={
            "securitySchemes": {"Signed": {"type": "hmac", "header": "X-Sign"}}
        },
        security=[{"Signed": []}],
    ),
    {"security.py": "class Signed(Hmac):", "client.py": "security=(Signed,)"},
)

VERSION = Change(
    "a new OpenAPI version",
    {
        f"{GENERATOR}source/document.py": (
            (
                "VERSIONS = [V2_0, V3_0, V3_1, V3_2]",
                "V3_9 = Version(3, 9)\nVERSIONS = [V2_0, V3_0, V3_1, V3_2, V3_9]",
            ),
        ),
        f"{GENERATOR}source/spec.py": (
            ("from .document import V2_0,", "from .document import V3_9, V2_0,"),
            (
                '    _one(XML, "xml", checked=False),\n',
                '    _one(XML, "xml", checked=False),\n    _one(UNIT, "unit", Versions(V3_9)),\n',
            ),
            (
                "DISCRIMINATOR.define(",
                'UNIT.define(_values("symbol"), _one(SCHEMA, "of"))\nDISCRIMINATOR.define(',
            ),
            ("SCHEMA.define(\n", 'UNIT = ObjectType("unit")\nSCHEMA.define(\n'),
        ),
    },
    document(
        "3.9.0",
        paths={
            "/a": {
                "get": operation(
                    parameters=[
                        {
                            "name": "all",
                            "in": "querystring",
                            "content": {
                                "application/x-www-form-urlencoded": {
                                    "schema": {"type": "object"}
                                }
                            },
                        }
                    ]
                )
            }
        },
        components={
            "schemas": {
                "Length": {
                    "type": "number",
                    "unit": {"of": {"$ref": "#/components/schemas/Metre"}},
                },
                "Metre": {"type": "string"},
            }
        },
    ),
    {
        "operations/a.py": "all: Mapping[str, Any] | None = None",
        "models/length.py": "Length",
    },
)

FILE = Change(
    "a new generated file",
    {
        "templates/about.jinja": (
            ("", '{% include "header.jinja" %}\n"""About {{ view.package }}."""\n'),
        ),
        f"{GENERATOR}outputs/python/layout.py": (
            (
                '    yield File("testing.py", "testing.jinja")\n',
                '    yield File("testing.py", "testing.jinja")\n    yield File("about.py", "about.jinja", surface.client)\n',
            ),
        ),
    },
    document(),
    {"about.py": '"""About "made"."""'},
)

CHANGES = (KEYWORD, STYLE, MEDIA_TYPE, SECURITY, VERSION, FILE)


def copy(folder: Path, edits: Edits) -> None:
    """A copy of the generator and its templates, edited."""
    skipped = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    for name, pairs in edits.items():
        path = folder / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for old, new in pairs:
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")


def generate(folder: Path, source: dict[str, Any]) -> Path:
    """The package that the copied generator makes of a document."""
    (folder / "openapi.json").write_text(json.dumps(source), encoding="utf-8")
    line = [sys.executable, "-m", "regen", "generate", "openapi.json"]
    done = subprocess.run(
        [*line, "--output", "out", "--package", "made"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out" / "made"


def rows() -> dict[str, str]:
    """The table of CONTRIBUTING: kind of change -> where it goes."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    text = text.partition("## Kind of change")[2].partition("\n## ")[0]
    found = re.findall(r"^\| ([^|]+) \| ([^|]+(?:\|[^|\n]+)*) \|$", text, re.MULTILINE)
    return {kind.strip(): places for kind, places in found}


def named(path: str, places: str) -> bool:
    """Whether a row names a file, or a folder that it is in."""
    words = re.findall(r"`([^`]+)`", places)
    return any(path.endswith(word) or f"/{word}" in f"/{path}" for word in words)
