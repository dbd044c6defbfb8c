"""What changes in the rest of a package: authentication, servers, webhooks, client."""

from __future__ import annotations

import pytest

from .kit import changes

KEY = "Key: {type: apiKey, in: header, name: X-Key}"
TOKEN = "Token: {type: http, scheme: bearer}"


def schemes(*items: str) -> str:
    lines = "".join(f"\n    {item}" for item in items)
    return f"components:\n  securitySchemes:{lines or ' {}'}\n"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ([KEY], [KEY, TOKEN], "compatible security-added security.Token"),
        ([KEY, TOKEN], [KEY], "breaking security-removed security.Token"),
        (
            [KEY],
            ["Key: {type: http, scheme: basic}"],
            "breaking security-changed security.Key",
        ),
        ([KEY], [KEY.replace("X-", "Y-")], "internal security-changed security.Key"),
    ],
)
def test_classes_of_credentials(old: list[str], new: list[str], line: str) -> None:
    assert changes(schemes(*old), schemes(*new)).lines == {line}


def test_the_message_names_what_is_sent_elsewhere() -> None:
    seen = changes(schemes(KEY), schemes(KEY.replace("header", "query")))
    assert seen.message("security-changed") == "authenticates with another location"


def servers(*items: str) -> str:
    return f"servers: [{', '.join(items)}]"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (["{url: 'https://a.test'}"], [], "breaking base-url-required Client"),
        ([], ["{url: 'https://a.test'}"], "compatible base-url-optional Client"),
        (
            ["{url: 'https://a.test'}"],
            ["{url: 'https://b.test'}"],
            "internal base-url-changed Client",
        ),
    ],
)
def test_the_url_of_the_client(old: list[str], new: list[str], line: str) -> None:
    before, after = (servers(*items) if items else "{}" for items in (old, new))
    assert changes(before, after).lines == {line}


MAIN = "{url: 'https://a.test', description: Main}"
TEST = "{url: 'https://t.test', description: Test}"
OLD = "{url: 'https://o.test', description: Old}"


def test_functions_of_servers() -> None:
    seen = changes(servers(MAIN, TEST), servers(MAIN, TEST, OLD))
    assert seen.lines == {"compatible server-added servers.old"}
    seen = changes(servers(MAIN, TEST, OLD), servers(MAIN, TEST))
    assert seen.lines == {"breaking server-removed servers.old"}


def region(*values: str) -> str:
    variable = f"{{default: a, enum: [{', '.join(values)}]}}"
    server = f"url: 'https://{{region}}.test', variables: {{region: {variable}}}"
    return servers(f"{{{server}, description: Main}}")


def test_variables_of_servers_are_arguments() -> None:
    seen = changes(region("a"), region("a", "b"))
    assert seen.lines == {"compatible argument-widened servers.main(region)"}
    seen = changes(region("a", "b"), region("a"))
    assert seen.lines == {"breaking argument-narrowed servers.main(region)"}


def webhook(name: str, type: str) -> str:
    content = f"content: {{application/json: {{schema: {{type: {type}}}}}}}"
    post = f"post: {{requestBody: {{{content}}}, responses: {{}}}}"
    return f"webhooks: {{{name}: {{{post}}}}}"


def test_webhooks_are_read() -> None:
    narrow, wide = webhook("born", "integer"), webhook("born", "number")
    assert changes(narrow, wide).lines == {"breaking webhook-changed webhooks.born"}
    assert changes(wide, narrow).lines == {"compatible webhook-narrowed webhooks.born"}
    assert changes(narrow, webhook("died", "integer")).lines == {
        "breaking webhook-removed webhooks.born",
        "compatible webhook-added webhooks.died",
    }


def test_another_version_of_the_document_is_in_the_client() -> None:
    seen = changes("info: {title: A, version: '1'}", "info: {title: A, version: '2'}")
    assert seen.lines == {"internal code-changed client.py"}
    assert seen.step == "patch"
