"""Trade agreements: failed rows, values by hand, properties, and the real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.intake.records.desta import HEAD, LEFT, NEGOTIATED, NO_NEWS
from comity.intake.records.desta.members import bound
from comity.intake.records.desta.treaties import tied
from comity.schema import Record

MEMBERS = tuple(f"c{n}" for n in range(1, 5))
HEADER = (*HEAD, *MEMBERS, *(f"m{name}" for name in MEMBERS))


def entry(
    number: str,
    kind: str,
    signed: object,
    in_force: object,
    sides: object,
    *members: tuple[object, object],
    base: object = "",
) -> tuple[object, ...]:
    """A row; a member is (ISO number, side)."""
    filled = [*members, *[("NA", "NA")] * (4 - len(members))]
    head = (number, base or number, f"Treaty {number}", kind, signed, in_force, sides)
    return (*head, *(code for code, _ in filled), *(side for _, side in filled))


def desta(folder: Path, *rows: tuple[object, ...]) -> Path:
    return write_csv(folder / "desta.csv", HEADER, rows, ";")


def told(records: list[Record], indicator: str = "trade_agreement") -> list[tuple[str, str | None, str, str, str, int]]:
    chosen = [record for record in records if record.indicator == indicator]
    return sorted((r.state1, r.state2, str(r.start), str(r.end or ""), r.item, r.row) for r in chosen)


CHINA, ZEALAND = (156, 0), (554, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (entry("1", "pact", 2008, 2008, 1, CHINA, ZEALAND), "base_treaty '1', entry_type 'pact': one of"),
        (entry("1", "base_treaty", "NA", 2008, 1, CHINA, ZEALAND), "year, entryforceyear or NA, and typememb 1 to 7"),
        (entry("1", "base_treaty", 2008, "soon", 1, CHINA, ZEALAND), "year, entryforceyear or NA, and typememb 1 to 7"),
        (entry("1", "base_treaty", 2008, 2008, 8, CHINA, ZEALAND), "year, entryforceyear or NA, and typememb 1 to 7"),
        (entry("1", "base_treaty", 2008, 2008, 1, CHINA), "two members at least expected"),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, items, failures = read("desta", desta(tmp_path, row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)


def test_a_member_that_is_no_state_fails_alone(tmp_path: Path) -> None:
    row = entry("307", "base_treaty", 1996, 1997, 2, (208, 2), (234, 2), (250, 2))
    reading, records, _, failures = read("desta", desta(tmp_path, row))
    assert told(records) == [("DNK", "FRA", "1996-01-01", "", "desta:307", 2)]
    assert [(f.row, f.reason, f.found) for f in failures] == [
        (2, "no state has the ISO number 234", "234 in Treaty 307")
    ]
    assert reading.skipped == {}


def test_two_states_by_hand(tmp_path: Path) -> None:
    rows = [
        entry("222", "base_treaty", 2008, 2009, 1, CHINA, ZEALAND),
        entry("9", "negotiation", "NA", "NA", 1, CHINA, ZEALAND),
    ]
    reading, records, items, _ = read("desta", desta(tmp_path, *rows))
    assert told(records) == [("CHN", "NZL", "2008-01-01", "", "desta:222", 2)]
    assert told(records, "trade_agreement_in_force") == [("CHN", "NZL", "2009-01-01", "", "desta:222", 2)]
    assert [(item.id, item.kind, item.title) for item in items] == [
        ("desta:222", "trade agreement", "Treaty 222 (2008)")
    ]
    assert reading.skipped == {NEGOTIATED: 1}
    assert reading.origin.version == "signed to 2008"


def test_joining_and_leaving(tmp_path: Path) -> None:
    """The United Kingdom left EFTA in 1973; a consolidated text adds nothing; Finland came later."""
    rows = [
        entry("375", "base_treaty", 1960, 1960, 2, (578, 2), (826, 2)),
        entry("375a", "consolidated", 1961, "NA", 2, (578, 2), (826, 2), base=375),
        entry("375_1", "withdrawal", 1973, "NA", 7, (578, 2), (826, 1), base=375),
        entry("375+1", "accession", 1986, "NA", 5, (578, 2), (246, 1), base=375),
    ]
    reading, records, items, _ = read("desta", desta(tmp_path, *rows))
    assert told(records) == [
        ("FIN", "NOR", "1986-01-01", "", "desta:375", 5),
        ("GBR", "NOR", "1960-01-01", "1973-12-31", "desta:375", 2),
    ]
    assert told(records, "trade_agreement_in_force") == [("GBR", "NOR", "1960-01-01", "1973-12-31", "desta:375", 2)]
    assert (len(items), reading.skipped) == (1, {LEFT: 1, NO_NEWS: 1})


def test_sides_are_not_tied_among_themselves() -> None:
    assert list(bound("4", [("56", "2"), ("250", "2"), ("404", "3")])) == [("56", "404"), ("250", "404")]
    assert list(bound("6", [("788", "3"), ("40", "2"), ("246", "2")])) == [("788", "40"), ("788", "246")]
    assert list(bound("7", [("40", "2"), ("756", "2"), ("620", "1")])) == [("40", "620"), ("756", "620")]
    assert len(list(bound("2", [("1", "2"), ("2", "2"), ("3", "2")]))) == 3


def test_numbers_of_today_and_states_that_came_later(tmp_path: Path) -> None:
    rows = [
        entry("1", "base_treaty", 1960, "NA", 1, (40, 0), (643, 0)),
        entry("2", "base_treaty", 1991, "NA", 1, (729, 0), (818, 0)),
        entry("3", "base_treaty", 1992, "NA", 1, (203, 0), (703, 0)),
        entry("4", "base_treaty", 2003, "NA", 1, (688, 0), (900, 0)),
    ]
    _, records, _, failures = read("desta", desta(tmp_path, *rows))
    assert told(records) == [
        ("AUT", "RUS", "1991-12-26", "", "desta:1", 2),
        ("AUT", "SUN", "1960-01-01", "1991-12-25", "desta:1", 2),
        ("CZE", "SVK", "1993-01-01", "", "desta:3", 4),
        ("EGY", "SDN", "1991-01-01", "", "desta:2", 3),
        ("SRB", "XKX", "2008-02-17", "", "desta:4", 5),
    ]
    assert not failures


YEARS = st.integers(1950, 1960)


@given(st.lists(st.tuples(YEARS, st.integers(2, 9)), min_size=1, max_size=5), st.lists(YEARS, max_size=4))
def test_a_pair_is_tied_from_joining_to_leaving(joins: list[tuple[int, int]], leaves: list[int]) -> None:
    spells = list(tied(joins, leaves))
    assert spells[0][0] == min(joins)[0]
    assert all(last == 0 or last in leaves for _, last, _ in spells)
    ends = [last or 9999 for _, last, _ in spells]
    assert all(end < first for end, (first, _, _) in zip(ends, spells[1:], strict=False))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def cell(*plain: object) -> st.SearchStrategy[object]:
    odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=5)
    return st.one_of(*[st.sampled_from(plain)] * 6, odd)


KIND = cell("base_treaty", "accession", "withdrawal", "consolidated", "negotiation")
MEMBER = st.tuples(cell(156, 643, 203, 891, 234, "NA"), cell(0, 1, 2, 3))
ROW = st.builds(
    entry, st.sampled_from("123"), KIND, cell(1960, 1991), cell(1961, "NA"), cell(*range(1, 8)), MEMBER, MEMBER, MEMBER
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=8))
def test_every_row_is_accounted_for(folder: Path, rows: list[tuple[object, ...]]) -> None:
    reading, records, _, failures = read("desta", desta(folder, *rows))
    lost = {failure.row for failure in failures if not failure.reason.startswith(("no state", "Serbia", "Czech"))}
    left = len(rows) - len({record.row for record in records}) - sum(reading.skipped.values())
    assert len(lost) <= left <= len({failure.row for failure in failures})
    assert len({record.id for record in records}) == len(records)


def test_the_real_file(shared: Callable[[str], Path]) -> None:
    reading, records, items, failures = read("desta", shared("data/alliances/desta_trade_agreements_raw.csv.gz"))
    assert len({record.row for record in records}) + sum(reading.skipped.values()) == 1217
    assert reading.skipped == {NEGOTIATED: 82, LEFT: 30, NO_NEWS: 80}
    assert all(failure.reason.startswith("no state has the ISO number") for failure in failures)
    assert (len(items), len(failures)) == (850, 64)
    ties = told(records)
    assert ("CHN", "NZL", "2008-01-01", "", "desta:222", 279) in ties
    assert ("GBR", "NOR", "1960-01-01", "1973-12-31", "desta:375", 542) in ties
    assert ("CZE", "HUN", "1993-01-01", "2004-12-31", "desta:192", 239) in ties
    assert not [tie for tie in ties if tie[:2] == ("DEU", "FRA") and tie[4] == "desta:316"]
    assert [tie[2] for tie in ties if tie[:2] == ("DEU", "ISR") and tie[4] == "desta:316"] == ["1995-01-01"]
