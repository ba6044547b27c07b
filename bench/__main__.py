"""Run every bench in turn: `python -m bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("*.py")):
    if not path.name.startswith("_"):
        subprocess.run([sys.executable, str(path)], check=True)
