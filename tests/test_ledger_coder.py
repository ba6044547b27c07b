"""The shipped coder in a ledger: killed in the middle and gone on with, and judgements that outlast its next version."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest
from ledger_made import asked, rows
from ledger_texts import write_articles

from comity.ledger import Ledger, running
from comity.ledger.folder import Folder
from comity.ledger.holding import coded_by
from comity.ledger.reviewing import judgement

SEED = 1648
COUNT, SHARD = 60, 10
STOP = 25
"""Documents after which a coder waits to be killed, so that it is never done before."""

ACTS = (
    "{} has imposed sanctions on {}.",
    "Last week {} accused {} of closing the Lower Weir.",
    "{} will send doctors and tents to {} after the flood.",
    "The foreign minister of {} met his colleague from {} on Monday.",
    "The president of {0} said that {0} condemned {1} for the raid.",
)
CODER = """
import sys
from pathlib import Path
from comity.ledger import running
from comity.ledger.folder import Folder

def told(done, total):
    print(done, flush=True)
    if done == stop:
        sys.stdin.read()

root, size, stop, least, issues = sys.argv[1], *map(int, sys.argv[2:4]), float(sys.argv[4]), sys.argv[5]
running.SHARD = size
running.code(Folder(Path(root)), 1, least or None, progress=told, issues=Path(issues) if issues else None)
"""


def coder(ledger: Ledger, stop: int = 0, least: float = 0, issues: str = "") -> subprocess.Popen[str]:
    """A process that codes a ledger by the shipped coder and tells of every document."""
    given = [str(ledger.path.absolute()), str(SHARD), str(stop), str(least), issues]
    command = [sys.executable, "-c", CODER, *given]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill_behind(child: subprocess.Popen[str], done: int, pause: float) -> None:
    """kill -9 a while after so many documents."""
    with child:
        assert child.stdout
        for line in child.stdout:
            if int(line) == done:
                break
        time.sleep(pause)
        child.kill()
    assert child.returncode == -signal.SIGKILL


def ready(root: Path) -> Ledger:
    pairs = list(permutations(("Peru", "Chile", "Norway", "Japan"), 2))
    ledger = Ledger(root / "L")
    some = [ACTS[n % len(ACTS)].format(*pairs[n // len(ACTS)]) for n in range(COUNT)]
    assert ledger.add_documents(write_articles(root / "a.jsonl", some)).n_documents == COUNT
    return ledger


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one coder that nobody disturbs gives."""
    ledger = ready(tmp_path_factory.mktemp("clean"))
    assert ledger.code().n_documents == COUNT
    ledger.build()
    found = rows(ledger)
    assert len(found["documents"]) == COUNT
    assert len(found["events"]) >= 20
    assert found["statements"]
    return found


def test_a_coder_killed_twice_gives_the_same_rows(tmp_path: Path, clean: dict[str, list[str]]) -> None:
    ledger, chance, before = ready(tmp_path), random.Random(SEED), 0
    for done in (SHARD + 4, 2 * SHARD - 1):
        kill_behind(coder(ledger, STOP), done, chance.uniform(0, 0.05))
        coded = len(coded_by(Folder(ledger.path.absolute())))
        assert before + SHARD <= coded <= before + STOP
        assert coded % SHARD == 0
        before = coded
    rest = ledger.code()
    assert (rest.n_before, rest.n_documents) == (before, COUNT - before)
    ledger.build()
    assert rows(ledger) == clean
    assert list((ledger.path / "tmp").iterdir()) == []


def test_judgements_outlast_the_next_version_of_the_coder(tmp_path: Path) -> None:
    ledger = ready(tmp_path)
    assert coder(ledger).communicate(timeout=60)[0].split()[-1] == str(COUNT)
    ledger.build()
    before = {row["id"]: row for row in sorted(asked(ledger), key=lambda row: row["confidence"])}
    wrong, changed, right, *_ = before
    said = asked(ledger, "statements")[0]["id"]
    for row, verdict, changes in (
        (wrong, "wrong", {}),
        (changed, "changed", {"status": "hypothetical", "actor": "ISL"}),
        (right, "right", {}),
        (said, "changed", {"negated": "true"}),
    ):
        ledger.judge(judgement(row, verdict, changes, "", "me"))

    next_version(ledger, tmp_path)
    ledger.build()
    after = {row["id"]: row for row in asked(ledger)}
    assert "weir" in {row["issue"] for row in after.values()}, "the rows are those of the next version"
    assert wrong not in after
    assert (after[changed]["status"], after[changed]["actor"]) == ("hypothetical", "ISL")
    assert (after[right]["verdict"], after[right]["type"]) == ("right", before[right]["type"])
    assert [row["negated"] for row in asked(ledger, "statements") if row["id"] == said] == [True]

    assert running.code(Folder(ledger.path.absolute()), min_confidence=1.0).n_events < len(before) - 2
    ledger.code()
    ledger.build()
    again = {row["id"]: row for row in asked(ledger)}
    assert set(before) - set(again) == {wrong}
    assert again[changed]["actor"] == "ISL", "a judgement waits for its row"


def next_version(ledger: Ledger, folder: Path) -> None:
    """Code again in a process of its own, from another confidence and with a matter in dispute that was not known."""
    table = folder / "issues.tsv"
    table.write_text(
        "id\tname\taliases\tcontext\tparties\tstakes\tstart\tend\tpage\tnote\n"
        "weir\tLower Weir\tLower Weir\t\t\t\t1990-01-01\t\t\t\n",
        encoding="utf-8",
    )
    assert coder(ledger, least=0.4, issues=str(table)).communicate(timeout=60)[0].split()[-1] == str(COUNT)
