"""Sources, evidence and the release: a ledger and the shipped files give the same answers, down to the single vote."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest
from measure_data import Shared, real_roll_calls, small_ledger

from comity.errors import ComityError, LedgerError, NoEvidence, NotThen, Refused, UnknownActor
from comity.ledger import Ledger
from comity.measure import cite, ladder, make_release, open_source, record, similarity, why
from comity.measure.held import HeldLedger
from comity.measure.pacts.atop import n_parties, obligations
from comity.measure.release import BLOCS, FILES
from comity.measure.shipped import CELLS, ShippedRelease
from comity.measure.votes.choices import ChoiceTable, choice_table, dyad_choices
from comity.measure.votes.panel import roll_calls

SHIPPED = ShippedRelease()


@pytest.fixture(scope="session")
def ledger(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The votes of 2025 and all of ATOP."""
    return small_ledger(tmp_path_factory.mktemp("measure"), shared)


@pytest.fixture(scope="session")
def held(ledger: Ledger) -> HeldLedger:
    source = open_source(ledger)
    assert isinstance(source, HeldLedger)
    return source


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no release"):
        open_source(None, release=tmp_path).dyad("RUS", "CHN")


def test_a_path_without_a_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        open_source(tmp_path / "none").dyad("RUS", "CHN")


def test_wrong_names_and_days_are_refused() -> None:
    with pytest.raises(UnknownActor):
        similarity("Atlantis", "China")
    with pytest.raises(NotThen):
        similarity("East Germany", "China", until="1999-01-01")
    with pytest.raises(Refused, match="not a day"):
        similarity("Russia", "China", until="last year")
    with pytest.raises(ComityError, match="itself"):
        similarity("Russia", "Soviet Union")


def test_an_unknown_collection_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ComityError, match="undl, voeten"):
        roll_calls(ledger, collection="mixed")


def test_a_year_without_votes_is_an_empty_table_that_says_why() -> None:
    table = similarity("DEU", "FRA", until="1950-01-01")
    assert len(table) == 0
    assert "No vote is held on which both DEU and FRA" in table.note


def test_similarity_by_name_gives_estimates_with_evidence() -> None:
    table = similarity("Russia", "the West", until="2020-12-31", votes="contested")
    row = next(r for r in table.rows() if r["year"] == 2020 and r["yardstick"] == "graded")
    assert row["evidence"] == "similarity/graded/RUS-WEST/2020/contested"
    assert row["low"] < row["value"] < row["high"]
    assert sum(r["n"] for r in table.why(row["evidence"]).rows()) == row["n_evidence"]
    assert set(table.numpy()) == {"year", "yardstick", "votes", "value", "low", "high", "n_evidence", "evidence"}


def test_a_day_inside_a_year_leaves_that_year_out_of_the_release_and_says_so() -> None:
    inside, end = SHIPPED.dyad("RUS", "CHN", date(2021, 12, 17)), SHIPPED.dyad("RUS", "CHN", date(2020, 12, 31))
    assert inside.years.tolist() == end.years.tolist() == list(range(1971, 2021))
    assert inside.as_of == date(2020, 12, 31)
    assert "2020-12-31" in inside.note
    assert end.note == ""


def test_a_ledger_counts_to_the_day(ledger: Ledger, held: HeldLedger) -> None:
    calls = roll_calls(ledger, until=date(2025, 10, 31))
    assert 0 < len(calls) < len(roll_calls(ledger)) == 192
    part = held.dyad("RUS", "CHN", date(2025, 10, 31))
    assert "2025-10-31" in part.note
    assert part.n_votes().sum() < held.dyad("RUS", "CHN").n_votes().sum()


def columns(table: ChoiceTable) -> dict[tuple[str, str, int], tuple[bytes, int]]:
    rows = zip(
        table.state1.tolist(), table.state2.tolist(), table.year.tolist(), table.counts, table.unanimous, strict=True
    )
    return {(one, two, year): (counts.astype(np.int64).tobytes(), int(alike)) for one, two, year, counts, alike in rows}


def shipped_table(where: str = "true") -> ChoiceTable:
    path = SHIPPED.folder / "choices.parquet"
    with duckdb.connect() as connection:
        got = connection.execute(f"SELECT * FROM read_parquet('{path}') WHERE {where}").fetchnumpy()
    counts = np.stack([got[cell] for cell in CELLS], axis=1).reshape(-1, 2, 3, 3)
    return ChoiceTable(got["state1"], got["state2"], got["year"], counts, got["unanimous"])


def test_the_release_is_what_the_record_gives(shared: Shared) -> None:
    """Every dyad and bloc of every year, by the second way in that leans on neither intake nor ledger."""
    ours, theirs = columns(shipped_table()), columns(choice_table(real_roll_calls(shared), BLOCS))
    assert len(ours) == SHIPPED.about["rows"]["choices"] > 1_000_000
    assert ours == theirs


def test_a_slice_of_the_release_is_what_the_ledger_gives(held: HeldLedger) -> None:
    """2025 by way of intake and ledger."""
    assert columns(shipped_table("year = 2025")) == columns(choice_table(held.calls, BLOCS))


def test_the_ladder_of_the_release_is_what_the_ledger_gives(ledger: Ledger, held: HeldLedger) -> None:
    rebuilt = obligations(ledger, n_parties(ledger))
    assert len(rebuilt) == SHIPPED.about["rows"]["ladder"]
    for one, two in (("RUS", "CHN"), ("USA", "RUS"), ("DEU", "FRA"), ("JPN", "USA"), ("SUN", "DDR")):
        assert sorted(map(str, SHIPPED.obligations(one, two))) == sorted(map(str, held.obligations(one, two)))
        assert ladder(one, two, source=SHIPPED) == ladder(one, two, source=held)


