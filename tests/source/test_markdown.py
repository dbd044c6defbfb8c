"""Documentation pages that embed an OpenAPI document."""

from __future__ import annotations

import pytest

from .building import place, refused, yaml

BLOCK = "openapi: 3.0.0\ninfo:\n  title: t\n"


def page(*blocks: str) -> str:
    return "# Title\n\n" + "\n\ntext\n\n".join(blocks) + "\n"


@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
@pytest.mark.parametrize("info", ["yaml", "yaml /api.yaml post /a/{b}", "YML", ""])
def test_the_block_is_read_with_the_lines_of_the_page(fence: str, info: str) -> None:
    file = yaml(page("```sh\nls\n```", f"{fence}{info}\n{BLOCK}{fence}"), ".md")
    assert file.root == {"openapi": "3.0.0", "info": {"title": "t"}}
    assert file.locate("/info/title") == (12, 3)


def test_json_and_indented_blocks() -> None:
    text = '- item\n\n  ```json\n  {\n    "swagger": "2.0"\n  }\n  ```\n'
    file = yaml(text, ".md")
    assert file.root == {"swagger": "2.0"}
    assert file.locate("/swagger") == (5, 5)


def test_a_longer_fence_holds_shorter_ones() -> None:
    text = "````yaml\nopenapi: 3.0.0\nd: |\n  ```yaml\n  openapi: 9\n  ```\n````\n"
    assert yaml(text, ".md").root["d"] == "```yaml\nopenapi: 9\n```\n"


def test_no_block_is_an_error() -> None:
    assert refused(page("```yaml\na: 1\n```"), ".md").code == "no-openapi-block"


def test_several_blocks_are_an_error_at_the_second() -> None:
    block = f"```yaml\n{BLOCK}```"
    finding = refused(page(block, block), ".md")
    assert finding.code == "several-openapi-blocks"
    assert place(finding) == (12, 1)
    assert "4, 12" in finding.message


def test_errors_in_the_block_have_the_lines_of_the_page() -> None:
    finding = refused(page(f"```yaml\n{BLOCK}info: 1\n```"), ".md")
    assert finding.code == "duplicate-key"
    assert place(finding) == (7, 1)
