"""Names of a document, split into words and cased."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regen.naming import forms, words


@pytest.mark.parametrize(
    ("text", "snake"),
    [
        ("OAuth2Token", "oauth2_token"),
        ("HTTPServer", "http_server"),
        ("iOS", "ios"),
        ("v2Beta1", "v2_beta1"),
        ("IPv4Address", "ipv4_address"),
        ("userID", "user_id"),
        ("userIDs", "user_ids"),
        ("photoURLs", "photo_urls"),
        ("getUserByID", "get_user_by_id"),
        ("api_key", "api_key"),
        ("X-Api-Key", "x_api_key"),
        ("S3Bucket", "s3_bucket"),
        ("B2BCustomer", "b2b_customer"),
        ("3DModel", "3d_model"),
        ("Referral & Rewards", "referral_rewards"),
        ("GitHubRepo", "github_repo"),
        ("SHA256", "sha256"),
        ("k8s", "k8s"),
        ("base64Encoded", "base64_encoded"),
        ("AccountsController_findAll", "accounts_controller_find_all"),
        ("io.k8s.api.core.v1.Pod", "io_k8s_api_core_v1_pod"),
        ("filter[name]", "filter_name"),
        ("SCREAMING_CASE", "screaming_case"),
        ("the owner's", "the_owners"),
        ("prénom", "prénom"),
        ("日本", "日本"),
        ("\uff49\uff46", "if"),
        ("", ""),
        ("$@", ""),
    ],
)
def test_words_of_a_name(text: str, snake: str) -> None:
    assert words.snake(words.split(text)) == snake


@pytest.mark.parametrize(
    ("text", "pascal"),
    [
        ("petOwner", "PetOwner"),
        ("pet_owner", "PetOwner"),
        ("PET_OWNER", "PetOwner"),
        ("userID", "UserID"),
        ("oAuth2Token", "OAuth2Token"),
        ("404 not found", "404NotFound"),
    ],
)
def test_pascal_case(text: str, pascal: str) -> None:
    assert words.pascal(words.split(text)) == pascal


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("class", "class_"),
        ("date", "date_"),
        ("list", "list_"),
        ("to_dict", "to_dict_"),
        ("self", "self_"),
        ("type", "type"),
        ("id", "id"),
        ("object", "object"),
        ("_links", "links"),
        ("__class__", "class_"),
        ("foo__bar", "foo__bar"),
        ("$top", "top"),
        ("@type", "type"),
        ("filter[name]", "filter_name"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("1d", "field_1d"),
        ("\u00b3", "field_3"),
        ("", "field_empty"),
        ("$", "dollar"),
        ("import os", "import_os"),
        ("../../x", "x"),
        ("日本", "日本"),
    ],
)
def test_attribute(text: str, attribute: str) -> None:
    assert forms.attribute(text) == attribute


@pytest.mark.parametrize(
    ("value", "member"),
    [
        ("", "EMPTY"),
        ("asc", "ASC"),
        ("a:b", "A_B"),
        ("-1", "MINUS_1"),
        ("-created_at", "MINUS_CREATED_AT"),
        ("+1", "PLUS_1"),
        ("\u00b3", "VALUE_3"),
        ("!=", "NOT_EQUAL"),
        (" ", "SPACE"),
        ("mro", "MRO"),
        ("_missing_", "MISSING"),
        ("__class__", "CLASS"),
        ("1", "VALUE_1"),
        (1, "VALUE_1"),
        (-1, "VALUE_MINUS_1"),
        (1.5, "VALUE_1_5"),
        ("VPC-GW-S", "VPC_GW_S"),
    ],
)
def test_member(value: str | float, member: str) -> None:
    assert forms.member(value) == member


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("Application Actions", "application_actions"),
        ("con", "con_"),
        ("COM1", "com1_"),
        ("__init__", "init"),
        ("_runtime", "runtime"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\x", "c_x"),
        ("class", "class_"),
        ("match", "match_"),
        ("Café", "cafe"),
        ("2fa", "tag_2fa"),
    ],
)
def test_module(text: str, module: str) -> None:
    assert forms.module(text, "tag") == module


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("/v1/customers/{id}", "customers"),
        ("/api/v2.1/pets", "pets"),
        ("/{tenant}/users", "users"),
        ("/{id}", "default"),
        ("/", "default"),
    ],
)
def test_module_of_a_path(path: str, module: str) -> None:
    assert forms.path_module(path) == module


def test_long_names_are_capped_with_a_digest() -> None:
    one, two = (forms.class_name(("X", "part" * 60 + end), "Schema") for end in "ab")
    assert len(one) == len(two) == words.LIMIT
    assert one != two
    assert len(forms.module(one, "model")) <= words.MODULE_LIMIT
    assert forms.attribute("a" * 10_000_000) != forms.attribute("a" * 9_999_999)


@given(st.text())
def test_every_text_has_valid_names(text: str) -> None:
    for name in (
        forms.attribute(text),
        forms.argument(text),
        forms.function(text),
        forms.member(text),
        forms.class_name((text,), "Schema"),
    ):
        assert name.isidentifier()
        assert not name.startswith("_")
    module = forms.module(text, "tag")
    assert forms.is_module(module)
    assert module.isascii()