def test_table_and_single_dyad_agree_on_the_release(shared: Shared) -> None:
    calls = real_roll_calls(shared)
    for one, two in (("RUS", "SRB"), ("CHN", "RUS"), ("YEM", "RUS"), ("RUS", "WEST"), ("USA", "NATO"), ("MCO", "AND")):
        direct, shipped = dyad_choices(calls, one, two, date(2025, 12, 31)), SHIPPED.dyad(two, one)
        assert direct.years.tolist() == shipped.years.tolist()
        assert np.array_equal(direct.counts, shipped.counts)
        assert np.array_equal(direct.unanimous, shipped.unanimous)


def test_a_release_made_twice_has_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    one, two = (make_release(ledger, tmp_path / name, made=date(2026, 1, 1), blocs=("WEST",)) for name in ("a", "b"))
    assert [path.name for path in one] == list(FILES)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    again = open_source(None, release=tmp_path / "a")
    assert again.dyad("RUS", "CHN").n_votes().sum() == SHIPPED.dyad("RUS", "CHN").n_votes()[-1]


def test_a_release_is_not_made_of_half_a_record(shared: Shared, tmp_path: Path) -> None:
    half = Ledger(tmp_path / "half")
    half.add(shared("data/un/un_votes_2025_wide_raw.csv.gz"), record="un_votes")
    half.build()
    with pytest.raises(LedgerError, match="no treaties"):
        make_release(half, tmp_path / "out")
    source = open_source(half)
    assert "no treaties" in source.note
    assert source.obligations("RUS", "CHN") == SHIPPED.obligations("RUS", "CHN")
    assert {origin.id.split("-")[0] for origin in source.origins()} >= {"un_votes", "atop"}


def test_the_release_is_small_and_says_what_it_is() -> None:
    size = sum((SHIPPED.folder / name).stat().st_size for name in FILES)
    assert size < 6_000_000
    about = json.loads((SHIPPED.folder / "release.json").read_text(encoding="utf-8"))
    assert set(about["blocs"]) == set(BLOCS)
    assert SHIPPED.covers("un_vote") == (date(1946, 1, 26), date(2025, 12, 18))
    assert all(row["version"] and row["licence"] and row["address"] for row in cite(SHIPPED).rows())


def test_why_follows_a_similarity_to_single_votes_on_a_ledger(held: HeldLedger) -> None:
    choices = held.dyad("RUS", "CHN")
    table = why("similarity/kappa/CHN-RUS/2025", held)
    assert len(table) == choices.n_votes()[0]
    first = table.rows()[0]
    assert {first["CHN"], first["RUS"]} <= {"yes", "abstain", "no"}
    assert first["address"].startswith("https://digitallibrary.un.org/record/")
    assert len(table.why(first["evidence"])) > 100
    contested = why("similarity/kappa/CHN-RUS/2025/contested", held)
    assert len(contested) == choices.n_votes("contested")[0]
    same = sum(row["CHN"] == row["RUS"] for row in table.rows())
    assert same == np.trace(choices.of()[0])


def test_why_names_the_votes_of_a_bloc(held: HeldLedger) -> None:
    table = why("similarity/graded/RUS-WEST/2025", held)
    assert len(table) == held.dyad("RUS", "WEST").n_votes()[0]
    assert "more than half" in table.note


def test_why_on_the_release_gives_counts_origin_and_the_one_command() -> None:
    table = why("similarity/kappa/CHN-RUS/2020", SHIPPED)
    assert sum(row["n"] for row in table.rows()) == 98
    for part in (
        "0.538",
        "comity add --record un_votes PATH",
        "https://digitallibrary.un.org/record/4060887",
        "2025-12-29",
    ):
        assert part in table.note


def test_why_follows_a_record_to_the_years_it_compares() -> None:
    statement = record("Russia", "China", until="2020-12-31")
    table = why(statement.evidence, SHIPPED)
    assert [row["year"] for row in table.rows()] == list(range(1971, 2021))
    assert max(row["kappa"] for row in table.rows()) == statement.peak.value
    assert len(table.why(table.rows()[-1]["evidence"])) == 14


def test_why_follows_ladder_treaty_and_membership(held: HeldLedger) -> None:
    rows = why("ladder/CHN-RUS/2005", SHIPPED).rows()
    assert {row["obligation"] for row in rows if row["rung"] == 3} == {"non-aggression"}
    assert len(why(rows[0]["evidence"], SHIPPED)) == 2
    assert len(why(rows[0]["evidence"], held)) == 2
    assert why("treaty/russia-china-2001", SHIPPED).rows()[0]["parties"] == "CHN, RUS"
    assert why("membership/SCO/CHN", SHIPPED).rows()[0]["start"] == date(2001, 6, 15)


@pytest.mark.parametrize(
    "id",
    [
        "nonsense",
        "similarity/kappa/CHN-RUS",
        "similarity/tau/CHN-RUS/2020",
        "similarity/kappa/CHN-RUS/1960",
        "similarity/kappa/CHN-XXX/2020",
        "similarity/kappa/CHN-RUS/2020/lopsided",
        "record/kappa/CHN/2020",
        "ladder/CHN-RUS/soon",
        "treaty/none",
        "membership/NATO/RUS",
        "membership/NATO/XXX",
        "r0000000000000000",
        "undl:1",
    ],
)
def test_an_id_nothing_answers_to_is_refused_with_a_next_step(id: str, held: HeldLedger) -> None:
    for source in (SHIPPED, held):
        with pytest.raises(NoEvidence) as caught:
            why(id, source)
        assert caught.value.next_step
