"""The page on plain words shows what is said. `python -m tests.docs.test_plain_words` writes it."""

from pathlib import Path

import yaml

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.texts import Reader
from safetyframe.texts.plain import LIMITS, measure
from tests.docs.playing.blocks import blocks, named
from tests.docs.playing.shell import Shell
from tests.support.story import ANNA, LEAD, hoe_established
from tests.support.viewing import view_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "plain-words.md"
BEGIN, END = "<!-- said -->\n", "<!-- /said -->\n"


def said():
    """One refusal, to each reader in each language; and the limits."""
    no = hoe_established().refused(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    parts = []
    for language in texts.LANGUAGES:
        for reader in Reader:
            words = texts.say(view_of(no), language, reader=reader)
            parts.append(f"**{reader.value}, {language}**\n\n```text\n{words}\n```\n\n")
    parts.append(
        "| reader | words in a sentence, at most | reading ease, at least |\n|---|---|---|\n"
    )
    parts.extend(
        f"| {reader.value} | {limits.words} | {limits.ease:.0f} |\n"
        for reader, limits in LIMITS.items()
    )
    return "".join(parts)


def test_the_page_shows_what_is_said():
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0] == said()


def test_what_the_page_says_of_the_hook_is_so():
    page = PAGE.read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    names = {}
    exec(code, names)  # noqa: S102 - our own page
    assert [one.instead for one in names["found"]] == ["wie het is", "moet", "meedoen"]
    assert measure("Het kind mag zeggen wat het wil.", "nl", Reader.CHILD) == ()


def test_the_command_on_the_page_prints_what_the_page_says(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    printed = Shell(folder, tmp_path / "programs").run(named(PAGE, "files"))
    (said,) = (b.text for b in blocks(PAGE) if (b.kind, b.name) == ("output", "found in files"))
    assert printed == said


def test_the_hook_on_the_page_is_the_one_that_is_offered():
    """`plain-words.md` shows what somebody puts in a repository of their own."""
    (repo,) = yaml.safe_load(named(PAGE, "hook"))["repos"]
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (used,) = repo["hooks"]
    assert used["id"] == offered["id"]
    assert used["args"] == offered["args"]


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    PAGE.write_text(head + BEGIN + said() + END + rest.partition(END)[2], encoding="utf-8")
