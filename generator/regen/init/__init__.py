"""`regen init`: the configuration and the pre-commit entry, written for a repository.

What is there already is never changed: entries are added, and each file is otherwise
the same, byte for byte.
"""

from __future__ import annotations

import os
from pathlib import Path

from regen.config import package_name
from regen.diagnostics import error

from .candidates import find_documents, title_of
from .configuration import Configuration
from .precommit import plan_hook


def initialise(
    folder: Path,
    document: Path | None = None,
    package: str | None = None,
    output: Path | None = None,
) -> list[str]:
    """Configure clients and wire regen into pre-commit; what was done, in sentences.

    Args:
        folder: the root of the repository.
        document: the one to configure; by default all that the repository has.
        package: name of the client and its package; by default after the title.
        output: the folder for the package; by default `src` if there is one.

    Raises:
        RegenError: there is nothing to configure, or a file cannot be added to.
    """
    documents = [document] if document else find_documents(folder)
    if package and len(documents) > 1:
        raise error(
            "several-documents",
            f"a name fits one document, and there are {len(documents)}",
            hint="name one of them: `regen init DOCUMENT --package NAME`",
        )
    target = output or Path("src" if (folder / "src").is_dir() else ".")
    configuration = Configuration.of(folder)
    said = []
    for path in documents:
        name = package or package_name(title_of(path))
        shown = Path(os.path.relpath(path, folder)).as_posix()
        said.append(configuration.add(name, shown, target.as_posix()))
    # Whatever may be refused comes before the first file is written.
    hook = plan_hook(folder)
    configuration.write()
    hook.write()
    return [*said, hook.said]
