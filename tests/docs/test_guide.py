"""The papers are true: what they link is there, what they say to type is accepted, both guides are the same."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from frontdesk.app import cli
from frontdesk.app.cli import COMMANDS
from frontdesk.app.pages import page_specs
from frontdesk.core.i18n import catalogue, language, set_language
from tests.architecture.source import ROOT

DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
GUIDES = (DOCS / "guide.zh.md", DOCS / "guide.en.md")
MOST_BYTES, MOST_PICTURES = 120_000, 16

_LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PRESSES = re.compile(r"^\| ((?:`[^`]+` ?)+)", re.MULTILINE)
"""The keys in the first column of a table."""
_DUTY = re.compile(r"\[((?:[GKPCW]\d\d ?)+)\]")


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


def prose(paper: Path) -> str:
    """A paper without its code blocks."""
    return _FENCE.sub("", paper.read_text(encoding="utf-8"))


def headings(paper: Path) -> list[tuple[int, str, list[str]]]:
    """Of each heading: its depth, its number and its duties; the words differ by language."""
    found = []
    for line in prose(paper).splitlines():
        if line.startswith("#"):
            marks, _, words = line.partition(" ")
            number = re.match(r"\d*", words)
            found.append((len(marks), number.group() if number else "", _DUTY.findall(words)))
    return found


def commands() -> list[list[str]]:
    """Every line of the papers' code blocks that calls frontdesk, as arguments."""
    found = []
    for paper in PAPERS:
        for block in _FENCE.findall(paper.read_text(encoding="utf-8")):
            found += [shlex.split(line)[1:] for line in block.splitlines() if re.match(r"frontdesk(\s|$)", line)]
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_local_link_leads_somewhere(paper: Path) -> None:
    targets = [target for target in _LINK.findall(prose(paper)) if not target.startswith(("http:", "https:"))]
    missing = [target for target in targets if not (paper.parent / target.partition("#")[0]).exists()]
    assert not missing


def test_pictures_are_small_few_and_used() -> None:
    pictures = sorted(PICTURES.glob("*.png"))
    used = {(paper.parent / target).resolve() for paper in PAPERS for target in _LINK.findall(prose(paper))}
    assert 0 < len(pictures) <= MOST_PICTURES
    for picture in pictures:
        assert picture in used, f"{picture.name} is shown nowhere"
        assert picture.stat().st_size < MOST_BYTES, picture.name
        with Image.open(picture) as opened:
            assert (opened.size, opened.mode) == ((1366, 768), "P"), picture.name


def test_the_guides_have_the_same_headings_tables_and_pictures() -> None:
    chinese, english = GUIDES
    assert headings(chinese) == headings(english)
    assert [word.replace("zh-", "en-") for word in re.findall(r"pictures/\S+?\.png", prose(chinese))] == re.findall(
        r"pictures/\S+?\.png", prose(english)
    )
    rows = [[line.count("|") for line in prose(guide).splitlines() if line.startswith("|")] for guide in GUIDES]
    assert rows[0] == rows[1]
    presses = [[cell.split() for cell in _PRESSES.findall(prose(guide))] for guide in GUIDES]
    assert presses[0] == presses[1]


def test_the_duties_named_in_both_guides_are_the_same() -> None:
    chinese, english = (sorted(_DUTY.findall(prose(guide))) for guide in GUIDES)
    assert chinese == english
    named = {duty for duties in english for duty in duties.split()}
    # what the first business day covers
    assert {"G06", "G07", "G08", "G13", "G15", "G22", "K04", "K05", "K06", "K07", "K08"} <= named


@pytest.mark.parametrize("given", commands(), ids=" ".join)
def test_every_command_in_the_papers_is_accepted(given: list[str]) -> None:
    parsed = cli._parser(given).parse_args(cli._with_command(given))
    assert parsed.command in COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme_and_explains_itself(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{command}[ `]", readme, re.MULTILINE)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit) as over:
        cli.main([command, "--help"])
    assert over.value.code == 0
    assert "--data" in said.getvalue()


def test_every_page_has_a_help_text() -> None:
    texts = catalogue()
    missing = [spec.key for spec in page_specs(ROOT, None) if f"{spec.key}.help" not in texts]
    assert not missing
