"""Public advisories against generators of code: what was wrong, and what answers here.

The numbers are those of CVE and of the GitHub Advisory Database. Each advisory stands
in a table: text that became code, names that left the output folder, references that
were followed, what tests elsewhere show, and what cannot happen, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Document = dict[str, Any]


class Injection(NamedTuple):
    """Text of a document that a generator wrote where code stands."""

    generator: str
    place: Callable[[str], Document]
    """Puts the text where that generator read it."""


def schema(**members: Any) -> Document:
    """A document whose response has a schema with these members."""
    thing = {"type": "object", "properties": {"value": {"type": "string"}}} | members
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    return {
        "paths": {"/things": {"get": operation(content=content)}},
        "components": {"schemas": {"Thing": thing}},
    }


def operation(**response: Any) -> Document:
    """An operation with one response."""
    return {
        "operationId": "getThing",
        "responses": {"200": {"description": ""} | response},
    }


def of_property(**members: Any) -> Document:
    """A document with a property that has these members."""
    return schema(properties={"value": {"type": "string"} | members})


def parameter(place: str, default: str) -> Document:
    """A document with a parameter that has a default."""
    known = {"name": "X-Thing", "in": place, "schema": {"type": "string"}}
    known["schema"] = {"type": "string", "default": default}
    return {"paths": {"/things": {"get": operation() | {"parameters": [known]}}}}


def enum(value: str, **members: Any) -> Document:
    """A document with an enum of strings, one of which is given."""
    return schema(type="string", enum=["red", value], **members)


def at_path(path: str) -> Document:
    return {"paths": {path: {"get": operation()}}}


def server(**members: str) -> Document:
    known = {"url": "https://api.example.com"} | members
    return at_path("/things") | {"servers": [known]}


def swagger_2(text: str) -> Document:
    """The positions of the first advisory of this kind, in a document of its time."""
    answers = {"200": {"description": text, "schema": {"type": "string"}}}
    shown = {"operationId": text, "summary": text, "responses": answers}
    return {
        "swagger": "2.0",
        "info": {"title": text, "version": text, "description": text},
        "basePath": f"/{text}",
        "paths": {f"/{text}": {"get": shown}},
        "definitions": {text: {"type": "object", "description": text}},
    }


def kiota_info(**language: str) -> Document:
    info = {"languagesInformation": {"Python": language}}
    return schema() | {"x-ms-kiota-info": info}


INJECTIONS: dict[str, Injection] = {
    "CVE-2016-5641": Injection("swagger-codegen: any text of a document", swagger_2),
    "CVE-2020-15142": Injection(
        "openapi-python-client: defaults and enums",
        lambda text: schema(
            properties={"a": {"default": text}, "b": {"enum": [text]}}, title=text
        ),
    ),
    "CVE-2026-54621, GHSA-j884-q54q-mmx3": Injection(
        "datamodel-code-generator: a carriage return in the description of a union",
        lambda text: schema(
            oneOf=[{"type": "string"}, {"type": "integer"}],
            type=["string", "integer"],
            description=text,
        ),
    ),
    "CVE-2026-54653, GHSA-386q-5hp3-95m9": Injection(
        "datamodel-code-generator: default_factory",
        lambda text: of_property(default_factory=text),
    ),
    "CVE-2026-54655, GHSA-m34r-v34r-rf9q": Injection(
        "datamodel-code-generator: x-python-type",
        lambda text: of_property(**{"x-python-type": text}),
    ),
    "CVE-2026-55415, GHSA-5578-w22f-pfx9": Injection(
        "datamodel-code-generator: x-python-import and customTypePath",
        lambda text: of_property(
            customTypePath=text, **{"x-python-import": {"module": text, "name": text}}
        ),
    ),
    "CVE-2026-63720": Injection(
        "datamodel-code-generator: customBasePath",
        lambda text: schema(customBasePath=text),
    ),
    "GHSA-7f3j-j7jj-r3vr": Injection(
        "Kiota for Python: descriptions of enum values",
        lambda text: enum(
            "blue",
            description=text,
            **{"x-ms-enum": {"values": [{"value": "blue", "description": text}]}},
        ),
    ),
    "GHSA-3hrf-2gc2-mx32": Injection(
        "Kiota for C#: line ends in descriptions that become comments",
        lambda text: of_property(description=f"a\n{text}") | schema(description=text),
    ),
    "GHSA-4vv7-jj25-4gh6": Injection(
        "Kiota: names of class and namespace, of an extension",
        lambda text: kiota_info(clientClassName=text, clientNamespaceName=text),
    ),
    "GHSA-hq9q-27g5-qwpj": Injection(
        "Kiota: a command to install, of an extension",
        lambda text: kiota_info(dependencyInstallCommand=text),
    ),
    "CVE-2026-23947": Injection(
        "Orval: x-enum-descriptions",
        lambda text: enum("blue", **{"x-enum-descriptions": [text, text]}),
    ),
    "CVE-2026-72716": Injection(
        "Orval: the default of a query parameter", lambda text: parameter("query", text)
    ),
    "CVE-2026-71871": Injection(
        "Orval: the default of a header", lambda text: parameter("header", text)
    ),
    "GHSA-hqj5-cw9f-rx67": Injection(
        "swagger-typescript-api: the server's URL, in the class of the fetch client",
        lambda text: server(url=f"https://api.example.com{text}"),
    ),
    "GHSA-38c3-wv3c-v3xj": Injection(
        "swagger-typescript-api: the server's URL, in the axios client",
        lambda text: server(url=text),
    ),
    "GHSA-5f94-x226-ccpm": Injection("swagger-typescript-api: enum values", enum),
    "GHSA-w284-33mx-6g9v": Injection(
        "swagger-typescript-api: paths", lambda text: at_path(f"/api/{text}/items")
    ),
    "GHSA-rjwr-m7qx-3fjr": Injection(
        "oapi-codegen: the description of a server",
        lambda text: server(description=text),
    ),
    # The texts of these two say "fields of a document"; which, could not be found.
    "GHSA-xrqw-w576-xgj2": Injection("oapi-codegen: fields of a document", swagger_2),
    "GHSA-jwgf-6xff-4hvp": Injection(
        "oapi-codegen: fields of a document",
        lambda text: schema(title=text, description=text, required=[text])
        | server(description=text),
    ),
}

FILE_NAMES: dict[str, Injection] = {
    "CVE-2020-15141": Injection(
        "openapi-python-client: names of tags, operations and schemas",
        lambda text: {
            "tags": [{"name": text}],
            "paths": {
                "/things": {"get": operation() | {"operationId": text, "tags": [text]}}
            },
            "components": {"schemas": {text: {"type": "object", "title": text}}},
        },
    ),
    "GHSA-2q42-4q24-7rgv": Injection(
        "TypeSpec: the version of the document",
        lambda text: schema() | {"info": {"title": text, "version": text}},
    ),
    "GHSA-4vv7-jj25-4gh6": Injection(
        "Kiota: names of class and namespace, of an extension",
        lambda text: kiota_info(clientClassName=text, clientNamespaceName=text),
    ),
}

REFERENCES = {
    "CVE-2026-54690, GHSA-954p-556p-r752": (
        "datamodel-code-generator: URLs of references are fetched unasked"
    ),
    "CVE-2026-55389": "datamodel-code-generator: files outside of the folder are read",
    "GHSA-rg4h-fpcp-2qm8": "Kiota: both",
}

ELSEWHERE: dict[str, str] = {
    # datamodel-code-generator
    "CVE-2026-54691, GHSA-rfr2-mq9m-x2qx": (  # URLs of a command, and redirects
        "source/test_fetch.py::test_a_redirect_to_a_private_host_is_refused"
    ),
    "CVE-2026-55391": (  # DNS rebinding
        "source/test_fetch.py::"
        "test_the_connection_goes_to_the_address_that_was_checked"
    ),
    "CVE-2026-55403": (  # headers that go to another origin
        "source/test_fetch.py::test_headers_do_not_follow_a_redirect_to_another_origin"
    ),
    # black
    "CVE-2026-32274": (
        "supply/test_dependencies.py::test_the_lowest_version_is_a_safe_one"
    ),
}
"""Advisory -> the test that shows the behaviour, of whoever the advisory is about."""

CANNOT_APPLY: dict[str, str] = {
    "CVE-2026-54654, GHSA-wjv6-jcfj-mf9r": (
        "datamodel-code-generator took text for templates from a file of options; "
        "regen has no such option, and templates of a user are code that is trusted"
    ),
    "CVE-2026-54656, GHSA-8m8r-38jm-f355": (
        "the same file of options named validators; regen writes no validators, "
        "and no configuration names code"
    ),
    "GHSA-4rj6-vrwv-wr8m": (
        "Kiota read its workspace from any repository that was opened; regen's "
        "configuration is pyproject.toml or regen.toml, trusted as far as the rest "
        "of the repository's build is"
    ),
}
"""Advisory -> why it has no counterpart here."""
