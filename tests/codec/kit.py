"""What tests of the codec share."""

from __future__ import annotations

from typing import Any

import pytest
from demo_client._runtime.codec import decode
from demo_client._runtime.trail import DecodeError


def fails(kind: Any, plain: Any) -> DecodeError:
    """The error of the strict reader, which has to refuse a value."""
    with pytest.raises(DecodeError) as caught:
        decode(kind, plain, strict=True)
    return caught.value
