"""The tests read examples that belong to the package `qovery`."""

from __future__ import annotations

import sys
from pathlib import Path

# At import: the tests import the package at their top.
sys.path.insert(0, str(Path(__file__).parents[2] / "generated_example" / "src"))
