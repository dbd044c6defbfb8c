"""What public advisories tell of other generators of code does not happen here."""

from __future__ import annotations

import ast
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

import pytest
from regen.diagnostics import RegenError
from regen.pipeline import build, generate

from tests.runtime.server import Server, answer
from tests.support import build_package, configure

from .advisories import (
    CANNOT_APPLY,
    ELSEWHERE,
    FILE_NAMES,
    INJECTIONS,
    REFERENCES,
    Document,
    operation,
)
from .test_payloads import CANARY, calls_of

TESTS = Path(__file__).parents[1]
TEXTS = {
    "string": f'"; {CANARY}(); "',
    "docstring": f'"""\n{CANARY}()\n"""',
    "comment": f"a\r{CANARY}()",
    "code": f"({CANARY}(), lambda: [])[1]",
}
"""What ends a place of Python where text may stand, and what needs no ending."""
ABSOLUTE = Path(gettempdir()) / "regen-escaped"
NAMES = ("../../escaped", str(ABSOLUTE), "..\\escaped", "C:\\escaped", "a/../../b")
SECRET = "of-another-folder"
KNOWN = {
    "CVE-2016-5641",
    "CVE-2020-15141",
    "CVE-2020-15142",
    "CVE-2026-23947",
    "CVE-2026-32274",
    "CVE-2026-54621",
    "CVE-2026-54653",
    "CVE-2026-54654",
    "CVE-2026-54655",
    "CVE-2026-54690",
    "CVE-2026-54691",
    "CVE-2026-55389",
    "CVE-2026-55391",
    "CVE-2026-55403",
    "CVE-2026-55415",
    "CVE-2026-63720",
    "CVE-2026-71871",
    "CVE-2026-72716",
    "GHSA-2q42-4q24-7rgv",
    "GHSA-386q-5hp3-95m9",
    "GHSA-38c3-wv3c-v3xj",
    "GHSA-3hrf-2gc2-mx32",
    "GHSA-4rj6-vrwv-wr8m",
    "GHSA-4vv7-jj25-4gh6",
    "GHSA-5578-w22f-pfx9",
    "GHSA-5f94-x226-ccpm",
    "GHSA-7f3j-j7jj-r3vr",
    "GHSA-8m8r-38jm-f355",
    "GHSA-954p-556p-r752",
    "GHSA-hq9q-27g5-qwpj",
    "GHSA-hqj5-cw9f-rx67",
    "GHSA-j884-q54q-mmx3",
    "GHSA-jwgf-6xff-4hvp",
    "GHSA-m34r-v34r-rf9q",
    "GHSA-rfr2-mq9m-x2qx",
    "GHSA-rg4h-fpcp-2qm8",
    "GHSA-rjwr-m7qx-3fjr",
    "GHSA-w284-33mx-6g9v",
    "GHSA-wjv6-jcfj-mf9r",
    "GHSA-xrqw-w576-xgj2",
}
"""Those that this folder must answer."""


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("advisory", INJECTIONS)
def test_text_of_the_document_is_no_code(
    tmp_path: Path, advisory: str, text: str
) -> None:
    try:
        package = build_package(tmp_path, INJECTIONS[advisory].place(text))
    except RegenError:  # refused with a located error: as good
        return
    assert CANARY not in calls_of(package)


@pytest.mark.parametrize("advisory", FILE_NAMES)
def test_files_stay_in_the_folder(tmp_path: Path, advisory: str) -> None:
    for number, text in enumerate(NAMES):
        folder = tmp_path / str(number) / "inner"
        config = configure(folder, FILE_NAMES[advisory].place(text))
        with suppress(RegenError):
            generate(build(config))
        assert {p.name for p in folder.iterdir()} <= {"openapi.yaml", "out"}
    assert {p.name for p in tmp_path.iterdir()} == {*map(str, range(len(NAMES)))}
    assert not [*ABSOLUTE.parent.glob(f"{ABSOLUTE.name}*")]


def referring(reference: str) -> Document:
    """A document that refers to what is elsewhere."""
    content = {"application/json": {"schema": {"$ref": reference}}}
    return {"paths": {"/things": {"get": operation(content=content)}}}


@pytest.mark.parametrize("flags", [{}, {"allow_urls": True}], ids=["default", "urls"])
def test_references_ask_no_private_host(tmp_path: Path, flags: dict[str, bool]) -> None:
    """CVE-2026-54690, GHSA-954p-556p-r752; GHSA-rg4h-fpcp-2qm8."""
    with Server([answer(200, b'{"type": "string"}')]) as private:
        with pytest.raises(RegenError) as refused:
            build_package(tmp_path, referring(f"{private.url}/secret.json"), **flags)
        assert private.connections == 0
    assert refused.value.diagnostics[0].location is not None


def test_references_read_no_file_outside_of_the_root(tmp_path: Path) -> None:
    """CVE-2026-55389; GHSA-rg4h-fpcp-2qm8."""
    secret = tmp_path / "secret.json"
    secret.write_text(f'{{"type": "string", "description": "{SECRET}"}}')
    root = tmp_path / "root"
    (root / "link.json").parent.mkdir()
    (root / "link.json").symlink_to(secret)
    for reference in ("../secret.json", secret.as_uri(), str(secret), "link.json"):
        with pytest.raises(RegenError) as refused:
            build_package(root, referring(reference), root_folder=root)
        assert SECRET not in str([str(d) for d in refused.value.diagnostics])


@pytest.mark.parametrize("advisory", ELSEWHERE)
def test_the_test_elsewhere_exists(advisory: str) -> None:
    path, _, name = ELSEWHERE[advisory].partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    functions = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
    assert name in functions


def test_every_advisory_is_answered() -> None:
    tables = (INJECTIONS, FILE_NAMES, REFERENCES, ELSEWHERE, CANNOT_APPLY)
    answered = {id for table in tables for ids in table for id in ids.split(", ")}
    assert answered >= KNOWN
    assert all(reason for reason in CANNOT_APPLY.values())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_generator_that_was_wrong_would_be_found(text: str) -> None:
    """Each of the texts is code where it is written as it is."""
    lines = (f'x = "{text}"', f'"""{text}"""', f"# {text}", f"x = {text}")
    trees = []
    for line in lines:
        with suppress(SyntaxError):
            trees.append(ast.parse(line))
    names = [n.id for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Name)]
    assert CANARY in names
