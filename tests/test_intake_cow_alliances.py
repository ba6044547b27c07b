"""COW formal alliances in the layout of the codebook, on made-up rows: failed rows, values by hand, a property."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.intake.records.cow_alliances import NONE_HOLDS
from comity.intake.records.pairs import BEFORE, REPEATED
from comity.schema import Record

HEADER = [
    "version4id",
    "ccode1",
    "state_name1",
    "ccode2",
    "state_name2",
    "dyad_st_day",
    "dyad_st_month",
    "dyad_st_year",
    "dyad_end_day",
    "dyad_end_month",
    "dyad_end_year",
    "left_censor",
    "right_censor",
    "defense",
    "neutrality",
    "nonaggression",
    "entente",
    "asymmetric",
    "version",
]


def alliance(**cells: object) -> list[object]:
    """A row: alliance 1 of the United States and Canada, 4 April 1949, in force, defence and consultation."""
    plain: dict[str, object] = {"version4id": 1, "ccode1": 2, "ccode2": 20, "version": 4.1, "left_censor": 0}
    plain |= {"dyad_st_day": 4, "dyad_st_month": 4, "dyad_st_year": 1949, "right_censor": 1, "asymmetric": 0}
    plain |= {"defense": 1, "neutrality": 0, "nonaggression": 0, "entente": 1}
    return [{**plain, **cells}.get(name, "") for name in HEADER]


def told(records: list[Record]) -> list[tuple[str, str, str | None, str, str]]:
    return [(r.indicator, r.state1, r.state2, str(r.start), str(r.end or "")) for r in records]


ENDED = {"dyad_end_day": 1, "dyad_end_month": 7, "dyad_end_year": 1991, "right_censor": 0}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"version4id": "x"}, "version4id 'x': a number expected"),
        ({"right_censor": 2}, "version4id '1': a number expected; right_censor '2'"),
        ({"dyad_st_month": 13}, "begins 1949-13-4 or ends -- on no day"),
        ({"dyad_st_day": ""}, "begins 1949-4- or ends -- on no day"),
        ({**ENDED, "dyad_end_year": 1948}, "begins 1949-04-04 and ended earlier, 1948-07-01"),
        ({"defense": 9}, "defense is '9': 0 or 1 expected"),
        ({"ccode2": 9999}, "no state answers to COW code '9999' then: "),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, cells: dict[str, object], reason: str) -> None:
    _, records, items, failures = read("cow_alliances", write_csv(tmp_path / "a.csv", HEADER, [alliance(**cells)]))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)


def test_alliances_by_hand(tmp_path: Path) -> None:
    rows = [
        alliance(),
        alliance(),
        alliance(version4id=2, ccode1=365, ccode2=710, dyad_st_year=1945, **ENDED, defense=1, entente=""),
        alliance(version4id=3, **{**ENDED, "dyad_end_year": 1944}, dyad_st_year=1920),
        alliance(version4id=4, defense=0, entente=0),
    ]
    reading, records, items, failures = read("cow_alliances", write_csv(tmp_path / "a.csv", HEADER, rows))
    assert told(records) == [
        ("cow_defense", "CAN", "USA", "1949-04-04", ""),
        ("cow_entente", "CAN", "USA", "1949-04-04", ""),
        ("cow_defense", "SUN", "TWN", "1945-04-04", "1991-07-01"),  # who signed stays
    ]
    assert [item.id for item in items] == ["cow_alliance:1", "cow_alliance:2", "cow_alliance:4"]
    assert reading.skipped == {REPEATED: 1, BEFORE: 1, NONE_HOLDS: 1}
    assert not failures


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def cell(*plain: object) -> st.SearchStrategy[object]:
    odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=5)
    return st.one_of(*[st.sampled_from(plain)] * 6, odd)


CODE = cell(2, 255, 260, 365, 710, 713)
CELLS = st.fixed_dictionaries(
    {
        "version4id": cell(1, 2),
        "ccode1": CODE,
        "ccode2": CODE,
        "dyad_st_year": cell(1940, 1949, 1991),
        "dyad_end_day": cell("", 1, 31),
        "dyad_end_month": cell("", 6),
        "dyad_end_year": cell("", 1944, 1991),
        "right_censor": cell(0, 1),
        "defense": cell(0, 1, ""),
    }
)


@settings(max_examples=150, deadline=None)
@given(drawn=st.lists(CELLS, min_size=1, max_size=6))
def test_every_row_is_accounted_for_once(folder: Path, drawn: list[dict[str, object]]) -> None:
    rows = [alliance(**cells) for cells in drawn]
    reading, records, _, failures = read("cow_alliances", write_csv(folder / "a.csv", HEADER, rows))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)
