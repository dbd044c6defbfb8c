"""What all tests share: a busy machine is no reason for a property to fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from regen.source.validate import validator_process

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture(scope="session", autouse=True)
def _one_validator() -> Iterator[None]:
    """The validator is imported once for all tests of a process."""
    with validator_process():
        yield
