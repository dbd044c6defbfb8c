"""The runtime as it stands in a client: `demo_client._runtime`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"

# At import: the tests import the package at their top.
_home = Path(tempfile.mkdtemp(prefix="regen-runtime-"))
(_home / "demo_client").mkdir()
(_home / "demo_client" / "__init__.py").write_text('"""A client without code."""\n')
(_home / "demo_client" / "_runtime").symlink_to(RUNTIME, target_is_directory=True)
sys.path.insert(0, str(_home))


def pytest_unconfigure() -> None:
    """Removes the package; the runtime itself stays."""
    (_home / "demo_client" / "_runtime").unlink()
    shutil.rmtree(_home)
