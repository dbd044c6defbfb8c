"""What regen depends on: bounds that are tried, and that exclude known advisories."""

from __future__ import annotations

import re

import pytest

from tests import lowest

SAFE = {
    # A template sandbox could be left; the last of five advisories (CVE-2025-27516).
    "jinja2": "3.1.6",
    # Files written outside of the cache (CVE-2026-32274).
    "black": "26.3.1",
    # Objects made by tags of YAML under the loaders of old (CVE-2020-14343).
    "pyyaml": "5.4",
    # Not an advisory: 0.30 to 0.34 end the interpreter on some documents.
    "jsonschema-rs": "0.35",
}
"""Distribution -> the first version without what is known against it."""


@pytest.mark.parametrize("name", SAFE)
def test_the_lowest_version_is_a_safe_one(name: str) -> None:
    assert lowest.numbers(lowest.bounds()[name]) >= lowest.numbers(SAFE[name])


def test_every_lower_bound_is_no_newer_than_what_is_tested() -> None:
    pins = dict(re.findall(r"(?m)^([\w.-]+)==(.+)$", lowest.CONSTRAINTS.read_text()))
    tested = {lowest.normal(name): version for name, version in pins.items()}
    for name, bound in lowest.bounds().items():
        assert lowest.numbers(bound) <= lowest.numbers(tested[name]), name


def test_the_lowest_versions_take_the_place_of_the_tested_ones() -> None:
    lines = [*lowest.constraints(lowest.bounds())]
    names = [lowest.normal(line.partition("==")[0]) for line in lines if "==" in line]
    assert len(names) == len(set(names))
    assert f"black=={lowest.bounds()['black']}" in lines


def test_a_dependency_without_a_bound_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lowest, "requirements", lambda _: ["click", "jinja2>=3.1.6"])
    with pytest.raises(ValueError, match="click has no lower bound"):
        lowest.bounds()
