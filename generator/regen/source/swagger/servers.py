"""`host`, `basePath` and `schemes` as servers."""

from __future__ import annotations

from typing import Any


def servers(root: dict[str, Any]) -> list[dict[str, Any]]:
    """Server Objects of 3.0 (2.0, "Swagger Object").

    https comes first, whatever the order of `schemes`: credentials are sent there.
    Without `host` the URL is relative to where the document was found; without
    `schemes` it is https.
    """
    host, path = root.get("host"), root.get("basePath")
    path = f"/{path.strip('/')}" if isinstance(path, str) and path.strip("/") else ""
    if not isinstance(host, str) or not host:
        return [{"url": path or "/"}]
    given = root.get("schemes")
    schemes = [item for item in given or () if isinstance(item, str)] or ["https"]
    schemes.sort(key=lambda item: item != "https")
    return [{"url": f"{scheme}://{host}{path}"} for scheme in schemes]
