"""The ledger with real public files, read by the real adapters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from comity.ledger import Ledger

pytestmark = pytest.mark.shared
Shared = Callable[[str], Path]


@pytest.fixture(scope="module")
def ledger(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    made = Ledger(tmp_path_factory.mktemp("public") / "L")
    votes = ("data/un/un_votes_undl_1946_2025.parquet", "data/un/un_resolutions_undl_1946_2025.parquet")
    made.add([shared(name) for name in votes], "un_votes")
    made.add(shared("data/un/un_ga_voting_official_2026_layout_sample.csv.gz"), "un_votes")
    made.add(shared("data/alliances/atop51_directed_dyad_year_1815_2018.parquet"), "atop")
    made.add(shared("data/igo/bloc_membership_hand_compiled.csv"), "blocs")
    made.build()
    return made


def test_every_row_of_the_files_is_a_record_or_a_failure(ledger: Ledger, shared: Shared) -> None:
    import duckdb

    status = {row["file"].split(" + ")[0]: row for row in ledger.status().rows()}
    for name in ("data/un/un_votes_undl_1946_2025.parquet", "data/un/un_resolutions_undl_1946_2025.parquet"):
        assert shared(name).exists()
    rows = duckdb.read_parquet(str(shared("data/un/un_votes_undl_1946_2025.parquet"))).count("*").fetchall()[0][0]
    undl = status["un_votes_undl_1946_2025.parquet"]
    failed = ledger.query("SELECT count(*) AS n FROM failures WHERE place = 'un_votes_undl_1946_2025.parquet'").rows()[
        0
    ]["n"]
    assert undl["records"] + failed == rows == 958_459
    assert status["un_ga_voting_official_2026_layout_sample.csv.gz"]["records"] == 2_702


def test_counts_of_one_vote_are_those_printed_by_the_un(ledger: Ledger) -> None:
    """A/RES/ES-11/1 of 2022-03-02: 141 yes, 5 no, 35 abstaining."""
    got = ledger.query(
        "SELECT choice, count(*) AS n FROM votes WHERE symbol = 'A/RES/ES-11/1' GROUP BY 1 ORDER BY 1"
    ).rows()
    assert {row["choice"]: row["n"] for row in got if row["choice"]} == {"yes": 141, "abstain": 35, "no": 5}


def test_a_vote_in_both_files_counts_once(ledger: Ledger) -> None:
    counts = ledger.query(
        "SELECT count(*) AS n, count(DISTINCT id) AS ids, count_if(current) AS now FROM records"
    ).rows()[0]
    assert counts["now"] == counts["ids"] < counts["n"]
    twice = ledger.query("SELECT id FROM records GROUP BY id HAVING count(*) = 2 ORDER BY id LIMIT 1").rows()[0]["id"]
    places = [row["place"].split(", ")[0] for row in ledger.why(twice).rows()]
    assert len(set(places)) == 2


def test_what_is_covered_and_cited(ledger: Ledger) -> None:
    assert ledger.covers("un_vote") == (date(1946, 1, 25), date(2025, 10, 31))
    assert ledger.covers("atop_defense") == (date(1945, 1, 1), date(2018, 12, 31))
    (origin,) = ledger.cite("atop_defense").rows()
    assert origin["producer"].startswith("Brett Ashley Leeds")
    (row,) = ledger.query(
        "SELECT count(*) AS n FROM memberships WHERE bloc = 'BRICS' AND start_date <= '2011-01-01'"
    ).rows()
    assert row["n"] == 5
    treaties = ledger.query(
        "SELECT obligation FROM obligations WHERE state1 = 'RUS' AND state2 = 'CHN' AND start_date = '2018-01-01' ORDER BY 1"
    )
    assert [row["obligation"] for row in treaties.rows()] == ["consul", "nonagg"]


def test_the_same_files_again_are_already_held(ledger: Ledger, shared: Shared) -> None:
    assert ledger.add(shared("data/igo/bloc_membership_hand_compiled.csv"), "blocs").already_held
