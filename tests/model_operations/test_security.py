"""Security schemes and requirements, servers."""

from __future__ import annotations

from typing import Any

import pytest
from regen import ir
from regen.diagnostics import Level, RegenError
from regen.ir import ParameterLocation

from .building import Built, build, configure

SCHEMES: dict[str, Any] = {
    "Key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "A key."},
    "Query": {"type": "apiKey", "in": "query", "name": "key"},
    "Basic": {"type": "http", "scheme": "Basic"},
    "Bearer": {"type": "http", "scheme": "bearer"},
    "Digest": {"type": "http", "scheme": "digest"},
    "OAuth": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://x.test/token",
                "scopes": {"read": "Read."},
            },
            "odd": {},
        },
    },
    "Open": {"type": "openIdConnect", "openIdConnectUrl": "https://x.test/.well-known"},
    "Tls": {"type": "mutualTLS"},
}


def secured(
    security: Any = None, own: Any = None, config: dict[str, Any] | None = None
) -> Built:
    operation: dict[str, Any] = {"operationId": "op", "responses": {"204": {}}}
    if own is not None:
        operation["security"] = own
    parts: dict[str, Any] = {
        "paths": {"/a": {"get": operation}},
        "components": {"securitySchemes": SCHEMES},
    }
    if security is not None:
        parts["security"] = security
    return build(parts, configure(**(config or {})))


def test_a1_every_kind_of_scheme() -> None:
    built = secured(config={"prefixes": {"Key": "Token", "Bearer": "JWT"}})
    assert built.api.security == (
        ir.ApiKey(
            "Key",
            ParameterLocation.HEADER,
            "X-Key",
            ir.Doc(description="A key."),
            prefix="Token",
        ),
        ir.ApiKey("Query", ParameterLocation.QUERY, "key"),
        ir.HttpBasic("Basic"),
        ir.HttpBearer("Bearer", prefix="JWT"),
        ir.HttpScheme("Digest", "digest"),
        ir.OAuth2(
            "OAuth",
            (
                ir.OAuthFlow(
                    ir.FlowKind.CLIENT_CREDENTIALS,
                    token_url="https://x.test/token",
                    scopes=(("read", "Read."),),
                ),
            ),
        ),
        ir.OpenIdConnect("Open"),
        ir.MutualTls("Tls"),
    )
    assert built.codes() == ["unknown-oauth-flow"]


@pytest.mark.parametrize(
    "scheme",
    [
        {"type": "magic"},
        {"$ref": "#/gone", "x-regen-dangling": True},
    ],
)
def test_a_scheme_that_cannot_be_is_an_error(scheme: dict[str, Any]) -> None:
    built = build({"components": {"securitySchemes": {"A": scheme}}})
    assert built.api.security == ()
    assert len(built.codes(Level.ERROR)) == 1


def test_a2_alternatives_combinations_and_anonymous_access() -> None:
    both: dict[str, list[str]] = {"Key": [], "Basic": []}
    built = secured([both, {"OAuth": ["read"]}, {}, both])
    assert built.operation.security == (
        ("Key", "Basic"),
        ("OAuth",),
        (),
    )


@pytest.mark.parametrize(
    ("own", "expected"),
    [(None, (("Key",),)), ([], ()), ([{"Basic": []}], (("Basic",),))],
)
def test_a2_the_operation_has_the_last_word(
    own: Any, expected: tuple[ir.Requirement, ...]
) -> None:
    assert secured([{"Key": []}], own).operation.security == expected


def test_a_scheme_named_by_reference() -> None:
    built = secured([{"#/components/securitySchemes/Key": []}])
    assert built.operation.security == (("Key",),)


def test_an_alternative_with_an_unknown_scheme_is_left_out() -> None:
    security: list[dict[str, list[str]]] = [{"Gone": []}, {"Key": []}]
    built = secured(security)
    assert "unknown-security-scheme" in built.codes(Level.WARNING)
    assert built.operation.security == (("Key",),)
    built = secured(security, config={"strict": True})
    assert built.codes(Level.ERROR) == ["unknown-security-scheme"]


def test_the_configuration_names_schemes_that_exist() -> None:
    built = secured(config={"prefixes": {"Kee": "Token"}})
    (found,) = (d for d in built.diagnostics if d.level is Level.ERROR)
    assert found.hint == "did you mean `Key`?"


def test_a3_servers_of_document_path_and_operation() -> None:
    built = build("""
        servers:
          - {url: 'https://{region}.x.test/{gone}', description: Main, name: main,
             variables: {region: {default: eu, enum: [eu, us], description: Where.}}}
          - {description: no url}
          - {url: ''}
        paths:
          /a:
            servers: [{url: /path}]
            get: {operationId: a, responses: {"204": {}}}
            put: {operationId: b, responses: {"204": {}}, servers: [{url: /own}]}
        """)
    assert built.api.servers == (
        ir.Server(
            "https://{region}.x.test/{gone}",
            "main",
            ir.Doc(description="Main"),
            (
                ir.ServerVariable("region", "eu", ("eu", "us")),
                ir.ServerVariable("gone", ""),
            ),
        ),
    )
    first, second = built.api.operations
    assert first.servers == (ir.Server("/path"),)
    assert second.servers == (ir.Server("/own"),)
    assert set(built.codes()) == {"undeclared-server-variable"}


def test_a_broken_frame_is_a_located_error() -> None:
    gone = {"$ref": "#/gone", "x-regen-dangling": True}
    with pytest.raises(RegenError) as caught:
        build({"info": gone})
    assert caught.value.diagnostics[0].code == "dangling-reference"
    assert caught.value.diagnostics[0].location is not None


@pytest.mark.parametrize(
    ("description", "prefix"),
    [
        ('Token-based authentication with required prefix "Token"', "Token"),
        ('Token-based authentication with required prefix "Api-Key"', "Api-Key"),
        ('Say "Token" before it: no required prefix "Token"', ""),
    ],
)
def test_a1_the_prefix_that_drf_spectacular_tells(
    description: str, prefix: str
) -> None:
    scheme = {"type": "apiKey", "in": "header", "name": "Authorization"}
    built = build(
        {
            "components": {
                "securitySchemes": {"token": {**scheme, "description": description}}
            }
        }
    )
    (found,) = built.api.security
    assert isinstance(found, ir.ApiKey)
    assert found.prefix == prefix
    configured = configure(prefixes={"token": "JWT"})
    parts = {
        "components": {"securitySchemes": {"token": {**scheme, "description": ""}}}
    }
    (own,) = build(parts, configured).api.security
    assert isinstance(own, ir.ApiKey)
    assert own.prefix == "JWT"
