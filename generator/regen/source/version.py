"""Versions of the specification, in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple


class Version(NamedTuple):
    """A version of the specification; versions are ordered."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


V2_0, V3_0, V3_1, V3_2 = Version(2, 0), Version(3, 0), Version(3, 1), Version(3, 2)
VERSIONS = [V2_0, V3_0, V3_1, V3_2]
_ANY_LATER = Version(99, 0)
_PATCHED = re.compile(r"(\d)\.(\d)(\.\d+)?([-+].*)?")


def version_of(root: Mapping[str, Any]) -> Version | None:
    """The version that a document claims to be written in; `None` if it is not known.

    A version that YAML reads as a number (`swagger: 2.0`) counts as the text it stands
    for.
    """
    if "openapi" not in root:
        return V2_0 if str(root.get("swagger")) in ("2.0", "2") else None
    match = _PATCHED.fullmatch(str(root["openapi"]))
    found = Version(int(match[1]), int(match[2])) if match else None
    return found if found in VERSIONS and found >= V3_0 else None


class Versions(NamedTuple):
    """The versions from one to another, both included."""

    since: Version = V2_0
    until: Version = _ANY_LATER

    def include(self, version: Version) -> bool:
        """Whether `version` is one of them."""
        return self.since <= version <= self.until
