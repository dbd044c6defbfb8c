"""What the tests of the generated example share."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from qovery import AsyncClient, Client, models
from qovery.operations.application_actions import deploy_application

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "generated_example"
PACKAGE = EXAMPLE / "src" / "qovery"

APPLICATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")
STATUS: dict[str, Any] = {
    "id": str(APPLICATION),
    "state": "DEPLOYING",
    "service_deployment_status": "OUT_OF_DATE",
    "last_deployment_date": "2026-03-01T12:30:00Z",
    "is_part_last_deployment": True,
    "steps": {
        "total_duration_sec": None,
        "total_computing_duration_sec": 12,
        "details": [{"step_name": "BUILD", "status": "SUCCESS", "duration_sec": 12}],
    },
    "status_details": {"action": "DEPLOY", "status": "ONGOING", "sub_action": "NONE"},
    "deployment_request_id": None,
    "deployment_requests_count": 3,
}
STATUS_BYTES = json.dumps(STATUS).encode()

Deploy = Callable[..., models.Status]


def deploy(url: str, auth: Any, body: Any = None, **options: Any) -> models.Status:
    """Deploy with the blocking client."""
    with Client(auth, base_url=url, **options) as client:
        return deploy_application(client, APPLICATION, body)


def deploy_async(
    url: str, auth: Any, body: Any = None, **options: Any
) -> models.Status:
    """Deploy with the asynchronous client."""

    async def main() -> models.Status:
        async with AsyncClient(auth, base_url=url, **options) as client:
            return await deploy_application(client, APPLICATION, body)

    return asyncio.run(main())


BOTH: list[Deploy] = [deploy, deploy_async]


def python_blocks(page: Path) -> list[str]:
    """The Python examples of a Markdown page."""
    text = page.read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
