"""Every page that is listed here runs from top to bottom, and prints what it says."""

from pathlib import Path

import pytest

from tests.docs.playing.blocks import DOCS, blocks, parse
from tests.docs.playing.play import RUN, play
from tests.docs.playing.shell import missing
from tests.docs.playing.which import PLAYED


@pytest.mark.parametrize("page", PLAYED)
def test_the_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    play(DOCS / page, tmp_path / "here", tmp_path / "programs")


@pytest.mark.parametrize("page", PLAYED)
def test_it_says_what_it_prints(page: str):
    kinds = [block.kind for block in blocks(DOCS / page)]
    assert any(kind.startswith("output") for kind in kinds), "a page that asserts nothing"


PAGE = """
```python
print("one")
```

<!-- output -->
```text
{}
```

```bash
{}
```
"""


@pytest.mark.parametrize(
    ("text", "command"),
    [("two", "true"), ("on", "true"), ("one", "false"), ("one", "pip install 'safetyframe[no]'")],
)
def test_a_page_that_is_not_so_is_found(text: str, command: str, tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(text, command), "utf-8")
    with pytest.raises(AssertionError):
        play(page, tmp_path, tmp_path / "programs")


def test_a_page_that_is_so_passes(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(PAGE.format("one", "pip install 'safetyframe[cli]'"), "utf-8")
    play(page, tmp_path, tmp_path / "programs")


def test_what_is_not_installed_is_missed():
    assert missing("safetyframe[cli,testing]") == []
    assert missing("safetyframe[no-such-extra]") == ["safetyframe[no-such-extra]"]


def test_a_block_is_read_with_what_is_said_of_it():
    (one, two) = parse("<!-- not run: it deletes -->\n```bash\nrm x\n```\n\n```python\n1\n```\n")
    assert (one.kind, one.name, one.language, one.line) == ("not run", "it deletes", "bash", 2)
    assert (two.kind, two.text, two.language in RUN) == ("", "1\n", True)
