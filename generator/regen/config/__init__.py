"""The configuration of clients: `[tool.regen]`, `regen.toml`, or flags.

    [tool.regen.clients.qovery]
    document = "specs/deploy-application.md"
    output = "src"
    package = "qovery"

    [tool.regen.clients.qovery.security.ApiKeyAuth]
    prefix = "Token"

    [tool.regen.clients.qovery.pagination.listThings]
    style = "cursor"
    parameter = "cursor"
    next = "/meta/next"
    items = "/data"

In `regen.toml` the tables stand without `tool.regen`. Paths are relative to the folder
of the configuration file; `output` is the folder that the package folder is written
into; the package has the client's name unless `package` says otherwise.
"""

from .clients import from_flags, load_configs, select, with_flags
from .toml_table import suggest
from .values import (
    PAGINATION_STYLES,
    PROJECT_FILES,
    PYPROJECT,
    REGEN_TOML,
    Config,
    Project,
    Selection,
    check_package_name,
    package_name,
)

__all__ = [
    "PAGINATION_STYLES",
    "PROJECT_FILES",
    "PYPROJECT",
    "REGEN_TOML",
    "Config",
    "Project",
    "Selection",
    "check_package_name",
    "from_flags",
    "load_configs",
    "package_name",
    "select",
    "suggest",
    "with_flags",
]
