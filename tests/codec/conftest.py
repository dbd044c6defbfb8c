"""Makes `demo_client._runtime` importable, as for the other tests of the runtime."""

from __future__ import annotations

import pytest

import tests.runtime.conftest  # noqa: F401


@pytest.fixture(autouse=True)
def _nothing_reported() -> None:
    """Deviations are reported once: each test begins anew."""
    from demo_client._runtime import trail

    trail._reported.clear()
