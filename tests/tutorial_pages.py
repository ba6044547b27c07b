"""Pages whose commands run one after another in one folder, and whose outputs are what the commands print.

`python tests/tutorial_pages.py PAGE` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```sh-session\n(.*?)^```$", re.M | re.S)


def steps(page: str) -> list[tuple[str, str]]:
    """Commands with the output shown."""
    text = "".join(BLOCK.findall(page))
    return [(command.strip(), shown) for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M)]


def run(command: str, folder: Path) -> str:
    """What a command prints in the folder, with `comity` as it stands here."""
    here = f"comity() {{ '{sys.executable}' -m comity \"$@\"; }}\n"
    root = str(Path(__file__).resolve().parents[1])
    env = {**os.environ, "COLUMNS": "100", "PYTHONPATH": root, "COMITY_LEDGER": "", "NO_COLOR": "1"}
    env.pop("COMITY_LEDGER")
    done = subprocess.run(
        ["bash", "-c", here + command], cwd=folder, capture_output=True, text=True, env=env, check=False
    )
    lines = (line.rstrip() for line in done.stdout.replace(str(folder), ".").splitlines() if line.strip())
    return "".join(f"{line}\n" for line in lines)


def redone(page: str, folder: Path) -> str:
    """The page with every output as it is now."""

    def block(found: re.Match[str]) -> str:
        return "```sh-session\n" + "".join(f"$ {c}\n{run(c, folder)}" for c, _ in steps(found[0])) + "```"

    return BLOCK.sub(block, page)


if __name__ == "__main__":
    import shutil
    import tempfile

    path = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as made:
        shutil.copytree(path.parent / "forty", Path(made).resolve() / "forty")
        path.write_text(redone(path.read_text(encoding="utf-8"), Path(made).resolve()), encoding="utf-8")
