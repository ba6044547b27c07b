"""The command line as a reader of its output meets it: real processes, real release, a real small ledger."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

VOTES = "data/un/un_ga_voting_official_2026_layout_sample.csv.gz"


def comity(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "comity", *arguments], capture_output=True, text=True, cwd=cwd)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("brief", "Korea", "Japan"), "PRK or KOR"),
        (("brief", "Russia", "China", "--until", "1985"), "ask for SUN"),
        (("brief", "Rusia", "China"), "Russia"),
        (("brief", "Russia", "China", "--until", "20211"), "not a date"),
        (("brief", "Russia", "China", "--ledger", "nowhere"), "no ledger"),
        (("why", "nonsense"), "no such evidence id"),
        (("add", "missing.csv", "--record", "un_votes"), "no such file"),
        (("query", "SELECT 1"), "no ledger"),
    ],
)
def test_a_wrong_question_is_one_message_and_status_2(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = comity(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text("<html><body>404</body></html>")
    assert comity("add", "--record", "un_votes", "page.csv", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "comity-ledger" / "files").exists() or not any((tmp_path / "comity-ledger/files").iterdir())


def test_json_is_json_and_csv_is_csv(tmp_path: Path) -> None:
    told = json.loads(comity("brief", "France", "Germany", "--json", cwd=tmp_path).stdout)
    assert {"title", "sections", "estimates"} <= set(told)
    text = comity("similarity", "France", "Germany", "--form", "csv", cwd=tmp_path).stdout
    assert "\r" not in text
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["yardstick"] for row in rows} >= {"kappa", "graded"}


def test_from_a_file_to_the_single_vote(shared: Callable[[str], Path], tmp_path: Path) -> None:
    first = comity("add", "--record", "un_votes", str(shared(VOTES)), cwd=tmp_path)
    assert "2,702 records on 14 items" in first.stdout
    assert "already held" in comity("add", "--record", "un_votes", str(shared(VOTES)), cwd=tmp_path).stdout
    told = comity("why", "similarity/kappa/CHN-RUS/2024", "--form", "json", cwd=tmp_path)
    votes = {row["symbol"]: (row["CHN"], row["RUS"]) for row in json.loads(told.stdout)["rows"]}
    words = {"Y": "yes", "N": "no", "A": "abstain"}
    with gzip.open(shared(VOTES), "rt", encoding="utf-8") as file:
        printed = {(row["resolution"], row["ms_code"]): row["ms_vote"] for row in csv.DictReader(file)}
    assert votes
    for symbol, pair in votes.items():
        assert pair == tuple(words[printed[symbol, state]] for state in ("CHN", "RUS"))


def test_a_brief_says_where_it_comes_from(shared: Callable[[str], Path], tmp_path: Path) -> None:
    assert "from the release" in comity("brief", "Russia", "China", cwd=tmp_path).stdout
    comity("add", "--record", "un_votes", str(shared(VOTES)), cwd=tmp_path)
    one_year = comity("brief", "Russia", "China", cwd=tmp_path).stdout
    assert "from the ledger" in one_year
    assert "only year" in one_year
    assert "at their peak" not in one_year
