"""From an id to file and line, and from figures to the data sets to cite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from ledger_toy import many, register, write_toy

from comity.errors import LedgerError, NoEvidence
from comity.ledger import Ledger

RUS = "rc641008dbc32160b"
"""un_vote of RUS on toy:1, 2020-01-02."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with pytest.MonkeyPatch.context() as patch:
        register(patch)
        made = Ledger(tmp_path / "L")
        old = ["RUS,toy:1,2020-01-02,Y", "CHN,toy:1,2020-01-02,N", "USA,toy:1,2020-01-02,", "X,toy:1,2020-01-02,?"]
        made.add(write_toy(tmp_path / "old.toy", old, "v1", "2020-12-31"), "toy")
        made.add(
            write_toy(tmp_path / "new.toy", ["RUS,toy:1,2020-01-02,A", "RUS,toy:2,2020-02-03,Y"], "v2", "2021"), "toy"
        )
        made.build()
        yield made


@pytest.mark.parametrize(
    "id", ["r0000000000000000", "toy:9", "toy@v9", "", "r", "similarity/kappa/CHN-RUS/2020", "'; --"]
)
def test_an_unknown_id_says_where_to_look(ledger: Ledger, id: str) -> None:
    with pytest.raises(NoEvidence, match=r"nothing in this ledger answers.*comity status.*comity add"):
        ledger.why(id)


def test_questions_to_no_ledger_say_what_to_do(tmp_path: Path) -> None:
    absent = Ledger(tmp_path / "absent")
    for ask in (absent.status, absent.cite, lambda: absent.why(RUS), lambda: absent.holds("un_vote")):
        with pytest.raises(LedgerError, match=r"no ledger here.*comity add"):
            ask()
    assert not (tmp_path / "absent").exists()


def test_a_record_is_followed_to_its_lines(ledger: Ledger) -> None:
    why = ledger.why(RUS)
    assert [(row["place"], row["says"], row["current"]) for row in why.rows()] == [
        ("new.toy, line 2", "abstain", True),
        ("old.toy, line 2", "yes", False),
    ]
    first = why.rows()[0]
    assert (first["evidence"], first["state1"], first["start"], first["item"]) == (
        RUS,
        "RUS",
        date(2020, 1, 2),
        "toy:1",
    )
    assert (first["origin"], first["version"], first["licence"]) == ("Toy votes", "v2", "CC0")
    assert why.note.startswith("TOY:1, On toy:1 v2, 2020-01-02")


def test_an_item_is_followed_to_all_its_lines(ledger: Ledger) -> None:
    got = [(row["state1"], row["says"], row["place"]) for row in ledger.why("toy:1").rows() if row["current"]]
    assert got == [
        ("CHN", "no", "old.toy, line 3"),
        ("RUS", "abstain", "new.toy, line 2"),
        ("USA", "did not vote", "old.toy, line 4"),
    ]


def test_an_origin_is_followed_to_its_files(ledger: Ledger) -> None:
    (row,) = ledger.why("toy@v1").rows()
    assert row["place"] == "old.toy, lines 2 to 4"
    assert (row["records"], row["citation"], row["address"]) == (3, "Toy (2020-12-31)", "https://x.test")
    assert (row["first"], row["last"]) == (date(2020, 1, 2), date(2020, 1, 2))


def test_origins_are_cited_with_what_counts_of_them(ledger: Ledger) -> None:
    got = {row["origin"]: (row["records"], row["indicators"], row["citation"]) for row in ledger.cite().rows()}
    assert got == {"toy@v1": (2, "un_vote", "Toy (2020-12-31)"), "toy@v2": (2, "un_vote", "Toy (2021)")}
    assert len(ledger.cite(["un_vote"])) == 2
    assert len(ledger.cite("un_vote")) == 2
    assert ledger.cite(["atop_defense"]).note == "nothing is held of atop_defense"
    assert len(ledger.cite(["atop_defense"])) == 0


def test_what_is_covered(ledger: Ledger) -> None:
    assert ledger.covers("un_vote") == (date(2020, 1, 2), date(2020, 2, 3))
    assert ledger.holds("un_vote")
    assert ledger.covers("membership") is None
    assert not ledger.holds("membership")


def test_status_counts_each_file(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)
    ledger.add(write_toy(tmp_path / "third.toy", many(0, 30)), "toy")
    status = ledger.status()
    got = {row["file"]: (row["records"], row["items"], row["failures"], row["published"]) for row in status.rows()}
    assert got == {"old.toy": (3, 1, 1, True), "new.toy": (2, 2, 0, True), "third.toy": (30, 3, 0, False)}
    assert "comity build" in status.note
    ledger.build()
    assert ledger.status().note == ""


def test_arrays_keep_what_is_missing_missing(ledger: Ledger) -> None:
    got = ledger.arrays(
        "SELECT state1, start_date, nullif(start_date, DATE '2020-01-02') AS day, value, state2, row, nullif(row, 2) AS r"
        " FROM records WHERE item = ? AND current ORDER BY state1",
        ["toy:1"],
    )
    assert got["state1"].tolist() == ["CHN", "RUS", "USA"]
    assert got["start_date"].dtype == np.dtype("M8[D]")
    assert np.isnat(got["day"]).all()
    np.testing.assert_array_equal(got["value"], [3.0, 2.0, np.nan])
    np.testing.assert_array_equal(got["r"], [3.0, np.nan, 4.0])
    assert got["state2"].tolist() == [None, None, None]
    assert got["row"].dtype.kind == "i"
    assert not any(isinstance(column, np.ma.MaskedArray) for column in got.values())
    with pytest.raises(LedgerError, match="could not answer"):
        ledger.arrays("SELECT nothing FROM records")
