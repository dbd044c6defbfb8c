"""Security definitions of 2.0."""

from __future__ import annotations

from typing import Any

_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}
_FLOW_KEYS = ("authorizationUrl", "tokenUrl", "scopes")


def security_scheme(value: Any) -> Any:
    """A Security Scheme Object of 3.0 (2.0, "Security Scheme Object")."""
    if not isinstance(value, dict):
        return value
    match value.get("type"):
        case "basic":
            return {**value, "type": "http", "scheme": "basic"}
        case "oauth2":
            new = {
                key: item
                for key, item in value.items()
                if key not in _FLOW_KEYS and key != "flow"
            }
            flow = {key: value[key] for key in _FLOW_KEYS if key in value}
            flow.setdefault("scopes", {})
            kind = str(value.get("flow", "implicit"))
            return {**new, "flows": {_FLOWS.get(kind, kind): flow}}
        case _:
            return dict(value)
