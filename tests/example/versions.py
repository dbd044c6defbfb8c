"""Run by each Python version: imports the example and reads its annotations."""

import importlib
import pkgutil
import sys
import typing

import qovery

modules = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(qovery.__path__, "qovery.")
]
from qovery import models  # noqa: E402
from qovery.operations.application_actions import deploy_application  # noqa: E402

for name in models.__all__:
    typing.get_type_hints(getattr(models, name))
hints = typing.get_type_hints(deploy_application)
assert typing.get_args(hints["return"]) == (models.Status,)
status: dict[str, object] = {
    "total_duration_sec": None,
    "total_computing_duration_sec": 1,
    "details": [],
}
metrics = models.ServiceStepMetrics.from_dict(status)
assert metrics.to_dict() == status
assert not [m for m in sys.modules if m.startswith("regen")]
print(len(modules))
