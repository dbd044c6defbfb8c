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

from .clients import distinct as distinct
from .clients import from_flags as from_flags
from .clients import load_configs as load_configs
from .clients import select as select
from .clients import with_flags as with_flags
from .toml_table import suggest as suggest
from .values import FORMATTERS as FORMATTERS
from .values import LINE_LENGTH as LINE_LENGTH
from .values import LINE_LENGTHS as LINE_LENGTHS
from .values import PAGINATION_NEEDS as PAGINATION_NEEDS
from .values import PAGINATION_POINTERS as PAGINATION_POINTERS
from .values import PAGINATION_STYLES as PAGINATION_STYLES
from .values import PROJECT_FILES as PROJECT_FILES
from .values import PYPROJECT as PYPROJECT
from .values import REGEN_TOML as REGEN_TOML
from .values import VALIDATOR_SECONDS as VALIDATOR_SECONDS
from .values import Config as Config
from .values import Project as Project
from .values import Selection as Selection
from .values import check_package_name as check_package_name
from .values import package_name as package_name
