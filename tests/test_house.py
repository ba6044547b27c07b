"""The house stands: imports go one way, starting is cheap, verbs and public names are documented."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "comity"
ROOMS = [
    "errors",
    "schema",
    "results",
    "actors",
    "coding",
    "intake",
    "ledger",
    "measure",
    "outlook",
    "brief",
    "serve",
    "cli",
]
NEVER = {("coding", "intake"), ("coding", "ledger")}
HEAVY = {"numpy", "duckdb", "rich", "jinja2", "plotext", "vl_convert", "click", "json"}
FORBIDDEN_IN_CORE = {"pandas", "polars", "pyarrow", "torch"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full, so that arrows can be read"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    here = room_of(path)
    if here in {"__init__", "__main__"}:
        return
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("comity.") and name.count(".") >= 1}
    for room in rooms & set(ROOMS):
        assert ROOMS.index(room) <= ROOMS.index(here), f"{here} imports {room}, which stands below it"
        assert (here, room) not in NEVER, f"{here} must not import {room}"


def test_the_rule_sees_an_arrow_that_runs_back(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from comity.brief import brief\n")
    assert "comity.brief" in imported(bad)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_frame_library_is_needed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        names = imported_here(node)
        assert not names & FORBIDDEN_IN_CORE, f"{path.name} needs {names & FORBIDDEN_IN_CORE} to be imported"


def imported_here(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def test_rooms_stay_small() -> None:
    long = {str(p.relative_to(ROOT)): n for p in modules() if (n := p.read_text(encoding="utf-8").count("\n")) > 300}
    assert not long, "more than one noun in a room?"


def test_importing_comity_loads_nothing_heavy() -> None:
    code = f"import sys, comity; print(sorted({HEAVY!r} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_help_loads_no_library_but_click() -> None:
    code = f"import sys, comity.cli; print(sorted(({HEAVY!r} - {{'click', 'json'}}) & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def ratio_to_bare_interpreter(arguments: list[str], rounds: int = 9) -> float:
    """Median of paired ratios, so that a busy machine slows both sides alike."""

    def seconds(command: list[str]) -> float:
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        return time.perf_counter() - start

    seconds([sys.executable, *arguments])
    pairs = [seconds([sys.executable, *arguments]) / seconds([sys.executable, "-c", ""]) for _ in range(rounds)]
    return statistics.median(pairs)


def test_import_is_cheap() -> None:
    """0.15 s where a bare interpreter takes 0.05 s."""
    assert ratio_to_bare_interpreter(["-c", "import comity"]) < 3


def test_help_is_cheap() -> None:
    """0.25 s where a bare interpreter takes 0.05 s."""
    assert ratio_to_bare_interpreter(["-m", "comity", "--help"]) < 5


def verbs() -> dict[str, click.Command]:
    from comity.cli import verbs as group

    return dict(group.commands)


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_and_option_is_documented(verb: str) -> None:
    reference = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    section = re.search(rf"^## comity {verb}$(.*?)(?=^## |\Z)", reference, re.M | re.S)
    assert section, f"docs/reference/cli.md has no section '## comity {verb}'"
    command = verbs()[verb]
    assert command.help
    for parameter in command.params:
        name = parameter.opts[0] if isinstance(parameter, click.Option) else (parameter.name or "").upper()
        assert name in section[1], f"{name} of comity {verb} is not documented"
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} of comity {verb} has no help"


def test_no_verb_is_documented_that_does_not_exist() -> None:
    reference = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## comity (\w+)$", reference, re.M)) == set(verbs())


@pytest.mark.parametrize(
    "room", ["comity", "comity.actors", "comity.intake.records", "comity.ledger", "comity.measure", "comity.brief"]
)
def test_public_names_are_exported_on_purpose(room: str) -> None:
    module = import_module(room)
    assert sorted(set(module.__all__)) == sorted(module.__all__), "named twice"
    for name in module.__all__:
        thing = getattr(module, name)
        if callable(thing):
            assert (thing.__doc__ or "").strip(), f"{room}.{name} is public and has no docstring"


def test_python_reference_names_what_comity_exports() -> None:
    import comity

    reference = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    for name in set(comity.__all__) - {"__version__"}:
        assert f"`{name}" in reference, f"{name} is exported and not in docs/reference/python.md"
