"""What the documentation shows runs, on what ships, and its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def console_lines() -> list[tuple[str, str]]:
    blocks = [(name, block) for page, name in zip(PAGES, NAMES, strict=True) for block in fenced(page, "console")]
    return [(name, line[2:]) for name, block in blocks for line in block.splitlines() if line.startswith("$ ")]


def fenced(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize(("page", "line"), console_lines(), ids=lambda value: value[:60])
def test_every_command_shown_runs(page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.cli import verbs

    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(line)
    assert program == "comity"
    result = CliRunner().invoke(verbs, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.strip()


@pytest.mark.parametrize(("page", "name"), list(zip(PAGES, NAMES, strict=True)), ids=NAMES)
def test_python_shown_runs(page: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = fenced(page, "python")
    space: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), space)
    assert bool(blocks) == bool(space)


@pytest.mark.parametrize(("page", "name"), list(zip(PAGES, NAMES, strict=True)), ids=NAMES)
def test_links_lead_somewhere(page: Path, name: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    broken = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert not broken, f"{name} links to {broken}"


def test_the_measures_page_says_what_the_code_says() -> None:
    from comity.measure import RUNGS, YARDSTICKS

    page = (ROOT / "docs/reference/measures.md").read_text(encoding="utf-8").replace("\\|", "|")
    for name, measure in YARDSTICKS.items():
        assert f"| `{name}` | {measure.label} | {measure.formula} | {measure.reference} |" in page
    for rung in RUNGS:
        assert f"| {rung.level} | {rung.label} | {rung.meaning} |" in page
