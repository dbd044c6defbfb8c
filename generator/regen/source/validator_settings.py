"""The settings of the validator: its defaults, whatever the environment says.

openapi-spec-validator and openapi-schema-validator read a cache size or two, and which
library to use, from environment variables. What regen finds must not depend on these;
and pydantic-settings, with which they are read, takes as long to import as all else.
"""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

from regen.identity import installed

_KNOWN = "0.9."
"""The versions of both whose settings are these."""


def use_defaults() -> None:
    """Give both libraries their defaults, unless they are imported already.

    Versions that are not known read their settings themselves.
    """
    of_schemas = SimpleNamespace(compiled_validator_cache_max_size=128)
    of_documents = SimpleNamespace(resolved_cache_maxsize=128)
    _stand_in("openapi-schema-validator", get_settings=lambda: of_schemas)
    _stand_in(
        "openapi-spec-validator",
        OpenAPISpecValidatorSettings=lambda: of_documents,
        get_schema_validator_backend=lambda: "auto",
    )


def _stand_in(package: str, **content: Any) -> None:
    name = f"{package.replace('-', '_')}.settings"
    if name not in sys.modules and installed(package).startswith(_KNOWN):
        module = sys.modules[name] = ModuleType(name)
        vars(module).update(content)
