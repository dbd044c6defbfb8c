"""`load_configs`: what the configuration says, and faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from regen import ir
from regen.config import Config, load_configs, select
from regen.diagnostics import Diagnostic, RegenError

FULL = """\
[project]
name = "consumer"

[tool.regen.clients.qovery]
document = "specs/deploy.md"
output = "src"
package = "qovery"
skip-unsupported = true
unsupported = ["#/paths/~1a/get"]
allow-urls = true

[tool.regen.clients.qovery.include]
tags = ["Application"]
paths = ["/application/*"]

[tool.regen.clients.qovery.security.ApiKeyAuth]
prefix = "Token"

[tool.regen.clients.qovery.pagination.listThings]
style = "cursor"
parameter = "cursor"
next = "/meta/next"
items = "/data"

[tool.regen.clients.qovery.idempotency]
header = "Idempotency-Key"
methods = ["post", "patch"]

[tool.regen.clients.other]
documents = ["a.yaml", "b.yaml"]
output = "."
"""


def load(folder: Path, text: str, name: str = "pyproject.toml") -> tuple[Config, ...]:
    (folder / name).write_text(text, encoding="utf-8")
    return load_configs(folder)


def fault(folder: Path, text: str, name: str = "pyproject.toml") -> Diagnostic:
    with pytest.raises(RegenError) as caught:
        load(folder, text, name)
    assert caught.value.exit_code == 2
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def client(*lines: str) -> str:
    return "\n".join(
        ("[tool.regen.clients.c]", 'document = "d.yaml"', 'output = "o"', *lines)
    )


def test_every_key_is_read(tmp_path: Path) -> None:
    qovery, other = load(tmp_path, FULL)
    assert qovery.name == "qovery"
    assert qovery.documents == (tmp_path / "specs/deploy.md",)
    assert qovery.output == tmp_path / "src"
    assert qovery.package == "qovery"
    assert qovery.skip_unsupported
    assert qovery.allow_urls
    assert not qovery.strict
    assert qovery.unsupported == ("#/paths/~1a/get",)
    assert qovery.include.tags == ("Application",)
    assert qovery.prefixes == {"ApiKeyAuth": "Token"}
    assert qovery.pagination == {
        "listThings": ir.Pagination("cursor", "/data", "cursor", "/meta/next")
    }
    assert qovery.idempotency_header == "Idempotency-Key"
    assert qovery.idempotency_methods == ("POST", "PATCH")
    assert other.documents == (tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert other.package == "other"


def test_regen_toml_has_no_prefix(tmp_path: Path) -> None:
    text = '[clients.c]\ndocument = "d.yaml"\noutput = "o"\n'
    (config,) = load(tmp_path, text, "regen.toml")
    assert config.documents == (tmp_path / "d.yaml",)


def test_a_byte_order_mark_is_none_of_the_text(tmp_path: Path) -> None:
    (config,) = load(tmp_path, "\ufeff" + client())
    assert config.name == "c"


def test_a_list_of_documents_has_another_key(tmp_path: Path) -> None:
    found = fault(tmp_path, client().replace('"d.yaml"', '["d.yaml"]'))
    assert found.message.endswith(".document` must be a string")
    assert found.hint == "did you mean `documents`?"


@pytest.mark.parametrize(
    ("line", "number", "message", "hint"),
    [
        ('packge = "x"', 4, "packge", "did you mean `package`?"),
        ("strict = true\nstrict = true", 5, "Cannot overwrite", ""),
        ("skip_unsupported = true", 4, "skip_unsupported", "`skip-unsupported`"),
        ('root-folder = "nowhere"', 4, "there is no folder 'nowhere'", ""),
        ('strict = "yes"', 4, "must be true or false", ""),
        ("unsupported = [1]", 4, "must be an array of strings", ""),
        ('package = "not a name"', 4, "cannot be imported", ""),
        ("package = 3", 4, "must be a string", ""),
        ("security = 1", 4, "must be a table", ""),
        ('security.Key = { prefx = "T" }', 4, "prefx", "did you mean `prefix`?"),
        ('[tool.regen.clients.c.security."A b"]\nx = 1', 5, "unknown key", "prefix"),
        ('pagination.op.style = "curser"', 4, ".style` must be one of", "`cursor`"),
        ('undeclared = "kep"', 4, "must be one of drop, keep", "did you mean `keep`?"),
        ('[tool.regen.clients.c.pagination.op]\nstyle = "url"', 4, "`next`", ""),
    ],
)
def test_a_fault_names_its_line(
    tmp_path: Path, line: str, number: int, message: str, hint: str
) -> None:
    found = fault(tmp_path, client(line))
    assert message in found.message
    assert hint in found.hint
    assert found.location is not None
    assert found.location.file == str(tmp_path / "pyproject.toml")
    assert found.location.line == number


def test_document_and_output_are_needed(tmp_path: Path) -> None:
    found = fault(tmp_path, '[tool.regen.clients.c]\noutput = "o"\n')
    assert "either `document` or `documents`" in found.message
    found = fault(tmp_path, '[tool.regen.clients.c]\ndocument = "d"\n')
    assert "needs `output`" in found.message


def test_a_url_is_no_document(tmp_path: Path) -> None:
    text = '[tool.regen.clients.c]\ndocument = "https://x.test/a.yaml"\noutput = "o"\n'
    assert "is no path" in fault(tmp_path, text).message


def test_toml_errors_have_line_and_column(tmp_path: Path) -> None:
    found = fault(tmp_path, "[tool]\nx = = 1\n")
    assert found.location is not None
    assert (found.location.line, found.location.column) == (2, 5)
    assert "at line" not in found.message


@pytest.mark.parametrize("text", ["", "[tool.black]\n", "[tool.regen]\n"])
def test_no_configuration_is_an_error(tmp_path: Path, text: str) -> None:
    assert fault(tmp_path, text).code == "no-configuration"


def test_two_configurations_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "regen.toml").write_text("[clients.c]\n", encoding="utf-8")
    assert "keep one" in fault(tmp_path, client()).message


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b'a = "\xff"')
    with pytest.raises(RegenError, match="UTF-8"):
        load_configs(tmp_path)


def test_select_by_name(tmp_path: Path) -> None:
    configs = load(tmp_path, FULL)
    assert select(configs, ()) == configs
    assert [c.name for c in select(configs, ["other"])] == ["other"]
    with pytest.raises(RegenError) as caught:
        select(configs, ["qovry"])
    assert caught.value.diagnostics[0].hint == "did you mean `qovery`?"
