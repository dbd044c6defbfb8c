"""Which module of the runtime has what.

The package `_runtime` exports what most operations and models need. What only some ask
for has a module of its own, which a package without that need does not get.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FEATURES = {
    "deprecation": ("deprecated",),
    "forms": ("Encoding", "FormBody", "MultipartBody"),
    "numeric": ("DecimalNumber", "QuotedFloat", "QuotedInt"),
    "oauth2": ("OAuth2",),
    "operation": ("ClientT", "Resource"),
    "paging": (
        "CursorPages",
        "LinkHeaderPages",
        "NextUrlPages",
        "OffsetPages",
        "PageNumberPages",
        "PagedCall",
        "paged_operation",
    ),
    "schemes": ("HttpBasic", "MutualTls", "OpenIdConnect"),
    "streams": (
        "JsonLinesBody",
        "StreamCall",
        "StreamingCall",
        "stream_operation",
        "streaming_operation",
    ),
    "styles": (
        "DeepObject",
        "PipeDelimited",
        "QueryString",
        "SpaceDelimited",
        "TabDelimited",
        "label",
        "matrix",
    ),
    "uploads": ("BinaryBody", "choose_body"),
}
"""Module of the runtime -> the names that generated code takes from it."""

_MODULES = {name: module for module, names in FEATURES.items() for name in names}
_USED = re.compile(r"^from \.+_runtime\.(\w+) import ", re.MULTILINE)
_NEEDED = re.compile(r"^ *from \.(\w+) import ", re.MULTILINE)


def module_of(name: str, runtime: str) -> str:
    """The module to import a name from; `runtime` is the package, `.._runtime`."""
    module = _MODULES.get(name)
    return f"{runtime}.{module}" if module else runtime


def needed(runtime: Mapping[str, str], package: Iterable[str]) -> dict[str, str]:
    """The files of the runtime that the files of a package import, directly or not.

    Args:
        runtime: name of each module -> its text.
        package: the texts of the generated files.
    """
    waiting = {"__init__"}
    for text in package:
        if "_runtime." in text:  # most have no such line
            waiting.update(_USED.findall(text))
    found: dict[str, str] = {}
    while waiting:
        module = waiting.pop()
        if module in runtime and module not in found:
            found[module] = runtime[module]
            waiting.update(_NEEDED.findall(found[module]))
    return dict(sorted(found.items()))
